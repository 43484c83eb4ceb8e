/* desk_carton: cartons at the dock. A carton opened at a seat holds what that seat scans next; one that is known for another delivery is
 * refused until it
 * is accepted; 'total' takes the open one whole, as announced. */
#include "src/ledger/desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "00" + 18 digits with or without brackets or AIM prefix, 18 digits, or just what was announced. */
static bool carton_number(const struct desk *d, const char *text, char sscc[24], struct err *err) {
  struct code c;
  char right[2] = "";
  size_t digits = strspn(text, "0123456789");
  if (strlen(text) < 24 && wants_carton(d->wants, text)) return str_copy(sscc, 24, text);
  code_read(&c, text, strlen(text), &d->instore, d->today);
  if (*c.sscc) return str_copy(sscc, 24, c.sscc);
  if (digits != 18 || text[18]) return err_set(err, ERR_CARTON_FORM, NULL, text, _("an SSCC has 18 digits"));
  right[0] = gtin_check_digit(text, 17);
  if (*right == text[17]) return str_copy(sscc, 24, text);
  struct buf why = {0};
  text_fill(&why, _("its check digit should be {1}"), right);
  err_set(err, ERR_CARTON_FORM, NULL, text, why.p);
  buf_free(&why);
  return false;
}

struct carton_search {
  const struct wants *w;
  const char *sscc;
  bool mine;
};

static bool carton_mine(void *self, const struct expected_line *l) {
  struct carton_search *s = self;
  for (size_t i = 0; i < s->w->sources && str_eq(l->carton, s->sscc); i++)
    s->mine |= str_eq(s->w->source[i].kind, "order") && str_eq(s->w->source[i].ref, l->order_number);
  return !s->mine;
}

/* Known, and neither in this delivery nor sent for one of its orders. */
static bool carton_fits(struct desk *d, const char *sscc, struct err *err) {
  struct expected e;
  bool found;
  struct carton_search s = {d->wants, sscc, wants_carton(d->wants, sscc) && !d->wants->elsewhere};
  if (s.mine) return true;
  if (!expected_carton(d->db, err, sscc, &e, &found) || (found && !expected_lines(d->db, err, e.id, carton_mine, &s))) return false;
  return !found || s.mine || err_set(err, ERR_CARTON_WRONG, NULL, sscc, e.number);
}

bool desk_carton_open(struct desk *d, const char *sscc, const char *option, struct said *said, struct err *err) {
  if (!str_eq(option, "accept") && !carton_fits(d, sscc, err)) return false;
  struct fact f = desk_fact(d, "carton");
  f.carton = sscc;
  f.arg = option;
  return desk_write(d, &f, said, err);
}

bool desk_carton(struct desk *d, const struct scan_line *s, struct said *said, struct err *err) {
  char sscc[24];
  if (s->word == SCAN_CARTON) return carton_number(d, s->code, sscc, err) && desk_carton_open(d, sscc, s->option, said, err);
  struct fact f = desk_fact(d, "carton");
  return desk_write(d, &f, said, err);
}

/* The line that is this announced one already: said so, or scanned without a lot where it can be no other. */
static struct tally_line *total_twin(const struct desk *d, const struct good *g, const char *carton, const struct want *x) {
  struct tally_line *l = desk_twin(d, NULL, g, "", carton, x->lot, x->expiry);
  for (size_t i = 0; !l && i < d->tally->lines; i++) {
    struct tally_line *other = &d->tally->line[i];
    const char *lot;
    int32_t produced, expiry;
    if (other->good != g || !str_eq(other->carton, carton)) continue;
    fold_identity(d->wants, other, x, &lot, &produced, &expiry);
    if (str_eq(lot, good_lot(g, x->lot)) && expiry == good_expiry(g, x->expiry)) l = other;
  }
  return l;
}

/* One fact for each announced line that is not there yet; those after the first name it, so that undo takes them together. */
static bool total_line(struct desk *d, const char *carton, const struct want *x, struct said *said, struct err *err) {
  char head[24];
  const struct good *g = tally_good(d->tally, x->item, err);
  if (!g) return false;
  struct tally_line *l = total_twin(d, g, carton, x);
  struct fact f = desk_fact(d, "total");
  snprintf(head, sizeof head, "%lld", (long long)said->n);
  if (said->n) f.arg = head;
  f.line = l ? l->n : -1;
  f.item = g->id;
  f.code = g->code;
  f.carton = carton;
  f.lot = l ? l->lot : x->lot;
  f.produced = l ? l->produced : x->produced;
  f.expiry = l ? l->expiry : x->expiry;
  f.qty = x->open > x->got ? x->open - x->got : 0;
  if (!desk_write(d, &f, said, err)) return false;
  desk_warn_dates(d, g, x->expiry, said);
  return true;
}

/* Another delivery may have been posted since this desk was opened. */
static bool wants_again(struct desk *d, struct err *err) {
  struct wants *w = wants_load(d->db, d->draft.head, err);
  if (!w) return false;
  wants_free(d->wants);
  d->wants = w;
  return true;
}

bool desk_total(struct desk *d, const struct scan_line *s, struct said *said, struct err *err) {
  (void)s;
  char carton[24];
  size_t count;
  bool ok = true;
  str_copy(carton, sizeof carton, desk_open_carton(d));
  if (!wants_again(d, err)) return false;
  if (!*carton) return err_set(err, ERR_CARTON_NONE, NULL);
  if (!wants_carton(d->wants, carton)) return err_set(err, ERR_CARTON_UNKNOWN, NULL, carton);
  free(wants_match(d->wants, d->tally, false, &count));
  for (size_t i = 0; ok && i < d->wants->count; i++) {
    const struct want *x = &d->wants->want[i];
    if (str_eq(x->carton, carton) && (x->open > x->got || !said->n)) ok = total_line(d, carton, x, said, err);
  }
  return ok;
}
