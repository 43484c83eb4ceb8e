/* An import as a whole: columns, forms of files, refused or with --skip-bad, the same again, stopped in the middle, taken up, taken back.
 * */
#include "tests/unit/db/import_help.h"

#include <signal.h>
#include <sys/file.h>
#include <sys/wait.h>

static void columns(void **state) {
  (void)state;
  struct db *db = open_store();
  struct brought b = bring(db, "things", "item\n");
  assert_int_equal(b.err.code, ERR_IMPORT_KIND);
  b = bring(db, "items", "");
  assert_int_equal(b.err.code, ERR_IMPORT_EMPTY);
  b = bring(db, "items", "item,name,colour_of,weight\nA,Tea,,\n");
  assert_int_equal(b.err.code, ERR_IMPORT_COLUMN);
  assert_non_null(strstr(b.err.text, "colour_of, weight"));
  b = bring(db, "items", "item,unit\nA,x\n");
  assert_int_equal(b.err.code, ERR_IMPORT_COLUMN_MISSING);
  assert_non_null(strstr(b.err.text, "name"));
  b = bring(db, "items", "item,name,NAME\nA,x,y\n");
  assert_int_equal(b.err.code, ERR_IMPORT_COLUMN_TWICE);
  plain.ignore_unknown = true;
  COUNTS(bring(db, "items", "item,name,weight\nA,Tea,3\n\n"), 1, 0, 0, 0);
  b = bring_file(db, "items", "/no/such/file.csv");
  assert_int_equal(b.err.code, ERR_FILE_READ);
  db_close(db);
}

/* Byte order mark, semicolons, CRLF, quotes, no last line end; GBK; a mapping of a foreign file. */
static void forms(void **state) {
  (void)state;
  struct db *db = open_store();
  COUNTS(bring(db, "items", "\xEF\xBB\xBFitem;name\r\n\"A\";\"Tea; \"\"green\"\"\"\r\nB;Milk"), 2, 0, 0, 0);
  told(db, "Tea; \"green\"", "SELECT name FROM item WHERE code='A'");
  COUNTS(bring(db, "items", "item\tname\nC\t\xC7\xE0\xC6\xBB\xB9\xFB\n"), 1, 0, 0, 0); /* GBK */
  told(db, "青苹果", "SELECT name FROM item WHERE code='C'");
  static const char map[] =
      "[options]\nkind = items\nstore_codes = yes\n[columns]\nitem = code | own\nbarcode = code\nname = title\nunit = how\n"
      "decimals = sold\n[empty]\ncode = -\n"
      "[values.decimals]\npiece = 0\nweight = 3\n[values.unit]\nbtl = bottle\n[ignore]\nshelf =\n";
  char *ini = file_of("own.ini", map);
  plain.map = ini;
  plain.skip_bad = true;
  struct brought b = bring(
      db, "items", "code,own,title,how,sold,shelf\n01000049,77,Rolls,btl,piece,1\n-,78,Pears,crate,weight,\n6901234567893,79,Soap,,,\n");
  COUNTS(b, 2, 0, 0, 1);
  assert_string_equal(b.bad, "4 code barcode_check_digit;");
  assert_non_null(strstr(b.said, "Row 3: the unit 'crate'"));
  told(db, "bottle", "SELECT unit FROM item WHERE code='01000049'");
  told(db, "01000049 store", "SELECT key||' '||kind FROM barcode");
  told(db, "3", "SELECT decimals FROM item WHERE code='78'");
  b = bring(db, "stores", "store,name\n");
  assert_int_equal(b.err.code, ERR_IMPORT_MAP);
  plain.map = "no-such-map";
  b = bring(db, "items", "a\n");
  assert_int_equal(b.err.code, ERR_MAPPING_NONE);
  free(ini);
  db_close(db);
}

