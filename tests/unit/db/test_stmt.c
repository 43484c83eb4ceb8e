/* Statements: arguments of every type, nothing found, a statement inside its own loop, a wrong number of arguments. */
#include "tests/unit/db/fixture.h"

static void test_values_come_back(void **state) {
  (void)state;
  struct db *db = open_store();
  WORKS(db_begin(db, &err));
  WORKS(db_run(db, &err, SQL_UNDO_NEW, I(INT64_MIN), T("重庆"), T("")));
  int64_t id = db_last_id(db);
  assert_int_equal(db_changes(db), 1);
  WORKS(db_run(db, &err, SQL_UNDO_PART_NEW, I(id), B("a\0b", 3)));
  WORKS(db_commit(db, &err));
  assert_int_equal(number(db, "SELECT at FROM undo"), INT64_MIN);
  struct rows r;
  WORKS(rows_open(&r, db, &err, SQL_UNDO_PARTS, I(id)));
  assert_true(rows_next(&r));
  size_t n;
  const void *blob = rows_blob(&r, 0, &n);
  assert_int_equal(n, 3);
  assert_memory_equal(blob, "a\0b", 3);
  assert_false(rows_null(&r, 0));
  assert_false(rows_next(&r));
  WORKS(rows_close(&r, &err));
  db_close(db);
}

static void test_nothing_found(void **state) {
  (void)state;
  struct db *db = open_store();
  int64_t value;
  char *text;
  WORKS(db_int(db, &err, &value, -7, SQL_UNDO_STATE, I(1)));
  assert_int_equal(value, -7);
  WORKS(db_text(db, &err, &text, SQL_UNDO_STATE, I(1)));
  assert_null(text);
  WORKS(db_int(db, &err, &value, -7, SQL_STATUS_PENDING)); /* a row */
  assert_int_equal(value, 0);
  db_close(db);
}

/* A query inside the loop of the same query has its own place, and both see their own rows. */
static void test_statement_within_itself(void **state) {
  (void)state;
  struct db *db = open_store();
  write_sql(db, "INSERT INTO setting VALUES('a', '1'), ('b', '2'), ('c', '3')");
  struct rows outer, inner;
  struct buf seen = {0};
  WORKS(rows_open(&outer, db, &err, SQL_SETTING_ALL));
  while (rows_next(&outer)) {
    buf_adds(&seen, rows_text(&outer, 0));
    WORKS(rows_open(&inner, db, &err, SQL_SETTING_ALL));
    while (rows_next(&inner)) buf_adds(&seen, rows_text(&inner, 1));
    WORKS(rows_close(&inner, &err));
  }
  WORKS(rows_close(&outer, &err));
  assert_string_equal(seen.p, "a123b123c123");
  buf_free(&seen);
  db_close(db);
}

static void test_wrong_number_of_arguments_is_refused(void **state) {
  (void)state;
  struct db *db = open_store();
  int64_t value;
  REFUSED(db_int(db, &err, &value, 0, SQL_UNDO_STATE), ERR_DB);
  REFUSED(db_int(db, &err, &value, 0, SQL_UNDO_STATE, I(1), I(2)), ERR_DB);
  WORKS(db_int(db, &err, &value, 0, SQL_UNDO_STATE, I(1)));
  WORKS(db_begin(db, &err));
  REFUSED(db_run(db, &err, SQL_META_SET, T("a"), NIL), ERR_DB); /* NOT NULL */
  db_rollback(db);
  db_close(db);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_values_come_back, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_nothing_found, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_statement_within_itself, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_wrong_number_of_arguments_is_refused, folder_up, folder_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
