/* items: the search in memory that the screens share, loaded when it is first asked, and a box that finds one item as one types. */
#include "ui/app.h"
#include "ui/box.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HITS = 60 };

struct search *ui_search(struct ui *ui, struct err *err) {
  struct app *app = ui->app;
  int64_t version;
  if (!search_version(ui->db, err, &version)) return NULL;
  if (app->search && version == app->search_version) return app->search;
  search_free(app->search);
  app->search = search_load(ui->db, err);
  app->search_version = version;
  return app->search;
}

struct found {
  char code[64], name[256], more[160];
};
struct items {
  char *title;
  struct edit edit;
  struct list list;
  struct found found[HITS];
  size_t count;
  int64_t total;
  pick_fn *fn;
  bool through; /* a scan is its owner's */
};

static bool find(struct screen *s, struct err *err) {
  struct items *p = s->own;
  int64_t hit[HITS];
  struct search *search = ui_search(s->ui, err);
  if (!search) return false;
  size_t n = *p->edit.text ? search_find(search, p->edit.text, hit, HITS, &p->total) : 0;
  p->count = 0;
  for (size_t i = 0; i < n; i++) {
    struct item it;
    bool found;
    if (!item_by_id(s->ui->db, err, hit[i], &it, &found)) return false;
    struct found *f = &p->found[p->count];
    if (!found) continue;
    str_copy(f->code, sizeof f->code, it.code);
    str_copy(f->name, sizeof f->name, text_name(it.name, it.name_en));
    snprintf(f->more, sizeof f->more, "%s %.60s", it.spec, it.brand);
    p->count++;
  }
  return true;
}

static struct items *begin(struct screen *owner, const char *title, pick_fn *fn) {
  struct screen *s = ui_open(owner->ui, "items", "");
  if (!s) return NULL;
  struct items *p = s->own;
  p->title = xstrdup(title);
  p->fn = fn;
  return p;
}

void ui_pick_item(struct screen *owner, const char *title, pick_fn *fn) {
  begin(owner, title, fn);
}

void ui_pick_item_or_scan(struct screen *owner, const char *title, pick_fn *fn) {
  struct items *p = begin(owner, title, fn);
  if (p) p->through = true;
}

static void key_of(const void *self, size_t row, char key[LIST_KEY]) {
  str_copy(key, LIST_KEY, ((const struct items *)self)->found[row].code);
}

static enum role cell_of(const void *self, size_t row, size_t column, struct buf *text) {
  const struct found *f = &((const struct items *)self)->found[row];
  buf_adds(text, column == 0 ? f->name : column == 1 ? f->more : f->code);
  return column ? ROLE_DIM : ROLE_TEXT;
}

static struct list_rows rows_of(const struct items *p) {
  static const struct list_column columns[] = {{"", 20, 2, 0, ALIGN_LEFT}, {"", 8, 1, 1, ALIGN_LEFT}, {"", 14, 0, 0, ALIGN_LEFT}};
  return (struct list_rows){columns,
                            COUNT(columns),
                            p->count,
                            p,
                            key_of,
                            cell_of,
                            *p->edit.text ? N_("No item is called that.") : N_("Part of a name, initials in pinyin, a code.")};
}

static void draw(const struct screen *s, struct area a) {
  enum { ROWS = 14, COLS = 72 };
  struct items *p = s->own;
  char number[24];
  const struct list_rows rows = rows_of(p);
  struct area box = box_draw(a, ROWS, COLS, p->title);
  list_draw(&p->list, &rows, area_part(box, 2, 0, box.rows - 2, box.cols), true);
  area_cell(box, 0, box.cols - 10, 10, ROLE_DIM, ALIGN_RIGHT, p->total ? num_format(number, sizeof number, p->total, 0) : "");
  edit_draw(&p->edit, box, 0, 0, box.cols - 12, true);
}

static bool key(struct screen *s, const struct key *k) {
  struct items *p = s->own;
  const struct list_rows rows = rows_of(p);
  struct err err;
  if (k->code == KEY_ESC || k->code == KEY_F1 + 2 || k->code == KEY_F12) {
    ui_close(s);
    p->fn(ui_under(s), NULL);
  } else if (k->code == KEY_ENTER) {
    if (!p->count) return true;
    ui_close(s);
    p->fn(ui_under(s), p->found[p->list.at].code);
  } else if (k->code == KEY_NONE || edit_key(&p->edit, k)) {
    p->list = (struct list){0};
    if (!find(s, &err)) ui_refuse(s->ui, &err);
  } else {
    list_key(&p->list, &rows, k);
  }
  return true;
}

/* The one item that the code means; of several, or none, the search shows what it can. */
static bool choose(struct screen *s, const char *text, struct err *err) {
  struct items *p = s->own;
  struct instore instore;
  struct lookup l;
  struct item item;
  struct buf why = {0};
  bool found = false;
  config_instore(s->ui->config, &instore);
  bool ok = lookup_code(s->ui->db, s->ui->store, &instore, text, &l, &why, err) &&
            (l.count != 1 || item_by_id(s->ui->db, err, l.item[0], &item, &found));
  if (ok && found) {
    ui_close(s);
    p->fn(ui_under(s), item.code);
  } else if (ok) {
    edit_set(&p->edit, text);
    p->list = (struct list){0};
    ok = find(s, err);
    if (ok && !l.count) ui_say(s->ui, SAY_WARN, "{1}", why.n ? why.p : _("No item is called that."));
    if (ok && !l.count) ui_signal(s->ui, SIGNAL_UNKNOWN);
  }
  buf_free(&why);
  return ok;
}

static bool scan(struct screen *s, const struct scan *x) {
  struct items *p = s->own;
  struct screen *under = ui_under(s);
  struct err err;
  if (p->through && under->row->kind->scan) {
    ui_close(s);
    return under->row->kind->scan(under, x);
  }
  char *text = xstrndup(x->raw, x->n);
  if (!choose(s, text, &err)) ui_refuse(s->ui, &err);
  free(text);
  return true;
}

static struct edit *edit(struct screen *s) {
  return &((struct items *)s->own)->edit;
}

static void done(struct screen *s) {
  free(((struct items *)s->own)->title);
}

const struct screen_kind screen_items = {.size = sizeof(struct items), .draw = draw, .key = key, .edit = edit, .scan = scan, .close = done};
