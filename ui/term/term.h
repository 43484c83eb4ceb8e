/* term: the terminal. A pure decoder of its bytes (input.c), a pure picture of cells (frame.c), roles and glyphs (theme.c, glyphs.c), bell
 * patterns (signal.c), and the one file that speaks to curses (screen.c). Must not: know a screen, the database or a business rule. */
#ifndef ZG_TERM_H
#define ZG_TERM_H

#include "src/base/base.h"

/* ---- keys (key.c). A key is a Unicode code point or one of these, with modifiers. Ctrl-u is 'u' with MOD_CTRL, Ctrl-Space ' ' with
 * MOD_CTRL; Ctrl-] stays 0x1D (the GS of a scan). Alt-1 … Alt-0 are decoded as F1 … F10, Shift-Tab is KEY_BACKTAB without a modifier.
 * curses.h has macros of some of these names: the file that includes it does so after this one and uses no KEY_. */
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

/* ---- roles (theme.c): what a text is, never its colour. One row each in themes.def. */
enum role {
#define ROLE(id, name, plain, light, contrast, blind, mono) id,
#include "ui/term/roles.def"
#undef ROLE
  ROLE_COUNT
};

/* ---- glyphs (glyph.c): signs that are no text. Three sets: full (block and line drawing: ambiguous widths), narrow (no ambiguous width:
 * braille for bars), ascii. */
enum glyph_set { GLYPHS_FULL, GLYPHS_NARROW, GLYPHS_ASCII };
enum glyph {
  GLYPH_CURSOR,
  GLYPH_RULE,
  GLYPH_VERTICAL,
  GLYPH_TOP_LEFT,
  GLYPH_TOP_RIGHT,
  GLYPH_BOTTOM_LEFT,
  GLYPH_BOTTOM_RIGHT,
  GLYPH_TEE,
  GLYPH_LAST_TEE,
  GLYPH_COUNT
};
void glyphs_use(enum glyph_set);
enum glyph_set glyphs_used(void);
const char *glyph(enum glyph);            /* one cell of UTF-8 */
const char *glyph_level(unsigned eighth); /* a column of 0 … 8 eighths, for sparklines */
void glyph_bar(struct buf *, uint64_t part, uint64_t whole,
               size_t cells); /* a bar of that share, in eighths of a cell where the set has them */

/* ---- the picture (frame.c): pure. Everything a screen shows is put into a frame of cells; screen.c shows it, --script dumps it, tests
 * compare it. All writing clips by cells: half of a wide character is never left, control characters are left out. */
struct cell {
  uint32_t code, mark; /* the character and one combining mark; code 0: the right half of the wide one before */
  uint8_t role;
};
struct frame {
  int rows, cols;
  struct cell *cell; /* rows × cols */
  int cursor_row, cursor_col;
  bool cursor_shown; /* a visible cursor means: what is typed is text */
};
void frame_size(struct frame *, int rows, int cols); /* everything blank; {0} is ready for it */
void frame_free(struct frame *);
void frame_dump(const struct frame *, struct buf *); /* its rows as lines, trailing blanks off */
struct area {
  struct frame *frame;
  int row, col, rows, cols;
};
struct area frame_area(struct frame *); /* the whole */
struct area area_part(struct area, int row, int col, int rows,
                      int cols); /* clipped to it; negative rows or cols: up to that far from the end */
void area_fill(struct area, enum role);
/* Text from a cell of the area, clipped at its right edge; the cells used. */
int area_text(struct area, int row, int col, enum role, const char *);
/* Exactly `cells` cells: padded with blanks, a text too long is cut with '~', a number too long becomes "####". */
enum align { ALIGN_LEFT, ALIGN_RIGHT, ALIGN_NUMBER };
void area_cell(struct area, int row, int col, int cells, enum role, enum align, const char *);
void area_role(struct area, int row, int col, int cells, enum role); /* the text stays */
void area_rule(struct area, int row, enum role);                     /* a line across */
void area_box(struct area, enum role, const char *title);            /* a frame of lines around it, blank inside */
void area_cursor(struct area, int row, int col, bool shown);
/* Text in lines of at most `cols` cells, broken at blanks, between Chinese characters and at '\n'; the lines used. Lines beyond the area
 * are counted only. */
int area_wrap(struct area, int row, enum role, const char *);
void area_wrap_cut(struct area, enum role, const char *); /* what does not fit ends in ~ */
int text_lines(const char *, int cols);                   /* as many as area_wrap needs */

/* ---- the terminal itself (screen.c: the only file that includes curses) */
enum scheme { SCHEME_DEFAULT, SCHEME_LIGHT, SCHEME_CONTRAST, SCHEME_BLIND, SCHEME_MONO, SCHEME_COUNT };
bool scheme_find(const char *name, enum scheme *); /* default light contrast blind mono */
const char *role_name(enum role);                  /* "good": for dumps and tests */
struct term_opts {
  const char *glyphs;  /* auto, full, narrow, ascii; auto asks the terminal once how wide a line sign is */
  enum scheme scheme;  /* NO_COLOR, or a terminal without colours, makes it mono */
  int64_t answer_wait; /* microseconds the terminal may take to answer, 200 000 */
};
struct term;
/* Takes the terminal on standard input over: raw, alternate screen, bracketed paste. NULL with ERR_TERMINAL when it is none or cannot be
 * used. Only one at a time; whatever ends the program, term_close puts it back (registered with atexit too). */
struct term *term_open(const struct term_opts *, struct err *);
void term_close(struct term *);
bool term_chinese(const struct term *);     /* it can show Chinese: UTF-8, and no Linux console */
const char *term_note(const struct term *); /* NULL, or a sentence about what had to be done to use it */
int term_fd(const struct term *);
ssize_t term_read(struct term *, void *, size_t);    /* as read(2): what came; 0 or −1: it is gone */
bool term_waiting(const struct term *);              /* more was typed */
bool term_early(const struct term *);                /* something was typed while the terminal was asked: term_read gives it at once */
void term_size(struct term *, int *rows, int *cols); /* as it is now */
void term_scheme(struct term *, enum scheme);
void term_glyphs(struct term *, const char *name);              /* full, narrow, ascii; auto: what was found or said at the start */
void term_show(struct term *, const struct frame *, bool anew); /* sends the difference; anew: everything (Ctrl-L, after a resize) */
void term_bell(struct term *);
void term_copy(struct term *, const char *text); /* into the clipboard of the person's terminal (OSC 52) */
/* Test builds tell the harness that everything of input byte counts so far is on the screen: OSC 9998 ; n BEL. Others do nothing. */
void term_idle(struct term *, uint64_t n);

/* ---- signals at dock and count (signal.c): one pattern of bells each, or a command that is given the name. Told apart with closed eyes.
 * */
enum signal_kind {
  SIGNAL_NONE,
  SIGNAL_GOOD,
  SIGNAL_OVER,
  SIGNAL_NOT_ORDERED,
  SIGNAL_UNKNOWN,
  SIGNAL_WRONG_CARTON,
  SIGNAL_REFUSED,
  SIGNAL_COUNT
};
const char *signal_name(enum signal_kind); /* good over not_ordered unknown wrong_carton refused */
struct signals {                           /* {0} is silent and ready */
  int64_t due[32];
  size_t count;
};
void signals_add(struct signals *, enum signal_kind, int64_t now); /* its bells, after those that still wait */
bool signals_ring(struct signals *, int64_t now);                  /* one is due: ring it now; call again until false */
int64_t signals_deadline(const struct signals *);                  /* INT64_MAX: silent */

#endif
