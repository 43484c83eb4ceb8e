/* document: one document whole, with what it came of and what came of it. Its lines are told from its body, so that another store's, whose
 * moves are not kept here, reads the same. Orders and deliveries announced are found by their number too. allocation: one of what
 * headquarters allocated, in the words of who sends it. */
#include "src/cli/cli.h"

static const char *const titles[][2] = {
    {"number", N_("Number")},
    {"kind", N_("Kind")},
    {"state", N_("State")},
    {"business_day", N_("Business day")},
    {"at", N_("Time")},
    {"by", N_("By")},
    {"approved_by", N_("Approved by")},
    {"supplier", N_("Supplier")},
    {"store", N_("Store")},
    {"due", N_("Due")},
    {"document", N_("Document")},
    {"parents", N_("Came of")},
    {"children", N_("Became")},
};

/* ---- for programs */

struct show {
  struct cli *cli;
  struct jw *w;
  const char *store; /* the lines of an allocation, as what is to be sent there; NULL: as what is to come */
};

static void says_json(const struct show *s, const struct doc *d, size_t line) {
  for (size_t c = DOC_LINE_SAYS; c < DOC_LINE_COLUMNS; c++) {
    enum field_type type;
    const char *name = document_line_column[c].name;
    const struct value *v = document_says(d, line, name, &type);
    if (v && type == FIELD_QTY) jw_kn(s->w, name, v->i, document_decimals(d, line));
    if (v && FIELD_IS_TEXT(type)) jw_kt(s->w, name, v->s);
  }
}

static void line_json(void *self, const struct line_told *l) {
  const struct show *s = self;
  char day[16];
  struct jw *w = s->w;
  const struct doc_move *m = l->move;
  jw_object(w);
  jw_ki(w, "line", l->before + m->line);
  jw_kt(w, "item", *m->item ? m->item : NULL);
  jw_kt(w, "lot", *m->lot ? m->lot : NULL);
  jw_kt(w, "expiry", m->expiry == DAY_NONE ? NULL : day_format(day, sizeof day, m->expiry));
  jw_kn(w, "qty", m->qty, document_decimals(l->doc, (size_t)m->line - 1));
  jw_kt(w, "from", m->from);
  jw_kt(w, "to", m->to);
  if (s->cli->actor.manager) jw_kn(w, "value", m->value, s->cli->store->money_decimals);
  if (l->first) says_json(s, l->doc, (size_t)m->line - 1);
  jw_end(w, '}');
}

static void number_json(void *self, const char *number) {
  jw_text(self, number);
}

static void flow_json(void *self, const char *number, const char *kind, const char *state) {
  struct jw *w = self;
  jw_object(w);
  jw_kt(w, "number", number);
  jw_kt(w, "kind", kind);
  jw_kt(w, "state", state);
  jw_end(w, '}');
}

static bool relations(struct cli *cli, struct jw *w, const struct document *d, bool with_flow, struct err *err) {
  jw_key(w, "parents");
  jw_array(w);
  if (!document_parents(cli->db, d, number_json, w, err)) return false;
  jw_end(w, ']');
  jw_key(w, "children");
  jw_array(w);
  if (!document_children(cli->db, d, number_json, w, err)) return false;
  jw_end(w, ']');
  if (!with_flow) return true;
  jw_key(w, "flow");
  jw_array(w);
  if (!document_flow(cli->db, d, flow_json, w, err)) return false;
  jw_end(w, ']');
  return true;
}

/* ---- its discrepancies */

