/* tally: the facts of a draft added up to lines, cartons and what each seat did last. The same facts always give the same lines, so a
 * second process, a restart
 * and the posting agree. Must not: decide what a scan means (desk.c), write, or know what was announced (want.c). */
#include "src/ledger/tally.h"

#include <stdlib.h>
#include <string.h>

/* One more place at the end of a growing array. Only then is memory asked for: a checking allocator copies the whole block every time. */
#define GROW(array, count, room)                                                                                                           \
  ((count) < *(room) ? (void)0 : (void)(*(room) = *(room) ? *(room)*2 : 16, (array) = xrealloc((array), *(room), sizeof *(array))))

static const char *keep(const char *s) {
  return str_empty(s) ? "" : xstrdup(s);
}

static void let_go(const char *s) {
  if (!str_empty(s)) free((void *)(uintptr_t)s);
}

/* The texts of a fact, for keeping and letting go. */
#define EACH_TEXT(f, x) x((f)->seat) x((f)->who) x((f)->word) x((f)->code) x((f)->carton) x((f)->lot) x((f)->arg) x((f)->problem)

struct tally *tally_new(struct db *db, int64_t draft) {
  struct tally *t = xcalloc(1, sizeof *t);
  t->db = db;
  t->draft = draft;
  t->driver = t->seal = "";
  return t;
}

/* Everything but facts, goods and the seats' names is made of the facts again. */
static void sums_clear(struct tally *t) {
  for (size_t i = 0; i < t->lines; i++) free(t->line[i].used);
  t->lines = t->cartons = t->crate_kinds = t->closes = 0;
  t->driver = t->seal = "";
  t->orphan = false;
  for (size_t i = 0; i < t->seats; i++) t->seat[i] = (struct tally_seat){.name = t->seat[i].name, .carton = ""};
}

void tally_free(struct tally *t) {
  if (!t) return;
  sums_clear(t);
  for (size_t i = 0; i < t->facts; i++) {
#define FREE(text) let_go(text);
    EACH_TEXT(&t->fact[i], FREE)
  }
  for (size_t i = 0; i < t->goods; i++) {
    free(t->good[i]->code);
    free(t->good[i]->name);
    free(t->good[i]->name_en);
    free(t->good[i]->unit);
    free(t->good[i]);
  }
  for (size_t i = 0; i < t->seats; i++) free(t->seat[i].name);
  free(t->fact);
  free(t->good);
  free(t->line);
  free(t->carton);
  free(t->seat);
  free(t->crates);
  free(t->closed);
  free(t);
}

/* Adding up cannot stop in the middle: the first thing that failed is told at its end. */
static void sums_break(struct tally *t, const struct err *why) {
  if (!t->broken) t->why = *why;
  t->broken = true;
}

struct good *tally_good(struct tally *t, int64_t item, struct err *err) {
  for (size_t i = 0; i < t->goods; i++)
    if (t->good[i]->id == item) return t->good[i];
  struct item it;
  bool found;
  if (!item_by_id(t->db, err, item, &it, &found)) return NULL;
  if (!found) {
    err_set(err, ERR_DB_CORRUPT, NULL);
    return NULL;
  }
  struct good *g = xcalloc(1, sizeof *g);
  *g = (struct good){.id = it.id,
                     .shelf_life = it.shelf_life,
                     .cost = it.cost,
                     .status = it.status,
                     .decimals = it.decimals,
                     .track = it.track,
                     .frozen = it.frozen,
                     .code = xstrdup(it.code),
                     .name = xstrdup(it.name),
                     .name_en = xstrdup(it.name_en),
                     .unit = xstrdup(it.unit)};
  GROW(t->good, t->goods, &t->good_room);
  return t->good[t->goods++] = g;
}

const char *good_name(const struct good *g) {
  return text_name(g->name, g->name_en);
}

const char *good_lot(const struct good *g, const char *lot) {
  return !g || g->track ? lot : "";
}

int32_t good_expiry(const struct good *g, int32_t expiry) {
  return !g || g->track || g->shelf_life > 0 ? expiry : DAY_NONE;
}

size_t tally_seat_at(struct tally *t, const char *name) {
  for (size_t i = 0; i < t->seats; i++)
    if (str_eq(t->seat[i].name, name)) return i;
  GROW(t->seat, t->seats, &t->seat_room);
  t->seat[t->seats] = (struct tally_seat){.name = xstrdup(name), .carton = ""};
  return t->seats++;
}

struct tally_line *tally_line_at(const struct tally *t, int64_t n) {
  size_t low = 0, high = t->lines;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (t->line[middle].n < n) low = middle + 1;
    else high = middle;
  }
  return low < t->lines && t->line[low].n == n ? &t->line[low] : NULL;
}

const struct fact *tally_fact(const struct tally *t, int64_t n) {
  return n > 0 && n <= (int64_t)t->facts ? &t->fact[n - 1] : NULL;
}

