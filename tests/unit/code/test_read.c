/* read: what kind a code is, from what the gun said and from its shape; symbologies, add-ons, bytes of every sort, and explain's JSON. */
#include "src/code/code.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct instore table;

static struct code scan_bytes(const char *s, size_t n) {
  struct code c;
  code_read(&c, s, n, &table, day_from_civil(2026, 11, 24));
  return c;
}

static struct code scan(const char *s) {
  return scan_bytes(s, strlen(s));
}

struct row {
  const char *text;
  enum code_kind kind;
  enum aim aim;
  const char *key;
  enum err_code problem;
};

static void try_rows(const struct row *rows, size_t n) {
  for (size_t i = 0; i < n; i++) {
    struct code c = scan(rows[i].text);
    if (c.kind != rows[i].kind || c.aim != rows[i].aim || !str_eq(c.key, rows[i].key) || c.problem_code != rows[i].problem)
      fail_msg("'%s' gave %s, %s, key '%s', problem '%s'", rows[i].text, code_kind_name(c.kind), aim_name(c.aim), c.key, c.problem);
    assert_int_equal(c.problem_code == ERR_NONE, c.problem[0] == 0);
  }
}

static void numbers(void **state) {
  (void)state;
  static const struct row rows[] = {
      {"6901234567892", CODE_GTIN, AIM_NONE, "06901234567892", ERR_NONE},
      {"  6901234567892\r\n", CODE_GTIN, AIM_NONE, "06901234567892", ERR_NONE},
      {"６９０１２３４５６７８９２", CODE_GTIN, AIM_NONE, "06901234567892", ERR_NONE},
      {"　6901234567892　", CODE_GTIN, AIM_NONE, "06901234567892", ERR_NONE},
      {"]E06901234567892", CODE_GTIN, AIM_EAN13, "06901234567892", ERR_NONE},
      {"］Ｅ０6901234567892", CODE_GTIN, AIM_EAN13, "06901234567892", ERR_NONE},
      {"]C06901234567892", CODE_GTIN, AIM_CODE128, "06901234567892", ERR_NONE},
      {"]A06901234567892", CODE_GTIN, AIM_CODE39, "06901234567892", ERR_NONE},
      {"614141007349", CODE_GTIN, AIM_NONE, "00614141007349", ERR_NONE},
      {"0614141007349", CODE_GTIN, AIM_NONE, "00614141007349", ERR_NONE},
      {"95012346", CODE_GTIN, AIM_NONE, "00000095012346", ERR_NONE},
      {"]E495012346", CODE_GTIN, AIM_EAN8, "00000095012346", ERR_NONE},
      {"10614141543219", CODE_CASE, AIM_NONE, "10614141543219", ERR_NONE},
      {"]I110614141543219", CODE_CASE, AIM_ITF, "10614141543219", ERR_NONE},
      {"]I106901234567892", CODE_GTIN, AIM_ITF, "06901234567892", ERR_NONE}, /* indicator 0 is the item itself */
      {"6901234567890", CODE_UNKNOWN, AIM_NONE, "6901234567890", ERR_BARCODE_CHECK},
      {"95012340", CODE_UNKNOWN, AIM_NONE, "95012340", ERR_BARCODE_CHECK},
      {"10614141543210", CODE_UNKNOWN, AIM_NONE, "10614141543210", ERR_BARCODE_CHECK},
      {"00242", CODE_UNKNOWN, AIM_NONE, "00242", ERR_NONE},
      {"ABC-12", CODE_UNKNOWN, AIM_NONE, "ABC-12", ERR_NONE},
  };
  try_rows(rows, COUNT(rows));
  assert_non_null(strstr(scan("6901234567890").problem, "should be 2"));
}

static void upce(void **state) {
  (void)state;
  static const struct row rows[] = {
      {"04252614", CODE_GTIN, AIM_NONE, "00042100005264", ERR_NONE},
      {"01234565", CODE_GTIN, AIM_NONE, "00000001234565", ERR_NONE}, /* valid both ways */
      {"]E401234565", CODE_GTIN, AIM_EAN8, "00000001234565", ERR_NONE},
      {"]E001234565", CODE_GTIN, AIM_EAN13, "00012345000065", ERR_NONE},
      {"]E404252614", CODE_UNKNOWN, AIM_EAN8, "04252614", ERR_BARCODE_CHECK},
  };
  try_rows(rows, COUNT(rows));
}

