/* lookup: items by code, barcode, part of a name or initials, with prices, stock and last moves. */
#include "src/cli/cli.h"

int cmd_lookup(struct cli *cli) {
  const char *text[1];
  size_t n;
  struct err err;
  struct lookup found;
  struct instore instore;
  if (!cli_parse(cli, NULL, 0, text, 1, 1, &n)) return CLI_USAGE;
  config_instore(cli->config, &instore);
  if (!lookup_find(cli->db, cli->store, &instore, text[0], &found, &err)) return cli_refuse(cli, &err);
  struct out *out = cli_out(cli, lookup_column, LOOKUP_COLUMNS, &err);
  if (!out) return cli_refuse(cli, &err);
  for (size_t i = 0; i < found.count; i++)
    if (!lookup_row(cli->db, cli->store, found.item[i], out, &err)) return cli_out_refuse(cli, out, &err);
  int status = cli_out_end(cli, out, &err);
  if (found.total > (int64_t)found.count) {
    char total[32], shown[32];
    cli_warn(cli, _("{1} items match; the best {2} are shown."), num_format(total, sizeof total, found.total, 0), num_format(shown, sizeof shown, (int64_t)found.count, 0));
  }
  return status;
}
