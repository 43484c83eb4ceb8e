/* Correction 更正: what a transfer was found to differ by is put right; in transit nothing is left of it. */
#include "src/doc/internal.h"

#define FIELDS "src/doc/correction.def"
#include "src/doc/fields.inc"

/* where: the place the goods are in after all; NULL: the writer's own. No goods at all for 'value'. */
static const struct how {
  const char *word, *where;
  enum move_col col;
} hows[] = {{"slip", NULL, COL_TRANSFERRED_OUT},
            {"receipt", NULL, COL_TRANSFERRED_IN},
            {"claim", "scrap", COL_ADJUSTED},
            {"tolerance", "scrap", COL_ADJUSTED},
            {"value", NULL, COL_TRANSFERRED_IN}};

static const struct how *how_of(const struct doc *d) {
  for (size_t i = 0; i < COUNT(hows); i++)
    if (str_eq(hows[i].word, value_get(doc_head(d, CORRECTION_HOW)))) return &hows[i];
  return NULL;
}

static bool check(const struct doc *d, struct err *e) {
  if (!doc_check_goods(d, e)) return false;
  const struct how *how = how_of(d);
  if (!how) return err_set(e, ERR_DOC_HEAD, "how", _("slip, receipt or claim"));
  if (!how->where && !doc_head(d, CORRECTION_PLACE)->set) return err_set(e, ERR_DOC_HEAD, "place", _(head[CORRECTION_PLACE].label));
  for (size_t i = 0; i < d->line_count; i++)
    if (str_eq(how->word, "value") && doc_at(d, i, CORRECTION_QTY)->i) return doc_bad_number(d, i, CORRECTION_QTY, e);
  return true;
}

static bool over(const struct doc *d, size_t i) {
  return doc_at(d, i, CORRECTION_OVER)->i;
}

/* Less came than was sent: what is in transit goes where it really is. More came: it comes from there. */
static bool moves(const struct doc *d, move_fn *fn, void *self) {
  char transit[TRANSIT_MOST];
  const struct how *how = how_of(d);
  const char *place = how && how->where ? how->where : value_get(doc_head(d, CORRECTION_PLACE));
  doc_transit(transit, value_get(doc_head(d, CORRECTION_TO)));
  return !how || doc_moves_between(d, transit, place, how->col, over, fn, self);
}

static const struct doc_goods goods = {CORRECTION_ITEM,   CORRECTION_DECIMALS, CORRECTION_LOT,
                                       CORRECTION_EXPIRY, CORRECTION_QTY,      CORRECTION_VALUE};

const struct doc_kind kind_correction = {
    .code = "correction",
    .name = N_("Correction"),
    .version = 1,
    .reversible = true,
    .goods = &goods,
    .partner = {CORRECTION_TO, CORRECTION_SENDER},
    .partners = 2,
    .sender = 1 + CORRECTION_SENDER,
    KIND_FIELDS,
    .check = check,
    .moves = moves,
    .state = doc_state_reversed,
};
