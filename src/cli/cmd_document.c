/* document, documents: one of them whole, with what it came of and what came of it; or a list. Orders and deliveries announced are found
 * by their number too. */
#include "src/cli/cli.h"

#include <stdlib.h>
#include <string.h>

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
static void line_json(struct show *s, const struct move_seen *m, bool first) {
  char day[16];
  struct jw *w = s->w;
  jw_object(w);
  jw_ki(w, "line", s->before + m->row.line);
  jw_kt(w, "item", *m->item ? m->item : NULL);
  jw_kt(w, "lot", *m->lot ? m->lot : NULL);
  jw_kt(w, "expiry", m->expiry == LEDGER_NO_DAY ? NULL : day_format(day, sizeof day, m->expiry));
  jw_kn(w, "qty", m->row.qty, m->decimals);
  jw_kt(w, "from", m->from);
  jw_kt(w, "to", m->to);
  if (s->cli->actor.manager) jw_kn(w, "value", m->row.value, s->cli->store->money_decimals);
  if (first) says_json(s, (size_t)m->row.line - 1);
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

static void line_out(struct show *s, const struct move_seen *m, bool first) {
  out_int(s->out, LINE_NO, s->before + m->row.line);
  if (*m->item) out_item(s->cli, s->out, LINE_ITEM, LINE_NAME, m->item);
  out_text(s->out, LINE_LOT, m->lot);
  if (m->expiry != LEDGER_NO_DAY) out_int(s->out, LINE_EXPIRY, m->expiry);
  out_num(s->out, LINE_QTY, m->row.qty, m->decimals);
  if (m->from) out_text(s->out, LINE_FROM, m->from);
  if (m->to) out_text(s->out, LINE_TO, m->to);
  if (s->cli->actor.manager) out_num(s->out, LINE_VALUE, m->row.value, s->cli->store->money_decimals);
  if (first) says_out(s, (size_t)m->row.line - 1);
  out_row(s->out);
}

static void tell(struct show *s, const struct move_seen *m, bool first) {
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
    struct move_seen m = {.item = item ? item->s : "",
                          .lot = lot ? lot->s : "",
                          .expiry = expiry ? (int32_t)expiry->i : LEDGER_NO_DAY,
                          .decimals = decimals_said(s->doc, s->told)};
    m.row.line = (int64_t)s->told + 1;
    tell(s, &m, true);
  }
}

static bool put_line(void *self, const struct move_seen *m) {
  struct show *s = self;
  bool first = (size_t)m->row.line > s->told;
  tell_unmoved(s, (size_t)m->row.line);
  tell(s, m, first);
  s->told = (size_t)m->row.line;
  return true;
}

static bool one_lines(struct show *s, const struct doc_row *d, struct err *err) {
  struct doc *doc = ledger_doc_load(s->cli->db, d->id, err);
  if (!doc) return false;
  s->doc = doc;
  s->told = 0;
  bool ok = !d->moves || move_range(s->cli->db, err, d->first_move, d->first_move + d->moves - 1, put_line, s);
  if (ok) tell_unmoved(s, doc->line_count + 1);
  s->before += d->lines;
  doc_free(doc);
  return ok;
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

/* Everything with the same root, oldest first. */
static bool flow(struct cli *cli, struct jw *w, const struct doc_row *d, struct err *err) {
  struct rows r;
  jw_key(w, "flow");
  jw_array(w);
  if (!rows_open(&r, cli->db, err, SQL_DOC_FLOW, I(d->root))) return false;
  while (rows_next(&r)) {
    jw_object(w);
    jw_kt(w, "number", rows_text(&r, 0));
    jw_kt(w, "kind", rows_text(&r, 1));
    jw_kt(w, "state", rows_text(&r, 2));
    jw_end(w, '}');
  }
  jw_end(w, ']');
  return rows_close(&r, err);
}

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
  if (!parents(cli, w, d, err) || !children(cli, w, d, err) || (with_flow && !flow(cli, w, d, err))) return false;
  jw_key(w, "lines");
  jw_array(w);
  bool ok = all_lines(&s, d, err);
  jw_end(w, ']');
  jw_end(w, '}');
  return ok;
}

