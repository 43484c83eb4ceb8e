/* mapping: the ini reader's checks, and foreign rows turned into ours. */
#include "config/config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void refused(const char *text, enum err_code code, const char *line) {
  struct ini ini;
  struct err err = {0};
  assert_false(ini_parse(&ini, text, strlen(text), "x.ini", &err));
  assert_int_equal(err.code, code);
  assert_non_null(strstr(err.text, line));
  assert_null(ini.entry);
}

static void test_ini_reads_what_is_written(void **state) {
  (void)state;
  struct ini ini;
  struct err err = {0};
  const char *text =
      "\xEF\xBB\xBF; a comment\r\n[One]\r\nName = plain text  \r\nquoted= \"a;b # c\" ; why\r\nempty =\n\n[two.Three]\n\tname = 重庆 # x\nlast=1";
  assert_true(ini_parse(&ini, text, strlen(text), "x.ini", &err));
  static const char *const want[][3] = {{"one", "name", "plain text"},
                                        {"one", "quoted", "a;b # c"},
                                        {"one", "empty", ""},
                                        {"two.three", "name", "重庆"},
                                        {"two.three", "last", "1"}};
  assert_int_equal(ini.count, COUNT(want));
  for (size_t i = 0; i < COUNT(want); i++) {
    assert_string_equal(ini.entry[i].section, want[i][0]);
    assert_string_equal(ini.entry[i].key, want[i][1]);
    assert_string_equal(ini.entry[i].value, want[i][2]);
  }
  assert_int_equal(ini.entry[1].line, 4);
  ini_free(&ini);
}

static void test_ini_refuses_what_it_would_misread(void **state) {
  (void)state;
  refused("[a]\nx = 1\nX = 2\n", ERR_INI_DOUBLE, "Line 3 of x.ini gives x");
  refused("x = 1\n", ERR_INI_LINE, "Line 1 ");
  refused("[a]\nnonsense\n", ERR_INI_LINE, "Line 2 ");
  refused("[a]\n= 1\n", ERR_INI_LINE, "Line 2 ");
  refused("[a]\nx = mon;thu\n", ERR_INI_LINE, "needs quotes");
  refused("[a]\nx = \"open\n", ERR_INI_LINE, "closing quote");
  refused("[a]\nx = \"a\" b\n", ERR_INI_LINE, "after the closing quote");
  refused("[a]\nx = a\"b\n", ERR_INI_LINE, "inside the value");
  refused("[a]\nx = 'b'\n", ERR_INI_LINE, "quotes");
  refused("[a]\nx = 1\\\ny = 2\n", ERR_INI_LINE, "continued");
  refused("[a] ; b\n", ERR_INI_LINE, "Line 1 ");
  refused("[]\n", ERR_INI_LINE, "Line 1 ");
  refused("[a:b]\n", ERR_INI_LINE, "Line 1 ");
  refused("[a]\nx = \x01\n", ERR_INI_LINE, "control");
  refused("[a]\nx = \xC3(\n", ERR_INI_LINE, "UTF-8");
  char longest[1100] = "[a]\nx = ";
  memset(longest + 8, 'y', 995); /* "x = " and 995 more are 999 bytes */
  struct ini ini;
  struct err err = {0};
  assert_true(ini_parse(&ini, longest, strlen(longest), "x.ini", &err));
  assert_int_equal(strlen(ini.entry[0].value), 995);
  ini_free(&ini);
  longest[8 + 995] = 'y';
  refused(longest, ERR_INI_LINE, "999 bytes");
}

static struct mapping *made(const char *text) {
  struct err err = {0};
  struct mapping *m = mapping_parse(text, strlen(text), "m", &err);
  if (!m) fail_msg("%s", err.text);
  return m;
}

