/* gtin: check digits, look-up keys, UPC-E, and what a catalogue may hold. Values from the GS1 General Specifications or worked by hand. */
#include "src/code/code.h"

#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

static void check_digits(void **state) {
  (void)state;
  static const char *const good[] = {
      "95012346",       /* GTIN-8 */
      "614141007349",   /* GTIN-12 */
      "9501101531000",  /* GTIN-13 */
      "6901234567892",  /* 6+0+2+4+6+8 = 26, 3 × (9+1+3+5+7+9) = 102: 128, so 2 */
      "10614141543219", /* GTIN-14 */
      "00000000",
  };
  for (size_t i = 0; i < COUNT(good); i++) {
    size_t n = strlen(good[i]);
    assert_true(gtin_valid(good[i], n));
    assert_int_equal(gtin_check_digit(good[i], n - 1), good[i][n - 1]);
  }
  assert_int_equal(gtin_check_digit("37610425002123456", 17), '9'); /* GS1's own worked example */
  assert_false(gtin_valid("6901234567891", 13));
  assert_false(gtin_valid("690123456789", 12));
  assert_false(gtin_valid("376104250021234569", 18));
  assert_false(gtin_valid("0", 1));
  assert_false(gtin_valid("", 0));
  assert_false(gtin_valid("690123456789X", 13));
}

/* Every number with its check digit is valid, and no change of a single digit is. */
static void check_digit_round_trip(void **state) {
  (void)state;
  static const size_t lengths[] = {8, 12, 13, 14};
  uint64_t seed = 20261124;
  for (size_t round = 0; round < 2000; round++) {
    size_t n = lengths[round % 4];
    char s[15] = "";
    for (size_t i = 0; i + 1 < n; i++) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      s[i] = (char)('0' + (seed >> 33) % 10);
    }
    s[n - 1] = gtin_check_digit(s, n - 1);
    assert_true(gtin_valid(s, n));
    for (size_t i = 0; i < n; i++) {
      char was = s[i];
      s[i] = was == '9' ? '0' : (char)(was + 1);
      assert_false(gtin_valid(s, n));
      s[i] = was;
    }
  }
}

static void keys(void **state) {
  (void)state;
  static const struct {
    const char *text, *key;
  } rows[] = {
      {"6901234567892", "06901234567892"},
      {"614141007349", "00614141007349"},
      {"0614141007349", "00614141007349"},
      {"00614141007349", "00614141007349"},
      {"95012346", "00000095012346"},
      {"0000095012346", "00000095012346"},
      {"  ６９０１２３４５６７８９２　", "06901234567892"},
      {"04252614", "00042100005264"}, /* UPC-E, not valid as EAN-8 */
      {"01234565", "00000001234565"}, /* valid both ways: EAN-8 wins */
      {"6901234567891", "6901234567891"},
      {"ＡＢ-12", "AB-12"},
      {"1234", "1234"},
      {"", ""},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    char key[CODE_TEXT];
    code_key(key, rows[i].text);
    assert_string_equal(key, rows[i].key);
  }
  char fourteen[15];
  assert_true(gtin_key(fourteen, "95012346"));
  assert_string_equal(fourteen, "00000095012346");
  assert_false(gtin_key(fourteen, "95012345"));
}

static void long_key_is_cut(void **state) {
  (void)state;
  char text[300], key[CODE_TEXT];
  memset(text, 'A', sizeof text);
  text[sizeof text - 1] = 0;
  code_key(key, text);
  assert_int_equal(strlen(key), CODE_TEXT - 1);
}

static void upce(void **state) {
  (void)state;
  static const struct {
    const char *upce, *upca;
  } rows[] = {
      {"06543217", "065100004327"},                               /* last of six 1: 65 1 0000 432 */
      {"04252614", "042100005264"}, {"01234531", "012300000451"}, /* 3: 123 00000 45 */
      {"01234543", "012340000053"},                               /* 4: 1234 00000 5 */
      {"01234565", "012345000065"},                               /* 5…9: 12345 0000 6 */
  };
  char upca[13];
  for (size_t i = 0; i < COUNT(rows); i++) {
    assert_true(upce_expand(rows[i].upce, upca));
    assert_string_equal(upca, rows[i].upca);
  }
  assert_false(upce_expand("06543218", upca)); /* wrong check digit */
  assert_false(upce_expand("26543217", upca)); /* no such number system */
  assert_false(upce_expand("0654321", upca));
  assert_false(upce_expand("0654321A", upca));
}

static void catalogue(void **state) {
  (void)state;
  static const struct {
    const char *text;
    bool store_codes;
    enum err_code code;
  } rows[] = {
      {"6901234567892", false, ERR_NONE},
      {"６９０１２３４５６７８９２", false, ERR_NONE},
      {"6901234567890", false, ERR_BARCODE_CHECK},
      {"6901234567890", true, ERR_BARCODE_CHECK},
      {"614141007340", true, ERR_BARCODE_CHECK},
      {"10614141543210", true, ERR_BARCODE_CHECK},
      {"95012346", false, ERR_NONE},
      {"95012340", false, ERR_BARCODE_CHECK},
      {"95012340", true, ERR_NONE},
      {"04252614", false, ERR_NONE}, /* UPC-E */
      {"6.92E+12", true, ERR_BARCODE_SCIENTIFIC},
      {"6.92e12", true, ERR_BARCODE_SCIENTIFIC},
      {"6,92E+12", false, ERR_BARCODE_SCIENTIFIC},
      {"7E+12", false, ERR_BARCODE_SCIENTIFIC},
      {"12E5", false, ERR_NONE}, /* a code of the store */
      {"E5", false, ERR_NONE},
      {"00242", false, ERR_NONE},
      {"ABC-1./+", false, ERR_NONE},
      {"123456789012345678", false, ERR_NONE},
      {"690 1234567892", false, ERR_BARCODE_FORM},
      {"AB_C", false, ERR_BARCODE_FORM},
      {"苹果", false, ERR_BARCODE_FORM},
      {"A\x1D"
       "B",
       false, ERR_BARCODE_FORM},
      {"\xFF\xFE", false, ERR_BARCODE_FORM},
      {"", false, ERR_BARCODE_FORM},
      {"   ", false, ERR_BARCODE_FORM},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    struct err e = {0};
    bool fine = code_catalogue_check(rows[i].text, rows[i].store_codes, &e);
    if (fine != (rows[i].code == ERR_NONE) || e.code != rows[i].code) fail_msg("'%s' gave %s", rows[i].text, err_name(e.code));
  }
  struct err e = {0};
  assert_false(code_catalogue_check("6901234567890", false, &e));
  assert_non_null(strstr(e.text, "6901234567890"));
  assert_non_null(strstr(e.text, "should be 2"));
  char text[CODE_TEXT + 1];
  memset(text, 'A', CODE_TEXT);
  text[CODE_TEXT] = 0;
  assert_false(code_catalogue_check(text, false, &e));
  assert_int_equal(e.code, ERR_BARCODE_FORM);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(check_digits), cmocka_unit_test(check_digit_round_trip),
      cmocka_unit_test(keys),         cmocka_unit_test(long_key_is_cut),
      cmocka_unit_test(upce),         cmocka_unit_test(catalogue),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