static void people_list(struct cli *cli, const struct js *document, const char *key, const char *title) {
  const struct js *list = js_get(document, key);
  for (size_t k = 0; k < js_count(list) && !cli->csv; k++) fprintf(cli->out, "%s %s\n", title, js_text(js_at(list, k), ""));
}

/* For people the flow is one line of numbers. */
static int doc_people(struct cli *cli, const struct doc_row *d, const struct buf *json, struct err *err) {
  struct js *js = js_parse(json->p, json->n, err);
  if (!js) return cli_refuse(cli, err);
  int status = cli->csv ? CLI_DONE : cli_object(cli, json, titles, COUNT(titles));
  people_list(cli, js, "parents", _("Came of"));
  people_list(cli, js, "children", _("Became"));
  const struct js *all = js_get(js, "flow");
  for (size_t k = 0; k < js_count(all) && !cli->csv; k++)
    fprintf(cli->out, "  %s %s %s\n", js_text(js_get(js_at(all, k), "number"), ""), out_word(js_text(js_get(js_at(all, k), "kind"), "")),
            out_word(js_text(js_get(js_at(all, k), "state"), "")));
  js_free(js);
  if (status != CLI_DONE) return status;
  struct show s = {.cli = cli, .out = cli_out(cli, line_columns, LINE_COLUMNS, err)};
  if (!s.out) return cli_refuse(cli, err);
  return all_lines(&s, d, err) ? cli_out_end(cli, s.out, err) : cli_out_refuse(cli, s.out, err);
}

/* ---- an announced document */

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
  jw_kn(s->w, "open", l->closed || l->received > l->qty ? 0 : l->qty - l->received, item.decimals);
  jw_kt(s->w, "due", l->due == DAY_NONE ? NULL : day_format(day, sizeof day, l->due));
  jw_end(s->w, '}');
  return true;
}

static bool expected_json(struct cli *cli, struct jw *w, const struct expected *e, struct err *err) {
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
  jw_end(w, ']');
  jw_key(w, "children");
  jw_array(w);
  bool ok = docrow_children(cli->db, err, e->kind, e->number, &of) && numbers(cli, w, &of, false, err);
  free(of.id);
  jw_end(w, ']');
  jw_key(w, "lines");
  jw_array(w);
  ok = ok && expected_lines(cli->db, err, e->id, expected_line_json, &s);
  jw_end(w, ']');
  jw_end(w, '}');
  return ok;
}

