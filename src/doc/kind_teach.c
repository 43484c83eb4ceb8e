/* Teach 认码: an unknown code got its item. */
#include "src/doc/internal.h"

#define FIELDS "src/doc/teach.def"
#include "src/doc/fields.inc"

static bool check(const struct doc *d, struct err *e) {
  if (!doc_check_lines(d, e)) return false;
  return doc_head(d, TEACH_UNITS)->i > 0 || err_set(e, ERR_DOC_HEAD, "units", _("a positive number of units"));
}

const struct doc_kind kind_teach = {
    .code = "teach",
    .name = N_("Taught code"),
    .version = 1,
    KIND_FIELDS,
    .check = check,
    .state = doc_state_posted,
};
