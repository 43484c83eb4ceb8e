/* A fixed history of forty operations of a store, each acknowledged once: what the tests of tests/kill cut into pieces. Time and random
 * bytes hang on the
 * operation alone, so that a history taken up after a fault ends in the very same rows as an undisturbed one. */
#ifndef ZG_TEST_HISTORY_H
#define ZG_TEST_HISTORY_H

#include "db/internal.h"
#include "src/ledger/ledger.h"
#include "tests/simvfs.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

struct house {
  struct env env;
  int64_t now;
  uint64_t seed;
  char dir[300], path[320];
  struct db *db;
  struct ledger_store *store; /* NULL until it is made */
  struct config *config;
  struct err err;
};
struct op {
  bool (*run)(struct house *, const struct op *);
  const char *a, *b;
};
enum { OPS = 40 };
static const struct op history[OPS];

static int64_t house_now(void *self) {
  return ((struct house *)self)->now += 1000;
}

static void house_random(void *self, void *bytes, size_t n) {
  for (size_t i = 0; i < n; i++)
    ((uint8_t *)bytes)[i] =
        (uint8_t)((((struct house *)self)->seed = ((struct house *)self)->seed * 6364136223846793005u + 1442695040888963407u) >> 56);
}

static void house_nap(void *self, int64_t us) {
  ((struct house *)self)->now += us;
}

static const struct actor manager = {.staff = "M1", .manager = true};

/* ---- plain SQL beside the program */
/* All cells; NULL with h->err when the disk failed. */
static char *house_ask(struct house *h, const char *sql) {
  struct buf out = {0};
  sqlite3_stmt *stmt;
  int rc = sqlite3_prepare_v2(h->db->sqlite, sql, -1, &stmt, NULL);
  while (rc == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW) {
    if (out.n) buf_addc(&out, '|');
    for (int i = 0, n = sqlite3_column_count(stmt); i < n; i++) {
      const unsigned char *cell = sqlite3_column_text(stmt, i);
      buf_printf(&out, "%s%s", i ? " " : "", cell ? (const char *)cell : "null");
    }
  }
  int end = sqlite3_finalize(stmt);
  if (rc == SQLITE_OK) rc = end;
  if (rc == SQLITE_OK) return buf_take(&out);
  db_fail(h->db, rc, &h->err);
  buf_free(&out);
  return NULL;
}

static char *house_text(struct house *h, const char *sql) {
  char *text = house_ask(h, sql);
  if (!text) fail_msg("%s: %s", sql, h->err.text);
  return text;
}

static void house_expect(struct house *h, const char *sql, const char *expected) {
  char *got = house_text(h, sql);
  if (!str_eq(got, expected)) fail_msg("%s\n gives %s\n not %s", sql, got, expected);
  free(got);
}

/* ---- the operations */
static bool make_store(struct house *h, const struct op *op) {
  return ledger_store_init(h->db, op->a, op->b, "CNY", "Asia/Shanghai", "store", &h->err) && (h->store = ledger_store_load(h->db, &h->err));
}

static struct import_opts import_opts_of(const struct house *h, struct ledger_opening *opening) {
  *opening = (struct ledger_opening){h->store, &manager};
  return (struct import_opts){.who = manager.staff,
                              .store = h->store->code,
                              .currency = h->store->currency,
                              .money_decimals = h->store->money_decimals,
                              .day_start = h->store->day_start,
                              .opening_post = ledger_opening_post,
                              .opening_reverse = ledger_opening_reverse,
                              .self = opening};
}

static char *file_of(const struct house *h, const struct op *op) {
  return xprintf("%s/%d.csv", h->dir, (int)(op - history));
}

static bool bring(struct house *h, const struct op *op) {
  struct ledger_opening opening;
  struct import_opts opts = import_opts_of(h, &opening);
  char *path = file_of(h, op);
  opts.kind = op->a;
  opts.file = path;
  struct import *im = import_open(h->db, &opts, &h->err);
  bool ok = im && import_run(im, &h->err);
  import_free(im);
  free(path);
  return ok;
}

static bool take_back(struct house *h, const struct op *op) {
  (void)op;
  struct ledger_opening opening;
  struct import_opts opts = import_opts_of(h, &opening);
  int64_t id;
  return db_int(h->db, &h->err, &id, 0, SQL_IMPORT_LIST) && import_undo(h->db, id, &opts, &h->err);
}

/* Ends a transaction as every caller of the house does. */
static bool kept(struct house *h, bool ok) {
  if (ok) return db_commit(h->db, &h->err);
  db_rollback(h->db);
  return false;
}

