/* receive: a delivery from lines on standard input. Must not: hold a rule of receiving (src/ledger/desk.c). */
#include "src/cli/cli.h"

enum { ORDERS_MOST = 64 };

/* ---- what came of it */
static int say_json(struct cli *cli, const struct desk_result *x) {
  struct buf b = {0};
  struct jw w = {.out = &b};
  jw_object(&w);
  jw_kt(&w, "draft", x->draft);
  jw_kt(&w, "document", *x->document ? x->document : NULL);
  jw_kt(&w, "number", *x->number ? x->number : NULL);
  jw_ki(&w, "lines", x->lines);
  jw_ki(&w, "units", x->units);
  jw_ki(&w, "discrepancies", x->discrepancies);
  jw_ki(&w, "parked", x->parked);
  jw_end(&w, '}');
  int status = cli_json(cli, &b);
  buf_free(&b);
  return status;
}

static int say_people(struct cli *cli, const struct desk_result *x) {
  char lines[24], units[24], differences[24], parked[24];
  struct buf b = {0};
  const char *sentence =
      *x->number ? _("Receipt {1} is posted from draft {2}. Lines: {3}; units: {4}; discrepancies: {5}; codes to be taught: {6}.")
                 : _("The draft {2} is kept and not posted yet. Lines: {3}; units: {4}; discrepancies: {5}; codes to be taught: {6}.");
  text_fill(&b, sentence, x->number, x->draft, num_format(lines, sizeof lines, x->lines, 0), num_format(units, sizeof units, x->units, 0),
            num_format(differences, sizeof differences, x->discrepancies, 0), num_format(parked, sizeof parked, x->parked, 0));
  fprintf(cli->out, "%s\n", b.p);
  buf_free(&b);
  return CLI_DONE;
}

static int receive_run(struct cli *cli, struct desk *desk, bool ack) {
  struct desk_result x;
  struct err err;
  bool refused;
  const struct cli_scans how = {.ack = ack};
  if (desk_elsewhere(desk)) cli_warn(cli, _("This delivery was announced for another store."));
  if (desk_finished(desk)) cli_warn(cli, _("Nothing of this delivery is open any more: it was received or closed already."));
  if (!cli_scans(cli, desk, &how, &refused, &err) || !desk_result(desk, &x, &err)) return cli_refuse(cli, &err);
  if (*x.number && x.parked) cli_warn(cli, _("Codes wait to be taught: 'zhanggui parked' lists them."));
  int status = cli->json ? say_json(cli, &x) : say_people(cli, &x);
  return refused ? CLI_REFUSED : status;
}

static bool mode_of(const char *asn, size_t orders, const char *blind, const char **mode) {
  *mode = asn ? "asn" : orders ? "order" : blind ? "blind" : NULL;
  return !!asn + (orders > 0) + !!blind <= 1;
}

int cmd_receive(struct cli *cli) {
  const char *order[ORDERS_MOST], *asn = NULL, *blind = NULL, *ack = NULL;
  size_t orders = 0, rest;
  struct desk_opts o = {0};
  struct err err;
  const struct cli_option options[] = {
      {.name = "--order", .takes = true, .many = order, .room = COUNT(order), .count = &orders},
      {.name = "--asn", .takes = true, .value = &asn},
      {.name = "--blind", .value = &blind},
      {.name = "--supplier", .takes = true, .value = &o.supplier},
      {.name = "--draft", .takes = true, .value = &o.draft},
      {.name = "--ack", .value = &ack},
  };
  if (!cli_parse(cli, options, COUNT(options), NULL, 0, 0, &rest)) return CLI_USAGE;
  if (!mode_of(asn, orders, blind, &o.mode)) return cli_usage(cli, _("Give only one of --order, --asn and --blind."));
  if (o.supplier && !blind) return cli_usage(cli, _("--supplier goes with --blind."));
  o.number = asn ? &asn : order;
  o.number_count = asn ? 1 : orders;
  struct desk *desk = desk_open(cli->db, cli->store, &cli->actor, cli->config, &o, &err);
  int status =
      desk && seat_enter(cli->db, desk_name(desk), cli->actor.staff, &err) ? receive_run(cli, desk, ack != NULL) : cli_refuse(cli, &err);
  desk_close(desk);
  return status;
}
