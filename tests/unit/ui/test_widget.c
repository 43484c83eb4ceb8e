/* Widgets without a terminal: what they show in a frame and what keys make of them; lists empty, with one row, with 200,000. */
#include "ui/widget/widget.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ROWS = 24, COLS = 80, MANY = 200000 };
static struct frame f;

static int up(void **state) {
  (void)state;
  glyphs_use(GLYPHS_ASCII);
  frame_size(&f, ROWS, COLS);
  return 0;
}

static int down(void **state) {
  (void)state;
  frame_free(&f);
  return 0;
}

static struct key key_of(const char *name) {
  struct key k;
  assert_true(key_parse(name, &k));
  return k;
}

static const char *row(int n) {
  static char line[512];
  struct buf b = {0};
  frame_dump(&f, &b);
  char *p = b.p;
  for (int i = 0; i < n; i++) p = strchr(p, '\n') + 1;
  p[strcspn(p, "\n")] = 0;
  str_copy(line, sizeof line, p);
  buf_free(&b);
  return line;
}

/* ---- edit */
static void typed(struct edit *e, const char *keys) {
  char copy[200], *rest = NULL;
  str_copy(copy, sizeof copy, keys);
  for (char *name = strtok_r(copy, " ", &rest); name; name = strtok_r(NULL, " ", &rest)) {
    struct key k = key_of(name);
    assert_true(edit_key(e, &k));
  }
}

static void test_edit(void **state) {
  (void)state;
  static const struct {
    const char *start, *keys, *text;
    size_t at;
  } table[] = {
      {"", "a 饮 b", "a饮b", 5},
      {"old", "n", "n", 1}, /* fresh: replaced */
      {"old", "End n", "oldn", 4},
      {"old", "Backspace", "", 0},
      {"饮料", "Left x", "饮x料", 4},
      {"饮料", "Home Del", "料", 0},
      {"饮料", "End Backspace", "饮", 3},
      {"ab cd", "End C-w", "ab ", 3},
      {"ab cd", "End Left C-k", "ab c", 4},
      {"ab cd", "End Left C-u", "d", 0},
      {"", "Left Right Home End Backspace Del C-u C-k C-w", "", 0},
  };
  for (size_t i = 0; i < COUNT(table); i++) {
    struct edit e = {0};
    edit_set(&e, table[i].start);
    typed(&e, table[i].keys);
    assert_string_equal(e.text, table[i].text);
    assert_int_equal(e.at, table[i].at);
    assert_int_equal(e.n, strlen(e.text));
  }
}

static void test_edit_limits(void **state) {
  (void)state;
  struct edit e = {.most = 2, .fold = EDIT_ASCII};
  edit_insert(&e, "１２３"); /* full-width, and one too many */
  assert_string_equal(e.text, "12");
  edit_set(&e, "");
  e.most = 0;
  edit_insert(&e, "a\nb\tc\x01");
  assert_null(strpbrk(e.text, "\n\t\x01"));
  for (int i = 0; i < 600; i++) edit_insert(&e, "饮");
  assert_true(e.n < sizeof e.text && utf8_valid(e.text, e.n));
}

/* A scan's first characters are typed before they prove to be a scan's: taken back to what stood there. */
static void test_edit_back(void **state) {
  (void)state;
  struct edit e = {0};
  edit_set(&e, "kept");
  typed(&e, "6 9 0");
  edit_back(&e, 3);
  assert_string_equal(e.text, "kept");
  typed(&e, "End a b 6 9");
  edit_back(&e, 2);
  assert_string_equal(e.text, "keptab");
}

static void test_edit_draw(void **state) {
  (void)state;
  struct edit e = {0};
  edit_set(&e, "abcdefghij饮料");
  edit_draw(&e, frame_area(&f), 0, 0, 8, true);
  assert_int_equal(f.cursor_col < 8, 1);
  assert_int_equal(row(0)[0], '<');
  e.at = 0;
  edit_draw(&e, frame_area(&f), 0, 0, 8, true);
  assert_string_equal(row(0), "abcdefg>");
  assert_int_equal(f.cursor_col, 0);
  e.secret = true;
  edit_draw(&e, frame_area(&f), 1, 0, 20, false);
  assert_string_equal(row(1), "************");
}

