/* gs1: every application identifier with made data, every check with bad data, separators in all their spellings or missing, pairings, fields. */
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
  buf_printf(&text,
             "]C1%s%s\x1D"
             "91END",
             ai, value.p);
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
    {"csum",
     "253"
     "6901234567890"
     "X",
     ERR_BARCODE_CHECK},
    {"gcppos1",
     "8004"
     "12A4",
     ERR_BARCODE_AI_VALUE},
    {"gcppos2", "", ERR_NONE}, /* its digits are given by the set */
    {"csumalpha",
     "8013"
     "1987654Ad4X4bL5ttr2310c2L",
     ERR_BARCODE_AI_VALUE},
    {"csumalpha",
     "8013"
     "1987654Ad4X4bL5ttr2311c2K",
     ERR_BARCODE_AI_VALUE},
    {"yymmd0", "17261301", ERR_BARCODE_DATE},
    {"yymmd0", "17260231", ERR_BARCODE_DATE},
    {"yymmd0", "17250229", ERR_BARCODE_DATE},
    {"yymmd0", "17260001", ERR_BARCODE_DATE},
    {"yymmdd",
     "7003"
     "2611001200",
     ERR_BARCODE_DATE},
    {"yymmdd",
     "7006"
     "261131",
     ERR_BARCODE_DATE},
    {"yyyymmdd",
     "7250"
     "20250229",
     ERR_BARCODE_DATE},
    {"hhmi",
     "7003"
     "2611242400",
     ERR_BARCODE_DATE},
    {"hhmi",
     "7003"
     "2611242360",
     ERR_BARCODE_DATE},
    {"hh",
     "8008"
     "26112424",
     ERR_BARCODE_DATE},
    {"mi",
     "8008"
     "2611242360",
     ERR_BARCODE_DATE},
    {"ss",
     "8008"
     "261124235960",
     ERR_BARCODE_DATE},
    {"zero",
     "8003"
     "1"
     "6901234567892",
     ERR_BARCODE_AI_VALUE},
    {"nonzero",
     "8001"
     "0000"
     "00001"
     "001"
     "1"
     "1",
     ERR_BARCODE_AI_VALUE},
    {"nozeroprefix",
     "8011"
     "012",
     ERR_BARCODE_AI_VALUE},
    {"hasnondigit",
     "8014"
     "123456789012",
     ERR_BARCODE_AI_VALUE},
    {"hyphen",
     "4330"
     "000100"
     "X",
     ERR_BARCODE_AI_VALUE},
    {"yesno",
     "4321"
     "2",
     ERR_BARCODE_AI_VALUE},
    {"winding",
     "8001"
     "0001"
     "00001"
     "001"
     "2"
     "1",
     ERR_BARCODE_AI_VALUE},
    {"iso3166",
     "422"
     "000",
     ERR_BARCODE_AI_VALUE},
    {"iso3166999",
     "7030"
     "000"
     "A",
     ERR_BARCODE_AI_VALUE},
    {"iso3166alpha2",
     "4307"
     "cn",
     ERR_BARCODE_AI_VALUE},
    {"iso4217",
     "3932"
     "000"
     "1250",
     ERR_BARCODE_AI_VALUE},
    {"iso5218",
     "7252"
     "3",
     ERR_BARCODE_AI_VALUE},
    {"packagetype",
     "7041"
     "p",
     ERR_BARCODE_AI_VALUE},
    {"importeridx",
     "7040"
     "1AB/",
     ERR_BARCODE_AI_VALUE},
    {"mediatype",
     "7241"
     "11",
     ERR_BARCODE_AI_VALUE},
    {"mediatype",
     "7241"
     "00",
     ERR_BARCODE_AI_VALUE},
    {"pieceoftotal",
     "8006"
     "06901234567892"
     "0302",
     ERR_BARCODE_AI_VALUE},
    {"pieceoftotal",
     "8006"
     "06901234567892"
     "0002",
     ERR_BARCODE_AI_VALUE},
    {"posinseqslash",
     "7258"
     "2/1",
     ERR_BARCODE_AI_VALUE},
    {"latitude",
     "4309"
     "1800000001"
     "0000000000",
     ERR_BARCODE_AI_VALUE},
    {"longitude",
     "4309"
     "0000000000"
     "3600000001",
     ERR_BARCODE_AI_VALUE},
    {"pcenc",
     "4300"
     "A%2",
     ERR_BARCODE_AI_VALUE},
    {"pcenc",
     "4300"
     "A%2x",
     ERR_BARCODE_AI_VALUE},
    {"iban",
     "8007"
     "GB82WEST12345698765433",
     ERR_BARCODE_AI_VALUE},
    {"iban",
     "8007"
     "GB82",
     ERR_BARCODE_AI_VALUE},
    {"couponcode",
     "8110"
     "12A",
     ERR_BARCODE_AI_VALUE},
    {"couponposoffer",
     "8112"
     "12A",
     ERR_BARCODE_AI_VALUE},
};

