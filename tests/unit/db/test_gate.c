/* gate: nothing is written without it, one writer at a time, its holder is named, and a killed holder leaves it free. */
#include "tests/unit/db/fixture.h"

#include <signal.h>
#include <sys/wait.h>

static char waited_for[64];
static int waits;

static void on_waiting(void *self, const char *seat) {
  (void)self;
  waits++;
  str_copy(waited_for, sizeof waited_for, seat);
}

static void exited(pid_t child) {
  int status;
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_true(WIFEXITED(status));
  assert_int_equal(WEXITSTATUS(status), 0);
}

static void test_commit_without_the_gate_is_refused(void **state) {
  (void)state;
  struct db *db = open_store();
  REFUSED(db_run(db, &err, SQL_META_SET, T("a"), T("b")), ERR_DB);
  assert_int_equal(number(db, "SELECT count(*) FROM meta"), 0);
  assert_int_equal(sqlite3_exec(db->sqlite, "BEGIN; INSERT INTO meta VALUES('a', 'b'); COMMIT", NULL, NULL, NULL),
                   SQLITE_CONSTRAINT_COMMITHOOK);
  assert_int_equal(number(db, "SELECT count(*) FROM meta"), 0);
  /* holding the gate is not enough either: only db_commit commits */
  WORKS(db_begin(db, &err));
  assert_int_equal(sqlite3_exec(db->sqlite, "INSERT INTO meta VALUES('a', 'b'); COMMIT", NULL, NULL, NULL), SQLITE_CONSTRAINT_COMMITHOOK);
  db_rollback(db);
  write_sql(db, "INSERT INTO meta VALUES('a', 'b')");
  assert_int_equal(number(db, "SELECT count(*) FROM meta"), 1);
  db_close(db);
}

/* A child takes the gate, says so, and holds it until it is killed or its pipe is closed. */
static pid_t holder(int *hold) {
  int taken[2], let_go[2];
  assert_int_equal(pipe(taken), 0);
  assert_int_equal(pipe(let_go), 0);
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    close(let_go[1]);
    struct db *db = open_as(test_store, "dock 2");
    struct err err;
    char byte;
    if (!db_begin(db, &err)) _exit(1);
    sql(db, "INSERT INTO meta VALUES('half', 'done')");
    if (write(taken[1], "x", 1) != 1) _exit(2);
    if (read(let_go[0], &byte, 1) < 0) _exit(3);
    if (!db_commit(db, &err)) _exit(4);
    db_close(db);
    _exit(0);
  }
  char byte;
  assert_int_equal(read(taken[0], &byte, 1), 1);
  close(taken[0]);
  close(taken[1]);
  close(let_go[0]);
  *hold = let_go[1];
  return child;
}

static struct db *patient(void) {
  struct db_opts opts = {.env = &test_env, .seat = "tty1", .create = true, .waiting = on_waiting};
  struct err err;
  waits = 0;
  struct db *db = db_open(test_store, &opts, &err);
  assert_non_null(db);
  return db;
}

/* Killed by the parent's own reaction to being told it waits: no sleep anywhere. */
static pid_t victim;
static int holding;

static void kill_it(void *self, const char *seat) {
  on_waiting(self, seat);
  assert_int_equal(kill(victim, SIGKILL), 0);
}

static void let_it_go(void *self, const char *seat) {
  on_waiting(self, seat);
  close(holding);
}

static void test_holder_is_named_and_let_go(void **state) {
  (void)state;
  struct db *db = patient();
  db->opts.waiting = let_it_go;
  victim = holder(&holding);
  WORKS(db_begin(db, &err));
  assert_string_equal(waited_for, "dock 2");
  assert_int_equal(waits, 1);
  sql(db, "INSERT INTO meta VALUES('then', 'mine')");
  WORKS(db_commit(db, &err));
  exited(victim);
  assert_int_equal(number(db, "SELECT count(*) FROM meta"), 2);
  db_close(db);
}

static void test_killed_holder_frees_the_gate(void **state) {
  (void)state;
  struct db *db = patient();
  db->opts.waiting = kill_it;
  victim = holder(&holding);
  WORKS(db_begin(db, &err));
  assert_int_equal(waits, 1);
  WORKS(db_commit(db, &err));
  int status;
  assert_int_equal(waitpid(victim, &status, 0), victim);
  assert_true(WIFSIGNALED(status));
  close(holding);
  assert_int_equal(number(db, "SELECT count(*) FROM meta"), 0); /* its half-done work is gone */
  db_close(db);
}

