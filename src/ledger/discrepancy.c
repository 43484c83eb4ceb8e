/* discrepancy: rows made from a document's differences, withdrawn by its reversal, resolved by resolution documents. */
#include "src/ledger/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct maker {
  struct items *items;
  int64_t id;
  const struct doc *doc;
  struct err *err;
};

static bool make(void *self, const struct doc_difference *diff) {
  const struct maker *m = self;
  const struct ledger_item *item = *diff->item ? items_get(m->items, diff->item, m->err) : NULL;
  struct discrepancy d = {
      .doc = m->id, .line = diff->line, .expected = diff->expected, .found = diff->found, .value = diff->value, .day = m->doc->day};
  if (*diff->item && !item) return false;
  d.item = item ? item->id : 0;
  snprintf(d.id, sizeof d.id, "%s/%lld/%s", m->doc->number, (long long)diff->line, diff->kind);
  str_copy(d.kind, sizeof d.kind, diff->kind);
  str_copy(d.owner, sizeof d.owner, diff->owner);
  str_copy(d.carton, sizeof d.carton, diff->carton);
  return discrepancy_add(m->items->db, m->err, &d);
}

bool ledger_owner_fill(struct db *db, const struct ledger_store *store, const char *who, struct doc *doc, struct err *err) {
  char *owner;
  if (!str_eq(doc->kind->code, "receipt") || doc_head(doc, RECEIPT_OWNER)->set) return true;
  if (!db_text(db, err, &owner, SQL_DISCREPANCY_OWNER, T(store->code), T(who))) return false;
  value_text(doc_head(doc, RECEIPT_OWNER), owner);
  free(owner);
  return true;
}

bool ledger_discrepancies(struct items *items, int64_t id, const struct doc *doc, struct err *err) {
  struct maker m = {items, id, doc, err};
  return !doc->kind->differences || doc->kind->differences(doc, make, &m);
}

/* ---- what became of them: what the set of their document says, whatever order it came in */

struct telling {
  const struct doc_set *set;
  struct doc_set whole; /* the document and its parts */
  size_t which;         /* the one being told */
  size_t **first;       /* by part and line: its group */
  bool **gone;          /* a reversal took a line of the group back */
  int64_t **answered;   /* at the first of a group: goods of codes that were taught later */
  difference_seen_fn *fn;
  void *self;
};

/* A document of the set with its parts, borrowed. */
static struct doc_set whole_of(const struct doc_set *set, const struct doc *first) {
  struct doc_set whole = {.doc = xcalloc(set->count + 1, sizeof *whole.doc)};
  for (size_t i = 0; i < set->count; i++) {
    struct doc *d = set->doc[i];
    if (d == first || (d->has_part_of && memcmp(d->part_of, first->uuid, UUID_BYTES) == 0)) whole.doc[whole.count++] = d;
  }
  return whole;
}

static bool **gone_lines(const struct doc_set *set, const struct doc_set *whole) {
  bool **gone = xcalloc(whole->count, sizeof *gone);
  size_t which, index;
  for (size_t k = 0; k < whole->count; k++) gone[k] = xcalloc(whole->doc[k]->line_count, sizeof **gone);
  for (size_t k = 0; k < set->count; k++) {
    const struct doc *d = set->doc[k];
    if (!str_eq(d->kind->code, "reversal") || !doc_has_parent(d, whole->doc[0])) continue;
    for (size_t i = 0; i < d->line_count; i++)
      if (ledger_set_line(whole, whole->count - 1, doc_at(d, i, REVERSAL_LINE)->i, &which, &index)) gone[which][index] = true;
  }
  return gone;
}

static void lines_free(void **by_part, size_t parts) {
  for (size_t k = 0; k < parts; k++) free(by_part[k]);
  free(by_part);
}

static void groups_make(struct telling *t) {
  t->first = xcalloc(t->whole.count, sizeof *t->first);
  t->answered = xcalloc(t->whole.count, sizeof *t->answered);
  for (size_t k = 0; k < t->whole.count; k++) {
    const struct doc *d = t->whole.doc[k];
    t->first[k] = xcalloc(d->line_count, sizeof **t->first);
    t->answered[k] = xcalloc(d->line_count, sizeof **t->answered);
    d->kind->groups(d, t->first[k]);
    for (size_t i = 0; i < d->line_count; i++) t->gone[k][t->first[k][i]] |= t->gone[k][i];
  }
}

