/* undo: what a named change did to master data and settings, kept as SQLite session changesets beside it, and taken back whole or not at
 * all.
 * Owns the rows of undo and undo_part. Must not be used for documents (reversal) or facts (a flag): their tables are never recorded. */
#include "db/internal.h"

#include <stdlib.h>
#include <string.h>

/* Tables whose changes can be taken back. */
static const char *const recorded[] = {
    "item", "barcode", "price", "store", "supplier", "staff", "staff_role", "staff_pin", "place", "expected", "expected_line", "setting",
};

static int is_recorded(void *self, const char *table) {
  (void)self;
  for (size_t i = 0; i < COUNT(recorded); i++)
    if (str_eq(recorded[i], table)) return 1;
  return 0;
}

bool undo_begin(struct db *db, struct err *err, const char *who, const char *what, int64_t *undo) {
  if (!db_run(db, err, SQL_UNDO_NEW, I(db_now(db)), T(who), T(what))) return false;
  *undo = db_last_id(db);
  return true;
}

bool undo_record(struct db *db, struct err *err) {
  db_stop_recording(db);
  int rc = sqlite3session_create(db->sqlite, "main", &db->session);
  if (rc == SQLITE_OK) {
    sqlite3session_table_filter(db->session, is_recorded, NULL);
    rc = sqlite3session_attach(db->session, NULL);
  }
  return rc == SQLITE_OK || db_fail(db, rc, err);
}

void db_stop_recording(struct db *db) {
  if (db->session) sqlite3session_delete(db->session);
  db->session = NULL;
}

bool undo_keep(struct db *db, struct err *err, int64_t undo) {
  int n = 0;
  void *changes = NULL;
  int rc = sqlite3session_changeset(db->session, &n, &changes);
  db_stop_recording(db);
  bool ok = rc == SQLITE_OK ? n == 0 || db_run(db, err, SQL_UNDO_PART_NEW, I(undo), B(changes, (size_t)n)) : db_fail(db, rc, err);
  sqlite3_free(changes);
  return ok;
}

/* ---- playing back */
struct play {
  struct buf conflict; /* table and key of the first row that was changed since */
};

static void add_value(struct buf *out, sqlite3_value *value) {
  const unsigned char *text = value ? sqlite3_value_text(value) : NULL;
  buf_adds(out, text ? (const char *)text : "?");
}

/* The row's old record holds its key; after a deletion there is only that. */
static sqlite3_value *value_of(sqlite3_changeset_iter *change, int operation, int column) {
  sqlite3_value *value = NULL;
  int rc = operation == SQLITE_INSERT ? sqlite3changeset_new(change, column, &value) : sqlite3changeset_old(change, column, &value);
  return rc == SQLITE_OK ? value : NULL;
}

/* A row is named by its key; where that is only our own number, by the code beside it. */
static void name_row(struct buf *out, sqlite3_changeset_iter *change, int kind) {
  const char *table;
  unsigned char *key;
  int columns, operation, indirect, keys = 0;
  if (sqlite3changeset_op(change, &table, &columns, &operation, &indirect) || sqlite3changeset_pk(change, &key, NULL)) return;
  buf_adds(out, table);
  for (int i = 0; i < columns; i++) keys += key[i] ? 1 : 0;
  sqlite3_value *id = value_of(change, operation, 0);
  bool numbered = keys == 1 && key[0] && columns > 1 && id && sqlite3_value_type(id) == SQLITE_INTEGER;
  for (int i = 0, said = 0; i < columns && (!numbered || said == 0); i++) {
    if (numbered ? i != 1 : !key[i]) continue;
    sqlite3_value *value = value_of(change, operation, i);
    if (!value && (kind == SQLITE_CHANGESET_DATA || kind == SQLITE_CHANGESET_CONFLICT) && sqlite3changeset_conflict(change, i, &value))
      value = NULL;
    if (!value && numbered) value = id;
    buf_addc(out, said++ ? '/' : ' ');
    add_value(out, value);
  }
}

static int on_conflict(void *self, int kind, sqlite3_changeset_iter *change) {
  struct play *play = self;
  if (play->conflict.n == 0) name_row(&play->conflict, change, kind);
  return SQLITE_CHANGESET_ABORT;
}

