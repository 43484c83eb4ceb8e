/* document: one document whole: what stands above its lines, the lines, and from there to its item, flow, reversal, discrepancies. Must
 * not: change it. */
#include "ui/ui.h"

#include <stdlib.h>
#include <string.h>

enum { WIDE = 120, WIDE_HEAD = 46, HEAD_MOST = 9, LINE_PLACES = 0 };
struct doc_page {
  struct table table; /* its lines; first, so that the table's rows can be asked whether they are tagged */
  struct page head;
  struct document doc;
  int64_t *tag; /* numbers of tagged lines */
  size_t tags;
  bool on_head;
};

/* ---- tags */
static size_t tag_at(const struct doc_page *d, int64_t line) {
  size_t i = 0;
  while (i < d->tags && d->tag[i] != line) i++;
  return i;
}

static int64_t number_of(const char *cell) {
  int64_t n;
  return num_parse(cell, LINE_PLACES, &n) ? n : 0;
}

static enum role role_of(const struct table *t, size_t row, int column) {
  const struct doc_page *d = (const struct doc_page *)(const void *)t;
  const char *cell = kept_cell(t->kept, row, (size_t)column);
  if (tag_at(d, number_of(kept_cell(t->kept, row, DOC_LINE_NO))) < d->tags) return ROLE_TAGGED;
  if (d->doc.posted && column == DOC_LINE_DAMAGED && *cell && !str_eq(cell, "0")) return ROLE_WARN;
  return !d->doc.posted && column == DOC_OPEN_OPEN && !str_eq(cell, "0") ? ROLE_WARN : ROLE_TEXT;
}

/* ---- reading */
static void table_begin(struct doc_page *d) {
  static const struct table_column lines[] = {
      {DOC_LINE_NO, 4, 0, 0},      {DOC_LINE_ITEM, 12, 0, 3},   {DOC_LINE_NAME, 16, 1, 0},         {DOC_LINE_CODE, 16, 0, 2},
      {DOC_LINE_LOT, 12, 0, 7},    {DOC_LINE_EXPIRY, 10, 0, 6}, {DOC_LINE_EXPECTED, 8, 0, 1},      {DOC_LINE_RECEIVED, 8, 0, 2},
      {DOC_LINE_DAMAGED, 6, 0, 4}, {DOC_LINE_QTY, 8, 0, 0},     {DOC_LINE_FROM, 12, 0, 5},         {DOC_LINE_TO, 12, 0, 3},
      {DOC_LINE_VALUE, 10, 0, 1},  {DOC_LINE_CARTON, 20, 0, 9}, {DOC_LINE_CARTON_STATE, 10, 0, 9}, {DOC_LINE_REASON, 12, 0, 8}};
  static const struct table_column open_lines[] = {{DOC_OPEN_LINE, 4, 0, 0},     {DOC_OPEN_ITEM, 12, 0, 2},    {DOC_OPEN_NAME, 16, 1, 0},
                                                   {DOC_OPEN_EXPECTED, 8, 0, 0}, {DOC_OPEN_RECEIVED, 8, 0, 0}, {DOC_OPEN_OPEN, 8, 0, 0},
                                                   {DOC_OPEN_DUE, 10, 0, 1}};
  bool posted = d->doc.posted;
  d->table = (struct table){.column = posted ? document_line_column : document_open_column,
                            .columns = posted ? DOC_LINE_COLUMNS : DOC_OPEN_COLUMNS,
                            .look = posted ? lines : open_lines,
                            .looks = posted ? COUNT(lines) : COUNT(open_lines),
                            .id = posted ? DOC_LINE_NO : DOC_OPEN_LINE,
                            .role = role_of,
                            .empty = N_("It has no lines.")};
}

static bool open(struct screen *s, const char *arg, struct err *err) {
  struct doc_page *d = s->own;
  if (!document_find(s->ui->db, arg, &d->doc, err)) return false;
  table_begin(d);
  return true;
}