/* ---- lists */
static void list_row_key(const void *self, size_t i, char key[LIST_KEY]) {
  snprintf(key, LIST_KEY, "%zu", i + *(const size_t *)self);
}

static size_t asked;
static enum role list_cell(const void *self, size_t i, size_t column, struct buf *text) {
  asked++;
  buf_printf(text, "%s%zu", column ? "饮料" : "n", i + *(const size_t *)self);
  return ROLE_TEXT;
}

static const struct list_column two[] = {{"Name", 10, 1, 0, ALIGN_LEFT}, {"More", 70, 0, 1, ALIGN_LEFT}};

static void test_list_sizes(void **state) {
  (void)state;
  size_t first = 0;
  struct list l = {0};
  struct list_rows r = {two, 2, 0, &first, list_row_key, list_cell, "Nothing here. a adds one."};
  static const char *const keys[] = {"Down", "Up", "PgDn", "PgUp", "Home", "End", "j", "k", "g", "G"};
  for (size_t i = 0; i < COUNT(keys); i++) {
    struct key k = key_of(keys[i]);
    assert_true(list_key(&l, &r, &k));
  }
  list_draw(&l, &r, frame_area(&f), true);
  assert_string_equal(row(1), "  Nothing here. a adds one.");
  r.rows = 1;
  for (size_t i = 0; i < COUNT(keys); i++) {
    struct key k = key_of(keys[i]);
    assert_true(list_key(&l, &r, &k));
    assert_int_equal(l.at, 0);
  }
  list_draw(&l, &r, frame_area(&f), true);
  assert_string_equal(row(1), "> n0");
  r.rows = MANY;
  struct key end = key_of("End"), up = key_of("PgUp");
  list_key(&l, &r, &end);
  asked = 0;
  frame_size(&f, ROWS, COLS);
  list_draw(&l, &r, frame_area(&f), true);
  assert_int_equal(l.at, MANY - 1);
  assert_string_equal(row(ROWS - 1), "> n199999");
  assert_true(asked <= ROWS * 2); /* only what is seen */
  list_key(&l, &r, &up);
  list_draw(&l, &r, frame_area(&f), true);
  assert_int_equal(l.at, MANY - 1 - (ROWS - 2)); /* a page less one line; the head takes one too */
}

/* Rows came before the one with the cursor: it stays on its row; its row is gone: it stays where it was. */
static void test_list_keeps(void **state) {
  (void)state;
  size_t first = 100;
  struct list l = {0};
  struct list_rows r = {two, 2, 50, &first, list_row_key, list_cell, ""};
  list_go(&l, &r, 10);
  first = 95;
  list_find(&l, &r);
  assert_int_equal(l.at, 15);
  first = 500;
  list_find(&l, &r);
  assert_int_equal(l.at, 15);
  r.rows = 3;
  list_find(&l, &r);
  assert_int_equal(l.at, 2);
  list_go(&l, &r, 99);
  assert_int_equal(l.at, 2);
}

/* The column of the highest rank goes when there is no room. */
static void test_list_narrow(void **state) {
  (void)state;
  size_t first = 0;
  struct list l = {0};
  struct list_rows r = {two, 2, 1, &first, list_row_key, list_cell, ""};
  list_draw(&l, &r, area_part(frame_area(&f), 0, 0, ROWS, 60), true);
  assert_string_equal(row(0), "  Name");
  frame_size(&f, ROWS, 100);
  list_draw(&l, &r, frame_area(&f), true);
  assert_non_null(strstr(row(0), "More"));
  assert_non_null(strstr(row(1), "饮料0"));
}

/* ---- tables */
enum { ID, NAME, QTY, TABLE_COLUMNS };
static const struct out_column columns[] = {{"id", OUT_CODE, N_("Id")}, {"name", OUT_NAME, N_("Name")}, {"qty", OUT_INT, N_("Qty")}};