static bool count_changes(const void *changes, int n, int64_t *count) {
  sqlite3_changeset_iter *i;
  *count = 0;
  if (sqlite3changeset_start(&i, n, (void *)changes)) return false;
  while (sqlite3changeset_next(i) == SQLITE_ROW) ++*count;
  return sqlite3changeset_finalize(i) == SQLITE_OK;
}

/* sqlite3changeset_apply passes silently over a table that a later schema made incompatible: counted, so that half an undo is never
 * called done. */
static bool play_part(struct db *db, const void *changes, size_t n, struct err *err) {
  struct play play = {0};
  int inverse_n = 0;
  int64_t want, before = sqlite3_total_changes64(db->sqlite);
  void *inverse = NULL;
  int rc = sqlite3changeset_invert((int)n, changes, &inverse_n, &inverse);
  if (rc == SQLITE_OK && !count_changes(inverse, inverse_n, &want)) rc = SQLITE_CORRUPT;
  if (rc == SQLITE_OK) rc = sqlite3changeset_apply(db->sqlite, inverse_n, inverse, NULL, on_conflict, &play);
  bool ok = true;
  if (play.conflict.n) ok = err_set(err, ERR_UNDO_CONFLICT, play.conflict.p, play.conflict.p);
  else if (rc) ok = db_fail(db, rc, err);
  else if (sqlite3_total_changes64(db->sqlite) - before != want) ok = err_set(err, ERR_UNDO_CONFLICT, NULL, _("the form of the database"));
  sqlite3_free(inverse);
  buf_free(&play.conflict);
  return ok;
}

/* Something added later may stand on a row that is gone now: a barcode taught to an imported item. */
static bool nothing_hangs(struct db *db, struct err *err) {
  static const struct {
    enum sql_id id;
    const char *table;
  } children[] = {{SQL_UNDO_HANGS_BARCODE, "barcode"}, {SQL_UNDO_HANGS_PRICE, "price"}, {SQL_UNDO_HANGS_EXPECTED, "expected_line"}};
  for (size_t i = 0; i < COUNT(children); i++) {
    char *key = NULL;
    if (!db_text(db, err, &key, children[i].id)) return false;
    if (!key) continue;
    char *row = xprintf("%s %s", children[i].table, key);
    err_set(err, ERR_UNDO_CONFLICT, row, row);
    free(row);
    free(key);
    return false;
  }
  return true;
}

/* Which items a part is about: their pages become stale; *first … *last: those it added. */
static bool touch_items(struct db *db, const void *changes, size_t n, int64_t *first, int64_t *last, struct err *err) {
  sqlite3_changeset_iter *i;
  const char *table;
  int columns, operation, indirect;
  bool ok = true;
  int rc = sqlite3changeset_start(&i, (int)n, (void *)(uintptr_t)changes);
  if (rc) return db_fail(db, rc, err);
  while (ok && sqlite3changeset_next(i) == SQLITE_ROW) {
    if (sqlite3changeset_op(i, &table, &columns, &operation, &indirect)) continue;
    bool item = str_eq(table, "item");
    sqlite3_value *value = item ? value_of(i, operation, 0) : str_eq(table, "barcode") ? value_of(i, operation, 1) : NULL;
    if (!value) continue;
    int64_t id = sqlite3_value_int64(value);
    if (item && operation == SQLITE_INSERT && (*first == 0 || id < *first)) *first = id;
    if (item && operation == SQLITE_INSERT && id > *last) *last = id;
    ok = search_touch(db, err, id);
  }
  rc = sqlite3changeset_finalize(i);
  return ok && (rc == SQLITE_OK || db_fail(db, rc, err));
}

static bool play_parts(struct db *db, struct err *err, int64_t undo) {
  struct rows r;
  bool ok = true;
  int64_t first = 0, last = 0;
  if (!rows_open(&r, db, err, SQL_UNDO_PARTS, I(undo))) return false;
  while (ok && rows_next(&r)) {
    size_t n;
    const void *changes = rows_blob(&r, 0, &n);
    ok = touch_items(db, changes, n, &first, &last, err) && play_part(db, changes, n, err);
  }
  struct err closing;
  if (rows_close(&r, ok ? err : &closing)) return ok;
  return false;
}

