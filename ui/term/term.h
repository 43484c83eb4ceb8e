/* term: the terminal. A pure decoder of its bytes (input.c), a pure picture of cells (frame.c), roles and glyphs (theme.c, glyphs.c), bell
 * patterns (signal.c), and the one file that speaks to curses (screen.c). Must not: know a screen, the database or a business rule. */
#ifndef ZG_TERM_H
#define ZG_TERM_H

#include "src/base/base.h"

/* ---- keys (key.c). A key is a Unicode code point or one of these, with modifiers. Ctrl-u is 'u' with MOD_CTRL, Ctrl-Space ' ' with MOD_CTRL;
 * Ctrl-] stays 0x1D (the GS of a scan). Alt-1 … Alt-0 are decoded as F1 … F10, Shift-Tab is KEY_BACKTAB without a modifier. curses.h has
 * macros of some of these names: the file that includes it does so after this one and uses no KEY_. */
enum key_code {
  KEY_NONE = 0,
  KEY_GS = 0x1D,
  KEY_FIRST = 0x110000,
  KEY_ENTER,
  KEY_TAB,
  KEY_BACKTAB,
  KEY_ESC,
  KEY_BACKSPACE,
  KEY_DELETE,
  KEY_INSERT,
  KEY_UP,
  KEY_DOWN,
  KEY_LEFT,
  KEY_RIGHT,
  KEY_HOME,
  KEY_END,
  KEY_PGUP,
  KEY_PGDN,
  KEY_F1, /* F1 … F12 follow each other */
  KEY_F12 = KEY_F1 + 11,
  KEY_LAST
};
enum key_mod { MOD_CTRL = 1, MOD_ALT = 2, MOD_SHIFT = 4 };
struct key {
  uint32_t code;
  unsigned mods;
  int64_t at; /* microseconds, of its last byte */
};
/* "F1" "Enter" "Esc" "PgDn" "Space" "BackTab" "C-z" "A-x" "S-F3" "C-]" "u" "/" "饮" … both ways; the names stand in actions.def, scripts and
 * help. Several modifiers come as C-A-S-. buf of at least 16 bytes; returns buf, "" when it is no key. */
char *key_name(char *buf, size_t size, const struct key *);
/* The key of a name, its time 0; False, and nothing is written: no key has that name. "C-Z" is C-z: a terminal cannot tell them apart. */
bool key_parse(const char *name, struct key *) MUST_CHECK;
bool key_same(const struct key *, const struct key *); /* without the time */

/* ---- decoder (input.c): pure. Bytes as they come, with their time, become keys and pastes; split UTF-8, split escape sequences, lone ESC,
 * every known form of the function keys (xterm, linux, putty, rxvt, VT, SS3 and CSI), CSI with modifiers, keypads, bracketed paste. Any
 * other complete sequence (mouse, focus, replies, OSC, DCS) is swallowed, a broken one too. A byte that is no UTF-8 is U+FFFD. Any bytes
 * are safe, nothing waits for ever. A reply to a cursor query is to be read before the decoder is asked: ESC [ 1 ; 2 R is also Shift-F3. */
enum { PASTE_MOST = 65536 };
enum input_kind { INPUT_KEY, INPUT_PASTE };
struct input_event {
  enum input_kind kind;
  struct key key; /* of a paste only its time */
  const char
      *text; /* of a paste: UTF-8 without control characters but '\n' (CR and CR LF too) and '\t'; borrowed until the callback returns */
  size_t n;
  bool cut; /* it was longer than PASTE_MOST bytes: the rest is gone */
};
typedef void input_fn(void *self, const struct input_event *); /* must not feed or tick the same decoder */
struct input;
/* Microseconds: esc_wait: after it a lone ESC is the key Esc (50 000; over SSH 150 000); seq_wait: after it a sequence or a character that
 * was begun and not ended is given up (500 000; ESC [ alone is Alt-[ then). */
struct input *input_new(int64_t esc_wait, int64_t seq_wait);
void input_free(struct input *); /* NULL is fine */
/* n bytes read at that time. What waited long enough before it is let go first. */
void input_feed(struct input *, const void *bytes, size_t n, int64_t at, input_fn *, void *self);
/* Lets go what waited long enough. A loop that stalled reads first and ticks then. A paste that never ends is given after a second's
 * silence. */
void input_tick(struct input *, int64_t now, input_fn *, void *self);
int64_t input_deadline(const struct input *); /* when input_tick has something to do; INT64_MAX: nothing waits */
/* What time it is for the bytes: `now` itself, except in a test build (-DZG_TEST) once a stamp came: ESC ] 9999 ; MICROSECONDS BEL among
 * the bytes, taken out wherever it stands, gives the time of all bytes after it until the next one. The first stamp is the time at which it
 * was fed; later ones count from it by their difference. From then on time stands still between stamps, for input_tick too: a stamp lets go
 * what waited until then, so one more behind the last key lets time pass. Who times keys further (burst_tick) takes its time from here. */
int64_t input_now(const struct input *, int64_t now);

#endif
