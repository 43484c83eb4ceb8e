/* Receipt 收货: goods from a supplier, good ones to the receiving place, damaged ones to 'damaged'; what was announced against what came. */
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

static bool moves(const struct doc *d, move_fn *fn, void *self) {
  for (size_t i = 0; i < d->line_count; i++) {
    int64_t received = doc_at(d, i, RECEIPT_RECEIVED)->i, damaged = doc_at(d, i, RECEIPT_DAMAGED)->i;
    if (!has_item(d, i) || received == 0) continue;
    const struct value *expiry = doc_at(d, i, RECEIPT_EXPIRY);
    int64_t qty[2] = {received - damaged, damaged}, value[2];
    num_spread(doc_at(d, i, RECEIPT_VALUE)->i, qty, 2, value);
    for (int k = 0; k < 2; k++) {
      if (qty[k] == 0) continue;
      struct doc_move m = {(int64_t)i + 1,
                           "supplier",
                           k ? "damaged" : value_get(doc_head(d, RECEIPT_PLACE)),
                           value_get(doc_at(d, i, RECEIPT_ITEM)),
                           value_get(doc_at(d, i, RECEIPT_LOT)),
                           expiry->set ? (int32_t)expiry->i : DAY_NONE,
                           qty[k],
                           value[k],
                           COL_RECEIVED};
      if (!fn(self, &m)) return false;
    }
  }
  return true;
}

/* ---- differences: by announced line, since several lots may answer one */

struct group {
  bool shut; /* closed short */
  int64_t expected, received, damaged;
};
struct key {
  const struct doc *doc;
  size_t i;
};

static int compare_source(const struct doc *d, size_t a, size_t b) {
  int c = strcmp(value_get(doc_at(d, a, RECEIPT_SOURCE)), value_get(doc_at(d, b, RECEIPT_SOURCE)));
  if (!c) c = strcmp(value_get(doc_at(d, a, RECEIPT_SOURCE_NUMBER)), value_get(doc_at(d, b, RECEIPT_SOURCE_NUMBER)));
  int64_t x = doc_at(d, a, RECEIPT_SOURCE_LINE)->i, y = doc_at(d, b, RECEIPT_SOURCE_LINE)->i;
  return c ? c : (x > y) - (x < y);
}

static bool announced(const struct doc *d, size_t i) {
  return doc_at(d, i, RECEIPT_SOURCE)->set && doc_at(d, i, RECEIPT_SOURCE_LINE)->set;
}

static int by_source(const void *a, const void *b) {
  const struct key *x = a, *y = b;
  int c = announced(x->doc, x->i) - announced(y->doc, y->i);
  if (!c && announced(x->doc, x->i)) c = compare_source(x->doc, x->i, y->i);
  return c ? c : (x->i > y->i) - (x->i < y->i);
}

static void groups(const struct doc *d, size_t *first) {
  struct key *key = xcalloc(d->line_count, sizeof *key);
  for (size_t i = 0; i < d->line_count; i++) key[i] = (struct key){d, i};
  if (d->line_count) qsort(key, d->line_count, sizeof *key, by_source);
  for (size_t k = 0; k < d->line_count; k++) {
    size_t i = key[k].i;
    bool same = k > 0 && announced(d, i) && announced(d, key[k - 1].i) && compare_source(d, i, key[k - 1].i) == 0;
    first[i] = same ? first[key[k - 1].i] : i;
  }
  free(key);
}

/* The sums of a group stand at its first line. */
static void sum_groups(const struct doc *d, const size_t *first, struct group *group) {
  for (size_t i = 0; i < d->line_count; i++) {
    struct group *g = &group[first[i]];
    g->expected += doc_at(d, i, RECEIPT_EXPECTED)->i;
    g->received += doc_at(d, i, RECEIPT_RECEIVED)->i;
    g->damaged += doc_at(d, i, RECEIPT_DAMAGED)->i;
    g->shut |= doc_at(d, i, RECEIPT_SHORT)->i != 0;
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
  const struct doc *doc;
  difference_fn *fn;
  void *self;
};

static bool tell(const struct teller *t, size_t i, const char *kind, int64_t expected, int64_t found) {
  struct doc_difference diff = {.line = (int64_t)i + 1,
                                .kind = kind,
                                .item = value_get(doc_at(t->doc, i, RECEIPT_ITEM)),
                                .carton = value_get(doc_at(t->doc, i, RECEIPT_CARTON)),
                                .owner = value_get(doc_head(t->doc, RECEIPT_OWNER)),
                                .expected = expected,
                                .found = found};
  return money(t->doc, i, found - expected, &diff.value) && t->fn(t->self, &diff);
}

static bool tell_line(const struct teller *t, size_t i, const struct group *g, bool against_something) {
  if (!has_item(t->doc, i)) return !str_eq(doc_at(t->doc, i, RECEIPT_CARTON_STATE)->s, "missing") || tell(t, i, "missing", 1, 0);
  const char *kind = amount_kind(t->doc, i, g, against_something);
  return (!kind || tell(t, i, kind, g->expected, g->received)) &&
         (g->damaged == 0 || tell(t, i, "damaged", g->received, g->received - g->damaged));
}

static bool differences(const struct doc *d, difference_fn *fn, void *self) {
  struct teller t = {d, fn, self};
  size_t *first = xcalloc(d->line_count, sizeof *first);
  struct group *group = xcalloc(d->line_count, sizeof *group);
  bool against_something = false, ok = true;
  for (size_t i = 0; i < d->parent_count; i++) against_something |= !str_eq(d->parent[i].kind, "doc");
  groups(d, first);
  sum_groups(d, first, group);
  for (size_t i = 0; ok && i < d->line_count; i++)
    if (first[i] == i) ok = tell_line(&t, i, &group[i], against_something);
  free(first);
  free(group);
  return ok;
}

const struct doc_kind kind_receipt = {
    .code = "receipt",
    .name = N_("Receipt"),
    .version = 1,
    .reversible = true,
    .head = head,
    .line = line,
    .head_count = COUNT(head),
    .line_count = COUNT(line),
    .check = check,
    .moves = moves,
    .groups = groups,
    .differences = differences,
    .state = doc_state_reversed,
};
