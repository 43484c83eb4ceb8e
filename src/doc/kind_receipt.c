/* Receipt 收货: goods from a supplier, or in transit from another store, good ones to the receiving place, damaged ones to 'damaged'; what
 * was announced against what came. Of a transfer the slip tells that. Since version 2 there are transfers. */
#include "src/doc/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIELDS "src/doc/receipt.def"
#include "src/doc/fields.inc"

static bool has_item(const struct doc *d, size_t i) {
  return doc_at(d, i, RECEIPT_ITEM)->set;
}

static bool money(const struct doc *d, size_t i, int64_t qty, int64_t *out) {
  return doc_value(qty, doc_at(d, i, RECEIPT_COST)->i, doc_at(d, i, RECEIPT_DECIMALS)->i, out);
}

static bool check_line(const struct doc *d, size_t i, struct err *e) {
  static const enum receipt_line numbers[] = {RECEIPT_EXPECTED, RECEIPT_RECEIVED, RECEIPT_DAMAGED, RECEIPT_COST, RECEIPT_VALUE};
  int64_t received = doc_at(d, i, RECEIPT_RECEIVED)->i, value;
  char number[24];
  for (size_t k = 0; k < COUNT(numbers); k++)
    if (!doc_check_number(d, i, numbers[k], e)) return false;
  if (!doc_check_decimals(d, i, RECEIPT_DECIMALS, e)) return false;
  snprintf(number, sizeof number, "%zu", i + 1);
  if (doc_at(d, i, RECEIPT_DAMAGED)->i > received) return err_set(e, ERR_DOC_DAMAGED, "damaged", number);
  if (!has_item(d, i) && !doc_at(d, i, RECEIPT_CODE)->set && !doc_at(d, i, RECEIPT_CARTON)->set) return doc_needs(d, i, RECEIPT_ITEM, e);
  if (money(d, i, received, &value) && value <= DOC_NUMBER_MOST && money(d, i, doc_at(d, i, RECEIPT_EXPECTED)->i, &value)) return true;
  return err_set(e, ERR_DOC_NUMBER, "cost", number, _(line[RECEIPT_COST].label), _("that large"));
}

static bool check(const struct doc *d, struct err *e) {
  if (!doc_check_lines(d, e)) return false;
  for (size_t i = 0; i < d->line_count; i++)
    if (!check_line(d, i, e)) return false;
  return true;
}

static bool from_store(const struct doc *d) {
  return str_eq(value_get(doc_head(d, RECEIPT_MODE)), "transfer");
}

static bool moves(const struct doc *d, move_fn *fn, void *self) {
  char transit[TRANSIT_MOST];
  const char *from = from_store(d) ? doc_transit(transit, d->store) : "supplier";
  enum move_col col = from_store(d) ? COL_TRANSFERRED_IN : COL_RECEIVED;
  for (size_t i = 0; i < d->line_count; i++) {
    int64_t received = doc_at(d, i, RECEIPT_RECEIVED)->i, damaged = doc_at(d, i, RECEIPT_DAMAGED)->i;
    if (!has_item(d, i) || received == 0) continue;
    int64_t qty[2] = {received - damaged, damaged}, value[2];
    num_spread(doc_at(d, i, RECEIPT_VALUE)->i, qty, 2, value);
    for (int k = 0; k < 2; k++) {
      if (qty[k] == 0) continue;
      struct doc_move m = doc_move_of(d, i, from, k ? "damaged" : value_get(doc_head(d, RECEIPT_PLACE)), col);
      m.qty = qty[k];
      m.value = value[k];
      if (!fn(self, &m)) return false;
    }
  }
  return true;
}

/* ---- differences: by announced line, since several lots may answer one */

struct group {
  bool shut, gone; /* closed short; a reversal took a line of it back */
  int64_t expected, received, damaged;
  int64_t answered; /* goods of codes that were taught later */
};
struct key {
  const struct doc *doc;
  size_t i;
};

