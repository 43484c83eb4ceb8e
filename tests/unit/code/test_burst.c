/* burst: scanners are found, people are not taken for one. Times as measured on real guns and hands: spacings of 0–28 ms, typing with
 * medians of 60–180 ms, keys held down. What comes out is written as text: keys as they are, '\r' as $, '\t' as >, others as ^, a scan
 * <code>, <code?> guessed, <code!> again, BURST_BACK as {n}. */
#include "src/code/code.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { MS = 1000, ARROW = 0x110007 };

static struct buf seen;
static size_t scans, back, shown;
static int64_t key_at, out_at; /* when the last key came in, and when it came out */
static int64_t now;
static struct burst *b;
static enum burst_mode next_mode; /* set by the listener at a '/' */

static void note(void *self, const struct burst_event *e) {
  assert_ptr_equal(self, &seen);
  if (e->kind == BURST_SCAN) {
    assert_int_equal(strlen(e->code), e->n);
    buf_printf(&seen, "<%s%s%s>", e->code, e->guessed ? "?" : "", e->again ? "!" : "");
    scans++;
  } else if (e->kind == BURST_BACK) {
    assert_true(e->back > 0 && e->back <= shown);
    shown -= e->back;
    back += e->back;
    buf_printf(&seen, "{%zu}", e->back);
  } else {
    char utf8[4];
    uint32_t c = e->key == '\r' ? '$' : e->key == '\t' ? '>' : e->key >= 0x110000 || e->mods ? '^' : e->key;
    buf_add(&seen, utf8, utf8_put(utf8, c));
    shown++;
    key_at = e->at;
    out_at = now;
    if (c == '/') burst_set_mode(b, next_mode);
  }
}

static void expect(const char *what) {
  assert_string_equal(seen.p ? seen.p : "", what);
  buf_clear(&seen);
  buf_adds(&seen, "");
}

static const struct burst_opts plain = {"", true, 30 * MS, 80 * MS, 40 * MS, 6};

static void start(const struct burst_opts *opts, enum burst_mode mode) {
  buf_clear(&seen);
  buf_adds(&seen, "");
  scans = back = shown = 0;
  now = 1000000;
  burst_free(b);
  b = burst_new(opts);
  burst_set_mode(b, mode);
}

/* As a loop that is never late: it wakes when something waits. */
static void pass(int64_t until) {
  while (burst_deadline(b) <= until) {
    int64_t due = burst_deadline(b);
    if (due > now) now = due;
    burst_tick(b, now, note, &seen);
    assert_true(burst_deadline(b) > now); /* else the loop would turn for ever */
  }
  now = until;
}

static void key(uint32_t c, int64_t gap) {
  pass(now + gap);
  burst_feed(b, c, 0, now, false, note, &seen);
}

/* `first` before the first character, `gap` before each other. */
static void type(const char *text, int64_t first, int64_t gap) {
  for (const char *p = text, *end = text + strlen(text); p < end;) {
    bool is_first = p == text;
    key(utf8_next(&p, end), is_first ? first : gap);
  }
}

static int end(void **state) {
  (void)state;
  burst_free(b);
  b = NULL;
  buf_free(&seen);
  return 0;
}

static uint64_t seed;
static int64_t dice(int64_t from, int64_t to) {
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return from + (int64_t)((seed >> 33) % (uint64_t)(to - from + 1));
}

static void some_gtin(char gtin[15]) {
  static const size_t lengths[] = {8, 12, 13, 14};
  size_t n = lengths[dice(0, 3)];
  memcpy(gtin, "123", 3);
  for (size_t i = 3; i < n - 1; i++) gtin[i] = (char)dice('0', '9');
  gtin[n - 1] = gtin_check_digit(gtin, n - 1);
  gtin[n] = 0;
}

/* Every scan at every spacing, with Enter, with Tab, without; nothing of it acts as a command, all of it is taken back out of a field. */
static void scanners(void **state) {
  (void)state;
  static const int64_t spacing[] = {0, 1, 2, 5, 10, 15, 20, 25, 28, 30};
  static const char *const suffixes[] = {"\r", "\t", "", "\r\r"};
  seed = 1;
  for (size_t i = 0; i < COUNT(spacing); i++) {
    for (size_t s = 0; s < COUNT(suffixes); s++) {
      for (int round = 0; round < 20; round++) {
        char gtin[15], want[40];
        some_gtin(gtin);
        start(&plain, round % 2 ? BURST_TEXT : BURST_COMMANDS);
        type(gtin, 0, spacing[i] * MS);
        type(suffixes[s], spacing[i] * MS, spacing[i] * MS);
        pass(now + 1000 * MS);
        snprintf(want, sizeof want, "<%s?>", gtin);
        assert_non_null(strstr(seen.p, want));
        assert_int_equal(scans, 1);
        assert_int_equal(shown, 0);
        assert_int_equal(back, round % 2 ? strlen(gtin) : 0);
      }
    }
  }
}

