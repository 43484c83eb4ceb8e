/* list_staff: who works here, what they may, and whether they have a PIN: none, change (to be changed at first use), set; never the PIN. */
#include "src/report/report.h"

const struct out_column list_staff_column[LIST_STAFF_COLUMNS] = {
    {"staff", OUT_CODE, N_("Staff")}, {"name", OUT_NAME, N_("Name")},     {"roles", OUT_ROLES, N_("Roles")},
    {"pin", OUT_WORD, N_("PIN")},     {"active", OUT_BOOL, N_("Active")},
};

bool list_staff(struct db *db, const char *staff, struct out *out, size_t *count, struct err *err) {
  struct rows r;
  *count = 0;
  if (!rows_open(&r, db, err, SQL_STAFF_LIST, T(staff))) return false;
  for (; rows_next(&r); (*count)++) {
    out_text(out, LIST_STAFF, rows_text(&r, 0));
    out_text(out, LIST_STAFF_NAME, rows_text(&r, 1));
    out_text(out, LIST_STAFF_ROLES, rows_text(&r, 3));
    out_text(out, LIST_STAFF_PIN, rows_text(&r, 4));
    out_int(out, LIST_STAFF_ACTIVE, rows_int(&r, 2));
    out_row(out);
  }
  return rows_close(&r, err);
}
