/* help: the commands, or one of them, from commands.def and globals.def. */
#include "src/cli/cli.h"

#include <stdlib.h>

static void help_row(struct cli *cli, const char *name, size_t width, const char *line) {
  struct buf b = {0};
  utf8_pad(&b, name, width + 2, false);
  fprintf(cli->out, "  %s%s\n", b.p, line);
  buf_free(&b);
}

static void help_all(struct cli *cli) {
  fprintf(cli->out, "%s\n\n", _("zhanggui [OPTION ...] COMMAND ..."));
  const struct command *c;
  size_t widest = 0;
  for (size_t i = 0; (c = cli_command_at(i)); i++)
    if (utf8_width(c->name) > widest) widest = utf8_width(c->name);
  for (size_t i = 0; (c = cli_command_at(i)); i++) help_row(cli, c->name, widest, _(c->line));
  fprintf(cli->out, "\n%s\n\n", _("Options, anywhere on the line:"));
  for (size_t i = 0; i < GLOBAL_COUNT; i++) {
    char *name = xprintf("%s %s", cli_globals[i].name, cli_globals[i].value);
    help_row(cli, name, sizeof "--approve STAFF" - 1, _(cli_globals[i].line));
    free(name);
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
