/* screen: the only file that speaks to curses. Takes the terminal over, shows frames, gives it back. Owns the terminal's state.
 * Must not: decode input or know what a frame means. */
#define NCURSES_WIDECHAR 1
#define key_name curses_key_name /* ours is another */
#include <curses.h>
#undef key_name

#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

/* curses names some keys as we do; they are not used here. */
#undef KEY_ENTER
#undef KEY_BACKSPACE
#undef KEY_UP
#undef KEY_DOWN
#undef KEY_LEFT
#undef KEY_RIGHT
#undef KEY_HOME
#undef KEY_END
#include "ui/term/theme.h"

struct term {
  SCREEN *screen;
  bool colours, chinese, ambiguous_wide;
  enum glyph_set found; /* at the start: what `auto` means from then on */
  char note[160];
  attr_t attr[ROLE_COUNT];
  char early[256]; /* typed while the terminal was asked */
  size_t early_count;
};

static struct term *open_now; /* the one that atexit must give back */

/* Everything, whatever the terminal's speed: it is short. */
static void tell(const char *bytes, size_t n) {
  while (n > 0) {
    ssize_t sent = write(STDOUT_FILENO, bytes, n);
    if (sent <= 0) return; /* the terminal is gone: reading it will say so */
    bytes += sent;
    n -= (size_t)sent;
  }
}

static void say(const char *text) {
  tell(text, strlen(text));
}

/* ---- characters */
static bool charset(struct term *t) {
  bool utf8 = setlocale(LC_CTYPE, "") && str_eq(nl_langinfo(CODESET), "UTF-8");
  const char *codeset = nl_langinfo(CODESET);
  bool gb = str_starts(codeset, "GB");
  if (!utf8 && !gb) utf8 = setlocale(LC_CTYPE, "C.UTF-8") != NULL;
  const char *name = getenv("TERM");
  t->chinese = utf8 && !str_eq(name, "linux");
  return utf8;
}

/* The column the cursor reports after one ambiguous sign: 2 when it is narrow, 3 when it is wide, 0 when nobody answers. */
static int ask_column(struct term *t, int64_t wait) {
  char bytes[64] = "";
  size_t have = 0;
  say("\r\xe2\x94\x80\033[6n");
  for (int spent = 0; spent < wait / 1000 && have + 1 < sizeof bytes; spent++) {
    struct pollfd p = {.fd = STDIN_FILENO, .events = POLLIN};
    if (poll(&p, 1, 1) <= 0) continue;
    if (read(STDIN_FILENO, bytes + have, 1) != 1) break;
    bytes[++have] = 0;
    char *esc = memchr(bytes, '\033', have);
    int row, column;
    char end;
    if (!esc || sscanf(esc, "\033[%d;%d%c", &row, &column, &end) != 3 || end != 'R') continue;
    memcpy(t->early, bytes, t->early_count = (size_t)(esc - bytes));
    return column;
  }
  memcpy(t->early, bytes, t->early_count = have);
  return 0;
}

static void choose_glyphs(struct term *t, const struct term_opts *o, bool utf8) {
  if (str_eq(o->glyphs, "full")) return glyphs_use(GLYPHS_FULL);
  if (str_eq(o->glyphs, "narrow")) return glyphs_use(GLYPHS_NARROW);
  if (str_eq(o->glyphs, "ascii") || !utf8 || !t->chinese) return glyphs_use(GLYPHS_ASCII);
  struct termios old, raw;
  if (tcgetattr(STDIN_FILENO, &old)) return glyphs_use(GLYPHS_ASCII);
  raw = old;
  cfmakeraw(&raw);
  int column = tcsetattr(STDIN_FILENO, TCSANOW, &raw) ? 0 : ask_column(t, o->answer_wait);
  say("\r\033[K");
  if (tcsetattr(STDIN_FILENO, TCSANOW, &old)) column = 0;
  t->ambiguous_wide = column == 3;
  glyphs_use(column == 2 ? GLYPHS_FULL : t->ambiguous_wide ? GLYPHS_NARROW : GLYPHS_ASCII);
}

void term_glyphs(struct term *t, const char *name) {
  static const char *const names[] = {[GLYPHS_FULL] = "full", [GLYPHS_NARROW] = "narrow", [GLYPHS_ASCII] = "ascii"};
  enum glyph_set set = t->found;
  for (size_t i = 0; i < COUNT(names); i++)
    if (str_eq(names[i], name)) set = (enum glyph_set)i;
  glyphs_use(set);
}

/* ---- colours */
void term_scheme(struct term *t, enum scheme scheme) {
  const char *no = getenv("NO_COLOR");
  if (!str_empty(no) || !t->colours) scheme = SCHEME_MONO;
  for (int r = 0; r < ROLE_COUNT; r++) {
    struct look look = theme_look(scheme, (enum role)r);
    bool many = COLORS >= 16;
    short letters = (short)(look.letters >= 0 && look.bright && many ? look.letters + 8 : look.letters);
    if (t->colours) init_pair((short)(r + 1), letters, look.ground);
    t->attr[r] = (look.bold || (look.bright && !many) ? A_BOLD : 0) | (look.underline ? A_UNDERLINE : 0) | (look.reverse ? A_REVERSE : 0) |
                 (look.dim ? A_DIM : 0);
  }
}