static void looked_at_only(void **state) {
  (void)state;
  struct db *db = open_store();
  plain.check = true;
  struct brought b = bring(db, "items", "item,name\nA,Tea\nB,\n");
  assert_false(b.ok);
  COUNTS(b, 1, 0, 0, 1);
  b = bring(db, "items", "item,name\nA,Tea\n");
  assert_true(b.ok);
  COUNTS(b, 1, 0, 0, 0);
  assert_int_equal(b.n.id, 0);
  assert_int_equal(number(db, "SELECT (SELECT count(*) FROM item) + (SELECT count(*) FROM import) + (SELECT count(*) FROM undo)"), 0);
  db_close(db);
}

static void error_file(void **state) {
  (void)state;
  struct db *db = open_store();
  struct buf csv = {0};
  struct err err;
  char *path = file_of("file.csv", "name,item,cost\nTea,A,1.999\n=1+1,B,-\nMilk,-,1\n");
  struct import_opts opts = plain;
  opts.kind = "items";
  opts.file = path;
  struct import *im = import_open(db, &opts, &err);
  assert_non_null(im);
  assert_false(import_run(im, &err));
  assert_int_equal(err.code, ERR_IMPORT_REJECTED);
  assert_string_equal(err.text, "Wrong rows: 2 of 3:\n  Row 2, column cost: 1.999 has more than 2 decimals.\n"
                                "  Row 4, column item: This must not be empty.\nNothing was written.");
  import_errors(im, &csv);
  assert_string_equal(
      csv.p,
      "row,column,value,code,reason,name,item,cost\n2,cost,1.999,row_decimals,1.999 has more than 2 decimals. Round it.,Tea,A,1.999\n"
      "4,item,-,row_missing,This must not be empty. Fill it in.,Milk,-,1\n");
  import_free(im);
  buf_free(&csv);
  free(path);
  db_close(db);
}

/* ---- stopped, taken up, taken back. Sixty items, ten a commit; killed after the third. */
static void die_after_thirty(void *self, int64_t done, int64_t rows) {
  (void)self;
  (void)rows;
  if (done >= 30) raise(SIGKILL);
}

static void killed(const char *path) {
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    struct db *db = open_as(test_store, "child");
    plain.chunk = 10;
    plain.progress = die_after_thirty;
    bring_file(db, "items", path);
    _exit(9);
  }
  int status;
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

static struct brought resume(struct db *db, int64_t id) {
  struct brought b = {0};
  struct import *im = import_open_again(db, id, &plain, &b.err);
  if (!im) return b;
  b.ok = import_run(im, &b.err);
  b.n = *import_counted(im);
  import_free(im);
  return b;
}

static void all_sixty(struct db *db) {
  assert_int_equal(number(db, "SELECT count(*) FROM item"), 60);
  assert_int_equal(number(db, "SELECT count(*) FROM barcode"), 60);
  assert_int_equal(number(db, "SELECT sum(amount) FROM price"), 183000); /* 1 + … + 60 = 1830 */
  told(db, "done 60 60", "SELECT state||' '||done||' '||added FROM import");
}

static void taken_up(void **state) {
  (void)state;
  char *path = sixty();
  struct db *db = open_store();
  killed(path);
  assert_int_equal(number(db, "SELECT count(*) FROM item"), 30);
  told(db, "unfinished 30", "SELECT state||' '||done FROM import");
  struct brought b = bring(db, "suppliers", "supplier,name\nS,S\n");
  assert_int_equal(b.err.code, ERR_IMPORT_UNFINISHED);
  b = resume(db, 7);
  assert_int_equal(b.err.code, ERR_IMPORT_NONE);
  b = resume(db, 1);
  assert_true(b.ok);
  COUNTS(b, 60, 0, 0, 0);
  all_sixty(db);
  b = resume(db, 1);
  assert_int_equal(b.err.code, ERR_IMPORT_STATE);
  b = bring_file(db, "items", path);
  COUNTS(b, 0, 0, 60, 0);
  WORKS(import_undo(db, 1, &plain, &err));
  assert_int_equal(number(db, "SELECT (SELECT count(*) FROM item) + (SELECT count(*) FROM barcode) + (SELECT count(*) FROM price)"), 0);
  free(path);
  db_close(db);
}

