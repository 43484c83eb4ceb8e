/* db: the store's one SQLite file. Connection, gate, transactions, statements (sql.def), migrations, undo, backup, and one file per
 * record class. Owns every sqlite3_* call. Must not: know business rules (src/ledger posts), print, or build SQL from text. */
#ifndef ZG_DB_H
#define ZG_DB_H

#include "config/config.h"
#include "src/base/base.h"

struct db;

/* ---- connection (db.c) */
struct db_opts {
  const struct env *env;
  const char *seat; /* who sits here, e.g. "tty1": shown to those who wait for the gate */
  bool create;      /* make the file when it is not there */
  bool read_only;
  bool exclusive_wal;                            /* the test VFS has no shared memory: locking_mode=EXCLUSIVE */
  const char *vfs;                               /* NULL: the system's */
  bool no_migrate;                               /* check, restore: look at an old file as it is */
  void (*waiting)(void *self, const char *seat); /* called once when the gate has been waited for 300 ms; may be NULL */
  void *self;
};
/* Opens, sets WAL, synchronous=FULL, no automatic checkpoint, DQS off, runs missing migrations (each in its own transaction under the
 * gate). NULL with
 * err: ERR_DB_NONE, ERR_DB_OPEN, ERR_DB_FOREIGN, ERR_DB_NEWER, ERR_DB_CORRUPT … One connection per process; close with db_close. */
struct db *db_open(const char *path, const struct db_opts *, struct err *);
void db_close(struct db *); /* rolls back an open transaction; no checkpoint on close */
const char *db_path(const struct db *);
const char *db_seat(const struct db *);
const struct env *db_env(const struct db *);
int64_t db_now(struct db *);  /* env's clock, never behind the last time it gave in this process */
bool db_changed(struct db *); /* PRAGMA data_version moved since the last call: another process committed */

/* ---- transactions (db.c). Every write stands between db_begin and db_commit: exclusive flock on <path>-gate, then BEGIN IMMEDIATE. The
 * commit
 * hook refuses a commit made without the gate. Not nested. After db_commit returned true the work is on the disk (WAL, FULL). */
bool db_begin(struct db *, struct err *) MUST_CHECK;
bool db_commit(struct db *, struct err *)
    MUST_CHECK;                /* on false everything is rolled back and the gate given back; checkpoints when the WAL is above 4 MB */
void db_rollback(struct db *); /* after any false between begin and commit; harmless without a transaction */
uint64_t db_commits(const struct db *); /* made by this process: db_changed tells of the others' */
bool db_writing(const struct db *);
/* Called once after this transaction is durable, before the gate is given back; forgotten by a rollback. For a trace beside the file,
 * never for the work itself. */
void db_after_commit(struct db *, void (*fn)(struct db *));
/* A read transaction: many statements see one state. Never held while waiting for a person. */
bool db_read_begin(struct db *, struct err *) MUST_CHECK;
void db_read_end(struct db *);
void db_idle(struct db *); /* nothing to do now: checkpoint under the gate when the WAL is above 1 MB and nobody holds it */
/* Part of a transaction that may fail alone (savepoint): true → keep, false → back to the state at db_part_begin. */
bool db_part_begin(struct db *, struct err *) MUST_CHECK;
bool db_part_end(struct db *, bool keep, struct err *) MUST_CHECK;

/* ---- statements (stmt.c). Every statement is a row SQL(id, "text") of sql.def; prepared at first use and kept. */
enum sql_id {
#define SQL(id, text) id,
#include "db/sql.def"
#undef SQL
  SQL_COUNT
};
const char *db_sql_text(enum sql_id); /* for the test that prepares all and reads their plans */
enum arg_type { ARG_NULL, ARG_INT, ARG_TEXT, ARG_BLOB };
struct arg {
  enum arg_type type;
  int64_t i;
  const void *p; /* text or blob, borrowed until the statement is done or closed */
  size_t n;
};
static inline struct arg arg_int(int64_t i) {
  return (struct arg){ARG_INT, i, NULL, 0};
}
static inline struct arg arg_text(const char *s) {
  return (struct arg){s ? ARG_TEXT : ARG_NULL, 0, s, 0};
}
static inline struct arg arg_blob(const void *p, size_t n) {
  return (struct arg){p ? ARG_BLOB : ARG_NULL, 0, p, n};
}
#define I(x) arg_int((int64_t)(x))
#define T(s) arg_text(s)
#define B(p, n) arg_blob((p), (n))
#define NIL ((struct arg){ARG_NULL, 0, NULL, 0})
#define DB_ARGS(...) (const struct arg[]){NIL, ##__VA_ARGS__}, sizeof((const struct arg[]){NIL, ##__VA_ARGS__}) / sizeof(struct arg)