/* The line a fact is about; when the fact that opened it was taken back, the next one about it opens it, in its old place. */
static struct tally_line *line_of(struct tally *t, const struct fact *f) {
  struct tally_line *l = tally_line_at(t, f->line);
  if (l) return l;
  struct err err;
  const struct good *g = f->item ? tally_good(t, f->item, &err) : NULL;
  if (f->item && !g) sums_break(t, &err);
  size_t at = t->lines;
  while (at > 0 && t->line[at - 1].n > f->line) at--;
  GROW(t->line, t->lines, &t->line_room);
  memmove(&t->line[at + 1], &t->line[at], (t->lines++ - at) * sizeof *t->line);
  t->line[at] = (struct tally_line){.n = f->line,
                                    .good = g,
                                    .code = f->code,
                                    .carton = f->carton,
                                    .lot = f->lot,
                                    .reason = "",
                                    .problem = f->problem,
                                    .produced = f->produced,
                                    .expiry = f->expiry,
                                    .either = t->either};
  return &t->line[at];
}

static void line_used(struct tally *t, struct tally_line *l, size_t seat, int64_t n) {
  if (l->used_count <= seat) {
    l->used = xrealloc(l->used, t->seats, sizeof *l->used);
    while (l->used_count < t->seats) l->used[l->used_count++] = 0;
  }
  l->used[seat] = n;
  t->seat[seat].line = l->n;
}

/* ---- one function per word */
static void add_goods(struct tally *t, const struct fact *f, size_t seat) {
  struct tally_line *l = line_of(t, f);
  int64_t part;
  l->qty += f->qty;
  l->milli += !f->item && *f->arg && num_parse(f->arg, 3, &part) ? part : f->qty * 1000;
  l->total |= str_eq(f->word, "total");
  line_used(t, l, seat, f->n);
  if (!str_eq(f->word, "qty")) t->seat[seat].scan = f->n;
}

static void add_damaged(struct tally *t, const struct fact *f, size_t seat) {
  struct tally_line *l = line_of(t, f);
  l->damaged += f->qty;
  line_used(t, l, seat, f->n);
}

/* Goods go to another line (the fact's problem is the number of the one they leave); damage that no longer fits there goes along, and
 * with the last piece the reason. */
static void move_goods(struct tally *t, const struct fact *f, int64_t from) {
  struct tally_line *to = line_of(t, f), *old = tally_line_at(t, from);
  to->qty += f->qty;
  to->milli += f->qty * 1000;
  if (!old) {
    t->orphan = true;
    return;
  }
  to->problem = old->problem;
  old->qty -= f->qty;
  old->milli -= f->qty * 1000;
  if (old->damaged > old->qty && old->qty >= 0) {
    to->damaged += old->damaged - old->qty;
    old->damaged = old->qty;
  }
  if (old->qty == 0 && *old->reason) to->reason = old->reason;
}

static void set_mark(struct tally *t, const struct fact *f, size_t seat) {
  int64_t from;
  if (*f->problem && num_parse(f->problem, 0, &from)) move_goods(t, f, from);
  struct tally_line *l = line_of(t, f);
  bool none = str_eq(f->arg, "-");
  if (str_eq(f->word, "lot")) {
    l->lot = f->lot;
    l->lot_none = none;
  } else if (str_eq(f->word, "produced")) {
    l->produced = f->produced;
    if (f->expiry != DAY_NONE) l->expiry = f->expiry;
  } else {
    l->expiry = f->expiry;
    l->expiry_none = none;
  }
  line_used(t, l, seat, f->n);
}

static void set_reason(struct tally *t, const struct fact *f, size_t seat) {
  struct tally_line *l = line_of(t, f);
  l->reason = f->arg;
  line_used(t, l, seat, f->n);
}

static void add_short(struct tally *t, const struct fact *f, size_t seat) {
  (void)seat;
  GROW(t->closed, t->closes, &t->closed_room);
  t->closed[t->closes++] = f->item;
}

static void open_carton(struct tally *t, const struct fact *f, size_t seat) {
  t->seat[seat].carton = f->carton;
  if (!*f->carton) return;
  size_t i = 0;
  while (i < t->cartons && !str_eq(t->carton[i].sscc, f->carton)) i++;
  if (i == t->cartons) {
    GROW(t->carton, t->cartons, &t->carton_room);
    t->carton[t->cartons++] = (struct tally_carton){.sscc = f->carton};
  }
  t->carton[i].accepted |= str_eq(f->arg, "accept");
  t->carton[i].damaged |= str_eq(f->arg, "damaged");
}

static void set_driver(struct tally *t, const struct fact *f, size_t seat) {
  (void)seat;
  t->driver = f->arg;
}

static void set_seal(struct tally *t, const struct fact *f, size_t seat) {
  (void)seat;
  t->seal = f->arg;
}

