/* desk_scan: what a code at the dock means for the draft. An exact barcode wins; what names no item, or two, is parked with its quantity
 * and never refused. */
#include "src/ledger/desk.h"

#include <string.h>

/* What one scan is worth in base units: the pack's content, the count or the weight in the code, else one. */
static bool one_scan(struct desk *d, const struct code *c, const struct good *g, int64_t units, int64_t *each, struct err *err) {
  int64_t retail;
  *each = units * num_pow10(g->decimals);
  if (c->has_count && c->count > 0 && c->count <= 9999999) *each *= c->count;
  if (!g->decimals || c->has_count) return true;
  if (c->has_weight && c->weight > 0)
    return num_muldiv(c->weight, num_pow10(g->decimals), num_pow10(c->weight_decimals), each) ||
           err_set(err, ERR_RECEIVE_QTY, NULL, c->text);
  if (!c->has_price || c->price <= 0) return true;
  if (!price_at(d->db, err, g->id, "retail", db_now(d->db), &retail)) return false;
  int64_t price = c->price * num_pow10(d->store->money_decimals);
  if (retail > 0 && !num_muldiv(price, num_pow10(g->decimals), retail * num_pow10(c->price_decimals), each))
    return err_set(err, ERR_RECEIVE_QTY, NULL, c->text);
  return true;
}

static bool scan_qty(struct desk *d, const struct scan_line *s, const struct code *c, const struct good *g, int64_t units, int64_t *qty,
                     struct err *err) {
  int64_t each, times;
  if (!one_scan(d, c, g, units, &each, err)) return false;
  *qty = each;
  if (!*s->qty) return true;
  return desk_number(s->qty, g, &times, err) &&
         (num_muldiv(times, each, num_pow10(g->decimals), qty) || err_set(err, ERR_RECEIVE_QTY, NULL, s->qty));
}

static bool same_goods(const struct tally_line *l, const struct good *g, const struct fact *f) {
  return l->good == g && (g || str_eq(l->code, f->code)) && str_eq(l->carton, f->carton);
}

/* A code without lot or date goes on with the line this seat last used for the goods in this carton; one with them, with the line that
 * has them. */
static struct tally_line *scan_line_find(const struct desk *d, const struct good *g, const struct fact *f) {
  struct tally_line *best = NULL;
  const char *lot = good_lot(g, f->lot);
  int32_t expiry = good_expiry(g, f->expiry);
  for (size_t i = 0; i < d->tally->lines; i++) {
    struct tally_line *l = &d->tally->line[i];
    if (!same_goods(l, g, f) || l->used_count <= d->seat || !l->used[d->seat]) continue;
    bool lots = !*lot || str_eq(lot, l->lot), days = expiry == DAY_NONE || expiry == l->expiry;
    if (lots && days && (!best || l->used[d->seat] > best->used[d->seat])) best = l;
  }
  return best ? best : desk_twin(d, NULL, g, f->code, f->carton, f->lot, f->expiry);
}

/* Goods taken back come off the line they would have gone to, else off any line of the same goods that has enough. */
static struct tally_line *take_back_find(const struct desk *d, const struct good *g, const struct fact *f) {
  struct tally_line *l = scan_line_find(d, g, f);
  for (size_t i = 0; (!l || l->qty + f->qty < l->damaged) && i < d->tally->lines; i++) {
    struct tally_line *other = &d->tally->line[i];
    if (same_goods(other, g, f) && other->qty + f->qty >= other->damaged) return other;
  }
  return l;
}

/* Joins the line, or opens one; a plain scan takes over the lot and date of the line it joins. */
static bool scan_write(struct desk *d, const struct good *g, struct fact *f, struct said *said, struct err *err) {
  bool back = f->qty < 0 && !d->tally->either;
  struct tally_line *l = back ? take_back_find(d, g, f) : scan_line_find(d, g, f);
  if (!l && back && str_eq(d->draft.kind, "adjust")) f->qty = -f->qty; /* 'damaged -1' is one damaged all the same */
  else if (!l && back) return err_set(err, ERR_RECEIVE_BELOW, NULL, "0");
  if (l && !desk_fits(l, l->qty + f->qty, l->damaged, err)) return false;
  f->line = l ? l->n : -1;
  if (l && !*f->lot) f->lot = l->lot;
  if (l && f->expiry == DAY_NONE) f->expiry = l->expiry;
  if (l && f->produced == DAY_NONE) f->produced = l->produced;
  return desk_write(d, f, said, err);
}

