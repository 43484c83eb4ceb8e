/* item_card: everything a page about one item tells, read at once. Owns what it read until item_card_done. Must not: write, or know who
 * looks. */
#include "src/report/report.h"

#include <stdlib.h>
#include <string.h>

static const struct out_column price_column[CARD_PRICE_COLUMNS] = {
    {"level", OUT_WORD, N_("Level")}, {"amount", OUT_NUM, N_("Price")},   {"from", OUT_CODE, N_("From")},
    {"to", OUT_CODE, N_("To")},       {"reason", OUT_NAME, N_("Reason")}, {"now", OUT_BOOL, NULL},
};
static const struct out_column stock_column[CARD_STOCK_COLUMNS] = {
    {"place", OUT_PLACE, N_("Place")}, {"lot", OUT_CODE, N_("Lot")}, {"expiry", OUT_DAY, N_("Expiry")}, {"qty", OUT_NUM, N_("Quantity")}};
static const struct out_column barcode_column[CARD_BARCODE_COLUMNS] = {
    {"barcode", OUT_CODE, N_("Barcode")}, {"units", OUT_INT, N_("Units")}, {"kind", OUT_WORD, N_("Kind")}};
static const struct out_column open_column[CARD_OPEN_COLUMNS] = {{"kind", OUT_WORD, N_("Kind")},
                                                                 {"number", OUT_CODE, N_("Number")},
                                                                 {"from", OUT_NAME, N_("From")},
                                                                 {"due", OUT_DAY, N_("Due")},
                                                                 {"open", OUT_NUM, N_("Open")}};
const struct out_column card_move_column[CARD_MOVE_COLUMNS] = {
    {"at", OUT_CODE, N_("Time")}, {"number", OUT_CODE, N_("Number")}, {"kind", OUT_WORD, N_("Kind")},   {"from", OUT_PLACE, N_("From")},
    {"to", OUT_PLACE, N_("To")},  {"lot", OUT_CODE, N_("Lot")},       {"qty", OUT_NUM, N_("Quantity")},
};

/* To the minute: seconds say nothing about goods. */
static const char *minute(char *buf, size_t size, int64_t at) {
  time_local(buf, size, at);
  buf[strlen("2026-11-24 14:07")] = 0;
  return buf;
}

struct reading {
  struct db *db;
  const struct ledger_store *store;
  struct item_card *card;
};

static void price_row(const struct reading *x, const struct rows *r, struct out *out) {
  char from[40], to[40];
  int64_t since = rows_int(r, 2), until = rows_int(r, 3), now = db_now(x->db);
  out_text(out, CARD_PRICE_LEVEL, rows_text(r, 0));
  out_num(out, CARD_PRICE_AMOUNT, rows_int(r, 1), x->store->money_decimals);
  out_text(out, CARD_PRICE_FROM, since > 0 ? minute(from, sizeof from, since) : NULL);
  out_text(out, CARD_PRICE_TO, until == INT64_MAX ? NULL : minute(to, sizeof to, until));
  out_text(out, CARD_PRICE_REASON, rows_text(r, 4));
  if (since <= now && now < until) out_int(out, CARD_PRICE_NOW, 1);
}

static void stock_row(const struct reading *x, const struct rows *r, struct out *out) {
  out_place(out, CARD_STOCK_PLACE, x->db, rows_text(r, 0));
  out_text(out, CARD_STOCK_LOT, rows_text(r, 1));
  if (!rows_null(r, 2) && rows_int(r, 2) != DAY_NONE) out_int(out, CARD_STOCK_EXPIRY, rows_int(r, 2));
  out_num(out, CARD_STOCK_QTY, rows_int(r, 3), x->card->item.decimals);
}

static void barcode_row(const struct reading *x, const struct rows *r, struct out *out) {
  (void)x;
  out_text(out, CARD_BARCODE, rows_text(r, 0));
  out_int(out, CARD_BARCODE_UNITS, rows_int(r, 1));
  out_text(out, CARD_BARCODE_KIND, rows_text(r, 2));
}

static void open_row(const struct reading *x, const struct rows *r, struct out *out) {
  out_text(out, CARD_OPEN_KIND, rows_text(r, 0));
  out_text(out, CARD_OPEN_NUMBER, rows_text(r, 1));
  out_text(out, CARD_OPEN_FROM, rows_text(r, 2));
  if (rows_int(r, 3) != DAY_NONE) out_int(out, CARD_OPEN_DUE, rows_int(r, 3));
  out_num(out, CARD_OPEN_QTY, rows_int(r, 4), x->card->item.decimals);
}

static void move_row(const struct reading *x, const struct rows *r, struct out *out) {
  char at[40];
  out_text(out, CARD_MOVE_AT, minute(at, sizeof at, rows_int(r, 2)));
  out_text(out, CARD_MOVE_NUMBER, rows_text(r, 0));
  out_text(out, CARD_MOVE_KIND, rows_text(r, 1));
  out_place(out, CARD_MOVE_FROM, x->db, rows_text(r, 3));
  out_place(out, CARD_MOVE_TO, x->db, rows_text(r, 4));
  out_text(out, CARD_MOVE_LOT, rows_text(r, 5));
  out_num(out, CARD_MOVE_QTY, rows_int(r, 6), x->card->item.decimals);
}

