/* What the tests of documents share: documents in short form, and the same question asked of a set in every order. */
#include "src/doc/doc.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Of that kind, with an id and a number of its own. */
static inline struct doc *doc_of(const char *kind, uint8_t id) {
  struct doc *d = doc_new(doc_kind_find(kind));
  memset(d->uuid, id, UUID_BYTES);
  free(d->number);
  d->number = xprintf("N%u", id);
  d->day = 20781;
  return d;
}

static inline void child_of(struct doc *d, const struct doc *parent) {
  doc_parent_doc(d, parent->uuid);
}

static inline struct doc *reversal_of(const struct doc *d, uint8_t id, int64_t from, int64_t to) {
  struct doc *r = doc_of("reversal", id);
  child_of(r, d);
  for (int64_t n = from; n <= to; n++) {
    size_t i = doc_line_add(r);
    value_int(doc_at(r, i, REVERSAL_LINE), n);
  }
  return r;
}

typedef void ask_fn(const struct doc *const *set, size_t count, const void *expected);

/* Asks of every order of set[k] … set[n - 1]. */
static inline void permute(struct doc **set, size_t k, size_t n, ask_fn *ask, const void *expected) {
  if (k == n) {
    ask((const struct doc *const *)set, n, expected);
    return;
  }
  for (size_t i = k; i < n; i++) {
    struct doc *t = set[k];
    set[k] = set[i];
    set[i] = t;
    permute(set, k + 1, n, ask, expected);
    t = set[k];
    set[k] = set[i];
    set[i] = t;
  }
}

static inline void state_is(const struct doc *const *set, size_t count, const void *expected) {
  assert_string_equal(set[0]->kind->state(set, count), expected);
}
