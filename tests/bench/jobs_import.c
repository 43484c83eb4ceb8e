/* Import of all items with their barcodes: with every check and undo, beside a plain loop that splits at commas and inserts. */
#include "src/code/code.h"
#include "tests/bench/bench.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static void file_make(struct bench *b, const char *path) {
  FILE *f = fopen(path, "w");
  if (!f) die(path, "cannot be written");
  /* cppcheck-suppress nullPointerRedundantCheck */
  fprintf(f, "item,name,name_en,unit,category,brand,spec,cost,barcode\n");
  for (int64_t i = 1; i <= b->items; i++) {
    char ean[16];
    item_barcode(i, ean);
    fprintf(f, "%06lld,江禾精选鲜牛奶 %lldg,Jianghe Select Milk %lld g,袋,食品/乳品/%lld,江禾,%lldg,%lld.50,%s\n", (long long)i + 100000,
            (long long)i % 977, (long long)i % 977, (long long)i % 200, (long long)i % 977, (long long)i % 90 + 1, ean);
  }
  if (fclose(f)) die(path, "cannot be written");
}

static void store_new(const char *path, struct db **db) {
  struct err err;
  struct db_opts opts = {.env = env_real(), .seat = "bench", .create = true};
  static const char *const ends[] = {"", "-wal", "-shm", "-key", "-anchor"};
  for (size_t i = 0; i < COUNT(ends); i++) {
    char *name = xprintf("%s%s", path, ends[i]);
    unlink(name);
    free(name);
  }
  if (!db) return;
  *db = db_open(path, &opts, &err);
  must(*db != NULL, &err);
  must(ledger_store_init(*db, "0412", "Bench", "CNY", "Asia/Shanghai", "store", &err), &err);
}

enum { CELLS = 9 };

static size_t cells_of(char *line, size_t n, const char *cell[CELLS]) {
  size_t count = 0;
  char *at = line;
  for (size_t i = 0; i <= n && count < CELLS; i++) {
    if (i < n && line[i] != ',') continue;
    line[i] = 0;
    cell[count++] = at;
    at = line + i + 1;
  }
  return count;
}

static void import_plain(const char *path, sqlite3 *db) {
  struct stat st;
  int fd = open(path, O_RDONLY);
  if (fd < 0 || fstat(fd, &st)) die(path, "cannot be read");
  const char *data = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0), *end = data + st.st_size;
  if (data == MAP_FAILED) die(path, "cannot be mapped");
  sqlite3_stmt *item =
      plain_prepare(db, "INSERT INTO item(code, name, name_en, unit, category, brand, spec, cost) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
  sqlite3_stmt *barcode = plain_prepare(db, "INSERT INTO barcode(key, item, text) VALUES('0' || ?1, ?2, ?1)");
  struct buf page = {0};
  sqlite3_stmt *put = plain_prepare(db, "INSERT INTO search_page(id, data) VALUES(?1, ?2)");
  plain_run(db, "BEGIN");
  const char *at = (const char *)memchr(data, '\n', (size_t)st.st_size) + 1;
  for (int64_t id = 1, pages = 0; at < end; id++) {
    const char *stop = memchr(at, '\n', (size_t)(end - at)), *cell[CELLS];
    char line[512];
    size_t n = (size_t)(stop - at);
    memcpy(line, at, n);
    if (cells_of(line, n, cell) != CELLS) die(path, "a line is short");
    for (int i = 0; i < 7; i++) sqlite3_bind_text(item, i + 1, cell[i], -1, SQLITE_STATIC);
    sqlite3_bind_int64(item, 8, atoll(cell[7]) * 100);
    plain_step(item);
    sqlite3_bind_text(barcode, 1, cell[8], -1, SQLITE_STATIC), sqlite3_bind_int64(barcode, 2, id);
    plain_step(barcode);
    for (int i = 0; i < 3; i++) buf_adds(&page, cell[i]), buf_addc(&page, '\n');
    buf_adds(&page, cell[8]);
    if (page.n > 1 << 20 || stop + 1 == end) {
      sqlite3_bind_int64(put, 1, pages++), sqlite3_bind_blob(put, 2, page.p, (int)page.n, SQLITE_STATIC);
      plain_step(put);
      buf_clear(&page);
    }
    at = stop + 1;
  }
  plain_run(db, "COMMIT");
  sqlite3_finalize(item), sqlite3_finalize(barcode), sqlite3_finalize(put);
  buf_free(&page);
  munmap((void *)(uintptr_t)data, (size_t)st.st_size);
  close(fd);
}

struct taking {
  int64_t since, longest;
};

static void step_over(void *self, int64_t done, int64_t steps) {
  struct taking *t = self;
  int64_t now = now_ns();
  (void)steps;
  if (done > 0 && now - t->since > t->longest) t->longest = now - t->since; /* before the first all are looked at */
  t->since = now;
}

/* The longest commit of the import is a sample of its own, the longest step of its undo another. */
static void import_ours(const char *path, struct db *db, struct samples *ours, struct samples *held, struct samples *undo,
                        struct samples *undo_held) {
  struct err err;
  struct import_opts opts = {
      .who = "", .file = path, .kind = "items", .store = "0412", .currency = "CNY", .money_decimals = 2, .day_start = 240};
  int64_t since = now_ns();
  struct import *im = import_open(db, &opts, &err);
  must(im != NULL, &err);
  must(import_run(im, &err), &err);
  sample(ours, since);
  sample(held, now_ns() - import_counted(im)->held * 1000);
  import_free(im);
  struct taking t = {0};
  opts.progress = step_over;
  opts.self = &t;
  since = now_ns();
  must(import_undo(db, 1, &opts, &err), &err);
  sample(undo, since);
  sample(undo_held, now_ns() - t.longest);
}

void jobs_import(struct bench *b) {
  struct samples floor = {0}, ours = {0}, held = {0}, undo = {0}, undo_held = {0};
  char *csv = xprintf("%s/items.csv", b->dir), *path = xprintf("%s/import.db", b->dir);
  file_make(b, csv);
  for (int i = 0; i < 3; i++) {
    struct db *db;
    store_new(path, &db);
    db_close(db);
    sqlite3 *plain = plain_open(path);
    int64_t since = now_ns();
    import_plain(csv, plain);
    sample(&floor, since);
    sqlite3_close(plain);
    store_new(path, &db);
    import_ours(csv, db, &ours, &held, &undo, &undo_held);
    db_close(db);
  }
  store_new(path, NULL);
  unlink(csv);
  free(csv), free(path);
  give("import of all items and barcodes, with undo", &floor, &ours, 200);
  give("  its longest commit (below 50 ms; ours)", &held, NULL, 0);
  give("  all of it taken back (no floor: ours)", &undo, NULL, 0);
  give("  the longest step of that (below 50 ms; ours)", &undo_held, NULL, 0);
}
