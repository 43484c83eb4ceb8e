/* want: what was announced of a draft's delivery, and how the tallied lines fall on it. Pure but for reading the announced rows. Must
 * not: write. */
#include "src/ledger/tally.h"

#include <stdlib.h>
#include <string.h>

/* ---- the head of a draft */
/* An order said twice is one order. */
static bool named_before(const char *const *number, size_t i) {
  for (size_t k = 0; k < i; k++)
    if (str_eq(number[k], number[i])) return true;
  return false;
}

static void list_write(struct jw *w, const char *key, const char *const *text, size_t count) {
  jw_key(w, key);
  jw_array(w);
  for (size_t i = 0; i < count; i++)
    if (!named_before(text, i)) jw_text(w, text[i]);
  jw_end(w, ']');
}

void head_write(struct buf *out, const struct desk_opts *o) {
  struct jw w = {.out = out};
  jw_object(&w);
  jw_kt(&w, "mode", o->mode);
  if (str_eq(o->mode, "asn")) jw_kt(&w, "asn", o->number[0]);
  if (str_eq(o->mode, "order")) list_write(&w, "orders", o->number, o->number_count);
  if (!str_empty(o->supplier)) jw_kt(&w, "supplier", o->supplier);
  for (size_t i = 0; i < o->fields; i++)
    if (!str_empty(o->field[i].value)) jw_kt(&w, o->field[i].name, o->field[i].value);
  for (size_t i = 0; i < o->lists; i++)
    if (o->list[i].count) list_write(&w, o->list[i].name, o->list[i].text, o->list[i].count);
  jw_end(&w, '}');
}

static bool has_text(const struct js *list, const char *text) {
  for (size_t i = 0; i < js_count(list); i++)
    if (str_eq(js_text(js_at(list, i), ""), text)) return true;
  return false;
}

static bool lists_agree(const struct js *some, const struct js *others) { /* each named once */
  if (js_count(some) != js_count(others)) return false;
  for (size_t i = 0; i < js_count(some); i++)
    if (!has_text(others, js_text(js_at(some, i), ""))) return false;
  return true;
}

/* What one head says the other says too. */
static bool head_within(const struct js *a, const struct js *b) {
  for (void *at = js_first(a); at; at = js_next(a, at)) {
    const struct js *mine = js_value(at), *other = js_get(b, js_key(at));
    if (js_count(mine) ? !lists_agree(mine, other) : !str_eq(js_text(mine, ""), js_text(other, ""))) return false;
  }
  return true;
}

bool head_same(const char *a, const char *b) {
  struct err ignored;
  struct js *one = js_parse(a, strlen(a), &ignored), *other = js_parse(b, strlen(b), &ignored);
  bool same = one && other && head_within(one, other) && head_within(other, one);
  js_free(one);
  js_free(other);
  return same;
}

/* ---- reading */
struct reading {
  struct wants *w;
  const char *kind, *number;
  int32_t due;
};

struct want *want_new(struct wants *w, const char *kind, const char *number, const struct expected_line *l) {
  if (w->count == w->room) {
    w->room = w->room ? w->room * 2 : 64;
    w->want = xrealloc(w->want, w->room, sizeof *w->want);
  }
  struct want *x = &w->want[w->count++];
  *x = (struct want){.kind = kind,
                     .number = xstrdup(number),
                     .line = l->line,
                     .item = l->item,
                     .cost = l->cost,
                     .announced = l->qty,
                     .received = l->received,
                     .closed = l->closed,
                     .produced = l->produced,
                     .expiry = l->expiry,
                     .due = l->due,
                     .order = w->sources};
  x->open = l->closed || l->received >= l->qty ? 0 : l->qty - l->received;
  x->cost_from = l->cost >= 0 ? kind : NULL;
  str_copy(x->carton, sizeof x->carton, l->carton);
  str_copy(x->lot, sizeof x->lot, l->lot);
  return x;
}

