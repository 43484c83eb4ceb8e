/* See harness.h. */
#include "tests/screen/harness.h"
#include "ui/term/term.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { KEY_GAP = 200000, SCAN_GAP = 5000, PATIENCE_MS = 30000, ENV_MOST = 64, ARGS_MOST = 24 };
static char program[PATH_MAX]; /* by its whole path: it runs in the folder of the store, so that files there have short names */
static const char now_text[] = "2026-11-24T02:00:00Z";
static unsigned started; /* every process gets a seed of its own: none makes the ids of another */

const char *shop_pin(const struct shop *s, const char *staff) {
  for (size_t i = 0; i < SHOP_STAFF; i++)
    if (str_eq(s->person[i].staff, staff)) return s->person[i].pin;
  return "";
}

/* ---- processes */
struct environment {
  const char *at[ENV_MOST];
  char *own[8];
  size_t n, owned;
};

static void env_add(struct environment *e, char *text) {
  e->at[e->n++] = e->own[e->owned++] = text;
}

static void env_make(struct environment *e, const struct shop *shop, const struct tty_opts *o) {
  static const char *const kept[] = {"PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS"};
  *e = (struct environment){0};
  for (const char *const *p = o ? o->env : NULL; p && *p; p++) e->at[e->n++] = *p; /* the first of a name counts */
  for (size_t i = 0; i < COUNT(kept); i++)
    if (getenv(kept[i])) env_add(e, xprintf("%s=%s", kept[i], getenv(kept[i])));
  e->at[e->n++] = "HOME=."; /* settings of this machine are those of the folder it works in, the store's; its name is in no picture */
  env_add(e, xprintf("ZG_SEED=%u", ++started));
  env_add(e, xprintf("ZHANGGUI_PIN=%s", shop_pin(shop, o && o->as ? o->as : "lin")));
  if (o && o->actions) env_add(e, xprintf("ZG_ACTIONS=%s", o->actions));
  e->at[e->n++] = "TMPDIR=."; /* what a killed program leaves goes with the store */
  e->at[e->n++] = "LANG=C.UTF-8";
  e->at[e->n++] = "TZ=UTC";
  e->at[e->n++] = "TERM=xterm-256color";
  static char clock[64];
  snprintf(clock, sizeof clock, "ZG_NOW=%s", now_text);
  if (!o || !o->real_clock) e->at[e->n++] = clock;
}

static void env_free(struct environment *e) {
  while (e->owned) free(e->own[--e->owned]);
}

char *shop_run(const struct shop *shop, const char *input, const char *const *words) {
  const char *argv[ARGS_MOST] = {program, "--db", shop->path};
  size_t n = 3;
  struct environment e;
  struct buf got = {0};
  char path[320], part[4096];
  pid_t pid;
  int out[2], status;
  ssize_t r;
  for (; *words; words++) argv[n++] = *words;
  snprintf(path, sizeof path, "%s/input", shop->dir);
  struct err err;
  assert_true(file_replace(path, input, strlen(input), 0600, &err));
  assert_int_equal(pipe2(out, O_CLOEXEC), 0);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, path, O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&files, out[1], 1);
  posix_spawn_file_actions_addchdir_np(&files, shop->dir);
  env_make(&e, shop, NULL);
  assert_int_equal(posix_spawn(&pid, program, &files, NULL, (char *const *)(uintptr_t)argv, (char *const *)(uintptr_t)e.at), 0);
  posix_spawn_file_actions_destroy(&files);
  env_free(&e);
  close(out[1]);
  while ((r = read(out[0], part, sizeof part)) > 0) buf_add(&got, part, (size_t)r);
  close(out[0]);
  assert_int_equal(waitpid(pid, &status, 0), pid);
  if (!WIFEXITED(status) || WEXITSTATUS(status)) fail_msg("%s gave %d: %s", argv[3], status, got.n ? got.p : "");
  assert_int_equal(unlink(path), 0);
  return buf_take(&got);
}

/* ---- stores */
static void shop_folder(struct shop *s) {
  const char *root = getenv("TMPDIR");
  assert_non_null(realpath("build/test/zhanggui", program));
  *s = (struct shop){0};
  snprintf(s->dir, sizeof s->dir, "%s/screen.XXXXXX", root ? root : "/tmp");
  assert_non_null(mkdtemp(s->dir));
  snprintf(s->path, sizeof s->path, "%s/store.db", s->dir);
}

