/* discrepancy: rows made from a document's differences, withdrawn by its reversal, resolved by resolution documents. */
#include "src/ledger/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool ledger_owner_fill(struct db *db, const struct ledger_store *store, const char *who, struct doc *doc, struct err *err) {
  char *owner;
  size_t f = 0;
  while (f < doc->kind->head_count && !str_eq(doc->kind->head[f].name, "owner")) f++;
  if (!doc->kind->differences || f == doc->kind->head_count || doc->head[f].set) return true;
  if (!db_text(db, err, &owner, SQL_DISCREPANCY_OWNER, T(store->code), T(who))) return false;
  value_text(doc_head(doc, f), owner);
  free(owner);
  return true;
}

/* ---- what a set of documents says, whatever order it came in, and what its resolutions said last */
struct telling {
  const struct doc_set *set;
  difference_seen_fn *fn;
  void *self;
};

static void resolutions_read(const struct doc_set *set, struct difference_seen *seen) {
  for (size_t k = 0; k < set->count; k++) {
    const struct doc *d = set->doc[k];
    if (!str_eq(d->kind->code, "resolution") || !str_eq(value_get(doc_head(d, RESOLUTION_OF)), seen->id)) continue;
    if (doc_head(d, RESOLUTION_OWNER)->set) seen->diff.owner = doc_head(d, RESOLUTION_OWNER)->s;
    if (doc_head(d, RESOLUTION_NOTE)->set) seen->note = doc_head(d, RESOLUTION_NOTE)->s;
    if (doc_head(d, RESOLUTION_REASON)->set) seen->reason = doc_head(d, RESOLUTION_REASON)->s;
    if (doc_head(d, RESOLUTION_CLOSE)->i) seen->state = "closed";
  }
}

static bool tell(void *self, const struct doc_difference *diff) {
  const struct telling *t = self;
  struct difference_seen seen = {.doc = diff->doc, .diff = *diff, .note = "", .reason = "", .state = diff->state};
  snprintf(seen.id, sizeof seen.id, "%s/%lld/%s", diff->doc->number, (long long)diff->line, diff->kind);
  resolutions_read(t->set, &seen);
  return t->fn(t->self, &seen);
}

static bool set_differences(const struct doc_set *set, difference_seen_fn *fn, void *self) {
  const struct doc *d = set->doc[0];
  struct telling t = {set, fn, self};
  return !d->kind->differences || d->kind->differences((const struct doc *const *)set->doc, set->count, tell, &t);
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
  bool stopped = !set_differences(&set, tell_chosen, &c);
  ledger_set_free(&set);
  shelf_free(&shelf);
  (void)stopped; /* by fn, who knows why */
  return true;
}

/* ---- the kept rows: those a document tells are written anew whenever its state is */
struct keeping {
  struct items *items;
  const struct doc_set *set;
  struct err *err;
};

static int64_t id_in(const struct doc_set *set, const struct doc *d) {
  for (size_t i = 0; i < set->count; i++)
    if (set->doc[i] == d) return set->id[i];
  return set->id[0];
}

static bool keep(void *self, const struct difference_seen *s) {
  const struct keeping *k = self;
  const struct doc_difference *diff = &s->diff;
  const struct ledger_item *item = *diff->item ? items_get(k->items, diff->item, k->err) : NULL;
  struct discrepancy d = {.doc = id_in(k->set, s->doc),
                          .teller = k->set->id[0],
                          .line = diff->line,
                          .expected = diff->expected,
                          .found = diff->found,
                          .value = diff->value,
                          .day = diff->day};
  if (*diff->item && !item) return false;
  d.item = item ? item->id : 0;
  str_copy(d.id, sizeof d.id, s->id);
  str_copy(d.kind, sizeof d.kind, diff->kind);
  str_copy(d.carton, sizeof d.carton, diff->carton);
  str_copy(d.state, sizeof d.state, s->state);
  str_copy(d.owner, sizeof d.owner, diff->owner);
  str_copy(d.note, sizeof d.note, s->note);
  str_copy(d.reason, sizeof d.reason, s->reason);
  return discrepancy_add(k->items->db, k->err, &d);
}

bool ledger_discrepancies_keep(struct items *items, const struct doc_set *set, size_t parts, struct err *err) {
  struct keeping k = {items, set, err};
  if (!set->doc[0]->kind->differences || !doc_concerns(set->doc[0], items->store)) return true;
  for (size_t i = 0; i <= parts; i++)
    if (!db_run(items->db, err, SQL_DISCREPANCY_FORGET, I(set->id[i]))) return false;
  return set_differences(set, keep, &k);
}

/* ---- settling one */

static struct doc *resolution(const struct resolve *r, const struct doc_row *of) {
  struct doc *d = doc_new(doc_kind_find("resolution"));
  doc_parent_doc(d, of->uuid);
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
