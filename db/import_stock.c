/* import_stock: opening balances. The rows become one document, posted by the ledger through the functions handed in; taken back by its
 * reversal. */
#include "db/import.h"

#include <stdlib.h>
#include <string.h>

#define NO_DAY INT32_MIN

enum { ITEM, QTY, PLACE, LOT, EXPIRY, COST };
static const struct import_field fields[] = {
    {"item", IMPORT_CODE, true, 0, 63, NULL, NULL, N_("Code of the item.")},
    {"qty", IMPORT_QTY, true, 0, 0, NULL, NULL, N_("Quantity that is there, in the item's unit.")},
    {"place", IMPORT_CODE, false, 0, 63, NULL, NULL, N_("Code of the place; floor when not given.")},
    {"lot", IMPORT_TEXT, false, 0, 20, NULL, NULL, N_("Lot.")},
    {"expiry", IMPORT_DAY, false, 0, 0, NULL, NULL, N_("Day of expiry.")},
    {"cost", IMPORT_MONEY, false, 0, 0, NULL, NULL, N_("Cost of one unit; the item's when not given.")},
};

static void stock_key(struct import *im, struct buf *key) {
  buf_printf(key, "%s\x1f%s\x1f%s\x1f%lld", im->value[ITEM].s, import_text(im, PLACE, "floor"), import_text(im, LOT, ""),
             (long long)import_int(im, EXPIRY, NO_DAY));
}

/* What is there now, and what opening documents less their reversals have put there. */
static bool on_hand(struct import *im, const struct item *it, const struct place *p, int64_t *stock, int64_t *opened, struct err *err) {
  const char *lot = import_text(im, LOT, "");
  int64_t expiry = import_int(im, EXPIRY, NO_DAY), id = 0;
  *stock = *opened = 0;
  if (*lot || expiry != NO_DAY) {
    if (!db_int(im->db, err, &id, -1, SQL_LOT_FIND, I(it->id), T(lot), I(expiry))) return false;
    if (id < 0) return true;
  }
  return db_int(im->db, err, stock, 0, SQL_STOCK_GET, I(it->id), I(p->id), I(id)) &&
         db_int(im->db, err, opened, 0, SQL_STOCK_OPENED, I(it->id), I(p->id), I(id));
}

static enum row_state stock_look(struct import *im, struct item *it, struct place *p, int64_t *qty, struct err *err) {
  const char *item = im->value[ITEM].s, *place = import_text(im, PLACE, "floor");
  bool item_found, place_found;
  if (!item_by_code(im->db, err, item, it, &item_found) || !place_by_code(im->db, err, place, p, &place_found)) return ROW_FAILED;
  if (!item_found) err_set(err, ERR_ITEM_UNKNOWN, "item", item);
  else if (!place_found || str_eq(p->kind, "outside") || str_eq(p->kind, "transit")) err_set(err, ERR_PLACE_UNKNOWN, "place", place);
  else if (!import_qty(im, QTY, it->decimals, qty, err)) str_copy(err->where, sizeof err->where, "qty");
  else return ROW_SAME;
  return ROW_REJECTED;
}

static enum row_state stock_check(struct import *im, struct import_row *row, struct err *err) {
  struct item it;
  struct place p;
  int64_t qty, stock, opened;
  (void)row;
  enum row_state state = stock_look(im, &it, &p, &qty, err);
  if (state != ROW_SAME || qty == 0) return state;
  if (!on_hand(im, &it, &p, &stock, &opened, err)) return ROW_FAILED;
  if (qty == stock || qty == opened) return ROW_SAME;
  if (opened == 0) return ROW_NEW;
  char number[32];
  err_set(err, ERR_STOCK_OPENED, "qty", it.code, num_format(number, sizeof number, opened, it.decimals));
  return ROW_REJECTED;
}

struct openings {
  struct opening_row *row;
  size_t count;
};

static bool collect(struct import *im, const struct import_row *row, struct opening_row *out, struct err *err) {
  struct item it;
  struct place p;
  if (!import_values(im, row, err) || stock_look(im, &it, &p, &out->qty, err) != ROW_SAME) return false;
  int64_t cost = import_int(im, COST, it.cost);
  out->item = xstrdup(it.code);
  out->place = xstrdup(p.code);
  out->lot = xstrdup(import_text(im, LOT, ""));
  out->expiry = (int32_t)import_int(im, EXPIRY, NO_DAY);
  out->decimals = it.decimals;
  return num_muldiv(out->qty, cost > 0 ? cost : 0, num_pow10(it.decimals), &out->value) ||
         err_set(err, ERR_NUMBER_FORM, "qty", import_cell(im, QTY), "3");
}

static bool stock_whole(struct import *im, struct err *err) {
  struct openings o = {xcalloc(im->rows + 1, sizeof *o.row), 0};
  char *number = NULL;
  bool ok = true;
  for (size_t i = 0; ok && i < im->rows; i++)
    if (im->row[i].state == ROW_NEW) ok = collect(im, &im->row[i], &o.row[o.count++], err);
  ok = ok && im->opts.opening_post(im->opts.self, im->db, im->file, o.row, o.count, &number, err) &&
       db_run(im->db, err, SQL_IMPORT_DOCUMENT, I(im->counts.id), T(number));
  for (size_t i = 0; i < o.count; i++) {
    free((char *)o.row[i].item);
    free((char *)o.row[i].place);
    free((char *)o.row[i].lot);
  }
  free(o.row);
  free(number);
  return ok;
}

const struct import_kind import_stock = {
    .code = "stock",
    .field = fields,
    .count = COUNT(fields),
    .key_fields = 1u << ITEM | 1u << PLACE | 1u << LOT | 1u << EXPIRY,
    .key = stock_key,
    .check = stock_check,
    .whole = stock_whole,
    .rows = SQL_EXPORT_STOCK,
};
