/* movement: opening and all columns make the closing, whatever the period and the grouping; every figure against what this test itself
 * remembers having posted. */
#include "src/report/report.h"
#include "tests/unit/ledger/help.h"

enum { DAYS = 80, POSTS = 100, ITEMS = 3, PLACES = 3 };
static const char *const items[ITEMS] = {"A", "B", "W"}, *const places[PLACES] = {"back", "damaged", "floor"};
static const int decimals[ITEMS] = {0, 0, 3};

/* What was posted, one row a place. */
struct posted {
  int32_t day;
  int item, place, col;
  int64_t qty, value;
};
static struct posted posted[POSTS * 8];
static size_t posted_count;

static void remember(int32_t day, int item, int place, int col, int64_t qty, int64_t value) {
  posted[posted_count++] = (struct posted){day, item, place, col, qty, value};
}

static int64_t whole(int item, int64_t pieces) {
  return decimals[item] ? pieces * 500 : pieces; /* weighed: half kilograms */
}

static void post_receipt(struct world *w, int32_t day) {
  char number[64];
  struct doc *d = receipt_new("blind");
  for (int item = 0; item < ITEMS; item++) {
    if (world_next(w) % 3 == 0) continue;
    int64_t pieces = 1 + (int64_t)(world_next(w) % 20), damaged = (int64_t)(world_next(w) % 2) * (pieces / 3),
            cost = 2 * (int64_t)(world_next(w) % 500);
    int64_t each = decimals[item] ? cost / 2 : cost;
    receipt_line(d, items[item], whole(item, pieces), whole(item, damaged), cost);
    if (pieces > damaged) remember(day, item, 0, COL_RECEIVED, whole(item, pieces - damaged), each * (pieces - damaged));
    if (damaged) remember(day, item, 1, COL_RECEIVED, whole(item, damaged), each * damaged);
  }
  if (d->line_count) world_post(w, d, number);
  else doc_free(d);
}

static void post_opening(struct world *w, int32_t day) {
  char number[64];
  int item = (int)(world_next(w) % ITEMS), place = (int)(world_next(w) % PLACES);
  int64_t qty = whole(item, 1 + (int64_t)(world_next(w) % 9)), value = (int64_t)(world_next(w) % 5000);
  struct doc *d = doc_new(doc_kind_find("opening"));
  size_t i = doc_line_add(d);
  value_text(doc_at(d, i, OPENING_ITEM), items[item]);
  value_int(doc_at(d, i, OPENING_DECIMALS), decimals[item]);
  value_text(doc_at(d, i, OPENING_PLACE), places[place]);
  value_int(doc_at(d, i, OPENING_QTY), qty);
  value_int(doc_at(d, i, OPENING_VALUE), value);
  remember(day, item, place, COL_COUNTED, qty, value);
  world_post(w, d, number);
}

/* A history over DAYS days that begins in the middle of one month and ends in another; some days have nothing. */
static int32_t history(struct world *w) {
  int32_t first = ledger_today(w->store, w->db);
  posted_count = 0;
  world_sql(
      w,
      "UPDATE item SET category = 'x', brand = code, supplier = 'S1' WHERE code <> 'W'; UPDATE item SET category = 'y', name_en = 'Heavy' WHERE code = 'W';"
      "INSERT INTO supplier(code, name) VALUES('S1', 'First')");
  for (int n = 0; n < POSTS; n++) {
    int32_t today = ledger_today(w->store, w->db);
    if (world_next(w) % 3) post_receipt(w, today);
    else post_opening(w, today);
    if (today < first + DAYS) w->now += (int64_t)(world_next(w) % 2) * 86400000000;
  }
  return first;
}

/* ---- reading the report */
static struct js *report(struct world *w, const char *name, struct report_args args) {
  char *text = NULL;
  size_t n = 0;
  FILE *f = open_memstream(&text, &n);
  const struct report *r = report_find(name);
  assert_non_null(r);
  struct out *out = out_new(r->column, r->column_count, OUT_AS_JSON, f);
  args.store = w->store;
  ok(w, r->run(w->db, &args, out, &w->err));
  ok(w, out_end(out, &w->err));
  fclose(f);
  struct js *js = js_parse(text, n, &w->err);
  assert_non_null(js);
  free(text);
  return js;
}

static const char *const column[] = {"opening", "received",      "returned", "transferred_in", "transferred_out",
                                     "sold",    "sale_returned", "adjusted", "counted"};

