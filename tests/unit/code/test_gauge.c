/* gauge: what is measured of a scanner, and the settings that come of it. Times are made by hand. */
#include "src/code/code.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { MS = 1000 };

/* A code with the same pause between its characters; the end comes 5 ms later. Returns when. */
static int64_t typed(struct gauge *g, const char *code, int64_t at, int64_t pause, char end) {
  for (const char *p = code; *p; p++, at += pause) gauge_key(g, (unsigned char)*p, at);
  at += 5 * MS - pause;
  if (end) gauge_key(g, (unsigned char)end, at);
  return at;
}

static void test_quick_gun(void **state) {
  (void)state;
  struct gauge g = {0};
  assert_false(gauge_typing(&g));
  int64_t at = typed(&g, "6901234567892", 0, 4 * MS, '\r');
  assert_false(gauge_typing(&g));
  assert_string_equal(g.code, "6901234567892");
  assert_int_equal(g.scans, 1);
  assert_int_equal(g.now_mean, 4 * MS);
  assert_int_equal(g.now_longest, 4 * MS);
  assert_true(g.suffix);
  assert_string_equal(g.prefix, "");
  assert_int_equal(gauge_mean_ms(&g), 30); /* the usual is never narrowed */
  assert_int_equal(gauge_longest_ms(&g), 80);
  gauge_key(&g, '\r', at + MS); /* a second line end is no scan */
  assert_int_equal(g.scans, 1);
  assert_string_equal(g.code, "6901234567892");
}

/* 50 ms apart on average, one pause of 90 ms: half as much again, 75 and 135. The slowest scan counts, whenever it was. */
static void test_slow_gun(void **state) {
  (void)state;
  struct gauge g = {0};
  const int64_t at[] = {0, 40, 80, 170, 200}; /* 200 / 4 = 50 */
  for (size_t i = 0; i < COUNT(at); i++) gauge_key(&g, '1' + (uint32_t)i, at[i] * MS);
  gauge_key(&g, '\t', 210 * MS);
  assert_int_equal(g.now_mean, 50 * MS);
  assert_int_equal(g.now_longest, 90 * MS);
  typed(&g, "6901234567892", 5000 * MS, 4 * MS, '\r');
  assert_int_equal(g.scans, 2);
  assert_int_equal(g.now_mean, 4 * MS);
  assert_int_equal(gauge_mean_ms(&g), 75);
  assert_int_equal(gauge_longest_ms(&g), 135);
}

static void test_prefixes(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"]E06901234567892", "aim"}, {"~6901234567892", "~"}, {"*#6901234567892", "*#"}, {"ABC-123", ""}, {"]12345", "]"}, {"####", ""}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct gauge g = {0};
    typed(&g, cases[i][0], 0, 2 * MS, '\r');
    assert_string_equal(g.prefix, cases[i][1]);
  }
  struct gauge g = {0};
  typed(&g, "]E06901234567892", 0, 2 * MS, '\r');
  typed(&g, "6901234567892", 1000 * MS, 2 * MS, '\r');
  assert_string_equal(g.prefix, ""); /* one had none: nothing frames all */
}

static void test_without_suffix(void **state) {
  (void)state;
  struct gauge g = {0};
  int64_t last = typed(&g, "6901234567892", 0, 4 * MS, 0) - 5 * MS;
  assert_true(gauge_typing(&g));
  assert_false(gauge_silence(&g, last + 599 * MS));
  assert_true(gauge_silence(&g, last + 600 * MS));
  assert_int_equal(g.scans, 1);
  assert_false(g.suffix);
  assert_false(gauge_silence(&g, last + 2000 * MS));
  typed(&g, "6901234567892", 9000 * MS, 4 * MS, '\r');
  assert_false(g.suffix); /* not every one has it */
}

/* What a hand types is shown and spoils nothing. */
static void test_by_hand(void **state) {
  (void)state;
  struct gauge g = {0};
  typed(&g, "69012345", 0, 150 * MS, '\r');
  assert_true(g.hand);
  assert_int_equal(g.now_mean, 150 * MS);
  assert_int_equal(g.scans, 0);
  typed(&g, "123", 9000 * MS, 2 * MS, '\r');
  assert_true(g.hand); /* too short */
  assert_int_equal(g.scans, 0);
  typed(&g, "1234", 19000 * MS, 2 * MS, '\r');
  assert_false(g.hand);
  assert_int_equal(g.scans, 1);
  assert_int_equal(gauge_mean_ms(&g), 30);
}

/* Any length and any character: the code is cut, never the memory. */
static void test_long_and_odd(void **state) {
  (void)state;
  struct gauge g = {0};
  for (int64_t i = 0; i < 5000; i++) gauge_key(&g, i == 0 ? 0x996E : 'x', i);
  gauge_key(&g, '\r', 5000);
  assert_int_equal(strlen(g.code), sizeof g.code - 1);
  assert_int_equal(g.code[0], '?');
  assert_int_equal(g.scans, 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_quick_gun),      cmocka_unit_test(test_slow_gun), cmocka_unit_test(test_prefixes),
      cmocka_unit_test(test_without_suffix), cmocka_unit_test(test_by_hand),  cmocka_unit_test(test_long_and_odd),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
