/* out: rows to an aligned table for people, to JSON or to CSV; the one way a list leaves the program. Owns formats and column widths.
 * Must not: know what the rows are about, or open the file it writes to. */
#include "src/report/report.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 1 << 16, NAME_CELLS = 40, NAME_LEAST = 16, GAP = 2, INDENT = 4 };
struct cell {
  bool set;
  int decimals;
  int64_t i;
  size_t at, n; /* bytes in `text` */
};
struct kept;
struct out {
  const struct out_column *column;
  size_t count, rows;
  enum out_format format;
  FILE *to;
  int failed;                     /* errno of the first write that failed */
  struct cell *cell;              /* of the row being made */
  struct buf made;                /* a cell as people read it */
  struct buf text, bytes;         /* bytes: JSON and CSV waiting to be written; people: every cell's text, each ended by NUL */
  size_t *width, fit;             /* people: cells of each column, and of a line (0: as long as it is) */
  struct kept **keep, *rows_kept; /* of OUT_KEPT: where the rows go at the end, and the rows */
};
/* Every cell ends with a NUL; where each begins. */
struct kept {
  struct buf text;
  uint32_t *at;
  size_t columns, rows, room;
};

struct out *out_new(const struct out_column *column, size_t count, enum out_format format, FILE *to) {
  struct out *o = xcalloc(1, sizeof *o);
  o->column = column;
  o->count = count;
  o->format = format;
  o->to = to;
  o->cell = xcalloc(count, sizeof *o->cell);
  o->width = xcalloc(count, sizeof *o->width);
  return o;
}

void out_fit(struct out *o, size_t cells) {
  o->fit = cells;
}

struct out *out_keep(const struct out_column *column, size_t count, struct kept **keep) {
  struct out *o = out_new(column, count, OUT_KEPT, NULL);
  *keep = NULL;
  o->keep = keep;
  o->rows_kept = xcalloc(1, sizeof *o->rows_kept);
  o->rows_kept->columns = count;
  return o;
}

struct kept *out_kept(struct out *o) {
  return o->rows_kept;
}

size_t kept_rows(const struct kept *k) {
  return k->rows;
}

const char *kept_cell(const struct kept *k, size_t row, size_t column) {
  return k->text.p + k->at[row * k->columns + column];
}

void kept_free(struct kept *k) {
  if (!k) return;
  buf_free(&k->text);
  free(k->at);
  free(k);
}

void out_text(struct out *o, size_t column, const char *text) {
  if (!text) return;
  out_json(o, column, text, strlen(text));
}

void out_json(struct out *o, size_t column, const char *bytes, size_t n) {
  o->cell[column] = (struct cell){.set = true, .at = o->text.n, .n = n};
  buf_add(&o->text, bytes, n);
  buf_addc(&o->text, '\0');
}

void out_int(struct out *o, size_t column, int64_t i) {
  if (o->column[column].type == OUT_DAY && i == DAY_NONE) return;
  o->cell[column] = (struct cell){.set = true, .i = i};
}

void out_num(struct out *o, size_t column, int64_t value, int decimals) {
  o->cell[column] = (struct cell){.set = true, .i = value, .decimals = decimals};
}

static void flush(struct out *o, size_t above) {
  if (o->bytes.n <= above) return;
  if (!o->failed && fwrite(o->bytes.p, 1, o->bytes.n, o->to) != o->bytes.n) o->failed = errno ? errno : EIO;
  buf_clear(&o->bytes);
}

bool out_people(const struct out *o) {
  return o->format == OUT_PEOPLE || o->format == OUT_KEPT;
}

/* "a, b", or "manager;clerk@0412" with the words translated, parted as people do it. */
static const char *list_text(struct out *o, size_t column) {
  const char *at = o->text.p + o->cell[column].at;
  buf_clear(&o->made);
  if (o->column[column].type == OUT_LIST) text_list_all(&o->made, at);
  while (o->column[column].type == OUT_ROLES && *at) {
    size_t word = strcspn(at, ";@"), all = strcspn(at, ";");
    char *role = xstrndup(at, word);
    text_list(&o->made, out_word(role));
    buf_add(&o->made, at + word, all - word);
    free(role);
    at += all + (at[all] == ';');
  }
  return o->made.n ? o->made.p : "";
}

