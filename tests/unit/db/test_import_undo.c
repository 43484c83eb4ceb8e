/* What stands in the way of taking an import back, and what an import leaves to be done later: commits that hold the gate too long, pages
 * of the search that could not be written. */
#include "db/import.h"
#include "tests/unit/db/import_help.h"

#include <signal.h>
#include <sys/wait.h>

static void named(struct db *db, int64_t id, const char *sentence, int line) {
  struct err err = {0};
  if (import_undo(db, id, &plain, &err)) fail_msg("line %d: it was taken back", line);
  if (err.code != ERR_IMPORT_NAMED) fail_msg("line %d: %s: %s", line, err_name(err.code), err.text);
  assert_string_equal(err.text, sentence);
}
#define NAMED(db, id, sentence) named((db), (id), (sentence), __LINE__)

static void suppliers(void **state) {
  (void)state;
  struct db *db = open_store();
  COUNTS(bring(db, "suppliers", "supplier,name\nV1,One\nV2,Two\n"), 2, 0, 0, 0); /* 1 */
  COUNTS(bring(db, "items", "item,name,supplier\nA,Tea,V2\n"), 1, 0, 0, 0);      /* 2 */
  NAMED(db, 1, "It cannot be taken back: V2 is named by the item A.");
  COUNTS(bring(db, "orders", "document,supplier,item,qty\nP1,V1,A,5\n"), 1, 0, 0, 0); /* 3 */
  NAMED(db, 1, "It cannot be taken back: V1 is named by the order P1.");
  WORKS(import_undo(db, 3, &plain, &err));
  write_sql(
      db, "INSERT INTO draft(id,name,kind,head,who,since) VALUES(1,'morning','receipt','{\"mode\":\"blind\",\"supplier\":\"V1\"}','M9',1)");
  NAMED(db, 1, "It cannot be taken back: V1 is named by the draft morning.");
  write_sql(
      db,
      "UPDATE draft SET state='posted'; "
      "INSERT INTO event(id,origin,seq,kind,version,doc,at,day,hash,body) VALUES(1,1,1,'receipt',1,x'01',1,1,x'00',"
      "CAST('{\"head\":{\"supplier\":\"V1\"}}' AS BLOB)); "
      "INSERT INTO doc(id,uuid,number,kind,store,at,day,who,root,state,lines) VALUES(1,x'01','R-7','receipt','S01',1,1,'M9',1,'posted',1)");
  NAMED(db, 1, "It cannot be taken back: V1 is named by the document R-7.");
  write_sql(db, "UPDATE event SET body=CAST('{\"head\":{\"supplier\":\"V9\"}}' AS BLOB)");
  WORKS(import_undo(db, 2, &plain, &err));
  WORKS(import_undo(db, 1, &plain, &err));
  assert_int_equal(number(db, "SELECT count(*) FROM supplier"), 0);
  db_close(db);
}

static void stores(void **state) {
  (void)state;
  struct db *db = open_store();
  COUNTS(bring(db, "stores", "store,name\nS02,Two\nS03,Three\n"), 2, 0, 0, 0); /* 1 */
  COUNTS(bring(db, "items", "item,name\nA,Tea\n"), 1, 0, 0, 0);                /* 2 */
  COUNTS(bring(db, "asns", "document,item,qty,destination\nN1,A,5,S03\n"), 1, 0, 0, 0);
  NAMED(db, 1, "It cannot be taken back: S03 is named by the delivery notice N1.");
  WORKS(import_undo(db, 3, &plain, &err));
  write_sql(db, "INSERT INTO staff_role(staff,role,store) VALUES('C1','clerk','S02')");
  NAMED(db, 1, "It cannot be taken back: S02 is named by the person C1.");
  write_sql(
      db,
      "DELETE FROM staff_role; "
      "INSERT INTO doc(id,uuid,number,kind,store,at,day,who,root,state,lines) VALUES(1,x'01','T-1','receipt','S02',1,1,'M9',1,'posted',1)");
  NAMED(db, 1, "It cannot be taken back: S02 is named by the document T-1.");
  write_sql(db, "DELETE FROM doc");
  WORKS(import_undo(db, 1, &plain, &err));
  assert_int_equal(number(db, "SELECT count(*) FROM store"), 0);
  db_close(db);
}