static bool difference_json(void *self, const struct difference_seen *d) {
  struct show *s = self;
  int decimals = document_decimals(d->doc, (size_t)d->diff.line - 1);
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

/* A table of its own under the lines, where there are any. */
static int differences_people(struct cli *cli, const struct doc_row *d, struct err *err) {
  struct out *out = cli_table(cli, document_difference_column, DOC_DIFF_COLUMNS);
  size_t count;
  if (!document_differences_out(cli->db, d, out, &count, err)) return cli_out_refuse(cli, out, err);
  if (count) {
    fputc('\n', cli->out);
    return cli_out_end(cli, out, err);
  }
  out_drop(out);
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

static bool doc_json(struct cli *cli, struct jw *w, const struct document *d, bool with_flow, struct err *err) {
  struct show s = {.cli = cli, .w = w};
  jw_object(w);
  head(w, &d->doc);
  if (!relations(cli, w, d, with_flow, err)) return false;
  jw_key(w, "lines");
  jw_array(w);
  bool ok = document_lines(cli->db, &d->doc, line_json, &s, err);
  jw_end(w, ']');
  jw_key(w, "discrepancies");
  jw_array(w);
  ok = ok && ledger_differences(cli->db, &d->doc, difference_json, &s, err);
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
  struct out *out = cli_out(cli, document_line_column, DOC_LINE_COLUMNS, err);
  if (!out) return cli_refuse(cli, err);
  if (!document_lines_out(cli->db, cli->store, d, cli->actor.manager, out, err)) return cli_out_refuse(cli, out, err);
  status = cli_out_end(cli, out, err);
  return status == CLI_DONE && !cli->csv ? differences_people(cli, d, err) : status;
}

/* ---- an announced document */
struct shown {
  bool flow, allocation; /* allocation: only one of those, in its words */
};

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
  jw_kn(s->w, s->store ? "allocated" : "expected", l->qty, item.decimals);
  jw_kn(s->w, s->store ? "shipped" : "received", l->received, item.decimals);
  jw_kn(s->w, "open", document_open(l), item.decimals);
  jw_kt(s->w, "due", l->due == DAY_NONE ? NULL : day_format(day, sizeof day, l->due));
  if (s->store) jw_kt(s->w, "store", s->store);
  jw_end(s->w, '}');
  return true;
}

static bool expected_json(struct cli *cli, struct jw *w, const struct document *d, const struct shown *how, struct err *err) {
  const struct expected *e = &d->expected;
  struct show s = {cli, w, how->allocation ? e->destination : NULL};
  char day[16];
  jw_object(w);
  jw_kt(w, "document", NULL);
  jw_kt(w, "number", e->number);
  jw_kt(w, "kind", e->kind);
  jw_kt(w, "state", e->state);
  jw_kt(w, "supplier", *e->supplier ? e->supplier : NULL);
  if (s.store) jw_kt(w, "store", s.store);
  jw_kt(w, "due", e->due == DAY_NONE ? NULL : day_format(day, sizeof day, e->due));
  if (!relations(cli, w, d, how->flow, err)) return false;
  jw_key(w, "lines");
  jw_array(w);
  bool ok = expected_lines(cli->db, err, e->id, expected_line_json, &s);
  jw_end(w, ']');
  jw_end(w, '}');
  return ok;
}

static int expected_people(struct cli *cli, const struct expected *e, bool allocated, const struct buf *json, struct err *err) {
  struct js *js = js_parse(json->p, json->n, err);
  if (!js) return cli_refuse(cli, err);
  int status = cli->csv ? CLI_DONE : cli_object(cli, json, titles, COUNT(titles));
  people_flow(cli, js);
  js_free(js);
  if (status != CLI_DONE) return status;
  struct out *out = allocated ? cli_out(cli, document_allocated_column, DOC_ALLOCATED_COLUMNS, err)
                              : cli_out(cli, document_open_column, DOC_OPEN_COLUMNS, err);
  if (!out) return cli_refuse(cli, err);
  return document_open_out(cli->db, e, allocated, out, err) ? cli_out_end(cli, out, err) : cli_out_refuse(cli, out, err);
}

static bool find(struct cli *cli, const char *number, const struct shown *how, struct document *d, struct err *err) {
  bool found;
  *d = (struct document){0};
  if (!how->allocation) return document_find(cli->db, number, d, err);
  return expected_find(cli->db, err, "allocation", number, &d->expected, &found) &&
         (found || err_set(err, ERR_EXPECTED_NONE, NULL, _("allocation"), number));
}

static int show_document(struct cli *cli, const char *number, const struct shown *how, struct err *err) {
  struct document d;
  struct buf b = {0};
  struct jw w = {.out = &b};
  int status;
  if (!find(cli, number, how, &d, err)) return cli_refuse(cli, err);
  if (d.posted ? !doc_json(cli, &w, &d, how->flow, err) : !expected_json(cli, &w, &d, how, err)) {
    status = cli_refuse(cli, err);
  } else if (cli->json) {
    status = cli_json(cli, &b);
  } else {
    status = d.posted ? doc_people(cli, &d.doc, &b, err) : expected_people(cli, &d.expected, how->allocation, &b, err);
  }
  buf_free(&b);
  return status;
}

static int show(struct cli *cli, const char *number, const struct shown *how) {
  struct err err;
  if (!db_read_begin(cli->db, &err)) return cli_refuse(cli, &err);
  int status = show_document(cli, number, how, &err);
  db_read_end(cli->db);
  return status;
}

int cmd_document(struct cli *cli) {
  const char *number[1], *with_flow = NULL;
  const struct cli_option options[] = {{.name = "--flow", .value = &with_flow}};
  size_t n;
  if (!cli_parse(cli, options, COUNT(options), number, 1, 1, &n)) return CLI_USAGE;
  return show(cli, number[0], &(struct shown){.flow = with_flow != NULL});
}

int cmd_allocation(struct cli *cli) {
  const char *number[1];
  size_t n;
  if (!cli_parse(cli, NULL, 0, number, 1, 1, &n)) return CLI_USAGE;
  return show(cli, number[0], &(struct shown){.allocation = true});
}
