/* books: everything the moves add up to, kept in memory: a table of stock rows, the cost pool by item, days and months. Must not: write. */
#include "src/ledger/books.h"

#include <stdlib.h>

struct place_kind {
  bool own, kept;
};
struct doc_day {
  int64_t doc;
  int32_t day;
};
struct pass {
  struct books *books;
  struct place_kind *place; /* by place id */
  size_t places;
  struct doc_day *doc; /* in order of id */
  size_t docs;
  int64_t now; /* the document the last move was of */
  int32_t day; /* ledger day */
};

/* ---- stock: a table with open addressing, `item 0` is an empty slot */

static struct books_stock *slot(struct books *t, int64_t item, int64_t place, int64_t lot) {
  uint64_t h = ((uint64_t)item * 0x9E3779B97F4A7C15u) ^ ((uint64_t)place * 0xC2B2AE3D27D4EB4Fu) ^ ((uint64_t)lot * 0x165667B19E3779F9u);
  size_t i = (size_t)(h ^ (h >> 32)) & (t->stock_room - 1);
  while (t->stock[i].item && (t->stock[i].item != item || t->stock[i].place != place || t->stock[i].lot != lot))
    i = (i + 1) & (t->stock_room - 1);
  return &t->stock[i];
}

static void grow(struct books *t) {
  struct books_stock *old = t->stock;
  size_t room = t->stock_room;
  t->stock_room = room ? 2 * room : 1024;
  t->stock = xcalloc(t->stock_room, sizeof *t->stock);
  for (size_t i = 0; i < room; i++)
    if (old[i].item) *slot(t, old[i].item, old[i].place, old[i].lot) = old[i];
  free(old);
}

static void count_stock(struct books *t, const struct move_row *m, int64_t place, int64_t qty) {
  if (2 * t->stocks >= t->stock_room) grow(t);
  struct books_stock *s = slot(t, m->item, place, m->lot);
  if (!s->item) {
    *s = (struct books_stock){.item = m->item, .place = place, .lot = m->lot};
    t->stocks++;
  }
  s->qty += qty;
  s->last_move = m->id;
}

static int by_key(const void *a, const void *b) {
  const struct books_stock *x = a, *y = b;
  if (x->item != y->item) return x->item < y->item ? -1 : 1;
  if (x->place != y->place) return x->place < y->place ? -1 : 1;
  return (x->lot > y->lot) - (x->lot < y->lot);
}

static void sort_stock(struct books *t) {
  size_t n = 0;
  for (size_t i = 0; i < t->stock_room; i++)
    if (t->stock[i].item) t->stock[n++] = t->stock[i];
  if (n) qsort(t->stock, n, sizeof *t->stock, by_key);
}

/* ---- the cost pool, days and months */

static void count_cost(struct books *t, int64_t item, const struct cost *d) {
  if ((size_t)item >= t->cost_room) {
    size_t room = 2 * (size_t)item + 64;
    t->cost = xrealloc(t->cost, room, sizeof *t->cost);
    for (; t->cost_room < room; t->cost_room++) t->cost[t->cost_room] = (struct books_cost){0};
  }
  struct books_cost *c = &t->cost[item];
  c->there = true;
  c->cost.qty += d->qty;
  c->cost.value += d->value;
  if (d->last_qty > 0) {
    c->cost.last_qty = d->last_qty;
    c->cost.last_value = d->last_value;
  }
}

static void open_month(struct books *t, int32_t day) {
  int64_t *qty = xcalloc(t->cost_room, sizeof *qty), *value = xcalloc(t->cost_room, sizeof *value);
  for (size_t i = 0; i < t->cost_room; i++) {
    qty[i] = t->cost[i].cost.qty;
    value[i] = t->cost[i].cost.value;
  }
  t->month = xrealloc(t->month, t->months + 1, sizeof *t->month);
  struct books_month *m = &t->month[t->months++];
  *m = (struct books_month){.day = ledger_month(day)};
  month_pack(&m->qty, qty, t->cost_room);
  month_pack(&m->value, value, t->cost_room);
  free(qty);
  free(value);
}

