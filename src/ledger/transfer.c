/* transfer: what is done with transfers besides picking and receiving: answers to requests, corrections, a cancellation after dispatch,
 * cartons that came to the wrong store. Each is one document. */
#include "src/ledger/internal.h"

#include <stdlib.h>
#include <string.h>

/* A document with what hangs on it, as it stands. */
struct subject {
  struct db *db;
  const struct ledger_store *store;
  struct doc_row row;
  struct shelf shelf;
  struct doc_set set;
  const struct doc *doc;
  const struct doc *const *all;
  const char *state;
};

static void subject_free(struct subject *s) {
  ledger_set_free(&s->set);
  shelf_free(&s->shelf);
}

static bool subject_load(struct subject *s, int64_t id, struct err *err) {
  size_t parts;
  bool found;
  s->shelf = (struct shelf){.db = s->db};
  if (!docrow_by_id(s->db, err, id, &s->row, &found) || !ledger_set_load(&s->shelf, id, true, &s->set, &parts, err)) return false;
  s->doc = s->set.doc[0];
  s->all = (const struct doc *const *)s->set.doc;
  s->state = s->doc->kind->state(s->all, s->set.count);
  return true;
}

/* The document of that number; of a receipt of a transfer, of a correction or a part, what it came of. */
static bool subject_find(struct subject *s, const char *number, const char *kind, struct err *err) {
  struct doc_row row;
  bool found;
  if (!docrow_by_number(s->db, err, number, &row, &found)) return false;
  if (!found) return err_set(err, ERR_DOC_UNKNOWN, NULL, number);
  if (row.part_of && !docrow_by_id(s->db, err, row.part_of, &row, &found)) return false;
  if (!subject_load(s, row.id, err)) return false;
  if (str_eq(row.kind, kind)) return true;
  for (size_t i = 0; i < s->doc->parent_count; i++) {
    if (!ledger_parent_row(s->db, &s->doc->parent[i], &row, &found, err)) return false;
    if (!found || !str_eq(row.kind, kind)) continue;
    subject_free(s);
    return subject_load(s, row.id, err);
  }
  return err_set(err, str_eq(kind, "transfer") ? ERR_TRANSFER_KIND : ERR_REQUEST_KIND, NULL, number);
}

static bool state_is(const struct subject *s, const char *const *states, size_t count, struct err *err) {
  for (size_t i = 0; i < count; i++)
    if (str_eq(states[i], s->state)) return true;
  char word[24]; /* the words are kept with _ where people see a blank */
  str_copy(word, sizeof word, s->state);
  for (char *p = word; *p; p++)
    if (*p == '_') *p = ' ';
  return err_set(err, ERR_TRANSFER_STATE, NULL, s->row.number, text_get(word));
}

static struct doc *child_of(const struct subject *s, const char *kind) {
  struct doc *d = doc_new(doc_kind_find(kind));
  doc_parent_doc(d, s->doc->uuid);
  return d;
}

static bool post(const struct subject *s, const struct actor *actor, struct doc *d, char **number, struct err *err) {
  bool ok = ledger_post(s->db, s->store, actor, d, number, err);
  doc_free(d);
  return ok;
}

/* ---- answers */
static int64_t grant_of(const struct grant *grant, size_t count, int64_t line, int64_t asked) {
  for (size_t i = 0; i < count; i++)
    if (grant[i].line == line) return grant[i].qty;
  return asked;
}

