/* report: any row of reports.def, to people, JSON or CSV. */
#include "src/cli/cli.h"

static bool day_option(const char *text, int32_t *day, struct err *err) {
  *day = DAY_NONE;
  return !text || day_parse(text, day) || err_set(err, ERR_DAY_FORM, NULL, text);
}

int cmd_report(struct cli *cli) {
  const char *name[1], *from = NULL, *to = NULL, *all = NULL;
  size_t n;
  struct err err;
  struct report_args args = {.store = cli->store, .values = (cli->rights & RIGHT_MANAGER) != 0};
  const struct cli_option options[] = {
    {.name = "--from", .takes = true, .value = &from}, {.name = "--to", .takes = true, .value = &to},         {.name = "--by", .takes = true, .value = &args.by},
    {.name = "--all", .value = &all},
  };
  if (!cli_parse(cli, options, COUNT(options), name, 1, 1, &n)) return CLI_USAGE;
  const struct report *report = report_find(name[0]);
  if (!report) return cli_usage(cli, _("There is no report '{1}'."), name[0]);
  args.all = all != NULL;
  if (!day_option(from, &args.from, &err) || !day_option(to, &args.to, &err)) return cli_refuse(cli, &err);
  if (!db_read_begin(cli->db, &err)) return cli_refuse(cli, &err);
  struct out *out = cli_out(cli, report->column, report->column_count, &err);
  bool ok = out && report->run(cli->db, &args, out, &err);
  db_read_end(cli->db);
  if (!out) return cli_refuse(cli, &err);
  return ok ? cli_out_end(cli, out, &err) : cli_out_refuse(cli, out, &err);
}
