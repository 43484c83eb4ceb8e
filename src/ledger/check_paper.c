/* check_paper: what the log makes of documents, discrepancies and announced lines, worked out anew in temporary tables that stand before
 * the kept ones
 * under the same names, so that the very code of posting fills them; then compared, and gone. Must not: change a kept row. */
#include "src/ledger/check.h"

static bool shadow(struct db *db, struct err *err) {
  static const enum sql_id tables[] = {SQL_SHADOW_DOC,           SQL_SHADOW_PARENT,        SQL_SHADOW_DISCREPANCY, SQL_SHADOW_EXPECTED,
                                       SQL_SHADOW_EXPECTED_LINE, SQL_SHADOW_EXPECTED_ROWS, SQL_SHADOW_LINE_ROWS};
  for (size_t i = 0; i < COUNT(tables); i++)
    if (!db_run(db, err, tables[i])) return false;
  return true;
}

/* What cannot be read is told by the log's own proof; what names an unknown item is told by that of the moves. */
static bool replay(struct check *c, struct items *items, const struct event *e, struct err *err) {
  struct err why;
  struct doc_row row;
  bool there, ok = true;
  struct doc *d = doc_read(e->body, e->body_bytes, &why);
  if (!d) return true;
  ok = docrow_by_uuid(c->db, err, d->uuid, &row, &there) && (there || ledger_effects(c->db, c->store, items, true, e->id, d, err));
  doc_free(d);
  return ok;
}

static bool replay_all(struct check *c, struct err *err) {
  struct rows r;
  bool ok = true;
  if (!rows_open(&r, c->db, err, SQL_EVENT_ALL)) return false;
  while (ok && rows_next(&r)) {
    struct event e;
    struct items items = {.db = c->db, .shelf = {.db = c->db}};
    event_read(&r, &e);
    ok = replay(c, &items, &e, err);
    items_free(&items);
  }
  struct err ignored;
  return rows_close(&r, ok ? err : &ignored) && ok;
}

/* Each statement gives where, and what is kept and what should be. */
static bool compare(struct check *c, struct err *err) {
  static const struct {
    enum sql_id sql;
    const char *code, *text;
  } rows[] = {
      {SQL_DIFFERS_DISCREPANCY, "discrepancy", N_("The discrepancy is not what the log gives.")},
      {SQL_DIFFERS_STATE, "state", N_("The document is kept as {1}, the log makes it {2}.")},
      {SQL_DIFFERS_FLOW, "flow", N_("The document's place among those it came of is not what the log gives.")},
      {SQL_DIFFERS_EXPECTED, "expected", N_("The announced document is kept as {1}, the log makes it {2}.")},
      {SQL_DIFFERS_EXPECTED_LINE, "expected",
       N_("The announced line is kept with {1} received, the log gives {2}, or it is open and should not be.")},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    struct rows r;
    if (!rows_open(&r, c->db, err, rows[i].sql)) return false;
    while (rows_next(&r)) check_say(c, rows[i].code, rows_text(&r, 0), _(rows[i].text), rows_text(&r, 1), rows_text(&r, 2));
    if (!rows_close(&r, err)) return false;
  }
  return true;
}

bool check_paper(struct check *c, struct err *err) {
  struct err why;
  if (!db_part_begin(c->db, err)) return false;
  bool made = shadow(c->db, err), ok = made;
  if (made && !replay_all(c, &why)) {
    check_say(c, "replay", "", "{1}", why.text); /* a log that does not apply is a finding, not a failure of the check */
  } else if (made) {
    ok = compare(c, err);
  }
  return db_part_end(c->db, false, ok ? err : &why) && ok;
}
