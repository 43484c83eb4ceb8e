/* migrate: a schema of three versions of its own (in place of the program's), met by stores of every age. */
#include "tests/unit/db/fixture.h"

const char *db_schema[] = {
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;",
    "CREATE TABLE second(a); INSERT INTO second SELECT key FROM meta;",
    "CREATE TABLE third(a); INSERT INTO third SELECT a FROM second;",
};
int db_schema_count = 3;

static void made_at(int version) {
  db_schema_count = version;
  struct db *db = open_store();
  write_sql(db, "INSERT INTO meta VALUES('old', 'row')");
  db_close(db);
  db_schema_count = 3;
}

static bool there(const char *ending) {
  char *name = xprintf("%s%s", test_store, ending);
  bool yes = access(name, F_OK) == 0;
  free(name);
  return yes;
}

static void test_old_store_is_kept_and_brought_up(void **state) {
  (void)state;
  made_at(1);
  struct db *db = open_store();
  assert_int_equal(number(db, "PRAGMA user_version"), 3);
  assert_int_equal(number(db, "SELECT count(*) FROM third WHERE a = 'old'"), 1);
  db_close(db);
  char *copy = xprintf("%s.before-schema-2", test_store);
  struct db_opts look = {.env = &test_env, .seat = "x", .read_only = true};
  struct err why;
  db = db_open(copy, &look, &why);
  assert_non_null(db);
  assert_int_equal(number(db, "PRAGMA user_version"), 1);
  assert_int_equal(number(db, "SELECT count(*) FROM meta"), 1);
  db_close(db);
  free(copy);
}

static void test_new_and_current_stores_are_not_copied(void **state) {
  (void)state;
  struct db *db = open_store();
  assert_int_equal(number(db, "PRAGMA user_version"), 3);
  db_close(db);
  db_close(open_store());
  for (int n = 1; n <= 4; n++) {
    char ending[32];
    snprintf(ending, sizeof ending, ".before-schema-%d", n);
    assert_false(there(ending));
  }
}

static void test_newer_store_is_refused_unchanged(void **state) {
  (void)state;
  made_at(3);
  db_schema_count = 2;
  struct db_opts opts = {.env = &test_env, .seat = "x"};
  struct err why = {0};
  assert_null(db_open(test_store, &opts, &why));
  assert_int_equal(why.code, ERR_DB_NEWER);
  assert_non_null(strstr(why.text, "schema 3"));
  opts.no_migrate = true; /* a look at the file as it is */
  struct db *db = db_open(test_store, &opts, &why);
  assert_non_null(db);
  assert_int_equal(number(db, "PRAGMA user_version"), 3);
  db_close(db);
  db_schema_count = 3;
}

static void test_a_migration_that_fails_leaves_the_version_before(void **state) {
  (void)state;
  made_at(1);
  const char *good = db_schema[2];
  db_schema[2] = "CREATE TABLE third(a); INSERT INTO nowhere VALUES(1);";
  struct db_opts opts = {.env = &test_env, .seat = "x"};
  REFUSED(db_open(test_store, &opts, &err) != NULL, ERR_DB);
  db_schema[2] = good;
  opts.no_migrate = true;
  struct err why;
  struct db *db = db_open(test_store, &opts, &why);
  assert_non_null(db);
  assert_int_equal(number(db, "PRAGMA user_version"), 2);
  assert_int_equal(number(db, "SELECT count(*) FROM sqlite_schema WHERE name = 'third'"), 0);
  db_close(db);
  db_close(open_store());
  assert_true(there(".before-schema-2"));
  assert_true(there(".before-schema-3"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_old_store_is_kept_and_brought_up, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_new_and_current_stores_are_not_copied, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_newer_store_is_refused_unchanged, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_a_migration_that_fails_leaves_the_version_before, folder_up, folder_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