static void set_crates(struct tally *t, const struct fact *f, size_t seat) {
  (void)seat;
  size_t i = 0;
  while (i < t->crate_kinds && !str_eq(t->crates[i].code, f->arg)) i++;
  if (i == t->crate_kinds) {
    GROW(t->crates, t->crate_kinds, &t->crates_room);
    t->crates[t->crate_kinds++].code = f->arg;
  }
  t->crates[i].count = f->qty;
}

/* The parked line was an item all along: its scans become the item's base quantity. */
static void teach(struct tally *t, const struct fact *f, size_t seat) {
  (void)seat;
  struct err err;
  struct tally_line *l = tally_line_at(t, f->line);
  const struct good *g = tally_good(t, f->item, &err);
  if (!g) sums_break(t, &err);
  if (!l || !g) return;
  l->good = g;
  l->qty = (g->decimals ? l->milli : l->qty) * f->qty;
  l->damaged *= (g->decimals ? 1000 : 1) * f->qty;
}

static void nothing(struct tally *t, const struct fact *f, size_t seat) {
  (void)t;
  (void)f;
  (void)seat;
}

/* back: 'undo' takes it back. */
static const struct verb {
  const char *word;
  void (*add)(struct tally *, const struct fact *, size_t seat);
  bool back;
} verbs[] = {
    {"scan", add_goods, true},    {"qty", add_goods, true},      {"total", add_goods, true},   {"damaged", add_damaged, true},
    {"lot", set_mark, true},      {"produced", set_mark, true},  {"expiry", set_mark, true},   {"reason", set_reason, true},
    {"short", add_short, true},   {"carton", open_carton, true}, {"driver", set_driver, true}, {"seal", set_seal, true},
    {"crates", set_crates, true}, {"teach", teach, false},       {"undo", nothing, false},     {"more", nothing, false},
    {"done", nothing, false},
};

static void sum_add(struct tally *t, const struct fact *f) {
  size_t seat = tally_seat_at(t, f->seat);
  for (size_t i = 0; i < COUNT(verbs) && !f->undone; i++) {
    if (!str_eq(verbs[i].word, f->word)) continue;
    if (verbs[i].back) t->seat[seat].last = f->n;
    verbs[i].add(t, f, seat);
    return;
  }
}

static bool sums_fine(struct tally *t, struct err *err) {
  if (!t->broken) return true;
  *err = t->why;
  t->broken = false;
  return false;
}

static bool sums_anew(struct tally *t, struct err *err) {
  sums_clear(t);
  for (size_t i = 0; i < t->facts; i++) sum_add(t, &t->fact[i]);
  return sums_fine(t, err);
}

bool tally_total_head(const struct fact *head, const struct fact *f) {
  int64_t first;
  return str_eq(f->word, "total") && num_parse(f->arg, 0, &first) && first == head->n;
}

/* Facts 'total' of one line of input are taken back together. */
static bool flag(struct tally *t, int64_t n, bool undone) {
  if (n < 1 || n > (int64_t)t->facts) return false;
  struct fact *head = &t->fact[n - 1];
  head->undone = undone;
  for (size_t i = (size_t)n; i < t->facts && tally_total_head(head, &t->fact[i]); i++) t->fact[i].undone = undone;
  return true;
}

bool tally_undo(struct tally *t, int64_t n, bool undone, struct err *err) {
  return !flag(t, n, undone) || sums_anew(t, err);
}

static bool fact_keep(void *self, const struct fact *f) {
  struct tally *t = self;
  int64_t target;
  if (f->n != (int64_t)t->facts + 1) {
    struct err why;
    err_set(&why, ERR_DB_CORRUPT, NULL);
    sums_break(t, &why);
  }
  GROW(t->fact, t->facts, &t->fact_room);
  struct fact *mine = &t->fact[t->facts++];
  *mine = *f;
#define KEEP(text) text = keep(text);
  EACH_TEXT(mine, KEEP)
  if (str_eq(f->word, "undo") && num_parse(f->arg, 0, &target) && tally_fact(t, target) && !tally_fact(t, target)->undone) {
    struct err err;
    if (!tally_undo(t, target, true, &err)) sums_break(t, &err);
  }
  sum_add(t, mine);
  return true;
}

bool tally_read(struct tally *t, struct err *err) {
  return fact_walk(t->db, err, t->draft, (int64_t)t->facts, fact_keep, t) && sums_fine(t, err);
}

bool tally_add(struct tally *t, const struct fact *f, struct err *err) {
  fact_keep(t, f);
  return sums_fine(t, err);
}

bool tally_valid(const struct tally *t) {
  if (t->orphan) return false;
  if (t->either) return true;
  for (size_t i = 0; i < t->lines; i++)
    if (t->line[i].qty < 0 || t->line[i].damaged < 0 || t->line[i].damaged > t->line[i].qty) return false;
  return true;
}
