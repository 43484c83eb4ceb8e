/* keys: where a key, a paste or a scan goes. Owns the scans that wait for a dialog. Must not: know what a screen does with them. */
#include "ui/app.h"

#include <stdlib.h>
#include <string.h>

/* ---- keys */
static bool has_key(const struct action *a, const struct key *k) {
  char keys[64], *rest = NULL;
  str_copy(keys, sizeof keys, a->keys);
  for (char *name = strtok_r(keys, " ", &rest); name; name = strtok_r(NULL, " ", &rest)) {
    struct key one;
    if (key_parse(name, &one) && key_same(&one, k)) return true;
  }
  return false;
}

/* The screen's own before those of everywhere. */
static bool action_key(struct screen *s, const struct key *k, bool own) {
  for (size_t i = 0; action_at(i); i++) {
    const struct action *a = action_at(i);
    if (str_eq(a->screen, "any") == own || !action_of(a, s) || !has_key(a, k)) continue;
    action_run(a, s);
    return true;
  }
  return false;
}

static bool is_text(const struct key *k) {
  return k->code >= ' ' && k->code < KEY_FIRST && !(k->mods & (MOD_CTRL | MOD_ALT));
}

void keys_key(struct app *app, const struct key *k) {
  struct screen *s = ui_top(&app->ui);
  char name[16];
  if (!s) return;
  const struct screen_kind *kind = s->row->kind;
  bool typing = kind->edit && kind->edit(s);
  app->message_shown = false;
  app->dirty = app->moved = true;
  app->touched = app->ui.now;
  if (typing && is_text(k)) {
    if (kind->key) kind->key(s, k);
    return;
  }
  if (action_key(s, k, true) || (kind->key && kind->key(s, k)) || action_key(s, k, false)) return;
  if (k->code >= '0' && k->code <= '9' && !k->mods && !(s->row->flags & SCREEN_OVER) && app->ui.store) {
    char digit[2] = {(char)k->code, 0};
    ui_open(&app->ui, "lookup", digit);
    return;
  }
  ui_say(&app->ui, SAY_INFO, _("The key {1} does nothing here. F1 shows the keys."), key_name(name, sizeof name, k));
}

bool keys_raw(struct app *app, const struct key *k) {
  struct screen *s = ui_top(&app->ui);
  if (!s || !s->row->kind->raw || !s->row->kind->raw(s, k)) return false;
  app->message_shown = false;
  app->dirty = true;
  app->touched = app->ui.now;
  return true;
}

void keys_paste(struct app *app, const char *text) {
  struct screen *s = ui_top(&app->ui);
  struct edit *e = s && s->row->kind->edit ? s->row->kind->edit(s) : NULL;
  app->dirty = true;
  app->touched = app->ui.now;
  if (!e) {
    ui_say(&app->ui, SAY_INFO, _("What was pasted was not taken: there is no field here."));
    return;
  }
  edit_insert(e, text);
  /* The screen hears of the change as of any other. */
  const struct key none = {0};
  if (s->row->kind->key) s->row->kind->key(s, &none);
}

/* ---- scans */
static void wait_add(struct app *app, const struct scan *scan) {
  if (app->waiting_count == WAITING_MOST) {
    ui_say(&app->ui, SAY_ERROR, _("A scan was not taken: too many wait. Answer the question first."));
    ui_signal(&app->ui, SIGNAL_REFUSED);
    return;
  }
  struct waiting *w = &app->waiting[app->waiting_count++];
  *w = (struct waiting){xstrndup(scan->raw, scan->n), scan->n, scan->at, scan->guessed, scan->again};
}

/* Who takes a scan now: help, messages and the like stand in nobody's way at the dock. */
static struct screen *taker(struct app *app) {
  size_t at = app->depth;
  while (at > 1 && app->stack[at - 1]->row->flags & SCREEN_ASIDE) at--;
  if (!at || at == app->depth || !app->stack[at - 1]->row->kind->scan) return ui_top(&app->ui);
  for (size_t i = at; i < app->depth; i++) ui_close(app->stack[i]);
  return app->stack[at - 1];
}

void keys_scan(struct app *app, const struct scan *scan) {
  struct screen *s = taker(app);
  if (!s) return;
  app->dirty = true;
  app->touched = app->ui.now;
  app->message_shown = false; /* what is said is about this scan */
  if (s->row->kind->scan && s->row->kind->scan(s, scan)) return;
  if (s->row->flags & SCREEN_OVER) {
    wait_add(app, scan);
    return;
  }
  if (!app->ui.store) {
    ui_say(&app->ui, SAY_INFO, _("The scan is not used here: there is no store yet to look it up in."));
    return;
  }
  if (scan->again) return; /* the finger pulled twice: to look at one thing twice helps nobody */
  char *text = xstrndup(scan->raw, scan->n);
  ui_open(&app->ui, "lookup", text);
  free(text);
}

void keys_waiting(struct app *app) {
  while (app->waiting_count) {
    struct screen *s = ui_top(&app->ui);
    if (!s || s->row->flags & SCREEN_OVER) return;
    struct waiting w = app->waiting[0];
    memmove(app->waiting, app->waiting + 1, --app->waiting_count * sizeof w);
    const struct scan scan = {w.raw, w.n, w.at, w.guessed, w.again};
    keys_scan(app, &scan);
    free(w.raw);
    stack_sweep(app);
  }
}
