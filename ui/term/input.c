/* input: bytes of a terminal to keys and pastes. Owns what was begun and not ended. Must not: read, ask the clock, or allocate per key.
 * One function per state takes a byte; false: the state is another now, the same byte again. */
#include "ui/term/term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ESC = 0x1B, BEL = 7, SEQUENCE_MOST = 48, MALFORMED = 0xFFFD };
static const int64_t paste_wait = 1000000;

enum state { GROUND, CHARACTER, ESCAPE, SEQUENCE, MOUSE, STRING, STRING_END, PASTE, STATES };

#ifdef ZG_TEST
/* A stamp on its way: the bytes seen of it are held until they are one, or are none and go on. */
struct stamp {
  char held[40];
  size_t n;
  int64_t at;          /* of the first held byte */
  bool on;             /* a first stamp came */
  int64_t base, clock; /* the time of stamp 0; the time now */
};
#endif

struct input {
  int64_t esc_wait, seq_wait;
  enum state state;
  int64_t since; /* when what waits began; of a paste: its last byte */
  bool alt;      /* ESC stood before the character that comes */
  unsigned char held[SEQUENCE_MOST];
  size_t n;    /* held bytes: of a character, or of a sequence behind its ESC */
  size_t need; /* of a character: all its bytes; of a mouse report: those to come */
  struct buf paste;
  size_t marked; /* bytes of the paste's end mark seen */
  bool cut;
#ifdef ZG_TEST
  struct stamp stamp;
#endif
};

/* Who listens, and the time of the byte at hand. */
struct out {
  input_fn *fn;
  void *self;
  int64_t at;
};

static void give(const struct out *out, uint32_t code, unsigned mods) {
  struct input_event e = {.kind = INPUT_KEY, .key = {.code = code, .mods = mods, .at = out->at}};
  out->fn(out->self, &e);
}

static void begin(struct input *in, enum state state, int64_t at) {
  in->state = state;
  in->since = at;
  in->n = 0;
}

/* ---- characters */

static const struct {
  unsigned char byte;
  uint32_t code;
  unsigned mods;
} controls[] = {
    {0x00, ' ', MOD_CTRL},  {0x08, KEY_BACKSPACE, 0}, {0x09, KEY_TAB, 0},    {0x0A, KEY_ENTER, 0},  {0x0D, KEY_ENTER, 0},
    {0x1C, '\\', MOD_CTRL}, {0x1D, KEY_GS, 0},        {0x1E, '^', MOD_CTRL}, {0x1F, '_', MOD_CTRL}, {0x7F, KEY_BACKSPACE, 0},
};

/* A whole character, with the ESC that stood before it. C1 controls are nobody's keys. */
static void give_character(struct input *in, const struct out *out, uint32_t c) {
  unsigned alt = in->alt ? MOD_ALT : 0;
  in->alt = false;
  for (size_t i = 0; i < COUNT(controls); i++) {
    if (controls[i].byte != c) continue;
    give(out, controls[i].code, controls[i].mods | alt);
    return;
  }
  if (alt && c >= '0' && c <= '9') give(out, KEY_F1 + (c == '0' ? 9 : c - '1'), 0);
  else if (c < ' ') give(out, c + 'a' - 1, MOD_CTRL | alt);
  else if (c < 0x80 || c >= 0xA0) give(out, c, alt);
}

static bool on_ground(struct input *in, unsigned char c, const struct out *out) {
  size_t need = c < 0xC2 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF5 ? 4 : 0;
  if (c == ESC) {
    begin(in, ESCAPE, out->at);
  } else if (need) {
    begin(in, CHARACTER, out->at);
    in->held[in->n++] = c;
    in->need = need;
  } else {
    give_character(in, out, c < 0x80 ? c : MALFORMED);
  }
  return true;
}

static bool on_character(struct input *in, unsigned char c, const struct out *out) {
  if ((c & 0xC0) != 0x80) {
    in->state = GROUND;
    give_character(in, out, MALFORMED);
    return false;
  }
  in->held[in->n++] = c;
  if (in->n < in->need) return true;
  in->state = GROUND;
  const char *p = (const char *)in->held;
  give_character(in, out, utf8_valid(p, in->n) ? utf8_next(&p, p + in->n) : MALFORMED);
  return true;
}

