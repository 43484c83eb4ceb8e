/* cli: who may use a command, what an approval is for, and the answers to scans: commands run in this process, with people and PINs of
 * their own. */
#include "src/cli/cli.h"
#include "tests/unit/ledger/help.h"

/* The PIN 1234, hashed at the least cost there is. */
#define HASH "$argon2id$v=19$m=8,t=1,p=1$080P6ccwmzMBuyPSZh4SGA$+/j1fOe1CA7D+2bbe8f41G/H9g38pQMmfou67EaCu3o"

static struct world w;
static struct config *config;
static struct run {
  int status;
  char *out, *err;
} last;

/* People: a clerk, a manager, an approver and one who is both of the latter. A reversal worth more than 5.00 needs approval. */
static int up(void **state) {
  (void)state;
  world_begin(&w, "S1", 1);
  config = config_new();
  world_sql(&w, "INSERT INTO staff(code, name) VALUES('C1', 'Lin'), ('M1', 'Wang'), ('A1', 'Zhao'), ('B1', 'Qian');"
                "INSERT INTO staff_role(staff, role, store) VALUES('C1', 'clerk', 'S1'), ('M1', 'manager', 'S1'), ('A1', 'approver', 'S1'),"
                "('B1', 'manager', 'S1'), ('B1', 'approver', 'S1');"
                "INSERT INTO staff_pin(staff, hash, change) SELECT code, '" HASH "', 0 FROM staff;"
                "INSERT INTO setting(key, value) VALUES('approve.reverse_value', '5.00');"
                "INSERT INTO barcode SELECT '06901234567892', id, '6901234567892', 1, 'ean' FROM item WHERE code = 'A'");
  ok(&w, setting_load(w.db, config, &w.err));
  setenv("ZHANGGUI_PIN", "1234", 1);
  setenv("ZHANGGUI_APPROVE_PIN", "1234", 1);
  return 0;
}

static int down(void **state) {
  (void)state;
  free(last.out);
  free(last.err);
  last = (struct run){0};
  config_free(config);
  world_end(&w);
  return 0;
}

/* Words with one blank between them; in: standard input, NULL none. What was printed stays in `last` until the next. */
static void zg(const char *as, const char *approve, const char *line, FILE *in, FILE *out) {
  char *words = xstrdup(line), *rest = words, *argv[16];
  size_t out_n, err_n;
  free(last.out);
  free(last.err);
  last = (struct run){0};
  FILE *printed = open_memstream(&last.out, &out_n), *told = open_memstream(&last.err, &err_n);
  struct cli cli = {.env = &w.env,
                    .config = config,
                    .db = w.db,
                    .store = w.store,
                    .as = as,
                    .approve = approve,
                    .json = true,
                    .in = in,
                    .out = out ? out : printed,
                    .err = told,
                    .argv = argv};
  for (char *word; (word = strsep(&rest, " ")) != NULL;) argv[cli.argc++] = word;
  argv[cli.argc] = NULL;
  cli.command = cli_command_find(argv[0]);
  assert_non_null(cli.command);
  last.status = cli_sign_in(&cli, &w.err) ? cli.command->run(&cli) : cli_refuse(&cli, &w.err);
  fclose(printed);
  fclose(told);
  free(words);
}

/* Done, or refused with the code. */
static void gives(const char *as, const char *approve, const char *line, const char *code) {
  zg(as, approve, line, NULL, NULL);
  char *expected = xprintf("{\"error\":{\"code\":\"%s\"", code ? code : "");
  if (code ? last.status != CLI_REFUSED || !str_starts(last.err, expected) : last.status != CLI_DONE)
    fail_msg("%s by %s gives %d: %s", line, as ? as : "nobody", last.status, last.err);
  free(expected);
}

static void test_a_command_wants_its_right(void **state) {
  (void)state;
  static const struct {
    const char *as, *line, *code;
  } rows[] = {
      {NULL, "status", NULL},
      {NULL, "drafts", "sign_in"},
      {"C1", "drafts", NULL},
      {"C1", "audit", "right"},
      {"M1", "audit", NULL},
      {"M1", "drafts", NULL},
      {"A1", "drafts", "right"},
      {"A1", "audit", "right"},
      {"C1", "reverse X-1", "right"},
      {"A1", "reverse X-1", "right"},
      {"M1", "reverse X-1", "document_unknown"},
  };
  for (size_t i = 0; i < COUNT(rows); i++) gives(rows[i].as, NULL, rows[i].line, rows[i].code);
  setenv("ZHANGGUI_PIN", "4321", 1);
  gives("M1", NULL, "audit", "pin_wrong");
  setenv("ZHANGGUI_PIN", "1234", 1);
  gives("M1", NULL, "audit", "pin_wait"); /* the right one too has to wait now */
}

