/* pick: one of some rows in a box; typing narrows them. */
#include "ui/box.h"

#include <stdlib.h>
#include <string.h>

struct pick {
  char *title;
  struct table table;
  struct edit edit;
  pick_fn *fn;
};

void ui_pick(struct screen *owner, const char *title, const struct out_column *column, size_t columns, int id, struct kept *kept,
             pick_fn *fn) {
  struct screen *s = ui_open(owner->ui, "pick", "");
  if (!s) return kept_free(kept);
  struct pick *p = s->own;
  *p = (struct pick){.title = xstrdup(title), .table = {.column = column, .columns = columns, .id = id}, .fn = fn};
  table_take(&p->table, kept);
}

static void draw(const struct screen *s, struct area a) {
  enum { COLS = 70, ROWS = 14 };
  struct pick *p = s->own;
  int rows = (int)p->table.shown_count + 3;
  struct area box = box_draw(a, rows < ROWS ? rows : ROWS, COLS, p->title);
  table_draw(&p->table, area_part(box, 1, 0, box.rows - 1, box.cols), true);
  area_text(box, 0, 0, ROLE_STRONG, "/");
  edit_draw(&p->edit, box, 0, 2, box.cols - 3, true);
}

static bool key(struct screen *s, const struct key *k) {
  struct pick *p = s->own;
  if (k->code == KEY_ESC || k->code == KEY_F1 + 2 || k->code == KEY_F12) {
    ui_close(s);
    p->fn(ui_under(s), NULL);
  } else if (k->code == KEY_ENTER || k->code == KEY_F1 + 1) {
    const char *id = table_id(&p->table);
    if (!id) return true;
    ui_close(s);
    p->fn(ui_under(s), id);
  } else if (k->code == KEY_NONE || edit_key(&p->edit, k)) {
    table_filter(&p->table, p->edit.text);
  } else {
    table_key(&p->table, k);
  }
  return true;
}

static struct edit *edit(struct screen *s) {
  return &((struct pick *)s->own)->edit;
}

static void done(struct screen *s) {
  struct pick *p = s->own;
  free(p->title);
  table_done(&p->table);
}

const struct screen_kind screen_pick = {.size = sizeof(struct pick), .draw = draw, .key = key, .edit = edit, .close = done};
