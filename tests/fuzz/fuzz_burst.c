/* fuzz_burst: any keys at any times, through any frame. What must hold: each key comes out once and in order, as itself or inside a scan
 * whose text it is; only Enter and Tab right behind a scan are lost; what is taken back was passed on; nothing waits for ever. */
#include "src/code/code.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 4096, ARROW = 0x110007, MS = 1000 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void must(bool holds) {
  if (!holds) abort();
}

struct trial {
  struct {
    uint32_t key;
    int64_t at; /* no two are the same */
  } fed[MOST];
  size_t n, out; /* fed; come out, or taken back */
  size_t prefix;
  bool after_scan;
};

static void skip_suffix(struct trial *t, size_t to) {
  for (unsigned lost = 0; t->out < to; t->out++) {
    uint32_t key = t->fed[t->out].key;
    must(t->after_scan && ++lost <= 2 && (key == '\r' || key == '\t'));
  }
}

static size_t index_of(const struct trial *t, int64_t at) {
  size_t i = t->n;
  while (i > 0 && t->fed[i - 1].at > at) i--;
  must(i > 0 && t->fed[i - 1].at == at);
  return i - 1;
}

static void scanned(struct trial *t, const struct burst_event *e) {
  size_t last = index_of(t, e->at), i = t->out;
  const char *p = e->code;
  must(e->n > 0 && utf8_valid(e->code, e->n));
  while (i < t->n && t->after_scan && (t->fed[i].key == '\r' || t->fed[i].key == '\t')) i++;
  if (!e->guessed) i += t->prefix;
  for (; p < e->code + e->n; i++) must(i <= last && utf8_next(&p, e->code + e->n) == t->fed[i].key);
  must(i == last + 1 || (i == last && (t->fed[i].key == '\r' || t->fed[i].key == '\t')));
  t->out = last + 1;
  t->after_scan = true;
}

static void note(void *self, const struct burst_event *e) {
  struct trial *t = self;
  if (e->kind == BURST_SCAN) {
    scanned(t, e);
  } else if (e->kind == BURST_BACK) {
    must(e->back > 0 && e->back <= t->out);
    t->out -= e->back;
  } else {
    size_t i = index_of(t, e->at);
    must(i >= t->out && t->fed[i].key == e->key);
    skip_suffix(t, i);
    t->out = i + 1;
    t->after_scan = false;
  }
}

static void step(struct trial *t, struct burst *b, const uint8_t pair[2], int64_t *now) {
  static const uint32_t keys[32] = {'0', '1', '2', '3', '4', '5', '6', '7', '8',    '9',    '6', '9', '0', 'j',  'k',  'E',
                                    'C', ']', ']', '#', '#', '-', ' ', 'a', '\x1D', 0x996E, ']', '1', 'z', '\r', '\t', ARROW};
  *now += 1 + (pair[1] & 0x80 ? (pair[1] & 0x7F) * 10 * MS : pair[1] * MS / 2);
  if (pair[0] & 0x40) burst_tick(b, *now - 1, note, t);
  if (pair[0] & 0x80) burst_set_mode(b, pair[1] & 1 ? BURST_TEXT : BURST_COMMANDS);
  t->fed[t->n].key = keys[pair[0] & 31];
  t->fed[t->n].at = *now;
  t->n++;
  burst_feed(b, keys[pair[0] & 31], 0, *now, (pair[0] & 0x20) != 0, note, t);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  static const char *const prefixes[] = {"", "aim", "##", "#"};
  if (n < 1) return 0;
  const char *prefix = prefixes[data[0] & 3];
  const struct burst_opts opts = {prefix, data[0] & 4, 30 * MS, 80 * MS, 40 * MS, 6};
  struct trial *t = xcalloc(1, sizeof *t);
  struct burst *b = burst_new(&opts);
  int64_t now = 1000000;
  t->prefix = str_eq(prefix, "aim") ? 0 : strlen(prefix);
  if (data[0] & 8) burst_set_mode(b, BURST_TEXT);
  for (size_t i = 1; i + 1 < n && t->n < MOST; i += 2) step(t, b, data + i, &now);
  for (int round = 0; burst_deadline(b) != INT64_MAX; round++) {
    must(round < MOST + 2);
    if (burst_deadline(b) > now) now = burst_deadline(b);
    burst_tick(b, now, note, t);
  }
  skip_suffix(t, t->n);
  burst_free(b);
  free(t);
  return 0;
}