static struct doc *answer_make(const struct subject *s, const struct ledger_answer *a) {
  struct doc *d = child_of(s, "answer");
  struct doc_whole w;
  int64_t n = 0;
  value_text(doc_head(d, ANSWER_TO), s->doc->store);
  value_int(doc_head(d, ANSWER_APPROVED), a->approved);
  value_text(doc_head(d, ANSWER_REASON), a->reason);
  doc_whole_make(&w, s->doc, s->all, s->set.count);
  for (size_t k = 0; k < w.count && a->approved; k++) {
    for (size_t i = 0; i < w.doc[k]->line_count; i++) {
      size_t line = doc_line_add(d);
      value_int(doc_at(d, line, ANSWER_LINE), ++n);
      value_text(doc_at(d, line, ANSWER_ITEM), value_get(doc_at(w.doc[k], i, REQUEST_ITEM)));
      value_int(doc_at(d, line, ANSWER_DECIMALS), doc_at(w.doc[k], i, REQUEST_DECIMALS)->i);
      value_int(doc_at(d, line, ANSWER_QTY), grant_of(a->grant, a->grants, n, doc_at(w.doc[k], i, REQUEST_QTY)->i));
    }
  }
  doc_whole_free(&w);
  return d;
}

bool ledger_answer(struct db *db, const struct ledger_store *store, const struct actor *actor, const char *number,
                   const struct ledger_answer *a, char **number_out, struct err *err) {
  static const char *const open[] = {"requested"};
  struct subject s = {.db = db, .store = store};
  if (!a->approved && str_empty(a->reason)) return err_set(err, ERR_ANSWER_REASON, "reason");
  bool ok = subject_find(&s, number, "request", err) && state_is(&s, open, COUNT(open), err);
  const char *source = ok ? value_get(doc_head(s.doc, REQUEST_SOURCE)) : "";
  if (ok && !str_eq(source, store->code)) ok = err_set(err, ERR_TRANSFER_WHOSE, NULL, number, source);
  ok = ok && post(&s, actor, answer_make(&s, a), number_out, err);
  subject_free(&s);
  return ok;
}

/* ---- what a slip and its receipts differ by, put right */
struct correcting {
  const struct subject *subject;
  const char *how;
  struct doc *doc;
};

static bool share(int64_t value, int64_t part, int64_t of, struct value *out) {
  int64_t v;
  if (of == 0 || !num_muldiv(value, part, of, &v)) return false;
  value_int(out, v);
  return true;
}

static size_t correction_line(struct doc *d, const struct transfer_rest *r, bool over, int64_t qty) {
  size_t i = doc_line_add(d);
  value_text(doc_at(d, i, CORRECTION_ITEM), r->item);
  value_int(doc_at(d, i, CORRECTION_DECIMALS), r->decimals);
  value_text(doc_at(d, i, CORRECTION_LOT), r->lot);
  if (r->expiry != DAY_NONE) value_int(doc_at(d, i, CORRECTION_EXPIRY), r->expiry);
  if (over) value_int(doc_at(d, i, CORRECTION_OVER), 1);
  value_int(doc_at(d, i, CORRECTION_QTY), qty);
  return i;
}

/* Goods that come back into a pool bring the slip's value; those that leave one after all take its average. */
static bool correct_line(void *self, const struct transfer_rest *r) {
  const struct correcting *c = self;
  bool tolerance = str_eq(c->how, "tolerance"), own = str_eq(c->how, "slip") || str_eq(c->how, "receipt");
  if (r->rest == 0 || r->coming || (tolerance && !r->small)) return true;
  size_t i = correction_line(c->doc, r, r->rest > 0, llabs(r->rest));
  if (r->rest < 0 || !own) (void)!share(r->value, llabs(r->rest), r->sent ? r->sent : r->found, doc_at(c->doc, i, CORRECTION_VALUE));
  return true;
}

/* The slip came after the receipt, whose cost was a guess. */
static bool value_line(void *self, const struct transfer_rest *r) {
  const struct correcting *c = self;
  int64_t should, diff;
  if (r->sent == 0 || r->found == 0 || !num_muldiv(r->value, r->found, r->sent, &should) || (diff = should - r->booked) == 0) return true;
  size_t i = correction_line(c->doc, r, diff < 0, 0); /* before the lines are read: it may move them */
  value_int(doc_at(c->doc, i, CORRECTION_VALUE), llabs(diff));
  return true;
}

