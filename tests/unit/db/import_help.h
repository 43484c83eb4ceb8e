/* What the tests of the import share: a file of a few lines brought in, and what came of it in short form. */
#ifndef ZG_TEST_DB_IMPORT_HELP_H
#define ZG_TEST_DB_IMPORT_HELP_H

#include "tests/unit/db/fixture.h"

#include "src/code/code.h"

struct brought {
  bool ok;
  struct err err;
  struct import_counts n;
  char bad[2048];  /* "row column code;" of every rejected row */
  char said[1024]; /* the warnings */
};

static struct import_opts plain; /* what bring uses besides kind and file */

static inline int import_up(void **state) {
  plain = (struct import_opts){.who = "M1", .store = "S01", .currency = "CNY", .money_decimals = 2, .day_start = 240};
  struct err err;
  return zone_set("Asia/Shanghai", &err) ? folder_up(state) : -1;
}

static inline char *file_of(const char *name, const char *text) {
  struct err err;
  char *path = xprintf("%s/%s", test_folder, name);
  if (!file_replace(path, text, strlen(text), 0600, &err)) fail_msg("%s", err.text);
  return path;
}

static inline struct brought bring_file(struct db *db, const char *kind, const char *path) {
  struct brought b = {0};
  struct import_opts opts = plain;
  struct buf sentence = {0};
  opts.kind = kind;
  opts.file = path;
  struct import *im = import_open(db, &opts, &b.err);
  if (!im) return b;
  b.ok = import_run(im, &b.err);
  b.n = *import_counted(im);
  for (size_t i = 0; import_bad_at(im, i); i++) {
    const struct import_bad *bad = import_bad_at(im, i);
    size_t n = strlen(b.bad);
    snprintf(b.bad + n, sizeof b.bad - n, "%u %s %s;", bad->row, bad->column, err_name(bad->code));
  }
  for (size_t i = 0; import_warning_at(im, i, &sentence); i++) buf_addc(&sentence, '\n');
  str_copy(b.said, sizeof b.said, sentence.p ? sentence.p : "");
  buf_free(&sentence);
  import_free(im);
  return b;
}

static inline struct brought bring(struct db *db, const char *kind, const char *text) {
  char *path = file_of("file.csv", text);
  struct brought b = bring_file(db, kind, path);
  free(path);
  return b;
}

/* Items I001 … I060, backwards, with a price and a barcode each. */
static inline char *sixty(void) {
  struct buf text = {0};
  buf_adds(&text, "item,name,price,barcode\n");
  for (int i = 60; i > 0; i--) {
    char digits[24];
    snprintf(digits, sizeof digits, "69000000%04d", i);
    buf_printf(&text, "I%03d,Item %d,%d.00,%s%c\n", i, i, i, digits, gtin_check_digit(digits, 12));
  }
  char *path = file_of("sixty.csv", text.p);
  buf_free(&text);
  return path;
}

/* new, changed, same, rejected; rows is always their sum. */
#define COUNTS(b, a, c, s, r) counts_are((b), (a), (c), (s), (r), __LINE__)
static inline void counts_are(struct brought b, int added, int changed, int same, int rejected, int line) {
  const struct import_counts *n = &b.n;
  if (n->added != added || n->changed != changed || n->same != same || n->rejected != rejected ||
      n->rows != added + changed + same + rejected)
    fail_msg("line %d: rows %d: %d new, %d changed, %d same, %d rejected; %s; %s", line, (int)n->rows, (int)n->added, (int)n->changed,
             (int)n->same, (int)n->rejected, b.bad, b.ok ? "" : b.err.text);
}

static inline void told(struct db *db, const char *expected, const char *sql) {
  sqlite3_stmt *s;
  if (sqlite3_prepare_v2(db->sqlite, sql, -1, &s, NULL)) fail_msg("%s: %s", sql, sqlite3_errmsg(db->sqlite));
  const char *text = sqlite3_step(s) == SQLITE_ROW ? (const char *)sqlite3_column_text(s, 0) : "(no row)";
  if (!text) text = "(null)";
  if (strcmp(text, expected) != 0) fail_msg("%s gave '%s', not '%s'", sql, text, expected);
  sqlite3_finalize(s);
}

/* The rows of a kind as the export writes them. */
static inline bool export_line(void *self, const char *const *cell, const bool *text, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (i) buf_addc(self, ',');
    csv_field(self, cell[i], text[i]);
  }
  buf_addc(self, '\n');
  return true;
}

static inline char *exported(struct db *db, const char *code) {
  struct buf out = {0};
  struct err unknown;
  size_t count;
  const struct import_kind *kind = import_kind_find(code, &unknown);
  assert_non_null(kind);
  const struct import_field *f = import_kind_fields(kind, &count);
  for (size_t i = 0; i < count; i++) buf_printf(&out, "%s%s", i ? "," : "", f[i].name);
  buf_addc(&out, '\n');
  WORKS(export_rows(db, kind, &plain, export_line, &out, &err));
  return buf_take(&out);
}

/* Exported and imported again, every row is the same. */
static inline void round_trip(struct db *db, const char *kind, int rows) {
  char *text = exported(db, kind);
  struct brought b = bring(db, kind, text);
  if (!b.ok) fail_msg("%s: %s\n%s", kind, b.err.text, text);
  COUNTS(b, 0, 0, rows, 0);
  free(text);
}

#endif
