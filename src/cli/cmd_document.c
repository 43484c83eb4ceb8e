/* document: one document whole, with what it came of and what came of it. Its lines are told from its body, so that another store's, whose
 * moves are not kept here, reads the same. Orders and deliveries announced are found by their number too. */
#include "src/cli/cli.h"

#include <stdlib.h>

/* FORMATS' columns, then what the line says beside where its goods went. */
enum {
  LINE_NO,
  LINE_ITEM,
  LINE_NAME,
  LINE_LOT,
  LINE_EXPIRY,
  LINE_QTY,
  LINE_FROM,
  LINE_TO,
  LINE_VALUE,
  LINE_SAYS,
  LINE_COLUMNS = LINE_SAYS + 7
};
static const struct out_column line_columns[LINE_COLUMNS] = {
    {"line", OUT_INT, N_("Line")},
    {"item", OUT_CODE, N_("Item")},
    {NULL, OUT_NAME, N_("Name")},
    {"lot", OUT_CODE, N_("Lot")},
    {"expiry", OUT_DAY, N_("Expiry")},
    {"qty", OUT_NUM, N_("Quantity")},
    {"from", OUT_CODE, N_("From")},
    {"to", OUT_CODE, N_("To")},
    {"value", OUT_NUM, N_("Value")},
    {"expected", OUT_NUM, N_("Expected")},
    {"received", OUT_NUM, N_("Received")},
    {"damaged", OUT_NUM, N_("Damaged")},
    {"code", OUT_CODE, N_("Code")},
    {"carton", OUT_CODE, N_("Carton")},
    {"carton_state", OUT_WORD, N_("Carton state")},
    {"reason", OUT_NAME, N_("Reason")},
};
static const char *const titles[][2] = {
    {"number", N_("Number")},
    {"kind", N_("Kind")},
    {"state", N_("State")},
    {"business_day", N_("Business day")},
    {"at", N_("Time")},
    {"by", N_("By")},
    {"approved_by", N_("Approved by")},
    {"supplier", N_("Supplier")},
    {"due", N_("Due")},
    {"document", N_("Document")},
    {"parents", N_("Came of")},
    {"children", N_("Became")},
};

/* ---- a posted document */

struct show {
  struct cli *cli;
  struct jw *w;    /* JSON, or */
  struct out *out; /* rows */
  int64_t before;  /* lines of the parts before */
  const struct doc *doc;
  size_t told; /* its lines told so far: the first row of a line says what the line says, the second of a damaged one only where it went */
};

/* A line's field by its name, NULL when it is not there. */
static const struct value *said(const struct doc *d, size_t line, const char *name, enum field_type *type) {
  for (size_t f = 0; f < d->kind->line_count; f++) {
    if (!str_eq(d->kind->line[f].name, name)) continue;
    *type = d->kind->line[f].type;
    return doc_at(d, line, f)->set ? doc_at(d, line, f) : NULL;
  }
  return NULL;
}

static int decimals_said(const struct doc *d, size_t line) {
  enum field_type type;
  const struct value *v = said(d, line, "d", &type);
  return v ? (int)v->i : 0;
}

static void says_json(struct show *s, size_t line) {
  for (size_t c = LINE_SAYS; c < LINE_COLUMNS; c++) {
    enum field_type type;
    const struct value *v = said(s->doc, line, line_columns[c].name, &type);
    if (v && type == FIELD_QTY) jw_kn(s->w, line_columns[c].name, v->i, decimals_said(s->doc, line));
    if (v && type == FIELD_TEXT) jw_kt(s->w, line_columns[c].name, v->s);
  }
}

static void says_out(struct show *s, size_t line) {
  for (size_t c = LINE_SAYS; c < LINE_COLUMNS; c++) {
    enum field_type type;
    const struct value *v = said(s->doc, line, line_columns[c].name, &type);
    if (v && type == FIELD_QTY) out_num(s->out, c, v->i, decimals_said(s->doc, line));
    if (v && type == FIELD_TEXT) out_text(s->out, c, v->s);
  }
}

