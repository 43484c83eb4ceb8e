/* Request 要货: what a store asks of another; what became of it is told by the answer and the slips. */
#include "src/doc/internal.h"
#include <stdlib.h>
#include <string.h>

#define FIELDS "src/doc/request.def"
#include "src/doc/fields.inc"

static bool check(const struct doc *d, struct err *e) {
  if (!doc_check_lines(d, e)) return false;
  for (size_t i = 0; i < d->line_count; i++)
    if (!doc_check_decimals(d, i, REQUEST_DECIMALS, e) || !doc_check_number(d, i, REQUEST_QTY, e)) return false;
  return true;
}

static const struct doc *child(const struct doc *of, const struct doc_kind *kind, const struct doc *const *set, size_t count,
                               size_t *from) {
  for (size_t i = *from; i < count; i++) {
    if (set[i]->kind != kind || set[i]->has_part_of || !doc_has_parent(set[i], of) || doc_reversed(set[i], set, count)) continue;
    *from = i + 1;
    return set[i];
  }
  return NULL;
}

const struct doc *doc_request_answer(const struct doc *const *set, size_t count) {
  const struct doc *first = NULL, *d;
  for (size_t at = 0; (d = child(set[0], &kind_answer, set, count, &at));)
    if (!first || d->at < first->at || (d->at == first->at && memcmp(d->uuid, first->uuid, UUID_BYTES) < 0)) first = d;
  return first;
}

static int64_t sum(const struct doc *d, const struct doc *const *set, size_t count, size_t qty) {
  struct doc_whole w;
  int64_t total = 0;
  doc_whole_make(&w, d, set, count);
  for (size_t k = 0; k < w.count; k++)
    for (size_t i = 0; i < w.doc[k]->line_count; i++)
      if (!w.gone[k][i]) total += doc_at(w.doc[k], i, qty)->i;
  doc_whole_free(&w);
  return total;
}

struct sent {
  size_t slips, ended;
  int64_t qty;
};

/* The slips of one document: of the request itself, or of its answer. */
static void sent_add(struct sent *s, const struct doc *of, const struct doc *const *set, size_t count) {
  const struct doc *slip;
  for (size_t at = 0; (slip = child(of, &kind_transfer, set, count, &at));) {
    const struct doc **own = xcalloc(count, sizeof *own);
    size_t n = 1;
    own[0] = slip;
    for (size_t i = 0; i < count; i++)
      if (set[i] != slip) own[n++] = set[i];
    const char *state = kind_transfer.state(own, n);
    free(own);
    if (str_eq(state, "cancelled") || str_eq(state, "reversed")) continue;
    s->slips++;
    s->ended += str_eq(state, "verified") || str_eq(state, "closed");
    s->qty += sum(slip, set, count, TRANSFER_QTY);
  }
}

static const char *state(const struct doc *const *set, size_t count) {
  size_t at = 0;
  struct sent s = {0};
  if (doc_reversed(set[0], set, count)) return "cancelled";
  if (child(set[0], &kind_request, set, count, &at)) return "changed";
  const struct doc *answer = doc_request_answer(set, count);
  if (answer && !doc_head(answer, ANSWER_APPROVED)->i) return "rejected";
  sent_add(&s, set[0], set, count);
  if (answer) sent_add(&s, answer, set, count);
  if (!s.slips) return answer ? "approved" : "requested";
  int64_t granted = answer ? sum(answer, set, count, ANSWER_QTY) : sum(set[0], set, count, REQUEST_QTY);
  if (s.qty < granted) return "part_shipped";
  return s.ended == s.slips ? "closed" : "dispatched";
}

const struct doc_kind kind_request = {
    .code = "request",
    .name = N_("Request"),
    .version = 1,
    .reversible = true,
    .partner = {REQUEST_SOURCE},
    .partners = 1,
    KIND_FIELDS,
    .check = check,
    .state = state,
};
