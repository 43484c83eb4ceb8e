/* import_party: the kinds stores, suppliers, places and staff. */
#include "db/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- stores: a zone, a beginning of the day and a currency that mean something */
enum { T_TIMEZONE = 8, T_DAY_START, T_CURRENCY };
static const struct import_field store_fields[] = {
    {"store", IMPORT_CODE, true, 1, 31, NULL, NULL, N_("The store's code; never changes.")},
    {"name", IMPORT_TEXT, true, 2, 127, NULL, NULL, N_("Its name.")},
    {"kind", IMPORT_WORD, false, 3, 0, "store,warehouse,virtual", "store", N_("What it is.")},
    {"region", IMPORT_TEXT, false, 4, 63, NULL, "", N_("Region.")},
    {"area", IMPORT_TEXT, false, 5, 63, NULL, "", N_("Area within the region.")},
    {"chain", IMPORT_TEXT, false, 6, 63, NULL, "", N_("Chain it belongs to.")},
    {"channel", IMPORT_TEXT, false, 7, 63, NULL, "", N_("Sales channel.")},
    {"address", IMPORT_TEXT, false, 8, 255, NULL, "", N_("Address.")},
    {"timezone", IMPORT_TEXT, false, 9, 63, NULL, "", N_("Its time zone, such as Asia/Shanghai.")},
    {"day_start", IMPORT_TEXT, false, 10, 8, NULL, "", N_("When its business day begins, such as 04:00.")},
    {"currency", IMPORT_TEXT, false, 11, 8, NULL, "", N_("Its currency, such as CNY.")},
};
static bool is_clock(const char *text) {
  char moment[32];
  int64_t at;
  bool bare;
  snprintf(moment, sizeof moment, "2000-01-01T%s", text);
  return strlen(text) == strlen("04:00") && time_parse(moment, 0, &at, &bare);
}

static enum row_state store_check(struct import *im, struct import_row *row, struct err *err) {
  const char *timezone = import_text(im, T_TIMEZONE, ""), *start = import_text(im, T_DAY_START, ""),
             *currency = import_text(im, T_CURRENCY, "");
  bool ok = !*timezone || zone_known(timezone) || err_set(err, ERR_ZONE, "timezone", timezone);
  ok = ok && (!*start || is_clock(start) || err_set(err, ERR_ROW_CLOCK, "day_start", start));
  ok = ok && (!*currency || num_currency_decimals(currency) >= 0 || err_set(err, ERR_CURRENCY, "currency", currency));
  return ok ? record_check(im, row, err) : ROW_REJECTED;
}

const struct import_kind import_stores = {
    .code = "stores",
    .field = store_fields,
    .count = COUNT(store_fields),
    .key_fields = 1,
    .key = key_of_first,
    .check = store_check,
    .write = record_write,
    .get = SQL_STORE_GET,
    .add = SQL_STORE_ADD,
    .set = SQL_STORE_SET,
    .rows = SQL_EXPORT_STORES,
};

/* ---- suppliers: nothing but their row */
static const struct import_field supplier_fields[] = {
    {"supplier", IMPORT_CODE, true, 1, 63, NULL, NULL, N_("The supplier's code; never changes.")},
    {"name", IMPORT_TEXT, true, 2, 127, NULL, NULL, N_("Its name.")},
    {"phone", IMPORT_TEXT, false, 3, 63, NULL, "", N_("Telephone.")},
    {"lead_days", IMPORT_INT, false, 4, 1000, NULL, NULL, N_("Days from an order to its delivery.")},
};
const struct import_kind import_suppliers = {
    .code = "suppliers",
    .field = supplier_fields,
    .count = COUNT(supplier_fields),
    .key_fields = 1,
    .key = key_of_first,
    .check = record_check,
    .write = record_write,
    .get = SQL_SUPPLIER_GET,
    .add = SQL_SUPPLIER_ADD,
    .set = SQL_SUPPLIER_SET,
    .rows = SQL_EXPORT_SUPPLIERS,
};

