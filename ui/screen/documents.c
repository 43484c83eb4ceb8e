/* documents: what was posted and what is announced, the newest first. Must not: show one (screen document). */
#include "ui/screen/listing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NEWEST = 5000 };
struct documents {
  struct table table;                                    /* first: screen listing */
  char kind[24], person[64], from[16], to[16], item[64]; /* what is asked for; "" everything. to: included */
};

static bool open(struct screen *s, const char *arg, struct err *err) {
  struct documents *d = s->own;
  (void)err;
  static const struct table_column look[] = {{LIST_DOCS_NUMBER, 22, 1, 0},   {LIST_DOCS_KIND, 12, 0, 1}, {LIST_DOCS_STATE, 14, 0, 2},
                                             {LIST_DOCS_DAY, 10, 0, 0},      {LIST_DOCS_CLOCK, 5, 0, 4}, {LIST_DOCS_BY, 10, 0, 3},
                                             {LIST_DOCS_APPROVED, 10, 0, 6}, {LIST_DOCS_LINES, 6, 0, 5}};
  d->table =
      (struct table){.column = list_documents_column,
                     .columns = LIST_DOCUMENTS_COLUMNS,
                     .look = look,
                     .looks = COUNT(look),
                     .id = LIST_DOCS_NUMBER,
                     .empty = N_("No document of this kind here. p asks for others; receiving makes receipts, :im brings orders in.")};
  if (str_starts(arg, "item ")) str_copy(d->item, sizeof d->item, arg + strlen("item "));
  return true;
}

static const char *or_any(const char *text) {
  return *text ? text : NULL;
}

static bool load(struct screen *s, struct err *err) {
  struct documents *d = s->own;
  struct kept *kept;
  int32_t day;
  struct documents_filter f = {
      .kind = or_any(d->kind), .item = or_any(d->item), .person = or_any(d->person), .from = INT32_MIN, .to = INT32_MAX, .most = NEWEST};
  if (*d->from && day_parse(d->from, &day)) f.from = day;
  if (*d->to && day_parse(d->to, &day)) f.to = day + 1;
  struct out *out = out_keep(list_documents_column, LIST_DOCUMENTS_COLUMNS, &kept);
  return listing_take(s, out, &kept, list_documents(s->ui->db, &f, out, err), err);
}

static void part(struct buf *b, const char *label, const char *text) {
  if (*text) buf_printf(b, "%s%s %s", b->n ? "   " : "", label, text);
}

static void draw(const struct screen *s, struct area a) {
  struct documents *d = s->own;
  struct buf b = {0}, of = {0};
  char count[24], all[24];
  size_t rows = kept_rows(d->table.kept);
  part(&b, _("Kind"), out_word(d->kind));
  part(&b, _("From"), d->from);
  part(&b, _("To"), d->to);
  part(&b, _("By"), d->person);
  part(&b, _("Item"), d->item);
  part(&b, _("Filter"), d->table.filter);
  text_fill(&of, rows < NEWEST ? _("{1} of {2}") : _("{1} of the newest {2}"),
            num_format(count, sizeof count, (int64_t)d->table.shown_count, 0), num_format(all, sizeof all, (int64_t)rows, 0));
  int right = (int)utf8_width(of.p);
  area_cell(a, 0, 2, a.cols - right - 5, ROLE_DIM, ALIGN_LEFT, b.n ? b.p : "");
  area_text(a, 0, a.cols - right - 1, ROLE_DIM, of.p);
  buf_free(&b);
  buf_free(&of);
  table_draw(&d->table, area_part(a, 1, 0, a.rows - 1, a.cols), true);
}

static const char *cannot(const struct screen *s, const char *action) {
  bool needs = str_eq(action, "open") || str_eq(action, "copy");
  return needs && !table_id(listing(s)) ? _("There is no document in the list.") : NULL;
}

void act_documents_open(struct screen *s) {
  ui_open(s->ui, "document", table_id(listing(s)));
}

