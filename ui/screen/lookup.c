/* lookup: items found while one types, and what is known of the one with the cursor. A scanned code of one item opens its page at once.
 * Must not: change anything. */
#include "ui/screen/item.h"

#include <stdio.h>
#include <string.h>

enum { HITS = 50, DETAIL_LEAST = 7, DETAIL_MOST = 14 };
struct hit {
  int64_t item;
  char code[64], name[256], spec[96], unit[32], price[32], on_hand[32], on_way[32];
};
struct finding {
  struct edit edit;
  struct list list;
  struct hit hit[HITS];
  size_t count;
  int64_t total, items;  /* all that match; all there are */
  bool exact;            /* the text is a code that was scanned: only what has it */
  struct item_card card; /* of the one with the cursor; id 0 none */
};

/* ---- reading */
static bool hit_add(struct screen *s, int64_t id, struct err *err) {
  struct finding *f = s->own;
  struct hit *h = &f->hit[f->count];
  struct item it;
  bool found;
  int64_t price, on_hand, on_way;
  if (!item_by_id(s->ui->db, err, id, &it, &found)) return false;
  if (!found) return true;
  if (!price_at(s->ui->db, err, id, "retail", db_now(s->ui->db), &price) || !item_on_hand(s->ui->db, id, &on_hand, err) ||
      !item_on_way(s->ui->db, id, &on_way, err))
    return false;
  *h = (struct hit){.item = id};
  str_copy(h->code, sizeof h->code, it.code);
  str_copy(h->name, sizeof h->name, text_name(it.name, it.name_en));
  str_copy(h->spec, sizeof h->spec, it.spec);
  str_copy(h->unit, sizeof h->unit, it.unit);
  if (price >= 0) num_format(h->price, sizeof h->price, price, s->ui->store->money_decimals);
  num_format(h->on_hand, sizeof h->on_hand, on_hand, it.decimals);
  if (on_way) num_format(h->on_way, sizeof h->on_way, on_way, it.decimals);
  f->count++;
  return true;
}

static void key_of(const void *self, size_t row, char key[LIST_KEY]) {
  str_copy(key, LIST_KEY, ((const struct finding *)self)->hit[row].code);
}

static enum role cell_of(const void *self, size_t row, size_t column, struct buf *text) {
  const struct hit *h = &((const struct finding *)self)->hit[row];
  const char *cells[] = {h->name, h->spec, h->unit, h->code, h->price, h->on_hand, h->on_way};
  buf_adds(text, cells[column]);
  if (column == 5 && *h->on_hand == '-') return ROLE_BAD;
  return column == 1 || column == 3 ? ROLE_DIM : ROLE_TEXT;
}

static struct list_rows rows_of(const struct finding *f) {
  static const struct list_column columns[] = {{N_("Name"), 24, 1, 0, ALIGN_LEFT},        {N_("Spec"), 16, 0, 3, ALIGN_LEFT},
                                               {N_("Unit"), 6, 0, 2, ALIGN_LEFT},         {N_("Item"), 14, 0, 1, ALIGN_LEFT},
                                               {N_("Price"), 10, 0, 0, ALIGN_NUMBER},     {N_("On hand"), 8, 0, 0, ALIGN_NUMBER},
                                               {N_("On its way"), 10, 0, 0, ALIGN_NUMBER}};
  return (struct list_rows){columns,
                            COUNT(columns),
                            f->count,
                            f,
                            key_of,
                            cell_of,
                            f->edit.n ? N_("No item is called that, and none has this code.")
                                      : N_("Type part of a name, its initials in pinyin, or a code; or scan.")};
}

static bool card_read(struct screen *s, struct err *err) {
  struct finding *f = s->own;
  bool found;
  item_card_done(&f->card);
  return f->list.at >= f->count || item_card_load(s->ui->db, s->ui->store, f->hit[f->list.at].item, &f->card, &found, err);
}

/* The items a code means; what the program says of a code without any is in why. */
static bool code_read_hits(struct screen *s, struct lookup *l, struct buf *why, struct err *err) {
  struct instore instore;
  config_instore(s->ui->config, &instore);
  return lookup_code(s->ui->db, s->ui->store, &instore, ((struct finding *)s->own)->edit.text, l, why, err);
}

static bool load(struct screen *s, struct err *err) {
  struct finding *f = s->own;
  struct lookup l = {0};
  struct buf why = {0};
  struct search *search = ui_search(s->ui, err);
  if (!search) return false;
  bool ok = true;
  f->items = search_count(search);
  if (!f->exact && f->edit.n) l.count = search_find(search, f->edit.text, l.item, COUNT(l.item), &l.total);
  if (f->edit.n && !l.count) ok = code_read_hits(s, &l, &why, err); /* case codes, scale codes: not in the text of any item */
  buf_free(&why);
  f->count = 0;
  f->total = l.total;
  for (size_t i = 0; ok && i < l.count && f->count < HITS; i++) ok = hit_add(s, l.item[i], err);
  const struct list_rows rows = rows_of(f);
  list_find(&f->list, &rows);
  return ok && card_read(s, err);
}

