/* Transfer 调拨: goods on their way to another store, and whether what came is what was sent: by item, lot and date, so that nothing is
 * left in transit. */
#include "src/doc/internal.h"

#include <stdlib.h>
#include <string.h>

#define FIELDS "src/doc/transfer.def"
#include "src/doc/fields.inc"

static bool leg_is(const struct doc *d, const char *leg) {
  return d->kind == &kind_transfer && str_eq(value_get(doc_head(d, TRANSFER_LEG)), leg);
}

/* It was brought to the wrong store and goes on to the right one: on its way it was all the time. */
static bool only_noted(const struct doc *d) {
  return leg_is(d, "forward") && str_eq(doc_head(d, TRANSFER_PLANNED)->s, doc_head(d, TRANSFER_TO)->s);
}

static bool check(const struct doc *d, struct err *e) {
  static const char *const legs[] = {"", "return", "forward"};
  if (!doc_check_goods(d, e)) return false;
  if (!doc_is_one_of(value_get(doc_head(d, TRANSFER_LEG)), legs, COUNT(legs)))
    return err_set(e, ERR_DOC_HEAD, "leg", _("return or forward"));
  bool forwarded = leg_is(d, "forward");
  if (forwarded && !doc_head(d, TRANSFER_SENDER)->set) return err_set(e, ERR_DOC_HEAD, "sender", _(head[TRANSFER_SENDER].label));
  if (forwarded && !doc_head(d, TRANSFER_PLANNED)->set) return err_set(e, ERR_DOC_HEAD, "planned", _(head[TRANSFER_PLANNED].label));
  return true;
}

static bool moves(const struct doc *d, move_fn *fn, void *self) {
  char to[TRANSIT_MOST];
  const char *from = value_get(doc_head(d, TRANSFER_FROM));
  doc_transit(to, value_get(doc_head(d, TRANSFER_TO)));
  bool on_its_way = str_starts(from, "transit:");
  return str_eq(from, to) || doc_moves_between(d, from, to, on_its_way ? COL_INSIDE : COL_TRANSFERRED_OUT, NULL, fn, self);
}

/* ---- what was sent against what came */

struct entry {
  const char *item, *lot;
  int32_t expiry;
  bool slip; /* a line of the slip; else of a receipt, or of what put it right */
  const struct doc *doc;
  size_t line;
  int64_t sent, found, right, value, booked; /* right: what corrections took of the difference, found - sent */
  size_t n;
};
struct match {
  struct entry *entry;
  size_t count, room;
  bool came, whole, by_hand; /* receipts; one that says it was all; a correction somebody made */
  const char *leg;           /* what it is when nothing of it is left on the first way; NULL: it had no other */
  int64_t tolerance;         /* parts per million */
  int32_t day;               /* of the last receipt */
  const char *owner;
};

static struct entry *add(struct match *m, const struct doc *d, size_t i) {
  const struct doc_goods *g = d->kind->goods;
  if (m->count == m->room) m->entry = xrealloc(m->entry, m->room = m->room ? 2 * m->room : 64, sizeof *m->entry);
  struct entry *e = &m->entry[m->count];
  *e = (struct entry){.item = value_get(doc_at(d, i, g->item)),
                      .lot = value_get(doc_at(d, i, g->lot)),
                      .expiry = doc_at(d, i, g->expiry)->set ? (int32_t)doc_at(d, i, g->expiry)->i : DAY_NONE,
                      .doc = d,
                      .line = i,
                      .n = m->count++};
  return e;
}

static void sent(struct match *m, const struct doc *d, size_t i) {
  struct entry *e = add(m, d, i);
  e->slip = true;
  e->sent = doc_at(d, i, TRANSFER_QTY)->i;
  e->value = doc_at(d, i, TRANSFER_VALUE)->i;
}

static void gone_on(struct match *m, const struct doc *d, size_t i) {
  struct entry *e = add(m, d, i);
  e->sent = -doc_at(d, i, TRANSFER_QTY)->i;
  e->value = -doc_at(d, i, TRANSFER_VALUE)->i;
  m->leg = leg_is(d, "forward") ? "forwarded" : "cancelled";
}

static void came(struct match *m, const struct doc *d, size_t i) {
  if (!doc_at(d, i, RECEIPT_ITEM)->set) return;
  struct entry *e = add(m, d, i);
  e->found = doc_at(d, i, RECEIPT_RECEIVED)->i;
  e->value = e->booked = doc_at(d, i, RECEIPT_VALUE)->i;
}

static void put_right(struct match *m, const struct doc *d, size_t i) {
  const char *how = value_get(doc_head(d, CORRECTION_HOW));
  struct entry *e = add(m, d, i);
  e->right = doc_at(d, i, CORRECTION_OVER)->i ? doc_at(d, i, CORRECTION_QTY)->i : -doc_at(d, i, CORRECTION_QTY)->i;
  m->by_hand |= !str_eq(how, "tolerance") && e->right;
  if (!str_eq(how, "value")) return;
  e->booked = doc_at(d, i, CORRECTION_OVER)->i ? -doc_at(d, i, CORRECTION_VALUE)->i : doc_at(d, i, CORRECTION_VALUE)->i;
}

