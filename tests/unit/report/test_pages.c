/* What pages of the screens are made of: an item's stock day by day, a document's flow as a tree, what was said about a difference, the
 * newest documents. */
#include "src/report/report.h"
#include "tests/unit/ledger/help.h"

static const int64_t a_day = INT64_C(86400000000);

static void reverse_lines(struct world *w, const char *number, const char *lines) {
  struct reverse ask = {.number = number, .lines = lines, .reason = "wrong"};
  struct reversal r;
  struct config *config = config_new();
  ok(w, ledger_reverse(w->db, w->store, &(struct actor){.staff = "M"}, config, &ask, &r, &w->err));
  ledger_reversal_free(&r);
  config_free(config);
}

/* All cells of the rows, columns from first to last, joined by blanks, rows by '|'. */
static void holds(const struct kept *k, size_t first, size_t last, const char *expected) {
  struct buf b = {0};
  for (size_t i = 0; i < kept_rows(k); i++) {
    if (i) buf_addc(&b, '|');
    for (size_t c = first; c <= last; c++) buf_printf(&b, "%s%s", c > first ? " " : "", kept_cell(k, i, c));
  }
  assert_string_equal(b.n ? b.p : "", expected);
  buf_free(&b);
}

/* Three came on the 24th, four (one damaged) on the 26th, the three went back on the 27th, today; one went to
 * another store then and two came from it. */
static void test_stock_by_day(void **state) {
  (void)state;
  struct world w;
  struct item_card card;
  char first[64], number[64];
  bool found;
  world_begin(&w, "S1", 1);
  world_sql(
      &w,
      "UPDATE item SET supplier = 'P1', cost = 90 WHERE id = 1; INSERT INTO supplier(code, name) VALUES('P1', 'Farm');"
      "INSERT INTO barcode(key, item, text, units, kind) VALUES('k1', 1, '690', 1, 'ean'), ('k2', 1, '1690', 12, 'case');"
      "INSERT INTO price(item, level, since, until, amount) VALUES(1, 'retail', 0, 1000, 100), (1, 'retail', 1000, 9223372036854775807, 120);"
      "INSERT INTO expected(id, kind, number, supplier, due) VALUES(1, 'order', 'O1', 'P1', 20790);"
      "INSERT INTO expected_line(expected, line, item, qty, received) VALUES(1, 1, 1, 10, 4), (1, 2, 1, 5, 5)");
  struct doc *d = receipt_new("blind");
  receipt_line(d, "A", 3, 0, 100);
  world_post(&w, d, first);
  w.now += 2 * a_day;
  d = receipt_new("blind");
  receipt_line(d, "A", 4, 1, 100);
  world_post(&w, d, number);
  w.now += a_day;
  reverse_lines(&w, first, NULL);
  d = doc_new(doc_kind_find("transfer"));
  value_text(doc_head(d, TRANSFER_TO), "S2");
  value_text(doc_head(d, TRANSFER_FROM), "back");
  size_t line = doc_line_add(d);
  value_text(doc_at(d, line, TRANSFER_ITEM), "A");
  value_int(doc_at(d, line, TRANSFER_QTY), 1);
  world_post(&w, d, first);
  d = receipt_new("transfer");
  doc_parent_add(d, "number", "S2-A-000001");
  value_text(doc_head(d, RECEIPT_SLIP), "S2-A-000001");
  value_text(doc_head(d, RECEIPT_SENDER), "S2");
  receipt_line(d, "A", 2, 0, 100);
  world_post(&w, d, first);
  /* What is on its way is not on hand: to another store it is gone, to this one it comes. */
  world_sql(&w, "UPDATE stock SET qty = 6 WHERE place = (SELECT id FROM place WHERE code = 'transit:S1');"
                "INSERT INTO expected(id, kind, number) VALUES(2, 'asn', 'A1');"
                "INSERT INTO expected_line(expected, line, item, qty, received) VALUES(2, 1, 1, 9, 2)");
  ok(&w, item_card_load(w.db, w.store, 1, &card, &found, &w.err));
  assert_true(found);
  assert_int_equal(card.on_hand, 5);
  assert_int_equal(card.on_way, 6 + 7);
  static const int64_t last[] = {0, 3, 3, 7, 5};
  for (size_t i = 0; i < COUNT(last); i++) assert_int_equal(card.day[CARD_DAYS - COUNT(last) + i], last[i]);
  assert_int_equal(card.day[0], 0);
  assert_int_equal(card.received, 9);
  assert_int_equal(card.gone, 4);
  assert_int_equal(card.retail, 120);
  assert_int_equal(card.member, -1);
  assert_string_equal(card.supplier, "Farm");
  holds(card.price, CARD_PRICE_AMOUNT, CARD_PRICE_AMOUNT, "1.20|1.00");
  assert_string_equal(kept_cell(card.price, 0, CARD_PRICE_NOW), "yes");
  assert_string_equal(kept_cell(card.price, 1, CARD_PRICE_NOW), "");
  holds(card.stock, CARD_STOCK_PLACE, CARD_STOCK_QTY, "Back room   4|Damaged goods   1|Transit S1   6|Transit S2   1");
  holds(card.barcode, CARD_BARCODE, CARD_BARCODE_KIND, "690 1 ean|1690 12 case");
  holds(card.open, CARD_OPEN_NUMBER, CARD_OPEN_QTY, "A1   7|O1 Farm 2026-12-03 6");
  holds(card.move, CARD_MOVE_NUMBER, CARD_MOVE_NUMBER, "S1-A-000005|S1-A-000004|S1-A-000003|S1-A-000002|S1-A-000002|S1-A-000001");
  item_card_done(&card);
  ok(&w, item_card_load(w.db, w.store, 99, &card, &found, &w.err));
  assert_false(found);
  world_end(&w);
}