static void command(char *text) {
  assert_int_equal(system(text), 0);
  free(text);
}

void shop_make(struct shop *s) {
  static const char *const words[] = {"init", "--demo", "--json", NULL};
  struct err err;
  shop_folder(s);
  char *out = shop_run(s, "", words);
  struct js *js = js_parse(out, strlen(out), &err);
  assert_non_null(js);
  const struct js *staff = js_get(js, "staff");
  for (size_t i = 0; i < js_count(staff) && i < SHOP_STAFF; i++) {
    str_copy(s->person[i].staff, sizeof s->person[i].staff, js_text(js_get(js_at(staff, i), "staff"), ""));
    str_copy(s->person[i].pin, sizeof s->person[i].pin, js_text(js_get(js_at(staff, i), "pin"), ""));
  }
  assert_true(*shop_pin(s, "lin"));
  js_free(js);
  free(out);
}

void shop_copy(struct shop *s, const struct shop *from) {
  shop_folder(s);
  command(xprintf("cp -a %s/. %s/", from->dir, s->dir));
  memcpy(s->person, from->person, sizeof s->person);
}

void shop_none(struct shop *s) {
  shop_folder(s);
}

void shop_free(struct shop *s) {
  command(xprintf("rm -rf %s", s->dir));
}

/* ---- output: into libvterm, and past it the marks that are for us */
static int on_prop(VTermProp prop, VTermValue *value, void *self) {
  if (prop == VTERM_PROP_CURSORVISIBLE) ((struct tty *)self)->cursor_shown = value->boolean != 0;
  return 1;
}

static int on_cursor(VTermPos pos, VTermPos before, int visible, void *self) {
  struct tty *t = self;
  (void)before, (void)visible;
  t->cursor_row = pos.row;
  t->cursor_col = pos.col;
  return 1;
}

static int on_bell(void *self) {
  ((struct tty *)self)->bells++;
  return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_prop, .movecursor = on_cursor, .bell = on_bell};

static void osc_done(struct tty *t) {
  const char *text = t->osc.n ? t->osc.p : "";
  unsigned long long n;
  if (sscanf(text, "9998;%llu", &n) == 1) {
    t->idle = n;
    t->marks++;
  } else if (str_starts(text, "52;c;")) {
    buf_clear(&t->copied);
    buf_adds(&t->copied, text + strlen("52;c;"));
  }
  buf_clear(&t->osc);
}

static void osc_byte(struct tty *t, char c) {
  enum { OUT, ESCAPE, INSIDE };
  if (t->escape == INSIDE && c == '\a') {
    osc_done(t);
    t->escape = OUT;
  } else if (t->escape == INSIDE) {
    buf_addc(&t->osc, c);
  } else {
    t->escape = c == '\033' ? ESCAPE : t->escape == ESCAPE && c == ']' ? INSIDE : OUT;
  }
}

/* What the terminal itself answers is read by the program before it counts. */
static void answer(struct tty *t) {
  char bytes[128];
  size_t n = vterm_output_read(t->vt, bytes, sizeof bytes);
  if (n) assert_int_equal(write(t->fd, bytes, n), n);
}

bool tty_pump(struct tty *t, int ms) {
  struct pollfd p = {.fd = t->fd, .events = (short)(POLLIN | (t->out_at < t->out.n ? POLLOUT : 0))};
  char bytes[16384];
  if (t->gone || poll(&p, 1, ms) <= 0) return false;
  if (p.revents & POLLOUT) {
    ssize_t n = write(t->fd, t->out.p + t->out_at, t->out.n - t->out_at);
    if (n > 0) t->out_at += (size_t)n;
    if (t->out_at == t->out.n) buf_clear(&t->out), t->out_at = 0;
  }
  if (p.revents & (POLLIN | POLLHUP | POLLERR)) {
    ssize_t n = read(t->fd, bytes, sizeof bytes);
    if (n <= 0 && errno != EAGAIN) {
      t->gone = true;
      return true;
    }
    for (ssize_t i = 0; i < n; i++) osc_byte(t, bytes[i]);
    if (n > 0) vterm_input_write(t->vt, bytes, (size_t)n);
    answer(t);
  }
  return true;
}

