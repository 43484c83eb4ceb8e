/* turn: one turn after another. Bytes in, keys and scans out, work done, screens read anew, one picture shown. Owns the order of these.
 * Must not: know any screen. */
#include "ui/app.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum { MS = 1000, LOOK_EVERY = 100 * MS, MESSAGE_STAYS = 8000 * MS, MINUTE = 60000 * MS, IDLE = 1000 * MS, UNPAINTED_MOST = 16 };

/* ---- input: decoder, then burst, then the screen */
/* Whether letters are commands or text is asked whenever another screen may have come up, or a scan's first letter would be a command. */
static void mode_set(struct app *app) {
  struct screen *top = ui_top(&app->ui);
  bool typing = top && top->row->kind->edit && top->row->kind->edit(top);
  burst_set_mode(app->burst, typing ? BURST_TEXT : BURST_COMMANDS);
}

static void burst_out(void *self, const struct burst_event *e) {
  struct app *app = self;
  struct screen *top = ui_top(&app->ui);
  if (e->kind == BURST_SCAN) {
    const struct scan scan = {e->code, e->n, e->at, e->guessed, e->again};
    keys_scan(app, &scan);
  } else if (e->kind == BURST_BACK) {
    struct edit *edit = top && top->row->kind->edit ? top->row->kind->edit(top) : NULL;
    const struct key none = {0};
    if (edit) edit_back(edit, e->back);
    if (edit && top->row->kind->key) top->row->kind->key(top, &none);
  } else {
    uint32_t code = e->key == '\r' ? KEY_ENTER : e->key == '\t' ? KEY_TAB : e->key;
    const struct key k = {code, e->mods, e->at};
    keys_key(app, &k);
  }
  stack_sweep(app);
  keys_waiting(app);
  mode_set(app);
  app->unpainted++;
}

static void input_out(void *self, const struct input_event *e) {
  struct app *app = self;
  if (e->key.at > app->ui.now) app->ui.now = e->key.at;
  if (e->kind == INPUT_PASTE) {
    char *text = xstrndup(e->text, e->n);
    burst_tick(app->burst, INT64_MAX, burst_out, app); /* what was typed before it comes first */
    keys_paste(app, text);
    free(text);
    stack_sweep(app);
    return;
  }
  if (keys_raw(app, &e->key)) return stack_sweep(app);
  uint32_t code = e->key.code == KEY_ENTER ? '\r' : e->key.code == KEY_TAB ? '\t' : e->key.code;
  burst_feed(app->burst, code, e->key.mods, e->key.at, app->stalled, burst_out, app);
}

/* A test's harness stamps its bytes; otherwise the clock. */
static int64_t clock_now(const struct app *app) {
  return input_now(app->input, env_now(app->ui.env));
}

static void input_read(void *self, int fd, bool gone) {
  struct app *app = self;
  char bytes[4096];
  (void)fd;
  ssize_t n = gone ? 0 : term_read(app->term, bytes, sizeof bytes);
  if (n <= 0) {
    app->gone = app->quit = true;
    return;
  }
  app->bytes += (uint64_t)n;
  app->stalled = stall_read(&app->stall, clock_now(app));
  input_feed(app->input, bytes, (size_t)n, env_now(app->ui.env), input_out, app);
}

static void on_signal(void *self, int number) {
  struct app *app = self;
  if (number == SIGWINCH) app->anew = app->dirty = true;
  if (number == SIGHUP) app->gone = true;
  if (number == SIGHUP || number == SIGTERM) app->quit = true;
}

/* ---- what else may have happened */

/* Long enough without a key. A child that works is left alone: what it tells at the end must find its screen. */
void app_lock_when_due(struct app *app) {
  struct ui *ui = &app->ui;
  const struct screen *top = ui_top(ui);
  int64_t minutes = config_int(ui->config, OPT_LOCK);
  if (!minutes || !*ui->staff || !top || str_eq(top->row->code, "lock") || str_eq(top->row->code, "work")) return;
  if (str_eq(top->row->code, "signin") || ui->now - app->touched < minutes * MINUTE) return;
  ui_open(ui, "lock", "");
  ui_dirty(ui);
}

