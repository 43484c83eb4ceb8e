/* check --repair when the log speaks of an item that was lost from the list: what is missing is named and nothing is changed; with the item
 * back all is made anew. */
#include "tests/unit/db/fixture.h"

#include "src/cli/cli.h"

static char said[4096];

/* A command line as the program would run it; what it says on standard error is in `said`. */
static int run(const char *const *words, size_t count) {
  char *path = xprintf("%s/err", test_folder), *argv[16] = {(char *)(uintptr_t) "zhanggui"};
  for (size_t i = 0; i < count; i++) argv[i + 1] = (char *)(uintptr_t)words[i];
  fflush(NULL);
  int out = dup(STDOUT_FILENO), err = dup(STDERR_FILENO);
  assert_non_null(freopen("/dev/null", "w", stdout));
  assert_non_null(freopen(path, "w", stderr));
  int status = cli_main((int)count + 1, argv, NULL);
  fflush(NULL);
  assert_true(dup2(out, STDOUT_FILENO) >= 0 && dup2(err, STDERR_FILENO) >= 0);
  close(out);
  close(err);
  FILE *f = fopen(path, "r");
  assert_non_null(f);
  said[fread(said, 1, sizeof said - 1, f)] = 0;
  assert_int_equal(fclose(f), 0);
  free(path);
  return status;
}
#define RUN(...)                                                                                                                           \
  run((const char *const[]){"--db", test_store, __VA_ARGS__}, COUNT(((const char *const[]){"--db", test_store, __VA_ARGS__})))

static void lost_item_is_named(void **state) {
  (void)state;
  char *items = write_file("items.csv", "item,name\nA,Apple\nB,Bread\n"), *stock = write_file("stock.csv", "item,qty\nA,5\nB,3\n");
  assert_int_equal(RUN("init", "--store", "S1", "--name", "One", "--currency", "CNY", "--timezone", "Asia/Shanghai"), CLI_DONE);
  assert_int_equal(RUN("import", "items", items), CLI_DONE);
  assert_int_equal(RUN("import", "stock", stock), CLI_DONE);
  assert_int_equal(RUN("check"), CLI_DONE);
  struct db *db = open_store();
  write_sql(db, "DELETE FROM item WHERE code = 'A'");
  db_close(db);
  assert_int_equal(RUN("check", "--repair", "--json"), CLI_REFUSED);
  assert_non_null(strstr(said, err_name(ERR_REPAIR_MISSING)));
  assert_non_null(strstr(said, "item A"));
  assert_int_equal(RUN("import", "items", items), CLI_DONE);
  assert_int_equal(RUN("check", "--repair"), CLI_DONE);
  assert_int_equal(RUN("check"), CLI_DONE);
  free(items);
  free(stock);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(lost_item_is_named, folder_up, folder_down)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
