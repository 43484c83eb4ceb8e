/* movement: opening, every column and closing of a period, added up in C arrays: the month's arrays and the moves since, found by id
 * through the ledger's days.
 * Owns the arithmetic. Must not: name anything (movement_group.c). */
#include "src/report/movement.h"

#include <stdlib.h>
#include <string.h>

static bool load_places(struct movement *m, struct err *err) {
  struct rows r;
  if (!rows_open(&r, m->db, err, SQL_REPORT_PLACES)) return false;
  while (rows_next(&r)) {
    int64_t id = rows_int(&r, 0);
    m->place = xrealloc(m->place, m->place_count + 1, sizeof *m->place);
    struct movement_place *p = &m->place[m->place_count];
    *p = (struct movement_place){.id = id, .own = ledger_place_own(rows_text(&r, 3))};
    str_copy(p->code, sizeof p->code, rows_text(&r, 1));
    str_copy(p->name, sizeof p->name, rows_text(&r, 2));
    m->place_at = xrealloc(m->place_at, (size_t)id + 1, sizeof *m->place_at);
    for (; m->place_ids <= (size_t)id; m->place_ids++) m->place_at[m->place_ids] = -1;
    m->place_at[id] = (int32_t)m->place_count++;
  }
  return rows_close(&r, err);
}

static int32_t own_place(const struct movement *m, int64_t id) {
  int32_t at = (size_t)id < m->place_ids ? m->place_at[id] : -1;
  return at >= 0 && m->place[at].own ? at : -1;
}

/* ---- cells */
static struct movement_cell *cell_of_item(struct movement *m, int64_t item) {
  if ((size_t)item >= m->cells) {
    size_t more = (size_t)item + 1 + m->cells / 2;
    m->cell = xrealloc(m->cell, more, sizeof *m->cell);
    memset(m->cell + m->cells, 0, (more - m->cells) * sizeof *m->cell);
    for (size_t i = m->cells; i < more; i++) m->cell[i].item = (int64_t)i, m->cell[i].place = -1;
    m->cells = more;
  }
  return &m->cell[item];
}

static size_t slot_of(const struct movement *m, int64_t item, int64_t place) {
  uint64_t hash = ((uint64_t)item * 1000003 + (uint64_t)place) * 0x9E3779B97F4A7C15u;
  size_t at = (size_t)(hash >> 20) & (m->slots - 1);
  for (; m->slot[at]; at = (at + 1) & (m->slots - 1)) {
    const struct movement_cell *c = &m->cell[m->slot[at] - 1];
    if (c->item == item && c->place == place) break;
  }
  return at;
}

static void more_slots(struct movement *m) {
  free(m->slot);
  m->slots = m->slots ? 2 * m->slots : 1024;
  m->slot = xcalloc(m->slots, sizeof *m->slot);
  for (size_t i = 0; i < m->cells; i++) m->slot[slot_of(m, m->cell[i].item, m->cell[i].place)] = (uint32_t)i + 1;
}

static struct movement_cell *cell_of_place(struct movement *m, int64_t item, int64_t place) {
  if (2 * m->cells >= m->slots) more_slots(m);
  size_t at = slot_of(m, item, place);
  if (!m->slot[at]) {
    if (m->cells == m->cap) {
      m->cap = m->cap ? 2 * m->cap : 512;
      m->cell = xrealloc(m->cell, m->cap, sizeof *m->cell);
    }
    m->cell[m->cells] = (struct movement_cell){.item = item, .place = place};
    m->slot[at] = (uint32_t)++m->cells;
  }
  return &m->cell[m->slot[at] - 1];
}

static void add(struct sum *to, int64_t qty, int64_t value) {
  to->qty += qty;
  to->value += value;
}

/* ---- the store as one: the pool of every item */
/* A pass over the moves first … end - 1; what lies before the period is opening, what moves inside the store changes no pool. */
static bool add_pools(struct movement *m, int64_t first, struct err *err) {
  const int64_t parts[][2] = {{first, m->first}, {m->first, m->end}};
  for (size_t part = 0; part < COUNT(parts); part++) {
    struct rows r;
    if (parts[part][0] >= parts[part][1]) continue;
    if (!rows_open(&r, m->db, err, SQL_REPORT_MOVES, I(parts[part][0]), I(parts[part][1]))) return false;
    while (rows_next(&r)) {
      bool out = own_place(m, rows_int(&r, 1)) >= 0, in = own_place(m, rows_int(&r, 2)) >= 0;
      if (in == out) continue;
      int64_t sign = in ? 1 : -1;
      struct movement_cell *c = cell_of_item(m, rows_int(&r, 0));
      add(&c->of[part ? rows_int(&r, 5) : OPENING], sign * rows_int(&r, 3), sign * rows_int(&r, 4));
    }
    if (!rows_close(&r, err)) return false;
  }
  return true;
}

static bool first_move(struct db *db, int64_t day, int64_t *id, struct err *err) {
  return db_int(db, err, id, INT64_MAX, SQL_REPORT_FIRST_MOVE, I(day));
}