static void same_file_goes_on(void **state) {
  (void)state;
  char *path = sixty();
  struct db *db = open_store();
  killed(path);
  struct brought b = bring_file(db, "items", path);
  assert_true(b.ok);
  COUNTS(b, 60, 0, 0, 0);
  assert_int_equal(b.n.id, 1);
  all_sixty(db);
  free(path);
  db_close(db);
}

static void stopped_and_taken_back(void **state) {
  (void)state;
  char *path = sixty();
  struct db *db = open_store();
  killed(path);
  free(file_of("sixty.csv", "item,name\nX,X\n"));
  struct brought b = resume(db, 1);
  assert_int_equal(b.err.code, ERR_IMPORT_FILE_CHANGED);
  WORKS(import_undo(db, 1, &plain, &err));
  assert_int_equal(number(db, "SELECT count(*) FROM item"), 0);
  told(db, "undone", "SELECT state FROM import");
  REFUSED(import_undo(db, 1, &plain, &err), ERR_IMPORT_STATE);
  REFUSED(import_undo(db, 2, &plain, &err), ERR_IMPORT_NONE);
  COUNTS(bring(db, "suppliers", "supplier,name\nS,S\n"), 1, 0, 0, 0);
  free(path);
  db_close(db);
}

static void one_at_a_time(void **state) {
  (void)state;
  struct db *db = open_store();
  char *name = xprintf("%s-import", test_store);
  FILE *f = fopen(name, "we");
  assert_non_null(f);
  assert_int_equal(flock(fileno(f), LOCK_EX), 0);
  struct brought b = bring(db, "items", "item,name\nA,Tea\n");
  assert_int_equal(b.err.code, ERR_IMPORT_RUNNING);
  fclose(f);
  COUNTS(bring(db, "items", "item,name\nA,Tea\n"), 1, 0, 0, 0);
  free(name);
  db_close(db);
}

/* Back to exactly what was: new rows gone, changed ones as they were, prices reopened. */
static void taken_back(void **state) {
  (void)state;
  struct db *db = open_store();
  COUNTS(bring(db, "items", "item,name,price\nA,Tea,5.00\nB,Milk,6.00\n"), 2, 0, 0, 0);
  char *before = exported(db, "items"), *prices = exported(db, "prices");
  COUNTS(bring(db, "items", "item,name,price,barcode\nA,Green tea,5.50,6901234567892\nC,Oil,9.00,4006381333931\nB,Milk,6.00,\n"), 1, 1, 1,
         0);
  WORKS(import_undo(db, 2, &plain, &err));
  char *after = exported(db, "items"), *prices_after = exported(db, "prices");
  assert_string_equal(after, before);
  assert_string_equal(prices_after, prices);
  assert_int_equal(number(db, "SELECT count(*) FROM barcode"), 0);
  free(before);
  free(after);
  free(prices);
  free(prices_after);
  db_close(db);
}

static void refuses_back(struct db *db, int64_t id, enum err_code code) {
  int64_t items = number(db, "SELECT count(*) FROM item");
  REFUSED(import_undo(db, id, &plain, &err), code);
  assert_int_equal(number(db, "SELECT count(*) FROM item"), items);
}