static void staff(void **state) {
  (void)state;
  struct db *db = open_store();
  COUNTS(bring(db, "staff", "staff,name,roles,pin\nM1,M,manager,1234\n"), 1, 0, 0, 0); /* 1 */
  COUNTS(bring(db, "staff", "staff,name,roles\nC1,C,clerk\n"), 1, 0, 0, 0);            /* 2 */
  write_sql(db, "INSERT INTO draft(id,name,kind,head,who,since) VALUES(1,'noon','receipt','{}','C1',1)");
  NAMED(db, 2, "It cannot be taken back: C1 is named by the draft noon.");
  write_sql(db, "UPDATE draft SET who='M1'; INSERT INTO fact(draft,n,at,pos,seat,who,word,line) VALUES(1,1,1,0,'t','C1','scan',1)");
  NAMED(db, 2, "It cannot be taken back: C1 is named by the draft noon.");
  write_sql(db, "UPDATE fact SET who='M1'; "
                "INSERT INTO doc(id,uuid,number,kind,store,at,day,who,approved_by,root,state,lines) "
                "VALUES(1,x'01','R-1','receipt','S01',1,1,'M1','C1',1,'posted',1)");
  NAMED(db, 2, "It cannot be taken back: C1 is named by the document R-1.");
  write_sql(db, "UPDATE doc SET approved_by=''; INSERT INTO discrepancy(id,doc,line,kind,expected,found,value,owner,day) "
                "VALUES('R-1/1/short',1,1,'short',5,4,0,'C1',1)");
  NAMED(db, 2, "It cannot be taken back: C1 is named by the discrepancy R-1/1/short.");
  write_sql(db, "UPDATE discrepancy SET owner='M1'");
  WORKS(import_undo(db, 2, &plain, &err));
  NAMED(db, 1, "It cannot be taken back: M1 is named by the draft noon.");
  db_close(db);
}

static void announced(void **state) {
  (void)state;
  struct db *db = open_store();
  COUNTS(bring(db, "items", "item,name\nA,Tea\n"), 1, 0, 0, 0);
  COUNTS(bring(db, "orders", "document,item,qty\nP1,A,5\n"), 1, 0, 0, 0);        /* 2 */
  COUNTS(bring(db, "asns", "document,item,qty,order\nN1,A,5,P1\n"), 1, 0, 0, 0); /* 3 */
  NAMED(db, 2, "It cannot be taken back: P1 is named by the delivery notice N1.");
  write_sql(db, "INSERT INTO draft(id,name,kind,head,who,since) VALUES(1,'noon','receipt','{\"mode\":\"asn\",\"asn\":\"N1\"}','M1',1)");
  NAMED(db, 3, "It cannot be taken back: N1 is named by the draft noon.");
  write_sql(db, "UPDATE draft SET head='{\"mode\":\"order\",\"orders\":[\"P0\",\"P1\"]}'");
  WORKS(import_undo(db, 3, &plain, &err));
  NAMED(db, 2, "It cannot be taken back: P1 is named by the draft noon.");
  write_sql(
      db,
      "UPDATE draft SET state='posted'; INSERT INTO doc_parent(doc,kind,ref) VALUES(1,'order','P1'); "
      "INSERT INTO doc(id,uuid,number,kind,store,at,day,who,root,state,lines) VALUES(1,x'01','R-1','receipt','S01',1,1,'M1',1,'posted',1)");
  NAMED(db, 2, "It cannot be taken back: P1 is named by the document R-1.");
  assert_int_equal(number(db, "SELECT count(*) FROM expected_line"), 1);
  write_sql(db, "UPDATE doc_parent SET kind='asn'"); /* another row class of the same number */
  WORKS(import_undo(db, 2, &plain, &err));
  assert_int_equal(number(db, "SELECT (SELECT count(*) FROM expected_line) + (SELECT count(*) FROM expected)"), 0);
  db_close(db);
}

