/* stack: which screens are open. Owns them: memory, opening, reading anew, closing. Must not: draw or decide what keys do. */
#include "ui/app.h"

#include <stdlib.h>
#include <string.h>

static const struct screen_row rows[] = {
#define SCREEN(code, fast, flags, rights, title, help) {#code, fast, title, help, rights, flags, &screen_##code},
#include "ui/screens.def"
#undef SCREEN
};

const struct screen_row *screen_at(size_t index) {
  return index < COUNT(rows) ? &rows[index] : NULL;
}

const struct screen_row *screen_find(const char *name) {
  for (size_t i = 0; i < COUNT(rows) && *name; i++)
    if (str_eq(rows[i].code, name) || str_eq(rows[i].fast, name)) return &rows[i];
  return NULL;
}

struct screen *ui_top(const struct ui *ui) {
  return ui->app->depth ? ui->app->stack[ui->app->depth - 1] : NULL;
}

/* How many lie below it; a screen that is just opening lies on all. */
static size_t below(const struct screen *s) {
  const struct app *app = s->ui->app;
  for (size_t i = 0; i < app->depth; i++)
    if (app->stack[i] == s) return i;
  return app->depth;
}

struct screen *ui_below(const struct screen *s) {
  for (size_t i = below(s); i > 0; i--)
    if (!(s->ui->app->stack[i - 1]->row->flags & SCREEN_OVER)) return s->ui->app->stack[i - 1];
  return NULL;
}

struct screen *ui_under(const struct screen *s) {
  return s->base;
}

/* A dialog stands on the nearest screen that stays: one that was closed just now would take it along. */
static struct screen *base_of(struct screen *s) {
  const struct app *app = s->ui->app;
  for (size_t i = s->row->flags & SCREEN_OVER ? app->depth : 0; i > 0; i--)
    if (!(app->stack[i - 1]->row->flags & SCREEN_OVER) && !app->stack[i - 1]->closing) return app->stack[i - 1];
  return s;
}

static void screen_free(struct screen *s) {
  if (s->row->kind->close) s->row->kind->close(s);
  free(s->own);
  free(s->arg);
  free(s);
}

/* Before anybody signed in, only what the sign-in itself needs. */
static bool may(const struct ui *ui, const struct screen_row *row, struct err *err) {
  bool nobody = !*ui->staff && !ui->rights;
  if (nobody && !(row->flags & SCREEN_HIDDEN)) return err_set(err, ERR_SIGN_IN, NULL);
  if (!row->rights || ui->rights & row->rights) return true;
  if (nobody) return err_set(err, ERR_SIGN_IN, NULL);
  return err_set(err, ERR_RIGHT, NULL, ui->staff, text_get(row->title));
}

/* It is open already: what lies above it is closed. NULL: it is not. */
static struct screen *again(struct app *app, const struct screen_row *row, const char *arg) {
  for (size_t i = app->depth; i-- > 0 && row->flags & SCREEN_ONCE;) {
    struct screen *s = app->stack[i];
    if (s->row != row || s->closing || !str_eq(s->arg, arg)) continue;
    for (size_t k = i + 1; k < app->depth; k++) ui_close(app->stack[k]);
    return s;
  }
  return NULL;
}

struct screen *ui_open(struct ui *ui, const char *code, const char *arg) {
  struct app *app = ui->app;
  const struct screen_row *row = screen_find(code);
  struct err err = {0};
  struct screen *open = row && arg ? again(app, row, arg) : NULL;
  if (open) return open;
  if (!row || app->depth == STACK_MOST) {
    ui_say(ui, SAY_ERROR, _("There is no way to '{1}' from here: go back first."), code);
    return NULL;
  }
  struct screen *s = xcalloc(1, sizeof *s);
  *s = (struct screen){.row = row, .ui = ui, .own = xcalloc(1, row->kind->size + 1), .arg = xstrdup(arg ? arg : "")};
  s->base = base_of(s);
  if (may(ui, row, &err) && (!row->kind->open || row->kind->open(s, s->arg, &err)) && (!row->kind->load || row->kind->load(s, &err))) {
    app->stack[app->depth++] = s;
    app->dirty = true;
    if (row->kind->begun && !app->returning) row->kind->begun(s);
    return s;
  }
  screen_free(s);
  ui_refuse(ui, &err);
  return NULL;
}

void ui_close(struct screen *s) {
  s->closing = true;
  s->ui->app->dirty = true;
}

void ui_home(struct ui *ui) {
  for (size_t i = 1; i < ui->app->depth; i++) ui_close(ui->app->stack[i]);
}

void stack_sweep(struct app *app) {
  size_t kept = 0;
  bool any = false;
  for (size_t i = 0; i < app->depth; i++) {
    app->stack[i]->closing |= app->stack[i]->base->closing;
    any |= app->stack[i]->closing;
  }
  if (!any) return;
  for (size_t i = app->depth; i-- > 0;) {
    if (!app->stack[i]->closing) continue;
    screen_free(app->stack[i]);
    app->stack[i] = NULL;
  }
  for (size_t i = 0; i < app->depth; i++)
    if (app->stack[i]) app->stack[kept++] = app->stack[i];
  app->depth = kept;
  app->dirty = true;
}

void stack_drop(struct app *app) {
  while (app->depth) screen_free(app->stack[--app->depth]);
}

void ui_dirty(struct ui *ui) {
  ui->app->dirty = true;
}

void ui_stale(struct ui *ui) {
  for (size_t i = 0; i < ui->app->depth; i++) ui->app->stack[i]->stale = true;
  ui->app->dirty = true;
}

void ui_fresh(struct screen *s) {
  ui_stale(s->ui);
  s->stale = false;
  s->ui->app->commits = db_commits(s->ui->db);
}

/* A screen that cannot be read stays as it was; what it says is shown once and it is tried again when something changes. */
void stack_load(struct app *app) {
  for (size_t i = 0; i < app->depth; i++) {
    struct screen *s = app->stack[i];
    bool seen = i + 1 == app->depth || app->stack[app->depth - 1]->row->flags & SCREEN_OVER;
    struct err err;
    if (!s->stale || !seen) continue;
    s->stale = false;
    app->dirty = true;
    if (s->row->kind->load && !s->row->kind->load(s, &err)) ui_refuse(&app->ui, &err);
  }
}
