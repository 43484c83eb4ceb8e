/* signal: which bells a signal is. Owns the table of patterns. Must not: ring (screen.c) or start a command (the app's loop). */
#include "ui/term/term.h"

#include <string.h>

enum { MS = 1000, APART = 300 * MS, BELLS = 4 };

/* Gaps in milliseconds before each bell: quick ones for goods that are known, slow ones for what needs a decision. */
static const struct {
  const char *name;
  int bells, gap[BELLS];
} patterns[SIGNAL_COUNT] = {
    [SIGNAL_NONE] = {"none", 0, {0}},
    [SIGNAL_GOOD] = {"good", 1, {0}},
    [SIGNAL_OVER] = {"over", 2, {0, 130}},
    [SIGNAL_NOT_ORDERED] = {"not_ordered", 3, {0, 130, 130}},
    [SIGNAL_UNKNOWN] = {"unknown", 2, {0, 450}},
    [SIGNAL_WRONG_CARTON] = {"wrong_carton", 3, {0, 450, 450}},
    [SIGNAL_REFUSED] = {"refused", 4, {0, 130, 130, 130}},
};

const char *signal_name(enum signal_kind kind) {
  return patterns[kind].name;
}

void signals_add(struct signals *s, enum signal_kind kind, int64_t now) {
  int64_t at = s->count && s->due[s->count - 1] + APART > now ? s->due[s->count - 1] + APART : now;
  if (s->count + BELLS > COUNT(s->due)) return; /* nobody could tell them apart any more */
  for (int i = 0; i < patterns[kind].bells; i++) s->due[s->count++] = at += patterns[kind].gap[i] * (int64_t)MS;
}

bool signals_ring(struct signals *s, int64_t now) {
  if (!s->count || s->due[0] > now) return false;
  memmove(s->due, s->due + 1, --s->count * sizeof s->due[0]);
  return true;
}

int64_t signals_deadline(const struct signals *s) {
  return s->count ? s->due[0] : INT64_MAX;
}
