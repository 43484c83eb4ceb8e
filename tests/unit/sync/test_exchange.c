/* exchange: stores that send goods to each other know of it by event files alone. In whatever order the files come, twice too, a receipt
 * before its slip: every copy ends with the same states, stock and discrepancies, told by numbers. */
#include "src/sync/sync.h"
#include "tests/unit/ledger/proof.h"

enum { FILES = 60 };
struct end {
  struct world w;
  const char *code;
  char *file[FILES];     /* its log, cut where something was posted */
  size_t files, seen[3]; /* of each end's files, read in order */
  int64_t seq;
};

static void begin(struct end *e, const char *code, uint64_t seed) {
  *e = (struct end){.code = code};
  world_begin(&e->w, code, seed);
  world_sql(&e->w, "INSERT INTO store(code, name) VALUES('S1', 'One'), ('S2', 'Two'), ('S3', 'Three')");
}

static void finish(struct end *e) {
  for (size_t i = 0; i < e->files; i++) free(e->file[i]);
  world_end(&e->w);
}

/* What it posted since becomes one file more. */
static void record(struct end *e) {
  struct origin o;
  bool found;
  int64_t count;
  ok(&e->w, origin_now(e->w.db, &e->w.err, &o, &found));
  if (!found || o.head == e->seq) return;
  assert_true(e->files < FILES);
  char *path = e->file[e->files] = xprintf("%s/file%zu", e->w.dir, e->files);
  ok(&e->w, events_write(e->w.db, path, o.origin, e->seq, &count, &e->w.err));
  assert_int_equal(count, o.head - e->seq);
  e->files++;
  e->seq = o.head;
}

/* A copy of a store that gets its own log back takes the old key. */
static void read_file(struct end *to, const char *path) {
  struct events_count c;
  ok(&to->w, events_read(to->w.db, to->w.store, path, true, &c, &to->w.err));
}

static void deliver(struct end *to, const struct end *from, size_t index) {
  for (; to->seen[index] < from->files; to->seen[index]++) read_file(to, from->file[to->seen[index]]);
  record(to);
}

static struct doc *post(struct end *e, struct doc *d) {
  struct actor actor = {.staff = ""};
  char *number;
  ok(&e->w, db_begin(e->w.db, &e->w.err));
  ok(&e->w, ledger_post(e->w.db, e->w.store, &actor, d, &number, &e->w.err));
  ok(&e->w, ledger_transfers_settle(e->w.db, e->w.store, d, &e->w.err));
  ok(&e->w, db_commit(e->w.db, &e->w.err));
  free(number);
  record(e);
  return d;
}

static struct doc *loaded(struct end *e, const char *number) {
  char *sql = xprintf("SELECT id FROM doc WHERE number = '%s'", number), *id = world_get(&e->w, sql);
  struct doc *d = ledger_doc_load(e->w.db, atoll(id), &e->w.err);
  assert_non_null(d);
  free(sql);
  free(id);
  return d;
}

static struct doc *child(const char *kind, const struct doc *parent) {
  struct doc *d = doc_new(doc_kind_find(kind));
  if (!parent) return d;
  doc_parent_doc(d, parent->uuid);
  return d;
}

static void slip_line(struct doc *d, const char *item, int64_t qty) {
  size_t i = doc_line_add(d);
  value_text(doc_at(d, i, TRANSFER_ITEM), item);
  value_int(doc_at(d, i, TRANSFER_QTY), qty);
}

static struct doc *slip_new(const struct doc *parent, const char *to) {
  struct doc *d = child("transfer", parent);
  value_text(doc_head(d, TRANSFER_TO), to);
  value_text(doc_head(d, TRANSFER_FROM), "back");
  return d;
}

/* slip NULL: it is not here yet. */
static struct doc *arrival_new(const struct doc *slip, const char *number, const char *sender) {
  struct doc *d = child("receipt", slip);
  if (!slip) doc_parent_add(d, "number", number);
  value_text(doc_head(d, RECEIPT_MODE), "transfer");
  value_text(doc_head(d, RECEIPT_PLACE), "back");
  value_text(doc_head(d, RECEIPT_SLIP), number);
  value_text(doc_head(d, RECEIPT_SENDER), sender);
  return d;
}