static void resolve(struct world *w, const struct resolve *r) {
  char *number = NULL;
  ok(w, db_begin(w->db, &w->err));
  ok(w, ledger_resolve(w->db, w->store, &(struct actor){.staff = "M"}, r, &number, &w->err));
  ok(w, db_commit(w->db, &w->err));
  free(number);
}

/* Order O1, its delivery N1, a receipt short of 3, two words about that, one of its lines taken back. */
static void flow_make(struct world *w) {
  char number[64];
  world_sql(
      w,
      "INSERT INTO expected(id, kind, number) VALUES(1, 'order', 'O1'), (2, 'asn', 'N1');"
      "INSERT INTO expected_line(expected, line, item, qty, order_number) VALUES(1, 1, 1, 10, ''), (2, 1, 1, 10, 'O1'), (2, 2, 2, 5, 'O1')");
  struct doc *d = receipt_new("asn");
  doc_parent_add(d, "asn", "N1");
  receipt_source(d, receipt_line(d, "A", 7, 0, 100), "asn", "N1", 1, 10);
  receipt_source(d, receipt_line(d, "B", 5, 0, 200), "asn", "N1", 2, 5);
  world_post(w, d, number);
  w->now += 60000000;
  resolve(w, &(struct resolve){.id = "S1-A-000001/1/short", .owner = "M2", .note = "asked"});
  w->now += a_day;
  resolve(w, &(struct resolve){.id = "S1-A-000001/1/short", .close = true, .reason = "credited"});
  reverse_lines(w, number, "2");
}

static struct kept *tree_of(struct world *w, const char *number) {
  struct document d;
  struct kept *kept;
  ok(w, document_find(w->db, number, &d, &w->err));
  struct out *out = out_keep(document_tree_column, DOC_TREE_COLUMNS, &kept);
  ok(w, document_tree(w->db, &d, out, &w->err));
  ok(w, out_end(out, &w->err));
  return kept;
}

static void test_flow_is_a_tree(void **state) {
  (void)state;
  static const char *const from[] = {"S1-A-000001", "S1-A-000004", "O1"};
  struct world w;
  struct document d;
  world_begin(&w, "S1", 1);
  flow_make(&w);
  for (size_t i = 0; i < COUNT(from); i++) {
    struct kept *kept = tree_of(&w, from[i]);
    holds(kept, DOC_TREE_PATH, DOC_TREE_NUMBER, " O1|0 N1|00 S1-A-000001|001 S1-A-000002|001 S1-A-000003|000 S1-A-000004");
    assert_string_equal(kept_cell(kept, 5, DOC_TREE_KIND), "reversal");
    assert_string_equal(kept_cell(kept, 3, DOC_TREE_BY), "M");
    kept_free(kept);
  }
  refused(&w, document_find(w.db, "O9", &d, &w.err), ERR_DOC_UNKNOWN);
  world_end(&w);
}

