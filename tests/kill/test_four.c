/* Four processes scan into one delivery at full speed while receipts are posted, a fifth process prints the stock and the movement report
 * and the WAL is copied back again and again. Quantities add, each report is a state the store was really in, nobody is told that the
 * database is busy, and the file is whole. */
#include "tests/kill/kill.h"

#include <poll.h>

enum { SEATS = 4, SCANS = 1000, READS = 16 };

static struct world shop;

static int up(void **state) {
  (void)state;
  signal(SIGPIPE, SIG_IGN);
  world_begin(&shop, "0412", 7);
  return 0;
}

static int down(void **state) {
  (void)state;
  world_end(&shop);
  return 0;
}

/* Script of a seat: its codes in turn; *sum gets what each code should add up to over all seats. */
static void script_make(struct buf *text, int64_t sum[COUNT(shop_codes)]) {
  for (int i = 1; i <= SCANS; i++) {
    size_t code = below(&shop, COUNT(shop_codes));
    int64_t qty = 1 + (int64_t)below(&shop, 9);
    buf_printf(text, "@%d %lld*%s\n", i, (long long)qty, shop_codes[code]);
    sum[code] += qty;
  }
}

/* ---- the receipts: the k-th brings k A at 1.00, the last of them damaged, and 2 B at 0.30. After n of them there is only one state */
static void post_next(int64_t *posted) {
  char number[64];
  struct doc *d = receipt_new("blind");
  receipt_line(d, "A", *posted + 1, 1, 100);
  receipt_line(d, "B", 2, 0, 30);
  world_post(&shop, d, number);
  ++*posted;
}

static int64_t apples_after(int64_t n) {
  return n * (n + 1) / 2;
}

/* ---- the fifth process: one report after the other, read while the others write */
static const char *const reports[][10] = {
    {"report", "stock", "--json", NULL},
    {"report", "movement", "--by", "item,place", "--from", "2026-11-24", "--to", "2026-11-25", "--json", NULL},
};
struct reader {
  struct program p;
  struct buf got;
  size_t read;  /* reports that came whole */
  int64_t from; /* receipts posted when this one began */
};

static void reader_start(struct reader *r, int64_t posted, const char *errors) {
  r->from = posted;
  program_start(&r->p, &shop, "reader", errors, reports[r->read % COUNT(reports)]);
}

static int64_t number_in(const struct js *row, const char *key, int decimals) {
  int64_t n = 0;
  const char *text = js_text(js_get(row, key), NULL);
  if (!text || !num_parse(text, decimals, &n)) fail_msg("%s is '%s'", key, text ? text : "missing");
  return n;
}

/* Quantity and value of an item at a place after n receipts; all pieces of an item cost the same. */
static void row_after(const char *item, const char *place, int64_t n, int64_t *qty, int64_t *value) {
  bool apple = str_eq(item, "A"), damaged = str_eq(place, "damaged");
  if (!apple && (damaged || !str_eq(item, "B"))) fail_msg("%s at %s was never received", item, place);
  *qty = !apple ? 2 * n : damaged ? n : apples_after(n) - n;
  *value = *qty * (apple ? 100 : 30);
}

static bool stock_is(const struct js *rows, int64_t n) {
  int64_t qty, value;
  for (size_t i = 0; i < js_count(rows); i++) {
    const struct js *row = js_at(rows, i);
    row_after(js_text(js_get(row, "item"), ""), js_text(js_get(row, "place"), ""), n, &qty, &value);
    if (number_in(row, "qty", 0) != qty || number_in(row, "value", 2) != value) return false;
  }
  return js_count(rows) == (n < 1 ? 0 : n < 2 ? 2 : 3); /* of the first apple nothing was good */
}

static bool movement_is(const struct js *rows, int64_t n) {
  int64_t qty, value;
  char item[2] = "";
  for (size_t i = 0; i < js_count(rows); i++) {
    const struct js *row = js_at(rows, i);
    const char *key = js_text(js_get(row, "key"), "?|");
    *item = *key;
    row_after(item, key + 2, n, &qty, &value);
    assert_int_equal(number_in(row, "opening", 0), 0);
    assert_int_equal(number_in(row, "closing", 0), number_in(row, "received", 0));
    assert_int_equal(number_in(row, "closing_value", 2), number_in(row, "received_value", 2));
    if (number_in(row, "closing", 0) != qty || number_in(row, "closing_value", 2) != value) return false;
  }
  return js_count(rows) == (n < 1 ? 0 : n < 2 ? 2 : 3);
}

/* What was read is the state after some number of receipts between those at its beginning and at its end: the same for all of its rows. */
static void reader_end(struct reader *r, int64_t posted) {
  bool (*const is[])(const struct js *, int64_t) = {stock_is, movement_is};
  int status = program_end(&r->p);
  if (!WIFEXITED(status) || WEXITSTATUS(status)) fail_msg("the reader was refused: %s", r->got.n ? r->got.p : "");
  struct js *rows = js_parse(r->got.p, r->got.n, &shop.err);
  if (!js_is_array(rows)) fail_msg("'%s' is no report", r->got.p);
  bool fits = false;
  for (int64_t n = r->from; n <= posted; n++) fits |= is[r->read % COUNT(reports)](rows, n);
  if (!fits) fail_msg("after %lld to %lld receipts: %s", (long long)r->from, (long long)posted, r->got.p);
  js_free(rows);
  buf_clear(&r->got);
  r->read++;
}

/* ---- all together */
/* The draft as it stands, never with less than before. */
static void look_at_draft(int64_t draft, int64_t *units) {
  struct fold *f = fold_draft(shop.db, draft, &shop.err);
  if (!f) fail_msg("%s", shop.err.text);
  assert_true(f->units >= *units);
  *units = f->units;
  fold_free(f);
}