static void stocked(struct end *e) {
  struct doc *d = receipt_new("blind");
  (void)receipt_line(d, "A", 20, 0, 103);
  (void)receipt_line(d, "B", 9, 0, 777);
  doc_free(post(e, d));
}

/* All of it that does not depend on what was here first. */
static char *picture(struct end *e) {
  static const char *const texts[] = {
      "SELECT number, kind, state FROM doc ORDER BY number",
      "SELECT p.code, i.code, sum(s.qty) FROM stock s JOIN place p ON p.id = s.place JOIN item i ON i.id = s.item GROUP BY 1, 2 HAVING sum(s.qty) <> 0 ORDER BY 1, 2",
      "SELECT i.code, c.qty, c.value FROM cost c JOIN item i ON i.id = c.item ORDER BY i.code",
      "SELECT id, kind, expected, found, value, state, owner FROM discrepancy ORDER BY id"};
  struct buf b = {0};
  for (size_t i = 0; i < COUNT(texts); i++) {
    char *rows = world_get(&e->w, texts[i]);
    buf_printf(&b, "%s\n", rows);
    free(rows);
  }
  return buf_take(&b);
}

static void same_picture(struct end *e, const char *expected, const char *order) {
  char *now = picture(e);
  if (!str_eq(now, expected)) fail_msg("%s, order %s:\n%s\n not\n%s", e->code, order, now, expected);
  world_expect(&e->w, "SELECT count(*) FROM event_parked", "0");
  free(now);
}

/* ---- the story of five documents: six A and three B are asked for, five and three granted and sent, four and three come, the slip is
 * corrected */

enum when { AT_ONCE, AFTER_RECEIPT, AT_THE_END };
static void play(struct end *a, struct end *b, enum when slip_comes) {
  struct actor actor = {.staff = ""};
  static const struct grant five[] = {{1, 5}};
  char *number = NULL;
  stocked(a);
  struct doc *ask = child("request", NULL);
  value_text(doc_head(ask, REQUEST_SOURCE), "S1");
  for (size_t i = 0; i < 2; i++) {
    (void)doc_line_add(ask);
    value_text(doc_at(ask, i, REQUEST_ITEM), i ? "B" : "A");
    value_int(doc_at(ask, i, REQUEST_QTY), i ? 3 : 6);
  }
  post(b, ask);
  deliver(a, b, 1);
  ok(&a->w, db_begin(a->w.db, &a->w.err));
  ok(&a->w, ledger_answer(a->w.db, a->w.store, &actor, ask->number, &(struct ledger_answer){true, NULL, five, 1}, &number, &a->w.err));
  ok(&a->w, db_commit(a->w.db, &a->w.err));
  record(a);
  struct doc *answer = loaded(a, number), *slip = slip_new(answer, "S2");
  free(number);
  slip_line(slip, "A", 5);
  slip_line(slip, "B", 3);
  post(a, slip);
  if (slip_comes == AT_ONCE) deliver(b, a, 0);
  struct doc *came = arrival_new(slip_comes == AT_ONCE ? slip : NULL, slip->number, "S1");
  (void)receipt_line(came, "A", 4, 0, slip_comes == AT_ONCE ? 103 : 90); /* a guess, while the slip is not there */
  (void)receipt_line(came, "B", 3, 0, slip_comes == AT_ONCE ? 777 : 800);
  post(b, came);
  if (slip_comes == AFTER_RECEIPT) deliver(b, a, 0);
  deliver(a, b, 1);
  ok(&a->w, db_begin(a->w.db, &a->w.err));
  ok(&a->w, ledger_transfer_resolve(a->w.db, a->w.store, &actor, slip->number, "slip", "miscounted", &number, &a->w.err));
  ok(&a->w, db_commit(a->w.db, &a->w.err));
  free(number);
  record(a);
  deliver(b, a, 0);
  deliver(a, b, 1);
  doc_free(ask);
  doc_free(answer);
  doc_free(slip);
  doc_free(came);
}