static void add_ons(void **state) {
  (void)state;
  static const struct row rows[] = {
      {"]E09771672225008]E112", CODE_GTIN, AIM_EAN13, "09771672225008", ERR_NONE},
      {"]E09787115445216]E251299", CODE_GTIN, AIM_EAN13, "09787115445216", ERR_NONE},
      {"]E3977167222500812", CODE_GTIN, AIM_EAN_ADDON, "09771672225008", ERR_NONE},
      {"]E3978711544521651299", CODE_GTIN, AIM_EAN_ADDON, "09787115445216", ERR_NONE},
      {"]E361414100734912", CODE_GTIN, AIM_EAN_ADDON, "00614141007349", ERR_NONE},
      {"]E361414100734951299", CODE_GTIN, AIM_EAN_ADDON, "00614141007349", ERR_NONE},
      {"]E39501234612", CODE_GTIN, AIM_EAN_ADDON, "00000095012346", ERR_NONE},
      {"]E39501234651299", CODE_GTIN, AIM_EAN_ADDON, "00000095012346", ERR_NONE},
      {"]E36901234567892", CODE_GTIN, AIM_EAN_ADDON, "06901234567892", ERR_NONE},
      {"977167222500812", CODE_GTIN, AIM_NONE, "09771672225008", ERR_NONE}, /* a serial, from a gun that names no symbology */
      {"690123456789212", CODE_UNKNOWN, AIM_NONE, "690123456789212", ERR_NONE},
      {"]E112", CODE_UNKNOWN, AIM_EAN_ADDON, "12", ERR_ADDON_ALONE},
      {"]E251299", CODE_UNKNOWN, AIM_EAN_ADDON, "51299", ERR_ADDON_ALONE},
  };
  try_rows(rows, COUNT(rows));
}

static void symbologies(void **state) {
  (void)state;
  static const struct row rows[] = {
      {"]C0ABC", CODE_UNKNOWN, AIM_CODE128, "ABC", ERR_NONE},
      {"]A5ABC", CODE_UNKNOWN, AIM_CODE39, "ABC", ERR_NONE},
      {"]I1123456", CODE_UNKNOWN, AIM_ITF, "123456", ERR_NONE},
      {"]d1ABC", CODE_UNKNOWN, AIM_DATAMATRIX, "ABC", ERR_NONE},
      {"]Q1https://x.cn/a?b=1", CODE_UNKNOWN, AIM_QR, "https://x.cn/a?b=1", ERR_NONE},
      {"]z0ABC", CODE_UNKNOWN, AIM_OTHER, "ABC", ERR_NONE},
      {"]L2ABC", CODE_UNKNOWN, AIM_OTHER, "ABC", ERR_NONE},
      {"]1ABC", CODE_UNKNOWN, AIM_NONE, "]1ABC", ERR_NONE},
      {"]", CODE_UNKNOWN, AIM_NONE, "]", ERR_NONE},
      {"]Q1苹果", CODE_UNKNOWN, AIM_QR, "苹果", ERR_NONE},
  };
  try_rows(rows, COUNT(rows));
  static const char *const names[] = {
      [AIM_NONE] = "", [AIM_EAN13] = "EAN-13", [AIM_EAN8] = "EAN-8", [AIM_GS1_128] = "GS1-128", [AIM_ITF] = "ITF", [AIM_CODE39] = "Code 39",
  };
  for (size_t i = 0; i < COUNT(names); i++)
    if (names[i]) assert_string_equal(aim_name((enum aim)i), names[i]);
}

