/* The kinds prices, stores, suppliers, places, staff, orders, asns, allocations, stock. */
#include "tests/unit/db/import_help.h"

#define DAY 86400000000

static void prices(void **state) {
  (void)state;
  struct db *db = open_store();
  COUNTS(bring(db, "items", "item,name\nA,Tea\nB,Milk\n"), 2, 0, 0, 0);
  const char *file = "item,price,level,from,to,reason\nA,5.00,,2026-11-01,,\nA,4.50,member,2026-11-01,,\nA,6.00,,2026-12-01,,autumn\n"
                     "B,9.00,,2026-11-01,,\nB,7.00,,2026-11-20,2026-11-30,sale\n";
  COUNTS(bring(db, "prices", file), 5, 0, 0, 0);
  int64_t nov = 1793476800000000; /* 2026-11-01 04:00 in Shanghai: 2026-10-31T20:00:00Z */
  static const struct {
    const char *item, *level;
    int day;
    int64_t amount;
  } at[] = {{"A", "retail", -1, -1},  {"A", "retail", 0, 500},  {"A", "retail", 29, 500}, {"A", "retail", 30, 600},
            {"A", "member", 90, 450}, {"B", "retail", 18, 900}, {"B", "retail", 19, 700}, {"B", "retail", 28, 700},
            {"B", "retail", 29, 900}, {"B", "member", 1, -1}};
  for (size_t i = 0; i < COUNT(at); i++) {
    struct item it;
    bool found;
    int64_t amount;
    WORKS(item_by_code(db, &err, at[i].item, &it, &found));
    WORKS(price_at(db, &err, it.id, at[i].level, nov + at[i].day * DAY, &amount));
    if (amount != at[i].amount) fail_msg("%s %s day %d: %d", at[i].item, at[i].level, at[i].day, (int)amount);
  }
  write_sql(db, "INSERT INTO price(item, level, since, until, amount) VALUES(2, 'member', 1000, 2000, 850)"); /* and nothing after it */
  static const int64_t moment[][2] = {{999, -1}, {1000, 850}, {1999, 850}, {2000, -1}};
  for (size_t i = 0; i < COUNT(moment); i++) {
    int64_t amount;
    WORKS(price_at(db, &err, 2, "member", moment[i][0], &amount));
    assert_int_equal(amount, moment[i][1]);
  }
  write_sql(db, "DELETE FROM price WHERE item = 2 AND level = 'member'");
  COUNTS(bring(db, "prices", file), 0, 0, 5, 0);
  COUNTS(bring(db, "prices", "item,price\nA,5.00\nB,9.10\n"), 0, 1, 1, 0); /* without from: from now on, 2026-11-24 */
  round_trip(db, "prices", 7);
  plain.skip_bad = true;
  struct brought b =
      bring(db, "prices",
            "item,price,currency,level,from,to\nC,1,,,,\nA,1,USD,,,\nA,1,,gold,,\nA,1,,,2026-11-05,2026-11-04\nA,1,,,03/04,\nB,0,,,,\n");
  COUNTS(b, 0, 1, 0, 5);
  assert_string_equal(b.bad, "2 item item_unknown;3 currency row_currency;4 level row_word;5 to row_period;6 from row_time;");
  COUNTS(bring(db, "prices", "item,price\nB,0\n"), 0, 0, 1, 0);
  db_close(db);
}