static bool want_add(void *self, const struct expected_line *l) {
  struct reading *r = self;
  struct want *x = want_new(r->w, r->kind, r->number, l);
  if (x->due == DAY_NONE) x->due = r->due;
  return true;
}

void want_source(struct wants *w, const char *kind, const char *ref) {
  w->source = xrealloc(w->source, w->sources + 1, sizeof *w->source);
  w->source[w->sources] = (struct doc_parent){.ref = xstrdup(ref)};
  str_copy(w->source[w->sources++].kind, sizeof w->source->kind, kind);
}

bool want_binds(const char *source) {
  return str_eq(source, "asn") || str_eq(source, "transfer");
}

struct cost_search {
  int64_t item, cost;
};

static bool cost_find(void *self, const struct expected_line *l) {
  struct cost_search *s = self;
  if (l->item == s->item && l->cost >= 0) s->cost = l->cost;
  return s->cost < 0;
}

struct order_names {
  char (*name)[64]; /* by line of the ASN: the order it answers */
  size_t count;
};

static bool order_note(void *self, const struct expected_line *l) {
  struct order_names *o = self;
  o->name = xrealloc(o->name, o->count + 1, sizeof *o->name);
  str_copy(o->name[o->count++], sizeof *o->name, l->order_number);
  return true;
}

/* A line of an ASN without a cost takes that of the order it names. */
static bool costs_of_orders(struct db *db, struct wants *w, int64_t asn, size_t first, struct err *err) {
  struct order_names o = {0};
  bool ok = expected_lines(db, err, asn, order_note, &o);
  for (size_t i = 0; ok && i < o.count && first + i < w->count; i++) {
    struct want *x = &w->want[first + i];
    struct expected order;
    bool found = false;
    struct cost_search s = {x->item, -1};
    if (x->cost >= 0 || !*o.name[i]) continue;
    ok = expected_find(db, err, "order", o.name[i], &order, &found) && (!found || expected_lines(db, err, order.id, cost_find, &s));
    if (s.cost < 0) continue;
    x->cost = s.cost;
    x->cost_from = "order";
  }
  free(o.name);
  return ok;
}

static bool source_read(struct db *db, struct wants *w, const char *kind, const char *number, struct err *err) {
  struct expected e;
  bool found;
  if (!expected_find(db, err, kind, number, &e, &found)) return false;
  if (!found)
    return err_set(err, ERR_EXPECTED_NONE, NULL,
                   str_eq(kind, "asn")     ? _("ASN")
                   : str_eq(kind, "order") ? _("order")
                                           : _("allocation"),
                   number);
  size_t first = w->count;
  struct reading r = {w, kind, number, e.due};
  if (!expected_lines(db, err, e.id, want_add, &r)) return false;
  if (str_eq(kind, "asn") && !costs_of_orders(db, w, e.id, first, err)) return false;
  if (!w->supplier && *e.supplier) w->supplier = xstrdup(e.supplier);
  char *store = NULL;
  if (*e.destination && !meta_get(db, err, "store", &store)) return false;
  w->elsewhere |= !str_eq(kind, "allocation") && *e.destination && !str_eq(store, e.destination);
  free(store);
  want_source(w, kind, number);
  return true;
}

/* Orders: earliest due first, then as they were named; so the first that can take a piece is the right one. */
static int by_due(const void *a, const void *b) {
  const struct want *x = a, *y = b;
  int64_t xs[] = {x->due == DAY_NONE ? INT32_MAX : x->due, (int64_t)x->order, x->line},
          ys[] = {y->due == DAY_NONE ? INT32_MAX : y->due, (int64_t)y->order, y->line};
  for (size_t i = 0; i < COUNT(xs); i++)
    if (xs[i] != ys[i]) return xs[i] < ys[i] ? -1 : 1;
  return 0;
}

/* Goods to be picked: for a request, or of what headquarters allocated. */
static bool picks_read(struct db *db, struct wants *w, const char *number, struct err *err) {
  struct expected e;
  bool found;
  if (!expected_find(db, err, "allocation", number, &e, &found)) return false;
  return found ? source_read(db, w, "allocation", number, err) : wants_request(db, w, number, err);
}

