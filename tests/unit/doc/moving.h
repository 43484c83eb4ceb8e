/* Documents of goods that go from store to store, in short form: a slip, what came of it, corrections, legs, requests, adjustments. */
#include "tests/unit/doc/help.h"

static inline void put(struct doc *d, size_t i, size_t item, const char *code, size_t qty, int64_t n) {
  value_text(doc_at(d, i, item), code);
  value_int(doc_at(d, i, qty), n);
}

static inline size_t goods(struct doc *d, const char *item, int64_t qty, int64_t value) {
  const struct doc_goods *g = d->kind->goods;
  size_t i = doc_line_add(d);
  put(d, i, g->item, item, g->qty, qty);
  value_int(doc_at(d, i, g->value), value);
  return i;
}

static inline void identity(struct doc *d, size_t i, const char *lot, int32_t expiry) {
  value_text(doc_at(d, i, d->kind->goods->lot), lot);
  if (expiry != DAY_NONE) value_int(doc_at(d, i, d->kind->goods->expiry), expiry);
}

/* From 0412 to 0413: 10 A worth 10.00 and 5 B of lot L1 worth 2.50. */
static inline struct doc *slip(uint8_t id) {
  struct doc *d = doc_of("transfer", id);
  value_text(doc_head(d, TRANSFER_TO), "0413");
  value_text(doc_head(d, TRANSFER_FROM), "back");
  value_text(doc_head(d, TRANSFER_OWNER), "M1");
  free(d->store);
  d->store = xstrdup("0412");
  goods(d, "A", 10, 1000);
  identity(d, goods(d, "B", 5, 250), "L1", 20900);
  return d;
}

static inline struct doc *arrival(uint8_t id, const struct doc *of, int64_t a, int64_t b) {
  struct doc *d = doc_of("receipt", id);
  value_text(doc_head(d, RECEIPT_MODE), "transfer");
  value_text(doc_head(d, RECEIPT_PLACE), "back");
  value_text(doc_head(d, RECEIPT_SENDER), "0412");
  free(d->store);
  d->store = xstrdup("0413");
  d->day = 20783;
  child_of(d, of);
  if (a) goods(d, "A", a, a * 100);
  if (b) identity(d, goods(d, "B", b, b * 50), "L1", 20900);
  return d;
}

static inline struct doc *correction(uint8_t id, const struct doc *of, const char *how) {
  struct doc *d = doc_of("correction", id);
  value_text(doc_head(d, CORRECTION_HOW), how);
  value_text(doc_head(d, CORRECTION_OF), of->number);
  value_text(doc_head(d, CORRECTION_TO), "0413");
  value_text(doc_head(d, CORRECTION_SENDER), "0412");
  if (str_eq(how, "slip") || str_eq(how, "receipt") || str_eq(how, "value")) value_text(doc_head(d, CORRECTION_PLACE), "back");
  child_of(d, of);
  return d;
}

static inline size_t right(struct doc *d, const char *item, bool over, int64_t qty, int64_t value) {
  size_t i = goods(d, item, qty, value);
  if (over) value_int(doc_at(d, i, CORRECTION_OVER), 1);
  if (str_eq(item, "B")) identity(d, i, "L1", 20900);
  return i;
}

static inline struct doc *leg(uint8_t id, const struct doc *of, const char *word, const char *planned, const char *to) {
  struct doc *d = doc_of("transfer", id);
  char *from = xprintf("transit:%s", planned);
  value_text(doc_head(d, TRANSFER_TO), to);
  value_text(doc_head(d, TRANSFER_FROM), from);
  value_text(doc_head(d, TRANSFER_LEG), word);
  value_text(doc_head(d, TRANSFER_SENDER), of->store);
  value_text(doc_head(d, TRANSFER_PLANNED), planned);
  child_of(d, of);
  free(from);
  return d;
}

static inline struct doc *request(uint8_t id) {
  struct doc *d = doc_of("request", id);
  value_text(doc_head(d, REQUEST_SOURCE), "0412");
  put(d, doc_line_add(d), REQUEST_ITEM, "A", REQUEST_QTY, 10);
  put(d, doc_line_add(d), REQUEST_ITEM, "B", REQUEST_QTY, 5);
  return d;
}

static inline struct doc *answer(uint8_t id, const struct doc *of, int64_t a, int64_t b) {
  struct doc *d = doc_of("answer", id);
  value_text(doc_head(d, ANSWER_TO), "0413");
  value_int(doc_head(d, ANSWER_APPROVED), a + b > 0);
  child_of(d, of);
  const int64_t qty[] = {a, b};
  for (size_t k = 0; k < 2; k++) {
    size_t i = doc_line_add(d);
    value_int(doc_at(d, i, ANSWER_LINE), (int64_t)k + 1);
    put(d, i, ANSWER_ITEM, k ? "B" : "A", ANSWER_QTY, qty[k]);
  }
  return d;
}

static inline struct doc *adjustment(uint8_t id, const char *kind, const char *by) {
  struct doc *d = doc_of("adjust", id);
  value_text(doc_head(d, ADJUST_KIND), kind);
  value_text(doc_head(d, ADJUST_PLACE), "back");
  value_text(doc_head(d, ADJUST_REASON), "show");
  value_text(doc_head(d, ADJUST_BY), by);
  return d;
}
