/* document_lines: a document's lines as rows, told from its body. Must not: show value to who may not see it. */
#include "src/report/report.h"

#include <stdlib.h>

const struct out_column document_line_column[DOC_LINE_COLUMNS] = {
    {"line", OUT_INT, N_("Line")},         {"item", OUT_CODE, N_("Item")},        {NULL, OUT_NAME, N_("Name")},
    {"lot", OUT_CODE, N_("Lot")},          {"expiry", OUT_DAY, N_("Expiry")},     {"qty", OUT_NUM, N_("Quantity")},
    {"from", OUT_PLACE, N_("From")},       {"to", OUT_PLACE, N_("To")},           {"value", OUT_NUM, N_("Value")},
    {"expected", OUT_NUM, N_("Expected")}, {"received", OUT_NUM, N_("Received")}, {"damaged", OUT_NUM, N_("Damaged")},
    {"code", OUT_CODE, N_("Code")},        {"carton", OUT_CODE, N_("Carton")},    {"carton_state", OUT_WORD, N_("Carton state")},
    {"reason", OUT_NAME, N_("Reason")},
};

const struct value *document_says(const struct doc *d, size_t line, const char *name, enum field_type *type) {
  for (size_t f = 0; f < d->kind->line_count; f++) {
    if (!str_eq(d->kind->line[f].name, name)) continue;
    *type = d->kind->line[f].type;
    return doc_at(d, line, f)->set ? doc_at(d, line, f) : NULL;
  }
  return NULL;
}

int document_decimals(const struct doc *d, size_t line) {
  enum field_type type;
  const struct value *v = document_says(d, line, "d", &type);
  return v ? (int)v->i : 0;
}

/* ---- the walk over lines and their moves */
struct telling {
  line_told_fn *fn;
  void *self;
  const struct doc *doc;
  int64_t before;
  size_t told; /* lines of this part told so far */
};

static void tell(const struct telling *t, const struct doc_move *m, bool first) {
  const struct line_told told = {t->doc, t->before, m, first};
  t->fn(t->self, &told);
}

/* The lines before `line` that moved nothing: what did not come, codes nobody knows yet. */
static void tell_unmoved(struct telling *t, size_t line) {
  for (; t->told + 1 < line; t->told++) {
    enum field_type type;
    const struct value *item = document_says(t->doc, t->told, "item", &type), *lot = document_says(t->doc, t->told, "lot", &type),
                       *expiry = document_says(t->doc, t->told, "expiry", &type), *qty = document_says(t->doc, t->told, "qty", &type);
    const struct doc_move m = {.line = (int64_t)t->told + 1,
                               .item = item ? item->s : "",
                               .lot = lot ? lot->s : "",
                               .expiry = expiry ? (int32_t)expiry->i : DAY_NONE,
                               .qty = qty ? qty->i : 0}; /* asked for, granted */
    tell(t, &m, true);
  }
}

static bool move_told(void *self, const struct doc_move *m) {
  struct telling *t = self;
  bool first = (size_t)m->line > t->told;
  tell_unmoved(t, (size_t)m->line);
  tell(t, m, first);
  t->told = (size_t)m->line;
  return true;
}

static bool one_lines(struct db *db, struct telling *t, const struct doc_row *d, struct err *err) {
  struct doc *doc = ledger_doc_load(db, d->id, err);
  if (!doc) return false;
  t->doc = doc;
  t->told = 0;
  if (doc->kind->moves && !doc->kind->moves(doc, move_told, t)) abort(); /* move_told never stops it */
  tell_unmoved(t, doc->line_count + 1);
  t->before += d->lines;
  doc_free(doc);
  return true;
}

bool document_lines(struct db *db, const struct doc_row *d, line_told_fn *fn, void *self, struct err *err) {
  struct telling t = {.fn = fn, .self = self};
  struct id_list parts = {0};
  struct doc_row part;
  bool found, ok = one_lines(db, &t, d, err) && docrow_parts(db, err, d->id, &parts);
  for (size_t i = 0; ok && i < parts.count; i++)
    ok = docrow_by_id(db, err, parts.id[i], &part, &found) && (!found || one_lines(db, &t, &part, err));
  free(parts.id);
  return ok;
}

/* ---- as rows */
struct rows_out {
  struct db *db;
  const struct ledger_store *store;
  struct out *out;
  const char *for_store; /* of an allocation; NULL: none */
  bool values;
  size_t count;
};

/* Code and name; an item that is not here (another store's) has its code only. */
static void item_out(const struct rows_out *r, size_t code_at, size_t name_at, const char *code) {
  struct item item;
  struct err ignored;
  bool found;
  out_text(r->out, code_at, code);
  if (item_by_code(r->db, &ignored, code, &item, &found) && found) out_text(r->out, name_at, text_name(item.name, item.name_en));
}

static void says_out(const struct rows_out *r, const struct doc *d, size_t line) {
  for (size_t c = DOC_LINE_SAYS; c < DOC_LINE_COLUMNS; c++) {
    enum field_type type;
    const struct value *v = document_says(d, line, document_line_column[c].name, &type);
    if (v && type == FIELD_QTY) out_num(r->out, c, v->i, document_decimals(d, line));
    if (v && FIELD_IS_TEXT(type)) out_text(r->out, c, v->s);
  }
}

