/* moving: transfers, requests and loans told from their documents, worked out by hand and asked in every order. */
#include "tests/unit/doc/moving.h"

/* ---- what is asked of a set */

static bool tell(void *self, const struct doc_difference *d) {
  struct buf *b = self;
  buf_printf(b, "%s%s/%lld %s %lld %lld %lld %s", b->n ? "|" : "", d->doc->number, (long long)d->line, d->kind, (long long)d->expected,
             (long long)d->found, (long long)d->value, d->state);
  return true;
}

static void told_is(const struct doc *const *set, size_t count, const void *expected) {
  struct buf b = {0};
  assert_true(set[0]->kind->differences(set, count, tell, &b));
  assert_string_equal(b.p ? b.p : "", expected);
  buf_free(&b);
}

static bool rest(void *self, const struct transfer_rest *r) {
  struct buf *b = self;
  buf_printf(b, "%s%s%s %lld %lld %lld %lld %lld%s%s", b->n ? "|" : "", r->item, r->lot, (long long)r->sent, (long long)r->found,
             (long long)r->rest, (long long)r->value, (long long)r->booked, r->coming ? " coming" : "", r->small ? " small" : "");
  return true;
}

static void rests_are(const struct doc *const *set, size_t count, const void *expected) {
  struct buf b = {0};
  assert_true(doc_transfer_rests(set, count, rest, &b));
  assert_string_equal(b.p ? b.p : "", expected);
  buf_free(&b);
}

/* The set, which is freed, has this state and these differences in every order of what hangs on the first. */
struct story {
  struct doc *doc[10];
  size_t count;
};

static struct doc *tells(struct story *s, struct doc *d) {
  s->doc[s->count++] = d;
  return d;
}

static void is(struct story *s, const char *state, const char *differences) {
  permute(s->doc, 1, s->count, state_is, state);
  permute(s->doc, 1, s->count, told_is, differences);
}

static void end(struct story *s) {
  for (size_t i = 0; i < s->count; i++) doc_free(s->doc[i]);
}

/* ---- transfers */

static void on_its_way(void **state) {
  (void)state;
  struct story s = {0};
  struct doc *sent = tells(&s, slip(1));
  is(&s, "dispatched", "");
  permute(s.doc, 1, s.count, rests_are, "A 10 0 -10 1000 0 coming|BL1 5 0 -5 250 0 coming");
  struct doc *some = tells(&s, arrival(2, sent, 4, 0));
  value_int(doc_head(some, RECEIPT_MORE), 1);
  is(&s, "part_received", "");
  permute(s.doc, 1, s.count, rests_are, "A 10 4 -6 1000 400 coming|BL1 5 0 -5 250 0 coming");
  tells(&s, arrival(3, sent, 6, 5));
  is(&s, "verified", "");
  permute(s.doc, 1, s.count, rests_are, "A 10 10 0 1000 1000 small|BL1 5 5 0 250 250 small");
  tells(&s, reversal_of(s.doc[2], 4, 1, 2)); /* the second delivery was none */
  s.doc[3]->day = 20784;
  is(&s, "part_received", "");
  tells(&s, reversal_of(some, 5, 1, 1));
  is(&s, "dispatched", "");
  end(&s);
}

static void more_than_sent_before_all_came(void **state) {
  (void)state;
  struct story s = {0};
  struct doc *some = arrival(2, tells(&s, slip(1)), 12, 0);
  value_int(doc_head(tells(&s, some), RECEIPT_MORE), 1);
  is(&s, "disputed", "N1/1 over 10 12 200 open"); /* B may still come; two A too many are too many */
  end(&s);
}

static void disputed_and_put_right(void **state) {
  (void)state;
  static const char *const hows[] = {"slip", "receipt", "claim"};
  for (size_t i = 0; i < COUNT(hows); i++) {
    struct story s = {0};
    struct doc *sent = tells(&s, slip(1));
    tells(&s, arrival(2, sent, 8, 0));
    is(&s, "disputed", "N1/1 short 10 8 -200 open|N1/2 missing 5 0 -250 open");
    struct doc *fix = tells(&s, correction(3, sent, hows[i]));
    right(fix, "A", false, 2, 200);
    is(&s, "disputed", "N1/1 short 10 8 -200 closed|N1/2 missing 5 0 -250 open"); /* half of it */
    right(fix, "B", false, 5, 250);
    is(&s, "closed", "N1/1 short 10 8 -200 closed|N1/2 missing 5 0 -250 closed");
    tells(&s, reversal_of(fix, 4, 1, 1));
    is(&s, "disputed", "N1/1 short 10 8 -200 open|N1/2 missing 5 0 -250 closed");
    end(&s);
  }
}

