/* opening: an import of balances becomes one opening document, and its taking back a reversal. Handed to the import (db/import_stock.c),
 * which may not call the ledger. */
#include "src/ledger/ledger.h"

#include <stdlib.h>

bool ledger_opening_post(void *self, struct db *db, const char *file, const struct opening_row *row, size_t count, char **number,
                         struct err *err) {
  const struct ledger_opening *to = self;
  struct doc *d = doc_new(doc_kind_find("opening"));
  value_text(doc_head(d, OPENING_FILE), file);
  for (size_t i = 0; i < count; i++) {
    size_t at = doc_line_add(d);
    value_text(doc_at(d, at, OPENING_ITEM), row[i].item);
    if (row[i].decimals) value_int(doc_at(d, at, OPENING_DECIMALS), row[i].decimals);
    value_text(doc_at(d, at, OPENING_PLACE), row[i].place);
    value_text(doc_at(d, at, OPENING_LOT), row[i].lot);
    if (row[i].expiry != DAY_NONE) value_int(doc_at(d, at, OPENING_EXPIRY), row[i].expiry);
    value_int(doc_at(d, at, OPENING_QTY), row[i].qty);
    value_int(doc_at(d, at, OPENING_VALUE), row[i].value);
  }
  bool ok = ledger_post(db, to->store, to->actor, d, number, err);
  doc_free(d);
  return ok;
}

bool ledger_opening_reverse(void *self, struct db *db, const char *number, struct err *err) {
  const struct ledger_opening *to = self;
  struct reversal r = {0};
  char *reversed = NULL;
  if (!ledger_reversal(db, to->store, number, NULL, 0, _("import taken back"), &r, err)) return false;
  bool ok = r.doc
                ? ledger_post(db, to->store, to->actor, r.doc, &reversed, err)
                : err_set(err, ERR_OPENING_BLOCKED, number, number, r.blocker_count && r.blocker[0].number ? r.blocker[0].number : number);
  free(reversed);
  ledger_reversal_free(&r);
  return ok;
}