static void gs1_or_not(void **state) {
  (void)state;
  static const struct row rows[] = {
      {"]C10106901234567892", CODE_GS1, AIM_GS1_128, "06901234567892", ERR_NONE},
      {"]e00106901234567892", CODE_GS1, AIM_DATABAR, "06901234567892", ERR_NONE},
      {"]d20106901234567892", CODE_GS1, AIM_GS1_DATAMATRIX, "06901234567892", ERR_NONE},
      {"]Q30106901234567892", CODE_GS1, AIM_GS1_QR, "06901234567892", ERR_NONE},
      {"0106901234567892", CODE_GS1, AIM_NONE, "06901234567892", ERR_NONE},
      {"\0350106901234567892", CODE_GS1, AIM_NONE, "06901234567892", ERR_NONE},
      {"]C1\0350106901234567892\035", CODE_GS1, AIM_GS1_128, "06901234567892", ERR_NONE},
      {"(01)06901234567892(10)ABC", CODE_GS1, AIM_NONE, "06901234567892", ERR_NONE},
      {"]d10106901234567892", CODE_GS1, AIM_DATAMATRIX, "06901234567892", ERR_NONE},
      {"10ABC\03517261231", CODE_GS1, AIM_NONE, "10ABC\03517261231", ERR_BARCODE_NEEDS},
      {"02069012345678923724", CODE_GS1, AIM_NONE, "06901234567892", ERR_NONE},
      {"8006069012345678920102", CODE_GS1, AIM_NONE, "06901234567892", ERR_NONE},
      /* not GS1: a wrong check digit, a date alone, text behind, no separator */
      {"0106901234567890", CODE_UNKNOWN, AIM_NONE, "0106901234567890", ERR_BARCODE_CHECK},
      {"17261230", CODE_UNKNOWN, AIM_NONE, "17261230", ERR_BARCODE_CHECK},
      {"0106901234567892 ?", CODE_UNKNOWN, AIM_NONE, "0106901234567892 ?", ERR_NONE},
      {"10ABC", CODE_UNKNOWN, AIM_NONE, "10ABC", ERR_NONE},
      {"XYZ\03517261231", CODE_UNKNOWN, AIM_NONE, "XYZ\03517261231", ERR_NONE},
      {"0112345678902", CODE_GTIN, AIM_NONE, "00112345678902", ERR_NONE}, /* 13 digits are an EAN-13 whatever they begin with */
      {"01", CODE_UNKNOWN, AIM_NONE, "01", ERR_NONE},
      /* the symbology says GS1, the data is a bare GTIN */
      {"]e006901234567892", CODE_GTIN, AIM_DATABAR, "06901234567892", ERR_NONE},
      {"\0356901234567892", CODE_GTIN, AIM_NONE, "06901234567892", ERR_NONE},
      {"]e010614141543219", CODE_CASE, AIM_DATABAR, "10614141543219", ERR_NONE},
      {"]C170032611242400", CODE_GS1, AIM_GS1_128, "70032611242400", ERR_BARCODE_DATE}, /* by chance a valid GTIN, but no bare number */
      {"]C1HELLO", CODE_GS1, AIM_GS1_128, "HELLO", ERR_BARCODE_AI},
  };
  try_rows(rows, COUNT(rows));
}

static void sscc(void **state) {
  (void)state;
  static const struct row rows[] = {
      {"00376104250021234569", CODE_SSCC, AIM_NONE, "376104250021234569", ERR_NONE},
      {"]C100376104250021234569", CODE_SSCC, AIM_GS1_128, "376104250021234569", ERR_NONE},
      {"]C1376104250021234569", CODE_SSCC, AIM_GS1_128, "376104250021234569", ERR_NONE},
      {"(00)376104250021234569", CODE_SSCC, AIM_NONE, "376104250021234569", ERR_NONE},
      {"376104250021234569", CODE_UNKNOWN, AIM_NONE, "376104250021234569", ERR_NONE},
      {"00376104250021234560", CODE_UNKNOWN, AIM_NONE, "00376104250021234560", ERR_BARCODE_CHECK},
      {"]C100376104250021234560", CODE_GS1, AIM_GS1_128, "00376104250021234560", ERR_BARCODE_CHECK},
  };
  try_rows(rows, COUNT(rows));
  struct code c = scan("00376104250021234569");
  assert_string_equal(c.sscc, "376104250021234569");
  assert_string_equal(c.text, "00376104250021234569");
  assert_string_equal(scan("]C100376104250021234560").sscc, "");
  assert_non_null(strstr(scan("00376104250021234560").problem, "should be 9"));
}

static void documents(void **state) {
  (void)state;
  static const struct row rows[] = {
      {"0412-B-000173", CODE_DOCUMENT, AIM_NONE, "0412-B-000173", ERR_NONE},
      {"]C0SH01-AA-1234567", CODE_DOCUMENT, AIM_CODE128, "SH01-AA-1234567", ERR_NONE},
      {"０４１２－Ｂ－０００１７３", CODE_DOCUMENT, AIM_NONE, "0412-B-000173", ERR_NONE},
      {"0412-b-000173", CODE_UNKNOWN, AIM_NONE, "0412-b-000173", ERR_NONE},
      {"0412-B-00173", CODE_UNKNOWN, AIM_NONE, "0412-B-00173", ERR_NONE},
      {"0412-BCD-000173", CODE_UNKNOWN, AIM_NONE, "0412-BCD-000173", ERR_NONE},
      {"-B-000173", CODE_UNKNOWN, AIM_NONE, "-B-000173", ERR_NONE},
      {"041234567-B-000173", CODE_UNKNOWN, AIM_NONE, "041234567-B-000173", ERR_NONE},
      {"0412-B-00017X", CODE_UNKNOWN, AIM_NONE, "0412-B-00017X", ERR_NONE},
  };
  try_rows(rows, COUNT(rows));
}