static void look_round(struct app *app) {
  struct ui *ui = &app->ui;
  app_lock_when_due(app);
  struct screen *top = ui_top(ui);
  if (ui->now - app->looked_at >= LOOK_EVERY || ui->now < app->looked_at) {
    app->looked_at = ui->now;
    if (ui->db && db_changed(ui->db)) ui_stale(ui);
    if (top && top->row->kind->tick) top->row->kind->tick(top);
  }
  if (!ui->db) return;
  uint64_t commits = db_commits(ui->db);
  if (commits != app->commits) ui_stale(ui);
  app->commits = commits;
}

/* Keys that waited long enough for company. Never while bytes wait: the rest of a scan may be among them. */
static void let_go(struct app *app) {
  input_tick(app->input, app->ui.now, input_out, app);
  burst_tick(app->burst, app->ui.now, burst_out, app);
}

static void due(struct app *app) {
  int64_t now = app->ui.now;
  while (app->term && signals_ring(&app->signals, now)) term_bell(app->term);
  if (app->message_shown && ui_message(&app->ui, 0)->level < SAY_WARN && now - ui_message(&app->ui, 0)->at > MESSAGE_STAYS) {
    app->message_shown = false;
    app->dirty = true;
  }
  if (now / MINUTE != app->painted_minute) app->dirty = true;
}

static void paint(struct app *app) {
  int rows, cols;
  if (!app->dirty && !app->anew) return;
  term_size(app->term, &rows, &cols);
  if (rows != app->frame.rows || cols != app->frame.cols) {
    frame_size(&app->frame, rows, cols);
    app->anew = true;
  }
  chrome_draw(app);
  term_show(app->term, &app->frame, app->anew);
  app->dirty = app->anew = false;
  app->unpainted = 0;
  app->frames++;
  app->painted_minute = app->ui.now / MINUTE;
}

static int64_t least(int64_t a, int64_t b) {
  return a < b ? a : b;
}

/* How long nothing can be due. */
static int64_t patience(const struct app *app) {
  int64_t now = app->ui.now, at = now + LOOK_EVERY;
  at = least(at, input_deadline(app->input));
  at = least(at, burst_deadline(app->burst));
  at = least(at, signals_deadline(&app->signals));
  return at > now ? at - now : 0;
}

/* A dialog may have gone without a key: a child ended. */
static void settle(struct app *app) {
  app_change(app);
  stack_sweep(app);
  keys_waiting(app);
  look_round(app);
  stack_load(app);
  mode_set(app);
}

/* Work of the top screen that was cut in pieces. */
bool app_step(struct app *app) {
  struct screen *top = ui_top(&app->ui);
  if (!top || !top->row->kind->step) return false;
  bool more = top->row->kind->step(top);
  if (more) ui_dirty(&app->ui);
  return more;
}

/* While more bytes wait, not every scan is painted: the picture would only be late. */
static bool turn(struct app *app, struct err *err) {
  settle(app);
  if (!app_stands(app, err)) return false;
  int64_t now = clock_now(app);
  bool more = term_waiting(app->term);
  app->ui.now = now;
  if (!more) let_go(app);
  bool work = !more && app_step(app);
  if (!more || app->unpainted >= UNPAINTED_MOST) paint(app);
  if (!more && !work && app->told != app->bytes + app->frames) {
    app->told = app->bytes + app->frames;
    term_idle(app->term, app->bytes);
  }
  if (!more && app->ui.db && app->ui.now - app->kept_at > IDLE) {
    app->kept_at = app->ui.now;
    db_idle(app->ui.db);
    if (app->moved) keep_write(app); /* a killed terminal comes back here too */
    app->moved = false;
  }
  int64_t wait = more || work ? 0 : patience(app);
  stall_wait(&app->stall, app->burst, clock_now(app), wait, more);
  if (!loop_turn(app->loop, wait, err)) return false;
  app->ui.now = clock_now(app);
  due(app);
  return true;
}

bool turn_run(struct app *app, struct err *err) {
  bool ok = true;
  loop_on_signal(app->loop, on_signal, app);
  loop_watch(app->loop, term_fd(app->term), input_read, app);
  app->dirty = true;
  mode_set(app);
  if (term_early(app->term)) input_read(app, term_fd(app->term), false); /* no descriptor tells of it */
  while (ok && !app->quit) ok = turn(app, err);
  loop_unwatch(app->loop, term_fd(app->term));
  return ok;
}
