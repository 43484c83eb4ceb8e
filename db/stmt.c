/* stmt: prepared statements of sql.def, bound and stepped. A kept statement in use elsewhere (a query inside a query's loop) gets a
 * private twin. */
#include "db/internal.h"

#include <string.h>

static const char *const texts[SQL_COUNT] = {
#define SQL(id, text) [id] = text,
#include "db/sql.def"
#undef SQL
};

const char *db_sql_text(enum sql_id id) {
  return texts[id];
}

static bool bind(struct db *db, sqlite3_stmt *stmt, const struct arg *args, size_t count, struct err *err) {
  int rc = sqlite3_bind_parameter_count(stmt) == (int)count - 1 ? SQLITE_OK : SQLITE_RANGE;
  for (size_t i = 1; i < count && rc == SQLITE_OK; i++) {
    int n = (int)i;
    switch (args[i].type) {
    case ARG_NULL: rc = sqlite3_bind_null(stmt, n); break;
    case ARG_INT: rc = sqlite3_bind_int64(stmt, n, args[i].i); break;
    case ARG_TEXT: rc = sqlite3_bind_text(stmt, n, args[i].p, -1, SQLITE_STATIC); break;
    case ARG_BLOB: rc = sqlite3_bind_blob64(stmt, n, args[i].p, args[i].n, SQLITE_STATIC); break;
    }
  }
  return rc == SQLITE_OK || db_fail(db, rc, err);
}

bool rows_open_args(struct rows *r, struct db *db, struct err *err, enum sql_id id, const struct arg *args, size_t count) {
  *r = (struct rows){.db = db, .id = id, .own = db->busy[id], .rc = SQLITE_OK};
  sqlite3_stmt *stmt = r->own ? NULL : db->stmt[id];
  if (!stmt) {
    int rc = sqlite3_prepare_v3(db->sqlite, texts[id], -1, r->own ? 0 : SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
    if (rc) return db_fail(db, rc, err);
    if (!r->own) db->stmt[id] = stmt;
  }
  r->stmt = stmt;
  if (!r->own) db->busy[id] = true;
  if (bind(db, stmt, args, count, err)) return true;
  struct err ignored;
  (void)!rows_close(r, &ignored);
  return false;
}

bool rows_next(struct rows *r) {
  r->rc = sqlite3_step(r->stmt);
  return r->rc == SQLITE_ROW;
}

int64_t rows_int(const struct rows *r, int column) {
  return sqlite3_column_int64(r->stmt, column);
}

bool rows_null(const struct rows *r, int column) {
  return sqlite3_column_type(r->stmt, column) == SQLITE_NULL;
}

const char *rows_text(const struct rows *r, int column) {
  const unsigned char *text = sqlite3_column_text(r->stmt, column);
  return text ? (const char *)text : "";
}

const void *rows_blob(const struct rows *r, int column, size_t *n) {
  const void *blob = sqlite3_column_blob(r->stmt, column);
  *n = (size_t)sqlite3_column_bytes(r->stmt, column);
  return blob;
}

/* A statement left before its last row ends here, and a write by itself is committed here: the reset has a result too. */
int rows_columns(const struct rows *r) {
  return sqlite3_column_count(r->stmt);
}

bool rows_close(struct rows *r, struct err *err) {
  bool ok = r->rc == SQLITE_ROW || r->rc == SQLITE_DONE || r->rc == SQLITE_OK || db_fail(r->db, r->rc, err);
  int rc = r->own ? sqlite3_finalize(r->stmt) : sqlite3_reset(r->stmt);
  if (!r->own) {
    sqlite3_clear_bindings(r->stmt);
    r->db->busy[r->id] = false;
  }
  r->stmt = NULL;
  return ok && (rc == SQLITE_OK || db_fail(r->db, rc, err));
}

bool db_run_args(struct db *db, struct err *err, enum sql_id id, const struct arg *args, size_t count) {
  struct rows r;
  if (!rows_open_args(&r, db, err, id, args, count)) return false;
  while (rows_next(&r)) continue;
  return rows_close(&r, err);
}

bool db_int_args(struct db *db, struct err *err, int64_t *out, int64_t otherwise, enum sql_id id, const struct arg *args, size_t count) {
  struct rows r;
  if (!rows_open_args(&r, db, err, id, args, count)) return false;
  *out = rows_next(&r) && !rows_null(&r, 0) ? rows_int(&r, 0) : otherwise;
  return rows_close(&r, err);
}

bool db_text_args(struct db *db, struct err *err, char **out, enum sql_id id, const struct arg *args, size_t count) {
  struct rows r;
  if (!rows_open_args(&r, db, err, id, args, count)) return false;
  *out = rows_next(&r) && !rows_null(&r, 0) ? xstrdup(rows_text(&r, 0)) : NULL;
  return rows_close(&r, err);
}

int64_t db_last_id(struct db *db) {
  return sqlite3_last_insert_rowid(db->sqlite);
}

int64_t db_changes(struct db *db) {
  return sqlite3_changes64(db->sqlite);
}
