/* events: files between two stores, there and back, in any order, twice, forged, cut, and a restored backup that gets its documents
 * back. */
#include "src/sync/sync.h"
#include "tests/unit/ledger/proof.h"

#include <zstd.h>

static void post(struct world *w, const char *item, int64_t qty) {
  char n[64];
  struct doc *d = receipt_new("blind");
  receipt_line(d, item, qty, 0, 100);
  world_post(w, d, n);
}

static char *file_of(struct world *w, const char *name) {
  return xprintf("%s/%s", w->dir, name);
}

static void write_events(struct world *w, const char *path, const uint8_t *after, int64_t seq, int64_t expected) {
  int64_t count;
  ok(w, events_write(w->db, path, after, seq, &count, &w->err));
  assert_int_equal(count, expected);
}

static void read_events(struct world *w, const char *path, bool accept, int64_t events, int64_t fresh, int64_t same, int64_t parked) {
  struct events_count c;
  ok(w, events_read(w->db, w->store, path, accept, &c, &w->err));
  if (c.events != events || c.fresh != fresh || c.same != same || c.parked != parked)
    fail_msg("events %d new %d same %d parked %d", (int)c.events, (int)c.fresh, (int)c.same, (int)c.parked);
}

static void two_stores(void **state) {
  (void)state;
  struct world a, b;
  world_begin(&a, "S1", 1);
  world_begin(&b, "S2", 2);
  char *all = file_of(&a, "all"), *tail = file_of(&a, "tail");
  post(&a, "A", 3);
  post(&a, "B", 4);
  uint8_t origin[ORIGIN_BYTES];
  struct origin o;
  bool found;
  ok(&a, origin_now(a.db, &a.err, &o, &found));
  memcpy(origin, o.origin, sizeof origin);
  write_events(&a, all, NULL, 0, 2);
  read_events(&a, all, false, 2, 0, 2, 0); /* its own: the same */
  read_events(&b, all, false, 2, 0, 0, 2); /* a store nobody knows */
  world_expect(&b, "SELECT reason FROM event_parked", "unknown_store");
  read_events(&b, all, false, 2, 0, 0, 2); /* not parked twice */
  world_expect(&b, "SELECT count(*) FROM event_parked", "1");
  world_sql(&b, "INSERT INTO store(code, name) VALUES('S1', 'One')");
  read_events(&b, all, false, 4, 2, 2, 0); /* the file, and what waited */
  world_expect(&b, "SELECT number, store, state, moves FROM doc ORDER BY id", "S1-A-000001 S1 posted 0|S1-A-000002 S1 posted 0");
  world_expect(&b, "SELECT (SELECT count(*) FROM move) + (SELECT count(*) FROM event_parked)", "0");
  post(&a, "A", 1);
  post(&a, "A", 2);
  write_events(&a, tail, origin, 3, 1);
  read_events(&b, tail, false, 1, 0, 0, 1);
  world_expect(&b, "SELECT reason FROM event_parked", "gap");
  write_events(&a, all, NULL, 0, 4);
  read_events(&b, all, false, 5, 2, 3, 0); /* the gap is filled; what waited is the same by then */
  world_expect(&b, "SELECT count(*) FROM doc", "4");
  post(&b, "B", 1);
  check_clean(&b);
  check_clean(&a);
  free(all);
  free(tail);
  world_end(&a);
  world_end(&b);
}

/* 2,500 events: batches of a thousand, read in whatever order they lie in the file. */
static void batches_in_any_order(void **state) {
  (void)state;
  struct world a, b;
  struct actor actor = {.staff = ""};
  world_begin(&a, "S1", 3);
  world_begin(&b, "S2", 4);
  world_sql(&b, "INSERT INTO store(code, name) VALUES('S1', 'One')");
  ok(&a, db_begin(a.db, &a.err));
  for (int i = 0; i < 2500; i++) {
    struct doc *d = doc_new(doc_kind_find("teach"));
    char *number;
    value_text(doc_head(d, TEACH_BARCODE), "6901234567892");
    value_text(doc_head(d, TEACH_ITEM), "A");
    value_int(doc_head(d, TEACH_UNITS), 1);
    ok(&a, ledger_post(a.db, a.store, &actor, d, &number, &a.err));
    free(number);
    doc_free(d);
  }
  ok(&a, db_commit(a.db, &a.err));
  char *all = file_of(&a, "all"), *turned = file_of(&a, "turned");
  write_events(&a, all, NULL, 0, 2500);
  static char bytes[1 << 20];
  FILE *f = fopen(all, "rb");
  assert_non_null(f);
  size_t n = fread(bytes, 1, sizeof bytes, f), frames = 0, at[4] = {0};
  fclose(f);
  for (size_t p = 0; p < n; p += ZSTD_findFrameCompressedSize(bytes + p, n - p)) at[frames++] = p;
  assert_int_equal(frames, 3);
  at[3] = n;
  f = fopen(turned, "wb");
  for (size_t i = 3; i-- > 0;) fwrite(bytes + at[i], 1, at[i + 1] - at[i], f);
  fclose(f);
  read_events(&b, turned, false, 2500, 2500, 0, 0);
  world_expect(&b, "SELECT count(*), (SELECT count(*) FROM event_parked) FROM doc", "2500 0");
  world_expect(&b, "SELECT head FROM origin WHERE own = 0", "2500");
  check_clean(&b);
  /* Cut in the middle: what was whole stays, the rest is told. */
  assert_int_equal(truncate(all, (off_t)(at[1] + 100)), 0);
  struct events_count c;
  refused(&b, events_read(b.db, b.store, all, false, &c, &b.err), ERR_EVENTS_FILE);
  assert_int_equal(c.same, 1000);
  refused(&b, events_read(b.db, b.store, "/nonexistent/x", false, &c, &b.err), ERR_FILE_READ);
  free(all);
  free(turned);
  world_end(&a);
  world_end(&b);
}

