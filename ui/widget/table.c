/* table: kept rows as a list with filter, sort and columns that find their own widths. Owns the rows. Must not: load them. */
#include "ui/widget/widget.h"

#include <stdlib.h>
#include <string.h>

enum { LOOKED_AT = 400, NAME_LEAST = 16, CODE_MOST = 24 }; /* rows whose texts decide the widths */

static const char *cell_at(const struct table *t, size_t shown, int column) {
  return kept_cell(t->kept, t->shown[shown], (size_t)column);
}

/* ---- columns */
static bool is_number(enum out_type type) {
  return type == OUT_INT || type == OUT_NUM || type == OUT_CHANGE;
}

/* A name may be cut, a number never. */
static void measure(struct table *t) {
  size_t rows = kept_rows(t->kept);
  for (; t->measured < rows; t->measured++) {
    for (size_t c = 0; c < t->columns; c++) {
      if (t->measured >= LOOKED_AT && !is_number(t->column[c].type)) continue;
      int w = (int)utf8_width(kept_cell(t->kept, t->measured, c));
      if (w > t->natural[c]) t->natural[c] = w;
    }
  }
}

static void column_add(struct table *t, const struct table_column *look) {
  const struct out_column *c = &t->column[look->column];
  const char *title = c->title ? c->title : "";
  int width = t->natural[look->column], head = *title ? (int)utf8_width(text_get(title)) : 0;
  bool name = c->type == OUT_NAME;
  if (!width || t->made_count == LIST_COLUMNS) return; /* nothing in any row */
  if (width < head) width = head;
  if (name && width > NAME_LEAST) width = NAME_LEAST;
  if (!name && !is_number(c->type) && c->type != OUT_TIME && width > CODE_MOST) width = CODE_MOST;
  if (look->least && width > look->least && !is_number(c->type)) width = look->least;
  t->source[t->made_count] = look->column;
  t->made[t->made_count++] = (struct list_column){title, width, name && !look->weight ? 1 : look->weight, look->rank,
                                                  is_number(c->type) ? ALIGN_NUMBER : ALIGN_LEFT};
}

static void columns_make(struct table *t) {
  measure(t);
  t->made_count = 0;
  for (size_t i = 0; i < t->looks; i++) column_add(t, &t->look[i]);
  for (size_t i = 0; !t->looks && i < t->columns; i++) {
    if (!t->column[i].title || t->column[i].type == OUT_JSON) continue;
    column_add(t, &(struct table_column){.column = (int)i, .rank = i < 2 ? 0 : (int)i});
  }
}

/* ---- rows */
static bool has_word(const struct table *t, size_t row, const char *word) {
  struct buf folded = {0};
  bool found = false;
  for (size_t c = 0; c < t->columns && !found; c++) {
    const char *text = kept_cell(t->kept, row, c);
    buf_clear(&folded);
    utf8_fold(&folded, text);
    found = folded.n && strstr(folded.p, word);
    if (!found && t->column[c].type == OUT_NAME) {
      buf_clear(&folded);
      pinyin_initials(&folded, text, 16);
      found = folded.n && strstr(folded.p, word);
    }
  }
  buf_free(&folded);
  return found;
}

