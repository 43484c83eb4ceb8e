/* reverse_post: an approval is for the value that was looked at; blockers refuse; nothing is half done. */
#include "tests/unit/ledger/help.h"

static void test_approval(void **state) {
  (void)state;
  struct world w;
  char number[64];
  struct reversal r;
  struct config *config = config_new();
  world_begin(&w, "S1", 1);
  ok(&w, config_set(config, OPT_APPROVE_REVERSE, "5", &w.err));
  world_sql(&w, "INSERT INTO staff(code, name, active) VALUES('N', 'An', 1), ('K', 'Ke', 1);"
                "INSERT INTO staff_role(staff, role, store) VALUES('N', 'approver', 'S1'), ('K', 'manager', 'S1')");
  struct doc *d = receipt_new("blind");
  receipt_line(d, "A", 6, 0, 100); /* 6.00: above the limit */
  receipt_line(d, "B", 5, 0, 100); /* 5.00: not above it */
  world_post(&w, d, number);
  const struct actor alone = {.staff = "M"}, approved = {.staff = "M", .approved_by = "N"};
  struct reverse ask = {.number = number, .lines = "1", .seen = 600};
  assert_true(ledger_reverse_approval(w.store, config, 501));
  assert_false(ledger_reverse_approval(w.store, config, 500));
  refused(&w, ledger_reverse(w.db, w.store, &alone, config, &ask, &r, &w.err), ERR_APPROVE_NEEDED);
  ask.seen = 599; /* it was worth something else when it was approved */
  refused(&w, ledger_reverse(w.db, w.store, &approved, config, &ask, &r, &w.err), ERR_APPROVE_NEEDED);
  world_expect(&w, "SELECT count(*) FROM doc", "1");
  ask.seen = 600;
  const struct actor no_approver = {.staff = "M", .approved_by = "K"};
  refused(&w, ledger_reverse(w.db, w.store, &no_approver, config, &ask, &r, &w.err), ERR_RIGHT);
  world_expect(&w, "SELECT count(*) FROM doc", "1");
  ok(&w, ledger_reverse(w.db, w.store, &approved, config, &ask, &r, &w.err));
  assert_string_equal(r.doc->number, "S1-A-000002");
  assert_int_equal(r.value, 600);
  ledger_reversal_free(&r);
  world_expect(&w, "SELECT who, approved_by, object, old, new FROM audit WHERE action = 'approve'", "M N S1-A-000001 1: 6.00 1: 0.00");
  ask.lines = "2";
  ask.seen = 0; /* below the limit nobody needs to have looked */
  ok(&w, ledger_reverse(w.db, w.store, &alone, config, &ask, &r, &w.err));
  ledger_reversal_free(&r);
  world_expect(&w, "SELECT state FROM doc WHERE id = 1", "reversed");
  config_free(config);
  world_end(&w);
}

static void test_blocked_and_wrong(void **state) {
  (void)state;
  struct world w;
  char number[64];
  struct reversal r;
  struct buf why = {0};
  struct config *config = config_new();
  const struct actor actor = {.staff = "M"};
  world_begin(&w, "S1", 1);
  struct doc *d = receipt_new("blind");
  receipt_line(d, "A", 6, 0, 100);
  world_post(&w, d, number);
  struct reverse ask = {.number = number, .lines = "1,x"};
  refused(&w, ledger_reverse_look(w.db, w.store, &ask, &r, &w.err), ERR_NUMBER_FORM);
  ask.lines = NULL;
  ok(&w, ledger_reverse(w.db, w.store, &actor, config, &ask, &r, &w.err));
  ledger_reversal_free(&r);
  refused(&w, ledger_reverse(w.db, w.store, &actor, config, &ask, &r, &w.err), ERR_REVERSE_BLOCKED);
  assert_string_equal(w.err.text, "S1-A-000001 cannot be reversed: it was reversed already by S1-A-000002.");
  ok(&w, ledger_reverse_look(w.db, w.store, &ask, &r, &w.err));
  ledger_blocker_text(&r.blocker[0], &why);
  assert_string_equal(why.p, "it was reversed already by S1-A-000002");
  buf_free(&why);
  ledger_reversal_free(&r);
  world_expect(&w, "SELECT count(*) FROM doc", "2");
  config_free(config);
  world_end(&w);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_approval), cmocka_unit_test(test_blocked_and_wrong)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
