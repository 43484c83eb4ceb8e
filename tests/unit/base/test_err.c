/* err: sentences filled from the table, and what every row of the table must be like. */
#include "src/base/base.h"

#include <ctype.h>
#include <errno.h>
#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

static void fills(void **state) {
  (void)state;
  struct err e = {0};
  assert_false(err_set(&e, ERR_BARCODE_CHECK, "row 7", "6901234567893", "2"));
  assert_int_equal(e.code, ERR_BARCODE_CHECK);
  assert_string_equal(e.text, "The check digit of 6901234567893 is wrong: it should be 2.");
  assert_string_equal(e.hint, "Scan again, or correct the digit in the file.");
  assert_string_equal(e.where, "row 7");
  assert_string_equal(err_name(e.code), "barcode_check_digit");
  assert_false(err_set(&e, ERR_DB_FULL, NULL));
  assert_string_equal(e.text, "The disk is full.");
  assert_string_equal(e.where, "");
  assert_false(err_set(&e, ERR_FILE_WRITE, "", "/a/b.csv", "no room"));
  assert_string_equal(err_name(e.code), "file_write");
  assert_string_equal(e.text, "The file /a/b.csv cannot be written: no room.");
}

static void sentences(void **state) {
  (void)state;
  struct buf b = {0};
  text_fill(&b, "{2}, {1}, {1}; {3} {0} {x} {", "a", "{1}");
  assert_string_equal(b.p, "{1}, a, a; ? {0} {x} {"); /* what is put in is not looked at again */
  buf_free(&b);
}

/* A text longer than its field is cut, never in the middle of a character. */
static void long_ones(void **state) {
  (void)state;
  struct err e = {0};
  struct buf name = {0};
  for (int i = 0; i < 600; i++) buf_adds(&name, "店");
  assert_false(err_set(&e, ERR_ZONE, name.p, name.p));
  buf_free(&name);
  assert_true(strlen(e.text) > sizeof e.text - 4 && strlen(e.text) < sizeof e.text);
  assert_true(utf8_valid(e.text, strlen(e.text)));
  assert_true(utf8_valid(e.where, strlen(e.where)));
  assert_true(strlen(e.where) > sizeof e.where - 4);
}

static void every_code(void **state) {
  (void)state;
  assert_string_equal(err_name(ERR_NONE), "none");
  for (int i = 1; i < ERR_COUNT; i++) {
    const char *name = err_name((enum err_code)i);
    assert_true(strlen(name) > 2);
    for (const char *p = name; *p; p++) {
      if (!islower((unsigned char)*p) && !isdigit((unsigned char)*p) && *p != '_') fail_msg("name %s", name);
    }
    for (int k = 0; k < i; k++) {
      if (str_eq(name, err_name((enum err_code)k))) fail_msg("%s stands twice", name);
    }
    struct err e = {0};
    err_set(&e, (enum err_code)i, NULL, "1", "2", "3", "4", "5", "6", "7", "8");
    size_t text = strlen(e.text), hint = strlen(e.hint);
    if (text < 10 || !strchr(".?", e.text[text - 1])) fail_msg("%s: '%s' is no sentence", name, e.text);
    if (hint < 5 || !strchr(".?", e.hint[hint - 1])) fail_msg("%s: '%s' is no sentence", name, e.hint);
    if (strchr(e.text, '{') || strchr(e.hint, '{')) fail_msg("%s: '%s' '%s' is not filled", name, e.text, e.hint);
  }
}

static void why_the_system_refused(void **state) {
  (void)state;
  assert_string_equal(err_errno(ENOENT), "No such file or directory");
  assert_string_equal(err_errno(ELOOP), strerror(ELOOP));
  assert_true(text_language("zh"));
  const char *chinese = err_errno(EACCES), *rare = err_errno(ELOOP);
  assert_true(text_language("en"));
  assert_string_equal(chinese, "没有权限");
  assert_string_equal(rare, strerror(ELOOP));
}

int main(void) {
  if (!text_language("en")) return 1;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(fills),
      cmocka_unit_test(sentences),
      cmocka_unit_test(long_ones),
      cmocka_unit_test(every_code),
      cmocka_unit_test(why_the_system_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