static bool passes(const struct table *t, size_t row, char *words) {
  char copy[sizeof t->filter], *rest = NULL;
  str_copy(copy, sizeof copy, words);
  for (char *word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
    if (!has_word(t, row, word)) return false;
  return true;
}

struct sorted {
  const struct table *table;
  int column, sign;
  bool number;
};

static int compare_numbers(const char *a, const char *b) {
  int64_t x = INT64_MIN, y = INT64_MIN; /* nothing comes before any number */
  enum { PLACES = 4 };
  if (*a && !num_parse(a, PLACES, &x)) x = 0;
  if (*b && !num_parse(b, PLACES, &y)) y = 0;
  return x < y ? -1 : x > y;
}

static int compare(const void *one, const void *two, void *self) {
  const struct sorted *s = self;
  const size_t a = *(const size_t *)one, b = *(const size_t *)two;
  const char *x = kept_cell(s->table->kept, a, (size_t)s->column), *y = kept_cell(s->table->kept, b, (size_t)s->column);
  int c = s->number ? compare_numbers(x, y) : strcmp(x, y);
  return c ? c * s->sign : a < b ? -1 : 1; /* equal ones stay as they came */
}

static void key_of(const void *self, size_t row, char key[LIST_KEY]) {
  const struct table *t = self;
  str_copy(key, LIST_KEY, cell_at(t, row, t->id));
}

static enum role cell_of(const void *self, size_t row, size_t column, struct buf *text) {
  const struct table *t = self;
  buf_adds(text, cell_at(t, row, t->source[column]));
  return t->role ? t->role(t, t->shown[row], t->source[column]) : ROLE_TEXT;
}

static struct list_rows rows_of(const struct table *t) {
  return (struct list_rows){
      t->made, t->made_count, t->shown_count, t, key_of, cell_of, *t->filter ? N_("Nothing matches. Esc clears the filter.") : t->empty};
}

/* The rows that were not looked at yet. */
static void look(struct table *t) {
  struct buf folded = {0};
  size_t rows = t->kept ? kept_rows(t->kept) : 0;
  t->shown = xrealloc(t->shown, rows + 1, sizeof *t->shown);
  utf8_fold(&folded, t->filter);
  for (; t->looked < rows; t->looked++)
    if (!folded.n || passes(t, t->looked, folded.p)) t->shown[t->shown_count++] = t->looked;
  buf_free(&folded);
  t->version++;
}

static void order(struct table *t) {
  if (t->sort) {
    int column = abs(t->sort) - 1;
    struct sorted s = {t, column, t->sort < 0 ? -1 : 1, is_number(t->column[column].type)};
    qsort_r(t->shown, t->shown_count, sizeof *t->shown, compare, &s);
  }
  struct list_rows r = rows_of(t);
  list_find(&t->list, &r);
}

static void show(struct table *t) {
  t->shown_count = t->looked = 0;
  look(t);
  order(t);
}

void table_take(struct table *t, struct kept *kept) {
  kept_free(t->kept);
  t->kept = kept;
  t->natural = xrealloc(t->natural, t->columns, sizeof *t->natural);
  memset(t->natural, 0, t->columns * sizeof *t->natural);
  t->measured = 0;
  columns_make(t);
  show(t);
}

void table_more(struct table *t, bool all) {
  columns_make(t);
  look(t);
  if (all) order(t);
}

void table_filter(struct table *t, const char *text) {
  str_copy(t->filter, sizeof t->filter, text);
  show(t);
}

void table_sort(struct table *t, int column) {
  if (column < 0 && t->made_count) { /* the column after the one it is sorted by now */
    size_t i = 0;
    while (i < t->made_count && t->source[i] != abs(t->sort) - 1) i++;
    column = t->source[i + 1 < t->made_count ? i + 1 : 0];
    t->sort = 0;
  }
  t->sort = t->sort == column + 1 ? -(column + 1) : column + 1;
  show(t);
}

/* ---- the list */
bool table_key(struct table *t, const struct key *k) {
  struct list_rows r = rows_of(t);
  if (k->code == KEY_ESC && !k->mods && *t->filter) { /* the first Esc clears the filter, the next one leaves */
    table_filter(t, "");
    return true;
  }
  return list_key(&t->list, &r, k);
}

void table_draw(struct table *t, struct area a, bool focus) {
  struct list_rows r = rows_of(t);
  list_draw(&t->list, &r, a, focus);
}

const char *table_id(const struct table *t) {
  return t->shown_count ? cell_at(t, t->list.at, t->id) : NULL;
}

const char *table_cell(const struct table *t, int column) {
  return t->shown_count ? cell_at(t, t->list.at, column) : "";
}

void table_go(struct table *t, const char *id) {
  struct list_rows r = rows_of(t);
  str_copy(t->list.key, sizeof t->list.key, id);
  list_find(&t->list, &r);
}

void table_done(struct table *t) {
  kept_free(t->kept);
  free(t->shown);
  free(t->natural);
  t->kept = NULL;
  t->natural = NULL;
  t->shown = NULL;
  t->shown_count = 0;
}
