/* moves: what the kinds of moving goods move, and what they refuse. */
#include "tests/unit/doc/moving.h"

static bool move_tell(void *self, const struct doc_move *m) {
  struct buf *b = self;
  buf_printf(b, "%s%lld %s>%s %s%s %lld %lld %d", b->n ? "|" : "", (long long)m->line, m->from, m->to, m->item, m->lot, (long long)m->qty,
             (long long)m->value, (int)m->col);
  return true;
}

/* d, which is freed, is right in itself and makes these moves. */
static void moves_are(struct doc *d, const char *expected) {
  struct buf b = {0};
  struct err e = {0};
  if (!d->kind->check(d, &e)) fail_msg("%s", e.text);
  assert_true(!d->kind->moves || d->kind->moves(d, move_tell, &b));
  assert_string_equal(b.p ? b.p : "", expected);
  buf_free(&b);
  doc_free(d);
}

static void moves_of_transfers(void **state) {
  (void)state;
  struct doc *sent = slip(1);
  goods(sent, "C", 0, 0); /* nothing of it: no move */
  struct doc *back = leg(2, sent, "return", "0413", "0412"), *on = leg(3, sent, "forward", "0413", "0414"),
             *noted = leg(4, sent, "forward", "0413", "0413"), *came = arrival(5, sent, 10, 5);
  goods(back, "A", 4, 400);
  goods(on, "A", 4, 400);
  goods(noted, "A", 4, 400);
  value_int(doc_at(came, 0, RECEIPT_DAMAGED), 3);
  moves_are(back, "1 transit:0413>transit:0412 A 4 400 0");
  moves_are(on, "1 transit:0413>transit:0414 A 4 400 0");
  moves_are(noted, "");
  moves_are(came, "1 transit:0413>back A 7 700 3|1 transit:0413>damaged A 3 300 3|2 transit:0413>back BL1 5 250 3");
  moves_are(sent, "1 back>transit:0413 A 10 1000 4|2 back>transit:0413 BL1 5 250 4");
}

static void moves_of_corrections(void **state) {
  (void)state;
  static const struct {
    const char *how, *moves;
  } rows[] = {{"slip", "1 transit:0413>back A 2 200 4|2 back>transit:0413 A 3 300 4"},
              {"receipt", "1 transit:0413>back A 2 200 3|2 back>transit:0413 A 3 300 3"},
              {"claim", "1 transit:0413>scrap A 2 200 7|2 scrap>transit:0413 A 3 300 7"},
              {"tolerance", "1 transit:0413>scrap A 2 200 7|2 scrap>transit:0413 A 3 300 7"},
              {"value", "1 transit:0413>back A 0 200 3|2 back>transit:0413 A 0 300 3"}};
  struct doc *sent = slip(1);
  for (size_t i = 0; i < COUNT(rows); i++) {
    struct doc *d = correction(2, sent, rows[i].how);
    bool value = str_eq(rows[i].how, "value");
    right(d, "A", false, value ? 0 : 2, 200);
    right(d, "A", true, value ? 0 : 3, 300);
    moves_are(d, rows[i].moves);
  }
  doc_free(sent);
}

static void moves_of_adjustments(void **state) {
  (void)state;
  static const struct {
    const char *kind, *moves;
  } rows[] = {{"damage", "1 back>damaged A 2 200 0|2 back>damaged B 1 50 0"},
              {"scrap", "1 back>scrap A 2 200 7|2 back>scrap B 1 50 7"},
              {"consumption", "1 back>consumption A 2 200 7|2 back>consumption B 1 50 7"},
              {"gift", "1 back>consumption A 2 200 7|2 back>consumption B 1 50 7"},
              {"sample", "1 back>consumption A 2 200 7|2 back>consumption B 1 50 7"},
              {"out", "1 back>loan A 2 200 7|2 back>loan B 1 50 7"},
              {"in", "1 loan>back A 2 200 7|2 loan>back B 1 50 7"},
              {"misc", "1 back>count A 2 200 7|2 count>back B 1 50 7"}};
  for (size_t i = 0; i < COUNT(rows); i++) {
    struct doc *d = adjustment(1, rows[i].kind, "Li");
    goods(d, "A", 2, 200);
    goods(d, "B", 1, 50);
    value_int(doc_at(d, 1, ADJUST_MORE), 1); /* means something for 'misc' only: damage never brings anything */
    assert_string_equal(doc_adjust_kind(i), rows[i].kind);
    moves_are(d, rows[i].moves);
  }
  assert_null(doc_adjust_kind(COUNT(rows)));
}

static void moves_within_and_away(void **state) {
  (void)state;
  struct doc *d = doc_of("move", 1);
  value_text(doc_head(d, RELOCATION_FROM), "back");
  value_text(doc_head(d, RELOCATION_TO), "floor");
  identity(d, goods(d, "B", 4, 200), "L1", 20900);
  moves_are(d, "1 back>floor BL1 4 200 0");
  d = doc_of("convert", 2);
  value_text(doc_head(d, CONVERSION_PLACE), "back");
  goods(d, "B", 1, 600);
  goods(d, "A", 6, 600);
  value_int(doc_at(d, 1, CONVERSION_MADE), 1);
  moves_are(d, "1 back>consumption B 1 600 7|2 consumption>back A 6 600 7");
  d = doc_of("return", 3);
  value_text(doc_head(d, RETURN_SUPPLIER), "S1");
  value_text(doc_head(d, RETURN_PLACE), "back");
  value_text(doc_head(d, RETURN_REASON), "bad");
  goods(d, "A", 2, 200);
  moves_are(d, "1 back>supplier A 2 200 2");
  struct doc *ask = request(4);
  moves_are(answer(5, ask, 1, 1), "");
  moves_are(ask, "");
}