/* from NULL: the line moved nothing. */
static void line_json(struct show *s, const struct doc_move *m, bool first) {
  char day[16];
  struct jw *w = s->w;
  jw_object(w);
  jw_ki(w, "line", s->before + m->line);
  jw_kt(w, "item", *m->item ? m->item : NULL);
  jw_kt(w, "lot", *m->lot ? m->lot : NULL);
  jw_kt(w, "expiry", m->expiry == DAY_NONE ? NULL : day_format(day, sizeof day, m->expiry));
  jw_kn(w, "qty", m->qty, decimals_said(s->doc, (size_t)m->line - 1));
  jw_kt(w, "from", m->from);
  jw_kt(w, "to", m->to);
  if (s->cli->actor.manager) jw_kn(w, "value", m->value, s->cli->store->money_decimals);
  if (first) says_json(s, (size_t)m->line - 1);
  jw_end(w, '}');
}

/* Code and name; an item that is not here (another store's) has its code only. */
static void out_item(struct cli *cli, struct out *out, size_t code_at, size_t name_at, const char *code) {
  struct item item;
  struct err ignored;
  bool found;
  out_text(out, code_at, code);
  if (item_by_code(cli->db, &ignored, code, &item, &found) && found) out_text(out, name_at, report_name(item.name, item.name_en));
}

static void line_out(struct show *s, const struct doc_move *m, bool first) {
  out_int(s->out, LINE_NO, s->before + m->line);
  if (*m->item) out_item(s->cli, s->out, LINE_ITEM, LINE_NAME, m->item);
  out_text(s->out, LINE_LOT, m->lot);
  out_int(s->out, LINE_EXPIRY, m->expiry);
  out_num(s->out, LINE_QTY, m->qty, decimals_said(s->doc, (size_t)m->line - 1));
  if (m->from) out_text(s->out, LINE_FROM, m->from);
  if (m->to) out_text(s->out, LINE_TO, m->to);
  if (s->cli->actor.manager) out_num(s->out, LINE_VALUE, m->value, s->cli->store->money_decimals);
  if (first) says_out(s, (size_t)m->line - 1);
  out_row(s->out);
}

static void tell(struct show *s, const struct doc_move *m, bool first) {
  if (s->w) {
    line_json(s, m, first);
  } else {
    line_out(s, m, first);
  }
}

/* The lines before `line` that moved nothing: what did not come, codes nobody knows yet. */
static void tell_unmoved(struct show *s, size_t line) {
  for (; s->told + 1 < line; s->told++) {
    enum field_type type;
    const struct value *item = said(s->doc, s->told, "item", &type), *lot = said(s->doc, s->told, "lot", &type),
                       *expiry = said(s->doc, s->told, "expiry", &type);
    const struct doc_move m = {.line = (int64_t)s->told + 1,
                               .item = item ? item->s : "",
                               .lot = lot ? lot->s : "",
                               .expiry = expiry ? (int32_t)expiry->i : DAY_NONE};
    tell(s, &m, true);
  }
}

static bool put_line(void *self, const struct doc_move *m) {
  struct show *s = self;
  bool first = (size_t)m->line > s->told;
  tell_unmoved(s, (size_t)m->line);
  tell(s, m, first);
  s->told = (size_t)m->line;
  return true;
}

static bool one_lines(struct show *s, const struct doc_row *d, struct err *err) {
  struct doc *doc = ledger_doc_load(s->cli->db, d->id, err);
  if (!doc) return false;
  s->doc = doc;
  s->told = 0;
  if (doc->kind->moves && !doc->kind->moves(doc, put_line, s)) abort(); /* put_line never stops it */
  tell_unmoved(s, doc->line_count + 1);
  s->before += d->lines;
  doc_free(doc);
  return true;
}

