/* frame: the picture of a screen as cells, and the only ways to write into it. Owns the cells. Must not: know curses or a colour. */
#include "ui/term/term.h"

#include <stdlib.h>
#include <string.h>

enum { BLANK = ' ' };

void frame_size(struct frame *f, int rows, int cols) {
  f->cell = xrealloc(f->cell, (size_t)rows * (size_t)cols, sizeof *f->cell);
  f->rows = rows;
  f->cols = cols;
  f->cursor_row = f->cursor_col = 0;
  f->cursor_shown = false;
  for (int i = 0; i < rows * cols; i++) f->cell[i] = (struct cell){BLANK, 0, ROLE_TEXT};
}

void frame_free(struct frame *f) {
  free(f->cell);
  *f = (struct frame){0};
}

void frame_dump(const struct frame *f, struct buf *out) {
  char utf8[4];
  for (int row = 0; row < f->rows; row++) {
    const struct cell *line = f->cell + row * f->cols;
    int last = f->cols;
    while (last > 0 && line[last - 1].code == BLANK) last--;
    for (int col = 0; col < last; col++) {
      if (!line[col].code) continue;
      buf_add(out, utf8, utf8_put(utf8, line[col].code));
      if (line[col].mark) buf_add(out, utf8, utf8_put(utf8, line[col].mark));
    }
    buf_addc(out, '\n');
  }
}

struct area frame_area(struct frame *f) {
  return (struct area){f, 0, 0, f->rows, f->cols};
}

static int within(int value, int most) {
  return value < 0 ? 0 : value > most ? most : value;
}

struct area area_part(struct area a, int row, int col, int rows, int cols) {
  row = within(row, a.rows);
  col = within(col, a.cols);
  int left_rows = a.rows - row, left_cols = a.cols - col;
  rows = within(rows < 0 ? left_rows + rows : rows, left_rows);
  cols = within(cols < 0 ? left_cols + cols : cols, left_cols);
  return (struct area){a.frame, a.row + row, a.col + col, rows, cols};
}

/* One cell gets a new character: whatever wide one it was half of loses its other half. */
static void cell_set(struct frame *f, int row, int col, struct cell c) {
  struct cell *line = f->cell + row * f->cols;
  if (!line[col].code && col > 0) line[col - 1].code = BLANK;
  if (col + 1 < f->cols && line[col + 1].code == 0) line[col + 1].code = BLANK;
  line[col] = c;
}

void area_fill(struct area a, enum role role) {
  for (int row = 0; row < a.rows; row++)
    for (int col = 0; col < a.cols; col++) cell_set(a.frame, a.row + row, a.col + col, (struct cell){BLANK, 0, (uint8_t)role});
}

/* Writes until `cols` cells are used; the cells used. */
static int put(struct area a, int row, int col, int cols, enum role role, const char *s) {
  int used = 0;
  if (row < 0 || row >= a.rows || col < 0) return 0;
  cols = within(cols, a.cols - col);
  for (const char *end = s + strlen(s); s < end;) {
    uint32_t c = utf8_next(&s, end);
    int w = utf8_cells(c);
    if (w == 0) { /* a combining mark stands on what is before it; anything else of no width is left out */
      if (c >= 0x300 && used > 0) {
        struct cell *before = a.frame->cell + (a.row + row) * a.frame->cols + a.col + col + used - 1;
        if (!before->code) before--;
        before->mark = c;
      }
      continue;
    }
    if (used + w > cols) break;
    cell_set(a.frame, a.row + row, a.col + col + used, (struct cell){c, 0, (uint8_t)role});
    if (w == 2) {
      cell_set(a.frame, a.row + row, a.col + col + used + 1, (struct cell){BLANK, 0, (uint8_t)role});
      a.frame->cell[(a.row + row) * a.frame->cols + a.col + col + used].code = c;
      a.frame->cell[(a.row + row) * a.frame->cols + a.col + col + used + 1].code = 0;
    }
    used += w;
  }
  return used;
}

int area_text(struct area a, int row, int col, enum role role, const char *s) {
  return put(a, row, col, a.cols - col, role, s);
}

void area_cell(struct area a, int row, int col, int cells, enum role role, enum align align, const char *s) {
  if (row < 0 || row >= a.rows || col < 0 || col >= a.cols || cells <= 0) return;
  cells = within(cells, a.cols - col);
  int width = (int)utf8_width(s);
  area_fill(area_part(a, row, col, 1, cells), role);
  if (width <= cells) {
    put(a, row, align == ALIGN_LEFT ? col : col + cells - width, cells, role, s);
  } else if (align == ALIGN_NUMBER) {
    for (int i = 0; i < cells; i++) put(a, row, col + i, 1, role, "#");
  } else {
    int used = put(a, row, col, cells - 1, role, s);
    put(a, row, col + used, 1, role, "~");
  }
}

