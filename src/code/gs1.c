/* gs1: the table of application identifiers, and a code cut into its elements. What the values mean is gs1_read.c's business. */
#include "src/code/internal.h"

#include <string.h>

static const struct ai_row table[] = {
#define AI(first, last, spec, title, fixed, req, ex) {first, last, spec, title, fixed, req, ex},
#include "src/code/ai.def"
#undef AI
};

const struct ai_row *ai_table(size_t *count) {
  *count = COUNT(table);
  return table;
}

const struct ai_row *ai_find(const char *digits, size_t n, size_t *ai_length) {
  for (size_t length = 4; length >= 2; length--) {
    if (length > n || !digits_only(digits, length)) continue;
    for (size_t i = 0; i < COUNT(table); i++) {
      const struct ai_row *row = &table[i];
      if (strlen(row->ai) != length) continue;
      if (strncmp(digits, row->ai, length) < 0 || strncmp(digits, row->to ? row->to : row->ai, length) > 0) continue;
      *ai_length = length;
      return row;
    }
  }
  return NULL;
}

bool ai_part_next(const char **spec, struct ai_part *part) {
  const char *p = *spec + strspn(*spec, " ");
  if (!*p) return false;
  *part = (struct ai_part){.optional = *p == '['};
  if (part->optional) p++;
  part->set = *p++;
  part->variable = str_starts(p, "..");
  if (part->variable) p += 2;
  while (*p >= '0' && *p <= '9') part->length = part->length * 10 + (size_t)(*p++ - '0');
  if (*p == ']') p++;
  part->checks = *p == ',' ? p + 1 : "";
  *spec = p + strcspn(p, " ");
  return true;
}

static void value_lengths(const struct ai_row *row, size_t *least, size_t *most) {
  struct ai_part part;
  *least = *most = 0;
  for (const char *spec = row->spec; ai_part_next(&spec, &part);) {
    *most += part.length;
    if (!part.optional) *least += part.variable ? 1 : part.length;
  }
}

static bool in_set(char set, char c) {
  bool digit = c >= '0' && c <= '9', upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z';
  if (c == 0) return false;
  if (set == 'N') return digit;
  if (set == 'Y') return digit || upper || strchr("#-/", c);
  if (set == 'Z') return digit || upper || lower || strchr("-_=", c);
  return digit || upper || lower || strchr("!\"%&'()*+,-./_:;<=>?", c);
}

/* Characters and lengths part by part; an optional part is there or not, never half. */
static bool value_fits(const struct ai_row *row, const char *value, size_t n) {
  struct ai_part part;
  size_t at = 0;
  for (const char *spec = row->spec; ai_part_next(&spec, &part);) {
    size_t take = part.length;
    if (part.optional && at == n) break;
    if (part.variable && n - at < take) take = n - at;
    if (take == 0 || n - at < take) return false;
    for (size_t i = 0; i < take; i++)
      if (!in_set(part.set, value[at + i])) return false;
    at += take;
  }
  return at == n;
}

/* The text at one place as the standard reads it: an AI and what stands up to the next separator or the end. */
struct run {
  struct gs1_element e;
  size_t least, most;
};

/* The AI among the n characters at p; the value is what follows it, of no length yet. */
static bool run_start(struct run *run, const char *p, size_t n) {
  size_t ai_length;
  *run = (struct run){.e = {.value = p, .n = n, .row = ai_find(p, n, &ai_length)}};
  if (!run->e.row) return false;
  memcpy(run->e.ai, p, ai_length);
  run->e.value = p + ai_length;
  value_lengths(run->e.row, &run->least, &run->most);
  return true;
}

static bool run_at(struct run *run, const char *p, const char *end) {
  if (!run_start(run, p, (size_t)(end - p))) return false;
  const char *separator = memchr(run->e.value, GS, (size_t)(end - run->e.value));
  run->e.n = (size_t)((separator ? separator : end) - run->e.value);
  /* A value of one possible length ends by itself, with or without a separator. */
  if (run->least == run->most && run->e.n > run->least) run->e.n = run->least;
  return true;
}

static bool split_stop(struct gs1 *g, enum err_code problem, const struct gs1_element *bad) {
  g->problem = problem;
  g->bad = *bad;
  return false;
}

static bool element_add(struct gs1 *g, const struct run *run) {
  if (!run->e.row) return split_stop(g, ERR_BARCODE_AI, &run->e);
  if (run->e.n > run->most) return split_stop(g, ERR_BARCODE_SEPARATOR, &run->e);
  if (!value_fits(run->e.row, run->e.value, run->e.n)) return split_stop(g, ERR_BARCODE_AI_DATA, &run->e);
  if (g->count == CODE_AIS) return split_stop(g, ERR_BARCODE_LONG, &run->e);
  g->e[g->count++] = run->e;
  return true;
}