/* Run a statement that gives no rows. Parameters ?1 ?2 … are the arguments in order: db_run(db, err, SQL_X, I(5), T("a")). */
#define db_run(db, err, id, ...) db_run_args((db), (err), (id), DB_ARGS(__VA_ARGS__))
bool db_run_args(struct db *, struct err *, enum sql_id, const struct arg *, size_t) MUST_CHECK;
int64_t db_last_id(struct db *); /* rowid of the last INSERT */
int64_t db_changes(struct db *); /* rows the last statement changed */
/* The first column of the first row as an integer; otherwise when there is no row or it is NULL. */
#define db_int(db, err, out, otherwise, id, ...) db_int_args((db), (err), (out), (otherwise), (id), DB_ARGS(__VA_ARGS__))
bool db_int_args(struct db *, struct err *, int64_t *out, int64_t otherwise, enum sql_id, const struct arg *, size_t) MUST_CHECK;
/* The same as text, owned by the caller; NULL when there is no row or it is NULL. */
#define db_text(db, err, out, id, ...) db_text_args((db), (err), (out), (id), DB_ARGS(__VA_ARGS__))
bool db_text_args(struct db *, struct err *, char **out, enum sql_id, const struct arg *, size_t) MUST_CHECK;

/* Rows: struct rows r; if (!rows_open(&r, db, err, SQL_X, …)) return false; while (rows_next(&r)) {…} return rows_close(&r, err);
 * rows_close resets the statement (an open one would stop checkpoints) and returns false when stepping failed. Text and blobs are
 * borrowed until the next call. */
struct rows {
  struct db *db;
  void *stmt;
  enum sql_id id;
  bool own; /* the kept statement was in use: this is a private one */
  int rc;
};
#define rows_open(r, db, err, id, ...) rows_open_args((r), (db), (err), (id), DB_ARGS(__VA_ARGS__))
bool rows_open_args(struct rows *, struct db *, struct err *, enum sql_id, const struct arg *, size_t) MUST_CHECK;
bool rows_next(struct rows *);
int64_t rows_int(const struct rows *, int column); /* NULL gives 0 */
bool rows_null(const struct rows *, int column);
const char *rows_text(const struct rows *, int column); /* NULL gives "" */
const void *rows_blob(const struct rows *, int column, size_t *n);
int rows_columns(const struct rows *);
bool rows_close(struct rows *, struct err *) MUST_CHECK;

/* ---- named undo (undo.c): the SQLite session changeset of what happens between begin and end, in one or several transactions, kept as
 * rows of undo/undo_part. */
bool undo_begin(struct db *, struct err *, const char *who, const char *what,
                int64_t *undo) MUST_CHECK;                          /* inside a transaction: makes the undo row */
bool undo_record(struct db *, struct err *) MUST_CHECK;             /* inside a transaction, before its first change: start recording */
bool undo_keep(struct db *, struct err *, int64_t undo) MUST_CHECK; /* before its commit: store what was recorded as the next part */
/* Plays the parts back, last first, in one transaction of its own. A row changed since: ERR_UNDO_CONFLICT naming table and key, and
 * nothing is changed. */
bool undo_back(struct db *, struct err *, int64_t undo) MUST_CHECK;
/* The same inside the caller's transaction, so that what belongs to it (audit, search pages) stands or falls with it; roll back on
 * false. Rows that were
 * added later and hang on a row now gone (a barcode taught to an imported item) are a conflict too. Twice: ERR_UNDO_NONE. */
bool undo_play(struct db *, struct err *, int64_t undo) MUST_CHECK;
/* The same part by part, for changes too large for one transaction whose parts touch no row twice: the parts' numbers, newest first,
 * owned by the caller; one part played back and forgotten, its items' search pages marked stale; then, with no part left, the end. Each
 * inside the caller's transaction; undo_part_back and a roll back show whether it could be. */
bool undo_part_numbers(struct db *, struct err *, int64_t undo, int64_t **number, size_t *count) MUST_CHECK;
bool undo_part_back(struct db *, struct err *, int64_t undo, int64_t number) MUST_CHECK;
bool undo_end(struct db *, struct err *, int64_t undo) MUST_CHECK;
/* The rows of a table that the change added, by their first columns as text, borrowed until fn returns; false stops with err filled by
 * it. */