/* Whatever was known when: the slip took 5 × 1.03 and 3 × 7.77 along; one A came back into the sender's books. */
static void both_ends(struct end *a, struct end *b) {
  static const char states[] = "SELECT kind, state FROM doc WHERE kind IN ('request', 'answer', 'transfer') ORDER BY kind";
  static const char stock[] =
      "SELECT p.code, i.code, s.qty FROM stock s JOIN place p ON p.id = s.place JOIN item i ON i.id = s.item WHERE s.qty <> 0 ORDER BY 1, 2";
  static const char cost[] = "SELECT qty, value FROM cost ORDER BY item";
  static const char told[] = "SELECT id, expected, found, value, state FROM discrepancy";
  struct end *const ends[] = {a, b};
  for (size_t i = 0; i < 2; i++) {
    world_expect(&ends[i]->w, states, "answer posted|request closed|transfer closed");
    world_expect(&ends[i]->w, told, "S1-A-000003/1/short 5 4 -103 closed");
    check_clean(&ends[i]->w);
    rebuilt_the_same(&ends[i]->w);
  }
  world_expect(&a->w, stock, "back A 16|back B 6");
  world_expect(&a->w, cost, "16 1648|6 4662");
  world_expect(&b->w, stock, "back A 4|back B 3");
  world_expect(&b->w, cost, "4 412|3 2331");
}

static void the_ends_agree(void **state) {
  (void)state;
  for (enum when at = AT_ONCE; at <= AT_THE_END; at++) {
    struct end a, b;
    begin(&a, "S1", 20 + at);
    begin(&b, "S2", 30 + at);
    play(&a, &b, at);
    both_ends(&a, &b);
    finish(&a);
    finish(&b);
  }
}

/* ---- every order that the logs allow, to a third store and to new copies of both ends */
struct orders {
  const struct end *a, *b;
  const char *expected[3]; /* of S1, S2 and S3 */
  size_t count;
};

static void one_order(const struct orders *o, const char *order) {
  static const char *const codes[] = {"S1", "S2", "S3"};
  for (size_t k = 0; k < 3; k++) {
    struct end copy;
    size_t at[2] = {0};
    begin(&copy, codes[k], 50);
    for (const char *p = order; *p; p++) {
      const struct end *from = *p == 'a' ? o->a : o->b;
      const char *file = from->file[at[*p == 'b']++];
      read_file(&copy, file);
      if (at[0] % 2) read_file(&copy, file); /* twice */
    }
    if (!o->expected[k]) {
      world_expect(&copy.w, "SELECT count(*) FROM move", "0"); /* nothing of it concerns S3 */
      world_expect(&copy.w, "SELECT kind, state FROM doc WHERE kind IN ('request', 'answer', 'transfer') ORDER BY kind",
                   "answer posted|request closed|transfer closed");
    } else {
      same_picture(&copy, o->expected[k], order);
    }
    check_clean(&copy.w);
    finish(&copy);
  }
}

static void orders(struct orders *o, char *order, size_t n, size_t a, size_t b) {
  order[n] = 0;
  if (a == o->a->files && b == o->b->files) {
    one_order(o, order);
    o->count++;
  }
  if (a < o->a->files) {
    order[n] = 'a';
    orders(o, order, n + 1, a + 1, b);
  }
  if (b < o->b->files) {
    order[n] = 'b';
    orders(o, order, n + 1, a, b + 1);
  }
}

static void every_order(void **state) {
  (void)state;
  struct end a, b;
  char order[2 * FILES + 1];
  begin(&a, "S1", 40);
  begin(&b, "S2", 41);
  play(&a, &b, AT_ONCE);
  assert_int_equal(a.files, 4); /* stock, answer, slip, correction */
  assert_int_equal(b.files, 2); /* request, receipt */
  char *of_a = picture(&a), *of_b = picture(&b);
  struct orders o = {.a = &a, .b = &b, .expected = {of_a, of_b, NULL}};
  orders(&o, order, 0, 0, 0);
  assert_int_equal(o.count, 15); /* 6! / (4! 2!) */
  free(of_a);
  free(of_b);
  finish(&a);
  finish(&b);
}