/* ---- places: the parent is named by its code; the outside ends of moves are no places of the store */
enum { P_PLACE, P_NAME, P_KIND, P_PARENT };
static const struct import_field place_fields[] = {
    {"place", IMPORT_CODE, true, 1, 63, NULL, NULL, N_("The place's code; never changes.")},
    {"name", IMPORT_TEXT, false, 2, 127, NULL, "", N_("Its name.")},
    {"kind", IMPORT_WORD, false, 3, 0, "floor,back,counter,damaged,reserved,zone", "zone", N_("What it is for.")},
    {"parent", IMPORT_CODE, false, 0, 63, NULL, NULL, N_("Code of the place it lies in.")},
};

static enum row_state place_check(struct import *im, struct import_row *row, struct err *err) {
  const char *place = im->value[P_PLACE].s, *parent = import_text(im, P_PARENT, "");
  struct place p;
  bool found;
  char *now = NULL;
  (void)row;
  if (!place_by_code(im->db, err, place, &p, &found)) return ROW_FAILED;
  if (str_starts(place, "transit:") || (found && (str_eq(p.kind, "outside") || str_eq(p.kind, "transit")))) {
    err_set(err, ERR_PLACE_OUTSIDE, "place", place);
    return ROW_REJECTED;
  }
  if (strcmp(parent, place) == 0) {
    err_set(err, ERR_PLACE_PARENT, "parent", place);
    return ROW_REJECTED;
  }
  enum row_state state = record_compare(im, place, err);
  if (state != ROW_SAME || (!im->value[P_PARENT].given && !im->value[P_PARENT].clear)) return state;
  if (!db_text(im->db, err, &now, SQL_PLACE_PARENT, T(place))) return ROW_FAILED;
  state = strcmp(now ? now : "", parent) == 0 ? ROW_SAME : ROW_CHANGED;
  free(now);
  return state;
}

/* A parent that comes later in the file stands there as a bare zone until then. */
static bool place_write(struct import *im, struct import_row *row, struct err *err) {
  const char *place = im->value[P_PLACE].s;
  int64_t parent = 0;
  bool added = false; /* it may stand there as a bare zone */
  (void)row;
  if (!record_put(im, place, &added, err)) return false;
  if (!im->value[P_PARENT].given && !im->value[P_PARENT].clear) return true;
  if (im->value[P_PARENT].given && !place_add(im->db, err, im->value[P_PARENT].s, "", "zone", &parent)) return false;
  return db_run(im->db, err, SQL_PLACE_SET_PARENT, T(place), parent ? I(parent) : NIL);
}

const struct import_kind import_places = {
    .code = "places",
    .field = place_fields,
    .count = COUNT(place_fields),
    .key_fields = 1,
    .key = key_of_first,
    .check = place_check,
    .write = place_write,
    .get = SQL_PLACE_GET,
    .add = SQL_PLACE_ADD,
    .set = SQL_PLACE_SET,
    .rows = SQL_EXPORT_PLACES,
};

/* ---- staff: roles at stores, a first PIN */
enum { S_STAFF, S_NAME, S_ROLES, S_PIN, S_ACTIVE };
static const struct import_field staff_fields[] = {
    {"staff", IMPORT_CODE, true, 1, 31, NULL, NULL, N_("The person's code; never changes.")},
    {"name", IMPORT_TEXT, true, 2, 127, NULL, NULL, N_("Name.")},
    {"roles", IMPORT_TEXT, false, 0, 0, NULL, NULL,
     N_("ROLE@STORE with ';' between: clerk, counter, manager, approver, hq; without @STORE at every store.")},
    {"pin", IMPORT_CODE, false, 0, 12, NULL, NULL, N_("A first PIN, for who has none yet; it must be changed at its first use.")},
    {"active", IMPORT_BOOL, false, 3, 0, NULL, "1", N_("0: may no longer sign in.")},
};

struct role {
  char role[16], store[32];
};
enum { ROLES_MOST = 64 };

static int role_order(const void *pa, const void *pb) {
  const struct role *a = pa, *b = pb;
  int c = strcmp(a->role, b->role);
  return c ? c : strcmp(a->store, b->store);
}

