/* signin: who sits here. A list of the staff and a PIN; wrong ones slow down (db/staff.c). Must not: show more than names. */
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct signin {
  struct table table;
  struct edit pin;
  char why[200], demo[200];
  bool changing;         /* the PIN was right and must be changed first */
  char who[64], new[64]; /* whose; typed once */
};

static bool open(struct screen *s, const char *arg, struct err *err) {
  struct signin *g = s->own;
  (void)err;
  g->pin.secret = true;
  g->pin.fold = EDIT_ASCII;
  str_copy(g->table.list.key, sizeof g->table.list.key, arg);
  return true;
}

static bool load(struct screen *s, struct err *err) {
  struct signin *g = s->own;
  char *pins = NULL;
  if (!meta_get(s->ui->db, err, "demo_pins", &pins)) return false;
  str_copy(g->demo, sizeof g->demo, pins ? pins : "");
  free(pins);
  static const struct table_column look[] = {{LIST_STAFF, 10, 0, 0}, {LIST_STAFF_NAME, 20, 1, 0}, {LIST_STAFF_ROLES, 30, 0, 1}};
  struct kept *kept;
  size_t count;
  struct out *out = out_keep(list_staff_column, LIST_STAFF_COLUMNS, &kept);
  if (!list_staff(s->ui->db, NULL, out, &count, err)) {
    out_drop(out);
    return false;
  }
  if (!out_end(out, err)) return false;
  g->table.column = list_staff_column;
  g->table.columns = LIST_STAFF_COLUMNS;
  g->table.look = look;
  g->table.looks = COUNT(look);
  g->table.id = LIST_STAFF;
  table_take(&g->table, kept);
  return true;
}

static void draw(const struct screen *s, struct area a) {
  struct signin *g = s->own;
  const char *who = table_cell(&g->table, LIST_STAFF_NAME);
  struct buf ask = {0};
  area_text(a, 1, 2, ROLE_STRONG, s->ui->store->name);
  if (*g->demo) area_text(a, 2, 2, ROLE_WARN, _("A demo store. The PINs are:"));
  if (*g->demo) area_text(a, 3, 2, ROLE_TEXT, g->demo);
  table_draw(&g->table, area_part(a, 5, 2, a.rows - 10, a.cols - 4), true);
  text_fill(&ask,
            !g->changing ? _("PIN of {1}:")
            : *g->new    ? _("The new PIN once more:")
                         : _("This PIN must be changed first. New PIN:"),
            who);
  int col = 2 + (int)utf8_width(ask.p) + 1;
  area_text(a, a.rows - 4, 2, ROLE_TEXT, ask.p);
  edit_draw(&g->pin, a, a.rows - 4, col, 14, true);
  if (*g->why) area_wrap(area_part(a, a.rows - 2, 2, 2, a.cols - 4), 0, ROLE_BAD, g->why);
  buf_free(&ask);
}

/* ---- a PIN that must be changed */
static bool change(struct screen *s, const char *who, struct err *err) {
  struct signin *g = s->own;
  return staff_change_pin(s->ui->db, err, who, who, s->ui->store->code, g->new) && ui_sign_in(s->ui, who, g->new, err);
}

static void change_step(struct screen *s) {
  struct signin *g = s->own;
  struct err err;
  bool first = !*g->new;
  if (first) str_copy(g->new, sizeof g->new, g->pin.text);
  bool same = str_eq(g->new, g->pin.text);
  edit_set(&g->pin, "");
  if (first) return;
  if (same && change(s, g->who, &err)) return ui_begin(s->ui);
  str_copy(g->why, sizeof g->why, same ? err.text : _("The two were not the same. Type the new PIN again."));
  memset(g->new, 0, sizeof g->new);
}

static void sign_in(struct screen *s) {
  struct signin *g = s->own;
  struct err err;
  const char *id = table_id(&g->table);
  *g->why = 0;
  /* Only whose PIN was right: the list may have moved under the cursor meanwhile. */
  if (g->changing) return change_step(s);
  if (!id) return;
  str_copy(g->who, sizeof g->who, id);
  if (ui_sign_in(s->ui, g->who, g->pin.text, &err)) return ui_begin(s->ui);
  if (err.code == ERR_PIN_CHANGE) g->changing = true;
  else snprintf(g->why, sizeof g->why, "%.110s %.80s", err.text, err.hint);
  edit_set(&g->pin, "");
}

static bool key(struct screen *s, const struct key *k) {
  struct signin *g = s->own;
  if (k->code == KEY_ENTER || k->code == KEY_F1 + 1) {
    sign_in(s);
    return true;
  }
  if (k->code == KEY_NONE || edit_key(&g->pin, k)) return true;
  bool moved = table_key(&g->table, k);
  if (moved) {
    g->changing = false;
    *g->new = *g->why = 0;
  }
  return moved;
}

static struct edit *edit(struct screen *s) {
  return &((struct signin *)s->own)->pin;
}

static void done(struct screen *s) {
  struct signin *g = s->own;
  table_done(&g->table);
  memset(&g->pin, 0, sizeof g->pin); /* no PIN stays in memory */
  memset(g->new, 0, sizeof g->new);
}

const struct screen_kind screen_signin = {
    .size = sizeof(struct signin), .open = open, .load = load, .draw = draw, .key = key, .edit = edit, .close = done};
