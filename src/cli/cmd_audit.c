/* audit: who did what, when, where, approved by whom; and the store's settings, each change of which stands there. */
#include "src/cli/cli.h"

static bool time_given(const struct cli *cli, const char *text, int64_t *at, struct err *err) {
  bool bare;
  return !text || time_parse(text, cli->store->day_start, at, &bare) || err_set(err, ERR_DAY_FORM, NULL, text);
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
  struct out *out = cli_out(cli, list_audit_column, LIST_AUDIT_COLUMNS, &err);
  if (!out) return cli_refuse(cli, &err);
  return list_audit(cli->db, &f, out, &err) ? cli_out_end(cli, out, &err) : cli_out_refuse(cli, out, &err);
}