static bool sources_read(struct db *db, struct wants *w, const struct js *head, struct err *err) {
  const struct js *orders = js_get(head, "orders"), *asn = js_get(head, "asn");
  const char *slip = js_text(js_get(head, "slip"), ""), *source = js_text(js_get(head, "source"), "");
  if (str_eq(w->mode, "transfer") && *slip && !wants_slip(db, w, slip, js_text(js_get(head, "sender"), ""), err)) return false;
  if (str_eq(w->mode, "pick") && *source && !picks_read(db, w, source, err)) return false;
  if (asn && !source_read(db, w, "asn", js_text(asn, ""), err)) return false;
  for (size_t i = 0; i < js_count(orders); i++)
    if (!source_read(db, w, "order", js_text(js_at(orders, i), ""), err)) return false;
  if (js_count(orders)) qsort(w->want, w->count, sizeof *w->want, by_due);
  w->finished = w->count > 0;
  for (size_t i = 0; i < w->count; i++) w->finished &= w->want[i].open == 0;
  return true;
}

struct wants *wants_load(struct db *db, const char *text, struct err *err) {
  struct js *head = js_parse(text, strlen(text), err);
  if (!head) return NULL;
  struct wants *w = xcalloc(1, sizeof *w);
  w->mode = xstrdup(js_text(js_get(head, "mode"), "blind"));
  const char *supplier = js_text(js_get(head, "supplier"), NULL);
  w->supplier = supplier ? xstrdup(supplier) : NULL;
  bool ok = sources_read(db, w, head, err);
  js_free(head);
  if (ok) return w;
  wants_free(w);
  return NULL;
}

void wants_free(struct wants *w) {
  if (!w) return;
  for (size_t i = 0; i < w->count; i++) free(w->want[i].number);
  for (size_t i = 0; i < w->sources; i++) free(w->source[i].ref);
  free(w->want);
  free(w->source);
  free(w->mode);
  free(w->supplier);
  free(w->sender);
  free(w->slip);
  free(w->place);
  free(w);
}

bool wants_carton(const struct wants *w, const char *sscc) {
  for (size_t i = 0; i < w->count; i++)
    if (str_eq(w->want[i].carton, sscc)) return true;
  return false;
}

/* ---- matching, the closest first: the carton and the lot agree; the carton agrees and the lots do not contradict; the carton; the item
 * alone */
enum { EXACT, COMPATIBLE, SAME_CARTON, ANY, PASSES };

static bool agree(const char *a, const char *b, bool exactly) {
  return str_eq(a, b) || (!exactly && (!*a || !*b));
}

static bool days_agree(int32_t a, int32_t b, bool exactly) {
  return a == b || (!exactly && (a == DAY_NONE || b == DAY_NONE));
}

/* Of one item already. */
static bool fits(const struct want *x, const struct tally_line *l, int pass) {
  if (pass < ANY && !str_eq(x->carton, l->carton)) return false;
  const char *lot = good_lot(l->good, l->lot);
  int32_t expiry = good_expiry(l->good, l->expiry);
  return pass >= SAME_CARTON || (agree(x->lot, lot, pass == EXACT) && days_agree(x->expiry, expiry, pass == EXACT));
}

struct by_item {
  int64_t item;
  size_t want; /* index: the order of the announced lines is kept within an item */
};
struct matching {
  struct wants *w;
  const struct tally *t;
  struct by_item *index;
  size_t *first; /* by line of the tally: where its item begins in the index */
  int64_t *left; /* by line of the tally */
  struct part *part;
  size_t count, room;
  bool closed_too;
};

static int item_order(const void *a, const void *b) {
  const struct by_item *x = a, *y = b;
  if (x->item != y->item) return x->item < y->item ? -1 : 1;
  return x->want < y->want ? -1 : x->want > y->want;
}

static size_t index_first(const struct matching *m, int64_t item) {
  size_t low = 0, high = m->w->count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (m->index[middle].item < item) low = middle + 1;
    else high = middle;
  }
  return low;
}

