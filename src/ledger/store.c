/* store: which store a database is, and making a new one. */
#include "src/ledger/internal.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DAY_START = 240, CODE_MOST = 20 };

static bool meta(struct db *db, const char *key, char **value, struct err *err) {
  if (!meta_get(db, err, key, value)) return false;
  return *value || err_set(err, ERR_NOT_A_STORE, NULL);
}

struct ledger_store *ledger_store_load(struct db *db, struct err *err) {
  struct ledger_store *s = xcalloc(1, sizeof *s);
  char *start = NULL;
  int64_t minutes;
  bool ok = meta(db, "store", &s->code, err) && meta(db, "name", &s->name, err) && meta(db, "currency", &s->currency, err) &&
            meta(db, "timezone", &s->timezone, err) && meta(db, "mode", &s->mode, err) && meta(db, "day_start", &start, err) &&
            zone_set(s->timezone, err);
  if (ok) {
    s->money_decimals = num_currency_decimals(s->currency);
    s->day_start = num_parse(start, 0, &minutes) ? (int)minutes : DAY_START;
  }
  free(start);
  if (ok) return s;
  ledger_store_free(s);
  return NULL;
}

void ledger_store_free(struct ledger_store *s) {
  if (!s) return;
  free(s->code);
  free(s->name);
  free(s->currency);
  free(s->timezone);
  free(s->mode);
  free(s);
}

int32_t ledger_today(const struct ledger_store *s, struct db *db) {
  return day_of(db_now(db), s->day_start);
}

bool ledger_place_own(const char *kind) {
  return !str_eq(kind, "outside") && !str_eq(kind, "transit");
}

bool ledger_place_kept(const char *kind) {
  return !str_eq(kind, "outside");
}

static const struct {
  const char *code, *name, *kind;
} places[] = {
    {"floor", N_("Sales floor"), "floor"},    {"back", N_("Back room"), "back"},
    {"counter", N_("Counter"), "counter"},    {"damaged", N_("Damaged goods"), "damaged"},
    {"reserved", N_("Reserved"), "reserved"}, {"supplier", N_("Supplier"), "outside"},
    {"customer", N_("Customer"), "outside"},  {"count", N_("Count difference"), "outside"},
    {"scrap", N_("Scrap"), "outside"},        {"consumption", N_("Own use"), "outside"},
    {"loan", N_("On loan"), "outside"},
};

/* The name a store is made with is no name of its own: it changes with the language. */
const char *ledger_place_name(const char *code, const char *name) {
  static char way[128];
  struct buf b = {0};
  if (str_starts(code, PLACE_TRANSIT)) {
    text_fill(&b, _("Transit {1}"), code + strlen(PLACE_TRANSIT));
    str_copy(way, sizeof way, b.p);
    buf_free(&b);
    return way;
  }
  if (str_eq(code, PLACE_ELSEWHERE)) return _("Other stores");
  for (size_t i = 0; i < COUNT(places); i++)
    if (str_eq(places[i].code, code) && (!*name || text_means(places[i].name, name))) return text_get(places[i].name);
  return *name ? name : code;
}

static bool code_fits(const char *code) {
  size_t n = strlen(code);
  for (const char *p = code; *p; p++)
    if (!isalnum((unsigned char)*p) && *p != '.' && *p != '_') return false;
  return n >= 1 && n <= CODE_MOST;
}

static bool fill(struct db *db, const char *const pairs[][2], size_t count, struct err *err) {
  for (size_t i = 0; i < count; i++)
    if (!meta_set(db, err, pairs[i][0], pairs[i][1])) return false;
  for (size_t i = 0; i < COUNT(places); i++) {
    int64_t id;
    if (!place_add(db, err, places[i].code, _(places[i].name), places[i].kind, &id)) return false;
  }
  return ledger_origin_renew(db, err);
}

bool ledger_store_init(struct db *db, const char *code, const char *name, const char *currency, const char *timezone, const char *mode,
                       struct err *err) {
  char start[16], *there;
  if (!meta_get(db, err, "store", &there)) return false;
  if (there) {
    err_set(err, ERR_STORE_EXISTS, NULL, there);
    free(there);
    return false;
  }
  if (!code_fits(code)) return err_set(err, ERR_STORE_FORM, NULL, code);
  if (str_empty(name)) return err_set(err, ERR_STORE_NAME, NULL);
  if (num_currency_decimals(currency) < 0) return err_set(err, ERR_CURRENCY, NULL, currency);
  if (!zone_set(timezone, err)) return false;
  snprintf(start, sizeof start, "%d", DAY_START);
  const char *const pairs[][2] = {{"store", code},          {"name", name}, {"currency", currency},
                                  {"timezone", zone_now()}, {"mode", mode}, {"day_start", start}};
  if (!db_begin(db, err)) return false;
  if (fill(db, pairs, COUNT(pairs), err)) return db_commit(db, err);
  db_rollback(db);
  return false;
}