static bool all_lines(struct show *s, const struct doc_row *d, struct err *err) {
  struct id_list parts = {0};
  struct doc_row part;
  bool found, ok = one_lines(s, d, err) && docrow_parts(s->cli->db, err, d->id, &parts);
  for (size_t i = 0; ok && i < parts.count; i++)
    ok = docrow_by_id(s->cli->db, err, parts.id[i], &part, &found) && (!found || one_lines(s, &part, err));
  free(parts.id);
  return ok;
}

static bool parents(struct cli *cli, struct jw *w, const struct doc_row *d, struct err *err) {
  struct rows r;
  bool ok = true;
  jw_key(w, "parents");
  jw_array(w);
  if (!rows_open(&r, cli->db, err, SQL_DOC_PARENTS, I(d->id))) return false;
  while (ok && rows_next(&r)) {
    struct doc_row parent;
    uint8_t uuid[UUID_BYTES];
    bool found = false;
    if (str_eq(rows_text(&r, 0), "doc") && hex_get(uuid, UUID_BYTES, rows_text(&r, 1)))
      ok = docrow_by_uuid(cli->db, err, uuid, &parent, &found);
    if (ok) jw_text(w, found ? parent.number : rows_text(&r, 1));
  }
  jw_end(w, ']');
  struct err ignored;
  return rows_close(&r, ok ? err : &ignored) && ok;
}

static bool numbers(struct cli *cli, struct jw *w, const struct id_list *list, bool parts, struct err *err) {
  for (size_t i = 0; i < list->count; i++) {
    struct doc_row d;
    bool found;
    if (!docrow_by_id(cli->db, err, list->id[i], &d, &found)) return false;
    if (found && (parts || !d.part_of)) jw_text(w, d.number);
  }
  return true;
}

static bool children(struct cli *cli, struct jw *w, const struct doc_row *d, struct err *err) {
  char uuid[2 * UUID_BYTES + 1];
  struct id_list parts = {0}, of = {0};
  hex_put(uuid, d->uuid, UUID_BYTES);
  jw_key(w, "children");
  jw_array(w);
  bool ok = docrow_parts(cli->db, err, d->id, &parts) && docrow_children(cli->db, err, "doc", uuid, &of) &&
            numbers(cli, w, &parts, true, err) && numbers(cli, w, &of, false, err);
  jw_end(w, ']');
  free(parts.id);
  free(of.id);
  return ok;
}

static bool flow_rows(struct jw *w, struct rows *r, struct err *err) {
  while (rows_next(r)) {
    jw_object(w);
    jw_kt(w, "number", rows_text(r, 0));
    jw_kt(w, "kind", rows_text(r, 1));
    jw_kt(w, "state", rows_text(r, 2));
    jw_end(w, '}');
  }
  return rows_close(r, err);
}

/* What was announced first, orders before deliveries, then what was posted, oldest first. */
static bool doc_flow(struct cli *cli, struct jw *w, const struct doc_row *d, struct err *err) {
  struct rows r;
  jw_key(w, "flow");
  jw_array(w);
  bool ok = rows_open(&r, cli->db, err, SQL_FLOW_SOURCES, I(d->root)) && flow_rows(w, &r, err) &&
            rows_open(&r, cli->db, err, SQL_DOC_FLOW, I(d->root)) && flow_rows(w, &r, err);
  jw_end(w, ']');
  return ok;
}

static bool expected_flow(struct cli *cli, struct jw *w, const struct expected *e, struct err *err) {
  struct rows r;
  jw_key(w, "flow");
  jw_array(w);
  bool ok = rows_open(&r, cli->db, err, SQL_FLOW_ANNOUNCED, T(e->kind), T(e->number)) && flow_rows(w, &r, err) &&
            rows_open(&r, cli->db, err, SQL_FLOW_CAME, T(e->kind), T(e->number)) && flow_rows(w, &r, err);
  jw_end(w, ']');
  return ok;
}

/* ---- its discrepancies */

