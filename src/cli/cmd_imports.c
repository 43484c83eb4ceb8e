/* imports: the list of what was imported. */
#include "src/cli/cli.h"

static const struct out_column columns[] = {
    {"id", OUT_INT, N_("Import")},       {"kind", OUT_WORD, N_("Kind")}, {"file", OUT_NAME, N_("File")},
    {"state", OUT_WORD, N_("State")},    {"at", OUT_TIME, NULL},         {NULL, OUT_CODE, N_("At")},
    {"by", OUT_CODE, N_("By")},          {"rows", OUT_INT, N_("Rows")},  {"new", OUT_INT, N_("New")},
    {"changed", OUT_INT, N_("Changed")}, {"same", OUT_INT, N_("Same")},  {"rejected", OUT_INT, N_("Rejected")},
};

struct past {
  struct out *out;
  bool people; /* who read a 0 more easily as nothing */
};

static bool row(void *self, const struct import_past *p) {
  const struct past *past = self;
  struct out *out = past->out;
  const struct import_counts *c = &p->counts;
  const int64_t numbers[] = {c->rows, c->added, c->changed, c->same, c->rejected};
  char clock[40];
  out_int(out, 0, p->id);
  out_text(out, 1, p->kind);
  out_text(out, 2, p->file);
  out_text(out, 3, p->state);
  out_int(out, 4, p->at);
  time_local(clock, sizeof clock, p->at);
  clock[sizeof "2026-11-24 14:07" - 1] = 0; /* to the minute: the row fits a narrow screen */
  out_text(out, 5, clock);
  out_text(out, 6, *p->who ? p->who : NULL);
  for (size_t i = 0; i < COUNT(numbers); i++)
    if (i == 0 || numbers[i] || !past->people) out_int(out, 7 + i, numbers[i]);
  out_row(out);
  return true;
}

int cmd_imports(struct cli *cli) {
  struct err err;
  size_t n;
  if (!cli_parse(cli, NULL, 0, NULL, 0, 0, &n)) return CLI_USAGE;
  struct out *out = cli_out(cli, columns, COUNT(columns), &err);
  if (!out) return cli_refuse(cli, &err);
  struct past past = {out, !cli->json && !cli->csv};
  if (!import_list(cli->db, &err, row, &past)) return cli_out_refuse(cli, out, &err);
  return cli_out_end(cli, out, &err);
}
