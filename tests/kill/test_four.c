/* Four processes scan into one delivery at full speed while a fifth reads it and reports run; checkpoints happen in between. Quantities
 * add, nobody is told
 * that the database is busy, and the file is whole. */
#include "tests/kill/kill.h"

#include <poll.h>

enum { SEATS = 4, SCANS = 1000 };

static struct world shop;

static int up(void **state) {
  (void)state;
  signal(SIGPIPE, SIG_IGN);
  world_begin(&shop, "0412", 7);
  return 0;
}

static int down(void **state) {
  (void)state;
  world_end(&shop);
  return 0;
}

/* Script of a seat: its codes in turn; *sum gets what each code should add up to over all seats. */
static void script_make(struct buf *text, int64_t sum[COUNT(shop_codes)]) {
  for (int i = 1; i <= SCANS; i++) {
    size_t code = below(&shop, COUNT(shop_codes));
    int64_t qty = 1 + (int64_t)below(&shop, 9);
    buf_printf(text, "@%d %lld*%s\n", i, (long long)qty, shop_codes[code]);
    sum[code] += qty;
  }
}

/* What the fifth does: the draft as it stands, never with less than before, and a report by the program itself now and then. */
static void read_once(int64_t draft, int64_t *units, int turn, const char *errors) {
  struct fold *f = fold_draft(shop.db, draft, &shop.err);
  if (!f) fail_msg("%s", shop.err.text);
  assert_true(f->units >= *units);
  *units = f->units;
  fold_free(f);
  db_idle(shop.db);
  if (turn % 8) return;
  struct program p;
  struct buf got = {0};
  const char *const words[] = {"drafts", "--json", NULL};
  program_start(&p, &shop, "reader", errors, words);
  while (program_hear(&p, &got)) continue;
  int status = program_end(&p);
  if (!WIFEXITED(status) || WEXITSTATUS(status)) fail_msg("the reader was refused");
  assert_non_null(strstr(got.p, "\"name\":\"four\""));
  buf_free(&got);
}

/* Feeds and hears all four without waiting for any one of them, reading the draft in between. */
static void run_all(struct program p[SEATS], struct buf script[SEATS], struct buf got[SEATS], int64_t draft, const char *errors) {
  size_t fed[SEATS] = {0}, open_seats = SEATS;
  int64_t units = 0;
  for (int turn = 0; open_seats; turn++) {
    struct pollfd fds[2 * SEATS];
    for (size_t i = 0; i < SEATS; i++) {
      fds[2 * i] = (struct pollfd){.fd = p[i].in, .events = POLLOUT};
      fds[2 * i + 1] = (struct pollfd){.fd = p[i].out, .events = POLLIN};
    }
    assert_true(poll(fds, COUNT(fds), -1) > 0);
    for (size_t i = 0; i < SEATS; i++) {
      if (p[i].in >= 0 && fds[2 * i].revents) {
        size_t n = script[i].n - fed[i] < 512 ? script[i].n - fed[i] : 512;
        ssize_t w = n ? write(p[i].in, script[i].p + fed[i], n) : 0;
        assert_true(w >= 0);
        fed[i] += (size_t)w;
        if (fed[i] == script[i].n) {
          close(p[i].in);
          p[i].in = -1;
        }
      }
      if (p[i].out >= 0 && fds[2 * i + 1].revents && !program_hear(&p[i], &got[i])) {
        close(p[i].out);
        p[i].out = -1;
        open_seats--;
      }
    }
    if (turn % 64 == 0) read_once(draft, &units, turn / 64, errors);
  }
}

static void check_sums(const int64_t sum[COUNT(shop_codes)]) {
  for (size_t i = 0; i < COUNT(shop_codes); i++) {
    char expected[32];
    char *query = xprintf("SELECT sum(qty) FROM fact WHERE code = '%s'", shop_codes[i]);
    snprintf(expected, sizeof expected, "%lld", (long long)(str_eq(shop_codes[i], "W") ? sum[i] * 1000 : sum[i]));
    world_expect(&shop, query, expected);
    free(query);
  }
}

static void test_four(void **state) {
  (void)state;
  static const char *const seats[SEATS] = {"s1", "s2", "s3", "s4"};
  const char *const words[] = {"receive", "--blind", "--draft", "four", "--ack", "--json", NULL};
  struct program p[SEATS];
  struct buf script[SEATS] = {0}, got[SEATS] = {0};
  int64_t sum[COUNT(shop_codes)] = {0}, id;
  char errors[128];
  snprintf(errors, sizeof errors, "%s/errors", shop.dir);
  ok(&shop, db_begin(shop.db, &shop.err));
  ok(&shop, draft_new(shop.db, &shop.err, "four", "receipt", "{\"mode\":\"blind\"}", "", &id));
  ok(&shop, db_commit(shop.db, &shop.err));
  for (size_t i = 0; i < SEATS; i++) {
    script_make(&script[i], sum);
    program_start(&p[i], &shop, seats[i], errors, words);
  }
  run_all(p, script, got, id, errors);
  for (size_t i = 0; i < SEATS; i++) {
    int status;
    assert_int_equal(waitpid(p[i].pid, &status, 0), p[i].pid);
    if (!WIFEXITED(status) || WEXITSTATUS(status)) fail_msg("%s ended with %x: %s", seats[i], (unsigned)status, got[i].p);
    assert_int_equal(count_of(got[i].p, "ack "), SCANS);
    assert_int_equal(count_of(got[i].p, "\nno "), 0);
    buf_free(&script[i]);
    buf_free(&got[i]);
  }
  check_sums(sum);
  world_expect(&shop, "SELECT count(*), count(DISTINCT seat || '/' || seat_n), max(n) FROM fact", "4000 4000 4000");
  world_expect(&shop, "PRAGMA integrity_check", "ok");
  struct buf said = {0};
  int e = open(errors, O_RDONLY | O_CLOEXEC);
  struct program file = {.out = e};
  while (program_hear(&file, &said)) continue;
  close(e);
  assert_null(strstr(said.p ? said.p : "", "busy"));
  assert_null(strstr(said.p ? said.p : "", "held by"));
  buf_free(&said);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(test_four, up, down)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
