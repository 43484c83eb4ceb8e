/* What somebody at a terminal sees: the program runs on a pseudo terminal of its own, and each line is typed when the text before it has
 * appeared. */
#include "tests/unit/db/fixture.h"

#include "src/cli/cli.h"

#include <errno.h>
#include <pty.h>
#include <sys/wait.h>

struct step {
  const char *seen, *typed; /* typed NULL: nothing more */
};

static char shown[16384];

static _Noreturn void program(const char *const *words, size_t count) {
  char *argv[16] = {(char *)(uintptr_t) "zhanggui"};
  for (size_t i = 0; i < count; i++) argv[i + 1] = (char *)(uintptr_t)words[i];
  int status = cli_main((int)count + 1, argv, NULL);
  fflush(NULL);
  _exit(status);
}

/* Reads on until the text stands after what was seen before; the place behind it. */
static size_t wait_for(int terminal, size_t *n, size_t from, const char *text) {
  for (;;) {
    const char *at = strstr(shown + from, text);
    if (at) return (size_t)(at - shown) + strlen(text);
    ssize_t got = read(terminal, shown + *n, sizeof shown - 1 - *n);
    if (got <= 0) fail_msg("'%s' never came: %s", text, shown);
    *n += (size_t)got;
    shown[*n] = 0;
  }
}

static int at_terminal(const char *const *words, size_t count, const struct step *step, size_t steps) {
  static unsigned seed;
  char text[16];
  size_t n = 0, from = 0;
  int terminal, status;
  snprintf(text, sizeof text, "%u", ++seed);
  setenv("ZG_SEED", text, 1);
  fflush(NULL);
  alarm(60); /* a text that never comes ends the test, not the day */
  pid_t child = forkpty(&terminal, NULL, NULL, NULL);
  assert_true(child >= 0);
  if (child == 0) program(words, count);
  shown[0] = 0;
  for (size_t i = 0; i < steps; i++) {
    from = wait_for(terminal, &n, from, step[i].seen);
    if (step[i].typed) assert_int_equal(write(terminal, step[i].typed, strlen(step[i].typed)), strlen(step[i].typed));
  }
  ssize_t got;
  while ((got = read(terminal, shown + n, sizeof shown - 1 - n)) > 0) n += (size_t)got; /* a closed terminal is an error on Linux */
  shown[n] = 0;
  assert_int_equal(waitpid(child, &status, 0), child);
  close(terminal);
  assert_true(WIFEXITED(status));
  return WEXITSTATUS(status);
}
#define WORDS(...) ((const char *const[]){"--db", test_store, __VA_ARGS__})
#define STEPS(...) ((const struct step[]){__VA_ARGS__})
#define AT(words, ...) at_terminal(words, COUNT(words), STEPS(__VA_ARGS__), COUNT(STEPS(__VA_ARGS__)))

static int store_up(void **state) {
  setenv("ZG_NOW", "2026-11-24T02:00:00Z", 1);
  if (folder_up(state)) return -1;
  char *items = write_file("items.csv", "item,name,unit\nA,Apple,bag\n"), *asn = write_file("asn.csv", "document,item,qty\nN1,A,5\n");
  int failed = AT(WORDS("init", "--store", "S1", "--name", "One", "--currency", "CNY", "--timezone", "Asia/Shanghai"), {"S1", NULL}) +
               AT(WORDS("import", "items", items), {"new: 1", NULL}) + AT(WORDS("import", "asns", asn), {"new: 1", NULL});
  free(items);
  free(asn);
  return failed;
}

/* Every line is answered with what the line holds now, and posting ends it without an end of file. */
static void receiving_is_answered(void **state) {
  (void)state;
  assert_int_equal(AT(WORDS("receive", "--asn", "N1"), {"Ctrl-D", "2*A\n"}, {"  Apple  2 / 5 bag", "A\n"},
                      {"  Apple  3 / 5 bag", "damaged\n"}, {"  Apple  3 / 5 bag  damaged: 1", "XYZ\n"}, {"  XYZ  1", NULL},
                      {"not known here", "nonsense here\n"}, {"is not understood", "done\n"}, {"is posted", NULL}),
                   CLI_REFUSED); /* a line was refused */
}

static void a_new_pin_is_typed_twice(void **state) {
  (void)state;
  char *staff = write_file("staff.csv", "staff,name,roles,pin\nM1,Mei,manager,1111\n");
  assert_int_equal(AT(WORDS("import", "staff", staff), {"new: 1", NULL}), CLI_DONE);
  free(staff);
  assert_int_equal(AT(WORDS("--as", "M1", "--json", "staff", "pin", "M1"), {"PIN: ", "1111\n"}, {"New PIN: ", "2345\n"},
                      {"once more: ", "2346\n"}, {err_name(ERR_PIN_TWICE), NULL}),
                   CLI_REFUSED);
  assert_int_equal(AT(WORDS("--as", "M1", "staff", "pin", "M1"), {"PIN: ", "1111\n"}, {"New PIN: ", "2345\n"}, {"once more: ", "2345\n"},
                      {"The PIN is set.", NULL}),
                   CLI_DONE);
  assert_null(strstr(shown, "2345")); /* never on the screen */
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(receiving_is_answered, store_up, folder_down),
                                     cmocka_unit_test_setup_teardown(a_new_pin_is_typed_twice, store_up, folder_down)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