static void stuck(struct tty *t, const char *what) {
  struct buf b = {0};
  tty_picture(t, &b);
  fail_msg("%s%s: sent %llu, told %llu\n%s", what, t->gone ? " (it ended)" : "", (unsigned long long)t->sent, (unsigned long long)t->idle,
           b.p);
}

void tty_more(struct tty *t) {
  if (!tty_pump(t, PATIENCE_MS) || t->gone) stuck(t, "nothing came");
}

void tty_settle(struct tty *t) {
  while (!t->gone && (t->out_at < t->out.n || t->idle != t->sent))
    if (!tty_pump(t, PATIENCE_MS)) stuck(t, "it does not come to rest");
}

/* Something may be painted all the while: here only the clock ends a wait that is in vain. */
void tty_wait(struct tty *t, const char *text) {
  time_t begin = time(NULL);
  while (!tty_sees(t, text)) {
    bool late = time(NULL) - begin > PATIENCE_MS / 1000;
    if (late || t->gone) stuck(t, text);
    tty_pump(t, 1000);
  }
}

/* Work in a child ends when it ends. */
static void tty_nobox(struct tty *t) {
  time_t begin = time(NULL);
  while (tty_sees(t, "┌") || tty_sees(t, "+-")) {
    if (t->gone || time(NULL) - begin > PATIENCE_MS / 1000) stuck(t, "a box stays");
    tty_pump(t, 1000);
  }
  tty_pass(t, KEY_GAP); /* what it leads to is on the screen when this has come to rest */
}

/* ---- from start to end */
void tty_start(struct tty *t, const struct shop *shop, const struct tty_opts *o) {
  const char *argv[ARGS_MOST] = {program, "--db", "store.db", "--seat", o->seat ? o->seat : "dock1"};
  size_t n = 5;
  struct environment e;
  *t = (struct tty){.rows = o->rows ? o->rows : 24, .cols = o->cols ? o->cols : 80, .cursor_shown = true};
  if (!o->as || *o->as) {
    argv[n++] = "--as";
    argv[n++] = o->as ? o->as : "lin";
  }
  for (const char *const *p = o->args; p && *p; p++) argv[n++] = *p;
  t->vt = vterm_new(t->rows, t->cols);
  vterm_set_utf8(t->vt, 1);
  t->screen = vterm_obtain_screen(t->vt);
  vterm_screen_set_callbacks(t->screen, &callbacks, t);
  vterm_screen_enable_altscreen(t->screen, 1);
  vterm_screen_reset(t->screen, 1);
  struct winsize w = {.ws_row = (unsigned short)t->rows, .ws_col = (unsigned short)t->cols};
  t->fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
  assert_true(t->fd >= 0 && !grantpt(t->fd) && !unlockpt(t->fd) && !ioctl(t->fd, TIOCSWINSZ, &w));
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attr;
  posix_spawn_file_actions_init(&files);
  posix_spawnattr_init(&attr);
  posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSID);
  char errors[320];
  snprintf(errors, sizeof errors, "%s/errors", shop->dir);
  posix_spawn_file_actions_addopen(&files, 0, ptsname(t->fd), O_RDWR, 0); /* of a session's leader: its terminal from now on */
  posix_spawn_file_actions_adddup2(&files, 0, 1);
  posix_spawn_file_actions_addopen(&files, 2, errors, O_WRONLY | O_CREAT | O_APPEND, 0600);
  posix_spawn_file_actions_addchdir_np(&files, shop->dir);
  env_make(&e, shop, o);
  assert_int_equal(posix_spawn(&t->pid, program, &files, &attr, (char *const *)(uintptr_t)argv, (char *const *)(uintptr_t)e.at), 0);
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&attr);
  env_free(&e);
  while (!t->marks && !t->gone) tty_more(t);
}

int tty_end(struct tty *t) {
  int status;
  while (tty_pump(t, PATIENCE_MS)) continue;
  if (!t->gone) stuck(t, "it does not end");
  assert_int_equal(waitpid(t->pid, &status, 0), t->pid);
  t->pid = 0;
  return status;
}

void tty_hangup(struct tty *t) {
  close(t->fd);
  t->fd = -1;
  t->gone = true;
}

void tty_free(struct tty *t) {
  if (t->pid) {
    kill(t->pid, SIGKILL);
    waitpid(t->pid, NULL, 0);
  }
  if (t->fd >= 0) close(t->fd);
  vterm_free(t->vt);
  buf_free(&t->out);
  buf_free(&t->osc);
  buf_free(&t->copied);
}