static int compare_lines(const struct doc *d, size_t a, const struct doc *e, size_t b) {
  int c = strcmp(value_get(doc_at(d, a, RECEIPT_SOURCE)), value_get(doc_at(e, b, RECEIPT_SOURCE)));
  if (!c) c = strcmp(value_get(doc_at(d, a, RECEIPT_SOURCE_NUMBER)), value_get(doc_at(e, b, RECEIPT_SOURCE_NUMBER)));
  int64_t x = doc_at(d, a, RECEIPT_SOURCE_LINE)->i, y = doc_at(e, b, RECEIPT_SOURCE_LINE)->i;
  return c ? c : (x > y) - (x < y);
}

static bool announced(const struct doc *d, size_t i) {
  return doc_at(d, i, RECEIPT_SOURCE)->set && doc_at(d, i, RECEIPT_SOURCE_LINE)->set;
}

static int by_source(const void *a, const void *b) {
  const struct key *x = a, *y = b;
  int c = announced(x->doc, x->i) - announced(y->doc, y->i);
  if (!c && announced(x->doc, x->i)) c = compare_lines(x->doc, x->i, y->doc, y->i);
  return c ? c : (x->i > y->i) - (x->i < y->i);
}

static void groups(const struct doc *d, size_t *first) {
  struct key *key = xcalloc(d->line_count, sizeof *key);
  for (size_t i = 0; i < d->line_count; i++) key[i] = (struct key){d, i};
  if (d->line_count) qsort(key, d->line_count, sizeof *key, by_source);
  for (size_t k = 0; k < d->line_count; k++) {
    size_t i = key[k].i;
    bool same = k > 0 && announced(d, i) && announced(d, key[k - 1].i) && compare_lines(d, i, d, key[k - 1].i) == 0;
    first[i] = same ? first[key[k - 1].i] : i;
  }
  free(key);
}

/* One part of the receipt being told. */
struct part {
  const struct doc *doc;
  size_t *first; /* by line */
  struct group *group;
};

/* The sums of a group stand at its first line. */
static struct part part_make(const struct doc *d, const bool *gone) {
  struct part p = {d, xcalloc(d->line_count + 1, sizeof *p.first), xcalloc(d->line_count + 1, sizeof *p.group)};
  groups(d, p.first);
  for (size_t i = 0; i < d->line_count; i++) {
    struct group *g = &p.group[p.first[i]];
    g->expected += doc_at(d, i, RECEIPT_EXPECTED)->i;
    g->received += doc_at(d, i, RECEIPT_RECEIVED)->i;
    g->damaged += doc_at(d, i, RECEIPT_DAMAGED)->i;
    g->shut |= doc_at(d, i, RECEIPT_SHORT)->i != 0;
    g->gone |= gone[i];
  }
  return p;
}

static void answer(struct part *part, size_t parts, const struct doc *d, size_t i) {
  if (!announced(d, i)) return;
  for (size_t k = 0; k < parts; k++) {
    for (size_t at = 0; at < part[k].doc->line_count; at++) {
      if (!announced(part[k].doc, at) || compare_lines(d, i, part[k].doc, at) != 0) continue;
      part[k].group[part[k].first[at]].answered += doc_at(d, i, RECEIPT_RECEIVED)->i;
      return;
    }
  }
}

/* Supplementary receipts: goods whose code was not known yet had come all the same. */
static void answers_add(struct part *part, size_t parts, const struct doc *const *set, size_t count) {
  for (size_t m = 0; m < count; m++) {
    const struct doc *d = set[m];
    struct doc_whole more;
    if (d->kind != &kind_receipt || d->has_part_of || !doc_has_parent(d, set[0]) || !str_eq(value_get(doc_head(d, RECEIPT_MODE)), "teach"))
      continue;
    doc_whole_make(&more, d, set, count);
    for (size_t k = 0; k < more.count; k++)
      for (size_t i = 0; i < more.doc[k]->line_count; i++)
        if (!more.gone[k][i]) answer(part, parts, more.doc[k], i);
    doc_whole_free(&more);
  }
}

/* The tolerance is parts per million of what was expected. */
static bool tolerated(const struct doc *d, int64_t expected, int64_t found) {
  int64_t allowed;
  return num_muldiv(expected, doc_head(d, RECEIPT_TOLERANCE)->i, 1000000, &allowed) && llabs(found - expected) <= allowed;
}