static void fill(struct table *t, size_t rows) {
  struct kept *kept;
  struct err err;
  char text[64];
  struct out *out = out_keep(columns, TABLE_COLUMNS, &kept);
  for (size_t i = 0; i < rows; i++) {
    snprintf(text, sizeof text, "R%06zu", i);
    out_text(out, ID, text);
    out_text(out, NAME, i % 2 ? "江禾酸奶" : "白露牛奶 Milk");
    out_int(out, QTY, i + 1 == rows ? 123456789 : (int64_t)(i % 7)); /* the widest comes last */
    out_row(out);
  }
  assert_true(out_end(out, &err));
  t->column = columns;
  t->columns = TABLE_COLUMNS;
  t->empty = "None yet.";
  table_take(t, kept);
}

static void test_table_sizes(void **state) {
  (void)state;
  static const size_t sizes[] = {0, 1, 2, MANY};
  for (size_t i = 0; i < COUNT(sizes); i++) {
    struct table t = {0};
    fill(&t, sizes[i]);
    frame_size(&f, ROWS, COLS);
    table_draw(&t, frame_area(&f), true);
    assert_int_equal(t.shown_count, sizes[i]);
    if (!sizes[i]) {
      assert_null(table_id(&t));
      assert_string_equal(table_cell(&t, NAME), "");
      assert_string_equal(row(1), "  None yet.");
    } else {
      struct key end = key_of("End");
      assert_string_equal(table_id(&t), "R000000");
      assert_true(table_key(&t, &end));
      table_draw(&t, frame_area(&f), true);
      assert_non_null(strstr(row(sizes[i] < ROWS ? (int)sizes[i] : ROWS - 1), "123456789")); /* no number is cut, wherever it stands */
    }
    table_done(&t);
  }
}

static void test_table_filter(void **state) {
  (void)state;
  struct table t = {0};
  struct key esc = key_of("Esc");
  fill(&t, MANY);
  table_filter(&t, "milk r00000");
  assert_int_equal(t.shown_count, 5);
  table_filter(&t, "jhsn R000001"); /* initials */
  assert_int_equal(t.shown_count, 1);
  assert_string_equal(table_id(&t), "R000001");
  table_filter(&t, "nosuch");
  assert_int_equal(t.shown_count, 0);
  table_draw(&t, frame_area(&f), true);
  assert_string_equal(row(1), "  Nothing matches. Esc clears the filter.");
  assert_true(table_key(&t, &esc));
  assert_int_equal(t.shown_count, MANY);
  assert_false(table_key(&t, &esc));
  table_go(&t, "R123456");
  assert_string_equal(table_id(&t), "R123456");
  fill(&t, MANY); /* loaded anew: the cursor stays */
  assert_string_equal(table_id(&t), "R123456");
  table_done(&t);
}

static void test_table_sort(void **state) {
  (void)state;
  struct table t = {0};
  fill(&t, 1000);
  table_sort(&t, QTY);
  table_go(&t, "R000999");
  assert_int_equal(t.list.at, 999);
  table_sort(&t, QTY);
  table_go(&t, "R000999");
  assert_int_equal(t.list.at, 0); /* downwards */
  table_sort(&t, NAME);
  assert_true(strcmp(kept_cell(t.kept, t.shown[0], NAME), kept_cell(t.kept, t.shown[999], NAME)) < 0);
  table_done(&t);
}

/* ---- forms */
static const struct form_field fields[] = {
    {.name = "note", .label = N_("A note."), .type = FORM_NOTE},
    {.name = "name", .label = N_("Name"), .type = FORM_TEXT, .required = true},
    {.name = "kind", .label = N_("Kind"), .type = FORM_CHOICE, .choices = "yes|no|later"},
    {.name = "qty", .label = N_("Qty"), .type = FORM_NUMBER, .decimals = 1},
    {.name = "day", .label = N_("Day"), .type = FORM_DAY},
};

