/* documents: the list of all of them; orders and deliveries announced are in it too. */
#include "src/cli/cli.h"

#include <string.h>

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
