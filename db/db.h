/* db: the store's one SQLite file. Connection, gate, transactions, statements (sql.def), migrations, undo, backup, and one file per
 * record class. Owns every sqlite3_* call. Must not: know business rules (src/ledger posts), print, or build SQL from text. */
#ifndef ZG_DB_H
#define ZG_DB_H

#include "src/base/base.h"

struct db;

/* ---- connection (db.c) */
struct db_opts {
  const struct env *env;
  const char *seat;        /* who sits here, e.g. "tty1": shown to those who wait for the gate */
  bool create;             /* make the file when it is not there */
  bool read_only;
  bool exclusive_wal;      /* the test VFS has no shared memory: locking_mode=EXCLUSIVE */
  const char *vfs;         /* NULL: the system's */
  bool no_migrate;         /* check, restore: look at an old file as it is */
  void (*waiting)(void *self, const char *seat); /* called once when the gate has been waited for 300 ms; may be NULL */
  void *self;
};
/* Opens, sets WAL, synchronous=FULL, no automatic checkpoint, DQS off, runs missing migrations (each in its own transaction under the gate). NULL with
 * err: ERR_DB_NONE, ERR_DB_OPEN, ERR_DB_FOREIGN, ERR_DB_NEWER, ERR_DB_CORRUPT … One connection per process; close with db_close. */
struct db *db_open(const char *path, const struct db_opts *, struct err *);
void db_close(struct db *);              /* rolls back an open transaction; no checkpoint on close */
const char *db_path(const struct db *);
const char *db_seat(const struct db *);
const struct env *db_env(const struct db *);
int64_t db_now(struct db *);             /* env's clock, never behind the last time it gave in this process */
bool db_changed(struct db *);            /* PRAGMA data_version moved since the last call: another process committed */

/* ---- transactions (db.c). Every write stands between db_begin and db_commit: exclusive flock on <path>-gate, then BEGIN IMMEDIATE. The commit
 * hook refuses a commit made without the gate. Not nested. After db_commit returned true the work is on the disk (WAL, FULL). */
bool db_begin(struct db *, struct err *) MUST_CHECK;
bool db_commit(struct db *, struct err *) MUST_CHECK; /* on false everything is rolled back and the gate given back; checkpoints when the WAL is above 4 MB */
void db_rollback(struct db *);           /* after any false between begin and commit; harmless without a transaction */
bool db_writing(const struct db *);
/* A read transaction: many statements see one state. Never held while waiting for a person. */
bool db_read_begin(struct db *, struct err *) MUST_CHECK;
void db_read_end(struct db *);
void db_idle(struct db *);               /* nothing to do now: checkpoint under the gate when the WAL is above 1 MB and nobody holds it */
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
static inline struct arg arg_int(int64_t i) { return (struct arg){ARG_INT, i, NULL, 0}; }
static inline struct arg arg_text(const char *s) { return (struct arg){s ? ARG_TEXT : ARG_NULL, 0, s, 0}; }
static inline struct arg arg_blob(const void *p, size_t n) { return (struct arg){p ? ARG_BLOB : ARG_NULL, 0, p, n}; }
#define I(x) arg_int((int64_t)(x))
#define T(s) arg_text(s)
#define B(p, n) arg_blob((p), (n))
#define NIL ((struct arg){ARG_NULL, 0, NULL, 0})
#define DB_ARGS(...) (const struct arg[]){NIL, ##__VA_ARGS__}, sizeof((const struct arg[]){NIL, ##__VA_ARGS__}) / sizeof(struct arg)

/* Run a statement that gives no rows. Parameters ?1 ?2 … are the arguments in order: db_run(db, err, SQL_X, I(5), T("a")). */
#define db_run(db, err, id, ...) db_run_args((db), (err), (id), DB_ARGS(__VA_ARGS__))
bool db_run_args(struct db *, struct err *, enum sql_id, const struct arg *, size_t) MUST_CHECK;
int64_t db_last_id(struct db *);         /* rowid of the last INSERT */
int64_t db_changes(struct db *);         /* rows the last statement changed */
/* The first column of the first row as an integer; otherwise when there is no row or it is NULL. */
#define db_int(db, err, out, otherwise, id, ...) db_int_args((db), (err), (out), (otherwise), (id), DB_ARGS(__VA_ARGS__))
bool db_int_args(struct db *, struct err *, int64_t *out, int64_t otherwise, enum sql_id, const struct arg *, size_t) MUST_CHECK;
/* The same as text, owned by the caller; NULL when there is no row or it is NULL. */
#define db_text(db, err, out, id, ...) db_text_args((db), (err), (out), (id), DB_ARGS(__VA_ARGS__))
bool db_text_args(struct db *, struct err *, char **out, enum sql_id, const struct arg *, size_t) MUST_CHECK;

/* Rows: struct rows r; if (!rows_open(&r, db, err, SQL_X, …)) return false; while (rows_next(&r)) {…} return rows_close(&r, err);
 * rows_close resets the statement (an open one would stop checkpoints) and returns false when stepping failed. Text and blobs are borrowed until the next call. */
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
int64_t rows_int(const struct rows *, int column);     /* NULL gives 0 */
bool rows_null(const struct rows *, int column);
const char *rows_text(const struct rows *, int column); /* NULL gives "" */
const void *rows_blob(const struct rows *, int column, size_t *n);
bool rows_close(struct rows *, struct err *) MUST_CHECK;

/* ---- named undo (undo.c): the SQLite session changeset of what happens between begin and end, in one or several transactions, kept as rows of undo/undo_part. */
bool undo_begin(struct db *, struct err *, const char *who, const char *what, int64_t *undo) MUST_CHECK; /* inside a transaction: makes the undo row */
bool undo_record(struct db *, struct err *) MUST_CHECK;                  /* inside a transaction, before its first change: start recording */
bool undo_keep(struct db *, struct err *, int64_t undo) MUST_CHECK;      /* before its commit: store what was recorded as the next part */
/* Plays the parts back, last first, in one transaction of its own. A row changed since: ERR_UNDO_CONFLICT naming table and key, and nothing is changed. */
bool undo_back(struct db *, struct err *, int64_t undo) MUST_CHECK;

/* ---- backup (backup.c) */
bool db_backup(struct db *, const char *to, struct err *) MUST_CHECK;    /* online copy, fsynced, then renamed into place; never the secret key */
bool db_integrity(struct db *, void (*say)(void *self, const char *problem), void *self, struct err *) MUST_CHECK; /* PRAGMA integrity_check */

/* ---- meta and settings rows (meta.c) */
bool meta_get(struct db *, struct err *, const char *key, char **value) MUST_CHECK;   /* owned by the caller; NULL absent */
bool meta_set(struct db *, struct err *, const char *key, const char *value) MUST_CHECK; /* inside a transaction */

#endif
