/* report: reports.def to rows, and rows to people, JSON or CSV. Every list the program prints goes through struct out, so that screen,
 * paper and file are one.
 * Must not: write to the database, or know the command line. */
#ifndef ZG_REPORT_H
#define ZG_REPORT_H

#include "db/db.h"
#include "src/ledger/ledger.h"

#include <stdio.h>

/* ---- rows out (out.c) */
enum out_type { OUT_CODE, OUT_WORD, OUT_NAME, OUT_INT, OUT_NUM, OUT_CHANGE, OUT_DAY, OUT_TIME, OUT_BOOL, OUT_JSON };
/* OUT_CODE: text as it is; OUT_WORD: the same, for people in their language (out_word); OUT_NAME: text guarded against spreadsheet
 * formulas in CSV; OUT_NUM: exact decimal (quantity, money); OUT_CHANGE: the same, people see nothing where it is 0; OUT_JSON: nested, JSON only (people and CSV leave the column out). */
struct out_column {
  const char *name; /* key in JSON and CSV header; NULL: only for people */
  enum out_type type;
  const char *title; /* N_() for people; NULL: only for programs */
};
enum out_format { OUT_PEOPLE, OUT_AS_JSON, OUT_AS_CSV, OUT_KEPT };
struct out;
/* people: an aligned table by cells, without the columns that are empty in every row; JSON: one array of objects; CSV: header and lines.
 * Columns not set in a row are null/empty. */
struct out *out_new(const struct out_column *, size_t count, enum out_format, FILE *);
/* People: no line longer than this many cells where it can be helped: names are shortened first, then a row goes on in the next line. */
void out_fit(struct out *, size_t cells);
void out_text(struct out *, size_t column, const char *); /* NULL or nothing: null */
void out_int(struct out *, size_t column, int64_t);       /* OUT_INT, OUT_BOOL, OUT_DAY (a day), OUT_TIME (microseconds) */
void out_num(struct out *, size_t column, int64_t value, int decimals);
void out_json(struct out *, size_t column, const char *bytes, size_t n);
void out_row(struct out *);                          /* ends the row */
void out_drop(struct out *);                         /* frees without writing what is left: after a refusal */
const char *out_word(const char *word);              /* a fixed word of the books as people read it; another text as it is */
bool out_end(struct out *, struct err *) MUST_CHECK; /* writes what is left and frees; ERR_FILE_WRITE when a write failed */

/* Rows kept in memory as people read them, for the screens: given to the owner by out_end, kept_free frees. Every column but JSON is there, those without
 * a title too. */
struct kept;
struct out *out_keep(const struct out_column *, size_t count, struct kept **); /* *kept is set by out_end, NULL until then */
size_t kept_rows(const struct kept *);
const char *kept_cell(const struct kept *, size_t row, size_t column); /* "" nothing; borrowed */
void kept_free(struct kept *);                                         /* NULL is fine */

/* ---- look-up (lookup.c): one text, the items it means, and what is known of each */
struct instore;
struct lookup {
  int64_t item[50]; /* best first */
  size_t count;
  int64_t total; /* all that match; more than count when there are too many to show */
};
/* An item code or any scanned code (so in-store, case and GS1 codes work), else whatever the search finds. */
bool lookup_find(struct db *, const struct ledger_store *, const struct instore *, const char *text, struct lookup *,
                 struct err *) MUST_CHECK;
enum lookup_column {
  LOOKUP_ITEM,
  LOOKUP_NAME,
  LOOKUP_NAME_EN,
  LOOKUP_UNIT,
  LOOKUP_BARCODES,
  LOOKUP_PRICE,
  LOOKUP_MEMBER_PRICE,
  LOOKUP_ON_HAND,
  LOOKUP_STOCK,
  LOOKUP_ELSEWHERE,
  LOOKUP_MOVES,
  LOOKUP_COLUMNS
};
extern const struct out_column lookup_column[LOOKUP_COLUMNS];
bool lookup_row(struct db *, const struct ledger_store *, int64_t item, struct out *, struct err *) MUST_CHECK;

/* ---- lists that are no reports (list_*.c): rows of what there is now */
enum list_staff { LIST_STAFF, LIST_STAFF_NAME, LIST_STAFF_ROLES, LIST_STAFF_PIN, LIST_STAFF_ACTIVE, LIST_STAFF_COLUMNS };
extern const struct out_column list_staff_column[LIST_STAFF_COLUMNS];
bool list_staff(struct db *, const char *staff, struct out *, size_t *count, struct err *) MUST_CHECK; /* NULL: all */
enum list_drafts {
  LIST_DRAFT,
  LIST_DRAFT_KIND,
  LIST_DRAFT_WHO,
  LIST_DRAFT_SINCE,
  LIST_DRAFT_LINES,
  LIST_DRAFT_UNITS,
  LIST_DRAFT_SEATS,
  LIST_DRAFTS_COLUMNS
};
extern const struct out_column list_drafts_column[LIST_DRAFTS_COLUMNS];
bool list_drafts(struct db *, struct out *, struct err *) MUST_CHECK; /* the open ones */
/* Orders and deliveries of which something is still open, the earliest due first; then open drafts without either. id: "asn NUMBER", "order NUMBER",
 * "draft NAME". */