static bool load_pools(struct movement *m, int32_t from, struct err *err) {
  int64_t *qty = NULL, *value = NULL, first = 0;
  size_t quantities, values;
  int32_t month, same;
  bool ok = month_get(m->db, err, from, "qty", &qty, &quantities, &month) && month_get(m->db, err, from, "value", &value, &values, &same);
  if (ok && month != DAY_NONE) ok = first_move(m->db, month, &first, err);
  for (size_t i = ok ? quantities : 0; i-- > 0;) cell_of_item(m, (int64_t)i)->of[OPENING].qty = qty[i];
  for (size_t i = ok ? values : 0; i-- > 0;) cell_of_item(m, (int64_t)i)->of[OPENING].value = value[i];
  free(qty);
  free(value);
  return ok && add_pools(m, first, err);
}

/* ---- place by place: back from the stock there is now */
static bool load_stock(struct movement *m, struct err *err) {
  struct rows r;
  if (!rows_open(&r, m->db, err, SQL_REPORT_STOCK_ROWS)) return false;
  while (rows_next(&r)) {
    int32_t place = own_place(m, rows_int(&r, 1));
    if (place >= 0) add(&cell_of_place(m, rows_int(&r, 0), place)->of[OPENING], rows_int(&r, 2), 0);
  }
  return rows_close(&r, err);
}

static void add_end(struct movement *m, const struct rows *r, int64_t place_id, int64_t sign, bool inside, bool later) {
  int32_t place = own_place(m, place_id);
  if (place < 0) return;
  struct movement_cell *c = cell_of_place(m, rows_int(r, 0), place);
  int64_t qty = sign * rows_int(r, 3);
  c->of[OPENING].qty -= qty;
  if (!later) add(&c->of[inside ? COL_ADJUSTED : rows_int(r, 5)], qty, sign * rows_int(r, 4));
}

static bool add_places(struct movement *m, struct err *err) {
  const int64_t parts[][2] = {{m->first, m->end}, {m->end, INT64_MAX}};
  for (size_t part = 0; part < COUNT(parts); part++) {
    struct rows r;
    if (parts[part][0] >= parts[part][1]) continue;
    if (!rows_open(&r, m->db, err, SQL_REPORT_MOVES, I(parts[part][0]), I(parts[part][1]))) return false;
    while (rows_next(&r)) {
      bool inside = own_place(m, rows_int(&r, 1)) >= 0 && own_place(m, rows_int(&r, 2)) >= 0;
      add_end(m, &r, rows_int(&r, 1), -1, inside, part > 0);
      add_end(m, &r, rows_int(&r, 2), 1, inside, part > 0);
    }
    if (!rows_close(&r, err)) return false;
  }
  return true;
}

static int by_item_and_place(const void *a, const void *b) {
  const struct movement_cell *x = a, *y = b;
  return x->item != y->item ? (x->item > y->item) - (x->item < y->item) : (x->place > y->place) - (x->place < y->place);
}

static struct sum closing_of(const struct movement_cell *c) {
  struct sum all = {0};
  for (size_t i = 0; i < COL_COUNT; i++) add(&all, c->of[i].qty, c->of[i].value);
  return all;
}

/* The pool knows no places: its value at the period's begin and end is spread over them by quantity, as in the stock report, and what
 * the average did in between is adjusted. */
static void place_values(struct movement_cell *c, size_t n, const struct movement_cell *pool) {
  int64_t *qty = xcalloc(n, sizeof *qty), *part = xcalloc(n, sizeof *part);
  for (size_t i = 0; i < n; i++) qty[i] = c[i].of[OPENING].qty;
  report_spread(pool->of[OPENING].value, qty, n, part);
  for (size_t i = 0; i < n; i++) {
    c[i].of[OPENING].value = part[i];
    qty[i] = closing_of(&c[i]).qty;
  }
  report_spread(closing_of(pool).value, qty, n, part);
  for (size_t i = 0; i < n; i++) c[i].of[COL_ADJUSTED].value += part[i] - closing_of(&c[i]).value;
  free(qty);
  free(part);
}

static bool load_by_place(struct movement *m, int32_t from, bool values, struct err *err) {
  if (!load_stock(m, err) || !add_places(m, err)) return false;
  qsort(m->cell, m->cells, sizeof *m->cell, by_item_and_place);
  if (!values) return true;
  struct movement pools = {.db = m->db,
                           .first = m->first,
                           .end = m->end,
                           .place = m->place,
                           .place_count = m->place_count,
                           .place_at = m->place_at,
                           .place_ids = m->place_ids};
  bool ok = load_pools(&pools, from, err);
  for (size_t i = 0, n; ok && i < m->cells; i += n) {
    for (n = 1; i + n < m->cells && m->cell[i + n].item == m->cell[i].item;) n++;
    place_values(&m->cell[i], n, cell_of_item(&pools, m->cell[i].item));
  }
  free(pools.cell);
  return ok;
}

bool movement_load(struct movement *m, struct db *db, int32_t from, int32_t to, bool by_place, bool values, struct err *err) {
  *m = (struct movement){.db = db};
  return load_places(m, err) && first_move(db, from, &m->first, err) && first_move(db, to, &m->end, err) &&
         (by_place ? load_by_place(m, from, values, err) : load_pools(m, from, err));
}

void movement_free(struct movement *m) {
  free(m->place);
  free(m->place_at);
  free(m->cell);
  free(m->slot);
}
