/* app: from the start to the end. Opens terminal and store, finds out who is there, runs the turns, puts everything back. Owns the struct
 * app. Must not: draw. */
#include "ui/app.h"

#include <stdlib.h>
#include <string.h>

enum { ESC_WAIT = 50000, ESC_WAIT_REMOTE = 150000, SEQ_WAIT = 500000, ANSWER_WAIT = 200000 };
enum { ALL_RIGHTS = RIGHT_CLERK | RIGHT_COUNTER | RIGHT_MANAGER | RIGHT_APPROVER };

/* ---- the store and who is there */
static void waiting(void *self, const char *seat) {
  ui_say((struct ui *)self, SAY_WARN, _("Waiting for {1}, who is writing."), seat);
}

bool ui_open_store(struct ui *ui, struct err *err) {
  struct app *app = ui->app;
  struct db_opts o = {.env = ui->env, .seat = app->start->seat, .waiting = waiting, .self = ui};
  ui->db = db_open(app->database, &o, err);
  if (ui->db && (ui->store = ledger_store_load(ui->db, err)) && setting_load(ui->db, ui->config, err)) {
    app->commits = db_commits(ui->db);
    return true;
  }
  db_close(ui->db);
  ui->db = NULL;
  return false;
}

static bool staff_here(struct ui *ui, const char *staff, struct err *err) {
  bool found;
  char *name = NULL;
  if (!staff_rights(ui->db, err, staff, ui->store->code, &ui->rights, &found) || !staff_name(ui->db, err, staff, &name)) return false;
  str_copy(ui->staff, sizeof ui->staff, staff);
  str_copy(ui->staff_name, sizeof ui->staff_name, name ? name : staff);
  free(name);
  ui->actor = (struct actor){.staff = ui->staff, .manager = (ui->rights & RIGHT_MANAGER) != 0};
  return true;
}

/* The first page of whoever signed in, and what they had open here. */
static void begin(struct app *app) {
  stack_drop(app);
  app->touched = app->ui.now;
  if (!ui_open(&app->ui, "home", "")) return;
  keep_read(app);
}

bool ui_sign_in(struct ui *ui, const char *staff, const char *pin, struct err *err) {
  int64_t wait;
  if (!staff_sign_in(ui->db, err, staff, pin, &wait) || !staff_here(ui, staff, err)) return false;
  str_copy(ui->app->pin, sizeof ui->app->pin, pin);
  return true;
}

void ui_begin(struct ui *ui) {
  ui->app->beginning = true;
}

void ui_sign_out(struct ui *ui) {
  struct err err;
  bool any = false;
  if (!staff_any(ui->db, &err, &any)) return ui_refuse(ui, &err);
  if (!any) return ui_say(ui, SAY_INFO, _("This store has no staff yet: there is nobody to sign out."));
  keep_write(ui->app);
  explicit_bzero(ui->app->pin, sizeof ui->app->pin);
  ui->app->leaving = true;
}

static struct burst *burst_of(const struct config *c) {
  struct burst_opts o;
  config_burst(c, &o);
  return burst_new(&o);
}

/* Signing in and out changes every screen: done between two turns, when none of them is running. */
void app_change(struct app *app) {
  struct ui *ui = &app->ui;
  if (app->leaving) {
    for (size_t i = 0; i < app->waiting_count; i++) free(app->waiting[i].raw); /* another person's */
    app->waiting_count = 0;
    stack_drop(app);
    *ui->staff = *ui->staff_name = 0;
    ui->rights = 0;
    ui->actor = (struct actor){.staff = ""};
    ui_open(ui, "signin", "");
  } else if (app->beginning) {
    begin(app);
  }
  app->leaving = app->beginning = false;
  if (app->scanner) { /* not at once: the key that asked for it came out of the old one */
    burst_free(app->burst);
    app->burst = burst_of(ui->config);
  }
  app->scanner = false;
}

/* A store without staff acts as its owner. */
static void begin_owner(struct ui *ui) {
  ui->rights = ALL_RIGHTS;
  ui->actor = (struct actor){.staff = "", .manager = true};
  ui_begin(ui);
}

bool ui_enter(struct ui *ui, struct err *err) {
  bool any;
  if (!staff_any(ui->db, err, &any)) return false;
  if (any) ui->app->leaving = true;
  else begin_owner(ui);
  return true;
}

bool app_stands(const struct app *app, struct err *err) {
  if (!app->depth && *app->refused.text) *err = app->refused;
  return app->depth > 0;
}