/* A network that delays each character by up to 20 ms, in order. */
static void jitter(void **state) {
  (void)state;
  seed = 2;
  for (int round = 0; round < 1000; round++) {
    char gtin[15];
    some_gtin(gtin);
    start(&plain, BURST_TEXT);
    int64_t begun = now;
    for (size_t i = 0; gtin[i]; i++) {
      int64_t at = begun + (int64_t)i * 5 * MS + dice(0, 20 * MS);
      key((unsigned char)gtin[i], at > now ? at - now : 0);
    }
    key('\r', dice(0, 25 * MS));
    assert_int_equal(scans, 1);
    assert_int_equal(shown, 0);
  }
}

/* Nobody types like a gun: each gap is the median of that hand, half to twice. */
static void hands(void **state) {
  (void)state;
  static const int64_t median[] = {60, 80, 120, 180};
  seed = 3;
  for (size_t i = 0; i < COUNT(median); i++) {
    for (int round = 0; round < 500; round++) {
      char gtin[15];
      some_gtin(gtin);
      start(&plain, round % 2 ? BURST_TEXT : BURST_COMMANDS);
      for (size_t k = 0; gtin[k]; k++) key((unsigned char)gtin[k], median[i] * MS * dice(50, 200) / 100);
      key('\r', median[i] * MS * dice(50, 200) / 100);
      pass(now + 1000 * MS);
      assert_int_equal(scans, 0);
      assert_int_equal(seen.n, strlen(gtin) + 1);
      assert_memory_equal(seen.p, gtin, strlen(gtin));
    }
  }
}

/* A key held down is never a scan, and from its second repeat on it waits for nothing. */
static void held_key(void **state) {
  (void)state;
  for (int64_t repeat = 0; repeat <= 40; repeat += 4) {
    for (enum burst_mode mode = BURST_COMMANDS; mode <= BURST_TEXT; mode++) {
      start(&plain, mode);
      key('j', 0);
      for (int i = 0; i < 30; i++) {
        key('j', (i == 0 ? 400 : repeat) * MS);
        if (i >= 2) assert_int_equal(seen.n, (size_t)i + 2);
        if (i >= 2) assert_int_equal(key_at, out_at);
      }
      key('\r', 10 * MS);
      expect("jjjjjjjjjjjjjjjjjjjjjjjjjjjjjjj$");
      assert_int_equal(scans, 0);
    }
  }
}

/* In a list a letter waits 40 ms for company, not longer; two hands at once a little. */
static void commands(void **state) {
  (void)state;
  start(&plain, BURST_COMMANDS);
  key('j', 0);
  expect("");
  assert_int_equal(burst_deadline(b), now + 40 * MS);
  pass(now + 40 * MS - 1);
  expect("");
  pass(now + 1);
  expect("j");
  assert_int_equal(key_at, now - 40 * MS);
  pass(now + 100 * MS);
  assert_int_equal(burst_deadline(b), INT64_MAX);
  type("jk", 0, 45 * MS); /* no gun: each has its own 40 ms */
  expect("j");
  pass(now + 40 * MS);
  expect("k");
  type("jk", 200 * MS, 20 * MS); /* may be a gun: until it is silent */
  pass(now + 99 * MS);
  expect("");
  pass(now + 1 * MS);
  expect("jk");
  type("jkx", 200 * MS, 20 * MS); /* an order is kept: what waited goes before */
  key(ARROW, 5 * MS);
  expect("jkx^");
  type("5", 200 * MS, 0);
  key('\r', 10 * MS);
  expect("5$");
  key('\r', 10 * MS);
  key('\t', 500 * MS);
  expect("$>");
}

