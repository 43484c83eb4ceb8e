/* post: identity, numbers, moves, stock, cost pool, days and months, worked out by hand. */
#include "tests/unit/ledger/help.h"

static void first_receipt(void **state) {
  (void)state;
  struct world w;
  char n[64];
  world_begin(&w, "0412", 1);
  struct doc *d = receipt_new("blind");
  receipt_line(d, "A", 10, 3, 125);
  receipt_line(d, "W", 455, 0, 2000); /* 0.455 of 20.00 = 9.10 */
  world_post(&w, d, n);
  assert_string_equal(n, "0412-A-000001");
  world_expect(&w, "SELECT number, kind, store, day, state, late, lines, first_move, moves FROM doc",
               "0412-A-000001 receipt 0412 20781 posted 0 2 1 3");
  world_expect(
      &w,
      "SELECT a.code, b.code, m.qty, m.value, m.col, m.line FROM move m JOIN place a ON a.id = src JOIN place b ON b.id = dst ORDER BY m.id",
      "supplier back 7 875 1 1|supplier damaged 3 375 1 1|supplier back 455 910 1 2");
  world_expect(&w, "SELECT p.code, qty, last_move FROM stock JOIN place p ON p.id = place ORDER BY item, p.code",
               "back 7 1|damaged 3 2|back 455 3");
  world_expect(&w, "SELECT item, qty, value, last_qty, last_value FROM cost ORDER BY item", "1 10 1250 3 375|3 455 910 455 910");
  world_expect(&w, "SELECT seq, kind, version, day FROM event", "1 receipt 2 20781");
  world_expect(&w, "SELECT day, first_move FROM ledger_day", "20781 1");
  world_expect(&w, "SELECT code FROM item WHERE frozen = 1", "A|W");
  world_end(&w);
}

static void value_is_split_without_loss(void **state) {
  (void)state;
  struct world w;
  char n[64];
  world_begin(&w, "S", 2);
  struct doc *d = receipt_new("blind");
  size_t i = receipt_line(d, "A", 3, 1, -1);
  value_int(doc_at(d, i, RECEIPT_VALUE), 100); /* 66.67 and 33.33 */
  world_post(&w, d, n);
  world_expect(&w, "SELECT qty, value FROM move ORDER BY id", "2 67|1 33");
  world_end(&w);
}

static void unknown_cost_is_the_last_known(void **state) {
  (void)state;
  struct world w;
  char n[64];
  world_begin(&w, "S", 3);
  struct doc *d = receipt_new("blind");
  receipt_line(d, "A", 4, 0, -1);
  world_post(&w, d, n);
  d = receipt_new("blind");
  receipt_line(d, "A", 3, 0, 333); /* 9.99 */
  world_post(&w, d, n);
  d = receipt_new("blind");
  receipt_line(d, "A", 2, 0, -1); /* 2 of 3 of 9.99 */
  world_post(&w, d, n);
  world_expect(&w, "SELECT qty, value FROM move ORDER BY id", "4 0|3 999|2 666");
  world_expect(&w, "SELECT qty, value, last_qty, last_value FROM cost", "9 1665 2 666");
  world_expect(&w, "SELECT json_extract(body, '$.lines[0].cost_from') FROM event ORDER BY id", "none|null|last");
  d = receipt_new("blind");
  receipt_line(d, "A", 5, 0, 0); /* for nothing: that is no cost to go by */
  world_post(&w, d, n);
  world_expect(&w, "SELECT qty, value, last_qty, last_value FROM cost", "14 1665 2 666");
  world_expect(&w, "SELECT json_extract(body, '$.lines[0].cost') FROM event WHERE id = 3", "333");
  world_end(&w);
}

