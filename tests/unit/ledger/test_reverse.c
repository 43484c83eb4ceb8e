/* reverse: what blocks it, what it opens again, discrepancies through their life, and announced documents counted right. */
#include "tests/unit/ledger/help.h"

static void reverse(struct world *w, const char *number, const int64_t *lines, size_t count, char out[64]) {
  struct reversal r;
  ok(w, ledger_reversal(w->db, w->store, number, lines, count, "wrong", &r, &w->err));
  if (!r.doc) fail_msg("blocked by %s: %s", r.blocker[0].number, r.blocker[0].why);
  struct doc *d = r.doc;
  r.doc = NULL;
  ledger_reversal_free(&r);
  world_post(w, d, out);
}

static void blocked(struct world *w, const char *number, const char *by, int64_t line, const char *why) {
  struct reversal r;
  ok(w, ledger_reversal(w->db, w->store, number, NULL, 0, "wrong", &r, &w->err));
  assert_null(r.doc);
  assert_int_equal(r.blocker_count, 1);
  assert_string_equal(r.blocker[0].number, by);
  assert_string_equal(r.blocker[0].why, why);
  assert_int_equal(r.blocker[0].line, line);
  ledger_reversal_free(&r);
}

/* An ASN of 10 A and 5 B; its order of 20 A. */
static void announce(struct world *w) {
  world_sql(
      w,
      "INSERT INTO expected(id, kind, number) VALUES(1, 'order', 'O1'), (2, 'asn', 'N1');"
      "INSERT INTO expected_line(expected, line, item, qty, order_number) VALUES(1, 1, 1, 4, ''), (1, 2, 1, 16, ''), (2, 1, 1, 10, 'O1'), (2, 2, 2, 5, '')");
}

static const char lines_now[] = "SELECT expected, line, received, closed FROM expected_line ORDER BY 1, 2",
                  states_now[] = "SELECT state FROM expected ORDER BY id";

static struct doc *asn_receipt(int64_t a, int64_t damaged, int64_t b) {
  struct doc *d = receipt_new("asn");
  doc_parent_add(d, "asn", "N1");
  size_t i = receipt_line(d, "A", a, damaged, 100);
  receipt_source(d, i, "asn", "N1", 1, 10);
  i = receipt_line(d, "B", b, 0, 200);
  receipt_source(d, i, "asn", "N1", 2, 5);
  return d;
}

static void announced_and_opened_again(void **state) {
  (void)state;
  struct world w;
  char n[64], r[64];
  world_begin(&w, "S", 1);
  announce(&w);
  world_post(&w, asn_receipt(7, 1, 0), n);
  world_expect(&w, lines_now, "1 1 4 0|1 2 3 0|2 1 7 1|2 2 0 1");
  world_expect(&w, states_now, "part|closed");
  world_expect(&w, "SELECT id, expected, found, value, state FROM discrepancy ORDER BY id",
               "S-A-000001/1/damaged 7 6 -100 open|S-A-000001/1/short 10 7 -300 open|S-A-000001/2/missing 5 0 -1000 open");
  static const int64_t second[] = {2};
  reverse(&w, n, second, 1, r); /* a line without moves */
  world_expect(&w, lines_now, "1 1 4 0|1 2 3 0|2 1 7 1|2 2 0 0");
  world_expect(&w, "SELECT state FROM discrepancy ORDER BY id", "open|open|withdrawn");
  world_expect(&w, "SELECT state FROM doc WHERE id = 1", "part_reversed");
  reverse(&w, n, NULL, 0, r);
  world_expect(&w, lines_now, "1 1 0 0|1 2 0 0|2 1 0 0|2 2 0 0");
  world_expect(&w, states_now, "open|open");
  world_expect(&w, "SELECT state FROM doc WHERE id = 1", "reversed");
  world_expect(
      &w,
      "SELECT a.code, b.code, qty, value, col FROM move m JOIN place a ON a.id = src JOIN place b ON b.id = dst WHERE m.id > 2 ORDER BY m.id",
      "back supplier 6 600 1|damaged supplier 1 100 1");
  world_expect(&w, "SELECT item, qty, value, last_qty, last_value FROM cost", "1 0 0 1 100"); /* nothing left; its last cost is known */
  world_post(&w, asn_receipt(10, 0, 5), n);                                                   /* the delivery again, in full */
  world_expect(&w, "SELECT item, qty, value FROM cost ORDER BY item", "1 10 1000|2 5 1000");
  world_expect(&w, states_now, "part|received");
  world_expect(&w, "SELECT count(*) FROM discrepancy WHERE state = 'open'", "0");
  world_end(&w);
}

