/* make: the document that a folded draft becomes, of any kind but a receipt: one row a kind. Goods that leave go earliest expiry first
 * where nobody said which. Must not: write. */
#include "src/ledger/internal.h"
#include "src/ledger/tally.h"

#include <stdlib.h>
#include <string.h>

/* ---- the head: whatever was said, or the draft's head has, under the name of a field */
static const char *said(const struct fold *fold, const char *name) {
  const char *const texts[][2] = {{"draft", fold->name}, {"driver", fold->driver}, {"seal", fold->seal}, {"crates", fold->crates}};
  for (size_t i = 0; i < COUNT(texts); i++)
    if (str_eq(texts[i][0], name)) return texts[i][1];
  return "";
}

static bool head_put(struct doc *d, const struct fold *fold, const struct js *head, struct err *err) {
  for (size_t f = 0; f < d->kind->head_count; f++) {
    const struct field *field = &d->kind->head[f];
    const char *text = said(fold, field->name);
    if (str_empty(text)) text = js_text(js_get(head, field->name), "");
    int32_t day;
    if (!*text) continue;
    if (field->type == FIELD_DAY && !day_parse(text, &day)) return err_set(err, ERR_DAY_FORM, field->name, text);
    if (field->type == FIELD_DAY) value_int(doc_head(d, f), day);
    else value_text(doc_head(d, f), text);
  }
  return true;
}

/* ---- lines */
struct stock_lot {
  char lot[64];
  int32_t expiry;
  int64_t qty;
};
struct making {
  struct db *db;
  const struct fold *fold;
  const struct js *head;
  struct doc *doc;
  const struct maker *maker;
  int64_t place; /* the goods leave from; 0: they do not leave */
  struct stock_lot *lot;
  size_t lots;
};

struct maker {
  const char *kind;
  const char *place; /* head field of the place they leave from; NULL: none */
  void (*line)(const struct making *, size_t i, const struct fold_line *);
};

static void source_put(const struct making *m, size_t i, const struct fold_line *l) {
  struct doc *d = m->doc;
  value_text(doc_at(d, i, TRANSFER_CARTON), l->carton);
  if (l->produced != DAY_NONE) value_int(doc_at(d, i, TRANSFER_PRODUCED), l->produced);
  if (!*l->source) return;
  value_text(doc_at(d, i, TRANSFER_SOURCE), l->source);
  value_text(doc_at(d, i, TRANSFER_SOURCE_NUMBER), l->source_number);
  value_int(doc_at(d, i, TRANSFER_SOURCE_LINE), l->source_line);
}

/* Whatever sign was typed: only 'misc' goes both ways. */
static void sign_put(const struct making *m, size_t i, const struct fold_line *l) {
  struct value *qty = doc_at(m->doc, i, ADJUST_QTY);
  bool either = str_eq(value_get(doc_head(m->doc, ADJUST_KIND)), "misc");
  if (either && qty->i > 0) value_int(doc_at(m->doc, i, ADJUST_MORE), 1);
  value_int(qty, llabs(qty->i));
  value_text(doc_at(m->doc, i, ADJUST_REASONED), l->reason);
}

static bool listed(const struct making *m, const char *name, const struct fold_line *l) {
  const struct js *list = js_get(m->head, name);
  for (size_t k = 0; k < js_count(list); k++)
    if (str_eq(js_text(js_at(list, k), ""), l->item_code)) return true;
  return false;
}

static void made_put(const struct making *m, size_t i, const struct fold_line *l) {
  if (!listed(m, "in", l)) value_int(doc_at(m->doc, i, CONVERSION_MADE), 1);
}

static void reason_put(const struct making *m, size_t i, const struct fold_line *l) {
  value_text(doc_at(m->doc, i, RETURN_REASONED), l->reason);
}

static const struct maker makers[] = {{"transfer", "from", source_put}, {"adjust", "place", sign_put},   {"move", "from", NULL},
                                      {"convert", "place", made_put},   {"return", "place", reason_put}, {"request", NULL, NULL}};

static const struct maker *maker_of(const char *kind) {
  for (size_t i = 0; i < COUNT(makers); i++)
    if (str_eq(makers[i].kind, kind)) return &makers[i];
  return NULL;
}

static size_t qty_field(const struct doc_kind *k) {
  return k->goods ? k->goods->qty : REQUEST_QTY;
}

static void line_put(const struct making *m, const struct fold_line *l, const char *lot, int32_t expiry, int64_t qty) {
  size_t i = doc_line_add(m->doc);
  const struct doc_goods *g = m->doc->kind->goods;
  value_text(doc_at(m->doc, i, g ? g->item : REQUEST_ITEM), l->item_code);
  value_int(doc_at(m->doc, i, g ? g->decimals : REQUEST_DECIMALS), l->decimals);
  value_int(doc_at(m->doc, i, qty_field(m->doc->kind)), qty);
  if (g) value_text(doc_at(m->doc, i, g->lot), lot);
  if (g && expiry != DAY_NONE) value_int(doc_at(m->doc, i, g->expiry), expiry);
  if (m->maker->line) m->maker->line(m, i, l);
}

/* ---- earliest expiry first: what is on hand of the item at the place, less what earlier lines of this document took */

static bool lots_read(struct making *m, int64_t item, struct err *err) {
  struct rows r;
  m->lots = 0;
  if (!rows_open(&r, m->db, err, SQL_STOCK_LOTS, I(item), I(m->place))) return false;
  while (rows_next(&r)) {
    m->lot = xrealloc(m->lot, m->lots + 1, sizeof *m->lot);
    struct stock_lot *s = &m->lot[m->lots++];
    *s = (struct stock_lot){.expiry = rows_null(&r, 1) ? DAY_NONE : (int32_t)rows_int(&r, 1), .qty = rows_int(&r, 2)};
    str_copy(s->lot, sizeof s->lot, rows_text(&r, 0));
  }
  return rows_close(&r, err);
}

