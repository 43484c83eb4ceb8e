/* kill -9 among scans on the dock: what the terminal was shown as received is in the file, and at most the one scan that was under way
 * besides. */
#include "tests/screen/harness.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { ROUNDS = 20, SCANS_MOST = 12, SEED = 20261124 };
static struct shop shop;

static int up(void **state) {
  (void)state;
  shop_make(&shop);
  return 0;
}

static int down(void **state) {
  (void)state;
  shop_free(&shop);
  return 0;
}

static uint64_t next(uint64_t n) {
  static uint64_t seed = SEED;
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return (seed >> 33) % n;
}

static long long in_file(void) {
  static const char *const words[] = {"--as", "lin", "draft", "R-0001", "--json", NULL};
  char *out = shop_run(&shop, "", words);
  struct err err;
  struct js *js = js_parse(out, strlen(out), &err);
  int64_t units;
  assert_non_null(js);
  assert_true(js_int(js_get(js, "units"), &units));
  js_free(js);
  free(out);
  return units;
}

/* "received 46" of the line of sums, as it was painted last. */
static long long painted(struct tty *t) {
  struct buf b = {0};
  long long n = -1;
  tty_row(t, t->rows - 3, &b);
  tty_row(t, t->rows - 4, &b);
  char *at = strstr(b.p, "received "), *p;
  if (at) {
    for (p = at + strlen("received "), n = 0; (*p >= '0' && *p <= '9') || *p == ','; p++)
      if (*p != ',') n = n * 10 + *p - '0';
  }
  buf_free(&b);
  return n;
}

/* The killed one may have drawn half a picture: what counts is the last whole one, the one before the idle mark, or more. */
static void one_round(int round, long long *total) {
  static const char *const codes[] = {"6951105000058", "6921112000068", "712019000079", "6961126000081"};
  static const char *const args[] = {"--lang", "en", NULL};
  const struct tty_opts o = {.args = args};
  struct tty t;
  int status;
  tty_start(&t, &shop, &o);
  tty_play(&t, "r Enter");
  assert_int_equal(painted(&t), *total);
  for (uint64_t n = next(SCANS_MOST); n > 0; n--) {
    tty_scan(&t, codes[next(COUNT(codes))]);
    tty_settle(&t);
    ++*total;
    assert_int_equal(painted(&t), *total);
  }
  tty_scan(&t, codes[next(COUNT(codes))]);
  while (t.out_at < t.out.n) tty_pump(&t, 1000);
  for (volatile uint64_t turns = next(40000000); turns; turns--) continue;
  assert_int_equal(kill(t.pid, SIGKILL), 0);
  uint64_t marks = t.marks;
  while (!t.gone) tty_pump(&t, 1000);
  assert_int_equal(waitpid(t.pid, &status, 0), t.pid);
  t.pid = 0;
  long long file = in_file(), shown = t.marks > marks ? painted(&t) : *total;
  if (file < shown || file < *total || file > *total + 1)
    fail_msg("round %d: %lld settled, %lld shown at the end, %lld in the file", round, *total, shown, file);
  *total = file;
  tty_free(&t);
}

static void test_killed(void **state) {
  (void)state;
  static const char *const words[] = {"--as", "lin", "check", NULL};
  long long total = 0;
  for (int round = 0; round < ROUNDS; round++) one_round(round, &total);
  assert_in_range(total, ROUNDS, ROUNDS * (SCANS_MOST + 1));
  free(shop_run(&shop, "", words));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_killed)};
  return cmocka_run_group_tests(tests, up, down);
}
