/* config: the table of settings, typed values, zhanggui.ini read and written. */
#include "config/config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void test_every_default_is_a_value(void **state) {
  (void)state;
  struct config *c = config_new();
  struct err err = {0};
  for (int o = 0; o < OPT_COUNT; o++) {
    enum option found;
    assert_true(option_find(option_name((enum option)o), &found, &err));
    assert_int_equal(found, o);
    if (!option_check((enum option)o, config_text(c, (enum option)o), &err)) fail_msg("%s: %s", option_name((enum option)o), err.text);
    assert_true(strlen(option_info((enum option)o)->text) > 10);
  }
  assert_int_equal(config_int(c, OPT_RECEIVE_USUAL), 99);
  assert_int_equal(config_int(c, OPT_RECEIVE_USUAL_TIMES), 3);
  assert_int_equal(config_int(c, OPT_EXPIRY_WARN_DAYS), 30);
  assert_int_equal(config_amount(c, OPT_APPROVE_REVERSE, 2), 0);
  assert_string_equal(config_text(c, OPT_LANGUAGE), "auto");
  config_free(c);
  enum option o;
  assert_false(option_find("receive.nonsense", &o, &err));
  assert_int_equal(err.code, ERR_OPTION_UNKNOWN);
}

static void takes(enum option o, const char *value, enum err_code wanted) {
  struct config *c = config_new();
  struct err err = {0};
  bool ok = config_set(c, o, value, &err);
  if (ok != (wanted == ERR_NONE) || err.code != wanted) fail_msg("%s = %s: %s", option_name(o), value, err_name(err.code));
  config_free(c);
}

static void test_values_by_type(void **state) {
  (void)state;
  takes(OPT_RECEIVE_USUAL, "1", ERR_NONE);
  takes(OPT_RECEIVE_USUAL, "1000000", ERR_NONE);
  takes(OPT_RECEIVE_USUAL, "0", ERR_OPTION_VALUE);
  takes(OPT_RECEIVE_USUAL, "1000001", ERR_OPTION_VALUE);
  takes(OPT_RECEIVE_USUAL, "1.5", ERR_OPTION_VALUE);
  takes(OPT_RECEIVE_USUAL, "many", ERR_OPTION_VALUE);
  takes(OPT_RECEIVE_USUAL, "", ERR_NONE);
  takes(OPT_APPROVE_REVERSE, "500.00", ERR_NONE);
  takes(OPT_APPROVE_REVERSE, "-1", ERR_OPTION_VALUE);
  takes(OPT_APPROVE_REVERSE, "1e3", ERR_OPTION_VALUE);
  takes(OPT_LANGUAGE, "zh", ERR_NONE);
  takes(OPT_LANGUAGE, "z", ERR_OPTION_VALUE);
  takes(OPT_LANGUAGE, "auto|zh", ERR_OPTION_VALUE);
  takes(OPT_SEAT, "后仓", ERR_NONE);
  takes(OPT_SEAT, "a\"b", ERR_OPTION_VALUE);
  takes(OPT_SEAT, "a\nb", ERR_OPTION_VALUE);
  takes(OPT_SEAT, "\xFF", ERR_OPTION_VALUE);
  takes(OPT_SEAT, "01234567890123456789012345678901234567890", ERR_OPTION_VALUE); /* 41 */
  takes(OPT_SCANNER_PREFIX, "0123456789abcdef", ERR_NONE);
  takes(OPT_SCANNER_PREFIX, "0123456789abcdefg", ERR_OPTION_VALUE);
  takes(OPT_SCANNER_SUFFIX, "none", ERR_NONE);
  takes(OPT_SCANNER_SUFFIX, "enter", ERR_OPTION_VALUE);
  takes(OPT_SCANNER_MEAN, "0", ERR_OPTION_VALUE);
  takes(OPT_SCANNER_LONGEST, "1001", ERR_OPTION_VALUE);
  takes(OPT_INSTORE_22, "5 5 weight 3", ERR_NONE);
  takes(OPT_INSTORE_22, "5 5 wait 3", ERR_INSTORE_SETTING);
}

static void test_scanner(void **state) {
  (void)state;
  struct config *c = config_new();
  struct burst_opts opts;
  struct err err;
  config_burst(c, &opts);
  assert_string_equal(opts.prefix, "");
  assert_true(opts.suffix);
  assert_int_equal(opts.mean, 30000);
  assert_int_equal(opts.longest, 80000);
  assert_int_equal(opts.hold, 40000);
  assert_int_equal(opts.shortest, 6);
  assert_true(config_set(c, OPT_SCANNER_PREFIX, "aim", &err));
  assert_true(config_set(c, OPT_SCANNER_SUFFIX, "none", &err));
  assert_true(config_set(c, OPT_SCANNER_MEAN, "60", &err));
  assert_true(config_set(c, OPT_SCANNER_LONGEST, "150", &err));
  config_burst(c, &opts);
  assert_string_equal(opts.prefix, "aim");
  assert_false(opts.suffix);
  assert_int_equal(opts.mean, 60000);
  assert_int_equal(opts.longest, 150000);
  config_free(c);
}

