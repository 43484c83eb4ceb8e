/* settings: the store's own, shown or changed; those of the machine stand in zhanggui.ini and are shown. */
#include "src/cli/cli.h"

static const struct out_column columns[] = {
    {"key", OUT_CODE, N_("Setting")},
    {"value", OUT_NAME, N_("Current value")},
    {"scope", OUT_WORD, N_("Belongs to")},
    {"text", OUT_CODE, N_("What it does")},
};

static int settings_list(struct cli *cli, const char *key) {
  struct err err;
  enum option only = OPT_COUNT;
  if (key && !option_find(key, &only, &err)) return cli_refuse(cli, &err);
  struct out *out = cli_out(cli, columns, COUNT(columns), &err);
  if (!out) return cli_refuse(cli, &err);
  for (int i = 0; i < OPT_COUNT; i++) {
    if (key && i != (int)only) continue;
    const struct option_info *info = option_info((enum option)i);
    out_text(out, 0, option_name((enum option)i));
    out_text(out, 1, config_text(cli->config, (enum option)i));
    out_text(out, 2, info->scope == SCOPE_STORE ? "store" : "machine");
    out_text(out, 3, _(info->text));
    out_row(out);
  }
  return cli_out_end(cli, out, &err);
}

static bool setting_change(struct cli *cli, const char *key, const char *value, struct err *err) {
  enum option option;
  int64_t undo;
  if (!cli_right(cli, RIGHT_MANAGER, err) || !option_find(key, &option, err)) return false;
  if (!db_begin(cli->db, err)) return false;
  if (!setting_set(cli->db, err, cli->actor.staff, cli->actor.approved_by, option, value, &undo)) {
    db_rollback(cli->db);
    return false;
  }
  return db_commit(cli->db, err) && config_set(cli->config, option, value, err);
}

int cmd_settings(struct cli *cli) {
  const char *word[2];
  size_t count;
  struct err err;
  if (!cli_parse(cli, NULL, 0, word, 0, 2, &count)) return CLI_USAGE;
  if (count == 2 && !setting_change(cli, word[0], word[1], &err)) return cli_refuse(cli, &err);
  return settings_list(cli, count ? word[0] : NULL);
}