/* ---- part by part */
bool undo_part_numbers(struct db *db, struct err *err, int64_t undo, int64_t **number, size_t *count) {
  struct rows r;
  *number = NULL;
  *count = 0;
  if (!rows_open(&r, db, err, SQL_UNDO_PART_NUMBERS, I(undo))) return false;
  while (rows_next(&r)) {
    *number = xrealloc(*number, *count + 1, sizeof **number);
    (*number)[(*count)++] = rows_int(&r, 0);
  }
  return rows_close(&r, err);
}

static bool nothing_hangs_on(struct db *db, struct err *err, int64_t first, int64_t last) {
  char *key = NULL;
  if (!db_text(db, err, &key, SQL_UNDO_HANGS_ON, I(first), I(last))) return false;
  bool ok = !key || err_set(err, ERR_UNDO_CONFLICT, key, key);
  free(key);
  return ok;
}

bool undo_part_back(struct db *db, struct err *err, int64_t undo, int64_t number) {
  struct rows r;
  struct err closing;
  int64_t first = 0, last = 0;
  if (!rows_open(&r, db, err, SQL_UNDO_PART, I(undo), I(number))) return false;
  bool ok = true;
  if (rows_next(&r)) {
    size_t n;
    const void *changes = rows_blob(&r, 0, &n);
    ok = touch_items(db, changes, n, &first, &last, err) && play_part(db, changes, n, err) && nothing_hangs_on(db, err, first, last);
  }
  return rows_close(&r, ok ? err : &closing) && ok && db_run(db, err, SQL_UNDO_PART_DROP, I(undo), I(number));
}

bool undo_end(struct db *db, struct err *err, int64_t undo) {
  return db_run(db, err, SQL_UNDO_DONE, I(undo));
}

static bool added_in(const void *changes, size_t n, const char *table, undo_added_fn *fn, void *self, struct db *db, struct err *err) {
  sqlite3_changeset_iter *i;
  const char *name;
  int columns, operation, indirect;
  bool ok = true;
  int rc = sqlite3changeset_start(&i, (int)n, (void *)(uintptr_t)changes);
  if (rc) return db_fail(db, rc, err);
  while (ok && sqlite3changeset_next(i) == SQLITE_ROW) {
    const char *text[UNDO_ADDED_COLUMNS];
    size_t count = 0;
    if (sqlite3changeset_op(i, &name, &columns, &operation, &indirect) || operation != SQLITE_INSERT || !str_eq(name, table)) continue;
    for (sqlite3_value *value; count < COUNT(text) && (int)count < columns; count++) {
      value = value_of(i, operation, (int)count);
      text[count] = value && sqlite3_value_text(value) ? (const char *)sqlite3_value_text(value) : "";
    }
    ok = fn(self, text, count, err);
  }
  rc = sqlite3changeset_finalize(i);
  return ok && (rc == SQLITE_OK || db_fail(db, rc, err));
}

bool undo_added(struct db *db, struct err *err, int64_t undo, const char *table, undo_added_fn *fn, void *self) {
  struct rows r;
  bool ok = true;
  if (!rows_open(&r, db, err, SQL_UNDO_PARTS, I(undo))) return false;
  while (ok && rows_next(&r)) {
    size_t n;
    const void *changes = rows_blob(&r, 0, &n);
    ok = added_in(changes, n, table, fn, self, db, err);
  }
  struct err closing;
  return rows_close(&r, ok ? err : &closing) && ok;
}

bool undo_play(struct db *db, struct err *err, int64_t undo) {
  char *state = NULL, number[32];
  num_format(number, sizeof number, undo, 0);
  if (!db_text(db, err, &state, SQL_UNDO_STATE, I(undo))) return false;
  bool done = str_eq(state, "done");
  free(state);
  if (!done) return err_set(err, ERR_UNDO_NONE, NULL, number);
  return play_parts(db, err, undo) && nothing_hangs(db, err) && db_run(db, err, SQL_UNDO_DONE, I(undo));
}

bool undo_back(struct db *db, struct err *err, int64_t undo) {
  if (!db_begin(db, err)) return false;
  if (undo_play(db, err, undo)) return db_commit(db, err);
  db_rollback(db);
  return false;
}