enum { UNDO_ADDED_COLUMNS = 4 };
typedef bool undo_added_fn(void *self, const char *const *text, size_t count, struct err *);
bool undo_added(struct db *, struct err *, int64_t undo, const char *table, undo_added_fn *, void *self) MUST_CHECK;

/* ---- backup (backup.c) */
/* A whole copy of one moment, while others go on writing: a file that needs nothing beside it, fsynced, then renamed into place. Never
 * the secret key (a file
 * of its own). ERR_BACKUP_SAME, ERR_DB_FULL, ERR_FILE_WRITE; on false nothing is left at `to` that was not there before. */
bool db_backup(struct db *, const char *to, struct err *) MUST_CHECK;
bool db_integrity(struct db *, void (*say)(void *self, const char *problem), void *self,
                  struct err *) MUST_CHECK; /* PRAGMA integrity_check */
/* Puts a backup in the place of the store `to` (made when there is none): checks it first (ours, not newer, whole), copies it, and under
 * the gate swaps it in;
 * whatever happens there is the old store or the new one, whole. The old one, with everything in its WAL, is then *kept =
 * `<to>.before-TIME` (owned by the
 * caller, NULL when there was none). Other processes that have the old one open are refused their next write (ERR_DB_REPLACED). The new
 * store's meta row
 * `restored` holds TIME until the caller has opened it and given it a new origin (ledger_origin_renew), which clears the row in the same
 * transaction: a power
 * cut in between is seen at the next start. Needs opts env, seat, waiting. ERR_BACKUP_SAME, ERR_BACKUP_BAD, ERR_DB_BUSY and db_open's. */
bool db_restore(const char *from, const char *to, const struct db_opts *, char **kept, struct err *) MUST_CHECK;

/* ---- who is where (seat.c). A killed process is gone at once. */
struct seat_here {
  const char *seat, *staff; /* staff: code of who is signed in there, "" unknown */
  bool own;                 /* this process */
};
/* This process is in that draft too, with this person; drafts that were entered before stay. Again: nothing to do. */
bool seat_enter(struct db *, const char *draft, const char *staff, struct err *) MUST_CHECK;
void seat_leave(struct db *, const char *draft); /* NULL: all of them */
typedef void seat_fn(void *self, const struct seat_here *);
/* The others in it by name, "a, b"; by the seat where the person is unknown, with the seat where one person is there twice. */
bool seats_others(struct db *, const char *draft, struct buf *names, struct err *) MUST_CHECK;
bool seats_in(struct db *, const char *draft, seat_fn *, void *self, struct err *) MUST_CHECK;

/* ---- the store's settings (setting.c) */
bool setting_load(struct db *, struct config *, struct err *)
    MUST_CHECK; /* the rows into the values in force, else the defaults; one that no longer fits its option is passed over */
/* Inside a transaction: checked, written ("" : back to the default), recorded for undo (undo_back(*undo)), audited with old and new value.
 * ERR_OPTION_MACHINE, ERR_OPTION_VALUE, ERR_INSTORE_SETTING. */
bool setting_set(struct db *, struct err *, const char *who, const char *approved_by, enum option, const char *value,
                 int64_t *undo) MUST_CHECK;

/* The whole of it in a transaction of its own, and into the values in force. */
bool setting_change(struct db *, struct config *, struct err *, const char *who, enum option, const char *value, int64_t *undo) MUST_CHECK;
/* The latest change of a setting of the store that was not taken back yet: what `undo` names, whose, when. undo 0: there is none. Taken
 * back, the one before it is the latest. */
struct setting_change {
  int64_t undo, at;
  enum option option;
  char who[64];
};
bool setting_latest(struct db *, struct setting_change *, struct err *) MUST_CHECK;
/* Takes a change back, in a transaction of its own, audited as the change it is. ERR_UNDO_CONFLICT when it was changed again since,
 * ERR_UNDO_NONE. */
bool setting_back(struct db *, struct config *, struct err *, const char *who, enum option, int64_t undo) MUST_CHECK;

/* ---- meta rows (meta.c) */
bool meta_get(struct db *, struct err *, const char *key, char **value) MUST_CHECK;      /* owned by the caller; NULL absent */
bool meta_set(struct db *, struct err *, const char *key, const char *value) MUST_CHECK; /* inside a transaction */

