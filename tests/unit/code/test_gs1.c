/* gs1: every application identifier with made data, every check with bad data, separators spelt otherwise or missing, pairings, fields. */
#include "src/code/internal.h"

#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

static const struct instore none;
static int32_t today;

static int start(void **state) {
  (void)state;
  today = day_from_civil(2026, 11, 24);
  return 0;
}

static struct code scan(const char *s) {
  struct code c;
  code_read(&c, s, strlen(s), &none, today);
  return c;
}

/* Behind the symbology of GS1-128. */
static struct code scan_gs1(const char *elements) {
  struct buf b = {0};
  buf_printf(&b, "]C1%s", elements);
  struct code c = scan(b.p);
  buf_free(&b);
  return c;
}

/* What passes each check, for made data. Checks without a row take any digits or letters. */
static const struct {
  const char *check, *good;
} made[] = {
    {"yymmd0", "261100"},
    {"yymmdd", "240229"},
    {"yyyymmdd", "19991231"},
    {"hhmi", "2359"},
    {"hh", "23"},
    {"mi", "59"},
    {"ss", "59"},
    {"yesno", "1"},
    {"winding", "9"},
    {"zero", "0"},
    {"hyphen", "-"},
    {"iso5218", "2"},
    {"iso3166alpha2", "CN"},
    {"mediatype", "80"},
    {"pieceoftotal", "0203"},
    {"posinseqslash", "1/2"},
    {"latitude", "1800000000"},
    {"longitude", "3600000000"},
    {"iban", "GB82WEST12345698765432"},
    {"csumalpha", "1987654Ad4X4bL5ttr2310c2K"},
    {"pcenc", "A%20b"},
    {"couponcode", "110037"},
    {"couponposoffer", "10"},
};

static bool has_check(const char *list, const char *check) {
  for (size_t n = strlen(check); *list && *list != ' '; list += strcspn(list, ", "), list += *list == ',' ? 1 : 0)
    if (strncmp(list, check, n) == 0 && strchr(", ", list[n])) return true;
  return false;
}

static void made_value(struct buf *out, const struct ai_row *row, bool longest) {
  struct ai_part part;
  buf_adds(out, "");
  for (const char *spec = row->spec; ai_part_next(&spec, &part);) {
    if (part.optional && !longest) continue;
    size_t begin = out->n, n = part.variable && !longest ? (has_check(part.checks, "gcppos1") ? 4 : 1) : part.length;
    size_t i = 0;
    while (i < COUNT(made) && !has_check(part.checks, made[i].check)) i++;
    if (i < COUNT(made)) {
      buf_adds(out, made[i].good);
      continue;
    }
    const char *from = part.set == 'N' ? "123456789" : "1234A-";
    while (out->n - begin < n) buf_addc(out, from[(out->n - begin) % strlen(from)]);
    if (has_check(part.checks, "hasnondigit")) out->p[out->n - 1] = 'A';
    if (has_check(part.checks, "csum")) out->p[out->n - 1] = gtin_check_digit(out->p + begin, n - 1);
  }
}

static void try_ai(const struct ai_row *row, const char *ai, bool longest) {
  struct buf value = {0}, text = {0};
  made_value(&value, row, longest);
  buf_printf(&text, "]C1%s%s\03591END", ai, value.p);
  struct code c = scan(text.p);
  if (c.ais != 2 || !str_eq(c.ai[0].ai, ai) || !str_eq(c.ai[0].value, value.p) || !str_eq(c.ai[1].value, "END"))
    fail_msg("%s %s gave %s %s, %s", ai, value.p, c.ai[0].ai, c.ai[0].value, c.problem);
  if (c.problem_code != ERR_NONE && c.problem_code != ERR_BARCODE_NEEDS) fail_msg("%s %s: %s", ai, value.p, c.problem);
  buf_free(&value);
  buf_free(&text);
}

/* Each AI, the last of its range too, as short and as long as it may be. */
static void every_ai_is_read(void **state) {
  (void)state;
  size_t count;
  const struct ai_row *table = ai_table(&count);
  assert_true(count > 200);
  for (size_t i = 0; i < count; i++) {
    if (str_eq(table[i].ai, "91")) continue; /* it ends the others, and may not stand twice */
    for (int longest = 0; longest < 2; longest++) {
      try_ai(&table[i], table[i].ai, longest);
      if (table[i].to) try_ai(&table[i], table[i].to, longest);
    }
  }
}