/* ---- a code from outside: scanned here, or what the page was opened for */
static bool to_item(struct screen *s, int64_t id, struct err *err) {
  struct item it;
  bool found;
  if (!item_by_id(s->ui->db, err, id, &it, &found)) return false;
  ui_open(s->ui, "item", it.code);
  return true;
}

/* *one: its page was opened. */
static bool code_take(struct screen *s, const char *text, bool *one, struct err *err) {
  struct finding *f = s->own;
  struct lookup l;
  struct buf why = {0};
  char count[24];
  edit_set(&f->edit, text);
  bool ok = code_read_hits(s, &l, &why, err);
  f->exact = ok && l.count > 1;
  *one = ok && l.count == 1;
  if (*one) ok = to_item(s, l.item[0], err);
  else if (f->exact)
    ui_say(s->ui, SAY_WARN, _("{1} is the code of {2} items. Choose one."), text, num_format(count, sizeof count, (int64_t)l.count, 0));
  else if (ok) ui_say(s->ui, SAY_WARN, _("{1} Type a name to look for it; received, it waits to be taught."), why.p);
  buf_free(&why);
  return ok;
}

/* One character is what somebody began to type; anything longer came whole. */
static bool open(struct screen *s, const char *arg, struct err *err) {
  struct finding *f = s->own;
  const char *p = arg, *end = arg + strlen(arg);
  bool one = false;
  if (p < end) utf8_next(&p, end);
  if (p == end) {
    edit_insert(&f->edit, arg);
    return true;
  }
  if (!code_take(s, arg, &one, err)) return false;
  if (one) ui_close(s);
  return true;
}

static bool scan(struct screen *s, const struct scan *x) {
  char text[CODE_TEXT];
  struct err err;
  bool one;
  snprintf(text, sizeof text, "%.*s", (int)x->n, x->raw);
  if (!code_take(s, text, &one, &err) || (!one && !load(s, &err))) ui_refuse(s->ui, &err);
  return true;
}

/* ---- the picture */
static void joined(struct buf *b, const char *text) {
  if (!str_empty(text)) buf_printf(b, "%s%s", b->n ? "   " : "", text);
}

static void card_head(const struct item_card *c, struct buf *b) {
  char pack[24];
  struct buf of = {0};
  joined(b, text_name(c->item.name, c->item.name_en));
  joined(b, c->item.code);
  if (!strstr(text_name(c->item.name, c->item.name_en), c->item.spec)) joined(b, c->item.spec);
  joined(b, c->item.unit);
  joined(b, c->item.category);
  if (c->item.pack) text_fill(&of, _("pack of {1}"), num_format(pack, sizeof pack, c->item.pack, 0));
  joined(b, of.p);
  buf_free(&of);
}

static void card_barcodes(const struct item_card *c, struct buf *b) {
  for (size_t i = 0; i < kept_rows(c->barcode); i++) {
    const char *units = kept_cell(c->barcode, i, CARD_BARCODE_UNITS);
    buf_printf(b, "%s%s", b->n ? "   " : "", kept_cell(c->barcode, i, CARD_BARCODE));
    if (!str_eq(units, "1")) buf_printf(b, " (%s)", units);
  }
}

static void card_stock(const struct item_card *c, struct buf *b) {
  for (size_t i = 0; i < kept_rows(c->stock); i++) {
    const char *lot = kept_cell(c->stock, i, CARD_STOCK_LOT), *expiry = kept_cell(c->stock, i, CARD_STOCK_EXPIRY);
    buf_printf(b, "%s%s %s", b->n ? "   " : "", kept_cell(c->stock, i, CARD_STOCK_PLACE), kept_cell(c->stock, i, CARD_STOCK_QTY));
    struct buf of = {0};
    if (*lot) text_list(&of, lot);
    if (*expiry) text_list(&of, expiry);
    if (of.n) buf_printf(b, " (%s)", of.p);
    buf_free(&of);
  }
}

static void card_move(const struct item_card *c, size_t row, struct buf *b) {
  buf_printf(b, "%s  %s  %s  %s > %s  %s", kept_cell(c->move, row, CARD_MOVE_AT), kept_cell(c->move, row, CARD_MOVE_KIND),
             kept_cell(c->move, row, CARD_MOVE_NUMBER), kept_cell(c->move, row, CARD_MOVE_FROM), kept_cell(c->move, row, CARD_MOVE_TO),
             kept_cell(c->move, row, CARD_MOVE_QTY));
}

