/* history: seeded random days of documents of every kind that moves goods of one store, and of their reversals. Again and again the books
 * are worked out here, from the move rows alone, another way than the program does; at the end everything is rebuilt and must be the same
 * rows, and every broken byte must be found. */
#include "tests/unit/ledger/proof.h"

/* Does check find something of this code? */
static void check_finds(struct world *w, const char *code) {
  struct buf b = {0};
  ok(w, ledger_check(w->db, w->store, problem, &b, &w->err));
  char *begin = xprintf("%s (", code);
  if (!b.p || !strstr(b.p, begin)) fail_msg("no %s in: %s", code, b.p ? b.p : "nothing");
  free(begin);
  buf_free(&b);
}

/* ---- random documents */

static int64_t pick(struct world *w, int64_t most) {
  return (int64_t)(world_next(w) % (uint64_t)most);
}

static const char *const items[] = {"A", "B", "W"};
static const char *const places[] = {"back", "floor", "counter"};

static struct doc *random_receipt(struct world *w, size_t lines) {
  struct doc *d = receipt_new("blind");
  value_text(doc_head(d, RECEIPT_PLACE), places[pick(w, 3)]);
  for (size_t n = 0; n < lines; n++) {
    int64_t received = pick(w, 20), damaged = pick(w, 4) ? 0 : pick(w, received + 1);
    size_t i = receipt_line(d, items[pick(w, 3)], received, damaged, pick(w, 5) ? pick(w, 5000) : -1);
    if (pick(w, 3) == 0) value_text(doc_at(d, i, RECEIPT_LOT), pick(w, 2) ? "L1" : "L2");
    if (pick(w, 3) == 0) value_int(doc_at(d, i, RECEIPT_EXPIRY), 20900 + pick(w, 2));
  }
  return d;
}

static struct doc *random_opening(struct world *w) {
  struct doc *d = doc_new(doc_kind_find("opening"));
  for (int64_t n = 1 + pick(w, 4); n > 0; n--) {
    size_t i = doc_line_add(d);
    const char *item = items[pick(w, 3)];
    value_text(doc_at(d, i, OPENING_ITEM), item);
    if (str_eq(item, "W")) value_int(doc_at(d, i, OPENING_DECIMALS), 3);
    value_text(doc_at(d, i, OPENING_PLACE), places[pick(w, 3)]);
    int64_t qty = pick(w, 50);
    value_int(doc_at(d, i, OPENING_QTY), qty);
    value_int(doc_at(d, i, OPENING_VALUE), qty ? pick(w, 9999) : 0);
  }
  return d;
}

/* Goods that are somewhere in the store. */
struct found {
  char item[8], place[16], lot[8], expiry[8];
  long long qty;
};

static bool find(struct world *w, struct found *f) {
  char *
      sql = xprintf(
         "SELECT i.code || ' ' || p.code || ' ' || coalesce(nullif(l.lot, ''), '-') || ' ' || coalesce(nullif(l.expiry, -2147483648), '-') || ' ' || s.qty FROM stock s "
         "JOIN place p ON p.id = s.place JOIN item i ON i.id = s.item LEFT JOIN lot l ON l.id = s.lot "
         "WHERE s.qty > 0 AND p.kind <> 'transit' ORDER BY s.item * 7919 %% %lld, s.place, s.lot LIMIT 1",
         (long long)pick(w, 90) + 7),
     *row = world_get(w, sql);
  bool there = sscanf(row, "%7s %15s %7s %7s %lld", f->item, f->place, f->lot, f->expiry, &f->qty) == 5;
  free(sql);
  free(row);
  return there;
}

