/* import_write: the checked rows into the store, in the order of their keys, as many at a time as keep the gate short; then the pages of
 * the search. Each transaction says in the import's row how far it came. */
#include "db/import.h"

#include <stdlib.h>
#include <string.h>

/* ---- how much at a time. Others wait while a commit holds the gate: half of the 50 ms they may is aimed at, since a disk is slow at
 * times. */
enum { ROWS_FIRST = 500, ROWS_MOST = 2000, PAGES_MOST = 16, HOLD_AIM = 25000 };

size_t import_pace(size_t now, int64_t held, size_t most) {
  int64_t next = held > 0 ? (int64_t)now * HOLD_AIM / held : 2 * (int64_t)now, least = (int64_t)(now + 1) / 2;
  if (next < least) next = least;
  if (next > 2 * (int64_t)now) next = 2 * (int64_t)now;
  return next < (int64_t)most ? (size_t)next : most;
}

int64_t import_held(struct db *db, int64_t since, int64_t *longest) {
  int64_t held = env_now(db_env(db)) - since;
  if (held > *longest) *longest = held;
  return held;
}

/* ---- rows */
static bool announce(struct import *im, struct err *err) {
  const struct import_counts *c = &im->counts;
  char *what = xprintf("import %s %s", im->kind->code, im->file);
  bool ok = undo_begin(im->db, err, im->opts.who, what, &im->undo) &&
            db_run(im->db, err, SQL_IMPORT_ADD, I(im->at), T(im->opts.who), T(im->kind->code), T(im->file), B(im->hash, sizeof im->hash),
                   T(im->opts.map ? im->opts.map : ""), T(im->encoding), I(c->rows), I(c->added), I(c->changed), I(c->same), I(c->rejected),
                   I(im->opts.skip_bad), I(im->undo));
  if (ok) im->counts.id = db_last_id(im->db);
  free(what);
  return ok;
}

/* A chunk ends where the key's first part does, so that a document or an item is never cut in two. */
static size_t chunk_end(const struct import *im, size_t begin_at, size_t rows) {
  for (size_t end = begin_at + rows; end < im->rows; end++) {
    const char *a = im->row[end - 1].key, *b = im->row[end].key;
    size_t n = strcspn(a, "\x1f");
    if (strncmp(a, b, n) != 0 || strcspn(b, "\x1f") != n) return end;
  }
  return im->rows;
}

static bool only_new(const struct import *im, size_t from, size_t to) {
  if (im->kind != &import_items) return false;
  for (size_t i = from; i < to; i++)
    if (im->row[i].state == ROW_CHANGED || (im->row[i].state == ROW_NEW && im->row[i].first != i)) return false;
  return true;
}

/* Somebody else committed since the check: judge the rows once more, now that nobody can. */
static bool check_again(struct import *im, size_t from, size_t to, struct err *err) {
  size_t before = im->bads;
  im->bare = false;
  for (size_t i = from; i < to; i++)
    if (im->row[i].state != ROW_REJECTED && !import_check_row(im, &im->row[i], err)) return false;
  return im->bads == before || import_refuse(im, err);
}

static bool keep_items(struct import *im, struct err *err) {
  uint8_t hash[HASH_BYTES];
  if (!im->first_item) return true;
  if (im->digested) digest_end(im->digest, hash);
  return db_run(im->db, err, SQL_IMPORT_ITEMS_ADD, I(im->counts.id), I(im->first_item), I(im->last_item),
                im->digested ? B(hash, sizeof hash) : NIL);
}

static bool write_rows(struct import *im, size_t from, size_t to, struct err *err) {
  im->stale = db_changed(im->db) || im->stale;
  if (im->stale && !check_again(im, from, to, err)) return false;
  im->digested = only_new(im, from, to);
  im->first_item = im->last_item = 0;
  if (!im->digested && !undo_record(im->db, err)) return false;
  for (size_t i = from; i < to; i++) {
    struct import_row *row = &im->row[i];
    if (row->state != ROW_NEW && row->state != ROW_CHANGED) continue;
    if (!import_values(im, row, err) || !im->kind->write(im, row, err)) return false;
  }
  return (im->digested || undo_keep(im->db, err, im->undo)) && keep_items(im, err);
}

static bool finish(struct import *im, struct err *err) {
  char *what = xprintf("%s %s", im->kind->code, im->file);
  char number[32];
  num_format(number, sizeof number, im->counts.id, 0);
  bool ok = audit_add(im->db, err, im->opts.who, NULL, "import", number, NULL, what);
  free(what);
  return ok;
}

static bool write_chunk(struct import *im, size_t from, size_t to, int64_t *held, struct err *err) {
  bool last = to == im->rows;
  if (!db_begin(im->db, err)) return false;
  int64_t since = env_now(db_env(im->db));
  bool ok = (im->counts.id || announce(im, err)) && (im->kind->whole ? im->kind->whole(im, err) : write_rows(im, from, to, err)) &&
            db_run(im->db, err, SQL_IMPORT_DONE, I(im->counts.id), I(to), T(last ? "done" : "unfinished")) && (!last || finish(im, err));
  if (ok && db_commit(im->db, err)) {
    *held = import_held(im->db, since, &im->counts.held);
    if (im->opts.progress) im->opts.progress(im->opts.self, (int64_t)to, (int64_t)im->rows);
    return true;
  }
  db_rollback(im->db);
  if (from == 0) im->counts.id = 0;
  return false;
}

/* ---- pages of the search */
bool import_pages(struct db *db, int64_t *longest, struct err *err) {
  for (size_t left = 1, pages = 1; left > 0;) {
    if (!db_begin(db, err)) return false;
    int64_t since = env_now(db_env(db));
    if (!search_flush_some(db, err, pages, &left) || !db_commit(db, err)) {
      db_rollback(db);
      return false;
    }
    pages = import_pace(pages, import_held(db, since, longest), PAGES_MOST);
  }
  return true;
}

bool import_write(struct import *im, struct err *err) {
  size_t from = (size_t)im->done, rows = im->opts.chunk ? im->opts.chunk : ROWS_FIRST;
  int64_t held;
  do {
    size_t to = im->kind->whole ? im->rows : chunk_end(im, from, rows);
    if (!write_chunk(im, from, to, &held, err)) return false;
    if (!im->opts.chunk) rows = import_pace(rows, held, ROWS_MOST);
    from = to;
  } while (from < im->rows);
  im->pages_left = !import_pages(im->db, &im->counts.held, &im->pages_why);
  return true;
}
