/* fuzz_body: any bytes are an event's body. What must hold: what is read is written again and read the same, and the pure functions of
 * its kind take it. */
#include "src/doc/doc.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void must(bool holds) {
  if (!holds) abort();
}

static bool a_move(void *self, const struct doc_move *m) {
  (void)self;
  must(m->from && m->to && m->item && m->lot && m->qty >= 0 && m->line >= 1);
  return true;
}

static bool a_difference(void *self, const struct doc_difference *d) {
  (void)self;
  must(d->kind && d->line >= 1);
  return true;
}

/* The kind's functions are for bodies that passed its check. */
static void use(const struct doc *d) {
  struct err e = {0};
  if (!d->kind->check(d, &e)) {
    must(e.code != ERR_NONE);
    return;
  }
  must(d->kind->state(&d, 1) != NULL);
  if (d->kind->moves) must(d->kind->moves(d, a_move, NULL));
  if (d->kind->differences) (void)d->kind->differences((const struct doc *const[]){d}, 1, a_difference, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  struct err e = {0};
  struct doc *d = doc_read(data, n, &e);
  if (!d) {
    must(e.code != ERR_NONE);
    return 0;
  }
  struct buf once = {0}, twice = {0};
  doc_write(d, &once);
  if (once.n <= DOC_BYTES_MOST) { /* escapes may make it longer than it came */
    struct doc *again = doc_read(once.p, once.n, &e);
    must(again != NULL);
    doc_write(again, &twice);
    must(once.n == twice.n && memcmp(once.p, twice.p, once.n) == 0);
    doc_free(again);
  }
  use(d);
  doc_free(d);
  buf_free(&once);
  buf_free(&twice);
  return 0;
}
