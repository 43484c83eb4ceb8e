/* fuzz_input: any bytes come from a terminal, in any parts, at any times. What must hold: every key has a name that leads back to it, a
 * paste is clean and bounded, parts without a pause are one whole, and nothing waits for ever. The first bytes: how the rest is parted. */
#include "ui/term/term.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void must(bool holds) {
  if (!holds) abort();
}

static void note(void *self, const struct input_event *e) {
  struct buf *seen = self;
  char name[16];
  if (e->kind == INPUT_PASTE) {
    must(e->n <= 3 * (PASTE_MOST + 4) && utf8_valid(e->text, e->n) && !memchr(e->text, 0, e->n) && !memchr(e->text, '\r', e->n));
    must(!memchr(e->text, 0x1B, e->n) && !memchr(e->text, 0x7F, e->n));
    buf_addc(seen, '[');
    buf_add(seen, e->text, e->n);
    buf_addc(seen, ']');
    return;
  }
  struct key back;
  must(e->kind == INPUT_KEY && !e->cut && !e->text);
  must(*key_name(name, sizeof name, &e->key) && key_parse(name, &back) && key_same(&back, &e->key));
  buf_adds(seen, name);
}

/* In parts of step bytes (0: whole), `gap` microseconds between them. Once stamps came only they are time: then nothing needs to end. */
static void run(struct buf *seen, const uint8_t *data, size_t n, size_t step, int64_t gap) {
  struct input *in = input_new(50000, 500000);
  int64_t at = 1000000;
  for (size_t i = 0; i < n;) {
    size_t part = step && step < n - i ? step : n - i;
    input_feed(in, data + i, part, at, note, seen);
    i += part;
    at += gap;
    if (gap) input_tick(in, at, note, seen);
  }
  for (int round = 0; input_deadline(in) != INT64_MAX && input_now(in, at) == at; round++) {
    must(round < 5);
    at = input_deadline(in);
    input_tick(in, at, note, seen);
  }
  input_free(in);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  struct buf whole = {0}, parted = {0};
  if (n < 2) return 0;
  size_t step = 1 + data[0] % 16;
  int64_t gap = data[1] * 4000;
  run(&whole, data + 2, n - 2, 0, 0);
  run(&parted, data + 2, n - 2, step, 0);
  must(whole.n == parted.n && (whole.n == 0 || !memcmp(whole.p, parted.p, whole.n)));
  run(&parted, data + 2, n - 2, step, gap);
  buf_free(&whole);
  buf_free(&parted);
  return 0;
}
