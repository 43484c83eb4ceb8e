/* fact: drafts and their append-only facts; a seat's number makes a line sent twice one line. */
#include "tests/unit/db/fixture.h"

static int64_t draft(struct db *db, const char *name) {
  int64_t id;
  WORKS(db_begin(db, &err));
  WORKS(draft_new(db, &err, name, "receipt", "{\"mode\":\"blind\"}", "M01", &id));
  WORKS(db_commit(db, &err));
  return id;
}

static struct fact scan(const char *seat, int64_t seat_n, const char *code, int64_t qty) {
  return (struct fact){.seat = seat,
                       .seat_n = seat_n,
                       .who = "M01",
                       .word = "scan",
                       .code = code,
                       .qty = qty,
                       .line = -1,
                       .item = 5,
                       .produced = INT32_MIN,
                       .expiry = 20781};
}

static bool add(struct db *db, int64_t id, struct fact *f) {
  bool again;
  WORKS(db_begin(db, &err));
  WORKS(fact_add(db, &err, id, f, &again));
  WORKS(db_commit(db, &err));
  return again;
}

static void test_names(void **state) {
  (void)state;
  struct db *db = open_store();
  struct draft d;
  bool found;
  int64_t first = draft(db, NULL);
  draft(db, "R-0002");
  int64_t third = draft(db, NULL); /* steps over the name somebody chose */
  WORKS(draft_by_id(db, &err, first, &d, &found));
  assert_true(found);
  assert_string_equal(d.name, "R-0001");
  assert_string_equal(d.state, "open");
  assert_string_equal(d.who, "M01");
  assert_string_equal(d.head, "{\"mode\":\"blind\"}");
  assert_int_equal(d.facts, 0);
  draft_done(&d);
  WORKS(draft_find(db, &err, "R-0003", &d, &found));
  assert_true(found);
  assert_int_equal(d.id, third);
  draft_done(&d);
  WORKS(draft_find(db, &err, "R-0009", &d, &found));
  assert_false(found);

  int64_t id;
  WORKS(db_begin(db, &err));
  REFUSED(draft_new(db, &err, "", "receipt", "{}", "", &id), ERR_DRAFT_NAME);
  REFUSED(draft_new(db, &err, "a name of a draft that is longer than 47 bytes is none", "receipt", "{}", "", &id), ERR_DRAFT_NAME);
  db_rollback(db);

  WORKS(db_begin(db, &err));
  WORKS(draft_state(db, &err, first, "posted", 12));
  WORKS(db_commit(db, &err));
  WORKS(draft_by_id(db, &err, first, &d, &found));
  assert_string_equal(d.state, "posted");
  assert_int_equal(d.doc, 12);
  draft_done(&d);
  db_close(db);
}

static void test_once(void **state) {
  (void)state;
  struct db *db = open_store();
  int64_t id = draft(db, NULL), other = draft(db, NULL), n;
  struct fact a = scan("tty1", 1, "6901", 1), b = scan("tty1", 2, "6902", 2), c = scan("tty2", 1, "6903", 3),
              none = scan("tty1", 0, "6904", 4);
  assert_false(add(db, id, &a));
  assert_false(add(db, id, &b));
  assert_false(add(db, id, &c)); /* another seat counts for itself */
  assert_int_equal(a.n, 1);
  assert_int_equal(b.n, 2);
  assert_int_equal(c.n, 3);
  assert_int_equal(b.line, 2); /* it opened a line */
  assert_true(b.at > a.at);

  struct fact again = scan("tty1", 1, "something else", 99);
  assert_true(add(db, id, &again));
  assert_int_equal(again.n, 1);
  assert_false(add(db, other, &again)); /* another draft */
  assert_false(add(db, id, &none));
  struct fact twin = scan("tty1", 0, "6904", 4); /* without a number the same line is a second scan */
  assert_false(add(db, id, &twin));
  assert_int_equal(twin.n, 5);
  WORKS(fact_seen(db, &err, id, "tty2", 1, &n));
  assert_int_equal(n, 3);
  WORKS(fact_seen(db, &err, id, "tty2", 2, &n));
  assert_int_equal(n, 0);
  WORKS(fact_seen(db, &err, id, "tty1", 0, &n));
  assert_int_equal(n, 0);

  /* A fact that was rolled back leaves no gap. */
  struct fact lost = scan("tty1", 9, "6905", 1);
  bool was;
  WORKS(db_begin(db, &err));
  WORKS(fact_add(db, &err, id, &lost, &was));
  db_rollback(db);
  struct fact kept = scan("tty1", 10, "6906", 1);
  assert_false(add(db, id, &kept));
  assert_int_equal(kept.n, 6);
  db_close(db);
}

static bool list(void *self, const struct fact *f) {
  buf_printf(self, "%lld%s %s %s line %lld qty %lld exp %d;", (long long)f->n, f->undone ? " undone" : "", f->seat, f->code,
             (long long)f->line, (long long)f->qty, (int)f->expiry);
  return f->n < 3;
}

static void test_walk(void **state) {
  (void)state;
  struct db *db = open_store();
  struct buf b = {0};
  int64_t id = draft(db, NULL);
  for (int64_t i = 1; i <= 4; i++) {
    struct fact f = scan("tty1", 0, "69", i);
    add(db, id, &f);
  }
  WORKS(db_begin(db, &err));
  WORKS(fact_undo(db, &err, id, 2));
  WORKS(db_commit(db, &err));
  WORKS(fact_walk(db, &err, id, 1, list, &b));
  assert_string_equal(b.p, "2 undone tty1 69 line 2 qty 2 exp 20781;3 tty1 69 line 3 qty 3 exp 20781;");
  buf_free(&b);
  db_close(db);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_names, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_once, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_walk, folder_up, folder_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
