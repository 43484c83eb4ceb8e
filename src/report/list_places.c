/* list_places: where goods can lie: what kind of place it is, and in which larger one. */
#include "src/report/report.h"

const struct out_column list_places_column[LIST_PLACES_COLUMNS] = {
    {"place", OUT_CODE, N_("Place")}, {"name", OUT_NAME, N_("Name")}, {"kind", OUT_CODE, N_("Kind")}, {"in", OUT_PLACE, N_("Part of")}};

/* What a place is for; as a person says it. */
static const char *kind_text(const char *kind) {
  static const char *const kinds[][2] = {{"floor", N_("sales floor")},     {"back", N_("back room")},     {"counter", N_("brand counter")},
                                         {"damaged", N_("damaged goods")}, {"reserved", N_("put aside")}, {"zone", N_("part of a place")}};
  for (size_t i = 0; i < COUNT(kinds); i++)
    if (str_eq(kinds[i][0], kind)) return text_get(kinds[i][1]);
  return kind;
}

bool list_places(struct db *db, struct out *out, struct err *err) {
  struct rows r;
  if (!rows_open(&r, db, err, SQL_EXPORT_PLACES)) return false;
  while (rows_next(&r)) {
    out_text(out, LIST_PLACE, rows_text(&r, LIST_PLACE));
    out_text(out, LIST_PLACE_NAME, ledger_place_name(rows_text(&r, LIST_PLACE), rows_text(&r, LIST_PLACE_NAME)));
    out_text(out, LIST_PLACE_KIND, kind_text(rows_text(&r, LIST_PLACE_KIND)));
    out_place(out, LIST_PLACE_IN, db, rows_text(&r, LIST_PLACE_IN));
    out_row(out);
  }
  return rows_close(&r, err);
}