/* ---- what is typed */
void tty_bytes(struct tty *t, const char *bytes, size_t n) {
  buf_add(&t->out, bytes, n);
  t->sent += n;
}

void tty_pass(struct tty *t, int64_t microseconds) {
  char stamp[48];
  if (!t->clock) t->clock = KEY_GAP;
  t->clock += microseconds;
  int n = snprintf(stamp, sizeof stamp, "\033]9999;%lld\a", (long long)t->clock);
  tty_bytes(t, stamp, (size_t)n);
}

/* Up to the next whole key's gap, so that seconds shown do not hang on how long a scan was. */
static void pass_whole(struct tty *t) {
  tty_pass(t, KEY_GAP + (KEY_GAP - t->clock % KEY_GAP) % KEY_GAP);
}

/* The bytes an xterm sends. */
static size_t key_bytes(const char *name, char out[16]) {
  static const struct {
    const char *name, *bytes;
  } table[] = {{"Enter", "\r"},     {"Tab", "\t"},       {"BackTab", "\033[Z"}, {"Esc", "\033"},     {"Backspace", "\177"},
               {"Del", "\033[3~"},  {"Ins", "\033[2~"},  {"Up", "\033[A"},      {"Down", "\033[B"},  {"Left", "\033[D"},
               {"Right", "\033[C"}, {"Home", "\033[H"},  {"End", "\033[F"},     {"PgUp", "\033[5~"}, {"PgDn", "\033[6~"},
               {"F1", "\033OP"},    {"F2", "\033OQ"},    {"F3", "\033OR"},      {"F4", "\033OS"},    {"F5", "\033[15~"},
               {"F6", "\033[17~"},  {"F7", "\033[18~"},  {"F8", "\033[19~"},    {"F9", "\033[20~"},  {"F10", "\033[21~"},
               {"F11", "\033[23~"}, {"F12", "\033[24~"}, {"Space", " "},        {"C-]", "\035"}};
  struct key k;
  for (size_t i = 0; i < COUNT(table); i++)
    if (str_eq(table[i].name, name)) return str_copy(out, 16, table[i].bytes), strlen(table[i].bytes);
  if (!key_parse(name, &k) || (k.mods & ~(unsigned)(MOD_CTRL | MOD_ALT))) fail_msg("'%s' is no key that can be typed", name);
  size_t n = 0;
  if (k.mods & MOD_ALT) out[n++] = '\033';
  if (k.mods & MOD_CTRL) out[n++] = (char)(k.code & 0x1F);
  else n += utf8_put(out + n, k.code);
  return n;
}

void tty_key(struct tty *t, const char *name) {
  char bytes[16];
  size_t n = key_bytes(name, bytes);
  if (!t->clock) tty_pass(t, 0);
  tty_bytes(t, bytes, n);
  tty_pass(t, KEY_GAP);
}

void tty_type(struct tty *t, const char *text) {
  if (!t->clock) tty_pass(t, 0);
  for (const char *end = text + strlen(text); text < end;) {
    const char *from = text;
    utf8_next(&text, end);
    tty_bytes(t, from, (size_t)(text - from));
    tty_pass(t, KEY_GAP);
  }
}

void tty_scan(struct tty *t, const char *code) {
  if (!t->clock) tty_pass(t, 0);
  for (; *code; code++) {
    tty_bytes(t, code, 1);
    tty_pass(t, SCAN_GAP);
  }
  tty_bytes(t, "\r", 1);
  pass_whole(t);
}

void tty_paste(struct tty *t, const char *text) {
  tty_bytes(t, "\033[200~", 6);
  tty_bytes(t, text, strlen(text));
  tty_bytes(t, "\033[201~", 6);
  tty_pass(t, KEY_GAP);
}

/* The size changes before the stamp behind it is read: what settles then is the new picture. */
void tty_resize(struct tty *t, int rows, int cols) {
  struct winsize w = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
  t->rows = rows;
  t->cols = cols;
  vterm_set_size(t->vt, rows, cols);
  assert_int_equal(ioctl(t->fd, TIOCSWINSZ, &w), 0);
  tty_pass(t, KEY_GAP);
}

static void blanks(char *text) {
  for (; *text; text++)
    if (*text == '_') *text = ' ';
}

