/* Relocation 移库: from one place of the store to another. */
#include "src/doc/internal.h"

#define FIELDS "src/doc/relocation.def"
#include "src/doc/fields.inc"

static bool check(const struct doc *d, struct err *e) {
  if (!doc_check_goods(d, e)) return false;
  return !str_eq(doc_head(d, RELOCATION_FROM)->s, doc_head(d, RELOCATION_TO)->s) || err_set(e, ERR_DOC_HEAD, "to", _("another place"));
}

static bool moves(const struct doc *d, move_fn *fn, void *self) {
  return doc_moves_between(d, value_get(doc_head(d, RELOCATION_FROM)), value_get(doc_head(d, RELOCATION_TO)), COL_INSIDE, NULL, fn, self);
}

static const struct doc_goods goods = {RELOCATION_ITEM,   RELOCATION_DECIMALS, RELOCATION_LOT,
                                       RELOCATION_EXPIRY, RELOCATION_QTY,      RELOCATION_VALUE};

const struct doc_kind kind_relocation = {
    .code = "move",
    .name = N_("Relocation"),
    .version = 1,
    .reversible = true,
    .goods = &goods,
    KIND_FIELDS,
    .check = check,
    .moves = moves,
    .state = doc_state_reversed,
};