enum { DIFF_ID, DIFF_KIND, DIFF_ITEM, DIFF_NAME, DIFF_EXPECTED, DIFF_FOUND, DIFF_DIFFERENCE, DIFF_OWNER, DIFF_STATE };
static const struct out_column difference_columns[] = {
    {"id", OUT_CODE, N_("Discrepancy")},
    {"kind", OUT_WORD, N_("Kind")},
    {"item", OUT_CODE, N_("Item")},
    {NULL, OUT_NAME, N_("Name")},
    {"expected", OUT_NUM, N_("Expected")},
    {"found", OUT_NUM, N_("Found")},
    {"difference", OUT_NUM, N_("Difference")},
    {"owner", OUT_CODE, N_("Owner")},
    {"state", OUT_WORD, N_("State")},
};

static bool difference_json(void *self, const struct difference_seen *d) {
  struct show *s = self;
  int decimals = decimals_said(d->doc, (size_t)d->diff.line - 1);
  jw_object(s->w);
  jw_kt(s->w, "id", d->id);
  jw_kt(s->w, "kind", d->diff.kind);
  jw_kt(s->w, "item", *d->diff.item ? d->diff.item : NULL);
  jw_kn(s->w, "expected", d->diff.expected, decimals);
  jw_kn(s->w, "found", d->diff.found, decimals);
  jw_kn(s->w, "difference", d->diff.found - d->diff.expected, decimals);
  jw_kt(s->w, "owner", *d->diff.owner ? d->diff.owner : NULL);
  jw_kt(s->w, "state", d->state);
  jw_end(s->w, '}');
  return true;
}

static bool difference_out(void *self, const struct difference_seen *d) {
  struct show *s = self;
  int decimals = decimals_said(d->doc, (size_t)d->diff.line - 1);
  if (!s->before++) fputc('\n', s->cli->out);
  out_text(s->out, DIFF_ID, d->id);
  out_text(s->out, DIFF_KIND, d->diff.kind);
  if (*d->diff.item) out_item(s->cli, s->out, DIFF_ITEM, DIFF_NAME, d->diff.item);
  out_num(s->out, DIFF_EXPECTED, d->diff.expected, decimals);
  out_num(s->out, DIFF_FOUND, d->diff.found, decimals);
  out_num(s->out, DIFF_DIFFERENCE, d->diff.found - d->diff.expected, decimals);
  out_text(s->out, DIFF_OWNER, d->diff.owner);
  out_text(s->out, DIFF_STATE, d->state);
  out_row(s->out);
  return true;
}

/* A table of its own under the lines, where there are any. */
static int differences_people(struct cli *cli, const struct doc_row *d, struct err *err) {
  struct show s = {.cli = cli, .out = cli_table(cli, difference_columns, COUNT(difference_columns))};
  if (!ledger_differences(cli->db, d, difference_out, &s, err)) return cli_out_refuse(cli, s.out, err);
  if (s.before) return cli_out_end(cli, s.out, err);
  out_drop(s.out);
  return CLI_DONE;
}

/* ---- shown */

static void head(struct jw *w, const struct doc_row *d) {
  char uuid[37], day[16], at[40];
  jw_kt(w, "document", uuid_format(uuid, d->uuid));
  jw_kt(w, "number", d->number);
  jw_kt(w, "kind", d->kind);
  jw_kt(w, "state", d->state);
  jw_kt(w, "business_day", day_format(day, sizeof day, d->day));
  jw_kt(w, "at", time_format(at, sizeof at, d->at));
  jw_kt(w, "by", *d->who ? d->who : NULL);
  jw_kt(w, "approved_by", *d->approved_by ? d->approved_by : NULL);
}

static bool doc_json(struct cli *cli, struct jw *w, const struct doc_row *d, bool with_flow, struct err *err) {
  struct show s = {.cli = cli, .w = w};
  jw_object(w);
  head(w, d);
  if (!parents(cli, w, d, err) || !children(cli, w, d, err) || (with_flow && !doc_flow(cli, w, d, err))) return false;
  jw_key(w, "lines");
  jw_array(w);
  bool ok = all_lines(&s, d, err);
  jw_end(w, ']');
  jw_key(w, "discrepancies");
  jw_array(w);
  ok = ok && ledger_differences(cli->db, d, difference_json, &s, err);
  jw_end(w, ']');
  jw_end(w, '}');
  return ok;
}

