/* cost: the moving-average pool of an item over the whole store. A value is settled when a document is posted and never computed again. */
#include "src/ledger/internal.h"

#include <stdio.h>
#include <stdlib.h>

/* What goods from outside brought is the last known cost; what only comes back is not. */
struct cost ledger_cost_delta(bool from_own, bool to_own, int64_t qty, int64_t value) {
  if (from_own == to_own) return (struct cost){0};
  if (from_own) return (struct cost){-qty, -value, 0, 0};
  bool known = qty > 0 && value > 0;
  return (struct cost){qty, value, known ? qty : 0, known ? value : 0};
}

/* The item of a line, and that its quantity was written in the item's own decimals. */
static const struct ledger_item *line_item(struct items *items, const struct doc *d, size_t i, struct err *err) {
  const struct doc_goods *g = d->kind->goods;
  const char *code = value_get(doc_at(d, i, g->item));
  const struct value *decimals = doc_at(d, i, g->decimals);
  const struct ledger_item *item = items_get(items, code, err);
  if (!item || decimals->i == item->decimals) return item;
  char has[16], wants[16];
  snprintf(has, sizeof has, "%lld", (long long)decimals->i);
  snprintf(wants, sizeof wants, "%d", item->decimals);
  err_set(err, ERR_POST_DECIMALS, d->kind->line[g->item].name, code, has, wants);
  return NULL;
}

/* Goods whose cost nobody named come in at the last known one, and say so. */
static bool last_known(struct db *db, struct doc *d, size_t i, int64_t item, struct err *err) {
  struct cost c;
  int64_t cost, value, unit = num_pow10((int)doc_at(d, i, RECEIPT_DECIMALS)->i);
  if (!cost_get(db, err, item, &c)) return false;
  bool known = c.last_qty > 0 && num_muldiv(c.last_value, unit, c.last_qty, &cost) &&
               num_muldiv(c.last_value, doc_at(d, i, RECEIPT_RECEIVED)->i, c.last_qty, &value);
  value_text(doc_at(d, i, RECEIPT_COST_FROM), known ? "last" : "none");
  if (known) value_int(doc_at(d, i, RECEIPT_COST), cost);
  value_int(doc_at(d, i, RECEIPT_VALUE), known ? value : 0);
  return true;
}

static bool fill_receipt(struct items *items, struct doc *d, struct err *err) {
  for (size_t i = 0; i < d->line_count; i++) {
    int64_t value;
    if (!doc_at(d, i, RECEIPT_ITEM)->set) continue;
    const struct ledger_item *item = line_item(items, d, i, err);
    if (!item) return false;
    if (doc_at(d, i, RECEIPT_VALUE)->set) continue;
    if (!doc_at(d, i, RECEIPT_COST)->set) {
      if (!last_known(items->db, d, i, item->id, err)) return false;
    } else if (doc_value(doc_at(d, i, RECEIPT_RECEIVED)->i, doc_at(d, i, RECEIPT_COST)->i, doc_at(d, i, RECEIPT_DECIMALS)->i, &value)) {
      value_int(doc_at(d, i, RECEIPT_VALUE), value); /* too large a product stays unset: the kind's check names it */
    }
  }
  return true;
}

/* ---- goods that leave, or go from place to place: at the moving average */

/* The pools of the items of one document, as its lines before left them. */
struct pools {
  struct db *db;
  struct pool {
    int64_t item;
    struct cost cost;
  } * pool;
  size_t count;
};

static struct cost *pool_of(struct pools *p, int64_t item, struct err *err) {
  for (size_t i = 0; i < p->count; i++)
    if (p->pool[i].item == item) return &p->pool[i].cost;
  p->pool = xrealloc(p->pool, p->count + 1, sizeof *p->pool);
  struct pool *fresh = &p->pool[p->count];
  fresh->item = item;
  if (!cost_get(p->db, err, item, &fresh->cost)) return NULL;
  p->count++;
  return &fresh->cost;
}

/* What qty is worth: its share of the pool, all of it with the last piece; what the pool does not have, at the last known cost. */
static int64_t worth(const struct cost *c, int64_t qty) {
  int64_t there = c->qty > 0 && c->value > 0 ? (qty < c->qty ? qty : c->qty) : 0, value = 0, rest = 0;
  if (there && !num_muldiv(c->value, there, c->qty, &value)) value = 0;
  if (qty > there && c->last_qty > 0 && !num_muldiv(c->last_value, qty - there, c->last_qty, &rest)) rest = 0;
  return value + rest;
}

struct way {
  bool from_own, to_own, moves;
  int64_t qty;
};
struct ways {
  struct db *db;
  struct err *err;
  struct way *way; /* by line */
  struct end {     /* the last two places: mostly all lines go one way */
    char code[64];
    bool own;
  } end[2];
};

