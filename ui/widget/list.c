/* list: rows one under another with a cursor. Owns where the cursor and the window stand. Must not: keep rows. */
#include "ui/widget/widget.h"

#include <string.h>

enum { GAP = 2, MARK = 1 }; /* cells between columns; the cursor's mark before the first */

static void remember(struct list *l, const struct list_rows *r) {
  l->key[0] = 0;
  if (l->at < r->rows) r->key(r->self, l->at, l->key);
}

void list_go(struct list *l, const struct list_rows *r, size_t row) {
  l->at = r->rows == 0 ? 0 : row < r->rows ? row : r->rows - 1;
  remember(l, r);
}

void list_find(struct list *l, const struct list_rows *r) {
  char key[LIST_KEY], wanted[LIST_KEY];
  str_copy(wanted, sizeof wanted, l->key);
  /* Mostly it is where it was, or near. */
  for (size_t i = 0; *wanted && i < r->rows; i++) {
    size_t row = (l->at + i) % r->rows;
    r->key(r->self, row, key);
    if (!str_eq(key, wanted)) continue;
    l->at = row;
    return;
  }
  list_go(l, r, l->at);
}

bool list_key(struct list *l, const struct list_rows *r, const struct key *k) {
  size_t page = l->page > 1 ? l->page - 1 : 1, last = r->rows ? r->rows - 1 : 0;
  if (k->mods) return false;
  switch (k->code) {
  case KEY_UP:
  case 'k': list_go(l, r, l->at ? l->at - 1 : 0); return true;
  case KEY_DOWN:
  case 'j': list_go(l, r, l->at + 1); return true;
  case KEY_PGUP: list_go(l, r, l->at > page ? l->at - page : 0); return true;
  case KEY_PGDN: list_go(l, r, l->at + page); return true;
  case KEY_HOME:
  case 'g': list_go(l, r, 0); return true;
  case KEY_END:
  case 'G': list_go(l, r, last); return true;
  default: return false;
  }
}

/* Which columns have room, and how wide each is; 0: left out. */
static void measure(const struct list_rows *r, int cols, int *width) {
  int need = MARK + 1;
  for (size_t i = 0; i < r->columns; i++) {
    width[i] = r->column[i].least;
    need += width[i] + (width[i] > 0 ? GAP : 0);
  }
  need -= GAP;
  while (need > cols) {
    size_t worst = r->columns;
    for (size_t i = 0; i < r->columns; i++)
      if (width[i] && r->column[i].rank && (worst == r->columns || r->column[i].rank >= r->column[worst].rank)) worst = i;
    if (worst == r->columns) break;
    need -= width[worst] + GAP;
    width[worst] = 0;
  }
  int weight = 0, left = cols - need;
  for (size_t i = 0; i < r->columns; i++) weight += width[i] ? r->column[i].weight : 0;
  for (size_t i = 0; i < r->columns && left > 0 && weight > 0; i++) {
    if (!width[i] || !r->column[i].weight) continue;
    int share = left * r->column[i].weight / weight;
    width[i] += share;
    left -= share;
    weight -= r->column[i].weight;
  }
}

static void head_draw(const struct list_rows *r, struct area a, const int *width) {
  int col = MARK + 1;
  for (size_t i = 0; i < r->columns; i++) {
    if (!width[i]) continue;
    area_cell(a, 0, col, width[i], ROLE_HEAD, r->column[i].align == ALIGN_LEFT ? ALIGN_LEFT : ALIGN_RIGHT, text_get(r->column[i].title));
    col += width[i] + GAP;
  }
}

static void row_draw(const struct list_rows *r, struct area a, int line, size_t row, const int *width, bool now) {
  struct buf text = {0};
  int col = MARK + 1;
  if (now) area_text(a, line, 0, ROLE_STRONG, glyph(GLYPH_CURSOR));
  for (size_t i = 0; i < r->columns; i++) {
    if (!width[i]) continue;
    buf_clear(&text);
    enum role role = r->cell(r->self, row, i, &text);
    area_cell(a, line, col, width[i], role, r->column[i].align, text.n ? text.p : "");
    col += width[i] + GAP;
  }
  buf_free(&text);
}

static bool titled(const struct list_rows *r) {
  for (size_t i = 0; i < r->columns; i++)
    if (r->column[i].title && *r->column[i].title) return true;
  return false;
}

void list_draw(struct list *l, const struct list_rows *r, struct area a, bool focus) {
  int width[LIST_COLUMNS] = {0};
  measure(r, a.cols, width);
  int head = titled(r) && r->rows;
  if (head) head_draw(r, a, width);
  struct area body = area_part(a, head, 0, a.rows - head, a.cols);
  l->page = (size_t)(body.rows > 0 ? body.rows : 0);
  if (!r->rows) {
    if (r->empty) area_wrap(area_part(a, 1, MARK + 1, a.rows - 1, a.cols - MARK - 1), 0, ROLE_DIM, text_get(r->empty));
    return;
  }
  if (l->at >= r->rows) l->at = r->rows - 1;
  if (l->top > l->at) l->top = l->at;
  if (l->at >= l->top + l->page && l->page) l->top = l->at - l->page + 1;
  if (l->top + l->page > r->rows) l->top = r->rows > l->page ? r->rows - l->page : 0;
  for (size_t i = 0; i < l->page && l->top + i < r->rows; i++) {
    bool now = !l->plain && l->top + i == l->at;
    row_draw(r, body, (int)i, l->top + i, width, now);
    if (now && focus) {
      area_role(body, (int)i, MARK, body.cols - MARK, ROLE_SELECTED);
      area_cursor(body, (int)i, MARK + 1, false);
    }
  }
}
