/* help: what the screen before is for, the last message in full, and its keys, from the tables that bind them; and the log of messages. */
#include "ui/app.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct help {
  struct list list;
  struct edit edit;
  const struct action *action[200];
  size_t count;
};

static void fill(struct screen *s, const struct screen *of) {
  struct help *h = s->own;
  struct buf wanted = {0}, text = {0};
  utf8_fold(&wanted, h->edit.text);
  h->count = 0;
  for (int round = 0; round < 2 && of; round++)
    for (size_t i = 0; action_at(i); i++) {
      const struct action *a = action_at(i);
      if (!action_of(a, of) || str_eq(a->screen, "any") != (round == 1) || h->count == COUNT(h->action)) continue;
      buf_clear(&text);
      utf8_fold(&text, text_get(a->label));
      utf8_fold(&text, text_get(a->help));
      if (!wanted.n || strstr(text.p, wanted.p)) h->action[h->count++] = a;
    }
  buf_free(&wanted);
  buf_free(&text);
}

static void key_of(const void *self, size_t row, char key[LIST_KEY]) {
  const struct help *h = ((const struct screen *)self)->own;
  str_copy(key, LIST_KEY, h->action[row]->name);
}

static enum role cell_of(const void *self, size_t row, size_t column, struct buf *text) {
  const struct action *a = ((const struct help *)((const struct screen *)self)->own)->action[row];
  if (column == 0) buf_adds(text, a->keys);
  else buf_adds(text, text_get(column == 1 ? a->label : a->help));
  return column == 0 ? ROLE_STRONG : ROLE_TEXT;
}

static struct list_rows rows_of(const struct screen *s) {
  static const struct list_column columns[] = {
      {N_("Keys"), 9, 0, 0, ALIGN_LEFT}, {N_("Action"), 16, 0, 0, ALIGN_LEFT}, {N_("What it does"), 30, 1, 0, ALIGN_LEFT}};
  const struct help *h = s->own;
  return (struct list_rows){columns, COUNT(columns), h->count, s, key_of, cell_of, N_("Nothing matches.")};
}

static bool load(struct screen *s, struct err *err) {
  (void)err;
  fill(s, ui_below(s));
  return true;
}

static void draw(const struct screen *s, struct area a) {
  struct help *h = s->own;
  struct list_rows r = rows_of(s);
  const struct screen *of = ui_below(s);
  int row = 1;
  struct area text = area_part(a, 0, 2, a.rows, a.cols - 4);
  if (of) {
    area_text(text, row++, 0, ROLE_STRONG, text_get(of->row->title));
    if (*of->row->help) row += area_wrap(text, row, ROLE_TEXT, text_get(of->row->help)) + 1;
  }
  const struct message *m = ui_messages(s->ui) ? ui_message(s->ui, 0) : NULL;
  if (m && m->level >= SAY_WARN) {
    row += area_wrap(text, row, ROLE_WARN, m->text);
    if (*m->hint) row += area_wrap(text, row, ROLE_TEXT, m->hint);
    row++;
  }
  area_text(text, row, 0, ROLE_DIM, "/");
  edit_draw(&h->edit, text, row, 2, 30, true);
  list_draw(&h->list, &r, area_part(a, row + 2, 0, a.rows, a.cols), true);
  area_cursor(text, row, 2 + (int)utf8_width(h->edit.text), true);
}

static bool key(struct screen *s, const struct key *k) {
  struct help *h = s->own;
  struct list_rows r = rows_of(s);
  if (k->code == KEY_NONE || edit_key(&h->edit, k)) return fill(s, ui_below(s)), true;
  return list_key(&h->list, &r, k);
}

static struct edit *edit(struct screen *s) {
  return &((struct help *)s->own)->edit;
}

const struct screen_kind screen_help = {.size = sizeof(struct help), .load = load, .draw = draw, .key = key, .edit = edit};

/* ---- the log of messages */
static void message_key(const void *self, size_t row, char key[LIST_KEY]) {
  const struct ui *ui = ((const struct screen *)self)->ui;
  snprintf(key, LIST_KEY, "%zu", ui_messages(ui) - row);
}

static enum role message_cell(const void *self, size_t row, size_t column, struct buf *text) {
  static const enum role roles[] = {ROLE_GOOD, ROLE_TEXT, ROLE_WARN, ROLE_BAD};
  static const char marks[] = "+i!x";
  const struct message *m = ui_message(((const struct screen *)self)->ui, row);
  char clock[32];
  if (column == 0) buf_adds(text, time_local(clock, sizeof clock, m->at) + strlen("2026-11-24 "));
  else if (column == 1) buf_addc(text, marks[m->level]);
  else buf_printf(text, "%s %s", m->text, m->hint);
  return roles[m->level];
}

static struct list_rows message_rows(const struct screen *s) {
  static const struct list_column columns[] = {
      {N_("Time"), 8, 0, 0, ALIGN_LEFT}, {"", 1, 0, 0, ALIGN_LEFT}, {N_("Message"), 40, 1, 0, ALIGN_LEFT}};
  return (struct list_rows){columns, COUNT(columns), ui_messages(s->ui), s, message_key, message_cell, N_("Nothing was said yet.")};
}

static void messages_draw(const struct screen *s, struct area a) {
  struct list_rows r = message_rows(s);
  list_draw(s->own, &r, area_part(a, 1, 0, a.rows - 1, a.cols), true);
}

static bool messages_key(struct screen *s, const struct key *k) {
  struct list_rows r = message_rows(s);
  struct list *l = s->own;
  if (k->code == KEY_ENTER && r.rows) {
    const struct message *m = ui_message(s->ui, l->at);
    char *text = xprintf("%s\n\n%s", m->text, m->hint);
    ui_text(s, _("Message"), text);
    free(text);
    return true;
  }
  return list_key(l, &r, k);
}

const struct screen_kind screen_messages = {.size = sizeof(struct list), .draw = messages_draw, .key = messages_key};