static void lots_are_part_of_the_stock(void **state) {
  (void)state;
  struct world w;
  char n[64];
  world_begin(&w, "S", 4);
  for (int k = 0; k < 2; k++) {
    struct doc *d = receipt_new("blind");
    size_t i = receipt_line(d, "A", 1, 0, 100);
    value_text(doc_at(d, i, RECEIPT_LOT), "L1");
    value_int(doc_at(d, i, RECEIPT_EXPIRY), 20800);
    i = receipt_line(d, "A", 2, 0, 100);
    value_text(doc_at(d, i, RECEIPT_LOT), "L1");
    receipt_line(d, "A", 4, 0, 100);
    world_post(&w, d, n);
  }
  world_expect(&w, "SELECT item, lot, expiry FROM lot ORDER BY id", "1 L1 20800|1 L1 -2147483648");
  world_expect(&w, "SELECT lot, qty FROM stock ORDER BY lot", "0 8|1 2|2 4");
  world_end(&w);
}

/* The ledger day never falls; a late document keeps its day. A month's arrays show what there was before its first move. */
static void days_and_months(void **state) {
  (void)state;
  struct world w;
  char n[64];
  world_begin(&w, "S", 5);
  static const struct {
    int32_t day;
    int64_t qty;
  } step[] = {{20781, 5}, {20785, 7}, {20790, 11}, {20783, 13}, {20880, 17}}; /* 11-24, 11-28, 12-03, late 11-26, 2027-03-03 */
  for (size_t k = 0; k < COUNT(step); k++) {
    struct doc *d = receipt_new("blind");
    d->day = step[k].day;
    receipt_line(d, "B", step[k].qty, 0, 10);
    world_post(&w, d, n);
  }
  world_expect(&w, "SELECT day, late FROM doc ORDER BY id", "20781 0|20785 0|20790 0|20783 1|20880 0");
  world_expect(&w, "SELECT day, first_move FROM ledger_day", "20781 1|20785 2|20790 3|20880 5");
  world_expect(&w, "SELECT day, measure, hex(data) FROM month ORDER BY day, measure",
               "20758 qty 0400000000000000|20758 value 0400000000000000"
               "|20788 qty 0400000003000000000000000000000"
               "00C000000|20788 value 040000000300000000000000000000007800"
               "0000"
               "|20878 qty 04000000030000000000000000000000240000"
               "00|20878 value 040000000300000000000000000000006801"
               "0000");
  int64_t *values;
  size_t count;
  int32_t month;
  ok(&w, month_get(w.db, &w.err, 20850, "value", &values, &count, &month)); /* February 2027 had no moves: December's counts */
  assert_int_equal(month, 20788);
  assert_int_equal(count, 3);
  assert_int_equal(values[2], 120);
  free(values);
  ok(&w, month_get(w.db, &w.err, 20700, "qty", &values, &count, &month));
  assert_int_equal(month, LEDGER_NO_DAY);
  assert_null(values);
  world_end(&w);
}

static void month_arrays_take_large_values(void **state) {
  (void)state;
  struct buf b = {0};
  static const int64_t values[] = {0, -1, (int64_t)1 << 40, 0};
  month_pack(&b, values, COUNT(values));
  assert_int_equal(b.n, 8 + 3 * 8);
  static const uint8_t expected[] = {8,   0,   0,   0,   3,   0,   0,   0,   0, 0, 0, 0, 0, 0, 0, 0,
                                     255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 1, 0, 0};
  assert_memory_equal(b.p, expected, sizeof expected);
  buf_free(&b);
}