/* A line of some of them; made: of something else that they become. */
static void put_found(struct doc *d, const struct found *f, int64_t qty, const char *made) {
  const struct doc_goods *g = d->kind->goods;
  size_t i = doc_line_add(d);
  const char *item = made ? made : f->item;
  value_text(doc_at(d, i, g->item), item);
  if (str_eq(item, "W")) value_int(doc_at(d, i, g->decimals), 3);
  value_int(doc_at(d, i, g->qty), qty);
  if (made) value_int(doc_at(d, i, CONVERSION_MADE), 1);
  if (made) return;
  if (!str_eq(f->lot, "-")) value_text(doc_at(d, i, g->lot), f->lot);
  if (!str_eq(f->expiry, "-")) value_int(doc_at(d, i, g->expiry), atoll(f->expiry));
}

/* Goods go: within the store, to others, into something else. NULL: there are none. */
static struct doc *random_going(struct world *w) {
  static const struct {
    const char *kind, *place; /* head field they go from */
    const char *head[3][2];
  } ways[] = {{"adjust", "place", {{"kind", NULL}, {"reason", "seen"}, {"by", "Li"}}},
              {"move", "from", {{"to", NULL}}},
              {"convert", "place", {{NULL, NULL}}},
              {"return", "place", {{"supplier", "S1"}, {"reason", "bad"}}},
              {"transfer", "from", {{"to", "0413"}}}};
  struct found f;
  size_t way = (size_t)pick(w, (int64_t)COUNT(ways));
  if (!find(w, &f)) return NULL;
  struct doc *d = doc_new(doc_kind_find(ways[way].kind));
  const char *to = places[pick(w, 3)];
  for (size_t h = 0; h < d->kind->head_count; h++) {
    const char *name = d->kind->head[h].name;
    if (str_eq(name, ways[way].place)) value_text(&d->head[h], f.place);
    for (size_t k = 0; k < 3 && ways[way].head[k][0]; k++) {
      const char *text = ways[way].head[k][1];
      if (!text) text = str_eq(name, "kind") ? doc_adjust_kind((size_t)pick(w, 8)) : str_eq(to, f.place) ? "reserved" : to;
      if (str_eq(name, ways[way].head[k][0])) value_text(&d->head[h], text);
    }
  }
  put_found(d, &f, pick(w, 3) ? 1 + pick(w, f.qty) : f.qty, NULL);
  if (str_eq(ways[way].kind, "convert")) {
    put_found(d, &f, 1 + pick(w, 6), items[pick(w, 3)]);
    put_found(d, &f, 1 + pick(w, 6), items[pick(w, 3)]);
  }
  return d;
}

/* Reverses a random document, whole or some lines. False: something stood in the way, which must be told. */
static bool random_reversal(struct world *w) {
  char *docs = world_get(w, "SELECT count(*) FROM doc WHERE kind <> 'reversal'"), n[64];
  char *choose =
      xprintf("SELECT number FROM doc WHERE kind <> 'reversal' ORDER BY id LIMIT 1 OFFSET %lld", (long long)pick(w, atoll(docs)));
  char *list = world_get(w, choose);
  int64_t lines[3], count = pick(w, 2) ? 0 : 1 + pick(w, 2);
  char *text = xprintf("SELECT sum(lines) FROM doc WHERE number = '%s' OR number LIKE '%s-_'", list, list), *total = world_get(w, text);
  for (int64_t i = 0; i < count; i++) lines[i] = 1 + pick(w, atoll(total));
  struct reversal r;
  ok(w, ledger_reversal(w->db, w->store, list, lines, (size_t)count, "test", &r, &w->err));
  bool done = r.doc != NULL;
  assert_true(done == (r.blocker_count == 0));
  if (done) {
    if (pick(w, 4) == 0) r.doc->day = 20781 + (int32_t)pick(w, 90);
    struct doc *d = r.doc;
    r.doc = NULL;
    world_post(w, d, n);
  }
  ledger_reversal_free(&r);
  free(total);
  free(text);
  free(list);
  free(choose);
  free(docs);
  return done;
}

/* ---- the books, worked out from doc and move rows with SQL's own sums */

