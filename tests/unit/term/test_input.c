/* input: every sequence of every terminal, whole and in two parts at every byte; ESC by time; UTF-8; pastes; noise; stamps. What came is
 * written as text, "C-a Enter [paste]". The sequences stand in the terminfo entries of xterm, linux, putty, rxvt, vt100 and tmux. */
#include "ui/term/term.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { ESC_WAIT = 50000, SEQ_WAIT = 500000 };

static struct buf seen;
static int64_t last_at;
static bool last_cut;

static void note(void *self, const struct input_event *e) {
  char name[16];
  assert_ptr_equal(self, &seen);
  if (seen.n > 0) buf_addc(&seen, ' ');
  if (e->kind == INPUT_KEY) {
    assert_string_not_equal(key_name(name, sizeof name, &e->key), "");
    buf_adds(&seen, name);
  } else {
    buf_printf(&seen, "[%.*s]", (int)e->n, e->text);
  }
  last_at = e->key.at;
  last_cut = e->cut;
}

static void clear(void) {
  buf_clear(&seen);
  buf_adds(&seen, "");
}

static void feed(struct input *in, const char *bytes, size_t n, int64_t at) {
  input_feed(in, bytes, n, at, note, &seen);
}

static void feeds(struct input *in, const char *text, int64_t at) {
  feed(in, text, strlen(text), at);
}

static void tick(struct input *in, int64_t now) {
  input_tick(in, now, note, &seen);
}

/* What was seen since the last time, and all of it. */
static void expect(const char *what) {
  assert_string_equal(seen.p ? seen.p : "", what);
  clear();
}

static struct input *fresh(void) {
  clear();
  return input_new(ESC_WAIT, SEQ_WAIT);
}

static int end(void **state) {
  (void)state;
  buf_free(&seen);
  return 0;
}

static const struct {
  const char *bytes, *keys;
} sequences[] = {
    /* cursor: normal, application, rxvt with shift and ctrl, xterm with modifiers, an older form */
    {"\033[A", "Up"},
    {"\033[B", "Down"},
    {"\033[C", "Right"},
    {"\033[D", "Left"},
    {"\033OA", "Up"},
    {"\033OB", "Down"},
    {"\033OC", "Right"},
    {"\033OD", "Left"},
    {"\033[a", "S-Up"},
    {"\033[d", "S-Left"},
    {"\033Oa", "C-Up"},
    {"\033Oc", "C-Right"},
    {"\033[1;5A", "C-Up"},
    {"\033[1;2C", "S-Right"},
    {"\033[1;3D", "A-Left"},
    {"\033[1;6B", "C-S-Down"},
    {"\033[1;8B", "C-A-S-Down"},
    {"\033[1;9A", "A-Up"},
    {"\033O5C", "C-Right"},
    {"\033O1;2P", "S-F1"},
    /* editing: xterm, linux, rxvt, vt */
    {"\033[H", "Home"},
    {"\033[F", "End"},
    {"\033OH", "Home"},
    {"\033OF", "End"},
    {"\033[1~", "Home"},
    {"\033[4~", "End"},
    {"\033[7~", "Home"},
    {"\033[8~", "End"},
    {"\033[2~", "Ins"},
    {"\033[3~", "Del"},
    {"\033[5~", "PgUp"},
    {"\033[6~", "PgDn"},
    {"\033[3;5~", "C-Del"},
    {"\033[1;5H", "C-Home"},
    {"\033[3$", "S-Del"},
    {"\033[5^", "C-PgUp"},
    {"\033[6@", "C-S-PgDn"},
    {"\033[Z", "BackTab"},
    /* function keys: xterm and vt100 */
    {"\033OP", "F1"},
    {"\033OQ", "F2"},
    {"\033OR", "F3"},
    {"\033OS", "F4"},
    {"\033[15~", "F5"},
    {"\033[17~", "F6"},
    {"\033[18~", "F7"},
    {"\033[19~", "F8"},
    {"\033[20~", "F9"},
    {"\033[21~", "F10"},
    {"\033[23~", "F11"},
    {"\033[24~", "F12"},
    {"\033[1;2P", "S-F1"},
    {"\033[1;5S", "C-F4"},
    {"\033[15;5~", "C-F5"},
    {"\033[24;2~", "S-F12"},
    {"\033[P", "F1"},
    /* linux */
    {"\033[[A", "F1"},
    {"\033[[B", "F2"},
    {"\033[[C", "F3"},
    {"\033[[D", "F4"},
    {"\033[[E", "F5"},
    /* putty, rxvt */
    {"\033[11~", "F1"},
    {"\033[12~", "F2"},
    {"\033[13~", "F3"},
    {"\033[14~", "F4"},
    {"\033[11^", "C-F1"},
    {"\033[24@", "C-S-F12"},
    /* putty as VT400 and VT100+ */
    {"\033OT", "F5"},
    {"\033OU", "F6"},
    {"\033OV", "F7"},
    {"\033OW", "F8"},
    {"\033OX", "F9"},
    {"\033OY", "F10"},
    {"\033OZ", "F11"},
    {"\033O[", "F12"},
    /* number pad */
    {"\033OM", "Enter"},
    {"\033OI", "Tab"},
    {"\033O ", "Space"},
    {"\033Oj", "*"},
    {"\033Ok", "+"},
    {"\033Ol", ","},
    {"\033Om", "-"},
    {"\033On", "."},
    {"\033Oo", "/"},
    {"\033Op", "0"},
    {"\033Ot", "4"},
    {"\033Oy", "9"},
    /* Alt */
    {"\0331", "F1"},
    {"\0332", "F2"},
    {"\0339", "F9"},
    {"\0330", "F10"},
    {"\033x", "A-x"},
    {"\033-", "A--"},
    {"\033\r", "A-Enter"},
    {"\033\x7F", "A-Backspace"},
    {"\033\x01", "C-A-a"},
    {"\033饮", "A-饮"},
    /* swallowed: unknown, mouse (X10, SGR, urxvt), focus, replies, OSC with BEL and ST, DCS, APC, PM, SOS */
    {"\033[99~", ""},
    {"\033[25~", ""},
    {"\033[24;80R", ""},
    {"\033[1;2;3A", ""},
    {"\033[2A", ""},
    {"\033[1:2A", ""},
    {"\033[97;5u", ""},
    {"\033[E", ""},
    {"\033Oz", ""},
    {"\033[M !!", ""},
    {"\033[<0;12;7M", ""},
    {"\033[<0;12;7m", ""},
    {"\033[32;12;7M", ""},
    {"\033[I", ""},
    {"\033[O", ""},
    {"\033[?64;1;2c", ""},
    {"\033[?2004;1$y", ""},
    {"\033[201~", ""},
    {"\033[99999999999999999999A", ""},
    {"\033]11;rgb:ffff/ffff/ffff\007", ""},
    {"\033]11;rgb:ffff/ffff/ffff\033\\", ""},
    {"\033]0;店\007", ""},
    {"\033P1$r0m\033\\", ""},
    {"\033_G\033\\", ""},
    {"\033^x\033\\", ""},
    {"\033Xx\033\\", ""},
};

