/* utf8: strict decoding, cells, padding, and the forms of names and codes. */
#include "src/base/base.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Every code point there is goes out and comes back; every surrogate is refused. */
static void every_code_point(void **state) {
  (void)state;
  for (uint32_t c = 0; c <= 0x10FFFF; c++) {
    char bytes[4];
    size_t n = utf8_put(bytes, c);
    const char *p = bytes;
    bool surrogate = c >= 0xD800 && c <= 0xDFFF;
    if (n != (c < 0x80 ? 1u : c < 0x800 ? 2u : c < 0x10000 ? 3u : 4u)) fail_msg("length of %X", c);
    if (utf8_valid(bytes, n) == surrogate) fail_msg("validity of %X", c);
    if (utf8_next(&p, bytes + n) != (surrogate ? 0xFFFD : c)) fail_msg("value of %X", c);
    if (p != bytes + (surrogate ? 1 : n)) fail_msg("step of %X", c);
    for (size_t cut = 1; cut < n; cut++) {
      if (utf8_valid(bytes, cut)) fail_msg("%X cut to %zu", c, cut);
    }
  }
}

static void malformed(void **state) {
  (void)state;
  static const char *const bad[] = {"\x80",
                                    "\xC0\x80",
                                    "\xC1\xBF",
                                    "\xE0\x80\x80",
                                    "\xE0\x9F\xBF",
                                    "\xF0\x80\x80\x80",
                                    "\xF0\x8F\xBF\xBF",
                                    "\xF4\x90\x80\x80",
                                    "\xF5\x80\x80\x80",
                                    "\xFF",
                                    "\xFE",
                                    "\xED\xA0\x80",
                                    "\xE9\xA5",
                                    "\xE9\xA5\x61",
                                    "aaaaaaaaaaaa\xE9"};
  for (size_t i = 0; i < COUNT(bad); i++) assert_false(utf8_valid(bad[i], strlen(bad[i])));
  assert_true(utf8_valid("", 0));
  assert_true(utf8_valid("a\0b", 3));
  assert_true(utf8_valid("0123456789饮料0123456789", 26));
  const char *s = "\xE9\xA5\x61", *p = s;
  assert_int_equal(utf8_next(&p, s + 3), 0xFFFD);
  assert_int_equal(utf8_next(&p, s + 3), 0xFFFD);
  assert_int_equal(utf8_next(&p, s + 3), 'a');
  assert_ptr_equal(p, s + 3);
}

static void cells(void **state) {
  (void)state;
  static const struct {
    uint32_t c;
    int cells;
  } rows[] = {
      {'a', 1},     {0, 0},        {0x1B, 0},   {0x7F, 0},   {0x9F, 0},    {0xA0, 1},    {0xAD, 1},    {0xE9, 1},
      {0x300, 0},   {0x36F, 0},    {0x370, 1},  {0x200B, 0}, {0x200D, 0},  {0x202E, 0},  {0x2026, 1},  {0x2500, 1},
      {0x3000, 2},  {0x4E00, 2},   {0x9FFF, 2}, {0xAC00, 2}, {0xD7A3, 2},  {0xFF01, 2},  {0xFF60, 2},  {0xFF61, 1},
      {0xFFE5, 2},  {0x1100, 2},   {0x1160, 0}, {0xFE0F, 0}, {0x1F600, 2}, {0x1F1E6, 1}, {0x20000, 2}, {0x2FFFD, 2},
      {0x3FFFD, 2}, {0x10FFFF, 1}, {0x3040, 1}, {0x3041, 2}, {0xE0100, 0}, {0x2E80, 2},  {0x303F, 1},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    if (utf8_cells(rows[i].c) != rows[i].cells) fail_msg("U+%04X has %d cells", rows[i].c, utf8_cells(rows[i].c));
  }
  assert_int_equal(utf8_width("可乐 330ml"), 10);
  assert_int_equal(utf8_width("e\xCC\x81"), 1);
  assert_int_equal(utf8_width(""), 0);
}

