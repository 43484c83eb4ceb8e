/* The kinds items and barcodes: what is new, changed, the same, refused; codes and their leading zeros; one barcode on two items. */
#include "tests/unit/db/import_help.h"

static void new_changed_same(void **state) {
  (void)state;
  struct db *db = open_store();
  struct brought b = bring(db, "items",
                           "item,name,unit,category,cost,price,member_price,tax,barcode,pack,shelf_life_days,track\n"
                           "A1,青苹果汁,瓶,饮料/果汁,2.10,3.50,3.20,0.13,6901234567892,12,180,lot\nA2,Brown bread,,,,,,,,,,\n");
  assert_true(b.ok);
  COUNTS(b, 2, 0, 0, 0);
  assert_int_equal(b.n.id, 1);
  told(db, "青苹果汁|瓶|饮料/果汁|210|130000|12|180|1",
       "SELECT name||'|'||unit||'|'||category||'|'||cost||'|'||tax||'|'||pack||'|'||shelf_life||'|'||track FROM item WHERE code='A1'");
  told(db, "06901234567892/6901234567892/1/ean", "SELECT key||'/'||text||'/'||units||'/'||kind FROM barcode");
  assert_int_equal(number(db, "SELECT amount FROM price WHERE level='retail'"), 350);
  assert_int_equal(number(db, "SELECT amount FROM price WHERE level='member'"), 320);
  assert_int_equal(number(db, "SELECT cost IS NULL AND tax IS NULL AND unit='' FROM item WHERE code='A2'"), 1);

  b = bring(db, "items",
            "name,item,unit,cost\n青苹果汁 1L,A1,,-\nBrown bread,A2,,\n"); /* an empty cell leaves, '-' clears, columns in any order */
  assert_true(b.ok);
  COUNTS(b, 0, 1, 1, 0);
  told(db, "青苹果汁 1L|瓶|(none)", "SELECT name||'|'||unit||'|'||coalesce(cost,'(none)') FROM item WHERE code='A1'");
  round_trip(db, "items", 2);
  round_trip(db, "barcodes", 1);
  round_trip(db, "prices", 2);
  db_close(db);
}

static void barcodes_refused(void **state) {
  (void)state;
  struct db *db = open_store();
  struct brought b = bring(
      db, "items",
      "item,name,barcode\nA1,Tea,6901234567893\nA2,Tea,6.90123E+12\nA3,Tea,69 01\nA4,Tea,96385075\n6.9E+12,Tea,\nA5,Tea,4006381333931\n");
  assert_false(b.ok);
  assert_int_equal(b.err.code, ERR_IMPORT_REJECTED);
  COUNTS(b, 1, 0, 0, 5);
  assert_string_equal(
      b.bad, "2 barcode barcode_check_digit;3 barcode barcode_scientific;4 barcode barcode_form;5 barcode barcode_check_digit;6 item "
             "barcode_scientific;");
  assert_int_equal(number(db, "SELECT count(*) FROM item"), 0);
  assert_int_equal(number(db, "SELECT count(*) FROM import"), 0);
  plain.skip_bad = true;
  b = bring(db, "items", "item,name,barcode\nA1,Tea,6901234567893\nA5,Tea,4006381333931\n");
  assert_true(b.ok);
  COUNTS(b, 1, 0, 0, 1);
  b = bring(db, "items", "item,name,barcode\nA6,Milk,4006381333931\nA5,Tea,-\n"); /* held by another item */
  COUNTS(b, 0, 0, 1, 1);
  assert_string_equal(b.bad, "2 barcode barcode_held;");
  b = bring(db, "items",
            "item,name,barcode\nB1,Salt,5901234123457\nB2,Oil,5901234123457\nB3,Rice,7350053850019\n"); /* on two items of one file */
  COUNTS(b, 1, 0, 0, 2);
  assert_string_equal(b.bad, "2 barcode barcode_clash;3 barcode barcode_clash;");
  db_close(db);
}

/* 0 36000 29145 2 is one GTIN with and without its zero. */
static void leading_zeros(void **state) {
  (void)state;
  struct db *db = open_store();
  const char *file = "item,barcode,name\n036000291452,036000291452,Tissues\n0036000291452,0036000291452,Tissues\n";
  struct brought b = bring(db, "items", file);
  COUNTS(b, 2, 0, 0, 0);
  assert_int_equal(number(db, "SELECT count(*) FROM item"), 1);
  assert_int_equal(number(db, "SELECT count(*) FROM barcode WHERE key='00036000291452'"), 2);
  b = bring(db, "items", file);
  COUNTS(b, 0, 0, 2, 0);
  assert_int_equal(b.n.again, 1);
  assert_int_equal(b.n.id, 0);
  plain.skip_bad = true;
  b = bring(db, "items", "item,barcode,name\n036000291452,036000291452,Tissues\n0036000291452,0036000291452,Napkins\n");
  COUNTS(b, 0, 0, 1, 1);
  assert_string_equal(b.bad, "3 item row_alias;");
  b = bring(db, "items", "item,barcode,name\n0036000291452,0036000291452,Tissues 100\n"); /* the stored item under its other text */
  COUNTS(b, 0, 1, 0, 0);
  told(db, "036000291452 Tissues 100", "SELECT code||' '||name FROM item");
  db_close(db);
}

