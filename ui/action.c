/* action: the table of what keys do, asked by keys, key bar, help and palette. Owns nothing else. Must not: do what an action does. */
#include "ui/app.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct action actions[] = {
#define ACTION(on, name, keys, flags, rights, label, help) {#on, #name, keys, label, help, flags, rights, act_##on##_##name},
#include "ui/actions.def"
#undef ACTION
};

const struct action *action_at(size_t index) {
  return index < COUNT(actions) ? &actions[index] : NULL;
}

bool action_of(const struct action *a, const struct screen *s) {
  if (str_eq(a->screen, "any")) return !(s->row->flags & SCREEN_OVER);
  if (str_eq(a->screen, "list")) return s->row->flags & SCREEN_LIST;
  return str_eq(a->screen, s->row->code);
}

const char *action_cannot(const struct action *a, struct screen *s) {
  static char why[200];
  /* Nobody is kept in a screen: what works everywhere does so whatever the screen says. */
  bool everywhere = str_eq(a->screen, "any");
  const char *own = !everywhere && s->row->kind->cannot ? s->row->kind->cannot(s, a->name) : NULL;
  if (a->rights && !(s->ui->rights & a->rights) && !(a->flags & ACTION_APPROVED)) {
    struct buf b = {0};
    bool manager = a->rights & RIGHT_MANAGER && !(a->rights & (RIGHT_CLERK | RIGHT_COUNTER));
    text_fill(&b, _("'{1}' needs the rights of a {2}."), text_get(a->label), manager ? _("manager") : _("clerk"));
    str_copy(why, sizeof why, b.p);
    buf_free(&b);
    return why;
  }
  return own;
}

/* Test builds write down what was done, so that a test can see that every action was. */
static void trace(const struct action *a) {
#ifdef ZG_TEST
  const char *path = getenv("ZG_ACTIONS");
  FILE *file = path ? fopen(path, "ae") : NULL;
  if (!file) return;
  fprintf(file, "%s %s\n", a->screen, a->name);
  fclose(file);
#else
  (void)a;
#endif
}

void action_run(const struct action *a, struct screen *s) {
  const char *why = action_cannot(a, s);
  if (why) {
    ui_say(s->ui, SAY_WARN, "{1}", why);
    return;
  }
  trace(a);
  a->run(s);
}

void action_key_text(const struct action *a, char *out, size_t size) {
  str_copy(out, size, a->keys);
  out[strcspn(out, " ")] = 0;
}

/* ---- everywhere */
void act_any_help(struct screen *s) {
  ui_open(s->ui, "help", "");
}

void act_any_back(struct screen *s) {
  if (s->ui->app->depth > 1) ui_close(s);
  else ui_say(s->ui, SAY_INFO, _("This is the first page. F12 leaves the program."));
}

void act_any_palette(struct screen *s) {
  ui_open(s->ui, "palette", "");
}

void act_any_actions(struct screen *s) {
  ui_open(s->ui, "palette", "here");
}

void act_any_reload(struct screen *s) {
  ui_stale(s->ui);
  ui_say(s->ui, SAY_INFO, _("Read again."));
}

void act_any_repaint(struct screen *s) {
  s->ui->app->anew = s->ui->app->dirty = true;
}

void act_any_language(struct screen *s) {
  ui_language(s->ui, str_eq(text_language_now(), "zh") ? "en" : "zh");
}

void act_any_signout(struct screen *s) {
  ui_sign_out(s->ui);
}

static void leave_answer(struct screen *s, int choice) {
  if (choice == 1) ui_quit(s->ui);
}

void act_any_quit(struct screen *s) {
  static const struct choice choices[] = {{'n', N_("Stay")}, {'y', N_("Leave")}};
  if (s->ui->app->depth > 1) ui_home(s->ui);
  else ui_ask(s, _("Leave the program? Drafts stay as they are."), choices, COUNT(choices), 0, leave_answer);
}