static bool first_screen(struct app *app, struct err *err) {
  struct ui *ui = &app->ui;
  bool any;
  if (!ui_open_store(ui, err)) {
    if (err->code != ERR_DB_NONE) return false;
    ui_open(ui, "wizard", "");
    return app_stands(app, err);
  }
  if (!staff_any(ui->db, err, &any)) return false;
  if (!any) {
    begin_owner(ui);
  } else if (app->start->as && getenv("ZHANGGUI_PIN")) {
    if (!ui_sign_in(ui, app->start->as, getenv("ZHANGGUI_PIN"), err)) return false;
    unsetenv("ZHANGGUI_PIN"); /* no child but ours is to see it */
    ui_begin(ui);
  } else {
    ui_open(ui, "signin", app->start->as ? app->start->as : "");
  }
  app_change(app);
  return app_stands(app, err);
}

/* ---- what the others ask for */
const char *ui_database(const struct ui *ui) {
  return ui->app->database;
}

void ui_database_set(struct ui *ui, const char *path) {
  char *own = xstrdup(path);
  free(ui->app->database);
  ui->app->database = own;
}

void ui_language(struct ui *ui, const char *code) {
  if (ui->app->term && !term_chinese(ui->app->term) && str_eq(code, "zh"))
    return ui_say(ui, SAY_WARN, _("This terminal cannot show Chinese."));
  if (!text_language(code)) return;
  ui_stale(ui);
}

void ui_quit(struct ui *ui) {
  ui->app->quit = true;
}

void ui_copy(struct ui *ui, const char *text) {
  if (ui->app->term) term_copy(ui->app->term, text);
  ui_say(ui, SAY_DONE, _("Copied: {1}"), text);
}

/* ---- from start to end */
static struct input *input_of(void) {
  bool remote = getenv("SSH_CONNECTION") || getenv("SSH_TTY");
  return input_new(remote ? ESC_WAIT_REMOTE : ESC_WAIT, SEQ_WAIT);
}

void ui_scanner_changed(struct ui *ui) {
  ui->app->scanner = true;
}

static enum scheme scheme_of(const struct config *c) {
  enum scheme scheme = SCHEME_DEFAULT;
  (void)!scheme_find(config_text(c, OPT_SCHEME), &scheme);
  return scheme;
}

bool ui_config_save(struct ui *ui, struct err *err) {
  char *path = ui->app->start->config_path ? xstrdup(ui->app->start->config_path) : config_file();
  bool ok = file_folders(path, err) && config_save(ui->config, path, err);
  free(path);
  if (ui->app->term) term_scheme(ui->app->term, scheme_of(ui->config));
  if (ui->app->term) term_glyphs(ui->app->term, config_text(ui->config, OPT_GLYPHS));
  ui->app->anew = true;
  return ok;
}

static bool terminal(struct app *app, struct err *err) {
  const struct term_opts o = {
      .glyphs = config_text(app->ui.config, OPT_GLYPHS), .scheme = scheme_of(app->ui.config), .answer_wait = ANSWER_WAIT};
  app->loop = loop_new(err);
  if (!app->loop) return false;
  app->term = term_open(&o, err);
  if (!app->term) return false;
  if (!term_chinese(app->term) && str_eq(text_language_now(), "zh") && text_language("en"))
    ui_say(&app->ui, SAY_INFO, _("This terminal cannot show Chinese, so it begins in English."));
  if (term_note(app->term)) ui_say(&app->ui, SAY_WARN, "{1}", term_note(app->term));
  return true;
}

bool ui_main(const struct ui_start *start, struct err *err) {
  struct app *app = xcalloc(1, sizeof *app);
  /* Member by member: it is large, and what is not touched costs nothing. */
  app->start = start;
  app->database = xstrdup(start->database);
  app->ui = (struct ui){.config = start->config, .env = start->env, .now = env_now(start->env), .app = app, .actor = {.staff = ""}};
  app->input = input_of();
  app->burst = burst_of(start->config);
  bool ok = start->script ? true : terminal(app, err);
  ok = ok && first_screen(app, err);
  if (ok) ok = start->script ? script_run(app, start->script, err) : turn_run(app, err);
  if (ok) keep_write(app);
  stack_drop(app);
  term_close(app->term);
  loop_free(app->loop);
  input_free(app->input);
  burst_free(app->burst);
  search_free(app->search);
  frame_free(&app->frame);
  for (size_t i = 0; i < app->waiting_count; i++) free(app->waiting[i].raw);
  ledger_store_free(app->ui.store);
  db_close(app->ui.db);
  explicit_bzero(app->pin, sizeof app->pin);
  free(app->database);
  free(app);
  return ok;
}
