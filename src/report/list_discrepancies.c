/* list_discrepancies: what does not agree, for people: with document and item, and what was said about it. Must not: show value to who
 * may not see it. */
#include "src/report/report.h"

#include <stdlib.h>
#include <string.h>

const struct out_column list_discrepancies_column[LIST_DISCREPANCIES_COLUMNS] = {
    {"id", OUT_CODE, NULL},
    {"kind", OUT_WORD, N_("Kind")},
    {"number", OUT_CODE, N_("Document")},
    {"item", OUT_CODE, N_("Item")},
    {NULL, OUT_NAME, N_("Name")},
    {"expected", OUT_NUM, N_("Should be")},
    {"found", OUT_NUM, N_("Found")},
    {"difference", OUT_NUM, N_("Difference")},
    {"value", OUT_NUM, N_("Value")},
    {"owner", OUT_CODE, N_("Owner")},
    {"age_days", OUT_INT, N_("Days")},
    {"state", OUT_WORD, N_("State")},
    {"worth", OUT_NUM, NULL},
};

static void give(const struct rows *r, const struct ledger_store *store, int32_t today, bool values, struct out *out) {
  int decimals = (int)rows_int(r, 6);
  int64_t expected = rows_int(r, 7), found = rows_int(r, 8);
  out_text(out, LIST_DISC_ID, rows_text(r, 0));
  out_text(out, LIST_DISC_KIND, rows_text(r, 1));
  out_text(out, LIST_DISC_NUMBER, rows_text(r, 2));
  out_text(out, LIST_DISC_ITEM, rows_text(r, 3));
  out_text(out, LIST_DISC_NAME, rows_null(r, 3) ? rows_text(r, 13) : text_name(rows_text(r, 4), rows_text(r, 5)));
  out_num(out, LIST_DISC_EXPECTED, expected, decimals);
  out_num(out, LIST_DISC_FOUND, found, decimals);
  out_num(out, LIST_DISC_DIFFERENCE, found - expected, decimals);
  if (values) {
    int64_t value = rows_int(r, 9);
    out_num(out, LIST_DISC_VALUE, value, store->money_decimals);
    out_num(out, LIST_DISC_WORTH, value < 0 ? -value : value, store->money_decimals);
  }
  out_text(out, LIST_DISC_OWNER, rows_text(r, 10));
  out_int(out, LIST_DISC_AGE, today - rows_int(r, 11));
  out_text(out, LIST_DISC_STATE, rows_text(r, 12));
  out_row(out);
}

bool list_discrepancies(struct db *db, const struct ledger_store *store, bool all, bool values, struct out *out, struct err *err) {
  struct rows r;
  int32_t today = ledger_today(store, db);
  if (!rows_open(&r, db, err, all ? SQL_LIST_DISCREPANCIES_ALL : SQL_LIST_DISCREPANCIES)) return false;
  while (rows_next(&r)) give(&r, store, today, values, out);
  return rows_close(&r, err);
}

/* ---- what was said about one */
const struct out_column discrepancy_said_column[DISC_SAID_COLUMNS] = {{"time", OUT_CODE, N_("Time")},
                                                                      {"by", OUT_CODE, N_("By")},
                                                                      {"text", OUT_NAME, N_("What was said")},
                                                                      {"number", OUT_CODE, N_("Number")}};

static void said_part(struct buf *text, const char *sentence, const char *value) {
  if (str_empty(value)) return;
  if (text->n) buf_adds(text, "  ");
  text_fill(text, sentence, value);
}

static void said_out(const struct doc *d, struct out *out) {
  struct buf text = {0};
  char at[40];
  time_local(at, sizeof at, d->at);
  at[strlen("2026-11-24 14:07")] = 0;
  said_part(&text, _("for {1} to settle"), value_get(doc_head(d, RESOLUTION_OWNER)));
  said_part(&text, "{1}", value_get(doc_head(d, RESOLUTION_NOTE)));
  if (doc_head(d, RESOLUTION_CLOSE)->i) said_part(&text, _("closed: {1}"), value_get(doc_head(d, RESOLUTION_REASON)));
  out_text(out, DISC_SAID_TIME, at);
  out_text(out, DISC_SAID_BY, d->who);
  out_text(out, DISC_SAID_TEXT, text.p);
  out_text(out, DISC_SAID_NUMBER, d->number);
  out_row(out);
  buf_free(&text);
}

/* Resolutions hang on the whole of a split document. */
static bool whole_uuid(struct db *db, const struct discrepancy *d, char uuid[2 * UUID_BYTES + 1], struct err *err) {
  struct doc_row of;
  bool found;
  *uuid = 0;
  if (!docrow_by_id(db, err, d->doc, &of, &found)) return false;
  if (found && of.part_of && !docrow_by_id(db, err, of.part_of, &of, &found)) return false;
  if (found) hex_put(uuid, of.uuid, UUID_BYTES);
  return true;
}

static bool said_of(struct db *db, const struct discrepancy *d, const char *uuid, struct out *out, struct err *err) {
  struct id_list list = {0};
  bool ok = docrow_children(db, err, "doc", uuid, &list);
  for (size_t i = 0; ok && i < list.count; i++) {
    struct doc *doc = ledger_doc_load(db, list.id[i], err);
    ok = doc != NULL;
    if (ok && str_eq(doc->kind->code, "resolution") && str_eq(value_get(doc_head(doc, RESOLUTION_OF)), d->id)) said_out(doc, out);
    doc_free(doc);
  }
  free(list.id);
  return ok;
}

bool discrepancy_said(struct db *db, const struct discrepancy *d, struct out *out, struct err *err) {
  struct doc_row of;
  bool found;
  char own[2 * UUID_BYTES + 1], whole[2 * UUID_BYTES + 1];
  if (!docrow_by_id(db, err, d->doc, &of, &found) || !whole_uuid(db, d, whole, err)) return false;
  if (!found) return true;
  hex_put(own, of.uuid, UUID_BYTES);
  return said_of(db, d, own, out, err) && (str_eq(own, whole) || said_of(db, d, whole, out, err));
}
