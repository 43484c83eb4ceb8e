/* check: the store proves itself. What is kept against the moves; this file holds the order of the proofs, check_log.c the ones about
 * the log. */
#include "src/ledger/check.h"

#include <stdio.h>
#include <string.h>

void check_tell(struct check *c, const char *code, const char *where, const char *text, const char *const *args) {
  struct buf b = {0};
  text_fill_args(&b, text, args);
  c->say(c->self, code, b.p, where);
  buf_free(&b);
}

static const char *item_code(struct check *c, int64_t id, struct item *item) {
  bool found;
  struct err ignored;
  if (!item_by_id(c->db, &ignored, id, item, &found) || !found) snprintf(item->code, sizeof item->code, "#%lld", (long long)id);
  return item->code;
}

static const char *place_code(struct check *c, int64_t id, struct place *place) {
  bool found;
  struct err ignored;
  if (!place_by_id(c->db, &ignored, id, place, &found) || !found) snprintf(place->code, sizeof place->code, "#%lld", (long long)id);
  return place->code;
}

/* ---- stock */

/* which: the item, place and lot; the quantities as its moves and as its row say. */
static void stock_differs(struct check *c, const struct books_stock *which, int64_t should, int64_t is) {
  struct item item;
  struct place place;
  char where[256];
  snprintf(where, sizeof where, "%s/%s", item_code(c, which->item, &item), place_code(c, which->place, &place));
  check_say(c, "stock", where, _("The stock row says {1}, its moves say {2}."), NUMBER(is), NUMBER(should));
}

static void stock_missing(struct check *c, const struct books_stock *should) {
  stock_differs(c, should, should->qty, 0);
}

static int stock_order(const struct books_stock *a, const struct books_stock *b) {
  if (a->item != b->item) return a->item < b->item ? -1 : 1;
  if (a->place != b->place) return a->place < b->place ? -1 : 1;
  return (a->lot > b->lot) - (a->lot < b->lot);
}

static bool check_stock(struct check *c, struct err *err) {
  struct rows r;
  size_t i = 0;
  if (!rows_open(&r, c->db, err, SQL_STOCK_ALL)) return false;
  while (rows_next(&r)) {
    struct books_stock is = {rows_int(&r, 0), rows_int(&r, 1), rows_int(&r, 2), rows_int(&r, 3), rows_int(&r, 4)};
    while (i < c->books.stocks && stock_order(&c->books.stock[i], &is) < 0) stock_missing(c, &c->books.stock[i++]);
    bool there = i < c->books.stocks && stock_order(&c->books.stock[i], &is) == 0;
    const struct books_stock *should = there ? &c->books.stock[i++] : NULL;
    if (!should || should->qty != is.qty || should->last_move != is.last_move) stock_differs(c, &is, should ? should->qty : 0, is.qty);
  }
  while (i < c->books.stocks) stock_missing(c, &c->books.stock[i++]);
  return rows_close(&r, err);
}

/* ---- the cost pool */

static void cost_differs(struct check *c, int64_t item, const struct cost *is) {
  static const struct cost none;
  const struct cost *should = (size_t)item < c->books.cost_room ? &c->books.cost[item].cost : &none;
  struct item row;
  check_say(c, "cost", item_code(c, item, &row), _("The cost pool says {1} worth {2}, its moves say {3} worth {4}."), NUMBER(is->qty),
            NUMBER(is->value), NUMBER(should->qty), NUMBER(should->value));
}

static bool check_cost(struct check *c, struct err *err) {
  static const struct cost none;
  struct rows r;
  int64_t next = 0;
  if (!rows_open(&r, c->db, err, SQL_COST_ALL)) return false;
  while (rows_next(&r)) {
    int64_t item = rows_int(&r, 0);
    struct cost is = {rows_int(&r, 1), rows_int(&r, 2), rows_int(&r, 3), rows_int(&r, 4)};
    for (; next < item && (size_t)next < c->books.cost_room; next++)
      if (c->books.cost[next].there) cost_differs(c, next, &none);
    next = item + 1;
    if ((size_t)item >= c->books.cost_room || !c->books.cost[item].there || memcmp(&is, &c->books.cost[item].cost, sizeof is) != 0)
      cost_differs(c, item, &is);
  }
  for (; (size_t)next < c->books.cost_room; next++)
    if (c->books.cost[next].there) cost_differs(c, next, &none);
  return rows_close(&r, err);
}

/* ---- days and months: the rows must be exactly those the moves give */

static bool check_days(struct check *c, struct err *err) {
  struct rows r;
  size_t i = 0, wrong = 0;
  if (!rows_open(&r, c->db, err, SQL_LEDGER_DAY_ALL)) return false;
  for (; rows_next(&r); i++)
    wrong += i >= c->books.days || c->books.day[i].day != rows_int(&r, 0) || c->books.day[i].first_move != rows_int(&r, 1);
  if (wrong || i != c->books.days) check_say(c, "month", "", _("The days of the ledger are not those of its moves."));
  return rows_close(&r, err);
}

static bool month_is(const struct rows *r, const struct books_month *m, bool value) {
  const struct buf *should = value ? &m->value : &m->qty;
  size_t n;
  const void *data = rows_blob(r, 2, &n);
  return rows_int(r, 0) == m->day && str_eq(rows_text(r, 1), value ? "value" : "qty") && n == should->n && memcmp(data, should->p, n) == 0;
}

static bool check_months(struct check *c, struct err *err) {
  struct rows r;
  size_t i = 0;
  char day[16];
  if (!rows_open(&r, c->db, err, SQL_MONTH_ALL)) return false;
  for (; rows_next(&r); i++) {
    if (i / 2 < c->books.months && month_is(&r, &c->books.month[i / 2], i % 2)) continue;
    check_say(c, "month", day_format(day, sizeof day, (int32_t)rows_int(&r, 0)), _("The month's opening is not what its moves give."));
  }
  if (i != 2 * c->books.months) check_say(c, "month", "", _("A month's opening is missing."));
  return rows_close(&r, err);
}

/* ---- the file */

static void integrity_says(void *self, const char *problem) {
  check_say(self, "integrity", "", "{1}", problem);
}

static void search_says(void *self, const char *problem) {
  check_say(self, "search", "", "{1}", problem);
}

static bool check_all(struct check *c, struct err *err) {
  return books_make(&c->books, c->db, err) && check_stock(c, err) && check_cost(c, err) && check_days(c, err) && check_months(c, err) &&
         check_log(c, err) && check_docs(c, err) && check_numbers(c, err) && check_paper(c, err) &&
         search_check(c->db, search_says, c, err) && db_integrity(c->db, integrity_says, c, err);
}

bool ledger_check(struct db *db, const struct ledger_store *store, problem_fn *say, void *self, struct err *err) {
  struct check c = {.db = db, .store = store, .say = say, .self = self};
  bool own = !db_writing(db); /* one state, whatever others post meanwhile */
  if (own && !db_read_begin(db, err)) return false;
  bool ok = check_all(&c, err);
  books_free(&c.books);
  if (own) db_read_end(db);
  return ok;
}
