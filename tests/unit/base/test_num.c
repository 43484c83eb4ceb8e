/* num: reading, writing, multiplying and sharing out exact decimals. */
#include "src/base/base.h"

#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

static uint64_t seed;

static uint64_t dice(void) { /* xorshift64: the same run every time */
  seed ^= seed << 13;
  seed ^= seed >> 7;
  seed ^= seed << 17;
  return seed;
}

static int start(void **state) {
  (void)state;
  seed = 20261124;
  return 0;
}

static void parse_good(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int decimals;
    int64_t value;
  } rows[] = {
      {"0", 0, 0},
      {"3", 0, 3},
      {"3", 3, 3000},
      {"12.50", 2, 1250},
      {"12.5", 2, 1250},
      {"-0.455", 3, -455},
      {"+7", 2, 700},
      {" 8.10\t", 2, 810},
      {"1.500", 1, 15},
      {"1.000", 0, 1},
      {"00012", 0, 12},
      {"１２．５０", 2, 1250},
      {"　－３　", 0, -3},
      {"0.035", 6, 35000},
      {"-0", 2, 0},
      {"100000000000000000", 0, 100000000000000000},
      {"-100000000000000000", 0, -100000000000000000},
      {"0.1000000000000000000000000000", 1, 1},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    int64_t v = -99;
    if (!num_parse(rows[i].text, rows[i].decimals, &v) || v != rows[i].value) fail_msg("'%s' gave %lld", rows[i].text, (long long)v);
  }
}

static void parse_refused(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int decimals;
  } rows[] = {
      {"", 2},
      {" ", 2},
      {"-", 0},
      {"+", 0},
      {".", 2},
      {".5", 2},
      {"5.", 2},
      {"1,5", 2},
      {"1e3", 0},
      {"6.9E+12", 0},
      {"abc", 0},
      {"12a", 0},
      {"1 2", 0},
      {"1.2.3", 3},
      {"--1", 0},
      {"1-", 0},
      {"0x10", 0},
      {"12.505", 2},
      {"0.5", 0},
      {"inf", 0},
      {"nan", 0},
      {"一", 0},
      {"\xff"
       "1",
       0},
      {"1\xc2", 0},
      {"¥5", 2},
      {"100000000000000001", 0},
      {"1000000000000000.01", 2},
      {"99999999999999999999999999999999999999999999999999", 0},
      {"1000000000000000000000000000000000000000000000000000000000000000000000000000000000000", 0},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    int64_t v = -99;
    if (num_parse(rows[i].text, rows[i].decimals, &v)) fail_msg("'%s' was taken as %lld", rows[i].text, (long long)v);
    assert_int_equal(v, -99);
  }
}

static void format_table(void **state) {
  (void)state;
  static const struct {
    int64_t value;
    int decimals;
    const char *text;
  } rows[] = {
      {1250, 2, "12.50"},
      {455, 3, "0.455"},
      {3, 0, "3"},
      {0, 2, "0.00"},
      {-5, 2, "-0.05"},
      {-1250, 2, "-12.50"},
      {7, 4, "0.0007"},
      {INT64_MIN, 0, "-9223372036854775808"},
      {INT64_MIN, 3, "-9223372036854775.808"},
      {INT64_MAX, 18, "9.223372036854775807"},
  };
  char b[32];
  for (size_t i = 0; i < COUNT(rows); i++) assert_string_equal(num_format(b, sizeof b, rows[i].value, rows[i].decimals), rows[i].text);
}

static void format_and_back(void **state) {
  (void)state;
  for (int i = 0; i < 20000; i++) {
    int64_t v = (int64_t)(dice() % 200000000000000001u) - 100000000000000000, back;
    int decimals = (int)(dice() % 7);
    char b[32];
    assert_true(num_parse(num_format(b, sizeof b, v, decimals), decimals, &back));
    assert_int_equal(v, back);
  }
}

static void muldiv_table(void **state) {
  (void)state;
  static const struct {
    int64_t a, b, c, out;
  } rows[] = {
      {10, 3, 4, 8},
      {-10, 3, 4, -8},
      {10, -3, 4, -8},
      {10, 3, -4, -8},
      {-10, -3, -4, -8},
      {1, 1, 2, 1},
      {-1, 1, 2, -1},
      {1, 1, 3, 0},
      {2, 1, 3, 1},
      {0, 5, 7, 0},
      {1250, 455, 1000, 569}, /* 12.50 a kilogram, 0.455 kg: 5.6875 */
      {INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX},
      {INT64_MIN, 1, 1, INT64_MIN},
      {INT64_MIN, INT64_MIN, INT64_MIN, INT64_MIN},
      {INT64_MAX, 1000000, 1000000, INT64_MAX},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    int64_t out = 0;
    assert_true(num_muldiv(rows[i].a, rows[i].b, rows[i].c, &out));
    assert_int_equal(out, rows[i].out);
  }
}

static void muldiv_refused(void **state) {
  (void)state;
  int64_t out = 42;
  assert_false(num_muldiv(1, 1, 0, &out));
  assert_false(num_muldiv(INT64_MAX, 2, 1, &out));
  assert_false(num_muldiv(INT64_MIN, 1, -1, &out));
  assert_false(num_muldiv(INT64_MIN, INT64_MIN, 1, &out));
  assert_int_equal(out, 42);
}

