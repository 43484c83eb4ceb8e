/* report: reports.def to rows, and rows to people, JSON or CSV. Every list the program prints goes through struct out, so that screen,
 * paper and file are one.
 * Must not: write to the database, or know the command line. */
#ifndef ZG_REPORT_H
#define ZG_REPORT_H

#include "db/db.h"
#include "src/ledger/ledger.h"

#include <stdio.h>

/* ---- rows out (out.c) */
enum out_type {
  OUT_CODE,
  OUT_WORD,
  OUT_LIST,
  OUT_ROLES,
  OUT_PLACE,
  OUT_NAME,
  OUT_INT,
  OUT_NUM,
  OUT_CHANGE,
  OUT_DAY,
  OUT_TIME,
  OUT_BOOL,
  OUT_JSON
};
/* OUT_CODE: text as it is; OUT_WORD: the same, for people in their language (out_word); OUT_LIST: "a, b", for people parted as their
 * language does it; OUT_ROLES: "role;role@store", for people words; OUT_PLACE: set by out_place; OUT_NAME: text guarded against
 * spreadsheet formulas in CSV; OUT_NUM: exact decimal (quantity, money); OUT_CHANGE: the same, people see nothing where it is 0;
 * OUT_JSON: nested, JSON only (people and CSV leave the column out). */
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
bool out_people(const struct out *);                      /* the rows are for people, kept ones too */
/* A place as people call it: its own name, else what it is called in every store, else its code. Borrowed until the next call. (words.c) */
const char *place_text(struct db *, const char *code);
void out_place(struct out *, size_t column, struct db *, const char *code);
void out_int(struct out *, size_t column, int64_t); /* OUT_INT, OUT_BOOL, OUT_DAY (a day), OUT_TIME (microseconds) */
void out_num(struct out *, size_t column, int64_t value, int decimals);
void out_json(struct out *, size_t column, const char *bytes, size_t n);
void out_row(struct out *);                          /* ends the row */
void out_drop(struct out *);                         /* frees without writing what is left: after a refusal */
const char *out_word(const char *word);              /* a fixed word of the books as people read it; another text as it is */
bool out_end(struct out *, struct err *) MUST_CHECK; /* writes what is left and frees; ERR_FILE_WRITE when a write failed */

/* Rows kept in memory as people read them, for the screens: given to the owner by out_end, kept_free frees. Every column but JSON is
 * there, those without a title too. */
struct kept;
struct out *out_keep(const struct out_column *, size_t count, struct kept **); /* *kept is set by out_end, NULL until then */
struct kept *
out_kept(struct out *); /* the rows so far, the same that out_end gives: who shows them already owns them then, and ends the out */
size_t kept_rows(const struct kept *);
const char *kept_cell(const struct kept *, size_t row, size_t column); /* "" nothing; borrowed */
void kept_free(struct kept *);                                         /* NULL is fine */

/* The rows of a CSV file that out_end wrote, by the names in its header, into an out of the same columns: what a child wrote for a
 * screen. A column that the file has not stays empty. ERR_FILE_READ. (read.c) */
bool out_read(struct db *, const char *path, const struct out_column *, size_t count, struct out *, struct err *) MUST_CHECK;
/* The same a piece at a time: so many rows more; false at the end. */
struct reading;
struct reading *out_read_begin(struct db *, const char *path, const struct out_column *, size_t count,
                               struct err *); /* NULL: as out_read */
bool out_read_some(struct reading *, struct out *, size_t rows);
void out_read_end(struct reading *); /* NULL is fine */

/* ---- look-up (lookup.c): one text, the items it means, and what is known of each */
struct instore;
struct lookup {
  int64_t item[50]; /* best first */
  size_t count;
  int64_t total; /* all that match; more than count when there are too many to show */
};
/* An item code or any scanned code (so in-store, case and GS1 codes work), else whatever the search finds; why: as lookup_code says it. */
bool lookup_find(struct db *, const struct ledger_store *, const struct instore *, const char *text, struct lookup *, struct buf *why,
                 struct err *) MUST_CHECK;