static void labelled(struct area a, int row, const char *label, const struct buf *text) {
  int width = (int)utf8_width(label);
  area_text(a, row, 2, ROLE_DIM, label);
  area_cell(a, row, 4 + width, a.cols - width - 5, ROLE_TEXT, ALIGN_LEFT, text->n ? text->p : "-");
}

static void detail_draw(const struct finding *f, struct area a) {
  const struct item_card *c = &f->card;
  struct buf b = {0};
  area_rule(a, 0, ROLE_BOX);
  if (!c->item.id) return;
  card_head(c, &b);
  area_cell(a, 1, 2, a.cols - 3, ROLE_STRONG, ALIGN_LEFT, b.p);
  buf_clear(&b);
  card_barcodes(c, &b);
  labelled(a, 2, _("Barcodes"), &b);
  buf_clear(&b);
  card_stock(c, &b);
  labelled(a, 3, _("Stock"), &b);
  item_spark_draw(c, a, 4);
  for (size_t i = 0; i < kept_rows(c->move) && (int)i + 5 < a.rows; i++) {
    buf_clear(&b);
    card_move(c, i, &b);
    area_cell(a, (int)i + 5, 2, a.cols - 3, ROLE_DIM, ALIGN_LEFT, b.p);
  }
  buf_free(&b);
}

static void draw(const struct screen *s, struct area a) {
  struct finding *f = s->own;
  char total[24], items[24], count[64];
  const struct list_rows rows = rows_of(f);
  int detail = a.rows / 3 < DETAIL_LEAST ? DETAIL_LEAST : a.rows / 3 > DETAIL_MOST ? DETAIL_MOST : a.rows / 3;
  snprintf(count, sizeof count, "%s / %s", num_format(total, sizeof total, f->total, 0), num_format(items, sizeof items, f->items, 0));
  int right = (int)utf8_width(count);
  list_draw(&f->list, &rows, area_part(a, 2, 0, a.rows - detail - 2, a.cols), true);
  detail_draw(f, area_part(a, a.rows - detail, 0, detail, a.cols));
  area_text(a, 0, a.cols - right - 1, ROLE_DIM, count);
  edit_draw(&f->edit, a, 0, 2, a.cols - right - 6, true);
}

/* ---- keys */
static bool key(struct screen *s, const struct key *k) {
  struct finding *f = s->own;
  struct err err;
  bool ok = true, mine = true;
  const struct list_rows rows = rows_of(f);
  if (k->code == KEY_ESC && f->edit.n) {
    edit_set(&f->edit, "");
    f->exact = false;
    ok = load(s, &err);
  } else if (k->code == KEY_NONE || edit_key(&f->edit, k)) {
    f->exact = false;
    f->list = (struct list){0};
    ok = load(s, &err);
  } else if (k->code >= KEY_FIRST && list_key(&f->list, &rows, k)) {
    ok = card_read(s, &err);
  } else {
    mine = false;
  }
  if (!ok) ui_refuse(s->ui, &err);
  return mine;
}

static struct edit *edit(struct screen *s) {
  return &((struct finding *)s->own)->edit;
}

static const char *cannot(const struct screen *s, const char *action) {
  (void)action;
  return ((const struct finding *)s->own)->count ? NULL : _("No item is found; type another name or code.");
}

void act_lookup_open(struct screen *s) {
  struct finding *f = s->own;
  ui_open(s->ui, "item", f->hit[f->list.at].code);
}

void act_lookup_documents(struct screen *s) {
  struct finding *f = s->own;
  char arg[80];
  snprintf(arg, sizeof arg, "item %s", f->hit[f->list.at].code);
  ui_open(s->ui, "documents", arg);
}

static void keep(const struct screen *s, struct jw *w) {
  const struct finding *f = s->own;
  jw_kt(w, "text", f->edit.text);
  jw_kt(w, "row", f->list.key);
}

static void back(struct screen *s, const struct js *js) {
  struct finding *f = s->own;
  struct err err;
  edit_set(&f->edit, js_text(js_get(js, "text"), ""));
  str_copy(f->list.key, sizeof f->list.key, js_text(js_get(js, "row"), ""));
  if (!load(s, &err)) ui_refuse(s->ui, &err);
}

static void done(struct screen *s) {
  item_card_done(&((struct finding *)s->own)->card);
}

const struct screen_kind screen_lookup = {.size = sizeof(struct finding),
                                          .open = open,
                                          .load = load,
                                          .draw = draw,
                                          .scan = scan,
                                          .key = key,
                                          .edit = edit,
                                          .cannot = cannot,
                                          .keep = keep,
                                          .back = back,
                                          .close = done};
