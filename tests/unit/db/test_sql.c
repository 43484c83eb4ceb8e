/* Every statement of sql.def can be prepared on the newest schema, and none reads a table from end to end that grows with the store, but
 * for those
 * listed here with a reason. The store keeps no statistics (no ANALYZE), so a plan does not depend on how large it is. */
#include "tests/unit/db/fixture.h"

#include <ctype.h>

static const char *const large[] = {"item", "barcode", "price",         "move",  "event",      "doc",
                                    "fact", "stock",   "expected_line", "audit", "discrepancy"};
static const char *const partial[] = {"fact_seat", "fact_parked", "expected_line_carton", "discrepancy_open"}; /* hold only what is open */

/* Whoever adds a row says why a walk over everything is right there. */
static const struct {
  enum sql_id id;
  const char *reason;
} allowed[] = {
    {SQL_UNDO_HANGS_BARCODE, "an undo is rare and must see every barcode"},
    {SQL_UNDO_HANGS_PRICE, "an undo is rare and must see every price"},
    {SQL_UNDO_HANGS_EXPECTED, "an undo is rare and must see every line"},
    {SQL_REPORT_STOCK, "the report is about every item"},
    {SQL_REPORT_STOCK_ROWS, "the report is about every item"},
    {SQL_REPORT_ITEMS, "the report is about every item"},
    {SQL_REPORT_DISCREPANCIES, "differences are few beside moves, and closed ones are asked for too"},
    {SQL_LIST_DISCREPANCIES_ALL, "closed ones too, asked for by hand"},
    {SQL_MOVE_ALL, "check and rebuild: one pass in table order"},
    {SQL_STOCK_ALL, "check: every row against the moves"},
    {SQL_DOC_ALL, "check: every document against its event"},
    {SQL_DOC_DAYS, "rebuild: the day of every document"},
    {SQL_DOC_TWICE, "check: no number twice"},
    {SQL_EXPECTED_FRESH_LINES, "rebuild: every line starts anew"},
    {SQL_DOC_COUNT, "check: as many documents as the log gives"},
    {SQL_EVENT_COUNT, "check: as many events as the chains say"},
    {SQL_EVENT_ALL, "check and rebuild: the whole log"},
    {SQL_DIFFERS_DISCREPANCY, "check: every discrepancy against the log"},
    {SQL_DIFFERS_STATE, "check: the state of every document"},
    {SQL_DIFFERS_FLOW, "check: what every document came of"},
    {SQL_DIFFERS_EXPECTED_LINE, "check: every announced line"},
    {SQL_IMPORT_PLACE_LOST, "the undo of an import of places, once"},
    {SQL_NAMED_SUPPLIER, "the undo of an import of suppliers must see every item and receipt, once a supplier"},
    {SQL_NAMED_STORE, "the undo of an import of stores must see every document, once a store"},
    {SQL_NAMED_STAFF, "the undo of an import of staff must see every document and fact, once a person"},
    {SQL_NAMED_EXPECTED, "the undo of an import of orders must see every announced line, once an order"},
    {SQL_EXPORT_ITEMS, "the file holds every item, in the order of their codes"},
    {SQL_EXPORT_BARCODES, "the file holds every barcode"},
    {SQL_EXPORT_PRICES, "the file holds every price"},
    {SQL_EXPORT_STOCK, "the file holds every balance"},
};

static bool is_allowed(enum sql_id id) {
  for (size_t i = 0; i < COUNT(allowed); i++)
    if (allowed[i].id == id) return true;
  return false;
}

static bool word_at(const char *p, const char *word, size_t n) {
  return strncmp(p, word, n) == 0 && !isalnum((unsigned char)p[n]) && p[n] != '_';
}