static void every_check_refuses(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(bad); i++) {
    if (!*bad[i].text) continue;
    char text[CODE_TEXT] = "]C1";
    strcat(text, bad[i].text);
    struct code c = scan(text);
    if (c.problem_code != bad[i].code || c.ais != 1) fail_msg("%s: '%s'", text, c.problem);
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
      {2026, "]C117261231", 2026, 12, 31},
      {2026, "]C117260200", 2026, 2, 28},
      {2028, "]C117280200", 2028, 2, 29},
      {2026, "]C115270101", 2027, 1, 1},
      {2026, "]C116270101", 2027, 1, 1},
      {2026,
       "]C17003"
       "2612312359",
       2026, 12, 31},
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
  struct code c = scan("]C1"
                       "15270101"
                       "17280101"
                       "16260101"
                       "13250505"
                       "11240404");
  assert_int_equal(c.expiry, day_from_civil(2028, 1, 1));
  assert_int_equal(c.produced, day_from_civil(2024, 4, 4));
  assert_int_equal(scan("]C1"
                        "13250505")
                       .produced,
                   day_from_civil(2025, 5, 5));
  assert_int_equal(scan("]C1"
                        "7007"
                        "250606"
                        "250707")
                       .produced,
                   day_from_civil(2025, 6, 6));
  assert_int_equal(scan("]C1"
                        "8008"
                        "25060612")
                       .produced,
                   day_from_civil(2025, 6, 6));
}

static void fields(void **state) {
  (void)state;
  struct code c = scan("]C1"
                       "0106901234567892"
                       "10AB/1\x1D"
                       "21S-9\x1D"
                       "3012");
  assert_string_equal(c.gtin, "06901234567892");
  assert_string_equal(c.key, "06901234567892");
  assert_string_equal(c.lot, "AB/1");
  assert_string_equal(c.serial, "S-9");
  assert_true(c.has_count);
  assert_int_equal(c.count, 12);
  assert_string_equal(c.problem, "");
  c = scan("]C1"
           "0106901234567892"
           "3103012345");
  assert_true(c.has_weight);
  assert_int_equal(c.weight, 12345);
  assert_int_equal(c.weight_decimals, 3);
  c = scan("]C1"
           "0106901234567892"
           "3201012345"); /* pounds are no kilograms, gross is not net */
  assert_false(c.has_weight);
  assert_int_equal(c.ais, 2);
  c = scan("]C1"
           "0106901234567892"
           "3301012345");
  assert_false(c.has_weight);
  c = scan("]C1"
           "0106901234567892"
           "3103001000"
           "3932"
           "156"
           "1999");
  assert_true(c.has_price);
  assert_int_equal(c.price, 1999);
  assert_int_equal(c.price_decimals, 2);
  c = scan("]C1"
           "0106901234567892"
           "3103001000"
           "3952"
           "001999"); /* per kilogram */
  assert_false(c.has_price);
  assert_string_equal(c.problem, "");
  c = scan("]C1"
           "00376104250021234569"
           "0206901234567892"
           "3724");
  assert_int_equal(c.kind, CODE_SSCC);
  assert_string_equal(c.key, "376104250021234569");
  assert_string_equal(c.gtin, "06901234567892");
  assert_int_equal(c.count, 24);
  assert_string_equal(c.problem, "");
  assert_string_equal(scan("]C1"
                           "8006"
                           "06901234567892"
                           "0102")
                          .gtin,
                      "06901234567892");
}