static void people_flow(struct cli *cli, const struct js *document) {
  const struct js *all = js_get(document, "flow");
  for (size_t k = 0; k < js_count(all) && !cli->csv; k++)
    fprintf(cli->out, "  %s %s %s\n", js_text(js_get(js_at(all, k), "number"), ""), out_word(js_text(js_get(js_at(all, k), "kind"), "")),
            out_word(js_text(js_get(js_at(all, k), "state"), "")));
}

static int doc_people(struct cli *cli, const struct doc_row *d, const struct buf *json, struct err *err) {
  struct js *js = js_parse(json->p, json->n, err);
  if (!js) return cli_refuse(cli, err);
  int status = cli->csv ? CLI_DONE : cli_object(cli, json, titles, COUNT(titles));
  people_flow(cli, js);
  js_free(js);
  if (status != CLI_DONE) return status;
  struct show s = {.cli = cli, .out = cli_out(cli, line_columns, LINE_COLUMNS, err)};
  if (!s.out) return cli_refuse(cli, err);
  if (!all_lines(&s, d, err)) return cli_out_refuse(cli, s.out, err);
  status = cli_out_end(cli, s.out, err);
  return status == CLI_DONE && !cli->csv ? differences_people(cli, d, err) : status;
}

/* ---- an announced document */

static int64_t still_open(const struct expected_line *l) {
  return l->closed || l->received > l->qty ? 0 : l->qty - l->received;
}

static bool expected_line_json(void *self, const struct expected_line *l) {
  struct show *s = self;
  struct item item;
  struct err ignored;
  bool found;
  char day[16];
  if (!item_by_id(s->cli->db, &ignored, l->item, &item, &found) || !found) return true;
  jw_object(s->w);
  jw_ki(s->w, "line", l->line);
  jw_kt(s->w, "item", item.code);
  jw_kn(s->w, "expected", l->qty, item.decimals);
  jw_kn(s->w, "received", l->received, item.decimals);
  jw_kn(s->w, "open", still_open(l), item.decimals);
  jw_kt(s->w, "due", l->due == DAY_NONE ? NULL : day_format(day, sizeof day, l->due));
  jw_end(s->w, '}');
  return true;
}

/* An order's deliveries, a delivery's orders. */
static bool announced_others(struct cli *cli, struct jw *w, const struct expected *e, struct err *err) {
  struct rows r;
  if (!rows_open(&r, cli->db, err, SQL_FLOW_ANNOUNCED, T(e->kind), T(e->number))) return false;
  while (rows_next(&r))
    if (!str_eq(rows_text(&r, 1), e->kind)) jw_text(w, rows_text(&r, 0));
  return rows_close(&r, err);
}

static bool expected_json(struct cli *cli, struct jw *w, const struct expected *e, bool with_flow, struct err *err) {
  bool asn = str_eq(e->kind, "asn");
  struct show s = {.cli = cli, .w = w};
  struct id_list of = {0};
  char day[16];
  jw_object(w);
  jw_kt(w, "document", NULL);
  jw_kt(w, "number", e->number);
  jw_kt(w, "kind", e->kind);
  jw_kt(w, "state", e->state);
  jw_kt(w, "supplier", *e->supplier ? e->supplier : NULL);
  jw_kt(w, "due", e->due == DAY_NONE ? NULL : day_format(day, sizeof day, e->due));
  jw_key(w, "parents");
  jw_array(w);
  bool ok = !asn || announced_others(cli, w, e, err);
  jw_end(w, ']');
  jw_key(w, "children");
  jw_array(w);
  ok = ok && (asn || announced_others(cli, w, e, err)) && docrow_children(cli->db, err, e->kind, e->number, &of) &&
       numbers(cli, w, &of, false, err);
  free(of.id);
  jw_end(w, ']');
  ok = ok && (!with_flow || expected_flow(cli, w, e, err));
  jw_key(w, "lines");
  jw_array(w);
  ok = ok && expected_lines(cli->db, err, e->id, expected_line_json, &s);
  jw_end(w, ']');
  jw_end(w, '}');
  return ok;
}