static void each_sequence(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(sequences); i++) {
    const char *bytes = sequences[i].bytes;
    size_t n = strlen(bytes);
    for (size_t cut = 0; cut < n; cut++) { /* 0: whole */
      struct input *in = fresh();
      int64_t at = 1000000, later = at + (cut == 1 ? ESC_WAIT - 1 : SEQ_WAIT - 1);
      feed(in, bytes, cut, at);
      tick(in, later);
      feed(in, bytes + cut, n - cut, later);
      expect(sequences[i].keys);
      if (*sequences[i].keys) assert_int_equal(last_at, later);
      assert_int_equal(input_deadline(in), INT64_MAX);
      feeds(in, "a", later + 1);
      expect("a");
      input_free(in);
    }
  }
}

/* ESC is Esc once nothing followed in time; what followed in time belongs to it. */
static void lone_escape(void **state) {
  (void)state;
  struct input *in = fresh();
  feeds(in, "\033", 0);
  expect("");
  assert_int_equal(input_deadline(in), ESC_WAIT);
  tick(in, ESC_WAIT - 1);
  expect("");
  tick(in, ESC_WAIT);
  assert_int_equal(last_at, 0);
  expect("Esc");
  assert_int_equal(input_deadline(in), INT64_MAX);
  feeds(in, "\033", 100000); /* bytes let go what waited, as a tick does */
  feeds(in, "1", 100000 + ESC_WAIT);
  expect("Esc 1");
  feeds(in, "\033\033\033", 300000); /* held down */
  feeds(in, "\033[B", 310000);
  expect("Esc Esc Esc Down");
  feeds(in, "\033[", 400000);
  assert_int_equal(input_deadline(in), 400000 + SEQ_WAIT);
  tick(in, 400000 + SEQ_WAIT);
  expect("A-[");
  feeds(in, "\033O", 2000000);
  tick(in, 2000000 + SEQ_WAIT);
  expect("A-O");
  feeds(in, "\033]", 3000000);
  tick(in, 3000000 + SEQ_WAIT);
  expect("A-]");
  input_free(in);
}