/* The plan names an alias; the text says which table it is: "barcode b". */
static const char *table_of(const char *text, const char *name, size_t n) {
  for (size_t t = 0; t < COUNT(large); t++) {
    if (strlen(large[t]) == n && strncmp(large[t], name, n) == 0) return large[t];
    size_t length = strlen(large[t]);
    for (const char *p = text; (p = strstr(p, large[t])) != NULL; p += length) {
      if (p > text && (isalnum((unsigned char)p[-1]) || p[-1] == '_')) continue;
      const char *alias = p + length;
      if (strncmp(alias, " AS ", 4) == 0) alias += 3;
      if (*alias == ' ' && strncmp(alias + 1, name, n) == 0 && word_at(alias + 1, name, n)) return large[t];
    }
  }
  return NULL;
}

static bool walks_all(const char *text, const char *detail) {
  if (strncmp(detail, "SCAN ", 5) != 0) return false;
  for (size_t i = 0; i < COUNT(partial); i++)
    if (strstr(detail, partial[i])) return false;
  return table_of(text, detail + 5, strcspn(detail + 5, " ")) != NULL;
}

/* NULL, or the step of the plan that walks over everything; owned by the caller. */
static char *bad_step(struct db *db, const char *text) {
  char *found = NULL, *explain = xprintf("EXPLAIN QUERY PLAN %s", text);
  sqlite3_stmt *stmt = NULL;
  if (sqlite3_prepare_v2(db->sqlite, explain, -1, &stmt, NULL)) fail_msg("%s: %s", text, sqlite3_errmsg(db->sqlite));
  while (!found && sqlite3_step(stmt) == SQLITE_ROW) {
    const char *detail = (const char *)sqlite3_column_text(stmt, 3);
    if (detail && walks_all(text, detail)) found = xstrdup(detail);
  }
  sqlite3_finalize(stmt);
  free(explain);
  return found;
}

static void test_all_statements(void **state) {
  (void)state;
  struct db *db = open_store();
  int bad = 0;
  for (int id = 0; id < SQL_COUNT; id++) {
    const char *text = db_sql_text((enum sql_id)id), *tail = NULL;
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(db->sqlite, text, -1, &stmt, &tail)) fail_msg("%s: %s", text, sqlite3_errmsg(db->sqlite));
    assert_non_null(stmt);
    assert_int_equal(*tail, 0); /* one statement, not two */
    sqlite3_finalize(stmt);
    char *step = str_starts(text, "PRAGMA") ? NULL : bad_step(db, text);
    if (step && !is_allowed((enum sql_id)id)) {
      bad++;
      print_error("%s\n  in: %s\n", step, text);
    }
    if (!step && is_allowed((enum sql_id)id)) {
      bad++;
      print_error("needs no exception any more: %s\n", text);
    }
    free(step);
  }
  assert_int_equal(bad, 0);
  db_close(db);
}

static void test_the_check_itself(void **state) {
  (void)state;
  struct db *db = open_store();
  static const char *const walks[] = {
      "SELECT count(*) FROM item",           "SELECT b.text FROM barcode AS b WHERE b.units = 2",
      "SELECT 1 FROM move m WHERE qty = 1",  "DELETE FROM stock WHERE qty = 0",
      "SELECT name FROM item ORDER BY code", "SELECT 1 FROM fact f JOIN item i ON i.id = f.item WHERE f.at > 5",
  };
  for (size_t i = 0; i < COUNT(walks); i++) {
    char *step = bad_step(db, walks[i]);
    if (!step) fail_msg("not seen: %s", walks[i]);
    free(step);
  }
  static const char *const seeks[] = {
      "SELECT name FROM item WHERE code = ?1",
      "SELECT 1 FROM move WHERE item = ?1 ORDER BY id DESC LIMIT 20",
      "SELECT value FROM meta",
      "SELECT id FROM lot i WHERE expiry = 1",
      "SELECT code FROM fact WHERE item = 0 AND word = 'scan'",
      "SELECT doc FROM discrepancy WHERE state = 'open' ORDER BY day",
  };
  for (size_t i = 0; i < COUNT(seeks); i++) {
    char *step = bad_step(db, seeks[i]);
    if (step) fail_msg("%s: %s", seeks[i], step);
  }
  db_close(db);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_all_statements, folder_up, folder_down),
      cmocka_unit_test_setup_teardown(test_the_check_itself, folder_up, folder_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