void act_documents_copy(struct screen *s) {
  ui_copy(s->ui, table_id(listing(s)));
}

void act_documents_sort(struct screen *s) {
  table_sort(&((struct documents *)s->own)->table, -1);
}

/* ---- which ones */
static bool chosen(struct screen *s, struct form *f) {
  struct documents *d = s->own;
  struct err err;
  struct item item;
  bool found = true;
  const char *code = form_get(f, "item"), *kind = form_get(f, "kind");
  if (*code && !item_by_code(s->ui->db, &err, code, &item, &found)) return ui_refuse(s->ui, &err), false;
  if (!found) return form_wrong(f, "item", _("There is no item with this code.")), false;
  str_copy(d->item, sizeof d->item, code);
  str_copy(d->kind, sizeof d->kind, str_eq(kind, "any") ? "" : kind);
  str_copy(d->person, sizeof d->person, form_get(f, "person"));
  str_copy(d->from, sizeof d->from, form_get(f, "from"));
  str_copy(d->to, sizeof d->to, form_get(f, "to"));
  if (!load(s, &err)) ui_refuse(s->ui, &err);
  return true;
}

void act_documents_choose(struct screen *s) {
  static const struct form_field fields[] = {
      {.name = "kind",
       .label = N_("Kind"),
       .type = FORM_CHOICE,
       .choices = "any|receipt|reversal|opening|resolution|teach|order|asn",
       .help = N_("Space or the arrows change it.")},
      {.name = "from", .label = N_("From day"), .type = FORM_DAY, .help = N_("The first business day; nothing: from the beginning.")},
      {.name = "to", .label = N_("To day"), .type = FORM_DAY, .help = N_("The last business day, which is in it; nothing: until now.")},
      {.name = "person", .label = N_("By"), .type = FORM_CODE, .help = N_("The code of the one who posted or approved it.")},
      {.name = "item", .label = N_("Item"), .type = FORM_CODE, .help = N_("The code of an item that is in it.")},
  };
  const struct documents *d = s->own;
  struct form *f = ui_form(s, _("Which documents?"), fields, COUNT(fields), chosen);
  if (!f) return;
  form_set(f, "kind", *d->kind ? d->kind : "any");
  form_set(f, "from", d->from);
  form_set(f, "to", d->to);
  form_set(f, "person", d->person);
  form_set(f, "item", d->item);
}

static void keep(const struct screen *s, struct jw *w) {
  const struct documents *d = s->own;
  listing_keep(s, w);
  jw_ki(w, "sort", d->table.sort);
  jw_kt(w, "kind", d->kind);
  jw_kt(w, "from", d->from);
  jw_kt(w, "to", d->to);
  jw_kt(w, "person", d->person);
  jw_kt(w, "item", d->item);
}

static void back(struct screen *s, const struct js *js) {
  struct documents *d = s->own;
  struct err err;
  int64_t sort;
  str_copy(d->kind, sizeof d->kind, js_text(js_get(js, "kind"), ""));
  str_copy(d->from, sizeof d->from, js_text(js_get(js, "from"), ""));
  str_copy(d->to, sizeof d->to, js_text(js_get(js, "to"), ""));
  str_copy(d->person, sizeof d->person, js_text(js_get(js, "person"), ""));
  str_copy(d->item, sizeof d->item, js_text(js_get(js, "item"), ""));
  if (js_int(js_get(js, "sort"), &sort) && sort >= -LIST_DOCUMENTS_COLUMNS && sort <= LIST_DOCUMENTS_COLUMNS) d->table.sort = (int)sort;
  if (!load(s, &err)) ui_refuse(s->ui, &err);
  listing_back(s, js);
}

const struct screen_kind screen_documents = {.size = sizeof(struct documents),
                                             .open = open,
                                             .load = load,
                                             .draw = draw,
                                             .key = listing_key,
                                             .cannot = cannot,
                                             .keep = keep,
                                             .back = back,
                                             .close = listing_close};
