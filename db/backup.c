/* backup: whole copies of the store, its proof, and putting a copy back. Owns the files beside the database while it works. Must not
 * know what stands
 * in the copy: that a restored store takes a new origin is the ledger's business. */
#include "db/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *beside(const char *path, const char *ending) {
  return xprintf("%s%s", path, ending);
}

static bool same_file(const char *a, const char *b) {
  struct stat x, y;
  return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* A file and what SQLite may have put beside it; what is not there is fine. */
static bool remove_all(const char *path, struct err *err) {
  static const char *const endings[] = {"", "-journal", "-wal", "-shm"};
  bool ok = true;
  for (size_t i = 0; ok && i < COUNT(endings); i++) {
    char *name = beside(path, endings[i]);
    ok = unlink(name) == 0 || errno == ENOENT || err_set(err, ERR_FILE_WRITE, NULL, name, err_errno(errno));
    free(name);
  }
  return ok;
}

static bool sync_file(const char *path, struct err *err) {
  int fd = open(path, O_RDWR | O_CLOEXEC);
  bool ok = fd >= 0 && fsync(fd) == 0;
  if (!ok) err_set(err, ERR_FILE_WRITE, NULL, path, err_errno(errno));
  if (fd >= 0) close(fd);
  return ok;
}

/* ---- the copy */
static bool copy_failed(sqlite3 *copy, int rc, const char *path, struct err *err) {
  if ((rc & 0xFF) == SQLITE_FULL) return err_set(err, ERR_DB_FULL, NULL);
  return err_set(err, ERR_FILE_WRITE, NULL, path, copy ? sqlite3_errmsg(copy) : sqlite3_errstr(rc));
}

/* One state of the source, whatever others write meanwhile: the caller holds a read transaction. Out of WAL mode the copy needs nothing
 * beside it. */
static int copy_pages(struct db *db, sqlite3 *copy) {
  sqlite3_backup *backup = sqlite3_backup_init(copy, "main", db->sqlite, "main");
  if (!backup) return sqlite3_errcode(copy);
  int rc = sqlite3_backup_step(backup, -1), end = sqlite3_backup_finish(backup);
  if (rc != SQLITE_DONE) return rc;
  return end == SQLITE_OK ? sqlite3_exec(copy, db_sql_text(SQL_SET_PLAIN), NULL, NULL, NULL) : end;
}

static bool copy_to(struct db *db, const char *path, struct err *err) {
  sqlite3 *copy = NULL;
  if (!remove_all(path, err)) return false;
  int rc = sqlite3_open_v2(path, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
  if (rc == SQLITE_OK) rc = copy_pages(db, copy);
  bool ok = rc == SQLITE_OK || copy_failed(copy, rc, path, err);
  rc = sqlite3_close(copy);
  if (ok && rc) ok = copy_failed(NULL, rc, path, err);
  ok = ok && sync_file(path, err);
  struct err ignored;
  if (!ok) (void)!remove_all(path, &ignored);
  return ok;
}

static bool put_in_place(const char *fresh, const char *to, struct err *err) {
  if (rename(fresh, to)) return err_set(err, ERR_FILE_WRITE, NULL, to, err_errno(errno));
  return file_sync_folder(to, err);
}

bool db_backup(struct db *db, const char *to, struct err *err) {
  if (same_file(db->path, to)) return err_set(err, ERR_BACKUP_SAME, NULL, to);
  char *fresh = beside(to, ".new");
  bool ok = db_read_begin(db, err) && copy_to(db, fresh, err);
  db_read_end(db);
  ok = ok && put_in_place(fresh, to, err);
  free(fresh);
  return ok;
}

/* ---- the proof */
bool db_integrity(struct db *db, void (*say)(void *self, const char *problem), void *self, struct err *err) {
  struct rows r;
  if (!rows_open(&r, db, err, SQL_INTEGRITY)) return false;
  while (rows_next(&r))
    if (!str_eq(rows_text(&r, 0), "ok")) say(self, rows_text(&r, 0));
  return rows_close(&r, err);
}

static void first_problem(void *self, const char *problem) {
  struct buf *first = self;
  if (first->n == 0) buf_adds(first, problem);
}

static bool prove(struct db *db, struct err *err) {
  struct buf problem = {0};
  struct err why;
  if (!db_integrity(db, first_problem, &problem, &why)) first_problem(&problem, why.text);
  bool ok = problem.n == 0 || err_set(err, ERR_BACKUP_BAD, NULL, db->path, problem.p);
  buf_free(&problem);
  return ok;
}

/* ---- putting a copy back */
static bool mark_restored(const char *path, const char *when, struct err *err) {
  sqlite3 *copy = NULL;
  sqlite3_stmt *stmt = NULL;
  int rc = sqlite3_open_v2(path, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
  if (rc == SQLITE_OK) rc = sqlite3_prepare_v2(copy, db_sql_text(SQL_META_SET), -1, &stmt, NULL);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(stmt, 1, "restored", -1, SQLITE_STATIC);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(stmt, 2, when, -1, SQLITE_STATIC);
  if (rc == SQLITE_OK) rc = sqlite3_step(stmt);
  bool ok = rc == SQLITE_DONE || copy_failed(copy, rc, path, err);
  rc = sqlite3_finalize(stmt);
  int end = sqlite3_close(copy);
  if (ok && (rc || end)) ok = copy_failed(NULL, rc ? rc : end, path, err);
  return ok && sync_file(path, err);
}

static bool fresh_copy(const char *from, const char *fresh, const char *when, const struct db_opts *opts, struct err *err) {
  struct db_opts look = {.env = opts->env, .seat = opts->seat, .read_only = true};
  struct db *db = db_open(from, &look, err);
  if (!db) return false;
  bool ok = prove(db, err) && db_read_begin(db, err) && copy_to(db, fresh, err);
  db_read_end(db);
  db_close(db);
  return ok && mark_restored(fresh, when, err);
}

static int nap_busy(void *self, int naps) {
  const struct env *env = self;
  env->nap(env->self, 1000);
  return naps < 6000;
}

static bool empty_beside(const char *path, const char *ending) {
  struct stat st;
  char *name = beside(path, ending);
  bool empty = stat(name, &st) ? errno == ENOENT : st.st_size == 0;
  free(name);
  return empty;
}

/* Everything of the old store into its one file, and its WAL empty. false: it is damaged and stays as it is; busy: a reader would not
 * let go. */
static bool settle(const char *path, const struct env *env, bool *busy) {
  sqlite3 *old = NULL;
  int now, rc = sqlite3_open_v2(path, &old, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
  if (rc == SQLITE_OK) rc = sqlite3_db_config(old, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, &now);
  if (rc == SQLITE_OK) rc = sqlite3_busy_handler(old, nap_busy, (void *)env);
  if (rc == SQLITE_OK) rc = sqlite3_exec(old, db_sql_text(SQL_USER_VERSION), NULL, NULL, NULL); /* a WAL not yet looked at is not copied */
  if (rc == SQLITE_OK) rc = sqlite3_wal_checkpoint_v2(old, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  int end = sqlite3_close(old);
  *busy = (rc & 0xFF) == SQLITE_BUSY;
  return rc == SQLITE_OK && end == SQLITE_OK && empty_beside(path, "-wal");
}

static bool move_beside(const char *path, const char *kept, const char *ending, struct err *err) {
  char *from = beside(path, ending), *to = beside(kept, ending);
  bool ok = rename(from, to) == 0 || errno == ENOENT || err_set(err, ERR_FILE_WRITE, NULL, from, err_errno(errno));
  free(from);
  free(to);
  return ok;
}

static bool drop_beside(const char *path, const char *ending, struct err *err) {
  char *name = beside(path, ending);
  bool ok = unlink(name) == 0 || errno == ENOENT || err_set(err, ERR_FILE_WRITE, NULL, name, err_errno(errno));
  free(name);
  return ok;
}

/* The order is what a power cut may fall into: the old store is whole in its one file before its (empty) WAL goes, and the WAL is gone
 * for good before the
 * new file stands under the name, so that it can never be played into it. A damaged store's WAL is kept beside the kept file instead. */
static bool keep_old(const char *path, const char *kept, const struct env *env, struct err *err) {
  bool busy, whole = settle(path, env, &busy);
  if (busy) return err_set(err, ERR_DB_BUSY, NULL, _("another program"));
  if (link(path, kept)) return err_set(err, ERR_FILE_WRITE, NULL, kept, err_errno(errno));
  bool ok = whole ? drop_beside(path, "-wal", err) : move_beside(path, kept, "-wal", err) && move_beside(path, kept, "-journal", err);
  return ok && drop_beside(path, "-shm", err) && file_sync_folder(path, err);
}

/* "20261124T060708Z", which every file system takes. */
static void stamp(char *out, size_t size, int64_t at) {
  char text[40];
  size_t n = 0;
  time_format(text, sizeof text, at);
  for (const char *p = text; *p && *p != '.' && n + 2 < size; p++)
    if (*p != '-' && *p != ':' && *p != 'Z') out[n++] = *p;
  out[n++] = 'Z';
  out[n] = 0;
}

static char *free_name(const char *path, const char *when) {
  for (int n = 1;; n++) {
    char *name = n == 1 ? xprintf("%s.before-%s", path, when) : xprintf("%s.before-%s-%d", path, when, n);
    if (access(name, F_OK) != 0) return name;
    free(name);
  }
}

static bool swap(struct db *gate, const char *fresh, const char *when, char **kept, struct err *err) {
  if (access(gate->path, F_OK) != 0) return put_in_place(fresh, gate->path, err);
  *kept = free_name(gate->path, when);
  if (keep_old(gate->path, *kept, gate->opts.env, err) && put_in_place(fresh, gate->path, err)) return true;
  free(*kept);
  *kept = NULL;
  return false;
}

bool db_restore(const char *from, const char *to, const struct db_opts *opts, char **kept, struct err *err) {
  char when[32], *fresh = beside(to, ".restore");
  struct db gate = {.path = (char *)to, .seat = (char *)(opts->seat ? opts->seat : "?"), .opts = *opts, .gate = -1};
  *kept = NULL;
  stamp(when, sizeof when, env_now(opts->env));
  bool ok = same_file(from, to) ? err_set(err, ERR_BACKUP_SAME, NULL, from) : fresh_copy(from, fresh, when, opts, err);
  if (ok && db_gate_open(&gate, err) && db_gate_take(&gate, err)) {
    ok = swap(&gate, fresh, when, kept, err);
    db_gate_give(&gate);
  } else {
    ok = false;
  }
  if (gate.gate >= 0) close(gate.gate);
  struct err ignored;
  if (!ok) (void)!remove_all(fresh, &ignored);
  free(fresh);
  return ok;
}
