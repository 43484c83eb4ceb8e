/* migrate: the numbered files of db/schema, compiled in, run in order, each in one transaction with its user_version. A store that
 * exists is copied
 * beside itself before its form changes. Owns who the file says it is (application id, version). */
#include "db/internal.h"

#include <stdio.h>
#include <stdlib.h>

/* One row a file. build/schema.c is made from db/schema/ by the Makefile, in the order of the names. */
extern const char *const db_schema[];
extern const int db_schema_count;

static bool exec(struct db *db, const char *sql, struct err *err) {
  int rc = sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL);
  return rc == SQLITE_OK || db_fail(db, rc, err);
}

static bool judge(struct db *db, int64_t version, int64_t id, int64_t tables, struct err *err) {
  if (tables == 0 && version == 0) return db->opts.create || err_set(err, ERR_DB_FOREIGN, NULL, db->path);
  if (id != APPLICATION_ID) return err_set(err, ERR_DB_FOREIGN, NULL, db->path);
  if (version <= db_schema_count) return true;
  char has[24], knows[24];
  snprintf(has, sizeof has, "%lld", (long long)version);
  snprintf(knows, sizeof knows, "%d", db_schema_count);
  return err_set(err, ERR_DB_NEWER, NULL, has, knows);
}

/* In one read transaction: another process may be making the store at this moment. */
bool db_identify(struct db *db, struct err *err) {
  int64_t version, id, tables;
  if (!db_read_begin(db, err)) return false;
  bool ok = db_int(db, err, &version, 0, SQL_USER_VERSION) && db_int(db, err, &id, 0, SQL_APPLICATION_ID) &&
            db_int(db, err, &tables, 0, SQL_ANY_TABLE);
  db_read_end(db);
  return ok && judge(db, version, id, tables, err);
}

/* The copy is taken behind the gate; the version is read again there, since another process may have been here first. */
static bool keep_copy(struct db *db, struct err *err) {
  int64_t version;
  if (db->opts.vfs) return true;
  if (!db_gate_take(db, err)) return false;
  bool ok = db_int(db, err, &version, 0, SQL_USER_VERSION);
  if (ok && version > 0 && version < db_schema_count) {
    char *copy = xprintf("%s.before-schema-%d", db->path, (int)version + 1);
    ok = db_backup(db, copy, err);
    free(copy);
  }
  db_gate_give(db);
  return ok;
}

static bool migrate_one(struct db *db, struct err *err) {
  char mark[96];
  int64_t version;
  if (!db_begin(db, err)) return false;
  if (!db_int(db, err, &version, 0, SQL_USER_VERSION)) goto failed;
  if (version < db_schema_count) {
    snprintf(mark, sizeof mark, "PRAGMA application_id = %d; PRAGMA user_version = %d", APPLICATION_ID, (int)version + 1);
    if (!exec(db, db_schema[version], err) || !exec(db, mark, err)) goto failed;
  }
  return db_commit(db, err);
failed:
  db_rollback(db);
  return false;
}

bool db_migrate(struct db *db, struct err *err) {
  int64_t version;
  if (!db_int(db, err, &version, 0, SQL_USER_VERSION)) return false;
  if (version > 0 && version < db_schema_count && !keep_copy(db, err)) return false;
  for (int v = (int)version; v < db_schema_count; v++)
    if (!migrate_one(db, err)) return false;
  return true;
}
