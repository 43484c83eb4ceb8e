/* want_doc: what documents announce of a draft's goods: a slip what should come, a request or its answer what should be picked. Must not:
 * write. */
#include "src/ledger/internal.h"
#include "src/ledger/tally.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct found {
  struct doc_row row;
  struct shelf shelf;
  struct doc_set set;
  struct doc_whole whole;
  const struct doc *const *doc; /* the set's */
};

static void found_free(struct found *f) {
  doc_whole_free(&f->whole);
  ledger_set_free(&f->set);
  shelf_free(&f->shelf);
}

/* With all that came of it. *there false: it is not here. */
static bool find(struct db *db, const char *number, struct found *f, bool *there, struct err *err) {
  size_t parts;
  *f = (struct found){.shelf = {.db = db}};
  if (!docrow_by_number(db, err, number, &f->row, there)) return false;
  if (!*there) return true;
  if (!ledger_set_load(&f->shelf, f->row.id, true, &f->set, &parts, err)) return false;
  f->doc = (const struct doc *const *)f->set.doc;
  doc_whole_make(&f->whole, f->doc[0], f->doc, f->set.count);
  return true;
}

static void source_add(struct wants *w, const char *kind, const char *ref) {
  w->source = xrealloc(w->source, w->sources + 1, sizeof *w->source);
  w->source[w->sources] = (struct doc_parent){.ref = xstrdup(ref)};
  str_copy(w->source[w->sources++].kind, sizeof w->source->kind, kind);
}

static void source_doc(struct wants *w, const struct doc *d) {
  char uuid[2 * UUID_BYTES + 1];
  hex_put(uuid, d->uuid, UUID_BYTES);
  source_add(w, "doc", uuid);
}

/* ---- a slip: line n counted through its parts */

/* What receipts say of one line of the slip. */
static int64_t received(const struct found *f, int64_t line) {
  int64_t sum = 0;
  for (size_t s = 0; s < f->set.count; s++) {
    struct doc_whole w;
    const struct doc *d = f->doc[s];
    if (!str_eq(d->kind->code, "receipt") || d->has_part_of || !doc_has_parent(d, f->doc[0])) continue;
    doc_whole_make(&w, d, f->doc, f->set.count);
    for (size_t k = 0; k < w.count; k++)
      for (size_t i = 0; i < w.doc[k]->line_count; i++)
        if (!w.gone[k][i] && str_eq(value_get(doc_at(w.doc[k], i, RECEIPT_SOURCE)), "transfer") &&
            doc_at(w.doc[k], i, RECEIPT_SOURCE_LINE)->i == line)
          sum += doc_at(w.doc[k], i, RECEIPT_RECEIVED)->i;
    doc_whole_free(&w);
  }
  return sum;
}

static bool slip_line(struct db *db, struct wants *w, const struct found *f, const struct doc *d, size_t i, int64_t n, bool closed,
                      struct err *err) {
  struct ledger_item item;
  const struct value *v = d->line[i].value;
  if (!ledger_item(db, err, value_get(&v[TRANSFER_ITEM]), &item)) return false;
  if (!item.id) return err_set(err, ERR_POST_ITEM, "item", value_get(&v[TRANSFER_ITEM]));
  struct expected_line l = {.line = n,
                            .item = item.id,
                            .qty = v[TRANSFER_QTY].i,
                            .received = received(f, n),
                            .closed = closed,
                            .cost = -1,
                            .due = DAY_NONE,
                            .produced = v[TRANSFER_PRODUCED].set ? (int32_t)v[TRANSFER_PRODUCED].i : DAY_NONE,
                            .expiry = v[TRANSFER_EXPIRY].set ? (int32_t)v[TRANSFER_EXPIRY].i : DAY_NONE};
  str_copy(l.carton, sizeof l.carton, value_get(&v[TRANSFER_CARTON]));
  str_copy(l.lot, sizeof l.lot, value_get(&v[TRANSFER_LOT]));
  struct want *x = want_new(w, "transfer", f->row.number, &l);
  x->value = v[TRANSFER_VALUE].i;
  x->valued = true;
  return true;
}

static bool slip_lines(struct db *db, struct wants *w, const struct found *f, struct err *err) {
  static const char *const over[] = {"verified", "disputed", "closed", "cancelled", "reversed", "forwarded"};
  const char *state = f->doc[0]->kind->state(f->doc, f->set.count);
  bool closed = false, ok = true;
  int64_t n = 0;
  for (size_t i = 0; i < COUNT(over); i++) closed |= str_eq(over[i], state);
  for (size_t k = 0; ok && k < f->whole.count; k++)
    for (size_t i = 0; ok && i < f->whole.doc[k]->line_count; i++)
      ok = slip_line(db, w, f, f->whole.doc[k], i, ++n, closed || f->whole.gone[k][i], err);
  return ok;
}

/* What was called back goes to where it was taken from. */
static bool place_before(struct db *db, struct wants *w, const struct doc *leg, struct err *err) {
  uint8_t uuid[UUID_BYTES];
  struct doc_row row;
  bool found = false;
  if (leg->parent_count == 0 || !hex_get(uuid, UUID_BYTES, leg->parent[0].ref)) return true;
  if (!docrow_by_uuid(db, err, uuid, &row, &found)) return false;
  struct doc *first = found ? ledger_doc_load(db, row.id, err) : NULL;
  const char *from = first ? value_get(doc_head(first, TRANSFER_FROM)) : "";
  if (*from && !str_starts(from, "transit:")) w->place = xstrdup(from);
  doc_free(first);
  return !found || first;
}

