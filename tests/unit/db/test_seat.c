/* seat: who is in a draft, seen by others, gone with its process. */
#include "tests/unit/db/fixture.h"

#include <dirent.h>
#include <signal.h>
#include <sys/wait.h>

static void collect(void *self, const struct seat_here *here) {
  buf_printf(self, "%s:%s%s ", here->seat, here->staff, here->own ? "*" : "");
}

static char *in_draft(struct db *db, const char *draft) {
  struct buf b = {0};
  WORKS(seats_in(db, draft, collect, &b, &err));
  return buf_take(&b);
}

static void test_presence(void **state) {
  (void)state;
  struct db *db = open_store();
  char *who = in_draft(db, "R-0001");
  assert_string_equal(who, ""); /* nobody was ever in a draft: no folder yet */
  free(who);
  WORKS(seat_enter(db, "R-0001", "lin", &err));
  WORKS(seat_enter(db, "R-0002", "lin", &err));
  WORKS(seat_enter(db, "R-0002", "lin", &err)); /* once is enough */
  who = in_draft(db, "R-0001");
  assert_string_equal(who, "tty1:lin* "); /* here still */
  free(who);
  seat_leave(db, "R-0001");

  int ready[2], stay[2];
  char byte;
  assert_int_equal(pipe(ready), 0);
  assert_int_equal(pipe(stay), 0);
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    struct db *own = open_as(test_store, "/dev/pts/3");
    struct err err;
    if (!seat_enter(own, "R-0001", "chen", &err) || write(ready[1], "x", 1) != 1) _exit(1);
    _exit(read(stay[0], &byte, 1) < 0);
  }
  assert_int_equal(read(ready[0], &byte, 1), 1);
  who = in_draft(db, "R-0001");
  assert_string_equal(who, "/dev/pts/3:chen ");
  free(who);
  who = in_draft(db, "R-0002");
  assert_string_equal(who, "tty1:lin* ");
  free(who);

  assert_int_equal(kill(child, SIGKILL), 0);
  assert_int_equal(waitpid(child, NULL, 0), child);
  for (int i = 0; i < 2; i++) close(ready[i]), close(stay[i]);
  who = in_draft(db, "R-0001");
  assert_string_equal(who, "");
  free(who);

  seat_leave(db, NULL);
  who = in_draft(db, "R-0002");
  assert_string_equal(who, "");
  free(who);
  char *folder = xprintf("%s-seats", test_store);
  assert_int_equal(rmdir(folder), 0); /* swept clean */
  free(folder);
  WORKS(seat_enter(db, "R-0003", "lin", &err));
  db_close(db);
  db = open_store();
  who = in_draft(db, "R-0003");
  assert_string_equal(who, "");
  free(who);
  db_close(db);
}

/* Names as people know them; the seat only where the name does not say who it is. */
static void test_names(void **state) {
  (void)state;
  static const char *const seats[][2] = {{"dock1", "lin"}, {"dock2", "chen"}, {"dock3", "ghost"}, {"dock4", ""}, {"dock5", "chen"}};
  static const char *const names[] = {"", "Chen Wang", "Chen Wang, dock3", "Chen Wang, dock3, dock4",
                                      "Chen Wang (dock2), dock3, dock4, Chen Wang (dock5)"};
  struct db *db[COUNT(seats)];
  struct buf b = {0};
  for (size_t i = 0; i < COUNT(seats); i++) db[i] = open_as(test_store, seats[i][0]);
  WORKS(db_begin(db[0], &err));
  WORKS(db_run(db[0], &err, SQL_STAFF_ADD, T("lin"), T("Lin Lan"), I(1)));
  WORKS(db_run(db[0], &err, SQL_STAFF_ADD, T("chen"), T("Chen Wang"), I(1)));
  WORKS(db_commit(db[0], &err));
  for (size_t i = 0; i < COUNT(seats); i++) {
    WORKS(seat_enter(db[i], "R-0001", seats[i][1], &err));
    buf_clear(&b);
    WORKS(seats_others(db[0], "R-0001", &b, &err));
    assert_string_equal(b.n ? b.p : "", names[i]);
  }
  buf_free(&b);
  for (size_t i = 0; i < COUNT(seats); i++) db_close(db[i]);
}

static void test_folder_that_cannot_be_made(void **state) {
  (void)state;
  struct db *db = open_store();
  char *folder = xprintf("%s-seats", test_store);
  WORKS(file_replace(folder, "", 0, 0600, &err));
  REFUSED(seat_enter(db, "R-0001", "lin", &err), ERR_FILE_WRITE);
  REFUSED(seats_in(db, "R-0001", collect, NULL, &err), ERR_FILE_READ);
  free(folder);
  db_close(db);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_presence, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_names, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_folder_that_cannot_be_made, folder_up, folder_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
