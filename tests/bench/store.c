/* The large store, written with plain SQLite for speed: bench only. Every row is as posting would have left it, but for the log, which
 * the jobs do not read. */
#include "src/code/code.h"
#include "tests/bench/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BENCH_DOC = 1000000000 }; /* beyond the ids that the jobs' own documents get */
enum { PLACE_NONE, PLACE_FLOOR, PLACE_BACK, PLACE_SUPPLIER, PLACE_CUSTOMER, PLACES };

int64_t item_cost(int64_t item) {
  return 100 + item * 37 % 4000;
}

void item_barcode(int64_t item, char ean[16]) {
  snprintf(ean, 16, "69%010lld", (long long)item % 10000000000);
  ean[12] = gtin_check_digit(ean, 12);
  ean[13] = 0;
}

int64_t first_move_of(int64_t day_number, const struct bench *b) {
  return 1 + b->moves * day_number / b->days;
}

static void name_of(int64_t item, char *zh, size_t size, char *en, size_t en_size) {
  static const char *const first[][2] = {{"江禾", "Jianghe"},   {"云岭", "Yunling"}, {"晨坡", "Chenpo"}, {"南屿", "Nanyu"},
                                         {"重阳", "Chongyang"}, {"青渡", "Qingdu"},  {"月桥", "Yueqiao"}};
  static const char *const second[][2] = {
      {"有机", "Organic"}, {"原味", "Original"}, {"无糖", "Sugar Free"}, {"精选", "Select"}, {"家庭装", "Family"}};
  static const char *const noun[][2] = {{"牛奶", "Milk"},    {"酸奶", "Yoghurt"}, {"洗发水", "Shampoo"}, {"牙刷", "Toothbrush"},
                                        {"大米", "Rice"},    {"面粉", "Flour"},   {"绿茶", "Green Tea"}, {"饼干", "Biscuits"},
                                        {"花生", "Peanuts"}, {"毛巾", "Towel"},   {"果酱", "Jam"},       {"洗洁精", "Dish Soap"},
                                        {"汽水", "Soda"}};
  size_t a = (size_t)item % 7, s = (size_t)item / 7 % 5, n = (size_t)item / 35 % 13;
  snprintf(zh, size, "%s%s%s %lldg", first[a][0], second[s][0], noun[n][0], (long long)(50 + item % 97 * 10));
  snprintf(en, en_size, "%s %s %s", first[a][1], second[s][1], noun[n][1]);
}

static void text(sqlite3_stmt *s, int at, const char *value) {
  sqlite3_bind_text(s, at, value, -1, SQLITE_TRANSIENT);
}

static void items(struct bench *b, sqlite3 *db) {
  sqlite3_stmt *item = plain_prepare(
      db,
      "INSERT INTO item(id, code, name, name_en, unit, category, brand, supplier, cost, frozen) VALUES(?1, ?2, ?3, ?4, '袋', ?5, ?6, 'S01', ?7, 1)");
  sqlite3_stmt *barcode = plain_prepare(db, "INSERT INTO barcode(key, item, text, units, kind) VALUES(?1, ?2, ?3, ?4, ?5)");
  for (int64_t i = 1; i <= b->items; i++) {
    char code[24], zh[128], en[128], ean[16], key[CODE_TEXT], group[64];
    snprintf(code, sizeof code, "%06lld", (long long)i + 100000);
    name_of(i, zh, sizeof zh, en, sizeof en);
    snprintf(group, sizeof group, "食品/%lld/%lld", (long long)i % 20, (long long)i % 200);
    sqlite3_bind_int64(item, 1, i);
    text(item, 2, code), text(item, 3, zh), text(item, 4, en), text(item, 5, group), text(item, 6, zh);
    sqlite3_bind_int64(item, 7, item_cost(i));
    plain_step(item);
    item_barcode(i, ean);
    for (int k = 0; k < 1 + (int)(i & 1); k++) { /* 300,000 barcodes: every second item has a case code too */
      char itf[16];
      snprintf(itf, sizeof itf, "1%.12s", ean);
      itf[13] = gtin_check_digit(itf, 13), itf[14] = 0;
      const char *shown = k ? itf : ean;
      code_key(key, shown);
      text(barcode, 1, key), text(barcode, 3, shown), text(barcode, 5, k ? "case" : "ean");
      sqlite3_bind_int64(barcode, 2, i);
      sqlite3_bind_int64(barcode, 4, k ? 12 : 1);
      plain_step(barcode);
    }
  }
  sqlite3_finalize(item);
  sqlite3_finalize(barcode);
}