static bool head_read(struct screen *s, struct err *err) {
  struct doc_page *d = s->own;
  struct kept *kept;
  struct out *out = out_keep(document_head_column, DOC_HEAD_COLUMNS, &kept);
  if (!document_head(s->ui->db, s->ui->store, &d->doc, out, err)) {
    out_drop(out);
    return false;
  }
  if (!out_end(out, err)) return false;
  page_clear(&d->head);
  for (size_t i = 0; i < kept_rows(kept); i++)
    page_add(&d->head, kept_cell(kept, i, DOC_HEAD_LABEL), ROLE_TEXT, kept_cell(kept, i, DOC_HEAD_TEXT), kept_cell(kept, i, DOC_HEAD_LINK));
  kept_free(kept);
  return true;
}

static bool lines_read(struct screen *s, struct err *err) {
  struct doc_page *d = s->own;
  struct kept *kept;
  struct out *out = out_keep(d->table.column, d->table.columns, &kept);
  bool ok = d->doc.posted ? document_lines_out(s->ui->db, s->ui->store, &d->doc.doc, s->ui->actor.manager, out, err)
                          : document_open_out(s->ui->db, &d->doc.expected, false, out, err);
  if (!ok) {
    out_drop(out);
    return false;
  }
  if (!out_end(out, err)) return false;
  table_take(&d->table, kept);
  return true;
}

static bool load(struct screen *s, struct err *err) {
  struct doc_page *d = s->own;
  size_t before = d->head.count;
  if (!document_find(s->ui->db, s->arg, &d->doc, err) || !head_read(s, err)) return false;
  if (d->head.count != before) d->tags = 0; /* something came of it: what was tagged is done */
  return lines_read(s, err);
}

static const char *number(const struct doc_page *d) {
  return d->doc.posted ? d->doc.doc.number : d->doc.expected.number;
}

/* ---- the picture */
static void draw(const struct screen *s, struct area a) {
  struct doc_page *d = s->own;
  struct buf b = {0};
  char n[24];
  if (d->tags) text_fill(&b, _("Lines tagged: {1}. v takes back only these."), num_format(n, sizeof n, (int64_t)d->tags, 0));
  area_text(a, 0, 2, ROLE_TAGGED, b.n ? b.p : "");
  buf_free(&b);
  if (a.cols >= WIDE) {
    page_draw(&d->head, area_part(a, 1, 0, a.rows - 1, WIDE_HEAD), d->on_head);
    table_draw(&d->table, area_part(a, 1, WIDE_HEAD + 2, a.rows - 1, a.cols), !d->on_head);
    return;
  }
  int head = d->head.count < HEAD_MOST ? (int)d->head.count : HEAD_MOST;
  page_draw(&d->head, area_part(a, 1, 0, head, a.cols), d->on_head);
  area_rule(a, head + 1, ROLE_BOX);
  table_draw(&d->table, area_part(a, head + 2, 0, a.rows - head - 2, a.cols), !d->on_head);
}

static void crumb(const struct screen *s, struct buf *out) {
  buf_adds(out, number(s->own));
}

static bool key(struct screen *s, const struct key *k) {
  struct doc_page *d = s->own;
  return d->on_head ? page_key(&d->head, k) : table_key(&d->table, k);
}

/* ---- what can be done */
static const char *cannot_open(const struct doc_page *d) {
  if (d->on_head) return *page_link(&d->head) ? NULL : _("This line leads nowhere. Tab goes to the lines of the document.");
  return *table_cell(&d->table, d->doc.posted ? DOC_LINE_ITEM : DOC_OPEN_ITEM) ? NULL : _("Nobody knows yet which item this line is.");
}

static const char *cannot_reverse(const struct screen *s) {
  const struct doc_page *d = s->own;
  if (!d->doc.posted) return _("What is only announced moved nothing: there is nothing to take back.");
  const struct doc_kind *kind = doc_kind_find(d->doc.doc.kind);
  if (!kind || !kind->reversible) return _("A document of this kind is not taken back.");
  if (!str_eq(d->doc.doc.store, s->ui->store->code)) return _("Another store's document is taken back there.");
  return str_eq(d->doc.doc.state, "reversed") ? _("It was taken back already; f shows by what.") : NULL;
}

