/* Transactions: opening what may be opened, one state for readers, parts, checkpoints, others' changes. */
#include "tests/unit/db/fixture.h"

static struct db *try_open(const char *path, bool create, bool read_only, struct err *err) {
  struct db_opts opts = {.env = &test_env, .seat = "x", .create = create, .read_only = read_only};
  return db_open(path, &opts, err);
}

static bool there(const char *ending) {
  char *name = xprintf("%s%s", test_store, ending);
  bool yes = access(name, F_OK) == 0;
  free(name);
  return yes;
}

static void test_what_is_not_a_store_is_left_alone(void **state) {
  (void)state;
  REFUSED(try_open(test_store, false, false, &err) != NULL, ERR_DB_NONE);
  assert_false(there("-gate"));
  REFUSED(try_open(test_folder, true, false, &err) != NULL, ERR_DB_FOREIGN);

  WORKS(file_replace(test_store, "name,price\n", 11, 0600, &err));
  REFUSED(try_open(test_store, true, false, &err) != NULL, ERR_DB_FOREIGN);
  assert_false(there("-gate"));

  WORKS(file_replace(test_store, "", 0, 0600, &err)); /* empty: only a store to be made */
  REFUSED(try_open(test_store, false, false, &err) != NULL, ERR_DB_FOREIGN);
  struct db *db = open_store();
  assert_int_equal(number(db, "PRAGMA application_id"), 0x5A474741);
  db_close(db);
}

/* A path through a file is no path; a page of noise in the middle of a store is told as damage, not as an answer. */
static void test_what_cannot_be_opened_or_read(void **state) {
  (void)state;
  struct db_opts opts = {.env = &test_env, .seat = "tty1", .create = true};
  char below[600];
  struct db *db = open_store();
  write_sql(db, "INSERT INTO supplier(code, name) VALUES('S', 'x')");
  sql(db, "PRAGMA wal_checkpoint(TRUNCATE)");
  int64_t page;
  sqlite3_stmt *stmt;
  assert_int_equal(sqlite3_prepare_v2(db->sqlite, "SELECT rootpage FROM sqlite_schema WHERE name = 'supplier'", -1, &stmt, NULL),
                   SQLITE_OK);
  assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
  page = sqlite3_column_int64(stmt, 0);
  sqlite3_finalize(stmt);
  db_close(db);
  snprintf(below, sizeof below, "%s/store.db", test_store);
  REFUSED(db_open(below, &opts, &err), ERR_DB_OPEN);
  FILE *f = fopen(test_store, "r+b");
  assert_non_null(f);
  assert_int_equal(fseek(f, (page - 1) * 4096, SEEK_SET), 0);
  for (int i = 0; i < 4096; i++) assert_int_equal(fputc(0xA5, f), 0xA5);
  assert_int_equal(fclose(f), 0);
  char *name;
  db = open_store();
  REFUSED(supplier_name(db, &err, "S", &name), ERR_DB_CORRUPT);
  db_close(db);
}

