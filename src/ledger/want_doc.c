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

static void source_doc(struct wants *w, const struct doc *d) {
  char uuid[2 * UUID_BYTES + 1];
  hex_put(uuid, d->uuid, UUID_BYTES);
  want_source(w, "doc", uuid);
}

/* ---- what lines of others say of the lines here, by their number (counted through the parts, from 1): summed in one pass */
struct says {
  const char *kind, *source; /* of the documents; what their lines say they answer, NULL: all do */
  size_t from, number, line, qty;
};
static const struct says came = {"receipt", "transfer", RECEIPT_SOURCE, RECEIPT_SOURCE_NUMBER, RECEIPT_SOURCE_LINE, RECEIPT_RECEIVED},
                         went = {"transfer", "request", TRANSFER_SOURCE, TRANSFER_SOURCE_NUMBER, TRANSFER_SOURCE_LINE, TRANSFER_QTY},
                         grants = {"answer", NULL, 0, 0, ANSWER_LINE, ANSWER_QTY};

static void says_add(const struct says *y, const struct found *f, const struct doc *d, int64_t *sum) {
  struct doc_whole w;
  doc_whole_make(&w, d, f->doc, f->set.count);
  for (size_t k = 0; k < w.count; k++) {
    for (size_t i = 0; i < w.doc[k]->line_count; i++) {
      int64_t line = doc_at(w.doc[k], i, y->line)->i;
      bool ours = !y->source || (str_eq(value_get(doc_at(w.doc[k], i, y->from)), y->source) &&
                                 str_eq(value_get(doc_at(w.doc[k], i, y->number)), f->row.number));
      if (!w.gone[k][i] && ours && line >= 1 && line <= (int64_t)f->whole.lines) sum[line] += doc_at(w.doc[k], i, y->qty)->i;
    }
  }
  doc_whole_free(&w);
}

/* Of all documents of the set of that kind, or of one; owned by the caller. */
static int64_t *says_sum(const struct says *y, const struct found *f, const struct doc *only) {
  int64_t *sum = xcalloc(f->whole.lines + 1, sizeof *sum);
  for (size_t s = 0; s < f->set.count; s++) {
    const struct doc *d = f->doc[s];
    bool leg = str_eq(d->kind->code, "transfer") && *value_get(doc_head(d, TRANSFER_LEG));
    if (only ? d == only : str_eq(d->kind->code, y->kind) && !d->has_part_of && d != f->doc[0] && !leg) says_add(y, f, d, sum);
  }
  return sum;
}

/* ---- a slip */

static struct expected_line line_at(int64_t n) {
  return (struct expected_line){.line = n, .cost = -1, .due = DAY_NONE, .produced = DAY_NONE, .expiry = DAY_NONE};
}

static bool slip_line(struct db *db, struct wants *w, const struct found *f, const struct doc *d, size_t i, struct expected_line l,
                      struct err *err) {
  struct ledger_item item;
  const struct value *v = d->line[i].value;
  if (!ledger_item(db, err, value_get(&v[TRANSFER_ITEM]), &item)) return false;
  if (!item.id) return err_set(err, ERR_POST_ITEM, "item", value_get(&v[TRANSFER_ITEM]));
  l.item = item.id;
  l.qty = v[TRANSFER_QTY].i;
  if (v[TRANSFER_PRODUCED].set) l.produced = (int32_t)v[TRANSFER_PRODUCED].i;
  if (v[TRANSFER_EXPIRY].set) l.expiry = (int32_t)v[TRANSFER_EXPIRY].i;
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
  int64_t n = 0, *received = says_sum(&came, f, NULL);
  for (size_t i = 0; i < COUNT(over); i++) closed |= str_eq(over[i], state);
  for (size_t k = 0; ok && k < f->whole.count; k++) {
    for (size_t i = 0; ok && i < f->whole.doc[k]->line_count; i++) {
      struct expected_line l = line_at(++n);
      l.received = received[n];
      l.closed = closed || f->whole.gone[k][i];
      ok = slip_line(db, w, f, f->whole.doc[k], i, l, err);
    }
  }
  free(received);
  return ok;
}

/* What was called back goes to where it was taken from. */
static bool place_before(struct db *db, struct wants *w, const struct doc *leg, struct err *err) {
  struct doc_row row;
  bool found;
  if (leg->parent_count == 0) return true;
  if (!ledger_parent_row(db, &leg->parent[0], &row, &found, err)) return false;
  struct doc *first = found ? ledger_doc_load(db, row.id, err) : NULL;
  const char *from = first ? value_get(doc_head(first, TRANSFER_FROM)) : "";
  if (*from && !str_starts(from, PLACE_TRANSIT)) w->place = xstrdup(from);
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
    if (ok) want_source(w, "number", number);
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

static bool request_line(struct db *db, struct wants *w, const struct found *f, const struct doc *d, size_t i, struct expected_line l,
                         struct err *err) {
  struct ledger_item item;
  if (!ledger_item(db, err, value_get(doc_at(d, i, REQUEST_ITEM)), &item)) return false;
  if (!item.id) return err_set(err, ERR_POST_ITEM, "item", value_get(doc_at(d, i, REQUEST_ITEM)));
  l.item = item.id;
  (void)want_new(w, "request", f->row.number, &l);
  return true;
}

static bool request_lines(struct db *db, struct wants *w, const struct found *f, const struct doc *answer, struct err *err) {
  int64_t n = 0, *shipped = says_sum(&went, f, NULL), *granted = answer ? says_sum(&grants, f, answer) : NULL;
  bool ok = true;
  for (size_t k = 0; ok && k < f->whole.count; k++) {
    for (size_t i = 0; ok && i < f->whole.doc[k]->line_count; i++) {
      struct expected_line l = line_at(++n);
      l.qty = answer ? granted[n] : doc_at(f->whole.doc[k], i, REQUEST_QTY)->i;
      l.received = shipped[n];
      ok = request_line(db, w, f, f->whole.doc[k], i, l, err);
    }
  }
  free(shipped);
  free(granted);
  return ok;
}

bool wants_request(struct db *db, struct wants *w, const char *number, struct err *err) {
  struct found f;
  bool there, ok = find(db, number, &f, &there, err);
  if (ok && !there) ok = err_set(err, ERR_DOC_UNKNOWN, NULL, number);
  if (ok && !str_eq(f.doc[0]->kind->code, "request")) ok = err_set(err, ERR_REQUEST_KIND, NULL, number);
  if (ok) {
    const struct doc *answer = doc_request_answer(f.doc, f.set.count);
    ok = request_lines(db, w, &f, answer, err);
    if (ok) source_doc(w, answer ? answer : f.doc[0]);
  }
  found_free(&f);
  return ok;
}