/* One character less or a foreign one is told, and nothing of it is used. */
static void every_ai_is_checked(void **state) {
  (void)state;
  size_t count;
  const struct ai_row *table = ai_table(&count);
  for (size_t i = 0; i < count; i++) {
    struct buf value = {0}, text = {0};
    made_value(&value, &table[i], false);
    buf_printf(&text, "]C1%s%.*s", table[i].ai, (int)value.n - 1, value.p);
    struct code c = scan(text.p);
    bool may_be_shorter = strstr(table[i].spec, "..") != NULL && value.n > 1;
    if (!may_be_shorter && c.problem_code != ERR_BARCODE_AI_DATA) fail_msg("%s: '%s'", text.p, c.problem);
    buf_clear(&text);
    value.p[value.n - 1] = '#';
    if (*table[i].spec != 'Y') {
      buf_printf(&text, "]C1%s%s", table[i].ai, value.p);
      c = scan(text.p);
      if (c.problem_code != ERR_BARCODE_AI_DATA) fail_msg("%s: '%s'", text.p, c.problem);
      assert_int_equal(c.ais, 0);
    }
    buf_free(&value);
    buf_free(&text);
  }
}

static void ais_are_found(void **state) {
  (void)state;
  static const struct {
    const char *text, *first;
    size_t length;
  } rows[] = {
      {"0106901234567892", "01", 2},
      {"3102000455", "3100", 4},
      {"3105", "3100", 4},
      {"37", "37", 2},
      {"2351", "235", 3},
      {"9912", "91", 2},
      {"90", "90", 2},
      {"8006", "8006", 4},
      {"4210", "421", 3},
  };
  size_t length;
  for (size_t i = 0; i < COUNT(rows); i++) {
    const struct ai_row *row = ai_find(rows[i].text, strlen(rows[i].text), &length);
    assert_non_null(row);
    assert_string_equal(row->ai, rows[i].first);
    assert_int_equal(length, rows[i].length);
  }
  static const char *const unknown[] = {"04", "3106", "23", "310", "AB", "0", "", "1", "89", "5"};
  for (size_t i = 0; i < COUNT(unknown); i++) assert_null(ai_find(unknown[i], strlen(unknown[i]), &length));
}

/* Bad data for every check the table names: a misspelt name in ai.def or a check that lets all through would show here. */
static const struct {
  const char *check, *text;
  enum err_code code;
} bad[] = {
    {"csum", "0106901234567890", ERR_BARCODE_CHECK},
    {"csum", "4106901234567890", ERR_BARCODE_CHECK},
    {"csum", "2536901234567890X", ERR_BARCODE_CHECK},
    {"gcppos1", "800412A4", ERR_BARCODE_AI_VALUE},
    {"gcppos2", "", ERR_NONE}, /* its digits are given by the set */
    {"csumalpha", "80131987654Ad4X4bL5ttr2310c2L", ERR_BARCODE_AI_VALUE},
    {"csumalpha", "80131987654Ad4X4bL5ttr2311c2K", ERR_BARCODE_AI_VALUE},
    {"yymmd0", "17261301", ERR_BARCODE_DATE},
    {"yymmd0", "17260231", ERR_BARCODE_DATE},
    {"yymmd0", "17250229", ERR_BARCODE_DATE},
    {"yymmd0", "17260001", ERR_BARCODE_DATE},
    {"yymmdd", "70032611001200", ERR_BARCODE_DATE},
    {"yymmdd", "7006261131", ERR_BARCODE_DATE},
    {"yyyymmdd", "725020250229", ERR_BARCODE_DATE},
    {"hhmi", "70032611242400", ERR_BARCODE_DATE},
    {"hhmi", "70032611242360", ERR_BARCODE_DATE},
    {"hh", "800826112424", ERR_BARCODE_DATE},
    {"mi", "80082611242360", ERR_BARCODE_DATE},
    {"ss", "8008261124235960", ERR_BARCODE_DATE},
    {"zero", "800316901234567892", ERR_BARCODE_AI_VALUE},
    {"nonzero", "800100000000100111", ERR_BARCODE_AI_VALUE},
    {"nozeroprefix", "8011012", ERR_BARCODE_AI_VALUE},
    {"hasnondigit", "8014123456789012", ERR_BARCODE_AI_VALUE},
    {"hyphen", "4330000100X", ERR_BARCODE_AI_VALUE},
    {"yesno", "43212", ERR_BARCODE_AI_VALUE},
    {"winding", "800100010000100121", ERR_BARCODE_AI_VALUE},
    {"iso3166", "422000", ERR_BARCODE_AI_VALUE},
    {"iso3166999", "7030000A", ERR_BARCODE_AI_VALUE},
    {"iso3166alpha2", "4307cn", ERR_BARCODE_AI_VALUE},
    {"iso4217", "39320001250", ERR_BARCODE_AI_VALUE},
    {"iso5218", "72523", ERR_BARCODE_AI_VALUE},
    {"packagetype", "7041p", ERR_BARCODE_AI_VALUE},
    {"importeridx", "70401AB/", ERR_BARCODE_AI_VALUE},
    {"mediatype", "724111", ERR_BARCODE_AI_VALUE},
    {"mediatype", "724100", ERR_BARCODE_AI_VALUE},
    {"pieceoftotal", "8006069012345678920302", ERR_BARCODE_AI_VALUE},
    {"pieceoftotal", "8006069012345678920002", ERR_BARCODE_AI_VALUE},
    {"posinseqslash", "72582/1", ERR_BARCODE_AI_VALUE},
    {"latitude", "430918000000010000000000", ERR_BARCODE_AI_VALUE},
    {"longitude", "430900000000003600000001", ERR_BARCODE_AI_VALUE},
    {"pcenc", "4300A%2", ERR_BARCODE_AI_VALUE},
    {"pcenc", "4300A%2x", ERR_BARCODE_AI_VALUE},
    {"iban", "8007GB82WEST12345698765433", ERR_BARCODE_AI_VALUE},
    {"iban", "8007GB82", ERR_BARCODE_AI_VALUE},
    {"couponcode", "811012A", ERR_BARCODE_AI_VALUE},
    {"couponposoffer", "811212A", ERR_BARCODE_AI_VALUE},
};