struct sums {
  int64_t *qty, *value, *place[2], *last[2]; /* by item; place 0 floor, 1 back */
};

static void month(struct bench *b, sqlite3_stmt *put, int32_t day, const struct sums *s) {
  const int64_t *const measure[] = {s->qty, s->value};
  for (int i = 0; i < 2; i++) {
    struct buf packed = {0};
    month_pack(&packed, measure[i], (size_t)b->items + 1);
    sqlite3_bind_int64(put, 1, day);
    sqlite3_bind_text(put, 2, i ? "value" : "qty", -1, SQLITE_STATIC);
    sqlite3_bind_blob(put, 3, packed.p, (int)packed.n, SQLITE_STATIC);
    plain_step(put);
    buf_free(&packed);
  }
}

/* One move in ten brings goods into the back, one carries them to the floor, the rest are sold. */
static void one_move(const int64_t place[PLACES], sqlite3_stmt *put, int64_t id, int64_t doc, int64_t item, struct sums *s) {
  static const struct {
    int src, dst, col, qty, pool, floor, back;
  } ways[] = {{PLACE_SUPPLIER, PLACE_BACK, COL_RECEIVED, 8, 1, 0, 1},
              {PLACE_BACK, PLACE_FLOOR, COL_INSIDE, 6, 0, 1, -1},
              {PLACE_FLOOR, PLACE_CUSTOMER, COL_SOLD, 1, -1, -1, 0}};
  uint32_t d = dice(10);
  size_t way = d < 2 ? d : 2;
  int64_t qty = ways[way].qty, value = qty * item_cost(item);
  const int64_t args[] = {id, doc, id % 1000, item, place[ways[way].src], place[ways[way].dst], qty, value, ways[way].col};
  for (int i = 0; i < (int)COUNT(args); i++) sqlite3_bind_int64(put, i + 1, args[i]);
  plain_step(put);
  s->qty[item] += ways[way].pool * qty;
  s->value[item] += ways[way].pool * value;
  s->place[0][item] += ways[way].floor * qty;
  s->place[1][item] += ways[way].back * qty;
  if (ways[way].floor) s->last[0][item] = id;
  if (ways[way].back) s->last[1][item] = id;
}

static int64_t place_id(sqlite3 *db, const char *code) {
  sqlite3_stmt *get = plain_prepare(db, "SELECT id FROM place WHERE code = ?1");
  text(get, 1, code);
  if (sqlite3_step(get) != SQLITE_ROW) die(code, "no such place");
  int64_t id = sqlite3_column_int64(get, 0);
  sqlite3_finalize(get);
  return id;
}

static void moves(struct bench *b, sqlite3 *db, struct sums *s) {
  const int64_t place[PLACES] = {0, place_id(db, "floor"), place_id(db, "back"), place_id(db, "supplier"), place_id(db, "customer")};
  sqlite3_stmt *put = plain_prepare(
      db, "INSERT INTO move(id, doc, line, item, lot, src, dst, qty, value, col) VALUES(?1, ?2, ?3, ?4, 0, ?5, ?6, ?7, ?8, ?9)");
  sqlite3_stmt *day = plain_prepare(db, "INSERT INTO ledger_day(day, first_move) VALUES(?1, ?2)");
  sqlite3_stmt *months = plain_prepare(db, "INSERT INTO month(day, measure, data) VALUES(?1, ?2, ?3)");
  sqlite3_stmt *doc =
      plain_prepare(db, "INSERT INTO doc(id, uuid, number, kind, store, at, day, who, root, state, lines, first_move, moves) "
                        "VALUES(?1, randomblob(16), 'B-' || ?1, 'opening', '0412', 0, ?2, 'bench', ?1, 'posted', 0, ?3, ?4)");
  for (int64_t n = 0; n < b->days; n++) {
    int32_t when = b->last_day - (int32_t)(b->days - 1 - n);
    int y, m, d;
    int64_t first = first_move_of(n, b), end = first_move_of(n + 1, b);
    day_civil(when, &y, &m, &d);
    if (n && d == 1) month(b, months, when, s);
    sqlite3_bind_int64(day, 1, when), sqlite3_bind_int64(day, 2, first);
    plain_step(day);
    sqlite3_bind_int64(doc, 1, BENCH_DOC + n), sqlite3_bind_int64(doc, 2, when), sqlite3_bind_int64(doc, 3, first),
        sqlite3_bind_int64(doc, 4, end - first);
    plain_step(doc);
    for (int64_t id = first; id < end; id++) one_move(place, put, id, BENCH_DOC + n, 1 + skewed(b->items), s);
  }
  sqlite3_stmt *const all[] = {put, day, months, doc};
  for (size_t i = 0; i < COUNT(all); i++) sqlite3_finalize(all[i]);
}

