/* Resolution 差异处理: a discrepancy got an owner, a note or its end. */
#include "src/doc/internal.h"

#define FIELDS "src/doc/resolution.def"
#include "src/doc/fields.inc"

const struct doc_kind kind_resolution = {
    .code = "resolution",
    .name = N_("Resolution"),
    .version = 1,
    KIND_FIELDS,
    .check = doc_check_lines,
    .state = doc_state_posted,
};
