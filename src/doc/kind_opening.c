/* Opening stock 期初: an import of balances, counted in. */
#include "src/doc/internal.h"

#define FIELDS "src/doc/opening.def"
#include "src/doc/fields.inc"

static bool check(const struct doc *d, struct err *e) {
  if (!doc_check_goods(d, e)) return false;
  /* The value of no goods would never leave the cost pool. */
  for (size_t i = 0; i < d->line_count; i++)
    if (doc_at(d, i, OPENING_QTY)->i == 0 && doc_at(d, i, OPENING_VALUE)->i != 0) return doc_bad_number(d, i, OPENING_VALUE, e);
  return true;
}

static bool moves(const struct doc *d, move_fn *fn, void *self) {
  for (size_t i = 0; i < d->line_count; i++) {
    struct doc_move m = doc_move_of(d, i, "count", value_get(doc_at(d, i, OPENING_PLACE)), COL_COUNTED);
    if ((m.qty || m.value) && !fn(self, &m)) return false;
  }
  return true;
}

static const struct doc_goods goods = {OPENING_ITEM, OPENING_DECIMALS, OPENING_LOT, OPENING_EXPIRY, OPENING_QTY, OPENING_VALUE};

const struct doc_kind kind_opening = {
    .code = "opening",
    .name = N_("Opening stock"),
    .version = 1,
    .reversible = true,
    .goods = &goods,
    KIND_FIELDS,
    .check = check,
    .moves = moves,
    .state = doc_state_reversed,
};