static void parties(void **state) {
  (void)state;
  struct db *db = open_store();
  COUNTS(bring(db, "stores", "store,name,kind,timezone\n0412,East gate,,Asia/Shanghai\nW1,Depot,warehouse,\n"), 2, 0, 0, 0);
  COUNTS(bring(db, "stores", "store,name\n0412,East Gate\nW1,Depot\n"), 0, 1, 1, 0);
  told(db, "store Asia/Shanghai", "SELECT kind||' '||timezone FROM store WHERE code='0412'");
  bool known;
  WORKS(store_known(db, &err, "0412", &known));
  assert_true(known);
  struct brought b = bring(
      db, "stores", "store,name,timezone,day_start,currency\nX1,A,Mars/Crater,,\nX2,A,,25:00,\nX3,A,,4,\nX4,A,,,ZZZ\nX5,A,UTC,06:30,JPY\n");
  COUNTS(b, 1, 0, 0, 4);
  assert_string_equal(b.bad, "2 timezone zone;3 day_start row_clock;4 day_start row_clock;5 currency currency;");
  round_trip(db, "stores", 2);
  COUNTS(bring(db, "suppliers", "supplier,name,phone,lead_days\nS1,Green fields,+86 10,3\nS2,=Sums,,\n"), 2, 0, 0, 0);
  char *name;
  WORKS(supplier_name(db, &err, "S1", &name));
  assert_string_equal(name, "Green fields");
  free(name);
  round_trip(db, "suppliers", 2);
  write_sql(db, "INSERT INTO place(code,name,kind) VALUES('supplier','','outside')");
  COUNTS(bring(db, "places", "place,name,kind,parent\nA1,Shelf 1,,hall\nhall,Hall,floor,\n"), 2, 0, 0, 0);
  COUNTS(bring(db, "places", "place,name,kind,parent\nA1,Shelf 1,zone,hall\nhall,Hall,floor,\n"), 0, 0, 2, 0);
  COUNTS(bring(db, "places", "place,parent\nA1,-\n"), 0, 1, 0, 0);
  COUNTS(bring(db, "places", "place,parent\nA1,hall\n"), 0, 1, 0, 0);
  round_trip(db, "places", 2);
  plain.skip_bad = true;
  b = bring(db, "places", "place,parent,kind\nsupplier,,\nhall,hall,\ntransit:9,,\nx,,roof\n");
  COUNTS(b, 0, 0, 0, 4);
  assert_string_equal(b.bad, "2 place place_outside;3 parent place_parent;4 place place_outside;5 kind row_word;");
  db_close(db);
}

static void staff(void **state) {
  (void)state;
  struct db *db = open_store();
  struct brought b = bring(db, "staff", "staff,name,roles,pin\nC1,Clerk,clerk@S01,1234\n");
  assert_false(b.ok);
  assert_int_equal(b.err.code, ERR_IMPORT_NO_MANAGER);
  b = bring(db, "staff", "staff,name,roles,pin\nM1,Manager,manager@S01,\n"); /* nobody could sign in */
  assert_int_equal(b.err.code, ERR_IMPORT_NO_MANAGER);
  assert_int_equal(number(db, "SELECT count(*) FROM staff"), 0);
  const char *file = "staff,name,roles,pin\nC1,Clerk,clerk@S01;counter@S02,1234\nM1,Manager,manager@S01,4321\n";
  b = bring(db, "staff", file);
  assert_true(b.ok);
  COUNTS(b, 2, 0, 0, 0);
  unsigned rights;
  bool found;
  WORKS(staff_rights(db, &err, "M1", "S01", &rights, &found));
  assert_true(found && rights & RIGHT_MANAGER);
  int64_t wait;
  REFUSED(staff_sign_in(db, &err, "M1", "4321", &wait), ERR_PIN_CHANGE); /* opens only the change of the PIN */
  WORKS(db_begin(db, &err));
  WORKS(staff_set_pin(db, &err, "M1", "9999", false));
  WORKS(db_commit(db, &err));
  COUNTS(bring(db, "staff", file), 0, 0, 2, 0); /* a PIN of one's own is not put back */
  WORKS(staff_sign_in(db, &err, "M1", "9999", &wait));
  round_trip(db, "staff", 2);
  b = bring(db, "staff", "staff,name,active\nM1,Manager,0\n");
  assert_int_equal(b.err.code, ERR_IMPORT_NO_MANAGER);
  b = bring(db, "staff", "staff,name,roles\nM1,Manager,-\nC1,Clerk,manager\n"); /* everywhere */
  assert_true(b.ok);
  COUNTS(b, 0, 2, 0, 0);
  plain.skip_bad = true;
  b = bring(db, "staff", "staff,name,roles,pin,active\nX,X,boss@S01,,\nY,Y,clerk@,,\nZ,Z,,12,\nW,W,,,yes\n");
  COUNTS(b, 0, 0, 0, 4);
  assert_string_equal(b.bad, "2 roles role_unknown;3 roles role_unknown;4 pin pin_form;5 active row_word;");
  db_close(db);
}