static void twice_in_a_file(void **state) {
  (void)state;
  struct db *db = open_store();
  plain.skip_bad = true;
  struct brought b = bring(db, "items", "item,name\nA,Tea\nB,Milk\nA,Tea\nC,Oil\nC,Salt\nC,Oil\n");
  COUNTS(b, 2, 0, 1, 3);
  assert_string_equal(b.bad, "5 item row_twice;6 item row_twice;7 item row_twice;");
  told(db, "A,B", "SELECT group_concat(code) FROM (SELECT code FROM item ORDER BY code)");
  db_close(db);
}

static void cells_refused(void **state) {
  (void)state;
  struct db *db = open_store();
  struct buf text = {0};
  buf_adds(
      &text,
      "item,name,decimals,cost,price,pack,tax,track,mnemonic\nA,,,,,,,,\nB,Tea,2,,,,,,\nC,Tea,,1.234,,,,,\nD,Tea,,,\"1,5\",,,,\n"
      "E,Tea,,,-3,,,,\nF,Tea,,,,1.5,,,\n"
      "G,Tea,,,,,1.2,,\nH,Tea,,,,,,weight,\n-,Tea,,,,,,,\nI,Tea,,,,,,,abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklm\n"
      "J,Tea,,,,,,,,more,cells\nA  B,Tea,,,,,,,\n");
  struct brought b = bring(db, "items", text.p);
  COUNTS(b, 0, 0, 0, 12);
  assert_string_equal(
      b.bad,
      "2 name row_missing;3 decimals row_word;4 cost row_decimals;5 price number_form;6 price row_negative;7 pack row_decimals;8 tax "
      "number_form;9 track row_word;"
      "10 item row_missing;11 mnemonic row_long;12  row_broken;13 item row_code;");
  buf_free(&text);
  db_close(db);
}

/* A price of nothing means none; another currency than the store's is not given; above retail is worth a word. */
static void prices_of_items(void **state) {
  (void)state;
  struct db *db = open_store();
  struct brought b = bring(db, "items", "item,name,price,member_price,currency\nA,Tea,5.00,0,CNY\nB,Tea,5.00,6.00,\nC,Tea,500,,KZT\n");
  COUNTS(b, 3, 0, 0, 0);
  assert_int_equal(number(db, "SELECT count(*) FROM price"), 3);
  assert_non_null(strstr(b.said, "Row 2: the price 0 means no price (rows: 1)."));
  assert_non_null(strstr(b.said, "Row 3: the member price 6.00 is above"));
  assert_non_null(strstr(b.said, "Row 4: amounts in KZT"));
  b = bring(db, "items", "item,name,price\nA,Tea,5.50\nB,Tea,0\n");
  COUNTS(b, 0, 2, 0, 0);
  told(db, "550",
       "SELECT amount FROM price p JOIN item i ON i.id=p.item WHERE i.code='A' AND level='retail' AND until=9223372036854775807");
  assert_int_equal(number(db, "SELECT count(*) FROM price p JOIN item i ON i.id=p.item WHERE i.code='A' AND level='retail'"), 2);
  assert_int_equal(
      number(db,
             "SELECT count(*) FROM price p JOIN item i ON i.id=p.item WHERE i.code='B' AND level='retail' AND until=9223372036854775807"),
      0);
  b = bring(db, "items", "item,name,price\nA,Tea,5.50\nB,Tea,0\n");
  COUNTS(b, 0, 0, 2, 0);
  db_close(db);
}

static void decimals_freeze(void **state) {
  (void)state;
  struct db *db = open_store();
  COUNTS(bring(db, "items", "item,name,decimals\nA,Pears,3\n"), 1, 0, 0, 0);
  COUNTS(bring(db, "items", "item,name,decimals\nA,Pears,0\n"), 0, 1, 0, 0);
  write_sql(db, "UPDATE item SET frozen = 1");
  struct brought b = bring(db, "items", "item,name,decimals\nA,Pears,3\n");
  COUNTS(b, 0, 0, 0, 1);
  assert_string_equal(b.bad, "2 decimals item_frozen;");
  COUNTS(bring(db, "items", "item,name,decimals\nA,Apples,0\n"), 0, 1, 0, 0);
  db_close(db);
}