/* ESC ESC is Esc and perhaps another: held down it must not become Alt-Esc. */
static bool on_escape(struct input *in, unsigned char c, const struct out *out) {
  if (c == ESC) {
    give(&(struct out){out->fn, out->self, in->since}, KEY_ESC, 0);
    begin(in, ESCAPE, out->at);
  } else if (c != 0 && strchr("[O]PX^_", c)) {
    begin(in, c == '[' || c == 'O' ? SEQUENCE : STRING, out->at);
    in->held[in->n++] = c;
  } else {
    in->state = GROUND;
    in->alt = true;
    return false;
  }
  return true;
}

/* ---- sequences */

/* Behind ESC, a modifier parameter taken off. Of the final '~' the number is the key. */
static const struct sequence {
  const char *text;
  uint32_t code;
  unsigned mods;
} sequences[] = {
    {"[A", KEY_UP, 0}, /* cursor keys, normal (CSI) and application (SS3) */
    {"[B", KEY_DOWN, 0},
    {"[C", KEY_RIGHT, 0},
    {"[D", KEY_LEFT, 0},
    {"[H", KEY_HOME, 0},
    {"[F", KEY_END, 0},
    {"OA", KEY_UP, 0},
    {"OB", KEY_DOWN, 0},
    {"OC", KEY_RIGHT, 0},
    {"OD", KEY_LEFT, 0},
    {"OH", KEY_HOME, 0},
    {"OF", KEY_END, 0},
    {"[Z", KEY_BACKTAB, 0},
    {"[1~", KEY_HOME, 0}, /* linux, putty, screen */
    {"[2~", KEY_INSERT, 0},
    {"[3~", KEY_DELETE, 0},
    {"[4~", KEY_END, 0},
    {"[5~", KEY_PGUP, 0},
    {"[6~", KEY_PGDN, 0},
    {"[7~", KEY_HOME, 0}, /* rxvt */
    {"[8~", KEY_END, 0},
    {"[a", KEY_UP, MOD_SHIFT},
    {"[b", KEY_DOWN, MOD_SHIFT},
    {"[c", KEY_RIGHT, MOD_SHIFT},
    {"[d", KEY_LEFT, MOD_SHIFT},
    {"Oa", KEY_UP, MOD_CTRL},
    {"Ob", KEY_DOWN, MOD_CTRL},
    {"Oc", KEY_RIGHT, MOD_CTRL},
    {"Od", KEY_LEFT, MOD_CTRL},
    {"OP", KEY_F1, 0}, /* VT, xterm, tmux */
    {"OQ", KEY_F1 + 1, 0},
    {"OR", KEY_F1 + 2, 0},
    {"OS", KEY_F1 + 3, 0},
    {"OT", KEY_F1 + 4, 0}, /* putty as VT100+ and VT400 */
    {"OU", KEY_F1 + 5, 0},
    {"OV", KEY_F1 + 6, 0},
    {"OW", KEY_F1 + 7, 0},
    {"OX", KEY_F1 + 8, 0},
    {"OY", KEY_F1 + 9, 0},
    {"OZ", KEY_F1 + 10, 0},
    {"O[", KEY_F12, 0},
    {"[P", KEY_F1, 0}, /* xterm with a modifier */
    {"[Q", KEY_F1 + 1, 0},
    {"[R", KEY_F1 + 2, 0},
    {"[S", KEY_F1 + 3, 0},
    {"[[A", KEY_F1, 0}, /* linux */
    {"[[B", KEY_F1 + 1, 0},
    {"[[C", KEY_F1 + 2, 0},
    {"[[D", KEY_F1 + 3, 0},
    {"[[E", KEY_F1 + 4, 0},
    {"[11~", KEY_F1, 0}, /* putty, rxvt, old xterm */
    {"[12~", KEY_F1 + 1, 0},
    {"[13~", KEY_F1 + 2, 0},
    {"[14~", KEY_F1 + 3, 0},
    {"[15~", KEY_F1 + 4, 0},
    {"[17~", KEY_F1 + 5, 0},
    {"[18~", KEY_F1 + 6, 0},
    {"[19~", KEY_F1 + 7, 0},
    {"[20~", KEY_F1 + 8, 0},
    {"[21~", KEY_F1 + 9, 0},
    {"[23~", KEY_F1 + 10, 0},
    {"[24~", KEY_F12, 0},
    {"OM", KEY_ENTER, 0}, /* number pad in application mode */
    {"OI", KEY_TAB, 0},
    {"O ", ' ', 0},
    {"Oj", '*', 0},
    {"Ok", '+', 0},
    {"Ol", ',', 0},
    {"Om", '-', 0},
    {"On", '.', 0},
    {"Oo", '/', 0},
    {"Op", '0', 0},
    {"Oq", '1', 0},
    {"Or", '2', 0},
    {"Os", '3', 0},
    {"Ot", '4', 0},
    {"Ou", '5', 0},
    {"Ov", '6', 0},
    {"Ow", '7', 0},
    {"Ox", '8', 0},
    {"Oy", '9', 0},
};

