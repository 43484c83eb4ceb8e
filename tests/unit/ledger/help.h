/* What the tests of the ledger share: a fresh store with a hand-moved clock and seeded random bytes, items put in by plain SQL, and
 * receipts in short form. */
#include "src/ledger/ledger.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

struct world {
  struct env env;
  int64_t now;
  uint64_t seed;
  char dir[300], path[320];
  struct db *db;
  struct ledger_store *store;
  struct err err;
};

static int64_t world_now(void *self) {
  struct world *w = self;
  return w->now += 1000;
}

static uint64_t world_next(struct world *w) {
  uint64_t z = (w->seed += 0x9E3779B97F4A7C15u);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

static void world_random(void *self, void *bytes, size_t n) {
  for (size_t i = 0; i < n; i++) ((uint8_t *)bytes)[i] = (uint8_t)(world_next(self) >> 24);
}

static void world_nap(void *self, int64_t us) {
  ((struct world *)self)->now += us;
}

#define ok(w, call)                                                                                                                        \
  do {                                                                                                                                     \
    if (!(call)) fail_msg("%s: %s (%s)", #call, (w)->err.text, err_name((w)->err.code));                                                   \
  } while (0)
#define refused(w, call, what)                                                                                                             \
  do {                                                                                                                                     \
    (w)->err = (struct err){0};                                                                                                            \
    assert_false(call);                                                                                                                    \
    assert_int_equal((w)->err.code, what);                                                                                                 \
  } while (0)

/* Plain SQL beside the program: master data, and breaking things on purpose. */
static inline void world_sql(struct world *w, const char *text) {
  sqlite3 *s;
  char *why = NULL;
  assert_int_equal(sqlite3_open(w->path, &s), SQLITE_OK);
  sqlite3_exec(s, "PRAGMA wal_autocheckpoint = 0", NULL, NULL, NULL);
  if (sqlite3_exec(s, text, NULL, NULL, &why) != SQLITE_OK) fail_msg("%s: %s", text, why);
  assert_int_equal(sqlite3_db_config(s, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL), SQLITE_OK);
  sqlite3_close(s);
}

/* The first column of every row, joined with '|'. Owned by the caller. */
static inline char *world_get(struct world *w, const char *text) {
  sqlite3 *s;
  sqlite3_stmt *stmt;
  struct buf b = {0};
  assert_int_equal(sqlite3_open(w->path, &s), SQLITE_OK);
  if (sqlite3_prepare_v2(s, text, -1, &stmt, NULL) != SQLITE_OK) fail_msg("%s: %s", text, sqlite3_errmsg(s));
  while (sqlite3_step(stmt) == SQLITE_ROW) {
    for (int i = 0; i < sqlite3_column_count(stmt); i++) {
      const unsigned char *cell = sqlite3_column_text(stmt, i);
      if (b.n) buf_addc(&b, i ? ' ' : '|');
      buf_adds(&b, cell ? (const char *)cell : "null");
    }
  }
  sqlite3_finalize(stmt);
  assert_int_equal(sqlite3_db_config(s, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL), SQLITE_OK);
  sqlite3_close(s);
  return buf_take(&b);
}

static inline void world_expect(struct world *w, const char *text, const char *expected) {
  char *got = world_get(w, text);
  if (!str_eq(got, expected)) fail_msg("%s\n gives %s\n not %s", text, got, expected);
  free(got);
}

static inline struct db *world_open(struct world *w, const char *path) {
  struct db_opts opts = {.env = &w->env, .seat = "t1", .create = true};
  struct db *db = db_open(path, &opts, &w->err);
  if (!db) fail_msg("%s", w->err.text);
  return db;
}

static inline void world_close(struct world *w) {
  ledger_store_free(w->store);
  db_close(w->db);
}

static inline void world_reopen(struct world *w) {
  world_close(w);
  w->db = world_open(w, w->path);
  w->store = ledger_store_load(w->db, &w->err);
  if (!w->store) fail_msg("%s", w->err.text);
}

/* A store of its own in a fresh directory: the clock at 2026-11-24 02:00 UTC (10:00 in Shanghai), items A and B (whole pieces) and W
 * (weighed). */
static inline void world_begin(struct world *w, const char *code, uint64_t seed) {
  assert_true(hash_init());
  *w = (struct world){.seed = seed, .now = (int64_t)20781 * 86400000000 + (int64_t)2 * 3600000000};
  w->env = (struct env){world_now, world_random, world_nap, w};
  const char *tmp = getenv("TMPDIR");
  snprintf(w->dir, sizeof w->dir, "%s/zg-ledger-XXXXXX", tmp ? tmp : "/tmp");
  assert_non_null(mkdtemp(w->dir));
  snprintf(w->path, sizeof w->path, "%s/store.db", w->dir);
  w->db = world_open(w, w->path);
  ok(w, ledger_store_init(w->db, code, "Store", "CNY", "Asia/Shanghai", "store", &w->err));
  w->store = ledger_store_load(w->db, &w->err);
  assert_non_null(w->store);
  world_sql(w, "INSERT INTO item(code, name, decimals) VALUES('A', 'Apple', 0), ('B', 'Bread', 0), ('W', 'Weighed', 3)");
}

static inline void world_end(struct world *w) {
  world_close(w);
  char *rm = xprintf("rm -rf %s", w->dir);
  assert_int_equal(system(rm), 0);
  free(rm);
}

/* ---- receipts */

static inline struct doc *receipt_new(const char *mode) {
  struct doc *d = doc_new(doc_kind_find("receipt"));
  value_text(doc_head(d, RECEIPT_MODE), mode);
  value_text(doc_head(d, RECEIPT_PLACE), "back");
  return d;
}

/* cost −1: unknown. Returns the index. */
static inline size_t receipt_line(struct doc *d, const char *item, int64_t received, int64_t damaged, int64_t cost) {
  size_t i = doc_line_add(d);
  value_text(doc_at(d, i, RECEIPT_ITEM), item);
  value_int(doc_at(d, i, RECEIPT_RECEIVED), received);
  if (damaged) value_int(doc_at(d, i, RECEIPT_DAMAGED), damaged);
  if (cost >= 0) value_int(doc_at(d, i, RECEIPT_COST), cost);
  if (str_eq(item, "W")) value_int(doc_at(d, i, RECEIPT_DECIMALS), 3);
  return i;
}

static inline void receipt_source(struct doc *d, size_t i, const char *source, const char *number, int64_t line, int64_t expected) {
  value_text(doc_at(d, i, RECEIPT_SOURCE), source);
  value_text(doc_at(d, i, RECEIPT_SOURCE_NUMBER), number);
  value_int(doc_at(d, i, RECEIPT_SOURCE_LINE), line);
  value_int(doc_at(d, i, RECEIPT_EXPECTED), expected);
}

static inline bool world_try_post(struct world *w, struct doc *d, char number[64]) {
  char *got = NULL;
  struct actor actor = {.staff = ""};
  if (!db_begin(w->db, &w->err)) return false;
  bool done = ledger_post(w->db, w->store, &actor, d, &got, &w->err);
  if (done) {
    snprintf(number, 64, "%s", got);
    free(got);
    done = db_commit(w->db, &w->err);
  } else {
    db_rollback(w->db);
  }
  doc_free(d);
  return done;
}

static inline void world_post(struct world *w, struct doc *d, char number[64]) {
  ok(w, world_try_post(w, d, number));
}
