/* burst: scan or typing. Owns the characters that may yet be a scan's beginning, and the last code. Must not ask the clock.
 * A run is what came without a pause: its first characters may be passed on already and stay in it, to be taken back. */
#include "src/code/internal.h"

#include <stdlib.h>
#include <string.h>

enum { NO_CHARACTER = 0x110000, AIM_LENGTH = 3, STRAY_MOST = 2, REPEATED = 3, DISTINCT = 3 };
static const int64_t suffix_wait = 100000, frame_wait = 1000000, frame_end = 200000, again_within = 300000;

enum frame { LOOSE, OPENING, FRAMED };

struct burst {
  struct burst_opts opts;
  char *prefix;
  enum burst_mode mode;
  struct {
    uint32_t c;
    int64_t at;
  } key[BURST_MOST];
  size_t n;      /* characters of the run; those beyond BURST_MOST are not kept */
  size_t passed; /* of them, passed on */
  int64_t last;  /* time of the last */
  enum frame frame;
  bool varied;  /* not all the same */
  bool stalled; /* times between them say nothing */
  struct buf code;
  struct buf before; /* the scan before this, and when it ended */
  int64_t before_end;
  int64_t tail; /* until then an Enter or Tab is the rest of a suffix */
};

struct out {
  burst_fn *fn;
  void *self;
};

static void give_key(const struct out *out, uint32_t c, unsigned mods, int64_t at) {
  struct burst_event e = {.kind = BURST_KEY, .key = c, .mods = mods, .at = at};
  out->fn(out->self, &e);
}

static size_t kept(const struct burst *b) {
  return b->n < BURST_MOST ? b->n : BURST_MOST;
}

/* Passes on what is held, up to the i-th. */
static void release(struct burst *b, size_t i, const struct out *out) {
  for (; b->passed < i; b->passed++) give_key(out, b->key[b->passed].c, 0, b->key[b->passed].at);
}

static void forget(struct burst *b) {
  b->n = b->passed = 0;
  b->frame = LOOSE;
  b->varied = b->stalled = false;
}

/* ---- what a run looks like */

static bool aim_prefix(const struct burst *b) {
  return str_eq(b->prefix, "aim");
}

static size_t prefix_length(const struct burst *b) {
  return aim_prefix(b) ? AIM_LENGTH : strlen(b->prefix);
}

/* Can c be the i-th character of the prefix? */
static bool opens(const struct burst *b, size_t i, uint32_t c) {
  if (!aim_prefix(b)) return c != 0 && c == (unsigned char)b->prefix[i];
  if (i == 0) return c == ']';
  return c < 0x80 && letter_or_digit((char)c) && (i != 1 || c > '9');
}

static bool timely(const struct burst *b) {
  return b->n > 1 && b->last - b->key[0].at <= b->opts.mean * (int64_t)(b->n - 1);
}

/* The text of the run from its i-th character on. */
static const struct buf *text(struct burst *b, size_t i) {
  buf_clear(&b->code);
  buf_adds(&b->code, "");
  for (; i < kept(b); i++) {
    char utf8[4];
    buf_add(&b->code, utf8, utf8_put(utf8, b->key[i].c));
  }
  return &b->code;
}

/* A right check digit: GTIN; SSCC with or without its 00; a GS1 code that begins with a GTIN. */
static bool checks(struct burst *b, size_t i) {
  char *s = text(b, i)->p;
  aim_take(&s);
  size_t n = strlen(s);
  if (gtin_valid(s, n)) return true;
  if (n == 18) return digits_only(s, n) && check_digit_right(s, n);
  if (n == 20) return str_starts(s, "00") && digits_only(s, n) && check_digit_right(s + 2, 18);
  return n > 16 && str_starts(s, "01") && gtin_valid(s + 2, 14);
}