static struct stock_lot *lot_there(const struct making *m, const char *lot, int32_t expiry) {
  for (size_t k = 0; k < m->lots; k++)
    if (str_eq(m->lot[k].lot, lot) && m->lot[k].expiry == expiry) return &m->lot[k];
  return NULL;
}

static void lots_take(struct making *m, const char *item) {
  const struct doc_goods *g = m->doc->kind->goods;
  for (size_t i = 0; i < m->doc->line_count; i++) {
    if (!str_eq(value_get(doc_at(m->doc, i, g->item)), item)) continue;
    const struct value *expiry = doc_at(m->doc, i, g->expiry);
    struct stock_lot *s = lot_there(m, value_get(doc_at(m->doc, i, g->lot)), expiry->set ? (int32_t)expiry->i : DAY_NONE);
    if (s) s->qty -= doc_at(m->doc, i, g->qty)->i;
  }
}

/* The truth is never refused: more may leave than is there, but a slip says so. */
static void leave_part(const struct making *m, const struct fold_line *l, const char *lot, int32_t expiry, int64_t qty) {
  struct stock_lot *s = lot_there(m, lot, expiry);
  int64_t have = s && s->qty > 0 ? s->qty : 0;
  line_put(m, l, lot, expiry, qty);
  if (str_eq(m->maker->kind, "transfer") && qty > have) value_int(doc_at(m->doc, m->doc->line_count - 1, TRANSFER_STOCK), have);
  if (s) s->qty -= qty;
}

/* Of the lots that fit what was said of the goods; what none of them has keeps just that. */
static bool leave(struct making *m, const struct fold_line *l, struct err *err) {
  int64_t left = l->received;
  if (!lots_read(m, l->item, err)) return false;
  lots_take(m, l->item_code);
  for (size_t k = 0; (l->wants_lot || l->wants_expiry) && left > 0 && k < m->lots; k++) {
    const struct stock_lot *s = &m->lot[k];
    if ((*l->lot && !str_eq(l->lot, s->lot)) || (l->expiry != DAY_NONE && l->expiry != s->expiry) || s->qty <= 0) continue;
    int64_t part = s->qty < left ? s->qty : left;
    leave_part(m, l, s->lot, s->expiry, part);
    left -= part;
  }
  if (left) leave_part(m, l, l->lot, l->expiry, left);
  return true;
}

static bool place_find(struct making *m, struct err *err) {
  struct place p;
  bool found;
  const char *code = m->maker->place ? js_text(js_get(m->head, m->maker->place), "") : "";
  if (!*code) return true;
  if (!place_by_code(m->db, err, code, &p, &found)) return false;
  if (!found || !ledger_place_own(p.kind)) return err_set(err, ERR_PLACE_NONE, m->maker->place, code);
  m->place = p.id;
  return true;
}

/* Whether goods of the line leave: of a conversion only what goes in, of an adjustment only what is less. */
static bool leaves(const struct making *m, const struct fold_line *l) {
  const char *kind = js_text(js_get(m->head, "kind"), "");
  if (!m->place || str_eq(kind, "in") || str_eq(kind, "misc")) return false;
  return !str_eq(m->maker->kind, "convert") || listed(m, "in", l);
}

/* The loan that goods come back of, the receipt they came with. */
static bool parent_named(struct making *m, const char *key, struct err *err) {
  const char *number = js_text(js_get(m->head, key), "");
  struct doc_row row;
  bool found;
  if (!*number) return true;
  if (!docrow_by_number(m->db, err, number, &row, &found)) return false;
  if (!found) return err_set(err, ERR_DOC_UNKNOWN, key, number);
  doc_parent_doc(m->doc, row.uuid);
  return true;
}

static bool build(struct making *m, struct err *err) {
  const struct fold *f = m->fold;
  const char *changes = js_text(js_get(m->head, "changes"), "");
  char source[64];
  if (!head_put(m->doc, f, m->head, err) || !place_find(m, err)) return false;
  if (!parent_named(m, "of", err) || !parent_named(m, "receipt", err)) return false;
  if (*changes && !ledger_request_change(m->db, changes, source, m->doc, err)) return false;
  for (size_t i = 0; i < f->source_count; i++) doc_parent_add(m->doc, f->source[i].kind, f->source[i].ref);
  for (size_t i = 0; i < f->line_count; i++) {
    const struct fold_line *l = &f->line[i];
    if (!l->line || !l->received) continue;
    if (js_count(js_get(m->head, "out")) && !listed(m, "in", l) && !listed(m, "out", l))
      return err_set(err, ERR_CONVERT_ITEM, NULL, l->item_name, l->item_code);
    if (leaves(m, l)) {
      if (!leave(m, l, err)) return false;
    } else {
      line_put(m, l, l->lot, l->expiry, l->received);
    }
  }
  return m->doc->line_count || err_set(err, ERR_DOC_EMPTY, NULL, _(m->doc->kind->name));
}

struct doc *ledger_make(struct db *db, const struct draft *draft, const struct fold *fold, struct err *err) {
  struct js *head = js_parse(draft->head, strlen(draft->head), err);
  struct making m = {.db = db, .fold = fold, .head = head, .maker = maker_of(draft->kind)};
  if (!head) return NULL;
  m.doc = doc_new(doc_kind_find(draft->kind));
  bool ok = build(&m, err);
  js_free(head);
  free(m.lot);
  if (ok) return m.doc;
  doc_free(m.doc);
  return NULL;
}
