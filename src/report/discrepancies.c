/* discrepancies: where what was found differs from what was expected, and who has to resolve it. */
#include "src/report/internal.h"

#include <string.h>

enum { ID, KIND, DOCUMENT, ITEM, EXPECTED, FOUND, DIFFERENCE, VALUE, OWNER, AGE, STATE };
const struct out_column report_discrepancies_column[] = {
    {"id", OUT_CODE, N_("Discrepancy")},
    {"kind", OUT_WORD, N_("Kind")},
    {"document", OUT_CODE, NULL},
    {"item", OUT_CODE, N_("Item")},
    {"expected", OUT_NUM, N_("Should be")},
    {"found", OUT_NUM, N_("Found")},
    {"difference", OUT_NUM, N_("Difference")},
    {"value", OUT_NUM, N_("Value")},
    {"owner", OUT_CODE, N_("Owner")},
    {"age_days", OUT_INT, N_("Age in days")},
    {"state", OUT_WORD, N_("State")},
};

static void give(const struct rows *r, const struct report_args *args, int32_t today, struct out *out) {
  char id[37];
  uint8_t uuid[UUID_BYTES] = {0};
  size_t n;
  const void *blob = rows_blob(r, 2, &n);
  int decimals = (int)rows_int(r, 5);
  int64_t expected = rows_int(r, 6), found = rows_int(r, 7);
  if (n == sizeof uuid) memcpy(uuid, blob, n);
  out_text(out, ID, rows_text(r, 0));
  out_text(out, KIND, rows_text(r, 1));
  out_text(out, DOCUMENT, uuid_format(id, uuid));
  if (!rows_null(r, 4)) out_text(out, ITEM, rows_text(r, 4));
  out_num(out, EXPECTED, expected, decimals);
  out_num(out, FOUND, found, decimals);
  out_num(out, DIFFERENCE, found - expected, decimals);
  if (args->values) out_num(out, VALUE, rows_int(r, 8), args->store->money_decimals);
  if (*rows_text(r, 9)) out_text(out, OWNER, rows_text(r, 9));
  out_int(out, AGE, today - rows_int(r, 10));
  out_text(out, STATE, rows_text(r, 11));
  out_row(out);
}

bool report_discrepancies(struct db *db, const struct report_args *args, struct out *out, struct err *err) {
  struct rows r;
  int32_t today = ledger_today(args->store, db);
  int64_t to = args->to == DAY_NONE ? INT64_MAX : args->to;
  if (!rows_open(&r, db, err, SQL_REPORT_DISCREPANCIES, I(args->from), I(to), T(args->item))) return false;
  while (rows_next(&r)) give(&r, args, today, out);
  return rows_close(&r, err);
}
