/* kinds: the table of document kinds, and what several kinds share. A new kind is one file, one .def and one row here. */
#include "src/doc/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct doc_kind *const kinds[] = {&kind_receipt, &kind_reversal, &kind_opening, &kind_resolution, &kind_teach};

const struct doc_kind *doc_kind_find(const char *code) {
  for (size_t i = 0; i < COUNT(kinds); i++)
    if (str_eq(kinds[i]->code, code)) return kinds[i];
  return NULL;
}

const struct doc_kind *doc_kind_at(size_t index) {
  return index < COUNT(kinds) ? kinds[index] : NULL;
}

bool doc_has_parent(const struct doc *d, const struct doc *other) {
  char uuid[2 * UUID_BYTES + 1];
  hex_put(uuid, other->uuid, UUID_BYTES);
  for (size_t i = 0; i < d->parent_count; i++)
    if (str_eq(d->parent[i].kind, "doc") && str_eq(d->parent[i].ref, uuid)) return true;
  return false;
}

const char *doc_state_posted(const struct doc *const *set, size_t count) {
  (void)set;
  (void)count;
  return "posted";
}

static bool is_part(const struct doc *d, const struct doc *whole) {
  return d->has_part_of && memcmp(d->part_of, whole->uuid, UUID_BYTES) == 0;
}

/* Lines are counted through the parts, so that one number names a line of a split document. */
const char *doc_state_reversed(const struct doc *const *set, size_t count) {
  size_t lines = set[0]->line_count, gone = 0;
  for (size_t i = 1; i < count; i++)
    if (is_part(set[i], set[0])) lines += set[i]->line_count;
  bool *reversed = xcalloc(lines + 1, sizeof *reversed);
  for (size_t i = 1; i < count; i++) {
    if (set[i]->kind != &kind_reversal || !doc_has_parent(set[i], set[0])) continue;
    for (size_t k = 0; k < set[i]->line_count; k++) {
      int64_t line = doc_at(set[i], k, REVERSAL_LINE)->i;
      if (line < 1 || line > (int64_t)lines || reversed[line]) continue;
      reversed[line] = true;
      gone++;
    }
  }
  free(reversed);
  return gone == 0 ? "posted" : gone < lines ? "part_reversed" : "reversed";
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