static void over_and_put_right(void **state) {
  (void)state;
  struct story s = {0};
  struct doc *sent = tells(&s, slip(1));
  tells(&s, arrival(2, sent, 13, 5));
  is(&s, "disputed", "N1/1 over 10 13 300 open");
  right(tells(&s, correction(3, sent, "receipt")), "A", true, 3, 300);
  is(&s, "closed", "N1/1 over 10 13 300 closed");
  end(&s);
}

/* Two are short. Both ends correct two: now two are over, which is a difference of its own; the claim ends it. */
static void both_corrected(void **state) {
  (void)state;
  struct story s = {0};
  struct doc *sent = tells(&s, slip(1));
  tells(&s, arrival(2, sent, 8, 5));
  right(tells(&s, correction(3, sent, "slip")), "A", false, 2, 200);
  right(tells(&s, correction(4, sent, "receipt")), "A", false, 2, 200);
  is(&s, "disputed", "N1/1 short 10 8 -200 closed|N1/1 over 10 12 200 open");
  permute(s.doc, 1, s.count, rests_are, "A 10 8 2 1000 800|BL1 5 5 0 250 250 small");
  right(tells(&s, correction(5, sent, "claim")), "A", true, 2, 200);
  permute(s.doc, 1, s.count, state_is, "closed");
  permute(s.doc, 1, s.count, rests_are, "A 10 8 0 1000 800|BL1 5 5 0 250 250 small");
  end(&s);
}

/* Too little was put right: the rest is what is still short. */
static void part_corrected(void **state) {
  (void)state;
  struct story s = {0};
  struct doc *sent = tells(&s, slip(1));
  tells(&s, arrival(2, sent, 5, 5));
  is(&s, "disputed", "N1/1 short 10 5 -500 open");
  right(tells(&s, correction(3, sent, "slip")), "A", false, 3, 300);
  is(&s, "disputed", "N1/1 short 10 8 -200 open");
  end(&s);
}

static void within_the_tolerance(void **state) {
  (void)state;
  struct story s = {0};
  struct doc *sent = tells(&s, slip(1)), *came = tells(&s, arrival(2, sent, 8, 5));
  value_int(doc_head(came, RECEIPT_TOLERANCE), 200000); /* a fifth: two of ten */
  is(&s, "verified", "");
  permute(s.doc, 1, s.count, rests_are, "A 10 8 -2 1000 800 small|BL1 5 5 0 250 250 small");
  right(tells(&s, correction(3, sent, "tolerance")), "A", false, 2, 200);
  is(&s, "verified", ""); /* nobody did it */
  permute(s.doc, 1, s.count, rests_are, "A 10 8 0 1000 800 small|BL1 5 5 0 250 250 small");
  value_int(doc_at(came, 0, RECEIPT_RECEIVED), 7); /* had three been short, it would have been asked about */
  s.count = 2;
  is(&s, "disputed", "N1/1 short 10 7 -300 open");
  s.count = 3;
  end(&s);
}

/* The value of what came is corrected: that is no difference of goods, and nobody did it by hand. */
static void only_the_value(void **state) {
  (void)state;
  struct story s = {0};
  struct doc *sent = tells(&s, slip(1)), *came = tells(&s, arrival(2, sent, 10, 5));
  value_int(doc_at(came, 0, RECEIPT_VALUE), 1300);
  permute(s.doc, 1, s.count, rests_are, "A 10 10 0 1000 1300 small|BL1 5 5 0 250 250 small");
  right(tells(&s, correction(3, sent, "value")), "A", true, 0, 300);
  is(&s, "verified", "");
  permute(s.doc, 1, s.count, rests_are, "A 10 10 0 1000 1000 small|BL1 5 5 0 250 250 small");
  end(&s);
}