static void fields(void **state) {
  (void)state;
  start(&plain, BURST_TEXT);
  type("ab", 0, 50 * MS);
  expect("ab");
  type("6901234567892", 100 * MS, 3 * MS);
  expect("6901234567892");
  key('\r', 3 * MS);
  expect("{13}<6901234567892?>");
  /* without its end and with a wrong check digit it is typing */
  type("6901234567891", 500 * MS, 3 * MS);
  pass(now + 500 * MS);
  expect("6901234567891");
  type("6901234567891\t", 500 * MS, 3 * MS); /* its end says enough */
  expect("6901234567891{13}<6901234567891?>");
  type("AB-12c \x1Dx\r", 500 * MS, 3 * MS); /* letters, blanks and GS are in codes */
  expect("AB-12c \x1Dx{9}<AB-12c \x1Dx?>");
  /* too short, too few different, too late an end, too long a gap, too slow */
  type("12345\r", 500 * MS, 3 * MS);
  expect("12345$");
  type("12121212\r", 500 * MS, 3 * MS);
  expect("12121212$");
  type("6901234567891", 500 * MS, 3 * MS);
  key('\r', 100 * MS);
  expect("6901234567891$");
  type("690123", 500 * MS, 3 * MS);
  type("456789\r", 81 * MS, 3 * MS);
  expect("690123456789{6}<456789?>");
  type("690123", 500 * MS, 3 * MS);
  type("456789\r", 80 * MS, 3 * MS);
  expect("690123456789{12}<690123456789?>");
  type("6901234567892\r", 500 * MS, 31 * MS);
  expect("6901234567892$");
  /* a Chinese character or another key between: two halves, typed */
  type("690123饮567892", 500 * MS, 3 * MS);
  key(ARROW, 3 * MS);
  expect("690123饮567892^");
  assert_int_equal(burst_deadline(b), INT64_MAX);
  burst_feed(b, 'u', 1, now, false, note, &seen);
  expect("^");
}

/* Other codes whose check digit tells them without an end, and some which have none. */
static void check_digits(void **state) {
  (void)state;
  static const struct {
    const char *code;
    bool found;
  } rows[] = {
      {"95012346", true},
      {"614141007349", true},
      {"10614141543219", true},
      {"376104250021234569", true}, /* SSCC, GS1's own example */
      {"00376104250021234569", true},
      {"0110614141543219"
       "10ABC",
       true},
      {"]E06901234567892", true},
      {"]C10110614141543219"
       "10ABC",
       true},
      {"376104250021234568", false},
      {"00376104250021234568", false},
      {"0110614141543218"
       "10ABC",
       false},
      {"0210614141543219"
       "10ABC",
       false},
      {"ABC-12345", false},
      {"00A76104250021234569", false},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    start(&plain, BURST_COMMANDS);
    type(rows[i].code, 0, 4 * MS);
    pass(now + 99 * MS);
    expect("");
    pass(now + 1 * MS);
    assert_int_equal(scans, rows[i].found);
    assert_int_equal(shown, rows[i].found ? 0 : strlen(rows[i].code));
  }
  struct burst_opts none = plain; /* the gun sends no end: silence is one */
  none.suffix = false;
  start(&none, BURST_COMMANDS);
  type("ABC-12345", 0, 4 * MS);
  pass(now + 100 * MS);
  expect("<ABC-12345?>");
  type("ABC-12345\r", 500 * MS, 4 * MS); /* if it sends one all the same, it answers nothing */
  expect("<ABC-12345?>");
  type("ABC-1", 500 * MS, 4 * MS);
  pass(now + 100 * MS);
  expect("ABC-1");
}

/* One or two keys typed just before the trigger are told from the code by its check digit. */
static void typed_before(void **state) {
  (void)state;
  start(&plain, BURST_COMMANDS);
  key('j', 0);
  type("6901234567892\r", 35 * MS, 2 * MS);
  expect("j<6901234567892?>");
  type("jk", 500 * MS, 20 * MS);
  type("6901234567892", 60 * MS, 2 * MS);
  pass(now + 100 * MS);
  expect("jk<6901234567892?>");
  start(&plain, BURST_TEXT);
  key('1', 0);
  type("6901234567892\r", 35 * MS, 2 * MS);
  expect("16901234567892{13}<6901234567892?>");
}

