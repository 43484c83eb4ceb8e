/* instore: prefixes by the store's table, GS1's price check digit (7.9.2–7.9.4), weight and price in the number. */
#include "src/code/internal.h"

#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

static struct instore table;

static void set(const char *prefix, const char *value) {
  struct err e;
  assert_true(instore_parse(&table, prefix, value, &e));
}

static struct code scan(const char *s) {
  struct code c;
  code_read(&c, s, strlen(s), &table, day_from_civil(2026, 11, 24));
  return c;
}

static int start(void **state) {
  (void)state;
  table = (struct instore){0};
  return 0;
}

static void price_digits(void **state) {
  (void)state;
  assert_int_equal(price_check_digit("2875", 4), '9');  /* 4+5+1+3 = 13, × 3 = 39 */
  assert_int_equal(price_check_digit("14685", 5), '6'); /* 5+8+7+4+9 = 33; 7 to 40; 5- of 6 is 27: 7 */
  assert_int_equal(price_check_digit("0000", 4), '0');
  assert_int_equal(price_check_digit("00000", 5), '0');
  assert_int_equal(price_check_digit("1000", 4), '6');  /* 2 × 3 */
  assert_int_equal(price_check_digit("0009", 4), '3');  /* 5- of 9: 5 - 4 = 1, × 3 */
  assert_int_equal(price_check_digit("90000", 5), '9'); /* 5+ of 9 is 4 + 5 = 9; 1 to 10; 5- of 9 is 5 - 4 = 1 */
}

static void settings(void **state) {
  (void)state;
  static const char *const bad[][2] = {
      {"19", "5 5 weight 3"},  {"30", "5 5 weight 3"},         {"2", "5 5 weight 3"},       {"200", "5 5 weight 3"},
      {"", "5 5 weight 3"},    {"20", "5 5 weight"},           {"20", "5 4 weight 3"},      {"20", "5 5 weight 3 verifier"},
      {"20", "5 5 mass 3"},    {"20", "x 5 price 2"},          {"20", "5 5 price 6"},       {"20", "5 5 price -1"},
      {"20", "0 10 price 2"},  {"20", "6 3 price 2 verifier"}, {"20", "5 4 price 2 check"}, {"20", "5 5 price 2 verifier more"},
      {"20", "5 5 price 2.5"},
  };
  for (size_t i = 0; i < COUNT(bad); i++) {
    struct err e = {0};
    struct instore before = table;
    if (instore_parse(&table, bad[i][0], bad[i][1], &e)) fail_msg("%s = %s was taken", bad[i][0], bad[i][1]);
    assert_int_equal(e.code, ERR_INSTORE_SETTING);
    assert_memory_equal(&before, &table, sizeof table);
  }
  set("22", "  5 5\tweight 3 ");
  assert_true(table.row[2].on && table.row[2].weight && !table.row[2].verifier);
  assert_int_equal(table.row[2].item_digits, 5);
  assert_int_equal(table.row[2].value_digits, 5);
  assert_int_equal(table.row[2].decimals, 3);
  set("22", "");
  assert_false(table.row[2].on);
  set("02", "5 4 price 2 verifier");
  assert_true(table.row[INSTORE_UPC].on && table.row[INSTORE_UPC].verifier && !table.row[INSTORE_UPC].weight);
}

static void weight(void **state) {
  (void)state;
  set("22", "5 5 weight 3");
  struct code c = scan("2200242012504"); /* 00242, 01250: 1.250 kg */
  assert_int_equal(c.kind, CODE_INSTORE);
  assert_string_equal(c.item_part, "00242");
  assert_string_equal(c.key, "00242");
  assert_string_equal(c.gtin, "02200242012504");
  assert_true(c.has_weight);
  assert_int_equal(c.weight, 1250);
  assert_int_equal(c.weight_decimals, 3);
  assert_false(c.has_price);
  assert_string_equal(c.problem, "");
}

static void price(void **state) {
  (void)state;
  set("21", "5 5 price 2");
  struct code c = scan("]E02100123004508");
  assert_int_equal(c.kind, CODE_INSTORE);
  assert_string_equal(c.item_part, "00123");
  assert_true(c.has_price);
  assert_int_equal(c.price, 450);
  assert_int_equal(c.price_decimals, 2);
  assert_false(c.has_weight);
}

static void zero_is_a_problem(void **state) {
  (void)state;
  set("22", "5 5 weight 3");
  struct code c = scan("2200242000006");
  assert_int_equal(c.kind, CODE_INSTORE);
  assert_string_equal(c.key, "00242");
  assert_false(c.has_weight);
  assert_int_equal(c.problem_code, ERR_INSTORE_ZERO);
}

static void verifier(void **state) {
  (void)state;
  set("23", "5 4 price 2 verifier"); /* 23 12345 9 2875 */
  struct code c = scan("2312345928757");
  assert_string_equal(c.item_part, "12345");
  assert_int_equal(c.price, 2875);
  assert_string_equal(c.problem, "");
  set("24", "4 5 weight 3 verifier"); /* 24 1234 6 14685 */
  c = scan("2412346146850");
  assert_string_equal(c.item_part, "1234");
  assert_int_equal(c.weight, 14685);
  assert_string_equal(c.problem, "");
  char wrong[] = "231234582875?"; /* 8 where 9 should be */
  wrong[12] = gtin_check_digit(wrong, 12);
  c = scan(wrong);
  assert_int_equal(c.kind, CODE_INSTORE);
  assert_int_equal(c.problem_code, ERR_INSTORE_VERIFIER);
  assert_non_null(strstr(c.problem, "should be 9"));
  assert_false(c.has_price);
}

static void upc_with_two(void **state) {
  (void)state;
  char upc[] = "21234501250?"; /* UPC-A 2 12345 01250 c, as EAN-13 02 12345 01250 c */
  upc[11] = gtin_check_digit(upc, 11);
  struct code c = scan(upc);
  assert_int_equal(c.kind, CODE_GTIN); /* 02 is not set; 20 and 21 would not count */
  set("21", "5 5 price 2");
  c = scan(upc);
  assert_int_equal(c.kind, CODE_GTIN);
  set("02", "5 5 price 2");
  c = scan(upc);
  assert_int_equal(c.kind, CODE_INSTORE);
  assert_string_equal(c.item_part, "12345");
  assert_int_equal(c.price, 1250);
}

static void unset_prefix_is_a_gtin(void **state) {
  (void)state;
  struct code c = scan("2200242012504");
  assert_int_equal(c.kind, CODE_GTIN);
  assert_string_equal(c.key, "02200242012504");
  assert_string_equal(c.item_part, "");
  assert_string_equal(c.problem, "");
}

static void wrong_check_digit_carries_nothing(void **state) {
  (void)state;
  set("22", "5 5 weight 3");
  struct code c = scan("2200242012505");
  assert_int_equal(c.kind, CODE_UNKNOWN);
  assert_int_equal(c.problem_code, ERR_BARCODE_CHECK);
  assert_false(c.has_weight);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(price_digits),
      cmocka_unit_test_setup(settings, start),
      cmocka_unit_test_setup(weight, start),
      cmocka_unit_test_setup(price, start),
      cmocka_unit_test_setup(zero_is_a_problem, start),
      cmocka_unit_test_setup(verifier, start),
      cmocka_unit_test_setup(upc_with_two, start),
      cmocka_unit_test_setup(unset_prefix_is_a_gtin, start),
      cmocka_unit_test_setup(wrong_check_digit_carries_nothing, start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
