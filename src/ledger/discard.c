/* discard: an open draft is thrown away. What was scanned stays in its facts; nothing is posted. */
#include "src/ledger/ledger.h"

#include <stdlib.h>

bool ledger_discard(struct db *db, const struct actor *actor, const char *draft, struct err *err) {
  struct draft d = {0};
  bool found;
  char *number = NULL;
  if (!db_begin(db, err)) return false;
  bool ok = draft_find(db, err, draft, &d, &found) && (found || err_set(err, ERR_DRAFT_NONE, NULL, draft)) &&
            db_text(db, err, &number, SQL_DRAFT_DOC_NUMBER, I(d.doc));
  if (ok && str_eq(d.state, "posted")) ok = err_set(err, ERR_DRAFT_POSTED, NULL, draft, number ? number : "?");
  if (ok && str_eq(d.state, "discarded")) ok = err_set(err, ERR_DRAFT_DISCARDED, NULL, draft);
  ok = ok && draft_state(db, err, d.id, "discarded", 0) && audit_add(db, err, actor->staff, NULL, "discard", draft, "open", "discarded");
  draft_done(&d);
  free(number);
  if (ok) return db_commit(db, err);
  db_rollback(db);
  return false;
}