/* For every item, place and day: what was there before, and every column of the day, make what is there after, and the last is the stock
 * row. */
static void books_balance(struct world *w) {
  world_expect(
      w,
      "WITH m AS (SELECT m.id, m.item, p.id AS place, CASE WHEN p.id = m.dst THEN m.qty ELSE -m.qty END AS q, "
      "CASE WHEN p.id = m.dst THEN m.value ELSE -m.value END AS v, (SELECT max(day) FROM ledger_day WHERE first_move <= m.id) AS day, m.col "
      "FROM move m JOIN place p ON p.id IN (m.src, m.dst) WHERE p.kind <> 'outside' AND m.src <> m.dst), "
      "cols AS (SELECT item, place, day, col, sum(q) AS q FROM m GROUP BY item, place, day, col), "
      "closing AS (SELECT item, place, day, sum(sum(q)) OVER (PARTITION BY item, place ORDER BY day) AS q FROM cols GROUP BY item, place, day), "
      "opening AS (SELECT c.item, c.place, c.day, (SELECT ifnull(sum(q), 0) FROM m WHERE m.item = c.item AND m.place = c.place AND m.day < c.day) AS q FROM closing c) "
      "SELECT count(*) FROM closing c JOIN opening o USING(item, place, day) "
      "WHERE c.q <> o.q + (SELECT sum(q) FROM cols WHERE cols.item = c.item AND cols.place = c.place AND cols.day = c.day)",
      "0");
  world_expect(
      w,
      "SELECT count(*) FROM (SELECT item, place, sum(qty) AS q FROM stock GROUP BY item, place) s WHERE q <> "
      "(SELECT ifnull(sum(qty) FILTER (WHERE dst = s.place), 0) - ifnull(sum(qty) FILTER (WHERE src = s.place), 0) FROM move WHERE item = s.item)",
      "0");
  world_expect(w, "SELECT count(*) FROM stock WHERE qty < 0", "0");
  /* The pool: what is in the store, worth what went in less what went out. */
  world_expect(
      w,
      "WITH own AS (SELECT id FROM place WHERE kind NOT IN ('outside', 'transit')), "
      "m AS (SELECT item, qty, value, (dst IN own) - (src IN own) AS way FROM move) "
      "SELECT count(*) FROM cost c WHERE qty <> (SELECT ifnull(sum(qty), 0) FROM stock WHERE item = c.item AND place IN own) "
      "OR qty <> (SELECT ifnull(sum(qty * way), 0) FROM m WHERE item = c.item) OR value <> (SELECT ifnull(sum(value * way), 0) FROM m WHERE item = c.item)",
      "0");
  world_expect(
      w,
      "WITH may(kind, col) AS (VALUES('receipt', 1), ('opening', 8), ('return', 2), ('transfer', 4), ('adjust', 0), ('adjust', 7), ('move', 0), ('convert', 7)) "
      "SELECT count(*) FROM move m JOIN doc d ON d.id = m.doc WHERE d.kind <> 'reversal' AND (d.kind, m.col) NOT IN may",
      "0");
  /* A reversal stands in its original's column. */
  world_expect(
      w,
      "SELECT count(*) FROM move m JOIN doc d ON d.id = m.doc WHERE d.kind = 'reversal' AND NOT EXISTS (SELECT 1 FROM doc_parent p "
      "JOIN doc o ON lower(hex(o.uuid)) = p.ref JOIN move n ON n.doc = o.id WHERE p.doc = d.id AND n.item = m.item AND n.lot = m.lot "
      "AND n.src = m.dst AND n.dst = m.src AND n.qty = m.qty AND n.value = m.value AND n.col = m.col)",
      "0");
}

