/* kill -9 at random points of 1,000 scripted receivings: after reopening every acknowledged line is there exactly once, at most one more
 * was written, and
 * sending the whole script again adds just what was missing. */
#include "tests/kill/kill.h"

enum { ROUNDS = 1000, LINES_MOST = 40, RESEND_EVERY = 10 };

static struct world shop;

static int up(void **state) {
  (void)state;
  signal(SIGPIPE, SIG_IGN);
  world_begin(&shop, "0412", 20261124);
  return 0;
}

static int down(void **state) {
  (void)state;
  world_end(&shop);
  return 0;
}

struct script {
  char draft[24];
  struct buf text;
  size_t lines;
};

static void script_make(struct script *s, int round) {
  snprintf(s->draft, sizeof s->draft, "k%d", round);
  s->lines = 1 + below(&shop, LINES_MOST);
  for (size_t i = 1; i <= s->lines; i++) {
    const char *code = shop_codes[below(&shop, COUNT(shop_codes))];
    uint64_t kind = i == 1 ? 9 : below(&shop, 10);
    if (kind == 0) buf_printf(&s->text, "@%zu qty %d\n", i, 1 + (int)below(&shop, 50));
    else if (kind == 1) buf_printf(&s->text, "@%zu reason LATE\n", i);
    else buf_printf(&s->text, "@%zu %d*%s\n", i, 1 + (int)below(&shop, 9), code);
  }
}

/* Seat numbers that were acknowledged, with the draft's number and the quantity told. */
struct heard {
  int64_t n[LINES_MOST + 1];
  char qty[LINES_MOST + 1][24];
  size_t count;
};

static void hear(struct heard *h, const struct buf *got) {
  char *copy = xstrdup(got->p ? got->p : ""), *save = NULL;
  *h = (struct heard){0};
  /* A line cut by the kill is no acknowledgement: one write each, so there is none. */
  for (char *line = strtok_r(copy, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
    long long seat_n, n;
    char code[32], qty[24];
    if (sscanf(line, "ack %lld %lld %31s %23s", &seat_n, &n, code, qty) != 4) fail_msg("'%s' is no acknowledgement", line);
    assert_in_range(seat_n, 1, LINES_MOST);
    assert_int_equal(h->n[seat_n], 0);
    h->n[seat_n] = n;
    str_copy(h->qty[seat_n], sizeof h->qty[seat_n], qty);
    h->count++;
  }
  free(copy);
}

struct found {
  int64_t n[LINES_MOST + 1], qty[LINES_MOST + 1], item[LINES_MOST + 1];
  size_t count, ends;
};

static bool found_add(void *self, const struct fact *f) {
  struct found *x = self;
  if (str_eq(f->word, "done")) {
    x->ends++;
    return true;
  }
  if (!str_eq(f->seat, "s1") || f->seat_n < 1 || f->seat_n > LINES_MOST || x->n[f->seat_n]) return false;
  x->n[f->seat_n] = f->n;
  x->qty[f->seat_n] = f->qty;
  x->item[f->seat_n] = f->item;
  x->count++;
  return true;
}

/* Reads the draft through a connection of its own, opened anew. */
static void look(const char *draft, struct found *x, bool *there) {
  struct draft d;
  world_reopen(&shop);
  *x = (struct found){0};
  ok(&shop, draft_find(shop.db, &shop.err, draft, &d, there));
  if (!*there) return;
  ok(&shop, fact_walk(shop.db, &shop.err, d.id, 0, found_add, x));
  assert_int_equal(x->count + x->ends, d.facts);
  draft_done(&d);
}

static void compare(const struct script *s, const struct heard *h, int round) {
  struct found x;
  bool there;
  char qty[32];
  look(s->draft, &x, &there);
  if (!there && h->count) fail_msg("round %d: the draft with %zu acknowledged lines is gone", round, h->count);
  if (x.count < h->count || x.count > h->count + 1) fail_msg("round %d: %zu acknowledged, %zu found", round, h->count, x.count);
  for (size_t i = 1; i <= LINES_MOST; i++) {
    if (!h->n[i]) continue;
    if (x.n[i] != h->n[i])
      fail_msg("round %d: line %zu was acknowledged as %lld, found as %lld", round, i, (long long)h->n[i], (long long)x.n[i]);
    assert_string_equal(num_format(qty, sizeof qty, x.qty[i], x.item[i] == 3 ? 3 : 0), h->qty[i]);
  }
}

static size_t total_heard;

static void killed_once(struct script *s, int round) {
  const char *const words[] = {"receive", "--blind", "--draft", s->draft, "--ack", NULL};
  struct program p;
  struct buf got = {0};
  struct heard h;
  size_t moment = below(&shop, s->lines + 1); /* so many acknowledgements are awaited */
  volatile uint64_t turns = below(&shop, moment ? 400000 : 20000000);
  program_start(&p, &shop, "s1", "/dev/null", words);
  program_feed(&p, s->text.p, s->text.n);
  while (count_of(got.p, "\n") < moment)
    if (!program_hear(&p, &got)) fail_msg("round %d: it ended by itself after %s", round, got.p ? got.p : "nothing");
  while (turns) turns--;
  assert_int_equal(kill(p.pid, SIGKILL), 0);
  while (program_hear(&p, &got)) continue; /* what it had said before stands in the pipe */
  int status = program_end(&p);
  assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
  hear(&h, &got);
  total_heard += h.count;
  compare(s, &h, round);
  buf_free(&got);
}

/* The sender knows nothing and sends all again, then posts. */
static void sent_again(struct script *s, int round) {
  const char *const words[] = {"receive", "--blind", "--draft", s->draft, "--ack", "--json", NULL};
  struct program p;
  struct buf got = {0};
  struct found x;
  bool there;
  program_start(&p, &shop, "s1", "/dev/null", words);
  program_feed(&p, s->text.p, s->text.n);
  program_feed(&p, "@99 done\n", 9);
  close(p.in);
  p.in = open("/dev/null", O_RDONLY | O_CLOEXEC);
  while (program_hear(&p, &got)) continue;
  int status = program_end(&p);
  if (!WIFEXITED(status) || WEXITSTATUS(status)) fail_msg("round %d: sent again: %s", round, got.p);
  assert_int_equal(count_of(got.p, "ack "), s->lines + 1);
  look(s->draft, &x, &there);
  assert_int_equal(x.count, s->lines);
  assert_int_equal(x.ends, 1);
  buf_free(&got);
}

static void test_killed(void **state) {
  (void)state;
  for (int round = 0; round < ROUNDS; round++) {
    struct script s = {0};
    script_make(&s, round);
    killed_once(&s, round);
    if (round % RESEND_EVERY == 0) sent_again(&s, round);
    buf_free(&s.text);
  }
  assert_in_range(total_heard, ROUNDS * 5, ROUNDS * LINES_MOST); /* the moments were spread, not all at the start */
  world_expect(&shop, "PRAGMA integrity_check", "ok");
  world_expect(&shop, "SELECT count(*) FROM doc", "100");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(test_killed, up, down)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
