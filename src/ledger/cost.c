/* cost: the moving-average pool of an item over the whole store. A value is settled when a document is posted and never computed again. */
#include "src/ledger/internal.h"

#include <stdio.h>

/* What goods from outside brought is the last known cost; what only comes back is not. */
struct cost ledger_cost_delta(bool from_own, bool to_own, int64_t qty, int64_t value) {
  if (from_own == to_own) return (struct cost){0};
  if (from_own) return (struct cost){-qty, -value, 0, 0};
  bool known = qty > 0 && value > 0;
  return (struct cost){qty, value, known ? qty : 0, known ? value : 0};
}

/* The item of a line, and that its quantity was written in the item's own decimals. */
static const struct ledger_item *line_item(struct items *items, const struct doc *d, size_t i, size_t item_field, size_t decimals_field,
                                           struct err *err) {
  const char *code = value_get(doc_at(d, i, item_field));
  const struct value *decimals = doc_at(d, i, decimals_field);
  const struct ledger_item *item = items_get(items, code, err);
  if (!item || decimals->i == item->decimals) return item;
  char has[16], wants[16];
  snprintf(has, sizeof has, "%lld", (long long)decimals->i);
  snprintf(wants, sizeof wants, "%d", item->decimals);
  err_set(err, ERR_POST_DECIMALS, d->kind->line[item_field].name, code, has, wants);
  return NULL;
}

/* Goods whose cost nobody named come in at the last known one, and say so. */
static bool last_known(struct db *db, struct doc *d, size_t i, int64_t item, struct err *err) {
  struct cost c;
  int64_t cost, value, unit = num_pow10((int)doc_at(d, i, RECEIPT_DECIMALS)->i);
  if (!cost_get(db, err, item, &c)) return false;
  bool known = c.last_qty > 0 && num_muldiv(c.last_value, unit, c.last_qty, &cost) &&
               num_muldiv(c.last_value, doc_at(d, i, RECEIPT_RECEIVED)->i, c.last_qty, &value);
  value_text(doc_at(d, i, RECEIPT_COST_FROM), known ? "last" : "none");
  if (known) value_int(doc_at(d, i, RECEIPT_COST), cost);
  value_int(doc_at(d, i, RECEIPT_VALUE), known ? value : 0);
  return true;
}

static bool fill_receipt(struct items *items, struct doc *d, struct err *err) {
  for (size_t i = 0; i < d->line_count; i++) {
    int64_t value;
    if (!doc_at(d, i, RECEIPT_ITEM)->set) continue;
    const struct ledger_item *item = line_item(items, d, i, RECEIPT_ITEM, RECEIPT_DECIMALS, err);
    if (!item) return false;
    if (doc_at(d, i, RECEIPT_VALUE)->set) continue;
    if (!doc_at(d, i, RECEIPT_COST)->set) {
      if (!last_known(items->db, d, i, item->id, err)) return false;
    } else if (doc_value(doc_at(d, i, RECEIPT_RECEIVED)->i, doc_at(d, i, RECEIPT_COST)->i, doc_at(d, i, RECEIPT_DECIMALS)->i, &value)) {
      value_int(doc_at(d, i, RECEIPT_VALUE), value); /* too large a product stays unset: the kind's check names it */
    }
  }
  return true;
}

static bool fill_opening(struct items *items, struct doc *d, struct err *err) {
  for (size_t i = 0; i < d->line_count; i++)
    if (!line_item(items, d, i, OPENING_ITEM, OPENING_DECIMALS, err)) return false;
  return true;
}

bool ledger_cost_fill(struct items *items, struct doc *d, struct err *err) {
  static const struct {
    const char *kind;
    bool (*fill)(struct items *, struct doc *, struct err *);
  } rows[] = {{"receipt", fill_receipt}, {"opening", fill_opening}};
  for (size_t i = 0; i < COUNT(rows); i++)
    if (str_eq(d->kind->code, rows[i].kind)) return rows[i].fill(items, d, err);
  return true;
}
