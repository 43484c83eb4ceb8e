/* Two terminals on one delivery: each sees the other's lines without a key being pressed, and by name; what one ends the other is told.
 * Real time: nothing is typed where something is waited for. */
#include "tests/screen/harness.h"

#include <string.h>

static struct shop shop;
static struct tty lin, chen;

static int up(void **state) {
  (void)state;
  static const char *const english[] = {"--lang", "en", NULL}, *const chinese[] = {"--lang", "zh", NULL};
  const struct tty_opts one = {.real_clock = true, .args = english},
                        two = {.real_clock = true, .args = chinese, .as = "chen", .seat = "dock2"};
  shop_make(&shop);
  tty_start(&lin, &shop, &one);
  tty_start(&chen, &shop, &two);
  return 0;
}

static int down(void **state) {
  (void)state;
  tty_free(&lin);
  tty_free(&chen);
  shop_free(&shop);
  return 0;
}

static void send(struct tty *t, const char *bytes) {
  tty_bytes(t, bytes, strlen(bytes));
  tty_settle(t);
}

static void test_lines(void **state) {
  (void)state;
  send(&lin, "r");
  tty_wait(&lin, "ASN-0001");
  send(&lin, "\r");
  tty_wait(&lin, "R-0001 ASN-0001");
  send(&chen, "r");
  tty_wait(&chen, "R-0001"); /* the draft and who is in it stand in the list */
  tty_wait(&chen, "林岚 Lin");
  send(&chen, "\r");
  tty_wait(&chen, "R-0001 ASN-0001");
  send(&lin, "6951105000058\r");
  tty_wait(&lin, "+1: 1 of 20");
  tty_wait(&chen, "青渡口原味薯片 70g               20         1       19");
  tty_wait(&chen, "林岚");
  send(&chen, "6921112000068\r");
  tty_wait(&chen, "+1：1");
  tty_wait(&lin, "Dongli Court Salted Pean~        40         1       39");
  tty_wait(&lin, "陈望");
  send(&chen, "u");
  tty_wait(&lin, "Dongli Court Salted Pean~        40         0       40");
}

/* The last thing each did is its own to take back, not the other's. */
static void test_own_undo(void **state) {
  (void)state;
  send(&chen, "6921112000068\r");
  tty_wait(&lin, "Dongli Court Salted Pean~        40         1       39");
  send(&lin, "u");
  tty_wait(&chen, "青渡口原味薯片 70g               20         0       20");
  assert_true(tty_sees(&chen, "东篱院原味花生 70g               40         1       39"));
}

/* Ended under the other's hands: he is told at once by whom and as what, and what he scans then goes nowhere, which is told too. */
static void test_posted(void **state) {
  (void)state;
  send(&chen, "\033OQ"); /* about to post it himself */
  tty_wait(&chen, "F2");
  send(&lin, "\033OQ");
  tty_wait(&lin, "F2 Post");
  send(&lin, "\033OQ");
  tty_wait(&lin, "0412-A-000002");
  tty_wait(&chen, "林岚 Lin Lan 已把这批货过账为 0412-A-000002。这里不再收货。");
  send(&chen, "6921112000068\r");
  tty_wait(&chen, "! 6921112000068 没有收下。");
  send(&chen, "d");
  tty_wait(&chen, "! 林岚 Lin Lan 已把");
}

static void test_discarded(void **state) {
  (void)state;
  send(&lin, "\033[24~"); /* F12: the first page */
  send(&chen, "\033[24~");
  tty_wait(&chen, "今天");
  send(&lin, "rb");
  tty_wait(&lin, "Receive without");
  send(&lin, "\033OQ");
  tty_wait(&lin, "R-0002");
  tty_wait(&chen, "R-0002");
  send(&chen, "d");
  tty_wait(&chen, "林岚 Lin");
  send(&chen, "\r");
  tty_wait(&chen, "R-0002");
  send(&lin, "Dy");
  tty_wait(&chen, "林岚 Lin Lan 已作废这张草稿。这里不再收货。");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_lines), cmocka_unit_test(test_own_undo), cmocka_unit_test(test_posted),
                                     cmocka_unit_test(test_discarded)};
  return cmocka_run_group_tests(tests, up, down);
}