/* The slip may not be here yet: then nothing is expected, and the sender must be known. */
bool wants_slip(struct db *db, struct wants *w, const char *number, const char *sender, struct err *err) {
  struct found f;
  bool there, known = false, ok = find(db, number, &f, &there, err);
  char *store = NULL;
  if (ok && !there) {
    ok = !str_empty(sender) ? store_known(db, err, sender, &known) : err_set(err, ERR_TRANSFER_SENDER, NULL, number);
    ok = ok && (known || err_set(err, ERR_STORE_NONE, NULL, sender));
    if (ok) source_add(w, "number", number);
  } else if (ok) {
    const struct doc *slip = f.doc[0];
    ok = meta_get(db, err, "store", &store) && (str_eq(slip->kind->code, "transfer") || err_set(err, ERR_TRANSFER_KIND, NULL, number)) &&
         (str_eq(value_get(doc_head(slip, TRANSFER_TO)), store) ||
          err_set(err, ERR_TRANSFER_OTHER, NULL, number, value_get(doc_head(slip, TRANSFER_TO)))) &&
         slip_lines(db, w, &f, err);
    if (ok) source_doc(w, slip);
    if (ok) sender = doc_sender(slip);
    if (ok && str_eq(value_get(doc_head(slip, TRANSFER_LEG)), "return")) ok = place_before(db, w, slip, err);
  }
  if (ok) w->sender = xstrdup(sender);
  if (ok) w->slip = xstrdup(number);
  free(store);
  found_free(&f);
  return ok;
}

/* ---- a request: what was granted of it, or asked when nobody has answered */

static int64_t granted(const struct found *f, const struct doc *answer, int64_t line, int64_t asked) {
  struct doc_whole w;
  int64_t qty = answer ? 0 : asked;
  if (!answer) return qty;
  doc_whole_make(&w, answer, f->doc, f->set.count);
  for (size_t k = 0; k < w.count; k++)
    for (size_t i = 0; i < w.doc[k]->line_count; i++)
      if (doc_at(w.doc[k], i, ANSWER_LINE)->i == line) qty = doc_at(w.doc[k], i, ANSWER_QTY)->i;
  doc_whole_free(&w);
  return qty;
}

/* What slips sent of one line of the request. */
static int64_t shipped(const struct found *f, int64_t line) {
  int64_t sum = 0;
  for (size_t s = 0; s < f->set.count; s++) {
    struct doc_whole w;
    const struct doc *d = f->doc[s];
    if (!str_eq(d->kind->code, "transfer") || d->has_part_of || *value_get(doc_head(d, TRANSFER_LEG))) continue;
    doc_whole_make(&w, d, f->doc, f->set.count);
    for (size_t k = 0; k < w.count; k++)
      for (size_t i = 0; i < w.doc[k]->line_count; i++)
        if (!w.gone[k][i] && str_eq(value_get(doc_at(w.doc[k], i, TRANSFER_SOURCE)), "request") &&
            str_eq(value_get(doc_at(w.doc[k], i, TRANSFER_SOURCE_NUMBER)), f->row.number) &&
            doc_at(w.doc[k], i, TRANSFER_SOURCE_LINE)->i == line)
          sum += doc_at(w.doc[k], i, TRANSFER_QTY)->i;
    doc_whole_free(&w);
  }
  return sum;
}

static bool request_line(struct db *db, struct wants *w, const struct found *f, const struct doc *answer, const struct doc *d, size_t i,
                         int64_t n, struct err *err) {
  struct ledger_item item;
  if (!ledger_item(db, err, value_get(doc_at(d, i, REQUEST_ITEM)), &item)) return false;
  if (!item.id) return err_set(err, ERR_POST_ITEM, "item", value_get(doc_at(d, i, REQUEST_ITEM)));
  struct expected_line l = {.line = n,
                            .item = item.id,
                            .qty = granted(f, answer, n, doc_at(d, i, REQUEST_QTY)->i),
                            .received = shipped(f, n),
                            .cost = -1,
                            .due = DAY_NONE,
                            .produced = DAY_NONE,
                            .expiry = DAY_NONE};
  (void)want_new(w, "request", f->row.number, &l);
  return true;
}

bool wants_request(struct db *db, struct wants *w, const char *number, struct err *err) {
  struct found f;
  bool there, ok = find(db, number, &f, &there, err);
  int64_t n = 0;
  if (ok && !there) ok = err_set(err, ERR_DOC_UNKNOWN, NULL, number);
  if (ok && !str_eq(f.doc[0]->kind->code, "request")) ok = err_set(err, ERR_REQUEST_KIND, NULL, number);
  if (ok) {
    const struct doc *answer = doc_request_answer(f.doc, f.set.count);
    for (size_t k = 0; ok && k < f.whole.count; k++)
      for (size_t i = 0; ok && i < f.whole.doc[k]->line_count; i++) ok = request_line(db, w, &f, answer, f.whole.doc[k], i, ++n, err);
    if (ok) source_doc(w, answer ? answer : f.doc[0]);
  }
  found_free(&f);
  return ok;
}
