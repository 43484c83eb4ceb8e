/* entry: a box with a form. The caller's check decides; until it is content the box stays with everything typed. */
#include "ui/app.h"
#include "ui/box.h"

#include <stdlib.h>
#include <string.h>

struct entry {
  char *title;
  struct form form;
  form_fn *fn;
  const char *listed; /* the field that takes rows of list; NULL none */
  const struct form_list *list;
  bool leaving;
};

struct form *ui_form(struct screen *owner, const char *title, const struct form_field *field, size_t count, form_fn *fn) {
  struct screen *s = ui_open(owner->ui, "entry", "");
  if (!s) return NULL;
  struct entry *e = s->own;
  e->title = xstrdup(title);
  e->fn = fn;
  form_open(&e->form, field, count);
  return &e->form;
}

/* The form that a pick box was opened from: the nearest one. */
static struct entry *entry_now(struct ui *ui) {
  for (size_t i = ui->app->depth; i-- > 0;)
    if (str_eq(ui->app->stack[i]->row->code, "entry") && !ui->app->stack[i]->closing) return ui->app->stack[i]->own;
  return NULL;
}

void ui_form_list(struct ui *ui, const char *name, const struct form_list *list) {
  struct entry *e = entry_now(ui);
  if (!e) return;
  e->listed = name;
  e->list = list;
}

static bool listed_now(const struct entry *e) {
  return e->list && str_eq(e->form.field[e->form.at].name, e->listed);
}

static void listed_picked(struct screen *s, const char *id) {
  struct entry *e = entry_now(s->ui);
  if (!id || !e) return;
  form_set(&e->form, e->listed, id);
  e->form.changed = true;
}

static void list_show(struct screen *s) {
  const struct form_list *l = ((struct entry *)s->own)->list;
  struct kept *kept;
  struct err err;
  struct out *out = out_keep(l->column, l->columns, &kept);
  if (!l->rows(s->ui->db, out, &err)) {
    out_drop(out);
    return ui_refuse(s->ui, &err);
  }
  if (!out_end(out, &err)) return ui_refuse(s->ui, &err);
  ui_pick(s, text_get(l->title), l->column, l->columns, l->id, kept, listed_picked);
}

static void draw(const struct screen *s, struct area a) {
  enum { COLS = 70 };
  const struct entry *e = s->own;
  struct area box = box_draw(a, form_rows(&e->form) + 1, COLS, e->title);
  form_draw(&e->form, area_part(box, 0, 0, box.rows - 1, box.cols));
  area_text(box, box.rows - 1, 0, ROLE_DIM, listed_now(e) ? _("F2 save   F4 list   Esc give up") : _("F2 save   Esc give up"));
}

/* A second Esc leaves what was typed behind; the first one says so. */
static bool leave(struct screen *s) {
  struct entry *e = s->own;
  if (e->form.changed && !e->leaving) {
    e->leaving = true;
    ui_say(s->ui, SAY_WARN, _("What was typed here is not saved. F2 saves it; Esc once more leaves it."));
  } else {
    ui_close(s);
  }
  return true;
}

static bool key(struct screen *s, const struct key *k) {
  struct entry *e = s->own;
  if (k->code == KEY_ESC || k->code == KEY_F1 + 2 || k->code == KEY_F12) return leave(s);
  e->leaving = false;
  if (k->code == KEY_F1 + 3 && listed_now(e)) return list_show(s), true;
  if (k->code == KEY_NONE) e->form.changed = true; /* something was pasted */
  if (form_key(&e->form, k) == FORM_SAVE && e->fn(ui_under(s), &e->form)) ui_close(s);
  return true;
}

static struct edit *edit(struct screen *s) {
  struct form *f = &((struct entry *)s->own)->form;
  return f->field[f->at].type == FORM_CHOICE ? NULL : form_edit(f);
}

/* Into a field for codes it goes as if typed; elsewhere it waits. */
static bool scan(struct screen *s, const struct scan *x) {
  struct entry *e = s->own;
  if (e->form.field[e->form.at].type != FORM_CODE) return false;
  char *text = xstrndup(x->raw, x->n);
  edit_set(form_edit(&e->form), text);
  e->form.changed = true;
  free(text);
  const struct key enter = {.code = KEY_ENTER};
  return key(s, &enter);
}

static void done(struct screen *s) {
  free(((struct entry *)s->own)->title);
}

const struct screen_kind screen_entry = {.size = sizeof(struct entry), .draw = draw, .key = key, .edit = edit, .scan = scan, .close = done};
