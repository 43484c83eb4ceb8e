/* text: the linked-in translation, found by binary search; nothing but what the .mo holds. */
#include "src/base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int english(void **state) {
  (void)state;
  return text_language("en") ? 0 : -1;
}

static void test_english_is_the_source(void **state) {
  (void)state;
  assert_string_equal(text_language_now(), "en");
  assert_string_equal(_("The disk is full."), "The disk is full.");
}

static void test_chinese_is_looked_up(void **state) {
  (void)state;
  assert_true(text_language("zh"));
  assert_string_equal(text_language_now(), "zh");
  assert_string_equal(_("The disk is full."), "磁盘已满。");
}

static void test_unknown_sentence_stays(void **state) {
  (void)state;
  assert_true(text_language("zh"));
  static const char *const unknown[] = {"\001 before all", "No such sentence is in the program.", "\177 after all"};
  for (size_t i = 0; i < COUNT(unknown); i++) assert_ptr_equal(text_get(unknown[i]), unknown[i]);
}

static void test_empty_is_not_the_header(void **state) {
  (void)state;
  assert_true(text_language("zh"));
  assert_string_equal(text_get(""), "");
}

static void test_unknown_language_changes_nothing(void **state) {
  (void)state;
  assert_true(text_language("zh"));
  assert_false(text_language("fr"));
  assert_false(text_language(""));
  assert_string_equal(text_language_now(), "zh");
}

/* {1} … stand on both sides. That nothing is untranslated is the lint's business. */
static void test_errors_keep_their_arguments(void **state) {
  (void)state;
  static const char *const sentences[] = {
#define CODE(id, name, text, hint) text, hint,
#include "src/base/codes.def"
#undef CODE
  };
  assert_true(text_language("zh"));
  for (size_t i = 0; i < COUNT(sentences); i++) {
    const char *chinese = text_get(sentences[i]);
    if (chinese == sentences[i]) continue;
    for (char place[] = "{1}"; place[1] <= '9'; place[1]++) {
      if (!strstr(sentences[i], place) != !strstr(chinese, place)) fail_msg("%s is not on both sides: %s", place, sentences[i]);
    }
  }
}

/* One message of the .po: English keeps two forms, Chinese one. */
static void test_counts_have_their_forms(void **state) {
  (void)state;
  struct buf b = {0};
  text_count(&b, 1, "{1} line", "{1} lines");
  text_list_count(&b, 0, "{1} piece", "{1} pieces");
  text_count(&b, 1001, " {2}: {1} problem was found.", " {2}: {1} problems were found.", "x");
  assert_string_equal(b.p, "1 line, 0 pieces x: 1001 problems were found.");
  buf_clear(&b);
  assert_true(text_language("zh"));
  text_list_count(&b, 1, "{1} line", "{1} lines");
  text_list_count(&b, 2, "{1} piece", "{1} pieces");
  assert_string_equal(b.p, "1 行、2 件");
  buf_free(&b);
}

static void test_lists_are_parted_as_the_language_does(void **state) {
  (void)state;
  struct buf b = {0};
  text_list(&b, "a");
  text_list_all(&b, "b, c");
  text_list_all(&b, "");
  assert_string_equal(b.p, "a, b, c");
  buf_clear(&b);
  assert_true(text_language("zh"));
  text_list_all(&b, "a, b,c");
  assert_string_equal(b.p, "a、b、c");
  buf_free(&b);
}

static void test_a_text_is_known_in_every_language(void **state) {
  (void)state;
  assert_true(text_means("The disk is full.", "磁盘已满。"));
  assert_true(text_means("The disk is full.", "The disk is full."));
  assert_false(text_means("The disk is full.", "磁盘"));
  assert_string_equal(text_language_now(), "en");
}

static void test_errors_come_in_the_language(void **state) {
  (void)state;
  struct err e = {0};
  assert_true(text_language("zh"));
  assert_false(err_set(&e, ERR_ZONE, NULL, "Mars/Base"));
  assert_string_equal(e.text, "时区 Mars/Base 无法识别。");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(test_english_is_the_source, english),
      cmocka_unit_test_setup(test_chinese_is_looked_up, english),
      cmocka_unit_test_setup(test_unknown_sentence_stays, english),
      cmocka_unit_test_setup(test_empty_is_not_the_header, english),
      cmocka_unit_test_setup(test_unknown_language_changes_nothing, english),
      cmocka_unit_test_setup(test_counts_have_their_forms, english),
      cmocka_unit_test_setup(test_lists_are_parted_as_the_language_does, english),
      cmocka_unit_test_setup(test_a_text_is_known_in_every_language, english),
      cmocka_unit_test_setup(test_errors_keep_their_arguments, english),
      cmocka_unit_test_setup(test_errors_come_in_the_language, english),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
