/* list_parked: the codes nobody knows yet, where each was scanned and how many of it wait. */
#include "src/report/report.h"

const struct out_column list_parked_column[LIST_PARKED_COLUMNS] = {
    {"code", OUT_CODE, N_("Code")},         {"qty", OUT_NUM, N_("Quantity")}, {"draft", OUT_CODE, N_("Draft")},
    {"document", OUT_CODE, N_("Document")}, {"since", OUT_TIME, N_("Since")}, {"problem", OUT_CODE, N_("Problem")},
    {"who", OUT_CODE, N_("Who")},
};

static bool parked_out(void *self, const struct parked *p) {
  struct out *out = self;
  out_text(out, LIST_PARKED_CODE, p->code);
  out_num(out, LIST_PARKED_QTY, p->qty, 0);
  out_text(out, LIST_PARKED_DRAFT, p->draft);
  out_text(out, LIST_PARKED_DOCUMENT, *p->number ? p->number : NULL);
  out_int(out, LIST_PARKED_SINCE, p->since);
  out_text(out, LIST_PARKED_PROBLEM, *p->problem ? p->problem : NULL);
  out_text(out, LIST_PARKED_WHO, *p->who ? p->who : NULL);
  out_row(out);
  return true;
}

bool list_parked(struct db *db, struct out *out, struct err *err) {
  return parked_walk(db, parked_out, out, err);
}
