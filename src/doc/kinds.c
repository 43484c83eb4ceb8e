/* kinds: the table of document kinds, and what several kinds share. A new kind is one file, one .def and one row in kinds.def. */
#include "src/doc/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KIND(id, after) KIND_AT_##id,
enum {
#include "src/doc/kinds.def"
};
#undef KIND
#define AFTER(id) (1u << KIND_AT_##id)
static const struct {
  const struct doc_kind *kind;
  unsigned after;
} kinds[] = {
#define KIND(id, after) {&kind_##id, after},
#include "src/doc/kinds.def"
#undef KIND
};

const struct doc_kind *doc_kind_find(const char *code) {
  for (size_t i = 0; i < COUNT(kinds); i++)
    if (str_eq(kinds[i].kind->code, code)) return kinds[i].kind;
  return NULL;
}

const struct doc_kind *doc_kind_at(size_t index) {
  return index < COUNT(kinds) ? kinds[index].kind : NULL;
}

bool doc_kind_after(const struct doc_kind *kind, const struct doc_kind *parent) {
  unsigned after = 0, bit = 0;
  for (size_t i = 0; i < COUNT(kinds); i++) {
    if (kinds[i].kind == kind) after = kinds[i].after;
    if (kinds[i].kind == parent) bit = 1u << i;
  }
  return after & bit;
}

bool doc_value(int64_t qty, int64_t cost, int64_t decimals, int64_t *out) {
  return num_muldiv(qty, cost, decimals ? num_pow10((int)decimals) : 1, out);
}

bool doc_bad_number(const struct doc *d, size_t line, size_t field, struct err *e) {
  char number[24], value[24];
  snprintf(number, sizeof number, "%zu", line + 1);
  snprintf(value, sizeof value, "%lld", (long long)doc_at(d, line, field)->i);
  return err_set(e, ERR_DOC_NUMBER, d->kind->line[field].name, number, _(d->kind->line[field].label), value);
}

bool doc_check_number(const struct doc *d, size_t line, size_t field, struct err *e) {
  int64_t v = doc_at(d, line, field)->i;
  return (v >= 0 && v <= DOC_NUMBER_MOST) || doc_bad_number(d, line, field, e);
}

bool doc_check_decimals(const struct doc *d, size_t line, size_t field, struct err *e) {
  int64_t v = doc_at(d, line, field)->i;
  return v == 0 || v == 3 || doc_bad_number(d, line, field, e);
}

bool doc_check_lines(const struct doc *d, struct err *e) {
  for (size_t f = 0; f < d->kind->head_count; f++)
    if (d->kind->head[f].required && !d->head[f].set) return err_set(e, ERR_DOC_HEAD, d->kind->head[f].name, _(d->kind->head[f].label));
  for (size_t i = 0; i < d->line_count; i++) {
    for (size_t f = 0; f < d->kind->line_count; f++) {
      if (!d->kind->line[f].required || d->line[i].value[f].set) continue;
      return doc_needs(d, i, f, e);
    }
  }
  return true;
}

bool doc_needs(const struct doc *d, size_t line, size_t field, struct err *e) {
  char number[24];
  snprintf(number, sizeof number, "%zu", line + 1);
  return err_set(e, ERR_DOC_FIELD, d->kind->line[field].name, number, _(d->kind->line[field].label));
}

/* ---- kinds whose lines move goods */
bool doc_check_goods(const struct doc *d, struct err *e) {
  const struct doc_goods *g = d->kind->goods;
  if (!doc_check_lines(d, e)) return false;
  for (size_t i = 0; i < d->line_count; i++)
    if (!doc_check_decimals(d, i, g->decimals, e) || !doc_check_number(d, i, g->qty, e) || !doc_check_number(d, i, g->value, e))
      return false;
  return true;
}

struct doc_move doc_move_of(const struct doc *d, size_t i, const char *from, const char *to, enum move_col col) {
  const struct doc_goods *g = d->kind->goods;
  const struct value *expiry = doc_at(d, i, g->expiry);
  return (struct doc_move){.line = (int64_t)i + 1,
                           .from = from,
                           .to = to,
                           .item = value_get(doc_at(d, i, g->item)),
                           .lot = value_get(doc_at(d, i, g->lot)),
                           .expiry = expiry->set ? (int32_t)expiry->i : DAY_NONE,
                           .qty = doc_at(d, i, g->qty)->i,
                           .value = doc_at(d, i, g->value)->i,
                           .col = col};
}

bool doc_moves_between(const struct doc *d, const char *from, const char *to, enum move_col col, line_fn *back, move_fn *fn, void *self) {
  for (size_t i = 0; i < d->line_count; i++) {
    bool turned = back && back(d, i);
    struct doc_move m = doc_move_of(d, i, turned ? to : from, turned ? from : to, col);
    if ((m.qty || m.value) && !fn(self, &m)) return false;
  }
  return true;
}

bool doc_is_one_of(const char *word, const char *const *words, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (str_eq(word, words[i])) return true;
  return false;
}

const char *doc_transit(char out[TRANSIT_MOST], const char *store) {
  snprintf(out, TRANSIT_MOST, "transit:%s", store);
  return out;
}
