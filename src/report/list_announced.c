/* list_announced: what is still to come, with the draft it is being received in and who is there. Must not: know how receiving works. */
#include "src/report/report.h"

#include <stdlib.h>
#include <string.h>

const struct out_column list_announced_column[LIST_ANNOUNCED_COLUMNS] = {
    {"id", OUT_CODE, NULL},
    {"kind", OUT_WORD, N_("Kind")},
    {"number", OUT_CODE, N_("Number")},
    {"from", OUT_NAME, N_("From")},
    {"due", OUT_DAY, N_("Due")},
    {"lines", OUT_INT, N_("Lines")},
    {"open_lines", OUT_INT, N_("Open")},
    {"state", OUT_WORD, N_("State")},
    {"draft", OUT_CODE, N_("Draft")},
    {"in_use_by", OUT_LIST, N_("In use by")},
};

/* An open draft, what it is for, and whether a line of the list named it. */
struct open_draft {
  char *name, *sources, *who; /* sources: "\nasn NUMBER\n" or "\norder NUMBER\norder …\n" */
  int64_t since;
  bool listed;
};
struct open_drafts {
  struct open_draft *draft;
  size_t count;
};

static char *sources_of(const char *head, struct err *err) {
  struct js *js = js_parse(head, strlen(head), err);
  struct buf b = {0};
  if (!js) return NULL;
  const char *asn = js_text(js_get(js, "asn"), NULL);
  const struct js *orders = js_get(js, "orders");
  buf_addc(&b, '\n');
  if (asn) buf_printf(&b, "asn %s\n", asn);
  for (size_t i = 0; i < js_count(orders); i++) buf_printf(&b, "order %s\n", js_text(js_at(orders, i), ""));
  js_free(js);
  return buf_take(&b);
}

static bool draft_read(struct db *db, struct open_drafts *o, int64_t id, struct err *err) {
  struct draft d = {0};
  bool found;
  if (!draft_by_id(db, err, id, &d, &found)) return false;
  char *sources = sources_of(d.head, err);
  if (sources && str_eq(d.kind, "receipt")) {
    o->draft = xrealloc(o->draft, o->count + 1, sizeof *o->draft);
    o->draft[o->count++] = (struct open_draft){xstrdup(d.name), sources, xstrdup(d.who), d.since, false};
  } else {
    free(sources);
  }
  draft_done(&d);
  return sources != NULL;
}

static bool drafts_read(struct db *db, struct open_drafts *o, struct err *err) {
  struct rows r;
  struct err late;
  bool ok = rows_open(&r, db, err, SQL_DRAFT_OPEN);
  if (!ok) return false;
  while (ok && rows_next(&r)) ok = draft_read(db, o, rows_int(&r, 0), err);
  return rows_close(&r, ok ? err : &late) && ok;
}

static void drafts_free(struct open_drafts *o) {
  for (size_t i = 0; i < o->count; i++) {
    free(o->draft[i].name);
    free(o->draft[i].sources);
    free(o->draft[i].who);
  }
  free(o->draft);
}

static bool draft_out(struct db *db, struct out *out, struct open_draft *d, struct err *err) {
  struct buf seats = {0};
  d->listed = true;
  out_text(out, LIST_ANN_DRAFT, d->name);
  bool ok = seats_others(db, d->name, &seats, err);
  if (seats.n) out_text(out, LIST_ANN_SEATS, seats.p);
  buf_free(&seats);
  return ok;
}

static bool row_out(struct db *db, struct open_drafts *o, const struct rows *r, struct out *out, struct err *err) {
  bool ok = true;
  char *id = xprintf("%s %s", rows_text(r, 0), rows_text(r, 1)), *line = xprintf("\n%s\n", id);
  out_text(out, LIST_ANN_ID, id);
  out_text(out, LIST_ANN_KIND, rows_text(r, 0));
  out_text(out, LIST_ANN_NUMBER, rows_text(r, 1));
  out_text(out, LIST_ANN_FROM, rows_null(r, 3) ? rows_text(r, 2) : rows_text(r, 3));
  out_int(out, LIST_ANN_DUE, rows_int(r, 4));
  out_int(out, LIST_ANN_LINES, rows_int(r, 5));
  out_int(out, LIST_ANN_OPEN, rows_int(r, 6));
  out_text(out, LIST_ANN_STATE, rows_text(r, 7));
  for (size_t i = 0; ok && i < o->count; i++)
    if (strstr(o->draft[i].sources, line)) ok = draft_out(db, out, &o->draft[i], err);
  out_row(out);
  free(id);
  free(line);
  return ok;
}

static bool blind_out(struct db *db, struct open_draft *d, struct out *out, struct err *err) {
  char *id = xprintf("draft %s", d->name);
  out_text(out, LIST_ANN_ID, id);
  out_text(out, LIST_ANN_KIND, "blind");
  bool ok = draft_out(db, out, d, err);
  out_row(out);
  free(id);
  return ok;
}

bool list_announced(struct db *db, struct out *out, struct err *err) {
  struct open_drafts o = {0};
  struct rows r;
  struct err late;
  bool ok = drafts_read(db, &o, err) && rows_open(&r, db, err, SQL_ANNOUNCED);
  if (ok) {
    while (ok && rows_next(&r)) ok = row_out(db, &o, &r, out, err);
    ok = rows_close(&r, ok ? err : &late) && ok;
  }
  for (size_t i = 0; ok && i < o.count; i++)
    if (!o.draft[i].listed) ok = blind_out(db, &o.draft[i], out, err);
  drafts_free(&o);
  return ok;
}

bool list_announced_draft(struct db *db, const char *kind, const char *number, char draft[48], struct err *err) {
  struct open_drafts o = {0};
  char *line = xprintf("\n%s %s\n", kind, number);
  bool ok = drafts_read(db, &o, err);
  *draft = 0;
  for (size_t i = 0; ok && i < o.count; i++)
    if (strstr(o.draft[i].sources, line)) str_copy(draft, 48, o.draft[i].name);
  drafts_free(&o);
  free(line);
  return ok;
}
