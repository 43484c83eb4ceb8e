/* doc: bytes there and back, what is refused, differences by the rulings, and states that do not depend on order. */
#include "tests/unit/doc/help.h"

static struct doc *receipt(uint8_t id) {
  struct doc *d = doc_new(doc_kind_find("receipt"));
  memset(d->uuid, id, UUID_BYTES);
  d->day = 20781;
  value_text(doc_head(d, RECEIPT_MODE), "asn");
  value_text(doc_head(d, RECEIPT_PLACE), "back");
  return d;
}

static size_t add(struct doc *d, const char *item, int64_t received, int64_t damaged, int64_t cost) {
  size_t i = doc_line_add(d);
  value_text(doc_at(d, i, RECEIPT_ITEM), item);
  value_int(doc_at(d, i, RECEIPT_RECEIVED), received);
  value_int(doc_at(d, i, RECEIPT_DAMAGED), damaged);
  value_int(doc_at(d, i, RECEIPT_COST), cost);
  return i;
}

static void source(struct doc *d, size_t i, const char *kind, int64_t line, int64_t expected) {
  value_text(doc_at(d, i, RECEIPT_SOURCE), kind);
  value_text(doc_at(d, i, RECEIPT_SOURCE_NUMBER), "N1");
  value_int(doc_at(d, i, RECEIPT_SOURCE_LINE), line);
  value_int(doc_at(d, i, RECEIPT_EXPECTED), expected);
}

static void exact_bytes(void **state) {
  (void)state;
  struct doc *d = receipt(0xAB);
  struct buf b = {0}, again = {0};
  struct err e = {0};
  free(d->number);
  d->number = xstrdup("S-A-000001");
  d->at = 1;
  d->offset = 480;
  d->approved_by = xstrdup("M1");
  d->has_part_of = true;
  memset(d->part_of, 0x01, UUID_BYTES);
  doc_parent_add(d, "asn", "A\"1");
  value_int(doc_head(d, RECEIPT_MORE), 1);
  size_t i = add(d, "可乐", 5, 0, 250);
  value_int(doc_at(d, i, RECEIPT_SHORT), 0);
  doc_write(d, &b);
  assert_string_equal(
      b.p,
      "{\"kind\":\"receipt\",\"v\":2,\"doc\":\"abababababababababababababababab\",\"number\":\"S-A-000001\",\"store\":\"\",\"at\":1,\"day\":20781,\"offset\":480,"
      "\"who\":\"\",\"approved\":\"M1\",\"seat\":\"\",\"part_of\":\"01010101010101010101010101010101\",\"parents\":[[\"asn\",\"A\\\"1\"]],"
      "\"head\":{\"mode\":\"asn\",\"place\":\"back\",\"more\":true},"
      "\"lines\":[{\"item\":\"可乐\",\"received\":5,\"damaged\":0,\"cost\":250,\"short\":false}]}");
  struct doc *back = doc_read(b.p, b.n, &e);
  assert_non_null(back);
  doc_write(back, &again);
  assert_string_equal(again.p, b.p);
  assert_true(doc_head(back, RECEIPT_MORE)->i);
  assert_false(doc_at(back, 0, RECEIPT_LOT)->set);
  doc_free(back);
  doc_free(d);
  buf_free(&b);
  buf_free(&again);
}

#define BODY(head, lines)                                                                                                                                                                  \
  "{\"kind\":\"receipt\",\"v\":1,\"doc\":\"abababababababababababababababab\",\"number\":\"n\",\"store\":\"s\",\"at\":1,\"day\":2,\"offset\":0,\"who\":\"\",\"seat\":\"\",\"parents\":[]," \
  "\"head\":" head ",\"lines\":" lines "}"
#define GOOD "{\"mode\":\"asn\",\"place\":\"back\"}"

static void unknown_fields_stand_aside(void **state) {
  (void)state;
  struct err e = {0};
  static const char body[] = BODY("{\"mode\":\"asn\",\"new\":1,\"place\":\"back\"}", "[{\"received\":1,\"later\":[1]}]");
  struct doc *d = doc_read(body, sizeof body - 1, &e);
  assert_non_null(d);
  assert_int_equal(doc_at(d, 0, RECEIPT_RECEIVED)->i, 1);
  doc_free(d);
}