static bool same_source(const struct doc *a, size_t i, const struct doc *b, size_t k) {
  return doc_at(a, i, RECEIPT_SOURCE)->set && doc_at(a, i, RECEIPT_SOURCE_LINE)->set &&
         doc_at(a, i, RECEIPT_SOURCE_LINE)->i == doc_at(b, k, RECEIPT_SOURCE_LINE)->i &&
         str_eq(value_get(doc_at(a, i, RECEIPT_SOURCE)), value_get(doc_at(b, k, RECEIPT_SOURCE))) &&
         str_eq(value_get(doc_at(a, i, RECEIPT_SOURCE_NUMBER)), value_get(doc_at(b, k, RECEIPT_SOURCE_NUMBER)));
}

static void answer(struct telling *t, const struct doc *d, size_t i) {
  for (size_t k = 0; k < t->whole.count; k++) {
    const struct doc *of = t->whole.doc[k];
    for (size_t line = 0; line < of->line_count; line++) {
      if (!same_source(d, i, of, line)) continue;
      t->answered[k][t->first[k][line]] += doc_at(d, i, RECEIPT_RECEIVED)->i;
      return;
    }
  }
}

/* Supplementary receipts: goods whose code was not known yet had come all the same. */
static void answers_add(struct telling *t) {
  for (size_t m = 0; m < t->set->count; m++) {
    const struct doc *d = t->set->doc[m];
    if (!str_eq(d->kind->code, "receipt") || d->has_part_of || !doc_has_parent(d, t->whole.doc[0]) ||
        !str_eq(value_get(doc_head(d, RECEIPT_MODE)), "teach"))
      continue;
    struct doc_set more = whole_of(t->set, d);
    bool **gone = gone_lines(t->set, &more);
    for (size_t k = 0; k < more.count; k++)
      for (size_t i = 0; i < more.doc[k]->line_count; i++)
        if (!gone[k][i]) answer(t, more.doc[k], i);
    lines_free((void **)gone, more.count);
    free(more.doc);
  }
}

/* What the resolutions said last. */
static void resolutions_read(const struct telling *t, struct difference_seen *seen) {
  for (size_t k = 0; k < t->set->count; k++) {
    const struct doc *d = t->set->doc[k];
    if (!str_eq(d->kind->code, "resolution") || !str_eq(value_get(doc_head(d, RESOLUTION_OF)), seen->id)) continue;
    if (doc_head(d, RESOLUTION_OWNER)->set) seen->diff.owner = doc_head(d, RESOLUTION_OWNER)->s;
    if (doc_head(d, RESOLUTION_NOTE)->set) seen->note = doc_head(d, RESOLUTION_NOTE)->s;
    if (doc_head(d, RESOLUTION_REASON)->set) seen->reason = doc_head(d, RESOLUTION_REASON)->s;
    if (doc_head(d, RESOLUTION_CLOSE)->i) seen->state = "closed";
  }
}

static bool tell(void *self, const struct doc_difference *diff) {
  const struct telling *t = self;
  const struct doc *d = t->whole.doc[t->which];
  size_t i = (size_t)diff->line - 1;
  struct difference_seen seen = {.doc = d, .diff = *diff, .note = "", .reason = "", .state = t->gone[t->which][i] ? "withdrawn" : "open"};
  int64_t more = str_eq(diff->kind, "missing") || str_eq(diff->kind, "short") ? t->answered[t->which][i] : 0;
  int64_t lacking = diff->expected - diff->found;
  if (more > 0) {
    seen.diff.found += more < lacking ? more : lacking;
    if (!doc_value(seen.diff.found - diff->expected, doc_at(d, i, RECEIPT_COST)->i, doc_at(d, i, RECEIPT_DECIMALS)->i, &seen.diff.value))
      return false;
    if (more >= lacking && str_eq(seen.state, "open")) seen.state = "closed";
  }
  snprintf(seen.id, sizeof seen.id, "%s/%lld/%s", d->number, (long long)diff->line, diff->kind);
  resolutions_read(t, &seen);
  return t->fn(t->self, &seen);
}