/* What a document says of goods of the slip; NULL: nothing. */
typedef void say_fn(struct match *, const struct doc *, size_t line);
static say_fn *says(const struct doc *d, const struct doc *slip) {
  if (d == slip) return sent;
  if (d->has_part_of || !doc_has_parent(d, slip)) return NULL;
  if (d->kind == &kind_receipt && str_eq(value_get(doc_head(d, RECEIPT_MODE)), "transfer")) return came;
  if (d->kind == &kind_correction) return put_right;
  return d->kind == &kind_transfer && !leg_is(d, "") && !only_noted(d) ? gone_on : NULL;
}

static void receipt_read(struct match *m, const struct doc *d) {
  m->came = true;
  m->whole |= !doc_head(d, RECEIPT_MORE)->i;
  if (doc_head(d, RECEIPT_TOLERANCE)->i > m->tolerance) m->tolerance = doc_head(d, RECEIPT_TOLERANCE)->i;
  if (d->day > m->day) m->day = d->day;
  if (doc_head(d, RECEIPT_OWNER)->set) m->owner = doc_head(d, RECEIPT_OWNER)->s;
}

static int by_goods(const void *a, const void *b) {
  const struct entry *x = a, *y = b;
  int c = strcmp(x->item, y->item);
  if (!c) c = strcmp(x->lot, y->lot);
  if (!c) c = (x->expiry > y->expiry) - (x->expiry < y->expiry);
  return c;
}

/* Within the same goods: lines of the slip first; the same for every order of the set. */
static int by_place(const void *a, const void *b) {
  const struct entry *x = a, *y = b;
  int c = by_goods(a, b);
  if (!c) c = y->slip - x->slip;
  if (!c) c = strcmp(x->doc->number, y->doc->number);
  return c ? c : (x->n > y->n) - (x->n < y->n);
}

static struct match match(const struct doc *const *set, size_t count) {
  struct match m = {.day = set[0]->day, .owner = value_get(doc_head(set[0], TRANSFER_OWNER))};
  for (size_t s = 0; s < count; s++) {
    struct doc_whole w;
    say_fn *say = says(set[s], set[0]);
    if (!say) continue;
    doc_whole_make(&w, set[s], set, count);
    if (say == came && !w.reversed) receipt_read(&m, set[s]);
    for (size_t k = 0; k < w.count; k++)
      for (size_t i = 0; i < w.doc[k]->line_count; i++)
        if (!w.gone[k][i]) say(&m, w.doc[k], i);
    doc_whole_free(&w);
  }
  if (m.count) qsort(m.entry, m.count, sizeof *m.entry, by_place);
  return m;
}

/* The same goods, all their entries added up. */
struct sums {
  const struct entry *first;
  size_t next; /* the entry after them */
  int64_t sent, found, right, value, booked;
};

static struct sums sums_at(const struct match *m, size_t at) {
  struct sums s = {.first = &m->entry[at], .next = at};
  for (; s.next < m->count && by_goods(s.first, &m->entry[s.next]) == 0; s.next++) {
    const struct entry *e = &m->entry[s.next];
    s.sent += e->sent;
    s.found += e->found;
    s.right += e->right;
    s.booked += e->booked;
    if (e->slip == s.first->slip || e->sent) s.value += e->value; /* what went on took its share along */
  }
  return s;
}

static bool tolerated(const struct match *m, const struct sums *s) {
  int64_t allowed;
  return num_muldiv(s->sent, m->tolerance, 1000000, &allowed) && llabs(s->found - s->sent) <= allowed;
}

/* What nobody asks about: it is still coming, or within the tolerance. */
static bool silent(const struct match *m, const struct sums *s) {
  if (!m->came || (!m->whole && s->found < s->sent)) return s->right == 0;
  return tolerated(m, s) && s->found != s->sent;
}

static const char *kind_of(const struct sums *s, int64_t rest) {
  if (s->sent == 0) return "not_ordered";
  return rest > 0 ? "over" : rest == -s->sent ? "missing" : "short";
}

struct teller {
  const struct match *m;
  difference_fn *fn;
  void *self;
};

static bool tell(const struct teller *t, const struct sums *s, const char *kind, int64_t found, const char *state) {
  const struct entry *e = s->first;
  int64_t of = e->slip ? s->sent : s->found;
  struct doc_difference diff = {.doc = e->doc,
                                .line = (int64_t)e->line + 1,
                                .kind = kind,
                                .item = e->item,
                                .carton = e->slip ? value_get(doc_at(e->doc, e->line, TRANSFER_CARTON)) : "",
                                .owner = t->m->owner,
                                .state = state,
                                .day = t->m->day,
                                .expected = s->sent,
                                .found = found};
  if (!num_muldiv(s->value, found - s->sent, of ? of : 1, &diff.value)) diff.value = 0; /* beyond any amount of money */
  return t->fn(t->self, &diff);
}