/* ---- in and out */
static void give_back(void) {
  if (!open_now) return;
  say("\033[?2004l");
  curs_set(1);
  endwin();
  open_now = NULL;
}

static bool curses_begin(struct term *t) {
  t->screen = newterm(NULL, stdout, stdin);
  if (t->screen) return true;
  t->screen = newterm("xterm-256color", stdout, stdin);
  if (t->screen) {
    struct buf b = {0};
    const char *name = getenv("TERM");
    text_fill(&b, _("The terminal '{1}' is not known to this machine: it is used like an xterm."), name ? name : "");
    str_copy(t->note, sizeof t->note, b.p);
    buf_free(&b);
  }
  return t->screen != NULL;
}

struct term *term_open(const struct term_opts *o, struct err *err) {
  if (open_now || !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return err_set(err, ERR_TERMINAL, NULL), NULL;
  struct term *t = xcalloc(1, sizeof *t);
  bool utf8 = charset(t);
  choose_glyphs(t, o, utf8);
  t->found = glyphs_used();
  if (!curses_begin(t)) {
    free(t);
    return err_set(err, ERR_TERMINAL, NULL), NULL;
  }
  static bool registered;
  if (!registered) atexit(give_back);
  registered = true;
  open_now = t;
  raw();
  noecho();
  nonl();
  t->colours = has_colors() && start_color() == OK && use_default_colors() == OK;
  term_scheme(t, o->scheme);
  say("\033[?2004h");
  return t;
}

void term_close(struct term *t) {
  if (!t) return;
  give_back();
  delscreen(t->screen);
  free(t);
}

bool term_chinese(const struct term *t) {
  return t->chinese;
}

const char *term_note(const struct term *t) {
  return *t->note ? t->note : NULL;
}

int term_fd(const struct term *t) {
  (void)t;
  return STDIN_FILENO;
}

ssize_t term_read(struct term *t, void *bytes, size_t n) {
  if (!t->early_count) return read(STDIN_FILENO, bytes, n);
  size_t take = t->early_count < n ? t->early_count : n;
  memcpy(bytes, t->early, take);
  memmove(t->early, t->early + take, t->early_count -= take);
  return (ssize_t)take;
}

bool term_early(const struct term *t) {
  return t->early_count > 0;
}

bool term_waiting(const struct term *t) {
  struct pollfd p = {.fd = STDIN_FILENO, .events = POLLIN};
  return t->early_count || poll(&p, 1, 0) > 0;
}

void term_size(struct term *t, int *rows, int *cols) {
  struct winsize w;
  (void)t;
  if (!ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) && w.ws_row && w.ws_col && (w.ws_row != LINES || w.ws_col != COLS))
    resizeterm(w.ws_row, w.ws_col);
  *rows = LINES;
  *cols = COLS;
}

/* What some terminals draw two cells wide though we count one. */
static uint32_t narrow(uint32_t c) {
  static const struct {
    uint32_t wide, narrow;
  } table[] = {{0xB7, '.'},    {0xD7, 'x'},    {0xF7, '/'},   {0x2013, '-'}, {0x2014, '-'},
               {0x2018, '\''}, {0x2019, '\''}, {0x201C, '"'}, {0x201D, '"'}};
  for (size_t i = 0; i < COUNT(table); i++)
    if (table[i].wide == c) return table[i].narrow;
  return c < 0x80 || (c >= 0x2800 && c < 0x2900) ? c : '?';
}

static void row_show(const struct term *t, const struct frame *f, int row) {
  cchar_t line[512];
  int n = 0;
  for (int col = 0; col < f->cols && n < (int)COUNT(line); col++) {
    const struct cell *c = &f->cell[row * f->cols + col];
    if (!c->code) continue;
    uint32_t code = t->ambiguous_wide && utf8_cells(c->code) == 1 ? narrow(c->code) : c->code;
    wchar_t text[3] = {(wchar_t)code, (wchar_t)c->mark, 0};
    if (setcchar(&line[n], text, t->attr[c->role], t->colours ? (short)(c->role + 1) : 0, NULL) != OK) {
      text[0] = utf8_cells(c->code) == 2 ? 0x3013 : L'?'; /* what the system cannot show is still as wide */
      text[1] = 0;
      if (setcchar(&line[n], text, t->attr[c->role], 0, NULL) != OK) continue;
    }
    n++;
  }
  mvadd_wchnstr(row, 0, line, n);
}

void term_show(struct term *t, const struct frame *f, bool anew) {
  if (anew) clearok(curscr, TRUE);
  erase();
  for (int row = 0; row < f->rows && row < LINES; row++) row_show(t, f, row);
  move(f->cursor_row, f->cursor_col);
  curs_set(f->cursor_shown ? 1 : 0);
  refresh();
}

void term_bell(struct term *t) {
  (void)t;
  say("\a");
}

void term_copy(struct term *t, const char *text) {
  struct buf b = {0};
  (void)t;
  buf_adds(&b, "\033]52;c;");
  base64_put(&b, text, strlen(text));
  buf_adds(&b, "\a");
  tell(b.p, b.n);
  buf_free(&b);
}

void term_idle(struct term *t, uint64_t n) {
  (void)t;
#ifdef ZG_TEST
  char text[48];
  snprintf(text, sizeof text, "\033]9998;%llu\a", (unsigned long long)n);
  say(text);
#else
  (void)n;
#endif
}
