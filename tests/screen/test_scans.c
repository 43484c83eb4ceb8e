/* Scans as fast as the terminal takes them, among keys of a person, into open questions and half-typed fields, while the size changes:
 * every one is counted, none answers a question, none stays in a field. SCANS sets how many (a tenth of them in `make check`). */
#include "tests/screen/harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SCANS = 1000, FLUSH = 65536, SEED = 20261124, CODES = 10 };
static const char *const codes[CODES] = {"6951105000058", "6921112000068", "712019000079",  "6961126000081", "6931103000090",
                                         "6951115000154", "6921122000164", "6961106000339", "6931123002999", "6999999999997"};
static struct shop made;

static int up(void **state) {
  (void)state;
  shop_make(&made);
  return 0;
}

static int down(void **state) {
  (void)state;
  shop_free(&made);
  return 0;
}

static size_t wanted(void) {
  const char *text = getenv("SCANS");
  return text ? strtoul(text, NULL, 10) : SCANS;
}

static uint64_t next(uint64_t n) {
  static uint64_t seed = SEED;
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return (seed >> 33) % n;
}

/* ---- what is counted so far, by the command line */
static const struct js *line_of(const struct js *lines, const char *code) {
  for (size_t i = 0; i < js_count(lines); i++) {
    const struct js *l = js_at(lines, i);
    if (str_eq(js_text(js_get(l, "code"), ""), code)) return l;
  }
  return NULL;
}

static void expect_counts(const struct shop *shop, const char *draft, const int64_t *count) {
  const char *const words[] = {"--as", "lin", "draft", draft, "--json", NULL};
  char *out = shop_run(shop, "", words);
  struct err err;
  struct js *js = js_parse(out, strlen(out), &err);
  assert_non_null(js);
  for (int i = 0; i < CODES; i++) {
    const struct js *l = line_of(js_get(js, "lines"), codes[i]);
    int64_t got = 0;
    if (l) assert_true(num_parse(js_text(js_get(l, "received"), ""), 0, &got));
    if (got != count[i]) fail_msg("%s: scanned %lld, counted %lld", codes[i], (long long)count[i], (long long)got);
  }
  js_free(js);
  free(out);
}

static int64_t scanned[CODES];

static void scan(struct tty *t) {
  size_t i = next(CODES);
  scanned[i]++;
  tty_scan(t, codes[i]);
  if (t->out.n > FLUSH) tty_settle(t);
}

static void scan_some(struct tty *t) {
  for (uint64_t n = 1 + next(3); n > 0; n--) scan(t);
}

static void must_see(struct tty *t, const char *text) {
  tty_settle(t);
  if (tty_sees(t, text)) return;
  struct buf b = {0};
  tty_picture(t, &b);
  fail_msg("'%s' is not there\n%s", text, b.p);
}

/* ---- what a person does between and around scans */
static void moves(struct tty *t) {
  static const char *const keys[] = {"Down", "Up", "PgDn", "PgUp", "End", "Home", "x", "x", "F5", "C-l", "C-t", "C-t"};
  for (uint64_t n = 1 + next(4); n > 0; n--) tty_key(t, keys[next(COUNT(keys))]);
}

static void times_five(struct tty *t) {
  size_t i = next(CODES);
  tty_type(t, "5*");
  scanned[i] += 5;
  tty_scan(t, codes[i]);
}

/* A number nobody ended is no part of the code that follows it. */
static void half_number(struct tty *t) {
  tty_type(t, "12");
  scan(t);
}

static void question(struct tty *t) {
  tty_key(t, "D");
  scan_some(t);
  must_see(t, "Discard all that was scanned here?");
  tty_key(t, "Down"); /* onto Yes: an Enter of a scan would discard the draft */
  scan_some(t);
  must_see(t, "Discard all that was scanned here?");
  tty_key(t, next(2) ? "n" : "Esc");
  scan_some(t);
}

static void prompt(struct tty *t) {
  tty_key(t, "r");
  tty_type(t, "AB");
  scan_some(t);
  tty_type(t, "CD");
  must_see(t, "Reason for the difference of this line: ABCD ");
  tty_key(t, "Esc");
}

static void form(struct tty *t) {
  tty_key(t, "v");
  tty_type(t, "王");
  scan(t);
  tty_type(t, "师傅");
  must_see(t, "王师傅  ");
  tty_key(t, "Esc");
  tty_key(t, "Esc");
}

/* What is only read, and the way to somewhere else, stand in no scan's way: the dock is there again with it. */
static void palette(struct tty *t) {
  tty_key(t, ":");
  tty_type(t, "lo");
  must_see(t, ":lo  ");
  scan_some(t);
  must_see(t, " > R-0001 ASN-0001 ");
}

static void finish(struct tty *t) {
  tty_key(t, "F2");
  scan(t); /* there is more after all: back to the dock with it */
}

static void size(struct tty *t) {
  static const int sizes[][2] = {{24, 80}, {43, 132}, {10, 40}, {60, 200}, {23, 80}, {24, 79}};
  size_t i = next(COUNT(sizes));
  tty_settle(t);
  tty_resize(t, sizes[i][0], sizes[i][1]);
  scan_some(t);
  tty_settle(t);
  tty_resize(t, 24, 80);
}

static void in_english(struct tty *t) {
  tty_settle(t);
  if (!tty_sees(t, "EN ")) tty_key(t, "C-t");
  if (tty_sees(t, "No exceptions")) tty_key(t, "x");
}

static void test_mixed(void **state) {
  (void)state;
  static void (*const doings[])(struct tty *) = {moves, times_five, half_number, question, prompt, form, palette, finish, size};
  struct shop shop;
  struct tty t;
  static const char *const args[] = {"--lang", "en", NULL};
  const struct tty_opts o = {.args = args};
  shop_copy(&shop, &made);
  tty_start(&t, &shop, &o);
  tty_play(&t, "r Enter");
  memset(scanned, 0, sizeof scanned);
  scan(&t);
  for (size_t total = wanted(), n = 0; n < total; n += 8) {
    for (int i = 0; i < 6; i++) scan(&t);
    in_english(&t);
    doings[next(COUNT(doings))](&t);
  }
  tty_settle(&t);
  expect_counts(&shop, "R-0001", scanned); /* while it runs */
  tty_play(&t, "F12 F12 y");
  assert_int_equal(tty_end(&t), 0);
  expect_counts(&shop, "R-0001", scanned);
  tty_free(&t);
  shop_free(&shop);
}

/* Bytes alone, no stamps: real time, in which the program may fall behind and cannot tell a gun by its pace. */
static void test_flood(void **state) {
  (void)state;
  struct shop shop;
  struct tty t;
  const struct tty_opts o = {.real_clock = true};
  shop_copy(&shop, &made);
  tty_start(&t, &shop, &o);
  tty_bytes(&t, "r", 1);
  tty_wait(&t, "ASN-0001");
  tty_bytes(&t, "\r", 1);
  tty_wait(&t, "R-0001");
  memset(scanned, 0, sizeof scanned);
  for (size_t total = wanted(), n = 0; n < total; n++) {
    size_t i = next(CODES);
    scanned[i]++;
    tty_bytes(&t, codes[i], strlen(codes[i]));
    tty_bytes(&t, "\r", 1);
  }
  tty_settle(&t);
  expect_counts(&shop, "R-0001", scanned);
  tty_free(&t);
  shop_free(&shop);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_mixed), cmocka_unit_test(test_flood)};
  return cmocka_run_group_tests(tests, up, down);
}
