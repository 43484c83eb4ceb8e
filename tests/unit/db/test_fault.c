/* Power loss at every change of the disk, a full disk at every size, a failing read at every place: what was acknowledged is there, what
 * was not is whole
 * or absent, and the store goes on. The history stands on db_begin and db_commit alone. */
#include "tests/unit/db/fixture.h"

#include "tests/simvfs.h"

enum { TURNS = 5, CHECKPOINT_AT = 2, PAYLOAD = 2000 };

static char payload[PAYLOAD + 1];

static struct db *open_sim(struct err *err) {
  struct db_opts opts = {.env = &test_env, .seat = "sim", .create = true, .vfs = "sim", .exclusive_wal = true};
  return db_open(test_store, &opts, err);
}

static bool fill(struct db *db, struct err *err, int k) {
  if (!db_run(db, err, SQL_META_SET, T("last"), I(k)) || !db_run(db, err, SQL_META_SET, T("bulk"), T(payload))) return false;
  for (int i = 0; i < k; i++)
    if (!db_run(db, err, SQL_UNDO_NEW, I(k), T("sim"), T(payload))) return false;
  return db_part_begin(db, err) && db_run(db, err, SQL_META_SET, T("never"), T("seen")) && db_part_end(db, false, err);
}

/* Turn k writes k rows and says it was the last; a part of it is taken back. */
static bool turn(struct db *db, struct err *err, int k) {
  if (!db_begin(db, err)) return false;
  if (!fill(db, err, k)) {
    db_rollback(db);
    return false;
  }
  if (!db_commit(db, err)) return false;
  if (k == CHECKPOINT_AT) {
    db->wal_pages = 1 << 20; /* as if the WAL were long: the idle turn copies it back */
    db_idle(db);
  }
  return true;
}

/* The store as it must be after `at` turns, or at + 1 when that one may have been on its way: which of the two. */
static int check_state(struct db *db, int at, bool may_be_next) {
  int64_t last = number(db, "SELECT coalesce((SELECT value FROM meta WHERE key = 'last'), 0)");
  if (last != at && !(may_be_next && last == at + 1)) fail_msg("after %d acknowledged turns the store says %d", at, (int)last);
  assert_int_equal(number(db, "SELECT count(*) FROM undo"), last * (last + 1) / 2);
  assert_int_equal(number(db, "SELECT coalesce(max(at), 0) FROM undo"), last);
  assert_int_equal(number(db, "SELECT count(*) FROM meta WHERE key = 'never'"), 0);
  char *whole = table(db, "PRAGMA integrity_check");
  assert_string_equal(whole, "ok\n");
  free(whole);
  return (int)last;
}

/* An empty store, made once and copied from then on. */
static void base(const char *base_name) {
  simvfs_wipe();
  struct err why = {0};
  struct db *db = open_sim(&why);
  if (!db) fail_msg("%s", why.text);
  db->wal_pages = 1 << 20;
  db_idle(db);
  db_close(db);
  assert_true(simvfs_copy(test_store, base_name));
}

static void no_wal(void) {
  char *wal = xprintf("%s-wal", test_store);
  sqlite3_vfs *vfs = sqlite3_vfs_find("sim");
  int rc = vfs->xDelete(vfs, wal, 0);
  assert_true(rc == SQLITE_OK || rc == SQLITE_IOERR_DELETE_NOENT);
  free(wal);
}

static uint64_t changes_of_history(const char *base_name) {
  assert_true(simvfs_copy(base_name, test_store));
  no_wal();
  simvfs_fuse(0, SIM_KEEP, 0);
  struct err why = {0};
  struct db *db = open_sim(&why);
  for (int k = 1; k <= TURNS; k++) WORKS(turn(db, &err, k));
  check_state(db, TURNS, false);
  db_close(db);
  return simvfs_count();
}

static void power_loss(uint64_t n, enum sim_loss loss, const char *base_name) {
  simvfs_fuse(0, loss, 0);
  assert_true(simvfs_copy(base_name, test_store));
  no_wal();
  simvfs_fuse(n, loss, n * 31 + (uint64_t)loss);
  int acknowledged = 0;
  struct err why = {0};
  struct db *db = open_sim(&why);
  while (db && acknowledged < TURNS && turn(db, &why, acknowledged + 1)) acknowledged++;
  assert_true(simvfs_blown());
  db_close(db);
  simvfs_cut();
  db = open_sim(&why);
  if (!db) fail_msg("loss %d at %d: %s", (int)loss, (int)n, why.text);
  int last = check_state(db, acknowledged, true);
  if (last < TURNS) {
    WORKS(turn(db, &err, last + 1));
    check_state(db, last + 1, false);
  }
  db_close(db);
}