enum list_announced {
  LIST_ANN_ID,
  LIST_ANN_KIND,
  LIST_ANN_NUMBER,
  LIST_ANN_FROM,
  LIST_ANN_DUE,
  LIST_ANN_LINES,
  LIST_ANN_OPEN,
  LIST_ANN_STATE,
  LIST_ANN_DRAFT,
  LIST_ANN_SEATS,
  LIST_ANNOUNCED_COLUMNS
};
extern const struct out_column list_announced_column[LIST_ANNOUNCED_COLUMNS];
bool list_announced(struct db *, struct out *, struct err *) MUST_CHECK;
enum list_places { LIST_PLACE, LIST_PLACE_NAME, LIST_PLACE_KIND, LIST_PLACE_IN, LIST_PLACES_COLUMNS };
extern const struct out_column list_places_column[LIST_PLACES_COLUMNS];
bool list_places(struct db *, struct out *, struct err *) MUST_CHECK; /* those that goods can lie in, not the ways out */
/* Who did what: the oldest first, or with `most` only so many, the newest first. LIST_AUDIT_ID is for screens only, as all columns without a name. */
enum list_audit { LIST_AUDIT_AT, LIST_AUDIT_WHO, LIST_AUDIT_APPROVED, LIST_AUDIT_SEAT, LIST_AUDIT_WHAT, LIST_AUDIT_OBJECT, LIST_AUDIT_OLD, LIST_AUDIT_NEW, LIST_AUDIT_ID, LIST_AUDIT_COLUMNS };
struct audit_filter {
  int64_t from, to; /* times, to exclusive; INT64_MIN and INT64_MAX: all */
  const char *person, *document; /* NULL: all; the person may have acted or approved */
  size_t most;
};
extern const struct out_column list_audit_column[LIST_AUDIT_COLUMNS];
bool list_audit(struct db *, const struct audit_filter *, struct out *, struct err *) MUST_CHECK;
/* What was imported, the newest first. people: a 0 is left out. */
enum list_imports { LIST_IMPORT, LIST_IMPORT_KIND, LIST_IMPORT_FILE, LIST_IMPORT_STATE, LIST_IMPORT_AT, LIST_IMPORT_CLOCK, LIST_IMPORT_BY, LIST_IMPORT_ROWS, LIST_IMPORT_NEW, LIST_IMPORT_CHANGED, LIST_IMPORT_SAME, LIST_IMPORT_REJECTED, LIST_IMPORT_RAW, LIST_IMPORTS_COLUMNS };
extern const struct out_column list_imports_column[LIST_IMPORTS_COLUMNS]; /* RAW: the state as it is kept */
bool list_imports(struct db *, bool people, struct out *, struct err *) MUST_CHECK;
/* The settings: all, or only one (OPT_COUNT: all). defaults: the column of what holds when nothing is set is filled in. */
struct config;
enum list_settings { LIST_SETTING, LIST_SETTING_VALUE, LIST_SETTING_DEFAULT, LIST_SETTING_SCOPE, LIST_SETTING_TEXT, LIST_SETTINGS_COLUMNS };
extern const struct out_column list_settings_column[LIST_SETTINGS_COLUMNS];
void list_settings(const struct config *, int only, bool defaults, struct out *);
/* ---- what waits for somebody (today.c): the first page */
struct today {
  int32_t day;
  int64_t due, overdue, drafts, draft_units, parked, parked_units, parked_since; /* deliveries; parked_since: time, 0 none */
  char due_from[160], draft[48], draft_seats[80];                  /* names of suppliers; the oldest open draft and who is in it */
  int64_t discrepancies, discrepancy_value, discrepancy_age, mine; /* open ones; days of the oldest; owned by the one who asks */
  int64_t unfinished_imports, pending, pending_since, backup_at;   /* documents not sent yet; 0: never */
};
bool today_load(struct db *, const struct ledger_store *, const char *staff, struct today *, struct err *) MUST_CHECK;

/* ---- reports (reports.def: one row each) */
struct report_args {
  const struct ledger_store *store;
  bool values;              /* may see cost and value */
  bool all;                 /* zero rows too */
  int32_t from, to;         /* days, to exclusive; DAY_NONE: not given */
  const char *by;           /* "item,category,…", NULL: by item */
  const char *item, *place; /* codes: only these rows; NULL all */
};
/* Which of them mean something to a report. */
enum report_takes { REPORT_PERIOD = 1, REPORT_BY = 2, REPORT_ALL = 4, REPORT_ITEM = 8, REPORT_PLACE = 16 };
typedef bool report_fn(struct db *, const struct report_args *, struct out *, struct err *);
struct report {
  const char *name, *title;
  const struct out_column *column;
  size_t column_count;
  unsigned takes; /* enum report_takes */
  report_fn *run;
};
/* Filled in from today when a date was not given: no dates is today, only `from` is up to today, only `to` is the day before it.
 * ERR_REPORT_PERIOD when it is empty. */
bool report_period(struct db *, const struct report_args *, int32_t *from, int32_t *to, struct err *) MUST_CHECK;
/* The name in the language chosen: the English one where there is one and English is chosen. */
const char *report_name(const char *name, const char *name_en);
/* A pool's value over its rows: the parts sum to it exactly. By largest remainder over rows at or above zero; a row below zero stands at
 * the pool's average. */
void report_spread(int64_t value, const int64_t *qty, size_t n, int64_t *parts);
const struct report *report_find(const char *name); /* NULL unknown */
const struct report *report_at(size_t index);       /* NULL past the end */

#endif
