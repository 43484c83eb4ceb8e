/* fold: a draft's facts as lines against what was announced, as the clerk sees them. Pure given its rows. Must not: write, or decide
 * what a scan means. */
#include "src/ledger/tally.h"

#include <stdlib.h>
#include <string.h>

static void line_free(struct fold_line *l) {
  free(l->item_code);
  free(l->item_name);
  free(l->unit);
  free(l->code);
  free(l->carton);
  free(l->lot);
  free(l->reason);
  free(l->problem);
  free(l->meant);
  free(l->source_number);
}

const char *fold_name(const struct fold_line *l) {
  return str_empty(l->item_name) ? l->code : l->item_name;
}

void fold_free(struct fold *f) {
  if (!f) return;
  for (size_t i = 0; i < f->line_count; i++) line_free(&f->line[i]);
  for (size_t i = 0; i < f->carton_count; i++) free(f->carton[i].sscc);
  for (size_t i = 0; i < f->source_count; i++) free(f->source[i].ref);
  free(f->line);
  free(f->carton);
  free(f->source);
  free(f->name);
  free(f->mode);
  free(f->supplier);
  free(f->sender);
  free(f->slip);
  free(f->place);
  free(f->driver);
  free(f->seal);
  free(f->crates);
  free(f);
}

/* ---- lots and dates: what the goods said; else, where the announced lines of the item in that carton leave no choice, what was
 * announced */
static bool only_choice(const struct wants *w, const struct tally_line *l, const struct want *x) {
  for (size_t i = 0; i < w->count; i++) {
    const struct want *o = &w->want[i];
    if (o->item == x->item && str_eq(o->carton, x->carton) && (!str_eq(o->lot, x->lot) || o->expiry != x->expiry)) return false;
  }
  return (!*l->lot || str_eq(l->lot, x->lot)) && (l->expiry == DAY_NONE || l->expiry == x->expiry);
}

void fold_identity(const struct wants *w, const struct tally_line *l, const struct want *x, const char **lot, int32_t *produced,
                   int32_t *expiry) {
  *lot = good_lot(l->good, l->lot);
  *expiry = good_expiry(l->good, l->expiry);
  *produced = l->produced;
  if (!l->good || !x) return;
  bool same_lot = *x->lot && str_eq(*lot, x->lot) && l->expiry == DAY_NONE;
  if (!same_lot && !only_choice(w, l, x)) return;
  if (!**lot && !l->lot_none) *lot = good_lot(l->good, x->lot);
  if (*produced == DAY_NONE) *produced = x->produced;
  if (*expiry == DAY_NONE && !l->expiry_none) *expiry = good_expiry(l->good, x->expiry);
}

/* ---- lines */
static bool closed_short(const struct tally *t, const struct want *x) {
  if (!str_eq(x->kind, "order") || x->got >= x->open) return false;
  for (size_t i = 0; i < t->closes; i++)
    if (!t->closed[i] || t->closed[i] == x->item) return true;
  return false;
}

static struct fold_line *line_add(struct fold *f) {
  f->line = xrealloc(f->line, f->line_count + 1, sizeof *f->line);
  struct fold_line *l = &f->line[f->line_count++];
  *l = (struct fold_line){.produced = DAY_NONE, .expiry = DAY_NONE, .cost = -1, .value = -1};
  return l;
}

static void line_good(struct fold_line *l, const struct good *g) {
  l->item = g->id;
  l->decimals = g->decimals;
  l->item_code = xstrdup(g->code);
  l->item_name = xstrdup(good_name(g));
  l->unit = xstrdup(g->unit);
  l->wants_lot = g->track != 0;
  l->wants_expiry = g->shelf_life > 0;
  l->cost = g->cost;
  l->cost_from = g->cost >= 0 ? "item" : NULL;
}

/* The first line that answers an announced one carries what was expected of it. */
static void line_source(struct fold_line *l, const struct tally *t, struct want *x, bool closed_too) {
  str_copy(l->source, sizeof l->source, x->kind);
  l->source_number = xstrdup(x->number);
  l->source_line = x->line;
  if (x->cost >= 0) {
    l->cost = x->cost;
    l->cost_from = x->cost_from;
  }
  if (x->shown) return;
  x->shown = true;
  int64_t due = x->announced > x->received ? x->announced - x->received : 0;
  l->expected = !closed_too ? x->open : due < x->got ? due : x->got;
  l->closed_short = !closed_too && closed_short(t, x);
}