static void places(void **state) {
  (void)state;
  struct db *db = open_store();
  COUNTS(bring(db, "places", "place,name,kind,parent\nA1,Shelf,zone,Z\nZ,Zone,zone,\n"), 2, 0, 0, 0); /* 1: names its own places */
  COUNTS(bring(db, "places", "place,name,kind,parent\nA2,Shelf,zone,Z\n"), 1, 0, 0, 0);               /* 2 */
  NAMED(db, 1, "It cannot be taken back: one of its places is named by the place A2.");
  WORKS(import_undo(db, 2, &plain, &err));
  WORKS(import_undo(db, 1, &plain, &err));
  assert_int_equal(number(db, "SELECT count(*) FROM place WHERE code IN ('A1','A2','Z')"), 0);
  db_close(db);
}

/* ---- in steps: sixty items, ten a chunk; stopped in the middle, taken back further or resumed; refused before the first step */
static struct db *other;
static int64_t first_step = -1;
static const char *meddling; /* what another program does after the second step */

static void die_in_the_middle(void *self, int64_t done, int64_t steps) {
  (void)self;
  (void)steps;
  if (done == 2) raise(SIGKILL);
}

static void meddle(void *self, int64_t done, int64_t steps) {
  (void)self;
  (void)steps;
  if (first_step < 0) first_step = done;
  if (done == first_step + 1) write_sql(other, meddling);
}

static struct db *sixty_stored(void) {
  char *path = sixty();
  struct db *db = open_store();
  plain.chunk = 10;
  COUNTS(bring_file(db, "items", path), 60, 0, 0, 0);
  free(path);
  return db;
}

static void killed_undo(int64_t id) {
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    struct err err;
    struct db *db = open_as(test_store, "child");
    plain.progress = die_in_the_middle;
    _exit(import_undo(db, id, &plain, &err) ? 8 : 9);
  }
  int status;
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

static void pages_say_the_truth(struct db *db) {
  struct err err;
  int64_t hit, total;
  struct search *s = search_load(db, &err);
  assert_non_null(s);
  search_find(s, "item", &hit, 1, &total);
  assert_int_equal(total, number(db, "SELECT count(*) FROM item WHERE name LIKE '%item%'"));
  search_free(s);
}

static void taken_back_further(void **state) {
  (void)state;
  db_close(sixty_stored());
  killed_undo(1);
  struct db *db = open_store();
  assert_int_equal(number(db, "SELECT count(*) FROM item"), 30);
  assert_int_equal(number(db, "SELECT count(*) FROM barcode"), 30);
  told(db, "unfinished 0", "SELECT state||' '||done FROM import");
  pages_say_the_truth(db);
  struct brought b = bring(db, "suppliers", "supplier,name\nS,S\n");
  assert_int_equal(b.err.code, ERR_IMPORT_UNFINISHED);
  WORKS(import_undo(db, 1, &plain, &err));
  assert_int_equal(number(db, "SELECT (SELECT count(*) FROM item) + (SELECT count(*) FROM barcode) + (SELECT count(*) FROM price)"), 0);
  told(db, "undone undone", "SELECT import.state||' '||undo.state FROM import JOIN undo ON undo.id = import.undo");
  pages_say_the_truth(db);
  REFUSED(import_undo(db, 1, &plain, &err), ERR_IMPORT_STATE);
  db_close(db);
}

static void resumed_instead(void **state) {
  (void)state;
  struct err why;
  db_close(sixty_stored());
  killed_undo(1);
  struct db *db = open_store();
  struct import *im = import_open_again(db, 1, &plain, &why);
  assert_non_null(im);
  assert_true(import_run(im, &why));
  import_free(im);
  assert_int_equal(number(db, "SELECT count(*) FROM item"), 60);
  assert_int_equal(number(db, "SELECT sum(amount) FROM price"), 183000);
  told(db, "done 60", "SELECT state||' '||done FROM import");
  pages_say_the_truth(db);
  WORKS(import_undo(db, 1, &plain, &err));
  assert_int_equal(number(db, "SELECT count(*) FROM item"), 0);
  db_close(db);
}