/* 4,500 lines: a parent without lines and three parts, one number each, in one transaction; every event under the limits. */
static void large_documents_are_split(void **state) {
  (void)state;
  struct world w;
  char n[64];
  world_begin(&w, "S", 6);
  struct doc *d = receipt_new("blind");
  for (int i = 0; i < 4500; i++) receipt_line(d, i % 2 ? "A" : "B", 1, 0, 100);
  world_post(&w, d, n);
  assert_string_equal(n, "S-A-000001");
  world_expect(&w, "SELECT number, lines, part_of, root, moves FROM doc ORDER BY id",
               "S-A-000001 0 null 1 0|S-A-000001-1 2000 1 1 2000|S-A-000001-2 2000 1 1 2000|S-A-000001-3 500 1 1 500");
  world_expect(&w, "SELECT count(*), sum(qty), sum(value) FROM move", "4500 4500 450000");
  world_expect(&w, "SELECT last FROM counter", "1");
  /* Few lines, long texts: split by bytes. */
  char *reason = xmalloc(3001);
  memset(reason, 'x', 3000);
  reason[3000] = 0;
  d = receipt_new("blind");
  for (int k = 0; k < 400; k++) {
    size_t i = receipt_line(d, "A", 1, 0, 1);
    value_text(doc_at(d, i, RECEIPT_REASON), reason);
  }
  world_post(&w, d, n);
  free(reason);
  world_expect(&w, "SELECT number, lines FROM doc WHERE number LIKE 'S-A-000002%' ORDER BY id",
               "S-A-000002 0|S-A-000002-1 250|S-A-000002-2 150");
  world_expect(&w, "SELECT max(length(body)) <= 1048576 FROM event", "1");
  /* One line that cannot fit anywhere. */
  reason = xmalloc((1 << 20) + 1);
  memset(reason, 'y', 1 << 20);
  reason[1 << 20] = 0;
  d = receipt_new("blind");
  size_t i = receipt_line(d, "A", 1, 0, 1);
  value_text(doc_at(d, i, RECEIPT_REASON), reason);
  free(reason);
  refused(&w, world_try_post(&w, d, n), ERR_POST_LARGE);
  world_end(&w);
}

/* Two lots of one announced line stand at both ends of 2,001 lines: they come together and the cut goes around them, so nothing is short
 * or over. */
static void a_split_keeps_groups(void **state) {
  (void)state;
  struct world w;
  char n[64];
  world_begin(&w, "S", 8);
  for (int far = 0; far < 2; far++) {
    struct doc *d = receipt_new("asn");
    doc_parent_add(d, "asn", "N1");
    for (int64_t i = 1; i <= 2001; i++) {
      bool lot = i >= 2000 || (far && i == 1);
      size_t k = receipt_line(d, "A", lot ? 5 : 1, 0, 100);
      if (lot && !(far && i == 2000)) {
        receipt_source(d, k, "asn", "N1", 7, i == 2001 ? 0 : 10);
        value_text(doc_at(d, k, RECEIPT_LOT), i == 2001 ? "L2" : "L1");
      } else {
        receipt_source(d, k, "asn", "N1", 10000 + i, lot ? 5 : 1);
      }
    }
    world_post(&w, d, n);
  }
  world_expect(&w, "SELECT number, lines FROM doc ORDER BY id",
               "S-A-000001 0|S-A-000001-1 1999|S-A-000001-2 2|S-A-000002 0|S-A-000002-1 2000|S-A-000002-2 1");
  world_expect(
      &w, "SELECT doc.number, move.line, lot.lot FROM move JOIN lot ON lot.id = move.lot JOIN doc ON doc.id = move.doc ORDER BY move.id",
      "S-A-000001-2 1 L1|S-A-000001-2 2 L2|S-A-000002-1 1 L1|S-A-000002-1 2 L2");
  world_expect(&w, "SELECT count(*) FROM discrepancy", "0");
  world_end(&w);
}

static void refusals(void **state) {
  (void)state;
  struct world w;
  char n[64];
  world_begin(&w, "S", 7);
  refused(&w, world_try_post(&w, receipt_new("blind"), n), ERR_DOC_EMPTY);
  struct doc *d = receipt_new("blind");
  receipt_line(d, "NONE", 1, 0, 1);
  refused(&w, world_try_post(&w, d, n), ERR_POST_ITEM);
  d = receipt_new("blind");
  receipt_line(d, "A", 1, 0, 1);
  value_text(doc_head(d, RECEIPT_PLACE), "attic");
  refused(&w, world_try_post(&w, d, n), ERR_POST_PLACE);
  d = receipt_new("blind");
  size_t i = receipt_line(d, "A", 1, 0, 1);
  value_int(doc_at(d, i, RECEIPT_DECIMALS), 3);
  refused(&w, world_try_post(&w, d, n), ERR_POST_DECIMALS);
  d = receipt_new("blind");
  receipt_line(d, "A", 1, 2, 1);
  refused(&w, world_try_post(&w, d, n), ERR_DOC_DAMAGED);
  d = receipt_new("blind");
  receipt_line(d, "A", -1, 0, 1);
  refused(&w, world_try_post(&w, d, n), ERR_DOC_NUMBER);
  d = receipt_new("blind");
  receipt_line(d, "A", 1000000000, 0, 1000000000);
  refused(&w, world_try_post(&w, d, n), ERR_DOC_NUMBER);
  world_expect(
      &w, "SELECT (SELECT count(*) FROM event) + (SELECT count(*) FROM doc) + (SELECT count(*) FROM counter) + (SELECT count(*) FROM move)",
      "0");
  world_end(&w);
}

