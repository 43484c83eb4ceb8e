/* pinyin: all the strings a name may be typed by. */
#include "src/base/base.h"

#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

static void expect(const char *name, size_t most, const char *initials) {
  struct buf b = {0};
  pinyin_initials(&b, name, most);
  if (!str_eq(b.p ? b.p : "", initials)) fail_msg("'%s' gave '%s', not '%s'", name, b.p ? b.p : "", initials);
  buf_free(&b);
}

static void names(void **state) {
  (void)state;
  expect("可口可乐", 1, "kkkl");
  expect("康师傅红烧牛肉面", 16, "ksfhsnrm ksfgsnrm"); /* 红 is also read gong, as in 女红 */
  expect("重庆", 16, "zq cq");
  expect("农夫山泉 550ml", 16, "nfsq550ml");
  expect("ＣＯＣＡ可", 16, "cocak");
  expect("啊鹅藕", 16, "aeo");
  expect("中、国（A）", 16, "zga");
}

static void combinations(void **state) {
  (void)state;
  expect("行乐", 16, "xl xy hl hy");
  expect("行乐", 3, "xl xy hl");
  expect("行乐", 1, "xl");
  expect("行乐", 0, "");
  expect("龟", 16, "g j q");
}

static void nothing(void **state) {
  (void)state;
  expect("", 16, "");
  expect("  、·", 16, "");
  expect("молоко", 16, "");
  expect("\xFF", 16, "");
}

static void adds(void **state) {
  (void)state;
  struct buf b = {0};
  buf_adds(&b, "x:");
  pinyin_initials(&b, "重庆", 9);
  assert_string_equal(b.p, "x:zq cq");
  buf_free(&b);
}

/* Every character of the block gives one letter a string, none twice. */
static void whole_table(void **state) {
  (void)state;
  size_t several = 0, none = 0;
  for (uint32_t c = 0x4E00; c <= 0x9FFF; c++) {
    char name[5] = "";
    struct buf b = {0};
    name[utf8_put(name, c)] = 0;
    pinyin_initials(&b, name, 99);
    none += b.n == 0;
    several += b.n > 1;
    for (size_t i = 0; i < b.n; i++) {
      if (i % 2 ? b.p[i] != ' ' : b.p[i] < 'a' || b.p[i] > 'z') fail_msg("U+%04X gave '%s'", c, b.p);
      if (i % 2 == 0 && memchr(b.p, b.p[i], i)) fail_msg("U+%04X gave '%s'", c, b.p);
    }
    buf_free(&b);
  }
  assert_int_equal(several, 574);
  assert_true(none < 400);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names), cmocka_unit_test(combinations), cmocka_unit_test(nothing),
      cmocka_unit_test(adds),  cmocka_unit_test(whole_table),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
