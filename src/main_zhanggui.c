/* The store's program: with a command its command line; the screens come above it. */
#include "src/cli/cli.h"
#include "ui/ui.h"

/* Without a command: the screens, with what the options said. */
static int screens(struct cli *cli) {
  struct err err;
  const struct ui_start start = {.env = cli->env,
                                 .config = cli->config,
                                 .config_path = cli->config_path,
                                 .database = cli->db_path,
                                 .seat = cli->seat,
                                 .as = cli->as,
                                 .script = cli->script,
                                 .lang = cli->lang,
                                 .program = cli->program};
  return ui_main(&start, &err) ? CLI_DONE : cli_refuse(cli, &err);
}

int main(int argc, char **argv) {
  return cli_main(argc, argv, screens);
}