static void barcodes_kind(void **state) {
  (void)state;
  struct db *db = open_store();
  COUNTS(bring(db, "items", "item,name\nA,Tea\nB,Milk\n"), 2, 0, 0, 0);
  struct brought b = bring(db, "barcodes", "barcode,item,units,kind\n6901234567892,A,,\n16901234567899,A,12,\n00242,B,,store\n");
  COUNTS(b, 3, 0, 0, 0);
  told(db, "12 case", "SELECT units||' '||kind FROM barcode WHERE text='16901234567899'");
  b = bring(db, "barcodes", "barcode,item,units\n6901234567892,A,\n16901234567899,A,24\n");
  COUNTS(b, 0, 1, 1, 0);
  plain.skip_bad = true;
  b = bring(db, "barcodes", "barcode,item,units\n6901234567892,B,\n4006381333931,C,\n5901234123457,B,0\n7350053850018,B,\n00242,B,\n");
  COUNTS(b, 0, 0, 1, 4);
  assert_string_equal(b.bad, "2 barcode barcode_held;3 item item_unknown;4 units row_negative;5 barcode barcode_check_digit;");
  COUNTS(bring(db, "items", "item,name,barcode\nA,Tea,16901234567899\n"), 0, 0, 1, 0); /* the case stays a case of 24 */
  assert_int_equal(number(db, "SELECT units FROM barcode WHERE text='16901234567899'"), 24);
  round_trip(db, "barcodes", 3);
  db_close(db);
}

/* What a scan finds: the barcode, else the code of an item, else the digits of a scale code with or without their zeros. */
static void scans(void **state) {
  (void)state;
  struct db *db = open_store();
  struct instore in = {0};
  struct code code;
  struct item_hit hit[4];
  size_t n;
  COUNTS(bring(db, "items", "item,name,barcode\nA,Tea,036000291452\n00242,Pears,\n731,Plums,\n"), 3, 0, 0, 0);
  COUNTS(bring(db, "barcodes", "barcode,item,units\n16901234567899,A,12\n"), 1, 0, 0, 0);
  WORKS(instore_parse(&in, "21", "5 5 weight 3", &err));
  static const struct {
    const char *scan, *item;
    int64_t units;
  } rows[] = {
      {"036000291452", "A", 1},    {"0036000291452", "A", 1},  {"16901234567899", "A", 12},
      {"00242", "00242", 1},       {"731", "731", 1},          {"2100242004557", "00242", 1}, /* 21 00242 00455, check digit 7 */
      {"2100731012506", "731", 1}, {"4006381333931", NULL, 0},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    struct item it;
    bool found;
    code_read(&code, rows[i].scan, strlen(rows[i].scan), &in, 20781);
    WORKS(item_scan(db, &err, &code, hit, COUNT(hit), &n));
    if (n != (rows[i].item ? 1u : 0u)) fail_msg("%s: %d items (%s)", rows[i].scan, (int)n, code.problem);
    if (!n) continue;
    WORKS(item_by_id(db, &err, hit[0].item, &it, &found));
    assert_string_equal(it.code, rows[i].item);
    assert_int_equal(hit[0].units, rows[i].units);
  }
  WORKS(db_begin(db, &err));
  WORKS(barcode_add(db, &err, "036000291452", number(db, "SELECT id FROM item WHERE code='731'"), 1, "ean"));
  WORKS(db_commit(db, &err));
  code_read(&code, "036000291452", 12, &in, 20781);
  WORKS(item_scan(db, &err, &code, hit, COUNT(hit), &n));
  assert_int_equal(n, 2); /* one code on two items: ask */
  db_close(db);
}

static void names_cleaned_and_guarded(void **state) {
  (void)state;
  struct db *db = open_store();
  COUNTS(bring(db, "items", "item,name,brand\n007,\"'=1+1\",'-\n008,\"  a\xE2\x80\x8B  b \",\n"), 2, 0, 0, 0);
  told(db, "=1+1|-", "SELECT name||'|'||brand FROM item WHERE code='007'");
  told(db, "a b", "SELECT name FROM item WHERE code='008'");
  char *text = exported(db, "items");
  assert_non_null(strstr(text, "\n007,'=1+1,"));
  free(text);
  round_trip(db, "items", 2);
  db_close(db);
}

int main(void) {
#define ONE(f) cmocka_unit_test_setup_teardown(f, import_up, folder_down)
  const struct CMUnitTest tests[] = {
      ONE(new_changed_same), ONE(barcodes_refused), ONE(leading_zeros), ONE(twice_in_a_file), ONE(cells_refused),
      ONE(prices_of_items),  ONE(decimals_freeze),  ONE(barcodes_kind), ONE(scans),           ONE(names_cleaned_and_guarded)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