static void every_check_refuses(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(bad); i++) {
    if (!*bad[i].text) continue;
    struct code c = scan_gs1(bad[i].text);
    if (c.problem_code != bad[i].code || c.ais != 1) fail_msg("%s: '%s'", bad[i].text, c.problem);
    assert_string_equal(c.gtin, "");
    assert_true(c.expiry == INT32_MIN && c.produced == INT32_MIN);
  }
  size_t count;
  const struct ai_row *table = ai_table(&count);
  for (size_t row = 0; row < count; row++) {
    struct ai_part part;
    for (const char *spec = table[row].spec; ai_part_next(&spec, &part);)
      for (const char *p = part.checks; *p && *p != ' '; p += p[strcspn(p, ", ")] == ',' ? strcspn(p, ", ") + 1 : strcspn(p, ", ")) {
        char name[32] = "";
        memcpy(name, p, strcspn(p, ", "));
        size_t i = 0;
        while (i < COUNT(bad) && !str_eq(bad[i].check, name)) i++;
        if (i == COUNT(bad)) fail_msg("AI %s has the check '%s', which is tried nowhere", table[row].ai, name);
      }
  }
}

static void dates(void **state) {
  (void)state;
  static const struct {
    int year; /* of today */
    const char *text;
    int y, m, d;
  } rows[] = {
      {2026, "]C117261231", 2026, 12, 31}, {2026, "]C117260200", 2026, 2, 28}, {2028, "]C117280200", 2028, 2, 29},
      {2026, "]C115270101", 2027, 1, 1},   {2026, "]C116270101", 2027, 1, 1},  {2026, "]C170032612312359", 2026, 12, 31},
      {2026, "]C117760101", 2076, 1, 1}, /* 50 ahead: this century */
      {2026, "]C117770101", 1977, 1, 1}, /* 51 ahead: the last one */
      {2060, "]C117110101", 2011, 1, 1}, /* 49 back: this century */
      {2060, "]C117100101", 2110, 1, 1}, /* 50 back: the next one */
      {1999, "]C117020101", 2002, 1, 1},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    today = day_from_civil(rows[i].year, 11, 24);
    struct code c = scan(rows[i].text);
    if (c.expiry != day_from_civil(rows[i].y, rows[i].m, rows[i].d))
      fail_msg("%s in %d gave %d, %s", rows[i].text, rows[i].year, c.expiry, c.problem);
  }
  start(state);
  struct code c = scan("]C11527010117280101162601011325050511240404");
  assert_int_equal(c.expiry, day_from_civil(2028, 1, 1));
  assert_int_equal(c.produced, day_from_civil(2024, 4, 4));
  assert_int_equal(scan("]C113250505").produced, day_from_civil(2025, 5, 5));
  assert_int_equal(scan("]C17007250606250707").produced, day_from_civil(2025, 6, 6));
  assert_int_equal(scan("]C1800825060612").produced, day_from_civil(2025, 6, 6));
}

