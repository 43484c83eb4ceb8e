/* adjust, move, convert, return: goods that move otherwise than by trade, from lines on standard input. */
#include "src/cli/cli.h"

#include <stdlib.h>

enum { ITEMS_MOST = 32 };

int cmd_adjust(struct cli *cli) {
  const char *kind = NULL, *reason = NULL, *by = NULL, *due = NULL, *note = NULL, *place = NULL, *of = NULL, *draft = NULL, *ack = NULL;
  const struct cli_option options[] = {{.name = "--kind", .takes = true, .value = &kind},
                                       {.name = "--reason", .takes = true, .value = &reason},
                                       {.name = "--by", .takes = true, .value = &by},
                                       {.name = "--due", .takes = true, .value = &due},
                                       {.name = "--note", .takes = true, .value = &note},
                                       {.name = "--place", .takes = true, .value = &place},
                                       {.name = "--of", .takes = true, .value = &of},
                                       {.name = "--draft", .takes = true, .value = &draft},
                                       {.name = "--ack", .value = &ack}};
  size_t n;
  struct err err;
  bool known = false;
  if (!cli_parse(cli, options, COUNT(options), NULL, 0, 0, &n)) return CLI_USAGE;
  for (size_t i = 0; doc_adjust_kind(i); i++) known |= kind && str_eq(kind, doc_adjust_kind(i));
  if (!draft && !known) return cli_usage(cli, _("--kind is one of damage, scrap, consumption, gift, sample, out, in, misc."));
  if (!draft && !reason) return cli_usage(cli, _("An adjustment needs a reason: --reason R."));
  if (cli->approve && !cli_approve(cli, RIGHT_APPROVER, &err)) return cli_refuse(cli, &err);
  const struct desk_field field[] = {
      {"kind", kind}, {"place", place ? place : "floor"}, {"reason", reason}, {"by", by}, {"due", due}, {"note", note}, {"of", of}};
  const struct desk_opts o = {.kind = "adjust", .mode = kind ? "adjust" : NULL, .draft = draft, .field = field, .fields = COUNT(field)};
  return cli_goods(cli, &o, &(struct cli_scans){.ack = ack != NULL});
}

int cmd_move(struct cli *cli) {
  const char *from = NULL, *to = NULL, *reason = NULL, *draft = NULL, *ack = NULL;
  const struct cli_option options[] = {{.name = "--from", .takes = true, .value = &from},
                                       {.name = "--to", .takes = true, .value = &to},
                                       {.name = "--reason", .takes = true, .value = &reason},
                                       {.name = "--draft", .takes = true, .value = &draft},
                                       {.name = "--ack", .value = &ack}};
  size_t n;
  if (!cli_parse(cli, options, COUNT(options), NULL, 0, 0, &n)) return CLI_USAGE;
  if (!draft && (!from || !to)) return cli_usage(cli, _("Say from which place to which: --from P --to P."));
  const struct desk_field field[] = {{"from", from}, {"to", to}, {"reason", reason}};
  const struct desk_opts o = {.kind = "move", .mode = from ? "move" : NULL, .draft = draft, .field = field, .fields = COUNT(field)};
  return cli_goods(cli, &o, &(struct cli_scans){.ack = ack != NULL});
}

int cmd_convert(struct cli *cli) {
  const char *in[ITEMS_MOST], *made[ITEMS_MOST], *place = NULL, *reason = NULL, *draft = NULL, *ack = NULL;
  size_t ins = 0, mades = 0, n;
  const struct cli_option options[] = {{.name = "--from", .takes = true, .many = in, .room = COUNT(in), .count = &ins},
                                       {.name = "--to", .takes = true, .many = made, .room = COUNT(made), .count = &mades},
                                       {.name = "--place", .takes = true, .value = &place},
                                       {.name = "--reason", .takes = true, .value = &reason},
                                       {.name = "--draft", .takes = true, .value = &draft},
                                       {.name = "--ack", .value = &ack}};
  if (!cli_parse(cli, options, COUNT(options), NULL, 0, 0, &n)) return CLI_USAGE;
  if (!draft && !ins)
    return cli_usage(cli, _("Say which items go in: --from ITEM, as often as needed; those of --to, else all others, come out."));
  const struct desk_field field[] = {{"place", place ? place : "back"}, {"reason", reason}};
  const struct desk_list list[] = {{"in", in, ins}, {"out", made, mades}};
  const struct desk_opts o = {.kind = "convert",
                              .mode = ins ? "convert" : NULL,
                              .draft = draft,
                              .field = field,
                              .fields = COUNT(field),
                              .list = list,
                              .lists = COUNT(list)};
  return cli_goods(cli, &o, &(struct cli_scans){.ack = ack != NULL});
}

int cmd_return(struct cli *cli) {
  const char *supplier = NULL, *receipt = NULL, *reason = NULL, *place = NULL, *draft = NULL, *ack = NULL;
  const struct cli_option options[] = {
      {.name = "--supplier", .takes = true, .value = &supplier}, {.name = "--receipt", .takes = true, .value = &receipt},
      {.name = "--reason", .takes = true, .value = &reason},     {.name = "--place", .takes = true, .value = &place},
      {.name = "--draft", .takes = true, .value = &draft},       {.name = "--ack", .value = &ack}};
  size_t n;
  if (!cli_parse(cli, options, COUNT(options), NULL, 0, 0, &n)) return CLI_USAGE;
  if (!draft && (!supplier || !reason)) return cli_usage(cli, _("Say to whom and why: --supplier S --reason R."));
  const struct desk_field field[] = {{"place", place ? place : "back"}, {"reason", reason}, {"receipt", receipt}};
  const struct desk_opts o = {
      .kind = "return", .mode = supplier ? "return" : NULL, .supplier = supplier, .draft = draft, .field = field, .fields = COUNT(field)};
  return cli_goods(cli, &o, &(struct cli_scans){.ack = ack != NULL});
}
