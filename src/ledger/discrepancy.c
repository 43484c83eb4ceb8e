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

bool ledger_discrepancy_withdraw(struct db *db, int64_t id, int64_t line, struct err *err) {
  return db_run(db, err, SQL_DISCREPANCY_WITHDRAW, I(id), I(line));
}

bool ledger_discrepancy_resolve(struct db *db, const struct doc *d, struct err *err) {
  return discrepancy_set(db, err, value_get(doc_head(d, RESOLUTION_OF)), doc_head(d, RESOLUTION_OWNER)->s, doc_head(d, RESOLUTION_NOTE)->s,
                         doc_head(d, RESOLUTION_CLOSE)->i ? "closed" : NULL, doc_head(d, RESOLUTION_REASON)->s);
}

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
  bool ok = ledger_post(db, store, actor, doc, number_out, err);
  doc_free(doc);
  return ok;
}
