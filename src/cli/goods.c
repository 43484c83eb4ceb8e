/* goods: what the commands that move goods share: lines on standard input become a document, and what came of it is told. */
#include "src/cli/cli.h"

#include <stdlib.h>

struct told {
  const char *document, *number, *state, *draft;
  int64_t lines, units, discrepancies;
};

static int tell(struct cli *cli, const struct told *t) {
  static const char *const titles[][2] = {{"number", N_("Number")}, {"draft", N_("Draft")}, {"state", N_("State")},
                                          {"lines", N_("Lines")},   {"units", N_("Units")}, {"discrepancies", N_("Discrepancies")}};
  struct buf b = {0};
  struct jw w = {.out = &b};
  jw_object(&w);
  jw_kt(&w, "document", t->document);
  jw_kt(&w, "number", t->number);
  jw_kt(&w, "state", cli->json ? t->state : out_word(t->state));
  jw_kt(&w, "draft", t->draft);
  jw_ki(&w, "lines", t->lines);
  jw_ki(&w, "units", t->units);
  jw_ki(&w, "discrepancies", t->discrepancies);
  jw_end(&w, '}');
  int status = cli_object(cli, &b, titles, COUNT(titles));
  buf_free(&b);
  return status;
}

/* Of a receipt of a transfer: the state of the transfer, or 'received' while its slip is not here. */
static bool state_of(struct cli *cli, const struct doc_row *d, char state[24], int64_t *discrepancies, struct err *err) {
  struct doc_row row = *d, slip;
  bool found = false;
  char *number = NULL;
  if (str_eq(d->kind, "receipt") && !ledger_receipt_slip(cli->db, d->id, &number, err)) return false;
  bool ok = !number || docrow_by_number(cli->db, err, number, &slip, &found);
  if (ok && found) row = slip;
  str_copy(state, 24, number && !found ? "received" : row.state);
  free(number);
  return ok && db_int(cli->db, err, discrepancies, 0, SQL_DISCREPANCY_OPEN_OF, I(row.id));
}

int cli_posted(struct cli *cli, char *number) {
  struct err err;
  struct doc_row d;
  bool found;
  char uuid[37], state[24];
  int64_t lines = 0, units = 0, discrepancies;
  bool ok = docrow_by_number(cli->db, &err, number, &d, &found) && state_of(cli, &d, state, &discrepancies, &err) &&
            ledger_doc_sums(cli->db, d.id, &lines, &units, &err);
  free(number);
  if (!ok) return cli_refuse(cli, &err);
  return tell(cli, &(struct told){.document = uuid_format(uuid, d.uuid),
                                  .number = d.number,
                                  .state = state,
                                  .lines = lines,
                                  .units = units,
                                  .discrepancies = discrepancies});
}

static int run(struct cli *cli, struct desk *desk, const struct cli_scans *how) {
  struct desk_result x;
  struct err err;
  bool refused;
  if (desk_finished(desk)) cli_warn(cli, _("Nothing of it is open any more."));
  if (!cli_scans(cli, desk, how, &refused, &err) || !desk_result(desk, &x, &err)) return cli_refuse(cli, &err);
  int status = *x.number ? cli_posted(cli, xstrdup(x.number))
                         : tell(cli, &(struct told){.state = str_eq(desk_kind(desk), "transfer") ? "picking" : "open",
                                                    .draft = x.draft,
                                                    .lines = x.lines,
                                                    .units = x.units,
                                                    .discrepancies = 0});
  return refused ? CLI_REFUSED : status;
}

int cli_goods(struct cli *cli, const struct desk_opts *o, const struct cli_scans *how) {
  struct err err;
  struct desk *desk = desk_open(cli->db, cli->store, &cli->actor, cli->config, o, &err);
  int status = desk && seat_enter(cli->db, desk_name(desk), cli->actor.staff, &err) ? run(cli, desk, how) : cli_refuse(cli, &err);
  desk_close(desk);
  return status;
}
