/* Power lost under a history of forty operations at every change of the disk, a full disk at many sizes, failing reads, a lost key: every
 * acknowledged operation is there exactly once, the one under way is whole or absent, and the history goes on to the same end. `make check`
 * takes a sample of the torn cuts, the reads and the ways to the end; POWER=all (tests/long/power.sh) all of them. */
#include "tests/kill/history.h"

static struct house house;
static struct moment { /* after so many operations, undisturbed */
  struct buf db, wal, anchor;
  struct state state;
} moments[OPS + 1];
static char *wal, *anchor, *key;
static bool all; /* POWER=all */

/* Whether the n-th of its kind is taken: all, or one in so many. */
static bool taken(uint64_t n, uint64_t one_in) {
  return all || n % one_in == 0;
}

/* ---- moments */
static void anchor_put(const struct buf *bytes) {
  unlink(anchor);
  if (bytes->n == 0) return;
  FILE *f = fopen(anchor, "w");
  assert_non_null(f);
  assert_int_equal(fwrite(bytes->p, 1, bytes->n, f), bytes->n);
  assert_int_equal(fclose(f), 0);
}

static void anchor_get(struct buf *bytes) {
  buf_clear(bytes);
  if (access(anchor, F_OK) == 0 && !file_read(anchor, 1000, bytes, &house.err)) fail_msg("%s", house.err.text);
}

static void moment_take(int at) {
  struct moment *m = &moments[at];
  simvfs_save(house.path, &m->db);
  simvfs_save(wal, &m->wal);
  anchor_get(&m->anchor);
  state_of(&house, &m->state);
}

static void moment_put(int at) {
  simvfs_fuse(0, SIM_KEEP, 0);
  simvfs_space(-1);
  simvfs_load(house.path, &moments[at].db);
  simvfs_load(wal, &moments[at].wal);
  anchor_put(&moments[at].anchor);
}

static void must(bool ok, const char *what, int k) {
  if (!ok) fail_msg("%s %d: %s (%s)", what, k, house.err.text, err_name(house.err.code));
}

static void enter(int at) {
  moment_put(at);
  must(house_open(&house), "opened at", at);
}

/* ---- proof */
static void problem(void *self, const char *code, const char *text, const char *where) {
  buf_printf(self, "%s (%s): %s\n", code, where, text);
}

static void proved(const char *where) {
  struct buf said = {0};
  if (house.store) must(ledger_check(house.db, house.store, problem, &said, &house.err), where, 0);
  if (said.n) fail_msg("%s: %s", where, said.p);
  buf_free(&said);
  house_expect(&house, "PRAGMA integrity_check", "ok");
}

/* The store holds just what `done` operations left, or, when that may be, one more: how many. An import is taken back in steps: stopped
 * between two it stands as unfinished, and is taken back further here. */
static int stands_at(int done, bool may_be_next, const char *where) {
  struct state now;
  state_of(&house, &now);
  const char *table = state_differs(&now, &moments[done].state);
  if (!table) return done;
  if (may_be_next && !state_differs(&now, &moments[done + 1].state)) return done + 1;
  if (done < OPS && history[done].run == take_back && house_run(&house, done)) {
    state_of(&house, &now);
    if (!state_differs(&now, &moments[done + 1].state)) return done + 1;
  }
  fail_msg("%s: after %d operations the table %s is another", where, done, table);
  return 0;
}

static void go_on(int from, int to, const char *where) {
  for (int k = from; k < to; k++) must(house_run(&house, k), where, k);
}

static void goes_on_to_the_end(int from, const char *where) {
  go_on(from, OPS, where);
  stands_at(OPS, false, where);
}

static void ends_in_the_same_books(int from, const char *where) {
  go_on(from, OPS, where);
  house_at_end(&house);
  proved(where);
}

/* ---- power */
static struct { int cuts, changes, same, ended; } count;

/* Whether the disk holds the very bytes that the last cut left: what follows was seen then. */
static bool seen_before(int at) {
  static struct buf left[2][2];
  static int last_at = -1, turn;
  struct buf *last = left[turn], *now = left[turn = !turn];
  bool same = last_at == at;
  last_at = at;
  simvfs_save(house.path, &now[0]);
  simvfs_save(wal, &now[1]);
  for (int i = 0; same && i < 2; i++) same = now[i].n == last[i].n && (now[i].n == 0 || memcmp(now[i].p, last[i].p, now[i].n) == 0);
  return same;
}

