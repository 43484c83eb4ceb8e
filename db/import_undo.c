/* import_undo: imports taken back, and the list of them. */
#include "db/import.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* ---- runs of new items: what they were made of */
static bool digest_rows(struct db *db, struct err *err, struct hash *h, enum sql_id id, int64_t first, int64_t last) {
  struct rows r;
  if (!rows_open(&r, db, err, id, I(first), I(last))) return false;
  while (rows_next(&r)) {
    for (int c = 0, n = rows_columns(&r); c < n; c++) {
      const char *text = rows_null(&r, c) ? "\x01" : rows_text(&r, c);
      hash_add(h, text, strlen(text) + 1);
    }
  }
  return rows_close(&r, err);
}

bool import_digest(struct db *db, struct err *err, int64_t first, int64_t last, uint8_t out[HASH_BYTES]) {
  static const enum sql_id tables[] = {SQL_DIGEST_ITEMS, SQL_DIGEST_BARCODES, SQL_DIGEST_PRICES};
  struct hash *h = hash_new();
  bool ok = true;
  for (size_t i = 0; ok && i < COUNT(tables); i++) ok = digest_rows(db, err, h, tables[i], first, last);
  hash_end(h, out);
  return ok;
}

struct run {
  int64_t first, last;
  bool digested;
  uint8_t digest[HASH_BYTES];
};

static bool runs_read(struct db *db, struct err *err, int64_t id, struct run **run, size_t *count) {
  struct rows r;
  *run = NULL;
  *count = 0;
  if (!rows_open(&r, db, err, SQL_IMPORT_ITEMS, I(id))) return false;
  while (rows_next(&r)) {
    size_t n;
    *run = xrealloc(*run, *count + 1, sizeof **run);
    struct run *now = &(*run)[(*count)++];
    *now = (struct run){rows_int(&r, 0), rows_int(&r, 1), !rows_null(&r, 2), {0}};
    const void *digest = rows_blob(&r, 2, &n);
    if (n == HASH_BYTES) memcpy(now->digest, digest, n);
  }
  return rows_close(&r, err);
}

static bool run_unused(struct db *db, struct err *err, const struct run *run) {
  char *code = NULL;
  if (!db_text(db, err, &code, SQL_IMPORT_USED, I(run->first), I(run->last))) return false;
  if (!code) return true;
  err_set(err, ERR_IMPORT_USED, code, code);
  free(code);
  return false;
}

static bool run_delete(struct db *db, struct err *err, const struct run *run) {
  uint8_t now[HASH_BYTES];
  if (!import_digest(db, err, run->first, run->last, now)) return false;
  if (memcmp(now, run->digest, sizeof now) != 0) {
    struct buf what = {0};
    char *code = NULL;
    if (!db_text(db, err, &code, SQL_ITEM_CODE, I(run->first))) return false;
    text_fill(&what, _("one of the items after {1}, a barcode or a price of it"), code ? code : "?");
    err_set(err, ERR_UNDO_CONFLICT, NULL, what.p);
    buf_free(&what);
    free(code);
    return false;
  }
  static const enum sql_id deletes[] = {SQL_DELETE_PRICES, SQL_DELETE_BARCODES, SQL_DELETE_ITEMS};
  for (size_t i = 0; i < COUNT(deletes); i++)
    if (!db_run(db, err, deletes[i], I(run->first), I(run->last))) return false;
  return true;
}

/* ---- one import */
struct past {
  char *kind, *state, *document;
  int64_t undo;
};

static bool past_read(struct db *db, struct err *err, int64_t id, struct past *p) {
  struct rows r;
  *p = (struct past){0};
  if (!rows_open(&r, db, err, SQL_IMPORT_GET, I(id))) return false;
  if (rows_next(&r)) *p = (struct past){xstrdup(rows_text(&r, 0)), xstrdup(rows_text(&r, 4)), xstrdup(rows_text(&r, 5)), rows_int(&r, 6)};
  return rows_close(&r, err);
}