static void test_foreign_database_is_not_switched(void **state) {
  (void)state;
  sqlite3 *other;
  assert_int_equal(sqlite3_open(test_store, &other), SQLITE_OK);
  assert_int_equal(sqlite3_exec(other, "CREATE TABLE t(a)", NULL, NULL, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_close(other), SQLITE_OK);
  struct buf before = {0}, after = {0};
  WORKS(file_read(test_store, 1 << 20, &before, &err));
  REFUSED(try_open(test_store, true, false, &err) != NULL, ERR_DB_FOREIGN);
  WORKS(file_read(test_store, 1 << 20, &after, &err));
  assert_int_equal(before.n, after.n);
  assert_memory_equal(before.p, after.p, before.n);
  buf_free(&before);
  buf_free(&after);
}

static void test_durable_settings_of_the_connection(void **state) {
  (void)state;
  struct db *db = open_store();
  static const char *const want[][2] = {
      {"PRAGMA journal_mode", "wal\n"}, {"PRAGMA synchronous", "2\n"}, {"PRAGMA wal_autocheckpoint", "0\n"}, {"PRAGMA temp_store", "2\n"}};
  for (size_t i = 0; i < COUNT(want); i++) {
    char *is = table(db, want[i][0]);
    assert_string_equal(is, want[i][1]);
    free(is);
  }
  /* a word in double quotes is a column, never a text */
  assert_int_equal(sqlite3_exec(db->sqlite, "SELECT \"nonsense\" FROM meta", NULL, NULL, NULL), SQLITE_ERROR);
  write_sql(db, "INSERT INTO meta VALUES('a', 'b')");
  db_close(db);
  assert_true(there("-wal")); /* no checkpoint on close */
  db = open_store();
  assert_int_equal(number(db, "SELECT count(*) FROM meta"), 1);
  db_close(db);
}

static void test_rollback_and_parts(void **state) {
  (void)state;
  struct db *db = open_store();
  WORKS(db_begin(db, &err));
  WORKS(meta_set(db, &err, "a", "1"));
  WORKS(db_part_begin(db, &err));
  WORKS(meta_set(db, &err, "b", "2"));
  WORKS(db_part_end(db, false, &err));
  WORKS(db_part_begin(db, &err));
  WORKS(meta_set(db, &err, "c", "3"));
  WORKS(db_part_end(db, true, &err));
  assert_true(db_writing(db));
  WORKS(db_commit(db, &err));
  char *rows = table(db, "SELECT key, value FROM meta ORDER BY key");
  assert_string_equal(rows, "a|1\nc|3\n");
  free(rows);
  WORKS(db_begin(db, &err));
  WORKS(meta_set(db, &err, "a", "9"));
  db_rollback(db);
  char *value;
  WORKS(meta_get(db, &err, "a", &value));
  assert_string_equal(value, "1");
  free(value);
  WORKS(meta_get(db, &err, "nothing", &value));
  assert_null(value);
  /* closing in the middle takes back what was not committed */
  WORKS(db_begin(db, &err));
  WORKS(meta_set(db, &err, "a", "9"));
  db_close(db);
  db = open_store();
  assert_int_equal(number(db, "SELECT value FROM meta WHERE key = 'a'"), 1);
  db_close(db);
}

static void test_readers_see_one_state_and_are_told_of_changes(void **state) {
  (void)state;
  struct db *reader = open_store(), *writer = open_as(test_store, "tty2");
  assert_false(db_changed(reader));
  WORKS(db_read_begin(reader, &err));
  assert_int_equal(number(reader, "SELECT count(*) FROM meta"), 0);
  write_sql(writer, "INSERT INTO meta VALUES('a', 'b')");
  assert_int_equal(number(reader, "SELECT count(*) FROM meta"), 0);
  db_read_end(reader);
  assert_int_equal(number(reader, "SELECT count(*) FROM meta"), 1);
  assert_true(db_changed(reader));
  assert_false(db_changed(reader));
  write_sql(reader, "INSERT INTO meta VALUES('c', 'd')");
  assert_false(db_changed(reader)); /* one's own */
  db_close(writer);
  db_close(reader);
}

static int64_t wal_bytes(void) {
  struct stat st;
  char *name = xprintf("%s-wal", test_store);
  assert_int_equal(stat(name, &st), 0);
  free(name);
  return st.st_size;
}

/* The WAL is started over when long: by the committer above 4 MB, else when idle above 1 MB; a reader of an old state only puts it off. */
static void test_checkpoints(void **state) {
  (void)state;
  struct db *db = open_store();
  static const char mega[] = "INSERT INTO meta VALUES(hex(randomblob(8)), hex(randomblob(524288)))"; /* 1 MB of text */
  write_sql(db, mega);
  write_sql(db, mega);
  int64_t grown = wal_bytes();
  assert_true(grown > 2000000);
  assert_true(db->wal_pages > 256);
  db_idle(db);
  assert_int_equal(db->wal_pages, 0);
  write_sql(db, mega);
  assert_int_equal(wal_bytes(), grown); /* written from the front again */

  struct db *reader = open_as(test_store, "tty2");
  WORKS(db_read_begin(reader, &err));
  assert_int_equal(number(reader, "SELECT count(*) FROM meta"), 3);
  for (int i = 0; i < 6; i++) write_sql(db, mega);
  assert_true(wal_bytes() > 6000000);
  db_read_end(reader);
  db_close(reader);
  write_sql(db, mega);
  assert_int_equal(db->wal_pages, 0);
  grown = wal_bytes();
  for (int i = 0; i < 12; i++) write_sql(db, mega);
  assert_int_equal(wal_bytes(), grown);
  db_close(db);
}

static void test_time_never_runs_back(void **state) {
  (void)state;
  struct db *db = open_store();
  int64_t first = db_now(db);
  test_clock -= 3600000000;
  assert_true(db_now(db) > first);
  test_clock += 3600000000;
  db_close(db);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_what_is_not_a_store_is_left_alone, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_what_cannot_be_opened_or_read, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_foreign_database_is_not_switched, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_durable_settings_of_the_connection, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_rollback_and_parts, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_readers_see_one_state_and_are_told_of_changes, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_checkpoints, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_time_never_runs_back, folder_up, folder_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
