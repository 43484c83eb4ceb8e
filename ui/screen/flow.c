/* flow: what a document came of and what came of it, as a tree. Enter goes to one of them. Must not: show its lines. */
#include "ui/ui.h"

#include <string.h>

struct flow {
  struct kept *kept;
  struct list list;
};

static bool open(struct screen *s, const char *arg, struct err *err) {
  struct flow *f = s->own;
  (void)err;
  str_copy(f->list.key, sizeof f->list.key, arg);
  return true;
}

static void key_of(const void *self, size_t row, char key[LIST_KEY]) {
  str_copy(key, LIST_KEY, kept_cell(((const struct flow *)self)->kept, row, DOC_TREE_NUMBER));
}

/* A line down for every level that goes on, and the branch itself. */
static void branches(struct buf *text, const char *path) {
  for (; *path; path++) {
    bool last = !path[1], more = *path == '1';
    buf_adds(text, last ? glyph(more ? GLYPH_TEE : GLYPH_LAST_TEE) : more ? glyph(GLYPH_VERTICAL) : " ");
    buf_addc(text, ' ');
  }
}

static enum role cell_of(const void *self, size_t row, size_t column, struct buf *text) {
  static const int cells[] = {DOC_TREE_NUMBER, DOC_TREE_KIND, DOC_TREE_STATE, DOC_TREE_TIME, DOC_TREE_BY};
  const struct flow *f = self;
  if (!column) branches(text, kept_cell(f->kept, row, DOC_TREE_PATH));
  buf_adds(text, kept_cell(f->kept, row, (size_t)cells[column]));
  return ROLE_TEXT;
}

static struct list_rows rows_of(const struct flow *f) {
  static const struct list_column columns[] = {{N_("Number"), 26, 1, 0, ALIGN_LEFT},
                                               {N_("Kind"), 12, 0, 0, ALIGN_LEFT},
                                               {N_("State"), 14, 0, 0, ALIGN_LEFT},
                                               {N_("Time"), 16, 0, 1, ALIGN_LEFT},
                                               {N_("By"), 8, 0, 2, ALIGN_LEFT}};
  return (struct list_rows){columns, COUNT(columns), kept_rows(f->kept), f, key_of, cell_of, ""};
}

static bool load(struct screen *s, struct err *err) {
  struct flow *f = s->own;
  struct document d;
  struct kept *kept;
  if (!document_find(s->ui->db, s->arg, &d, err)) return false;
  struct out *out = out_keep(document_tree_column, DOC_TREE_COLUMNS, &kept);
  if (!document_tree(s->ui->db, &d, out, err)) {
    out_drop(out);
    return false;
  }
  if (!out_end(out, err)) return false;
  kept_free(f->kept);
  f->kept = kept;
  const struct list_rows rows = rows_of(f);
  list_find(&f->list, &rows);
  return true;
}

static void draw(const struct screen *s, struct area a) {
  struct flow *f = s->own;
  const struct list_rows rows = rows_of(f);
  list_draw(&f->list, &rows, area_part(a, 1, 0, a.rows - 1, a.cols), true);
}

static bool key(struct screen *s, const struct key *k) {
  struct flow *f = s->own;
  const struct list_rows rows = rows_of(f);
  return list_key(&f->list, &rows, k);
}

/* The tree goes when one leaves it for another document, so that going back does not lead through every tree. */
void act_flow_open(struct screen *s) {
  const struct flow *f = s->own;
  const struct screen *under = ui_below(s);
  bool own = under && str_eq(under->row->code, "document") && str_eq(under->arg, f->list.key);
  if (own || ui_open(s->ui, "document", f->list.key)) ui_close(s);
}

static void keep(const struct screen *s, struct jw *w) {
  jw_kt(w, "row", ((const struct flow *)s->own)->list.key);
}

static void back(struct screen *s, const struct js *js) {
  struct flow *f = s->own;
  const struct list_rows rows = rows_of(f);
  str_copy(f->list.key, sizeof f->list.key, js_text(js_get(js, "row"), ""));
  list_find(&f->list, &rows);
}

static void done(struct screen *s) {
  kept_free(((struct flow *)s->own)->kept);
}

const struct screen_kind screen_flow = {
    .size = sizeof(struct flow), .open = open, .load = load, .draw = draw, .key = key, .keep = keep, .back = back, .close = done};
