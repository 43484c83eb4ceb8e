/* out: the same rows as a table, JSON and CSV. Every expected text is written by hand. */
#include "src/report/report.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct out_column columns[] = {
    {"item", OUT_CODE, "Item"},    {"name", OUT_NAME, "Name"}, {"lines", OUT_INT, "Lines"}, {"qty", OUT_NUM, "Quantity"},
    {"expiry", OUT_DAY, "Expiry"}, {"at", OUT_TIME, NULL},     {"open", OUT_BOOL, "Open"},  {"more", OUT_JSON, NULL},
};
enum { ITEM, NAME, LINES, QTY, EXPIRY, AT, OPEN, MORE };

static char *printed(enum out_format format, void (*rows)(struct out *)) {
  char *text = NULL;
  size_t n = 0;
  struct err err = {0};
  FILE *f = open_memstream(&text, &n);
  assert_non_null(f);
  struct out *o = out_new(columns, COUNT(columns), format, f);
  rows(o);
  assert_true(out_end(o, &err));
  fclose(f);
  return text;
}

static void prints(enum out_format format, void (*rows)(struct out *), const char *expected) {
  char *text = printed(format, rows);
  assert_string_equal(text, expected);
  free(text);
}

static void none(struct out *o) {
  (void)o;
}

static void two(struct out *o) {
  out_text(o, ITEM, "00420");
  out_text(o, NAME, "鲜牛奶 \"1L\"");
  out_int(o, LINES, 12);
  out_num(o, QTY, -455, 3);
  out_int(o, EXPIRY, day_from_civil(2026, 12, 1));
  out_int(o, AT, 1795485600000000); /* 2026-11-24T02:00:00Z */
  out_int(o, OPEN, 1);
  out_json(o, MORE, "[1,{\"a\":null}]", 14);
  out_row(o);
  out_text(o, ITEM, "B");
  out_text(o, NAME, "=1+1");
  out_num(o, QTY, 1250, 2);
  out_int(o, EXPIRY, DAY_NONE);
  out_int(o, OPEN, 0);
  out_row(o);
}

static void test_json(void **state) {
  (void)state;
  prints(OUT_AS_JSON, none, "[]\n");
  prints(
      OUT_AS_JSON, two,
      "[{\"item\":\"00420\",\"name\":\"鲜牛奶 \\\"1L\\\"\",\"lines\":12,\"qty\":\"-0.455\",\"expiry\":\"2026-12-01\",\"at\":\"2026-11-24T02:00:00Z\",\"open\":true,"
      "\"more\":[1,{\"a\":null}]},\n"
      "{\"item\":\"B\",\"name\":\"=1+1\",\"lines\":null,\"qty\":\"12.50\",\"expiry\":null,\"at\":null,\"open\":false,\"more\":null}]\n");
}

static void test_csv(void **state) {
  (void)state;
  prints(OUT_AS_CSV, none, "item,name,lines,qty,expiry,at,open\n");
  prints(OUT_AS_CSV, two,
         "item,name,lines,qty,expiry,at,open\n"
         "00420,\"鲜牛奶 \"\"1L\"\"\",12,-0.455,2026-12-01,2026-11-24T02:00:00Z,1\n"
         "B,'=1+1,,12.50,,,0\n");
}

/* Chinese characters are two cells wide: the columns must still stand under each other. */
static void test_people(void **state) {
  (void)state;
  prints(OUT_PEOPLE, none, "There is nothing to show.\n");
  prints(OUT_PEOPLE, two,
         "Item   Name         Lines  Quantity  Expiry      Open\n"
         "00420  鲜牛奶 \"1L\"     12    -0.455  2026-12-01  yes\n"
         "B      =1+1                   12.50              no\n");
}

static void long_name(struct out *o) {
  out_text(o, NAME, "a name of exactly forty-five cells, no less.."); /* 45 */
  out_int(o, LINES, 1);
  out_row(o);
}

static void test_long_names_are_cut_for_people_only(void **state) {
  (void)state;
  char *people = printed(OUT_PEOPLE, long_name), *csv = printed(OUT_AS_CSV, long_name);
  assert_non_null(strstr(people, "a name of exactly forty-five cells, no ~      1\n"));
  assert_non_null(strstr(csv, ",\"a name of exactly forty-five cells, no less..\",1,"));
  free(people);
  free(csv);
}

static char *word_printed(enum out_format format) {
  static const struct out_column word[] = {{"kind", OUT_WORD, "Kind"}};
  char *text = NULL;
  size_t n = 0;
  struct err err = {0};
  FILE *f = open_memstream(&text, &n);
  assert_non_null(f);
  struct out *o = out_new(word, COUNT(word), format, f);
  out_text(o, 0, "receipt");
  out_row(o);
  out_text(o, 0, "Something else");
  out_row(o);
  assert_true(out_end(o, &err));
  fclose(f);
  return text;
}