enum { SOON_LINE, SOON_ITEM, SOON_NAME, SOON_EXPECTED, SOON_RECEIVED, SOON_OPEN, SOON_DUE };

static bool expected_line_out(void *self, const struct expected_line *l) {
  struct show *s = self;
  struct item item;
  struct err ignored;
  bool found;
  if (!item_by_id(s->cli->db, &ignored, l->item, &item, &found) || !found) return true;
  out_int(s->out, SOON_LINE, l->line);
  out_text(s->out, SOON_ITEM, item.code);
  out_text(s->out, SOON_NAME, report_name(item.name, item.name_en));
  out_num(s->out, SOON_EXPECTED, l->qty, item.decimals);
  out_num(s->out, SOON_RECEIVED, l->received, item.decimals);
  out_num(s->out, SOON_OPEN, still_open(l), item.decimals);
  out_int(s->out, SOON_DUE, l->due);
  out_row(s->out);
  return true;
}

static int expected_people(struct cli *cli, const struct expected *e, const struct buf *json, struct err *err) {
  static const struct out_column columns[] = {
      {"line", OUT_INT, N_("Line")},         {"item", OUT_CODE, N_("Item")},        {NULL, OUT_NAME, N_("Name")},
      {"expected", OUT_NUM, N_("Expected")}, {"received", OUT_NUM, N_("Received")}, {"open", OUT_NUM, N_("Open")},
      {"due", OUT_DAY, N_("Due")},
  };
  struct js *js = js_parse(json->p, json->n, err);
  if (!js) return cli_refuse(cli, err);
  int status = cli->csv ? CLI_DONE : cli_object(cli, json, titles, COUNT(titles));
  people_flow(cli, js);
  js_free(js);
  if (status != CLI_DONE) return status;
  struct show s = {.cli = cli, .out = cli_out(cli, columns, COUNT(columns), err)};
  if (!s.out) return cli_refuse(cli, err);
  return expected_lines(cli->db, err, e->id, expected_line_out, &s) ? cli_out_end(cli, s.out, err) : cli_out_refuse(cli, s.out, err);
}

static int show_document(struct cli *cli, const char *number, bool with_flow, struct err *err) {
  struct doc_row d;
  struct expected e;
  struct buf b = {0};
  struct jw w = {.out = &b};
  bool posted, announced = false;
  uint8_t uuid[UUID_BYTES];
  int status;
  if (uuid_parse(number, uuid) ? !docrow_by_uuid(cli->db, err, uuid, &d, &posted) : !docrow_by_number(cli->db, err, number, &d, &posted))
    return cli_refuse(cli, err);
  if (!posted && !expected_find(cli->db, err, NULL, number, &e, &announced)) return cli_refuse(cli, err);
  if (!posted && !announced) {
    err_set(err, ERR_DOC_UNKNOWN, NULL, number);
    return cli_refuse(cli, err);
  }
  if (posted ? !doc_json(cli, &w, &d, with_flow, err) : !expected_json(cli, &w, &e, with_flow, err)) {
    status = cli_refuse(cli, err);
  } else if (cli->json) {
    status = cli_json(cli, &b);
  } else {
    status = posted ? doc_people(cli, &d, &b, err) : expected_people(cli, &e, &b, err);
  }
  buf_free(&b);
  return status;
}

int cmd_document(struct cli *cli) {
  const char *number[1], *with_flow = NULL;
  const struct cli_option options[] = {{.name = "--flow", .value = &with_flow}};
  struct err err;
  size_t n;
  if (!cli_parse(cli, options, COUNT(options), number, 1, 1, &n)) return CLI_USAGE;
  if (!db_read_begin(cli->db, &err)) return cli_refuse(cli, &err);
  int status = show_document(cli, number[0], with_flow != NULL, &err);
  db_read_end(cli->db);
  return status;
}