static void step(struct tty *t, char *word) {
  int rows, cols;
  char *arg = strchr(word, ':');
  if (str_eq(word, "nobox")) {
    tty_nobox(t);
  } else if (!arg || arg == word) {
    tty_key(t, word);
  } else {
    *arg++ = 0;
    if (!str_eq(word, "size")) blanks(arg);
    if (str_eq(word, "text")) tty_type(t, arg);
    else if (str_eq(word, "scan")) tty_scan(t, arg);
    else if (str_eq(word, "paste")) tty_paste(t, arg);
    else if (str_eq(word, "wait")) tty_wait(t, arg);
    else if (str_eq(word, "pass")) tty_pass(t, atoll(arg) * INT64_C(60000000));
    else if (str_eq(word, "size") && sscanf(arg, "%dx%d", &cols, &rows) == 2) tty_resize(t, rows, cols);
    else fail_msg("'%s' is no step", word);
  }
  tty_settle(t);
}

void tty_play(struct tty *t, const char *steps) {
  char *copy = xstrdup(steps), *rest = NULL;
  for (char *word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) step(t, word);
  free(copy);
}

/* ---- what is seen */
static VTermScreenCell cell_at(const struct tty *t, int row, int col) {
  VTermScreenCell c = {0};
  vterm_screen_get_cell(t->screen, (VTermPos){row, col}, &c);
  return c;
}

void tty_row(struct tty *t, int row, struct buf *out) {
  char utf8[4];
  for (int col = 0; col < t->cols;) {
    VTermScreenCell c = cell_at(t, row, col);
    if (!c.chars[0] || c.chars[0] == (uint32_t)-1) buf_addc(out, ' ');
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && c.chars[i] && c.chars[0] != (uint32_t)-1; i++)
      buf_add(out, utf8, utf8_put(utf8, c.chars[i]));
    col += c.width > 1 ? c.width : 1;
  }
}

bool tty_sees(struct tty *t, const char *text) {
  struct buf b = {0};
  for (int row = 0; row < t->rows; row++) {
    tty_row(t, row, &b);
    buf_addc(&b, '\n');
  }
  bool seen = strstr(b.p, text) != NULL;
  buf_free(&b);
  return seen;
}

static char colour(const VTermColor *c, bool is_default) {
  static const char letters[] = "krgybmcwKRGYBMCW";
  if (is_default) return '-';
  return VTERM_COLOR_IS_INDEXED(c) && c->indexed.idx < 16 ? letters[c->indexed.idx] : '?';
}

/* In the signs of ui/term/roles.def: letters, ground, + bold, _ underline, ~ reverse. */
static void look_of(const VTermScreenCell *c, char out[8]) {
  snprintf(out, 8, "%c%c%s%s%s", colour(&c->fg, VTERM_COLOR_IS_DEFAULT_FG(&c->fg)), colour(&c->bg, VTERM_COLOR_IS_DEFAULT_BG(&c->bg)),
           c->attrs.bold ? "+" : "", c->attrs.underline ? "_" : "", c->attrs.reverse ? "~" : "");
}

/* Runs of one look; what is as the terminal has it is left out. The right half of a wide character looks as its left one. */
static void looks_row(struct tty *t, int row, struct buf *out) {
  char now[8] = "--", next[8];
  size_t before = out->n;
  int from = 0;
  for (int col = 0; col <= t->cols;) {
    VTermScreenCell c = cell_at(t, row, col < t->cols ? col : 0);
    look_of(&c, next);
    if (col == t->cols || !str_eq(now, next)) {
      if (!str_eq(now, "--") && col > from) buf_printf(out, "%s%d-%d %s", out->n == before ? "" : ", ", from, col - 1, now);
      str_copy(now, sizeof now, next);
      from = col;
    }
    col += c.width > 1 && col < t->cols ? c.width : 1;
  }
}

void tty_picture(struct tty *t, struct buf *out) {
  struct buf looks = {0};
  for (int row = 0; row < t->rows; row++) {
    buf_addc(out, '|');
    tty_row(t, row, out);
    buf_adds(out, "|\n");
  }
  buf_printf(out, "cursor %d,%d %s\n", t->cursor_row, t->cursor_col, t->cursor_shown ? "shown" : "hidden");
  for (int row = 0; row < t->rows; row++) {
    buf_clear(&looks);
    looks_row(t, row, &looks);
    if (looks.n) buf_printf(out, "%d: %s\n", row, looks.p);
  }
  buf_free(&looks);
}
