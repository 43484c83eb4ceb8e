/* list_suppliers: who delivers, and in how many days. */
#include "src/report/report.h"

const struct out_column list_suppliers_column[LIST_SUPPLIERS_COLUMNS] = {
    {"supplier", OUT_CODE, N_("Supplier")}, {"name", OUT_NAME, N_("Name")}, {"phone", OUT_CODE, N_("Phone")}};

bool list_suppliers(struct db *db, struct out *out, struct err *err) {
  struct rows r;
  if (!rows_open(&r, db, err, SQL_EXPORT_SUPPLIERS)) return false;
  while (rows_next(&r)) {
    for (int c = 0; c < LIST_SUPPLIERS_COLUMNS; c++) out_text(out, (size_t)c, rows_text(&r, c));
    out_row(out);
  }
  return rows_close(&r, err);
}
