/* approve: a setting changed by who may not, with a manager's yes to that change and no other. */
#include "tests/unit/ledger/help.h"

static struct world w;
static struct config *config;
static int64_t undo;

static void expect(const struct actor *actor, const char *seen, const char *value, enum err_code why) {
  refused(&w, ledger_setting(w.db, w.store, actor, config, &(struct setting_ask){OPT_RECEIVE_USUAL, seen, value}, &undo, &w.err), why);
  world_expect(&w, "SELECT (SELECT count(*) FROM audit) + (SELECT count(*) FROM undo)", "0");
  assert_int_equal(config_int(config, OPT_RECEIVE_USUAL), 99);
}

static void test_setting(void **state) {
  (void)state;
  const struct actor self = {.staff = "C1", .approved_by = "C1"}, clerk = {.staff = "C1", .approved_by = "C2"},
                     approved = {.staff = "C1", .approved_by = "M1"}, manager = {.staff = "M1", .manager = true};
  config = config_new();
  world_begin(&w, "S1", 1);
  world_sql(&w, "INSERT INTO staff(code, name, active) VALUES('C1', 'One', 1), ('C2', 'Two', 1), ('M1', 'Three', 1);"
                "INSERT INTO staff_role(staff, role, store) VALUES('C1', 'clerk', 'S1'), ('C2', 'clerk', 'S1'), ('M1', 'manager', 'S1')");
  expect(&self, "99", "50", ERR_APPROVE_SELF);
  expect(&clerk, "99", "50", ERR_RIGHT);
  expect(&approved, "98", "50", ERR_APPROVE_NEEDED); /* it was something else when the manager looked */
  expect(&approved, "99", "0", ERR_OPTION_VALUE);
  ok(&w, ledger_setting(w.db, w.store, &approved, config, &(struct setting_ask){OPT_RECEIVE_USUAL, "99", "50"}, &undo, &w.err));
  assert_int_equal(config_int(config, OPT_RECEIVE_USUAL), 50);
  world_expect(&w, "SELECT who, approved_by, action, object, old, new FROM audit ORDER BY id",
               "C1 M1 approve receive.usual 99 50|C1 M1 setting receive.usual  50");
  /* Another seat changed it: the value here is old, that in the store counts. */
  world_sql(&w, "UPDATE setting SET value = '60' WHERE key = 'receive.usual'");
  refused(&w, ledger_setting(w.db, w.store, &approved, config, &(struct setting_ask){OPT_RECEIVE_USUAL, "50", "70"}, &undo, &w.err),
          ERR_APPROVE_NEEDED);
  ok(&w, ledger_setting(w.db, w.store, &manager, config, &(struct setting_ask){OPT_RECEIVE_USUAL, "", "70"}, &undo,
                        &w.err)); /* who may needs nobody */
  world_expect(&w, "SELECT value FROM setting WHERE key = 'receive.usual'", "70");
  world_expect(&w, "SELECT count(*) FROM audit WHERE action = 'approve'", "1");
  config_free(config);
  world_end(&w);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_setting)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
