/* chrome: what stands round every screen: where one is and how things are (row 0), the message, the keys. Puts the frame together. Must
 * not: change anything but the frame. */
#include "ui/app.h"

#include <stdio.h>
#include <string.h>

enum { ROWS_LEAST = 24, COLS_LEAST = 80, CLOCK = 16 };

static void crumb(const struct screen *s, struct buf *out) {
  if (s->row->kind->crumb) s->row->kind->crumb(s, out);
  else buf_adds(out, text_get(s->row->title));
}

/* The path from the left; when it is too long its beginning goes. Right: who, language, time. */
static void bar_draw(struct app *app, struct area a) {
  struct buf path = {0}, state = {0};
  char clock[32] = "";
  const struct ui *ui = &app->ui;
  if (ui->store) buf_printf(&path, "%s", ui->store->name);
  const struct screen *top = ui_top(&app->ui);
  bool shut = top && top->row->flags & SCREEN_SHUT;
  for (size_t i = 0; i < app->depth && !shut; i++) {
    if (app->stack[i]->row->flags & SCREEN_OVER || (i == 0 && app->depth > 1 && !(app->stack[1]->row->flags & SCREEN_OVER))) continue;
    buf_adds(&path, path.n ? " > " : "");
    crumb(app->stack[i], &path);
  }
  time_local(clock, sizeof clock, ui->now);
  clock[CLOCK] = 0;
  buf_printf(&state, "%s  %s  %s", *ui->staff || !ui->rights ? ui->staff_name : _("owner"), str_eq(text_language_now(), "zh") ? "中" : "EN",
             clock + CLOCK - 5);
  area_fill(area_part(a, 0, 0, 1, a.cols), ROLE_BAR);
  int right = (int)utf8_width(state.p), room = a.cols - right - 3;
  const char *from = path.n ? path.p : "";
  for (const char *end = from + strlen(from); from < end && (int)utf8_width(from) > room;) utf8_next(&from, end);
  area_text(a, 0, 1, ROLE_BAR, from);
  if (from != path.p && path.n) area_text(a, 0, 0, ROLE_BAR, "~");
  area_text(a, 0, a.cols - right - 1, ROLE_BAR, state.p);
  buf_free(&path);
  buf_free(&state);
}

static void message_draw(struct app *app, struct area a, int row) {
  static const struct {
    const char *mark;
    enum role role;
  } looks[] = {[SAY_DONE] = {"+", ROLE_GOOD}, [SAY_INFO] = {"i", ROLE_TEXT}, [SAY_WARN] = {"!", ROLE_WARN}, [SAY_ERROR] = {"x", ROLE_BAD}};
  char number[24];
  struct buf text = {0};
  struct screen *top = ui_top(&app->ui);
  if (app->waiting_count && top && top->row->flags & SCREEN_OVER) {
    text_fill(&text, _("Scans waiting until this is answered: {1}."), num_format(number, sizeof number, (int64_t)app->waiting_count, 0));
    area_text(a, row, 0, ROLE_WARN, "!");
    area_cell(a, row, 2, a.cols - 3, ROLE_WARN, ALIGN_LEFT, text.p);
  } else if (app->message_shown) {
    const struct message *m = ui_message(&app->ui, 0);
    buf_adds(&text, m->text);
    if (*m->hint) buf_printf(&text, " %s", m->hint);
    /* A long one takes the row above too; F1 shows it whole in any case. */
    bool two = text_lines(text.p, a.cols - 3) > 1;
    struct area lines = area_part(a, two ? row - 1 : row, 2, two ? 2 : 1, a.cols - 3);
    if (two) area_fill(area_part(a, row - 1, 0, 1, a.cols), ROLE_TEXT);
    area_text(a, two ? row - 1 : row, 0, looks[m->level].role, looks[m->level].mark);
    area_wrap_cut(lines, looks[m->level].role, text.p);
  }
  buf_free(&text);
}