static void random_history(struct world *w, int steps, bool going_too, int some[2]) {
  char n[64];
  int reversed = 0, blocked = 0;
  for (int i = 0; i < steps; i++) {
    int64_t what = pick(w, going_too ? 20 : 10);
    struct doc *going = going_too && what >= 12 ? random_going(w) : NULL;
    if (going) {
      if (pick(w, 5) == 0) going->day = 20781 + (int32_t)pick(w, 80);
      world_post(w, going, n);
    } else if (what < 5 || i < 3) {
      struct doc *d = random_receipt(w, 1 + (size_t)pick(w, 6));
      if (pick(w, 5) == 0) d->day = 20781 + (int32_t)pick(w, 80);
      world_post(w, d, n);
    } else if (what < 6) {
      world_post(w, random_opening(w), n);
    } else {
      *(random_reversal(w) ? &reversed : &blocked) += 1;
    }
    if (pick(w, 3) == 0) w->now += pick(w, 3 * 86400) * 1000000;
    if (i % 4 == 3) books_balance(w);
  }
  some[0] += reversed;
  some[1] += blocked;
  check_clean(w);
  rebuilt_the_same(w);
  check_clean(w);
}

/* Everything that still stands is taken back, in any order: nothing is left, and it is worth nothing. Goods that went to and fro after
 * what brought them was taken back may hold each other: then the books are still right. */
static void all_taken_back(struct world *w, bool going_too) {
  char n[64];
  bool more = true;
  while (more) {
    char *list = world_get(w, "SELECT number FROM doc WHERE kind <> 'reversal' AND state <> 'reversed' ORDER BY substr(hex(uuid), -4)");
    bool done = false;
    more = *list;
    for (char *p = strtok(list, "|"); p && !done; p = strtok(NULL, "|")) { /* the first whose goods are still there */
      struct reversal r = {0};
      ok(w, ledger_reversal(w->db, w->store, p, NULL, 0, "test", &r, &w->err));
      done = r.doc;
      if (done) world_post(w, r.doc, n);
      r.doc = NULL;
      ledger_reversal_free(&r);
    }
    free(list);
    assert_true(done || !more || going_too);
    if (more && !done) break;
  }
  books_balance(w);
  check_clean(w);
  if (more) return;
  world_expect(w, "SELECT count(*) FROM cost WHERE qty <> 0 OR value <> 0", "0");
  world_expect(w, "SELECT count(*) FROM stock WHERE qty <> 0", "0");
  check_clean(w);
}

static void histories(void **state) {
  (void)state;
  int some[2] = {0};
  for (uint64_t seed = 1; seed <= 5; seed++) {
    struct world w;
    bool going_too = seed > 2;
    world_begin(&w, "0412", seed * 7919);
    world_sql(&w, "INSERT INTO store(code, name) VALUES('0413', 'Two')");
    random_history(&w, going_too ? 60 : 30, going_too, some);
    if (going_too)
      world_expect(&w, "SELECT count(DISTINCT kind) FROM doc", "8"); /* receipt, opening, reversal, and the five ways goods go */
    all_taken_back(&w, going_too);
    world_end(&w);
  }
  assert_true(some[0] > 0 && some[1] > 0); /* reversals done, and reversals blocked */
}