static void other_lots_and_other_goods(void **state) {
  (void)state;
  struct story s = {0};
  struct doc *sent = tells(&s, slip(1)), *came = tells(&s, arrival(2, sent, 10, 0));
  identity(came, goods(came, "B", 5, 300), "L2", 20900);
  is(&s, "disputed", "N1/2 missing 5 0 -250 open|N2/2 not_ordered 0 5 300 open");
  value_text(doc_at(came, 1, RECEIPT_LOT), "L1");
  value_int(doc_at(came, 1, RECEIPT_EXPIRY), 20901); /* the same lot, another date */
  is(&s, "disputed", "N1/2 missing 5 0 -250 open|N2/2 not_ordered 0 5 300 open");
  value_int(doc_at(came, 1, RECEIPT_EXPIRY), 20900);
  goods(came, "C", 3, 90);
  is(&s, "disputed", "N2/3 not_ordered 0 3 90 open");
  struct doc *fix = tells(&s, correction(3, sent, "slip"));
  right(fix, "C", true, 1, 30);
  is(&s, "disputed", "N2/3 not_ordered 0 2 60 open");
  value_int(doc_at(fix, 0, CORRECTION_QTY), 3);
  is(&s, "closed", "N2/3 not_ordered 0 3 90 closed");
  end(&s);
}

/* The goods of one line came with two receipts, and the slip has them on two lines. */
static void lines_of_the_same_goods(void **state) {
  (void)state;
  struct story s = {0};
  struct doc *sent = tells(&s, slip(1));
  goods(sent, "A", 6, 900); /* 16 A for 19.00 */
  value_int(doc_head(tells(&s, arrival(2, sent, 9, 0)), RECEIPT_MORE), 1);
  tells(&s, arrival(3, sent, 3, 5));
  is(&s, "disputed", "N1/1 short 16 12 -475 open"); /* 19.00 × 4 / 16 */
  end(&s);
}

static void called_back(void **state) {
  (void)state;
  struct story s = {0};
  struct doc *sent = tells(&s, slip(1)), *back = tells(&s, leg(2, sent, "return", "0413", "0412"));
  goods(back, "A", 10, 1000);
  identity(back, goods(back, "B", 5, 250), "L1", 20900);
  is(&s, "cancelled", "");
  struct doc *own[] = {back, sent};
  permute(own, 1, 2, state_is, "dispatched");
  struct doc *home = tells(&s, arrival(3, back, 10, 5));
  struct doc *done[] = {back, home, sent};
  permute(done, 1, 3, state_is, "verified");
  is(&s, "cancelled", ""); /* what came to the leg did not come to the slip */
  end(&s);
}

/* Four of ten had come when the rest was called back; then one of the four was found short: worth what four are worth. */
static void the_rest_called_back(void **state) {
  (void)state;
  struct story s = {0};
  struct doc *sent = tells(&s, slip(9)), *came = tells(&s, arrival(8, sent, 4, 0));
  value_int(doc_head(came, RECEIPT_MORE), 1);
  struct doc *back = tells(&s, leg(2, sent, "return", "0413", "0412")); /* its number is before the slip's */
  goods(back, "A", 6, 600);
  identity(back, goods(back, "B", 5, 250), "L1", 20900);
  is(&s, "verified", "");
  value_int(doc_head(came, RECEIPT_MORE), 0);
  value_int(doc_at(came, 0, RECEIPT_RECEIVED), 3);
  is(&s, "disputed", "N9/1 short 4 3 -100 open");
  end(&s);
}

static void forwarded(void **state) {
  (void)state;
  struct story s = {0};
  struct doc *sent = tells(&s, slip(1)), *on = tells(&s, leg(2, sent, "forward", "0413", "0414"));
  identity(on, goods(on, "B", 5, 250), "L1", 20900); /* one carton of it */
  is(&s, "dispatched", "");
  permute(s.doc, 1, s.count, rests_are, "A 10 0 -10 1000 0 coming");
  tells(&s, arrival(3, sent, 10, 0));
  is(&s, "verified", "");
  struct doc *there = tells(&s, arrival(4, on, 0, 5));
  is(&s, "verified", "");
  struct doc *own[] = {on, there, sent};
  permute(own, 1, 3, state_is, "verified");
  end(&s);
  s = (struct story){0};
  sent = tells(&s, slip(1));
  on = tells(&s, leg(2, sent, "forward", "0413", "0413")); /* a third store only passed it on */
  goods(on, "A", 10, 1000);
  is(&s, "dispatched", "");
  permute(&(struct doc *){on}, 1, 1, state_is, "forwarded");
  tells(&s, arrival(3, sent, 10, 5));
  is(&s, "verified", "");
  end(&s);
}

