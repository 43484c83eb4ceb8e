/* fact: drafts and their append-only facts. A draft is what its facts add up to (src/ledger folds them); a fact is never changed but for
 * its undone flag.
 * Owns the tables draft and fact. Must not: know what a word means. */
#include "db/db.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void draft_done(struct draft *d) {
  free(d->head);
  d->head = NULL;
}

static bool draft_first(struct rows *r, struct err *err, struct draft *d, bool *found) {
  *found = rows_next(r);
  if (*found) {
    d->id = rows_int(r, 0);
    str_copy(d->name, sizeof d->name, rows_text(r, 1));
    str_copy(d->kind, sizeof d->kind, rows_text(r, 2));
    d->head = xstrdup(rows_text(r, 3));
    str_copy(d->who, sizeof d->who, rows_text(r, 4));
    d->since = rows_int(r, 5);
    str_copy(d->state, sizeof d->state, rows_text(r, 6));
    d->doc = rows_int(r, 7);
    d->facts = rows_int(r, 8);
  }
  return rows_close(r, err);
}

bool draft_find(struct db *db, struct err *err, const char *name, struct draft *d, bool *found) {
  struct rows r;
  return rows_open(&r, db, err, SQL_DRAFT_FIND, T(name)) && draft_first(&r, err, d, found);
}

bool draft_by_id(struct db *db, struct err *err, int64_t id, struct draft *d, bool *found) {
  struct rows r;
  return rows_open(&r, db, err, SQL_DRAFT_BY_ID, I(id)) && draft_first(&r, err, d, found);
}

/* R-0001 and on by the row's own number, the letter by its kind; a name somebody chose by hand is stepped over. */
static bool draft_name(struct db *db, struct err *err, const char *kind, char name[48]) {
  static const char *const letters[][2] = {{"receipt", "R"}, {"transfer", "T"}, {"request", "Q"}, {"adjust", "A"},
                                           {"move", "M"},    {"convert", "C"},  {"return", "B"}};
  const char *letter = "D";
  for (size_t i = 0; i < COUNT(letters); i++)
    if (str_eq(letters[i][0], kind)) letter = letters[i][1];
  int64_t next, taken = 1;
  if (!db_int(db, err, &next, 1, SQL_DRAFT_NEXT)) return false;
  while (taken) {
    snprintf(name, 48, "%s-%04lld", letter, (long long)next++);
    if (!db_int(db, err, &taken, 0, SQL_DRAFT_TAKEN, T(name))) return false;
  }
  return true;
}

bool draft_new(struct db *db, struct err *err, const char *name, const char *kind, const char *head, const char *who, int64_t *id) {
  char own[48];
  if (name && (!*name || !str_copy(own, sizeof own, name))) return err_set(err, ERR_DRAFT_NAME, NULL, name);
  if (!name && !draft_name(db, err, kind, own)) return false;
  if (!db_run(db, err, SQL_DRAFT_NEW, T(own), T(kind), T(head), T(who), I(db_now(db)))) return false;
  *id = db_last_id(db);
  return true;
}

bool draft_state(struct db *db, struct err *err, int64_t id, const char *state, int64_t doc) {
  return db_run(db, err, SQL_DRAFT_STATE, I(id), T(state), doc ? I(doc) : NIL);
}

bool fact_seen(struct db *db, struct err *err, int64_t draft, const char *seat, int64_t seat_n, int64_t *n) {
  *n = 0;
  return seat_n <= 0 || db_int(db, err, n, 0, SQL_FACT_SEEN, I(draft), T(seat), I(seat_n));
}

static const char *or_empty(const char *s) {
  return s ? s : "";
}

bool fact_add(struct db *db, struct err *err, int64_t draft, struct fact *f, bool *again) {
  int64_t seen;
  if (!fact_seen(db, err, draft, f->seat, f->seat_n, &seen)) return false;
  *again = seen != 0;
  if (seen) {
    f->n = seen;
    return true;
  }
  if (!db_int(db, err, &f->n, 0, SQL_FACT_NEXT, I(draft)) || !db_run(db, err, SQL_FACT_TAKEN, I(draft), I(f->n)) ||
      !db_int(db, err, &f->pos, 0, SQL_FACT_POS))
    return false;
  if (!f->at) f->at = db_now(db);
  if (f->line < 0) f->line = f->n;
  return db_run(db, err, SQL_FACT_ADD, I(draft), I(f->n), I(f->at), I(f->pos), T(f->seat), I(f->seat_n), T(or_empty(f->who)), T(f->word),
                I(f->line), T(or_empty(f->code)), I(f->item), I(f->qty), T(or_empty(f->carton)), T(or_empty(f->lot)), I(f->produced),
                I(f->expiry), T(or_empty(f->arg)), T(or_empty(f->problem)), I(f->source));
}

bool fact_undo(struct db *db, struct err *err, int64_t draft, int64_t n) {
  return db_run(db, err, SQL_FACT_UNDO, I(draft), I(n));
}

bool fact_walk(struct db *db, struct err *err, int64_t draft, int64_t after, fact_fn *fn, void *self) {
  struct rows r;
  bool more = true;
  if (!rows_open(&r, db, err, SQL_FACT_WALK, I(draft), I(after))) return false;
  while (more && rows_next(&r)) {
    struct fact f = {
        .n = rows_int(&r, 0),
        .at = rows_int(&r, 1),
        .pos = rows_int(&r, 2),
        .seat = rows_text(&r, 3),
        .seat_n = rows_int(&r, 4),
        .who = rows_text(&r, 5),
        .word = rows_text(&r, 6),
        .line = rows_int(&r, 7),
        .code = rows_text(&r, 8),
        .item = rows_int(&r, 9),
        .qty = rows_int(&r, 10),
        .carton = rows_text(&r, 11),
        .lot = rows_text(&r, 12),
        .produced = (int32_t)rows_int(&r, 13),
        .expiry = (int32_t)rows_int(&r, 14),
        .arg = rows_text(&r, 15),
        .problem = rows_text(&r, 16),
        .source = (int)rows_int(&r, 17),
        .undone = rows_int(&r, 18) != 0,
    };
    more = fn(self, &f);
  }
  return rows_close(&r, err);
}
