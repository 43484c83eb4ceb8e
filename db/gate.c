/* gate: the exclusive flock on <database>-gate that every write and every checkpoint stands behind. SQLite before 3.51.3 can corrupt a
 * WAL when
 * one process checkpoints while another writes; the gate makes that impossible. The file's content names who holds it, for those who wait;
 * the lock itself is what counts, so a killed holder leaves nothing behind. */
#include "db/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum { NAP_US = 300, PATIENCE_US = 300000, SEAT_BYTES = 64 };

/* The gate file appears with the database and is shared by everybody who may write it. */
bool db_gate_open(struct db *db, struct err *err) {
  char *name = xprintf("%s-gate", db->path);
  db->gate = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0660);
  bool ok = db->gate >= 0 || err_set(err, ERR_DB_GATE, NULL, name, err_errno(errno));
  free(name);
  return ok;
}

static void gate_sign(struct db *db) {
  char line[SEAT_BYTES] = {0};
  str_copy(line, sizeof line, db->seat);
  ssize_t n = pwrite(db->gate, line, sizeof line, 0);
  (void)n; /* only a courtesy to those who wait */
  db->gate_held = true;
}

static void gate_holder(struct db *db, char seat[SEAT_BYTES]) {
  ssize_t n = pread(db->gate, seat, SEAT_BYTES - 1, 0);
  seat[n > 0 ? n : 0] = 0;
}

bool db_gate_try(struct db *db) {
  if (flock(db->gate, LOCK_EX | LOCK_NB)) return false;
  gate_sign(db);
  return true;
}

bool db_gate_take(struct db *db, struct err *err) {
  const struct env *env = db->opts.env;
  for (int waited = 0; !db_gate_try(db); waited += NAP_US) {
    if (errno != EWOULDBLOCK && errno != EINTR) return err_set(err, ERR_DB_GATE, NULL, db->path, err_errno(errno));
    if (waited < PATIENCE_US) {
      env->nap(env->self, NAP_US);
      continue;
    }
    char seat[SEAT_BYTES];
    gate_holder(db, seat);
    if (db->opts.waiting) db->opts.waiting(db->opts.self, seat);
    while (flock(db->gate, LOCK_EX))
      if (errno != EINTR) return err_set(err, ERR_DB_GATE, NULL, db->path, err_errno(errno));
    gate_sign(db);
    return true;
  }
  return true;
}

void db_gate_give(struct db *db) {
  db->gate_held = false;
  flock(db->gate, LOCK_UN);
}