/* Begun and never ended, or broken off by something else. */
static void broken(void **state) {
  (void)state;
  static const char *const begun[] = {"\033[1", "\033[1;", "\033[[", "\033O5", "\033[M", "\033[M!", "\033]0;title", "\033P1$r0m"};
  for (size_t i = 0; i < COUNT(begun); i++) {
    struct input *in = fresh();
    feeds(in, begun[i], 1000);
    assert_int_equal(input_deadline(in), 1000 + SEQ_WAIT);
    tick(in, 1000 + SEQ_WAIT);
    feeds(in, "a", 1000 + SEQ_WAIT);
    expect("a");
    input_free(in);
  }
  struct input *in = fresh();
  feeds(in, "\033]0;title\033", 0); /* half of ESC \ */
  tick(in, SEQ_WAIT);
  assert_int_equal(input_deadline(in), INT64_MAX);
  expect("");
  feeds(in, "\033[1;5\033[A", 0);
  expect("Up");
  feeds(in, "\033[1\r", 0);
  expect("Enter");
  feeds(in, "\033[1\xE9\xA5\xAE", 0);
  expect("饮");
  feeds(in, "\033]0;abc\rx", 0);
  expect("Enter x");
  feeds(in, "\033]0;abc\033[A", 0);
  expect("Up");
  feeds(in, "\033[", 0);
  for (size_t i = 0; i < 47; i++) feeds(in, "1", 0);
  expect("");
  feeds(in, "x", 0); /* longer than any: given up */
  expect("x");
  input_free(in);
}

static void characters(void **state) {
  (void)state;
  struct input *in = fresh();
  static const char text[] = "a饮é\xF0\xA0\x80\x80z";
  for (size_t i = 0; i < sizeof text - 1; i++) feed(in, text + i, 1, (int64_t)i * 150000);
  expect("a 饮 é \xF0\xA0\x80\x80 z");
  feeds(in, "\r\n\t\b\x7F\x1D \x01\x1A\x1C\x1E\x1F", 10000000);
  expect("Enter Enter Tab Backspace Backspace C-] Space C-a C-z C-\\ C-^ C-_");
  feed(in, "\0", 1, 10000000);
  expect("C-Space");
  /* no UTF-8: one mark for a byte that begins nothing, one for what was begun and not ended, one for what may not be */
  feeds(in, "\xFF\x80\xC0z", 10000000);
  expect("\uFFFD \uFFFD \uFFFD z");
  feeds(in, "\xE9\xA5z", 10000000);
  expect("\uFFFD z");
  feeds(in, "\xED\xA0\x80z", 10000000); /* a surrogate */
  expect("\uFFFD z");
  feeds(in,
        "\xC2\x9B"
        "A",
        10000000); /* a C1 control */
  expect("A");
  feeds(in, "\xE9\xA5", 11000000);
  tick(in, 11000000 + SEQ_WAIT - 1);
  expect("");
  tick(in, 11000000 + SEQ_WAIT);
  expect("\uFFFD");
  input_free(in);
}

static void pastes(void **state) {
  (void)state;
  static const char bytes[] = "\033[200~ab\r\nc\rd\ne\tf\x01\x7F\033[A饮\xC2\x9B\033[200~g\033[20\033[201~x";
  for (size_t cut = 1; cut < sizeof bytes - 2; cut++) {
    struct input *in = fresh();
    feed(in, bytes, cut, 0);
    feed(in, bytes + cut, sizeof bytes - 1 - cut, ESC_WAIT - 1);
    assert_false(last_cut);
    expect("[ab\nc\nd\ne\tf[A饮[200~g[20] x");
    input_free(in);
  }
  struct input *in = fresh();
  feeds(in, "\033[200~\033[201~", 0);
  expect("[]");
  feeds(in, "\033[200~no end", 0);
  assert_int_equal(input_deadline(in), 1000000);
  feeds(in, " yet\033[2", 900000);
  tick(in, 1899999);
  expect("");
  tick(in, 1900000);
  assert_int_equal(last_at, 900000);
  expect("[no end yet]");
  feeds(in, "k", 1900000);
  expect("k");
  input_free(in);
}

