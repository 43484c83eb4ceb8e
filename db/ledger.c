/* ledger: rows of lots, moves, stock, the cost pool, ledger days, month arrays, documents and discrepancies. Only src/ledger writes
 * them. */
#include "db/db.h"

#include <stdlib.h>
#include <string.h>

bool ledger_item(struct db *db, struct err *err, const char *code, struct ledger_item *item) {
  struct rows r;
  if (!rows_open(&r, db, err, SQL_LEDGER_ITEM, T(code))) return false;
  *item = rows_next(&r) ? (struct ledger_item){rows_int(&r, 0), rows_int(&r, 1) != 0, (int)rows_int(&r, 2)} : (struct ledger_item){0};
  return rows_close(&r, err);
}

bool lot_id(struct db *db, struct err *err, int64_t item, const char *lot, int32_t expiry, bool make, int64_t *id) {
  *id = 0;
  if (str_empty(lot) && expiry == LEDGER_NO_DAY) return true;
  if (!db_int(db, err, id, 0, SQL_LOT_FIND, I(item), T(lot), I(expiry))) return false;
  if (*id || !make) return true;
  if (!db_run(db, err, SQL_LOT_ADD, I(item), T(lot), I(expiry))) return false;
  *id = db_last_id(db);
  return true;
}

/* ---- moves */

bool move_last(struct db *db, struct err *err, int64_t *id) {
  return db_int(db, err, id, 0, SQL_MOVE_LAST);
}

bool move_add(struct db *db, struct err *err, const struct move_row *m) {
  return db_run(db, err, SQL_MOVE_ADD, I(m->id), I(m->doc), I(m->line), I(m->item), I(m->lot), I(m->src), I(m->dst), I(m->qty), I(m->value),
                I(m->col));
}

static void read_move(const struct rows *r, struct move_row *m) {
  *m = (struct move_row){rows_int(r, 0), rows_int(r, 1), rows_int(r, 2), rows_int(r, 3), rows_int(r, 4),
                         rows_int(r, 5), rows_int(r, 6), rows_int(r, 7), rows_int(r, 8), rows_int(r, 9)};
}

bool move_range(struct db *db, struct err *err, int64_t first, int64_t last, move_seen_fn *fn, void *self) {
  struct rows r;
  if (!rows_open(&r, db, err, SQL_MOVE_RANGE, I(first), I(last))) return false;
  while (rows_next(&r)) {
    struct move_seen m = {.item = rows_text(&r, 10),
                          .decimals = (int)rows_int(&r, 11),
                          .lot = rows_text(&r, 12),
                          .from = rows_text(&r, 14),
                          .to = rows_text(&r, 15)};
    m.expiry = rows_null(&r, 13) ? LEDGER_NO_DAY : (int32_t)rows_int(&r, 13);
    read_move(&r, &m.row);
    if (!fn(self, &m)) break;
  }
  return rows_close(&r, err);
}

bool move_walk_begin(struct rows *r, struct db *db, struct err *err) {
  return rows_open(r, db, err, SQL_MOVE_ALL);
}

bool move_walk_next(struct rows *r, struct move_row *m) {
  if (!rows_next(r)) return false;
  read_move(r, m);
  return true;
}

/* ---- stock and cost */

bool stock_add(struct db *db, struct err *err, int64_t item, int64_t place, int64_t lot, int64_t qty, int64_t last_move) {
  return db_run(db, err, SQL_STOCK_ADD, I(item), I(place), I(lot), I(qty), I(last_move));
}

bool stock_get(struct db *db, struct err *err, int64_t item, int64_t place, int64_t lot, int64_t *qty) {
  return db_int(db, err, qty, 0, SQL_STOCK_GET, I(item), I(place), I(lot));
}

bool cost_get(struct db *db, struct err *err, int64_t item, struct cost *c) {
  struct rows r;
  if (!rows_open(&r, db, err, SQL_COST_GET, I(item))) return false;
  *c = rows_next(&r) ? (struct cost){rows_int(&r, 0), rows_int(&r, 1), rows_int(&r, 2), rows_int(&r, 3)} : (struct cost){0};
  return rows_close(&r, err);
}

bool cost_add(struct db *db, struct err *err, int64_t item, const struct cost *d) {
  return db_run(db, err, SQL_COST_ADD, I(item), I(d->qty), I(d->value), I(d->last_qty), I(d->last_value));
}

