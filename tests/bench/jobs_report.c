/* The movement report and the rebuild of stock, each beside a plain pass in C. */
#include "src/report/movement.h"
#include "tests/bench/bench.h"

#include <stdlib.h>

/* The floor: the month's quantities, then a plain loop over the rows since into arrays of three columns. */
static void movement_plain(struct bench *b, int32_t from, int32_t to) {
  int32_t *sums = xcalloc((size_t)b->items + 1, 4 * sizeof *sums);
  int64_t first = 1, begin = INT64_MAX, end = INT64_MAX;
  int y, m, d;
  day_civil(from, &y, &m, &d);
  sqlite3_stmt *opening = plain_prepare(b->plain, "SELECT data FROM month WHERE day = ?1 AND measure = 'qty'");
  sqlite3_stmt *day = plain_prepare(b->plain, "SELECT first_move FROM ledger_day WHERE day >= ?1 ORDER BY day LIMIT 1");
  sqlite3_stmt *rows = plain_prepare(b->plain, "SELECT item, qty, col FROM move WHERE id >= ?1 AND id < ?2");
  sqlite3_bind_int64(opening, 1, day_from_civil(y, m, 1));
  if (sqlite3_step(opening) == SQLITE_ROW) {
    const int32_t *data = sqlite3_column_blob(opening, 0);
    int64_t count = sqlite3_column_bytes(opening, 0) / 4 - 2;
    for (int64_t i = 0; i < count && i <= b->items; i++) sums[4 * i] = data[i + 2];
  }
  const struct {
    int32_t day;
    int64_t *id;
  } ask[] = {{day_from_civil(y, m, 1), &first}, {from, &begin}, {to, &end}};
  for (size_t i = 0; i < COUNT(ask); i++) {
    sqlite3_bind_int64(day, 1, ask[i].day);
    if (sqlite3_step(day) == SQLITE_ROW) *ask[i].id = sqlite3_column_int64(day, 0);
    sqlite3_reset(day);
  }
  sqlite3_bind_int64(rows, 1, first), sqlite3_bind_int64(rows, 2, end);
  for (int64_t n = first; sqlite3_step(rows) == SQLITE_ROW; n++) {
    int64_t item = sqlite3_column_int64(rows, 0), col = sqlite3_column_int64(rows, 2);
    int32_t qty = (int32_t)sqlite3_column_int64(rows, 1);
    sums[4 * item + (n < begin ? 0 : col == COL_RECEIVED ? 1 : col == COL_SOLD ? 2 : 3)] += qty;
  }
  sqlite3_finalize(opening), sqlite3_finalize(day), sqlite3_finalize(rows);
  free(sums);
}

static void movement(struct bench *b, const char *name, bool whole_month) {
  struct samples floor = {0}, ours = {0};
  struct err err;
  for (int i = 0; i < 20; i++) {
    int y, m, d;
    struct movement all;
    int32_t from = b->last_day - 30 - (int32_t)dice((uint32_t)b->days - 60), to = from + 30;
    day_civil(from, &y, &m, &d);
    if (whole_month) from = day_from_civil(y, m, 1), to = from + day_month_length(y, m);
    int64_t since = now_ns();
    movement_plain(b, from, to);
    sample(&floor, since);
    since = now_ns();
    must(movement_load(&all, b->db, from, to, false, true, &err), &err);
    sample(&ours, since);
    movement_free(&all);
  }
  give(name, &floor, &ours, 200);
}

/* The whole report, with keys, names and JSON, beside its own computing. */
static void movement_printed(struct bench *b) {
  struct samples ours = {0};
  struct err err;
  for (int i = 0; i < 3; i++) {
    FILE *null = fopen("/dev/null", "w");
    if (!null) die("/dev/null", "cannot be written");
    const struct report *r = report_find("movement");
    struct report_args args = {.store = b->store, .values = true, .from = b->last_day - 29, .to = b->last_day + 1};
    int64_t since = now_ns();
    struct out *out = out_new(r->column, r->column_count, OUT_AS_JSON, null);
    must(r->run(b->db, &args, out, &err) && out_end(out, &err), &err);
    sample(&ours, since);
    fclose(null);
  }
  give("movement, 30 days, as JSON (no floor: ours)", &ours, NULL, 0);
}

static void rebuild_plain(struct bench *b) {
  struct cell {
    int64_t qty, value, last;
  } *cells = xcalloc(((size_t)b->items + 1) * 2, sizeof *cells);
  int64_t back = 0;
  sqlite3_stmt *place = plain_prepare(b->plain, "SELECT id FROM place WHERE code = 'back'");
  if (sqlite3_step(place) == SQLITE_ROW) back = sqlite3_column_int64(place, 0);
  sqlite3_stmt *rows = plain_prepare(b->plain, "SELECT id, item, lot, src, dst, qty, value FROM move NOT INDEXED");
  while (sqlite3_step(rows) == SQLITE_ROW) {
    int64_t id = sqlite3_column_int64(rows, 0), item = sqlite3_column_int64(rows, 1), lot = sqlite3_column_int64(rows, 2);
    for (int end = 3; end <= 4 && !lot; end++) {
      struct cell *c = &cells[2 * item + (sqlite3_column_int64(rows, end) == back)];
      int64_t sign = end == 3 ? -1 : 1;
      c->qty += sign * sqlite3_column_int64(rows, 5);
      c->value += sign * sqlite3_column_int64(rows, 6);
      c->last = id;
    }
  }
  sqlite3_finalize(place), sqlite3_finalize(rows);
  free(cells);
}

static void rebuild(struct bench *b) {
  struct samples floor = {0}, ours = {0};
  struct err err;
  for (int i = 0; i < 2; i++) {
    int64_t since = now_ns();
    rebuild_plain(b);
    sample(&floor, since);
    since = now_ns();
    must(db_begin(b->db, &err) && ledger_rebuild_stock(b->db, &err) && db_commit(b->db, &err), &err);
    sample(&ours, since);
  }
  give("rebuild stock, cost and months from moves", &floor, &ours, 200);
}

void jobs_report(struct bench *b) {
  movement(b, "movement, any 30 days, computing", false);
  movement(b, "movement, a whole month, computing", true);
  movement_printed(b);
  rebuild(b);
}