static int64_t figure(const struct js *row, const char *name, bool value, int places_after) {
  char key[64];
  int64_t n;
  snprintf(key, sizeof key, "%s%s", name, value ? "_value" : "");
  const char *text = js_text(js_get(row, key), NULL);
  if (!text) fail_msg("%s is not there", key);
  if (!num_parse(text, places_after, &n)) fail_msg("%s: '%s'", key, text);
  return n;
}

/* Opening (col 0) or a column of what was posted in [from, to), of an item and a place (-1: all); to finer decimals when asked. */
static int64_t naive(int32_t from, int32_t to, int col, int item, int place, bool value, int finer) {
  int64_t sum = 0;
  for (size_t i = 0; i < posted_count; i++) {
    const struct posted *p = &posted[i];
    bool in = col == 0 ? p->day < from : p->day >= from && p->day < to && p->col == col;
    if (!in || (item >= 0 && p->item != item) || (place >= 0 && p->place != place)) continue;
    sum += value ? p->value : p->qty * num_pow10(finer - (finer ? decimals[p->item] : 0));
  }
  return sum;
}

static const struct js *row_of(const struct js *rows, const char *key) {
  for (size_t i = 0; i < js_count(rows); i++)
    if (str_eq(js_text(js_get(js_at(rows, i), "key"), NULL), key)) return js_at(rows, i);
  return NULL;
}

static void adds_up(const struct js *row, int places_after) {
  for (int value = 0; value < 2; value++) {
    int64_t sum = 0;
    for (size_t c = 0; c < COUNT(column); c++) sum += figure(row, column[c], value, value ? 2 : places_after);
    assert_int_equal(sum, figure(row, "closing", value, value ? 2 : places_after));
  }
}

/* An item's or (place >= 0) a place's row; place values are compared elsewhere, they are a spread. */
static void compare(const struct js *rows, const char *key, int32_t from, int32_t to, int item, int place, bool values) {
  const struct js *row = row_of(rows, key);
  int finer = item >= 0 ? decimals[item] : 3;
  bool any = false;
  for (int c = 0; c < COL_COUNT; c++)
    any |= naive(from, to, c, item, place, false, finer) || (values && naive(from, to, c, item, place, true, 0));
  if (!row) {
    assert_false(any);
    return;
  }
  adds_up(row, finer);
  for (int c = 0; c < COL_COUNT; c++) {
    int64_t qty = figure(row, column[c], false, finer), expected = naive(from, to, c, item, place, false, finer);
    if (qty != expected) fail_msg("%s, %s: %lld, not %lld", key, column[c], (long long)qty, (long long)expected);
    if (values) assert_int_equal(figure(row, column[c], true, 2), naive(from, to, c, item, place, true, 0));
  }
}

static void by_item(struct world *w, int32_t from, int32_t to) {
  struct js *rows = report(w, "movement", (struct report_args){.values = true, .from = from, .to = to});
  for (int i = 0; i < ITEMS; i++) compare(rows, items[i], from, to, i, -1, true);
  js_free(rows);
}

static void by_place(struct world *w, int32_t from, int32_t to) {
  struct js *rows = report(w, "movement", (struct report_args){.values = true, .from = from, .to = to, .by = "place"});
  struct js *both = report(w, "movement", (struct report_args){.values = true, .from = from, .to = to, .by = "item,place"});
  int64_t opening = 0, closing = 0;
  for (int p = 0; p < PLACES; p++) compare(rows, places[p], from, to, -1, p, false);
  for (size_t i = 0; i < js_count(rows); i++) {
    opening += figure(js_at(rows, i), "opening", true, 2);
    closing += figure(js_at(rows, i), "closing", true, 2);
  }
  int64_t all = naive(from, to, 0, -1, -1, true, 0);
  assert_int_equal(opening, all); /* the places make up the pool */
  for (int c = 1; c < COL_COUNT; c++) all += naive(from, to, c, -1, -1, true, 0);
  assert_int_equal(closing, all);
  for (int i = 0; i < ITEMS; i++)
    for (int p = 0; p < PLACES; p++) {
      char key[32];
      snprintf(key, sizeof key, "%s|%s", items[i], places[p]);
      compare(both, key, from, to, i, p, false);
    }
  js_free(rows);
  js_free(both);
}