static void stage(struct db *db) {
  COUNTS(bring(db, "items", "item,name,barcode,decimals\nA,Tea,6901234567892,0\nB,Pears,,3\nC,Milk,4006381333931,0\n"), 3, 0, 0, 0);
  COUNTS(bring(db, "suppliers", "supplier,name\nS1,Green fields\nS2,Mill\n"), 2, 0, 0, 0);
}

static void orders(void **state) {
  (void)state;
  struct db *db = open_store();
  stage(db);
  const char *file = "document,item,barcode,qty,supplier,due,cost\nP1,A,,10,S1,2026-11-30,2.00\nP1,B,,1.5,,,\nP2,,4006381333931,7,S2,,\n"
                     "P1,A,,10,S1,2026-11-30,2.00\n";
  struct brought b = bring(db, "orders", file);
  COUNTS(b, 4, 0, 0, 0); /* equal rows without a line number are two lines */
  told(db, "1:A:10,2:B:1500,3:A:10",
       "SELECT group_concat(l.line||':'||i.code||':'||l.qty) FROM (SELECT * FROM expected_line WHERE expected=1 ORDER BY line) l JOIN "
       "item i ON i.id=l.item");
  COUNTS(bring(db, "orders", file), 0, 0, 4, 0);
  round_trip(db, "orders", 4);
  b = bring(db, "orders", "document,line,item,qty\nP1,1,A,12\nP1,4,C,1\n");
  COUNTS(b, 1, 1, 0, 0);
  told(db, "12 S1", "SELECT l.qty||' '||e.supplier FROM expected_line l JOIN expected e ON e.id=l.expected WHERE e.number='P1' AND line=1");
  write_sql(
      db,
      "UPDATE expected_line SET received=5 WHERE expected=1 AND line=1; UPDATE expected SET state='part' WHERE id=1; UPDATE expected SET "
      "state='received' WHERE id=2");
  plain.skip_bad = true;
  b = bring(db, "orders",
            "document,line,item,barcode,qty,supplier\nP1,1,A,,4,\nP2,1,C,,9,\nP3,1,Z,,1,\nP3,2,,5901234123457,1,\nP3,3,,,1,\nP3,4,A,,0,\n"
            "P3,5,A,,1.5,\nP3,6,A,,1,S9\nP4,1,A,,1,S1\nP4,2,A,,1,S2\nP1,1,A,,6,\nP2,1,C,,7,\n");
  COUNTS(b, 1, 0, 0, 11);
  assert_string_equal(
      b.bad,
      "2 document row_twice;3 document row_twice;4 item item_unknown;5 barcode barcode_unknown;6 item row_no_item;7 qty row_negative;8 "
      "qty row_decimals;"
      "9 supplier supplier_unknown;11 supplier row_head;12 document row_twice;13 document row_twice;");
  b = bring(db, "orders", "document,line,item,qty\nP1,1,A,4\nP2,1,C,9\n");
  assert_string_equal(b.bad, "2 qty doc_received;3 document doc_closed;");
  COUNTS(bring(db, "orders", "document,line,item,qty\nP1,1,A,6\nP2,1,C,7\n"), 0, 1, 1, 0);
  write_sql(db, "INSERT INTO barcode(key,item,text) SELECT key, 2, text FROM barcode WHERE item=1");
  b = bring(db, "orders", "document,barcode,qty\nP5,6901234567892,1\n");
  assert_string_equal(b.bad, "2 barcode barcode_shared;");
  db_close(db);
}