static bool set_option(struct house *h, const struct op *op) {
  enum option o;
  int64_t undo;
  return option_find(op->a, &o, &h->err) && db_begin(h->db, &h->err) &&
         kept(h, setting_set(h->db, &h->err, manager.staff, NULL, o, op->b, &undo));
}

/* The last named change is the setting. */
static bool unset_option(struct house *h, const struct op *op) {
  char *id = house_ask(h, op->a);
  if (!id) return false;
  int64_t undo = atoll(id);
  free(id);
  return undo_back(h->db, &h->err, undo);
}

/* The hash is ready made: what is tried is its row. */
static bool set_pin(struct house *h, const struct op *op) {
  return db_begin(h->db, &h->err) && kept(h, staff_set_pin(h->db, &h->err, op->a, op->b, false) &&
                                                 audit_add(h->db, &h->err, op->a, NULL, "pin_set", op->a, NULL, NULL));
}

static bool open_draft(struct house *h, const struct op *op) {
  static const char *const of[][2] = {{"a", "asn"}, {"o", "order"}, {"p", "order"}, {"b", "blind"}};
  struct desk_opts o = {.draft = op->a, .number = &op->b, .number_count = op->b ? 1 : 0};
  for (size_t i = 0; i < COUNT(of); i++)
    if (str_eq(of[i][0], op->a)) o.mode = of[i][1];
  struct desk *d = desk_open(h->db, h->store, &manager, h->config, &o, &h->err);
  desk_close(d);
  return d;
}

static bool say(struct house *h, const struct op *op) {
  struct desk_opts o = {.draft = op->a};
  struct scan_line line;
  struct said said;
  struct desk *d = desk_open(h->db, h->store, &manager, h->config, &o, &h->err);
  bool ok = d && scan_line_parse(&line, op->b, strlen(op->b), &h->err);
  if (ok) {
    ok = desk_say(d, &line, 0, &said, &h->err);
    scan_line_free(&line);
  }
  desk_close(d);
  return ok;
}

static bool teach(struct house *h, const struct op *op) {
  struct taught taught;
  if (!ledger_teach(h->db, h->store, &manager, op->a, op->b, 1, &taught, &h->err)) return false;
  taught_free(&taught);
  return true;
}

static char *number_of(struct house *h, const char *draft) {
  char *sql = xprintf("SELECT d.number FROM draft f JOIN doc d ON d.id = f.doc WHERE f.name = '%s'", draft), *number = house_ask(h, sql);
  free(sql);
  return number;
}

static bool reverse(struct house *h, const struct op *op) {
  struct reversal r;
  char *number = NULL, *of = number_of(h, op->a);
  int64_t line = op->b ? atoll(op->b) : 0;
  bool ok = of && db_begin(h->db, &h->err);
  if (ok) {
    ok = ledger_reversal(h->db, h->store, of, &line, line ? 1 : 0, "again", &r, &h->err);
    if (ok) {
      if (!r.doc) fail_msg("%s cannot be reversed: %s", op->a, r.blocker_count ? r.blocker[0].why : "?");
      ok = ledger_post(h->db, h->store, &manager, r.doc, &number, &h->err);
      ledger_reversal_free(&r);
    }
    ok = kept(h, ok);
  }
  free(number);
  free(of);
  return ok;
}

static bool resolve(struct house *h, const struct op *op) {
  char *number = NULL, *of = number_of(h, op->a), *id = xprintf("%s/%s", of ? of : "", op->b);
  bool ok = of && db_begin(h->db, &h->err) &&
            kept(h, ledger_resolve(h->db, h->store, &manager,
                                   &(struct resolve){.id = id, .owner = "M1", .note = "called them", .close = true, .reason = "carrier"},
                                   &number, &h->err));
  free(number);
  free(id);
  free(of);
  return ok;
}

/* As if the WAL were long: the idle turn copies it back. */
static bool idle(struct house *h, const struct op *op) {
  (void)op;
  h->db->wal_pages = 1 << 20;
  db_idle(h->db);
  return true;
}

#define APPLE "6901234567892"
#define BREAD "4006381333931"
#define CASE "16901234567899" /* twelve apples */
#define MILK "5901234123457"  /* tracked by lot, keeps 30 days */
#define BOX "369012340000000017"
#define UNKNOWN "6930000000011"
#define HASH "$argon2id$v=19$m=65536,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g"

