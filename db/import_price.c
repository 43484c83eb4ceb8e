/* import_price: prices with their history, for the kind prices and the price columns of items. A price from a time on ends the one before
 * it; one with an end gives way
 * to the one before it again. */
#include "db/import.h"

#include <string.h>

#define OPEN_END INT64_MAX

struct stand {
  bool there;
  int64_t since, until, amount, unit_price;
  char measure[32], reason[96];
};

/* The row of the level with the latest start at or before `at`. */
static bool latest(struct import *im, const struct price *p, int64_t at, struct stand *s, struct err *err) {
  struct rows r;
  if (!rows_open(&r, im->db, err, SQL_PRICE_ROW, I(p->item), T(p->level), I(at))) return false;
  *s = (struct stand){.there = rows_next(&r)};
  if (s->there) {
    s->since = rows_int(&r, 0);
    s->until = rows_int(&r, 1);
    s->amount = rows_int(&r, 2);
    s->unit_price = rows_int(&r, 3);
    str_copy(s->measure, sizeof s->measure, rows_text(&r, 4));
    str_copy(s->reason, sizeof s->reason, rows_text(&r, 5));
  }
  return rows_close(&r, err);
}

static bool says_the_same(const struct price *p, const struct stand *s) {
  return p->amount == s->amount && (!p->unit_price || p->unit_price == s->unit_price) &&
         (!p->measure || strcmp(p->measure, s->measure) == 0) && (!p->reason || strcmp(p->reason, s->reason) == 0) &&
         (!p->to || p->to == s->until);
}

enum row_state price_compare(struct import *im, const struct price *p, struct err *err) {
  struct stand s;
  int64_t from = p->from ? p->from : im->at;
  if (!latest(im, p, from, &s, err)) return ROW_FAILED;
  bool in_force = s.there && from < s.until;
  if (p->amount == 0) return in_force ? ROW_CHANGED : ROW_SAME;
  if (p->from && (!s.there || s.since != from)) return ROW_NEW;
  if (!p->from && !in_force) return ROW_NEW;
  return says_the_same(p, &s) ? ROW_SAME : ROW_CHANGED;
}

static bool put(struct import *im, const struct price *p, int64_t since, int64_t until, const struct stand *s, struct err *err) {
  int64_t unit_price = p->unit_price ? p->unit_price : s->unit_price;
  const struct arg args[] = {NIL,
                             I(p->item),
                             T(p->level),
                             I(since),
                             I(until),
                             I(p->amount),
                             unit_price ? I(unit_price) : NIL,
                             T(p->measure ? p->measure : s->measure),
                             T(p->reason ? p->reason : s->reason)};
  if (im->digested) digest_row(&im->digest[DIGEST_PRICE], args, COUNT(args));
  return db_run_args(im->db, err, SQL_PRICE_PUT, args, COUNT(args));
}

static bool end_price(struct import *im, const struct price *p, const struct stand *s, int64_t at, struct err *err) {
  if (s->since == at) return db_run(im->db, err, SQL_PRICE_DROP, I(p->item), T(p->level), I(s->since));
  return db_run(im->db, err, SQL_PRICE_END, I(p->item), T(p->level), I(s->since), I(at));
}

/* The price before goes on after the end of the new one, unless another begins there. */
static bool go_on(struct import *im, const struct price *p, const struct stand *before, struct err *err) {
  struct stand at_end;
  struct price again = {.item = p->item, .level = p->level, .amount = before->amount};
  if (!latest(im, p, p->to, &at_end, err)) return false;
  return (at_end.there && at_end.since > before->since) || put(im, &again, p->to, before->until, before, err);
}

bool price_put(struct import *im, const struct price *p, bool first, struct err *err) {
  static const struct stand nothing;
  struct stand s;
  int64_t next, from = p->from ? p->from : im->at;
  if (first) return p->amount == 0 || put(im, p, from, OPEN_END, &nothing, err);
  if (!latest(im, p, from, &s, err)) return false;
  bool in_force = s.there && from < s.until;
  if (p->amount == 0) return !in_force || end_price(im, p, &s, from, err);
  if (!p->from && in_force && says_the_same(p, &s)) return true;
  if (s.there && s.since == from) return put(im, p, from, p->to ? p->to : s.until, &s, err);
  if (!db_int(im->db, err, &next, OPEN_END, SQL_PRICE_NEXT, I(p->item), T(p->level), I(from))) return false;
  if (in_force && p->to && p->to < s.until && !go_on(im, p, &s, err)) return false;
  if (in_force && !end_price(im, p, &s, from, err)) return false;
  int64_t until = p->to && p->to < next ? p->to : next;
  return put(im, p, from, until, &nothing, err);
}