static void separators_in_all_spellings(void **state) {
  (void)state;
  static const char *const spelt[] = {"\x1D", "]C1", "{GS}", "^]", "^", "|", "~", "\x1D\x1D"};
  for (size_t i = 0; i < COUNT(spelt); i++) {
    struct buf b = {0};
    buf_printf(&b,
               "]C1"
               "0106901234567892"
               "10ABC%s"
               "21XYZ%s"
               "17261231%s"
               "3012%s",
               spelt[i], spelt[i], spelt[i], spelt[i]);
    struct code c = scan(b.p);
    assert_string_equal(c.lot, "ABC");
    assert_string_equal(c.serial, "XYZ");
    assert_int_equal(c.expiry, day_from_civil(2026, 12, 31));
    assert_int_equal(c.count, 12);
    assert_string_equal(c.problem, "");
    buf_free(&b);
  }
  struct code c = scan("]Q3"
                       "0106901234567892"
                       "10ABC]Q3"
                       "17261231");
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

/* The rule stands in gs1.c: cut before a date when there is one place only; else when too long, at the only place possible. */
static void missing_separators(void **state) {
  (void)state;
  static const struct {
    const char *text, *lot, *serial;
    bool expiry;
    enum err_code code;
  } rows[] = {
      {"]C1"
       "0106901234567892"
       "10ABC123"
       "17261231",
       "ABC123", "", true, ERR_BARCODE_SEPARATOR},
      {"0106901234567892"
       "10ABC123"
       "17261231",
       "ABC123", "", true, ERR_BARCODE_SEPARATOR},
      {"0106901234567892"
       "10ABC123"
       "17261231"
       "21XYZ",
       "ABC123", "XYZ", true, ERR_BARCODE_SEPARATOR},
      {"]C1"
       "0106901234567892"
       "10ABC123"
       "17261231\x1D"
       "21XYZ",
       "ABC123", "XYZ", true, ERR_BARCODE_SEPARATOR},
      {"]C1"
       "0106901234567892"
       "17261231"
       "10ABC123",
       "ABC123", "", true, ERR_NONE},
      {"]C1"
       "0106901234567892"
       "10ABC123"
       "17261331",
       "ABC12317261331", "", false, ERR_NONE}, /* no such month: a lot */
      {"]C1"
       "0106901234567892"
       "17261231"
       "10ABC123"
       "17261231",
       "ABC12317261231", "", true, ERR_NONE}, /* the date was given before */
      {"]C1"
       "0106901234567892"
       "10ABC123"
       "21XYZ",
       "ABC12321XYZ", "", false, ERR_NONE}, /* may be one lot: nothing is cut */
      {"]C1"
       "0106901234567892"
       "10ABCDEFGHIJKLMNOPQRST"
       "21XYZ",
       "ABCDEFGHIJKLMNOPQRST", "XYZ", false, ERR_BARCODE_SEPARATOR},
      {"]C1"
       "0106901234567892"
       "10ABCDEFGHIJKLMNO"
       "21XYZ"
       "21XYZ",
       "", "", false, ERR_BARCODE_SEPARATOR}, /* two places: neither */
      {"]C1"
       "0106901234567892"
       "10ABCDEFGHIJKLMNOPQRSTUVWXYZ",
       "", "", false, ERR_BARCODE_SEPARATOR},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    struct code c = scan(rows[i].text);
    if (!str_eq(c.lot, rows[i].lot) || !str_eq(c.serial, rows[i].serial) || c.problem_code != rows[i].code)
      fail_msg("%s gave lot %s, serial %s, '%s'", rows[i].text, c.lot, c.serial, c.problem);
    assert_int_equal(c.expiry, rows[i].expiry ? day_from_civil(2026, 12, 31) : INT32_MIN);
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
      {"0206901234567892"
       "3724",
       ERR_NONE}, /* 37 asks for 00 too, which stands in a barcode of its own */
      {"0106901234567892"
       "3724",
       ERR_BARCODE_EXCLUDES},
      {"0106901234567892"
       "0206901234567892"
       "3724",
       ERR_BARCODE_EXCLUDES},
      {"10ABC", ERR_BARCODE_NEEDS},
      {"0106901234567892"
       "250X",
       ERR_BARCODE_NEEDS}, /* 01 with 21 */
      {"0106901234567892"
       "250X\x1D"
       "21Y",
       ERR_NONE},
      {"0106901234567892"
       "3102000455"
       "3103000455",
       ERR_BARCODE_EXCLUDES}, /* 310n with 310n */
      {"0106901234567892"
       "3922"
       "1250",
       ERR_BARCODE_NEEDS},
      {"0106901234567892"
       "3102000455"
       "3922"
       "1250",
       ERR_NONE},
      {"0106901234567892"
       "10A\x1D"
       "10B",
       ERR_BARCODE_TWICE},
      {"0106901234567892"
       "10A\x1D"
       "10A",
       ERR_NONE},
      {"3302000455", ERR_NONE},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    char text[CODE_TEXT] = "]C1";
    strcat(text, rows[i].text);
    struct code c = scan(text);
    if (c.problem_code != rows[i].code) fail_msg("%s: '%s'", text, c.problem);
  }
  assert_string_equal(scan("]C1"
                           "0206901234567892")
                          .problem,
                      "CONTENT (02) must stand with one of 37.");
}

static void too_many_elements(void **state) {
  (void)state;
  struct buf b = {0};
  buf_adds(&b, "]C1");
  for (size_t i = 0; i < CODE_AIS; i++)
    buf_adds(&b, "20"
                 "01");
  assert_int_equal(scan(b.p).ais, CODE_AIS);
  assert_int_equal(scan(b.p).problem_code, ERR_BARCODE_NEEDS);
  buf_adds(&b, "20"
               "01");
  struct code c = scan(b.p);
  assert_int_equal(c.ais, CODE_AIS);
  assert_int_equal(c.problem_code, ERR_BARCODE_LONG);
  buf_free(&b);
}

static void what_follows_a_fault_is_left(void **state) {
  (void)state;
  struct code c = scan("]C1"
                       "0106901234567892"
                       "04XX\x1D"
                       "10ABC");
  assert_int_equal(c.problem_code, ERR_BARCODE_AI);
  assert_string_equal(c.problem, "GS1 does not define what stands at '04XX'.");
  assert_string_equal(c.gtin, "06901234567892");
  assert_string_equal(c.lot, "");
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
