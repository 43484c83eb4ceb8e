/* staff: who works here, with which roles in which stores, and their PINs (Argon2id). Owns staff, staff_role and staff_pin. A wrong PIN
 * is counted durably
 * and each one doubles the wait: 1 s, 2 s, 4 s … 300 s; the right one after the wait forgets them all. Must not: ask anybody anything. */
#include "db/db.h"

#include <stdio.h>
#include <string.h>

enum { SECOND = 1000000, WAIT_LONGEST_S = 300, PIN_LEAST = 4, PIN_MOST = 12 };

static const struct {
  const char *role;
  unsigned rights;
} roles[] = {
    {"clerk", RIGHT_CLERK},       {"counter", RIGHT_COUNTER}, {"manager", RIGHT_MANAGER | RIGHT_CLERK | RIGHT_COUNTER},
    {"approver", RIGHT_APPROVER}, {"hq", RIGHT_HQ},
};

bool staff_any(struct db *db, struct err *err, bool *any) {
  int64_t found;
  if (!db_int(db, err, &found, 0, SQL_STAFF_ANY)) return false;
  *any = found != 0;
  return true;
}

bool staff_name(struct db *db, struct err *err, const char *staff, char **name) {
  return db_text(db, err, name, SQL_STAFF_NAME, T(staff));
}

bool staff_rights(struct db *db, struct err *err, const char *staff, const char *store, unsigned *rights, bool *found) {
  struct rows r;
  *rights = 0;
  *found = false;
  if (!rows_open(&r, db, err, SQL_STAFF_ROLES, T(staff), T(store))) return false;
  while (rows_next(&r)) {
    *found = true;
    for (size_t i = 0; i < COUNT(roles); i++)
      if (str_eq(roles[i].role, rows_text(&r, 0))) *rights |= roles[i].rights;
  }
  return rows_close(&r, err);
}

/* ---- PINs */
struct pin_row {
  bool change;
  int64_t fails, until;
  char hash[160];
};

static bool pin_read(struct db *db, struct err *err, const char *staff, struct pin_row *p) {
  struct rows r;
  if (!rows_open(&r, db, err, SQL_STAFF_PIN, T(staff))) return false;
  bool known = rows_next(&r);
  if (known) {
    str_copy(p->hash, sizeof p->hash, rows_text(&r, 0));
    p->change = rows_int(&r, 1) != 0;
    p->fails = rows_int(&r, 2);
    p->until = rows_int(&r, 3);
  }
  if (!rows_close(&r, err)) return false;
  if (!known) return err_set(err, ERR_STAFF_UNKNOWN, NULL, staff);
  return *p->hash || err_set(err, ERR_PIN_NONE, NULL, staff);
}

static int64_t wait_after(int64_t fails) {
  return fails > 9 ? WAIT_LONGEST_S : (int64_t)1 << (fails - 1);
}

/* A clock that was set back must not lock anybody out for years: a wait longer than the longest is none. */
static bool may_try(struct err *err, const char *staff, const struct pin_row *p, int64_t now, int64_t *wait_s) {
  int64_t left = p->until - now;
  if (left <= 0 || left > (int64_t)WAIT_LONGEST_S * SECOND) return true;
  char seconds[24];
  *wait_s = (left + SECOND - 1) / SECOND;
  snprintf(seconds, sizeof seconds, "%lld", (long long)*wait_s);
  return err_set(err, ERR_PIN_WAIT, NULL, staff, seconds);
}

/* Counts one wrong PIN, unless somebody else's try has begun a wait meanwhile. */
static bool count_wrong(struct db *db, struct err *err, const char *staff, struct pin_row *p, int64_t *wait_s) {
  if (!db_begin(db, err)) return false;
  int64_t now = db_now(db);
  bool ok = pin_read(db, err, staff, p) && may_try(err, staff, p, now, wait_s);
  if (ok) {
    p->fails++;
    p->until = now + wait_after(p->fails) * SECOND;
    ok = db_run(db, err, SQL_STAFF_PIN_FAILS, T(staff), I(p->fails), I(p->until)) &&
         audit_add(db, err, staff, NULL, "pin_wrong", staff, NULL, NULL);
  }
  if (ok) return db_commit(db, err);
  db_rollback(db);
  return false;
}

static bool forget_wrong(struct db *db, struct err *err, const char *staff) {
  if (!db_begin(db, err)) return false;
  if (db_run(db, err, SQL_STAFF_PIN_FAILS, T(staff), I(0), I(0))) return db_commit(db, err);
  db_rollback(db);
  return false;
}

bool staff_sign_in(struct db *db, struct err *err, const char *staff, const char *pin, int64_t *wait_s) {
  struct pin_row p;
  *wait_s = 0;
  if (!pin_read(db, err, staff, &p) || !may_try(err, staff, &p, db_now(db), wait_s)) return false;
  /* After a wrong PIN each further try is counted before it is looked at: many tries at once, or a kill, win nothing. */
  bool counted = p.fails > 0;
  if (counted && !count_wrong(db, err, staff, &p, wait_s)) return false;
  if (pin_verify(p.hash, pin)) {
    if (counted && !forget_wrong(db, err, staff)) return false;
    return !p.change || err_set(err, ERR_PIN_CHANGE, NULL, staff);
  }
  if (!counted && !count_wrong(db, err, staff, &p, wait_s)) return false;
  char seconds[24];
  *wait_s = wait_after(p.fails);
  snprintf(seconds, sizeof seconds, "%lld", (long long)*wait_s);
  return err_set(err, ERR_PIN_WRONG, NULL, seconds);
}

bool staff_pin_is(struct db *db, struct err *err, const char *staff, const char *pin, bool *is) {
  struct pin_row p;
  if (!pin_read(db, err, staff, &p)) return false;
  *is = pin_verify(p.hash, pin);
  return true;
}

bool staff_set_pin(struct db *db, struct err *err, const char *staff, const char *pin, bool must_change) {
  char hash[128];
  size_t n = strlen(pin);
  if (str_starts(pin, "$argon2id$")) {
    if (!str_copy(hash, sizeof hash, pin)) return err_set(err, ERR_PIN_FORM, NULL);
  } else {
    if (n < PIN_LEAST || n > PIN_MOST || strspn(pin, "0123456789") != n) return err_set(err, ERR_PIN_FORM, NULL);
    pin_hash(hash, pin);
  }
  return db_run(db, err, SQL_STAFF_PIN_SET, T(staff), T(hash), I(must_change));
}

bool staff_change_pin(struct db *db, struct err *err, const char *who, const char *staff, const char *store, const char *pin) {
  bool own = str_eq(who, staff);
  char hash[128];
  bool found;
  unsigned rights;
  /* Checked and hashed before the transaction: nobody waits for the arithmetic. */
  size_t n = strlen(pin);
  if (n < PIN_LEAST || n > PIN_MOST || strspn(pin, "0123456789") != n) return err_set(err, ERR_PIN_FORM, NULL);
  /* A PIN that others have seen is not changed by saying it again. */
  if (own && (!staff_pin_is(db, err, staff, pin, &found) || (found && !err_set(err, ERR_PIN_SAME, NULL, staff)))) return false;
  pin_hash(hash, pin);
  if (!db_begin(db, err)) return false;
  bool ok = staff_rights(db, err, staff, store, &rights, &found) && (found || err_set(err, ERR_STAFF_UNKNOWN, NULL, staff)) &&
            staff_set_pin(db, err, staff, hash, !own) && audit_add(db, err, who, NULL, "pin_set", staff, NULL, NULL);
  if (ok) return db_commit(db, err);
  db_rollback(db);
  return false;
}
