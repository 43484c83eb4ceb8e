/* script: the screens without a terminal, driven by a file (FORMATS "Screen scripts"), so that a person can send what goes wrong. One
 * step a line: key K, text T, scan CODE, paste T, wait, dump FILE, size CxR; # begins a comment. Owns nothing. */
#include "ui/app.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SCRIPT_MOST = 1 << 20, ROWS = 24, COLS = 80, STEP = 200000 };

static bool wrong(const char *line, struct err *err) {
  return err_set(err, ERR_SCRIPT, NULL, line);
}

static void settle(struct app *app) {
  app_change(app);
  stack_sweep(app);
  if (app->ui.db && db_changed(app->ui.db)) ui_stale(&app->ui);
  if (app->ui.db && db_commits(app->ui.db) != app->commits) ui_stale(&app->ui);
  if (app->ui.db) app->commits = db_commits(app->ui.db);
  stack_load(app);
}

static bool step_key(struct app *app, const char *arg, struct err *err) {
  struct key k;
  if (!key_parse(arg, &k)) return wrong(arg, err);
  k.at = app->ui.now;
  if (!keys_raw(app, &k)) keys_key(app, &k);
  return true;
}

static bool step_text(struct app *app, const char *arg, struct err *err) {
  (void)err;
  for (const char *end = arg + strlen(arg); arg < end;) {
    const struct key k = {.code = utf8_next(&arg, end), .at = app->ui.now};
    if (!keys_raw(app, &k)) keys_key(app, &k);
    settle(app);
  }
  return true;
}

static bool step_scan(struct app *app, const char *arg, struct err *err) {
  (void)err;
  const struct scan scan = {.raw = arg, .n = strlen(arg), .at = app->ui.now};
  keys_scan(app, &scan);
  return true;
}

static bool step_paste(struct app *app, const char *arg, struct err *err) {
  (void)err;
  keys_paste(app, arg);
  return true;
}

/* Until no child works any more. */
static bool step_wait(struct app *app, const char *arg, struct err *err) {
  (void)arg;
  struct screen *top = ui_top(&app->ui);
  while (top && str_eq(top->row->code, "work")) {
    if (!loop_turn(app->loop, STEP, err)) return false;
    settle(app);
    top = ui_top(&app->ui);
  }
  return true;
}

/* So many minutes in which nobody touches a key. */
static bool step_pass(struct app *app, const char *arg, struct err *err) {
  int64_t minutes;
  if (!num_parse(arg, 0, &minutes) || minutes < 1 || minutes > 1440) return wrong(arg, err);
  app->ui.now += minutes * 60 * 1000000;
  app_lock_when_due(app);
  return true;
}

static bool step_dump(struct app *app, const char *arg, struct err *err) {
  struct buf b = {0};
  char cursor[64];
  chrome_draw(app);
  frame_dump(&app->frame, &b);
  snprintf(cursor, sizeof cursor, "cursor %d,%d %s\n", app->frame.cursor_row, app->frame.cursor_col,
           app->frame.cursor_shown ? "shown" : "hidden");
  buf_adds(&b, cursor);
  bool ok;
  if (str_eq(arg, "-")) ok = fwrite(b.p, 1, b.n, stdout) == b.n || err_set(err, ERR_FILE_WRITE, NULL, _("standard output"), "?");
  else ok = file_replace(arg, b.p, b.n, 0644, err);
  buf_free(&b);
  return ok;
}

static bool step_size(struct app *app, const char *arg, struct err *err) {
  int cols, rows;
  char end;
  if (sscanf(arg, "%dx%d%c", &cols, &rows, &end) != 2 || cols < 1 || rows < 1 || cols > 500 || rows > 200) return wrong(arg, err);
  frame_size(&app->frame, rows, cols);
  return true;
}

static const struct {
  const char *word;
  bool (*run)(struct app *, const char *, struct err *);
} steps[] = {{"key", step_key},   {"text", step_text}, {"scan", step_scan}, {"paste", step_paste},
             {"wait", step_wait}, {"dump", step_dump}, {"size", step_size}, {"pass", step_pass}};

static bool step(struct app *app, char *line, struct err *err) {
  line[strcspn(line, "\r")] = 0;
  if (!*line || *line == '#') return true;
  char *arg = line + strcspn(line, " ");
  if (*arg) *arg++ = 0;
  app->ui.now += STEP;
  for (size_t i = 0; i < COUNT(steps); i++) {
    if (!str_eq(steps[i].word, line)) continue;
    bool ok = steps[i].run(app, arg, err);
    settle(app);
    while (app_step(app)) {}
    keys_waiting(app);
    settle(app);
    return ok;
  }
  return wrong(line, err);
}

bool script_run(struct app *app, const char *path, struct err *err) {
  struct buf b = {0};
  frame_size(&app->frame, ROWS, COLS);
  if (!(app->loop = loop_new(err)) || !file_read(path, SCRIPT_MOST, &b, err)) return false;
  bool ok = true;
  settle(app);
  char *rest = NULL;
  for (char *line = b.n ? strtok_r(b.p, "\n", &rest) : NULL; ok && line && !app->quit; line = strtok_r(NULL, "\n", &rest))
    ok = step(app, line, err);
  buf_free(&b);
  return ok;
}
