/* Answer 批复: a request is granted, in part too, or rejected with a reason. */
#include "src/doc/internal.h"

#define FIELDS "src/doc/answer.def"
#include "src/doc/fields.inc"

static bool check(const struct doc *d, struct err *e) {
  if (!doc_check_lines(d, e)) return false;
  if (!doc_head(d, ANSWER_APPROVED)->i && !doc_head(d, ANSWER_REASON)->set)
    return err_set(e, ERR_DOC_HEAD, "reason", _(head[ANSWER_REASON].label));
  for (size_t i = 0; i < d->line_count; i++)
    if (!doc_check_decimals(d, i, ANSWER_DECIMALS, e) || !doc_check_number(d, i, ANSWER_QTY, e)) return false;
  return true;
}

const struct doc_kind kind_answer = {
    .code = "answer",
    .name = N_("Answer"),
    .version = 1,
    .reversible = true,
    .partner = {ANSWER_TO},
    .partners = 1,
    KIND_FIELDS,
    .check = check,
    .state = doc_state_reversed,
};
