/* fold_receipt: the receipt that a folded draft makes. Refuses what cannot be posted yet, never a surprise. Must not: read or write
 * anything. */
#include "src/ledger/tally.h"

#include <stdlib.h>

enum { NAMED_MOST = 6 };

static bool lot_missing(const struct fold_line *l) {
  if (!l->item || l->received <= 0) return false;
  return (l->wants_lot && !*l->lot && !l->lot_none) || (l->wants_expiry && l->expiry == DAY_NONE && !l->expiry_none);
}

/* "Line 3 Milk (1002), …": as many as a sentence can carry. */
static bool lots_there(const struct fold *f, struct err *err) {
  struct buf b = {0};
  size_t missing = 0;
  for (size_t i = 0; i < f->line_count; i++) {
    const struct fold_line *l = &f->line[i];
    if (!lot_missing(l)) continue;
    if (++missing <= NAMED_MOST) text_list(&b, ""), buf_printf(&b, "%lld %s (%s)", (long long)l->line, l->item_name, l->item_code);
  }
  if (missing > NAMED_MOST) text_list(&b, ""), buf_printf(&b, "… (%zu)", missing);
  bool ok = !missing || err_set(err, ERR_LOT_MISSING, NULL, b.p);
  buf_free(&b);
  return ok;
}

static const char *carton_state(const struct fold *f, const char *sscc) {
  for (size_t i = 0; i < f->carton_count; i++)
    if (str_eq(f->carton[i].sscc, sscc)) return str_eq(f->carton[i].state, "listed") ? NULL : f->carton[i].state;
  return NULL;
}

static void day_put(struct value *v, int32_t day) {
  if (day != DAY_NONE) value_int(v, day);
}

static void line_put(struct doc *d, const struct fold *f, const struct fold_line *l) {
  size_t i = doc_line_add(d);
  value_text(doc_at(d, i, RECEIPT_ITEM), l->item_code);
  value_int(doc_at(d, i, RECEIPT_DECIMALS), l->decimals);
  if (!l->item) value_text(doc_at(d, i, RECEIPT_CODE), l->code);
  value_text(doc_at(d, i, RECEIPT_CARTON), l->carton);
  if (*l->carton) value_text(doc_at(d, i, RECEIPT_CARTON_STATE), carton_state(f, l->carton));
  value_text(doc_at(d, i, RECEIPT_LOT), l->lot);
  day_put(doc_at(d, i, RECEIPT_PRODUCED), l->produced);
  day_put(doc_at(d, i, RECEIPT_EXPIRY), l->expiry);
  if (*l->source) value_int(doc_at(d, i, RECEIPT_EXPECTED), l->expected);
  value_int(doc_at(d, i, RECEIPT_RECEIVED), l->received);
  if (l->damaged) value_int(doc_at(d, i, RECEIPT_DAMAGED), l->damaged);
  value_text(doc_at(d, i, RECEIPT_REASON), l->reason);
  if (l->value >= 0) {
    value_int(doc_at(d, i, RECEIPT_VALUE), l->value);
    value_text(doc_at(d, i, RECEIPT_COST_FROM), "transfer");
  } else if (l->cost >= 0 && !str_eq(f->mode, "transfer")) {
    value_int(doc_at(d, i, RECEIPT_COST), l->cost);
    value_text(doc_at(d, i, RECEIPT_COST_FROM), l->cost_from);
  }
  if (!*l->source) return;
  value_text(doc_at(d, i, RECEIPT_SOURCE), l->source);
  value_text(doc_at(d, i, RECEIPT_SOURCE_NUMBER), l->source_number);
  value_int(doc_at(d, i, RECEIPT_SOURCE_LINE), l->source_line);
  if (l->closed_short) value_int(doc_at(d, i, RECEIPT_SHORT), 1);
}

/* A carton that is not as announced and of which no line tells. */
static void carton_put(struct doc *d, const struct fold *f, const struct fold_carton *c) {
  if (!c->opened || !c->state || str_eq(c->state, "listed")) return;
  for (size_t i = 0; i < f->line_count; i++)
    if (str_eq(f->line[i].carton, c->sscc)) return;
  size_t i = doc_line_add(d);
  value_int(doc_at(d, i, RECEIPT_DECIMALS), 0);
  value_text(doc_at(d, i, RECEIPT_CARTON), c->sscc);
  value_text(doc_at(d, i, RECEIPT_CARTON_STATE), c->state);
  value_int(doc_at(d, i, RECEIPT_RECEIVED), 0);
}

static void head_put(struct doc *d, const struct fold *f, bool more) {
  value_text(doc_head(d, RECEIPT_MODE), f->mode);
  value_text(doc_head(d, RECEIPT_SUPPLIER), f->supplier);
  value_text(doc_head(d, RECEIPT_SENDER), f->sender);
  value_text(doc_head(d, RECEIPT_SLIP), f->slip);
  value_text(doc_head(d, RECEIPT_PLACE), f->place);
  if (more) value_int(doc_head(d, RECEIPT_MORE), 1);
  value_text(doc_head(d, RECEIPT_DRAFT), f->name);
  value_text(doc_head(d, RECEIPT_DRIVER), f->driver);
  value_text(doc_head(d, RECEIPT_SEAL), f->seal);
  value_text(doc_head(d, RECEIPT_CRATES), f->crates);
}

struct doc *fold_receipt(const struct fold *f, bool more, struct err *err) {
  /* Goods taught after the posting stand in the shop already: nobody can be asked any more. */
  if (!str_eq(f->mode, "teach") && !lots_there(f, err)) return NULL;
  struct doc *d = doc_new(doc_kind_find("receipt"));
  bool something = f->units > 0;
  head_put(d, f, more);
  for (size_t i = 0; i < f->source_count; i++) doc_parent_add(d, f->source[i].kind, f->source[i].ref);
  for (size_t i = 0; i < f->line_count; i++) {
    const struct fold_line *l = &f->line[i];
    bool absent = l->line == 0 && ((want_binds(l->source) && !more) || l->closed_short);
    if (l->received > 0 || absent) line_put(d, f, l);
    something |= absent;
  }
  for (size_t i = 0; i < f->carton_count; i++) carton_put(d, f, &f->carton[i]);
  if (something) return d;
  doc_free(d);
  err_set(err, ERR_RECEIVE_NOTHING, NULL);
  return NULL;
}
