/* What the kinds share among themselves; no other room includes it. */
#ifndef ZG_DOC_INTERNAL_H
#define ZG_DOC_INTERNAL_H

#include "src/doc/doc.h"

extern const struct doc_kind kind_receipt, kind_reversal, kind_opening, kind_resolution, kind_teach;

bool doc_check_lines(const struct doc *, struct err *) MUST_CHECK;                /* every required field is there */
bool doc_bad_number(const struct doc *, size_t line, size_t field, struct err *); /* ERR_DOC_NUMBER, false */
bool doc_needs(const struct doc *, size_t line, size_t field, struct err *);      /* ERR_DOC_FIELD, false */

#endif