static const char *cannot_receive(const struct doc_page *d) {
  if (d->doc.posted) return _("This is posted; only orders and announced deliveries are received.");
  bool open_still = str_eq(d->doc.expected.state, "open") || str_eq(d->doc.expected.state, "part");
  if (!open_still) return _("Nothing of it is expected any more.");
  return str_eq(d->doc.expected.kind, "asn") || str_eq(d->doc.expected.kind, "order")
             ? NULL
             : _("Only orders and announced deliveries are received.");
}

static const char *cannot(const struct screen *s, const char *action) {
  const struct doc_page *d = s->own;
  if (str_eq(action, "open")) return cannot_open(d);
  if (str_eq(action, "reverse") || str_eq(action, "tag")) return cannot_reverse(s);
  if (str_eq(action, "receive")) return cannot_receive(d);
  if (str_eq(action, "discrepancies") && !d->doc.posted) return _("Nothing was received here yet: there are no discrepancies.");
  return NULL;
}

void act_document_open(struct screen *s) {
  struct doc_page *d = s->own;
  if (d->on_head) ui_open(s->ui, "document", page_link(&d->head));
  else ui_open(s->ui, "item", table_cell(&d->table, d->doc.posted ? DOC_LINE_ITEM : DOC_OPEN_ITEM));
}

void act_document_pane(struct screen *s) {
  struct doc_page *d = s->own;
  d->on_head = !d->on_head;
}

void act_document_flow(struct screen *s) {
  ui_open(s->ui, "flow", number(s->own));
}

void act_document_tag(struct screen *s) {
  struct doc_page *d = s->own;
  int64_t line = number_of(table_cell(&d->table, DOC_LINE_NO));
  size_t i = tag_at(d, line);
  if (!line) return;
  if (i < d->tags) {
    memmove(d->tag + i, d->tag + i + 1, (--d->tags - i) * sizeof *d->tag);
  } else {
    d->tag = xrealloc(d->tag, d->tags + 1, sizeof *d->tag);
    d->tag[d->tags++] = line;
  }
  const struct key down = {.code = KEY_DOWN};
  table_key(&d->table, &down);
}

void act_document_reverse(struct screen *s) {
  struct doc_page *d = s->own;
  struct buf arg = {0};
  char n[24];
  buf_printf(&arg, "%s\t", number(d));
  for (size_t i = 0; i < d->tags; i++) buf_printf(&arg, "%s%s", i ? "," : "", num_format(n, sizeof n, d->tag[i], 0));
  ui_open(s->ui, "reverse", arg.p);
  buf_free(&arg);
}

void act_document_discrepancies(struct screen *s) {
  ui_open(s->ui, "discrepancies", number(s->own));
}

/* What somebody receives already is gone on with: two drafts would both wait for the same goods. */
void act_document_receive(struct screen *s) {
  const struct doc_page *d = s->own;
  const char *kind = d->doc.expected.kind, *source = d->doc.expected.number;
  char draft[48];
  struct err err;
  if (!list_announced_draft(s->ui->db, kind, source, draft, &err)) return ui_refuse(s->ui, &err);
  char *arg = *draft ? xprintf("draft\t%s", draft) : xprintf("%s\t%s", kind, source);
  ui_open(s->ui, "receive", arg);
  free(arg);
}

void act_document_copy(struct screen *s) {
  ui_copy(s->ui, number(s->own));
}

static void keep(const struct screen *s, struct jw *w) {
  const struct doc_page *d = s->own;
  jw_kb(w, "head", d->on_head);
  jw_kt(w, "row", d->table.list.key);
}

static void back(struct screen *s, const struct js *js) {
  struct doc_page *d = s->own;
  d->on_head = js_bool(js_get(js, "head"), false);
  table_go(&d->table, js_text(js_get(js, "row"), ""));
}

static void done(struct screen *s) {
  struct doc_page *d = s->own;
  table_done(&d->table);
  page_done(&d->head);
  free(d->tag);
}

const struct screen_kind screen_document = {.size = sizeof(struct doc_page),
                                            .open = open,
                                            .load = load,
                                            .draw = draw,
                                            .key = key,
                                            .crumb = crumb,
                                            .cannot = cannot,
                                            .keep = keep,
                                            .back = back,
                                            .close = done};
