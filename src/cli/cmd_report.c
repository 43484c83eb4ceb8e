/* report: any row of reports.def, to people, JSON or CSV. */
#include "src/cli/cli.h"
#include "src/code/code.h"

#include <string.h>

static bool day_option(const char *text, int32_t *day, struct err *err) {
  *day = DAY_NONE;
  return !text || day_parse(text, day) || err_set(err, ERR_DAY_FORM, NULL, text);
}

/* An item by its code, or by any barcode that names one item only; a place by its code. */
static bool narrow(struct cli *cli, struct report_args *args, struct item *it, struct err *err) {
  struct place place;
  struct item_hit hit[2];
  struct code code;
  struct instore instore;
  size_t n = 0;
  bool found = true;
  if (args->place && !place_by_code(cli->db, err, args->place, &place, &found)) return false;
  if (!found) return err_set(err, ERR_PLACE_UNKNOWN, NULL, args->place);
  if (!args->item) return true;
  config_instore(cli->config, &instore);
  code_read(&code, args->item, strlen(args->item), &instore, ledger_today(cli->store, cli->db));
  if (!item_by_code(cli->db, err, args->item, it, &found) || (!found && !item_scan(cli->db, err, &code, hit, COUNT(hit), &n))) return false;
  if (n == 1 && !item_by_id(cli->db, err, hit[0].item, it, &found)) return false;
  if (!found) return err_set(err, n ? ERR_BARCODE_SHARED : ERR_ITEM_UNKNOWN, NULL, args->item);
  args->item = it->code;
  return true;
}

int cmd_report(struct cli *cli) {
  const char *name[1], *from = NULL, *to = NULL, *all = NULL;
  struct item it;
  size_t n;
  struct err err;
  struct report_args args = {.store = cli->store, .values = (cli->rights & RIGHT_MANAGER) != 0};
  const struct cli_option options[] = {
      {.name = "--from", .takes = true, .value = &from},      {.name = "--to", .takes = true, .value = &to},
      {.name = "--by", .takes = true, .value = &args.by},     {.name = "--all", .value = &all},
      {.name = "--item", .takes = true, .value = &args.item}, {.name = "--place", .takes = true, .value = &args.place},
  };
  static const unsigned needs[] = {REPORT_PERIOD, REPORT_PERIOD, REPORT_BY,
                                   REPORT_ALL,    REPORT_ITEM,   REPORT_PLACE}; /* as the options stand */
  if (!cli_parse(cli, options, COUNT(options), name, 1, 1, &n)) return CLI_USAGE;
  const struct report *report = report_find(name[0]);
  if (!report) return cli_usage(cli, _("There is no report '{1}'."), name[0]);
  for (size_t i = 0; i < COUNT(options); i++)
    if (*options[i].value && !(report->takes & needs[i]))
      return cli_usage(cli, _("The report {1} takes no {2}."), report->name, options[i].name);
  args.all = all != NULL;
  if (!day_option(from, &args.from, &err) || !day_option(to, &args.to, &err)) return cli_refuse(cli, &err);
  if (!db_read_begin(cli->db, &err)) return cli_refuse(cli, &err);
  if (!narrow(cli, &args, &it, &err)) {
    db_read_end(cli->db);
    return cli_refuse(cli, &err);
  }
  struct out *out = cli_out(cli, report->column, report->column_count, &err);
  bool ok = out && report->run(cli->db, &args, out, &err);
  db_read_end(cli->db);
  if (!out) return cli_refuse(cli, &err);
  return ok ? cli_out_end(cli, out, &err) : cli_out_refuse(cli, out, &err);
}