/* ======== record classes. Getters leave *found false and return true when there is no such row. ======== */

/* ---- items and barcodes (item.c) */
struct item {
  int64_t id, pack, shelf_life, cost, tax; /* cost, tax: −1 unknown */
  int decimals, track, status;             /* track 0 none 1 lot 2 serial; status 0 active 1 ending 2 blocked 3 ended */
  bool frozen;
  char code[64], name[256], name_en[256], mnemonic[64], unit[32], category[128], brand[256], spec[96], origin[96], grade[48], style[48],
      colour[48], size[48], supplier[64];
};
bool item_by_id(struct db *, struct err *, int64_t id, struct item *, bool *found) MUST_CHECK;
bool item_by_code(struct db *, struct err *, const char *code, struct item *, bool *found) MUST_CHECK;
struct item_hit {
  int64_t item, units; /* whole units per scan */
};
/* The items a read code names: barcode table by key, else an item's own code, else the in-store item digits. Several: one code on two
 * items, ask. */
struct code;
bool item_scan(struct db *, struct err *, const struct code *, struct item_hit *hits, size_t most, size_t *count) MUST_CHECK;
bool item_freeze(struct db *, struct err *, int64_t id) MUST_CHECK; /* decimals stand from the first fact on */
bool barcode_put(struct db *, struct err *, const char *key, const char *text, int64_t item, int64_t units,
                 const char *kind) MUST_CHECK; /* the key is the caller's */
bool barcode_add(struct db *, struct err *, const char *text, int64_t item, int64_t units,
                 const char *kind) MUST_CHECK; /* touches the search: search_flush before the commit */
/* Price in force at a time, *amount −1 when none (price.c). level: retail, member, … */
bool price_at(struct db *, struct err *, int64_t item, const char *level, int64_t at, int64_t *amount) MUST_CHECK;

/* ---- places and parties (party.c) */
struct place {
  int64_t id;
  char code[64], name[128], kind[16]; /* floor back counter damaged reserved zone transit outside */
};
bool place_by_code(struct db *, struct err *, const char *code, struct place *, bool *found) MUST_CHECK;
bool place_by_id(struct db *, struct err *, int64_t id, struct place *, bool *found) MUST_CHECK;
bool place_add(struct db *, struct err *, const char *code, const char *name, const char *kind,
               int64_t *id) MUST_CHECK;                                                  /* the row when it is there already */
bool supplier_name(struct db *, struct err *, const char *code, char **name) MUST_CHECK; /* NULL unknown; owned by the caller */
bool store_known(struct db *, struct err *, const char *code, bool *known) MUST_CHECK;

/* ---- staff, roles, PINs (staff.c) */
enum right { RIGHT_NONE = 0, RIGHT_CLERK = 1, RIGHT_COUNTER = 2, RIGHT_MANAGER = 4, RIGHT_APPROVER = 8, RIGHT_HQ = 16 };
bool staff_any(struct db *, struct err *, bool *any) MUST_CHECK;                       /* a store without staff acts as its owner */
bool staff_name(struct db *, struct err *, const char *staff, char **name) MUST_CHECK; /* NULL unknown; owned by the caller */
bool staff_rights(struct db *, struct err *, const char *staff, const char *store, unsigned *rights,
                  bool *found) MUST_CHECK; /* manager includes clerk and counter */
/* Checks a PIN in its own transaction (fails and waits are durable): ERR_PIN_WRONG with the seconds to wait, ERR_PIN_WAIT,
 * ERR_PIN_CHANGE (must be changed first), ERR_STAFF_UNKNOWN. */
bool staff_sign_in(struct db *, struct err *, const char *staff, const char *pin, int64_t *wait_s) MUST_CHECK;
bool staff_pin_is(struct db *, struct err *, const char *staff, const char *pin, bool *is) MUST_CHECK; /* of one who has a PIN */
/* The whole of it, in a transaction of its own, audited: one's own (not the same again), or another's, to be changed at first use.
 * ERR_PIN_FORM, ERR_PIN_SAME, ERR_STAFF_UNKNOWN. */
bool staff_change_pin(struct db *, struct err *, const char *who, const char *staff, const char *store, const char *pin) MUST_CHECK;
bool staff_set_pin(struct db *, struct err *, const char *staff, const char *pin,
                   bool must_change) MUST_CHECK; /* inside a transaction; ERR_PIN_FORM: 4 to 12 digits */