/* ---- days and months */

bool ledger_day_last(struct db *db, struct err *err, int32_t *day) {
  int64_t last;
  if (!db_int(db, err, &last, LEDGER_NO_DAY, SQL_LEDGER_DAY_LAST)) return false;
  *day = (int32_t)last;
  return true;
}

bool ledger_day_add(struct db *db, struct err *err, int32_t day, int64_t first_move) {
  return db_run(db, err, SQL_LEDGER_DAY_ADD, I(day), I(first_move));
}

static void put_le(struct buf *out, uint64_t v, unsigned width) {
  for (unsigned i = 0; i < width; i++) buf_addc(out, (char)(v >> (8 * i)));
}

static uint64_t get_le(const uint8_t *p, unsigned width) {
  uint64_t v = 0;
  for (unsigned i = 0; i < width; i++) v |= (uint64_t)p[i] << (8 * i);
  return v;
}

enum { MONTH_HEAD = 8 };

void month_pack(struct buf *out, const int64_t *values, size_t count) {
  unsigned width = 4;
  while (count > 0 && values[count - 1] == 0) count--; /* the same bytes whatever the array's room */
  for (size_t i = 0; i < count; i++)
    if (values[i] != (int32_t)values[i]) width = 8;
  put_le(out, width, 4);
  put_le(out, count, 4);
  for (size_t i = 0; i < count; i++) put_le(out, (uint64_t)values[i], width);
}

bool month_add(struct db *db, struct err *err, int32_t day, const char *measure, const struct buf *data) {
  return db_run(db, err, SQL_MONTH_ADD, I(day), T(measure), B(data->p, data->n));
}

static bool unpack(const uint8_t *p, size_t n, int64_t **values, size_t *count) {
  if (n < MONTH_HEAD) return false;
  unsigned width = (unsigned)get_le(p, 4);
  *count = (size_t)get_le(p + 4, 4);
  if ((width != 4 && width != 8) || n != MONTH_HEAD + *count * width) return false;
  *values = xcalloc(*count, sizeof **values);
  for (size_t i = 0; i < *count; i++) {
    uint64_t v = get_le(p + MONTH_HEAD + i * width, width);
    (*values)[i] = width == 4 ? (int32_t)v : (int64_t)v;
  }
  return true;
}

bool month_get(struct db *db, struct err *err, int32_t day, const char *measure, int64_t **values, size_t *count, int32_t *month) {
  struct rows r;
  *values = NULL;
  *count = 0;
  *month = LEDGER_NO_DAY;
  if (!rows_open(&r, db, err, SQL_MONTH_GET, I(day), T(measure))) return false;
  bool sound = true;
  if (rows_next(&r)) {
    size_t n;
    const void *data = rows_blob(&r, 0, &n);
    *month = (int32_t)rows_int(&r, 1);
    sound = unpack(data, n, values, count);
  }
  if (!rows_close(&r, err)) return false;
  return sound || err_set(err, ERR_DB_CORRUPT, "month");
}

/* ---- documents */

bool docrow_add(struct db *db, struct err *err, const struct doc_row *d) {
  return db_run(db, err, SQL_DOC_ADD, I(d->id), B(d->uuid, UUID_BYTES), T(d->number), T(d->kind), T(d->store), I(d->at), I(d->day),
                T(d->who), T(d->approved_by), I(d->root), d->part_of ? I(d->part_of) : NIL, T(d->state), I(d->late), I(d->lines),
                I(d->first_move), I(d->moves));
}

void docrow_read(const struct rows *r, struct doc_row *d) {
  size_t n;
  *d = (struct doc_row){.id = rows_int(r, 0),
                        .at = rows_int(r, 5),
                        .day = (int32_t)rows_int(r, 6),
                        .root = rows_int(r, 9),
                        .part_of = rows_int(r, 10),
                        .late = rows_int(r, 12) != 0,
                        .lines = rows_int(r, 13),
                        .first_move = rows_int(r, 14),
                        .moves = rows_int(r, 15)};
  const void *uuid = rows_blob(r, 1, &n);
  if (n == UUID_BYTES) memcpy(d->uuid, uuid, n);
  str_copy(d->number, sizeof d->number, rows_text(r, 2));
  str_copy(d->kind, sizeof d->kind, rows_text(r, 3));
  str_copy(d->store, sizeof d->store, rows_text(r, 4));
  str_copy(d->who, sizeof d->who, rows_text(r, 7));
  str_copy(d->approved_by, sizeof d->approved_by, rows_text(r, 8));
  str_copy(d->state, sizeof d->state, rows_text(r, 11));
}