static bool holds_ai(const struct gs1 *g, size_t count, const char *ai) {
  for (size_t i = 0; i < count; i++)
    if (str_eq(g->e[i].ai, ai)) return true;
  return false;
}

/* Is [p,end) a whole chain of possible elements, none given before and none twice? */
static bool tail_possible(const struct gs1 *before, const char *p, const char *end) {
  struct gs1 tail = {0};
  struct run run;
  char should[2];
  while (p < end) {
    if (!run_at(&run, p, end) || !element_add(&tail, &run)) return false;
    if (holds_ai(before, before->count, run.e.ai) || holds_ai(&tail, tail.count - 1, run.e.ai)) return false;
    if (element_check(&run.e, should) != ERR_NONE) return false;
    p = run.e.value + run.e.n;
  }
  return true;
}

static bool date_stands_at(const char *p, const char *end) {
  size_t ai_length;
  const struct ai_row *row = ai_find(p, (size_t)(end - p), &ai_length);
  return row && row->fixed && str_starts(row->spec, "N6,yymmd0");
}

/*
 * The separator after a variable value may be missing. The rule: the value is cut where the rest reads whole as possible elements that
 * begin with a date (11, 12, 13, 15, 16, 17), if there is exactly one such place; else, only when the value is longer than its AI allows,
 * where any rest reads whole, if there is exactly one place. In every other case nothing is cut. Returns the length to keep, 0: no cut.
 */
static size_t missing_separator(const struct gs1 *g, const struct run *run) {
  const char *end = run->e.value + run->e.n;
  size_t dated_at = 0, dated = 0, any_at = 0, any = 0;
  struct gs1 before = *g;
  if (before.count < CODE_AIS) before.e[before.count++] = run->e;
  for (size_t keep = 1; keep <= run->most && keep < run->e.n; keep++) {
    const char *p = run->e.value + keep;
    if (!tail_possible(&before, p, end)) continue;
    any_at = keep;
    any++;
    if (!date_stands_at(p, end)) continue;
    dated_at = keep;
    dated++;
  }
  if (dated == 1) return dated_at;
  return any == 1 && run->e.n > run->most ? any_at : 0;
}

void gs1_split(struct gs1 *g, const char *s, size_t n) {
  *g = (struct gs1){0};
  for (const char *p = s, *end = s + n; p < end;) {
    if (*p == GS) {
      p++;
      continue;
    }
    struct run run;
    bool known = run_at(&run, p, end);
    size_t keep = known && run.least < run.most ? missing_separator(g, &run) : 0;
    if (keep) {
      run.e.n = keep;
      split_stop(g, ERR_BARCODE_SEPARATOR, &run.e);
    }
    if (!element_add(g, &run)) return;
    p = run.e.value + run.e.n;
  }
  g->whole = g->count > 0;
}

/* "(01)": the length of a bracketed AI, 0 none. */
static size_t bracket_at(const char *p) {
  size_t digits = *p == '(' ? strspn(p + 1, "0123456789") : 0, ai_length;
  bool closed = digits >= 2 && p[1 + digits] == ')';
  if (!closed || !ai_find(p + 1, digits, &ai_length) || ai_length != digits) return 0;
  return digits + 2;
}

bool gs1_split_brackets(struct gs1 *g, const char *s) {
  *g = (struct gs1){0};
  size_t bracket = bracket_at(s);
  if (!bracket) return false;
  while (bracket) {
    struct run run;
    run_start(&run, s + 1, bracket - 2);
    s += bracket;
    run.e.value = s;
    while (*s && !bracket_at(s)) s++;
    bracket = bracket_at(s);
    run.e.n = (size_t)(s - run.e.value);
    if (!element_add(g, &run)) return true;
  }
  g->whole = true;
  return true;
}

/* How guns write a separator. The visible ones cannot stand in GS1 data, so nothing is lost by reading them as separators. */
static const char *const separators[] = {"\x1D", "]C1", "]e0", "]d2", "]Q3", "{GS}", "^]", "^", "|", "~"};

void gs1_separators(struct buf *out, const char *s) {
  size_t begin = out->n;
  while (*s) {
    size_t i = 0;
    while (i < COUNT(separators) && !str_starts(s, separators[i])) i++;
    if (i < COUNT(separators)) {
      s += strlen(separators[i]);
      if (out->n > begin && out->p[out->n - 1] != GS) buf_addc(out, GS);
    } else {
      buf_addc(out, *s++);
    }
  }
  if (out->n > begin && out->p[out->n - 1] == GS) out->p[--out->n] = 0;
}
