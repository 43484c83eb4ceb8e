/* today: how much waits, for the first page. Small reads only: it is made anew whenever somebody commits. */
#include "src/report/report.h"

#include <stdlib.h>
#include <string.h>

static bool deliveries(struct db *db, struct today *t, struct err *err) {
  struct rows r;
  struct buf names = {0};
  if (!rows_open(&r, db, err, SQL_ANNOUNCED)) return false;
  while (rows_next(&r)) {
    int64_t due = rows_int(&r, 4);
    if (due == DAY_NONE || due > t->day) continue;
    if (due == t->day) t->due++;
    else t->overdue++;
    const char *name = rows_null(&r, 3) ? rows_text(&r, 2) : rows_text(&r, 3);
    if (*name && !(names.n && strstr(names.p, name))) buf_printf(&names, "%s%s", names.n ? "  " : "", name);
  }
  str_copy(t->due_from, sizeof t->due_from, names.n ? names.p : "");
  buf_free(&names);
  return rows_close(&r, err);
}

static bool draft_add(struct db *db, int64_t id, struct today *t, struct err *err) {
  struct draft d = {0};
  struct buf seats = {0}, named = {0};
  bool found;
  if (!draft_by_id(db, err, id, &d, &found)) return false;
  bool receipt = str_eq(d.kind, "receipt"); /* the first page leads to those at the dock */
  struct fold *f = receipt ? fold_draft(db, id, err) : NULL;
  bool ok = !receipt || (f && seats_others(db, d.name, &seats, err));
  if (ok && receipt) {
    t->draft_units += f->units;
    if (!t->drafts++) {
      str_copy(t->draft, sizeof t->draft, d.name);
      if (seats.n) text_list_all(&named, seats.p);
      str_copy(t->draft_seats, sizeof t->draft_seats, named.n ? named.p : "");
    }
  }
  buf_free(&seats);
  buf_free(&named);
  fold_free(f);
  draft_done(&d);
  return ok;
}

static bool drafts(struct db *db, struct today *t, struct err *err) {
  struct rows r;
  struct err late;
  bool ok = rows_open(&r, db, err, SQL_DRAFT_OPEN);
  if (!ok) return false;
  while (ok && rows_next(&r)) ok = draft_add(db, rows_int(&r, 0), t, err);
  return rows_close(&r, ok ? err : &late) && ok;
}

static bool parked_add(void *self, const struct parked *p) {
  struct today *t = self;
  t->parked++;
  t->parked_units += p->qty;
  if (!t->parked_since || p->since < t->parked_since) t->parked_since = p->since;
  return true;
}

static bool discrepancies(struct db *db, const char *staff, struct today *t, struct err *err) {
  struct rows r;
  if (!rows_open(&r, db, err, SQL_TODAY_DISCREPANCIES, T(staff))) return false;
  if (rows_next(&r)) {
    t->discrepancies = rows_int(&r, 0);
    t->discrepancy_value = rows_int(&r, 1);
    t->discrepancy_age = rows_null(&r, 2) ? 0 : t->day - rows_int(&r, 2);
    t->mine = rows_int(&r, 3);
  }
  return rows_close(&r, err);
}

static bool pending(struct db *db, struct today *t, struct err *err) {
  struct rows r;
  if (!rows_open(&r, db, err, SQL_STATUS_PENDING)) return false;
  if (rows_next(&r)) {
    t->pending = rows_int(&r, 0);
    t->pending_since = rows_int(&r, 1);
  }
  return rows_close(&r, err);
}

bool today_load(struct db *db, const struct ledger_store *store, const char *staff, struct today *t, struct err *err) {
  char *backup = NULL;
  bool bare;
  *t = (struct today){.day = ledger_today(store, db)};
  if (!deliveries(db, t, err) || !drafts(db, t, err) || !parked_walk(db, parked_add, t, err) || !discrepancies(db, staff, t, err) ||
      !pending(db, t, err) || !db_int(db, err, &t->unfinished_imports, 0, SQL_TODAY_UNFINISHED) || !meta_get(db, err, "backup", &backup))
    return false;
  if (backup && !time_parse(backup, 0, &t->backup_at, &bare)) t->backup_at = 0;
  free(backup);
  return true;
}
