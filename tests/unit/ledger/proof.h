/* Proof that what is kept is right, shared by the tests that post many documents: the program's own check, and the same rows again after
 * a rebuild. */
#include "tests/unit/ledger/help.h"

static inline void problem(void *self, const char *code, const char *text, const char *where) {
  buf_printf(self, "%s (%s): %s\n", code, where, text);
}

static inline void check_clean(struct world *w) {
  struct buf b = {0};
  ok(w, ledger_check(w->db, w->store, problem, &b, &w->err));
  if (b.n) fail_msg("%s", b.p);
  buf_free(&b);
}

static inline char *dump(struct world *w) {
  static const char *const tables[] = {"move", "stock",      "cost",        "month",    "ledger_day",   "lot",
                                       "doc",  "doc_parent", "discrepancy", "expected", "expected_line"};
  struct buf b = {0};
  for (size_t i = 0; i < COUNT(tables); i++) {
    char *columns = xprintf(
        "SELECT group_concat(name, ', ') FROM (SELECT CASE type WHEN 'BLOB' THEN 'hex(' || name || ')' ELSE name END AS name FROM pragma_table_info('%s'))",
        tables[i]);
    char *names = world_get(w, columns), *text = xprintf("SELECT %s FROM %s ORDER BY 1, 2", names, tables[i]), *rows = world_get(w, text);
    buf_printf(&b, "%s: %s\n", tables[i], rows);
    free(rows);
    free(text);
    free(names);
    free(columns);
  }
  return buf_take(&b);
}

static inline void rebuilt_the_same(struct world *w) {
  char *before = dump(w);
  ok(w, db_begin(w->db, &w->err));
  ok(w, ledger_rebuild_stock(w->db, &w->err));
  ok(w, db_commit(w->db, &w->err));
  char *stock = dump(w);
  assert_string_equal(before, stock);
  ok(w, db_begin(w->db, &w->err));
  ok(w, ledger_rebuild(w->db, w->store, &w->err));
  ok(w, db_commit(w->db, &w->err));
  char *all = dump(w);
  assert_string_equal(before, all);
  free(before);
  free(stock);
  free(all);
}