static void odd_bytes(void **state) {
  (void)state;
  struct code c = scan("");
  assert_int_equal(c.kind, CODE_UNKNOWN);
  assert_int_equal(c.problem_code, ERR_BARCODE_FORM);
  assert_int_equal(scan(" \t\r\n").problem_code, ERR_BARCODE_FORM);
  assert_int_equal(scan("\035\035").kind, CODE_UNKNOWN);
  assert_int_equal(scan("]E0").problem_code, ERR_BARCODE_FORM);
  c = scan_bytes("6901234567892\0", 14);
  assert_int_equal(c.kind, CODE_UNKNOWN);
  assert_int_equal(c.problem_code, ERR_BARCODE_FORM);
  assert_string_equal(c.key, "6901234567892");
  c = scan("\x02"
           "6901234567892\x03");
  assert_int_equal(c.kind, CODE_GTIN);
  c = scan("AB\xFF"
           "C");
  assert_string_equal(c.text, "AB\xEF\xBF\xBD"
                              "C");
  assert_int_equal(c.kind, CODE_UNKNOWN);
}

static void long_codes(void **state) {
  (void)state;
  char s[5000];
  memset(s, 'A', sizeof s);
  struct code c = scan_bytes(s, CODE_TEXT - 1);
  assert_int_equal(c.problem_code, ERR_NONE);
  assert_int_equal(strlen(c.key), CODE_TEXT - 1);
  static const size_t lengths[] = {CODE_TEXT, 4096, 4097, 5000};
  for (size_t i = 0; i < COUNT(lengths); i++) {
    c = scan_bytes(s, lengths[i]);
    assert_int_equal(c.kind, CODE_UNKNOWN);
    assert_int_equal(c.problem_code, ERR_BARCODE_LONG);
    assert_int_equal(strlen(c.key), CODE_TEXT - 1);
  }
  struct buf b = {0}; /* a GS1 code may be longer than a text */
  buf_adds(&b, "]d2010690123456789291");
  buf_add(&b, s, 90);
  buf_adds(&b, "\03592");
  buf_add(&b, s, 90);
  c = scan_bytes(b.p, b.n);
  assert_int_equal(c.kind, CODE_GS1);
  assert_string_equal(c.key, "06901234567892");
  assert_int_equal(strlen(c.ai[2].value), 90);
  assert_string_equal(c.problem, "");
  buf_free(&b);
}

static uint64_t seed = 20261124;

static uint64_t dice(uint64_t sides) {
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return (seed >> 33) % sides;
}

/* Whatever comes, every field is bounded and ended, the key is there when a text is, and a problem has its code. */
static void anything_is_survived(void **state) {
  (void)state;
  static const char *const bits[] = {"]C1",
                                     "]E0",
                                     "]E3",
                                     "]Q3",
                                     "01",
                                     "06901234567892",
                                     "10",
                                     "17",
                                     "261231",
                                     "\035",
                                     "21",
                                     "310",
                                     "3",
                                     "(01)",
                                     "(10)",
                                     "00",
                                     "376104250021234569",
                                     "2200242012504",
                                     "\xFF",
                                     "１",
                                     "-",
                                     "A",
                                     "8006",
                                     "0",
                                     "0412-B-",
                                     "{GS}"};
  table.row[2] = (struct instore_row){.on = true, .item_digits = 5, .value_digits = 5, .decimals = 3, .weight = true};
  for (size_t round = 0; round < 40000; round++) {
    struct buf b = {0};
    buf_adds(&b, "");
    size_t parts = dice(12);
    for (size_t i = 0; i < parts; i++) {
      if (dice(4)) buf_adds(&b, bits[dice(COUNT(bits))]);
      else buf_addc(&b, (char)dice(256));
    }
    struct code c = scan_bytes(b.p, b.n);
    assert_true(memchr(c.text, 0, sizeof c.text) && memchr(c.key, 0, sizeof c.key) && memchr(c.problem, 0, sizeof c.problem));
    assert_true(utf8_valid(c.key, strlen(c.key)) && c.ais <= CODE_AIS);
    assert_true(c.key[0] || !c.text[0]);
    assert_true(c.gtin[0] == 0 || gtin_valid(c.gtin, 14));
    assert_int_equal(c.problem_code == ERR_NONE, c.problem[0] == 0);
    if (c.kind == CODE_GTIN || c.kind == CODE_CASE) assert_int_equal(strlen(c.gtin), 14);
    if (c.kind == CODE_SSCC) assert_int_equal(strlen(c.sscc), 18);
    if (c.kind == CODE_INSTORE) assert_string_equal(c.key, c.item_part);
    for (size_t i = 0; i < c.ais; i++) assert_true(ai_find(c.ai[i].ai, strlen(c.ai[i].ai), &(size_t){0}) != NULL);
    buf_free(&b);
  }
  table = (struct instore){0};
}