/* The items that a code means, no search: one, several, or none, then why (a sentence for people). */
bool lookup_code(struct db *, const struct ledger_store *, const struct instore *, const char *text, struct lookup *, struct buf *why,
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
/* Orders and deliveries of which something is still open, the earliest due first; then open drafts without either. id: "asn NUMBER",
 * "order NUMBER", "draft NAME". */
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
/* The open draft that an order ("order") or announced delivery ("asn") is being received in, as the list names it; "" none. */
bool list_announced_draft(struct db *, const char *kind, const char *number, char draft[48], struct err *) MUST_CHECK;
enum list_suppliers { LIST_SUPPLIER, LIST_SUPPLIER_NAME, LIST_SUPPLIER_PHONE, LIST_SUPPLIERS_COLUMNS };
extern const struct out_column list_suppliers_column[LIST_SUPPLIERS_COLUMNS];
bool list_suppliers(struct db *, struct out *, struct err *) MUST_CHECK;
enum list_places { LIST_PLACE, LIST_PLACE_NAME, LIST_PLACE_KIND, LIST_PLACE_IN, LIST_PLACES_COLUMNS };
extern const struct out_column list_places_column[LIST_PLACES_COLUMNS];
bool list_places(struct db *, struct out *, struct err *) MUST_CHECK; /* those that goods can lie in, not the ways out */
/* Who did what: the oldest first, or with `most` only so many, the newest first. LIST_AUDIT_ID is for screens only, as all columns
 * without a name. */
enum list_audit {
  LIST_AUDIT_AT,
  LIST_AUDIT_WHO,
  LIST_AUDIT_APPROVED,
  LIST_AUDIT_SEAT,
  LIST_AUDIT_WHAT,
  LIST_AUDIT_OBJECT,
  LIST_AUDIT_OLD,
  LIST_AUDIT_NEW,
  LIST_AUDIT_ID,
  LIST_AUDIT_COLUMNS
};
struct audit_filter {
  int64_t from, to;              /* times, to exclusive; INT64_MIN and INT64_MAX: all */
  const char *person, *document; /* NULL: all; the person may have acted or approved */
  size_t most;
};
extern const struct out_column list_audit_column[LIST_AUDIT_COLUMNS];
bool list_audit(struct db *, const struct audit_filter *, struct out *, struct err *) MUST_CHECK;
/* What was imported, the newest first. people: a 0 is left out. */
enum list_imports {
  LIST_IMPORT,
  LIST_IMPORT_KIND,
  LIST_IMPORT_FILE,
  LIST_IMPORT_STATE,
  LIST_IMPORT_AT,
  LIST_IMPORT_CLOCK,
  LIST_IMPORT_BY,
  LIST_IMPORT_ROWS,
  LIST_IMPORT_NEW,
  LIST_IMPORT_CHANGED,
  LIST_IMPORT_SAME,
  LIST_IMPORT_REJECTED,
  LIST_IMPORT_RAW,
  LIST_IMPORTS_COLUMNS
};
extern const struct out_column list_imports_column[LIST_IMPORTS_COLUMNS]; /* RAW: the state as it is kept */
bool list_imports(struct db *, bool people, struct out *, struct err *) MUST_CHECK;
/* The settings: all, or only one (OPT_COUNT: all). defaults: the column of what holds when nothing is set is filled in. */
struct config;
enum list_settings {
  LIST_SETTING,
  LIST_SETTING_TITLE,
  LIST_SETTING_VALUE,
  LIST_SETTING_DEFAULT,
  LIST_SETTING_SCOPE,
  LIST_SETTING_TEXT,
  LIST_SETTINGS_COLUMNS
};
/* A value as people read it: one of a choice by its word. Borrowed. */
struct option_info;
const char *setting_word(const char *word);
const char *setting_text(const struct option_info *, const char *value);
extern const struct out_column list_settings_column[LIST_SETTINGS_COLUMNS];
void list_settings(const struct config *, int only, bool defaults, struct out *);
enum list_parked {
  LIST_PARKED_CODE,
  LIST_PARKED_QTY,
  LIST_PARKED_DRAFT,
  LIST_PARKED_DOCUMENT,
  LIST_PARKED_SINCE,
  LIST_PARKED_PROBLEM,
  LIST_PARKED_WHO,
  LIST_PARKED_COLUMNS
};
extern const struct out_column list_parked_column[LIST_PARKED_COLUMNS];
bool list_parked(struct db *, struct out *, struct err *) MUST_CHECK; /* codes that wait to be taught */

/* ---- one item (item_card.c): all that a page of it tells, read at once. Cost is in it: whoever shows it asks who looks. */
enum card_price {
  CARD_PRICE_LEVEL,
  CARD_PRICE_AMOUNT,
  CARD_PRICE_FROM,
  CARD_PRICE_TO,
  CARD_PRICE_REASON,
  CARD_PRICE_NOW,
  CARD_PRICE_COLUMNS
};
enum card_stock { CARD_STOCK_PLACE, CARD_STOCK_LOT, CARD_STOCK_EXPIRY, CARD_STOCK_QTY, CARD_STOCK_COLUMNS };
enum card_barcode { CARD_BARCODE, CARD_BARCODE_UNITS, CARD_BARCODE_KIND, CARD_BARCODE_COLUMNS };
enum card_open { CARD_OPEN_KIND, CARD_OPEN_NUMBER, CARD_OPEN_FROM, CARD_OPEN_DUE, CARD_OPEN_QTY, CARD_OPEN_COLUMNS };
enum card_move {
  CARD_MOVE_AT,
  CARD_MOVE_NUMBER,
  CARD_MOVE_KIND,
  CARD_MOVE_FROM,
  CARD_MOVE_TO,
  CARD_MOVE_LOT,
  CARD_MOVE_QTY,
  CARD_MOVE_COLUMNS
};
extern const struct out_column card_move_column[CARD_MOVE_COLUMNS];
enum { CARD_DAYS = 30 };
struct item_card {
  struct item item;
  char *supplier;                          /* its name; NULL none */
  int64_t on_hand, on_way, retail, member; /* prices now; −1: none */
  int64_t pool_qty, pool_value;            /* the moving average is value / qty */
  struct kept *price, *stock, *barcode, *open,
      *move;                              /* columns: enum card_…; open: orders and deliveries; move: the last ones, newest first */
  int64_t day[CARD_DAYS], received, gone; /* stock at the end of each of the last days, today last; what came in and went out in them */
};
bool item_on_way(struct db *, int64_t item, int64_t *qty,
                 struct err *) MUST_CHECK; /* announced by deliveries that are not all here yet, and in transit to this store */
bool item_on_hand(struct db *, int64_t item, int64_t *qty, struct err *) MUST_CHECK; /* in all places of the store */
/* *found false: no such item, and nothing to free. */
bool item_card_load(struct db *, const struct ledger_store *, int64_t item, struct item_card *, bool *found, struct err *) MUST_CHECK;
void item_card_done(struct item_card *); /* {0} is fine */

/* ---- one document (document.c, document_lines.c): found by its number, its lines told from its body so that another store's reads the
 * same, its differences, and the flow it stands in. Orders and deliveries announced are documents here too. */
struct document {
  bool posted; /* doc is it; else expected */
  struct doc_row doc;
  struct expected expected;
};
bool document_find(struct db *, const char *number, struct document *, struct err *) MUST_CHECK; /* or a posted one's id. ERR_DOC_UNKNOWN */
typedef void document_number_fn(void *self, const char *number);
bool document_parents(struct db *, const struct document *, document_number_fn *, void *self,
                      struct err *) MUST_CHECK; /* what it came of */
bool document_children(struct db *, const struct document *, document_number_fn *, void *self,
                       struct err *) MUST_CHECK; /* its parts, what came of it */
/* All that it belongs to: what was announced first, orders before deliveries, then what was posted, oldest first. */
typedef void document_flow_fn(void *self, const char *number, const char *kind, const char *state);
bool document_flow(struct db *, const struct document *, document_flow_fn *, void *self, struct err *) MUST_CHECK;
/* The same as a tree, each under what it came of. path: a character for each level below the first, '1' when more of that level follows,
 * else '0'. */
enum document_tree { DOC_TREE_PATH, DOC_TREE_NUMBER, DOC_TREE_KIND, DOC_TREE_STATE, DOC_TREE_TIME, DOC_TREE_BY, DOC_TREE_COLUMNS };
extern const struct out_column document_tree_column[DOC_TREE_COLUMNS];
bool document_tree(struct db *, const struct document *, struct out *, struct err *) MUST_CHECK;
/* What stands above its lines: label and text. */
enum document_head { DOC_HEAD_LABEL, DOC_HEAD_TEXT, DOC_HEAD_LINK, DOC_HEAD_COLUMNS }; /* link: a document to go to */
extern const struct out_column document_head_column[DOC_HEAD_COLUMNS];
bool document_head(struct db *, const struct ledger_store *, const struct document *, struct out *, struct err *) MUST_CHECK;

/* Lines: FORMATS' columns, then what the line says beside where its goods went. */
enum document_line {
  DOC_LINE_NO,
  DOC_LINE_ITEM,
  DOC_LINE_NAME,
  DOC_LINE_LOT,
  DOC_LINE_EXPIRY,
  DOC_LINE_QTY,
  DOC_LINE_FROM,
  DOC_LINE_TO,
  DOC_LINE_VALUE,
  DOC_LINE_SAYS,
  DOC_LINE_EXPECTED = DOC_LINE_SAYS,
  DOC_LINE_RECEIVED,
  DOC_LINE_DAMAGED,
  DOC_LINE_CODE,
  DOC_LINE_CARTON,
  DOC_LINE_CARTON_STATE,
  DOC_LINE_REASON,
  DOC_LINE_COLUMNS
};
extern const struct out_column document_line_column[DOC_LINE_COLUMNS];
struct line_told {
  const struct doc *doc;       /* the document or the part */
  int64_t before;              /* lines of the parts before it: move->line counts from there */
  const struct doc_move *move; /* from NULL: the line moved nothing */
  bool first;                  /* of the line: it may move twice, and what it says is said once */
};
typedef void line_told_fn(void *self, const struct line_told *);
bool document_lines(struct db *, const struct doc_row *, line_told_fn *, void *self, struct err *) MUST_CHECK; /* of all parts */
const struct value *document_says(const struct doc *, size_t line, const char *name,
                                  enum field_type *); /* a line's field; NULL: not there */
int document_decimals(const struct doc *, size_t line);
bool document_lines_out(struct db *, const struct ledger_store *, const struct doc_row *, bool values, struct out *,
                        struct err *) MUST_CHECK;
enum document_open {
  DOC_OPEN_LINE,
  DOC_OPEN_ITEM,
  DOC_OPEN_NAME,
  DOC_OPEN_EXPECTED,
  DOC_OPEN_RECEIVED,
  DOC_OPEN_OPEN,
  DOC_OPEN_DUE,
  DOC_OPEN_COLUMNS,
  DOC_ALLOCATED_STORE = DOC_OPEN_COLUMNS,
  DOC_ALLOCATED_COLUMNS
};
extern const struct out_column document_open_column[DOC_OPEN_COLUMNS];
/* The same of an allocation, as what is to be sent and to which store. */
extern const struct out_column document_allocated_column[DOC_ALLOCATED_COLUMNS];
int64_t document_open(const struct expected_line *); /* what is still to come of it */
/* Of an announced one; allocated: the out has the columns of an allocation. */
bool document_open_out(struct db *, const struct expected *, bool allocated, struct out *, struct err *) MUST_CHECK;
enum document_difference {
  DOC_DIFF_ID,
  DOC_DIFF_KIND,
  DOC_DIFF_ITEM,
  DOC_DIFF_NAME,
  DOC_DIFF_EXPECTED,
  DOC_DIFF_FOUND,
  DOC_DIFF_DIFFERENCE,
  DOC_DIFF_OWNER,
  DOC_DIFF_STATE,
  DOC_DIFF_COLUMNS
};
extern const struct out_column document_difference_column[DOC_DIFF_COLUMNS];
bool document_differences_out(struct db *, const struct doc_row *, struct out *, size_t *count, struct err *) MUST_CHECK;

/* Documents by what they are (list_documents.c). NULL: whatever it is; from, to: business days, to exclusive (INT32_MIN, INT32_MAX: all).
 * */
struct documents_filter {
  const char *kind, *state, *item, *person;
  int32_t from, to;
  int64_t most; /* 0: all, by number; else the newest so many */
};
enum list_documents {
  LIST_DOCS_ID,
  LIST_DOCS_NUMBER,
  LIST_DOCS_KIND,
  LIST_DOCS_STATE,
  LIST_DOCS_DAY,
  LIST_DOCS_AT,
  LIST_DOCS_CLOCK,
  LIST_DOCS_BY,
  LIST_DOCS_APPROVED,
  LIST_DOCS_LINES,
  LIST_DOCUMENTS_COLUMNS
};
extern const struct out_column list_documents_column[LIST_DOCUMENTS_COLUMNS];
bool list_documents(struct db *, const struct documents_filter *, struct out *, struct err *) MUST_CHECK;

/* Differences with their document and item (list_discrepancies.c), the oldest first, among those of a day the most valuable. */
enum list_discrepancies {
  LIST_DISC_ID,
  LIST_DISC_KIND,
  LIST_DISC_NUMBER,
  LIST_DISC_ITEM,
  LIST_DISC_NAME,
  LIST_DISC_EXPECTED,
  LIST_DISC_FOUND,
  LIST_DISC_DIFFERENCE,
  LIST_DISC_VALUE,
  LIST_DISC_OWNER,
  LIST_DISC_AGE,
  LIST_DISC_STATE,
  LIST_DISC_WORTH,
  LIST_DISCREPANCIES_COLUMNS
};
extern const struct out_column list_discrepancies_column[LIST_DISCREPANCIES_COLUMNS];
/* all: closed and withdrawn ones too. WORTH: the value without its sign, to sort by. */
bool list_discrepancies(struct db *, const struct ledger_store *, bool all, bool values, struct out *, struct err *) MUST_CHECK;
/* What was said about one, the oldest first: who took it on, notes, the end. */
enum discrepancy_said { DISC_SAID_TIME, DISC_SAID_BY, DISC_SAID_TEXT, DISC_SAID_NUMBER, DISC_SAID_COLUMNS };
extern const struct out_column discrepancy_said_column[DISC_SAID_COLUMNS];
bool discrepancy_said(struct db *, const struct discrepancy *, struct out *, struct err *) MUST_CHECK;

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
/* A pool's value over its rows: the parts sum to it exactly. By largest remainder over rows at or above zero; a row below zero stands at
 * the pool's average. */
void report_spread(int64_t value, const int64_t *qty, size_t n, int64_t *parts);
const struct report *report_find(const char *name); /* NULL unknown */
const struct report *report_at(size_t index);       /* NULL past the end */

#endif
