/* undo: recorded changes go back whole, or nothing does and the row in the way is named. */
#include "tests/unit/db/fixture.h"

static const char everything[] =
    "SELECT 'item', id, code, name, cost FROM item UNION ALL SELECT 'barcode', key, item, text, units FROM barcode "
    "UNION ALL SELECT 'setting', key, value, '', '' FROM setting UNION ALL SELECT 'supplier', code, name, phone, lead_days FROM supplier ORDER BY 1, 2";

static int64_t recorded(struct db *db, const char *const *parts, size_t count) {
  int64_t undo = 0;
  for (size_t i = 0; i < count; i++) {
    WORKS(db_begin(db, &err));
    if (i == 0) WORKS(undo_begin(db, &err, "wang", "a change", &undo));
    WORKS(undo_record(db, &err));
    sql(db, parts[i]);
    WORKS(undo_keep(db, &err, undo));
    WORKS(db_commit(db, &err));
  }
  return undo;
}

static void scene(struct db *db) {
  write_sql(db, "INSERT INTO item(id, code, name, cost) VALUES(1, 'A1', 'Apple', 100), (2, 'B2', 'Bread', NULL), (3, 'C3', 'Cheese', 300);"
                "INSERT INTO barcode(key, item, text) VALUES('00000000000017', 1, '17');"
                "INSERT INTO supplier VALUES('S', 'Sun', '', 3)");
}

static void test_parts_go_back_last_first(void **state) {
  (void)state;
  struct db *db = open_store();
  scene(db);
  char *before = table(db, everything);
  static const char *const parts[] = {
      "UPDATE item SET name = 'Apples', cost = 120 WHERE id = 1; INSERT INTO item(id, code, name) VALUES(9, 'N9', 'New')",
      "UPDATE item SET name = 'Red apples' WHERE id = 1; INSERT INTO barcode(key, item, text) VALUES('00000000000024', 9, '24')",
      "DELETE FROM item WHERE id = 3; DELETE FROM barcode WHERE item = 1; UPDATE supplier SET lead_days = NULL; INSERT INTO setting VALUES('receive.usual', '5')",
  };
  int64_t undo = recorded(db, parts, COUNT(parts));
  assert_int_equal(number(db, "SELECT count(*) FROM undo_part"), 3);
  char *after = table(db, everything);
  assert_string_not_equal(before, after);
  WORKS(undo_back(db, &err, undo));
  char *back = table(db, everything);
  assert_string_equal(back, before);
  assert_int_equal(number(db, "SELECT count(*) FROM undo WHERE state = 'undone'"), 1);
  REFUSED(undo_back(db, &err, undo), ERR_UNDO_NONE);
  REFUSED(undo_back(db, &err, 77), ERR_UNDO_NONE);
  free(before);
  free(after);
  free(back);
  db_close(db);
}

static void conflict(const char *change, const char *later, const char *named) {
  remove(test_store);
  struct db *db = open_store();
  scene(db);
  int64_t undo = recorded(db, &change, 1);
  write_sql(db, later);
  char *before = table(db, everything);
  struct err err = {0};
  assert_false(undo_back(db, &err, undo));
  assert_int_equal(err.code, ERR_UNDO_CONFLICT);
  assert_string_equal(err.where, named);
  assert_non_null(strstr(err.text, named));
  char *now = table(db, everything);
  assert_string_equal(now, before);
  assert_int_equal(number(db, "SELECT count(*) FROM undo WHERE state = 'done'"), 1);
  assert_false(db_writing(db));
  free(before);
  free(now);
  db_close(db);
  assert_int_equal(nftw(test_folder, test_remove, 8, FTW_DEPTH | FTW_PHYS), 0);
  assert_int_equal(folder_up(NULL), 0);
}

