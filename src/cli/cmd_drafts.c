/* drafts: the open ones, with who is in them; one of them line by line, or discarded. */
#include "src/cli/cli.h"

#include <stdlib.h>
#include <string.h>

static const char *some(const char *s) {
  return str_empty(s) ? NULL : s;
}

int cmd_drafts(struct cli *cli) {
  struct err err;
  size_t rest;
  if (!cli_parse(cli, NULL, 0, NULL, 0, 0, &rest)) return CLI_USAGE;
  struct out *out = cli_out(cli, list_drafts_column, LIST_DRAFTS_COLUMNS, &err);
  if (!out) return cli_refuse(cli, &err);
  return list_drafts(cli->db, out, &err) ? cli_out_end(cli, out, &err) : cli_out_refuse(cli, out, &err);
}

/* ---- draft NAME */
static const struct out_column line_columns[] = {
    {"line", OUT_INT, N_("Line")},         {"carton", OUT_CODE, N_("Carton")},  {"item", OUT_CODE, N_("Item")},
    {"name", OUT_NAME, N_("Name")},        {"code", OUT_CODE, N_("Code")},      {"lot", OUT_CODE, N_("Lot")},
    {"produced", OUT_DAY, NULL},           {"expiry", OUT_DAY, N_("Expiry")},   {"expected", OUT_NUM, N_("Expected")},
    {"received", OUT_NUM, N_("Received")}, {"damaged", OUT_NUM, N_("Damaged")}, {"parked", OUT_BOOL, NULL},
    {"kind", OUT_WORD, N_("Finding")},     {"problem", OUT_NAME, NULL},         {"reason", OUT_CODE, N_("Reason")},
};

static void day_out(struct out *out, size_t column, int32_t day) {
  if (day != DAY_NONE) out_int(out, column, day);
}

static void line_out(struct out *out, const struct fold_line *l) {
  size_t c = 0;
  if (l->line) out_int(out, c, l->line);
  out_text(out, ++c, some(l->carton));
  out_text(out, ++c, some(l->item_code));
  out_text(out, ++c, some(l->item_name));
  out_text(out, ++c, some(l->code));
  out_text(out, ++c, some(l->lot));
  day_out(out, ++c, l->produced);
  day_out(out, ++c, l->expiry);
  out_num(out, ++c, l->expected, l->decimals);
  out_num(out, ++c, l->received, l->decimals);
  out_num(out, ++c, l->damaged, l->decimals);
  out_int(out, ++c, !l->item);
  out_text(out, ++c, l->kind);
  out_text(out, ++c, some(l->problem));
  out_text(out, ++c, some(l->reason));
  out_row(out);
}

/* The lines as bytes of a JSON array: the list's own writer, so that screen, file and this are one. */
static bool lines_json(const struct fold *f, struct buf *b, struct err *err) {
  char *text = NULL;
  size_t size = 0;
  FILE *file = open_memstream(&text, &size);
  if (!file) return err_set(err, ERR_FILE_WRITE, NULL, _("memory"), "?");
  struct out *out = out_new(line_columns, COUNT(line_columns), OUT_AS_JSON, file);
  for (size_t i = 0; i < f->line_count; i++) line_out(out, &f->line[i]);
  bool ok = out_end(out, err);
  if (fclose(file) && ok) ok = err_set(err, ERR_FILE_WRITE, NULL, _("memory"), "?");
  while (size && text[size - 1] == '\n') size--;
  if (ok) buf_add(b, text, size);
  free(text);
  return ok;
}

static int draft_json(struct cli *cli, const struct draft *d, const struct fold *f, struct err *err) {
  struct buf b = {0}, seats = {0}, lines = {0};
  struct jw w = {.out = &b};
  char since[40];
  bool ok = seats_others(cli->db, d->name, &seats, err) && lines_json(f, &lines, err);
  if (ok) {
    jw_object(&w);
    jw_kt(&w, "name", d->name);
    jw_kt(&w, "kind", d->kind);
    jw_kt(&w, "state", d->state);
    jw_kt(&w, "mode", f->mode);
    jw_kt(&w, "who", some(d->who));
    jw_kt(&w, "since", time_format(since, sizeof since, d->since));
    jw_ki(&w, "facts", f->facts);
    jw_ki(&w, "units", f->units);
    jw_ki(&w, "parked", f->parked);
    jw_kt(&w, "in_use_by", some(seats.p));
    jw_key(&w, "lines");
    jw_raw(&w, lines.p, lines.n);
    jw_end(&w, '}');
  }
  int status = ok ? cli_json(cli, &b) : cli_refuse(cli, err);
  buf_free(&b);
  buf_free(&seats);
  buf_free(&lines);
  return status;
}

static int draft_show(struct cli *cli, const struct draft *d, struct err *err) {
  struct fold *f = fold_draft(cli->db, d->id, err);
  if (!f) return cli_refuse(cli, err);
  int status;
  if (cli->json) {
    status = draft_json(cli, d, f, err);
  } else {
    struct out *out = cli_out(cli, line_columns, COUNT(line_columns), err);
    for (size_t i = 0; out && i < f->line_count; i++) line_out(out, &f->line[i]);
    status = out ? cli_out_end(cli, out, err) : cli_refuse(cli, err);
  }
  fold_free(f);
  return status;
}

int cmd_draft(struct cli *cli) {
  const char *name[1], *drop = NULL;
  size_t rest;
  struct err err;
  struct draft d = {0};
  bool found;
  const struct cli_option options[] = {{.name = "--discard", .value = &drop}};
  if (!cli_parse(cli, options, COUNT(options), name, 1, 1, &rest)) return CLI_USAGE;
  if (!draft_find(cli->db, &err, name[0], &d, &found)) return cli_refuse(cli, &err);
  if (!found) {
    err_set(&err, ERR_DRAFT_NONE, NULL, name[0]);
    return cli_refuse(cli, &err);
  }
  bool ok = !drop || ledger_discard(cli->db, &cli->actor, d.name, &err);
  if (ok && drop) str_copy(d.state, sizeof d.state, "discarded");
  int status = ok ? draft_show(cli, &d, &err) : cli_refuse(cli, &err);
  draft_done(&d);
  return status;
}
