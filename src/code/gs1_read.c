/* gs1_read: what the elements of a GS1 code mean for a shop: item, lot, dates, count, weight, price, SSCC. */
#include "src/code/internal.h"

#include <stdlib.h>
#include <string.h>

/* In the order they are looked for: the first there and possible fills its place. */
static const struct {
  const char *ai;
  size_t place, length;
} texts[] = {
    {"00", offsetof(struct code, sscc), 18}, {"01", offsetof(struct code, gtin), 14},   {"02", offsetof(struct code, gtin), 14},
    {"03", offsetof(struct code, gtin), 14}, {"8006", offsetof(struct code, gtin), 14}, {"8026", offsetof(struct code, gtin), 14},
    {"10", offsetof(struct code, lot), 20},  {"21", offsetof(struct code, serial), 20},
};

static const struct {
  const char *ai;
  size_t place;
} dates[] = {
    {"11", offsetof(struct code, produced)},   {"8008", offsetof(struct code, produced)}, {"13", offsetof(struct code, produced)},
    {"7007", offsetof(struct code, produced)}, {"17", offsetof(struct code, expiry)},     {"7003", offsetof(struct code, expiry)},
    {"15", offsetof(struct code, expiry)},     {"16", offsetof(struct code, expiry)},
};

/* The elements whose value is possible: what cannot be is shown, but never used. */
struct good {
  const struct gs1_element *e[CODE_AIS];
  size_t count;
};

/* ai is whole, or the first three digits of one whose fourth says the decimals. */
static const struct gs1_element *good_find(const struct good *good, const char *ai) {
  for (size_t i = 0; i < good->count; i++)
    if (str_starts(good->e[i]->ai, ai)) return good->e[i];
  return NULL;
}

static bool number_take(const struct good *good, const char *ai, size_t skip, int64_t *value) {
  const struct gs1_element *e = good_find(good, ai);
  if (!e) return false;
  *value = 0;
  for (size_t i = skip; i < e->n; i++) *value = *value * 10 + (e->value[i] - '0');
  return true;
}

static bool decimal_take(const struct good *good, const char *ai, size_t skip, int64_t *value, int *decimals) {
  if (!number_take(good, ai, skip, value)) return false;
  *decimals = good_find(good, ai)->ai[3] - '0';
  return true;
}

static void fields_take(struct code *c, const struct good *good, int32_t today) {
  for (size_t i = 0; i < COUNT(texts); i++) {
    const struct gs1_element *e = good_find(good, texts[i].ai);
    char *to = (char *)c + texts[i].place;
    if (!e || *to) continue;
    size_t n = e->n < texts[i].length ? e->n : texts[i].length;
    memcpy(to, e->value, n);
    to[n] = 0;
  }
  for (size_t i = 0; i < COUNT(dates); i++) {
    const struct gs1_element *e = good_find(good, dates[i].ai);
    int32_t day, *to = (int32_t *)(void *)((char *)c + dates[i].place);
    if (e && *to == INT32_MIN && gs1_date(e->value, today, &day)) *to = day;
  }
  c->has_count = number_take(good, "30", 0, &c->count) || number_take(good, "37", 0, &c->count);
  c->has_weight = decimal_take(good, "310", 0, &c->weight, &c->weight_decimals);
  c->has_price = decimal_take(good, "392", 0, &c->price, &c->price_decimals) || decimal_take(good, "393", 3, &c->price, &c->price_decimals);
}

/* "BATCH/LOT (10)" and a value short enough for a sentence. */
struct words {
  char name[48], value[32];
};

static struct words element_words(const struct gs1_element *e) {
  struct words w = {0};
  char value[CODE_TEXT] = "";
  char *name = xprintf("%s%s(%s)", e->row ? e->row->title : "", e->row && *e->row->title ? " " : "", e->ai);
  memcpy(value, e->value, e->n < sizeof value - 1 ? e->n : sizeof value - 1);
  value[strcspn(value, "\x1D")] = 0;
  char *clean = utf8_clean(value); /* it may have been cut inside a character */
  str_copy(w.name, sizeof w.name, name);
  str_copy(w.value, sizeof w.value, clean);
  free(clean);
  free(name);
  return w;
}

static void element_problem(struct code *c, const struct gs1_element *e, enum err_code problem, const char *should) {
  struct words w = element_words(e);
  if (problem == ERR_BARCODE_CHECK) code_problem(c, problem, w.value, should);
  else if (problem == ERR_BARCODE_AI) code_problem(c, problem, w.value);
  else code_problem(c, problem, w.name, w.value);
}

static void pair_problems(struct code *c, const struct gs1 *g) {
  for (size_t i = 0; i < g->count; i++) {
    const char *with = "";
    enum err_code problem = pair_check(g, i, &with);
    if (problem != ERR_NONE) code_problem(c, problem, element_words(&g->e[i]).name, with);
  }
}

static void code_fill(struct code *c, const struct gs1 *g, int32_t today) {
  struct good good = {.count = 0};
  for (size_t i = 0; i < g->count; i++) {
    const struct gs1_element *e = &g->e[i];
    struct ai_value *to = &c->ai[c->ais++];
    memcpy(to->ai, e->ai, sizeof to->ai);
    memcpy(to->value, e->value, e->n);
    char should[2] = "";
    enum err_code problem = element_check(e, should);
    if (problem == ERR_NONE) good.e[good.count++] = e;
    else element_problem(c, e, problem, should);
  }
  if (g->problem != ERR_NONE) element_problem(c, &g->bad, g->problem, "");
  pair_problems(c, g);
  fields_take(c, &good, today);
  c->kind = c->sscc[0] ? CODE_SSCC : CODE_GS1;
}

/* Nothing but the text itself says it is GS1: it must read whole, and hold a separator or begin with an item or SSCC that checks. */
static bool convincing(struct code *c, const struct gs1 *g, const char *s) {
  static const char *const keys[] = {"00", "01", "02", "03", "8006", "8026"};
  if (!g->whole) return false;
  if (strchr(s, GS)) return true;
  char should[2] = "";
  const struct gs1_element *first = &g->e[0];
  for (size_t i = 0; i < COUNT(keys); i++) {
    if (!str_eq(first->ai, keys[i])) continue;
    enum err_code problem = element_check(first, should);
    if (problem != ERR_NONE) element_problem(c, first, problem, should);
    return problem == ERR_NONE;
  }
  return false;
}

bool gs1_read(struct code *out, const char *s, bool sure, int32_t today) {
  struct buf b = {0};
  struct gs1 g;
  bool bracketed = gs1_split_brackets(&g, s);
  if (!bracketed) {
    gs1_separators(&b, s);
    gs1_split(&g, b.p ? b.p : "", b.n);
  }
  bool is = sure || (bracketed && g.whole) || convincing(out, &g, s);
  if (is) code_fill(out, &g, today);
  buf_free(&b);
  return is;
}