static void asns(void **state) {
  (void)state;
  struct db *db = open_store();
  stage(db);
  struct brought b = bring(
      db, "asns",
      "document,line,order,item,qty,supplier,carton,lot,produced,expiry\nD1,1,P1,A,10,S1,106141412345678908,L1,2026-10-01,2027-10-01\n"
      "D1,2,P1,B,0.455,S1,00106141412345678908,,,\n");
  COUNTS(b, 2, 0, 0, 0);
  struct expected e;
  bool found;
  WORKS(expected_carton(db, &err, "106141412345678908", &e, &found));
  assert_true(found);
  assert_string_equal(e.number, "D1");
  assert_string_equal(e.kind, "asn");
  WORKS(expected_carton(db, &err, "106141412345678909", &e, &found));
  assert_false(found);
  told(db, "L1 20727 21092 P1",
       "SELECT lot||' '||produced||' '||expiry||' '||order_number FROM expected_line WHERE line=1"); /* days since 1970 */
  round_trip(db, "asns", 2);
  COUNTS(bring(db, "asns", "document,line,item,qty,lot\nD1,1,A,10,-\n"), 0, 1, 0, 0);
  plain.skip_bad = true;
  b = bring(
      db, "asns",
      "document,line,item,qty,carton,produced,expiry\nD2,1,A,1,106141412345678907,,\nD2,2,A,1,4711,,\nD2,3,A,1,,2026-02-01,2026-01-01\n"
      "D2,4,A,1,,2026-02-30,\n");
  COUNTS(b, 0, 0, 0, 4);
  assert_string_equal(b.bad, "2 carton barcode_check_digit;3 carton row_sscc;4 expiry row_period;5 produced day_form;");
  db_close(db);
}

static void allocations(void **state) {
  (void)state;
  struct db *db = open_store();
  stage(db);
  plain.skip_bad = true;
  struct brought b =
      bring(db, "allocations",
            "document,line,item,barcode,qty,store,due\nH1,,A,,10,S02,2026-12-01\nH1,,,6901234567892,4,S02,\nH2,1,B,,0.455,S03,\n"
            "H3,1,A,,5,,\nH4,1,A,,5,S02,\nH4,2,A,,5,S03,\nH5,1,A,,0,S02,\nH6,1,Z,,1,S02,\n");
  COUNTS(b, 4, 0, 0, 4);
  assert_string_equal(b.bad, "5 store row_missing;7 store row_head;8 qty row_negative;9 item item_unknown;");
  told(
      db, "allocation S02 20788 1/10,2/4", /* days since 1970 */
      "SELECT kind||' '||destination||' '||due||' '||(SELECT group_concat(line||'/'||qty) FROM expected_line WHERE expected=id) FROM expected "
      "WHERE number='H1'");
  round_trip(db, "allocations", 4);
  /* An order of that number is another document. */
  COUNTS(bring(db, "orders", "document,item,qty\nH1,A,1\n"), 1, 0, 0, 0);
  /* 4 of the 10 are sent: it may shrink to that and no further; the store may change. */
  write_sql(
      db,
      "UPDATE expected_line SET received=4 WHERE line=1 AND expected=(SELECT id FROM expected WHERE number='H1' AND kind='allocation')");
  b = bring(db, "allocations", "document,line,item,qty,store\nH1,1,A,3,S02\nH1,2,A,4,S02\n");
  COUNTS(b, 0, 0, 1, 1);
  assert_string_equal(b.bad, "2 qty doc_received;");
  COUNTS(bring(db, "allocations", "document,line,item,qty,store,due\nH1,1,A,4,S03,-\n"), 0, 1, 0, 0);
  told(
      db, "S03 4 -2147483648",
      "SELECT destination||' '||qty||' '||l.due FROM expected e JOIN expected_line l ON expected=e.id WHERE kind='allocation' AND number='H1' AND line=1");
  write_sql(db, "UPDATE expected SET state='received' WHERE number='H1' AND kind='allocation'");
  b = bring(db, "allocations", "document,line,item,qty,store\nH1,3,A,1,S03\n");
  assert_string_equal(b.bad, "2 document doc_closed;");
  db_close(db);
}

/* Opening stock goes to the ledger as it was handed in; here a ledger that only notes it. */
struct ledger {
  struct buf said;
  bool refuses;
};

