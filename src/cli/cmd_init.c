/* init: a store's database, empty, for practice or with demo data. */
#include "src/cli/demo.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A store that could not be made leaves nothing behind. */
static void remove_new(const char *path) {
  static const char *const endings[] = {"", "-wal", "-shm", "-gate", "-key", "-anchor"};
  for (size_t i = 0; i < COUNT(endings); i++) {
    char *name = xprintf("%s%s", path, endings[i]);
    unlink(name);
    free(name);
  }
}

static int say(struct cli *cli) {
  static const char *const titles[][2] = {{"store", N_("Store")},        {"name", N_("Name")},          {"currency", N_("Currency")},
                                          {"timezone", N_("Time zone")}, {"mode", N_("Kind of store")}, {"database", N_("Database")}};
  struct buf b = {0};
  struct jw w = {.out = &b};
  jw_object(&w);
  jw_kt(&w, "store", cli->store->code);
  jw_kt(&w, "name", cli->store->name);
  jw_kt(&w, "currency", cli->store->currency);
  jw_kt(&w, "timezone", cli->store->timezone);
  jw_kt(&w, "mode", cli->store->mode);
  jw_kt(&w, "database", cli->db_path);
  jw_end(&w, '}');
  int status = cli_object(cli, &b, titles, COUNT(titles));
  buf_free(&b);
  return status;
}

static int fill(struct cli *cli, int64_t items, bool there) {
  int status = demo_fill(cli, items);
  if (status != CLI_DONE && !there) remove_new(cli->db_path);
  return status;
}

int cmd_init(struct cli *cli) {
  const char *store = NULL, *name = NULL, *currency = NULL, *timezone = NULL, *practice = NULL, *demo = NULL, *items = NULL;
  const struct cli_option options[] = {
      {.name = "--store", .takes = true, .value = &store},
      {.name = "--name", .takes = true, .value = &name},
      {.name = "--currency", .takes = true, .value = &currency},
      {.name = "--timezone", .takes = true, .value = &timezone},
      {.name = "--practice", .value = &practice},
      {.name = "--demo", .value = &demo},
      {.name = "--items", .takes = true, .value = &items},
  };
  struct err err;
  size_t n;
  if (!cli_parse(cli, options, COUNT(options), NULL, 0, 0, &n)) return CLI_USAGE;
  if (practice) {
    if (!store) store = "P";
    if (!name) name = _("Practice");
    if (!currency) currency = "CNY";
  }
  int64_t count = DEMO_ITEMS;
  if (items && (!demo || !num_parse(items, 0, &count) || count < DEMO_ITEMS_LEAST || count > DEMO_ITEMS_MOST))
    return cli_usage(cli, _("--items is a number from 60 to 1000000 and belongs to --demo."));
  if (demo) {
    if (!store) store = DEMO_CODE;
    if (!name) name = DEMO_NAME;
    if (!currency) currency = "CNY";
  }
  if (!store || !name || !currency) return cli_usage(cli, _("A new store needs --store, --name and --currency."));
  struct db_opts opts = {.env = cli->env, .seat = cli->seat, .create = true};
  bool there = access(cli->db_path, F_OK) == 0;
  if (!file_folders(cli->db_path, &err)) return cli_refuse(cli, &err);
  cli->db = db_open(cli->db_path, &opts, &err);
  if (cli->db &&
      ledger_store_init(cli->db, store, name, currency, timezone ? timezone : "",
                        practice ? "practice"
                        : demo   ? "demo"
                                 : "store",
                        &err) &&
      (cli->store = ledger_store_load(cli->db, &err)))
    return demo ? fill(cli, count, there) : say(cli);
  if (!there) remove_new(cli->db_path);
  return cli_refuse(cli, &err);
}