static const char *line_kind(const struct fold *f, const struct fold_line *l, const struct part *p) {
  if (!l->item) return "unknown";
  if (p->want && p->over) return "over";
  if (!p->want && f->announced) return "not_ordered";
  if (l->damaged > 0) return "damaged";
  bool counts = p->want && (want_binds(l->source) || l->closed_short);
  return counts && l->expected > 0 && p->want->got < p->want->open ? "short" : NULL;
}

/* What the sender's books say the goods are worth: the parts of a line of the slip add up to its value. */
static void line_value(struct fold_line *l, struct want *x) {
  int64_t before, after, from = x->received + x->told;
  x->told += l->received;
  if (x->announced > 0 && num_muldiv(x->value, from, x->announced, &before) &&
      num_muldiv(x->value, from + l->received, x->announced, &after))
    l->value = after - before;
}

static void line_of_part(struct fold *f, const struct tally *t, const struct wants *w, const struct part *p, int64_t damaged,
                         bool closed_too) {
  const struct tally_line *from = &t->line[p->line];
  struct fold_line *l = line_add(f);
  const char *lot;
  l->line = from->n;
  l->item_code = l->item_name = l->unit = NULL;
  if (from->good) line_good(l, from->good);
  l->code = xstrdup(from->code);
  l->carton = xstrdup(from->carton);
  l->reason = xstrdup(from->reason);
  l->problem = xstrdup(from->good ? "" : from->problem);
  fold_identity(w, from, p->want, &lot, &l->produced, &l->expiry);
  l->lot = xstrdup(lot);
  l->lot_none = from->lot_none;
  l->expiry_none = from->expiry_none;
  l->total = from->total;
  l->received = p->qty;
  l->damaged = damaged;
  if (p->want) line_source(l, t, p->want, closed_too);
  if (p->want && *p->want->carton && *l->carton && !str_eq(p->want->carton, l->carton)) l->meant = xstrdup(p->want->carton);
  if (p->want && p->want->valued) line_value(l, p->want);
  l->kind = line_kind(f, l, p);
  f->scanned++;
  f->parked += !l->item;
  f->differences += l->kind && !str_eq(l->kind, "short") && !str_eq(l->kind, "unknown");
}

/* Damaged pieces lie on the last parts of their line. */
static void lines_scanned(struct fold *f, const struct tally *t, struct wants *w, bool closed_too) {
  size_t count;
  struct part *part = wants_match(w, t, closed_too, &count);
  for (size_t i = 0; i < count; i++) {
    int64_t after = 0, damaged = t->line[part[i].line].damaged;
    for (size_t k = i + 1; k < count && part[k].line == part[i].line; k++) after += part[k].qty;
    damaged = damaged > after ? damaged - after : 0;
    line_of_part(f, t, w, &part[i], damaged < part[i].qty ? damaged : part[i].qty, closed_too);
  }
  free(part);
}

static void line_unscanned(struct fold *f, const struct tally *t, struct want *x, const struct good *g) {
  struct fold_line *l = line_add(f);
  line_good(l, g);
  l->code = xstrdup("");
  l->reason = xstrdup("");
  l->problem = xstrdup("");
  l->carton = xstrdup(x->carton);
  l->lot = xstrdup(good_lot(g, x->lot));
  l->produced = x->produced;
  l->expiry = good_expiry(g, x->expiry);
  line_source(l, t, x, false);
  l->kind = want_binds(x->kind) ? "missing" : l->closed_short ? "short" : NULL;
}

static bool lines_unscanned(struct fold *f, struct tally *t, struct wants *w, struct err *err) {
  for (size_t i = 0; i < w->count; i++) {
    struct want *x = &w->want[i];
    if (x->got || !x->open) continue;
    const struct good *g = tally_good(t, x->item, err);
    if (!g) return false;
    line_unscanned(f, t, x, g);
  }
  return true;
}