/* What a power cut may leave of the anchor, which nobody syncs: as it is, an older one, nothing, zeros. */
static void anchor_ages(int k, uint64_t seed) {
  static char zeros[64];
  struct buf none = {0}, blank = {zeros, sizeof zeros, 0};
  if (seed % 4 == 1) anchor_put(&moments[k > 1 ? k - 2 : 0].anchor);
  else if (seed % 4 == 2) anchor_put(&none);
  else if (seed % 4 == 3) anchor_put(&blank);
}

/* Operation k with the power lost at its n-th change, in a process that had already done the one before. False: it has no n changes. */
static bool cut(int k, uint64_t n, enum sim_loss loss, bool to_the_end) {
  char where[80];
  uint64_t seed = n * 31 + (uint64_t)loss + (uint64_t)k * 1009;
  snprintf(where, sizeof where, "operation %d (from 0), change %d, loss %d", k, (int)n, (int)loss);
  enter(k > 0 ? k - 1 : 0);
  if (k > 0) must(house_run(&house, k - 1), where, k - 1);
  simvfs_fuse(n, loss, seed);
  bool done = house_run(&house, k), blown = simvfs_blown();
  if (!done && !blown) must(false, where, k);
  house_close(&house);
  if (!blown) return false;
  simvfs_cut();
  count.cuts++;
  if (loss == SIM_DROP && seen_before(2 * k + done)) {
    count.same++;
    return true;
  }
  if (loss == SIM_TORN) anchor_ages(k, seed);
  must(house_open(&house), where, k);
  int at = stands_at(done ? k + 1 : k, !done, where);
  proved(where);
  if (to_the_end) {
    goes_on_to_the_end(at, where);
  } else {
    int next = at + 1 < OPS ? at + 1 : OPS;
    go_on(at, next, where);
    stands_at(next, false, where);
  }
  house_close(&house);
  count.ended += to_the_end;
  return true;
}

static void test_power_loss_at_every_change(void **state) {
  (void)state;
  for (int k = 0; k < OPS; k++) {
    for (uint64_t n = 1; cut(k, n, SIM_DROP, true); n++) {
      cut(k, n, SIM_TORN, taken(n, 8));
      if (taken(n, 3)) cut(k, n, SIM_KEEP, taken(n, 4));
      count.changes++;
    }
  }
  print_message("# %d changes of the disk, %d cuts: %d left what the one before had left, %d went on to the end\n", count.changes,
                count.cuts, count.same, count.ended);
  assert_true(count.changes > 500);
  assert_true(!all || (count.cuts == 3 * count.changes && count.ended + count.same == count.cuts));
}

/* The same while the store is made and its key is not there yet: another key, another origin, the same books. */
static void test_power_loss_while_the_store_is_made(void **state) {
  (void)state;
  bool blown = true;
  for (uint64_t n = 1; blown; n++) {
    moment_put(0);
    must(unlink(key) == 0 && house_open(&house), "opened", 0);
    simvfs_fuse(n, SIM_DROP, 0);
    bool done = house_run(&house, 0);
    blown = simvfs_blown();
    assert_true(done || blown);
    house_close(&house);
    simvfs_cut();
    must(house_open(&house), "opened after change", (int)n);
    assert_true(!done || house.store);
    if (taken(n, 5) || !blown) ends_in_the_same_books(house.store ? 1 : 0, "made again");
    house_close(&house);
  }
}

/* The key is lost, or the file is older than its anchor (a backup put back by hand): another origin goes on, no printed number comes
 * twice. */
static void beside(int k, bool older) {
  struct buf secret = {0};
  must(file_read(key, 1000, &secret, &house.err), "key", k);
  moment_put(k);
  if (older) anchor_put(&moments[OPS].anchor);
  else unlink(key);
  must(house_open(&house), "opened at", k);
  char *before = house_text(&house, "SELECT count(*) FROM doc");
  ends_in_the_same_books(k, older ? "with a later anchor" : "without its key");
  house_expect(&house, "SELECT count(*), sum(sealed) FROM origin", "2 1");
  house_expect(&house, "SELECT count(*) FROM doc WHERE number LIKE '0412-A-%'", before);
  house_close(&house);
  must(file_replace(key, secret.p, secret.n, 0600, &house.err), "key", k);
  buf_free(&secret);
  free(before);
}

static void test_beside_the_database(void **state) {
  (void)state;
  for (int k = 1; k < OPS; k++) {
    if (taken((uint64_t)k + 5, 6)) beside(k, true);
    if (taken((uint64_t)k + 2, 6)) beside(k, false);
  }
}

