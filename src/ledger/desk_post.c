/* desk_post: 'done' and 'more': the draft becomes its receipt, in the transaction of the word, so that draft and document stand or fall
 * together. */
#include "src/ledger/desk.h"

#include <stdlib.h>

static bool receipt_post(struct desk *d, struct doc *receipt, int64_t *id, struct err *err) {
  char *number = NULL;
  bool ok = ledger_post(d->db, d->store, d->actor, receipt, &number, err) &&
            db_int(d->db, err, id, 0, SQL_DRAFT_DOC_ID, B(receipt->uuid, UUID_BYTES));
  free(number);
  return ok;
}

/* What nobody scanned: the default is that it did not come. */
static void warn_unscanned(const struct fold *f, struct said *said) {
  enum { NAMED = 3 };
  struct buf names = {0};
  size_t count = 0;
  for (size_t i = 0; i < f->line_count; i++) {
    const struct fold_line *l = &f->line[i];
    if (l->line || l->closed_short) continue;
    if (++count <= NAMED) text_list(&names, ""), buf_printf(&names, "%s (%s)", l->item_name, l->item_code);
  }
  if (count > NAMED) text_list(&names, ""), buf_printf(&names, "… (%zu)", count);
  if (count) desk_warn(said, _("Nothing was scanned of {1}: taken as not received."), names.p, "");
  buf_free(&names);
}

bool desk_post(struct desk *d, const struct scan_line *s, struct said *said, struct err *err) {
  bool more = s->word == SCAN_MORE;
  int64_t id;
  struct fold *fold = fold_of(d->db, &d->draft, d->tally, err);
  struct doc *receipt = fold ? fold_receipt(fold, more, err) : NULL;
  if (receipt && !more) warn_unscanned(fold, said);
  fold_free(fold);
  if (!receipt) return false;
  struct fact f = desk_fact(d, scan_word_name(s->word));
  bool ok = receipt_post(d, receipt, &id, err) && desk_write(d, &f, said, err) && draft_state(d->db, err, d->draft.id, "posted", id);
  doc_free(receipt);
  return ok;
}