/* The modifier parameter is 1 + shift 1, alt 2, ctrl 4, meta 8; rxvt says it by the final character instead. */
static unsigned modifiers_of(unsigned parameter) {
  static const unsigned mods[] = {MOD_SHIFT, MOD_ALT, MOD_CTRL, MOD_ALT};
  unsigned out = 0;
  for (size_t i = 0; parameter > 0 && i < COUNT(mods); i++)
    if ((parameter - 1) >> i & 1) out |= mods[i];
  return out;
}

static const struct {
  char final;
  unsigned mods;
} rxvt_finals[] = {{'^', MOD_CTRL}, {'$', MOD_SHIFT}, {'@', MOD_CTRL | MOD_SHIFT}};

/* At most two numbers, parted by ';'. False: something else, nothing we know. */
static bool parameters(const char *p, size_t n, unsigned number[2], size_t *count) {
  *count = 0;
  for (size_t i = 0; i < n; i++) {
    if (*count == 0) *count = 1;
    if (p[i] == ';' && *count < 2) ++*count;
    else if (p[i] >= '0' && p[i] <= '9' && number[*count - 1] < 1000) number[*count - 1] = number[*count - 1] * 10 + (unsigned)(p[i] - '0');
    else return false;
  }
  return true;
}

/* The text under which the whole sequence held stands in the table, and its modifiers. False: nothing we know. */
static bool normal_form(const struct input *in, char *text, size_t size, unsigned *mods) {
  const char *held = (const char *)in->held;
  size_t intro = in->n > 2 && held[1] == '[' ? 2 : 1, count;
  unsigned number[2] = {0};
  char final = held[in->n - 1];
  if (!parameters(held + intro, in->n - intro - 1, number, &count)) return false;
  for (size_t i = 0; i < COUNT(rxvt_finals) && count == 1; i++) {
    if (rxvt_finals[i].final != final) continue;
    *mods = rxvt_finals[i].mods;
    final = '~';
    break;
  }
  if (held[0] == 'O' && count == 1) { /* an older form: ESC O 5 C */
    number[1] = number[0];
    number[0] = 1;
  }
  *mods |= modifiers_of(number[1]);
  if (final == '~') snprintf(text, size, "%.*s%u~", (int)intro, held, number[0]);
  else if (count == 0 || number[0] == 1) snprintf(text, size, "%.*s%c", (int)intro, held, final);
  else return false;
  return true;
}

/* A whole sequence is a key, or nothing; ESC [ 200 ~ begins a paste, ESC [ M three bytes of the mouse. */
static void finish_sequence(struct input *in, const struct out *out) {
  char text[16];
  unsigned mods = 0;
  in->state = GROUND;
  if (!normal_form(in, text, sizeof text, &mods)) return;
  for (size_t i = 0; i < COUNT(sequences); i++) {
    if (!str_eq(sequences[i].text, text)) continue;
    give(out, sequences[i].code, sequences[i].mods | mods);
    return;
  }
  if (str_eq(text, "[M")) {
    begin(in, MOUSE, out->at);
    in->need = 3;
  } else if (str_eq(text, "[200~")) {
    begin(in, PASTE, out->at);
    in->marked = 0;
    in->cut = false;
  }
}