/* ---- announced documents (expected_docs.c) */
struct expected {
  int64_t id;
  int32_t due;
  char kind[12], number[64], supplier[64], source[64], destination[32], state[12];
};
struct expected_line {
  int64_t line, item, qty, received, cost; /* cost −1 unknown */
  bool closed;
  int32_t produced, expiry, due;
  char carton[24], lot[24], order_number[64];
};
bool expected_find(struct db *, struct err *, const char *kind, const char *number, struct expected *,
                   bool *found) MUST_CHECK;                                                                  /* kind NULL: any */
typedef bool expected_line_fn(void *self, const struct expected_line *);                                     /* false stops the walk */
bool expected_lines(struct db *, struct err *, int64_t expected, expected_line_fn *, void *self) MUST_CHECK; /* in line order */
bool expected_line_at(struct db *, struct err *, int64_t expected, int64_t line, struct expected_line *, bool *found) MUST_CHECK;
/* Which announced document a carton belongs to: *found false when the SSCC is unknown. */
bool expected_carton(struct db *, struct err *, const char *sscc, struct expected *, bool *found) MUST_CHECK;

/* ---- drafts and facts (fact.c) */
struct draft {
  int64_t id, since, doc, facts;
  char name[48], kind[16], who[64], state[12];
  char *head; /* JSON, owned: draft_done */
};
void draft_done(struct draft *);
bool draft_find(struct db *, struct err *, const char *name, struct draft *, bool *found) MUST_CHECK;
bool draft_by_id(struct db *, struct err *, int64_t id, struct draft *, bool *found) MUST_CHECK;
bool draft_new(struct db *, struct err *, const char *name, const char *kind, const char *head, const char *who,
               int64_t *id) MUST_CHECK; /* name NULL: R-0001 and on; inside a transaction */
bool draft_state(struct db *, struct err *, int64_t id, const char *state, int64_t doc) MUST_CHECK;
struct fact {
  int64_t n, at, pos, seat_n, line, item, qty; /* n and pos are filled in by fact_add; at too where it is 0: now */
  int32_t produced, expiry;
  int source;
  bool undone;
  const char *seat, *who, *word, *code, *carton, *lot, *arg, *problem; /* NULL is "" */
};
/* Append one fact inside a transaction; line −1 means that it opens a line: its own n. *again: this (draft, seat, seat_n) is there
 * already; fact->n is then
 * the old one's and nothing was written. */
bool fact_add(struct db *, struct err *, int64_t draft, struct fact *, bool *again) MUST_CHECK;
bool fact_undo(struct db *, struct err *, int64_t draft, int64_t n) MUST_CHECK;
bool fact_seen(struct db *, struct err *, int64_t draft, const char *seat, int64_t seat_n,
               int64_t *n) MUST_CHECK;                 /* n of the fact with the seat's number, 0 none */
typedef bool fact_fn(void *self, const struct fact *); /* false stops the walk; texts are borrowed until it returns */
bool fact_walk(struct db *, struct err *, int64_t draft, int64_t after, fact_fn *,
               void *self) MUST_CHECK; /* n > after, in order of n, undone ones too */

/* ---- search (search_page.c: the pages; search.c: finding in memory). An entry holds an item's code, name, English name, mnemonic,
 * initials of every reading, brand and
 * barcodes, folded. Whoever changes an item or a barcode inside a transaction says so with search_touch, which marks the item's page
 * stale in the same transaction; search_flush
 * makes the stale pages anew before the commit (an import of many transactions: once, in its last one; search_flush_some: at most so
 * many pages, *left says how many wait). A
 * stale or missing page is never wrong, only slower: loading makes it in memory. */
bool search_touch(struct db *, struct err *, int64_t item) MUST_CHECK;
bool search_touch_all(struct db *, struct err *) MUST_CHECK; /* after an undo, when nobody knows which items changed */
bool search_flush(struct db *, struct err *) MUST_CHECK;
bool search_flush_some(struct db *, struct err *, size_t pages, size_t *left) MUST_CHECK;
bool search_version(struct db *, struct err *, int64_t *version) MUST_CHECK; /* rises whenever an item or a barcode was changed */
bool search_check(struct db *, void (*say)(void *self, const char *problem), void *self,
                  struct err *) MUST_CHECK; /* a page that is not stale says what the items say */
