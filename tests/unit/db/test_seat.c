/* seat: who is in a draft, seen by others, gone with its process. */
#include "tests/unit/db/fixture.h"

#include <dirent.h>
#include <signal.h>
#include <sys/wait.h>

static void collect(void *self, const char *seat, bool own) {
  buf_printf(self, "%s%s ", seat, own ? "*" : "");
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
  WORKS(seat_enter(db, "R-0001", &err));
  WORKS(seat_enter(db, "R-0002", &err)); /* one draft at a time */

  int ready[2], stay[2];
  char byte;
  assert_int_equal(pipe(ready), 0);
  assert_int_equal(pipe(stay), 0);
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    struct db *own = open_as(test_store, "/dev/pts/3");
    struct err err;
    if (!seat_enter(own, "R-0001", &err) || write(ready[1], "x", 1) != 1) _exit(1);
    _exit(read(stay[0], &byte, 1) < 0);
  }
  assert_int_equal(read(ready[0], &byte, 1), 1);
  who = in_draft(db, "R-0001");
  assert_string_equal(who, "/dev/pts/3 ");
  free(who);
  who = in_draft(db, "R-0002");
  assert_string_equal(who, "tty1* ");
  free(who);

  assert_int_equal(kill(child, SIGKILL), 0);
  assert_int_equal(waitpid(child, NULL, 0), child);
  for (int i = 0; i < 2; i++) close(ready[i]), close(stay[i]);
  who = in_draft(db, "R-0001");
  assert_string_equal(who, "");
  free(who);

  seat_leave(db);
  who = in_draft(db, "R-0002");
  assert_string_equal(who, "");
  free(who);
  char *folder = xprintf("%s-seats", test_store);
  assert_int_equal(rmdir(folder), 0); /* swept clean */
  free(folder);
  WORKS(seat_enter(db, "R-0003", &err));
  db_close(db);
  db = open_store();
  who = in_draft(db, "R-0003");
  assert_string_equal(who, "");
  free(who);
  db_close(db);
}

static void test_folder_that_cannot_be_made(void **state) {
  (void)state;
  struct db *db = open_store();
  char *folder = xprintf("%s-seats", test_store);
  WORKS(file_replace(folder, "", 0, 0600, &err));
  REFUSED(seat_enter(db, "R-0001", &err), ERR_FILE_WRITE);
  REFUSED(seats_in(db, "R-0001", collect, NULL, &err), ERR_FILE_READ);
  free(folder);
  db_close(db);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_presence, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_folder_that_cannot_be_made, folder_up, folder_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