static void test_power_loss_at_every_change(void **state) {
  (void)state;
  char *base_name = xprintf("%s.base", test_store);
  base(base_name);
  uint64_t changes = changes_of_history(base_name);
  assert_true(changes > 50);
  for (uint64_t n = 1; n <= changes; n++)
    for (int loss = n % 5 ? SIM_DROP : SIM_KEEP; loss <= SIM_TORN; loss++) power_loss(n, (enum sim_loss)loss, base_name);
  free(base_name);
}

/* While a store is made: the next start finds nothing yet or a whole one, and makes it. */
static void test_power_loss_while_made(void **state) {
  (void)state;
  simvfs_wipe();
  simvfs_fuse(0, SIM_KEEP, 0);
  struct err why = {0};
  db_close(open_sim(&why));
  uint64_t changes = simvfs_count();
  assert_true(changes > 20);
  for (uint64_t n = 1; n <= changes; n += 2)
    for (int loss = SIM_DROP; loss <= SIM_TORN; loss++) {
      simvfs_wipe();
      simvfs_fuse(n, (enum sim_loss)loss, n);
      db_close(open_sim(&why));
      simvfs_cut();
      struct db *db = open_sim(&why);
      if (!db) fail_msg("loss %d at %d: %s", loss, (int)n, why.text);
      check_state(db, 0, false);
      db_close(db);
    }
}

static void test_full_disk_at_every_size(void **state) {
  (void)state;
  char *base_name = xprintf("%s.base", test_store);
  base(base_name);
  int refused = 0;
  bool fits = false;
  for (int64_t space = 0; !fits; space += 3000) {
    assert_true(simvfs_copy(base_name, test_store));
    no_wal();
    struct err why = {0};
    struct db *db = open_sim(&why);
    assert_non_null(db);
    int done = 0;
    simvfs_space(space);
    while (done < TURNS && turn(db, &why, done + 1)) done++;
    fits = done == TURNS;
    if (!fits) {
      refused++;
      assert_int_equal(why.code, ERR_DB_FULL);
      check_state(db, done, false);
      REFUSED(turn(db, &err, TURNS * 5), ERR_DB_FULL); /* still full, still no harm */
    }
    simvfs_space(-1);
    while (done < TURNS) {
      WORKS(turn(db, &err, done + 1)); /* space was freed: the same process goes on */
      done++;
    }
    check_state(db, TURNS, false);
    db_close(db);
    simvfs_fuse(0, SIM_DROP, 0);
    simvfs_cut();
    db = open_sim(&why);
    assert_non_null(db);
    check_state(db, TURNS, false);
    db_close(db);
  }
  assert_true(refused > 10);
  free(base_name);
}

static void test_failing_read_everywhere(void **state) {
  (void)state;
  char *base_name = xprintf("%s.base", test_store);
  base(base_name);
  int refused = 0;
  bool past = false;
  for (uint64_t n = 1; !past; n++) {
    assert_true(simvfs_copy(base_name, test_store));
    no_wal();
    struct err why = {0};
    simvfs_fail_read(n);
    struct db *db = open_sim(&why);
    int done = 0;
    while (db && done < TURNS && turn(db, &why, done + 1)) done++;
    past = db && done == TURNS;
    simvfs_fail_read(0);
    if (!past) {
      refused++;
      if (why.code != ERR_DB_IO) fail_msg("read %d: %s (%s)", (int)n, err_name(why.code), why.text);
    }
    if (!db) db = open_sim(&why);
    assert_non_null(db);
    check_state(db, done, false);
    while (done < TURNS) {
      WORKS(turn(db, &err, done + 1));
      done++;
    }
    check_state(db, TURNS, false);
    db_close(db);
  }
  assert_true(refused > 3);
  free(base_name);
}

static int all_up(void **state) {
  memset(payload, 'p', PAYLOAD);
  return folder_up(state);
}

static int all_down(void **state) {
  simvfs_wipe();
  return folder_down(state);
}

int main(void) {
  if (!simvfs_register("sim")) return 1;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_power_loss_at_every_change, all_up, all_down),
      cmocka_unit_test_setup_teardown(test_power_loss_while_made, all_up, all_down),
      cmocka_unit_test_setup_teardown(test_full_disk_at_every_size, all_up, all_down),
      cmocka_unit_test_setup_teardown(test_failing_read_everywhere, all_up, all_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
