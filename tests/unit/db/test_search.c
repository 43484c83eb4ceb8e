/* search: what is found, in which order, and that the pages follow the items. A naive scan written here is the truth on random data. */
#include "db/db.h"
#include "src/code/code.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct fix {
  char dir[256], path[300];
  struct db *db;
  struct search *s;
};
static struct err err;

static int setup(void **state) {
  struct fix *f = xcalloc(1, sizeof *f);
  const char *tmp = getenv("TMPDIR");
  snprintf(f->dir, sizeof f->dir, "%s/zgsearchXXXXXX", tmp ? tmp : "/tmp");
  if (!mkdtemp(f->dir)) return -1;
  snprintf(f->path, sizeof f->path, "%s/s.db", f->dir);
  struct db_opts opts = {.env = env_real(), .create = true};
  f->db = db_open(f->path, &opts, &err);
  *state = f;
  return f->db ? 0 : -1;
}

static int teardown(void **state) {
  struct fix *f = *state;
  char command[300];
  search_free(f->s);
  db_close(f->db);
  snprintf(command, sizeof command, "rm -rf '%s'", f->dir);
  int rc = system(command);
  free(f);
  return rc;
}

static int64_t add_whole(struct fix *f, const char *code, const char *name, const char *en, const char *mnemonic, const char *brand) {
  assert_true(db_run(f->db, &err, SQL_ITEM_ADD, T(code), T(name), T(en), T(mnemonic), T(""), I(0), T(""), T(brand), T(""), T(""), T(""),
                     I(0), T(""), T(""), T(""), T(""), NIL, NIL, I(0), I(0), I(0)));
  int64_t id = db_last_id(f->db);
  assert_true(search_touch(f->db, &err, id));
  return id;
}

static int64_t add(struct fix *f, const char *code, const char *name, const char *en) {
  return add_whole(f, code, name, en, "", "");
}

static void load(struct fix *f) {
  search_free(f->s);
  f->s = search_load(f->db, &err);
  assert_non_null(f->s);
}

/* find(f, text, ids…, 0): exactly these, in this order. */
static void found(struct fix *f, const char *text, ...) {
  int64_t hits[64], total;
  size_t n = search_find(f->s, text, hits, COUNT(hits), &total), i = 0;
  va_list ids;
  va_start(ids, text);
  for (int64_t id; (id = va_arg(ids, int64_t)) != 0; i++) {
    if (i >= n || hits[i] != id)
      fail_msg("'%s': place %zu should be item %lld, is %lld of %zu", text, i, (long long)id, i < n ? (long long)hits[i] : -1LL, n);
  }
  va_end(ids);
  if (i != n) fail_msg("'%s': %zu items expected, %zu found", text, i, n);
  assert_int_equal(total, n);
}
#define FOUND(f, text, ...) found(f, text, __VA_ARGS__ __VA_OPT__(, )(int64_t) 0)
#define NOT_FOUND(f, text) found(f, text, (int64_t)0)

static void test_what_is_found(void **state) {
  struct fix *f = *state;
  assert_true(db_begin(f->db, &err));
  int64_t cola = add(f, "100001", "可口可乐 330ml", "Coca Cola"), milk = add(f, "100002", "鲜牛奶", "Fresh Milk"),
          yak = add(f, "100003", "重庆牛肉干", "Ｂeef Jerky"), soap = add_whole(f, "K-77", "洗发水", "", "XFSX", "Élan");
  assert_true(barcode_add(f->db, &err, "6901234567892", milk, 1, "ean"));
  assert_true(search_flush(f->db, &err));
  assert_true(db_commit(f->db, &err));
  load(f);
  /* cppcheck-suppress syntaxError */
  FOUND(f, "可口可乐", cola);
  FOUND(f, "牛", milk, yak); /* one Chinese character */
  FOUND(f, "牛奶", milk);    /* two */
  FOUND(f, "发水", soap);    /* not at the beginning */
  FOUND(f, "kkkl", cola);
  FOUND(f, "xnn", milk);
  FOUND(f, "nn", milk);   /* the noun's initials after the brand's */
  FOUND(f, "cqnrg", yak); /* 重 is chong or zhong */
  FOUND(f, "zqnrg", yak);
  FOUND(f, "xfsx", soap); /* the mnemonic given */
  FOUND(f, "COLA", cola);
  FOUND(f, "ｃｏｌａ", cola); /* full-width as an input method gives it */
  FOUND(f, "beef", yak);      /* full-width in the name */
  FOUND(f, "élan", soap);
  FOUND(f, "k-7", soap);
  FOUND(f, "3456", milk);    /* inside a barcode */
  FOUND(f, "milk 鲜", milk); /* several words: all of them, in any order */
  FOUND(f, "  milk\t", milk);
  NOT_FOUND(f, "milk cola");
  NOT_FOUND(f, "");
  NOT_FOUND(f, " \t");
  NOT_FOUND(f, "牛奶奶");
  NOT_FOUND(f, "鲜牛奶fresh"); /* never across two fields */
  NOT_FOUND(f, "\001");
}