static void fields(void **state) {
  (void)state;
  struct code c = scan("]C1010690123456789210AB/1\03521S-9\0353012");
  assert_string_equal(c.gtin, "06901234567892");
  assert_string_equal(c.key, "06901234567892");
  assert_string_equal(c.lot, "AB/1");
  assert_string_equal(c.serial, "S-9");
  assert_true(c.has_count);
  assert_int_equal(c.count, 12);
  assert_string_equal(c.problem, "");
  c = scan("]C101069012345678923103012345");
  assert_true(c.has_weight);
  assert_int_equal(c.weight, 12345);
  assert_int_equal(c.weight_decimals, 3);
  c = scan("]C101069012345678923201012345"); /* pounds are no kilograms, gross is not net */
  assert_false(c.has_weight);
  assert_int_equal(c.ais, 2);
  c = scan("]C101069012345678923301012345");
  assert_false(c.has_weight);
  c = scan("]C10106901234567892310300100039321561999");
  assert_true(c.has_price);
  assert_int_equal(c.price, 1999);
  assert_int_equal(c.price_decimals, 2);
  c = scan("]C1010690123456789231030010003952001999"); /* per kilogram */
  assert_false(c.has_price);
  assert_string_equal(c.problem, "");
  c = scan("]C10037610425002123456902069012345678923724");
  assert_int_equal(c.kind, CODE_SSCC);
  assert_string_equal(c.key, "376104250021234569");
  assert_string_equal(c.gtin, "06901234567892");
  assert_int_equal(c.count, 24);
  assert_string_equal(c.problem, "");
  assert_string_equal(scan("]C18006069012345678920102").gtin, "06901234567892");
}

static void separators_in_all_spellings(void **state) {
  (void)state;
  static const char *const spelt[] = {"\035", "]C1", "{GS}", "^]", "^", "|", "~", "\035\035"};
  for (size_t i = 0; i < COUNT(spelt); i++) {
    struct buf b = {0};
    buf_printf(&b, "]C1010690123456789210ABC%s21XYZ%s17261231%s3012%s", spelt[i], spelt[i], spelt[i], spelt[i]);
    struct code c = scan(b.p);
    assert_string_equal(c.lot, "ABC");
    assert_string_equal(c.serial, "XYZ");
    assert_int_equal(c.expiry, day_from_civil(2026, 12, 31));
    assert_int_equal(c.count, 12);
    assert_string_equal(c.problem, "");
    buf_free(&b);
  }
  struct code c = scan("]Q3010690123456789210ABC]Q317261231");
  assert_string_equal(c.lot, "ABC");
}

static void brackets(void **state) {
  (void)state;
  struct code c = scan("(01)06901234567892(17)261231(10)A(B)C(3102)000455");
  assert_int_equal(c.kind, CODE_GS1);
  assert_string_equal(c.gtin, "06901234567892");
  assert_string_equal(c.lot, "A(B)C");
  assert_int_equal(c.weight, 455);
  assert_string_equal(c.problem, "");
  assert_int_equal(scan("(01)0690123456789").kind, CODE_UNKNOWN); /* one digit short */
  assert_int_equal(scan("(99").kind, CODE_UNKNOWN);
  assert_int_equal(scan("(04)12").kind, CODE_UNKNOWN);
  assert_int_equal(scan("(01)06901234567890").problem_code, ERR_BARCODE_CHECK);
  assert_int_equal(scan("]C1(01)06901234567892").kind, CODE_GS1);
}

static const struct {
  const char *text, *lot, *serial;
  bool expiry;
  enum err_code code;
} lost[] = {
    {"]C1010690123456789210ABC12317261231", "ABC123", "", true, ERR_BARCODE_SEPARATOR},
    {"010690123456789210ABC12317261231", "ABC123", "", true, ERR_BARCODE_SEPARATOR},
    {"010690123456789210ABC1231726123121XYZ", "ABC123", "XYZ", true, ERR_BARCODE_SEPARATOR},
    {"]C1010690123456789210ABC12317261231\03521XYZ", "ABC123", "XYZ", true, ERR_BARCODE_SEPARATOR},
    {"]C101069012345678921726123110ABC123", "ABC123", "", true, ERR_NONE},
    {"]C1010690123456789210ABC12317261331", "ABC12317261331", "", false, ERR_NONE},        /* no such month: a lot */
    {"]C101069012345678921726123110ABC12317261231", "ABC12317261231", "", true, ERR_NONE}, /* the date was given before */
    {"]C1010690123456789210ABC12321XYZ", "ABC12321XYZ", "", false, ERR_NONE},              /* may be one lot: nothing is cut */
    {"]C1010690123456789210ABCDEFGHIJKLMNOPQRST21XYZ", "ABCDEFGHIJKLMNOPQRST", "XYZ", false, ERR_BARCODE_SEPARATOR},
    {"]C1010690123456789210ABCDEFGHIJKLMNO21XYZ21XYZ", "", "", false, ERR_BARCODE_SEPARATOR}, /* two places: neither */
    {"]C1010690123456789210ABCDEFGHIJKLMNOPQRSTUVWXYZ", "", "", false, ERR_BARCODE_SEPARATOR},
};

