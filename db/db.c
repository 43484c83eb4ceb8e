/* db: opening a store's file, and transactions behind the gate. Owns the connection. Must not know any table but meta's neighbours in sql.def. */
#include "db/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHECKPOINT_IDLE = 1 << 20, CHECKPOINT_BUSY = 4 << 20, PAGE = 4096, CACHE_KIB = 32768, BUSY_NAP_US = 300, BUSY_NAPS = 20000 };

bool db_fail(struct db *db, int rc, struct err *err) {
  const char *text = db->sqlite ? sqlite3_errmsg(db->sqlite) : sqlite3_errstr(rc);
  switch (rc & 0xFF) {
  case SQLITE_FULL: return err_set(err, ERR_DB_FULL, NULL);
  case SQLITE_CORRUPT: return err_set(err, ERR_DB_CORRUPT, NULL);
  case SQLITE_NOTADB: return err_set(err, ERR_DB_FOREIGN, NULL, db->path);
  case SQLITE_READONLY:
  case SQLITE_PERM: return err_set(err, ERR_DB_READONLY, NULL);
  case SQLITE_BUSY:
  case SQLITE_LOCKED: return err_set(err, ERR_DB_BUSY, NULL, _("another program"));
  case SQLITE_CANTOPEN: return err_set(err, ERR_DB_OPEN, NULL, db->path, text);
  default: return err_set(err, ERR_DB, NULL, text);
  }
}

/* A reader only meets a lock while another process recovers the WAL after a crash; writers wait at the gate instead. */
static int on_busy(void *self, int naps) {
  struct db *db = self;
  if (naps > BUSY_NAPS) return 0;
  db->opts.env->nap(db->opts.env->self, BUSY_NAP_US);
  return 1;
}

static int on_commit(void *self) {
  const struct db *db = self;
  return !db->gate_held;
}

static int on_wal(void *self, sqlite3 *sqlite, const char *name, int pages) {
  (void)sqlite;
  (void)name;
  ((struct db *)self)->wal_pages = pages;
  return SQLITE_OK;
}

static bool pragma(struct db *db, const char *text, struct err *err) {
  int rc = sqlite3_exec(db->sqlite, text, NULL, NULL, NULL);
  return rc == SQLITE_OK || db_fail(db, rc, err);
}

static bool set_up(struct db *db, struct err *err) {
  sqlite3_extended_result_codes(db->sqlite, 1);
  sqlite3_busy_handler(db->sqlite, on_busy, db);
  sqlite3_commit_hook(db->sqlite, on_commit, db);
  int on = 0;
  if (sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_DQS_DML, 0, &on) || sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_DQS_DDL, 0, &on) ||
      sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, &on) || sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_DEFENSIVE, 1, &on))
    return db_fail(db, sqlite3_errcode(db->sqlite), err);
  if (db->opts.exclusive_wal && !pragma(db, "PRAGMA locking_mode = EXCLUSIVE", err)) return false;
  if (!db->opts.read_only && !pragma(db, "PRAGMA journal_mode = WAL", err)) return false;
  if (!pragma(db, "PRAGMA synchronous = FULL", err) || !pragma(db, "PRAGMA wal_autocheckpoint = 0", err) || !pragma(db, "PRAGMA temp_store = MEMORY", err))
    return false;
  char cache[64];
  snprintf(cache, sizeof cache, "PRAGMA cache_size = -%d", CACHE_KIB);
  if (!pragma(db, cache, err)) return false;
  sqlite3_wal_hook(db->sqlite, on_wal, db); /* after wal_autocheckpoint, which uses the same hook */
  return true;
}

/* The gate file appears with the database and is shared by everybody who may write it. */
static bool open_gate(struct db *db, struct err *err) {
  char *name = xprintf("%s-gate", db->path);
  db->gate = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0660);
  bool ok = db->gate >= 0 || err_set(err, ERR_DB_GATE, NULL, name, strerror(errno));
  free(name);
  return ok;
}

