/* desk_words: the words about the last line, and those about the whole delivery. A typed total is a fact of the difference; undo is a
 * flag on facts of one's own. */
#include "src/ledger/desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool desk_qty(struct desk *d, const struct scan_line *s, struct said *said, struct err *err) {
  struct tally_line *l = desk_last(d, "qty", err);
  int64_t total;
  if (!l) return false;
  bool none = num_parse(s->qty, 0, &total) && total == 0; /* all of it was a mistake */
  if (!none && !desk_number(s->qty, l->good, &total, err)) return false;
  if (total < 0) return err_set(err, ERR_RECEIVE_QTY, NULL, s->qty);
  if (!desk_fits(l, total, l->damaged, err)) return false;
  const struct good *g = l->good;
  struct fact f = desk_fact_of(d, "qty", l);
  f.qty = total - l->qty;
  f.problem = "";
  if (!desk_write(d, &f, said, err)) return false;
  desk_warn_unusual(d, g, total, said);
  if (g) desk_warn_announced(d, g, f.qty, said);
  if (g) desk_warn_carton(d, g, f.carton, f.qty, said);
  return true;
}

/* Without a number: one piece, or what is left of a weighed line that is less. */
bool desk_damaged(struct desk *d, const struct scan_line *s, struct said *said, struct err *err) {
  struct tally_line *l = desk_last(d, "damaged", err);
  if (!l) return false;
  int64_t n = num_pow10(l->good ? l->good->decimals : 0), sound = l->qty - l->damaged;
  if (sound > 0 && sound < n) n = sound;
  if (*s->qty && !desk_number(s->qty, l->good, &n, err)) return false;
  if (!desk_fits(l, l->qty, l->damaged + n, err)) return false;
  struct fact f = desk_fact_of(d, "damaged", l);
  f.qty = n;
  return desk_write(d, &f, said, err);
}

/* ---- lot, produced, expiry */
struct mark {
  const char *word, *lot, *arg;
  int32_t produced, expiry;
};

static bool mark_read(const struct desk *d, const struct scan_line *s, const struct tally_line *l, struct mark *m, struct err *err) {
  int32_t day = DAY_NONE;
  bool none = str_eq(s->code, "-");
  *m = (struct mark){.word = scan_word_name(s->word), .lot = l->lot, .arg = none ? "-" : "", .produced = l->produced, .expiry = l->expiry};
  if (s->word == SCAN_LOT) {
    m->lot = none ? "" : s->code;
    return true;
  }
  if (!none && !day_parse(s->code, &day)) return err_set(err, ERR_DAY_FORM, NULL, s->code);
  if (s->word == SCAN_EXPIRY) {
    m->expiry = day;
    return true;
  }
  m->produced = day;
  bool counted = l->produced != DAY_NONE && l->good && l->expiry == l->produced + l->good->shelf_life;
  if (day != DAY_NONE && l->good && l->good->shelf_life > 0 && (l->expiry == DAY_NONE || counted))
    m->expiry = day + (int32_t)l->good->shelf_life;
  (void)d;
  return true;
}

/* The line says something else already: then the goods at hand are others. A date that was only counted from the production date may be
 * corrected. */
static bool mark_contradicts(const struct tally_line *l, const struct mark *m) {
  bool counted = l->good && l->produced != DAY_NONE && l->expiry == l->produced + l->good->shelf_life;
  if (str_eq(m->word, "lot")) return (*l->lot || l->lot_none) && !str_eq(l->lot, m->lot);
  if (str_eq(m->word, "produced")) return l->produced != DAY_NONE && m->produced != l->produced;
  return (l->expiry != DAY_NONE || l->expiry_none) && !counted && m->expiry != l->expiry;
}

/* What this seat's last scan brought onto the line, with the totals it typed after it. */
static int64_t at_hand(const struct desk *d, const struct tally_line *l) {
  const struct tally_seat *seat = &d->tally->seat[d->seat];
  const struct fact *f;
  int64_t sum = 0;
  for (int64_t n = seat->scan; n > 0 && (f = tally_fact(d->tally, n)); n++) {
    bool goods = str_eq(f->word, "scan") || str_eq(f->word, "qty") || str_eq(f->word, "total");
    if (goods && !f->undone && f->line == l->n && str_eq(f->seat, seat->name)) sum += f->qty;
  }
  return sum;
}