static bool role_known(const char *role) {
  static const char *const words[] = {"clerk", "counter", "manager", "approver", "hq"};
  for (size_t i = 0; i < COUNT(words); i++)
    if (strcmp(role, words[i]) == 0) return true;
  return false;
}

/* "manager@0412;counter" → rows (store "": every store), sorted, each once. -1: err names the one that is not understood. */
static int roles_read(const struct import *im, struct role out[ROLES_MOST], struct err *err) {
  char *list = xstrdup(import_text(im, S_ROLES, "")), *rest = list, *part;
  int n = 0;
  while (n >= 0 && (part = strsep(&rest, ";")) != NULL) {
    part = str_trim(part);
    if (!*part) continue;
    char *at = strchr(part, '@');
    if (at) *at = 0;
    const char *store = at ? str_trim(at + 1) : "";
    if (n == ROLES_MOST || !role_known(str_trim(part)) || !str_copy(out[n].role, sizeof out[n].role, str_trim(part)) || (at && !*store) ||
        !str_copy(out[n].store, sizeof out[n].store, store)) {
      if (at) *at = '@';
      err_set(err, ERR_ROLE_UNKNOWN, "roles", part);
      n = -1;
    } else {
      n++;
    }
  }
  free(list);
  if (n > 1) qsort(out, (size_t)n, sizeof *out, role_order);
  int kept = n > 0 ? 1 : n;
  for (int i = 1; i < n; i++)
    if (role_order(&out[kept - 1], &out[i]) != 0) out[kept++] = out[i];
  return kept;
}

static bool roles_same(struct import *im, const char *staff, const struct role *role, int count, bool *same, struct err *err) {
  struct rows r;
  int n = 0;
  *same = true;
  if (!rows_open(&r, im->db, err, SQL_STAFF_ROLE_ROWS, T(staff))) return false;
  for (; rows_next(&r); n++)
    if (n >= count || strcmp(role[n].role, rows_text(&r, 0)) != 0 || strcmp(role[n].store, rows_text(&r, 1)) != 0) *same = false;
  if (n != count) *same = false;
  return rows_close(&r, err);
}

static bool needs_pin(struct import *im, const char *staff, bool *needs, struct err *err) {
  int64_t has;
  if (!db_int(im->db, err, &has, 0, SQL_STAFF_HAS_PIN, T(staff))) return false;
  *needs = im->value[S_PIN].given && !has;
  return true;
}

static enum row_state staff_check(struct import *im, struct import_row *row, struct err *err) {
  const char *staff = im->value[S_STAFF].s, *pin = import_text(im, S_PIN, "0000");
  struct role role[ROLES_MOST];
  bool same, needs;
  (void)row;
  size_t digits = strspn(pin, "0123456789");
  if (digits < 4 || digits > 12 || pin[digits]) {
    err_set(err, ERR_PIN_FORM, "pin");
    return ROW_REJECTED;
  }
  int n = roles_read(im, role, err);
  if (n < 0) return ROW_REJECTED;
  enum row_state state = record_compare(im, staff, err);
  if (state != ROW_SAME) return state;
  if (!needs_pin(im, staff, &needs, err)) return ROW_FAILED;
  if (needs) state = ROW_CHANGED;
  if (!im->value[S_ROLES].given && !im->value[S_ROLES].clear) return state;
  if (!roles_same(im, staff, role, n, &same, err)) return ROW_FAILED;
  return same ? state : ROW_CHANGED;
}

static bool staff_write(struct import *im, struct import_row *row, struct err *err) {
  const char *staff = im->value[S_STAFF].s;
  struct role role[ROLES_MOST];
  bool added = row->state == ROW_NEW, needs;
  if (!record_put(im, staff, &added, err) || !needs_pin(im, staff, &needs, err)) return false;
  const char *hash = ((char **)im->extra)[row - im->row];
  if (needs && !db_run(im->db, err, SQL_STAFF_PIN_FIRST, T(staff), T(hash))) return false;
  if (!im->value[S_ROLES].given && !im->value[S_ROLES].clear) return true;
  int n = roles_read(im, role, err);
  if (n < 0 || !db_run(im->db, err, SQL_STAFF_ROLES_CLEAR, T(staff))) return false;
  for (int i = 0; i < n; i++)
    if (!db_run(im->db, err, SQL_STAFF_ROLE_ADD, T(staff), T(role[i].role), T(role[i].store))) return false;
  return true;
}