bool ledger_set_differences(const struct doc_set *set, difference_seen_fn *fn, void *self) {
  if (!set->doc[0]->kind->differences) return true;
  struct telling t = {.set = set, .whole = whole_of(set, set->doc[0]), .fn = fn, .self = self};
  bool ok = true;
  t.gone = gone_lines(set, &t.whole);
  groups_make(&t);
  answers_add(&t);
  for (; ok && t.which < t.whole.count; t.which++) ok = t.whole.doc[t.which]->kind->differences(t.whole.doc[t.which], tell, &t);
  lines_free((void **)t.gone, t.whole.count);
  lines_free((void **)t.first, t.whole.count);
  lines_free((void **)t.answered, t.whole.count);
  free(t.whole.doc);
  return ok;
}

struct chosen {
  const struct doc *part; /* NULL: all of them */
  difference_seen_fn *fn;
  void *self;
};

static bool tell_chosen(void *self, const struct difference_seen *seen) {
  const struct chosen *c = self;
  return (c->part && memcmp(c->part->uuid, seen->doc->uuid, UUID_BYTES) != 0) || c->fn(c->self, seen);
}

bool ledger_differences(struct db *db, const struct doc_row *row, difference_seen_fn *fn, void *self, struct err *err) {
  struct shelf shelf = {.db = db};
  struct doc_set set;
  size_t parts;
  struct chosen c = {.fn = fn, .self = self};
  if (!ledger_set_load(&shelf, row->part_of ? row->part_of : row->id, true, &set, &parts, err)) {
    shelf_free(&shelf);
    return false;
  }
  for (size_t k = 1; k <= parts; k++)
    if (set.id[k] == row->id) c.part = set.doc[k];
  bool stopped = !ledger_set_differences(&set, tell_chosen, &c);
  ledger_set_free(&set);
  shelf_free(&shelf);
  (void)stopped; /* by fn, who knows why */
  return true;
}

struct restating {
  struct db *db;
  struct err *err;
};

static bool restate(void *self, const struct difference_seen *s) {
  const struct restating *r = self;
  return db_run(r->db, r->err, SQL_DISCREPANCY_RESTATE, T(s->id), I(s->diff.found), I(s->diff.value), T(s->state), T(s->diff.owner),
                T(s->note), T(s->reason));
}

bool ledger_discrepancies_restate(struct db *db, const struct doc_set *set, struct err *err) {
  struct restating r = {db, err};
  return ledger_set_differences(set, restate, &r);
}

/* ---- settling one */

static struct doc *resolution(const struct resolve *r, const struct doc_row *of) {
  char uuid[2 * UUID_BYTES + 1];
  struct doc *d = doc_new(doc_kind_find("resolution"));
  hex_put(uuid, of->uuid, UUID_BYTES);
  doc_parent_add(d, "doc", uuid);
  value_text(doc_head(d, RESOLUTION_OF), r->id);
  value_text(doc_head(d, RESOLUTION_OWNER), r->owner);
  value_text(doc_head(d, RESOLUTION_NOTE), r->note);
  value_text(doc_head(d, RESOLUTION_REASON), r->reason);
  if (r->close) value_int(doc_head(d, RESOLUTION_CLOSE), 1);
  return d;
}

bool ledger_resolve(struct db *db, const struct ledger_store *store, const struct actor *actor, const struct resolve *r, char **number_out,
                    struct err *err) {
  struct discrepancy d;
  struct doc_row of;
  bool found;
  if (!discrepancy_get(db, err, r->id, &d, &found)) return false;
  if (!found) return err_set(err, ERR_DISCREPANCY_UNKNOWN, NULL, r->id);
  if (!str_eq(d.state, "open")) return err_set(err, ERR_DISCREPANCY_CLOSED, NULL, r->id);
  if (r->close && str_empty(r->reason)) return err_set(err, ERR_DISCREPANCY_REASON, "reason");
  if (!docrow_by_id(db, err, d.doc, &of, &found)) return false;
  struct doc *doc = resolution(r, &of);
  char *after = r->close ? xprintf("closed: %s", r->reason) : xstrdup(d.state);
  bool ok =
      ledger_approved(db, store, actor, RIGHT_MANAGER, r->id, d.state, after, err) && ledger_post(db, store, actor, doc, number_out, err);
  free(after);
  doc_free(doc);
  return ok;
}