static void more_is_coming(void **state) {
  (void)state;
  struct world w;
  char n[64];
  world_begin(&w, "S", 2);
  announce(&w);
  struct doc *d = asn_receipt(7, 0, 0);
  value_int(doc_head(d, RECEIPT_MORE), 1);
  world_post(&w, d, n);
  world_expect(&w, lines_now, "1 1 4 0|1 2 3 0|2 1 7 0|2 2 0 0");
  world_expect(&w, states_now, "part|part");
  world_expect(&w, "SELECT count(*) FROM discrepancy", "0");
  world_end(&w);
}

static void what_blocks(void **state) {
  (void)state;
  struct world w;
  char first[64], second[64], third[64];
  world_begin(&w, "S", 3);
  struct doc *d = receipt_new("blind");
  receipt_line(d, "A", 5, 0, 100);
  world_post(&w, d, first);
  /* A supplementary receipt under the first. */
  d = receipt_new("teach");
  char *uuid = world_get(&w, "SELECT lower(hex(uuid)) FROM doc");
  doc_parent_add(d, "doc", uuid);
  free(uuid);
  receipt_line(d, "B", 2, 0, 100);
  world_post(&w, d, second);
  world_expect(&w, "SELECT root FROM doc ORDER BY id", "1|1");
  blocked(&w, first, second, 0, "living_child");
  reverse(&w, second, NULL, 0, third);
  blocked(&w, second, third, 1, "already_reversed");
  /* The goods have gone on: taken from 'back' by a reversal of another receipt that the stock was mixed with. */
  world_sql(&w, "UPDATE stock SET qty = 4 WHERE item = 1");
  world_sql(&w, "INSERT INTO move SELECT 99, 3, 1, 1, 0, dst, src, 1, 100, 1 FROM move WHERE id = 1");
  blocked(&w, first, third, 1, "stock_below_zero");
  world_sql(&w, "UPDATE stock SET qty = 5 WHERE item = 1; DELETE FROM move WHERE id = 99");
  reverse(&w, first, NULL, 0, third);
  struct reversal r;
  refused(&w, ledger_reversal(w.db, w.store, third, NULL, 0, NULL, &r, &w.err), ERR_REVERSE_KIND);
  refused(&w, ledger_reversal(w.db, w.store, "S-A-000099", NULL, 0, NULL, &r, &w.err), ERR_DOC_UNKNOWN);
  static const int64_t none[] = {2};
  refused(&w, ledger_reversal(w.db, w.store, first, none, 1, NULL, &r, &w.err), ERR_REVERSE_LINE);
  assert_string_equal(err_name(ERR_REVERSE_BLOCKED), "reverse_blocked");
  world_end(&w);
}

static void discrepancies_are_settled(void **state) {
  (void)state;
  struct world w;
  char n[64], *number = NULL;
  struct actor actor = {.staff = "M1"};
  static const char id[] = "S-A-000001/1/short";
  world_begin(&w, "S", 4);
  announce(&w);
  world_post(&w, asn_receipt(7, 0, 5), n);
  ok(&w, db_begin(w.db, &w.err));
  refused(&w, ledger_resolve(w.db, w.store, &actor, &(struct resolve){.id = "S-A-000001/9/short", .note = "x"}, &number, &w.err),
          ERR_DISCREPANCY_UNKNOWN);
  refused(&w, ledger_resolve(w.db, w.store, &actor, &(struct resolve){.id = id, .close = true}, &number, &w.err), ERR_DISCREPANCY_REASON);
  ok(&w, ledger_resolve(w.db, w.store, &actor, &(struct resolve){.id = id, .owner = "C2", .note = "asked the supplier"}, &number, &w.err));
  free(number);
  ok(&w, ledger_resolve(w.db, w.store, &actor, &(struct resolve){.id = id, .close = true, .reason = "credit note"}, &number, &w.err));
  free(number);
  refused(&w, ledger_resolve(w.db, w.store, &actor, &(struct resolve){.id = id, .owner = "C3"}, &number, &w.err), ERR_DISCREPANCY_CLOSED);
  ok(&w, db_commit(w.db, &w.err));
  world_expect(&w, "SELECT owner, note, state, reason FROM discrepancy", "C2 asked the supplier closed credit note");
  world_expect(&w, "SELECT number, root FROM doc WHERE kind = 'resolution' ORDER BY id", "S-A-000002 1|S-A-000003 1");
  ok(&w, db_begin(w.db, &w.err));
  ok(&w, ledger_rebuild(w.db, w.store, &w.err));
  ok(&w, db_commit(w.db, &w.err));
  world_expect(&w, "SELECT owner, note, state, reason FROM discrepancy", "C2 asked the supplier closed credit note");
  world_end(&w);
}