static void test_best_first(void **state) {
  struct fix *f = *state;
  assert_true(db_begin(f->db, &err));
  int64_t inside = add(f, "1", "red abc", ""), begins = add(f, "2", "Abcde", ""), exact = add(f, "abc", "Something", ""),
          second = add(f, "3", "x", "abcd");
  assert_true(search_flush(f->db, &err));
  assert_true(db_commit(f->db, &err));
  load(f);
  FOUND(f, "ab", begins, exact, second, inside);
  FOUND(f, "abc", exact, begins, second, inside);
  FOUND(f, "abcd", second, begins);
}

/* Enough hits that they are not looked at one by one: order and count must not show it. */
static void test_very_many(void **state) {
  struct fix *f = *state;
  char code[32];
  int64_t first = 0, prefix = 0, exact = 0;
  assert_true(db_begin(f->db, &err));
  for (int i = 0; i < 10000; i++) {
    snprintf(code, sizeof code, "%05d", i);
    int64_t id = add(f, i == 9000 ? "q" : code, i == 7000 ? "q first" : "a q", "");
    if (i == 0) first = id;
    if (i == 7000) prefix = id;
    if (i == 9000) exact = id;
  }
  assert_true(search_flush(f->db, &err));
  assert_true(db_commit(f->db, &err));
  load(f);
  int64_t hits[4], total;
  assert_int_equal(search_find(f->s, "Q", hits, 4, &total), 4);
  assert_int_equal(total, 10000);
  assert_int_equal(hits[0], exact);
  assert_int_equal(hits[1], prefix);
  assert_int_equal(hits[2], first);
  assert_int_equal(hits[3], first + 1);
}

/* ---- against a naive scan */
enum { RANDOM_ITEMS = 2000 };
static uint32_t seed = 7;
static uint32_t dice(uint32_t n) {
  seed = seed * 1664525 + 1013904223;
  return (seed >> 8) % n;
}

static void random_word(char *to) {
  static const char *const letters[] = {"a", "b", "ab", "牛", "奶", "n", "1", "12", "x"};
  *to = 0;
  for (uint32_t i = 0, n = 1 + dice(6); i < n; i++) strcat(to, letters[dice(COUNT(letters))]);
}

struct naive {
  int64_t id[RANDOM_ITEMS];
  char field[RANDOM_ITEMS][4][64];
};

static bool naive_holds(const struct naive *t, int i, const char *text, bool whole, bool front) {
  for (int k = 0; k < 4; k++) {
    const char *field = t->field[i][k];
    if (whole ? !strcmp(field, text) : front ? str_starts(field, text) : strstr(field, text) != NULL) return true;
  }
  return false;
}

static size_t naive_find(const struct naive *t, const char *text, int64_t *hits) {
  size_t n = 0;
  for (int rank = 0; rank < 3; rank++)
    for (int i = 0; i < RANDOM_ITEMS; i++) {
      if (!naive_holds(t, i, text, false, false)) continue;
      int mine = naive_holds(t, i, text, true, false) ? 0 : naive_holds(t, i, text, false, true) ? 1 : 2;
      if (mine == rank) hits[n++] = t->id[i];
    }
  return n;
}