/* A sentence of the program is translated elsewhere; it is no word of the books. */
static void test_words_are_for_people_in_their_language(void **state) {
  (void)state;
  assert_true(text_language("zh"));
  char *people = word_printed(OUT_PEOPLE), *csv = word_printed(OUT_AS_CSV), *json = word_printed(OUT_AS_JSON);
  const char *missing = out_word("missing"), *sentence = out_word("The disk is full.");
  assert_true(text_language("en"));
  assert_string_equal(people, "种类\n收货单\nSomething else\n");
  assert_string_equal(csv, "kind\nreceipt\nSomething else\n");
  assert_string_equal(json, "[{\"kind\":\"receipt\"},\n{\"kind\":\"Something else\"}]\n");
  assert_string_equal(missing, "未到");
  assert_string_equal(sentence, "The disk is full.");
  assert_string_equal(out_word("receipt"), "receipt");
  assert_string_equal(out_word("not_ordered"), "not ordered");
  assert_string_equal(out_word("not_here"), "not_here");
  free(people);
  free(csv);
  free(json);
}

static void many(struct out *o) {
  for (int i = 0; i < 5000; i++) {
    out_int(o, LINES, i);
    out_row(o);
  }
}

static void test_rows_longer_than_a_chunk(void **state) {
  (void)state;
  char *text = printed(OUT_AS_CSV, many), *at = strchr(text, '\n') + 1;
  assert_true(strlen(text) > 20000);
  for (int i = 0; i < 5000; i++) {
    char line[32];
    int n = snprintf(line, sizeof line, ",,%d,,,,\n", i);
    assert_memory_equal(at, line, (size_t)n);
    at += n;
  }
  assert_string_equal(at, "");
  free(text);
}

static void test_a_full_disk_is_said(void **state) {
  (void)state;
  for (enum out_format format = OUT_PEOPLE; format <= OUT_AS_CSV; format++) {
    struct err err = {0};
    FILE *f = fopen("/dev/full", "w");
    assert_non_null(f);
    struct out *o = out_new(columns, COUNT(columns), format, f);
    two(o);
    assert_false(out_end(o, &err));
    assert_int_equal(err.code, ERR_FILE_WRITE);
    assert_non_null(strstr(err.text, strerror(ENOSPC)));
    fclose(f);
  }
}

/* Item 4, Name 20, In 2, Left 4 and the gaps are 36 cells; Out is 0 and not shown. In 34 the name is cut to 18; it would have to be
 * shorter than names can be to fit 24: there the row goes on in the next line, whole. */
static void test_narrow_terminals(void **state) {
  (void)state;
  static const struct out_column narrow[] = {{"item", OUT_CODE, "Item"},
                                             {"name", OUT_NAME, "Name"},
                                             {"in", OUT_CHANGE, "In"},
                                             {"out", OUT_CHANGE, "Out"},
                                             {"left", OUT_NUM, "Left"}};
  static const struct {
    size_t cells;
    const char *expected;
  } fits[] = {
      {0, "Item  Name                  In  Left\nA1    可口可乐三百三十毫升   5     5\n"},
      {36, "Item  Name                  In  Left\nA1    可口可乐三百三十毫升   5     5\n"},
      {34, "Item  Name                In  Left\nA1    可口可乐三百三十~    5     5\n"},
      {24, "Item\n    Name\n    In  Left\nA1\n    可口可乐三百三十毫升\n     5     5\n"},
  };
  for (size_t i = 0; i < COUNT(fits); i++) {
    char *text = NULL;
    size_t n = 0;
    struct err err = {0};
    FILE *f = open_memstream(&text, &n);
    assert_non_null(f);
    struct out *o = out_new(narrow, COUNT(narrow), OUT_PEOPLE, f);
    out_fit(o, fits[i].cells);
    out_text(o, 0, "A1");
    out_text(o, 1, "可口可乐三百三十毫升");
    for (size_t k = 2; k < 5; k++) out_num(o, k, k == 3 ? 0 : 5, 0);
    out_row(o);
    assert_true(out_end(o, &err));
    fclose(f);
    assert_string_equal(text, fits[i].expected);
    free(text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_json),
      cmocka_unit_test(test_csv),
      cmocka_unit_test(test_people),
      cmocka_unit_test(test_narrow_terminals),
      cmocka_unit_test(test_long_names_are_cut_for_people_only),
      cmocka_unit_test(test_words_are_for_people_in_their_language),
      cmocka_unit_test(test_rows_longer_than_a_chunk),
      cmocka_unit_test(test_a_full_disk_is_said),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
