/* desk_post: 'done' and 'more': the draft becomes its receipt, in the transaction of the word, so that draft and document stand or fall together. */
#include "src/ledger/desk.h"

#include <stdlib.h>

static bool receipt_post(struct desk *d, struct doc *receipt, int64_t *id, struct err *err) {
  char *number = NULL;
  bool ok = ledger_post(d->db, d->store, d->actor, receipt, &number, err) && db_int(d->db, err, id, 0, SQL_DRAFT_DOC_ID, B(receipt->uuid, UUID_BYTES));
  free(number);
  return ok;
}

bool desk_post(struct desk *d, const struct scan_line *s, struct said *said, struct err *err) {
  bool more = s->word == SCAN_MORE;
  int64_t id;
  struct fold *fold = fold_of(d->db, &d->draft, d->tally, err);
  struct doc *receipt = fold ? fold_receipt(fold, more, err) : NULL;
  fold_free(fold);
  if (!receipt) return false;
  struct fact f = desk_fact(d, scan_word_name(s->word));
  bool ok = receipt_post(d, receipt, &id, err) && desk_write(d, &f, said, err) && draft_state(d->db, err, d->draft.id, "posted", id);
  doc_free(receipt);
  return ok;
}
