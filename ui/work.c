/* work: a command of ours as a child, with how far it is, Esc to stop it, and what came of it. Must not: know what the command does. */
#include "ui/app.h"
#include "ui/box.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { ARGS_MOST = 32, BAR_CELLS = 40 };
struct work {
  char *title;
  struct buf out, err;
  child_id id;
  int64_t since, done, rows; /* rows 0: not told yet */
  bool stopping, ended;
  work_fn *fn;
};

/* The last whole line "progress DONE ROWS" on standard error; these lines are taken out of what the caller sees. */
static void progress_take(struct work *w) {
  struct buf rest = {0};
  const char *p = w->err.n ? w->err.p : "";
  for (const char *end; (end = strchr(p, '\n')); p = end + 1) {
    long long done, rows;
    if (sscanf(p, "progress %lld %lld", &done, &rows) == 2) {
      w->done = done;
      w->rows = rows;
    } else {
      buf_add(&rest, p, (size_t)(end + 1 - p));
    }
  }
  buf_adds(&rest, p);
  buf_free(&w->err);
  w->err = rest;
}

static void said(void *self, bool error, const char *bytes, size_t n) {
  struct screen *s = self;
  struct work *w = s->own;
  buf_add(error ? &w->err : &w->out, bytes, n);
  if (error) progress_take(w);
  s->ui->app->dirty = true;
}

static void ended(void *self, int status) {
  struct screen *s = self;
  struct work *w = s->own;
  w->ended = true;
  w->id = 0;
  ui_close(s);
  ui_stale(s->ui);
  w->fn(ui_under(s), status, w->out.n ? w->out.p : "", w->err.n ? w->err.p : "");
}

void ui_work(struct screen *owner, const char *title, const char *const *args, work_fn *fn) {
  static const struct child_fns fns = {said, ended};
  struct ui *ui = owner->ui;
  const char *argv[ARGS_MOST + 10] = {ui->app->start->program, "--progress", "--lang", text_language_now(), "--db", ui->app->database};
  struct err err = {0};
  size_t n = 6;
  if (ui->app->start->config_path) {
    argv[n++] = "--config";
    argv[n++] = ui->app->start->config_path;
  }
  if (*ui->staff) {
    argv[n++] = "--as";
    argv[n++] = ui->staff;
  }
  while (*args && n < COUNT(argv) - 1) argv[n++] = *args++;
  struct screen *s = ui_open(ui, "work", "");
  if (!s) return;
  struct work *w = s->own;
  *w = (struct work){.title = xstrdup(title), .since = ui->now, .fn = fn};
  /* The child signs in as everybody does; only it gets the PIN. */
  bool ok = !*ui->app->pin || !setenv("ZHANGGUI_PIN", ui->app->pin, 1) || err_set(&err, ERR_CHILD, NULL, title, err_errno(errno));
  ok = ok && loop_child(ui->app->loop, argv, &fns, s, &w->id, &err);
  unsetenv("ZHANGGUI_PIN");
  if (ok) return;
  w->ended = true;
  ui_close(s);
  ui_refuse(ui, &err);
}

/* The last refusal among what a command said: {"error":{"text":…,"hint":…}} a line, or else all of it as it is. */
void ui_work_refuse(struct ui *ui, const char *said) {
  struct err why = {0}, ignored;
  for (const char *line = said; *line; line += *line ? 1 : 0) {
    size_t n = strcspn(line, "\n");
    struct js *js = *line == '{' ? js_parse(line, n, &ignored) : NULL;
    const struct js *e = js_get(js, "error");
    if (e) {
      str_copy(why.text, sizeof why.text, js_text(js_get(e, "text"), ""));
      str_copy(why.hint, sizeof why.hint, js_text(js_get(e, "hint"), ""));
      str_copy(why.where, sizeof why.where, js_text(js_get(e, "where"), ""));
    }
    js_free(js);
    line += n;
  }
  if (!*why.text) str_copy(why.text, sizeof why.text, *said ? said : _("It was stopped."));
  ui_refuse(ui, &why);
}

static void draw(const struct screen *s, struct area a) {
  const struct work *w = s->own;
  struct buf bar = {0}, text = {0};
  char done[24], rows[24], seconds[24];
  struct area box = box_draw(a, 4, 60, w->title);
  int64_t spent = (s->ui->now - w->since) / 1000000;
  if (w->rows) {
    glyph_bar(&bar, (uint64_t)w->done, (uint64_t)w->rows, BAR_CELLS);
    area_text(box, 0, 0, ROLE_GOOD, bar.p);
    text_fill(&text, _("{1} of {2}, {3} s"), num_format(done, sizeof done, w->done, 0), num_format(rows, sizeof rows, w->rows, 0),
              num_format(seconds, sizeof seconds, spent, 0));
  } else {
    text_fill(&text, _("{1} s"), num_format(seconds, sizeof seconds, spent, 0));
  }
  area_text(box, 1, 0, ROLE_TEXT, text.p);
  area_text(box, 3, 0, ROLE_DIM, w->stopping ? _("It stops at the next safe point.") : _("Esc stops it"));
  area_cursor(box, 3, 0, false);
  buf_free(&bar);
  buf_free(&text);
}

static bool key(struct screen *s, const struct key *k) {
  struct work *w = s->own;
  if (k->code == KEY_ESC || k->code == KEY_F12) {
    w->stopping = true;
    loop_child_stop(s->ui->app->loop, w->id);
  }
  return true;
}

static void tick(struct screen *s) {
  ui_dirty(s->ui); /* the seconds */
}

static void done(struct screen *s) {
  struct work *w = s->own;
  free(w->title);
  buf_free(&w->out);
  buf_free(&w->err);
}

const struct screen_kind screen_work = {.size = sizeof(struct work), .draw = draw, .key = key, .tick = tick, .close = done};
