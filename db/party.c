/* party: places of the store, suppliers, other stores. Owns the tables place, supplier and store. */
#include "db/db.h"

static bool place_first(struct rows *r, struct err *err, struct place *p, bool *found) {
  *found = rows_next(r);
  if (*found) {
    p->id = rows_int(r, 0);
    str_copy(p->code, sizeof p->code, rows_text(r, 1));
    str_copy(p->name, sizeof p->name, rows_text(r, 2));
    str_copy(p->kind, sizeof p->kind, rows_text(r, 3));
  }
  return rows_close(r, err);
}

bool place_by_code(struct db *db, struct err *err, const char *code, struct place *p, bool *found) {
  struct rows r;
  return rows_open(&r, db, err, SQL_PLACE_BY_CODE, T(code)) && place_first(&r, err, p, found);
}

bool place_by_id(struct db *db, struct err *err, int64_t id, struct place *p, bool *found) {
  struct rows r;
  return rows_open(&r, db, err, SQL_PLACE_BY_ID, I(id)) && place_first(&r, err, p, found);
}

bool place_add(struct db *db, struct err *err, const char *code, const char *name, const char *kind, int64_t *id) {
  struct place p;
  bool found;
  if (!place_by_code(db, err, code, &p, &found)) return false;
  if (found) {
    *id = p.id;
    return true;
  }
  if (!db_run(db, err, SQL_PLACE_ADD, T(code), T(name), T(kind))) return false;
  *id = db_last_id(db);
  return true;
}

bool supplier_name(struct db *db, struct err *err, const char *code, char **name) {
  return db_text(db, err, name, SQL_SUPPLIER_NAME, T(code));
}

bool store_known(struct db *db, struct err *err, const char *code, bool *known) {
  int64_t one;
  if (!db_int(db, err, &one, 0, SQL_STORE_KNOWN, T(code))) return false;
  *known = one != 0;
  return true;
}
