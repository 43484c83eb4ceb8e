/* expected_docs: what HQ or a file announced: orders, ASNs, allocations, with their lines and cartons. Owns expected and expected_line. */
#include "db/db.h"

static bool expected_first(struct rows *r, struct err *err, struct expected *e, bool *found) {
  *found = rows_next(r);
  if (*found) {
    e->id = rows_int(r, 0);
    str_copy(e->kind, sizeof e->kind, rows_text(r, 1));
    str_copy(e->number, sizeof e->number, rows_text(r, 2));
    str_copy(e->supplier, sizeof e->supplier, rows_text(r, 3));
    str_copy(e->source, sizeof e->source, rows_text(r, 4));
    str_copy(e->destination, sizeof e->destination, rows_text(r, 5));
    e->due = (int32_t)rows_int(r, 6);
    str_copy(e->state, sizeof e->state, rows_text(r, 7));
  }
  return rows_close(r, err);
}

bool expected_find(struct db *db, struct err *err, const char *kind, const char *number, struct expected *e, bool *found) {
  struct rows r;
  bool ok = kind ? rows_open(&r, db, err, SQL_EXPECTED_FIND, T(kind), T(number)) : rows_open(&r, db, err, SQL_EXPECTED_FIND_ANY, T(number));
  return ok && expected_first(&r, err, e, found);
}

static void line_read(const struct rows *r, struct expected_line *l) {
  *l = (struct expected_line){
      .line = rows_int(r, 0),
      .item = rows_int(r, 1),
      .qty = rows_int(r, 2),
      .received = rows_int(r, 3),
      .closed = rows_int(r, 4) != 0,
      .produced = (int32_t)rows_int(r, 7),
      .expiry = (int32_t)rows_int(r, 8),
      .cost = rows_null(r, 9) ? -1 : rows_int(r, 9),
      .due = (int32_t)rows_int(r, 10),
  };
  str_copy(l->carton, sizeof l->carton, rows_text(r, 5));
  str_copy(l->lot, sizeof l->lot, rows_text(r, 6));
  str_copy(l->order_number, sizeof l->order_number, rows_text(r, 11));
}

bool expected_lines(struct db *db, struct err *err, int64_t expected, expected_line_fn *fn, void *self) {
  struct rows r;
  struct expected_line l;
  bool more = true;
  if (!rows_open(&r, db, err, SQL_EXPECTED_LINES, I(expected))) return false;
  while (more && rows_next(&r)) {
    line_read(&r, &l);
    more = fn(self, &l);
  }
  return rows_close(&r, err);
}

bool expected_line_at(struct db *db, struct err *err, int64_t expected, int64_t line, struct expected_line *l, bool *found) {
  struct rows r;
  if (!rows_open(&r, db, err, SQL_EXPECTED_LINE, I(expected), I(line))) return false;
  *found = rows_next(&r);
  if (*found) line_read(&r, l);
  return rows_close(&r, err);
}

bool expected_carton(struct db *db, struct err *err, const char *sscc, struct expected *e, bool *found) {
  struct rows r;
  return rows_open(&r, db, err, SQL_EXPECTED_CARTON, T(sscc)) && expected_first(&r, err, e, found);
}
