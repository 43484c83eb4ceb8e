/* stock and discrepancies: the pool's value over the rows, worked out by hand; who sees values; the day a row last moved. */
#include "src/report/report.h"
#include "tests/unit/ledger/help.h"

static char *printed(struct world *w, const char *name, struct report_args args) {
  char *text = NULL;
  size_t n = 0;
  FILE *f = open_memstream(&text, &n);
  const struct report *r = report_find(name);
  struct out *out = out_new(r->column, r->column_count, OUT_AS_CSV, f);
  args.store = w->store;
  ok(w, r->run(w->db, &args, out, &w->err));
  ok(w, out_end(out, &w->err));
  fclose(f);
  return text;
}

static void prints(struct world *w, const char *name, struct report_args args, const char *expected) {
  char *text = printed(w, name, args);
  assert_string_equal(text, expected);
  free(text);
}

static void test_value_is_spread(void **state) {
  (void)state;
  struct world w;
  char number[64];
  world_begin(&w, "S1", 1);
  struct doc *d = receipt_new("blind");
  receipt_line(d, "A", 3, 1, 333);   /* 9.99: two good, one damaged */
  receipt_line(d, "W", 1500, 0, 20); /* 1.5 kg at 0.20 */
  world_post(&w, d, number);
  world_sql(&w, "UPDATE cost SET value = 1000 WHERE item = 1"); /* a pool that three pieces do not divide: 6.67 and 3.33 */
  char *text = printed(&w, "stock", (struct report_args){.values = true, .from = DAY_NONE, .to = DAY_NONE});
  assert_non_null(strstr(text, "item,name,place,lot,expiry,qty,value,last_move\n"
                               "A,Apple,back,,,2,6.67,2026-11-24T02:00:00"));
  assert_non_null(strstr(text, "\nA,Apple,damaged,,,1,3.33,2026-11-24T02:00:00"));
  assert_non_null(strstr(text, "\nW,Weighed,back,,,1.500,0.30,2026-11-24T02:00:00"));
  free(text);
  text = printed(&w, "stock", (struct report_args){.from = DAY_NONE, .to = DAY_NONE});
  assert_non_null(strstr(text, "\nA,Apple,back,,,2,,2026-11-24T02:00:00")); /* not for everybody */
  free(text);
  world_end(&w);
}

static void test_zero_rows(void **state) {
  (void)state;
  struct world w;
  world_begin(&w, "S1", 1);
  const char *head = "item,name,place,lot,expiry,qty,value,last_move\n";
  world_sql(
      &w,
      "INSERT INTO lot(id, item, lot, expiry) VALUES(1, 2, 'L9', 20800); INSERT INTO stock(item, place, lot, qty, last_move) SELECT 2, id, 1, 0, 0 FROM place WHERE code = 'back'");
  prints(&w, "stock", (struct report_args){.values = true}, head);
  char *expected = xprintf("%sB,Bread,back,L9,2026-12-13,0,0.00,\n", head);
  prints(&w, "stock", (struct report_args){.values = true, .all = true}, expected);
  free(expected);
  world_end(&w);
}

static void test_discrepancies(void **state) {
  (void)state;
  struct world w;
  world_begin(&w, "S1", 1);
  world_sql(
      &w,
      "INSERT INTO doc(id, uuid, number, kind, store, at, day, who, root, state, lines) VALUES(7, x'000102030405060708090a0b0c0d0e0f', 'S1-A-000001', 'receipt', 'S1', 0, 20779,"
      "'lin', 7, 'posted', 1); INSERT INTO discrepancy(id, doc, line, kind, item, expected, found, value, owner, day, state) VALUES('d/1/short', 7, 1, 'short', 3, 2000, 1500, 250, 'lin', 20779, 'open'),"
      "('d/2/missing', 7, 2, 'missing', 0, 1, 0, 0, '', 20780, 'closed')");
  const char *head = "id,kind,document,item,expected,found,difference,value,owner,age_days,state\n";
  struct report_args all = {.values = true, .from = DAY_NONE, .to = DAY_NONE};
  char *expected = xprintf("%sd/1/short,short,00010203-0405-0607-0809-0a0b0c0d0e0f,W,2.000,1.500,-0.500,2.50,lin,2,open\n"
                           "d/2/missing,missing,00010203-0405-0607-0809-0a0b0c0d0e0f,,1,0,-1,0.00,,1,closed\n",
                           head);
  prints(&w, "discrepancies", all, expected);
  free(expected);
  all.values = false;
  all.to = 20780;
  expected = xprintf("%sd/1/short,short,00010203-0405-0607-0809-0a0b0c0d0e0f,W,2.000,1.500,-0.500,,lin,2,open\n", head);
  prints(&w, "discrepancies", all, expected);
  free(expected);
  world_end(&w);
}

static void spreads(int64_t value, size_t n, const int64_t *qty, const int64_t *expected) {
  int64_t part[8];
  report_spread(value, qty, n, part);
  for (size_t i = 0; i < n; i++) assert_int_equal(part[i], expected[i]);
}
#define Q(...)                                                                                                                             \
  COUNT(((const int64_t[]){__VA_ARGS__})), (const int64_t[]) {                                                                             \
    __VA_ARGS__                                                                                                                            \
  }
#define P(...)                                                                                                                             \
  (const int64_t[]) {                                                                                                                      \
    __VA_ARGS__                                                                                                                            \
  }

static void test_spread(void **state) {
  (void)state;
  spreads(100, Q(1, 1, 1), P(34, 33, 33));
  spreads(100, Q(5), P(100));
  spreads(100, Q(0, 0), P(100, 0));
  spreads(-100, Q(1, 2), P(-33, -67));
  spreads(100, Q(6, -1), P(120, -20)); /* the average is 20 a piece */
  spreads(100, Q(3, 3, -1), P(60, 60, -20));
  spreads(-60, Q(-1, -2), P(-20, -40));
  spreads(0, Q(5, -5), P(0, 0));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_value_is_spread),
      cmocka_unit_test(test_zero_rows),
      cmocka_unit_test(test_discrepancies),
      cmocka_unit_test(test_spread),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
