/* report: reports.def to rows, and rows to people, JSON or CSV. Every list the program prints goes through struct out, so that screen, paper and file are one.
 * Must not: write to the database, or know the command line. */
#ifndef ZG_REPORT_H
#define ZG_REPORT_H

#include "db/db.h"
#include "src/ledger/ledger.h"

#include <stdio.h>

/* ---- rows out (out.c) */
enum out_type { OUT_CODE, OUT_NAME, OUT_INT, OUT_NUM, OUT_DAY, OUT_TIME, OUT_BOOL, OUT_JSON };
/* OUT_CODE: text as it is; OUT_NAME: text guarded against spreadsheet formulas in CSV; OUT_NUM: exact decimal (quantity, money); OUT_JSON: nested, JSON only (people and CSV leave the column out). */
struct out_column {
  const char *name;      /* key in JSON and CSV header */
  enum out_type type;
  const char *title;     /* N_() for people; NULL: only for programs */
};
enum out_format { OUT_PEOPLE, OUT_AS_JSON, OUT_AS_CSV };
struct out;
/* people: an aligned table by cells; JSON: one array of objects; CSV: header and lines. Columns not set in a row are null/empty. */
struct out *out_new(const struct out_column *, size_t count, enum out_format, FILE *);
void out_text(struct out *, size_t column, const char *);       /* NULL or nothing: null */
void out_int(struct out *, size_t column, int64_t);             /* OUT_INT, OUT_BOOL, OUT_DAY (a day), OUT_TIME (microseconds) */
void out_num(struct out *, size_t column, int64_t value, int decimals);
void out_json(struct out *, size_t column, const char *bytes, size_t n);
void out_row(struct out *);                                     /* ends the row */
bool out_end(struct out *, struct err *) MUST_CHECK;            /* writes what is left and frees; ERR_FILE_WRITE when a write failed */

/* ---- reports (reports.def: one row each) */
struct report_args {
  const struct ledger_store *store;
  bool values;                 /* may see cost and value */
  bool all;                    /* zero rows too */
  int32_t from, to;            /* days, to exclusive; DAY_NONE: not given */
  const char *by;              /* "item,category,…", NULL: default */
  const char *person, *document, *item, *place;
};
typedef bool report_fn(struct db *, const struct report_args *, struct out *, struct err *);
struct report {
  const char *name, *title;
  const struct out_column *column;
  size_t column_count;
  report_fn *run;
};
const struct report *report_find(const char *name); /* NULL unknown */
const struct report *report_at(size_t index);       /* NULL past the end */

#endif
