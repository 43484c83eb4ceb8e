/* import_undo: imports taken back, and the list of them. */
#include "db/import.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* ---- runs of new items: what they were made of */
void digest_row(struct buf *table, const struct arg *args, size_t n) {
  char number[32];
  for (size_t i = 1; i < n; i++) {
    const char *text = args[i].type == ARG_NULL  ? "\x01"
                       : args[i].type == ARG_INT ? num_format(number, sizeof number, args[i].i, 0)
                                                 : args[i].p;
    buf_add(table, text, strlen(text) + 1);
  }
}

void digest_end(struct buf table[DIGEST_TABLES], uint8_t out[HASH_BYTES]) {
  struct hash *h = hash_new();
  for (size_t t = 0; t < DIGEST_TABLES; t++) {
    if (table[t].n) hash_add(h, table[t].p, table[t].n);
    hash_add(h, "\x02", 1);
    buf_clear(&table[t]);
  }
  hash_end(h, out);
}

static bool digest_stored(struct db *db, struct err *err, struct buf *table, enum sql_id id, int64_t first, int64_t last) {
  struct rows r;
  if (!rows_open(&r, db, err, id, I(first), I(last))) return false;
  while (rows_next(&r)) {
    for (int c = 0, n = rows_columns(&r); c < n; c++) {
      const char *text = rows_null(&r, c) ? "\x01" : rows_text(&r, c);
      buf_add(table, text, strlen(text) + 1);
    }
  }
  return rows_close(&r, err);
}