/* Does the last byte held end the sequence? Behind ESC [ a second '[' does not (linux); '$' does after a number (rxvt). */
static bool is_final(const struct input *in) {
  unsigned char c = in->held[in->n - 1];
  if (in->held[0] == 'O') return c != ';' && (c < '0' || c > '9');
  if (c == '$') return in->n > 2 && in->held[1] >= '0' && in->held[1] <= '9';
  return c >= '@' && !(c == '[' && in->n == 2);
}

static bool on_sequence(struct input *in, unsigned char c, const struct out *out) {
  if (c < ' ' || c >= 0x7F || in->n == SEQUENCE_MOST) { /* broken */
    in->state = GROUND;
    return false;
  }
  in->held[in->n++] = c;
  if (is_final(in)) finish_sequence(in, out);
  return true;
}

static bool on_mouse(struct input *in, unsigned char c, const struct out *out) {
  (void)c;
  (void)out;
  if (--in->need == 0) in->state = GROUND;
  return true;
}

/* OSC, DCS and their like, to BEL or ESC \. Only their kind is held. */
static bool on_string(struct input *in, unsigned char c, const struct out *out) {
  (void)out;
  if (c == ESC || c == BEL) {
    in->state = c == ESC ? STRING_END : GROUND;
  } else if (c < ' ') { /* broken */
    in->state = GROUND;
    return false;
  }
  in->n = 2;
  return true;
}

static bool on_string_end(struct input *in, unsigned char c, const struct out *out) {
  if (c == '\\') {
    in->state = GROUND;
    return true;
  }
  begin(in, ESCAPE, out->at); /* it was broken off by another key's */
  return false;
}

/* ---- pastes */

static const char paste_end[] = "\033[201~";

/* The paste as it may be used; its memory is kept. */
static void give_paste(struct input *in, int64_t at, const struct out *out) {
  struct buf clean = {0};
  buf_adds(&clean, "");
  buf_adds(&in->paste, "");
  const char *p = in->paste.p, *end = p + in->paste.n;
  while (p < end) {
    char utf8[4];
    uint32_t c = utf8_next(&p, end);
    if (c == '\r' && p < end && *p == '\n') continue;
    if (c == '\r') c = '\n';
    if ((c < ' ' && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0)) continue;
    buf_add(&clean, utf8, utf8_put(utf8, c));
  }
  struct input_event e = {.kind = INPUT_PASTE, .key = {.at = at}, .text = clean.p, .n = clean.n, .cut = in->cut};
  in->state = GROUND;
  buf_clear(&in->paste);
  out->fn(out->self, &e);
  buf_free(&clean);
}

/* Never half a character at the bound. */
static void keep_pasted(struct input *in, unsigned char c) {
  bool middle = (c & 0xC0) == 0x80 && in->paste.n < PASTE_MOST + 3;
  if (in->cut || (in->paste.n >= PASTE_MOST && !middle)) in->cut = true;
  else buf_addc(&in->paste, (char)c);
}

static bool on_paste(struct input *in, unsigned char c, const struct out *out) {
  in->since = out->at;
  if (c == (unsigned char)paste_end[in->marked]) {
    if (++in->marked == sizeof paste_end - 1) give_paste(in, out->at, out);
    return true;
  }
  for (size_t i = 0; i < in->marked; i++) keep_pasted(in, (unsigned char)paste_end[i]);
  in->marked = c == ESC;
  if (!in->marked) keep_pasted(in, c);
  return true;
}

/* ---- time */

static bool (*const on_byte[STATES])(struct input *, unsigned char, const struct out *) = {
    [GROUND] = on_ground, [CHARACTER] = on_character, [ESCAPE] = on_escape,         [SEQUENCE] = on_sequence,
    [MOUSE] = on_mouse,   [STRING] = on_string,       [STRING_END] = on_string_end, [PASTE] = on_paste,
};

static void take(struct input *in, const void *bytes, size_t n, const struct out *out) {
  const unsigned char *p = bytes;
  for (size_t i = 0; i < n; i++)
    while (!on_byte[in->state](in, p[i], out)) {}
}

static int64_t deadline(const struct input *in) {
  if (in->state == GROUND) return INT64_MAX;
  return in->since + (in->state == ESCAPE ? in->esc_wait : in->state == PASTE ? paste_wait : in->seq_wait);
}

