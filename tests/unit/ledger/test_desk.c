/* desk: receiving by lines, as FORMATS "Scans on standard input" has them: what each word does to the draft's lines, and what is
 * refused. */
#include "db/internal.h"
#include "tests/unit/ledger/help.h"

#define APPLE "6901234567892" /* Apple */
#define BREAD "4006381333931" /* Bread */
#define CASE "16901234567899" /* twelve apples */
#define MILK "5901234123457"  /* tracked by lot, shelf life 30 days */
#define BOX1 "369012340000000017"
#define BOX2 "369012340000000024"
#define BOX3 "369012340000000031"
#define UNKNOWN "6930000000011"

static struct world w;
static struct config *config;
static struct actor clerk = {.staff = "C1"};

static int up(void **state) {
  (void)state;
  world_begin(&w, "0412", 1);
  config = config_new();
  world_sql(
      &w,
      "INSERT INTO item(code, name, decimals, track, shelf_life, cost) VALUES('M', 'Milk', 0, 1, 30, 250), ('D', 'Dish', 0, 0, 0, NULL)");
  world_sql(&w, "INSERT INTO barcode SELECT '0' || '" APPLE "', id, '" APPLE "', 1, 'ean' FROM item WHERE code = 'A' UNION ALL "
                "SELECT '0' || '" BREAD "', id, '" BREAD "', 1, 'ean' FROM item WHERE code = 'B' UNION ALL "
                "SELECT '" CASE "', id, '" CASE "', 12, 'case' FROM item WHERE code = 'A' UNION ALL "
                "SELECT '0' || '" MILK "', id, '" MILK "', 1, 'ean' FROM item WHERE code = 'M' UNION ALL "
                "SELECT 'TWO', id, 'TWO', 1, 'store' FROM item WHERE code IN ('A', 'B') UNION ALL "
                "SELECT 'WW', id, 'WW', 1, 'store' FROM item WHERE code = 'W'");
  world_sql(&w, "INSERT INTO supplier(code, name) VALUES('S1', 'Farm')");
  return 0;
}

static int down(void **state) {
  (void)state;
  config_free(config);
  world_end(&w);
  return 0;
}

/* Announces: number, item code, qty, carton, lot, expiry, cost. */
static void announce(const char *kind, const char *number, const char *due, const char *lines) {
  char *text = xprintf("INSERT OR IGNORE INTO expected(kind, number, supplier, due) VALUES('%s', '%s', 'S1', %s);", kind, number, due);
  world_sql(&w, text);
  free(text);
  text = xprintf(
      "INSERT INTO expected_line(expected, line, item, qty, carton, lot, expiry, cost) SELECT e.id, x.column1, i.id, x.column3, x.column4, x.column5, x.column6, x.column7 "
      "FROM (VALUES%s) x JOIN item i ON i.code = x.column2, expected e WHERE e.kind = '%s' AND e.number = '%s'",
      lines, kind, number);
  world_sql(&w, text);
  free(text);
}

static struct desk *desk(const char *draft, const char *mode, const char *number) {
  const char *numbers[2] = {number, NULL};
  struct desk_opts o = {.draft = draft, .mode = mode, .number = numbers, .number_count = number ? 1 : 0};
  struct desk *d = desk_open(w.db, w.store, &clerk, config, &o, &w.err);
  if (!d) fail_msg("desk: %s", w.err.text);
  return d;
}

