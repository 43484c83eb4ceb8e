/* Between check.c, check_log.c and check_paper.c. */
#ifndef ZG_LEDGER_CHECK_H
#define ZG_LEDGER_CHECK_H

#include "src/ledger/books.h"

struct check {
  struct db *db;
  const struct ledger_store *store;
  problem_fn *say;
  void *self;
  struct books books;
};
/* One problem; {1} {2} … of the text are replaced by the string arguments. */
#define check_say(c, code, where, text, ...) check_tell((c), (code), (where), (text), (const char *const[]){"", ##__VA_ARGS__, NULL})
void check_tell(struct check *, const char *code, const char *where, const char *text, const char *const *args);
bool check_paper(struct check *, struct err *) MUST_CHECK; /* check_paper.c: discrepancies, states, announced lines */
#define NUMBER(v) num_format((char[32]){0}, 32, (v), 0)
bool check_log(struct check *, struct err *) MUST_CHECK;     /* chains, gaps, heads */
bool check_docs(struct check *, struct err *) MUST_CHECK;    /* document rows and moves against the bytes */
bool check_numbers(struct check *, struct err *) MUST_CHECK; /* printed numbers given once */

#endif
