/* desk_post: 'done' and 'more': the draft becomes its document, in the transaction of the word, so that draft and document stand or fall
 * together. */
#include "src/ledger/desk.h"

#include <stdlib.h>

static bool document_post(struct desk *d, struct doc *doc, int64_t *id, struct err *err) {
  char *number = NULL;
  bool ok =
      ledger_post(d->db, d->store, d->actor, doc, &number, err) && db_int(d->db, err, id, 0, SQL_DRAFT_DOC_ID, B(doc->uuid, UUID_BYTES));
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

/* Goods above this value leave only with a second person. */
static bool approved(const struct desk *d, const struct doc *doc, struct err *err) {
  char amount[32];
  int64_t limit = config_amount(d->config, OPT_APPROVE_ADJUST, d->store->money_decimals), value = 0;
  const struct doc_goods *g = doc->kind->goods;
  if (!str_eq(doc->kind->code, "adjust") || limit <= 0) return true;
  for (size_t i = 0; i < doc->line_count; i++) value += doc_at(doc, i, g->value)->i;
  if (value <= limit) return true;
  if (!d->actor->approved_by) return err_set(err, ERR_APPROVE_NEEDED, NULL, "adjust");
  return ledger_approved(d->db, d->store, d->actor, RIGHT_APPROVER, doc->number, "",
                         num_format(amount, sizeof amount, value, d->store->money_decimals), err);
}

static bool make(struct desk *d, bool more, struct said *said, struct doc **doc, struct err *err) {
  struct fold *fold = fold_of(d->db, &d->draft, d->tally, err);
  *doc = !fold ? NULL : desk_receives(d) ? fold_receipt(fold, more, err) : ledger_make(d->db, &d->draft, fold, err);
  if (*doc && desk_receives(d)) {
    if (!more) warn_unscanned(fold, said);
    if (str_eq(fold->mode, "transfer")) value_int(doc_head(*doc, RECEIPT_TOLERANCE), config_int(d->config, OPT_TRANSFER_TOLERANCE) * 1000);
  }
  fold_free(fold);
  return *doc;
}

bool desk_post(struct desk *d, const struct scan_line *s, struct said *said, struct err *err) {
  int64_t id;
  struct doc *doc;
  if (!make(d, s->word == SCAN_MORE, said, &doc, err)) return false;
  struct fact f = desk_fact(d, scan_word_name(s->word));
  bool ok = document_post(d, doc, &id, err) && approved(d, doc, err) && desk_write(d, &f, said, err) &&
            draft_state(d->db, err, d->draft.id, "posted", id) && ledger_transfers_settle(d->db, d->store, doc, err);
  doc_free(doc);
  return ok;
}