static bool distinct(const struct burst *b) {
  uint32_t seen[DISTINCT];
  size_t count = 0;
  for (size_t i = 0; i < kept(b) && count < DISTINCT; i++) {
    size_t k = 0;
    while (k < count && seen[k] != b->key[i].c) k++;
    if (k == count) seen[count++] = b->key[i].c;
  }
  return count == DISTINCT;
}

/* Keys typed just before a scan and with it in the run: told by the gap behind them and the check digit of the rest. */
static size_t stray(struct burst *b) {
  for (size_t i = 1; i <= STRAY_MOST && i < kept(b) && !checks(b, 0); i++)
    if (b->key[i].at - b->key[i - 1].at > b->opts.mean && checks(b, i)) return i;
  return 0;
}

/* By shape and time; ended: Enter or Tab came in time. */
static bool guess(struct burst *b, bool ended) {
  if (b->n < b->opts.shortest || !distinct(b) || !(b->stalled || timely(b))) return false;
  bool certain = !b->stalled && !*b->prefix && (ended || !b->opts.suffix);
  return certain || checks(b, 0) || stray(b) > 0;
}

/* ---- how a run ends */

static void scan(struct burst *b, int64_t at, const struct out *out) {
  bool framed = b->frame == FRAMED;
  size_t from = !framed ? stray(b) : aim_prefix(b) ? 0 : prefix_length(b), keys = framed ? 0 : from;
  release(b, keys, out);
  struct burst_event back = {.kind = BURST_BACK, .back = b->passed - keys, .at = at};
  struct burst_event e = {.kind = BURST_SCAN, .at = at, .guessed = !framed};
  e.code = text(b, from)->p;
  e.n = b->code.n;
  e.again = b->before.p && str_eq(b->before.p, e.code) && b->key[keys].at - b->before_end < again_within;
  buf_clear(&b->before);
  buf_add(&b->before, e.code, e.n);
  b->before_end = at;
  forget(b);
  if (back.back > 0) out->fn(out->self, &back);
  out->fn(out->self, &e);
}

/* Nothing more comes: is it a scan as it stands? */
static bool complete(struct burst *b) {
  if (b->frame == LOOSE) return guess(b, false);
  if (b->frame == OPENING || b->n == prefix_length(b)) return false;
  return !b->opts.suffix || checks(b, aim_prefix(b) ? 0 : prefix_length(b));
}

static void settle(struct burst *b, const struct out *out) {
  if (b->n == 0) return;
  if (complete(b)) {
    scan(b, b->last, out);
  } else {
    release(b, kept(b), out);
    forget(b);
  }
}

/* ---- what waits, and how long */

static int64_t silence(const struct burst *b) {
  if (b->frame != LOOSE) return b->opts.suffix ? frame_wait : frame_end;
  return b->opts.longest > suffix_wait ? b->opts.longest : suffix_wait;
}

/* Has what is held to wait for the silence? Else only `hold`. */
static bool burst_like(const struct burst *b) {
  return b->frame != LOOSE || (b->n > 1 && b->stalled) || timely(b);
}

static bool waits_only_hold(const struct burst *b) {
  return b->passed < kept(b) && !burst_like(b);
}

static void let_go(struct burst *b, int64_t now, const struct out *out) {
  bool repeat = b->n >= REPEATED && !b->varied;
  if (repeat) b->frame = LOOSE;
  if (repeat || b->mode == BURST_TEXT) release(b, kept(b), out);
  while (waits_only_hold(b) && b->key[b->passed].at + b->opts.hold <= now) release(b, b->passed + 1, out);
}

/* ---- keys */

static bool may_be_scanned(const struct burst *b, uint32_t c) {
  return c == GS || (c >= ' ' && c < 0x7F) || (b->frame == FRAMED && c >= 0xA0 && c < NO_CHARACTER);
}

/* Beyond BURST_MOST: of a scan it is dropped, of typing that was passed on so far it is passed on too. */
static void add_beyond(struct burst *b, uint32_t c, int64_t at, const struct out *out) {
  bool all_passed = b->passed == b->n;
  b->n++;
  if (!all_passed) return;
  b->passed++;
  give_key(out, c, 0, at);
}