static enum form_said form_keys(struct form *form, const char *keys) {
  char copy[200], *rest = NULL;
  enum form_said said = FORM_OTHER;
  str_copy(copy, sizeof copy, keys);
  for (char *name = strtok_r(copy, " ", &rest); name; name = strtok_r(NULL, " ", &rest)) {
    struct key k = key_of(name);
    said = form_key(form, &k);
  }
  return said;
}

static void test_form(void **state) {
  (void)state;
  struct form form;
  form_open(&form, fields, COUNT(fields));
  assert_int_equal(form.at, 1); /* past the note */
  assert_int_equal(form_keys(&form, "F2"), FORM_TAKEN);
  assert_int_equal(form.at, 1);
  assert_string_not_equal(form.wrong[1], "");
  assert_int_equal(form_keys(&form, "饮 Enter"), FORM_TAKEN);
  assert_string_equal(form_get(&form, "kind"), "yes");
  form_keys(&form, "Space");
  assert_string_equal(form_get(&form, "kind"), "no");
  form_keys(&form, "Left Left");
  assert_string_equal(form_get(&form, "kind"), "later");
  form_keys(&form, "Right");
  assert_string_equal(form_get(&form, "kind"), "yes");
  form_keys(&form, "Enter 1 2 * 2 . 5 Enter");
  assert_string_equal(form_get(&form, "qty"), "30.0");
  assert_int_equal(form.at, 4);
  assert_int_equal(form_keys(&form, "2 0 2 6 - 1 3 - 0 1 Enter"), FORM_TAKEN);
  assert_string_not_equal(form.wrong[4], "");
  form_draw(&form, area_part(frame_area(&f), 0, 0, form_rows(&form), COLS));
  assert_string_equal(row(form_rows(&form) - 1), "This is not a date. Write it as 2026-11-24.");
  form_set(&form, "day", "2026-11-24");
  assert_int_equal(form_keys(&form, "Enter"), FORM_SAVE);
  form_keys(&form, "Up x"); /* into the number: typed over, and wrong */
  assert_int_equal(form_keys(&form, "F2"), FORM_TAKEN);
  assert_int_equal(form.at, 3);
}

/* ---- charts */
static void test_spark(void **state) {
  (void)state;
  static const int64_t values[] = {0, 1, 50, 100, -5, INT64_MAX};
  struct buf b = {0};
  glyphs_use(GLYPHS_FULL);
  chart_spark(&b, values, 4, 10);
  assert_string_equal(b.p, " ▁▄█"); /* a little is more than nothing */
  buf_clear(&b);
  chart_spark(&b, values, 4, 2);
  assert_string_equal(b.p, "▄█"); /* the last ones */
  buf_clear(&b);
  chart_spark(&b, values + 4, 2, 2);
  assert_string_equal(b.p, " █");
  buf_clear(&b);
  chart_spark(&b, values, 0, 5);
  assert_int_equal(b.n, 0);
  buf_free(&b);
}

static void test_bars(void **state) {
  (void)state;
  static const char *const label[] = {"饮料", "a"}, *const number[] = {"100", "0"};
  static const int64_t value[] = {100, 0};
  glyphs_use(GLYPHS_ASCII);
  chart_bars(area_part(frame_area(&f), 0, 0, 4, 40), label, value, number, 2);
  assert_non_null(strstr(row(0), "饮料"));
  assert_non_null(strstr(row(0), "100"));
  assert_non_null(strstr(row(0), "####"));
  assert_null(strstr(row(1), "#"));
}

#define test(name) cmocka_unit_test_setup_teardown(name, up, down)
int main(void) {
  const struct CMUnitTest tests[] = {test(test_edit),         test(test_edit_limits), test(test_edit_back),   test(test_edit_draw),
                                     test(test_list_sizes),   test(test_list_keeps),  test(test_list_narrow), test(test_table_sizes),
                                     test(test_table_filter), test(test_table_sort),  test(test_form),        test(test_spark),
                                     test(test_bars)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
