/* What the tests of db/ share: a fresh folder, a clock and random bytes of their own, a store in it, and plain SQL for setting scenes. */
#ifndef ZG_TEST_DB_FIXTURE_H
#define ZG_TEST_DB_FIXTURE_H

#include "db/internal.h"

#include <ftw.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char test_folder[256], test_store[300];
static int64_t test_clock = 1795500000000000; /* 2026-11-24T06:00:00Z */

static inline int64_t test_now(void *self) {
  (void)self;
  return test_clock += 1000;
}

static inline void test_random(void *self, void *bytes, size_t n) {
  (void)self;
  memset(bytes, 7, n);
}

/* Only hands the processor to the process that is waited for. */
static inline void test_nap(void *self, int64_t microseconds) {
  (void)self;
  (void)microseconds;
  sched_yield();
}

static const struct env test_env = {test_now, test_random, test_nap, NULL};

static inline int test_remove(const char *path, const struct stat *st, int kind, struct FTW *at) {
  (void)st;
  (void)kind;
  (void)at;
  return remove(path);
}

static inline int folder_up(void **state) {
  (void)state;
  const char *tmp = getenv("TMPDIR");
  snprintf(test_folder, sizeof test_folder, "%s/zg-db-XXXXXX", tmp ? tmp : "/tmp");
  if (!mkdtemp(test_folder)) return -1;
  snprintf(test_store, sizeof test_store, "%s/store.db", test_folder);
  return 0;
}

static inline int folder_down(void **state) {
  (void)state;
  return nftw(test_folder, test_remove, 8, FTW_DEPTH | FTW_PHYS);
}

/* A file in the folder; its path, owned by the caller. */
static inline char *write_file(const char *name, const char *text) {
  char *path = xprintf("%s/%s", test_folder, name);
  FILE *f = fopen(path, "w");
  assert_non_null(f);
  assert_true(fputs(text, f) >= 0);
  assert_int_equal(fclose(f), 0);
  return path;
}

static inline struct db *open_as(const char *path, const char *seat) {
  struct db_opts opts = {.env = &test_env, .seat = seat, .create = true};
  struct err err = {0};
  struct db *db = db_open(path, &opts, &err);
  if (!db) fail_msg("%s: %s", path, err.text);
  return db;
}

static inline struct db *open_store(void) {
  return open_as(test_store, "tty1");
}

/* A call that must work, else the test says why not. */
#define WORKS(call)                                                                                                                        \
  do {                                                                                                                                     \
    struct err err = {0};                                                                                                                  \
    if (!(call)) fail_msg("%s: %s", #call, err.text);                                                                                      \
  } while (0)
/* A call that must be refused with this code. */
#define REFUSED(call, wanted)                                                                                                              \
  do {                                                                                                                                     \
    struct err err = {0};                                                                                                                  \
    assert_false(call);                                                                                                                    \
    if (err.code != (wanted)) fail_msg("%s: %s instead of %s (%s)", #call, err_name(err.code), err_name(wanted), err.text);                \
  } while (0)

static inline void sql(struct db *db, const char *text) {
  char *problem = NULL;
  if (sqlite3_exec(db->sqlite, text, NULL, NULL, &problem)) fail_msg("%s: %s", text, problem);
}

static inline void write_sql(struct db *db, const char *text) {
  WORKS(db_begin(db, &err));
  sql(db, text);
  WORKS(db_commit(db, &err));
}

/* The first column of the first row. */
static inline int64_t number(struct db *db, const char *text) {
  sqlite3_stmt *stmt;
  assert_int_equal(sqlite3_prepare_v2(db->sqlite, text, -1, &stmt, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
  int64_t n = sqlite3_column_int64(stmt, 0);
  assert_int_equal(sqlite3_finalize(stmt), SQLITE_OK);
  return n;
}

/* All rows of a query as "a|b\n…", owned by the caller. */
static inline char *table(struct db *db, const char *text) {
  struct buf out = {0};
  sqlite3_stmt *stmt;
  assert_int_equal(sqlite3_prepare_v2(db->sqlite, text, -1, &stmt, NULL), SQLITE_OK);
  while (sqlite3_step(stmt) == SQLITE_ROW)
    for (int i = 0, n = sqlite3_column_count(stmt); i < n; i++) {
      const unsigned char *cell = sqlite3_column_text(stmt, i);
      buf_printf(&out, "%s%c", cell ? (const char *)cell : "NULL", i + 1 < n ? '|' : '\n');
    }
  assert_int_equal(sqlite3_finalize(stmt), SQLITE_OK);
  return buf_take(&out);
}

#endif