static bool tell_sums(const struct teller *t, const struct sums *s) {
  int64_t diff = s->found - s->sent, rest = diff - s->right;
  if (silent(t->m, s)) return true;
  const char *was = diff ? kind_of(s, diff) : "", *is = rest ? kind_of(s, rest) : "";
  if (*was && !str_eq(was, is) && !tell(t, s, was, s->found, "closed")) return false;
  return !*is || tell(t, s, is, s->sent + rest, "open");
}

/* More left than the books knew of: somebody must find out why. */
static bool tell_beyond(const struct doc *const *set, size_t count, difference_fn *fn, void *self) {
  struct doc_whole w;
  bool ok = true;
  doc_whole_make(&w, set[0], set, count);
  for (size_t k = 0; k < w.count; k++) {
    for (size_t i = 0; ok && i < w.doc[k]->line_count; i++) {
      const struct value *v = w.doc[k]->line[i].value;
      if (!v[TRANSFER_STOCK].set) continue;
      struct doc_difference diff = {.doc = w.doc[k],
                                    .line = (int64_t)i + 1,
                                    .kind = "beyond_stock",
                                    .item = value_get(&v[TRANSFER_ITEM]),
                                    .carton = value_get(&v[TRANSFER_CARTON]),
                                    .owner = value_get(doc_head(set[0], TRANSFER_OWNER)),
                                    .state = w.gone[k][i] ? "withdrawn" : "open",
                                    .day = set[0]->day,
                                    .expected = v[TRANSFER_STOCK].i,
                                    .found = v[TRANSFER_QTY].i};
      if (!num_muldiv(v[TRANSFER_VALUE].i, diff.found - diff.expected, diff.found ? diff.found : 1, &diff.value)) diff.value = 0;
      ok = fn(self, &diff);
    }
  }
  doc_whole_free(&w);
  return ok;
}

static bool differences(const struct doc *const *set, size_t count, difference_fn *fn, void *self) {
  struct match m = match(set, count);
  const struct teller t = {&m, fn, self};
  bool ok = tell_beyond(set, count, fn, self);
  for (size_t i = 0; ok && i < m.count;) {
    const struct sums s = sums_at(&m, i);
    ok = tell_sums(&t, &s);
    i = s.next;
  }
  free(m.entry);
  return ok;
}

bool doc_transfer_rests(const struct doc *const *set, size_t count, transfer_rest_fn *fn, void *self) {
  struct match m = match(set, count);
  bool ok = true;
  for (size_t i = 0; ok && i < m.count;) {
    const struct sums s = sums_at(&m, i);
    int64_t rest = s.found - s.sent - s.right;
    struct transfer_rest r = {.item = s.first->item,
                              .lot = s.first->lot,
                              .expiry = s.first->expiry,
                              .decimals = doc_at(s.first->doc, s.first->line, s.first->doc->kind->goods->decimals)->i,
                              .sent = s.sent,
                              .found = s.found,
                              .rest = rest,
                              .value = s.value,
                              .booked = s.booked,
                              .coming = !m.came || (!m.whole && rest < 0),
                              .small = m.whole && tolerated(&m, &s)};
    ok = (rest == 0 && !s.found) || fn(self, &r);
    i = s.next;
  }
  free(m.entry);
  return ok;
}

static const char *state(const struct doc *const *set, size_t count) {
  if (doc_reversed(set[0], set, count)) return "reversed";
  if (only_noted(set[0])) return "forwarded";
  struct match m = match(set, count);
  bool waits = false, disputed = false;
  int64_t left = 0;
  for (size_t i = 0; i < m.count;) {
    const struct sums s = sums_at(&m, i);
    bool rest = s.found - s.sent != s.right;
    left += s.sent;
    waits |= rest && silent(&m, &s) && s.found < s.sent && !m.whole;
    disputed |= rest && !silent(&m, &s);
    i = s.next;
  }
  free(m.entry);
  if (disputed) return "disputed";
  if (!m.came) return left || !m.leg ? "dispatched" : m.leg;
  return waits ? "part_received" : m.by_hand ? "closed" : "verified";
}

static const struct doc_goods goods = {TRANSFER_ITEM, TRANSFER_DECIMALS, TRANSFER_LOT, TRANSFER_EXPIRY, TRANSFER_QTY, TRANSFER_VALUE};

const struct doc_kind kind_transfer = {
    .code = "transfer",
    .name = N_("Transfer"),
    .version = 1,
    .reversible = true,
    .goods = &goods,
    .partner = {TRANSFER_TO, TRANSFER_SENDER, TRANSFER_PLANNED},
    .partners = 3,
    .sender = 1 + TRANSFER_SENDER,
    KIND_FIELDS,
    .check = check,
    .moves = moves,
    .differences = differences,
    .state = state,
};
