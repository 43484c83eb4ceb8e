/* Receiving: a scan made durable by the desk itself, and a receipt of 500 lines saved and posted. */
#include "src/code/code.h"
#include "tests/bench/bench.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct actor owner = {.staff = "", .manager = true};

static bool say(struct desk *desk, const char *text, struct err *err) {
  struct scan_line line;
  struct said said;
  if (!scan_line_parse(&line, text, strlen(text), err)) return false;
  bool ok = desk_say(desk, &line, 0, &said, err);
  scan_line_free(&line);
  return ok;
}

/* Forty items over and over, as on a pallet. The floor is a bare commit into a file of its own, in turn with ours. */
static void scan(struct bench *b) {
  enum { TIMES = 2000, WARM = 200, ITEMS = 40 };
  struct samples floor = {0}, ours = {0};
  struct err err;
  char *path = xprintf("%s/bare.db", b->dir);
  unlink(path);
  sqlite3 *bare = plain_open(path);
  plain_run(bare, "CREATE TABLE t(a, b)");
  sqlite3_stmt *put = plain_prepare(bare, "INSERT INTO t VALUES(1, 'one row')");
  struct config *config = config_new();
  const struct desk_opts opts = {.mode = "blind"};
  struct desk *desk = desk_open(b->db, b->store, &owner, config, &opts, &err);
  must(desk != NULL, &err);
  for (int i = 0; i < TIMES; i++) {
    char ean[16];
    item_barcode(1 + dice(ITEMS), ean);
    int64_t since = now_ns();
    plain_step(put);
    if (i >= WARM) sample(&floor, since);
    since = now_ns();
    must(say(desk, ean, &err), &err);
    if (i >= WARM) sample(&ours, since);
  }
  desk_close(desk);
  config_free(config);
  sqlite3_finalize(put);
  sqlite3_close(bare);
  unlink(path);
  free(path);
  give("scan to durable (floor: bare commit)", &floor, &ours, 175);
}

enum { LINES = 500 };

static void receipt_plain(struct bench *b, sqlite3_stmt *fact, sqlite3_stmt *move, sqlite3_stmt *stock, sqlite3_stmt *last, int64_t draft) {
  sqlite3_step(last);
  int64_t id = sqlite3_column_int64(last, 0);
  sqlite3_reset(last);
  plain_run(b->plain, "BEGIN IMMEDIATE");
  for (int n = 1; n <= LINES; n++) {
    sqlite3_bind_int64(fact, 1, draft), sqlite3_bind_int64(fact, 2, n), sqlite3_bind_int64(fact, 3, 1 + dice((uint32_t)b->items));
    plain_step(fact);
  }
  plain_run(b->plain, "COMMIT");
  plain_run(b->plain, "BEGIN IMMEDIATE");
  for (int n = 1; n <= LINES; n++) {
    int64_t item = 1 + dice((uint32_t)b->items);
    sqlite3_bind_int64(move, 1, id + n), sqlite3_bind_int64(move, 2, n), sqlite3_bind_int64(move, 3, item);
    plain_step(move);
    sqlite3_bind_int64(stock, 1, item), sqlite3_bind_int64(stock, 2, id + n);
    plain_step(stock);
  }
  plain_run(b->plain, "COMMIT");
}

static void receipt_ours(struct bench *b, const struct config *config, struct err *err) {
  struct draft d;
  bool found;
  char name[48];
  const struct desk_opts opts = {.mode = "blind"};
  struct desk *desk = desk_open(b->db, b->store, &owner, config, &opts, err);
  must(desk != NULL, err);
  str_copy(name, sizeof name, desk_name(desk));
  desk_close(desk);
  must(draft_find(b->db, err, name, &d, &found), err);
  must(db_begin(b->db, err), err);
  for (int n = 0; n < LINES; n++) {
    char ean[16];
    bool again;
    int64_t item = 1 + dice((uint32_t)b->items);
    item_barcode(item, ean);
    struct fact f = {
        .word = "scan", .line = -1, .seat = "bench", .code = ean, .item = item, .qty = 3, .produced = DAY_NONE, .expiry = DAY_NONE};
    must(fact_add(b->db, err, d.id, &f, &again), err);
  }
  must(db_commit(b->db, err), err);
  draft_done(&d);
  desk = desk_open(b->db, b->store, &owner, config, &(struct desk_opts){.draft = name}, err);
  struct desk_result result;
  must(desk != NULL && say(desk, "done", err) && desk_result(desk, &result, err), err);
  if (result.lines != LINES) die("receipt", "has not the lines it should have");
  desk_close(desk);
}

static void receipt(struct bench *b) {
  enum { TIMES = 40 };
  struct samples floor = {0}, ours = {0};
  struct err err;
  struct config *config = config_new();
  sqlite3_stmt *fact = plain_prepare(
      b->plain,
      "INSERT INTO fact(draft, n, at, pos, seat, who, word, line, code, item, qty) VALUES(?1, ?2, 0, 0, 'x', '', 'scan', ?2, '6900000000000', ?3, 3)");
  sqlite3_stmt *move = plain_prepare(
      b->plain, "INSERT INTO move(id, doc, line, item, lot, src, dst, qty, value, col) VALUES(?1, 1, ?2, ?3, 0, 1, 2, 3, 999, 1)");
  sqlite3_stmt *stock = plain_prepare(
      b->plain, "INSERT INTO stock(item, place, lot, qty, last_move) VALUES(?1, 2, 0, 3, ?2) ON CONFLICT(item, place, lot) DO UPDATE SET "
                "qty = qty + excluded.qty, last_move = excluded.last_move");
  sqlite3_stmt *last = plain_prepare(b->plain, "SELECT max(id) FROM move");
  for (int i = 0; i < TIMES; i++) {
    int64_t since = now_ns();
    receipt_plain(b, fact, move, stock, last, 1000000 + i);
    sample(&floor, since);
    since = now_ns();
    receipt_ours(b, config, &err);
    sample(&ours, since);
  }
  sqlite3_stmt *const all[] = {fact, move, stock, last};
  for (size_t i = 0; i < COUNT(all); i++) sqlite3_finalize(all[i]);
  config_free(config);
  give("receipt of 500 lines, saved and posted", &floor, &ours, 250);
}

void jobs_receive(struct bench *b) {
  plain_run(b->plain, "PRAGMA wal_checkpoint(TRUNCATE)"); /* what the jobs before wrote is not for the first receipt to carry */
  scan(b);
  receipt(b);
}