/* Says the lines one by one; each gives "n:qty", "(again)", a warning as "!" or the name of its refusal. */
static char *say(struct desk *d, const char *lines) {
  struct buf out = {0};
  char *copy = xstrdup(lines), *save = NULL;
  for (char *line = strtok_r(copy, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
    struct scan_line s;
    struct said said;
    char qty[32];
    if (!scan_line_parse(&s, line, strlen(line), &w.err)) fail_msg("%s: %s", line, w.err.text);
    if (out.n) buf_addc(&out, ' ');
    if (desk_say(d, &s, 0, &said, &w.err))
      buf_printf(&out, "%lld:%s%s%s", (long long)said.n, num_format(qty, sizeof qty, said.qty, said.decimals), said.again ? "(again)" : "",
                 *said.warning ? "!" : "");
    else buf_adds(&out, err_name(w.err.code));
    scan_line_free(&s);
  }
  free(copy);
  return buf_take(&out);
}

static void says(struct desk *d, const char *lines, const char *expected) {
  char *got = say(d, lines);
  if (!str_eq(got, expected)) fail_msg("%s\n gives %s\n not %s", lines, got, expected);
  free(got);
}

/* The draft's lines: line[carton]item lot expiry expected/received/damaged what. */
static char *lines_of(const char *name) {
  struct buf b = {0};
  struct draft d;
  bool found;
  char day[16];
  ok(&w, draft_find(w.db, &w.err, name, &d, &found));
  assert_true(found);
  struct fold *f = fold_draft(w.db, d.id, &w.err);
  if (!f) fail_msg("%s", w.err.text);
  for (size_t i = 0; i < f->line_count; i++) {
    const struct fold_line *l = &f->line[i];
    buf_printf(&b, "%s%lld%s%s%s %s", i ? "; " : "", (long long)l->line, *l->carton ? "[" : "", *l->carton ? l->carton + 16 : "",
               *l->carton ? "]" : "", l->item ? l->item_code : l->code);
    if (*l->lot) buf_printf(&b, " %s", l->lot);
    if (l->expiry != DAY_NONE) buf_printf(&b, " %s", day_format(day, sizeof day, l->expiry));
    buf_printf(&b, " %lld/%lld/%lld", (long long)l->expected, (long long)l->received, (long long)l->damaged);
    if (l->kind) buf_printf(&b, " %s", l->kind);
    if (*l->reason) buf_printf(&b, " because %s", l->reason);
  }
  fold_free(f);
  draft_done(&d);
  return buf_take(&b);
}

static void holds(const char *name, const char *expected) {
  char *got = lines_of(name);
  if (!str_eq(got, expected)) fail_msg("%s holds %s\n not %s", name, got, expected);
  free(got);
}

static void test_blind(void **state) {
  (void)state;
  struct desk *d = desk(NULL, "blind", NULL);
  says(d, "qty 3", "receive_no_line");
  says(d, APPLE "\n" APPLE "\n5*" BREAD "\n" BREAD ",2\n" CASE, "1:1 2:1 3:5 4:2 5:12");
  says(d, "qty 4\n-1*" APPLE "\n" BREAD ",-7\n" BREAD ",-1\nqty -3\n0*" APPLE,
       "6:-10 7:-1 8:-7 receive_below_zero receive_qty receive_qty");
  holds("R-0001", "1 A 0/3/0");
  says(d, "qty 12345678\nqty 1.5\n0.5*" APPLE "\n0.455*WW\nqty 0.5", "receive_qty receive_qty receive_qty 9:0.455 10:0.045");
  says(d, APPLE "\ndamaged 2\nreason broken\ndamaged 3\nqty 1\ndamaged -1\ndamaged",
       "11:1 12:2 13:0 receive_damaged receive_damaged 14:-1 15:1");
  holds("R-0001", "1 A 0/4/2 damaged because broken; 9 W 0/500/0");
  says(d, "driver Wang\nseal 4711\ncrates BLUE 3\ncrates BLUE 4\ncrates RED 1\nshort", "16:0 17:0 18:3 19:4 20:1 receive_short");
  says(d, "done", "21:0");
  world_expect(
      &w,
      "SELECT json_extract(body, '$.head.driver'), json_extract(body, '$.head.seal'), json_extract(body, '$.head.crates'), json_extract(body, '$.head.draft') FROM event",
      "Wang 4711 BLUE:4;RED:1 R-0001");
  world_expect(
      &w,
      "SELECT p.code, s.qty FROM stock s JOIN place p ON p.id = s.place JOIN item i ON i.id = s.item WHERE i.code = 'A' AND p.kind <> 'outside' ORDER BY p.code",
      "back 2|damaged 2");
  says(d, APPLE "\ndone", "draft_posted draft_posted");
  assert_non_null(strstr(w.err.text, "0412-A-000001"));
  desk_close(d);
}

static void test_undo(void **state) {
  (void)state;
  struct desk *d = desk("box", "blind", NULL);
  says(d, "undo\n" APPLE "\n5*" APPLE "\nqty 9\ndamaged\nundo\nundo\nundo", "receive_undo_none 1:1 2:5 3:3 4:1 5:0 6:-3 7:-5");
  holds("box", "1 A 0/1/0");
  says(d, "undo\nundo", "8:-1 receive_undo_none");
  holds("box", "");
  says(d, "driver Wang\nundo\n" APPLE "\nlot L1\nundo", "9:0 10:0 11:1 12:0 13:0");
  says(d, "done", "14:0");
  world_expect(&w, "SELECT json_extract(body, '$.head.driver') FROM event", "null");
  desk_close(d);
}

/* A line sent again does nothing, whatever stands on it, and after a restart too; done as well. */
static void test_again(void **state) {
  (void)state;
  struct desk *d = desk("a", "blind", NULL);
  says(d, "@1 " APPLE "\n@2 5*" APPLE "\n@2 5*" APPLE "\n@1 " BREAD "\n@3 undo\n@3 undo", "1:1 2:5 2:5(again) 1:1(again) 3:-5 3:-5(again)");
  desk_close(d);
  world_reopen(&w);
  d = desk("a", NULL, NULL);
  says(d, "@2 5*" APPLE "\n@4 " BREAD "\nqty 3\n@5 done\n@5 done\n@1 " APPLE "\n@6 " APPLE,
       "2:5(again) 4:1 5:2 6:0 6:0(again) 1:1(again) draft_posted");
  world_expect(
      &w, "SELECT i.code, s.qty FROM stock s JOIN item i ON i.id = s.item JOIN place p ON p.id = s.place WHERE p.code = 'back' ORDER BY 1",
      "A 1|B 3");
  world_expect(&w, "SELECT count(*) FROM doc", "1");
  desk_close(d);
}

static int count_commit(void *self) {
  ++*(int *)self;
  return 0;
}

/* Whatever a line does, it does in one transaction, which has ended when the line is answered: draft, document and all that follows from it
 * stand or fall together. */
static void test_one_line_one_transaction(void **state) {
  (void)state;
  static const struct {
    const char *line, *said;
    int commits;
  } rows[] = {
      {"@1 5*" APPLE, "1:5", 1},
      {"qty 3", "2:-2", 1},
      {"damaged", "3:1", 1},
      {"undo", "4:0", 1},
      {UNKNOWN, "5:1!", 1},
      {"lot L1", "6:0", 1},
      {"@1 5*" APPLE, "1:5(again)", 0},
      {"qty -1", "receive_qty", 0},
      {"undo", "7:0", 1},
      {"done", "8:0", 1},
  };
  struct desk *d = desk("c", "blind", NULL);
  for (size_t i = 0; i < COUNT(rows); i++) {
    int commits = 0;
    sqlite3_commit_hook(w.db->sqlite, count_commit, &commits);
    says(d, rows[i].line, rows[i].said);
    sqlite3_commit_hook(w.db->sqlite, NULL, NULL);
    if (commits != rows[i].commits) fail_msg("'%s' took %d transactions", rows[i].line, commits);
    assert_false(db_writing(w.db));
  }
  world_expect(&w, "SELECT state, doc FROM draft", "posted 1");
  desk_close(d);
}

static void test_lots(void **state) {
  (void)state;
  struct desk *d = desk("l", "blind", NULL);
  says(d, MILK "\nlot L1\nproduced 2026-11-20\n" MILK "\nlot L2\nexpiry 2026-12-31", "1:1 2:0 3:0! 4:1 5:0 6:0");
  holds("l", "1 M L1 2026-12-20 0/1/0; 5 M L2 2026-12-31 0/1/0");
  /* A plain scan goes on with the lot said last; the same lot said again joins its line; a GS1 code finds its own. */
  says(d, "3*" MILK "\n01059012341234571727013110L3\n" MILK "\nlot L2\nexpiry 2026-12-31", "7:3 8:1 9:1 10:0 11:0");
  holds("l", "1 M L1 2026-12-20 0/1/0; 5 M L2 2026-12-31 0/5/0; 8 M L3 2027-01-31 0/1/0");
  says(d, APPLE "\n" MILK "\nlot L9\ndone", "12:1 13:1 14:0 lot_missing"); /* L9 has no date */
  assert_non_null(strstr(w.err.text, "Milk (M)"));
  says(d, "expiry -\ndone", "15:0 16:0");
  world_expect(
      &w,
      "SELECT l.lot, l.expiry, s.qty FROM stock s JOIN lot l ON l.id = s.lot JOIN place p ON p.id = s.place WHERE p.code = 'back' ORDER BY 1",
      "L1 20807 1|L2 20818 5|L3 20849 1|L9 -2147483648 1");
  desk_close(d);
}

/* A total of nothing takes the line's goods off; a total may not hide that some are damaged. */
static void test_qty_zero(void **state) {
  (void)state;
  struct desk *d = desk("z", "blind", NULL);
  says(d, "4*" APPLE "\nqty 0\nqty 2\ndamaged\nqty 0\nqty 0.5", "1:4 2:-4 3:2 4:1 receive_damaged receive_qty");
  holds("z", "1 A 0/2/1 damaged");
  desk_close(d);
}

/* What a screen would say by a sound: once for each item, not at each of its scans. */
static void test_warned(void **state) {
  (void)state;
  announce("order", "O1", "20790", "(1, 'A', 10, '', '', -2147483648, 100), (2, 'B', 4, '', '', -2147483648, NULL)");
  struct desk *d = desk("o", "order", "O1");
  says(d, "9*" APPLE "\n" APPLE "\n" APPLE "\n" APPLE "\nD\nD\n" UNKNOWN "\n" UNKNOWN "\nD\nqty 5",
       "1:9 2:1 3:1! 4:1 5:1! 6:1 7:1! 8:1 9:1 10:2");
  says(d, "crates A:B 4\ncrates AB -1", "scan_line receive_qty");
  says(d, "done", "11:0!");
  desk_close(d);
}

/* The same order named twice is one delivery. */
static void test_order_twice(void **state) {
  (void)state;
  announce("order", "O1", "20790", "(1, 'A', 10, '', '', -2147483648, 100)");
  const char *numbers[] = {"O1", "O1"};
  struct desk_opts o = {.draft = "o", .mode = "order", .number = numbers, .number_count = 2};
  struct desk *d = desk_open(w.db, w.store, &clerk, config, &o, &w.err);
  assert_non_null(d);
  says(d, "12*" APPLE, "1:12!");
  holds("o", "1 A 10/12/0 over");
  desk_close(d);
}

/* A memory gun's line: its time is the fact's, a time of day the last such one; its zone means nothing at the dock and is told of once. */
static void test_gun_lines(void **state) {
  (void)state;
  struct desk *d = desk("g", "blind", NULL);
  says(d, APPLE ",2,Z1\n" APPLE ",1,Z2,2026-11-23T09:30:15+08:00\n" APPLE ",1,,2026-11-23T09:30:15Z\n" APPLE ",1,,2026-12-01T00:00Z",
       "1:2! 2:1 3:1 4:1!");
  says(d, APPLE ",1,,2026-11-23\n" APPLE ",1,,25:00\n" APPLE ",1,,soon", "receive_time receive_time receive_time");
  world_expect(&w, "SELECT at / 1000000 FROM fact WHERE n IN (2, 3, 4) ORDER BY n", "1795397415|1795426215|1796083200");
  says(d, APPLE ",1,,00:00:01\n" APPLE ",1,,23:59:59", "5:1 6:1");
  world_expect(
      &w,
      "SELECT (f.at <= g.at) + (f.at > g.at - 86400000000) FROM fact f JOIN fact g ON g.n = 1 AND g.draft = f.draft WHERE f.n > 4 ORDER BY f.n",
      "2|2");
  desk_close(d);
}

static void test_lot_warnings(void **state) {
  (void)state;
  struct desk *d = desk("l", "blind", NULL);
  says(d, MILK "\nexpiry 2026-11-23\nexpiry 2026-12-24\nexpiry 2026-12-25\nproduced 2026-11-25", "1:1 2:0! 3:0! 4:0 5:0!");
  says(d, "100*" APPLE "\n99*" APPLE "\nqty 99\nqty 100", "6:100! 7:99 8:-100 9:1!");
  desk_close(d);
  announce("order", "O1", "20781", "(1, 'A', 50, '', '', -2147483648, 100)");
  d = desk("o", "order", "O1");
  says(d, "100*" APPLE "\nqty 150\nqty 151", "1:100! 2:50 3:1!"); /* more than 50; above 3 × 50 */
  desk_close(d);
}

static void test_order(void **state) {
  (void)state;
  announce("order", "O1", "20790", "(1, 'A', 10, '', '', -2147483648, 100), (2, 'B', 4, '', '', -2147483648, NULL)");
  announce("order", "O2", "20785", "(1, 'A', 5, '', '', -2147483648, 90)");
  const char *numbers[] = {"O1", "O2"};
  struct desk_opts o = {.draft = "o", .mode = "order", .number = numbers, .number_count = 2};
  struct desk *d = desk_open(w.db, w.store, &clerk, config, &o, &w.err);
  assert_non_null(d);
  says(d,
       "done\n8*" APPLE "\n"
       "D",
       "receive_nothing 1:8 2:1!"); /* D is not on the orders */
  /* O2 is due first: its 5, then 3 of O1's 10. */
  holds("o", "1 A 5/5/0; 1 A 10/3/0; 2 D 0/1/0 not_ordered; 0 B 4/0/0");
  says(d, "short\ndone", "receive_short 3:0!");
  world_expect(&w, "SELECT e.number, l.line, l.received, l.closed FROM expected_line l JOIN expected e ON e.id = l.expected ORDER BY 1, 2",
               "O1 1 3 0|O1 2 0 0|O2 1 5 0");
  world_expect(&w, "SELECT kind, expected, found FROM discrepancy", "not_ordered 0 1");
  world_expect(&w, "SELECT value FROM cost c JOIN item i ON i.id = c.item WHERE i.code = 'A'", "750"); /* 5 × 0.90 + 3 × 1.00 */
  desk_close(d);
  /* The rest of O1: one over on A, B closed short. */
  d = desk("p", "order", "O1");
  says(d, "8*" APPLE "\ndamaged 3\n2*" BREAD "\nshort\ndone", "1:8! 2:3 3:2 4:0 5:0");
  world_expect(
      &w, "SELECT l.line, l.received, l.closed FROM expected_line l JOIN expected e ON e.id = l.expected WHERE e.number = 'O1' ORDER BY 1",
      "1 11 0|2 2 1");
  world_expect(&w, "SELECT kind, expected, found FROM discrepancy WHERE kind <> 'not_ordered' ORDER BY 1",
               "damaged 8 5|over 7 8|short 4 2");
  desk_close(d);
  d = desk("q", "order", "O2");
  assert_true(desk_finished(d));
  desk_close(d);
}

/* Before anything was scanned, short closes all that has not come, and done may follow. */
static void test_short_all(void **state) {
  (void)state;
  announce("order", "O1", "20790", "(1, 'A', 10, '', '', -2147483648, 100), (2, 'B', 4, '', '', -2147483648, NULL)");
  struct desk *d = desk("o", "order", "O1");
  says(d, "short\ndone", "1:0 2:0");
  world_expect(&w, "SELECT kind, expected, found FROM discrepancy ORDER BY expected", "short 4 0|short 10 0");
  world_expect(&w, "SELECT sum(closed) FROM expected_line", "2");
  desk_close(d);
}

static void announce_asn(void) {
  announce("asn", "N1", "20781",
           "(1, 'A', 6, '" BOX1 "', '', -2147483648, 100), (2, 'M', 2, '" BOX1 "', 'L7', 20900, 240), (3, 'B', 4, '" BOX2
           "', '', -2147483648, 80)");
  announce("asn", "N2", "20781", "(1, 'B', 4, '" BOX3 "', '', -2147483648, 80)");
}

static void test_cartons(void **state) {
  (void)state;
  announce_asn();
  struct desk *d = desk("n", "asn", "N1");
  says(d, "total\ncarton 123\ncarton 369012340000000018\n00" BOX3, "carton_none carton_form carton_form carton_wrong");
  assert_non_null(strstr(w.err.text, "N2"));
  says(d, "(00)" BOX1 "\n2*" APPLE "\n" MILK "\ntotal", "1:0 2:2 3:1 4:5");
  /* Milk takes the one lot announced in the carton; total adds 4 apples and 1 milk to what was scanned. */
  holds("n", "2[17] A 6/6/0; 3[17] M L7 2027-03-23 2/2/0; 0[24] B 4/0/0 missing");
  says(d, "undo\ntotal\ncarton -\ntotal\ncarton " BOX3 " accept\n" BREAD "\ncarton 369012340000000048\ntotal\nD\ndone",
       "6:-5 7:5 9:0 carton_none 10:0 11:1! 12:0 carton_unknown 13:1! 14:0");
  world_expect(&w, "SELECT kind, expected, found FROM discrepancy ORDER BY line", "short 4 1|not_ordered 0 1");
  world_expect(
      &w,
      "SELECT json_extract(value, '$.carton'), json_extract(value, '$.carton_state') FROM event, json_each(body, '$.lines') WHERE json_extract(value, '$.carton_state') IS NOT NULL",
      BOX3 " misdirected|369012340000000048 unlisted");
  desk_close(d);
}

/* One piece more in the carton open at d; *said is what came of it. */
static void scan_once(struct desk *d, const char *code, struct said *said) {
  struct scan_line s;
  ok(&w, scan_line_parse(&s, code, strlen(code), &w.err));
  ok(&w, desk_say(d, &s, 0, said, &w.err));
  scan_line_free(&s);
}

/* Taken all the same, and told where it was announced; a carton that holds it, loose goods and goods announced loose are right. */
static void test_wrong_carton(void **state) {
  (void)state;
  announce_asn();
  struct desk *d = desk("n", "asn", "N1");
  struct said said;
  scan_once(d, BREAD, &said); /* no carton is open */
  assert_false(said.wrong_carton);
  says(d, "carton " BOX1, "2:0");
  scan_once(d, APPLE, &said);
  assert_false(said.wrong_carton);
  for (int i = 0; i < 2; i++) { /* at every scan */
    scan_once(d, BREAD, &said);
    assert_true(said.wrong_carton);
    assert_int_equal(said.qty, 1);
    assert_non_null(strstr(said.warning, BOX2));
    assert_null(strstr(said.warning, BOX1));
  }
  says(d, "qty 3\n-1*" BREAD "\ncarton " BOX2 "\n" BREAD, "6:1! 7:-1 8:0 9:1");
  struct fold *f = desk_fold(d, &w.err);
  assert_non_null(f);
  size_t meant = 0;
  for (size_t i = 0; i < f->line_count; i++) {
    if (!f->line[i].meant) continue;
    assert_string_equal(f->line[i].carton, BOX1);
    assert_string_equal(f->line[i].meant, BOX2);
    assert_int_equal(f->line[i].received, 2);
    meant++;
  }
  assert_int_equal(meant, 1);
  fold_free(f);
  desk_close(d);
  announce("asn", "N1", "20781", "(4, 'B', 9, '', '', -2147483648, 80)");
  d = desk("n", NULL, NULL);
  says(d, "carton " BOX1, "10:0");
  scan_once(d, BREAD, &said);
  assert_false(said.wrong_carton);
  desk_close(d);
}

static void test_missing(void **state) {
  (void)state;
  announce_asn();
  struct desk *d = desk("n", "asn", "N1");
  says(d, "carton " BOX1 " damaged\n6*" APPLE "\nmore", "1:0 2:6 3:0");
  world_expect(&w, "SELECT count(*) FROM discrepancy", "0");
  desk_close(d);
  d = desk("m", "asn", "N1"); /* the rest: nothing more comes */
  holds("m", "0[17] M L7 2027-03-23 2/0/0 missing; 0[24] B 4/0/0 missing");
  says(d, "done", "1:0!");
  world_expect(&w, "SELECT kind, expected, found, carton FROM discrepancy ORDER BY line", "missing 2 0 " BOX1 "|missing 4 0 " BOX2);
  world_expect(&w, "SELECT count(*) FROM expected_line l JOIN expected e ON e.id = l.expected WHERE e.number = 'N1' AND l.closed = 1", "2");
  desk_close(d);
}

static void never(void *self, const char *problem) {
  (void)self;
  fail_msg("%s", problem);
}

static void search_knows(const char *text, int64_t hits) {
  int64_t id, total;
  struct search *s = search_load(w.db, &w.err);
  ok(&w, s && search_check(w.db, never, NULL, &w.err));
  search_find(s, text, &id, 1, &total);
  assert_int_equal(total, hits);
  search_free(s);
}

static void test_parked(void **state) {
  (void)state;
  struct taught t;
  struct desk *d = desk("posted", "blind", NULL);
  says(d, "3*" UNKNOWN "\n" UNKNOWN "\n6930000000012\nTWO\n" APPLE "\ndone", "1:3! 2:1 3:1! 4:1! 5:1 6:0");
  holds("posted", "1 " UNKNOWN " 0/4/0 unknown; 3 6930000000012 0/1/0 unknown; 4 TWO 0/1/0 unknown; 5 A 0/1/0");
  desk_close(d);
  d = desk("open", "blind", NULL);
  says(d, "2*" UNKNOWN "\nundo\n5*" UNKNOWN "\ndamaged", "1:2! 2:-2 3:5! 4:1");
  refused(&w, ledger_teach(w.db, w.store, &clerk, UNKNOWN, "ZZ", 1, &t, &w.err), ERR_ITEM_NONE);
  /* An approval is by another one, who has the right when it is posted, and stands in the audit with both names and the link. */
  struct actor approved = {.staff = "C1", .approved_by = "C1"};
  refused(&w, ledger_teach(w.db, w.store, &approved, "7777", "B", 6, &t, &w.err), ERR_APPROVE_SELF);
  approved.approved_by = "C2";
  refused(&w, ledger_teach(w.db, w.store, &approved, "7777", "B", 6, &t, &w.err), ERR_RIGHT);
  world_expect(&w, "SELECT count(*) FROM audit WHERE action = 'approve'", "0");
  ok(&w, db_begin(w.db, &w.err) && search_touch_all(w.db, &w.err) && search_flush(w.db, &w.err) && db_commit(w.db, &w.err));
  search_knows(UNKNOWN, 0);
  ok(&w, ledger_teach(w.db, w.store, &clerk, UNKNOWN, "B", 6, &t, &w.err));
  search_knows(UNKNOWN, 1);
  assert_int_equal(t.drafts, 1);
  assert_string_equal(t.draft[0], "open");
  assert_int_equal(t.documents, 1);
  taught_free(&t);
  holds("open", "3 B 0/30/6 damaged");
  says(d, UNKNOWN "\nundo\nundo\nundo\nundo", "6:6 7:-6 8:0 9:-5 receive_undo_none"); /* 5 scans parked, whatever they were taught to be */
  holds("open", "");
  world_expect(
      &w, "SELECT i.code, s.qty FROM stock s JOIN item i ON i.id = s.item JOIN place p ON p.id = s.place WHERE p.code = 'back' ORDER BY 1",
      "A 1|B 24");
  world_expect(&w, "SELECT kind, state FROM doc ORDER BY id", "receipt posted|teach posted|receipt posted");
  world_expect(&w, "SELECT count(*) FROM discrepancy WHERE kind IN ('over', 'not_ordered')", "0");
  /* Taught once: the same lesson finds nothing to do. */
  ok(&w, ledger_teach(w.db, w.store, &clerk, UNKNOWN, "B", 6, &t, &w.err));
  assert_int_equal(t.drafts + t.documents, 0);
  taught_free(&t);
  desk_close(d);
}

static bool parked_list(void *self, const struct parked *p) {
  buf_printf(self, "%s %lld %s %s;", p->code, (long long)p->qty, p->draft, p->number);
  return true;
}

static void test_parked_list(void **state) {
  (void)state;
  struct taught t;
  struct buf b = {0};
  announce("order", "O1", "20790", "(1, 'B', 10, '', '', -2147483648, 70)");
  struct desk *d = desk("o", "order", "O1");
  says(d, "4*" UNKNOWN "\n0.455*XX\n" APPLE "\ndone", "1:4! 2:1! 3:1! 4:0!");
  desk_close(d);
  d = desk("p", "blind", NULL);
  says(d, "YY\nYY\nundo", "1:1! 2:1 3:-1");
  ok(&w, parked_walk(w.db, parked_list, &b, &w.err));
  assert_string_equal(b.p, UNKNOWN " 4 o 0412-A-000001;XX 1 o 0412-A-000001;YY 1 p ;");
  buf_free(&b);
  /* What was parked answers the order's line now: 4 of 10, at the order's cost. */
  ok(&w, ledger_teach(w.db, w.store, &clerk, UNKNOWN, "B", 1, &t, &w.err));
  taught_free(&t);
  world_expect(&w, "SELECT received, closed FROM expected_line", "4 0");
  world_expect(&w, "SELECT value FROM cost c JOIN item i ON i.id = c.item WHERE i.code = 'B'", "280");
  ok(&w, ledger_teach(w.db, w.store, &clerk, "XX", "W", 1, &t, &w.err));
  taught_free(&t);
  world_expect(
      &w, "SELECT s.qty FROM stock s JOIN item i ON i.id = s.item JOIN place p ON p.id = s.place WHERE p.code = 'back' AND i.code = 'W'",
      "455");
  desk_close(d);
}

/* Two seats: quantities add, each takes back its own, and neither can be taken below zero by the other. */
static void test_seats(void **state) {
  (void)state;
  struct db_opts opts = {.env = &w.env, .seat = "t2"};
  struct db *second = db_open(w.path, &opts, &w.err);
  assert_non_null(second);
  struct desk *a = desk("x", "blind", NULL);
  struct desk_opts o = {.draft = "x"};
  struct desk *b = desk_open(second, w.store, &clerk, config, &o, &w.err);
  assert_non_null(b);
  says(a, "@1 5*" APPLE, "1:5");
  says(b, "@1 3*" APPLE "\nundo\n@2 " APPLE, "2:3 3:-3 4:1");
  says(a, APPLE "\n" BREAD, "5:1 6:1");
  says(b, "qty 2\nundo\nqty 2", "7:-5 8:5 9:-5"); /* it is about b's last line: apples */
  holds("x", "1 A 0/2/0; 6 B 0/1/0");
  says(a, "undo\nundo\nundo", "10:-1 11:-1 receive_undo_later"); /* one apple is left of the two that b counted: a's five cannot go */
  holds("x", "1 A 0/1/0");
  says(b, "done", "12:0");
  says(a, APPLE, "draft_posted");
  desk_close(a);
  desk_close(b);
  db_close(second);
}

static void test_drafts(void **state) {
  (void)state;
  struct desk_opts o = {.draft = "nope"};
  refused(&w, desk_open(w.db, w.store, &clerk, config, &o, &w.err), ERR_DRAFT_NONE);
  refused(&w, desk_open(w.db, w.store, &clerk, config, &(struct desk_opts){0}, &w.err), ERR_DRAFT_MODE);
  const char *numbers[] = {"O9"};
  o = (struct desk_opts){.mode = "order", .number = numbers, .number_count = 1};
  refused(&w, desk_open(w.db, w.store, &clerk, config, &o, &w.err), ERR_EXPECTED_NONE);
  o = (struct desk_opts){.mode = "blind", .supplier = "S9"};
  refused(&w, desk_open(w.db, w.store, &clerk, config, &o, &w.err), ERR_SUPPLIER_NONE);
  world_expect(&w, "SELECT count(*) FROM draft", "0");
  desk_close(desk("x", "blind", NULL));
  desk_close(desk("x", "blind", NULL));
  announce("order", "O9", "20790", "(1, 'B', 10, '', '', -2147483648, 70)");
  o = (struct desk_opts){.draft = "x", .mode = "order", .number = numbers, .number_count = 1};
  refused(&w, desk_open(w.db, w.store, &clerk, config, &o, &w.err), ERR_DRAFT_OTHER);
  struct desk *d = desk("x", NULL, NULL);
  world_sql(&w, "UPDATE draft SET state = 'discarded'");
  says(d, APPLE, "draft_discarded");
  desk_close(d);
  o.mode = NULL;
  refused(&w, desk_open(w.db, w.store, &clerk, config, &o, &w.err), ERR_DRAFT_DISCARDED);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, up, down)
  const struct CMUnitTest tests[] = {
      TEST(test_blind),       TEST(test_undo),         TEST(test_again),        TEST(test_one_line_one_transaction),
      TEST(test_lots),        TEST(test_lot_warnings), TEST(test_qty_zero),     TEST(test_warned),
      TEST(test_order_twice), TEST(test_gun_lines),    TEST(test_order),        TEST(test_short_all),
      TEST(test_cartons),     TEST(test_missing),      TEST(test_wrong_carton), TEST(test_parked),
      TEST(test_parked_list), TEST(test_seats),        TEST(test_drafts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
