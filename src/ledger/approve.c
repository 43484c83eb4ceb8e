/* approve: a second person's yes to one change, kept inside the transaction that makes it. Must not: ask for a PIN (that is the screen's
 * and the command line's). */
#include "src/base/base.h"
#include "src/ledger/ledger.h"

bool ledger_approved(struct db *db, const struct ledger_store *store, const struct actor *actor, unsigned right, const char *object,
                     const char *before, const char *after, struct err *err) {
  const char *by = actor->approved_by;
  unsigned rights = 0;
  bool found;
  if (!by) return true;
  if (str_eq(by, actor->staff)) return err_set(err, ERR_APPROVE_SELF, NULL);
  if (!staff_rights(db, err, by, store->code, &rights, &found)) return false;
  if (!(rights & right)) return err_set(err, ERR_RIGHT, NULL, by, right & RIGHT_MANAGER ? _("manager") : _("approver"));
  return audit_add(db, err, actor->staff, by, "approve", object, before, after);
}

static bool setting_approved(struct db *db, const struct ledger_store *store, const struct actor *actor, struct config *config,
                             const struct setting_ask *ask, int64_t *undo, struct err *err) {
  const char *name = option_name(ask->option);
  if (!setting_load(db, config, err)) return false;
  if (!str_eq(config_text(config, ask->option), ask->seen)) return err_set(err, ERR_APPROVE_NEEDED, NULL, name);
  return ledger_approved(db, store, actor, RIGHT_MANAGER, name, ask->seen, ask->value, err) &&
         setting_set(db, err, actor->staff, actor->approved_by, ask->option, ask->value, undo);
}

bool ledger_setting(struct db *db, const struct ledger_store *store, const struct actor *actor, struct config *config,
                    const struct setting_ask *ask, int64_t *undo, struct err *err) {
  if (!actor->approved_by) return setting_change(db, config, err, actor->staff, ask->option, ask->value, undo);
  if (!db_begin(db, err)) return false;
  if (setting_approved(db, store, actor, config, ask, undo, err) && db_commit(db, err))
    return config_set(config, ask->option, ask->value, err);
  db_rollback(db);
  return false;
}