static void add(struct burst *b, uint32_t c, int64_t at, bool stalled, const struct out *out) {
  if (b->frame == LOOSE && b->n > 0 && !stalled && at - b->last > b->opts.longest) settle(b, out);
  if (b->frame == OPENING && !opens(b, b->n, c)) b->frame = LOOSE;
  if (b->frame == LOOSE && opens(b, 0, c)) {
    settle(b, out);
    b->frame = OPENING;
  }
  b->last = at;
  b->stalled = b->stalled || stalled;
  if (b->n >= BURST_MOST) {
    add_beyond(b, c, at, out);
    return;
  }
  b->key[b->n].c = c;
  b->key[b->n].at = at;
  b->varied = b->varied || c != b->key[0].c;
  b->n++;
  if (b->frame == OPENING && b->n == prefix_length(b)) b->frame = FRAMED;
  let_go(b, at, out);
}

/* Enter or Tab: a suffix, the rest of one, or a key. */
static void end(struct burst *b, uint32_t key, int64_t at, bool stalled, const struct out *out) {
  b->stalled = b->stalled || stalled;
  if (b->n == 0 && at <= b->tail) {
    b->tail = INT64_MIN;
  } else if (b->frame == LOOSE ? guess(b, true) : b->frame == FRAMED && b->n > prefix_length(b)) {
    scan(b, at, out);
    b->tail = at + b->opts.mean;
  } else {
    release(b, kept(b), out);
    forget(b);
    give_key(out, key, 0, at);
  }
}

/* ---- public */

struct burst *burst_new(const struct burst_opts *opts) {
  struct burst *b = xcalloc(1, sizeof *b);
  b->opts = *opts;
  b->prefix = xstrdup(opts->prefix);
  b->tail = INT64_MIN;
  return b;
}

void burst_free(struct burst *b) {
  if (!b) return;
  free(b->prefix);
  buf_free(&b->code);
  buf_free(&b->before);
  free(b);
}

void burst_set_mode(struct burst *b, enum burst_mode mode) {
  b->mode = mode;
}

void burst_feed(struct burst *b, uint32_t key, unsigned mods, int64_t at, bool stalled, burst_fn *fn, void *self) {
  const struct out out = {fn, self};
  if (!stalled) burst_tick(b, at, fn, self);
  if (mods == 0 && (key == '\r' || key == '\t')) {
    end(b, key, at, stalled, &out);
    return;
  }
  b->tail = INT64_MIN;
  if (mods == 0 && may_be_scanned(b, key)) {
    add(b, key, at, stalled, &out);
    return;
  }
  settle(b, &out);
  give_key(&out, key, mods, at);
}

void burst_tick(struct burst *b, int64_t now, burst_fn *fn, void *self) {
  const struct out out = {fn, self};
  if (b->n > 0 && (now < b->last || now - b->last >= silence(b))) settle(b, &out);
  else let_go(b, now, &out);
}

int64_t burst_deadline(const struct burst *b) {
  if (b->n == 0) return INT64_MAX;
  if (b->passed < kept(b) && b->mode == BURST_TEXT) return b->key[b->passed].at;
  return waits_only_hold(b) ? b->key[b->passed].at + b->opts.hold : b->last + silence(b);
}

/* ---- was anybody looking? */
void stall_wait(struct stall *s, const struct burst *b, int64_t now, int64_t wait, bool more) {
  enum { LATE = 1000, BUSY = 40000 };
  bool held = burst_deadline(b) != INT64_MAX;
  if (!more) s->looked = now;
  s->awaited = more ? s->looked + BUSY : now + wait + (held ? LATE : BUSY);
}

bool stall_read(struct stall *s, int64_t now) {
  s->looked = now;
  return now > s->awaited;
}
