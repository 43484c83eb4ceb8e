/* gauge: how a scanner types, measured while somebody scans on purpose: its prefix, its suffix, its times, and the settings that find it
 * again. Pure. Must not: decide what is a scan while people work (burst.c does, by these settings). */
#include "src/code/code.h"

#include <string.h>

enum {
  MS = 1000,
  HAND = 120 * MS,
  SILENCE = 600 * MS,
  SHORTEST = 4,
  MEAN_LEAST = 30,
  LONGEST_LEAST = 80,
  MEAN_MOST = 500,
  LONGEST_MOST = 1000,
  SUFFIX = 100 * MS
};

static bool letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* "aim", or the signs before the first letter or digit, of which a code has none. */
static void prefix_of(const char *code, char prefix[GAUGE_PREFIX]) {
  size_t n = 0;
  *prefix = 0;
  if (code[0] == ']' && letter_or_digit(code[1]) && code[1] > '9' && letter_or_digit(code[2])) {
    str_copy(prefix, GAUGE_PREFIX, "aim");
    return;
  }
  while (code[n] && (unsigned char)code[n] > ' ' && !letter_or_digit(code[n])) n++;
  if (!code[n] || n >= GAUGE_PREFIX) return;
  memcpy(prefix, code, n);
  prefix[n] = 0;
}

static void whole(struct gauge *g, bool suffix) {
  char prefix[GAUGE_PREFIX];
  g->ended = true;
  g->now_mean = g->n > 1 ? (g->last - g->first) / (int64_t)(g->n - 1) : 0;
  g->now_longest = g->gap;
  g->now_suffix = suffix;
  g->hand = g->n < SHORTEST || g->now_mean > HAND;
  if (g->hand) return;
  prefix_of(g->code, prefix);
  bool first = g->scans++ == 0;
  if (first) str_copy(g->prefix, sizeof g->prefix, prefix);
  else if (!str_eq(g->prefix, prefix)) *g->prefix = 0; /* what only some scans have frames none */
  g->suffix = suffix && (first || g->suffix);
  if (g->now_mean > g->mean) g->mean = g->now_mean;
  if (g->now_longest > g->longest) g->longest = g->now_longest;
}

void gauge_key(struct gauge *g, uint32_t c, int64_t at) {
  bool end = c == '\r' || c == '\t';
  if (g->ended || !g->n) {
    if (end) return; /* a second line end, or nothing before it */
    g->n = 0;
    g->ended = false;
    g->gap = 0;
    g->first = at;
  } else if (!end || at - g->last > SUFFIX) {
    if (at - g->last > g->gap) g->gap = at - g->last;
  }
  if (end) {
    whole(g, true);
    return;
  }
  g->last = at;
  if (g->n + 1 < sizeof g->code) g->code[g->n++] = c < 0x80 ? (char)c : '?';
  g->code[g->n] = 0;
}

bool gauge_silence(struct gauge *g, int64_t now) {
  if (!gauge_typing(g) || now - g->last < SILENCE) return false;
  whole(g, false);
  return true;
}

bool gauge_typing(const struct gauge *g) {
  return g->n > 0 && !g->ended;
}

/* Half as much again as the slowest seen, never below what is usual. */
static int roomy(int64_t microseconds, int least, int most) {
  int64_t ms = (microseconds * 3 / 2 + MS - 1) / MS;
  return ms < least ? least : ms > most ? most : (int)ms;
}

int gauge_mean_ms(const struct gauge *g) {
  return roomy(g->mean, MEAN_LEAST, MEAN_MOST);
}

int gauge_longest_ms(const struct gauge *g) {
  return roomy(g->longest, LONGEST_LEAST, LONGEST_MOST);
}