void area_role(struct area a, int row, int col, int cells, enum role role) {
  struct area part = area_part(a, row, col, 1, cells);
  for (int i = 0; i < part.cols && part.rows; i++) part.frame->cell[part.row * part.frame->cols + part.col + i].role = (uint8_t)role;
}

void area_rule(struct area a, int row, enum role role) {
  for (int col = 0; col < a.cols; col++) put(a, row, col, 1, role, glyph(GLYPH_RULE));
}

void area_box(struct area a, enum role role, const char *title) {
  area_fill(a, ROLE_TEXT);
  area_rule(a, 0, role);
  area_rule(a, a.rows - 1, role);
  for (int row = 1; row < a.rows - 1; row++) {
    put(a, row, 0, 1, role, glyph(GLYPH_VERTICAL));
    put(a, row, a.cols - 1, 1, role, glyph(GLYPH_VERTICAL));
  }
  put(a, 0, 0, 1, role, glyph(GLYPH_TOP_LEFT));
  put(a, 0, a.cols - 1, 1, role, glyph(GLYPH_TOP_RIGHT));
  put(a, a.rows - 1, 0, 1, role, glyph(GLYPH_BOTTOM_LEFT));
  put(a, a.rows - 1, a.cols - 1, 1, role, glyph(GLYPH_BOTTOM_RIGHT));
  if (!*title) return;
  int used = put(a, 0, 3, a.cols - 6, ROLE_STRONG, title);
  put(a, 0, 2, 1, role, " ");
  put(a, 0, 3 + used, 1, role, " ");
}

void area_cursor(struct area a, int row, int col, bool shown) {
  a.frame->cursor_row = a.row + within(row, a.rows - 1);
  a.frame->cursor_col = a.col + within(col, a.cols - 1);
  a.frame->cursor_shown = shown;
}

static bool closes(uint32_t c) {
  static const uint32_t marks[] = {0x3001, 0x3002, 0xFF0C, 0xFF1B, 0xFF1A, 0xFF01, 0xFF1F, 0xFF09, 0x300B, 0x300D, 0x201D};
  for (size_t i = 0; i < COUNT(marks); i++)
    if (marks[i] == c) return true;
  return c < 0x80 && c && strchr(",.;:!?)]}%", (int)c);
}

static bool opens(uint32_t c) {
  return c == 0xFF08 || c == 0x300A || c == 0x300C || c == 0x201C || c == '(' || c == '[' || c == '{';
}

/* A line may end between the two: at a blank, and on both sides of a Chinese character, but for marks that belong to their neighbour. */
static bool may_part(uint32_t left, uint32_t right) {
  if (left == ' ' || right == ' ') return true;
  return (utf8_cells(left) == 2 || utf8_cells(right) == 2) && !closes(right) && !opens(left);
}

/* The end of the line that begins at s: how many bytes fit into cols cells, and where the next line begins. A word longer than a line is
 * cut where the line ends. */
static size_t line_fit(const char *s, int cols, const char **next) {
  const char *end = s + strlen(s), *p = s, *cut = NULL, *at = s;
  uint32_t left = 0;
  for (int used = 0; p < end;) {
    at = p;
    uint32_t c = utf8_next(&p, end);
    if (at > s && may_part(left, c)) cut = at;
    used += utf8_cells(c);
    if (c == '\n' || (used > cols && at > s && c != ' ')) break;
    left = c;
    at = p;
  }
  const char *stop = at == end || *at == '\n' || !cut ? at : cut;
  *next = stop;
  if (*stop == '\n') ++*next;
  else
    while (**next == ' ') ++*next; /* a blank at the end of a line is none at the beginning of the next */
  while (stop > s && stop[-1] == ' ') stop--;
  return (size_t)(stop - s);
}

int area_wrap(struct area a, int row, enum role role, const char *s) {
  int lines = 0;
  while (*s && a.cols > 1) {
    const char *next;
    size_t n = line_fit(s, a.cols, &next);
    char *line = xstrndup(s, n);
    put(a, row + lines++, 0, a.cols, role, line);
    free(line);
    s = next;
  }
  return lines;
}

void area_wrap_cut(struct area a, enum role role, const char *s) {
  for (int row = 0; row < a.rows && *s && a.cols > 1; row++) {
    const char *next;
    size_t n = line_fit(s, a.cols, &next);
    char *line = row + 1 < a.rows ? xstrndup(s, n) : xstrdup(s);
    area_cell(a, row, 0, a.cols, role, ALIGN_LEFT, line);
    free(line);
    s = next;
  }
}

int text_lines(const char *s, int cols) {
  int lines = 0;
  for (; *s && cols > 1; lines++) line_fit(s, cols, &s);
  return lines;
}
