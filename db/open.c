/* open: a store's file opened, looked at before anything is changed, and set up. Owns the connection's pragmas. Must not know any table. */
#include "db/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUSY_NAP_US = 300, BUSY_NAPS = 20000 };

/* A reader only meets a lock while another process recovers the WAL after a crash; writers wait at the gate instead. */
static int on_busy(void *self, int naps) {
  struct db *db = self;
  if (naps > BUSY_NAPS) return 0;
  db->opts.env->nap(db->opts.env->self, BUSY_NAP_US);
  return 1;
}

/* A statement that writes on its own, outside of db_begin and db_commit, ends here too. */
static int on_commit(void *self) {
  const struct db *db = self;
  if (sqlite3_txn_state(db->sqlite, "main") != SQLITE_TXN_WRITE) return 0; /* only temporary tables: nothing of the file */
  return !(db->gate_held && db->committing);
}

static int on_wal(void *self, sqlite3 *sqlite, const char *name, int pages) {
  (void)sqlite;
  (void)name;
  ((struct db *)self)->wal_pages = pages;
  return SQLITE_OK;
}

/* The first bytes of a database file (SQLite's file format, 1.3): ours, or one in which nothing was ever made: the rest of a power cut
 * while it was begun. */
enum { HEADER = 100, MAGIC = 16, AT_COOKIE = 40, AT_USER_VERSION = 60, AT_APPLICATION = 68 };

static uint32_t big_endian(const uint8_t *p) {
  return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static bool header_right(const uint8_t *header, size_t n) {
  if (n < HEADER || memcmp(header, "SQLite format 3", MAGIC) != 0) return false;
  uint32_t id = big_endian(header + AT_APPLICATION);
  return id == APPLICATION_ID || (id == 0 && big_endian(header + AT_USER_VERSION) == 0 && big_endian(header + AT_COOKIE) == 0);
}

/* Before a gate or a WAL appears beside a file that has nothing to do with us. */
static bool looks_right(struct db *db, struct err *err) {
  uint8_t header[HEADER];
  struct stat st;
  if (db->opts.vfs) return true;
  if (stat(db->path, &st)) {
    if (errno == ENOENT) return db->opts.create || err_set(err, ERR_DB_NONE, NULL, db->path);
    return err_set(err, ERR_DB_OPEN, NULL, db->path, err_errno(errno));
  }
  if (!S_ISREG(st.st_mode)) return err_set(err, ERR_DB_FOREIGN, NULL, db->path);
  int fd = open(db->path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return err_set(err, ERR_DB_OPEN, NULL, db->path, err_errno(errno));
  ssize_t n = read(fd, header, sizeof header);
  close(fd); /* no connection of this process is open yet whose locks this could drop */
  if (n == 0) return true;
  return (n > 0 && header_right(header, (size_t)n)) || err_set(err, ERR_DB_FOREIGN, NULL, db->path);
}

static bool hooks(struct db *db, struct err *err) {
  static const int defensive[][2] = {
      {SQLITE_DBCONFIG_DQS_DML, 0}, {SQLITE_DBCONFIG_DQS_DDL, 0}, {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1}, {SQLITE_DBCONFIG_DEFENSIVE, 1}};
  int rc = sqlite3_extended_result_codes(db->sqlite, 1), now;
  if (rc == SQLITE_OK) rc = sqlite3_busy_handler(db->sqlite, on_busy, db);
  for (size_t i = 0; i < COUNT(defensive) && rc == SQLITE_OK; i++)
    rc = sqlite3_db_config(db->sqlite, defensive[i][0], defensive[i][1], &now);
  sqlite3_commit_hook(db->sqlite, on_commit, db);
  return rc == SQLITE_OK || db_fail(db, rc, err);
}

/* A switch to WAL that did not happen (no shared memory here) is only told by the mode it answers. */
static bool set_wal(struct db *db, struct err *err) {
  char *mode = NULL;
  db->committing = true; /* a new file's header is written */
  bool ok = db_text(db, err, &mode, SQL_SET_WAL);
  db->committing = false;
  if (ok && !str_eq(mode, "wal")) ok = err_set(err, ERR_DB, NULL, _("this folder cannot hold a write-ahead log"));
  free(mode);
  return ok;
}

static bool set_up(struct db *db, struct err *err) {
  if (!hooks(db, err)) return false;
  if (db->opts.exclusive_wal && !db_run(db, err, SQL_SET_EXCLUSIVE)) return false;
  if (!db_run(db, err, SQL_SET_TEMP) || !db_run(db, err, SQL_SET_CACHE)) return false;
  if (!db->opts.no_migrate && !db_identify(db, err)) return false;
  if (!db->opts.read_only && !set_wal(db, err)) return false;
  if (!db_run(db, err, SQL_SET_FULL) || !db_run(db, err, SQL_SET_NO_CHECKPOINT)) return false;
  sqlite3_wal_hook(db->sqlite, on_wal, db); /* after wal_autocheckpoint, which uses the same hook */
  return db_int(db, err, &db->data_version, 0, SQL_DATA_VERSION);
}

/* Its count of memory costs SQLite a lock at each allocation, and nobody reads it. Only before its first use can it be told; a test that
 * brought its own file system has used it. */
static void no_counting(void) {
  static bool told;
  if (!told) (void)!sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  told = true;
}

static bool open_file(struct db *db, struct err *err) {
  no_counting();
  int flags = SQLITE_OPEN_NOMUTEX | (db->opts.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
  if (db->opts.create) flags |= SQLITE_OPEN_CREATE;
  int rc = sqlite3_open_v2(db->path, &db->sqlite, flags, db->opts.vfs);
  if (rc) return db_fail(db, rc, err);
  struct stat st;
  if (!db->opts.vfs && stat(db->path, &st) == 0) {
    db->device = st.st_dev;
    db->inode = st.st_ino;
  }
  return set_up(db, err);
}

/* A store is opened behind the gate: nobody is putting another file in its place meanwhile (db_restore), and its switch to WAL is a
 * write like any other. */
static bool open_any(struct db *db, struct err *err) {
  if (!looks_right(db, err)) return false;
  if (db->opts.read_only) return open_file(db, err);
  if (!db_gate_open(db, err) || !db_gate_take(db, err)) return false;
  bool ok = open_file(db, err);
  db_gate_give(db);
  return ok;
}

struct db *db_open(const char *path, const struct db_opts *opts, struct err *err) {
  struct db *db = xcalloc(1, sizeof *db);
  db->opts = *opts;
  db->path = xstrdup(path);
  db->seat = xstrdup(opts->seat ? opts->seat : "?");
  db->gate = -1;
  if (open_any(db, err) && (opts->no_migrate || opts->read_only || db_migrate(db, err))) return db;
  db_close(db);
  return NULL;
}

void db_close(struct db *db) {
  if (!db) return;
  if (db->sqlite) {
    db_rollback(db);
    db_read_end(db);
    for (size_t i = 0; i < SQL_COUNT; i++) sqlite3_finalize(db->stmt[i]);
    if (sqlite3_close_v2(db->sqlite)) abort(); /* only a handle that is none is refused */
  }
  seat_leave(db, NULL);
  buf_free(&db->touched);
  if (db->gate >= 0) close(db->gate);
  free(db->path);
  free(db->seat);
  free(db);
}