/* A receipt of 4,100 lines is reversed by line and then the rest, itself in parts. */
static void split_history(void **state) {
  (void)state;
  struct world w;
  struct reversal r;
  char n[64];
  world_begin(&w, "S", 42);
  world_post(&w, random_receipt(&w, 4100), n);
  static const int64_t lines[] = {1, 2001, 4100};
  ok(&w, ledger_reversal(w.db, w.store, n, lines, 3, NULL, &r, &w.err));
  assert_non_null(r.doc);
  struct doc *d = r.doc;
  r.doc = NULL;
  ledger_reversal_free(&r);
  char n2[64];
  world_post(&w, d, n2);
  world_expect(&w, "SELECT DISTINCT state FROM doc WHERE kind = 'receipt'", "part_reversed");
  /* The second part by its own number: its lines of the whole but the one gone already. */
  char *part = xprintf("%s-2", n);
  ok(&w, ledger_reversal(w.db, w.store, part, NULL, 0, NULL, &r, &w.err));
  assert_int_equal(r.lines, 1999);
  ledger_reversal_free(&r);
  static const int64_t again[] = {1};
  ok(&w, ledger_reversal(w.db, w.store, part, again, 1, NULL, &r, &w.err));
  assert_null(r.doc);
  assert_int_equal(r.blocker_count, 1);
  assert_string_equal(r.blocker[0].why, "already_reversed");
  assert_string_equal(r.blocker[0].number, n2);
  assert_int_equal(r.blocker[0].line, 2001);
  ledger_reversal_free(&r);
  free(part);
  ok(&w, ledger_reversal(w.db, w.store, n, NULL, 0, NULL, &r, &w.err));
  assert_int_equal(r.lines, 4097);
  d = r.doc;
  r.doc = NULL;
  ledger_reversal_free(&r);
  world_post(&w, d, n2);
  world_expect(&w, "SELECT DISTINCT state FROM doc WHERE kind = 'receipt'", "reversed");
  world_expect(&w, "SELECT sum(qty), count(*) FILTER (WHERE qty <> 0) FROM stock", "0 0");
  world_expect(&w, "SELECT sum(value) FROM cost", "0");
  check_clean(&w);
  rebuilt_the_same(&w);
  world_end(&w);
}

