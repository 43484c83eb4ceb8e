/* Reversal 冲销: the moves of another document with the ends swapped. */
#include "src/doc/internal.h"

#define FIELDS "src/doc/reversal.def"
#include "src/doc/fields.inc"

static bool check(const struct doc *d, struct err *e) {
  if (!doc_check_lines(d, e)) return false;
  for (size_t i = 0; i < d->line_count; i++) {
    if (!doc_check_number(d, i, REVERSAL_LINE, e) || !doc_check_number(d, i, REVERSAL_QTY, e) ||
        !doc_check_number(d, i, REVERSAL_VALUE, e) || !doc_check_decimals(d, i, REVERSAL_DECIMALS, e))
      return false;
    if (!doc_at(d, i, REVERSAL_ITEM)->set) continue;
    if (!doc_at(d, i, REVERSAL_FROM)->set) return doc_needs(d, i, REVERSAL_FROM, e);
    if (!doc_at(d, i, REVERSAL_TO)->set) return doc_needs(d, i, REVERSAL_TO, e);
    int64_t col = doc_at(d, i, REVERSAL_COL)->i;
    if (col < COL_INSIDE || col >= COL_COUNT) return doc_needs(d, i, REVERSAL_COL, e);
  }
  return true;
}

static bool moves(const struct doc *d, move_fn *fn, void *self) {
  for (size_t i = 0; i < d->line_count; i++) {
    if (!doc_at(d, i, REVERSAL_ITEM)->set) continue;
    const struct value *expiry = doc_at(d, i, REVERSAL_EXPIRY);
    struct doc_move m = {(int64_t)i + 1,
                         value_get(doc_at(d, i, REVERSAL_FROM)),
                         value_get(doc_at(d, i, REVERSAL_TO)),
                         value_get(doc_at(d, i, REVERSAL_ITEM)),
                         value_get(doc_at(d, i, REVERSAL_LOT)),
                         expiry->set ? (int32_t)expiry->i : DAY_NONE,
                         doc_at(d, i, REVERSAL_QTY)->i,
                         doc_at(d, i, REVERSAL_VALUE)->i,
                         (enum move_col)doc_at(d, i, REVERSAL_COL)->i};
    if (!fn(self, &m)) return false;
  }
  return true;
}

const struct doc_kind kind_reversal = {
    .code = "reversal",
    .name = N_("Reversal"),
    .version = 1,
    .bare = true,
    .partner = {REVERSAL_PARTNER},
    .partners = 1,
    .sender = 1 + REVERSAL_SENDER,
    KIND_FIELDS,
    .check = check,
    .moves = moves,
    .state = doc_state_posted,
};