/* Hashing a PIN takes longer than a commit may: done before the first one. */
static bool hash_pins(struct import *im, struct err *err) {
  char **hash = im->extra = xcalloc(im->rows + 1, sizeof *hash), out[128];
  for (size_t i = 0; i < im->rows; i++) {
    bool needs;
    if (im->row[i].state != ROW_NEW && im->row[i].state != ROW_CHANGED) continue;
    if (!import_values(im, &im->row[i], err) || !needs_pin(im, im->value[S_STAFF].s, &needs, err)) return false;
    if (!needs) continue;
    pin_hash(out, im->value[S_PIN].s);
    hash[i] = xstrdup(out);
  }
  return true;
}

static void staff_forget(struct import *im) {
  char **hash = im->extra;
  for (size_t i = 0; hash && i < im->rows; i++) free(hash[i]);
  free(hash);
}

/* What the file leaves of one person: 1 an active manager of this store who can sign in, 0 not. */
static int leaves_manager(struct import *im, const struct import_row *row, struct err *err) {
  struct role role[ROLES_MOST];
  int64_t active, manager, pin;
  if (!import_values(im, row, err)) return -1;
  const char *staff = im->value[S_STAFF].s;
  if (!db_int(im->db, err, &active, 1, SQL_STAFF_ACTIVE, T(staff)) ||
      !db_int(im->db, err, &manager, 0, SQL_STAFF_IS_MANAGER, T(staff), T(im->opts.store)) ||
      !db_int(im->db, err, &pin, 0, SQL_STAFF_HAS_PIN, T(staff)))
    return -1;
  if (im->value[S_ROLES].given || im->value[S_ROLES].clear) {
    int n = roles_read(im, role, err);
    manager = 0;
    for (int i = 0; i < n; i++)
      manager |= strcmp(role[i].role, "manager") == 0 && (!*role[i].store || strcmp(role[i].store, im->opts.store) == 0);
  }
  return manager && import_int(im, S_ACTIVE, active) && (pin || im->value[S_PIN].given);
}

static int named_order(const void *pa, const void *pb) {
  return strcmp(*(const char *const *)pa, *(const char *const *)pb);
}

/* Somebody must remain who can sign in and put things right. */
static bool staff_judge(struct import *im, struct err *err) {
  const char **named = xcalloc(im->rows + 1, sizeof *named);
  size_t n = 0;
  int managers = 0;
  bool ok = true;
  for (size_t i = 0; ok && i < im->rows; i++) {
    if (im->row[i].state == ROW_REJECTED) continue;
    named[n++] = im->row[i].key;
    int leaves = leaves_manager(im, &im->row[i], err);
    ok = leaves >= 0;
    managers += leaves;
  }
  struct rows r;
  if (ok && rows_open(&r, im->db, err, SQL_STAFF_MANAGERS, T(im->opts.store))) {
    while (rows_next(&r)) {
      const char *staff = rows_text(&r, 0);
      if (n == 0 || !bsearch(&staff, named, n, sizeof *named, named_order)) managers++;
    }
    ok = rows_close(&r, err) && (managers > 0 || n == 0 || err_set(err, ERR_IMPORT_NO_MANAGER, NULL, im->opts.store));
  }
  free(named);
  return ok && (im->opts.check || hash_pins(im, err));
}

const struct import_kind import_staff = {
    .code = "staff",
    .field = staff_fields,
    .count = COUNT(staff_fields),
    .key_fields = 1,
    .key = key_of_first,
    .check = staff_check,
    .judge = staff_judge,
    .write = staff_write,
    .forget = staff_forget,
    .get = SQL_STAFF_GET,
    .add = SQL_STAFF_ADD,
    .set = SQL_STAFF_SET,
    .rows = SQL_EXPORT_STAFF,
};
