/* fuzz_events: any bytes are a batch. What must hold: a batch that is read lies whole within its text, and doubting it is safe. */
#include "src/sync/sync.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void must(bool holds) {
  if (!holds) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  struct err e = {0};
  struct batch b;
  must(hash_init());
  if (!batch_parse(&b, data, n, &e)) {
    must(e.code == ERR_EVENTS_FILE || e.code == ERR_JSON);
    return 0;
  }
  must(b.count >= 1 && b.count <= BATCH_EVENTS && b.text.n == n && b.line[b.count] == n && b.signed_bytes < n);
  for (size_t i = 0; i < b.count; i++) must(b.line[i] < b.line[i + 1]);
  struct doc_head h;
  struct event event;
  for (size_t i = 0; i < b.count; i++) must(!batch_event(&b, i, &h, &event) || event.body_bytes + 1 == b.line[i + 1] - b.line[i]);
  must(batch_doubt(&b) != NULL); /* nobody guesses a signature */
  batch_free(&b);
  return 0;
}
