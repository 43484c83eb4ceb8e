/* read: rows that were written as CSV, back into an out: a child makes them, a screen shows them. Owns nothing. Must not: guess at files
 * of others. */
#include "src/report/report.h"

#include <stdlib.h>
#include <string.h>

enum { NOT_THERE = -1 };

static void number(struct out *out, size_t column, const char *text) {
  const char *point = strchr(text, '.');
  int decimals = point ? (int)strlen(point + 1) : 0;
  int64_t value;
  if (num_parse(text, decimals, &value)) out_num(out, column, value, decimals);
}

static void cell(struct db *db, struct out *out, size_t column, enum out_type type, const char *text) {
  int64_t value;
  int32_t day;
  bool bare;
  if (!*text) return;
  if (type == OUT_PLACE) out_place(out, column, db, text);
  else if (type == OUT_CODE || type == OUT_WORD || type == OUT_LIST || type == OUT_ROLES) out_text(out, column, text);
  else if (type == OUT_NAME) out_text(out, column, csv_unguard(text));
  else if (type == OUT_NUM || type == OUT_CHANGE) number(out, column, text);
  else if (type == OUT_DAY && day_parse(text, &day)) out_int(out, column, day);
  else if (type == OUT_TIME ? time_parse(text, 0, &value, &bare) : (type == OUT_INT || type == OUT_BOOL) && num_parse(text, 0, &value))
    out_int(out, column, value);
}

/* Where each column stands in the file. */
static void places(const struct csv_row *header, const struct out_column *column, size_t count, int *at) {
  for (size_t c = 0; c < count; c++) {
    at[c] = NOT_THERE;
    for (size_t i = 0; i < header->count && column[c].name; i++)
      if (str_eq(header->cell[i], column[c].name)) at[c] = (int)i;
  }
}

struct reading {
  struct db *db;
  struct csv *csv;
  const struct out_column *column;
  size_t count;
  int *at;
};

struct reading *out_read_begin(struct db *db, const char *path, const struct out_column *column, size_t count, struct err *err) {
  struct csv_row row;
  struct csv *csv = csv_open(path, "UTF-8", ',', err);
  if (!csv) return NULL;
  if (!csv_next(csv, &row) || row.problem) {
    csv_close(csv);
    err_set(err, ERR_FILE_READ, NULL, path, _("it has no header"));
    return NULL;
  }
  struct reading *r = xcalloc(1, sizeof *r);
  *r = (struct reading){db, csv, column, count, xcalloc(count, sizeof *r->at)};
  places(&row, column, count, r->at);
  return r;
}

bool out_read_some(struct reading *r, struct out *out, size_t rows) {
  struct csv_row row;
  for (size_t i = 0; i < rows; i++) {
    if (!csv_next(r->csv, &row)) return false;
    for (size_t c = 0; c < r->count && !row.problem; c++)
      if (r->at[c] != NOT_THERE && (size_t)r->at[c] < row.count) cell(r->db, out, c, r->column[c].type, row.cell[r->at[c]]);
    out_row(out);
  }
  return true;
}

void out_read_end(struct reading *r) {
  if (!r) return;
  csv_close(r->csv);
  free(r->at);
  free(r);
}

bool out_read(struct db *db, const char *path, const struct out_column *column, size_t count, struct out *out, struct err *err) {
  struct reading *r = out_read_begin(db, path, column, count, err);
  if (!r) return false;
  while (out_read_some(r, out, SIZE_MAX)) {}
  out_read_end(r);
  return true;
}