static void line_out(void *self, const struct line_told *l) {
  const struct rows_out *r = self;
  const struct doc_move *m = l->move;
  out_int(r->out, DOC_LINE_NO, l->before + m->line);
  if (*m->item) item_out(r, DOC_LINE_ITEM, DOC_LINE_NAME, m->item);
  out_text(r->out, DOC_LINE_LOT, m->lot);
  out_int(r->out, DOC_LINE_EXPIRY, m->expiry);
  out_num(r->out, DOC_LINE_QTY, m->qty, document_decimals(l->doc, (size_t)m->line - 1));
  out_place(r->out, DOC_LINE_FROM, r->db, m->from);
  out_place(r->out, DOC_LINE_TO, r->db, m->to);
  if (r->values) out_num(r->out, DOC_LINE_VALUE, m->value, r->store->money_decimals);
  if (l->first) says_out(r, l->doc, (size_t)m->line - 1);
  out_row(r->out);
}

bool document_lines_out(struct db *db, const struct ledger_store *store, const struct doc_row *d, bool values, struct out *out,
                        struct err *err) {
  struct rows_out r = {.db = db, .store = store, .out = out, .values = values};
  return document_lines(db, d, line_out, &r, err);
}

/* ---- of an announced document */
const struct out_column document_open_column[DOC_OPEN_COLUMNS] = {
    {"line", OUT_INT, N_("Line")},         {"item", OUT_CODE, N_("Item")},        {NULL, OUT_NAME, N_("Name")},
    {"expected", OUT_NUM, N_("Expected")}, {"received", OUT_NUM, N_("Received")}, {"open", OUT_NUM, N_("Open")},
    {"due", OUT_DAY, N_("Due")},
};

const struct out_column document_allocated_column[DOC_ALLOCATED_COLUMNS] = {
    {"line", OUT_INT, N_("Line")},       {"item", OUT_CODE, N_("Item")},
    {NULL, OUT_NAME, N_("Name")},        {"allocated", OUT_NUM, N_("Allocated")},
    {"shipped", OUT_NUM, N_("Shipped")}, {"open", OUT_NUM, N_("Open")},
    {"due", OUT_DAY, N_("Due")},         {"store", OUT_CODE, N_("Store")},
};

int64_t document_open(const struct expected_line *l) {
  return l->closed || l->received > l->qty ? 0 : l->qty - l->received;
}

static bool open_out(void *self, const struct expected_line *l) {
  const struct rows_out *r = self;
  struct item item;
  struct err ignored;
  bool found;
  if (!item_by_id(r->db, &ignored, l->item, &item, &found) || !found) return true;
  out_int(r->out, DOC_OPEN_LINE, l->line);
  out_text(r->out, DOC_OPEN_ITEM, item.code);
  out_text(r->out, DOC_OPEN_NAME, text_name(item.name, item.name_en));
  out_num(r->out, DOC_OPEN_EXPECTED, l->qty, item.decimals);
  out_num(r->out, DOC_OPEN_RECEIVED, l->received, item.decimals);
  out_num(r->out, DOC_OPEN_OPEN, document_open(l), item.decimals);
  out_int(r->out, DOC_OPEN_DUE, l->due);
  if (r->for_store) out_text(r->out, DOC_ALLOCATED_STORE, r->for_store);
  out_row(r->out);
  return true;
}

bool document_open_out(struct db *db, const struct expected *e, bool allocated, struct out *out, struct err *err) {
  struct rows_out r = {.db = db, .out = out, .for_store = allocated ? e->destination : NULL};
  return expected_lines(db, err, e->id, open_out, &r);
}

/* ---- its discrepancies */
const struct out_column document_difference_column[DOC_DIFF_COLUMNS] = {
    {"id", OUT_CODE, N_("Discrepancy")},
    {"kind", OUT_WORD, N_("Kind")},
    {"item", OUT_CODE, N_("Item")},
    {NULL, OUT_NAME, N_("Name")},
    {"expected", OUT_NUM, N_("Expected")},
    {"found", OUT_NUM, N_("Found")},
    {"difference", OUT_NUM, N_("Difference")},
    {"owner", OUT_CODE, N_("Owner")},
    {"state", OUT_WORD, N_("State")},
};

static bool difference_out(void *self, const struct difference_seen *d) {
  struct rows_out *r = self;
  int decimals = document_decimals(d->doc, (size_t)d->diff.line - 1);
  r->count++;
  out_text(r->out, DOC_DIFF_ID, d->id);
  out_text(r->out, DOC_DIFF_KIND, d->diff.kind);
  if (*d->diff.item) item_out(r, DOC_DIFF_ITEM, DOC_DIFF_NAME, d->diff.item);
  out_num(r->out, DOC_DIFF_EXPECTED, d->diff.expected, decimals);
  out_num(r->out, DOC_DIFF_FOUND, d->diff.found, decimals);
  out_num(r->out, DOC_DIFF_DIFFERENCE, d->diff.found - d->diff.expected, decimals);
  out_text(r->out, DOC_DIFF_OWNER, d->diff.owner);
  out_text(r->out, DOC_DIFF_STATE, d->state);
  out_row(r->out);
  return true;
}

bool document_differences_out(struct db *db, const struct doc_row *d, struct out *out, size_t *count, struct err *err) {
  struct rows_out r = {.db = db, .out = out};
  bool ok = ledger_differences(db, d, difference_out, &r, err);
  *count = r.count;
  return ok;
}