/* ---- longer stories of three stores: goods sent, received by the slip or by its number alone, disputed and put right, called back,
 * taken back; files read whenever; told at last to everybody, and to a new copy in an order of its own */

static int64_t pick(struct world *w, int64_t most) {
  return (int64_t)(world_next(w) % (uint64_t)most);
}

static const char *const codes[] = {"S1", "S2", "S3"}, *const goods[] = {"A", "B"};

static void send_some(struct end *e, struct world *luck) {
  const char *to = codes[pick(luck, 3)];
  if (str_eq(to, e->code)) return;
  struct doc *d = slip_new(NULL, to);
  for (int64_t n = 1 + pick(luck, 3); n > 0; n--) slip_line(d, goods[pick(luck, 2)], 1 + pick(luck, 6));
  doc_free(post(e, d));
}

/* A slip that comes here, known or (its number read off the paper) not yet; more or less than it says. */
static void receive_some(struct end *e, struct end *ends, struct world *luck) {
  struct end *from = &ends[pick(luck, 3)];
  char *
      sql = xprintf(
         "SELECT number FROM doc d WHERE kind = 'transfer' AND store = '%s' AND (SELECT body FROM event e WHERE e.id = d.id) ->> '$.head.to' = '%s' "
         "AND (state = 'dispatched' OR id %% 3 = 0) ORDER BY id DESC LIMIT 1 OFFSET %lld",
         from->code, e->code, (long long)pick(luck, 2)),
     *number = world_get(&from->w, sql);
  if (*number) {
    struct doc *slip = loaded(from, number);
    char *here = xprintf("SELECT count(*) FROM doc WHERE number = '%s'", number), *known = world_get(&e->w, here);
    struct doc *d = arrival_new(str_eq(known, "1") ? slip : NULL, number, from->code);
    for (size_t i = 0; i < slip->line_count; i++) {
      int64_t sent = doc_at(slip, i, TRANSFER_QTY)->i, came = pick(luck, 2) ? sent : sent + pick(luck, 3) - 1;
      (void)receipt_line(d, value_get(doc_at(slip, i, TRANSFER_ITEM)), came, 0, pick(luck, 900));
    }
    if (pick(luck, 3) == 0) value_int(doc_head(d, RECEIPT_MORE), 1);
    if (pick(luck, 3) == 0) value_int(doc_head(d, RECEIPT_TOLERANCE), 250000);
    doc_free(post(e, d));
    free(here);
    free(known);
    doc_free(slip);
  }
  free(sql);
  free(number);
}

/* Whatever may be done with a document here; what is not possible is refused, and changes nothing. */
static void do_some(struct end *e, struct world *luck) {
  static const char *const hows[] = {"slip", "receipt", "claim"};
  struct actor actor = {.staff = ""};
  struct reversal r;
  char *sql = xprintf("SELECT number FROM doc WHERE kind <> 'reversal' ORDER BY state = 'disputed' DESC, id DESC LIMIT 1 OFFSET %lld",
                      (long long)pick(luck, 6)),
       *number = world_get(&e->w, sql), *posted = NULL;
  if (*number && pick(luck, 3) == 0) {
    if (ledger_reversal(e->w.db, e->w.store, number, NULL, 0, "wrong", &r, &e->w.err)) {
      if (r.doc) post(e, r.doc);
      ledger_reversal_free(&r);
    }
  } else if (*number) {
    ok(&e->w, db_begin(e->w.db, &e->w.err));
    bool done = pick(luck, 4)
                    ? ledger_transfer_resolve(e->w.db, e->w.store, &actor, number, hows[pick(luck, 3)], "seen", &posted, &e->w.err)
                    : ledger_transfer_cancel(e->w.db, e->w.store, &actor, number, "not wanted", &posted, &e->w.err);
    if (done) ok(&e->w, db_commit(e->w.db, &e->w.err));
    else db_rollback(e->w.db);
    free(posted);
    record(e);
  }
  free(sql);
  free(number);
}

static bool all_seen(const struct end *ends) {
  for (size_t i = 0; i < 3; i++)
    for (size_t k = 0; k < 3; k++)
      if (i != k && ends[i].seen[k] < ends[k].files) return false;
  return true;
}

