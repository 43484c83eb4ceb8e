/* bench: runs all jobs, prints job, floor and ours (median and p99), ratio, aim and whether it is met. */
#include "tests/bench/bench.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

int64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

void sample(struct samples *s, int64_t since) {
  int64_t ns = now_ns() - since;
  if (s->count == s->cap) {
    s->cap = s->cap ? 2 * s->cap : 256;
    s->ns = xrealloc(s->ns, s->cap, sizeof *s->ns);
  }
  s->ns[s->count++] = ns;
}

static int ascending(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

static const char *span(char text[40], int64_t ns) {
  static const struct {
    int64_t below, unit;
    const char *name;
  } units[] = {{20000, 1000, "us"}, {INT64_C(2000000000), 1000000, "ms"}, {INT64_MAX, 1000000000, "s"}};
  size_t i = 0;
  while (ns >= units[i].below) i++;
  snprintf(text, 40, "%" PRId64 ".%03" PRId64 " %s", ns / units[i].unit, ns % units[i].unit * 1000 / units[i].unit, units[i].name);
  return text;
}

/* Below 100 samples p99 is the largest. */
static void sum_up(struct samples *s, int64_t *median, int64_t *p99) {
  *median = *p99 = 0;
  if (!s || !s->count) return;
  qsort(s->ns, s->count, sizeof *s->ns, ascending);
  *median = s->ns[s->count / 2];
  *p99 = s->ns[s->count < 100 ? s->count - 1 : s->count * 99 / 100];
}

static void release(struct samples *s) {
  if (!s) return;
  free(s->ns);
  *s = (struct samples){0};
}

void give(const char *job, struct samples *floor, struct samples *ours, int aim) {
  int64_t fm, fp, om, op;
  char a[40], b[40], c[40], d[40];
  sum_up(floor, &fm, &fp);
  sum_up(ours, &om, &op);
  printf("%-44s %12s %12s", job, span(a, fm), span(b, fp));
  if (ours) {
    int64_t ratio = fm ? om * 100 / fm : 0;
    printf(" %12s %12s %5" PRId64 ".%02" PRId64 "x", span(c, om), span(d, op), ratio / 100, ratio % 100);
    if (aim) printf("  <= %d.%02dx  %s", aim / 100, aim % 100, ratio <= aim ? "ok" : "OVER");
  }
  printf("\n");
  fflush(stdout);
  release(floor);
  release(ours);
}

_Noreturn void die(const char *what, const char *why) {
  fprintf(stderr, "bench: %s: %s\n", what, why);
  exit(1);
}

void must(bool ok, const struct err *err) {
  if (!ok) die(err_name(err->code), err->text);
}

sqlite3 *plain_open(const char *path) {
  sqlite3 *db;
  if (sqlite3_open(path, &db)) die(path, "cannot be opened");
  plain_run(db, "PRAGMA journal_mode=WAL");
  plain_run(db, "PRAGMA synchronous=FULL");
  return db;
}

void plain_run(sqlite3 *db, const char *sql) {
  char *why = NULL;
  if (sqlite3_exec(db, sql, NULL, NULL, &why)) die(sql, why);
}

sqlite3_stmt *plain_prepare(sqlite3 *db, const char *sql) {
  sqlite3_stmt *s;
  if (sqlite3_prepare_v2(db, sql, -1, &s, NULL)) die(sql, sqlite3_errmsg(db));
  return s;
}

void plain_step(sqlite3_stmt *s) {
  int rc;
  while ((rc = sqlite3_step(s)) == SQLITE_ROW) continue;
  if (rc != SQLITE_DONE) die(sqlite3_sql(s), sqlite3_errmsg(sqlite3_db_handle(s)));
  sqlite3_reset(s);
}

static uint64_t seed = 20261124;
uint32_t dice(uint32_t n) {
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)((seed >> 33) % n);
}

/* The cube of an even number between 0 and 1. */
int64_t skewed(int64_t n) {
  uint64_t x = dice(1 << 20), y = x * x >> 20;
  return (int64_t)((y * x >> 20) * (uint64_t)n >> 20);
}