/* ---- a full disk */
static void check_survives(int at, bool to_the_end, const char *where) {
  house_close(&house);
  simvfs_fuse(0, SIM_DROP, 0);
  simvfs_cut();
  must(house_open(&house), where, at);
  stands_at(at, false, where);
  proved(where);
  if (to_the_end) goes_on_to_the_end(at, where);
  house_close(&house);
}

/* Operation k with so much space; then, in the same process, with enough. False: it had enough at once. */
static bool full(int k, int64_t space) {
  char where[80];
  snprintf(where, sizeof where, "operation %d (from 0), %lld bytes left", k, (long long)space);
  enter(k > 0 ? k - 1 : 0);
  if (k > 0) must(house_run(&house, k - 1), where, k - 1);
  simvfs_space(space);
  bool done = house_run(&house, k);
  if (!done && house.err.code != ERR_DB_FULL) must(false, where, k);
  stands_at(done ? k + 1 : k, false, where);
  simvfs_space(-1);
  if (!done) must(house_run(&house, k), where, k);
  stands_at(k + 1, false, where);
  if (k + 1 < OPS) must(house_run(&house, k + 1), where, k + 1);
  check_survives(k + 1 < OPS ? k + 2 : OPS, all || space == 0, where);
  return !done;
}

static void test_full_disk_at_many_sizes(void **state) {
  (void)state;
  int refused = 0;
  for (int k = 0; k < OPS; k++)
    for (int64_t space = 0; full(k, space) || (history[k].run == idle && space < 50000); space += 2500) refused++;
  print_message("# %d times a full disk\n", refused);
  assert_true(refused > 200);
}

/* ---- a failing read */
/* Operation k in a fresh process whose n-th read fails. False: it has no n reads. */
static bool unread(int k, uint64_t n) {
  char where[80];
  snprintf(where, sizeof where, "operation %d (from 0), read %d", k, (int)n);
  moment_put(k);
  simvfs_fail_read(n);
  bool open = house_open(&house), done = open && house_run(&house, k), failed = simvfs_read_failed();
  simvfs_fail_read(0);
  if (!done && (!failed || house.err.code != ERR_DB_IO)) must(false, where, k);
  if (!open) {
    house_close(&house);
    must(house_open(&house), where, k);
  }
  /* A draft that was made but could not be read again is there: opening it once more goes on with it. */
  int at = stands_at(done ? k + 1 : k, !done && history[k].run == open_draft, where);
  if (!done && (at == k || history[k].run == open_draft)) must(house_run(&house, k), where, k);
  stands_at(k + 1, false, where);
  check_survives(k + 1, all || n % 32 == 1, where);
  return failed;
}

static void test_failing_reads(void **state) {
  (void)state;
  int failed = 0;
  for (int k = 0; k < OPS; k++)
    for (uint64_t n = all ? 1 : 1 + (uint64_t)k % 4; unread(k, n); n += all ? 1 : 4) failed++; /* over the operations every place comes */
  print_message("# %d failing reads\n", failed);
  assert_true(failed > 200);
}

static int all_up(void **state) {
  const char *how = getenv("POWER");
  (void)state;
  all = how && str_eq(how, "all");
  if (house_up(&house)) return -1;
  wal = xprintf("%s-wal", house.path);
  anchor = xprintf("%s-anchor", house.path);
  key = xprintf("%s-key", house.path);
  /* A first making leaves the key, which is then there for every other one. */
  must(house_open(&house) && house_run(&house, 0), "made", 0);
  house_close(&house);
  simvfs_wipe();
  unlink(anchor);
  must(house_open(&house), "opened", 0);
  for (int k = 0; k < OPS; k++) {
    moment_take(k);
    must(house_run(&house, k), "undisturbed", k);
  }
  moment_take(OPS);
  house_at_end(&house);
  proved("undisturbed");
  house_close(&house);
  return 0;
}

static int all_down(void **state) {
  (void)state;
  for (int i = 0; i <= OPS; i++) {
    buf_free(&moments[i].db);
    buf_free(&moments[i].wal);
    buf_free(&moments[i].anchor);
  }
  free(wal);
  free(anchor);
  free(key);
  return house_down(&house);
}

int main(void) {
  if (!simvfs_register("sim")) return 1;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_power_loss_at_every_change),
      cmocka_unit_test(test_power_loss_while_the_store_is_made),
      cmocka_unit_test(test_beside_the_database),
      cmocka_unit_test(test_full_disk_at_many_sizes),
      cmocka_unit_test(test_failing_reads),
  };
  return cmocka_run_group_tests(tests, all_up, all_down);
}