static void by_attributes(struct world *w, int32_t from, int32_t to) {
  struct js *rows = report(w, "movement", (struct report_args){.values = true, .all = true, .from = from, .to = to, .by = "category"});
  assert_int_equal(js_count(rows), 2);
  assert_string_equal(js_text(js_get(js_at(rows, 0), "key"), ""), "x");
  for (int c = 0; c < COL_COUNT; c++) {
    for (int value = 0; value < 2; value++) {
      int64_t ab = naive(from, to, c, 0, -1, value, 0) + naive(from, to, c, 1, -1, value, 0);
      assert_int_equal(figure(js_at(rows, 0), column[c], value, value ? 2 : 0), ab);
    }
    assert_int_equal(figure(js_at(rows, 1), column[c], false, 3), naive(from, to, c, 2, -1, false, 0));
  }
  js_free(rows);
  rows = report(w, "movement", (struct report_args){.values = true, .all = true, .from = from, .to = to, .by = "supplier,brand"});
  static const char *const keys[] = {"S1|A", "S1|B", "|"};
  assert_int_equal(js_count(rows), 3);
  for (size_t i = 0; i < COUNT(keys); i++) {
    assert_non_null(row_of(rows, keys[i]));
    adds_up(row_of(rows, keys[i]), i == 2 ? 3 : 0);
  }
  assert_string_equal(js_text(js_get(row_of(rows, "S1|A"), "name"), ""), "First | A");
  js_free(rows);
}

static void test_any_period_and_grouping(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 2; seed++) {
    struct world w;
    world_begin(&w, "S1", seed);
    int32_t first = history(&w), end = ledger_today(w.store, w.db) + 1;
    for (int n = 0; n < 30; n++) {
      int32_t from = first - 3 + (int32_t)(world_next(&w) % (DAYS + 6)), to = n ? from + 1 + (int32_t)(world_next(&w) % 45) : end;
      by_item(&w, n ? from : first, to);
      by_place(&w, n ? from : first, to);
      by_attributes(&w, n ? from : first, to);
    }
    world_end(&w);
  }
}

static void test_who_sees_what(void **state) {
  (void)state;
  struct world w;
  world_begin(&w, "S1", 9);
  int32_t first = history(&w);
  struct js *rows = report(&w, "movement", (struct report_args){.from = first, .to = first + 200});
  const struct js *heavy = row_of(rows, "W");
  assert_non_null(heavy);
  assert_string_equal(js_text(js_get(heavy, "name"), ""), "Heavy");
  assert_null(js_get(heavy, "closing_value"));
  assert_non_null(js_get(heavy, "closing"));
  js_free(rows);
  /* nothing moved before the history: no rows, but all with --all */
  rows = report(&w, "movement", (struct report_args){.values = true, .from = first - 9, .to = first - 8});
  assert_int_equal(js_count(rows), 0);
  js_free(rows);
  rows = report(&w, "movement", (struct report_args){.values = true, .all = true, .from = first - 9, .to = first - 8});
  assert_int_equal(js_count(rows), ITEMS);
  assert_string_equal(js_text(js_get(row_of(rows, "W"), "closing"), ""), "0.000");
  assert_string_equal(js_text(js_get(row_of(rows, "A"), "closing_value"), ""), "0.00");
  js_free(rows);
  world_end(&w);
}

static void test_periods_and_refusals(void **state) {
  (void)state;
  struct world w;
  int32_t from, to;
  world_begin(&w, "S1", 9);
  int32_t today = ledger_today(w.store, w.db);
  struct report_args args = {.store = w.store, .from = DAY_NONE, .to = DAY_NONE};
  ok(&w, report_period(w.db, &args, &from, &to, &w.err));
  assert_int_equal(from, today);
  assert_int_equal(to, today + 1);
  args.from = today - 7;
  ok(&w, report_period(w.db, &args, &from, &to, &w.err));
  assert_int_equal(from, today - 7);
  assert_int_equal(to, today + 1);
  args = (struct report_args){.store = w.store, .from = DAY_NONE, .to = today - 7};
  ok(&w, report_period(w.db, &args, &from, &to, &w.err));
  assert_int_equal(from, today - 8);
  args.from = args.to;
  refused(&w, report_period(w.db, &args, &from, &to, &w.err), ERR_REPORT_PERIOD);
  const struct report *r = report_find("movement");
  static const char *const wrong[] = {"colour", "item,", "item,item", ""};
  for (size_t i = 0; i < COUNT(wrong); i++) {
    args = (struct report_args){.store = w.store, .from = today, .to = today + 1, .by = wrong[i]};
    refused(&w, r->run(w.db, &args, NULL, &w.err), ERR_REPORT_BY);
  }
  assert_null(report_find("nothing"));
  world_end(&w);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_any_period_and_grouping),
      cmocka_unit_test(test_who_sees_what),
      cmocka_unit_test(test_periods_and_refusals),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
