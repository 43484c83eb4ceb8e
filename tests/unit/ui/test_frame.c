/* frame: writing into cells never leaves half of a wide character, never leaves its area, keeps marks on what they belong to. */
#include "ui/term/term.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct frame f;

static int up(void **state) {
  (void)state;
  frame_size(&f, 3, 8);
  return 0;
}

static int down(void **state) {
  (void)state;
  frame_free(&f);
  return 0;
}

/* Every right half has its left one and the other way round. */
static void whole(void) {
  for (int row = 0; row < f.rows; row++)
    for (int col = 0; col < f.cols; col++) {
      const struct cell *c = &f.cell[row * f.cols + col];
      bool wide = c->code && utf8_cells(c->code) == 2;
      assert_int_equal(wide, col + 1 < f.cols && c[1].code == 0);
      if (!c->code) assert_true(col > 0 && utf8_cells(c[-1].code) == 2);
    }
}

static void row_is(int row, const char *text) {
  struct buf b = {0};
  frame_dump(&f, &b);
  char *line = b.p;
  for (int i = 0; i < row; i++) line = strchr(line, '\n') + 1;
  line[strcspn(line, "\n")] = 0;
  assert_string_equal(line, text);
  buf_free(&b);
  whole();
}

static void test_right_edge(void **state) {
  (void)state;
  struct area a = frame_area(&f);
  assert_int_equal(area_text(a, 0, 5, ROLE_TEXT, "饮料"), 2); /* one and a half would fit */
  row_is(0, "     饮");
  assert_int_equal(area_text(a, 1, 7, ROLE_TEXT, "饮"), 0);
  row_is(1, "");
  assert_int_equal(area_text(a, 1, 0, ROLE_TEXT, "abcdefghij"), 8);
  row_is(1, "abcdefgh");
  row_is(2, "");
  assert_int_equal(area_text(a, 3, 0, ROLE_TEXT, "x") + area_text(a, -1, 0, ROLE_TEXT, "x") + area_text(a, 0, 8, ROLE_TEXT, "x"), 0);
}

/* Over either half, by narrow and by wide: what is left of a character is a blank. */
static void test_over(void **state) {
  (void)state;
  struct area a = frame_area(&f);
  area_text(a, 0, 0, ROLE_TEXT, "饮料水果");
  area_text(a, 0, 1, ROLE_TEXT, "x");
  row_is(0, " x料水果");
  area_text(a, 0, 4, ROLE_TEXT, "y");
  row_is(0, " x料y 果");
  area_text(a, 1, 0, ROLE_TEXT, "饮料水果");
  area_text(a, 1, 1, ROLE_TEXT, "大米");
  row_is(1, " 大米 果");
  area_fill(area_part(a, 1, 2, 1, 5), ROLE_TEXT);
  row_is(1, "");
  for (int col = 0; col < 8; col++)
    for (int at = 0; at < 8; at++) {
      area_text(a, 2, 0, ROLE_TEXT, "饮料水果");
      area_fill(area_part(a, 2, at, 1, col), ROLE_TEXT);
      whole();
    }
}

static void test_areas(void **state) {
  (void)state;
  struct area a = frame_area(&f), part = area_part(a, 1, 3, 1, 3);
  assert_int_equal(area_text(part, 0, 0, ROLE_TEXT, "料料"), 2);
  row_is(1, "   料");
  part = area_part(a, 2, 6, 10, 10);
  assert_true(part.rows == 1 && part.cols == 2);
  part = area_part(a, 1, 1, -1, -2);
  assert_true(part.rows == 1 && part.cols == 5);
  part = area_part(a, 9, 9, 1, 1);
  assert_true(part.rows == 0 && part.cols == 0);
  assert_int_equal(area_text(part, 0, 0, ROLE_TEXT, "x"), 0);
}

static void test_cells(void **state) {
  (void)state;
  struct area a = frame_area(&f);
  area_cell(a, 0, 0, 6, ROLE_TEXT, ALIGN_LEFT, "饮料水果");
  row_is(0, "饮料~"); /* five cells of room before the sign: two characters */
  area_cell(a, 1, 0, 5, ROLE_TEXT, ALIGN_NUMBER, "123456");
  row_is(1, "#####");
  area_cell(a, 1, 0, 6, ROLE_TEXT, ALIGN_NUMBER, "123456");
  row_is(1, "123456");
  area_cell(a, 2, 0, 6, ROLE_TEXT, ALIGN_RIGHT, "饮");
  row_is(2, "    饮");
  area_cell(a, 2, 6, 6, ROLE_TEXT, ALIGN_LEFT, "abc");
  row_is(2, "    饮a~");
}

static void test_marks(void **state) {
  (void)state;
  struct area a = frame_area(&f);
  assert_int_equal(area_text(a, 0, 0, ROLE_TEXT,
                             "\xcc\x81"
                             "e\xcc\x81\x1b[31mx\a"),
                   6); /* the leading one has nothing to stand on */
  row_is(0, "e\xcc\x81[31mx");
  assert_int_equal(area_text(a, 1, 0, ROLE_TEXT, "饮\xcc\x81"), 2);
  assert_int_equal(f.cell[8].mark, 0x301);
  area_text(a, 2, 0, ROLE_TEXT,
            "a\xff"
            "b");
  row_is(2, "a\xef\xbf\xbd"
            "b");
}

static void test_wrap(void **state) {
  (void)state;
  struct area a = frame_area(&f);
  assert_int_equal(area_wrap(a, 0, ROLE_TEXT, "ab cdef gh"), 2);
  row_is(0, "ab cdef");
  row_is(1, "gh");
  assert_int_equal(text_lines("饮料水果大", 8), 2);
  assert_int_equal(text_lines("a饮料水果", 8), 2);
  assert_int_equal(text_lines("abcdefghijk", 8), 2); /* no blank: cut */
  assert_int_equal(text_lines("a\nb\nc\nd", 8), 4);
  assert_int_equal(text_lines("", 8), 0);
  assert_int_equal(text_lines("请按Enter键", 8), 2);    /* 请按 | Enter键: no cut in the word that fits a line */
  assert_int_equal(text_lines("请按EnterEnter", 8), 3); /* a longer one is cut where its line ends */
  assert_int_equal(text_lines("水果很多，大", 8), 2);   /* 水果很 | 多，大: no comma begins a line */
  assert_int_equal(text_lines("x", 1), 0);
}

static void test_box(void **state) {
  (void)state;
  struct area a = frame_area(&f);
  glyphs_use(GLYPHS_ASCII);
  area_text(a, 1, 0, ROLE_TEXT, "饮料水果");
  area_box(area_part(a, 0, 1, 3, 6), ROLE_BOX, "");
  row_is(0, " +----+");
  row_is(1, " |    |");
  area_cursor(a, 99, 99, true);
  assert_true(f.cursor_row == 2 && f.cursor_col == 7);
}

#define test(name) cmocka_unit_test_setup_teardown(name, up, down)
int main(void) {
  const struct CMUnitTest tests[] = {test(test_right_edge), test(test_over), test(test_areas), test(test_cells),
                                     test(test_marks),      test(test_wrap), test(test_box)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