static bool own_place(struct ways *w, struct end *end, const char *code, bool *own) {
  struct place p;
  bool found;
  if (!str_eq(end->code, code)) {
    if (!place_by_code(w->db, w->err, code, &p, &found)) return false;
    str_copy(end->code, sizeof end->code, code);
    end->own = found && ledger_place_own(p.kind);
  }
  *own = end->own;
  return true;
}

static bool way_note(void *self, const struct doc_move *m) {
  struct ways *w = self;
  struct way *way = &w->way[m->line - 1];
  way->moves = true;
  way->qty += m->qty;
  return own_place(w, &w->end[0], m->from, &way->from_own) && own_place(w, &w->end[1], m->to, &way->to_own);
}

/* One line: its value from the pool, unless it was given; the pool as it is after it. */
static bool fill_line(struct pools *pools, struct doc *d, size_t i, const struct way *way, int64_t item, struct err *err) {
  struct value *value = doc_at(d, i, d->kind->goods->value);
  struct cost *c = pool_of(pools, item, err);
  if (!c) return false;
  if (!value->set) value_int(value, worth(c, way->qty));
  struct cost delta = ledger_cost_delta(way->from_own, way->to_own, way->qty, value->i);
  c->qty += delta.qty;
  c->value += delta.value;
  return true;
}

/* What was made is worth what went in: by what it cost last, else by quantity; the cents by the largest remainder. */
static bool fill_made(struct items *items, struct doc *d, struct err *err) {
  int64_t in = 0, *weight = xcalloc(d->line_count, sizeof *weight), *value = xcalloc(d->line_count, sizeof *value);
  bool known = true, ok = true;
  for (size_t i = 0; ok && i < d->line_count; i++) {
    struct cost c;
    if (!doc_at(d, i, CONVERSION_MADE)->i) {
      in += doc_at(d, i, CONVERSION_VALUE)->i;
      continue;
    }
    const struct ledger_item *item = line_item(items, d, i, err);
    ok = item && cost_get(items->db, err, item->id, &c);
    if (ok) weight[i] = worth(&(struct cost){0, 0, c.last_qty, c.last_value}, doc_at(d, i, CONVERSION_QTY)->i);
    known = known && weight[i] > 0;
  }
  for (size_t i = 0; ok && !known && i < d->line_count; i++) {
    int64_t whole = num_pow10(doc_at(d, i, CONVERSION_DECIMALS)->i ? 0 : 3); /* pieces and kilograms on one scale */
    weight[i] = doc_at(d, i, CONVERSION_MADE)->i ? doc_at(d, i, CONVERSION_QTY)->i * whole : 0;
  }
  if (ok) num_spread(in, weight, d->line_count, value);
  for (size_t i = 0; ok && i < d->line_count; i++)
    if (doc_at(d, i, CONVERSION_MADE)->i) value_int(doc_at(d, i, CONVERSION_VALUE), value[i]);
  free(weight);
  free(value);
  return ok;
}

static bool fill_moved(struct items *items, struct doc *d, struct err *err) {
  struct pools pools = {.db = items->db};
  struct ways ways = {.db = items->db, .err = err, .way = xcalloc(d->line_count + 1, sizeof *ways.way)};
  bool conversion = str_eq(d->kind->code, "convert"), ok = d->kind->moves(d, way_note, &ways);
  for (size_t i = 0; ok && i < d->line_count; i++) {
    const struct ledger_item *item = line_item(items, d, i, err);
    bool made = conversion && doc_at(d, i, CONVERSION_MADE)->i;
    ok = item && (made || !ways.way[i].moves || fill_line(&pools, d, i, &ways.way[i], item->id, err));
  }
  if (ok && conversion) ok = fill_made(items, d, err);
  for (size_t i = 0; ok && str_eq(d->kind->code, "return") && i < d->line_count; i++) /* what they cost is what is asked back */
    if (!doc_at(d, i, RETURN_CREDIT)->set) value_int(doc_at(d, i, RETURN_CREDIT), doc_at(d, i, RETURN_VALUE)->i);
  free(ways.way);
  free(pools.pool);
  return ok;
}

static bool fill_opening(struct items *items, struct doc *d, struct err *err) {
  for (size_t i = 0; i < d->line_count; i++)
    if (!line_item(items, d, i, err)) return false;
  return true;
}

bool ledger_cost_fill(struct items *items, struct doc *d, struct err *err) {
  static const struct {
    const char *kind;
    bool (*fill)(struct items *, struct doc *, struct err *);
  } rows[] = {{"receipt", fill_receipt}, {"opening", fill_opening}};
  for (size_t i = 0; i < COUNT(rows); i++)
    if (str_eq(d->kind->code, rows[i].kind)) return rows[i].fill(items, d, err);
  return !d->kind->goods || fill_moved(items, d, err);
}
