/* Conversion 转换: goods that became other goods. Used up and made again: both ends are named by way of 'consumption'. */
#include "src/doc/internal.h"

#define FIELDS "src/doc/conversion.def"
#include "src/doc/fields.inc"

static bool check(const struct doc *d, struct err *e) {
  int64_t in = 0, out = 0;
  if (!doc_check_goods(d, e)) return false;
  for (size_t i = 0; i < d->line_count; i++) *(doc_at(d, i, CONVERSION_MADE)->i ? &out : &in) += doc_at(d, i, CONVERSION_QTY)->i;
  return (in > 0 && out > 0) || err_set(e, ERR_DOC_CONVERSION, NULL);
}

static bool made(const struct doc *d, size_t i) {
  return doc_at(d, i, CONVERSION_MADE)->i;
}

static bool moves(const struct doc *d, move_fn *fn, void *self) {
  return doc_moves_between(d, value_get(doc_head(d, CONVERSION_PLACE)), "consumption", COL_ADJUSTED, made, fn, self);
}

static const struct doc_goods goods = {CONVERSION_ITEM,   CONVERSION_DECIMALS, CONVERSION_LOT,
                                       CONVERSION_EXPIRY, CONVERSION_QTY,      CONVERSION_VALUE};

const struct doc_kind kind_conversion = {
    .code = "convert",
    .name = N_("Conversion"),
    .version = 1,
    .reversible = true,
    .goods = &goods,
    KIND_FIELDS,
    .check = check,
    .moves = moves,
    .state = doc_state_reversed,
};