static int key_draw(struct area a, int row, int col, const struct action *act, struct screen *s) {
  char key[16];
  const char *label = text_get(act->label);
  action_key_text(act, key, sizeof key);
  int need = (int)(utf8_width(key) + 1 + utf8_width(label));
  if (col + need > a.cols) return 0;
  area_text(a, row, col, ROLE_KEY, key);
  area_text(a, row, col + (int)utf8_width(key) + 1, action_cannot(act, s) ? ROLE_DIM : ROLE_TEXT, label);
  return need + 2;
}

/* A dialog's keys are the same on all of them, but for a form's and for work that goes on; then its own. */
static void dialog_keys(struct screen *s, struct area a, int row) {
  bool form = str_eq(s->row->code, "entry"), work = str_eq(s->row->code, "work");
  const char *const keys[][2] = {{form ? "F2" : "Enter", form ? _("Save") : _("OK")}, {"Esc", work ? _("Stop") : _("Cancel")}};
  int col = 0;
  for (size_t i = work ? 1 : 0; i < COUNT(keys) - (s->row->flags & SCREEN_SHUT ? 1 : 0); i++) {
    col += area_text(a, row, col, ROLE_KEY, keys[i][0]) + 1;
    col += area_text(a, row, col, ROLE_TEXT, keys[i][1]) + 2;
  }
  for (size_t i = 0; action_at(i); i++)
    if (action_of(action_at(i), s) && action_at(i)->flags & ACTION_BAR) col += key_draw(a, row, col, action_at(i), s);
}

/* The common ones first, then the screen's own, then the late ones, whose room is kept. */
static void keys_draw(struct app *app, struct area a, int row) {
  struct screen *s = ui_top(&app->ui);
  int late = 0, col = 0;
  char key[16];
  if (!s) return;
  if (s->row->flags & SCREEN_OVER) return dialog_keys(s, a, row);
  for (size_t i = 0; action_at(i); i++) {
    const struct action *act = action_at(i);
    if (!action_of(act, s) || !(act->flags & ACTION_LATE)) continue;
    action_key_text(act, key, sizeof key);
    late += (int)(utf8_width(key) + 1 + utf8_width(text_get(act->label))) + 2;
  }
  for (int round = 0; round < 3; round++)
    for (size_t i = 0; action_at(i); i++) {
      const struct action *act = action_at(i);
      if (!action_of(act, s) || !(act->flags & ACTION_BAR)) continue;
      bool common = str_eq(act->screen, "any"), last = act->flags & ACTION_LATE;
      if ((last ? 2 : common ? 0 : 1) != round) continue;
      struct area room = last ? a : area_part(a, 0, 0, a.rows, a.cols - late);
      col += key_draw(room, row, col, act, s);
    }
}

static void too_small(struct app *app) {
  char need[24], now[24];
  struct buf text = {0};
  struct area a = frame_area(&app->frame);
  snprintf(need, sizeof need, "%dx%d", COLS_LEAST, ROWS_LEAST);
  snprintf(now, sizeof now, "%dx%d", a.cols, a.rows);
  text_fill(&text, _("This needs {1}; the window has {2}. Scans are still taken."), need, now);
  area_wrap(a, 0, ROLE_WARN, text.p);
  buf_free(&text);
}

void chrome_draw(struct app *app) {
  struct frame *f = &app->frame;
  frame_size(f, f->rows, f->cols);
  app->small = f->rows < ROWS_LEAST || f->cols < COLS_LEAST;
  if (app->small) return too_small(app);
  struct area a = frame_area(f), body = area_part(a, 1, 0, f->rows - 3, f->cols);
  size_t first = app->depth ? app->depth - 1 : 0;
  while (first > 0 && app->stack[first]->row->flags & SCREEN_OVER) first--;
  bar_draw(app, a);
  keys_draw(app, a, f->rows - 1);
  for (size_t i = first; i < app->depth; i++) app->stack[i]->row->kind->draw(app->stack[i], body);
  message_draw(app, a, f->rows - 2); /* a long one covers the last row of the body */
}