/* How much of a script may be fed by now: the last of it only when enough reports were read, however slow the reader is. */
static size_t due(const struct buf *script, const struct reader *r) {
  return r->read + 1 < READS ? script->n * (r->read + 1) / READS : script->n;
}

static void feed(struct program *p, const struct buf *script, size_t *fed, size_t most) {
  size_t n = most - *fed < 512 ? most - *fed : 512;
  ssize_t w = write(p->in, script->p + *fed, n);
  assert_true(w >= 0);
  *fed += (size_t)w;
  if (*fed < script->n) return;
  close(p->in);
  p->in = -1;
}

/* Feeds and hears all without waiting for any one of them; in between, receipts, a look at the draft and an idle turn. */
static void run_all(struct program p[SEATS], struct buf script[SEATS], struct buf got[SEATS], struct reader *reader, int64_t *posted,
                    int64_t draft, const char *errors) {
  size_t fed[SEATS] = {0}, open_seats = SEATS;
  int64_t units = 0;
  reader_start(reader, *posted, errors);
  for (int turn = 0; open_seats; turn++) {
    struct pollfd fds[2 * SEATS + 1];
    for (size_t i = 0; i < SEATS; i++) {
      fds[2 * i] = (struct pollfd){.fd = fed[i] < due(&script[i], reader) ? p[i].in : -1, .events = POLLOUT};
      fds[2 * i + 1] = (struct pollfd){.fd = p[i].out, .events = POLLIN};
    }
    fds[2 * SEATS] = (struct pollfd){.fd = reader->p.out, .events = POLLIN};
    assert_true(poll(fds, COUNT(fds), -1) > 0);
    for (size_t i = 0; i < SEATS; i++) {
      if (fds[2 * i].revents) feed(&p[i], &script[i], &fed[i], due(&script[i], reader));
      if (p[i].out >= 0 && fds[2 * i + 1].revents && !program_hear(&p[i], &got[i])) {
        close(p[i].out);
        p[i].out = -1;
        open_seats--;
      }
    }
    if (fds[2 * SEATS].revents && !program_hear(&reader->p, &reader->got)) {
      reader_end(reader, *posted);
      reader_start(reader, *posted, errors);
      post_next(posted);
    }
    if (turn % 16 == 0) post_next(posted);
    if (turn % 64 == 0) look_at_draft(draft, &units);
    db_idle(shop.db);
  }
  while (program_hear(&reader->p, &reader->got)) continue;
  reader_end(reader, *posted);
}

/* The database itself grows only when the WAL is copied back. */
static off_t bytes_copied_back(void) {
  struct stat st;
  assert_int_equal(stat(shop.path, &st), 0);
  return st.st_size;
}

static void check_sums(const int64_t sum[COUNT(shop_codes)]) {
  for (size_t i = 0; i < COUNT(shop_codes); i++) {
    char expected[32];
    char *query = xprintf("SELECT sum(qty) FROM fact WHERE code = '%s'", shop_codes[i]);
    snprintf(expected, sizeof expected, "%lld", (long long)(str_eq(shop_codes[i], "W") ? sum[i] * 1000 : sum[i]));
    world_expect(&shop, query, expected);
    free(query);
  }
}

static void test_four(void **state) {
  (void)state;
  static const char *const seats[SEATS] = {"s1", "s2", "s3", "s4"};
  const char *const words[] = {"receive", "--blind", "--draft", "four", "--ack", "--json", NULL};
  struct program p[SEATS];
  struct buf script[SEATS] = {0}, got[SEATS] = {0};
  int64_t sum[COUNT(shop_codes)] = {0}, id, posted = 0;
  struct reader reader = {0};
  char errors[400];
  snprintf(errors, sizeof errors, "%s/errors", shop.dir);
  ok(&shop, db_begin(shop.db, &shop.err));
  ok(&shop, draft_new(shop.db, &shop.err, "four", "receipt", "{\"mode\":\"blind\"}", "", &id));
  ok(&shop, db_commit(shop.db, &shop.err));
  for (size_t i = 0; i < SEATS; i++) {
    script_make(&script[i], sum);
    program_start(&p[i], &shop, seats[i], errors, words);
  }
  off_t before = bytes_copied_back();
  run_all(p, script, got, &reader, &posted, id, errors);
  buf_free(&reader.got);
  print_message("# %zu reports read, %lld receipts posted\n", reader.read, (long long)posted);
  assert_true(reader.read >= READS && posted >= READS);
  assert_true(bytes_copied_back() > before + SEATS * SCANS * 50); /* a fact takes some 100 bytes */
  for (size_t i = 0; i < SEATS; i++) {
    int status;
    assert_int_equal(waitpid(p[i].pid, &status, 0), p[i].pid);
    if (!WIFEXITED(status) || WEXITSTATUS(status)) fail_msg("%s ended with %x: %s", seats[i], (unsigned)status, got[i].p);
    assert_int_equal(count_of(got[i].p, "ack "), SCANS);
    assert_int_equal(count_of(got[i].p, "\nno "), 0);
    buf_free(&script[i]);
    buf_free(&got[i]);
  }
  check_sums(sum);
  world_expect(&shop, "SELECT count(*), count(DISTINCT seat || '/' || seat_n), max(n) FROM fact", "4000 4000 4000");
  world_expect(&shop, "PRAGMA integrity_check", "ok");
  struct buf said = {0};
  int e = open(errors, O_RDONLY | O_CLOEXEC);
  struct program file = {.out = e};
  while (program_hear(&file, &said)) continue;
  close(e);
  assert_null(strstr(said.p ? said.p : "", "busy"));
  assert_null(strstr(said.p ? said.p : "", "held by"));
  buf_free(&said);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(test_four, up, down)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
