/* stories: every kind of document with every kind that may come of it: both posted, the first taken back, then both; the books, the
 * discrepancies and the states are as they were before, and a rebuild agrees. */
#include "tests/unit/ledger/stories.h"

/* A store with goods, and another store it knows. */
static void begin(struct world *w, uint64_t seed) {
  char n[64];
  world_begin(w, "S", seed);
  world_sql(w, "INSERT INTO store(code, name) VALUES('T', 'Two')");
  struct doc *d = receipt_new("blind");
  (void)receipt_line(d, "A", 20, 0, 103);
  (void)receipt_line(d, "A", 7, 0, 118); /* the average is no whole cent */
  (void)receipt_line(d, "B", 9, 0, 777);
  world_post(w, d, n);
}

/* What of the books must come back as it was, by codes and numbers. */
static char *books(struct world *w) {
  static const char *const texts[] = {
      "SELECT p.code, i.code, sum(s.qty) FROM stock s JOIN place p ON p.id = s.place JOIN item i ON i.id = s.item GROUP BY 1, 2 HAVING sum(s.qty) <> 0 ORDER BY 1, 2",
      "SELECT i.code, c.qty, c.value FROM cost c JOIN item i ON i.id = c.item ORDER BY i.code",
      "SELECT id, kind, expected, found, value, owner FROM discrepancy WHERE state = 'open' ORDER BY id"};
  struct buf b = {0};
  for (size_t i = 0; i < COUNT(texts); i++) {
    char *rows = world_get(w, texts[i]);
    buf_printf(&b, "%s\n", rows);
    free(rows);
  }
  return buf_take(&b);
}

static char *state_of(struct world *w, const struct doc *d) {
  char *text = xprintf("SELECT state FROM doc WHERE number = '%s'", d->number), *state = world_get(w, text);
  free(text);
  return state;
}

static void same_books(struct world *w, const char *before, const char *what) {
  char *now = books(w);
  if (!str_eq(before, now)) fail_msg("%s: the books were\n%s, and are\n%s", what, before, now);
  free(now);
}

static void blocked(struct world *w, const struct doc *d, const struct doc *by, const char *why) {
  struct reversal r;
  bool named = false;
  ok(w, ledger_reversal(w->db, w->store, d->number, NULL, 0, "wrong", &r, &w->err));
  if (r.doc) fail_msg("%s is not held by %s", d->number, by->number);
  for (size_t i = 0; i < r.blocker_count; i++) named |= str_eq(r.blocker[i].number, by->number) && str_eq(r.blocker[i].why, why);
  if (!named) fail_msg("%s is held by %s (%s), not by %s", d->number, r.blocker[0].number, r.blocker[0].why, by->number);
  ledger_reversal_free(&r);
}

static void take_back(struct world *w, const struct doc *d, const char *books_then, const char *what) {
  doc_free(story_post(w, story_reversal(w, d, NULL)));
  char *state = state_of(w, d);
  assert_string_equal(state, str_eq(d->kind->code, "request") ? "cancelled" : "reversed");
  free(state);
  same_books(w, books_then, what);
}

/* first, then second of it. */
static void both(size_t first, size_t second) {
  struct world w;
  const struct doc_kind *kind = doc_kind_at(first), *next = doc_kind_at(second);
  char *what = xprintf("%s, then %s", kind->code, next->code);
  begin(&w, 100 + 16 * first + second);
  struct doc *d = stories[first](&w, NULL, next);
  char *nothing = books(&w), *state;
  story_post(&w, d);
  char *one = books(&w), *posted = state_of(&w, d);
  struct reversal r;
  if (!kind->reversible) {
    refused(&w, ledger_reversal(w.db, w.store, d->number, NULL, 0, "wrong", &r, &w.err), ERR_REVERSE_KIND);
  } else if (str_eq(next->code, "reversal")) {
    struct doc *back = story_post(&w, stories[second](&w, d, NULL));
    blocked(&w, d, back, "already_reversed");
    same_books(&w, nothing, what);
    doc_free(back);
  } else {
    struct doc *more = story_post(&w, stories[second](&w, d, NULL));
    if (next->reversible) {
      blocked(&w, d, more, "living_child");
      take_back(&w, more, one, what);
      state = state_of(&w, d);
      assert_string_equal(state, posted);
      free(state);
    }
    take_back(&w, d, nothing, what);
    doc_free(more);
  }
  check_clean(&w);
  rebuilt_the_same(&w);
  doc_free(d);
  free(nothing);
  free(one);
  free(posted);
  free(what);
  world_end(&w);
}

static void every_kind_and_what_follows_it(void **state) {
  (void)state;
  size_t pairs = 0;
  assert_null(doc_kind_at(COUNT(stories)));
  for (size_t i = 0; i < COUNT(stories); i++) {
    for (size_t k = 0; k < COUNT(stories); k++) {
      if (!doc_kind_after(doc_kind_at(k), doc_kind_at(i))) continue;
      both(i, k);
      pairs++;
    }
  }
  assert_int_equal(pairs, 13 + 13); /* a reversal after each kind, and the thirteen that DESIGN and FORMATS name */
}

/* What a kind cannot come of is refused, and nothing of it stays. */
static void nothing_else_follows(void **state) {
  (void)state;
  struct world w;
  struct doc *first[COUNT(stories)];
  char n[64];
  begin(&w, 7);
  for (size_t i = 0; i < COUNT(stories); i++) first[i] = story_post(&w, stories[i](&w, NULL, NULL));
  char *docs = world_get(&w, "SELECT count(*) FROM doc");
  for (size_t i = 0; i < COUNT(stories); i++)
    for (size_t k = 0; k < COUNT(stories); k++)
      if (!doc_kind_after(doc_kind_at(k), doc_kind_at(i)))
        refused(&w, world_try_post(&w, stories[k](&w, first[i], NULL), n), ERR_DOC_PARENT);
  world_expect(&w, "SELECT count(*) FROM doc", docs);
  assert_string_equal(err_name(ERR_DOC_PARENT), "document_parent");
  for (size_t i = 0; i < COUNT(stories); i++) doc_free(first[i]);
  free(docs);
  check_clean(&w);
  world_end(&w);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_kind_and_what_follows_it),
      cmocka_unit_test(nothing_else_follows),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