/* F, the unit of durable work: 4 KiB overwritten and made durable; and a bare one-row commit. */
void jobs_disk(struct bench *b) {
  static char page[4096];
  struct samples f = {0}, commit = {0};
  char *path = xprintf("%s/f", b->dir);
  int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
  if (fd < 0 || ftruncate(fd, 1 << 20)) die(path, "cannot be written");
  for (int i = 0; i < 256 + 1000; i++) {
    int64_t since = now_ns();
    memset(page, i, sizeof page);
    if (pwrite(fd, page, sizeof page, i % 256 * (off_t)sizeof page) != sizeof page || fdatasync(fd)) die(path, "cannot be written");
    if (i >= 256) sample(&f, since);
  }
  close(fd);
  unlink(path);
  free(path);
  give("F: 4 KiB overwritten + fdatasync", &f, NULL, 0);
  path = xprintf("%s/bare.db", b->dir);
  unlink(path);
  sqlite3 *db = plain_open(path);
  plain_run(db, "CREATE TABLE t(a, b)");
  sqlite3_stmt *put = plain_prepare(db, "INSERT INTO t VALUES(1, 'one row')");
  for (int i = 0; i < 1200; i++) {
    int64_t since = now_ns();
    plain_step(put);
    if (i >= 200) sample(&commit, since);
  }
  sqlite3_finalize(put);
  sqlite3_close(db);
  unlink(path);
  free(path);
  give("bare one-row commit, WAL, FULL", &commit, NULL, 0);
}

static void copy(const char *from, const char *to) {
  int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (in < 0 || out < 0) die(to, "cannot be written");
  struct stat st;
  if (fstat(in, &st)) die(from, "cannot be read");
  for (off_t left = st.st_size; left > 0;) {
    ssize_t n = copy_file_range(in, NULL, out, NULL, (size_t)left, 0);
    if (n <= 0) die(to, "cannot be written");
    left -= n;
  }
  if (fsync(out) || close(in) || close(out)) die(to, "cannot be written");
}

static const struct {
  const char *name;
  void (*run)(struct bench *);
} jobs[] = {{"disk", jobs_disk},       {"find", jobs_find},     {"report", jobs_report},
            {"receive", jobs_receive}, {"import", jobs_import}, {"screen", jobs_screen}};

int main(int argc, char **argv) {
  struct err err;
  struct bench b = {.dir = argc > 1 ? argv[1] : "build/bench",
                    .small = argc > 2 && str_eq(argv[2], "small"),
                    .days = 730,
                    .last_day = day_from_civil(2026, 11, 20)};
  b.items = b.small ? 20000 : 200000;
  b.moves = b.small ? 500000 : 5000000;
  if (!hash_init() || (mkdir(b.dir, 0755) && access(b.dir, W_OK))) die(b.dir, "cannot be used");
  store_make(&b);
  char *made = xprintf("%s/%s.db", b.dir, b.small ? "S" : "L");
  b.path = xprintf("%s/work.db", b.dir);
  copy(made, b.path);
  struct db_opts opts = {.env = env_real(), .seat = "bench"};
  b.db = db_open(b.path, &opts, &err);
  must(b.db != NULL, &err);
  b.store = ledger_store_load(b.db, &err);
  must(b.store != NULL, &err);
  b.plain = plain_open(b.path);
  printf("Store %s: %" PRId64 " items, %" PRId64 " moves over %" PRId64 " days.\n", b.small ? "S" : "L", b.items, b.moves, b.days);
  printf("%-44s %12s %12s %12s %12s %8s  %s\n", "job", "floor", "p99", "ours", "p99", "ratio", "aim");
  for (size_t i = 0; i < COUNT(jobs); i++)
    if (argc < 4 || str_eq(argv[3], jobs[i].name)) jobs[i].run(&b);
  sqlite3_close(b.plain);
  ledger_store_free(b.store);
  db_close(b.db);
  static const char *const ends[] = {"", "-wal", "-shm", "-gate"};
  for (size_t i = 0; i < COUNT(ends); i++) {
    char *name = xprintf("%s%s", b.path, ends[i]);
    unlink(name);
    free(name);
  }
  free(made);
  free(b.path);
  return 0;
}
