/* A story for every kind of document: STORY_ID(world, parent, next) makes one of it, standing alone (parent NULL) or coming of `parent`;
 * `next` is the kind that will come of it (NULL: none), for which it may post what has to be there first. A kind in kinds.def without its
 * story does not build. */
#include "tests/unit/ledger/proof.h"

/* Posted, its number and id in it; the caller frees it. */
static inline struct doc *story_post(struct world *w, struct doc *d) {
  struct actor actor = {.staff = ""};
  char *number;
  ok(w, db_begin(w->db, &w->err));
  ok(w, ledger_post(w->db, w->store, &actor, d, &number, &w->err));
  ok(w, db_commit(w->db, &w->err));
  free(number);
  return d;
}

static inline bool story_is(const struct doc *d, const char *kind) {
  return d && str_eq(d->kind->code, kind);
}

static inline struct doc *story_new(const char *kind, const struct doc *parent) {
  struct doc *d = doc_new(doc_kind_find(kind));
  if (!parent) return d;
  doc_parent_doc(d, parent->uuid);
  return d;
}

static inline size_t story_goods(struct doc *d, const char *item, int64_t qty) {
  const struct doc_goods *g = d->kind->goods;
  size_t i = doc_line_add(d);
  value_text(doc_at(d, i, g->item), item);
  value_int(doc_at(d, i, g->qty), qty);
  return i;
}

static inline struct doc *story_receipt(struct world *w, const struct doc *parent, const struct doc_kind *next) {
  (void)next;
  struct doc *d = story_new("receipt", parent);
  bool slip = story_is(parent, "transfer");
  value_text(doc_head(d, RECEIPT_MODE), slip ? "transfer" : parent ? "teach" : "blind");
  value_text(doc_head(d, RECEIPT_PLACE), "back");
  value_text(doc_head(d, RECEIPT_SLIP), slip ? parent->number : NULL);
  value_text(doc_head(d, RECEIPT_SENDER), slip ? w->store->code : NULL);
  (void)receipt_line(d, "A", 2, slip ? 0 : 1, 130); /* of a slip of three one is short; of others one is damaged */
  return d;
}

static inline struct doc *story_opening(struct world *w, const struct doc *parent, const struct doc_kind *next) {
  (void)w;
  (void)next;
  struct doc *d = story_new("opening", parent);
  value_text(doc_head(d, OPENING_FILE), "stock.csv");
  (void)story_goods(d, "A", 4);
  value_text(doc_at(d, 0, OPENING_PLACE), "floor");
  value_int(doc_at(d, 0, OPENING_VALUE), 500);
  return d;
}

static inline struct doc *story_resolution(struct world *w, const struct doc *parent, const struct doc_kind *next) {
  (void)w;
  (void)next;
  struct doc *d = story_new("resolution", parent);
  char *of = xprintf("%s/1/%s", parent ? parent->number : "X", story_is(parent, "receipt") ? "damaged" : "short");
  value_text(doc_head(d, RESOLUTION_OF), of);
  value_text(doc_head(d, RESOLUTION_REASON), "credit note");
  value_int(doc_head(d, RESOLUTION_CLOSE), 1);
  free(of);
  return d;
}

static inline struct doc *story_teach(struct world *w, const struct doc *parent, const struct doc_kind *next) {
  (void)w;
  (void)next;
  struct doc *d = story_new("teach", parent);
  value_text(doc_head(d, TEACH_BARCODE), "6901234567892");
  value_text(doc_head(d, TEACH_ITEM), "A");
  value_int(doc_head(d, TEACH_UNITS), 1);
  return d;
}

static inline struct doc *story_request(struct world *w, const struct doc *parent, const struct doc_kind *next) {
  (void)w;
  (void)next;
  struct doc *d = story_new("request", parent);
  size_t i = doc_line_add(d);
  value_text(doc_head(d, REQUEST_SOURCE), "T");
  value_text(doc_at(d, i, REQUEST_ITEM), "A");
  value_int(doc_at(d, i, REQUEST_QTY), 3);
  return d;
}

static inline struct doc *story_answer(struct world *w, const struct doc *parent, const struct doc_kind *next) {
  (void)w;
  (void)next;
  struct doc *d = story_new("answer", parent);
  size_t i = doc_line_add(d);
  value_text(doc_head(d, ANSWER_TO), "T");
  value_int(doc_head(d, ANSWER_APPROVED), 1);
  value_int(doc_at(d, i, ANSWER_LINE), 1);
  value_text(doc_at(d, i, ANSWER_ITEM), "A");
  value_int(doc_at(d, i, ANSWER_QTY), 3);
  return d;
}