bool desk_mark(struct desk *d, const struct scan_line *s, struct said *said, struct err *err) {
  struct tally_line *l = desk_last(d, scan_word_name(s->word), err);
  struct mark m;
  char from[24];
  if (!l || !mark_read(d, s, l, &m, err)) return false;
  const struct good *g = l->good;
  int64_t moved = mark_contradicts(l, &m) ? at_hand(d, l) : l->qty;
  bool split = moved > 0 && moved < l->qty;
  if (split && s->word != SCAN_LOT) m.lot = "";
  if (split && s->word == SCAN_LOT) m.produced = m.expiry = DAY_NONE;
  struct tally_line *twin = desk_twin(d, l, g, l->code, l->carton, m.lot, m.expiry);
  struct fact f = desk_fact_of(d, m.word, l);
  f.lot = m.lot;
  f.produced = m.produced;
  f.expiry = m.expiry;
  f.arg = m.arg;
  if (twin || split) {
    snprintf(from, sizeof from, "%lld", (long long)l->n);
    f.problem = from;
    f.line = twin ? twin->n : -1;
    f.qty = split ? moved : l->qty;
  }
  if (!desk_write(d, &f, said, err)) return false;
  said->qty = 0; /* goods moved between lines; the delivery holds what it held */
  desk_warn_dates(d, g, m.expiry, said);
  if (m.produced != DAY_NONE && m.produced > d->today) desk_warn(said, _("The production date lies in the future."), "", "");
  return true;
}

bool desk_reason(struct desk *d, const struct scan_line *s, struct said *said, struct err *err) {
  struct tally_line *l = desk_last(d, "reason", err);
  if (!l) return false;
  struct fact f = desk_fact_of(d, "reason", l);
  f.arg = s->code;
  return desk_write(d, &f, said, err);
}

/* The order lines of the last line's item, or before anything was scanned all that have not come. */
bool desk_short(struct desk *d, const struct scan_line *s, struct said *said, struct err *err) {
  (void)s;
  struct err none;
  const struct tally_line *l = desk_last(d, "short", &none);
  bool any = false;
  for (size_t i = 0; i < d->wants->count; i++) any |= !l || (l->good && d->wants->want[i].item == l->good->id);
  if (!any) return err_set(err, ERR_RECEIVE_SHORT, NULL, "short");
  struct fact f = desk_fact(d, "short");
  f.item = l ? l->good->id : 0;
  return desk_write(d, &f, said, err);
}

/* driver, seal: about the delivery; the last one said stands. */
bool desk_note(struct desk *d, const struct scan_line *s, struct said *said, struct err *err) {
  struct fact f = desk_fact(d, scan_word_name(s->word));
  f.arg = s->code;
  return desk_write(d, &f, said, err);
}

bool desk_crates(struct desk *d, const struct scan_line *s, struct said *said, struct err *err) {
  struct fact f = desk_fact(d, "crates");
  f.arg = s->code;
  if (strpbrk(s->code, ":;")) return err_set(err, ERR_SCAN_LINE, NULL, s->code, _("the code of a crate has no : or ; in it"));
  if (!num_parse(s->qty, 0, &f.qty) || f.qty < 0 || f.qty > 99999) return err_set(err, ERR_RECEIVE_QTY, NULL, s->qty);
  return desk_write(d, &f, said, err);
}

/* ---- undo */
static bool undo_flag(struct desk *d, int64_t n, int64_t *qty, struct err *err) {
  const struct fact *head = tally_fact(d->tally, n), *f = head;
  bool goods = str_eq(head->word, "scan") || str_eq(head->word, "qty") || str_eq(head->word, "total");
  *qty = 0;
  for (int64_t i = n; f && (i == n || tally_total_head(head, f)); f = tally_fact(d->tally, ++i)) {
    if (goods) *qty += f->qty;
    if (!fact_undo(d->db, err, d->draft.id, i)) return false;
  }
  d->touched = true;
  return tally_undo(d->tally, n, true, err) && (tally_valid(d->tally) || err_set(err, ERR_RECEIVE_UNDO_LATER, NULL));
}

bool desk_undo(struct desk *d, const struct scan_line *s, struct said *said, struct err *err) {
  (void)s;
  char target[24];
  int64_t n = d->tally->seat[d->seat].last, qty;
  const struct fact *f = n ? tally_fact(d->tally, n) : NULL;
  if (!f) return err_set(err, ERR_RECEIVE_UNDO, NULL);
  if (str_eq(f->word, "total") && *f->arg && num_parse(f->arg, 0, &n)) f = tally_fact(d->tally, n);
  const struct fact undone = *f;
  if (!undo_flag(d, n, &qty, err)) return false;
  struct fact mine = desk_fact(d, "undo");
  snprintf(target, sizeof target, "%lld", (long long)n);
  mine.arg = target;
  mine.line = undone.line;
  mine.item = undone.item;
  mine.qty = -qty;
  return desk_write(d, &mine, said, err);
}