/* 4 A and 6 B at 1.00: two lines, worth 10.00 together. */
static void receive_ten(char number[64]) {
  struct doc *d = receipt_new("blind");
  receipt_line(d, "A", 4, 0, 100);
  receipt_line(d, "B", 6, 0, 100);
  world_post(&w, d, number);
}

static void test_an_approval_is_somebody_elses(void **state) {
  (void)state;
  char number[64], line[100];
  receive_ten(number);
  snprintf(line, sizeof line, "reverse %s", number);
  gives("M1", NULL, line, "approve_needed");
  gives("M1", "M1", line, "approve_self");
  gives("B1", "B1", line, "approve_self");
  gives("B1", "C1", line, "right");
  setenv("ZHANGGUI_APPROVE_PIN", "4321", 1);
  gives("M1", "A1", line, "pin_wrong");
  setenv("ZHANGGUI_APPROVE_PIN", "1234", 1);
  w.now += 2000000; /* the second that a wrong PIN costs */
  world_expect(&w, "SELECT count(*) FROM doc", "1");
  gives("M1", "A1", line, NULL);
  world_expect(&w, "SELECT who, approved_by FROM doc WHERE kind = 'reversal'", "M1 A1");
  world_expect(&w, "SELECT who, approved_by, object, old, new FROM audit WHERE action = 'approve'", "M1 A1 S1-A-000001 *: 10.00 *: 0.00");
  receive_ten(number);
  snprintf(line, sizeof line, "reverse %s --lines 1", number); /* 4.00: nobody need approve it */
  gives("M1", NULL, line, NULL);
}

/* While the approver signs in, somebody else takes a line of it back: 6.00 are left, and those were not approved. */
static struct {
  const char *number;
  int looks; /* at the clock, until then */
} meanwhile;

static int64_t now_and_another(void *self) {
  static const int64_t first[] = {1};
  struct actor actor = {.staff = "B1"};
  struct reversal r;
  char *number = NULL;
  if (meanwhile.looks == 0 || --meanwhile.looks > 0) return world_now(self);
  struct db *other = world_open(&w, w.path);
  ok(&w, db_begin(other, &w.err) && ledger_reversal(other, w.store, meanwhile.number, first, 1, "mine", &r, &w.err));
  ok(&w, ledger_post(other, w.store, &actor, r.doc, &number, &w.err) && db_commit(other, &w.err));
  ledger_reversal_free(&r);
  free(number);
  db_close(other);
  return world_now(self);
}

static void test_an_approval_is_for_one_value(void **state) {
  (void)state;
  char number[64], line[100];
  receive_ten(number);
  snprintf(line, sizeof line, "reverse %s", number);
  meanwhile.number = number;
  meanwhile.looks = 2; /* the manager's sign-in is the first */
  w.env.now = now_and_another;
  gives("M1", "A1", line, "approve_needed");
  assert_int_equal(meanwhile.looks, 0);
  world_expect(&w, "SELECT who, approved_by FROM doc WHERE kind = 'reversal'", "B1 ");
  gives("M1", "A1", line, NULL);
  world_expect(&w, "SELECT old, new FROM audit WHERE action = 'approve'", "*: 6.00 *: 0.00");
}

/* ---- the answers to scans */
/* Each line is answered when it is done: with what it counted, or why not; one refused line makes the whole exit 1. */
static void test_scans_are_answered(void **state) {
  (void)state;
  FILE *in = tmpfile(), *out = tmpfile();
  char said[400] = "";
  assert_non_null(in);
  assert_non_null(out);
  assert_true(fputs("@7 5*6901234567892\nundone thing\n@7 5*6901234567892\nqty 3\n", in) > 0);
  rewind(in);
  zg("C1", NULL, "receive --blind --draft d1 --ack", in, out);
  assert_int_equal(last.status, CLI_REFUSED);
  rewind(out);
  assert_true(fread(said, 1, sizeof said - 1, out) > 0);
  assert_true(str_starts(said, "ack 7 1 6901234567892 5\nno 2 - "));
  assert_non_null(strstr(
      said, "\nack 7 1 6901234567892 5\nack 4 2 qty -2\n{\"draft\":\"d1\",\"document\":null,\"number\":null,\"lines\":1,\"units\":3,"));
  world_expect(&w, "SELECT n, word, qty, who FROM fact ORDER BY n", "1 scan 5 C1|2 qty -2 C1");
  fclose(in);
  fclose(out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_a_command_wants_its_right, up, down),
      cmocka_unit_test_setup_teardown(test_an_approval_is_somebody_elses, up, down),
      cmocka_unit_test_setup_teardown(test_an_approval_is_for_one_value, up, down),
      cmocka_unit_test_setup_teardown(test_scans_are_answered, up, down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
