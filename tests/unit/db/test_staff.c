/* staff: rights by role and store, PINs that slow down after wrong ones, also across a restart. The clock is the test's own. */
#include "tests/unit/db/fixture.h"

static const int64_t second = 1000000;

/* 4711 and 00815, hashed at the least cost there is; test_pins has some at the real one. */
#define HASH_4711 "$argon2id$v=19$m=8,t=1,p=1$+UnYLz8LPKQKOaR4KwXciw$2JEIELo6PLD6QjA3A3lVYLA1C05g6Umle1SLe0x5eJE"
#define HASH_00815 "$argon2id$v=19$m=8,t=1,p=1$a6qVPneMBaQ8zJ2rekEQng$+DEdBS5K5N4E/r7ObHfvOUHm9kgxPVHUq4bxCnvMAlc"

static struct db *shop(void) {
  struct db *db = open_store();
  write_sql(
      db,
      "INSERT INTO staff VALUES('M01', 'Li', 1), ('C02', 'Wang', 1), ('C03', 'Zhao', 0), ('C04', 'Sun', 1);"
      "INSERT INTO staff_role VALUES('M01', 'manager', '0412'), ('C02', 'clerk', '0412'), ('C02', 'counter', '0413'), ('C02', 'approver', ''),"
      "('C03', 'manager', '0412');");
  WORKS(db_begin(db, &err));
  WORKS(staff_set_pin(db, &err, "M01", HASH_4711, false));
  WORKS(staff_set_pin(db, &err, "C02", HASH_00815, true));
  WORKS(db_commit(db, &err));
  return db;
}

static unsigned rights(struct db *db, const char *staff, const char *store, bool *found) {
  unsigned r;
  WORKS(staff_rights(db, &err, staff, store, &r, found));
  return r;
}

static void test_rights(void **state) {
  (void)state;
  bool found, any;
  struct db *db = open_store();
  WORKS(staff_any(db, &err, &any));
  assert_false(any);
  db_close(db);
  db = shop();
  WORKS(staff_any(db, &err, &any));
  assert_true(any);
  assert_int_equal(rights(db, "M01", "0412", &found), RIGHT_MANAGER | RIGHT_CLERK | RIGHT_COUNTER);
  assert_true(found);
  assert_int_equal(rights(db, "M01", "0413", &found), 0); /* known, but no role there */
  assert_true(found);
  assert_int_equal(rights(db, "C02", "0412", &found), RIGHT_CLERK | RIGHT_APPROVER); /* a role without a store counts in all */
  assert_int_equal(rights(db, "C02", "0413", &found), RIGHT_COUNTER | RIGHT_APPROVER);
  assert_int_equal(rights(db, "C03", "0412", &found), 0); /* has left */
  assert_false(found);
  rights(db, "X99", "0412", &found);
  assert_false(found);
  db_close(db);
}

static int64_t refused_pin(struct db *db, const char *staff, const char *pin, enum err_code code) {
  int64_t wait;
  REFUSED(staff_sign_in(db, &err, staff, pin, &wait), code);
  return wait;
}

static void test_slow(void **state) {
  (void)state;
  struct db *db = shop();
  int64_t wait;
  WORKS(staff_sign_in(db, &err, "M01", "4711", &wait));
  assert_int_equal(wait, 0);
  /* Each wrong one doubles the wait: 1, 2, 4 … 256, then 300 for ever. */
  static const int64_t waits[] = {1, 2, 4, 256, 300};
  for (size_t i = 0; i < COUNT(waits); i++) {
    if (i == 3) write_sql(db, "UPDATE staff_pin SET fails = 8");
    assert_int_equal(refused_pin(db, "M01", "0000", ERR_PIN_WRONG), waits[i]);
    assert_int_equal(refused_pin(db, "M01", "4711", ERR_PIN_WAIT), waits[i]); /* even the right one waits */
    test_clock += (waits[i] - 1) * second;
    assert_int_equal(refused_pin(db, "M01", "4711", ERR_PIN_WAIT), 1);
    if (i == 1) { /* a restart forgets nothing */
      db_close(db);
      db = open_store();
      assert_int_equal(refused_pin(db, "M01", "4711", ERR_PIN_WAIT), 1);
    }
    test_clock += second;
  }
  assert_int_equal(number(db, "SELECT count(*) FROM audit WHERE action = 'pin_wrong' AND object = 'M01'"), (int64_t)COUNT(waits));
  WORKS(staff_sign_in(db, &err, "M01", "4711", &wait));
  assert_int_equal(refused_pin(db, "M01", "4712", ERR_PIN_WRONG), 1); /* the right one forgot them */
  test_clock += 2 * second;
  WORKS(staff_sign_in(db, &err, "M01", "4711", &wait));
  /* Another person is not slowed. */
  assert_int_equal(refused_pin(db, "M01", "1", ERR_PIN_WRONG), 1);
  assert_int_equal(refused_pin(db, "C02", "00815", ERR_PIN_CHANGE), 0);
  db_close(db);
}