/* |a*b - out*c| * 2 <= |c|, checked in 128 bits: the nearest there is. */
static void muldiv_is_nearest(void **state) {
  (void)state;
  for (int i = 0; i < 50000; i++) {
    int64_t a = (int64_t)dice() >> (dice() % 60), b = (int64_t)dice() >> (dice() % 60), c = (int64_t)dice() >> (dice() % 60), out;
    if (c == 0 || !num_muldiv(a, b, c, &out)) continue;
    __int128 off = (__int128)a * b - (__int128)out * c, by = c;
    if (off < 0) off = -off;
    if (by < 0) by = -by;
    assert_true(off * 2 <= by);
  }
}

static void add_checks(void **state) {
  (void)state;
  int64_t out = 42;
  assert_true(num_add(INT64_MAX - 1, 1, &out));
  assert_int_equal(out, INT64_MAX);
  assert_false(num_add(INT64_MAX, 1, &out));
  assert_false(num_add(INT64_MIN, -1, &out));
  assert_int_equal(out, INT64_MAX);
  assert_int_equal(num_pow10(0), 1);
  assert_int_equal(num_pow10(18), 1000000000000000000);
}

static void spread_table(void **state) {
  (void)state;
  static const struct {
    int64_t total;
    size_t n;
    int64_t weights[4], parts[4];
  } rows[] = {
      {100, 3, {1, 1, 1}, {34, 33, 33}}, /* a tie goes to the first */
      {-100, 3, {1, 1, 1}, {-34, -33, -33}},
      {101, 3, {1, 1, 1}, {34, 34, 33}},
      {7, 2, {0, 0}, {7, 0}},
      {10, 4, {0, 3, 0, 3}, {0, 5, 0, 5}},
      {10, 3, {1, 2, 4}, {1, 3, 6}}, /* 1.43 2.86 5.71: the two largest remainders */
      {1, 3, {5, 6, 5}, {0, 1, 0}},
      {0, 2, {3, 4}, {0, 0}},
      {INT64_MAX, 2, {INT64_MAX, INT64_MAX}, {INT64_MAX / 2 + 1, INT64_MAX / 2}},
      {INT64_MIN, 2, {1, 0}, {INT64_MIN, 0}},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    int64_t parts[4] = {0};
    num_spread(rows[i].total, rows[i].weights, rows[i].n, parts);
    for (size_t k = 0; k < rows[i].n; k++) assert_int_equal(parts[k], rows[i].parts[k]);
  }
  num_spread(5, NULL, 0, NULL);
}

/* Exact sum, nobody off by a unit or more, no weight no part, mirrored for negative totals. */
static void spread_holds(void **state) {
  (void)state;
  for (int round = 0; round < 3000; round++) {
    int64_t weights[40], parts[40], mirrored[40], total = (int64_t)(dice() >> (1 + dice() % 62));
    size_t n = 1 + dice() % COUNT(weights);
    __int128 sum = 0, got = 0;
    for (size_t i = 0; i < n; i++) sum += weights[i] = dice() % 4 ? (int64_t)(dice() >> (1 + dice() % 62)) : 0;
    num_spread(total, weights, n, parts);
    num_spread(-total, weights, n, mirrored);
    for (size_t i = 0; i < n; i++) {
      got += parts[i];
      assert_int_equal(parts[i], -mirrored[i]);
      if (sum == 0) continue;
      if (weights[i] == 0) assert_int_equal(parts[i], 0);
      unsigned __int128 exact = (unsigned __int128)(uint64_t)total * (uint64_t)weights[i];
      uint64_t low = (uint64_t)(exact / (unsigned __int128)sum);
      assert_true((uint64_t)parts[i] == low || (uint64_t)parts[i] == low + 1);
    }
    assert_true(got == total);
  }
}

static void currencies(void **state) {
  (void)state;
  assert_int_equal(num_currency_decimals("CNY"), 2);
  assert_int_equal(num_currency_decimals("EUR"), 2);
  assert_int_equal(num_currency_decimals("KZT"), 2);
  assert_int_equal(num_currency_decimals("ZWL"), 2);
  assert_int_equal(num_currency_decimals("JPY"), 0);
  assert_int_equal(num_currency_decimals("BIF"), 0);
  assert_int_equal(num_currency_decimals("XPF"), 0);
  assert_int_equal(num_currency_decimals("KWD"), 3);
  assert_int_equal(num_currency_decimals("CLF"), 4);
  assert_int_equal(num_currency_decimals("cny"), -1);
  assert_int_equal(num_currency_decimals("RMB"), -1);
  assert_int_equal(num_currency_decimals("NY "), -1);
  assert_int_equal(num_currency_decimals("CNYX"), -1);
  assert_int_equal(num_currency_decimals(""), -1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(parse_good),
      cmocka_unit_test(parse_refused),
      cmocka_unit_test(format_table),
      cmocka_unit_test_setup(format_and_back, start),
      cmocka_unit_test(muldiv_table),
      cmocka_unit_test(muldiv_refused),
      cmocka_unit_test_setup(muldiv_is_nearest, start),
      cmocka_unit_test(add_checks),
      cmocka_unit_test(spread_table),
      cmocka_unit_test_setup(spread_holds, start),
      cmocka_unit_test(currencies),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
