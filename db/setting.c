/* setting: the store's own settings, as rows that differ from the defaults of config/options.def. Owns the table setting. Must not know
 * what a
 * setting does. */
#include "db/db.h"

#include "config/config.h"

#include <stdlib.h>

/* A row of a newer program (unknown, or wider limits) is passed over: the default holds, and the row stays for that program. */
bool setting_load(struct db *db, struct config *config, struct err *err) {
  struct rows r;
  if (!rows_open(&r, db, err, SQL_SETTING_ALL)) return false;
  for (int o = 0; o < OPT_COUNT; o++) {
    struct err never; /* a default is always right */
    if (option_info((enum option)o)->scope == SCOPE_STORE) (void)!config_set(config, (enum option)o, "", &never);
  }
  while (rows_next(&r)) {
    struct err ignored;
    enum option o;
    if (option_find(rows_text(&r, 0), &o, &ignored) && option_info(o)->scope == SCOPE_STORE)
      (void)!config_set(config, o, rows_text(&r, 1), &ignored);
  }
  return rows_close(&r, err);
}

static bool write_row(struct db *db, struct err *err, const char *name, const char *value) {
  return *value ? db_run(db, err, SQL_SETTING_SET, T(name), T(value)) : db_run(db, err, SQL_SETTING_CLEAR, T(name));
}

bool setting_set(struct db *db, struct err *err, const char *who, const char *approved_by, enum option o, const char *value,
                 int64_t *undo) {
  const char *name = option_name(o);
  char *old = NULL;
  if (option_info(o)->scope != SCOPE_STORE) return err_set(err, ERR_OPTION_MACHINE, name, name);
  if (!option_check(o, value, err)) return false;
  bool ok = db_text(db, err, &old, SQL_SETTING_GET, T(name)) && undo_begin(db, err, who, name, undo) && undo_record(db, err) &&
            write_row(db, err, name, value) && undo_keep(db, err, *undo) &&
            audit_add(db, err, who, approved_by, "setting", name, old ? old : "", value);
  free(old);
  return ok;
}

bool setting_change(struct db *db, struct config *config, struct err *err, const char *who, enum option o, const char *value,
                    int64_t *undo) {
  if (!db_begin(db, err)) return false;
  if (setting_set(db, err, who, NULL, o, value, undo) && db_commit(db, err)) return config_set(config, o, value, err);
  db_rollback(db);
  return false;
}

bool setting_latest(struct db *db, struct setting_change *c, struct err *err) {
  struct rows r;
  *c = (struct setting_change){0};
  if (!rows_open(&r, db, err, SQL_UNDO_LATEST)) return false;
  while (!c->undo && rows_next(&r)) {
    struct err ignored;
    if (!option_find(rows_text(&r, 3), &c->option, &ignored)) continue; /* an import */
    c->undo = rows_int(&r, 0);
    c->at = rows_int(&r, 1);
    str_copy(c->who, sizeof c->who, rows_text(&r, 2));
  }
  return rows_close(&r, err);
}

static bool take_back(struct db *db, struct err *err, const char *who, const char *name, int64_t undo) {
  char *before = NULL, *after = NULL;
  bool ok = db_text(db, err, &before, SQL_SETTING_GET, T(name)) && undo_play(db, err, undo) &&
            db_text(db, err, &after, SQL_SETTING_GET, T(name)) &&
            audit_add(db, err, who, NULL, "setting", name, before ? before : "", after ? after : "");
  free(before);
  free(after);
  return ok;
}

bool setting_back(struct db *db, struct config *config, struct err *err, const char *who, enum option o, int64_t undo) {
  if (!db_begin(db, err)) return false;
  if (take_back(db, err, who, option_name(o), undo) && db_commit(db, err)) return setting_load(db, config, err);
  db_rollback(db);
  return false;
}