static void test_row_becomes_ours(void **state) {
  (void)state;
  struct err err = {0};
  struct mapping *m = made(
      "[options]\nkind = items\nstore_codes = yes\nencoding = GBK\nseparator = tab\n[columns]\nitem = Code | internal\nbarcode = code\nunit = unit\n"
      "[constants]\ncurrency = CNY\n[defaults]\nname = item\n[empty]\ncode = -\n[values.unit]\n公斤 = kg\nkg = kg\n[ignore]\nnote =\n");
  assert_string_equal(mapping_kind(m), "items");
  assert_string_equal(mapping_encoding(m), "GBK");
  assert_int_equal(mapping_separator(m), '\t');
  assert_true(mapping_store_codes(m));
  static const char *const ours[] = {"item", "barcode", "unit", "currency", "name"};
  assert_int_equal(mapping_columns(m), COUNT(ours));
  for (size_t i = 0; i < COUNT(ours); i++) assert_string_equal(mapping_column(m, i), ours[i]);

  static const char *const header[] = {"note", "UNIT", "code", "internal", "extra"};
  assert_true(mapping_bind(m, header, COUNT(header), &err));
  assert_true(mapping_knows(m, 0));
  assert_true(mapping_knows(m, 3));
  assert_false(mapping_knows(m, 4));
  assert_false(mapping_knows(m, 5));

  static const char *const first[] = {"", "公斤", "69012345", "17", ""};
  const char *const *cell = mapping_row(m, first, COUNT(first));
  static const char *const want_first[] = {"69012345", "69012345", "kg", "CNY", "69012345"};
  for (size_t i = 0; i < COUNT(ours); i++) assert_string_equal(cell[i], want_first[i]);
  assert_false(mapping_value_unknown(m, 2));
  assert_int_equal(mapping_source(m, 0), 2);
  assert_int_equal(mapping_source(m, 3), -1);
  assert_int_equal(mapping_source(m, 4), 2);

  static const char *const second[] = {"", "KJ", "-", "17"}; /* a row cut short */
  cell = mapping_row(m, second, COUNT(second));
  static const char *const want_second[] = {"17", "", "KJ", "CNY", "17"};
  for (size_t i = 0; i < COUNT(ours); i++) assert_string_equal(cell[i], want_second[i]);
  assert_true(mapping_value_unknown(m, 2));
  assert_int_equal(mapping_source(m, 0), 3);
  assert_int_equal(mapping_source(m, 1), -1);

  static const char *const nothing[] = {"", "", "", "", ""};
  cell = mapping_row(m, nothing, COUNT(nothing));
  assert_string_equal(cell[0], "");
  assert_string_equal(cell[2], "");
  assert_false(mapping_value_unknown(m, 2));

  static const char *const other[] = {"unit", "internal"};
  assert_false(mapping_bind(m, other, COUNT(other), &err));
  assert_int_equal(err.code, ERR_MAPPING_COLUMN);
  assert_non_null(strstr(err.text, "Code"));
  mapping_free(m);
}

static void test_mistakes_in_a_mapping_are_named(void **state) {
  (void)state;
  static const char *const wrong[] = {
      "[options]\nkind = items\n",                    /* no column */
      "[columns]\nitem = a\n",                        /* no kind */
      "[options]\nkind = items\n[columns]\nitem =\n", /* nothing to take */
      "[options]\nkind = items\n[columns]\nitem = a | | b\n",
      "[options]\nkind = items\n[columns]\nitem = a|b|c|d|e\n",
      "[options]\nkind = items\nnonsense = 1\n[columns]\nitem = a\n",
      "[options]\nkind = items\nseparator = x\n[columns]\nitem = a\n",
      "[options]\nkind = items\nstore_codes = maybe\n[columns]\nitem = a\n",
      "[nonsense]\na = b\n",
      "[columns.x]\na = b\n",
      "[options]\nkind = items\n[columns]\nitem = a\n[values]\nx = y\n",
      "[options]\nkind = items\n[columns]\nitem = a\n[values.unit]\nx = y\n", /* no such column */
      "[options]\nkind = items\n[columns]\nitem = a\n[defaults]\nitem = item\n",
      "[options]\nkind = items\n[columns]\nitem = a\n[defaults]\nitem =\n",
      "[options]\nkind = items\n[columns]\nitem = a\n[ignore]\nx = y\n",
  };
  for (size_t i = 0; i < COUNT(wrong); i++) {
    struct err err = {0};
    struct mapping *m = mapping_parse(wrong[i], strlen(wrong[i]), "m", &err);
    if (m) fail_msg("accepted: %s", wrong[i]);
    assert_int_equal(err.code, ERR_MAPPING);
  }
  struct buf many = {0};
  buf_adds(&many, "[options]\nkind = items\n[columns]\n");
  for (int i = 0; i < 65; i++) buf_printf(&many, "c%d = x\n", i);
  struct err err = {0};
  assert_null(mapping_parse(many.p, many.n, "m", &err));
  assert_int_equal(err.code, ERR_MAPPING);
  buf_free(&many);
}

