/* price: prices by level with their history. Owns the table price. Must not know who asks. */
#include "db/db.h"

bool price_at(struct db *db, struct err *err, int64_t item, const char *level, int64_t at, int64_t *amount) {
  struct rows r;
  if (!rows_open(&r, db, err, SQL_PRICE_AT, I(item), T(level), I(at))) return false;
  *amount = rows_next(&r) && at < rows_int(&r, 1) ? rows_int(&r, 0) : -1;
  return rows_close(&r, err);
}
