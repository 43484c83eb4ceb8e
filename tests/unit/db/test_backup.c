/* backup and restore: copies that stand alone, and the old store kept whole with everything in its WAL. */
#include "tests/unit/db/fixture.h"

#include <fcntl.h>
#include <sys/wait.h>

static char *in_folder(const char *name) {
  return xprintf("%s/%s", test_folder, name);
}

static bool there(const char *path) {
  return access(path, F_OK) == 0;
}

static struct db *look_at(const char *path) {
  struct db_opts opts = {.env = &test_env, .seat = "look", .read_only = true};
  struct err err = {0};
  struct db *db = db_open(path, &opts, &err);
  if (!db) fail_msg("%s: %s", path, err.text);
  return db;
}

static void none(void *self, const char *problem) {
  (void)self;
  fail_msg("%s", problem);
}

static void test_copy_stands_alone(void **state) {
  (void)state;
  struct db *db = open_store();
  write_sql(db, "INSERT INTO setting VALUES('a', '1'), ('b', '2')"); /* only in the WAL */
  char *to = in_folder("copy.db"), *wal = in_folder("copy.db-wal"), *fresh = in_folder("copy.db.new");
  WORKS(db_backup(db, to, &err));
  write_sql(db, "DELETE FROM setting");
  db_close(db);
  assert_false(there(wal));
  assert_false(there(fresh));

  struct db *copy = look_at(to);
  assert_int_equal(number(copy, "SELECT count(*) FROM setting"), 2);
  char *mode = table(copy, "PRAGMA journal_mode");
  assert_string_equal(mode, "delete\n");
  WORKS(db_integrity(copy, none, NULL, &err));
  REFUSED(db_begin(copy, &err), ERR_DB_READONLY);
  db_close(copy);
  assert_false(there(wal));
  free(mode);
  free(to);
  free(wal);
  free(fresh);
}

/* Another process commits all the while; every copy holds one moment: the two rows are always equal. */
static void test_copy_while_others_write(void **state) {
  (void)state;
  struct db *db = open_store();
  write_sql(db, "INSERT INTO setting VALUES('a', '0'), ('b', '0')");
  db_close(db);
  int done[2];
  assert_int_equal(pipe2(done, O_NONBLOCK), 0);
  pid_t writer = fork();
  assert_true(writer >= 0);
  if (writer == 0) {
    close(done[1]);
    struct db *own = open_as(test_store, "writer");
    struct err err;
    char byte;
    for (int i = 0; i < 100000; i++) {
      if (!db_begin(own, &err)) _exit(1);
      sql(own, "UPDATE setting SET value = value + 1");
      if (!db_commit(own, &err)) _exit(2);
      if (read(done[0], &byte, 1) == 0) break; /* the parent has its copies */
    }
    db_close(own);
    _exit(0);
  }
  close(done[0]);
  db = open_store();
  char *to = in_folder("copy.db");
  for (int i = 0; i < 10; i++) {
    WORKS(db_backup(db, to, &err));
    struct db *copy = look_at(to);
    assert_int_equal(number(copy, "SELECT count(DISTINCT value) FROM setting"), 1);
    db_close(copy);
  }
  close(done[1]);
  int status;
  assert_int_equal(waitpid(writer, &status, 0), writer);
  assert_true(WIFEXITED(status));
  assert_int_equal(WEXITSTATUS(status), 0);
  db_close(db);
  free(to);
}

static void test_backup_refusals(void **state) {
  (void)state;
  struct db *db = open_store();
  REFUSED(db_backup(db, test_store, &err), ERR_BACKUP_SAME);
  char *nowhere = in_folder("no/such/copy.db");
  REFUSED(db_backup(db, nowhere, &err), ERR_FILE_WRITE);
  free(nowhere);
  db_close(db);
}

static char *restored(const char *from, enum err_code wanted) {
  struct db_opts opts = {.env = &test_env, .seat = "tty1"};
  struct err err = {0};
  char *kept = NULL;
  bool ok = db_restore(from, test_store, &opts, &kept, &err);
  if (ok != (wanted == ERR_NONE) || err.code != wanted) fail_msg("restore %s: %s %s", from, err_name(err.code), err.text);
  return kept;
}

static void test_restore_keeps_the_old_store(void **state) {
  (void)state;
  struct db *db = open_store();
  write_sql(db, "INSERT INTO setting VALUES('age', 'old')");
  char *copy = in_folder("copy.db");
  WORKS(db_backup(db, copy, &err));
  write_sql(db, "UPDATE setting SET value = 'new'"); /* in the WAL only: must be in what is kept */
  char *kept = restored(copy, ERR_NONE);
  assert_non_null(kept);
  char *want = xprintf("%s.before-2026", test_store);
  assert_true(str_starts(kept, want));

  /* who had the old one open may still read it, but not write */
  REFUSED(db_begin(db, &err), ERR_DB_REPLACED);
  db_close(db);

  struct db *old = look_at(kept);
  char *value = table(old, "SELECT value FROM setting");
  assert_string_equal(value, "new\n");
  db_close(old);
  free(value);

  db = open_store();
  value = table(db, "SELECT value FROM setting");
  assert_string_equal(value, "old\n");
  assert_int_equal(number(db, "SELECT count(*) FROM meta WHERE key = 'restored'"), 1);
  WORKS(db_integrity(db, none, NULL, &err));
  write_sql(db, "UPDATE setting SET value = 'newest'");
  db_close(db);
  char *fresh = xprintf("%s.restore", test_store);
  assert_false(there(fresh));
  free(fresh);
  free(value);
  free(want);
  free(kept);
  free(copy);
}