static char *states_of(struct end *e, const char *only) {
  char *sql = xprintf("SELECT number, state FROM doc %s ORDER BY number", only), *rows = world_get(&e->w, sql);
  free(sql);
  return rows;
}

/* The discrepancies of transfers between two stores are the same at both. */
static void disputes_agree(struct end *x, struct end *y) {
  char *
      sql = xprintf(
         "SELECT d.id, d.expected, d.found, d.value, d.state FROM discrepancy d JOIN doc t ON t.id = d.teller JOIN event e ON e.id = t.id "
         "WHERE t.kind = 'transfer' AND ((t.store = '%s' AND e.body ->> '$.head.to' = '%s') OR (t.store = '%s' AND e.body ->> '$.head.to' = '%s')) "
         "ORDER BY d.id",
         x->code, y->code, y->code, x->code),
     *at_x = world_get(&x->w, sql), *at_y = world_get(&y->w, sql);
  assert_string_equal(at_x, at_y);
  free(sql);
  free(at_x);
  free(at_y);
}

/* A new copy reads every file in an order of its own, some twice, the later ones of a log before the earlier ones. */
static void a_copy_agrees(struct end *ends, const char *expected, struct world *luck) {
  struct end copy;
  const char *file[3 * FILES];
  size_t n = 0;
  begin(&copy, "S4", 99);
  for (size_t i = 0; i < 3; i++)
    for (size_t k = 0; k < ends[i].files; k++) file[n++] = ends[i].file[k];
  for (size_t i = n; i > 1; i--) {
    size_t k = (size_t)pick(luck, (int64_t)i);
    const char *t = file[i - 1];
    file[i - 1] = file[k];
    file[k] = t;
  }
  for (size_t i = 0; i < n; i++)
    for (int64_t twice = pick(luck, 3) ? 1 : 2; twice > 0; twice--) read_file(&copy, file[i]);
  char *states = states_of(&copy, "");
  assert_string_equal(states, expected);
  world_expect(&copy.w, "SELECT count(*) FROM event_parked", "0");
  check_clean(&copy.w);
  free(states);
  finish(&copy);
}

static void random_stories(void **state) {
  (void)state;
  size_t disputes = 0;
  for (uint64_t seed = 1; seed <= 4; seed++) {
    struct end ends[3];
    struct world luck = {.seed = seed * 104729};
    for (size_t i = 0; i < 3; i++) {
      begin(&ends[i], codes[i], 60 + 3 * seed + i);
      stocked(&ends[i]);
    }
    for (int step = 0; step < 50; step++) {
      struct end *e = &ends[pick(&luck, 3)];
      size_t from = (size_t)pick(&luck, 3);
      int64_t what = pick(&luck, 10);
      if (what < 3) send_some(e, &luck);
      else if (what < 6) receive_some(e, ends, &luck);
      else if (what < 8) do_some(e, &luck);
      else if (e != &ends[from]) deliver(e, &ends[from], from);
    }
    while (!all_seen(ends))
      for (size_t i = 0; i < 9; i++)
        if (i / 3 != i % 3) deliver(&ends[i / 3], &ends[i % 3], i % 3);
    char *states = states_of(&ends[0], "");
    for (size_t i = 0; i < 3; i++) {
      char *own = states_of(&ends[i], ""), *open = world_get(&ends[i].w, "SELECT count(*) FROM doc WHERE state = 'disputed'");
      if (!str_eq(own, states)) fail_msg("seed %d, %s:\n%s\n%s", (int)seed, codes[i], own, states);
      disputes += (size_t)atoll(open);
      disputes_agree(&ends[i], &ends[(i + 1) % 3]);
      check_clean(&ends[i].w);
      rebuilt_the_same(&ends[i].w);
      free(own);
      free(open);
    }
    a_copy_agrees(ends, states, &luck);
    free(states);
    for (size_t i = 0; i < 3; i++) finish(&ends[i]);
  }
  assert_true(disputes > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_ends_agree),
      cmocka_unit_test(every_order),
      cmocka_unit_test(random_stories),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