static bool open_file(struct db *db, struct err *err) {
  struct stat st;
  bool missing = !db->opts.vfs && stat(db->path, &st) && errno == ENOENT;
  if (missing && !db->opts.create) return err_set(err, ERR_DB_NONE, NULL, db->path);
  if (!db->opts.read_only && !open_gate(db, err)) return false;
  int flags = SQLITE_OPEN_NOMUTEX | (db->opts.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
  if (db->opts.create) flags |= SQLITE_OPEN_CREATE;
  int rc = sqlite3_open_v2(db->path, &db->sqlite, flags, db->opts.vfs);
  if (rc) return err_set(err, ERR_DB_OPEN, NULL, db->path, db->sqlite ? sqlite3_errmsg(db->sqlite) : sqlite3_errstr(rc));
  if (db->opts.read_only) return set_up(db, err);
  /* Switching a new file to WAL writes its header: behind the gate like every write. */
  if (!db_gate_take(db, err)) return false;
  bool ok = set_up(db, err);
  db_gate_give(db);
  return ok;
}

struct db *db_open(const char *path, const struct db_opts *opts, struct err *err) {
  struct db *db = xcalloc(1, sizeof *db);
  db->opts = *opts;
  db->path = xstrdup(path);
  db->seat = xstrdup(opts->seat ? opts->seat : "?");
  db->gate = -1;
  if (open_file(db, err) && (opts->no_migrate || db_migrate(db, err))) return db;
  db_close(db);
  return NULL;
}

void db_close(struct db *db) {
  if (!db) return;
  db_rollback(db);
  db_read_end(db);
  for (size_t i = 0; i < SQL_COUNT; i++) sqlite3_finalize(db->stmt[i]);
  if (db->session) sqlite3session_delete(db->session);
  buf_free(&db->touched);
  sqlite3_close(db->sqlite);
  if (db->gate >= 0) close(db->gate);
  free(db->path);
  free(db->seat);
  free(db);
}

const char *db_path(const struct db *db) {
  return db->path;
}

const char *db_seat(const struct db *db) {
  return db->seat;
}

const struct env *db_env(const struct db *db) {
  return db->opts.env;
}

int64_t db_now(struct db *db) {
  int64_t now = env_now(db->opts.env);
  if (now <= db->last_now) now = db->last_now + 1;
  return db->last_now = now;
}

bool db_changed(struct db *db) {
  struct err err;
  int64_t version;
  if (!db_int(db, &err, &version, 0, SQL_DATA_VERSION) || version == db->data_version) return false;
  db->data_version = version;
  return true;
}

/* Passive: copies what no reader still needs, never waits for one. The next commit by anybody starts the WAL over. */
static void checkpoint(struct db *db) {
  sqlite3_wal_checkpoint_v2(db->sqlite, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

bool db_begin(struct db *db, struct err *err) {
  if (db->gate < 0) return err_set(err, ERR_DB_READONLY, NULL);
  if (!db_gate_take(db, err)) return false;
  buf_clear(&db->touched);
  db->writing = db_run(db, err, SQL_BEGIN);
  if (!db->writing) db_gate_give(db);
  return db->writing;
}

bool db_commit(struct db *db, struct err *err) {
  if (!db_run(db, err, SQL_COMMIT)) {
    db_rollback(db);
    return false;
  }
  db->writing = false;
  if ((int64_t)db->wal_pages * PAGE > CHECKPOINT_BUSY) checkpoint(db);
  db_gate_give(db);
  return true;
}

void db_rollback(struct db *db) {
  if (!db->writing) return;
  struct err ignored;
  if (db->session) {
    sqlite3session_delete(db->session);
    db->session = NULL;
  }
  /* SQLite has already rolled back by itself after a full disk or an I/O error. */
  if (!sqlite3_get_autocommit(db->sqlite) && !db_run(db, &ignored, SQL_ROLLBACK)) abort();
  db->writing = false;
  db_gate_give(db);
}

bool db_writing(const struct db *db) {
  return db->writing;
}

bool db_read_begin(struct db *db, struct err *err) {
  return db->reading = db_run(db, err, SQL_BEGIN_READ);
}

void db_read_end(struct db *db) {
  struct err ignored;
  if (db->reading && !sqlite3_get_autocommit(db->sqlite) && !db_run(db, &ignored, SQL_COMMIT)) abort();
  db->reading = false;
}

void db_idle(struct db *db) {
  if (db->gate < 0 || (int64_t)db->wal_pages * PAGE <= CHECKPOINT_IDLE || !db_gate_try(db)) return;
  checkpoint(db);
  db_gate_give(db);
}

bool db_part_begin(struct db *db, struct err *err) {
  return db_run(db, err, SQL_PART_BEGIN);
}

bool db_part_end(struct db *db, bool keep, struct err *err) {
  if (!keep) buf_clear(&db->touched);
  return (keep || db_run(db, err, SQL_PART_BACK)) && db_run(db, err, SQL_PART_END);
}