static void test_restore_where_none_was_and_twice_in_a_second(void **state) {
  (void)state;
  char *other = in_folder("other.db"), *copy = in_folder("copy.db");
  struct db *db = open_as(other, "tty1");
  WORKS(db_backup(db, copy, &err));
  db_close(db);
  assert_null(restored(copy, ERR_NONE));
  char *first = restored(copy, ERR_NONE), *second = restored(copy, ERR_NONE);
  assert_non_null(first);
  assert_non_null(second);
  assert_string_not_equal(first, second);
  assert_true(there(first));
  assert_true(there(second));
  free(first);
  free(second);
  free(other);
  free(copy);
}

/* The store is damaged (that is why one restores): its bytes and its WAL are kept as they are. */
static void test_restore_over_a_damaged_store(void **state) {
  (void)state;
  struct db *db = open_store();
  char *copy = in_folder("copy.db");
  WORKS(db_backup(db, copy, &err));
  db_close(db);
  WORKS(file_replace(test_store, "rubbish", 7, 0600, &err));
  char *wal = xprintf("%s-wal", test_store);
  assert_true(there(wal));
  WORKS(file_replace(wal, "more rubbish", 12, 0600, &err));
  char *kept = restored(copy, ERR_NONE);
  assert_non_null(kept);
  struct buf bytes = {0};
  WORKS(file_read(kept, 100, &bytes, &err));
  assert_string_equal(bytes.p, "rubbish");
  char *kept_wal = xprintf("%s-wal", kept);
  assert_true(there(kept_wal));
  db = open_store();
  WORKS(db_integrity(db, none, NULL, &err));
  db_close(db);
  buf_free(&bytes);
  free(kept_wal);
  free(kept);
  free(wal);
  free(copy);
}

static void spoil(const char *path, long at) {
  FILE *f = fopen(path, "r+b");
  assert_non_null(f);
  assert_int_equal(fseek(f, at, SEEK_SET), 0);
  for (int i = 0; i < 600; i++) assert_int_not_equal(fputc(0x5A, f), EOF);
  assert_int_equal(fclose(f), 0);
}

static void test_a_bad_backup_changes_nothing(void **state) {
  (void)state;
  struct db *db = open_store();
  write_sql(db, "INSERT INTO setting VALUES('age', 'new')");
  char *copy = in_folder("copy.db");
  WORKS(db_backup(db, copy, &err));
  db_close(db);
  assert_null(restored(test_store, ERR_BACKUP_SAME));
  char *missing = in_folder("missing.db");
  assert_null(restored(missing, ERR_DB_NONE));
  long page = 4096;
  spoil(copy, 2 * page);
  assert_null(restored(copy, ERR_BACKUP_BAD));
  spoil(copy, 0);
  assert_null(restored(copy, ERR_DB_FOREIGN));
  db = open_store();
  assert_int_equal(number(db, "SELECT count(*) FROM setting WHERE value = 'new'"), 1);
  db_close(db);
  char *fresh = xprintf("%s.restore", test_store);
  assert_false(there(fresh));
  free(fresh);
  free(missing);
  free(copy);
}

/* A reader that holds an old moment keeps the WAL from being emptied: refused, nothing changed. */
static void test_restore_waits_for_readers_then_refuses(void **state) {
  (void)state;
  struct db *db = open_store();
  write_sql(db, "INSERT INTO setting VALUES('age', 'old')");
  char *copy = in_folder("copy.db");
  WORKS(db_backup(db, copy, &err));
  WORKS(db_read_begin(db, &err));
  assert_int_equal(number(db, "SELECT count(*) FROM setting"), 1);
  assert_null(restored(copy, ERR_DB_BUSY));
  db_read_end(db);
  write_sql(db, "INSERT INTO setting VALUES('b', 'c')");
  db_close(db);
  char *kept = restored(copy, ERR_NONE);
  assert_non_null(kept);
  free(kept);
  free(copy);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_copy_stands_alone, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_copy_while_others_write, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_backup_refusals, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_restore_keeps_the_old_store, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_restore_where_none_was_and_twice_in_a_second, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_restore_over_a_damaged_store, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_a_bad_backup_changes_nothing, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_restore_waits_for_readers_then_refuses, folder_up, folder_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
