/* Adjustment 调整: which way goods go by the kind of it; how much of a loan is back. */
#include "src/doc/internal.h"

#define FIELDS "src/doc/adjust.def"
#include "src/doc/fields.inc"

/* to NULL: out of stock into `outside`; comes: the other way round. */
static const struct way {
  const char *kind, *to;
  enum move_col col;
  bool comes, either; /* either: each line says whether goods came or went */
} ways[] = {{"damage", "damaged", COL_INSIDE, false, false},
            {"scrap", "scrap", COL_ADJUSTED, false, false},
            {"consumption", "consumption", COL_ADJUSTED, false, false},
            {"gift", "consumption", COL_ADJUSTED, false, false},
            {"sample", "consumption", COL_ADJUSTED, false, false},
            {"out", "loan", COL_ADJUSTED, false, false},
            {"in", "loan", COL_ADJUSTED, true, false},
            {"misc", "count", COL_ADJUSTED, false, true}};

static const struct way *way_of(const struct doc *d) {
  for (size_t i = 0; i < COUNT(ways); i++)
    if (str_eq(ways[i].kind, value_get(doc_head(d, ADJUST_KIND)))) return &ways[i];
  return NULL;
}

const char *doc_adjust_kind(size_t index) {
  return index < COUNT(ways) ? ways[index].kind : NULL;
}

static bool check(const struct doc *d, struct err *e) {
  if (!doc_check_goods(d, e)) return false;
  const struct way *way = way_of(d);
  if (!way) return err_set(e, ERR_DOC_HEAD, "kind", _("damage, scrap, consumption, gift, sample, out, in or misc"));
  if (str_eq(way->to, "loan") && !doc_head(d, ADJUST_BY)->set) return err_set(e, ERR_DOC_HEAD, "by", _(head[ADJUST_BY].label));
  if (str_eq(way->kind, "consumption") && !doc_head(d, ADJUST_BY)->set) return err_set(e, ERR_DOC_HEAD, "by", _(head[ADJUST_BY].label));
  return true;
}

static bool comes(const struct doc *d, size_t i) {
  const struct way *way = way_of(d);
  return way->either ? doc_at(d, i, ADJUST_MORE)->i : way->comes;
}

static bool moves(const struct doc *d, move_fn *fn, void *self) {
  const struct way *way = way_of(d);
  return !way || doc_moves_between(d, value_get(doc_head(d, ADJUST_PLACE)), way->to, way->col, comes, fn, self);
}

/* ---- loans: what children of the other direction brought back, by item and lot */
static int64_t sum_of(const struct doc_whole *w, const char *item, const char *lot) {
  int64_t sum = 0;
  for (size_t k = 0; k < w->count; k++)
    for (size_t i = 0; i < w->doc[k]->line_count; i++)
      if (!w->gone[k][i] && str_eq(value_get(doc_at(w->doc[k], i, ADJUST_ITEM)), item) &&
          str_eq(value_get(doc_at(w->doc[k], i, ADJUST_LOT)), lot))
        sum += doc_at(w->doc[k], i, ADJUST_QTY)->i;
  return sum;
}

static bool brings_back(const struct doc *d, const struct doc *loan) {
  const struct way *way = d->kind == &kind_adjust ? way_of(d) : NULL;
  return way && str_eq(way->to, "loan") && way->comes != way_of(loan)->comes && !d->has_part_of && doc_has_parent(d, loan);
}

static int64_t back_of(const struct doc *const *set, size_t count, const char *item, const char *lot) {
  int64_t sum = 0;
  for (size_t i = 0; i < count; i++) {
    struct doc_whole w;
    if (!brings_back(set[i], set[0])) continue;
    doc_whole_make(&w, set[i], set, count);
    sum += sum_of(&w, item, lot);
    doc_whole_free(&w);
  }
  return sum;
}

static const char *state(const struct doc *const *set, size_t count) {
  const struct way *way = way_of(set[0]);
  const char *taken_back = doc_state_reversed(set, count);
  if (str_eq(taken_back, "reversed") || !way || !str_eq(way->to, "loan") || set[0]->parent_count) return taken_back;
  struct doc_whole w;
  bool all = true, any = false;
  doc_whole_make(&w, set[0], set, count);
  for (size_t k = 0; k < w.count; k++) {
    for (size_t i = 0; i < w.doc[k]->line_count; i++) {
      const char *item = value_get(doc_at(w.doc[k], i, ADJUST_ITEM)), *lot = value_get(doc_at(w.doc[k], i, ADJUST_LOT));
      int64_t back = back_of(set, count, item, lot);
      any |= back > 0;
      all &= back >= sum_of(&w, item, lot);
    }
  }
  doc_whole_free(&w);
  return all ? "returned" : any ? "part_returned" : "on_loan";
}

static const struct doc_goods goods = {ADJUST_ITEM, ADJUST_DECIMALS, ADJUST_LOT, ADJUST_EXPIRY, ADJUST_QTY, ADJUST_VALUE};

const struct doc_kind kind_adjust = {
    .code = "adjust",
    .name = N_("Adjustment"),
    .version = 1,
    .reversible = true,
    .goods = &goods,
    KIND_FIELDS,
    .check = check,
    .moves = moves,
    .state = state,
};