/* After a wrong PIN a try counts before it is looked at, so that a kill or many tries at once win nothing. */
static void test_counted_before(void **state) {
  (void)state;
  struct db *db = shop();
  int64_t wait;
  refused_pin(db, "M01", "0000", ERR_PIN_WRONG);
  test_clock += 2 * second;
  write_sql(
      db,
      "CREATE TRIGGER look BEFORE UPDATE ON staff_pin WHEN NEW.fails = 0 BEGIN SELECT raise(ABORT, 'stopped before it was forgotten'); END;");
  REFUSED(staff_sign_in(db, &err, "M01", "4711", &wait), ERR_DB);
  assert_int_equal(number(db, "SELECT fails FROM staff_pin WHERE staff = 'M01'"), 2);
  db_close(db);
}

/* A clock set back by years must not lock anybody out for years. */
static void test_clock_back(void **state) {
  (void)state;
  struct db *db = shop();
  int64_t wait;
  write_sql(db, "UPDATE staff_pin SET fails = 3, until = 9000000000000000 WHERE staff = 'M01'");
  WORKS(staff_sign_in(db, &err, "M01", "4711", &wait));
  db_close(db);
}

static void test_pins(void **state) {
  (void)state;
  struct db *db = shop();
  int64_t wait;
  char hash[128];
  refused_pin(db, "X99", "4711", ERR_STAFF_UNKNOWN);
  refused_pin(db, "C03", "4711", ERR_STAFF_UNKNOWN);
  refused_pin(db, "C04", "4711", ERR_PIN_NONE);
  WORKS(db_begin(db, &err));
  static const char *const bad[] = {"", "123", "1234567890123", "12a4", "１２３４", "-1234"};
  for (size_t i = 0; i < COUNT(bad); i++) REFUSED(staff_set_pin(db, &err, "C04", bad[i], false), ERR_PIN_FORM);
  pin_hash(hash, "2468");
  WORKS(staff_set_pin(db, &err, "C04", hash, true)); /* an import makes them before its transaction */
  WORKS(db_commit(db, &err));
  refused_pin(db, "C04", "2468", ERR_PIN_CHANGE);
  refused_pin(db, "C04", "2469", ERR_PIN_WRONG);
  WORKS(db_begin(db, &err));
  bool is;
  WORKS(staff_pin_is(db, &err, "C04", "2468", &is));
  assert_true(is);
  WORKS(staff_pin_is(db, &err, "C04", "2469", &is));
  assert_false(is);
  REFUSED(staff_pin_is(db, &err, "C03", "2469", &is), ERR_STAFF_UNKNOWN);
  WORKS(staff_set_pin(db, &err, "C04", "123456789012", false)); /* a new PIN begins anew */
  WORKS(db_commit(db, &err));
  assert_int_equal(number(db, "SELECT count(*) FROM staff_pin WHERE hash LIKE '$argon2id$%' AND hash NOT LIKE '%123456789012%'"), 3);
  WORKS(staff_sign_in(db, &err, "C04", "123456789012", &wait));
  db_close(db);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_rights, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_slow, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_counted_before, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_clock_back, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_pins, folder_up, folder_down),
  };
  if (!hash_init()) return 1;
  return cmocka_run_group_tests(tests, NULL, NULL);
}