static const struct list {
  enum sql_id id;
  const struct out_column *column;
  size_t columns, at; /* at: which member of the card */
  void (*row)(const struct reading *, const struct rows *, struct out *);
} lists[] = {
    {SQL_CARD_PRICES, price_column, CARD_PRICE_COLUMNS, offsetof(struct item_card, price), price_row},
    {SQL_LOOKUP_STOCK, stock_column, CARD_STOCK_COLUMNS, offsetof(struct item_card, stock), stock_row},
    {SQL_CARD_BARCODES, barcode_column, CARD_BARCODE_COLUMNS, offsetof(struct item_card, barcode), barcode_row},
    {SQL_CARD_OPEN, open_column, CARD_OPEN_COLUMNS, offsetof(struct item_card, open), open_row},
    {SQL_LOOKUP_MOVES, card_move_column, CARD_MOVE_COLUMNS, offsetof(struct item_card, move), move_row},
};

static struct kept **member(struct item_card *card, const struct list *l) {
  return (struct kept **)(void *)((char *)card + l->at);
}

static bool list_read(struct reading *x, const struct list *l, struct err *err) {
  struct rows r;
  if (!rows_open(&r, x->db, err, l->id, I(x->card->item.id))) return false;
  struct out *out = out_keep(l->column, l->columns, member(x->card, l));
  while (rows_next(&r)) {
    l->row(x, &r, out);
    out_row(out);
  }
  if (rows_close(&r, err)) return out_end(out, err);
  out_drop(out);
  return false;
}

/* ---- the last days: back from the stock there is now */
struct days {
  int32_t day[CARD_DAYS];
  int64_t first[CARD_DAYS];
  size_t count;
};

static bool days_read(struct db *db, int32_t from, struct days *d, struct err *err) {
  struct rows r;
  d->count = 0;
  if (!rows_open(&r, db, err, SQL_CARD_DAYS, I(from))) return false;
  while (rows_next(&r) && d->count < CARD_DAYS) {
    d->day[d->count] = (int32_t)rows_int(&r, 0);
    d->first[d->count++] = rows_int(&r, 1);
  }
  return rows_close(&r, err);
}

static void move_count(struct item_card *card, const struct rows *r, int32_t index, int64_t change[CARD_DAYS]) {
  bool out_of = ledger_place_own(rows_text(r, 1)), into = ledger_place_own(rows_text(r, 2));
  int64_t qty = rows_int(r, 3);
  if (out_of == into) return;
  if (index >= 0 && index < CARD_DAYS) change[index] += into ? qty : -qty;
  if (into) card->received += qty;
  else card->gone += qty;
}

static bool days_count(struct reading *x, struct err *err) {
  struct item_card *card = x->card;
  struct days d;
  struct rows r;
  int64_t change[CARD_DAYS] = {0}, left = card->on_hand;
  int32_t first = ledger_today(x->store, x->db) - CARD_DAYS + 1;
  size_t at = 0;
  if (!days_read(x->db, first, &d, err)) return false;
  if (d.count) {
    if (!rows_open(&r, x->db, err, SQL_CARD_MOVES, I(card->item.id), I(d.first[0]))) return false;
    while (rows_next(&r)) {
      while (at + 1 < d.count && d.first[at + 1] <= rows_int(&r, 0)) at++;
      move_count(card, &r, d.day[at] - first, change);
    }
    if (!rows_close(&r, err)) return false;
  }
  for (size_t i = CARD_DAYS; i-- > 0;) {
    card->day[i] = left;
    left -= change[i];
  }
  return true;
}

/* ---- the card */
bool item_on_hand(struct db *db, int64_t item, int64_t *qty, struct err *err) {
  return db_int(db, err, qty, 0, SQL_CARD_ON_HAND, I(item));
}

bool item_on_way(struct db *db, int64_t item, int64_t *qty, struct err *err) {
  return db_int(db, err, qty, 0, SQL_CARD_ON_WAY, I(item));
}

static bool figures(struct reading *x, struct err *err) {
  struct item_card *card = x->card;
  struct cost cost;
  int64_t id = card->item.id, now = db_now(x->db);
  if (!price_at(x->db, err, id, "retail", now, &card->retail) || !price_at(x->db, err, id, "member", now, &card->member)) return false;
  if (!item_on_hand(x->db, id, &card->on_hand, err) || !item_on_way(x->db, id, &card->on_way, err) || !cost_get(x->db, err, id, &cost))
    return false;
  card->pool_qty = cost.qty;
  card->pool_value = cost.value;
  return !*card->item.supplier || supplier_name(x->db, err, card->item.supplier, &card->supplier);
}

bool item_card_load(struct db *db, const struct ledger_store *store, int64_t item, struct item_card *card, bool *found, struct err *err) {
  struct reading x = {db, store, card};
  *card = (struct item_card){0};
  if (!item_by_id(db, err, item, &card->item, found)) return false;
  if (!*found) return true;
  bool ok = figures(&x, err) && days_count(&x, err);
  for (size_t i = 0; ok && i < COUNT(lists); i++) ok = list_read(&x, &lists[i], err);
  if (!ok) item_card_done(card);
  return ok;
}

void item_card_done(struct item_card *card) {
  for (size_t i = 0; i < COUNT(lists); i++) kept_free(*member(card, &lists[i]));
  free(card->supplier);
  *card = (struct item_card){0};
}
