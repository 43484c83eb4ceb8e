/* palette: one line that finds every screen and everything that can be done here, with its key, and why it cannot be done. */
#include "ui/app.h"
#include "ui/box.h"

#include <string.h>

enum { ENTRIES_MOST = 300 };
struct entry {
  const struct screen_row *screen; /* else */
  const struct action *action;
};
struct palette {
  struct entry entry[ENTRIES_MOST];
  size_t count;
  bool here; /* only what can be done on this screen */
  struct edit edit;
  struct list list;
};

static const char *name_of(const struct entry *e) {
  return text_get(e->screen ? e->screen->title : e->action->label);
}

static bool matches(const struct entry *e, const char *folded) {
  struct buf name = {0};
  const char *english = e->screen ? e->screen->title : e->action->label;
  utf8_fold(&name, name_of(e));
  buf_addc(&name, ' ');
  utf8_fold(&name, english);
  buf_addc(&name, ' ');
  buf_adds(&name, e->screen ? e->screen->fast : e->action->name);
  buf_addc(&name, ' ');
  pinyin_initials(&name, name_of(e), 8);
  bool found = strstr(name.p, folded) != NULL;
  buf_free(&name);
  return found;
}

static void add(struct palette *p, struct entry e, const char *folded) {
  if (p->count < ENTRIES_MOST && matches(&e, folded)) p->entry[p->count++] = e;
}

/* An exact fast path stands first, so that ':re' and Enter always goes there. */
static void fill(struct screen *s) {
  struct palette *p = s->own;
  struct buf folded = {0};
  struct screen *under = ui_under(s);
  p->count = 0;
  utf8_fold(&folded, p->edit.text);
  const char *text = folded.n ? folded.p : "";
  const struct screen_row *exact = p->here ? NULL : screen_find(text);
  if (exact && !(exact->flags & (SCREEN_OVER | SCREEN_HIDDEN))) add(p, (struct entry){.screen = exact}, "");
  for (int common = 0; common < 2; common++) /* the screen's own first */
    for (size_t i = 0; action_at(i); i++) {
      const struct action *a = action_at(i);
      bool itself = str_eq(a->name, "palette") || str_eq(a->name, "actions");
      if (action_of(a, under) && !itself && str_eq(a->screen, "any") == common) add(p, (struct entry){.action = a}, text);
    }
  for (size_t i = 0; screen_at(i) && !p->here; i++)
    if (!(screen_at(i)->flags & (SCREEN_OVER | SCREEN_HIDDEN)) && screen_at(i) != exact)
      add(p, (struct entry){.screen = screen_at(i)}, text);
  buf_free(&folded);
}

static void key_of(const void *self, size_t row, char key[LIST_KEY]) {
  const struct screen *s = self;
  const struct palette *p = s->own;
  str_copy(key, LIST_KEY, p->entry[row].screen ? p->entry[row].screen->code : p->entry[row].action->name);
}

static const char *why_not(const struct screen *s, const struct entry *e) {
  if (e->action) return action_cannot(e->action, ui_under(s));
  return e->screen->rights && !(s->ui->rights & e->screen->rights) ? _("You have no right to this.") : NULL;
}

static enum role cell_of(const void *self, size_t row, size_t column, struct buf *text) {
  const struct screen *s = self;
  const struct entry *e = &((const struct palette *)s->own)->entry[row];
  const char *why = why_not(s, e);
  char key[16] = "";
  if (e->action) action_key_text(e->action, key, sizeof key);
  if (column == 0 && e->action) buf_adds(text, key);
  if (column == 0 && e->screen && *e->screen->fast) buf_printf(text, ":%s", e->screen->fast);
  if (column == 1) buf_adds(text, name_of(e));
  if (column == 2) buf_adds(text, why ? why : text_get(e->screen ? e->screen->help : e->action->help));
  return why || column == 2 ? ROLE_DIM : column == 0 ? ROLE_STRONG : ROLE_TEXT;
}

static struct list_rows rows_of(const struct screen *s) {
  static const struct list_column columns[] = {{"", 8, 0, 0, ALIGN_LEFT}, {"", 18, 0, 0, ALIGN_LEFT}, {"", 20, 1, 1, ALIGN_LEFT}};
  const struct palette *p = s->own;
  return (struct list_rows){columns, COUNT(columns), p->count, s, key_of, cell_of, N_("Nothing is called that.")};
}

static bool open(struct screen *s, const char *arg, struct err *err) {
  struct palette *p = s->own;
  (void)err;
  p->here = str_eq(arg, "here");
  return true;
}

static bool load(struct screen *s, struct err *err) {
  (void)err;
  fill(s);
  return true;
}

static void draw(const struct screen *s, struct area a) {
  struct palette *p = s->own;
  struct list_rows r = rows_of(s);
  struct area box = box_draw(a, 16, 100, p->here ? _("Actions") : _("Go to"));
  area_text(box, 0, 0, ROLE_STRONG, ":");
  list_draw(&p->list, &r, area_part(box, 2, 0, box.rows - 2, box.cols), true);
  edit_draw(&p->edit, box, 0, 1, box.cols - 2, true);
}

static void choose(struct screen *s) {
  struct palette *p = s->own;
  struct screen *under = ui_under(s);
  if (!p->count) return;
  struct entry e = p->entry[p->list.at];
  ui_close(s);
  if (e.action) action_run(e.action, under);
  else if (str_eq(e.screen->code, "home")) ui_home(s->ui);
  else ui_open(s->ui, e.screen->code, "");
}

static bool key(struct screen *s, const struct key *k) {
  struct palette *p = s->own;
  struct list_rows r = rows_of(s);
  if (k->code == KEY_ESC || k->code == KEY_F1 + 2 || k->code == KEY_F12) {
    ui_close(s);
  } else if (k->code == KEY_ENTER) {
    choose(s);
  } else if (k->code == KEY_NONE || edit_key(&p->edit, k)) {
    fill(s);
    p->list = (struct list){0};
  } else {
    list_key(&p->list, &r, k);
  }
  return true;
}

static struct edit *edit(struct screen *s) {
  return &((struct palette *)s->own)->edit;
}

const struct screen_kind screen_palette = {
    .size = sizeof(struct palette), .open = open, .load = load, .draw = draw, .key = key, .edit = edit};