static void pads(void **state) {
  (void)state;
  static const struct {
    const char *text;
    size_t cells;
    bool right;
    const char *out;
  } rows[] = {
      {"ab", 4, false, "ab  "},
      {"ab", 4, true, "  ab"},
      {"abcd", 4, false, "abcd"},
      {"abcde", 4, false, "abc~"},
      {"可乐", 4, false, "可乐"},
      {"可乐", 5, true, " 可乐"},
      {"可口可乐", 4, false, "可~ "},
      {"可口可乐", 5, false, "可口~"},
      {"", 2, false, "  "},
      {"可", 1, false, "~"},
      {"a", 0, false, ""},
      {"a\x1B[2Jb", 8, false, "a[2Jb   "},
      {"12345", 3, true, "12~"},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    struct buf b = {0};
    utf8_pad(&b, rows[i].text, rows[i].cells, rows[i].right);
    assert_string_equal(b.p ? b.p : "", rows[i].out);
    assert_int_equal(b.p ? utf8_width(b.p) : 0, rows[i].cells);
    buf_free(&b);
  }
}

static void cleans(void **state) {
  (void)state;
  static const char *const rows[][2] = {
      {"  可口可乐　 330ml \t", "可口可乐 330ml"},
      {"a\x1B[31mb", "a[31mb"},
      {"a\nb\r\nc", "a b c"},
      {"\xE2\x80\xAE"
       "txt",
       "txt"},
      {"a\xC2\x85z", "a z"},
      {"\xEF\xBB\xBF"
       "x",
       "x"},
      {"a\xE2\x80\xA8z", "a z"},
      {"", ""},
      {" \t ", ""},
      {"a\x7F\x01z", "az"},
      {"a\xC2\xA0\xC2\xA0z", "a z"},
      {"a\xE2\x81\xA6z\xE2\x81\xA9", "az"},
      {"a\x9Bz", "a\xEF\xBF\xBDz"},
      {"a\xC2\x9Bz", "az"},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    char *s = utf8_clean(rows[i][0]);
    assert_string_equal(s, rows[i][1]);
    free(s);
  }
}

static void folds(void **state) {
  (void)state;
  static const char *const rows[][2] = {
      {"ＡＢｃ１２３，　Ｚ", "abc123, z"}, {"Coca-COLA", "coca-cola"}, {"ÀÉÖØÞ×ß", "àéöøþ×ß"},
      {"ČŠŽĐĆ čšžđć", "čšžđć čšžđć"},      {"ΑΣΩΆΈΌΎΏ", "ασωάέόύώ"},   {"МОЛОКО ЁЖЯ", "молоко ёжя"},
      {"ӘҒҚҢӨҰҮҺІ", "әғқңөұүһі"},          {"可乐", "可乐"},           {"@[`{", "@[`{"},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    struct buf b = {0};
    buf_addc(&b, '|');
    utf8_fold(&b, rows[i][0]);
    assert_string_equal(b.p + 1, rows[i][1]);
    buf_free(&b);
  }
}

static void codes(void **state) {
  (void)state;
  static const char *const rows[][2] = {
      {"６９０１２３４", "6901234"},
      {"  690\r\n", "690"},
      {"　ＡＢ－１　", "AB-1"},
      {"a b", "a b"},
      {"\xEF\xBB\xBF"
       "690",
       "690"},
      {"", ""},
      {" \t", ""},
      {"0104\x1D"
       "10",
       "0104\x1D"
       "10"},
      {"\x1D"
       "01\x1D",
       "\x1D"
       "01\x1D"},
      {"Ab", "Ab"},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    struct buf b = {0};
    buf_addc(&b, ' ');
    utf8_code(&b, rows[i][0], strlen(rows[i][0]));
    assert_string_equal(b.p + 1, rows[i][1]);
    assert_int_equal(b.n, strlen(rows[i][1]) + 1);
    buf_free(&b);
  }
  struct buf none = {0};
  utf8_code(&none, "", 0);
  assert_int_equal(none.n, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_code_point), cmocka_unit_test(malformed), cmocka_unit_test(cells), cmocka_unit_test(pads),
      cmocka_unit_test(cleans),           cmocka_unit_test(folds),     cmocka_unit_test(codes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