static void doubled(void **state) {
  (void)state;
  start(&plain, BURST_COMMANDS);
  type("6901234567892\r", 0, 2 * MS);
  type("6901234567892\r", 299 * MS, 2 * MS);
  type("6901234567892\r", 300 * MS, 2 * MS);
  expect("<6901234567892?><6901234567892?!><6901234567892?>");
  type("95012346\r", 100 * MS, 2 * MS);
  type("6901234567892\r", 100 * MS, 2 * MS);
  expect("<95012346?><6901234567892?>");
  /* a second Enter at once is of the suffix, a later one a person's, a third too */
  type("6901234567892\r\r\r", 1000 * MS, 2 * MS);
  expect("<6901234567892?>$");
  type("6901234567892\r\t", 1000 * MS, 2 * MS);
  key('\r', 31 * MS);
  expect("<6901234567892?>$");
  type("6901234567892\r", 1000 * MS, 2 * MS);
  key('\r', 31 * MS);
  expect("<6901234567892?>$");
  type("6901234567892\r", 1000 * MS, 2 * MS);
  type("x\r", 5 * MS, 5 * MS);
  expect("<6901234567892?>x$");
}

static void framed(void **state) {
  (void)state;
  struct burst_opts aim = plain, sharp = plain;
  aim.prefix = "aim";
  sharp.prefix = "##";
  start(&aim, BURST_COMMANDS);
  type("]C1AB\r", 0, 900 * MS); /* as slow as it likes */
  expect("<]C1AB>");
  type("]E0饮料\r", 100 * MS, 50 * MS);
  expect("<]E0饮料>");
  burst_set_mode(b, BURST_TEXT);
  type("x]Q3hi\r", 500 * MS, 50 * MS); /* right behind a letter */
  expect("x]Q3hi{5}<]Q3hi>");
  burst_set_mode(b, BURST_COMMANDS);
  /* no identifier, nothing in it, its end a second late */
  type("]1x", 1000 * MS, 10 * MS);
  key(ARROW, 10 * MS);
  expect("]1x^");
  type("]E-", 0, 10 * MS);
  key(ARROW, 10 * MS);
  expect("]E-^");
  type("]E0\r", 0, 10 * MS);
  expect("]E0$");
  type("]E0690", 500 * MS, 10 * MS);
  pass(now + 1000 * MS - 1);
  expect("");
  pass(now + 1);
  expect("]E0690");
  type("]E06901234567892", 500 * MS, 200 * MS); /* a check digit makes up for it */
  pass(now + 1000 * MS);
  expect("<]E06901234567892>");
  type("]]E0690\r", 500 * MS, 10 * MS);
  expect("]<]E0690>");
  type("]E0690\r", 50 * MS, 10 * MS);
  expect("<]E0690!>");
  /* where guns frame, a burst without a frame needs its check digit */
  type("ABC-12345\r", 500 * MS, 2 * MS);
  expect("ABC-12345$");
  type("6901234567892\r", 500 * MS, 2 * MS);
  expect("<6901234567892?>");

  start(&sharp, BURST_COMMANDS);
  type("##a\r", 0, 200 * MS);
  expect("<a>");
  type("#a", 200 * MS, 10 * MS);
  pass(now + 100 * MS);
  expect("#a");
  type("##a#b\t", 200 * MS, 10 * MS);
  expect("<a#b>");
  type("######", 200 * MS, 30 * MS); /* held down */
  expect("######");
  sharp.suffix = false;
  start(&sharp, BURST_TEXT);
  type("##a-b", 0, 50 * MS);
  pass(now + 200 * MS - 1);
  expect("##a-b");
  pass(now + 1);
  expect("{5}<a-b>");
}

/* The loop slept: what was typed meanwhile comes at once, and only a check digit or a frame tells. */
static void stalled(void **state) {
  (void)state;
  static const struct {
    const char *prefix, *typed, *out;
  } rows[] = {
      {"", "hello world\r", "hello world$"},
      {"", "6901234567892\r", "<6901234567892?>"},
      {"", "6901234567891\r", "6901234567891$"},
      {"", "jjkk", "jjkk"},
      {"aim", "]C1AB\r", "<]C1AB>"},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    struct burst_opts opts = plain;
    opts.prefix = rows[i].prefix;
    start(&opts, BURST_COMMANDS);
    for (const char *p = rows[i].typed; *p; p++) burst_feed(b, (unsigned char)*p, 0, now, true, note, &seen);
    pass(now + 100 * MS);
    expect(rows[i].out);
  }
  /* a scan whose middle was read late is one scan */
  start(&plain, BURST_COMMANDS);
  type("690123", 0, 2 * MS);
  now += 400 * MS;
  for (const char *p = "4567892\r"; *p; p++) burst_feed(b, (unsigned char)*p, 0, now, true, note, &seen);
  expect("<6901234567892?>");
  /* and the next burst is judged by its times again */
  type("ABC-12345\r", 500 * MS, 2 * MS);
  expect("<ABC-12345?>");
}