/* ---- what is refused */

static void refused(struct doc *d, enum err_code code, const char *where) {
  struct err e = {0};
  assert_false(d->kind->check(d, &e));
  if (e.code != code || !str_eq(e.where, where)) fail_msg("%s at '%s', not %s at '%s'", err_name(e.code), e.where, err_name(code), where);
  doc_free(d);
}

static struct doc *with(struct doc *d, size_t head, const char *text) {
  value_text(doc_head(d, head), text);
  return d;
}

static struct doc *with_line(struct doc *d, size_t field, int64_t n) {
  value_int(doc_at(d, 0, field), n);
  return d;
}

static void refused_transfers(void **state) {
  (void)state;
  struct doc *sent = slip(1);
  refused(with(slip(2), TRANSFER_TO, NULL), ERR_DOC_HEAD, "to");
  refused(with(slip(2), TRANSFER_FROM, NULL), ERR_DOC_HEAD, "from");
  refused(with(slip(2), TRANSFER_LEG, "round"), ERR_DOC_HEAD, "leg");
  refused(with(leg(2, sent, "forward", "0413", "0414"), TRANSFER_PLANNED, NULL), ERR_DOC_HEAD, "planned");
  struct doc *on = leg(2, sent, "forward", "0413", "0414");
  value_text(doc_head(on, TRANSFER_SENDER), NULL);
  refused(on, ERR_DOC_HEAD, "sender");
  refused(with_line(slip(2), TRANSFER_QTY, -1), ERR_DOC_NUMBER, "qty");
  refused(with_line(slip(2), TRANSFER_QTY, DOC_NUMBER_MOST + 1), ERR_DOC_NUMBER, "qty");
  refused(with_line(slip(2), TRANSFER_VALUE, -1), ERR_DOC_NUMBER, "value");
  refused(with_line(slip(2), TRANSFER_DECIMALS, 2), ERR_DOC_NUMBER, "d");
  struct doc *nothing = slip(2);
  value_text(doc_at(nothing, 1, TRANSFER_ITEM), NULL);
  refused(nothing, ERR_DOC_FIELD, "item");
  refused(with(correction(2, sent, "slip"), CORRECTION_HOW, "anyhow"), ERR_DOC_HEAD, "how");
  static const char *const placed[] = {"slip", "receipt", "value"};
  for (size_t i = 0; i < COUNT(placed); i++) refused(with(correction(2, sent, placed[i]), CORRECTION_PLACE, NULL), ERR_DOC_HEAD, "place");
  struct doc *value = correction(2, sent, "value");
  right(value, "A", false, 1, 100);
  refused(value, ERR_DOC_NUMBER, "qty");
  doc_free(sent);
}

static void refused_others(void **state) {
  (void)state;
  struct doc *ask = request(1);
  refused(with_line(request(2), REQUEST_QTY, -1), ERR_DOC_NUMBER, "qty");
  refused(with_line(request(2), REQUEST_DECIMALS, 1), ERR_DOC_NUMBER, "d");
  refused(with(request(2), REQUEST_SOURCE, NULL), ERR_DOC_HEAD, "source");
  refused(answer(2, ask, 0, 0), ERR_DOC_HEAD, "reason");
  refused(with_line(answer(2, ask, 1, 1), ANSWER_QTY, -1), ERR_DOC_NUMBER, "qty");
  doc_free(ask);
  refused(with(adjustment(1, "out", "Li"), ADJUST_KIND, "lost"), ERR_DOC_HEAD, "kind");
  static const char *const owned[] = {"out", "in", "consumption"};
  for (size_t i = 0; i < COUNT(owned); i++) refused(adjustment(1, owned[i], NULL), ERR_DOC_HEAD, "by");
  refused(with(adjustment(1, "scrap", NULL), ADJUST_REASON, NULL), ERR_DOC_HEAD, "reason");
  struct doc *d = doc_of("move", 1);
  value_text(doc_head(d, RELOCATION_FROM), "back");
  refused(with(d, RELOCATION_TO, "back"), ERR_DOC_HEAD, "to");
  for (int made = 0; made < 2; made++) {
    d = doc_of("convert", 1);
    value_text(doc_head(d, CONVERSION_PLACE), "back");
    goods(d, "A", 1, 100);
    goods(d, "B", 1, 100);
    for (size_t i = 0; i < 2; i++) value_int(doc_at(d, i, CONVERSION_MADE), made);
    refused(d, ERR_DOC_CONVERSION, "");
  }
  assert_string_equal(err_name(ERR_DOC_CONVERSION), "document_conversion");
  d = doc_of("return", 1);
  value_text(doc_head(d, RETURN_SUPPLIER), "S1");
  value_text(doc_head(d, RETURN_PLACE), "back");
  value_text(doc_head(d, RETURN_REASON), "bad");
  goods(d, "A", 2, 200);
  refused(with_line(d, RETURN_CREDIT, -1), ERR_DOC_NUMBER, "credit");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(moves_of_transfers),    cmocka_unit_test(moves_of_corrections), cmocka_unit_test(moves_of_adjustments),
      cmocka_unit_test(moves_within_and_away), cmocka_unit_test(refused_transfers),    cmocka_unit_test(refused_others),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