static void test_differences_and_words(void **state) {
  (void)state;
  struct world w;
  struct discrepancy d;
  struct kept *kept;
  bool found;
  world_begin(&w, "S1", 1);
  flow_make(&w);
  struct out *out = out_keep(list_discrepancies_column, LIST_DISCREPANCIES_COLUMNS, &kept);
  ok(&w, list_discrepancies(w.db, w.store, false, true, out, &w.err));
  ok(&w, out_end(out, &w.err));
  assert_int_equal(kept_rows(kept), 0);
  kept_free(kept);
  out = out_keep(list_discrepancies_column, LIST_DISCREPANCIES_COLUMNS, &kept);
  ok(&w, list_discrepancies(w.db, w.store, true, true, out, &w.err));
  ok(&w, out_end(out, &w.err));
  holds(kept, LIST_DISC_KIND, LIST_DISC_WORTH, "short S1-A-000001 A Apple 10 7 -3 -3.00 M2 1 closed 3.00");
  kept_free(kept);
  ok(&w, discrepancy_get(w.db, &w.err, "S1-A-000001/1/short", &d, &found));
  out = out_keep(discrepancy_said_column, DISC_SAID_COLUMNS, &kept);
  ok(&w, discrepancy_said(w.db, &d, out, &w.err));
  ok(&w, out_end(out, &w.err));
  holds(kept, DISC_SAID_TIME, DISC_SAID_NUMBER,
        "2026-11-24 10:01 M for M2 to settle  asked S1-A-000002|2026-11-25 10:01 M closed: credited S1-A-000003");
  kept_free(kept);
  world_end(&w);
}

static void test_newest_documents(void **state) {
  (void)state;
  struct world w;
  struct kept *kept;
  struct documents_filter f = {.from = INT32_MIN, .to = INT32_MAX, .most = 2};
  world_begin(&w, "S1", 1);
  flow_make(&w);
  struct out *out = out_keep(list_documents_column, LIST_DOCUMENTS_COLUMNS, &kept);
  ok(&w, list_documents(w.db, &f, out, &w.err));
  ok(&w, out_end(out, &w.err));
  holds(kept, LIST_DOCS_NUMBER, LIST_DOCS_NUMBER, "S1-A-000004|S1-A-000003|O1|N1"); /* the newest two of either sort; without a day last */
  kept_free(kept);
  f = (struct documents_filter){.from = 20781, .to = 20782, .most = 9, .kind = "receipt"};
  out = out_keep(list_documents_column, LIST_DOCUMENTS_COLUMNS, &kept);
  ok(&w, list_documents(w.db, &f, out, &w.err));
  ok(&w, out_end(out, &w.err));
  holds(kept, LIST_DOCS_NUMBER, LIST_DOCS_NUMBER, "S1-A-000001");
  kept_free(kept);
  world_end(&w);
}

static void test_code_or_why_not(void **state) {
  (void)state;
  struct world w;
  struct lookup l;
  struct instore instore;
  struct buf why = {0};
  struct config *config = config_new();
  world_begin(&w, "S1", 1);
  config_instore(config, &instore);
  ok(&w, lookup_code(w.db, w.store, &instore, "A", &l, &why, &w.err));
  assert_int_equal(l.count, 1);
  assert_int_equal(l.item[0], 1);
  assert_int_equal(why.n, 0);
  ok(&w, lookup_code(w.db, w.store, &instore, "Appl", &l, &why, &w.err)); /* part of a name is no code */
  assert_int_equal(l.count, 0);
  assert_string_equal(why.p, "Nothing here has 'Appl' in its code, barcodes or names.");
  buf_free(&why);
  config_free(config);
  world_end(&w);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_stock_by_day),     cmocka_unit_test(test_flow_is_a_tree),  cmocka_unit_test(test_differences_and_words),
      cmocka_unit_test(test_newest_documents), cmocka_unit_test(test_code_or_why_not),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
