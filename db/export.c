/* export: all rows of a kind as the cells its import reads. Must not know where they go. */
#include "db/import.h"

#include <stdlib.h>
#include <string.h>

static bool is_text(enum import_type t) {
  return t == IMPORT_CODE || t == IMPORT_TEXT;
}

static void choice(const char *words, int64_t at, char *out, size_t size) {
  for (; at > 0 && *words; at--) {
    words += strcspn(words, ",");
    if (*words) words++;
  }
  size_t n = strcspn(words, ",");
  memcpy(out, words, n < size ? n : size - 1);
  out[n < size ? n : size - 1] = 0;
}

/* The statement's columns stand in the order of the fields; one more, if there is, holds the item's decimals. */
static const char *cell_of(const struct rows *r, const struct import_kind *kind, size_t f, const struct import_opts *opts, char *buf,
                           size_t size) {
  int c = (int)f;
  int64_t i = rows_int(r, c);
  if (rows_null(r, c)) return "";
  switch (kind->field[f].type) {
  case IMPORT_CHOICE: choice(kind->field[f].words, i, buf, size); return buf;
  case IMPORT_QTY: return num_format(buf, size, i, (int)rows_int(r, (int)kind->count));
  case IMPORT_MONEY: return num_format(buf, size, i, opts->money_decimals);
  case IMPORT_RATE: return num_format(buf, size, i, 6);
  case IMPORT_DAY: return i == INT32_MIN ? "" : day_format(buf, size, (int32_t)i);
  case IMPORT_TIME: return i == INT64_MAX ? "" : time_format(buf, size, i);
  case IMPORT_INT:
  case IMPORT_BOOL: return num_format(buf, size, i, 0);
  case IMPORT_CODE:
  case IMPORT_TEXT:
  case IMPORT_WORD: break;
  }
  str_copy(buf, size, rows_text(r, c));
  return buf;
}

bool export_rows(struct db *db, const struct import_kind *kind, const struct import_opts *opts, export_fn *fn, void *self,
                 struct err *err) {
  char text[IMPORT_FIELDS][IMPORT_TEXT_MOST];
  const char *cell[IMPORT_FIELDS];
  bool guard[IMPORT_FIELDS], more = true;
  struct rows r;
  for (size_t f = 0; f < kind->count; f++) guard[f] = is_text(kind->field[f].type);
  const struct arg args[] = {NIL, T(opts->currency), I(db_now(db))};
  if (!rows_open_args(&r, db, err, kind->rows, args, kind->rows_args + 1)) return false;
  while (more && rows_next(&r)) {
    for (size_t f = 0; f < kind->count; f++) cell[f] = cell_of(&r, kind, f, opts, text[f], sizeof text[f]);
    more = fn(self, cell, guard, kind->count);
  }
  struct err closing;
  return rows_close(&r, more ? err : &closing) && more;
}