static const char *amount_kind(const struct doc *d, size_t i, const struct group *g, bool against_something) {
  if (!announced(d, i)) return against_something && g->received > 0 ? "not_ordered" : NULL;
  if (g->received > g->expected) return tolerated(d, g->expected, g->received) ? NULL : "over";
  if (g->received == g->expected) return NULL;
  if (str_eq(doc_at(d, i, RECEIPT_SOURCE)->s, "order")) return g->shut ? "short" : NULL;
  if (doc_head(d, RECEIPT_MORE)->i && !g->shut) return NULL;
  if (g->received == 0) return "missing";
  return tolerated(d, g->expected, g->received) ? NULL : "short";
}

struct teller {
  const struct part *part;
  bool against_something;
  difference_fn *fn;
  void *self;
};

static bool tell(const struct teller *t, size_t i, const char *kind, int64_t expected, int64_t found) {
  const struct doc *d = t->part->doc;
  const struct group *g = &t->part->group[i];
  int64_t lacking = expected - found, more = str_eq(kind, "missing") || str_eq(kind, "short") ? g->answered : 0;
  struct doc_difference diff = {.doc = d,
                                .line = (int64_t)i + 1,
                                .kind = kind,
                                .item = value_get(doc_at(d, i, RECEIPT_ITEM)),
                                .carton = value_get(doc_at(d, i, RECEIPT_CARTON)),
                                .owner = value_get(doc_head(d, RECEIPT_OWNER)),
                                .state = g->gone                       ? "withdrawn"
                                         : more > 0 && more >= lacking ? "closed"
                                                                       : "open",
                                .day = d->day,
                                .expected = expected,
                                .found = found + (more < lacking || more == 0 ? more : lacking)};
  return money(d, i, diff.found - expected, &diff.value) && t->fn(t->self, &diff);
}

static bool tell_line(const struct teller *t, size_t i) {
  const struct doc *d = t->part->doc;
  const struct group *g = &t->part->group[i];
  if (!has_item(d, i)) return from_store(d) || !str_eq(doc_at(d, i, RECEIPT_CARTON_STATE)->s, "missing") || tell(t, i, "missing", 1, 0);
  const char *kind = from_store(d) ? NULL : amount_kind(d, i, g, t->against_something);
  return (!kind || tell(t, i, kind, g->expected, g->received)) &&
         (g->damaged == 0 || tell(t, i, "damaged", g->received, g->received - g->damaged));
}

static bool differences(const struct doc *const *set, size_t count, difference_fn *fn, void *self) {
  struct doc_whole w;
  struct teller t = {.fn = fn, .self = self};
  bool ok = true;
  doc_whole_make(&w, set[0], set, count);
  struct part *part = xcalloc(w.count, sizeof *part);
  for (size_t k = 0; k < w.count; k++) part[k] = part_make(w.doc[k], w.gone[k]);
  answers_add(part, w.count, set, count);
  for (size_t i = 0; i < set[0]->parent_count; i++) t.against_something |= !str_eq(set[0]->parent[i].kind, "doc");
  for (size_t k = 0; k < w.count; k++) {
    t.part = &part[k];
    for (size_t i = 0; ok && i < part[k].doc->line_count; i++)
      if (part[k].first[i] == i) ok = tell_line(&t, i);
    free(part[k].first);
    free(part[k].group);
  }
  free(part);
  doc_whole_free(&w);
  return ok;
}

/* Bodies of version 1 know no transfers: all their fields mean the same. */
static bool upcast(int from, struct doc *d, struct err *err) {
  (void)from;
  (void)d;
  (void)err;
  return true;
}

static const struct doc_goods goods = {RECEIPT_ITEM, RECEIPT_DECIMALS, RECEIPT_LOT, RECEIPT_EXPIRY, RECEIPT_RECEIVED, RECEIPT_VALUE};

const struct doc_kind kind_receipt = {
    .code = "receipt",
    .name = N_("Receipt"),
    .version = 2,
    .reversible = true,
    .goods = &goods,
    .partner = {RECEIPT_SENDER},
    .partners = 1,
    .sender = 1 + RECEIPT_SENDER,
    KIND_FIELDS,
    .check = check,
    .moves = moves,
    .groups = groups,
    .differences = differences,
    .state = doc_state_reversed,
    .upcast = upcast,
};