static bool doc_first(struct rows *r, struct err *err, struct doc_row *d, bool *found) {
  *found = rows_next(r);
  if (*found) docrow_read(r, d);
  return rows_close(r, err);
}

bool docrow_by_number(struct db *db, struct err *err, const char *number, struct doc_row *d, bool *found) {
  struct rows r;
  return rows_open(&r, db, err, SQL_DOC_BY_NUMBER, T(number)) && doc_first(&r, err, d, found);
}

bool docrow_by_uuid(struct db *db, struct err *err, const uint8_t uuid[UUID_BYTES], struct doc_row *d, bool *found) {
  struct rows r;
  return rows_open(&r, db, err, SQL_DOC_BY_UUID, B(uuid, UUID_BYTES)) && doc_first(&r, err, d, found);
}

bool docrow_by_id(struct db *db, struct err *err, int64_t id, struct doc_row *d, bool *found) {
  struct rows r;
  return rows_open(&r, db, err, SQL_DOC_BY_ID, I(id)) && doc_first(&r, err, d, found);
}

static bool read_ids(struct rows *r, struct err *err, struct id_list *list) {
  while (rows_next(r)) {
    list->id = xrealloc(list->id, list->count + 1, sizeof *list->id);
    list->id[list->count++] = rows_int(r, 0);
  }
  return rows_close(r, err);
}

bool docrow_parts(struct db *db, struct err *err, int64_t id, struct id_list *list) {
  struct rows r;
  return rows_open(&r, db, err, SQL_DOC_PARTS, I(id)) && read_ids(&r, err, list);
}

bool docrow_children(struct db *db, struct err *err, const char *kind, const char *ref, struct id_list *list) {
  struct rows r;
  return rows_open(&r, db, err, SQL_DOC_CHILDREN, T(ref), T(kind)) && read_ids(&r, err, list);
}

bool docrow_waiting(struct db *db, struct err *err, const char *kind, struct id_list *list) {
  struct rows r;
  return rows_open(&r, db, err, SQL_DOC_WAITING, T(kind)) && read_ids(&r, err, list);
}

bool docrow_state(struct db *db, struct err *err, int64_t id, const char *state) {
  return db_run(db, err, SQL_DOC_STATE, I(id), T(state));
}

/* ---- discrepancies */

bool discrepancy_add(struct db *db, struct err *err, const struct discrepancy *d) {
  return db_run(db, err, SQL_DISCREPANCY_ADD, T(d->id), I(d->doc), I(d->line), T(d->kind), I(d->item), T(d->carton), I(d->expected),
                I(d->found), I(d->value), I(d->day), T(d->owner), T(d->state), T(d->note), T(d->reason), I(d->teller));
}

bool discrepancy_get(struct db *db, struct err *err, const char *id, struct discrepancy *d, bool *found) {
  struct rows r;
  if (!rows_open(&r, db, err, SQL_DISCREPANCY_GET, T(id))) return false;
  *found = rows_next(&r);
  if (*found) {
    *d = (struct discrepancy){.doc = rows_int(&r, 0),
                              .line = rows_int(&r, 1),
                              .item = rows_int(&r, 7),
                              .expected = rows_int(&r, 9),
                              .found = rows_int(&r, 10),
                              .value = rows_int(&r, 11),
                              .day = (int32_t)rows_int(&r, 12)};
    str_copy(d->id, sizeof d->id, id);
    str_copy(d->kind, sizeof d->kind, rows_text(&r, 2));
    str_copy(d->state, sizeof d->state, rows_text(&r, 3));
    str_copy(d->owner, sizeof d->owner, rows_text(&r, 4));
    str_copy(d->note, sizeof d->note, rows_text(&r, 5));
    str_copy(d->reason, sizeof d->reason, rows_text(&r, 6));
    str_copy(d->carton, sizeof d->carton, rows_text(&r, 8));
  }
  return rows_close(&r, err);
}