static void not_taken_back(void **state) {
  (void)state;
  struct db *db = open_store();
  COUNTS(bring(db, "items", "item,name\nA,Tea\nB,Milk\n"), 2, 0, 0, 0);      /* 1 */
  COUNTS(bring(db, "items", "item,name\nA,Green tea\nC,Oil\n"), 1, 1, 0, 0); /* 2 */
  refuses_back(db, 1, ERR_UNDO_CONFLICT);
  write_sql(db, "UPDATE item SET name='Black tea' WHERE code='A'");
  refuses_back(db, 2, ERR_UNDO_CONFLICT);
  write_sql(db, "UPDATE item SET name='Green tea' WHERE code='A'");
  write_sql(db, "UPDATE item SET frozen=1 WHERE code='C'");
  refuses_back(db, 2, ERR_IMPORT_USED);
  write_sql(db, "UPDATE item SET frozen=0 WHERE code='C'; INSERT INTO barcode(key,item,text) VALUES('7',3,'7')");
  refuses_back(db, 2, ERR_UNDO_CONFLICT);
  write_sql(db, "DELETE FROM barcode");
  WORKS(import_undo(db, 2, &plain, &err));
  WORKS(import_undo(db, 1, &plain, &err));
  COUNTS(bring(db, "items", "item,name\nA,Tea\n"), 1, 0, 0, 0);          /* 3 */
  COUNTS(bring(db, "orders", "document,item,qty\nP,A,1\n"), 1, 0, 0, 0); /* 4 */
  refuses_back(db, 3, ERR_IMPORT_USED);
  write_sql(db, "UPDATE expected_line SET received=1");
  refuses_back(db, 4, ERR_UNDO_CONFLICT);
  COUNTS(bring(db, "staff", "staff,name,roles,pin\nM1,M,manager,1234\n"), 1, 0, 0, 0); /* 5 */
  COUNTS(bring(db, "staff", "staff,name,roles\nC1,C,clerk\n"), 1, 0, 0, 0);            /* 6 */
  refuses_back(db, 5, ERR_IMPORT_NO_MANAGER);
  WORKS(import_undo(db, 6, &plain, &err));
  WORKS(import_undo(db, 5, &plain, &err));
  db_close(db);
}

/* Another process taught a barcode between the check and the write: found behind the gate, nothing half judged is written. */
static struct db *other;

static void meddle(void *self, int64_t done, int64_t rows) {
  (void)self;
  (void)rows;
  if (done == 10)
    write_sql(other, "INSERT INTO item(code,name) VALUES('ZZ','Other'); INSERT INTO barcode(key,item,text) SELECT '06900000000236', id, "
                     "'6900000000236' FROM item WHERE code='ZZ'");
}

static void judged_again(void **state) {
  (void)state;
  char *path = sixty();
  struct db *db = open_store();
  other = open_as(test_store, "tty2");
  plain.chunk = 10;
  plain.progress = meddle;
  struct brought b = bring_file(db, "items", path); /* item 23 has 690000000023 and check digit 6, written in the third chunk */
  assert_false(b.ok);
  assert_int_equal(b.err.code, ERR_IMPORT_REJECTED);
  told(db, "unfinished 20", "SELECT state||' '||done FROM import");
  WORKS(import_undo(db, 1, &plain, &err));
  assert_int_equal(number(db, "SELECT count(*) FROM item"), 1);
  db_close(other);
  db_close(db);
  free(path);
}

static bool first_only(void *self, const struct import_past *p) {
  buf_printf(self, "%d %s %s %s %d", (int)p->id, p->kind, p->state, strrchr(p->file, '/') + 1, (int)p->counts.rows);
  return false;
}

static void listed(void **state) {
  (void)state;
  struct db *db = open_store();
  struct buf said = {0};
  COUNTS(bring(db, "items", "item,name\nA,Tea\n"), 1, 0, 0, 0);
  COUNTS(bring(db, "suppliers", "supplier,name\nA,Tea\n"), 1, 0, 0, 0);
  WORKS(import_list(db, &err, first_only, &said));
  assert_string_equal(said.p, "2 suppliers done file.csv 1");
  buf_free(&said);
  db_close(db);
}

int main(void) {
#define ONE(f) cmocka_unit_test_setup_teardown(f, import_up, folder_down)
  const struct CMUnitTest tests[] = {ONE(columns),
                                     ONE(forms),
                                     ONE(looked_at_only),
                                     ONE(error_file),
                                     ONE(taken_up),
                                     ONE(same_file_goes_on),
                                     ONE(stopped_and_taken_back),
                                     ONE(one_at_a_time),
                                     ONE(taken_back),
                                     ONE(not_taken_back),
                                     ONE(judged_again),
                                     ONE(listed)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
