/* audit: who did what, when, where, and who approved it. Rows are only ever added. Must not: decide what is worth telling. */
#include "db/db.h"

bool audit_add(struct db *db, struct err *err, const char *who, const char *approved_by, const char *action, const char *object,
               const char *old_value, const char *new_value) {
  return db_run(db, err, SQL_AUDIT_ADD, I(db_now(db)), T(who ? who : ""), T(approved_by ? approved_by : ""), T(db_seat(db)), T(action),
                T(object ? object : ""), T(old_value ? old_value : ""), T(new_value ? new_value : ""));
}