/* Received here can only be what comes to this store: of a slip to T the return leg. */
static inline struct doc *story_transfer(struct world *w, const struct doc *parent, const struct doc_kind *next) {
  struct doc *first = NULL;
  if (!parent && next && str_eq(next->code, "receipt")) parent = first = story_post(w, story_transfer(w, NULL, NULL));
  struct doc *d = story_new("transfer", parent);
  bool leg = story_is(parent, "transfer");
  value_text(doc_head(d, TRANSFER_TO), leg ? w->store->code : "T");
  value_text(doc_head(d, TRANSFER_FROM), leg ? "transit:T" : "back");
  value_text(doc_head(d, TRANSFER_LEG), leg ? "return" : NULL);
  value_text(doc_head(d, TRANSFER_SENDER), leg ? w->store->code : NULL);
  value_text(doc_head(d, TRANSFER_PLANNED), leg ? "T" : NULL);
  (void)story_goods(d, "A", 3);
  doc_free(first);
  return d;
}

static inline struct doc *story_correction(struct world *w, const struct doc *parent, const struct doc_kind *next) {
  (void)next;
  struct doc *d = story_new("correction", parent);
  value_text(doc_head(d, CORRECTION_HOW), "slip");
  value_text(doc_head(d, CORRECTION_OF), parent ? parent->number : "X");
  value_text(doc_head(d, CORRECTION_TO), "T");
  value_text(doc_head(d, CORRECTION_SENDER), w->store->code);
  value_text(doc_head(d, CORRECTION_PLACE), "back");
  (void)story_goods(d, "A", 1);
  return d;
}

static inline struct doc *story_adjust(struct world *w, const struct doc *parent, const struct doc_kind *next) {
  (void)w;
  (void)next;
  struct doc *d = story_new("adjust", parent);
  value_text(doc_head(d, ADJUST_KIND), parent ? "in" : "out");
  value_text(doc_head(d, ADJUST_PLACE), "back");
  value_text(doc_head(d, ADJUST_REASON), "show");
  value_text(doc_head(d, ADJUST_BY), "Li");
  (void)story_goods(d, "A", 2);
  return d;
}

static inline struct doc *story_relocation(struct world *w, const struct doc *parent, const struct doc_kind *next) {
  (void)w;
  (void)next;
  struct doc *d = story_new("move", parent);
  value_text(doc_head(d, RELOCATION_FROM), "back");
  value_text(doc_head(d, RELOCATION_TO), "floor");
  (void)story_goods(d, "A", 2);
  return d;
}

static inline struct doc *story_conversion(struct world *w, const struct doc *parent, const struct doc_kind *next) {
  (void)w;
  (void)next;
  struct doc *d = story_new("convert", parent);
  value_text(doc_head(d, CONVERSION_PLACE), "back");
  (void)story_goods(d, "B", 1);
  size_t made = story_goods(d, "A", 6);
  value_int(doc_at(d, made, CONVERSION_MADE), 1);
  return d;
}

static inline struct doc *story_supplier_return(struct world *w, const struct doc *parent, const struct doc_kind *next) {
  (void)w;
  (void)next;
  struct doc *d = story_new("return", parent);
  value_text(doc_head(d, RETURN_SUPPLIER), "S1");
  value_text(doc_head(d, RETURN_PLACE), "back");
  value_text(doc_head(d, RETURN_REASON), "bad");
  (void)story_goods(d, "A", 1);
  return d;
}

/* Takes `parent` back, whole; alone it takes nothing back. */
static inline struct doc *story_reversal(struct world *w, const struct doc *parent, const struct doc_kind *next) {
  struct reversal r;
  (void)next;
  if (!parent || !parent->kind->reversible) {
    struct doc *d = story_new("reversal", parent);
    value_text(doc_head(d, REVERSAL_OF), parent ? parent->number : "X");
    value_text(doc_head(d, REVERSAL_KIND), parent ? parent->kind->code : "receipt");
    return d;
  }
  ok(w, ledger_reversal(w->db, w->store, parent->number, NULL, 0, "wrong", &r, &w->err));
  if (!r.doc) fail_msg("%s: %s by %s", parent->number, r.blocker[0].why, r.blocker[0].number);
  struct doc *d = r.doc;
  r.doc = NULL;
  ledger_reversal_free(&r);
  return d;
}

typedef struct doc *story_fn(struct world *, const struct doc *parent, const struct doc_kind *next);
static story_fn *const stories[] = {
#define KIND(id, after) story_##id,
#include "src/doc/kinds.def"
#undef KIND
};
