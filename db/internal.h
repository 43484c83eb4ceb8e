/* What the files of db/ share about the connection; no other room includes it. */
#ifndef ZG_DB_INTERNAL_H
#define ZG_DB_INTERNAL_H

#include "db/db.h"

#include <sqlite3.h>

struct db {
  sqlite3 *sqlite;
  char *path, *seat;
  struct db_opts opts;
  int gate;                 /* file descriptor of <path>-gate, -1 read-only */
  bool gate_held, writing, reading;
  int wal_pages;            /* in the WAL after the last commit */
  int64_t last_now, data_version;
  sqlite3_stmt *stmt[SQL_COUNT];
  bool busy[SQL_COUNT];
  sqlite3_session *session; /* recording for undo, or NULL */
};

bool db_gate_take(struct db *, struct err *) MUST_CHECK; /* gate.c: waits for it */
bool db_gate_try(struct db *);                           /* gate.c: false when somebody has it */
void db_gate_give(struct db *);
/* Turn the connection's last failure into *err (disk full, corrupt, read-only, busy, else the text); returns false. */
bool db_fail(struct db *, int rc, struct err *);
bool db_migrate(struct db *, struct err *) MUST_CHECK;   /* migrate.c */

#endif
