/* Return to supplier 退货. */
#include "src/doc/internal.h"

#define FIELDS "src/doc/supplier_return.def"
#include "src/doc/fields.inc"

static bool check(const struct doc *d, struct err *e) {
  if (!doc_check_goods(d, e)) return false;
  for (size_t i = 0; i < d->line_count; i++)
    if (!doc_check_number(d, i, RETURN_CREDIT, e)) return false;
  return true;
}

static bool moves(const struct doc *d, move_fn *fn, void *self) {
  return doc_moves_between(d, value_get(doc_head(d, RETURN_PLACE)), "supplier", COL_RETURNED, NULL, fn, self);
}

static const struct doc_goods goods = {RETURN_ITEM, RETURN_DECIMALS, RETURN_LOT, RETURN_EXPIRY, RETURN_QTY, RETURN_VALUE};

const struct doc_kind kind_supplier_return = {
    .code = "return",
    .name = N_("Return to supplier"),
    .version = 1,
    .reversible = true,
    .goods = &goods,
    KIND_FIELDS,
    .check = check,
    .moves = moves,
    .state = doc_state_reversed,
};