static bool post(void *self, struct db *db, const char *file, const struct opening_row *row, size_t count, char **number, struct err *err) {
  struct ledger *l = self;
  assert_true(db_writing(db));
  assert_non_null(strstr(file, "file.csv"));
  if (l->refuses) return err_set(err, ERR_DB_FULL, NULL);
  for (size_t i = 0; i < count; i++)
    buf_printf(&l->said, "%s/%s/%s/%d/%lld/%lld;", row[i].item, row[i].place, row[i].lot, row[i].expiry == INT32_MIN ? 0 : row[i].expiry,
               (long long)row[i].qty, (long long)row[i].value);
  *number = xstrdup("S01-A-000001");
  return true;
}

static bool reverse(void *self, struct db *db, const char *number, struct err *err) {
  struct ledger *l = self;
  assert_true(db_writing(db));
  (void)err;
  buf_printf(&l->said, "back %s;", number);
  return true;
}

static void stock(void **state) {
  (void)state;
  struct db *db = open_store();
  struct ledger l = {0};
  stage(db);
  write_sql(db, "INSERT INTO place(id,code,name,kind) VALUES(1,'floor','','floor'),(2,'back','','back'),(3,'count','','outside')");
  plain.opening_post = post;
  plain.opening_reverse = reverse;
  plain.self = &l;
  plain.skip_bad = true;
  struct brought b =
      bring(db, "stock",
            "item,qty,place,lot,expiry,cost\nB,0.455,back,,,12.00\nA,3,,L1,2027-10-01,\nA,0,,,,\nZ,1,,,,\nA,1,roof,,,\nA,1.5,back,,,\n"
            "A,1,count,,,\n");
  assert_true(b.ok);
  COUNTS(b, 2, 0, 1, 4);
  assert_string_equal(b.bad, "5 item item_unknown;6 place place_unknown;7 qty row_decimals;8 place place_unknown;");
  assert_string_equal(l.said.p, "A/floor/L1/21092/3/0;B/back//0/455/546;"); /* 0.455 × 12.00 */
  told(db, "S01-A-000001", "SELECT document FROM import WHERE id=3");
  /* As the ledger would have it: B opened with 0.455, A with 3 of which 1 is sold. */
  write_sql(db,
            "INSERT INTO lot(id,item,lot,expiry) VALUES(1,1,'L1',21092);"
            "INSERT INTO doc(id,uuid,number,kind,store,at,day,who,root,state,lines) VALUES(1,x'01','S01-A-000001','opening','S01',0,0,'',1,"
            "'posted',2);"
            "INSERT INTO move(id,doc,line,item,lot,src,dst,qty,value,col) VALUES(1,1,1,1,1,3,1,3,0,8),(2,1,2,2,0,3,2,455,546,8);"
            "INSERT INTO stock(item,place,lot,qty,last_move) VALUES(1,1,1,2,1),(2,2,0,455,2)");
  COUNTS(bring(db, "stock", "item,qty,place,lot,expiry\nB,0.455,back,,\nA,3,,L1,2027-10-01\n"), 0, 0, 2, 0);
  b = bring(db, "stock", "item,qty,place,lot,expiry\nB,0.500,back,,\nA,4,,L1,2027-10-01\n");
  assert_string_equal(b.bad, "2 qty stock_opened;3 qty stock_opened;");
  round_trip(db, "stock", 2);
  WORKS(import_undo(db, 3, &plain, &err));
  assert_non_null(strstr(l.said.p, "back S01-A-000001;"));
  l.refuses = true;
  b = bring(db, "stock", "item,qty\nC,1\n");
  assert_false(b.ok);
  assert_int_equal(number(db, "SELECT count(*) FROM import WHERE state='unfinished'"), 0);
  buf_free(&l.said);
  db_close(db);
}

int main(void) {
#define ONE(f) cmocka_unit_test_setup_teardown(f, import_up, folder_down)
  const struct CMUnitTest tests[] = {ONE(prices), ONE(parties), ONE(staff), ONE(orders), ONE(asns), ONE(allocations), ONE(stock)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