/* A paste is kept to its bound, without half a character, and no byte of the rest becomes a key. */
static void long_paste(void **state) {
  (void)state;
  struct input *in = fresh();
  feeds(in, "\033[200~x", 0);
  for (size_t i = 0; i < 100000; i++) feeds(in, "饮", 0);
  expect("");
  feeds(in, "\033[201~y", 0);
  /* x and 21845 characters are the bound of 65536 bytes */
  assert_int_equal(seen.n, 1 + 65536 + 1 + 2);
  assert_true(utf8_valid(seen.p, seen.n));
  assert_string_equal(seen.p + seen.n - 3, "] y");
  clear();
  feeds(in, "\033[200~xx", 0);
  for (size_t i = 0; i < 100000; i++) feeds(in, "饮", 0);
  feeds(in, "\033[201~", 0);
  assert_true(last_cut);
  assert_int_equal(seen.n, 1 + 65537 + 1); /* 65535 bytes, and the character begun before the bound */
  assert_true(utf8_valid(seen.p, seen.n));
  clear();
  feeds(in, "\033[200~", 0);
  for (size_t i = 0; i < 100000; i++) feeds(in, "\x80", 0); /* endless middles of characters */
  feeds(in, "\033[201~", 0);
  assert_true(last_cut);
  assert_true(seen.n < 3 * (65536 + 4) + 4);
  input_free(in);
}

static void clock_set_back(void **state) {
  (void)state;
  struct input *in = fresh();
  feeds(in, "\033", 1000000000);
  tick(in, 5);
  assert_int_equal(input_deadline(in), 5 + ESC_WAIT);
  tick(in, 5 + ESC_WAIT);
  expect("Esc");
  input_free(in);
}

/* A stamp is seen by nobody, wherever it stands, and the bytes behind it have its time. */
static void stamps(void **state) {
  (void)state;
  struct input *in = fresh();
  assert_int_equal(input_now(in, 42), 42);
  feeds(in, "\033]9999;500\007a", 1000000);
  assert_int_equal(last_at, 1000000);
  feeds(in, "\033]9999;700\007b", 7000000);
  assert_int_equal(last_at, 1000200);
  expect("a b");
  assert_int_equal(input_now(in, 99000000), 1000200);
  /* within a sequence, a character and a paste */
  feeds(in, "\033\033]9999;30700\007[\033]9999;500000\007\033]9999;500100\007A", 0);
  assert_int_equal(last_at, 1499600);
  feeds(in, "\xE9\033]9999;500200\007\xA5\xAE\033[200~p\033]9999;500300\007q\033[201~", 0);
  expect("Up 饮 [pq]");
  /* time stands still between stamps: the real clock lets nothing go, a stamp does */
  feeds(in, "\033", 0);
  tick(in, 99000000);
  expect("");
  feeds(in, "\033]9999;550299\007", 0);
  expect("");
  feeds(in, "\033]9999;550300\007", 0);
  expect("Esc");
  assert_int_equal(last_at, 1499800);
  feeds(in, "\033\033]9999;700000\007A", 0);
  expect("Esc A");
  input_free(in);
}

/* In every two parts, and what only looks like one is what it is without stamps. */
static void split_stamps(void **state) {
  (void)state;
  static const char bytes[] = "x\033]9999;1000\007y\033]9999;3000\007z";
  for (size_t cut = 0; cut < sizeof bytes - 1; cut++) {
    struct input *in = fresh();
    feed(in, bytes, cut, 0);
    tick(in, ESC_WAIT - 1);
    feed(in, bytes + cut, sizeof bytes - 1 - cut, ESC_WAIT - 1);
    expect("x y z");
    assert_int_equal(last_at, (cut >= 13 ? 0 : ESC_WAIT - 1) + 2000);
    input_free(in);
  }
  struct input *in = fresh();
  feeds(in, "\033]9999;x\007a\033]9999\007b\033]99\033[A\033]9999;1234567890123456789012\007c", 0);
  expect("a b Up c");
  assert_int_equal(input_now(in, 42), 42);
  feeds(in, "\033]", 0);
  assert_int_equal(input_deadline(in), ESC_WAIT);
  tick(in, ESC_WAIT);
  tick(in, SEQ_WAIT);
  expect("A-]");
  input_free(in);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_teardown(each_sequence, end),  cmocka_unit_test_teardown(lone_escape, end),
      cmocka_unit_test_teardown(broken, end),         cmocka_unit_test_teardown(characters, end),
      cmocka_unit_test_teardown(pastes, end),         cmocka_unit_test_teardown(long_paste, end),
      cmocka_unit_test_teardown(clock_set_back, end), cmocka_unit_test_teardown(stamps, end),
      cmocka_unit_test_teardown(split_stamps, end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