static void refused_bodies(void **state) {
  (void)state;
  static const struct {
    const char *body, *where;
    enum err_code code;
  } bad[] = {
      {"{", NULL, ERR_JSON},
      {"[]", "kind", ERR_BODY},
      {"{\"kind\":\"dance\",\"v\":1,\"at\":1,\"day\":1,\"doc\":\"abababababababababababababababab\"}", NULL, ERR_BODY_KIND},
      {"{\"kind\":\"receipt\",\"v\":3,\"at\":1,\"day\":1,\"doc\":\"abababababababababababababababab\"}", NULL, ERR_BODY_NEWER},
      {"{\"kind\":\"receipt\",\"v\":0,\"at\":1,\"day\":1,\"doc\":\"abababababababababababababababab\"}", "v", ERR_BODY},
      {"{\"kind\":\"receipt\",\"v\":1,\"at\":1,\"day\":1,\"doc\":\"abab\"}", "doc", ERR_BODY},
      {"{\"kind\":\"receipt\",\"v\":1,\"at\":1,\"day\":99999999999,\"doc\":\"abababababababababababababababab\"}", "day", ERR_BODY},
      {BODY("{\"place\":\"back\"}", "[]"), "head.mode", ERR_BODY},
      {BODY("{\"mode\":1,\"place\":\"back\"}", "[]"), "head.mode", ERR_BODY},
      {BODY("{\"mode\":\"asn\",\"place\":\"back\",\"more\":1}", "[]"), "head.more", ERR_BODY},
      {BODY(GOOD, "[{\"received\":1},{}]"), "lines[2].received", ERR_BODY},
      {BODY(GOOD, "[{\"received\":\"1\"}]"), "lines[1].received", ERR_BODY},
      {BODY(GOOD, "[{\"received\":1,\"expiry\":3000000000}]"), "lines[1].expiry", ERR_BODY},
      {BODY(GOOD, "{}"), "lines", ERR_BODY},
  };
  for (size_t i = 0; i < COUNT(bad); i++) {
    struct err e = {0};
    if (doc_read(bad[i].body, strlen(bad[i].body), &e)) fail_msg("%s was taken", bad[i].body);
    if (e.code != bad[i].code || (bad[i].where && !str_eq(e.where, bad[i].where)))
      fail_msg("%s: %s at '%s'", bad[i].body, err_name(e.code), e.where);
  }
  struct err e = {0};
  char *large = xcalloc(DOC_BYTES_MOST + 1, 1);
  assert_null(doc_read(large, DOC_BYTES_MOST + 1, &e));
  assert_int_equal(e.code, ERR_BODY);
  free(large);
}

static void needs(void **state) {
  (void)state;
  struct err e = {0};
  struct doc *d = receipt(1);
  size_t i = doc_line_add(d);
  value_int(doc_at(d, i, RECEIPT_RECEIVED), 1);
  assert_false(d->kind->check(d, &e)); /* neither item nor code nor carton */
  assert_int_equal(e.code, ERR_DOC_FIELD);
  value_text(doc_at(d, 0, RECEIPT_CODE), "6901234567892");
  assert_true(d->kind->check(d, &e));
  doc_free(d);
  d = doc_new(doc_kind_find("teach"));
  assert_false(d->kind->check(d, &e));
  assert_int_equal(e.code, ERR_DOC_HEAD);
  doc_free(d);
}

/* ---- differences */

static bool collect(void *self, const struct doc_difference *d) {
  struct buf *b = self;
  buf_printf(b, "%s%lld %s %lld %lld %lld", b->n ? "|" : "", (long long)d->line, d->kind, (long long)d->expected, (long long)d->found,
             (long long)d->value);
  return true;
}

static void expect_differences(const struct doc *d, const char *expected) {
  struct buf b = {0};
  assert_true(d->kind->differences(&d, 1, collect, &b));
  assert_string_equal(b.p ? b.p : "", expected);
  buf_free(&b);
}

