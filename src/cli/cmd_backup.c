/* backup, restore: a whole copy of the store, and putting one back. A restored store writes a log of its own from then on. */
#include "src/cli/cli.h"

#include <stdlib.h>
#include <unistd.h>

static int say(struct cli *cli, const char *key, const char *value, const char *kept) {
  static const char *const titles[][2] = {{"backup", N_("Backup")},
                                          {"restored", N_("Restored from")},
                                          {"kept", N_("The store before is kept as")},
                                          {"device", N_("Device letter")}};
  struct buf b = {0};
  struct jw w = {.out = &b};
  struct origin o;
  struct err err;
  bool found = false;
  if (!origin_now(cli->db, &err, &o, &found)) return cli_refuse(cli, &err);
  jw_object(&w);
  jw_kt(&w, key, value);
  if (kept) jw_kt(&w, "kept", kept);
  if (found) jw_kt(&w, "device", o.device);
  jw_end(&w, '}');
  int status = cli_object(cli, &b, titles, COUNT(titles));
  buf_free(&b);
  return status;
}

/* When it was, for the first page and the audit. */
static bool note(struct cli *cli, const char *to, struct err *err) {
  char now[40];
  if (!db_begin(cli->db, err)) return false;
  if (meta_set(cli->db, err, "backup", time_format(now, sizeof now, env_now(cli->env))) &&
      audit_add(cli->db, err, cli->actor.staff, NULL, "backup", to, "", "") && db_commit(cli->db, err))
    return true;
  db_rollback(cli->db);
  return false;
}

int cmd_backup(struct cli *cli) {
  const char *to[1];
  struct err err;
  size_t n;
  if (!cli_parse(cli, NULL, 0, to, 1, 1, &n)) return CLI_USAGE;
  return db_backup(cli->db, to[0], &err) && note(cli, to[0], &err) ? say(cli, "backup", to[0], NULL) : cli_refuse(cli, &err);
}

/* Only a manager of the store that is there may put another in its place; a damaged one can no longer ask. */
static bool may_replace(struct cli *cli, struct err *err) {
  struct db_opts opts = {.env = cli->env, .seat = cli->seat, .no_migrate = true, .read_only = false};
  struct err ignored;
  if (access(cli->db_path, F_OK) != 0) return true;
  cli->db = db_open(cli->db_path, &opts, &ignored);
  cli->store = cli->db ? ledger_store_load(cli->db, &ignored) : NULL;
  bool ok = !cli->store || (cli_sign_in(cli, err) && cli_right(cli, RIGHT_MANAGER, err));
  ledger_store_free(cli->store);
  db_close(cli->db);
  cli->store = NULL;
  cli->db = NULL;
  return ok;
}

static bool renew(struct cli *cli, const char *from, struct err *err) {
  struct db_opts opts = {.env = cli->env, .seat = cli->seat};
  cli->db = db_open(cli->db_path, &opts, err);
  cli->store = cli->db ? ledger_store_load(cli->db, err) : NULL;
  if (!cli->store || !db_begin(cli->db, err)) return false;
  const char *who = cli->actor.staff ? cli->actor.staff : "";
  if (ledger_origin_renew(cli->db, err) && audit_add(cli->db, err, who, NULL, "restore", from, "", "") && db_commit(cli->db, err))
    return true;
  db_rollback(cli->db);
  return false;
}

int cmd_restore(struct cli *cli) {
  const char *from[1];
  char *kept = NULL;
  struct db_opts opts = {.env = cli->env, .seat = cli->seat};
  struct err err;
  size_t n;
  if (!cli_parse(cli, NULL, 0, from, 1, 1, &n)) return CLI_USAGE;
  if (!may_replace(cli, &err) || !db_restore(from[0], cli->db_path, &opts, &kept, &err) || !renew(cli, from[0], &err)) {
    free(kept);
    return cli_refuse(cli, &err);
  }
  int status = say(cli, "restored", from[0], kept);
  free(kept);
  return status;
}
