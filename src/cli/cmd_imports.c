/* imports: the list of what was imported. */
#include "src/cli/cli.h"

static const struct out_column columns[] = {
    {"id", OUT_INT, N_("Import")},
    {"kind", OUT_WORD, N_("Kind")},
    {"file", OUT_NAME, N_("File")},
    {"state", OUT_WORD, N_("State")},
    {"at", OUT_TIME, N_("At")},
    {"by", OUT_CODE, N_("By")},
    {"rows", OUT_INT, N_("Rows")},
    {"new", OUT_INT, N_("New")},
    {"changed", OUT_INT, N_("Changed")},
    {"same", OUT_INT, N_("Same")},
    {"rejected", OUT_INT, N_("Rejected")},
};

static bool row(void *self, const struct import_past *p) {
  struct out *out = self;
  const struct import_counts *c = &p->counts;
  const int64_t numbers[] = {c->rows, c->added, c->changed, c->same, c->rejected};
  out_int(out, 0, p->id);
  out_text(out, 1, p->kind);
  out_text(out, 2, p->file);
  out_text(out, 3, p->state);
  out_int(out, 4, p->at);
  out_text(out, 5, *p->who ? p->who : NULL);
  for (size_t i = 0; i < COUNT(numbers); i++) out_int(out, 6 + i, numbers[i]);
  out_row(out);
  return true;
}

int cmd_imports(struct cli *cli) {
  struct err err;
  size_t n;
  if (!cli_parse(cli, NULL, 0, NULL, 0, 0, &n)) return CLI_USAGE;
  struct out *out = cli_out(cli, columns, COUNT(columns), &err);
  if (!out) return cli_refuse(cli, &err);
  if (!import_list(cli->db, &err, row, out)) return cli_out_refuse(cli, out, &err);
  return cli_out_end(cli, out, &err);
}