static void test_a_row_changed_since_refuses_all(void **state) {
  (void)state;
  conflict("UPDATE item SET name = 'X' WHERE id = 2; UPDATE item SET name = 'Y' WHERE id = 1", "UPDATE item SET name = 'Z' WHERE id = 1",
           "item A1");
  conflict("INSERT INTO item(id, code, name) VALUES(9, 'N9', 'New')", "UPDATE item SET frozen = 1 WHERE id = 9", "item N9");
  conflict("INSERT INTO barcode(key, item, text) VALUES('00000000000024', 2, '24')", "UPDATE barcode SET units = 6 WHERE item = 2",
           "barcode 00000000000024/2/24");
  conflict("UPDATE supplier SET phone = '1'", "UPDATE supplier SET phone = '2'", "supplier S");
  conflict("UPDATE item SET cost = 7 WHERE id = 2", "DELETE FROM item WHERE id = 2", "item 2");
  conflict("DELETE FROM item WHERE id = 3", "INSERT INTO item(id, code, name) VALUES(3, 'D4', 'Dates')", "item C3");
}

static void test_what_hangs_on_a_new_row_refuses(void **state) {
  (void)state;
  conflict("INSERT INTO item(id, code, name) VALUES(9, 'N9', 'New')",
           "INSERT INTO barcode(key, item, text) VALUES('00000000000031', 9, '31')", "barcode 31");
  conflict("INSERT INTO item(id, code, name) VALUES(9, 'N9', 'New')", "INSERT INTO price VALUES(9, 'retail', 0, 9, 100, NULL, '', '')",
           "price 9/retail");
  conflict(
      "INSERT INTO item(id, code, name) VALUES(9, 'N9', 'New')",
      "INSERT INTO expected(id, kind, number) VALUES(1, 'order', 'O7'); INSERT INTO expected_line(expected, line, item, qty) VALUES(1, 4, 9, 1)",
      "expected_line O7/4");
}

static void test_ledger_is_never_recorded(void **state) {
  (void)state;
  struct db *db = open_store();
  static const char *const part[] = {
      "INSERT INTO stock VALUES(1, 1, 0, 5, 1); INSERT INTO import(at, who, kind, file, hash, rows, added, changed, same, rejected, state) "
      "VALUES(1, '', '', '', x'', 0, 0, 0, 0, 0, 'done')"};
  int64_t undo = recorded(db, part, 1);
  assert_int_equal(number(db, "SELECT count(*) FROM undo_part"), 0);
  WORKS(undo_back(db, &err, undo));
  assert_int_equal(number(db, "SELECT qty FROM stock"), 5);
  db_close(db);
}

static void test_rolled_back_recording_leaves_nothing(void **state) {
  (void)state;
  struct db *db = open_store();
  int64_t undo;
  WORKS(db_begin(db, &err));
  WORKS(undo_begin(db, &err, "wang", "x", &undo));
  WORKS(undo_record(db, &err));
  sql(db, "INSERT INTO setting VALUES('a', 'b')");
  db_rollback(db);
  assert_null(db->session);
  assert_int_equal(number(db, "SELECT count(*) FROM undo"), 0);
  /* forgotten undo_keep: the commit ends the recording, and the next transaction is not recorded */
  WORKS(db_begin(db, &err));
  WORKS(undo_record(db, &err));
  WORKS(db_commit(db, &err));
  assert_null(db->session);
  db_close(db);
}

static void test_search_pages_turn_stale(void **state) {
  (void)state;
  struct db *db = open_store();
  static const char *const part[] = {"INSERT INTO item(id, code, name) VALUES(1, 'A1', 'Apple'); INSERT INTO search_page VALUES(0, x'00')"};
  int64_t undo = recorded(db, part, 1);
  WORKS(undo_back(db, &err, undo));
  assert_int_equal(number(db, "SELECT length(data) FROM search_page"), 0);
  db_close(db);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_parts_go_back_last_first, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_a_row_changed_since_refuses_all, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_what_hangs_on_a_new_row_refuses, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_ledger_is_never_recorded, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_rolled_back_recording_leaves_nothing, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_search_pages_turn_stale, folder_up, folder_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
