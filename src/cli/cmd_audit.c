/* audit: who did what, when, where, approved by whom; and the store's settings, each change of which stands there. */
#include "src/cli/cli.h"

#include <string.h>

static const struct out_column columns[] = {
    {"at", OUT_TIME, N_("When")},    {"who", OUT_CODE, N_("Who")},     {"approved_by", OUT_CODE, N_("Approved by")},
    {"seat", OUT_CODE, N_("Seat")},  {"action", OUT_WORD, N_("What")}, {"object", OUT_CODE, N_("Object")},
    {"old", OUT_NAME, N_("Before")}, {"new", OUT_NAME, N_("After")},
};

struct audit_filter {
  int64_t from, to;
  const char *person, *document;
};

static bool time_given(const struct cli *cli, const char *text, int64_t *at, struct err *err) {
  bool bare;
  return !text || time_parse(text, cli->store->day_start, at, &bare) || err_set(err, ERR_DAY_FORM, NULL, text);
}

static bool wanted(const struct rows *r, const struct audit_filter *f) {
  if (rows_int(r, 0) < f->from || rows_int(r, 0) >= f->to) return false;
  if (f->person && !str_eq(rows_text(r, 1), f->person) && !str_eq(rows_text(r, 2), f->person)) return false;
  return !f->document || str_eq(rows_text(r, 5), f->document);
}

static bool audit_out(struct cli *cli, struct out *out, const struct audit_filter *f, struct err *err) {
  struct rows r;
  if (!rows_open(&r, cli->db, err, SQL_AUDIT_WALK, I(0))) return false;
  while (rows_next(&r)) {
    if (!wanted(&r, f)) continue;
    out_int(out, 0, rows_int(&r, 0));
    for (int c = 1; c < (int)COUNT(columns); c++) out_text(out, (size_t)c, *rows_text(&r, c) ? rows_text(&r, c) : NULL);
    out_row(out);
  }
  return rows_close(&r, err);
}

int cmd_audit(struct cli *cli) {
  struct audit_filter f = {.from = INT64_MIN, .to = INT64_MAX};
  const char *from = NULL, *to = NULL;
  size_t rest;
  struct err err;
  const struct cli_option options[] = {
      {.name = "--from", .takes = true, .value = &from},
      {.name = "--to", .takes = true, .value = &to},
      {.name = "--person", .takes = true, .value = &f.person},
      {.name = "--document", .takes = true, .value = &f.document},
  };
  if (!cli_parse(cli, options, COUNT(options), NULL, 0, 0, &rest)) return CLI_USAGE;
  if (!time_given(cli, from, &f.from, &err) || !time_given(cli, to, &f.to, &err)) return cli_refuse(cli, &err);
  struct out *out = cli_out(cli, columns, COUNT(columns), &err);
  if (!out) return cli_refuse(cli, &err);
  return audit_out(cli, out, &f, &err) ? cli_out_end(cli, out, &err) : cli_out_refuse(cli, out, &err);
}