/* Repack a file's only batch with a change. */
static void forge(const char *from, const char *to, const char *old, const char *new) {
  static char bytes[1 << 16], plain[1 << 20];
  FILE *f = fopen(from, "rb");
  assert_non_null(f);
  size_t n = fread(bytes, 1, sizeof bytes, f);
  fclose(f);
  size_t m = ZSTD_decompress(plain, sizeof plain - 1, bytes, n);
  assert_false(ZSTD_isError(m));
  plain[m] = 0;
  char *hit = strstr(plain, old);
  assert_non_null(hit);
  assert_int_equal(strlen(old), strlen(new));
  memcpy(hit, new, strlen(new));
  struct buf in = {plain, m, sizeof plain}, out = {0};
  pack_add(&out, &in);
  f = fopen(to, "wb");
  fwrite(out.p, 1, out.n, f);
  fclose(f);
  buf_free(&out);
}

static void forgeries(void **state) {
  (void)state;
  struct world a, b, twin;
  world_begin(&a, "S1", 5);
  world_begin(&b, "S2", 6);
  world_begin(&twin, "S1", 7); /* another database that says it is S1 */
  world_sql(&b, "INSERT INTO store(code, name) VALUES('S1', 'One')");
  post(&a, "A", 3);
  post(&twin, "A", 3);
  char *all = file_of(&a, "all"), *bad = file_of(&a, "bad"), *other = file_of(&twin, "all");
  write_events(&a, all, NULL, 0, 1);
  write_events(&twin, other, NULL, 0, 1);
  forge(all, bad, "\"device\":\"A\"", "\"device\":\"B\"");
  read_events(&b, bad, false, 1, 0, 0, 1);
  forge(all, bad, "\"received\":3", "\"received\":9");
  read_events(&b, bad, false, 1, 0, 0, 1);
  forge(all, bad, "\"store\":\"S1\",\"at\"", "\"store\":\"S2\",\"at\"");
  read_events(&b, bad, false, 1, 0, 0, 1);
  world_expect(&b, "SELECT reason FROM event_parked ORDER BY id", "signature|chain|store");
  world_expect(&b, "SELECT count(*) FROM doc", "0");
  world_sql(&b, "DELETE FROM event_parked");
  read_events(&b, all, false, 1, 1, 0, 0);
  read_events(&b, other, false, 1, 0, 0, 1);
  world_expect(&b, "SELECT reason FROM event_parked", "key");
  read_events(&b, other, true, 2, 1, 1, 0);
  world_expect(&b, "SELECT count(*) FROM peer_key WHERE store = 'S1'", "2");
  struct buf found = {0}; /* two databases gave one number: told */
  ok(&b, ledger_check(b.db, b.store, problem, &found, &b.err));
  assert_string_equal(found.p, "number (S1-A-000001): Two documents have this number.\n");
  buf_free(&found);
  free(all);
  free(bad);
  free(other);
  world_end(&a);
  world_end(&b);
  world_end(&twin);
}

/* The store is put back to a backup after two more documents: from the file it gets them back, moves and all, under their own numbers. */
static void restored_backup_gets_its_documents_back(void **state) {
  (void)state;
  struct world w;
  char n[64];
  world_begin(&w, "S", 8);
  char *all = file_of(&w, "all"), *copy = file_of(&w, "copy"), *kept;
  post(&w, "A", 3);
  ok(&w, db_backup(w.db, copy, &w.err));
  post(&w, "A", 4);
  post(&w, "B", 5);
  write_events(&w, all, NULL, 0, 3);
  world_close(&w);
  struct db_opts opts = {.env = &w.env, .seat = "t1"};
  ok(&w, db_restore(copy, w.path, &opts, &kept, &w.err));
  free(kept);
  w.db = world_open(&w, w.path);
  w.store = ledger_store_load(w.db, &w.err);
  struct doc *d = receipt_new("blind");
  receipt_line(d, "A", 1, 0, 100);
  world_post(&w, d, n);
  assert_string_equal(n, "S-B-000001");
  world_expect(&w, "SELECT sum(qty) FROM stock", "4");
  read_events(&w, all, false, 3, 2, 1, 0);
  read_events(&w, all, false, 3, 0, 3, 0);
  world_expect(&w, "SELECT number FROM doc ORDER BY id", "S-A-000001|S-B-000001|S-A-000002|S-A-000003");
  world_expect(&w, "SELECT sum(qty) FROM stock", "13");
  world_expect(&w, "SELECT device, last FROM counter ORDER BY device", "A 3|B 1");
  world_expect(&w, "SELECT device, head, sealed FROM origin ORDER BY id", "A 3 1|B 1 0");
  check_clean(&w);
  free(all);
  free(copy);
  world_end(&w);
}