static void test_agrees_with_a_naive_scan(void **state) {
  struct fix *f = *state;
  struct naive *t = xcalloc(1, sizeof *t);
  static int64_t truth[RANDOM_ITEMS], hits[RANDOM_ITEMS];
  assert_true(db_begin(f->db, &err));
  for (int i = 0; i < RANDOM_ITEMS; i++) {
    char initials[64];
    snprintf(t->field[i][0], sizeof t->field[i][0], "%d", 700000 + i);
    random_word(t->field[i][1]);
    random_word(t->field[i][2]);
    size_t n = 0; /* 牛 is niu, 奶 is nai: both n */
    for (const char *p = t->field[i][1]; *p; p += (unsigned char)*p < 0x80 ? 1 : 3) initials[n++] = (unsigned char)*p < 0x80 ? *p : 'n';
    initials[n] = 0;
    strcpy(t->field[i][3], initials);
    t->id[i] = add(f, t->field[i][0], t->field[i][1], t->field[i][2]);
  }
  assert_true(search_flush(f->db, &err));
  assert_true(db_commit(f->db, &err));
  load(f);
  for (int round = 0; round < 200; round++) {
    char text[64], typed[64];
    random_word(text);
    /* As it is typed: letter by letter, so that remembered results are refined. */
    for (size_t n = 1; n <= strlen(text); n++) {
      if (n < strlen(text) && ((unsigned char)text[n] & 0xC0) == 0x80) continue;
      memcpy(typed, text, n);
      typed[n] = 0;
      int64_t total;
      size_t expected = naive_find(t, typed, truth);
      size_t got = search_find(f->s, typed, hits, RANDOM_ITEMS, &total);
      assert_int_equal(total, expected);
      assert_int_equal(got, expected);
      assert_memory_equal(hits, truth, expected * sizeof *truth);
    }
  }
  free(t);
}

/* ---- pages */
static void say(void *self, const char *problem) {
  snprintf(self, 200, "%s", problem);
}

static void proves(struct fix *f, const char *problem) {
  char said[200] = "";
  assert_true(search_check(f->db, say, said, &err));
  assert_string_equal(said, problem);
}

static void test_stale_and_missing_pages(void **state) {
  struct fix *f = *state;
  int64_t id = 0;
  assert_true(db_begin(f->db, &err));
  for (int i = 0; i < 5000; i++) {
    char code[32];
    snprintf(code, sizeof code, "c%d", i);
    id = add(f, code, "thing", "");
  }
  size_t left;
  assert_true(search_flush_some(f->db, &err, 2, &left)); /* ids 1…5000 lie on three pages */
  assert_int_equal(left, 1);
  assert_true(db_commit(f->db, &err));
  proves(f, "");
  load(f);
  FOUND(f, "c4999", id); /* its page was never made */
  /* A change that is rolled back leaves the page fresh; one that is kept and not flushed leaves it stale, not wrong. */
  assert_true(db_begin(f->db, &err));
  assert_true(search_flush(f->db, &err));
  assert_true(db_commit(f->db, &err));
  for (int keep = 0; keep < 2; keep++) {
    assert_true(db_begin(f->db, &err));
    int64_t more = add(f, keep ? "kept" : "dropped", "", "");
    if (keep) assert_true(db_commit(f->db, &err));
    else db_rollback(f->db);
    load(f);
    if (keep) FOUND(f, "kept", more);
    else NOT_FOUND(f, "dropped");
    proves(f, "");
  }
  /* The part that failed took its marks with it: the next touch must mark again. */
  assert_true(db_begin(f->db, &err));
  assert_true(search_flush(f->db, &err));
  assert_true(db_part_begin(f->db, &err));
  add(f, "part", "", "");
  assert_true(db_part_end(f->db, false, &err));
  int64_t after = add(f, "after", "", "");
  assert_true(db_commit(f->db, &err));
  load(f);
  FOUND(f, "after", after);
  NOT_FOUND(f, "part");
  /* Somebody forgot to say so: the check finds it. */
  assert_true(db_begin(f->db, &err));
  assert_true(search_flush(f->db, &err));
  assert_true(barcode_put(f->db, &err, "forgotten", "4006381333931", 1, 1, "ean"));
  assert_true(db_commit(f->db, &err));
  proves(f, "Page 0 of the search does not say what the items say.");
  load(f);
  NOT_FOUND(f, "4006381333931");
  assert_true(db_begin(f->db, &err));
  assert_true(search_touch_all(f->db, &err));
  assert_true(search_flush(f->db, &err));
  assert_true(db_commit(f->db, &err));
  proves(f, "");
  load(f);
  FOUND(f, "4006381333931", (int64_t)1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_what_is_found, setup, teardown),
      cmocka_unit_test_setup_teardown(test_best_first, setup, teardown),
      cmocka_unit_test_setup_teardown(test_very_many, setup, teardown),
      cmocka_unit_test_setup_teardown(test_agrees_with_a_naive_scan, setup, teardown),
      cmocka_unit_test_setup_teardown(test_stale_and_missing_pages, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
