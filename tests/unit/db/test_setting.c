/* setting: the store's rows over the defaults, written with undo and audit. */
#include "tests/unit/db/fixture.h"

static int64_t set(struct db *db, enum option o, const char *value) {
  int64_t undo;
  WORKS(db_begin(db, &err));
  WORKS(setting_set(db, &err, "wang", "li", o, value, &undo));
  WORKS(db_commit(db, &err));
  return undo;
}

static int64_t in_force(struct db *db, enum option o) {
  struct config *c = config_new();
  WORKS(setting_load(db, c, &err));
  int64_t value = config_int(c, o);
  config_free(c);
  return value;
}

static void test_set_undone_and_audited(void **state) {
  (void)state;
  struct db *db = open_store();
  assert_int_equal(in_force(db, OPT_RECEIVE_USUAL), 99);
  set(db, OPT_RECEIVE_USUAL, "200");
  int64_t second = set(db, OPT_RECEIVE_USUAL, "300");
  assert_int_equal(in_force(db, OPT_RECEIVE_USUAL), 300);
  WORKS(undo_back(db, &err, second));
  assert_int_equal(in_force(db, OPT_RECEIVE_USUAL), 200);
  set(db, OPT_RECEIVE_USUAL, "");
  assert_int_equal(in_force(db, OPT_RECEIVE_USUAL), 99);
  assert_int_equal(number(db, "SELECT count(*) FROM setting"), 0);
  char *audit = table(db, "SELECT who, approved_by, action, object, old, new FROM audit ORDER BY id");
  assert_string_equal(audit,
                      "wang|li|setting|receive.usual||200\nwang|li|setting|receive.usual|200|300\nwang|li|setting|receive.usual|200|\n");
  free(audit);
  db_close(db);
}

/* The whole of a change and of taking it back, with the values in force; a change since then stands in the way. */
static void test_changed_and_taken_back(void **state) {
  (void)state;
  struct db *db = open_store();
  struct config *c = config_new();
  int64_t first, second;
  WORKS(setting_change(db, c, &err, "wang", OPT_RECEIVE_USUAL, "200", &first));
  assert_int_equal(config_int(c, OPT_RECEIVE_USUAL), 200);
  WORKS(setting_change(db, c, &err, "wang", OPT_RECEIVE_USUAL, "300", &second));
  REFUSED(setting_back(db, c, &err, "zhao", OPT_RECEIVE_USUAL, first), ERR_UNDO_CONFLICT);
  assert_int_equal(config_int(c, OPT_RECEIVE_USUAL), 300);
  WORKS(setting_back(db, c, &err, "zhao", OPT_RECEIVE_USUAL, second));
  assert_int_equal(config_int(c, OPT_RECEIVE_USUAL), 200);
  WORKS(setting_back(db, c, &err, "zhao", OPT_RECEIVE_USUAL, first));
  assert_int_equal(config_int(c, OPT_RECEIVE_USUAL), 99); /* the default, though no row says so */
  REFUSED(setting_back(db, c, &err, "zhao", OPT_RECEIVE_USUAL, first), ERR_UNDO_NONE);
  REFUSED(setting_change(db, c, &err, "wang", OPT_RECEIVE_USUAL, "0", &first), ERR_OPTION_VALUE);
  assert_int_equal(number(db, "SELECT count(*) FROM setting"), 0);
  char *audit = table(db, "SELECT who, action, object, old, new FROM audit ORDER BY id");
  assert_string_equal(audit, "wang|setting|receive.usual||200\nwang|setting|receive.usual|200|300\nzhao|setting|receive.usual|300|200\n"
                             "zhao|setting|receive.usual|200|\n");
  free(audit);
  config_free(c);
  db_close(db);
}

static void test_refused_values(void **state) {
  (void)state;
  struct db *db = open_store();
  int64_t undo;
  WORKS(db_begin(db, &err));
  REFUSED(setting_set(db, &err, "wang", NULL, OPT_LANGUAGE, "zh", &undo), ERR_OPTION_MACHINE);
  REFUSED(setting_set(db, &err, "wang", NULL, OPT_RECEIVE_USUAL, "0", &undo), ERR_OPTION_VALUE);
  REFUSED(setting_set(db, &err, "wang", NULL, OPT_INSTORE_20, "x", &undo), ERR_INSTORE_SETTING);
  WORKS(db_commit(db, &err));
  assert_int_equal(number(db, "SELECT (SELECT count(*) FROM setting) + (SELECT count(*) FROM undo) + (SELECT count(*) FROM audit)"), 0);
  db_close(db);
}

/* Rows a newer program wrote do not lock this one out, and stay. */
static void test_rows_of_a_newer_program(void **state) {
  (void)state;
  struct db *db = open_store();
  write_sql(
      db,
      "INSERT INTO setting VALUES('future.thing', '1'), ('receive.usual', 'a lot'), ('screen.language', 'zh'), ('expiry.warn_days', '7')");
  assert_int_equal(in_force(db, OPT_RECEIVE_USUAL), 99);
  assert_int_equal(in_force(db, OPT_EXPIRY_WARN_DAYS), 7);
  struct config *c = config_new();
  WORKS(setting_load(db, c, &err));
  assert_string_equal(config_text(c, OPT_LANGUAGE), "auto"); /* the machine's, not the store's */
  config_free(c);
  assert_int_equal(number(db, "SELECT count(*) FROM setting"), 4);
  db_close(db);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_set_undone_and_audited, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_changed_and_taken_back, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_refused_values, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_rows_of_a_newer_program, folder_up, folder_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