/* The rule stands in gs1.c: cut before a date when there is one place only; else when too long, at the only place possible. */
static void missing_separators(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(lost); i++) {
    struct code c = scan(lost[i].text);
    if (!str_eq(c.lot, lost[i].lot) || !str_eq(c.serial, lost[i].serial) || c.problem_code != lost[i].code)
      fail_msg("%s gave lot %s, serial %s, '%s'", lost[i].text, c.lot, c.serial, c.problem);
    assert_int_equal(c.expiry, lost[i].expiry ? day_from_civil(2026, 12, 31) : INT32_MIN);
    assert_string_equal(c.gtin, "06901234567892");
    assert_int_equal(c.kind, CODE_GS1);
  }
}

static void pairings(void **state) {
  (void)state;
  static const struct {
    const char *text;
    enum err_code code;
  } rows[] = {
      {"0206901234567892", ERR_BARCODE_NEEDS},
      {"02069012345678923724", ERR_NONE}, /* 37 asks for 00 too, which stands in a barcode of its own */
      {"01069012345678923724", ERR_BARCODE_EXCLUDES},
      {"010690123456789202069012345678923724", ERR_BARCODE_EXCLUDES},
      {"10ABC", ERR_BARCODE_NEEDS},
      {"0106901234567892250X", ERR_BARCODE_NEEDS}, /* 01 with 21 */
      {"0106901234567892250X\03521Y", ERR_NONE},
      {"010690123456789231020004553103000455", ERR_BARCODE_EXCLUDES}, /* 310n with 310n */
      {"010690123456789239221250", ERR_BARCODE_NEEDS},
      {"0106901234567892310200045539221250", ERR_NONE},
      {"010690123456789210A\03510B", ERR_BARCODE_TWICE},
      {"010690123456789210A\03510A", ERR_NONE},
      {"3302000455", ERR_NONE},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    struct code c = scan_gs1(rows[i].text);
    if (c.problem_code != rows[i].code) fail_msg("%s: '%s'", rows[i].text, c.problem);
  }
  assert_string_equal(scan("]C10206901234567892").problem, "CONTENT (02) must stand with one of 37.");
}

static void too_many_elements(void **state) {
  (void)state;
  struct buf b = {0};
  buf_adds(&b, "]C1");
  for (size_t i = 0; i < CODE_AIS; i++) buf_adds(&b, "2001");
  assert_int_equal(scan(b.p).ais, CODE_AIS);
  assert_int_equal(scan(b.p).problem_code, ERR_BARCODE_NEEDS);
  buf_adds(&b, "2001");
  struct code c = scan(b.p);
  assert_int_equal(c.ais, CODE_AIS);
  assert_int_equal(c.problem_code, ERR_BARCODE_LONG);
  buf_free(&b);
}

static void what_follows_a_fault_is_left(void **state) {
  (void)state;
  struct code c = scan("]C1010690123456789204XX\03510ABC");
  assert_int_equal(c.problem_code, ERR_BARCODE_AI);
  assert_string_equal(c.problem, "The part '04XX' of the code is not defined by GS1.");
  assert_string_equal(c.gtin, "06901234567892");
  assert_string_equal(c.lot, "");
  c = scan("]C1010690123456789\xC3\xA9"); /* fourteen bytes end inside a character: the sentence does not */
  assert_int_equal(c.problem_code, ERR_BARCODE_AI_DATA);
  assert_true(utf8_valid(c.problem, strlen(c.problem)));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_ai_is_read),
      cmocka_unit_test(every_ai_is_checked),
      cmocka_unit_test(ais_are_found),
      cmocka_unit_test(every_check_refuses),
      cmocka_unit_test(dates),
      cmocka_unit_test(fields),
      cmocka_unit_test(separators_in_all_spellings),
      cmocka_unit_test(brackets),
      cmocka_unit_test(missing_separators),
      cmocka_unit_test(pairings),
      cmocka_unit_test(too_many_elements),
      cmocka_unit_test(what_follows_a_fault_is_left),
  };
  return cmocka_run_group_tests(tests, start, NULL);
}