static void taken_back(void **state) {
  (void)state;
  struct story s = {0};
  struct doc *sent = tells(&s, slip(1));
  tells(&s, reversal_of(sent, 2, 1, 2));
  is(&s, "reversed", "");
  tells(&s, arrival(3, sent, 10, 5)); /* it had come all the same */
  is(&s, "reversed", "N3/1 not_ordered 0 10 1000 open|N3/2 not_ordered 0 5 250 open");
  end(&s);
}

/* One line of a slip is taken back before anything came; with the other it goes on as with any slip. */
static void part_taken_back(void **state) {
  (void)state;
  struct story s = {0};
  struct doc *sent = tells(&s, slip(1));
  tells(&s, reversal_of(sent, 2, 2, 2));
  is(&s, "dispatched", "");
  tells(&s, arrival(3, sent, 9, 0));
  is(&s, "disputed", "N1/1 short 10 9 -100 open");
  right(tells(&s, correction(4, sent, "claim")), "A", false, 1, 100);
  is(&s, "closed", "N1/1 short 10 9 -100 closed");
  end(&s);
}

/* A receipt that named its slip by the number, posted before the slip was there; one of another slip beside it. */
static void by_number(void **state) {
  (void)state;
  struct story s = {0};
  struct doc *sent = tells(&s, slip(1)), *came = tells(&s, arrival(2, sent, 10, 5)), *other = slip(7);
  str_copy(came->parent[0].kind, sizeof came->parent[0].kind, "number");
  free(came->parent[0].ref);
  came->parent[0].ref = xstrdup("N1");
  tells(&s, arrival(3, tells(&s, other), 1, 1));
  is(&s, "verified", "");
  end(&s);
}

/* ---- requests */

static struct doc *picked(uint8_t id, const struct doc *of, int64_t a) {
  struct doc *d = doc_of("transfer", id);
  value_text(doc_head(d, TRANSFER_TO), "0413");
  value_text(doc_head(d, TRANSFER_FROM), "back");
  child_of(d, of);
  goods(d, "A", a, a * 100);
  return d;
}

static void asked(struct story *s, const char *state) {
  permute(s->doc, 1, s->count, state_is, state);
}

static void requests(void **state) {
  (void)state;
  struct story s = {0};
  struct doc *ask = tells(&s, request(1));
  asked(&s, "requested");
  struct doc *yes = tells(&s, answer(2, ask, 6, 0)); /* six of ten, none of five */
  asked(&s, "approved");
  struct doc *first = tells(&s, picked(3, yes, 4));
  asked(&s, "part_shipped");
  tells(&s, picked(4, yes, 2));
  asked(&s, "dispatched");
  tells(&s, arrival(5, first, 4, 0));
  asked(&s, "dispatched"); /* the second is still on its way */
  struct doc *last = tells(&s, arrival(6, s.doc[3], 1, 0));
  asked(&s, "dispatched"); /* there, and in dispute */
  value_int(doc_at(last, 0, RECEIPT_RECEIVED), 2);
  asked(&s, "closed");
  end(&s);
}

static void requests_that_end_otherwise(void **state) {
  (void)state;
  struct story s = {0};
  struct doc *ask = tells(&s, request(1));
  tells(&s, reversal_of(ask, 2, 1, 2));
  asked(&s, "cancelled");
  end(&s);
  s = (struct story){0};
  ask = tells(&s, request(1));
  struct doc *no = tells(&s, answer(2, ask, 0, 0));
  asked(&s, "rejected");
  tells(&s, reversal_of(no, 3, 1, 2));
  asked(&s, "requested");
  tells(&s, answer(4, ask, 10, 5));
  asked(&s, "approved"); /* after another thought */
  end(&s);
  s = (struct story){0};
  ask = tells(&s, request(1));
  struct doc *changed = tells(&s, request(2));
  child_of(changed, ask);
  asked(&s, "changed");
  tells(&s, reversal_of(changed, 3, 1, 2));
  asked(&s, "requested");
  end(&s);
  s = (struct story){0};
  ask = tells(&s, request(1)); /* nobody answered, the goods were sent: fifteen are asked for */
  struct doc *sent = tells(&s, picked(2, ask, 14));
  asked(&s, "part_shipped");
  value_int(doc_at(sent, 0, TRANSFER_QTY), 15);
  asked(&s, "dispatched");
  goods(tells(&s, leg(3, sent, "return", "0413", "0412")), "A", 15, 1500);
  asked(&s, "requested"); /* it was called back */
  end(&s);
}