static void store_made_once(void **state) {
  (void)state;
  struct world w;
  struct stat st;
  world_begin(&w, "0412", 8);
  refused(&w, ledger_store_init(w.db, "0413", "Other", "CNY", "", "store", &w.err), ERR_STORE_EXISTS);
  char *key = xprintf("%s-key", w.path);
  assert_int_equal(stat(key, &st), 0);
  assert_int_equal(st.st_mode & 0777, 0600);
  free(key);
  world_expect(
      &w, "SELECT code, kind FROM place ORDER BY id",
      "floor floor|back back|counter counter|damaged damaged|reserved reserved|supplier outside|customer outside|count outside|scrap outside|"
      "consumption outside|loan outside");
  assert_int_equal(w.store->money_decimals, 2);
  assert_int_equal(ledger_today(w.store, w.db), 20781);
  world_end(&w);
  w.db = world_open(&w, (mkdir(w.dir, 0700), w.path));
  refused(&w, ledger_store_load(w.db, &w.err) != NULL, ERR_NOT_A_STORE);
  refused(&w, ledger_store_init(w.db, "04 12", "Other", "CNY", "", "store", &w.err), ERR_STORE_FORM);
  refused(&w, ledger_store_init(w.db, "0412", "", "CNY", "", "store", &w.err), ERR_STORE_NAME);
  refused(&w, ledger_store_init(w.db, "0412", "Other", "XYZ", "", "store", &w.err), ERR_CURRENCY);
  refused(&w, ledger_store_init(w.db, "0412", "Other", "CNY", "Mars/Olympus", "store", &w.err), ERR_ZONE);
  w.store = NULL;
  world_end(&w);
}

/* A file put back from before: the anchor beside it is ahead, and the next posting writes a new origin under the next letter. */
static void restored_file_renews_its_origin(void **state) {
  (void)state;
  struct world w;
  char n[64], *cp;
  world_begin(&w, "S", 9);
  struct doc *d = receipt_new("blind");
  receipt_line(d, "A", 1, 0, 1);
  world_post(&w, d, n);
  world_close(&w);
  cp = xprintf("cp %s %s.old; cp %s-wal %s.old-wal", w.path, w.path, w.path, w.path);
  assert_int_equal(system(cp), 0);
  free(cp);
  w.db = world_open(&w, w.path);
  w.store = ledger_store_load(w.db, &w.err);
  d = receipt_new("blind");
  receipt_line(d, "A", 1, 0, 1);
  world_post(&w, d, n);
  assert_string_equal(n, "S-A-000002");
  world_close(&w);
  cp = xprintf("cp %s.old %s; cp %s.old-wal %s-wal; rm -f %s-shm", w.path, w.path, w.path, w.path, w.path);
  assert_int_equal(system(cp), 0);
  free(cp);
  w.db = world_open(&w, w.path);
  w.store = ledger_store_load(w.db, &w.err);
  d = receipt_new("blind");
  receipt_line(d, "A", 1, 0, 1);
  world_post(&w, d, n);
  assert_string_equal(n, "S-B-000001");
  world_expect(&w, "SELECT device, head, sealed FROM origin ORDER BY id", "A 1 1|B 1 0");
  /* No key beside the file (it was copied here): the same. */
  char *key = xprintf("%s-key", w.path);
  assert_int_equal(unlink(key), 0);
  d = receipt_new("blind");
  receipt_line(d, "A", 1, 0, 1);
  world_post(&w, d, n);
  assert_string_equal(n, "S-C-000001");
  /* A key that is not whole is not thrown away. */
  FILE *f = fopen(key, "w");
  assert_non_null(f);
  fputs("abc\n", f);
  fclose(f);
  ok(&w, db_begin(w.db, &w.err));
  refused(&w, ledger_origin_renew(w.db, &w.err), ERR_KEY_FILE);
  db_rollback(w.db);
  free(key);
  world_end(&w);
}

