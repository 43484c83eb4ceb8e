/* meta: who this database is, as rows of (key, value). */
#include "db/db.h"

bool meta_get(struct db *db, struct err *err, const char *key, char **value) {
  return db_text(db, err, value, SQL_META_GET, T(key));
}

bool meta_set(struct db *db, struct err *err, const char *key, const char *value) {
  return db_run(db, err, SQL_META_SET, T(key), T(value));
}
