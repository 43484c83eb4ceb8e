/* keep: which screens this seat had open, with what they want to remember, in <database>-screens/SEAT, so that a restart comes back to
 * the same place. Must not: keep anything that a document or a draft should hold. */
#include "ui/app.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { KEEP_MOST = 1 << 16 };

static char *path_of(const struct app *app) {
  char seat[64];
  str_copy(seat, sizeof seat, db_seat(app->ui.db));
  for (char *p = seat; *p; p++)
    if (*p == '/') *p = '_';
  return xprintf("%s-screens/%s", app->database, seat);
}

void keep_write(struct app *app) {
  struct buf b = {0};
  struct jw w = {.out = &b};
  struct err ignored;
  if (!app->ui.db || !app->depth || str_eq(app->stack[0]->row->code, "signin")) return;
  jw_object(&w);
  jw_kt(&w, "staff", app->ui.staff);
  jw_kt(&w, "language", text_language_now());
  jw_key(&w, "screens");
  jw_array(&w);
  for (size_t i = 0; i < app->depth; i++) {
    const struct screen *s = app->stack[i];
    if (s->row->flags & SCREEN_OVER) continue;
    jw_object(&w);
    jw_kt(&w, "code", s->row->code);
    jw_kt(&w, "arg", s->arg);
    jw_key(&w, "keep");
    jw_object(&w);
    if (s->row->kind->keep) s->row->kind->keep(s, &w);
    jw_end(&w, '}');
    jw_end(&w, '}');
  }
  jw_end(&w, ']');
  jw_end(&w, '}');
  char *path = path_of(app), *folder = xprintf("%s-screens", app->database);
  /* Where one was is a comfort: not being able to keep it must not stop anybody from leaving. */
  if (mkdir(folder, 0770) == 0 || errno == EEXIST) (void)!file_replace(path, b.p, b.n, 0660, &ignored);
  free(path);
  free(folder);
  buf_free(&b);
}

static void come_back(struct app *app, const struct js *screens) {
  for (size_t i = 0; i < js_count(screens); i++) {
    const struct js *one = js_at(screens, i), *keep = js_get(one, "keep");
    const char *code = js_text(js_get(one, "code"), "");
    if (i == 0 && !str_eq(code, "home")) break;
    const struct screen_row *row = screen_find(code);
    bool page = row && !(row->flags & SCREEN_OVER); /* a dialog is nothing without who opened it */
    struct screen *s = i == 0 ? app->stack[0] : page ? ui_open(&app->ui, code, js_text(js_get(one, "arg"), "")) : NULL;
    if (!s) break;
    if (keep && s->row->kind->back) s->row->kind->back(s, keep);
  }
}

bool keep_read(struct app *app) {
  struct buf b = {0};
  struct err ignored;
  char *path = path_of(app);
  struct js *js = file_read(path, KEEP_MOST, &b, &ignored) ? js_parse(b.p, b.n, &ignored) : NULL;
  bool same = js && str_eq(js_text(js_get(js, "staff"), "?"), app->ui.staff);
  if (same) {
    if (!app->start->lang) ui_language(&app->ui, js_text(js_get(js, "language"), text_language_now()));
    app->returning = true;
    come_back(app, js_get(js, "screens"));
    app->returning = false;
  }
  js_free(js);
  buf_free(&b);
  free(path);
  return same;
}