static void kept(struct bench *b, sqlite3 *db, const struct sums *s) {
  const int64_t place[2] = {place_id(db, "floor"), place_id(db, "back")};
  sqlite3_stmt *stock = plain_prepare(db, "INSERT INTO stock(item, place, lot, qty, last_move) VALUES(?1, ?2, 0, ?3, ?4)");
  sqlite3_stmt *cost = plain_prepare(db, "INSERT INTO cost(item, qty, value, last_qty, last_value) VALUES(?1, ?2, ?3, 8, ?4)");
  for (int64_t i = 1; i <= b->items; i++) {
    for (int k = 0; k < 2; k++) {
      if (!s->last[k][i]) continue;
      const int64_t args[] = {i, place[k], s->place[k][i], s->last[k][i]};
      for (int a = 0; a < 4; a++) sqlite3_bind_int64(stock, a + 1, args[a]);
      plain_step(stock);
    }
    const int64_t args[] = {i, s->qty[i], s->value[i], 8 * item_cost(i)};
    for (int a = 0; a < 4; a++) sqlite3_bind_int64(cost, a + 1, args[a]);
    plain_step(cost);
  }
  sqlite3_finalize(stock);
  sqlite3_finalize(cost);
}

static void fill(struct bench *b, const char *path) {
  struct sums s = {0};
  int64_t **const all[] = {&s.qty, &s.value, &s.place[0], &s.place[1], &s.last[0], &s.last[1]};
  for (size_t i = 0; i < COUNT(all); i++) *all[i] = xcalloc((size_t)b->items + 1, sizeof **all[i]);
  sqlite3 *db = plain_open(path);
  plain_run(db, "PRAGMA journal_mode=OFF");
  plain_run(db, "PRAGMA synchronous=OFF");
  plain_run(db, "DROP INDEX move_item; BEGIN");
  items(b, db);
  moves(b, db, &s);
  kept(b, db, &s);
  plain_run(db, "COMMIT; CREATE INDEX move_item ON move(item)");
  plain_run(db, "PRAGMA journal_mode=WAL");
  sqlite3_close(db);
  for (size_t i = 0; i < COUNT(all); i++) free(*all[i]);
}

void store_make(struct bench *b) {
  struct err err;
  char *path = xprintf("%s/%s.db", b->dir, b->small ? "S" : "L"), *making = xprintf("%s/making.db", b->dir),
       *key = xprintf("%s-key", making);
  if (access(path, R_OK)) {
    struct db_opts opts = {.env = env_real(), .seat = "bench", .create = true};
    printf("Making the store %s, once ...\n", path);
    unlink(making), unlink(key);
    struct db *db = db_open(making, &opts, &err);
    must(db != NULL, &err);
    must(ledger_store_init(db, "0412", "Bench", "CNY", "Asia/Shanghai", "store", &err), &err);
    db_close(db);
    fill(b, making);
    db = db_open(making, &opts, &err);
    must(db != NULL, &err);
    must(db_begin(db, &err) && search_touch_all(db, &err) && search_flush(db, &err) && db_commit(db, &err), &err);
    db_idle(db);
    db_close(db);
    sqlite3 *plain = plain_open(making);
    plain_run(plain, "PRAGMA wal_checkpoint(TRUNCATE)");
    sqlite3_close(plain);
    if (rename(making, path)) die(path, "cannot be written");
  }
  free(path), free(making), free(key);
}
