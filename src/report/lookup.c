/* lookup: what a text means and what is known of an item: barcodes, prices, stock, last moves. No cost, so that everybody may ask.
 * Must not: write, or know who asks. */
#include "src/code/code.h"
#include "src/report/report.h"

#include <string.h>

const struct out_column lookup_column[LOOKUP_COLUMNS] = {
    [LOOKUP_ITEM] = {"item", OUT_CODE, N_("Item")},
    [LOOKUP_NAME] = {"name", OUT_NAME, N_("Name")},
    [LOOKUP_NAME_EN] = {"name_en", OUT_NAME, N_("English name")},
    [LOOKUP_UNIT] = {"unit", OUT_CODE, N_("Unit")},
    [LOOKUP_BARCODES] = {"barcodes", OUT_JSON, NULL},
    [LOOKUP_PRICE] = {"price", OUT_NUM, N_("Price")},
    [LOOKUP_MEMBER_PRICE] = {"member_price", OUT_NUM, N_("Member price")},
    [LOOKUP_ON_HAND] = {NULL, OUT_NUM, N_("On hand")},
    [LOOKUP_STOCK] = {"stock", OUT_JSON, NULL},
    [LOOKUP_ELSEWHERE] = {"elsewhere", OUT_JSON, NULL},
    [LOOKUP_MOVES] = {"last_moves", OUT_JSON, NULL},
};

/* What a code is that no item has. */
static void nothing(const struct code *code, const char *text, struct buf *why) {
  if (*code->problem) text_fill(why, _("No item here has the code {1}. {2}"), code->text, code->problem);
  else if (code->kind == CODE_SSCC) text_fill(why, _("{1} is the number of a carton (SSCC), not of an item."), code->key);
  else if (code->kind == CODE_INSTORE)
    text_fill(why, _("{1} is an in-store code of the item {2}, which is not in the catalogue."), code->text, code->key);
  else if (*code->gtin) text_fill(why, _("{1} is a valid GTIN, but no item here has it."), code->text);
  else text_fill(why, _("Nothing here has '{1}' in its code, barcodes or names."), text);
}

bool lookup_code(struct db *db, const struct ledger_store *store, const struct instore *instore, const char *text, struct lookup *l,
                 struct buf *why, struct err *err) {
  struct code code;
  struct item_hit hit[COUNT(l->item)];
  *l = (struct lookup){0};
  code_read(&code, text, strlen(text), instore, ledger_today(store, db));
  if (!item_scan(db, err, &code, hit, COUNT(hit), &l->count)) return false;
  for (size_t i = 0; i < l->count; i++) l->item[i] = hit[i].item;
  l->total = (int64_t)l->count;
  if (!l->count) nothing(&code, text, why);
  return true;
}

bool lookup_find(struct db *db, const struct ledger_store *store, const struct instore *instore, const char *text, struct lookup *l,
                 struct buf *why, struct err *err) {
  if (!lookup_code(db, store, instore, text, l, why, err)) return false;
  if (l->count) return true;
  struct search *search = search_load(db, err);
  if (!search) return false;
  l->count = search_find(search, text, l->item, COUNT(l->item), &l->total);
  search_free(search);
  return true;
}

/* ---- one item's row */
static bool barcodes(struct db *db, int64_t item, struct jw *w, struct err *err) {
  struct rows r;
  if (!rows_open(&r, db, err, SQL_LOOKUP_BARCODES, I(item))) return false;
  while (rows_next(&r)) jw_text(w, rows_text(&r, 0));
  return rows_close(&r, err);
}

static void text_or_null(struct jw *w, const char *key, const char *text) {
  jw_kt(w, key, *text ? text : NULL);
}

static bool stock(struct db *db, const struct item *it, struct jw *w, int64_t *on_hand, struct err *err) {
  struct rows r;
  char day[32];
  if (!rows_open(&r, db, err, SQL_LOOKUP_STOCK, I(it->id))) return false;
  while (rows_next(&r)) {
    int32_t expiry = rows_null(&r, 2) ? DAY_NONE : (int32_t)rows_int(&r, 2);
    jw_object(w);
    jw_kt(w, "place", rows_text(&r, 0));
    text_or_null(w, "lot", rows_text(&r, 1));
    jw_kt(w, "expiry", expiry == DAY_NONE ? NULL : day_format(day, sizeof day, expiry));
    jw_kn(w, "qty", rows_int(&r, 3), it->decimals);
    jw_end(w, '}');
    *on_hand += rows_int(&r, 3);
  }
  return rows_close(&r, err);
}

static bool last_moves(struct db *db, const struct item *it, struct jw *w, struct err *err) {
  struct rows r;
  char at[40];
  if (!rows_open(&r, db, err, SQL_LOOKUP_MOVES, I(it->id))) return false;
  while (rows_next(&r)) {
    jw_object(w);
    jw_kt(w, "number", rows_text(&r, 0));
    jw_kt(w, "kind", rows_text(&r, 1));
    jw_kt(w, "at", time_format(at, sizeof at, rows_int(&r, 2)));
    jw_kt(w, "from", rows_text(&r, 3));
    jw_kt(w, "to", rows_text(&r, 4));
    text_or_null(w, "lot", rows_text(&r, 5));
    jw_kn(w, "qty", rows_int(&r, 6), it->decimals);
    jw_end(w, '}');
  }
  return rows_close(&r, err);
}

static bool prices(struct db *db, const struct ledger_store *store, int64_t item, struct out *out, struct err *err) {
  static const struct {
    const char *level;
    enum lookup_column column;
  } levels[] = {{"retail", LOOKUP_PRICE}, {"member", LOOKUP_MEMBER_PRICE}};
  int64_t now = db_now(db), amount;
  for (size_t i = 0; i < COUNT(levels); i++) {
    if (!price_at(db, err, item, levels[i].level, now, &amount)) return false;
    if (amount >= 0) out_num(out, levels[i].column, amount, store->money_decimals);
  }
  return true;
}

bool lookup_row(struct db *db, const struct ledger_store *store, int64_t item, struct out *out, struct err *err) {
  struct item it;
  bool found;
  int64_t on_hand = 0;
  struct buf list[3] = {{0}};
  struct jw w[3] = {{.out = &list[0]}, {.out = &list[1]}, {.out = &list[2]}};
  if (!item_by_id(db, err, item, &it, &found)) return false;
  if (!found) return true;
  for (size_t i = 0; i < COUNT(w); i++) jw_array(&w[i]);
  bool ok = prices(db, store, item, out, err) && barcodes(db, item, &w[0], err) && stock(db, &it, &w[1], &on_hand, err) &&
            last_moves(db, &it, &w[2], err);
  for (size_t i = 0; i < COUNT(w); i++) jw_end(&w[i], ']');
  if (ok) {
    out_text(out, LOOKUP_ITEM, it.code);
    out_text(out, LOOKUP_NAME, it.name);
    if (*it.name_en) out_text(out, LOOKUP_NAME_EN, it.name_en);
    if (*it.unit) out_text(out, LOOKUP_UNIT, it.unit);
    out_num(out, LOOKUP_ON_HAND, on_hand, it.decimals);
    out_json(out, LOOKUP_BARCODES, list[0].p, list[0].n);
    out_json(out, LOOKUP_STOCK, list[1].p, list[1].n);
    out_json(out, LOOKUP_ELSEWHERE, "[]", 2);
    out_json(out, LOOKUP_MOVES, list[2].p, list[2].n);
    out_row(out);
  }
  for (size_t i = 0; i < COUNT(list); i++) buf_free(&list[i]);
  return ok;
}
