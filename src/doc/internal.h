/* What the kinds share among themselves; no other room includes it. */
#ifndef ZG_DOC_INTERNAL_H
#define ZG_DOC_INTERNAL_H

#include "src/doc/doc.h"

#define KIND(id, after) extern const struct doc_kind kind_##id;
#include "src/doc/kinds.def"
#undef KIND

bool doc_check_lines(const struct doc *, struct err *) MUST_CHECK;                /* every required field is there */
bool doc_bad_number(const struct doc *, size_t line, size_t field, struct err *); /* ERR_DOC_NUMBER, false */
bool doc_needs(const struct doc *, size_t line, size_t field, struct err *);      /* ERR_DOC_FIELD, false */
/* ---- kinds with goods */
bool doc_check_goods(const struct doc *, struct err *) MUST_CHECK; /* doc_check_lines, and the numbers and decimals of the goods */
struct doc_move doc_move_of(const struct doc *, size_t i, const char *from, const char *to, enum move_col);
/* All lines from one place to the other; those of which `back` says so the other way round (NULL: none). */
typedef bool line_fn(const struct doc *, size_t line);
bool doc_moves_between(const struct doc *, const char *from, const char *to, enum move_col, line_fn *back, move_fn *, void *self);
bool doc_is_one_of(const char *word, const char *const *words, size_t count);
bool doc_reversed(const struct doc *, const struct doc *const *set, size_t count); /* wholly, by reversals of the set */
enum { TRANSIT_MOST = 80 };
const char *doc_transit(char out[TRANSIT_MOST], const char *store); /* "transit:STORE" */

#endif