/* A key opens a field while the next ones wait: they go there, and are taken back from there. */
static void mode_changes(void **state) {
  (void)state;
  start(&plain, BURST_COMMANDS);
  next_mode = BURST_TEXT;
  type("/ab", 0, 20 * MS);
  expect("");
  pass(now + 100 * MS);
  expect("/ab");
  key('c', 0);
  expect("c");
  burst_set_mode(b, BURST_COMMANDS);
  type("69012", 500 * MS, 2 * MS);
  burst_set_mode(b, BURST_TEXT);
  expect("");
  assert_true(burst_deadline(b) <= now);
  pass(now);
  expect("69012");
  type("34567892\r", 2 * MS, 2 * MS);
  expect("34567892{13}<6901234567892?>");
}

/* Longer than any code: one scan of what code_read refuses, no character of it acts. A clock set back holds nothing for ever. */
static void bounds(void **state) {
  (void)state;
  start(&plain, BURST_COMMANDS);
  for (size_t i = 0; i < 10000; i++) key('a' + (uint32_t)i % 26, 1 * MS);
  expect("");
  key('\r', 1 * MS);
  assert_int_equal(scans, 1);
  assert_int_equal(shown, 0);
  assert_int_equal(seen.n, 4097 + strlen("<?>"));
  start(&plain, BURST_TEXT);
  for (size_t i = 0; i < 10000; i++) key('a' + (uint32_t)i % 26, 1 * MS);
  assert_int_equal(shown, 10000);
  key('\r', 1 * MS);
  assert_int_equal(scans, 1);
  assert_int_equal(shown, 0);
  start(&plain, BURST_COMMANDS);
  for (size_t i = 0; i < 10000; i++) key('j', 1 * MS);
  assert_int_equal(shown, 10000);
  type("ab", 500 * MS, 1 * MS);
  buf_clear(&seen);
  burst_tick(b, 5, note, &seen);
  expect("ab");
  assert_int_equal(burst_deadline(b), INT64_MAX);
}

/* A loop that reads the first half of a code, is busy for `busy`, and then reads what came meanwhile. more: it found that before it
 * waited again; else it slept past the end of its wait, as when the machine stands still. */
static void halves(int64_t busy, bool more, const char *what) {
  const char *code = "6921112000068\r";
  struct stall stall = {0};
  start(&plain, BURST_COMMANDS);
  stall_wait(&stall, b, now, 40 * MS, false);
  bool late = stall_read(&stall, now);
  for (int i = 0; i < 5; i++) burst_feed(b, (uint32_t)code[i], 0, now, late, note, &seen);
  if (!more) stall_wait(&stall, b, now, burst_deadline(b) - now, false);
  now += busy;
  if (more) stall_wait(&stall, b, now, 0, true);
  late = stall_read(&stall, now);
  for (int i = 5; code[i]; i++) burst_feed(b, (uint32_t)code[i], 0, now, late, note, &seen);
  pass(now + 1000 * MS);
  expect(what);
}

static void nobody_looked(void **state) {
  (void)state;
  for (int64_t busy = 0; busy <= 3000; busy += 5) {
    halves(busy * MS, true, "<6921112000068?>");
    if (busy <= 80 || busy > 101) halves(busy * MS, false, "<6921112000068?>"); /* between, it is a pause like any other */
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_teardown(scanners, end),     cmocka_unit_test_teardown(jitter, end),
      cmocka_unit_test_teardown(hands, end),        cmocka_unit_test_teardown(held_key, end),
      cmocka_unit_test_teardown(commands, end),     cmocka_unit_test_teardown(fields, end),
      cmocka_unit_test_teardown(check_digits, end), cmocka_unit_test_teardown(typed_before, end),
      cmocka_unit_test_teardown(doubled, end),      cmocka_unit_test_teardown(framed, end),
      cmocka_unit_test_teardown(stalled, end),      cmocka_unit_test_teardown(mode_changes, end),
      cmocka_unit_test_teardown(bounds, end),       cmocka_unit_test_teardown(nobody_looked, end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