/* The second file changes all and adds one in each chunk, so that there are changes to play back. */
static struct db *changed_too(void) {
  struct db *db = sixty_stored();
  struct buf csv = {0};
  buf_adds(&csv, "item,name,price\n");
  for (int i = 1; i <= 60; i++) buf_printf(&csv, "I%03d,Changed %d,%d.50\n", i, i, i);
  for (int i = 1; i <= 60; i += 10) buf_printf(&csv, "I%03dx,New %d,\n", i, i);
  COUNTS(bring(db, "items", csv.p), 6, 60, 0, 0);
  buf_free(&csv);
  return db;
}

#define CHANGED "SELECT count(*) FROM item WHERE name LIKE 'Changed%' OR name LIKE 'New%'"

static void refused_before_the_first_step(void **state) {
  (void)state;
  struct db *db = changed_too();
  write_sql(db, "UPDATE item SET name='Mine' WHERE code='I001'"); /* in the part that is played back last */
  REFUSED(import_undo(db, 2, &plain, &err), ERR_UNDO_CONFLICT);
  assert_int_equal(number(db, CHANGED), 65);
  told(db, "done", "SELECT state FROM import WHERE id = 2");
  write_sql(
      db,
      "UPDATE item SET name='Changed 1' WHERE code='I001'; INSERT INTO barcode(key,item,text) SELECT '77', id, '77' FROM item WHERE code='I001x'");
  REFUSED(import_undo(db, 2, &plain, &err), ERR_UNDO_CONFLICT);
  assert_int_equal(number(db, CHANGED), 66);
  write_sql(db, "DELETE FROM barcode WHERE key='77'; UPDATE item SET frozen=1 WHERE code='I001x'");
  REFUSED(import_undo(db, 2, &plain, &err), ERR_IMPORT_USED);
  write_sql(db, "UPDATE item SET frozen=0");
  WORKS(import_undo(db, 2, &plain, &err));
  assert_int_equal(number(db, CHANGED), 0);
  assert_int_equal(number(db, "SELECT sum(amount) FROM price WHERE until > 1800000000000000"), 183000);
  assert_int_equal(number(db, "SELECT count(*) FROM item WHERE name LIKE 'Item%'"), 60);
  pages_say_the_truth(db);
  db_close(db);
}

/* Changed by another program while it is taken back: it stops there, says why, and goes on once that is put right. */
static void changed_between_steps(void **state) {
  (void)state;
  struct db *db = changed_too();
  other = open_as(test_store, "tty2");
  meddling = "UPDATE item SET name='Mine' WHERE code IN ('I001', 'I060')";
  plain.progress = meddle;
  REFUSED(import_undo(db, 2, &plain, &err), ERR_UNDO_CONFLICT);
  told(db, "unfinished 0", "SELECT state||' '||done FROM import WHERE id = 2");
  assert_in_range(number(db, CHANGED), 1, 65);
  plain.progress = NULL;
  write_sql(other, "UPDATE item SET name='Changed 1' WHERE code='I001'");
  db_close(other);
  WORKS(import_undo(db, 2, &plain, &err));
  assert_int_equal(number(db, CHANGED), 0);
  db_close(db);
}

/* ---- pages of the search: the rows are in, it is said, and the next import makes them */
static void pages_later(void **state) {
  (void)state;
  struct db *db = open_store();
  write_sql(db, "CREATE TRIGGER full_disk BEFORE UPDATE ON search_page BEGIN SELECT RAISE(ABORT, 'no room'); END");
  struct brought b = bring(db, "items", "item,name\nA,Tea\n");
  assert_true(b.ok);
  COUNTS(b, 1, 0, 0, 0);
  assert_non_null(strstr(b.said, "the pages of the search could not be written"));
  assert_non_null(strstr(b.said, "no room"));
  told(db, "done", "SELECT state FROM import");
  assert_int_equal(number(db, "SELECT count(*) FROM search_page WHERE length(data) = 0"), 1);
  int64_t hit, total;
  struct err err;
  struct search *s = search_load(db, &err); /* never wrong, only slower */
  assert_non_null(s);
  assert_int_equal(search_find(s, "tea", &hit, 1, &total), 1);
  search_free(s);
  write_sql(db, "DROP TRIGGER full_disk");
  b = bring(db, "suppliers", "supplier,name\nV1,One\n");
  COUNTS(b, 1, 0, 0, 0);
  assert_string_equal(b.said, "");
  assert_int_equal(number(db, "SELECT count(*) FROM search_page WHERE length(data) = 0"), 0);
  db_close(db);
}