static const struct op history[OPS] = {
    {make_store, "0412", "East gate"},
    {bring, "suppliers", "supplier,name\nS1,Farm\n"},
    {bring, "items",
     "item,name,track,shelf_life_days,cost,decimals,barcode\nA,Apple,,,1.00,," APPLE "\nB,Bread,,,0.80,," BREAD
     "\nM,Milk,lot,30,2.50,," MILK "\nD,Dish,,,,,\nW,Weighed,,,,3,WW\n"},
    {bring, "barcodes", "barcode,item,units,kind\n" CASE ",A,12,case\n"},
    {bring, "orders", "document,line,item,qty,supplier,cost\nPO1,1,A,20,S1,0.90\nPO1,2,B,10,S1,0.80\n"},
    {bring, "asns",
     "document,line,item,qty,supplier,carton,lot,expiry,cost\nASN1,1,A,12,S1," BOX ",,,1.00\nASN1,2,B,6,S1," BOX
     ",,,0.80\nASN1,3,M,10,S1,,L1,2026-12-20,2.50\n"},
    {bring, "stock", "item,place,qty,cost\nA,floor,30,1.10\n"},
    {idle, NULL, NULL},
    {set_pin, "M1", HASH},
    {set_option, "receive.usual", "50"},
    {open_draft, "a", "ASN1"},
    {say, "a", "9*" MILK},
    {say, "a", "damaged 1"},
    {say, "a", UNKNOWN},
    {say, "a", "carton " BOX},
    {say, "a", "total"},
    {say, "a", "done"},
    {unset_option, "SELECT max(id) FROM undo WHERE what = 'receive.usual'", NULL},
    {open_draft, "o", "PO1"},
    {say, "o", "5*" APPLE},
    {say, "o", CASE},
    {say, "o", "more"},
    {teach, UNKNOWN, "D"},
    {open_draft, "b", NULL},
    {say, "b", "2*" BREAD},
    {say, "b", "7*" MILK},
    {say, "b", "lot L9"},
    {say, "b", "expiry 2026-12-25"},
    {say, "b", "0.455*WW"},
    {say, "b", "undo"},
    {say, "b", "done"},
    {idle, NULL, NULL},
    {resolve, "a", "1/short"},
    {reverse, "b", "1"},
    {reverse, "o", NULL},
    {bring, "items", "item,name,cost\nA,Apples,\nX,Extra,3.00\n"},
    {take_back, NULL, NULL},
    {open_draft, "p", "PO1"},
    {say, "p", "4*" APPLE},
    {say, "p", "done"},
};

/* ---- the house */
static bool house_open(struct house *h) {
  struct db_opts opts = {.env = &h->env, .seat = "t1", .create = true, .vfs = "sim", .exclusive_wal = true};
  char *store = NULL;
  h->err = (struct err){0};
  h->db = db_open(h->path, &opts, &h->err);
  bool ok = h->db && setting_load(h->db, h->config, &h->err) && meta_get(h->db, &h->err, "store", &store);
  if (ok && store) ok = (h->store = ledger_store_load(h->db, &h->err)) != NULL;
  free(store);
  return ok;
}

static void house_close(struct house *h) {
  ledger_store_free(h->store);
  h->store = NULL;
  db_close(h->db);
  h->db = NULL;
}

/* Six hours an operation: the history crosses the end of November. */
static bool house_run(struct house *h, int k) {
  h->now = (int64_t)20781 * 86400000000 + (int64_t)k * 6 * 3600000000;
  h->seed = (uint64_t)k * 1000003;
  h->db->last_now = 0; /* an operation tried again has its first time again */
  h->err = (struct err){0};
  return history[k].run(h, &history[k]);
}

static int house_up(struct house *h) {
  const char *tmp = getenv("TMPDIR");
  *h = (struct house){.config = config_new()};
  h->env = (struct env){house_now, house_random, house_nap, h};
  snprintf(h->dir, sizeof h->dir, "%s/zg-power-XXXXXX", tmp ? tmp : "/tmp");
  if (!hash_init() || !mkdtemp(h->dir)) return -1;
  snprintf(h->path, sizeof h->path, "%s/store.db", h->dir);
  for (int k = 0; k < OPS; k++) {
    if (history[k].run != bring) continue;
    char *path = file_of(h, &history[k]);
    if (!file_replace(path, history[k].b, strlen(history[k].b), 0600, &h->err)) return -1;
    free(path);
  }
  return 0;
}

static int house_down(struct house *h) {
  static const char *const beside[] = {"-gate", "-key", "-anchor", "-import"};
  int bad = 0;
  for (int k = 0; k < OPS; k++) {
    char *path = file_of(h, &history[k]);
    if (history[k].run == bring) bad |= unlink(path);
    free(path);
  }
  for (size_t i = 0; i < COUNT(beside); i++) {
    char *path = xprintf("%s%s", h->path, beside[i]);
    unlink(path);
    free(path);
  }
  config_free(h->config);
  simvfs_wipe();
  return bad | rmdir(h->dir);
}