static struct doc *correction_make(const struct subject *s, const char *how, const char *place, const char *reason) {
  struct doc *d = child_of(s, "correction");
  value_text(doc_head(d, CORRECTION_HOW), how);
  value_text(doc_head(d, CORRECTION_OF), s->row.number);
  value_text(doc_head(d, CORRECTION_TO), value_get(doc_head(s->doc, TRANSFER_TO)));
  value_text(doc_head(d, CORRECTION_SENDER), doc_sender(s->doc));
  value_text(doc_head(d, CORRECTION_PLACE), place);
  value_text(doc_head(d, CORRECTION_REASON), reason);
  return d;
}

/* Where the receiver put what came: the place of its first receipt. */
static const char *receipt_place(const struct subject *s) {
  for (size_t i = 0; i < s->set.count; i++)
    if (str_eq(s->all[i]->kind->code, "receipt") && doc_has_parent(s->all[i], s->doc)) return value_get(doc_head(s->all[i], RECEIPT_PLACE));
  return "back";
}

bool ledger_transfer_resolve(struct db *db, const struct ledger_store *store, const struct actor *actor, const char *number,
                             const char *how, const char *reason, char **number_out, struct err *err) {
  static const char *const open[] = {"disputed"};
  struct subject s = {.db = db, .store = store};
  bool ok = subject_find(&s, number, "transfer", err) && state_is(&s, open, COUNT(open), err);
  if (ok) {
    bool slip = str_eq(how, "slip"), receipt = str_eq(how, "receipt");
    const char *sender = s.doc->store, *to = value_get(doc_head(s.doc, TRANSFER_TO)), *from = value_get(doc_head(s.doc, TRANSFER_FROM));
    if (slip && !str_eq(sender, store->code)) ok = err_set(err, ERR_TRANSFER_WHOSE, NULL, _("A correction of the slip"), sender);
    if (receipt && !str_eq(to, store->code)) ok = err_set(err, ERR_TRANSFER_WHOSE, NULL, _("A correction of the receipt"), to);
    if (!slip && !receipt && !doc_concerns(s.doc, store->code)) ok = err_set(err, ERR_TRANSFER_WHOSE, NULL, _("A claim"), sender);
    if (ok) {
      struct correcting c = {&s, how, correction_make(&s, how, slip ? from : receipt ? receipt_place(&s) : NULL, reason)};
      (void)doc_transfer_rests(s.all, s.set.count, correct_line, &c);
      ok = post(&s, actor, c.doc, number_out, err);
    }
  }
  subject_free(&s);
  return ok;
}

/* Posts what needs nobody: the rest within the tolerance, and the value once the slip is known. */
static bool settle_by(struct subject *s, const char *how, transfer_rest_fn *fn, struct err *err) {
  static const struct actor nobody = {.staff = ""};
  char *number = NULL;
  struct correcting c = {s, how, correction_make(s, how, receipt_place(s), NULL)};
  (void)doc_transfer_rests(s->all, s->set.count, fn, &c);
  if (c.doc->line_count == 0) {
    doc_free(c.doc);
    return true;
  }
  bool ok = post(s, &nobody, c.doc, &number, err);
  free(number);
  return ok;
}

static bool settle(struct db *db, const struct ledger_store *store, int64_t slip, struct err *err) {
  struct subject s = {.db = db, .store = store};
  bool ok = subject_load(&s, slip, err);
  if (ok && str_eq(value_get(doc_head(s.doc, TRANSFER_TO)), store->code) && !str_eq(s.state, "dispatched"))
    ok = settle_by(&s, "tolerance", correct_line, err) && settle_by(&s, "value", value_line, err);
  subject_free(&s);
  return ok;
}

bool ledger_transfers_settle(struct db *db, const struct ledger_store *store, const struct doc *d, struct err *err) {
  struct doc_row row;
  bool found, slip = str_eq(d->kind->code, "transfer");
  if (!doc_concerns(d, store->code) || d->has_part_of) return true;
  if (slip) return docrow_by_uuid(db, err, d->uuid, &row, &found) && (!found || settle(db, store, row.id, err));
  if (!str_eq(d->kind->code, "receipt") || !str_eq(value_get(doc_head(d, RECEIPT_MODE)), "transfer")) return true;
  return docrow_by_number(db, err, value_get(doc_head(d, RECEIPT_SLIP)), &row, &found) &&
         (!found || !str_eq(row.kind, "transfer") || settle(db, store, row.id, err));
}