struct search;
struct search *search_load(struct db *, struct err *); /* NULL with err; search_free */
void search_free(struct search *);
/* Items whose entry holds every word of `text` (blanks part words) anywhere: the best `most` ids into hits, their number returned, all
 * hits counted in *total. Best first: a field equal to
 * the text, then a field that begins with it, then the rest, each in order of id. Remembers a short result, so that the next letter
 * looks only there. */
size_t search_find(struct search *, const char *text, int64_t *hits, size_t most, int64_t *total);
int64_t search_count(const struct search *); /* the items in it */
/* ---- the ledger's rows (ledger.c). Written by src/ledger only. */
struct ledger_item {
  int64_t id; /* 0: no such item */
  bool frozen;
  int decimals;
};
bool ledger_item(struct db *, struct err *, const char *code, struct ledger_item *) MUST_CHECK;
bool lot_id(struct db *, struct err *, int64_t item, const char *lot, int32_t expiry, bool make,
            int64_t *id) MUST_CHECK; /* 0: none, or not there and not to be made */
struct move_row {
  int64_t id, doc, line, item, lot, src, dst, qty, value, col;
};
bool move_last(struct db *, struct err *, int64_t *id) MUST_CHECK; /* 0 none */
bool move_add(struct db *, struct err *, const struct move_row *) MUST_CHECK;
struct move_seen { /* a move in words; borrowed texts */
  struct move_row row;
  const char *item, *lot, *from, *to; /* codes; lot "" none */
  int decimals;
  int32_t expiry;
};
typedef bool move_seen_fn(void *self, const struct move_seen *); /* false stops the walk */
bool move_range(struct db *, struct err *, int64_t first, int64_t last, move_seen_fn *, void *self) MUST_CHECK;
/* Walks every move in id order, plain: for passes over the whole table. struct move_walk is closed by move_walk_end. */
bool move_walk_begin(struct rows *, struct db *, struct err *) MUST_CHECK;
bool move_walk_next(struct rows *, struct move_row *);
bool stock_add(struct db *, struct err *, int64_t item, int64_t place, int64_t lot, int64_t qty, int64_t last_move) MUST_CHECK;
bool stock_get(struct db *, struct err *, int64_t item, int64_t place, int64_t lot, int64_t *qty) MUST_CHECK;
struct cost {
  int64_t qty, value, last_qty, last_value;
};
bool cost_get(struct db *, struct err *, int64_t item, struct cost *) MUST_CHECK; /* all 0 when there is none */
bool cost_add(struct db *, struct err *, int64_t item,
              const struct cost *delta) MUST_CHECK; /* adds qty and value; last_* replace when last_qty > 0 */
#define LEDGER_NO_DAY INT32_MIN
bool ledger_day_last(struct db *, struct err *, int32_t *day) MUST_CHECK; /* LEDGER_NO_DAY before the first move */
bool ledger_day_add(struct db *, struct err *, int32_t day, int64_t first_move) MUST_CHECK;
/* Month arrays: measure "qty" or "value". Packed little-endian: u32 width (4 or 8), u32 count, then the values of item ids 0 … count-1
 * (beyond: 0). */
void month_pack(struct buf *, const int64_t *values, size_t count);
bool month_add(struct db *, struct err *, int32_t day, const char *measure, const struct buf *) MUST_CHECK;
/* The newest arrays at or before day's month: *month its first day (LEDGER_NO_DAY: none, *values NULL). values is owned by the caller. */
bool month_get(struct db *, struct err *, int32_t day, const char *measure, int64_t **values, size_t *count, int32_t *month) MUST_CHECK;

struct doc_row {
  int64_t id, at, root, part_of, lines, first_move, moves; /* part_of 0: no part */
  uint8_t uuid[UUID_BYTES];
  int32_t day;
  bool late;
  char number[96], kind[32], store[64], who[64], approved_by[64], state[24];
};
bool docrow_add(struct db *, struct err *, const struct doc_row *) MUST_CHECK;
bool docrow_by_number(struct db *, struct err *, const char *number, struct doc_row *, bool *found) MUST_CHECK;
bool docrow_by_uuid(struct db *, struct err *, const uint8_t uuid[UUID_BYTES], struct doc_row *, bool *found) MUST_CHECK;
bool docrow_by_id(struct db *, struct err *, int64_t id, struct doc_row *, bool *found) MUST_CHECK;
void docrow_read(const struct rows *, struct doc_row *); /* of a query with SQL_DOC_ALL's columns */
/* Ids of a document's parts, and of the documents that name it as a parent; a growing list, freed by the caller with free(list.id). */
struct id_list {
  int64_t *id;
  size_t count;
};
bool docrow_parts(struct db *, struct err *, int64_t id, struct id_list *) MUST_CHECK;
bool docrow_children(struct db *, struct err *, const char *kind, const char *ref,
                     struct id_list *) MUST_CHECK; /* added to the list; kind "doc": ref the uuid in hex; "number": the printed number */
