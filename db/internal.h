/* What the files of db/ share about the connection; no other room includes it. */
#ifndef ZG_DB_INTERNAL_H
#define ZG_DB_INTERNAL_H

#include "db/db.h"

#include <sqlite3.h>

enum { APPLICATION_ID = 0x5A474741 }; /* "ZGGA", so that `file` and a wrong program can tell */

struct db {
  sqlite3 *sqlite;
  char *path, *seat;
  struct db_opts opts;
  int gate; /* file descriptor of <path>-gate, -1 read-only */
  struct seat_file {
    int fd; /* locked while in that draft */
    char draft[64];
  } * seat_file;
  size_t seat_files;
  bool gate_held, writing, reading, committing;
  dev_t device; /* of the file that was opened: a restore may put another one under its name */
  ino_t inode;
  int wal_pages; /* in the WAL after the last commit */
  int64_t last_now, data_version;
  uint64_t commits; /* by this process */
  sqlite3_stmt *stmt[SQL_COUNT];
  bool busy[SQL_COUNT];
  void (*after)(struct db *); /* db_after_commit */
  sqlite3_session *session;   /* recording for undo, or NULL */
  struct buf touched;         /* search_page.c: a byte per page marked stale in this transaction */
};

bool db_gate_open(struct db *, struct err *) MUST_CHECK; /* gate.c: the file of db->path */
bool db_gate_take(struct db *, struct err *) MUST_CHECK; /* gate.c: waits for it */
bool db_gate_try(struct db *);                           /* gate.c: false when somebody has it */
void db_gate_give(struct db *);
/* Turn the connection's last failure into *err (disk full, corrupt, read-only, busy, else the text); returns false. */
bool db_fail(struct db *, int rc, struct err *);
bool db_migrate(struct db *, struct err *) MUST_CHECK;  /* migrate.c */
bool db_identify(struct db *, struct err *) MUST_CHECK; /* migrate.c: ours, or empty and to be made, and not newer than this program */
void db_stop_recording(struct db *);                    /* undo.c */

/* A page of the search blob as it is stored: this head, then per entry the low bits of its item's id, then count + 1 beginnings of
 * entries in the text, then the text. Every field of an
 * entry stands between two SEARCH_MARKs. Written in the machine's byte order: a foreign page has another magic and counts as stale. */
enum { SEARCH_PAGE_ITEMS = 2048, SEARCH_MAGIC = 0x5a470001, SEARCH_MARK = '\x01' };
struct search_head {
  uint32_t magic, count;
};
bool search_page_make(struct db *, struct err *, int64_t page,
                      struct buf *) MUST_CHECK; /* search_page.c: from the items; empty when there are none */

#endif