/* A cell as text: programs get UTC times and 0/1, people their own clock and words. */
static const char *cell_text(struct out *o, size_t column, char *room, size_t size) {
  const struct cell *c = &o->cell[column];
  bool people = out_people(o);
  if (!c->set) return "";
  switch (o->column[column].type) {
  case OUT_CODE:
  case OUT_PLACE:
  case OUT_NAME:
  case OUT_JSON: return o->text.p + c->at;
  case OUT_WORD: return people ? out_word(o->text.p + c->at) : o->text.p + c->at;
  case OUT_LIST:
  case OUT_ROLES: return people ? list_text(o, column) : o->text.p + c->at;
  case OUT_DAY: return day_format(room, size, (int32_t)c->i);
  case OUT_TIME: return people ? time_local(room, size, c->i) : time_format(room, size, c->i);
  case OUT_BOOL: return people ? (c->i ? _("yes") : _("no")) : (c->i ? "1" : "0");
  case OUT_CHANGE:
    if (people && c->i == 0) return "";
    break;
  case OUT_INT:
  case OUT_NUM: break;
  }
  return num_format(room, size, c->i, c->decimals);
}

static bool for_programs(const struct out *o, size_t column) {
  return o->column[column].name && (o->format == OUT_AS_JSON || o->column[column].type != OUT_JSON);
}

static void row_json(struct out *o) {
  struct jw w = {.out = &o->bytes};
  char room[64];
  buf_adds(&o->bytes, o->rows ? ",\n" : "[");
  jw_object(&w);
  for (size_t i = 0; i < o->count; i++) {
    const struct cell *c = &o->cell[i];
    enum out_type type = o->column[i].type;
    if (!for_programs(o, i)) continue;
    jw_key(&w, o->column[i].name);
    if (!c->set) {
      jw_null(&w);
    } else if (type == OUT_JSON) {
      jw_raw(&w, o->text.p + c->at, c->n);
    } else if (type == OUT_INT) {
      jw_int(&w, c->i);
    } else if (type == OUT_BOOL) {
      jw_bool(&w, c->i);
    } else {
      jw_text(&w, cell_text(o, i, room, sizeof room));
    }
  }
  jw_end(&w, '}');
}

static void csv_header(struct out *o) {
  bool comma = false;
  for (size_t i = 0; i < o->count; i++) {
    if (!for_programs(o, i)) continue;
    if (comma) buf_addc(&o->bytes, ',');
    buf_adds(&o->bytes, o->column[i].name);
    comma = true;
  }
  buf_addc(&o->bytes, '\n');
}

static bool is_text(enum out_type type) {
  return type == OUT_CODE || type == OUT_WORD || type == OUT_LIST || type == OUT_ROLES || type == OUT_PLACE || type == OUT_NAME;
}

static void row_csv(struct out *o) {
  char room[64];
  bool comma = false;
  if (!o->rows) csv_header(o);
  for (size_t i = 0; i < o->count; i++) {
    enum out_type type = o->column[i].type;
    if (!for_programs(o, i)) continue;
    if (comma) buf_addc(&o->bytes, ',');
    comma = true;
    if (!o->cell[i].set) continue;
    const char *text = cell_text(o, i, room, sizeof room);
    if (is_text(type)) {
      csv_field(&o->bytes, text, type == OUT_NAME);
    } else {
      buf_adds(&o->bytes, text);
    }
  }
  buf_addc(&o->bytes, '\n');
}

static bool for_people(const struct out *o, size_t column) {
  return o->column[column].title && o->column[column].type != OUT_JSON;
}

static void widen(struct out *o, size_t column, const char *text) {
  size_t width = utf8_width(text);
  if (o->column[column].type == OUT_NAME && width > NAME_CELLS) width = NAME_CELLS;
  if (width > o->width[column]) o->width[column] = width;
}

static void row_people(struct out *o) {
  char room[64];
  for (size_t i = 0; i < o->count; i++) {
    if (!for_people(o, i)) continue;
    const char *text = cell_text(o, i, room, sizeof room);
    widen(o, i, text);
    buf_add(&o->bytes, text, strlen(text) + 1);
  }
}

static void row_keep(struct out *o) {
  char room[64];
  struct kept *k = o->rows_kept;
  if (k->rows == k->room) {
    k->room = k->room ? 2 * k->room : 64;
    k->at = xrealloc(k->at, k->room * k->columns, sizeof *k->at);
  }
  for (size_t i = 0; i < o->count; i++) {
    const char *text = o->column[i].type == OUT_JSON ? "" : cell_text(o, i, room, sizeof room);
    k->at[k->rows * k->columns + i] = (uint32_t)k->text.n;
    buf_add(&k->text, text, strlen(text) + 1);
  }
  k->rows++;
}