static int by_doc(const void *a, const void *b) {
  const struct doc_day *x = a, *y = b;
  return (x->doc > y->doc) - (x->doc < y->doc);
}

static void open_day(struct pass *p, const struct move_row *m) {
  struct books *t = p->books;
  struct doc_day key = {.doc = m->doc}, *d = p->docs ? bsearch(&key, p->doc, p->docs, sizeof *p->doc, by_doc) : NULL;
  p->now = m->doc;
  if (!d || d->day <= p->day) return;
  bool month = p->day == LEDGER_NO_DAY || ledger_month(d->day) != ledger_month(p->day);
  p->day = d->day;
  t->day = xrealloc(t->day, t->days + 1, sizeof *t->day);
  t->day[t->days++] = (struct books_day){p->day, m->id};
  if (month) open_month(t, p->day);
}

static void count_move(struct pass *p, const struct move_row *m) {
  static const struct place_kind unknown;
  const struct place_kind *src = (size_t)m->src < p->places ? &p->place[m->src] : &unknown,
                          *dst = (size_t)m->dst < p->places ? &p->place[m->dst] : &unknown;
  if (m->doc != p->now) open_day(p, m);
  p->books->moves++;
  if (src->kept && m->qty) count_stock(p->books, m, m->src, -m->qty);
  if (dst->kept && m->qty) count_stock(p->books, m, m->dst, m->qty);
  struct cost d = ledger_cost_delta(src->own, dst->own, m->qty, m->value);
  if (src->own != dst->own) count_cost(p->books, m->item, &d);
}

/* ---- the pass */

static bool read_places(struct pass *p, struct db *db, struct err *err) {
  struct rows r;
  if (!rows_open(&r, db, err, SQL_PLACE_ALL)) return false;
  while (rows_next(&r)) {
    size_t id = (size_t)rows_int(&r, 0);
    p->place = xrealloc(p->place, id + 1, sizeof *p->place);
    for (; p->places < id; p->places++) p->place[p->places] = (struct place_kind){0};
    p->place[p->places++] = (struct place_kind){ledger_place_own(rows_text(&r, 2)), ledger_place_kept(rows_text(&r, 2))};
  }
  return rows_close(&r, err);
}

static bool read_docs(struct pass *p, struct db *db, struct err *err) {
  struct rows r;
  size_t room = 0;
  if (!rows_open(&r, db, err, SQL_DOC_DAYS)) return false;
  while (rows_next(&r)) {
    if (p->docs == room) p->doc = xrealloc(p->doc, room = 2 * room + 64, sizeof *p->doc);
    p->doc[p->docs++] = (struct doc_day){rows_int(&r, 0), (int32_t)rows_int(&r, 1)};
  }
  return rows_close(&r, err);
}

static bool walk(struct pass *p, struct db *db, struct err *err) {
  struct rows r;
  struct move_row m;
  if (!move_walk_begin(&r, db, err)) return false;
  while (move_walk_next(&r, &m)) count_move(p, &m);
  return rows_close(&r, err);
}

bool books_make(struct books *t, struct db *db, struct err *err) {
  struct pass p = {.books = t, .day = LEDGER_NO_DAY};
  *t = (struct books){0};
  bool ok = read_places(&p, db, err) && read_docs(&p, db, err) && walk(&p, db, err);
  sort_stock(t);
  free(p.place);
  free(p.doc);
  return ok;
}

void books_free(struct books *t) {
  for (size_t i = 0; i < t->months; i++) {
    buf_free(&t->month[i].qty);
    buf_free(&t->month[i].value);
  }
  free(t->stock);
  free(t->cost);
  free(t->day);
  free(t->month);
}