/* What was begun is not going to end. */
static void expire(struct input *in, const struct out *out) {
  const struct out then = {out->fn, out->self, in->since};
  enum state state = in->state;
  if (state == PASTE) {
    give_paste(in, in->since, out);
    return;
  }
  in->state = GROUND;
  if (state == ESCAPE) give(&then, KEY_ESC, 0);
  else if (state == CHARACTER) give_character(in, &then, MALFORMED);
  else if ((state == SEQUENCE || state == STRING) && in->n == 1) give(&then, in->held[0], MOD_ALT);
}

static void pass_time(struct input *in, int64_t now, const struct out *out) {
  if (now < in->since) in->since = now; /* the clock was set back */
  if (now >= deadline(in)) expire(in, out);
}

static void feed(struct input *in, const void *bytes, size_t n, const struct out *out) {
  pass_time(in, out->at, out);
  take(in, bytes, n, out);
}

/* ---- public */

struct input *input_new(int64_t esc_wait, int64_t seq_wait) {
  struct input *in = xcalloc(1, sizeof *in);
  in->esc_wait = esc_wait;
  in->seq_wait = seq_wait;
  return in;
}

void input_free(struct input *in) {
  if (!in) return;
  buf_free(&in->paste);
  free(in);
}

#ifndef ZG_TEST
int64_t input_now(const struct input *in, int64_t now) {
  (void)in;
  return now;
}

void input_feed(struct input *in, const void *bytes, size_t n, int64_t at, input_fn *fn, void *self) {
  feed(in, bytes, n, &(struct out){fn, self, at});
}

void input_tick(struct input *in, int64_t now, input_fn *fn, void *self) {
  pass_time(in, now, &(struct out){fn, self, now});
}

int64_t input_deadline(const struct input *in) {
  return deadline(in);
}
#else

/* ---- stamps: a test's bytes carry their times */

static const char stamp_begin[] = "\033]9999;";

int64_t input_now(const struct input *in, int64_t now) {
  return in->stamp.on ? in->stamp.clock : now;
}

/* What is held is no stamp. */
static void stamp_none(struct input *in, const struct out *out) {
  size_t n = in->stamp.n;
  in->stamp.n = 0;
  if (n > 0) feed(in, in->stamp.held, n, &(struct out){out->fn, out->self, in->stamp.at});
}

/* A whole stamp is held. */
static void stamp_take(struct input *in, const struct out *out) {
  struct stamp *s = &in->stamp;
  int64_t t = 0;
  for (size_t i = sizeof stamp_begin - 1; i < s->n; i++) t = t * 10 + s->held[i] - '0';
  if (!s->on) s->base = out->at - t;
  s->on = true;
  s->clock = s->base + t;
  s->n = 0;
  pass_time(in, s->clock, &(struct out){out->fn, out->self, s->clock});
}

/* One byte past the stamps. */
static void stamp_feed(struct input *in, char c, const struct out *out) {
  struct stamp *s = &in->stamp;
  size_t begun = sizeof stamp_begin - 1;
  if (s->n > begun && c == BEL) {
    stamp_take(in, out);
    return;
  }
  bool fits = s->n < begun ? c == stamp_begin[s->n] : c >= '0' && c <= '9' && s->n < begun + 18;
  if (!fits) {
    stamp_none(in, out);
    if (c != ESC) {
      feed(in, &c, 1, out);
      return;
    }
  }
  if (s->n == 0) s->at = out->at;
  s->held[s->n++] = c;
}

void input_feed(struct input *in, const void *bytes, size_t n, int64_t at, input_fn *fn, void *self) {
  const char *p = bytes;
  input_tick(in, at, fn, self);
  for (size_t i = 0; i < n; i++) stamp_feed(in, p[i], &(struct out){fn, self, input_now(in, at)});
}

void input_tick(struct input *in, int64_t now, input_fn *fn, void *self) {
  const struct out out = {fn, self, input_now(in, now)};
  if (out.at < in->stamp.at) in->stamp.at = out.at;
  if (in->stamp.n > 0 && out.at >= in->stamp.at + in->esc_wait) stamp_none(in, &out);
  pass_time(in, out.at, &out);
}

int64_t input_deadline(const struct input *in) {
  int64_t held = in->stamp.n > 0 ? in->stamp.at + in->esc_wait : INT64_MAX, other = deadline(in);
  return held < other ? held : other;
}
#endif