/* ---- what a store holds: every row of every table but the search's pages, which may be stale; a number a table */
enum { TABLES = 64 };
struct state {
  int tables;
  char name[TABLES][32];
  uint64_t sum[TABLES];
};

static void sum_add(uint64_t *sum, const void *bytes, size_t n) {
  for (size_t i = 0; i < n; i++) *sum = (*sum ^ ((const uint8_t *)bytes)[i]) * 0x100000001B3u;
}

static uint64_t table_sum(struct house *h, const char *table) {
  char *sql = xprintf("SELECT * FROM %s", table);
  sqlite3_stmt *stmt;
  uint64_t sum = 0xCBF29CE484222325u;
  if (sqlite3_prepare_v2(h->db->sqlite, sql, -1, &stmt, NULL)) fail_msg("%s: %s", sql, sqlite3_errmsg(h->db->sqlite));
  while (sqlite3_step(stmt) == SQLITE_ROW)
    for (int i = 0, columns = sqlite3_column_count(stmt); i < columns; i++) {
      int n = sqlite3_column_bytes(stmt, i), type = sqlite3_column_type(stmt, i);
      sum_add(&sum, &type, sizeof type);
      sum_add(&sum, sqlite3_column_blob(stmt, i), (size_t)n);
      sum_add(&sum, &n, sizeof n);
    }
  int rc = sqlite3_finalize(stmt);
  if (rc) fail_msg("%s: %s", sql, sqlite3_errstr(rc));
  free(sql);
  return sum;
}

static void state_of(struct house *h, struct state *s) {
  char *names = house_text(
           h, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'search_page' ORDER BY name"),
       *save = NULL;
  s->tables = 0;
  for (char *name = strtok_r(names, "|", &save); name; name = strtok_r(NULL, "|", &save)) {
    assert_true(s->tables < TABLES);
    str_copy(s->name[s->tables], sizeof s->name[0], name);
    s->sum[s->tables++] = table_sum(h, name);
  }
  free(names);
}

/* The first table in which two states differ; NULL none. */
static const char *state_differs(const struct state *a, const struct state *b) {
  if (a->tables != b->tables) return "sqlite_schema";
  for (int i = 0; i < a->tables; i++)
    if (a->sum[i] != b->sum[i]) return a->name[i];
  return NULL;
}

/* ---- the end, worked out by hand from the operations above */
static void house_at_end(struct house *h) {
  house_expect(
      h,
      "SELECT i.code, p.code, coalesce(l.lot, '-'), coalesce(l.expiry, 0), s.qty FROM stock s JOIN item i ON i.id = s.item JOIN place p ON p.id = s.place "
      "LEFT JOIN lot l ON l.id = s.lot WHERE s.qty <> 0 ORDER BY 1, 2, 3", /* 20807: 2026-12-20 */
      "A back - 0 16|A floor - 0 30|B back - 0 6|D back - 0 1|M back L1 20807 8|M back L9 20812 7|M damaged L1 20807 1");
  house_expect(
      h,
      "SELECT d.kind, i.code, d.expected, d.found, d.state, d.owner, d.note, d.reason FROM discrepancy d JOIN item i ON i.id = d.item ORDER BY 1",
      "damaged M 9 8 open   |not_ordered D 0 1 open   |short M 10 9 closed M1 called them carrier");
  house_expect(
      h, "SELECT kind, state, count(*) FROM doc GROUP BY kind, state ORDER BY kind, state",
      "opening posted 1|receipt part_reversed 1|receipt posted 3|receipt reversed 1|resolution posted 1|reversal posted 2|teach posted 1");
  house_expect(
      h, "SELECT e.number, e.state, l.line, l.received FROM expected e JOIN expected_line l ON l.expected = e.id ORDER BY e.number, l.line",
      "ASN1 closed 1 12|ASN1 closed 2 6|ASN1 closed 3 9|PO1 part 1 4|PO1 part 2 0");
  house_expect(h, "SELECT name, state, facts FROM draft ORDER BY name", "a posted 8|b posted 7|o posted 3|p posted 2");
  house_expect(h, "SELECT count(*), count(DISTINCT number) FROM doc", "10 10");
  house_expect(h, "SELECT state, count(*) FROM import GROUP BY state ORDER BY state", "done 6|undone 1");
  house_expect(h, "SELECT group_concat(code, ' ') FROM (SELECT code FROM item WHERE name <> 'Apples' ORDER BY code)", "A B D M W");
  house_expect(h, "SELECT (SELECT count(*) FROM setting), staff, hash = '" HASH "' FROM staff_pin", "0 M1 1");
}

#endif