static void past_free(struct past *p) {
  free(p->kind);
  free(p->state);
  free(p->document);
}

/* Taking staff back must leave a manager too, or nobody at all (the store acts as its owner again). */
static bool manager_left(struct db *db, const struct import_opts *opts, struct err *err) {
  bool any;
  char *manager = NULL;
  if (!staff_any(db, err, &any) || !db_text(db, err, &manager, SQL_STAFF_MANAGERS, T(opts->store))) return false;
  bool ok = !any || manager || err_set(err, ERR_IMPORT_NO_MANAGER, NULL, opts->store);
  free(manager);
  return ok;
}

/* Moves name their places for ever. */
static bool places_left(struct db *db, struct err *err) {
  int64_t lost;
  return db_int(db, err, &lost, 0, SQL_IMPORT_PLACE_LOST) && (!lost || err_set(err, ERR_IMPORT_PLACE_USED, NULL));
}

static bool take_back(struct db *db, int64_t id, const struct past *p, const struct import_opts *opts, struct err *err) {
  struct run *run;
  size_t runs;
  char number[32];
  num_format(number, sizeof number, id, 0);
  bool ok = !*p->document || opts->opening_reverse(opts->self, db, p->document, err);
  if (!ok || !runs_read(db, err, id, &run, &runs)) return false;
  for (size_t i = 0; ok && i < runs; i++) ok = run_unused(db, err, &run[i]);
  for (size_t i = 0; ok && i < runs; i++) ok = !run[i].digested || run_delete(db, err, &run[i]);
  free(run);
  return ok && undo_play(db, err, p->undo) && (!str_eq(p->kind, "staff") || manager_left(db, opts, err)) &&
         (!str_eq(p->kind, "places") || places_left(db, err)) && db_run(db, err, SQL_IMPORT_STATE, I(id), T("undone")) &&
         search_touch_all(db, err) && search_flush(db, err) && audit_add(db, err, opts->who, NULL, "import undo", number, p->kind, NULL);
}

bool import_lock(struct db *db, int *fd, struct err *err) {
  char *name = xprintf("%s-import", db_path(db));
  *fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0660);
  bool ok = *fd >= 0 || err_set(err, ERR_DB_GATE, NULL, name, err_errno(errno));
  if (ok && flock(*fd, LOCK_EX | LOCK_NB)) ok = err_set(err, ERR_IMPORT_RUNNING, NULL);
  free(name);
  return ok;
}

bool import_undo(struct db *db, int64_t id, const struct import_opts *opts, struct err *err) {
  struct past p = {0};
  char number[32];
  int fd;
  num_format(number, sizeof number, id, 0);
  bool ok = import_lock(db, &fd, err) && db_begin(db, err);
  if (ok) {
    ok = past_read(db, err, id, &p) && (p.kind || err_set(err, ERR_IMPORT_NONE, NULL, number)) &&
         (!str_eq(p.state, "undone") || err_set(err, ERR_IMPORT_STATE, NULL, number, _(p.state))) && take_back(db, id, &p, opts, err) &&
         db_commit(db, err);
    if (!ok) db_rollback(db);
  }
  if (fd >= 0) close(fd);
  past_free(&p);
  return ok;
}

bool import_list(struct db *db, struct err *err, import_past_fn *fn, void *self) {
  struct rows r;
  bool more = true;
  if (!rows_open(&r, db, err, SQL_IMPORT_LIST)) return false;
  while (more && rows_next(&r)) {
    struct import_past p = {rows_int(&r, 0),
                            rows_int(&r, 1),
                            rows_text(&r, 2),
                            rows_text(&r, 3),
                            rows_text(&r, 4),
                            rows_text(&r, 5),
                            {rows_int(&r, 0), 0, rows_int(&r, 6), rows_int(&r, 7), rows_int(&r, 8), rows_int(&r, 9), rows_int(&r, 10)}};
    more = fn(self, &p);
  }
  return rows_close(&r, err);
}