static void test_shipped_mappings(void **state) {
  (void)state;
  struct err err = {0};
  static const char *const shop[] = {"code", "internal_code", "name",    "mnemonic", "category_code", "category",    "unit",
                                     "spec", "origin",        "pricing", "status",   "retail_price",  "member_price"};
  static const char *const row[] = {"-", "00777", "白菜", "BC", "0402", "蔬菜", "公斤", "", "NULL", "计重", "正常", "1.5", "0.0"};
  struct mapping *m = mapping_load("cn-supermarket", &err);
  assert_non_null(m);
  assert_true(mapping_store_codes(m));
  assert_true(mapping_bind(m, shop, COUNT(shop), &err));
  for (size_t i = 0; i < COUNT(shop); i++) assert_true(mapping_knows(m, i));
  static const char *const want[][2] = {{"item", "00777"},    {"barcode", ""},  {"name", "白菜"},       {"mnemonic", "BC"},
                                        {"category", "蔬菜"}, {"unit", "kg"},   {"origin", ""},         {"decimals", "3"},
                                        {"status", "active"}, {"price", "1.5"}, {"member_price", "0.0"}};
  const char *const *cell = mapping_row(m, row, COUNT(row));
  size_t seen = 0;
  for (size_t i = 0; i < mapping_columns(m); i++)
    for (size_t k = 0; k < COUNT(want); k++)
      if (str_eq(mapping_column(m, i), want[k][0])) {
        assert_string_equal(cell[i], want[k][1]);
        seen++;
      }
  assert_int_equal(seen, COUNT(want));
  mapping_free(m);

  static const char *const gtin[] = {"gtin", "name", "brand", "size", "unit", "category", "price", "currency", "lang", "source"};
  static const char *const goods[] = {"0000000101110", "Marinara", "Trader Joe's", "25 oz", "", "", "", "", "en", "datakick"};
  m = mapping_load("gtin-catalogue", &err);
  assert_non_null(m);
  assert_false(mapping_store_codes(m));
  assert_true(mapping_bind(m, gtin, COUNT(gtin), &err));
  for (size_t i = 0; i < COUNT(gtin); i++) assert_true(mapping_knows(m, i));
  cell = mapping_row(m, goods, COUNT(goods));
  for (size_t i = 0; i < mapping_columns(m); i++)
    if (str_eq(mapping_column(m, i), "item") || str_eq(mapping_column(m, i), "barcode")) assert_string_equal(cell[i], "0000000101110");
  mapping_free(m);
}

static void test_mapping_by_name_or_path(void **state) {
  (void)state;
  struct err err = {0};
  assert_null(mapping_load("no-such-mapping", &err));
  assert_int_equal(err.code, ERR_MAPPING_NONE);
  assert_null(mapping_load("/no/such.ini", &err));
  assert_int_equal(err.code, ERR_FILE_READ);

  char folder[] = "/tmp/zg-mapping-XXXXXX";
  assert_non_null(mkdtemp(folder));
  char *path = xprintf("%s/own.ini", folder);
  static const char text[] = "[options]\nkind = stock\n[columns]\nitem = art\n";
  assert_true(file_replace(path, text, sizeof text - 1, 0600, &err));
  struct mapping *m = mapping_load(path, &err);
  assert_non_null(m);
  assert_string_equal(mapping_kind(m), "stock");
  assert_null(mapping_encoding(m));
  assert_int_equal(mapping_separator(m), 0);
  mapping_free(m);
  unlink(path);
  rmdir(folder);
  free(path);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_ini_reads_what_is_written), cmocka_unit_test(test_ini_refuses_what_it_would_misread),
      cmocka_unit_test(test_row_becomes_ours),          cmocka_unit_test(test_mistakes_in_a_mapping_are_named),
      cmocka_unit_test(test_shipped_mappings),          cmocka_unit_test(test_mapping_by_name_or_path),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