static void test_gate_is_free_after_every_way_out(void **state) {
  (void)state;
  struct db *db = open_store(), *other = open_as(test_store, "tty2");
  for (int way = 0; way < 4; way++) {
    WORKS(db_begin(db, &err));
    assert_false(db_gate_try(other));
    if (way == 0) WORKS(db_commit(db, &err));
    if (way == 1) db_rollback(db);
    if (way == 2) { /* what a full disk does: SQLite has rolled back by itself, the commit fails */
      sql(db, "ROLLBACK");
      REFUSED(db_commit(db, &err), ERR_DB);
    }
    if (way == 3) {
      sql(db, "ROLLBACK");
      db_rollback(db);
    }
    assert_false(db_writing(db));
    assert_true(db_gate_try(other));
    db_gate_give(other);
  }
  db_rollback(db); /* harmless without a transaction */
  db_close(other);
  db_close(db);
}

/* Copying the WAL back is a write like any other: while somebody else writes, the idle turn leaves it. */
static void test_idle_turn_stands_at_the_gate(void **state) {
  (void)state;
  struct db *db = open_store(), *other = open_as(test_store, "tty2");
  write_sql(db, "INSERT INTO meta VALUES('a', 'b')");
  db->wal_pages = 1 << 20; /* as if it were long */
  WORKS(db_begin(other, &err));
  db_idle(db);
  assert_int_equal(db->wal_pages, 1 << 20);
  db_rollback(other);
  db_idle(db);
  assert_int_equal(db->wal_pages, 0);
  assert_true(db_gate_try(other));
  db_gate_give(other);
  db_close(other);
  db_close(db);
}

enum { WRITERS = 4, EACH = 100 };

/* Nobody is refused, everybody gets on, nothing is lost. */
static void test_many_writers(void **state) {
  (void)state;
  struct db *db = open_store();
  write_sql(db, "INSERT INTO counter VALUES('A', 0)");
  db_close(db);
  pid_t child[WRITERS];
  for (int i = 0; i < WRITERS; i++) {
    child[i] = fork();
    assert_true(child[i] >= 0);
    if (child[i] == 0) {
      char seat[16];
      snprintf(seat, sizeof seat, "tty%d", i);
      struct db *own = open_as(test_store, seat);
      struct err err;
      for (int k = 0; k < EACH; k++) {
        if (!db_begin(own, &err)) _exit(1);
        sql(own,
            "UPDATE counter SET last = last + 1; INSERT INTO audit(at, who, seat, action, old) VALUES(0, '', '', '', hex(randomblob(2000)))");
        if (!db_commit(own, &err)) _exit(2);
        db_idle(own);
      }
      db_close(own);
      _exit(0);
    }
  }
  for (int i = 0; i < WRITERS; i++) exited(child[i]);
  db = open_store();
  assert_int_equal(number(db, "SELECT last FROM counter"), WRITERS * EACH);
  assert_int_equal(number(db, "SELECT count(*) FROM audit"), WRITERS * EACH);
  char *whole = table(db, "PRAGMA integrity_check");
  assert_string_equal(whole, "ok\n");
  free(whole);
  db_close(db);
}

/* All at once on a file that is not there: one makes it, the others find it. */
static void test_made_by_many_at_once(void **state) {
  (void)state;
  int start[2];
  char byte;
  assert_int_equal(pipe(start), 0);
  pid_t child[WRITERS];
  for (int i = 0; i < WRITERS; i++) {
    child[i] = fork();
    assert_true(child[i] >= 0);
    if (child[i] == 0) {
      close(start[1]);
      if (read(start[0], &byte, 1) != 0) _exit(1);
      struct db_opts opts = {.env = &test_env, .seat = "x", .create = true};
      struct err err = {0};
      struct db *db = db_open(test_store, &opts, &err);
      if (!db) _exit(2);
      db_close(db);
      _exit(0);
    }
  }
  close(start[0]);
  close(start[1]);
  for (int i = 0; i < WRITERS; i++) exited(child[i]);
  struct db *db = open_store();
  assert_int_equal(number(db, "SELECT count(*) FROM meta"), 0);
  db_close(db);
}

static void test_gate_that_cannot_be_made(void **state) {
  (void)state;
  struct db *db = open_store();
  db_close(db);
  char *gate = xprintf("%s-gate", test_store);
  assert_int_equal(unlink(gate), 0);
  assert_int_equal(mkdir(gate, 0700), 0); /* even root cannot write a folder */
  struct db_opts opts = {.env = &test_env, .seat = "x"};
  REFUSED(db_open(test_store, &opts, &err) != NULL, ERR_DB_GATE);
  assert_int_equal(rmdir(gate), 0);
  free(gate);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_commit_without_the_gate_is_refused, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_holder_is_named_and_let_go, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_killed_holder_frees_the_gate, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_gate_is_free_after_every_way_out, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_idle_turn_stands_at_the_gate, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_many_writers, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_made_by_many_at_once, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_gate_that_cannot_be_made, folder_up, folder_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
