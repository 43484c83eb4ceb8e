/* reverse_post: taking a document back for good, as it was looked at: blockers, approval above the store's limit, audit. Must not: ask
 * anybody. */
#include "src/ledger/ledger.h"

#include <stdlib.h>
#include <string.h>

enum { LINES_MOST = 2000 };

static bool read_lines(const char *text, int64_t *lines, size_t *count, struct err *err) {
  char *copy = xstrdup(text), *rest = copy;
  bool ok = true;
  for (char *word; ok && (word = strsep(&rest, ","));) ok = *count < LINES_MOST && num_parse(word, 0, &lines[(*count)++]);
  free(copy);
  return ok || err_set(err, ERR_NUMBER_FORM, "lines", text, "1,2");
}

bool ledger_reverse_look(struct db *db, const struct ledger_store *store, const struct reverse *ask, struct reversal *r, struct err *err) {
  size_t count = 0;
  int64_t *lines = xcalloc(LINES_MOST, sizeof *lines);
  bool ok = (!ask->lines || read_lines(ask->lines, lines, &count, err)) &&
            ledger_reversal(db, store, ask->number, lines, count, ask->reason, r, err);
  free(lines);
  return ok;
}

void ledger_blocker_text(const struct blocker *b, struct buf *out) {
  static const char *const texts[][2] = {
      {"already_reversed", N_("it was reversed already by {1}")},
      {"living_child", N_("{1} came of it and still stands")},
      {"stock_below_zero", N_("its goods have gone on with {1}")},
  };
  for (size_t i = 0; i < COUNT(texts); i++)
    if (str_eq(texts[i][0], b->why)) text_fill(out, _(texts[i][1]), b->number);
}

bool ledger_reverse_approval(const struct ledger_store *store, const struct config *config, int64_t value) {
  int64_t limit = config_amount(config, OPT_APPROVE_REVERSE, store->money_decimals);
  return limit > 0 && value > limit;
}

static bool blocked(const struct reverse *ask, const struct reversal *r, struct err *err) {
  struct buf why = {0};
  char line[32] = "";
  if (r->blocker[0].line) num_format(line, sizeof line, r->blocker[0].line, 0);
  ledger_blocker_text(&r->blocker[0], &why);
  err_set(err, ERR_REVERSE_BLOCKED, *line ? line : NULL, ask->number, why.p);
  buf_free(&why);
  return false;
}

/* What was approved: these lines of this document, from what they are worth to nothing. */
static bool audit_approval(struct db *db, const struct ledger_store *store, const struct actor *actor, const struct reverse *ask,
                           const struct reversal *r, struct err *err) {
  char amount[32], nothing[32];
  int decimals = store->money_decimals;
  const char *lines = ask->lines ? ask->lines : "*";
  char *before = xprintf("%s: %s", lines, num_format(amount, sizeof amount, r->value, decimals)),
       *after = xprintf("%s: %s", lines, num_format(nothing, sizeof nothing, 0, decimals));
  bool ok = ledger_approved(db, store, actor, RIGHT_APPROVER, value_get(doc_head(r->doc, REVERSAL_OF)), before, after, err);
  free(before);
  free(after);
  return ok;
}

/* Looked at again inside the transaction that posts it: what was true before may not be any more. */
bool ledger_reverse(struct db *db, const struct ledger_store *store, const struct actor *actor, const struct config *config,
                    const struct reverse *ask, struct reversal *r, struct err *err) {
  char *printed = NULL;
  if (!db_begin(db, err)) return false;
  if (!ledger_reverse_look(db, store, ask, r, err)) {
    db_rollback(db);
    return false;
  }
  bool needs = ledger_reverse_approval(store, config, r->value) && (!actor->approved_by || r->value != ask->seen);
  bool ok = !r->doc ? blocked(ask, r, err) : !needs || err_set(err, ERR_APPROVE_NEEDED, NULL, "reverse");
  ok = ok && ledger_post(db, store, actor, r->doc, &printed, err) && audit_approval(db, store, actor, ask, r, err) && db_commit(db, err);
  free(printed);
  if (ok) return true;
  db_rollback(db);
  ledger_reversal_free(r);
  return false;
}