/* One changed byte anywhere in the log, or one changed number in what is kept, is found and named. */
static void every_break_is_found(void **state) {
  (void)state;
  struct world w;
  char n[64];
  static const struct {
    const char *sql, *code;
  } breaks[] = {
      {"UPDATE event SET body = replace(body, '\"received\":', '\"receiveD\":') WHERE id = 1", "hash"},
      {"UPDATE event SET body = cast(replace(cast(body AS TEXT), '20781', '20782') AS BLOB) WHERE id = 2", "hash"},
      {"UPDATE event SET hash = zeroblob(32) WHERE id = 2", "hash"},
      {"UPDATE event SET seq = 9 WHERE seq = 3", "gap"},
      {"UPDATE event SET kind = 'opening' WHERE id = 1", "hash"},
      {"UPDATE event SET at = at + 1 WHERE id = 1", "hash"},
      {"UPDATE event SET day = day + 1 WHERE id = 1", "hash"},
      {"UPDATE event SET version = 1 WHERE id = 1", "body"},
      {"UPDATE event SET doc = zeroblob(16) WHERE id = 1", "body"},
      {"DELETE FROM event WHERE id = 2", "gap"},
      {"DELETE FROM event WHERE id = 3", "chain"},
      {"UPDATE origin SET head = head + 1", "chain"},
      {"UPDATE origin SET hash = zeroblob(32)", "chain"},
      {"UPDATE origin SET key = zeroblob(32)", "key"},
      {"UPDATE move SET qty = qty + 1 WHERE id = 1", "moves_log"},
      {"DELETE FROM item WHERE id = 1", "item"},
      {"UPDATE move SET value = value + 1 WHERE id = 1", "cost"},
      {"UPDATE move SET src = src + 1 WHERE id = 1", "moves_log"},
      {"INSERT INTO move SELECT id + 100, doc, line, item, lot, src, dst, 0, value, col FROM move WHERE id = 1", "moves_log"},
      {"UPDATE stock SET qty = qty + 1 WHERE item = 1", "stock"},
      {"UPDATE stock SET last_move = 0 WHERE item = 1", "stock"},
      {"DELETE FROM stock WHERE item = 1", "stock"},
      {"INSERT INTO stock VALUES(1, 3, 77, 0, 0)", "stock"},
      {"UPDATE cost SET last_value = 1", "cost"},
      {"DELETE FROM cost", "cost"},
      {"INSERT INTO cost VALUES(3, 0, 0, 0, 0)", "cost"},
      {"UPDATE ledger_day SET day = day - 1", "month"},
      {"UPDATE month SET data = x'0400000001000000' || data WHERE measure = 'qty'", "month"},
      {"DELETE FROM month WHERE measure = 'value'", "month"},
      {"UPDATE doc SET number = 'S-A-000001'", "number"},
      {"UPDATE doc SET who = 'X' WHERE id = 1", "document"},
      {"INSERT INTO doc SELECT 99, zeroblob(16), 'S-A-000003', kind, 'T', at, day, who, '', 99, NULL, state, 0, 0, 0, 0 FROM doc LIMIT 1",
       "document"},
      {"UPDATE counter SET last = 1", "number"},
      {"UPDATE doc SET state = 'reversed' WHERE id = 1", "state"},
      {"UPDATE doc SET root = 2 WHERE id = 3", "flow"},
      {"UPDATE doc SET approved_by = 'X' WHERE id = 3", "flow"},
      {"INSERT INTO doc_parent VALUES(3, 'asn', 'X')", "flow"},
      {"DELETE FROM discrepancy", "discrepancy"},
      {"UPDATE discrepancy SET found = found + 1", "discrepancy"},
      {"UPDATE discrepancy SET state = 'closed'", "discrepancy"},
      {"INSERT INTO discrepancy(id, doc, line, kind, expected, found, value, day) VALUES('S-A-000001/1/short', 1, 1, 'short', 9, 8, 0, 0)",
       "discrepancy"},
      {"UPDATE expected_line SET received = received + 1 WHERE line = 2", "expected"},
      {"UPDATE expected_line SET closed = 1 - closed WHERE line = 2", "expected"},
      {"UPDATE expected SET state = 'closed'", "expected"},
  };
  for (size_t i = 0; i < COUNT(breaks); i++) {
    world_begin(&w, "S", 77);
    world_sql(&w, "INSERT INTO expected(id, kind, number) VALUES(1, 'order', 'O1'); "
                  "INSERT INTO expected_line(expected, line, item, qty) VALUES(1, 1, 1, 5), (1, 2, 2, 5)");
    for (int k = 0; k < 3; k++) {
      struct doc *d = receipt_new("blind");
      if (k == 0) doc_parent_add(d, "order", "O1");
      size_t at = receipt_line(d, k == 2 ? "B" : "A", 5, 1, 100);
      if (k == 0) receipt_source(d, at, "order", "O1", 1, 5);
      world_post(&w, d, n);
    }
    if (i == 0) check_clean(&w);
    world_sql(&w, breaks[i].sql);
    check_finds(&w, breaks[i].code);
    world_end(&w);
  }
}

/* Each byte of a body in turn. */
static void every_byte_counts(void **state) {
  (void)state;
  struct world w;
  char n[64];
  world_begin(&w, "S", 78);
  struct doc *d = receipt_new("blind");
  receipt_line(d, "A", 5, 1, 100);
  world_post(&w, d, n);
  char *bytes = world_get(&w, "SELECT length(body) FROM event");
  for (int64_t i = 1; i <= atoll(bytes); i += 23) {
    char *flip = xprintf(
        "UPDATE event SET body = cast(substr(body, 1, %lld) AS BLOB) || (CASE substr(body, %lld, 1) WHEN x'31' THEN x'32' ELSE x'31' END) || substr(body, %lld)",
        (long long)i - 1, (long long)i, (long long)i + 1);
    world_sql(&w, "CREATE TABLE keep AS SELECT body FROM event");
    world_sql(&w, flip);
    check_finds(&w, "hash");
    world_sql(&w, "UPDATE event SET body = (SELECT body FROM keep); DROP TABLE keep");
    free(flip);
  }
  check_clean(&w);
  free(bytes);
  world_end(&w);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(histories),
      cmocka_unit_test(split_history),
      cmocka_unit_test(every_break_is_found),
      cmocka_unit_test(every_byte_counts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