/* By a clerk with a manager's yes: to this line, to this end, kept with both names; the right is looked at when it is posted. */
static void the_end_is_approved(void **state) {
  (void)state;
  struct world w;
  char n[64], *number = NULL;
  static const char id[] = "S-A-000001/1/short";
  const struct resolve end = {.id = id, .close = true, .reason = "found again"};
  struct actor actor = {.staff = "C1", .approved_by = "C1"};
  world_begin(&w, "S", 6);
  world_sql(&w, "INSERT INTO staff(code, name, active) VALUES('C1', 'One', 1), ('M1', 'Two', 1), ('M2', 'Three', 0);"
                "INSERT INTO staff_role(staff, role, store) VALUES('C1', 'clerk', 'S'), ('M1', 'manager', 'S'), ('M2', 'manager', 'S')");
  announce(&w);
  world_post(&w, asn_receipt(7, 0, 5), n);
  static const struct {
    const char *by;
    enum err_code why;
  } no[] = {{"C1", ERR_APPROVE_SELF}, {"M2", ERR_RIGHT}, {"XX", ERR_RIGHT}};
  for (size_t i = 0; i < COUNT(no); i++) {
    actor.approved_by = no[i].by;
    ok(&w, db_begin(w.db, &w.err));
    refused(&w, ledger_resolve(w.db, w.store, &actor, &end, &number, &w.err), no[i].why);
    db_rollback(w.db);
  }
  world_expect(&w, "SELECT count(*) FROM audit WHERE action = 'approve'", "0");
  actor.approved_by = "M1";
  ok(&w, db_begin(w.db, &w.err));
  ok(&w, ledger_resolve(w.db, w.store, &actor, &end, &number, &w.err));
  ok(&w, db_commit(w.db, &w.err));
  free(number);
  world_expect(&w, "SELECT state, reason FROM discrepancy", "closed found again");
  world_expect(&w, "SELECT who, approved_by FROM doc WHERE kind = 'resolution'", "C1 M1");
  world_expect(&w, "SELECT who, approved_by, object, old, new FROM audit WHERE action = 'approve'",
               "C1 M1 S-A-000001/1/short open closed: found again");
  world_end(&w);
}

/* The one who posted if a manager here, else the first active manager by code; from the body, so that a rebuild agrees. */
static void the_manager_owns_differences(void **state) {
  (void)state;
  struct world w;
  static const char owners[] = "SELECT owner FROM discrepancy ORDER BY doc, id";
  world_begin(&w, "S", 5);
  world_sql(
      &w,
      "INSERT INTO staff(code, name, active) VALUES('A0', 'Gone', 0), ('B1', 'Elsewhere', 1), ('C1', 'Clerk', 1), ('M1', 'One', 1), ('M2', 'Two', 1);"
      "INSERT INTO staff_role(staff, role, store) VALUES('A0', 'manager', 'S'), ('B1', 'manager', 'T'), ('C1', 'clerk', 'S'), ('M1', 'manager', ''), "
      "('M2', 'manager', 'S')");
  static const char *const posted_by[] = {"C1", "M2"};
  for (size_t i = 0; i < 2; i++) {
    struct actor actor = {.staff = posted_by[i]};
    struct doc *d = receipt_new("blind");
    char *number = NULL;
    receipt_line(d, "A", 5, 1, 100);
    ok(&w, db_begin(w.db, &w.err));
    ok(&w, ledger_post(w.db, w.store, &actor, d, &number, &w.err));
    ok(&w, db_commit(w.db, &w.err));
    free(number);
    doc_free(d);
  }
  world_expect(&w, owners, "M1|M2");
  world_expect(&w, "SELECT json_extract(body, '$.head.owner') FROM event ORDER BY id", "M1|M2");
  world_sql(&w, "UPDATE staff SET active = 0");
  ok(&w, db_begin(w.db, &w.err));
  ok(&w, ledger_rebuild(w.db, w.store, &w.err));
  ok(&w, db_commit(w.db, &w.err));
  world_expect(&w, owners, "M1|M2");
  world_end(&w);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(announced_and_opened_again), cmocka_unit_test(more_is_coming),      cmocka_unit_test(what_blocks),
      cmocka_unit_test(discrepancies_are_settled),  cmocka_unit_test(the_end_is_approved), cmocka_unit_test(the_manager_owns_differences),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