static void test_typed_values(void **state) {
  (void)state;
  struct config *c = config_new();
  struct err err = {0};
  assert_true(config_set(c, OPT_APPROVE_REVERSE, "500.5", &err));
  assert_int_equal(config_amount(c, OPT_APPROVE_REVERSE, 2), 50050);
  assert_int_equal(config_amount(c, OPT_APPROVE_REVERSE, 0), 500);
  assert_int_equal(config_amount(c, OPT_APPROVE_REVERSE, 3), 500500);
  struct instore table;
  config_instore(c, &table);
  for (size_t i = 0; i < COUNT(table.row); i++) assert_false(table.row[i].on);
  assert_true(config_set(c, OPT_INSTORE_22, "5 5 weight 3", &err));
  config_instore(c, &table);
  assert_true(table.row[2].on);
  assert_int_equal(table.row[2].item_digits, 5);
  assert_int_equal(table.row[2].decimals, 3);
  assert_true(table.row[2].weight);
  assert_false(table.row[3].on);
  assert_true(config_set(c, OPT_INSTORE_22, "", &err));
  config_instore(c, &table);
  assert_false(table.row[2].on);
  config_free(c);
}

static enum err_code parsed(const char *text) {
  struct err err = {0};
  struct config *c = config_parse(text, strlen(text), "z.ini", &err);
  assert_true(!c == (err.code != ERR_NONE));
  config_free(c);
  return err.code;
}

static void test_file_is_checked(void **state) {
  (void)state;
  assert_int_equal(parsed(""), ERR_NONE);
  assert_int_equal(parsed("[screen]\nlanguage = zh\n"), ERR_NONE);
  assert_int_equal(parsed("[screen]\nlanguage = zh\nlanguage = en\n"), ERR_INI_DOUBLE);
  assert_int_equal(parsed("[screen]\nlanguage\n"), ERR_INI_LINE);
  assert_int_equal(parsed("[screen]\nlanguage = fr\n"), ERR_OPTION_VALUE);
  assert_int_equal(parsed("[screen]\ncolour = red\n"), ERR_OPTION_UNKNOWN);
  assert_int_equal(parsed("[receive]\nusual = 5\n"), ERR_OPTION_PLACE);
}

static void test_written_and_read_again(void **state) {
  (void)state;
  char folder[300];
  const char *tmp = getenv("TMPDIR");
  snprintf(folder, sizeof folder, "%s/zg-config-XXXXXX", tmp ? tmp : "/tmp");
  assert_non_null(mkdtemp(folder));
  char *path = xprintf("%s/z.ini", folder);
  struct err err = {0};
  assert_null(config_load(path, &err));
  assert_int_equal(err.code, ERR_FILE_READ);
  struct config *c = config_new();
  assert_true(config_set(c, OPT_DATABASE, "/srv/店铺 ; no#1/store.db", &err));
  assert_true(config_set(c, OPT_LANGUAGE, "en", &err));
  assert_true(config_save(c, path, &err));
  struct config *again = config_load(path, &err);
  if (!again) fail_msg("%s", err.text);
  for (int o = 0; o < OPT_COUNT; o++) assert_string_equal(config_text(again, (enum option)o), config_text(c, (enum option)o));
  char *database = config_database(again);
  assert_string_equal(database, "/srv/店铺 ; no#1/store.db");
  free(database);
  config_free(again);

  assert_int_equal(setenv("XDG_DATA_HOME", "/data", 1), 0);
  again = config_new();
  database = config_database(again);
  assert_string_equal(database, "/data/zhanggui/store.db");
  free(database);
  config_free(again);
  assert_int_equal(setenv("XDG_CONFIG_HOME", folder, 1), 0);
  again = config_load(NULL, &err); /* none there: defaults */
  assert_non_null(again);
  config_free(again);

  char *nowhere = xprintf("%s/no/z.ini", folder);
  assert_false(config_save(c, nowhere, &err));
  assert_int_equal(err.code, ERR_FILE_WRITE);
  free(nowhere);
  config_free(c);
  assert_int_equal(unlink(path), 0);
  assert_int_equal(rmdir(folder), 0); /* nothing else was left there */
  free(path);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_every_default_is_a_value),
      cmocka_unit_test(test_values_by_type),
      cmocka_unit_test(test_typed_values),
      cmocka_unit_test(test_scanner),
      cmocka_unit_test(test_file_is_checked),
      cmocka_unit_test(test_written_and_read_again),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