/* ---- legs */
static struct doc *leg_make(const struct subject *s, const char *leg, const char *to, const char *reason) {
  struct doc *d = child_of(s, "transfer");
  const char *planned = value_get(doc_head(s->doc, TRANSFER_TO));
  char *from = xprintf(PLACE_TRANSIT "%s", planned);
  value_text(doc_head(d, TRANSFER_TO), to);
  value_text(doc_head(d, TRANSFER_FROM), from);
  value_text(doc_head(d, TRANSFER_LEG), leg);
  value_text(doc_head(d, TRANSFER_SENDER), doc_sender(s->doc));
  value_text(doc_head(d, TRANSFER_PLANNED), planned);
  value_text(doc_head(d, TRANSFER_REASON), reason);
  free(from);
  return d;
}

static bool back_line(void *self, const struct transfer_rest *r) {
  struct doc *d = self;
  int64_t left = r->sent - r->found;
  if (left <= 0) return true;
  size_t i = doc_line_add(d);
  value_text(doc_at(d, i, TRANSFER_ITEM), r->item);
  value_int(doc_at(d, i, TRANSFER_DECIMALS), r->decimals);
  value_text(doc_at(d, i, TRANSFER_LOT), r->lot);
  if (r->expiry != DAY_NONE) value_int(doc_at(d, i, TRANSFER_EXPIRY), r->expiry);
  value_int(doc_at(d, i, TRANSFER_QTY), left);
  return share(r->value, left, r->sent, doc_at(d, i, TRANSFER_VALUE));
}

bool ledger_transfer_cancel(struct db *db, const struct ledger_store *store, const struct actor *actor, const char *number,
                            const char *reason, char **number_out, struct err *err) {
  static const char *const open[] = {"dispatched", "part_received"};
  struct subject s = {.db = db, .store = store};
  bool ok = subject_find(&s, number, "transfer", err) && state_is(&s, open, COUNT(open), err);
  if (ok && !str_eq(s.doc->store, store->code)) ok = err_set(err, ERR_TRANSFER_WHOSE, NULL, number, s.doc->store);
  if (ok) {
    struct doc *leg = leg_make(&s, "return", store->code, reason);
    (void)doc_transfer_rests(s.all, s.set.count, back_line, leg);
    ok = post(&s, actor, leg, number_out, err);
  }
  subject_free(&s);
  return ok;
}

/* The lines of the slip in that carton; false: none. */
static bool carton_lines(const struct subject *s, const char *sscc, struct doc *leg) {
  struct doc_whole w;
  static const size_t same[] = {TRANSFER_ITEM,   TRANSFER_DECIMALS, TRANSFER_CARTON, TRANSFER_LOT,
                                TRANSFER_EXPIRY, TRANSFER_QTY,      TRANSFER_VALUE};
  doc_whole_make(&w, s->doc, s->all, s->set.count);
  for (size_t k = 0; k < w.count; k++) {
    for (size_t i = 0; i < w.doc[k]->line_count; i++) {
      if (w.gone[k][i] || !str_eq(value_get(doc_at(w.doc[k], i, TRANSFER_CARTON)), sscc)) continue;
      size_t line = doc_line_add(leg);
      for (size_t f = 0; f < COUNT(same); f++) {
        const struct value *v = doc_at(w.doc[k], i, same[f]);
        if (v->s) value_text(doc_at(leg, line, same[f]), v->s);
        else if (v->set) value_int(doc_at(leg, line, same[f]), v->i);
      }
    }
  }
  doc_whole_free(&w);
  return leg->line_count > 0;
}