/* ---- the kind prices */
enum { ITEM, PRICE, CURRENCY, LEVEL, FROM, TO, UNIT_PRICE, MEASURE, REASON };
static const struct import_field fields[] = {
    {"item", IMPORT_CODE, true, 0, 63, NULL, NULL, N_("Code of the item.")},
    {"price", IMPORT_MONEY, true, 0, 0, NULL, NULL, N_("Price of one unit; 0 ends the price.")},
    {"currency", IMPORT_TEXT, false, 0, 8, NULL, NULL, N_("Must be the store's currency when given.")},
    {"level", IMPORT_TEXT, false, 0, 47, NULL, NULL, N_("retail (when not given), member, member:LEVEL, floor or supply.")},
    {"from", IMPORT_TIME, false, 0, 0, NULL, NULL, N_("From when on; now when not given.")},
    {"to", IMPORT_TIME, false, 0, 0, NULL, NULL, N_("The first moment it is no longer in force; open when not given.")},
    {"unit_price", IMPORT_MONEY, false, 0, 0, NULL, NULL, N_("Price of the measure, for the shelf label.")},
    {"unit_measure", IMPORT_TEXT, false, 0, 31, NULL, NULL, N_("The measure, such as 100 g.")},
    {"reason", IMPORT_TEXT, false, 0, 95, NULL, NULL, N_("Why.")},
};

static void price_key(struct import *im, struct buf *key) {
  buf_printf(key, "%s\x1f%s\x1f", im->value[ITEM].s, import_text(im, LEVEL, "retail"));
  if (im->value[FROM].given) buf_printf(key, "%020lld", (long long)im->value[FROM].i);
  else buf_addc(key, '~');
}

static bool level_known(const char *level) {
  static const char *const words[] = {"retail", "member", "floor", "supply"};
  for (size_t i = 0; i < COUNT(words); i++)
    if (strcmp(level, words[i]) == 0) return true;
  return str_starts(level, "member:") && level[7];
}

static struct price price_of(const struct import *im, int64_t item) {
  return (struct price){.item = item,
                        .from = import_int(im, FROM, 0),
                        .to = import_int(im, TO, 0),
                        .amount = im->value[PRICE].i,
                        .unit_price = import_int(im, UNIT_PRICE, 0),
                        .level = import_text(im, LEVEL, "retail"),
                        .measure = import_text(im, MEASURE, NULL),
                        .reason = import_text(im, REASON, NULL)};
}

static enum row_state price_check(struct import *im, struct import_row *row, struct err *err) {
  const struct import_value *v = im->value;
  int64_t id;
  (void)row;
  if (!db_int(im->db, err, &id, 0, SQL_ITEM_ID, T(v[ITEM].s))) return ROW_FAILED;
  struct price p = price_of(im, id);
  if (!id) err_set(err, ERR_ITEM_UNKNOWN, "item", v[ITEM].s);
  else if (v[CURRENCY].given && strcasecmp(v[CURRENCY].s, im->opts.currency) != 0)
    err_set(err, ERR_ROW_CURRENCY, "currency", v[CURRENCY].s, im->opts.currency);
  else if (!level_known(p.level)) err_set(err, ERR_ROW_WORD, "level", p.level, "retail,member,member:LEVEL,floor,supply");
  else if (p.to && p.to <= (p.from ? p.from : im->at)) err_set(err, ERR_ROW_PERIOD, "to", import_cell(im, TO));
  else {
    if (p.amount == 0) import_warn(im, WARN_PRICE_ZERO, import_cell(im, PRICE));
    return price_compare(im, &p, err);
  }
  return ROW_REJECTED;
}

static bool price_write(struct import *im, struct import_row *row, struct err *err) {
  int64_t id;
  (void)row;
  if (!db_int(im->db, err, &id, 0, SQL_ITEM_ID, T(im->value[ITEM].s))) return false;
  struct price p = price_of(im, id);
  return price_put(im, &p, false, err);
}

const struct import_kind import_prices = {
    .code = "prices",
    .field = fields,
    .count = COUNT(fields),
    .key_fields = 1u << ITEM | 1u << LEVEL | 1u << FROM,
    .key = price_key,
    .check = price_check,
    .write = price_write,
    .rows = SQL_EXPORT_PRICES,
    .rows_args = 1,
};
