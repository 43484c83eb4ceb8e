/* documents: the list of all of them; orders and deliveries announced are in it too. */
#include "src/cli/cli.h"

int cmd_documents(struct cli *cli) {
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
  const struct documents_filter filter = {.kind = kind, .state = state, .item = item, .person = person, .from = first, .to = last};
  struct out *out = cli_out(cli, list_documents_column, LIST_DOCUMENTS_COLUMNS, &err);
  if (!out) return cli_refuse(cli, &err);
  return list_documents(cli->db, &filter, out, &err) ? cli_out_end(cli, out, &err) : cli_out_refuse(cli, out, &err);
}
