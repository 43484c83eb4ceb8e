/* list_imports: what was imported and what became of it. */
#include "src/report/report.h"

const struct out_column list_imports_column[LIST_IMPORTS_COLUMNS] = {
    {"id", OUT_INT, N_("Import")},  {"kind", OUT_WORD, N_("Kind")},
    {"file", OUT_NAME, N_("File")}, {"state", OUT_WORD, N_("State")},
    {"at", OUT_TIME, NULL},         {NULL, OUT_CODE, N_("At")},
    {"by", OUT_CODE, N_("By")},     {"rows", OUT_INT, N_("Rows")},
    {"new", OUT_INT, N_("New")},    {"changed", OUT_INT, N_("Changed")},
    {"same", OUT_INT, N_("Same")},  {"rejected", OUT_INT, N_("Rejected")},
    {NULL, OUT_CODE, NULL},
};

struct past {
  struct out *out;
  bool people; /* who read a 0 more easily as nothing */
};

static bool row(void *self, const struct import_past *p) {
  const struct past *past = self;
  struct out *out = past->out;
  const struct import_counts *c = &p->counts;
  const int64_t numbers[] = {c->rows, c->added, c->changed, c->same, c->rejected};
  char clock[40];
  out_int(out, LIST_IMPORT, p->id);
  out_text(out, LIST_IMPORT_KIND, p->kind);
  out_text(out, LIST_IMPORT_FILE, p->file);
  out_text(out, LIST_IMPORT_STATE, p->state);
  out_int(out, LIST_IMPORT_AT, p->at);
  time_local(clock, sizeof clock, p->at);
  clock[sizeof "2026-11-24 14:07" - 1] = 0; /* to the minute: the row fits a narrow screen */
  out_text(out, LIST_IMPORT_CLOCK, clock);
  out_text(out, LIST_IMPORT_BY, *p->who ? p->who : NULL);
  for (size_t i = 0; i < COUNT(numbers); i++)
    if (i == 0 || numbers[i] || !past->people) out_int(out, LIST_IMPORT_ROWS + i, numbers[i]);
  out_text(out, LIST_IMPORT_RAW, p->state);
  out_row(out);
  return true;
}

bool list_imports(struct db *db, bool people, struct out *out, struct err *err) {
  struct past past = {out, people};
  return import_list(db, err, row, &past);
}