static void matching_begin(struct matching *m) {
  m->index = xcalloc(m->w->count + 1, sizeof *m->index);
  m->first = xcalloc(m->t->lines + 1, sizeof *m->first);
  m->left = xcalloc(m->t->lines + 1, sizeof *m->left);
  for (size_t i = 0; i < m->w->count; i++) {
    m->index[i] = (struct by_item){m->w->want[i].item, i};
    m->w->want[i].got = 0;
  }
  qsort(m->index, m->w->count, sizeof *m->index, item_order);
  for (size_t l = 0; l < m->t->lines; l++) {
    const struct tally_line *line = &m->t->line[l];
    m->first[l] = line->good ? index_first(m, line->good->id) : m->w->count;
    m->left[l] = line->qty;
  }
}

/* The announced lines of a tallied line's item, one after the other; NULL at the end. */
static struct want *want_next(const struct matching *m, size_t line, size_t step) {
  size_t i = m->first[line] + step;
  return i < m->w->count && m->index[i].item == m->t->line[line].good->id ? &m->w->want[m->index[i].want] : NULL;
}

static void part_add(struct matching *m, size_t line, struct want *x, int64_t qty, bool over) {
  if (m->count == m->room) {
    m->room = m->room ? m->room * 2 : 64;
    m->part = xrealloc(m->part, m->room, sizeof *m->part);
  }
  m->part[m->count++] = (struct part){line, x, qty, over};
}

static void pass_run(struct matching *m, int pass) {
  for (size_t l = 0; l < m->t->lines; l++) {
    struct want *x;
    for (size_t step = 0; m->left[l] > 0 && (x = want_next(m, l, step)); step++) {
      int64_t open = m->closed_too && x->announced > x->received ? x->announced - x->received : x->open;
      if (open <= x->got || !fits(x, &m->t->line[l], pass)) continue;
      int64_t qty = open - x->got < m->left[l] ? open - x->got : m->left[l];
      x->got += qty;
      m->left[l] -= qty;
      part_add(m, l, x, qty, false);
    }
  }
}

/* What is left is over on the last announced line that fits best, or was announced nowhere. */
static void rest_run(struct matching *m) {
  for (size_t l = 0; l < m->t->lines; l++) {
    struct want *last = NULL, *x;
    if (m->left[l] == 0 || (m->left[l] < 0 && !m->t->either)) continue;
    for (int pass = EXACT; pass < PASSES && !last; pass++)
      for (size_t step = 0; (x = want_next(m, l, step)); step++)
        if (fits(x, &m->t->line[l], pass)) last = x;
    if (last) last->got += m->left[l];
    part_add(m, l, last, m->left[l], last != NULL);
  }
}

static int by_line(const void *a, const void *b) {
  const struct part *x = a, *y = b;
  if (x->line != y->line) return x->line < y->line ? -1 : 1;
  if (!x->want || !y->want) return !x->want - !y->want;
  return x->want < y->want ? -1 : x->want > y->want;
}

/* One part for each line and announced line, in their order. */
static void parts_join(struct matching *m) {
  size_t kept = 0;
  if (m->count) qsort(m->part, m->count, sizeof *m->part, by_line);
  for (size_t i = 0; i < m->count; i++) {
    struct part *p = &m->part[i];
    if (kept && by_line(&m->part[kept - 1], p) == 0) {
      m->part[kept - 1].qty += p->qty;
      m->part[kept - 1].over |= p->over;
    } else {
      m->part[kept++] = *p;
    }
  }
  m->count = kept;
}

struct part *wants_match(struct wants *w, const struct tally *t, bool closed_too, size_t *count) {
  struct matching m = {.w = w, .t = t, .closed_too = closed_too};
  matching_begin(&m);
  for (int pass = EXACT; pass < PASSES; pass++) pass_run(&m, pass);
  rest_run(&m);
  parts_join(&m);
  free(m.index);
  free(m.first);
  free(m.left);
  *count = m.count;
  return m.part;
}