/* Those of a kind that somebody still has to do something about: asked, on the way, disputed, on loan. */
bool docrow_waiting(struct db *, struct err *, const char *kind, struct id_list *) MUST_CHECK;
bool docrow_state(struct db *, struct err *, int64_t id, const char *state) MUST_CHECK;
struct discrepancy {
  int64_t doc, teller, line, item, expected, found, value;
  int32_t day;
  char id[160], kind[24], carton[24], state[16], owner[64], note[256], reason[256];
};
bool discrepancy_add(struct db *, struct err *, const struct discrepancy *) MUST_CHECK;
bool discrepancy_get(struct db *, struct err *, const char *id, struct discrepancy *, bool *found) MUST_CHECK;

/* ---- the log's rows (log.c) */
struct origin {
  int64_t id, head;
  uint8_t origin[ORIGIN_BYTES], hash[HASH_BYTES], key[KEY_PUBLIC];
  bool own, sealed;
  char store[64], device[8];
};
bool origin_now(struct db *, struct err *, struct origin *, bool *found) MUST_CHECK; /* the one this database writes */
bool origin_find(struct db *, struct err *, const uint8_t origin[ORIGIN_BYTES], struct origin *, bool *found) MUST_CHECK;
bool origin_add(struct db *, struct err *, struct origin *) MUST_CHECK; /* fills in id; head 0, hash the start of its chain */
bool origin_seal(struct db *, struct err *, int64_t id) MUST_CHECK;
/* All origins; the array is owned by the caller. */
bool origin_list(struct db *, struct err *, struct origin **, size_t *count) MUST_CHECK;
struct event {
  int64_t id, origin, seq, at, version;
  int32_t day;
  uint8_t doc[UUID_BYTES], hash[HASH_BYTES];
  const char *kind;
  const void *body;
  size_t body_bytes;
};
bool event_add(struct db *, struct err *, struct event *) MUST_CHECK; /* fills in id and moves the origin's head */
void event_read(const struct rows *, struct event *); /* of a query with SQL_EVENT_ALL's columns; borrowed until the next row */
bool event_hash_at(struct db *, struct err *, int64_t origin, int64_t seq, uint8_t hash[HASH_BYTES], bool *found) MUST_CHECK;
bool event_body(struct db *, struct err *, int64_t id, struct buf *) MUST_CHECK; /* replaces what the buffer held */
bool counter_next(struct db *, struct err *, const char *device, int64_t *n) MUST_CHECK;
bool counter_raise(struct db *, struct err *, const char *device, int64_t n) MUST_CHECK; /* never below n again */

/* ---- audit (audit.c). Inside the transaction of what it tells of. */
bool audit_add(struct db *, struct err *, const char *who, const char *approved_by, const char *action, const char *object,
               const char *old_value, const char *new_value) MUST_CHECK;

/* ---- import and export of files (import.c; FORMATS "Files"). Everything is checked before the first write; then the rows are written
 * in the order of their
 * keys, some thousand a transaction, and the import row remembers how far it came. */
enum import_type {
  IMPORT_CODE,
  IMPORT_TEXT,
  IMPORT_CHOICE,
  IMPORT_WORD,
  IMPORT_INT,
  IMPORT_QTY,
  IMPORT_MONEY,
  IMPORT_RATE,
  IMPORT_DAY,
  IMPORT_TIME,
  IMPORT_BOOL
};
struct import_field {
  const char *name;
  enum import_type type; /* CHOICE is kept as the number of the word in `words`, WORD as the word itself */
  bool required;
  int param;             /* number of the parameter in the kind's own statements, 0: the kind sees to it */
  int64_t most;          /* bytes of a text, largest number; 0: no limit of its own */
  const char *words;     /* "none,lot,serial" */
  const char *otherwise; /* of a new row when not given; NULL: SQL NULL */
  const char *meaning;   /* N_() sentence for --columns */
};
struct import_kind;
const struct import_kind *import_kind_at(size_t index);                     /* NULL past the end */
const struct import_kind *import_kind_find(const char *code, struct err *); /* NULL with ERR_IMPORT_KIND */
const char *import_kind_code(const struct import_kind *);
const struct import_field *import_kind_fields(const struct import_kind *, size_t *count);
const char *import_type_name(enum import_type); /* "text", "amount" … for --columns */

