/* month: the state of the cost pool at the start of each month with moves, as arrays, so that a report over any period reads one row and
 * the moves since. */
#include "src/ledger/internal.h"

#include <stdlib.h>

int32_t ledger_month(int32_t day) {
  int y, m, d;
  day_civil(day, &y, &m, &d);
  return day_from_civil(y, m, 1);
}

bool ledger_month_write(struct db *db, int32_t day, const int64_t *qty, const int64_t *value, size_t count, struct err *err) {
  struct buf b = {0};
  month_pack(&b, qty, count);
  bool ok = month_add(db, err, ledger_month(day), "qty", &b);
  buf_clear(&b);
  month_pack(&b, value, count);
  ok = ok && month_add(db, err, ledger_month(day), "value", &b);
  buf_free(&b);
  return ok;
}

bool ledger_month_open(struct db *db, int32_t day, struct err *err) {
  int64_t *qty = NULL, *value = NULL;
  size_t count = 0, room = 0;
  struct rows r;
  if (!rows_open(&r, db, err, SQL_COST_ALL)) return false;
  while (rows_next(&r)) {
    size_t item = (size_t)rows_int(&r, 0);
    if (item >= room) {
      room = 2 * item + 64;
      qty = xrealloc(qty, room, sizeof *qty);
      value = xrealloc(value, room, sizeof *value);
    }
    for (; count < item; count++) qty[count] = value[count] = 0;
    qty[count] = rows_int(&r, 1);
    value[count++] = rows_int(&r, 2);
  }
  bool ok = rows_close(&r, err) && ledger_month_write(db, day, qty, value, count, err);
  free(qty);
  free(value);
  return ok;
}
