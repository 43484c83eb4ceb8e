/* rebuild: what is kept made anew, from the moves or from the log alone. The result is the same rows, id for id. */
#include "src/ledger/books.h"

static bool run_all(struct db *db, const enum sql_id *ids, size_t count, struct err *err) {
  for (size_t i = 0; i < count; i++)
    if (!db_run(db, err, ids[i])) return false;
  return true;
}

static bool write_months(struct db *db, const struct books *t, struct err *err) {
  for (size_t i = 0; i < t->days; i++)
    if (!ledger_day_add(db, err, t->day[i].day, t->day[i].first_move)) return false;
  for (size_t i = 0; i < t->months; i++) {
    const struct books_month *m = &t->month[i];
    if (!month_add(db, err, m->day, "qty", &m->qty) || !month_add(db, err, m->day, "value", &m->value)) return false;
  }
  return true;
}

static bool write(struct db *db, const struct books *t, struct err *err) {
  for (size_t i = 0; i < t->stocks; i++) {
    const struct books_stock *s = &t->stock[i];
    if (!stock_add(db, err, s->item, s->place, s->lot, s->qty, s->last_move)) return false;
  }
  for (size_t i = 0; i < t->cost_room; i++)
    if (t->cost[i].there && !cost_add(db, err, (int64_t)i, &t->cost[i].cost)) return false;
  return write_months(db, t, err);
}

bool ledger_rebuild_stock(struct db *db, struct err *err) {
  static const enum sql_id clear[] = {SQL_CLEAR_STOCK, SQL_CLEAR_COST, SQL_CLEAR_MONTH, SQL_CLEAR_LEDGER_DAY};
  struct books t;
  bool ok = books_make(&t, db, err) && run_all(db, clear, COUNT(clear), err) && write(db, &t, err);
  books_free(&t);
  return ok;
}

/* A number seen in an own log is never given again, whoever gave it. */
static bool keep_number(struct db *db, const struct ledger_store *store, const struct doc *d, struct err *err) {
  char device[9];
  int64_t n;
  return !str_eq(d->store, store->code) || !ledger_number_split(d->number, d->store, device, &n) || counter_raise(db, err, device, n);
}

bool ledger_apply_event(struct db *db, const struct ledger_store *store, const struct event *e, struct err *err) {
  struct doc *d = doc_read(e->body, e->body_bytes, err);
  if (!d) return err->code == ERR_BODY_KIND || err->code == ERR_BODY_NEWER; /* kept as bytes, for a newer program */
  struct doc_row row;
  bool there, ok = docrow_by_uuid(db, err, d->uuid, &row, &there);
  if (ok && !there)
    ok = ledger_apply(db, store, e->id, d, err) &&
         keep_number(db, store, d, err); /* a log that was moved to another origin tells a document twice */
  doc_free(d);
  return ok;
}

bool ledger_rebuild(struct db *db, const struct ledger_store *store, struct err *err) {
  static const enum sql_id clear[] = {SQL_CLEAR_STOCK,       SQL_CLEAR_COST,     SQL_CLEAR_MONTH,         SQL_CLEAR_LEDGER_DAY,
                                      SQL_CLEAR_MOVE,        SQL_CLEAR_LOT,      SQL_CLEAR_DOC,           SQL_CLEAR_DOC_PARENT,
                                      SQL_CLEAR_DISCREPANCY, SQL_EXPECTED_FRESH, SQL_EXPECTED_FRESH_LINES};
  struct rows r;
  bool ok = true;
  if (!run_all(db, clear, COUNT(clear), err) || !rows_open(&r, db, err, SQL_EVENT_ALL)) return false;
  while (ok && rows_next(&r)) {
    struct event e;
    event_read(&r, &e);
    ok = ledger_apply_event(db, store, &e, err);
  }
  struct err ignored;
  return rows_close(&r, ok ? err : &ignored) && ok;
}