static char *explain(const char *s) {
  struct buf b = {0};
  struct jw w = {.out = &b};
  struct code c = scan(s);
  jw_object(&w);
  code_explain(&w, &c);
  jw_end(&w, '}');
  return buf_take(&b);
}

static void explained(void **state) {
  (void)state;
  static const struct {
    const char *text, *json;
  } rows[] = {
      {"6901234567892", "{\"kind\":\"gtin\",\"symbology\":null,\"gtin\":\"06901234567892\",\"lot\":null,\"produced\":null,\"expiry\":null,"
                        "\"qty\":null,\"price\":null,\"ais\":[],\"problem\":null}"},
      {"]C1019061414100001531020004551726120010A1\03539221250",
       "{\"kind\":\"gs1\",\"symbology\":\"GS1-128\",\"gtin\":\"90614141000015\",\"lot\":\"A1\",\"produced\":null,\"expiry\":\"2026-12-31\","
       "\"qty\":\"4.55\",\"price\":\"12.50\",\"ais\":[{\"ai\":\"01\",\"value\":\"90614141000015\"},{\"ai\":\"3102\",\"value\":\"000455\"},"
       "{\"ai\":\"17\",\"value\":\"261200\"},{\"ai\":\"10\",\"value\":\"A1\"},{\"ai\":\"3922\",\"value\":\"1250\"}],\"problem\":null}"},
      {"2200242012504", "{\"kind\":\"instore\",\"symbology\":null,\"gtin\":null,\"lot\":null,\"produced\":null,\"expiry\":null,"
                        "\"qty\":\"1.250\",\"price\":null,\"ais\":[],\"problem\":null}"},
      {"]C102069012345678923724",
       "{\"kind\":\"gs1\",\"symbology\":\"GS1-128\",\"gtin\":\"06901234567892\",\"lot\":null,\"produced\":null,\"expiry\":null,"
       "\"qty\":\"24\",\"price\":null,\"ais\":[{\"ai\":\"02\",\"value\":\"06901234567892\"},"
       "{\"ai\":\"37\",\"value\":\"24\"}],\"problem\":null}"},
      {"6901234567890",
       "{\"kind\":\"unknown\",\"symbology\":null,\"gtin\":null,\"lot\":null,\"produced\":null,\"expiry\":null,\"qty\":null,"
       "\"price\":null,\"ais\":[],\"problem\":\"The check digit of 6901234567890 is wrong: it should be 2.\"}"},
  };
  table.row[2] = (struct instore_row){.on = true, .item_digits = 5, .value_digits = 5, .decimals = 3, .weight = true};
  for (size_t i = 0; i < COUNT(rows); i++) {
    char *json = explain(rows[i].text);
    assert_string_equal(json, rows[i].json);
    free(json);
  }
  table = (struct instore){0};
  static const char *const kinds[] = {"unknown", "gtin", "case", "instore", "sscc", "gs1", "document"};
  for (size_t i = 0; i < COUNT(kinds); i++) assert_string_equal(code_kind_name((enum code_kind)i), kinds[i]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers),    cmocka_unit_test(upce),
      cmocka_unit_test(add_ons),    cmocka_unit_test(symbologies),
      cmocka_unit_test(gs1_or_not), cmocka_unit_test(sscc),
      cmocka_unit_test(documents),  cmocka_unit_test(odd_bytes),
      cmocka_unit_test(long_codes), cmocka_unit_test(anything_is_survived),
      cmocka_unit_test(explained),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