void out_row(struct out *o) {
  static void (*const row[])(struct out *) = {
      [OUT_PEOPLE] = row_people, [OUT_AS_JSON] = row_json, [OUT_AS_CSV] = row_csv, [OUT_KEPT] = row_keep};
  row[o->format](o);
  o->rows++;
  buf_clear(&o->text);
  memset(o->cell, 0, o->count * sizeof *o->cell);
  if (o->format == OUT_AS_JSON || o->format == OUT_AS_CSV) flush(o, CHUNK);
}

static bool is_number(const struct out *o, size_t column) {
  enum out_type type = o->column[column].type;
  return type == OUT_INT || type == OUT_NUM || type == OUT_CHANGE;
}

/* The widest name gives a cell until all fits; where names would say nothing any more they stay, and rows go on in the next line. */
static void shrink(struct out *o) {
  size_t total = 0, spare = 0;
  for (size_t i = 0; i < o->count; i++) {
    if (o->width[i]) total += o->width[i] + (total ? GAP : 0);
    if (o->column[i].type == OUT_NAME && o->width[i] > NAME_LEAST) spare += o->width[i] - NAME_LEAST;
  }
  if (!o->fit || total > o->fit + spare) return;
  for (; total > o->fit; total--) {
    size_t *widest = NULL;
    for (size_t i = 0; i < o->count; i++)
      if (o->column[i].type == OUT_NAME && (!widest || o->width[i] > *widest)) widest = &o->width[i];
    if (widest) --*widest;
  }
}

/* Blanks at the end of a line, and lines without anything. */
static void trim(struct buf *line) {
  while (line->n && (line->p[line->n - 1] == ' ' || line->p[line->n - 1] == '\n')) line->n--;
}

/* One line of the table; `next` walks the texts. */
static void table_line(struct out *o, struct buf *line, const char *const *title, const char **next) {
  size_t gap = 0, at = 0;
  buf_clear(line);
  for (size_t i = 0; i < o->count; i++) {
    if (!for_people(o, i)) continue;
    const char *text = title ? title[i] : *next;
    if (!title) *next += strlen(text) + 1;
    if (!o->width[i]) continue; /* nothing in any row */
    if (o->fit && at && at + gap + o->width[i] > o->fit) {
      trim(line);
      buf_addc(line, '\n');
      at = 0, gap = INDENT;
    }
    at += gap + o->width[i];
    while (gap) buf_addc(line, ' '), gap--;
    utf8_pad(line, text, o->width[i], is_number(o, i));
    gap = GAP;
  }
  trim(line);
  if (title && !line->n) return; /* a list without titles */
  buf_addc(line, '\n');
  if (!o->failed && fwrite(line->p, 1, line->n, o->to) != line->n) o->failed = errno ? errno : EIO;
}

static void table(struct out *o) {
  struct buf line = {0};
  const char **title = xcalloc(o->count, sizeof *title);
  const char *next = o->bytes.p;
  if (!o->rows) {
    if (fprintf(o->to, "%s\n", _("There is nothing to show.")) < 0) o->failed = errno;
  } else {
    for (size_t i = 0; i < o->count; i++) {
      if (!for_people(o, i)) continue;
      title[i] = text_get(o->column[i].title);
      size_t width = utf8_width(title[i]);
      if (o->width[i] && width > o->width[i]) o->width[i] = width;
    }
    shrink(o);
    table_line(o, &line, title, NULL);
    for (size_t row = 0; row < o->rows; row++) table_line(o, &line, NULL, &next);
  }
  buf_free(&line);
  free(title);
}

void out_drop(struct out *o) {
  kept_free(o->rows_kept);
  buf_free(&o->made);
  buf_free(&o->text);
  buf_free(&o->bytes);
  free(o->cell);
  free(o->width);
  free(o);
}

bool out_end(struct out *o, struct err *err) {
  if (o->format == OUT_KEPT) {
    *o->keep = o->rows_kept;
    o->rows_kept = NULL;
    out_drop(o);
    return true;
  }
  if (o->format == OUT_PEOPLE) {
    table(o);
  } else {
    if (o->format == OUT_AS_JSON) buf_adds(&o->bytes, o->rows ? "]\n" : "[]\n");
    if (o->format == OUT_AS_CSV && !o->rows) csv_header(o);
    flush(o, 0);
  }
  if (fflush(o->to) && !o->failed) o->failed = errno;
  int failed = o->failed;
  out_drop(o);
  return !failed || err_set(err, ERR_FILE_WRITE, NULL, _("output"), err_errno(failed));
}
