/* db: transactions behind the gate, checkpoints, and what SQLite's failures are called. Opening is open.c's. Must not know any table. */
#include "db/internal.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { CHECKPOINT_IDLE = 1 << 20, CHECKPOINT_BUSY = 4 << 20, PAGE = 4096 };

bool db_fail(struct db *db, int rc, struct err *err) {
  const char *text = db->sqlite ? sqlite3_errmsg(db->sqlite) : sqlite3_errstr(rc);
  switch (rc & 0xFF) {
  case SQLITE_FULL: return err_set(err, ERR_DB_FULL, NULL);
  case SQLITE_IOERR: /* the shared memory file of the WAL reports a full disk as an I/O error */
    return db->sqlite && sqlite3_system_errno(db->sqlite) == ENOSPC ? err_set(err, ERR_DB_FULL, NULL)
                                                                    : err_set(err, ERR_DB_IO, NULL, db->path);
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

/* Passive: copies what no reader still needs, never waits for one. When all was copied the next commit by anybody starts the WAL over. A
 * reader in
 * the way or a failing disk leaves everything in the WAL, as safe as before, and the next turn tries again. */
static void checkpoint(struct db *db) {
  int in_wal, copied;
  int rc = sqlite3_wal_checkpoint_v2(db->sqlite, NULL, SQLITE_CHECKPOINT_PASSIVE, &in_wal, &copied);
  if (rc == SQLITE_OK && copied == in_wal) db->wal_pages = 0;
}

/* A restore puts another file under the same name; what this process has open is then the kept old one, and nothing may be written
 * there. */
static bool still_there(struct db *db, struct err *err) {
  struct stat st;
  if (db->opts.vfs || (stat(db->path, &st) == 0 && st.st_dev == db->device && st.st_ino == db->inode)) return true;
  return err_set(err, ERR_DB_REPLACED, NULL, db->path);
}

bool db_begin(struct db *db, struct err *err) {
  if (db->gate < 0) return err_set(err, ERR_DB_READONLY, NULL);
  if (!db_gate_take(db, err)) return false;
  buf_clear(&db->touched);
  db->writing = still_there(db, err) && db_run(db, err, SQL_BEGIN);
  if (!db->writing) db_gate_give(db);
  return db->writing;
}

uint64_t db_commits(const struct db *db) {
  return db->commits;
}

bool db_commit(struct db *db, struct err *err) {
  db->committing = true;
  bool ok = db_run(db, err, SQL_COMMIT);
  db->committing = false;
  if (!ok) {
    db_rollback(db);
    return false;
  }
  db_stop_recording(db);
  db->writing = false;
  db->commits++;
  if (db->after) db->after(db);
  db->after = NULL;
  if ((int64_t)db->wal_pages * PAGE > CHECKPOINT_BUSY) checkpoint(db);
  db_gate_give(db);
  return true;
}

void db_rollback(struct db *db) {
  if (!db->writing) return;
  struct err ignored;
  db_stop_recording(db);
  /* SQLite has already rolled back by itself after a full disk or an I/O error. */
  if (!sqlite3_get_autocommit(db->sqlite) && !db_run(db, &ignored, SQL_ROLLBACK)) abort();
  db->writing = false;
  db->after = NULL;
  db_gate_give(db);
}

void db_after_commit(struct db *db, void (*fn)(struct db *)) {
  db->after = fn;
}

bool db_writing(const struct db *db) {
  return db->writing;
}

bool db_read_begin(struct db *db, struct err *err) {
  return db->reading = db_run(db, err, SQL_BEGIN_READ);
}

static bool over(const struct db *db) {
  return sqlite3_get_autocommit(db->sqlite);
}

/* A damaged file may refuse even the end of a look, though it ends it; nothing was written, so going back is as good. */
void db_read_end(struct db *db) {
  struct err ignored;
  if (db->reading && !over(db) && !db_run(db, &ignored, SQL_COMMIT) && !over(db) && !db_run(db, &ignored, SQL_ROLLBACK)) abort();
  db->reading = false;
}

void db_idle(struct db *db) {
  struct err ignored;
  if (db->gate < 0 || (int64_t)db->wal_pages * PAGE <= CHECKPOINT_IDLE || !db_gate_try(db)) return;
  if (still_there(db, &ignored)) checkpoint(db);
  db_gate_give(db);
}

bool db_part_begin(struct db *db, struct err *err) {
  return db_run(db, err, SQL_PART_BEGIN);
}

bool db_part_end(struct db *db, bool keep, struct err *err) {
  if (!keep) buf_clear(&db->touched);
  return (keep || db_run(db, err, SQL_PART_BACK)) && db_run(db, err, SQL_PART_END);
}
