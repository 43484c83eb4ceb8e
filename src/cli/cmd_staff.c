/* staff: who works here; setting a PIN: one's own, or as a manager anybody's (to be changed at first use). */
#include "src/cli/cli.h"

#include <stdlib.h>
#include <string.h>

static int staff_list(struct cli *cli, const char *staff) {
  struct err err;
  size_t count;
  if (!cli_right(cli, RIGHT_MANAGER | RIGHT_CLERK | RIGHT_COUNTER, &err)) return cli_refuse(cli, &err);
  struct out *out = cli_out(cli, list_staff_column, LIST_STAFF_COLUMNS, &err);
  if (!out) return cli_refuse(cli, &err);
  bool ok = list_staff(cli->db, staff, out, &count, &err);
  if (ok && staff && !count) ok = err_set(&err, ERR_STAFF_UNKNOWN, NULL, staff);
  return ok ? cli_out_end(cli, out, &err) : cli_out_refuse(cli, out, &err);
}

/* Typed unseen, so typed twice. */
static bool new_pin(struct cli *cli, char pin[64], struct err *err) {
  static const char variable[] = "ZHANGGUI_NEW_PIN";
  char again[64];
  if (!cli_pin(cli, variable, _("New PIN: "), pin, err)) return false;
  if (getenv(variable)) return true;
  return cli_pin(cli, variable, _("New PIN once more: "), again, err) && (str_eq(pin, again) || err_set(err, ERR_PIN_TWICE, NULL));
}

static int staff_pin(struct cli *cli, const char *staff) {
  char pin[64];
  struct err err;
  bool own = str_eq(staff, cli->actor.staff);
  if ((!own && !cli_right(cli, RIGHT_MANAGER, &err)) || !new_pin(cli, pin, &err) ||
      !staff_change_pin(cli->db, &err, cli->actor.staff, staff, cli->store->code, pin))
    return cli_refuse(cli, &err);
  if (!cli->json) {
    fprintf(cli->out, "%s\n", _("The PIN is set."));
    return CLI_DONE;
  }
  struct buf b = {0};
  struct jw w = {.out = &b};
  jw_object(&w);
  jw_kt(&w, "staff", staff);
  jw_kt(&w, "pin", own ? "set" : "change");
  jw_end(&w, '}');
  int status = cli_json(cli, &b);
  buf_free(&b);
  return status;
}

int cmd_staff(struct cli *cli) {
  const char *word[2];
  size_t count;
  if (!cli_parse(cli, NULL, 0, word, 0, 2, &count)) return CLI_USAGE;
  if (count == 2 && !str_eq(word[0], "pin")) return cli_usage(cli, _("Say 'staff', 'staff S' or 'staff pin S'."));
  return count == 2 ? staff_pin(cli, word[1]) : staff_list(cli, count ? word[0] : NULL);
}