/* Two answers that nobody took back, from two seats: one of them counts, whatever came first. */
static void two_answers(void **state) {
  (void)state;
  struct story s = {0};
  struct doc *ask = tells(&s, request(1));
  tells(&s, answer(2, ask, 10, 5));
  tells(&s, answer(3, ask, 0, 0));
  tells(&s, picked(4, s.doc[1], 15));
  asked(&s, "dispatched");
  end(&s);
}

/* ---- goods on loan */

static void loans(void **state) {
  (void)state;
  static const char *const ways[][2] = {{"out", "in"}, {"in", "out"}};
  for (size_t k = 0; k < 2; k++) {
    struct story s = {0};
    struct doc *lent = tells(&s, adjustment(1, ways[k][0], "Li"));
    goods(lent, "A", 3, 300);
    identity(lent, goods(lent, "B", 2, 100), "L1", DAY_NONE);
    asked(&s, "on_loan");
    struct doc *first = tells(&s, adjustment(2, ways[k][1], "Li"));
    child_of(first, lent);
    goods(first, "A", 3, 300);
    asked(&s, "part_returned");
    struct doc *last = tells(&s, adjustment(3, ways[k][1], "Li"));
    child_of(last, lent);
    size_t i = goods(last, "B", 2, 100); /* of no lot: not what was lent */
    asked(&s, "part_returned");
    identity(last, i, "L1", DAY_NONE);
    asked(&s, "returned");
    permute(&(struct doc *){first}, 1, 1, state_is, "posted");
    tells(&s, reversal_of(last, 4, 1, 1));
    asked(&s, "part_returned");
    tells(&s, reversal_of(first, 5, 1, 1));
    asked(&s, "on_loan");
    struct doc *more = tells(&s, adjustment(6, ways[k][0], "Li")); /* the same way again brings nothing back */
    child_of(more, lent);
    goods(more, "A", 3, 300);
    asked(&s, "on_loan");
    end(&s);
  }
  struct story s = {0};
  struct doc *lent = tells(&s, adjustment(1, "out", "Li"));
  goods(lent, "A", 3, 300);
  tells(&s, reversal_of(lent, 2, 1, 1));
  asked(&s, "reversed");
  end(&s);
  struct doc *damage = adjustment(1, "damage", NULL);
  permute(&damage, 1, 1, state_is, "posted");
  doc_free(damage);
}

/* A line of a loan taken back is not waited for. */
static void part_of_a_loan(void **state) {
  (void)state;
  struct story s = {0};
  struct doc *lent = tells(&s, adjustment(1, "out", "Li"));
  goods(lent, "A", 3, 300);
  goods(lent, "C", 2, 100);
  tells(&s, reversal_of(lent, 2, 2, 2));
  asked(&s, "on_loan");
  struct doc *back = tells(&s, adjustment(3, "in", "Li"));
  child_of(back, lent);
  goods(back, "A", 3, 300);
  asked(&s, "returned");
  end(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(on_its_way),
      cmocka_unit_test(more_than_sent_before_all_came),
      cmocka_unit_test(disputed_and_put_right),
      cmocka_unit_test(over_and_put_right),
      cmocka_unit_test(both_corrected),
      cmocka_unit_test(part_corrected),
      cmocka_unit_test(within_the_tolerance),
      cmocka_unit_test(only_the_value),
      cmocka_unit_test(other_lots_and_other_goods),
      cmocka_unit_test(lines_of_the_same_goods),
      cmocka_unit_test(called_back),
      cmocka_unit_test(the_rest_called_back),
      cmocka_unit_test(forwarded),
      cmocka_unit_test(taken_back),
      cmocka_unit_test(part_taken_back),
      cmocka_unit_test(by_number),
      cmocka_unit_test(requests),
      cmocka_unit_test(requests_that_end_otherwise),
      cmocka_unit_test(two_answers),
      cmocka_unit_test(loans),
      cmocka_unit_test(part_of_a_loan),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