/* The statements' columns stand in the order in which the rows' parameters did. */
static bool digest_run(struct db *db, struct err *err, int64_t first, int64_t last, uint8_t out[HASH_BYTES]) {
  static const enum sql_id tables[DIGEST_TABLES] = {SQL_DIGEST_ITEMS, SQL_DIGEST_BARCODES, SQL_DIGEST_PRICES};
  struct buf table[DIGEST_TABLES] = {{0}};
  bool ok = true;
  for (size_t t = 0; ok && t < DIGEST_TABLES; t++) ok = digest_stored(db, err, &table[t], tables[t], first, last);
  digest_end(table, out);
  for (size_t t = 0; t < DIGEST_TABLES; t++) buf_free(&table[t]);
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

static bool run_same(struct db *db, struct err *err, const struct run *run) {
  uint8_t now[HASH_BYTES];
  struct buf what = {0};
  char *code = NULL;
  if (!digest_run(db, err, run->first, run->last, now)) return false;
  if (memcmp(now, run->digest, sizeof now) == 0) return true;
  if (!db_text(db, err, &code, SQL_ITEM_CODE, I(run->first))) return false;
  text_fill(&what, _("one of the items after {1}, a barcode or a price of it"), code ? code : "?");
  err_set(err, ERR_UNDO_CONFLICT, NULL, what.p);
  buf_free(&what);
  free(code);
  return false;
}

/* Whether the run can go as far as it can be seen without playing anything back. */
static bool run_free(struct db *db, struct err *err, const struct run *run) {
  return run_unused(db, err, run) && (!run->digested || run_same(db, err, run));
}

static bool run_delete(struct db *db, struct err *err, const struct run *run) {
  static const enum sql_id deletes[] = {SQL_DELETE_PRICES, SQL_DELETE_BARCODES, SQL_DELETE_ITEMS};
  bool ok = search_touch(db, err, run->first) && search_touch(db, err, run->last); /* shorter than a page */
  for (size_t i = 0; ok && i < COUNT(deletes); i++) ok = db_run(db, err, deletes[i], I(run->first), I(run->last));
  return ok;
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

static bool end(struct db *db, int64_t id, const struct past *p, const struct import_opts *opts, struct err *err) {
  char number[32];
  num_format(number, sizeof number, id, 0);
  return db_run(db, err, SQL_IMPORT_STATE, I(id), T("undone")) && audit_add(db, err, opts->who, NULL, "import undo", number, p->kind, NULL);
}

/* ---- whole: what others may name, checked before and after */
static bool take_back(struct db *db, int64_t id, const struct past *p, const struct import_opts *opts, struct err *err) {
  return import_not_named(db, err, p->kind, p->undo) && (!*p->document || opts->opening_reverse(opts->self, db, p->document, err)) &&
         undo_play(db, err, p->undo) && (!str_eq(p->kind, "staff") || manager_left(db, opts, err)) &&
         (!str_eq(p->kind, "places") || import_places_left(db, err)) && search_flush(db, err) && end(db, id, p, opts, err);
}

static bool back_whole(struct db *db, int64_t id, const struct past *p, const struct import_opts *opts, struct err *err) {
  if (!db_begin(db, err)) return false;
  if (take_back(db, id, p, opts, err) && db_commit(db, err)) return true;
  db_rollback(db);
  return false;
}

/* ---- in steps: of items, barcodes and prices there may be hundreds of thousands, and no two chunks of an import wrote the same row. A
 * step is a chunk of the import, a run of new items or a part of changes. All are looked at before the first is taken; each is looked at
 * again in its own transaction, and forgotten with it. From the first on the import is unfinished with no row done: stopped then, it can
 * be taken back further or, with its file, be resumed from the beginning. */
struct steps {
  struct db *db;
  int64_t id, undo;
  struct run *run;
  size_t runs;
  int64_t *part;
  size_t parts;
};

static bool in_steps(const char *kind) {
  return str_eq(kind, "items") || str_eq(kind, "barcodes") || str_eq(kind, "prices");
}

/* New items whose chunk changed other rows too are in its part. */
static bool others_unused(const struct steps *s, struct err *err) {
  for (size_t i = 0; i < s->runs; i++)
    if (!s->run[i].digested && !run_unused(s->db, err, &s->run[i])) return false;
  return true;
}

static bool part_try(const struct steps *s, int64_t part, struct err *err) {
  if (!db_begin(s->db, err)) return false;
  bool ok = undo_part_back(s->db, err, s->undo, part);
  db_rollback(s->db);
  return ok;
}

static bool steps_free(const struct steps *s, struct err *err) {
  for (size_t i = 0; i < s->runs; i++)
    if (!run_free(s->db, err, &s->run[i])) return false;
  for (size_t i = 0; i < s->parts; i++)
    if (!part_try(s, s->part[i], err)) return false;
  return true;
}

static bool step(const struct steps *s, size_t i, struct err *err) {
  if (i >= s->runs) return others_unused(s, err) && undo_part_back(s->db, err, s->undo, s->part[i - s->runs]);
  const struct run *run = &s->run[i];
  return run_free(s->db, err, run) && run_delete(s->db, err, run) && db_run(s->db, err, SQL_IMPORT_ITEMS_DROP, I(s->id), I(run->first));
}

static bool steps_take(const struct steps *s, const struct past *p, const struct import_opts *opts, struct err *err) {
  size_t count = s->runs + s->parts;
  for (size_t i = 0; i <= count; i++) {
    if (i < s->runs && !s->run[i].digested) continue;
    if (!db_begin(s->db, err)) return false;
    bool ok = i < count ? db_run(s->db, err, SQL_IMPORT_DONE, I(s->id), I(0), T("unfinished")) && step(s, i, err)
                        : undo_end(s->db, err, s->undo) && end(s->db, s->id, p, opts, err);
    if (!ok || !db_commit(s->db, err)) {
      db_rollback(s->db);
      return false;
    }
    if (opts->progress) opts->progress(opts->self, (int64_t)i, (int64_t)count);
  }
  return true;
}

static bool back_in_steps(struct db *db, int64_t id, const struct past *p, const struct import_opts *opts, struct err *err) {
  struct steps s = {.db = db, .id = id, .undo = p->undo};
  struct err ignored;
  int64_t longest = 0;
  bool ok = runs_read(db, err, id, &s.run, &s.runs) && undo_part_numbers(db, err, p->undo, &s.part, &s.parts) && steps_free(&s, err) &&
            steps_take(&s, p, opts, err);
  free(s.run);
  free(s.part);
  if (ok) (void)!import_pages(db, &longest, &ignored); /* those left stale are made after the next import */
  return ok;
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
  bool ok = import_lock(db, &fd, err) && past_read(db, err, id, &p) && (p.kind || err_set(err, ERR_IMPORT_NONE, NULL, number)) &&
            (!str_eq(p.state, "undone") || err_set(err, ERR_IMPORT_STATE, NULL, number, _(p.state))) &&
            (in_steps(p.kind) ? back_in_steps : back_whole)(db, id, &p, opts, err);
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
                            {rows_int(&r, 0), 0, rows_int(&r, 6), rows_int(&r, 7), rows_int(&r, 8), rows_int(&r, 9), rows_int(&r, 10), 0}};
    more = fn(self, &p);
  }
  return rows_close(&r, err);
}
