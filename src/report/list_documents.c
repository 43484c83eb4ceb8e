/* list_documents: documents posted here and those announced, by what they are. */
#include "src/report/report.h"

#include <string.h>

/* For people the time of the day will do: the business day stands beside it, and the row fits a narrow screen. */
const struct out_column list_documents_column[LIST_DOCUMENTS_COLUMNS] = {
    {"document", OUT_CODE, NULL},     {"number", OUT_CODE, N_("Number")},   {"kind", OUT_WORD, N_("Kind")},
    {"state", OUT_WORD, N_("State")}, {"business_day", OUT_DAY, N_("Day")}, {"at", OUT_TIME, NULL},
    {NULL, OUT_CODE, N_("Time")},     {"by", OUT_CODE, N_("By")},           {"approved_by", OUT_CODE, N_("Approver")},
    {"lines", OUT_INT, N_("Lines")},
};

static void give(const struct rows *r, struct out *out) {
  char uuid[37];
  size_t n;
  const void *id = rows_blob(r, 0, &n);
  if (n == UUID_BYTES) out_text(out, LIST_DOCS_ID, uuid_format(uuid, id));
  for (int i = 1; i <= 3; i++) out_text(out, (size_t)i, rows_text(r, i));
  if (rows_int(r, 4) != DAY_NONE) out_int(out, LIST_DOCS_DAY, rows_int(r, 4));
  if (!rows_null(r, 5)) {
    char clock[32];
    out_int(out, LIST_DOCS_AT, rows_int(r, 5));
    time_local(clock, sizeof clock, rows_int(r, 5));
    clock[strlen("2026-11-24 14:07")] = 0;
    out_text(out, LIST_DOCS_CLOCK, clock + strlen("2026-11-24 "));
  }
  if (*rows_text(r, 6)) out_text(out, LIST_DOCS_BY, rows_text(r, 6));
  if (*rows_text(r, 7)) out_text(out, LIST_DOCS_APPROVED, rows_text(r, 7));
  out_int(out, LIST_DOCS_LINES, rows_int(r, 8));
  out_row(out);
}

bool list_documents(struct db *db, const struct documents_filter *f, struct out *out, struct err *err) {
  struct rows r;
  const struct arg arg[] = {NIL, T(f->kind), T(f->state), I(f->from), I(f->to), T(f->item), T(f->person), I(f->most)};
  if (!rows_open_args(&r, db, err, f->most ? SQL_DOCUMENTS_NEWEST : SQL_DOCUMENTS, arg, f->most ? COUNT(arg) : COUNT(arg) - 1))
    return false;
  while (rows_next(&r)) give(&r, out);
  return rows_close(&r, err);
}
