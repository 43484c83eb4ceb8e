/* make bench: each job beside its floor (the same work done bare, with plain SQLite and C) measured in the same run. bench.c measures
 * and prints, store.c makes
 * the large store, jobs_*.c are the jobs. Times are numbers only here; no test depends on one. */
#ifndef ZG_BENCH_H
#define ZG_BENCH_H

#include "db/db.h"
#include "src/ledger/ledger.h"

#include <sqlite3.h>

struct bench {
  const char *dir;
  bool small;
  int64_t items, moves, days; /* 200,000; 5,000,000; 730; small: one tenth but of the days */
  int32_t last_day;           /* the ledger's last day */
  char *path;                 /* the copy that is worked on */
  struct db *db;
  struct ledger_store *store;
  sqlite3 *plain; /* a second, bare connection to the same file, for floors */
};

/* ---- measuring (bench.c) */
struct samples {
  int64_t *ns;
  size_t count, cap;
};
int64_t now_ns(void);
void sample(struct samples *, int64_t since); /* now - since */
/* One line of the table. aim in hundredths (200: twice the floor), 0: no aim. Both are freed. */
void give(const char *job, struct samples *floor, struct samples *ours, int aim);
_Noreturn void die(const char *what, const char *why); /* a bench that cannot go on says so and ends */
void must(bool ok, const struct err *);
/* Plain SQLite. */
sqlite3 *plain_open(const char *path);
void plain_run(sqlite3 *, const char *sql);
sqlite3_stmt *plain_prepare(sqlite3 *, const char *sql);
void plain_step(sqlite3_stmt *); /* to its end, then reset */
uint32_t dice(uint32_t n);       /* the same numbers in every run */
int64_t skewed(int64_t n);       /* 0 … n-1, small ones far more often */

/* ---- the store (store.c): made once below build/bench/ */
void store_make(struct bench *);
int64_t item_cost(int64_t item);
void item_barcode(int64_t item, char ean[16]);
int64_t first_move_of(int64_t day_number, const struct bench *); /* of the days 0 … days-1 */

/* ---- the jobs */
void jobs_disk(struct bench *);
void jobs_find(struct bench *);
void jobs_report(struct bench *);
void jobs_receive(struct bench *);
void jobs_import(struct bench *);
void jobs_screen(struct bench *);

#endif
