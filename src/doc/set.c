/* set: documents that belong together, in any order: a split one brought together, what reversals took back of it. Pure. */
#include "src/doc/internal.h"

#include <stdlib.h>
#include <string.h>

bool doc_has_parent(const struct doc *d, const struct doc *other) {
  char uuid[2 * UUID_BYTES + 1];
  hex_put(uuid, other->uuid, UUID_BYTES);
  for (size_t i = 0; i < d->parent_count; i++) {
    const struct doc_parent *p = &d->parent[i];
    if (str_eq(p->kind, "doc") && str_eq(p->ref, uuid)) return true;
    if (str_eq(p->kind, "number") && str_eq(p->ref, other->number)) return true;
  }
  return false;
}

static bool is_part(const struct doc *d, const struct doc *whole) {
  return d->has_part_of && memcmp(d->part_of, whole->uuid, UUID_BYTES) == 0;
}

/* …-2 before …-10. */
static int by_number(const void *a, const void *b) {
  const char *x = (*(const struct doc *const *)a)->number, *y = (*(const struct doc *const *)b)->number;
  size_t m = strlen(x), n = strlen(y);
  return m != n ? (m > n) - (m < n) : strcmp(x, y);
}

static void mark_gone(struct doc_whole *w, const struct doc *reversal) {
  size_t which, index;
  w->reversed |= w->lines == 0;
  for (size_t i = 0; i < reversal->line_count; i++) {
    if (!doc_whole_line(w, doc_at(reversal, i, REVERSAL_LINE)->i, &which, &index) || w->gone[which][index]) continue;
    w->gone[which][index] = true;
    w->gone_lines++;
  }
}

void doc_whole_make(struct doc_whole *w, const struct doc *first, const struct doc *const *set, size_t count) {
  *w = (struct doc_whole){.doc = xcalloc(count + 1, sizeof *w->doc), .gone = xcalloc(count + 1, sizeof *w->gone)};
  w->doc[w->count++] = first;
  for (size_t i = 0; i < count; i++)
    if (is_part(set[i], first)) w->doc[w->count++] = set[i];
  if (w->count > 2) qsort(w->doc + 1, w->count - 1, sizeof *w->doc, by_number);
  for (size_t k = 0; k < w->count; k++) {
    w->gone[k] = xcalloc(w->doc[k]->line_count + 1, sizeof **w->gone);
    w->lines += w->doc[k]->line_count;
  }
  for (size_t i = 0; i < count; i++)
    if (set[i]->kind == &kind_reversal && doc_has_parent(set[i], first)) mark_gone(w, set[i]);
  w->reversed |= w->lines > 0 && w->gone_lines == w->lines;
}

void doc_whole_free(struct doc_whole *w) {
  for (size_t k = 0; k < w->count; k++) free(w->gone[k]);
  free(w->gone);
  free(w->doc);
  *w = (struct doc_whole){0};
}

bool doc_whole_line(const struct doc_whole *w, int64_t n, size_t *which, size_t *index) {
  int64_t left = n - 1;
  for (size_t k = 0; n >= 1 && k < w->count; k++) {
    int64_t lines = (int64_t)w->doc[k]->line_count;
    if (left < lines) {
      *which = k;
      *index = (size_t)left;
      return true;
    }
    left -= lines;
  }
  return false;
}

bool doc_reversed(const struct doc *d, const struct doc *const *set, size_t count) {
  struct doc_whole w;
  doc_whole_make(&w, d, set, count);
  bool reversed = w.reversed;
  doc_whole_free(&w);
  return reversed;
}

const char *doc_state_posted(const struct doc *const *set, size_t count) {
  (void)set;
  (void)count;
  return "posted";
}

const char *doc_state_reversed(const struct doc *const *set, size_t count) {
  struct doc_whole w;
  doc_whole_make(&w, set[0], set, count);
  const char *state = w.reversed ? "reversed" : w.gone_lines ? "part_reversed" : "posted";
  doc_whole_free(&w);
  return state;
}

static bool names(const char *list, const char *store) {
  size_t n = strlen(store);
  for (const char *p = list; p && n; p = strchr(p, ';') ? strchr(p, ';') + 1 : NULL)
    if (strncmp(p, store, n) == 0 && (p[n] == 0 || p[n] == ';')) return true;
  return false;
}

bool doc_concerns(const struct doc *d, const char *store) {
  if (str_eq(d->store, store)) return true;
  for (size_t i = 0; i < d->kind->partners; i++)
    if (names(value_get(doc_head(d, d->kind->partner[i])), store)) return true;
  return false;
}

const char *doc_sender(const struct doc *d) {
  const char *sender = d->kind->sender ? value_get(doc_head(d, d->kind->sender - 1)) : "";
  return *sender ? sender : d->store;
}