static void a_weighed_difference_has_its_value(void **state) {
  (void)state;
  struct world w;
  char n[64];
  world_begin(&w, "S", 12);
  struct doc *d = receipt_new("asn");
  doc_parent_add(d, "asn", "N1");
  receipt_source(d, receipt_line(d, "W", 1500, 0, 2000), "asn", "N1", 1, 2000); /* 0.500 of 20.00 did not come */
  world_post(&w, d, n);
  world_expect(&w, "SELECT kind, expected, found, value FROM discrepancy", "short 2000 1500 -1000");
  world_end(&w);
}

static void told(void *self, const char *code, const char *text, const char *where) {
  (void)text;
  buf_printf(self, "%s %s|", code, where[0] ? strchr(where, ':') ? strchr(where, ':') : where : "");
}

/* The proof reads the log: a hash that is not the one of its event is found, a body too, though everything else still fits. */
static void one_changed_event_is_found(void **state) {
  (void)state;
  static const struct {
    const char *change, *said;
  } rows[] = {{"SELECT 1", ""},
              {"UPDATE event SET hash = zeroblob(32) WHERE seq = 1", "hash :1|hash :2|"},
              {"UPDATE event SET body = replace(body, '\"who\":\"\"', '\"who\":\"X\"') WHERE seq = 2", "hash :2|document S-A-000002|"}};
  for (size_t i = 0; i < COUNT(rows); i++) {
    struct world w;
    struct buf b = {0};
    char n[64];
    world_begin(&w, "S", 11);
    for (int k = 0; k < 2; k++) {
      struct doc *d = receipt_new("blind");
      receipt_line(d, "A", 1, 0, 1);
      world_post(&w, d, n);
    }
    world_sql(&w, rows[i].change);
    ok(&w, ledger_check(w.db, w.store, told, &b, &w.err));
    assert_string_equal(b.p ? b.p : "", rows[i].said);
    buf_free(&b);
    world_end(&w);
  }
}

static void late_by_a_clock_gone_back(void **state) {
  (void)state;
  struct world w;
  char n[64];
  world_begin(&w, "S", 10);
  struct doc *d = receipt_new("blind");
  receipt_line(d, "A", 1, 0, 1);
  world_post(&w, d, n);
  world_reopen(&w);
  w.now -= (int64_t)3 * 86400000000;
  d = receipt_new("blind");
  receipt_line(d, "A", 1, 0, 1);
  world_post(&w, d, n);
  world_expect(&w, "SELECT day, late FROM doc ORDER BY id", "20781 0|20778 1");
  world_expect(&w, "SELECT day FROM ledger_day", "20781");
  world_end(&w);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(first_receipt),
      cmocka_unit_test(value_is_split_without_loss),
      cmocka_unit_test(unknown_cost_is_the_last_known),
      cmocka_unit_test(lots_are_part_of_the_stock),
      cmocka_unit_test(days_and_months),
      cmocka_unit_test(month_arrays_take_large_values),
      cmocka_unit_test(large_documents_are_split),
      cmocka_unit_test(a_split_keeps_groups),
      cmocka_unit_test(refusals),
      cmocka_unit_test(store_made_once),
      cmocka_unit_test(restored_file_renews_its_origin),
      cmocka_unit_test(late_by_a_clock_gone_back),
      cmocka_unit_test(one_changed_event_is_found),
      cmocka_unit_test(a_weighed_difference_has_its_value),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
