/* A session's edges: the terminal goes away, is too small, changes; a restart comes back to the same place; the language switches live;
 * nobody gets past the sign-in. */
#include "tests/screen/harness.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

static struct shop made, shop;
static struct tty t;
static const char *const english[] = {"--lang", "en", NULL};
static const struct tty_opts plain = {.args = english};

static int all_up(void **state) {
  (void)state;
  shop_make(&made);
  return 0;
}

static int all_down(void **state) {
  (void)state;
  shop_free(&made);
  return 0;
}

static int up(void **state) {
  (void)state;
  shop_copy(&shop, &made);
  tty_start(&t, &shop, &plain);
  return 0;
}

static int down(void **state) {
  (void)state;
  tty_free(&t);
  shop_free(&shop);
  return 0;
}

static void again(const struct tty_opts *o) {
  tty_free(&t);
  tty_start(&t, &shop, o);
}

static void see(const char *text) {
  if (tty_sees(&t, text)) return;
  struct buf b = {0};
  tty_picture(&t, &b);
  print_error("%s", b.p);
  buf_free(&b);
  fail_msg("'%s' is not there", text);
}

static long long units(void) {
  static const char *const words[] = {"--as", "lin", "draft", "R-0001", "--json", NULL};
  char *out = shop_run(&shop, "", words);
  struct err err;
  struct js *js = js_parse(out, strlen(out), &err);
  int64_t n = -1;
  assert_non_null(js);
  assert_true(js_int(js_get(js, "units"), &n));
  js_free(js);
  free(out);
  return n;
}

/* It ends by itself, without turning round and round on a dead terminal, and what was scanned is there. */
static void test_hangup(void **state) {
  (void)state;
  struct rusage used;
  int status;
  tty_play(&t, "r Enter scan:6951105000058 scan:6921112000068");
  tty_hangup(&t);
  assert_int_equal(wait4(t.pid, &status, 0, &used), t.pid);
  t.pid = 0;
  assert_true(WIFEXITED(status));
  assert_int_equal(WEXITSTATUS(status), 0);
  assert_in_range(used.ru_utime.tv_sec, 0, 5);
  assert_int_equal(units(), 2);
  again(&plain);
  see("Deliveries > R-0001 ASN-0001"); /* where it was */
  tty_play(&t, "scan:6951105000058");
  assert_int_equal(units(), 3);
}

static void test_term(void **state) {
  (void)state;
  tty_play(&t, "r Enter scan:6951105000058");
  assert_int_equal(kill(t.pid, SIGTERM), 0);
  assert_int_equal(tty_end(&t), 0);
  assert_int_equal(units(), 1);
}

static void test_restart(void **state) {
  (void)state;
  tty_play(&t, "r / text:白露 Enter Down C-t");
  see("单号");
  tty_play(&t, "F12 Down F12 y");
  assert_int_equal(tty_end(&t), 0);
  again(&plain);
  see("Today"); /* what the line says is stronger than what was kept */
  tty_play(&t, "C-t F12 y");
  assert_int_equal(tty_end(&t), 0);
  again(&(struct tty_opts){0});
  see("今天"); /* the language too, and the first page since F12 put the rest away */
  tty_play(&t, "r / text:白露 Enter Down");
  struct buf before = {0}, after = {0};
  tty_row(&t, 4, &before);
  assert_non_null(strstr(before.p, "PO-0002"));
  assert_int_equal(kill(t.pid, SIGTERM), 0);
  assert_int_equal(tty_end(&t), 0);
  again(&(struct tty_opts){0});
  tty_row(&t, 4, &after);
  assert_string_equal(before.p, after.p); /* record and filter */
  assert_false(tty_sees(&t, "PO-0001"));
  buf_free(&before);
  buf_free(&after);
}

/* Too small: it says so, keys draw nothing wrong, scans are counted; large again, all is as it was. */
static void test_small(void **state) {
  (void)state;
  struct buf before = {0}, after = {0};
  tty_play(&t, "r Enter scan:6951105000058");
  tty_play(&t, "size:79x24");
  see("This needs 80x24; the window has 79x24.");
  tty_play(&t, "size:20x5 scan:6951105000058 size:1x1 scan:6921112000068 Down size:80x23");
  see("the window has 80x23.");
  tty_play(&t, "size:80x24");
  see("received 3 ");
  assert_int_equal(units(), 3);
  tty_picture(&t, &before);
  tty_play(&t, "size:500x60 size:80x24 C-l");
  tty_picture(&t, &after);
  assert_string_equal(before.p, after.p);
  buf_free(&before);
  buf_free(&after);
}

static void test_language(void **state) {
  (void)state;
  tty_play(&t, "r Enter");
  see("Expected");
  tty_play(&t, "C-t");
  see("应收");
  assert_false(tty_sees(&t, "Expected"));
  tty_play(&t, "C-t");
  see("Expected");
  assert_false(tty_sees(&t, "应收"));
}

/* A key, a scan, the palette: nothing opens before somebody signed in, and a PIN is never shown. */
static void test_signin(void **state) {
  (void)state;
  const struct tty_opts nobody = {.args = english, .as = ""};
  char steps[64];
  again(&nobody);
  see("Sign in");
  tty_play(&t, "scan:6951105000058 C-p text:home Enter Esc C-p text:log Enter F9 Esc F3");
  see("Sign in");
  assert_false(tty_sees(&t, "Last backup"));
  snprintf(steps, sizeof steps, "C-u text:%s", shop_pin(&shop, "chen"));
  tty_play(&t, steps);
  struct buf row = {0};
  tty_row(&t, t.cursor_row, &row);
  assert_null(strstr(row.p, shop_pin(&shop, "chen")));
  buf_free(&row);
  tty_play(&t, "Enter");
  see("Today");
  see("Chen Wang");
  tty_play(&t, "C-o");
  see("Sign in");
  assert_false(tty_sees(&t, "Last backup"));
}

/* A slow terminal: the answer of the size of a sign comes with keys before it; nothing typed is lost. */
static void test_console(void **state) {
  (void)state;
  static const char *const linux_console[] = {"TERM=linux", NULL};
  const struct tty_opts o = {.args = (const char *const[]){"--lang", "zh", NULL}, .env = linux_console};
  again(&o);
  see("Deliveries"); /* it cannot show Chinese: English and plain signs */
  see("This terminal cannot show Chinese");
  tty_play(&t, "C-t");
  see("This terminal cannot show Chinese.");
  tty_play(&t, "r Enter v");
  see("+- About the delivery");
}

static void test_paste(void **state) {
  (void)state;
  tty_play(&t, "r Enter paste:6951105000058");
  see("What was pasted was not taken");
  tty_play(&t, "v paste:王_师傅");
  see("王 师傅");
  tty_play(&t, "F2");
  assert_int_equal(units(), 0);
}

#define test(name) cmocka_unit_test_setup_teardown(name, up, down)
int main(void) {
  const struct CMUnitTest tests[] = {test(test_hangup),   test(test_term),   test(test_restart), test(test_small),
                                     test(test_language), test(test_signin), test(test_console), test(test_paste)};
  return cmocka_run_group_tests(tests, all_up, all_down);
}