bool ledger_transfer_forward(struct db *db, const struct ledger_store *store, const struct actor *actor, const char *sscc, const char *to,
                             char **number_out, struct err *err) {
  struct id_list list = {0};
  bool known, done = false,
              ok = store_known(db, err, to, &known) && (known || str_eq(to, store->code) || err_set(err, ERR_STORE_NONE, NULL, to)) &&
                   docrow_waiting(db, err, "transfer", &list);
  for (size_t i = 0; ok && !done && i < list.count; i++) {
    struct subject s = {.db = db, .store = store};
    ok = subject_load(&s, list.id[i], err);
    struct doc *leg = ok ? leg_make(&s, "forward", to, NULL) : NULL;
    done = ok && carton_lines(&s, sscc, leg);
    if (done) ok = post(&s, actor, leg, number_out, err);
    else doc_free(leg);
    subject_free(&s);
  }
  free(list.id);
  return ok && (done || err_set(err, ERR_CARTON_NOWHERE, NULL, sscc));
}

/* ---- what commands and screens ask */
bool ledger_pick_to(struct db *db, const char *number, char to[64], struct err *err) {
  struct expected e;
  bool found;
  struct subject s = {.db = db};
  if (!expected_find(db, err, "allocation", number, &e, &found)) return false;
  if (found) return str_copy(to, 64, e.destination);
  bool ok = subject_find(&s, number, "request", err) && str_copy(to, 64, s.doc->store);
  subject_free(&s);
  return ok;
}

bool ledger_request_change(struct db *db, const char *number, char source[64], struct doc *successor, struct err *err) {
  static const char *const open[] = {"requested", "rejected"};
  struct subject s = {.db = db};
  char *store = NULL;
  bool ok = meta_get(db, err, "store", &store) && subject_find(&s, number, "request", err) && state_is(&s, open, COUNT(open), err) &&
            (str_eq(s.doc->store, store) || err_set(err, ERR_TRANSFER_WHOSE, NULL, number, s.doc->store));
  if (ok) str_copy(source, 64, value_get(doc_head(s.doc, REQUEST_SOURCE)));
  if (ok && successor) doc_parent_doc(successor, s.doc->uuid);
  subject_free(&s);
  free(store);
  return ok;
}

bool ledger_request_qty(struct db *db, const char *number, int64_t line, const char *text, int64_t *qty, struct err *err) {
  struct subject s = {.db = db};
  struct doc_whole w = {0};
  size_t which, index;
  bool ok = subject_find(&s, number, "request", err);
  if (ok) doc_whole_make(&w, s.doc, s.all, s.set.count);
  if (ok && !doc_whole_line(&w, line, &which, &index)) ok = err_set(err, ERR_RECEIVE_QTY, "grant", text);
  if (ok && (!num_parse(text, (int)doc_at(w.doc[which], index, REQUEST_DECIMALS)->i, qty) || *qty < 0))
    ok = err_set(err, ERR_RECEIVE_QTY, "grant", text);
  doc_whole_free(&w);
  subject_free(&s);
  return ok;
}

bool ledger_receipt_slip(struct db *db, int64_t id, char **number, struct err *err) {
  struct doc *d = ledger_doc_load(db, id, err);
  *number = d && doc_head(d, RECEIPT_SLIP)->set ? xstrdup(doc_head(d, RECEIPT_SLIP)->s) : NULL;
  doc_free(d);
  return d;
}

bool ledger_doc_sums(struct db *db, int64_t id, int64_t *lines, int64_t *units, struct err *err) {
  struct subject s = {.db = db};
  struct doc_whole w = {0};
  bool ok = subject_load(&s, id, err);
  *lines = *units = 0;
  if (ok) doc_whole_make(&w, s.doc, s.all, s.set.count);
  for (size_t k = 0; k < w.count; k++) {
    const struct doc_goods *g = w.doc[k]->kind->goods;
    *lines += (int64_t)w.doc[k]->line_count;
    for (size_t i = 0; g && i < w.doc[k]->line_count; i++) *units += doc_at(w.doc[k], i, g->qty)->i;
  }
  doc_whole_free(&w);
  subject_free(&s);
  return ok;
}