/* ---- cartons */
static bool carton_came(const struct tally *t, const struct wants *w, const char *sscc) {
  for (size_t i = 0; i < t->cartons; i++)
    if (str_eq(t->carton[i].sscc, sscc)) return true;
  for (size_t i = 0; i < w->count; i++)
    if (w->want[i].got > 0 && str_eq(w->want[i].carton, sscc)) return true;
  return false;
}

static void carton_add(struct fold *f, const char *sscc, const char *state, bool opened) {
  for (size_t i = 0; i < f->carton_count; i++)
    if (str_eq(f->carton[i].sscc, sscc)) return;
  f->carton = xrealloc(f->carton, f->carton_count + 1, sizeof *f->carton);
  f->carton[f->carton_count++] = (struct fold_carton){xstrdup(sscc), state, opened};
}

static void cartons(struct fold *f, const struct tally *t, const struct wants *w) {
  for (size_t i = 0; i < t->cartons; i++) {
    const struct tally_carton *c = &t->carton[i];
    bool listed = wants_carton(w, c->sscc);
    const char *state = listed ? "listed" : want_binds(f->mode) ? "unlisted" : NULL;
    if (c->accepted && !listed) state = "misdirected";
    carton_add(f, c->sscc, c->damaged ? "damaged" : state, true);
  }
  for (size_t i = 0; i < w->count; i++)
    if (*w->want[i].carton && w->want[i].open > 0)
      carton_add(f, w->want[i].carton, carton_came(t, w, w->want[i].carton) ? "listed" : "missing", false);
}

static char *crates_text(const struct tally *t) {
  struct buf b = {0};
  for (size_t i = 0; i < t->crate_kinds; i++) buf_printf(&b, "%s%s:%lld", i ? ";" : "", t->crates[i].code, (long long)t->crates[i].count);
  return buf_take(&b);
}

struct fold *fold_make(const struct draft *d, const struct tally *t, struct wants *w, bool closed_too) {
  struct fold *f = xcalloc(1, sizeof *f);
  *f = (struct fold){.draft = d->id,
                     .name = xstrdup(d->name),
                     .mode = xstrdup(w->mode),
                     .supplier = w->supplier ? xstrdup(w->supplier) : NULL,
                     .sender = w->sender ? xstrdup(w->sender) : NULL,
                     .slip = w->slip ? xstrdup(w->slip) : NULL,
                     .announced = w->count > 0,
                     .place = xstrdup(w->place ? w->place : "back"),
                     .driver = xstrdup(t->driver),
                     .seal = xstrdup(t->seal),
                     .crates = crates_text(t),
                     .facts = (int64_t)t->facts,
                     .elsewhere = w->elsewhere,
                     .finished = w->finished};
  f->source = xcalloc(w->sources + 1, sizeof *f->source);
  for (; f->source_count < w->sources; f->source_count++) {
    f->source[f->source_count] = w->source[f->source_count];
    f->source[f->source_count].ref = xstrdup(w->source[f->source_count].ref);
  }
  for (size_t i = 0; i < w->count; i++) w->want[i].shown = false, w->want[i].told = 0;
  for (size_t i = 0; i < t->lines; i++) f->units += t->line[i].qty;
  lines_scanned(f, t, w, closed_too);
  if (!closed_too) cartons(f, t, w);
  return f;
}

struct fold *fold_of(struct db *db, const struct draft *d, struct tally *t, struct err *err) {
  struct wants *w = wants_load(db, d->head, err);
  struct fold *f = w ? fold_make(d, t, w, false) : NULL;
  if (f && !lines_unscanned(f, t, w, err)) {
    fold_free(f);
    f = NULL;
  }
  wants_free(w);
  return f;
}

struct fold *fold_draft(struct db *db, int64_t draft, struct err *err) {
  struct draft d = {0};
  bool found;
  if (!draft_by_id(db, err, draft, &d, &found)) return NULL;
  struct tally *t = tally_new(db, draft);
  struct fold *f = found && tally_read(t, err) ? fold_of(db, &d, t, err) : NULL;
  tally_free(t);
  draft_done(&d);
  return f;
}