static bool scan_item(struct desk *d, const struct scan_line *s, const struct code *c, const struct item_hit *hit, struct fact *f,
                      struct said *said, struct err *err) {
  const struct good *g = tally_good(d->tally, hit->item, err);
  if (!g || !scan_qty(d, s, c, g, hit->units, &f->qty, err)) return false;
  f->item = g->id;
  f->code = c->text;
  if (g->track == 2 && *c->serial) f->lot = c->serial;
  if (f->expiry == DAY_NONE && f->produced != DAY_NONE && g->shelf_life > 0) f->expiry = f->produced + (int32_t)g->shelf_life;
  int32_t said_expiry = f->expiry; /* a date that the line has already was warned of when it was said */
  if (!scan_write(d, g, f, said, err)) return false;
  if (g->status >= 2) desk_warn(said, _("{1} is no longer bought or sold here; it was taken all the same."), good_name(g), "");
  if (*s->qty) desk_warn_unusual(d, g, f->qty, said);
  desk_warn_announced(d, g, f->qty, said);
  desk_warn_carton(d, g, f->carton, f->qty, said);
  desk_warn_dates(d, g, said_expiry, said);
  return true;
}

/* The quantity waits with the code: whole scans in qty; a weight, or a part of one, in arg as decimal text. */
static bool parked_qty(const struct scan_line *s, const struct code *c, struct fact *f, char arg[32], struct err *err) {
  int64_t milli, times = 1000, weight;
  static const struct good weighed = {.decimals = 3};
  if (*s->qty && !desk_number(s->qty, &weighed, &times, err)) return false;
  bool weigh = c->has_weight && c->weight > 0 && num_muldiv(c->weight, 1000, num_pow10(c->weight_decimals), &weight);
  if (!weigh && times % 1000 == 0) {
    f->qty = times / 1000 * (c->has_count && c->count > 0 && c->count <= 9999999 ? c->count : 1);
    return true;
  }
  if (!num_muldiv(times, weigh ? weight : 1000, 1000, &milli)) return err_set(err, ERR_RECEIVE_QTY, NULL, s->qty);
  f->qty = times / 1000 ? times / 1000 : times < 0 ? -1 : 1;
  f->arg = num_format(arg, 32, milli, 3);
  return true;
}

static bool scan_parked(struct desk *d, const struct scan_line *s, const struct code *c, size_t hits, const struct fact *at,
                        struct said *said, struct err *err) {
  char plain[CODE_TEXT], arg[32];
  struct fact own = *at, *f = &own; /* its texts end with this call */
  if (!parked_qty(s, c, f, arg, err)) return false;
  parked_code(c, plain);
  f->code = plain;
  f->problem = hits > 1 ? _("This code names more than one item.") : c->problem;
  if (!scan_write(d, NULL, f, said, err)) return false;
  if (*f->problem) {
    desk_warn(said, _("{1} was put aside: {2}"), c->text, f->problem);
  } else if (f->line == f->n) {
    desk_warn(said, _("{1} is not known here: it waits until a manager teaches what it is."), c->text, "");
  }
  return true;
}

bool desk_code(struct desk *d, const struct scan_line *s, struct said *said, struct err *err) {
  struct code c;
  struct item_hit hit[2];
  size_t hits;
  code_read(&c, s->code, strlen(s->code), &d->instore, d->today);
  if (c.kind == CODE_SSCC && *c.sscc) return desk_carton_open(d, c.sscc, "", said, err);
  if (!item_scan(d->db, err, &c, hit, COUNT(hit), &hits)) return false;
  struct fact f = desk_fact(d, "scan");
  f.carton = desk_open_carton(d);
  f.lot = c.lot;
  f.produced = c.produced;
  f.expiry = c.expiry;
  if (hits != 1 && !desk_receives(d)) return err_set(err, ERR_SCAN_UNKNOWN, NULL, c.text);
  return hits == 1 ? scan_item(d, s, &c, &hit[0], &f, said, err) : scan_parked(d, s, &c, hits, &f, said, err);
}