/* Two databases with one key and one origin that went different ways: the second way is not taken on, nor what comes after it. */
static void a_fork_is_told(void **state) {
  (void)state;
  struct world a, b, twin;
  world_begin(&a, "S1", 10);
  world_begin(&twin, "S1", 10); /* the same luck: the same key and origin */
  world_begin(&b, "S2", 11);
  world_sql(&b, "INSERT INTO store(code, name) VALUES('S1', 'One')");
  post(&a, "A", 3);
  post(&twin, "A", 4);
  char *one = file_of(&a, "one"), *other = file_of(&twin, "other");
  write_events(&a, one, NULL, 0, 1);
  write_events(&twin, other, NULL, 0, 1);
  read_events(&b, one, false, 1, 1, 0, 0);
  read_events(&b, other, false, 1, 0, 0, 1);
  post(&twin, "A", 5);
  write_events(&twin, other, NULL, 0, 2);
  read_events(&b, other, false, 2, 0, 0, 2);
  world_expect(&b, "SELECT reason FROM event_parked", "fork|fork");
  world_expect(&b, "SELECT head FROM origin WHERE own = 0", "1");
  free(one);
  free(other);
  world_end(&a);
  world_end(&b);
  world_end(&twin);
}

/* The last event of a batch names an item that is not here: nothing of the batch goes in until it is. */
static void a_batch_goes_in_whole(void **state) {
  (void)state;
  struct world w;
  world_begin(&w, "S", 12);
  char *all = file_of(&w, "all"), *copy = file_of(&w, "copy"), *kept;
  ok(&w, db_backup(w.db, copy, &w.err));
  world_sql(&w, "INSERT INTO item(code, name) VALUES('N', 'New')");
  post(&w, "A", 4);
  post(&w, "N", 5);
  write_events(&w, all, NULL, 0, 2);
  world_close(&w);
  struct db_opts opts = {.env = &w.env, .seat = "t1"};
  ok(&w, db_restore(copy, w.path, &opts, &kept, &w.err));
  free(kept);
  w.db = world_open(&w, w.path);
  w.store = ledger_store_load(w.db, &w.err);
  read_events(&w, all, false, 2, 0, 0, 2);
  world_expect(&w, "SELECT reason FROM event_parked", "post_item");
  world_expect(&w, "SELECT (SELECT count(*) FROM doc) + (SELECT count(*) FROM event) + (SELECT count(*) FROM move)", "0");
  world_sql(&w, "INSERT INTO item(code, name) VALUES('N', 'New')");
  read_events(&w, all, false, 4, 2, 2, 0); /* the file, and what waited */
  world_expect(&w, "SELECT sum(qty) FROM stock", "9");
  check_clean(&w);
  free(all);
  free(copy);
  world_end(&w);
}

/* A few kilobytes that unpack to a gigabyte of one line are refused at the first line too long. */
static void bombs_are_capped(void **state) {
  (void)state;
  struct world w;
  struct events_count c;
  world_begin(&w, "S", 9);
  char *bomb = file_of(&w, "bomb");
  struct buf plain = {0}, out = {0};
  char *zeros = xcalloc(1 << 20, 1);
  memset(zeros, ' ', 1 << 20);
  for (int i = 0; i < 4; i++) buf_add(&plain, zeros, 1 << 20);
  pack_add(&out, &plain);
  FILE *f = fopen(bomb, "wb");
  for (int i = 0; i < 200; i++) fwrite(out.p, 1, out.n, f);
  fclose(f);
  refused(&w, events_read(w.db, w.store, bomb, false, &c, &w.err), ERR_EVENTS_FILE);
  f = fopen(bomb, "wb");
  fputs("{\"format\":\"zhanggui events\"}\n", f); /* not packed at all */
  fclose(f);
  refused(&w, events_read(w.db, w.store, bomb, false, &c, &w.err), ERR_EVENTS_FILE);
  assert_string_equal(err_name(ERR_EVENTS_FILE), "events_file");
  free(zeros);
  buf_free(&plain);
  buf_free(&out);
  free(bomb);
  world_end(&w);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(two_stores),
      cmocka_unit_test(batches_in_any_order),
      cmocka_unit_test(forgeries),
      cmocka_unit_test(restored_backup_gets_its_documents_back),
      cmocka_unit_test(bombs_are_capped),
      cmocka_unit_test(a_fork_is_told),
      cmocka_unit_test(a_batch_goes_in_whole),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
