/* imports: the list of what was imported. */
#include "src/cli/cli.h"

int cmd_imports(struct cli *cli) {
  struct err err;
  size_t n;
  if (!cli_parse(cli, NULL, 0, NULL, 0, 0, &n)) return CLI_USAGE;
  struct out *out = cli_out(cli, list_imports_column, LIST_IMPORTS_COLUMNS, &err);
  if (!out) return cli_refuse(cli, &err);
  if (!list_imports(cli->db, !cli->json && !cli->csv, out, &err)) return cli_out_refuse(cli, out, &err);
  return cli_out_end(cli, out, &err);
}