static int expected_people(struct cli *cli, const struct buf *json, struct err *err) {
  enum { ITEM = 1, NAME, FIRST };
  static const struct out_column columns[] = {
      {"line", OUT_INT, N_("Line")},          {"item", OUT_CODE, N_("Item")},         {NULL, OUT_NAME, N_("Name")},
      {"expected", OUT_CODE, N_("Expected")}, {"received", OUT_CODE, N_("Received")}, {"open", OUT_CODE, N_("Open")},
      {"due", OUT_CODE, N_("Due")},
  };
  struct js *js = js_parse(json->p, json->n, err);
  if (!js) return cli_refuse(cli, err);
  int status = cli->csv ? CLI_DONE : cli_object(cli, json, titles, COUNT(titles));
  people_list(cli, js, "children", _("Became"));
  struct out *out = status == CLI_DONE ? cli_out(cli, columns, COUNT(columns), err) : NULL;
  const struct js *lines = js_get(js, "lines");
  for (size_t i = 0; out && i < js_count(lines); i++) {
    int64_t line = 0;
    if (js_int(js_get(js_at(lines, i), "line"), &line)) out_int(out, 0, line);
    out_item(cli, out, ITEM, NAME, js_text(js_get(js_at(lines, i), columns[ITEM].name), ""));
    for (size_t k = FIRST; k < COUNT(columns); k++) out_text(out, k, js_text(js_get(js_at(lines, i), columns[k].name), NULL));
    out_row(out);
  }
  js_free(js);
  if (status != CLI_DONE) return status;
  return out ? cli_out_end(cli, out, err) : cli_refuse(cli, err);
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
  if (posted ? !doc_json(cli, &w, &d, with_flow, err) : !expected_json(cli, &w, &e, err)) {
    status = cli_refuse(cli, err);
  } else if (cli->json) {
    status = cli_json(cli, &b);
  } else {
    status = posted ? doc_people(cli, &d, &b, err) : expected_people(cli, &b, err);
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

/* ---- the list */

/* For people the time of the day will do: the business day stands beside it, and the row fits a narrow screen. */
enum { DOCS_DAY = 4, DOCS_AT, DOCS_CLOCK, DOCS_BY, DOCS_APPROVED, DOCS_LINES };

static bool list_rows(struct cli *cli, struct out *out, const struct arg filter[6], struct err *err) {
  struct rows r;
  if (!rows_open(&r, cli->db, err, SQL_DOCUMENTS, filter[0], filter[1], filter[2], filter[3], filter[4], filter[5])) return false;
  while (rows_next(&r)) {
    char uuid[37];
    size_t n;
    const void *id = rows_blob(&r, 0, &n);
    if (n == UUID_BYTES) out_text(out, 0, uuid_format(uuid, id));
    for (int i = 1; i <= 3; i++) out_text(out, (size_t)i, rows_text(&r, i));
    if (rows_int(&r, 4) != DAY_NONE) out_int(out, DOCS_DAY, rows_int(&r, 4));
    if (!rows_null(&r, 5)) {
      char clock[32];
      out_int(out, DOCS_AT, rows_int(&r, 5));
      time_local(clock, sizeof clock, rows_int(&r, 5));
      clock[strlen("2026-11-24 14:07")] = 0;
      out_text(out, DOCS_CLOCK, clock + strlen("2026-11-24 "));
    }
    if (*rows_text(&r, 6)) out_text(out, DOCS_BY, rows_text(&r, 6));
    if (*rows_text(&r, 7)) out_text(out, DOCS_APPROVED, rows_text(&r, 7));
    out_int(out, DOCS_LINES, rows_int(&r, 8));
    out_row(out);
  }
  return rows_close(&r, err);
}

int cmd_documents(struct cli *cli) {
  static const struct out_column columns[] = {
      {"document", OUT_CODE, NULL},     {"number", OUT_CODE, N_("Number")},   {"kind", OUT_WORD, N_("Kind")},
      {"state", OUT_WORD, N_("State")}, {"business_day", OUT_DAY, N_("Day")}, {"at", OUT_TIME, NULL},
      {NULL, OUT_CODE, N_("Time")},     {"by", OUT_CODE, N_("By")},           {"approved_by", OUT_CODE, N_("Approver")},
      {"lines", OUT_INT, N_("Lines")},
  };
  const char *kind = NULL, *state = NULL, *from = NULL, *to = NULL, *item = NULL, *person = NULL;
  const struct cli_option options[] = {
      {.name = "--kind", .takes = true, .value = &kind}, {.name = "--state", .takes = true, .value = &state},
      {.name = "--from", .takes = true, .value = &from}, {.name = "--to", .takes = true, .value = &to},
      {.name = "--item", .takes = true, .value = &item}, {.name = "--person", .takes = true, .value = &person},
  };
  struct err err;
  int32_t first = INT32_MIN, last = INT32_MAX;
  size_t n;
  if (!cli_parse(cli, options, COUNT(options), NULL, 0, 0, &n)) return CLI_USAGE;
  if ((from && !day_parse(from, &first)) || (to && !day_parse(to, &last))) {
    err_set(&err, ERR_DAY_FORM, NULL, from && !day_parse(from, &first) ? from : to);
    return cli_refuse(cli, &err);
  }
  struct item known;
  bool found = true;
  if (kind && !str_eq(kind, "order") && !str_eq(kind, "asn") && !str_eq(kind, "allocation") && !doc_kind_find(kind))
    return cli_usage(cli, _("There is no kind of document '{1}'."), kind);
  if (item && !item_by_code(cli->db, &err, item, &known, &found)) return cli_refuse(cli, &err);
  if (!found) {
    err_set(&err, ERR_ITEM_UNKNOWN, NULL, item);
    return cli_refuse(cli, &err);
  }
  const struct arg filter[6] = {T(kind), T(state), I(first), I(last), T(item), T(person)};
  struct out *out = cli_out(cli, columns, COUNT(columns), &err);
  if (!out) return cli_refuse(cli, &err);
  return list_rows(cli, out, filter, &err) ? cli_out_end(cli, out, &err) : cli_out_refuse(cli, out, &err);
}