/* Opening stock is a document: posting and taking it back is the ledger's (src/ledger/opening.c), handed in. */
struct opening_row {
  const char *item, *place, *lot; /* codes; lot "" none */
  int decimals;
  int32_t expiry;
  int64_t qty, value;
};
typedef bool opening_post_fn(void *self, struct db *, const char *file, const struct opening_row *, size_t count, char **number,
                             struct err *);                                                 /* inside a transaction */
typedef bool opening_reverse_fn(void *self, struct db *, const char *number, struct err *); /* inside a transaction */
struct import_opts {
  const char *who, *file, *kind; /* file "-": standard input */
  const void *bytes;             /* n bytes in memory instead of a file (of the demo); file only names them. NULL: the file */
  size_t n;
  const char *map, *encoding;           /* NULL: none, find out */
  char separator;                       /* 0: find out */
  bool ignore_unknown, check, skip_bad; /* check: write nothing */
  const char *store, *currency;
  int money_decimals, day_start;                            /* day_start in minutes */
  size_t chunk;                                             /* rows a commit; 0: as many as hold the gate well under 50 ms, 2,000 at most */
  void (*progress)(void *self, int64_t done, int64_t rows); /* after every commit; may be NULL */
  opening_post_fn *opening_post;                            /* NULL: opening stock cannot be imported or taken back */
  opening_reverse_fn *opening_reverse;
  void *self;
};
struct import_counts {
  int64_t id, again; /* 0 none; again: the earlier import of the very same file */
  int64_t rows, added, changed, same, rejected;
  int64_t held; /* microseconds the longest commit held the gate */
};
struct import_bad {
  uint32_t row; /* in the file, the header is 1 */
  enum err_code code;
  char *column, *value, *reason, *hint;
};
struct import;
/* Reads the file, finds its columns, waits for nobody. ERR_IMPORT_KIND, _EMPTY, _COLUMN, _COLUMN_MISSING, _COLUMN_TWICE, _MAP, _RUNNING,
 * _UNFINISHED, ERR_FILE_READ … The very
 * file of an unfinished import is taken up where it stopped. NULL with err. */
struct import *import_open(struct db *, const struct import_opts *, struct err *);
struct import *import_open_again(struct db *, int64_t id, const struct import_opts *,
                                 struct err *); /* resume: kind, file, map and skip_bad of that import */
/* Checks all rows, then writes unless opts.check. False: refused (ERR_IMPORT_REJECTED, ERR_IMPORT_NO_MANAGER: nothing was written) or
 * failed in the middle
 * (unfinished: resume or undo). The counts are right in every case. */
bool import_run(struct import *, struct err *) MUST_CHECK;
const struct import_counts *import_counted(const struct import *);
const struct import_bad *import_bad_at(const struct import *, size_t index);       /* rejected rows in file order; NULL past the end */
bool import_warning_at(const struct import *, size_t index, struct buf *sentence); /* false past the end */
void import_errors(const struct import *,
                   struct buf *csv); /* the error file: row, column, value, code, reason, then the row's own columns */
void import_free(struct import *);
/* Takes a whole import back, or nothing: ERR_UNDO_CONFLICT when a row was changed since, ERR_IMPORT_USED when one of its items has
 * facts, moves or announced lines. Works
 * on unfinished ones too. */
bool import_undo(struct db *, int64_t id, const struct import_opts *, struct err *) MUST_CHECK;
struct import_past {
  int64_t id, at;
  const char *who, *kind, *file, *state;
  struct import_counts counts;
};
typedef bool import_past_fn(void *self, const struct import_past *);                  /* false stops */
bool import_list(struct db *, struct err *, import_past_fn *, void *self) MUST_CHECK; /* newest first */
/* All rows of a kind as cells of its columns, ready for import again. opts: store, currency, money_decimals, day_start. */
typedef bool export_fn(void *self, const char *const *cell, const bool *text,
                       size_t count); /* text: guard it against formulas; false stops with err filled by it */
bool export_rows(struct db *, const struct import_kind *, const struct import_opts *, export_fn *, void *self, struct err *) MUST_CHECK;

#endif