/* ---- how many rows a commit: by the time the last one held the gate, as the clock handed in says */
static int64_t clock_at = 1795500000000000, clock_step, seen;
static size_t chunk[16], chunks;

static int64_t paced_now(void *self) {
  (void)self;
  return clock_at += clock_step;
}

static void paced(void *self, int64_t done, int64_t rows) {
  (void)self;
  (void)rows;
  if (chunks < COUNT(chunk)) chunk[chunks] = (size_t)(done - seen);
  chunks++;
  seen = done;
}

static void import_at(int64_t step, int rows) {
  struct err err;
  struct buf csv = {0};
  buf_adds(&csv, "supplier,name\n");
  for (int i = 0; i < rows; i++) buf_printf(&csv, "V%05d,Name\n", i);
  char *path = file_of("many.csv", csv.p), *store = xprintf("%s/paced-%d.db", test_folder, rows);
  struct env env = test_env;
  env.now = paced_now;
  clock_step = step;
  seen = 0;
  chunks = 0;
  struct db_opts opts = {.env = &env, .create = true, .seat = "t"};
  struct db *db = db_open(store, &opts, &err);
  assert_non_null(db);
  plain.progress = paced;
  struct brought b = bring_file(db, "suppliers", path);
  COUNTS(b, rows, 0, 0, 0);
  assert_int_equal(number(db, "SELECT count(*) FROM supplier"), rows);
  assert_in_range(b.n.held, step, 8 * step); /* the clock is looked at a few times in a commit */
  db_close(db);
  free(store);
  free(path);
  buf_free(&csv);
}

static void as_many_as_the_gate_bears(void **state) {
  (void)state;
  static const size_t quick[] = {500, 1000, 2000, 2000, 500};
  import_at(1, 6000);
  assert_int_equal(chunks, COUNT(quick));
  for (size_t i = 0; i < COUNT(quick); i++) assert_int_equal(chunk[i], quick[i]);
  import_at(40000, 1000); /* 40 ms at least, whatever the rows */
  assert_in_range(chunks, 3, COUNT(chunk));
  for (size_t i = 1; i < chunks; i++) assert_true(chunk[i] < chunk[i - 1]);
}

static void pace(void **state) {
  (void)state;
  assert_int_equal(import_pace(500, 25000, 2000), 500);
  assert_int_equal(import_pace(500, 40000, 2000), 312); /* 500 x 25 / 40 */
  assert_int_equal(import_pace(500, 20000, 2000), 625);
  assert_int_equal(import_pace(500, 1000, 2000), 1000);   /* never more than twice */
  assert_int_equal(import_pace(500, 9000000, 2000), 250); /* one slow moment of the disk halves only */
  assert_int_equal(import_pace(1500, 1000, 2000), 2000);
  assert_int_equal(import_pace(1, 9000000, 2000), 1);
  assert_int_equal(import_pace(500, 0, 2000), 1000);
  assert_int_equal(import_pace(500, -7, 2000), 1000); /* the clock was set back */
}

int main(void) {
#define ONE(f) cmocka_unit_test_setup_teardown(f, import_up, folder_down)
  const struct CMUnitTest tests[] = {ONE(suppliers),
                                     ONE(stores),
                                     ONE(staff),
                                     ONE(announced),
                                     ONE(places),
                                     ONE(taken_back_further),
                                     ONE(resumed_instead),
                                     ONE(refused_before_the_first_step),
                                     ONE(changed_between_steps),
                                     ONE(pages_later),
                                     ONE(as_many_as_the_gate_bears),
                                     ONE(pace)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