static void differences_of_an_asn(void **state) {
  (void)state;
  struct doc *d = receipt(1);
  doc_parent_add(d, "asn", "N1");
  source(d, add(d, "A", 0, 0, 100), "asn", 1, 10);  /* missing */
  source(d, add(d, "B", 4, 0, 100), "asn", 2, 10);  /* short, with a second lot below */
  source(d, add(d, "C", 10, 2, 100), "asn", 3, 10); /* two damaged */
  source(d, add(d, "D", 12, 0, 100), "asn", 4, 10); /* over */
  add(d, "E", 3, 0, 100);                           /* not announced */
  source(d, add(d, "B", 5, 0, 100), "asn", 2, 0);
  size_t i = doc_line_add(d);
  value_text(doc_at(d, i, RECEIPT_CARTON), "000000000000000000");
  value_text(doc_at(d, i, RECEIPT_CARTON_STATE), "missing");
  value_int(doc_at(d, i, RECEIPT_RECEIVED), 0);
  i = doc_line_add(d); /* a parked code is no difference */
  value_text(doc_at(d, i, RECEIPT_CODE), "123");
  value_int(doc_at(d, i, RECEIPT_RECEIVED), 2);
  expect_differences(d,
                     "1 missing 10 0 -1000|2 short 10 9 -100|3 damaged 10 8 -200|4 over 10 12 200|5 not_ordered 0 3 300|7 missing 1 0 0");
  value_int(doc_head(d, RECEIPT_MORE), 1);
  expect_differences(d, "3 damaged 10 8 -200|4 over 10 12 200|5 not_ordered 0 3 300|7 missing 1 0 0");
  value_int(doc_head(d, RECEIPT_MORE), 0);
  value_int(doc_head(d, RECEIPT_TOLERANCE), 100000); /* a tenth: the short one passes, the over one of a fifth does not */
  expect_differences(d, "1 missing 10 0 -1000|3 damaged 10 8 -200|4 over 10 12 200|5 not_ordered 0 3 300|7 missing 1 0 0");
  doc_free(d);
}

static void differences_of_an_order(void **state) {
  (void)state;
  struct doc *d = receipt(1);
  doc_parent_add(d, "order", "N1");
  source(d, add(d, "A", 5, 0, 100), "order", 1, 10);
  source(d, add(d, "B", 0, 0, 100), "order", 2, 10);
  expect_differences(d, "");
  value_int(doc_at(d, 0, RECEIPT_SHORT), 1);
  expect_differences(d, "1 short 10 5 -500");
  doc_free(d);
  d = receipt(1); /* blind: nothing to differ from, but damage is damage */
  add(d, "A", 5, 1, 100);
  expect_differences(d, "1 damaged 5 4 -100");
  doc_free(d);
}

/* ---- states */

/* A receipt split in two parts (3 + 2 lines), its reversals, a supplementary receipt and that one's reversal: the same in all 720
 * orders. */
static void state_of_any_order(void **state) {
  (void)state;
  struct doc *set[7] = {receipt(1), receipt(2), receipt(3)};
  for (int i = 0; i < 5; i++) add(set[i < 3 ? 1 : 2], "A", 1, 0, 1);
  for (int i = 1; i < 3; i++) {
    set[i]->has_part_of = true;
    memcpy(set[i]->part_of, set[0]->uuid, UUID_BYTES);
  }
  set[3] = receipt(4);
  add(set[3], "B", 1, 0, 1);
  child_of(set[3], set[0]);
  set[4] = reversal_of(set[3], 5, 1, 1);
  permute(set, 1, 5, state_is, "posted");
  set[5] = reversal_of(set[0], 6, 1, 4);
  permute(set, 1, 6, state_is, "part_reversed");
  set[6] = reversal_of(set[0], 7, 4, 5); /* line 4 twice: counted once */
  permute(set, 1, 7, state_is, "reversed");
  struct doc *supplement[] = {set[3], set[4]};
  permute(supplement, 1, 2, state_is, "reversed");
  for (int i = 0; i < 7; i++) doc_free(set[i]);
}

static void table(void **state) {
  (void)state;
  static const struct {
    const char *code, *state;
  } kinds[] = {{"receipt", "posted"},    {"reversal", "posted"}, {"opening", "posted"},      {"resolution", "posted"}, {"teach", "posted"},
               {"request", "requested"}, {"answer", "posted"},   {"transfer", "dispatched"}, {"correction", "posted"}, {"adjust", "posted"},
               {"move", "posted"},       {"convert", "posted"},  {"return", "posted"}};
  for (size_t i = 0; i < COUNT(kinds); i++) {
    assert_string_equal(doc_kind_at(i)->code, kinds[i].code);
    assert_ptr_equal(doc_kind_find(kinds[i].code), doc_kind_at(i));
    struct doc *d = doc_new(doc_kind_at(i));
    assert_string_equal(d->kind->state((const struct doc *const *)&d, 1), kinds[i].state);
    doc_free(d);
  }
  assert_null(doc_kind_at(COUNT(kinds)));
  assert_null(doc_kind_find("sale"));
  assert_string_equal(err_name(ERR_BODY), "body");
  assert_string_equal(err_name(ERR_DOC_NUMBER), "document_number");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(exact_bytes),           cmocka_unit_test(unknown_fields_stand_aside),
      cmocka_unit_test(refused_bodies),        cmocka_unit_test(needs),
      cmocka_unit_test(differences_of_an_asn), cmocka_unit_test(differences_of_an_order),
      cmocka_unit_test(state_of_any_order),    cmocka_unit_test(table),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
