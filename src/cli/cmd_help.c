/* help: the commands, or one of them, from commands.def. */
#include "src/cli/cli.h"

static void help_all(struct cli *cli) {
  fprintf(cli->out, "%s\n\n", _("zhanggui [--config F] [--db F] [--lang zh|en] [--as STAFF] [--seat NAME] [--json] [--csv F] COMMAND ..."));
  size_t widest = 0;
  const struct command *c;
  for (size_t i = 0; (c = cli_command_at(i)); i++)
    if (utf8_width(c->name) > widest) widest = utf8_width(c->name);
  for (size_t i = 0; (c = cli_command_at(i)); i++) {
    struct buf b = {0};
    utf8_pad(&b, c->name, widest + 2, false);
    fprintf(cli->out, "  %s%s\n", b.p, _(c->line));
    buf_free(&b);
  }
}

int cmd_help(struct cli *cli) {
  const char *name[1];
  size_t n;
  if (!cli_parse(cli, NULL, 0, name, 0, 1, &n)) return CLI_USAGE;
  if (!n) {
    help_all(cli);
    return CLI_DONE;
  }
  const struct command *c = cli_command_find(name[0]);
  if (!c) return cli_usage(cli, _("There is no command '{1}'."), name[0]);
  fprintf(cli->out, "zhanggui %s %s\n\n  %s\n", c->name, c->usage, _(c->line));
  if (*c->help) fprintf(cli->out, "\n%s\n", _(c->help));
  return CLI_DONE;
}
