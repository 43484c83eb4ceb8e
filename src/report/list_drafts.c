/* list_drafts: the open drafts, how much is in each, and who is in it now. */
#include "src/report/report.h"

const struct out_column list_drafts_column[LIST_DRAFTS_COLUMNS] = {
    {"name", OUT_CODE, N_("Draft")},          {"kind", OUT_WORD, N_("Kind")},  {"who", OUT_CODE, N_("Who")},
    {"since", OUT_TIME, N_("Since")},         {"lines", OUT_INT, N_("Lines")}, {"units", OUT_INT, N_("Units")},
    {"in_use_by", OUT_LIST, N_("In use by")},
};

static bool draft_out(struct db *db, struct out *out, int64_t id, struct err *err) {
  struct draft d = {0};
  bool found;
  struct buf seats = {0};
  if (!draft_by_id(db, err, id, &d, &found)) return false;
  struct fold *f = fold_draft(db, id, err);
  bool ok = f && seats_others(db, d.name, &seats, err);
  if (ok) {
    out_text(out, LIST_DRAFT, d.name);
    out_text(out, LIST_DRAFT_KIND, d.kind);
    if (*d.who) out_text(out, LIST_DRAFT_WHO, d.who);
    out_int(out, LIST_DRAFT_SINCE, d.since);
    out_int(out, LIST_DRAFT_LINES, f->scanned);
    out_int(out, LIST_DRAFT_UNITS, f->units);
    if (seats.n) out_text(out, LIST_DRAFT_SEATS, seats.p);
    out_row(out);
  }
  buf_free(&seats);
  fold_free(f);
  draft_done(&d);
  return ok;
}

bool list_drafts(struct db *db, struct out *out, struct err *err) {
  struct rows r;
  struct err late;
  bool ok = rows_open(&r, db, err, SQL_DRAFT_OPEN);
  if (!ok) return false;
  while (ok && rows_next(&r)) ok = draft_out(db, out, rows_int(&r, 0), err);
  return rows_close(&r, ok ? err : &late) && ok;
}
