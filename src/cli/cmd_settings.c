/* settings: the store's own, shown or changed; those of the machine stand in zhanggui.ini and are shown. */
#include "src/cli/cli.h"

#include <stdlib.h>

static int settings_list(struct cli *cli, const char *key) {
  struct err err;
  enum option only = OPT_COUNT;
  if (key && !option_find(key, &only, &err)) return cli_refuse(cli, &err);
  struct out *out = cli_out(cli, list_settings_column, LIST_SETTINGS_COLUMNS, &err);
  if (!out) return cli_refuse(cli, &err);
  list_settings(cli->config, (int)only, false, out);
  return cli_out_end(cli, out, &err);
}

static bool change(struct cli *cli, const char *key, const char *value, struct err *err) {
  enum option option;
  int64_t undo;
  if (!cli_right_lent(cli, RIGHT_MANAGER, err) || !option_find(key, &option, err)) return false;
  char *seen = xstrdup(config_text(cli->config, option));
  const struct setting_ask ask = {option, seen, value};
  bool ok = ledger_setting(cli->db, cli->store, &cli->actor, cli->config, &ask, &undo, err);
  free(seen);
  return ok;
}

int cmd_settings(struct cli *cli) {
  const char *word[2];
  size_t count;
  struct err err;
  if (!cli_parse(cli, NULL, 0, word, 0, 2, &count)) return CLI_USAGE;
  if (count == 2 && !change(cli, word[0], word[1], &err)) return cli_refuse(cli, &err);
  return settings_list(cli, count ? word[0] : NULL);
}
