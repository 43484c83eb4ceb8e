/* staff: who works here; setting a PIN: one's own, or as a manager anybody's (to be changed at first use). */
#include "src/cli/cli.h"

#include <stdlib.h>
#include <string.h>

static const struct out_column columns[] = {
    {"staff", OUT_CODE, N_("Staff")}, {"name", OUT_NAME, N_("Name")},     {"roles", OUT_WORD, N_("Roles")},
    {"pin", OUT_WORD, N_("PIN")},     {"active", OUT_BOOL, N_("Active")},
};

/* pin: none, change (to be changed at first use), set; never the PIN. */
static bool staff_out(struct cli *cli, struct out *out, const char *staff, size_t *count, struct err *err) {
  struct rows r;
  *count = 0;
  if (!rows_open(&r, cli->db, err, SQL_STAFF_LIST, T(staff))) return false;
  for (; rows_next(&r); (*count)++) {
    out_text(out, 0, rows_text(&r, 0));
    out_text(out, 1, rows_text(&r, 1));
    out_text(out, 2, rows_text(&r, 3));
    out_text(out, 3, rows_text(&r, 4));
    out_int(out, 4, rows_int(&r, 2));
    out_row(out);
  }
  return rows_close(&r, err);
}

static int staff_list(struct cli *cli, const char *staff) {
  struct err err;
  size_t count;
  if (!cli_right(cli, RIGHT_MANAGER | RIGHT_CLERK | RIGHT_COUNTER, &err)) return cli_refuse(cli, &err);
  struct out *out = cli_out(cli, columns, COUNT(columns), &err);
  if (!out) return cli_refuse(cli, &err);
  bool ok = staff_out(cli, out, staff, &count, &err);
  if (ok && staff && !count) ok = err_set(&err, ERR_STAFF_UNKNOWN, NULL, staff);
  return ok ? cli_out_end(cli, out, &err) : cli_out_refuse(cli, out, &err);
}

static bool pin_set(struct cli *cli, const char *staff, const char *pin, bool own, struct err *err) {
  char hash[128];
  bool found;
  unsigned rights;
  /* Checked and hashed before the transaction: nobody waits for the arithmetic. */
  size_t n = strlen(pin);
  if (n < 4 || n > 12 || strspn(pin, "0123456789") != n) return err_set(err, ERR_PIN_FORM, NULL);
  /* A PIN that others have seen is not changed by saying it again. */
  if (own && (!staff_pin_is(cli->db, err, staff, pin, &found) || (found && !err_set(err, ERR_PIN_SAME, NULL, staff)))) return false;
  pin_hash(hash, pin);
  if (!db_begin(cli->db, err)) return false;
  bool ok = staff_rights(cli->db, err, staff, cli->store->code, &rights, &found) &&
            (found || err_set(err, ERR_STAFF_UNKNOWN, NULL, staff)) && staff_set_pin(cli->db, err, staff, hash, !own) &&
            audit_add(cli->db, err, cli->actor.staff, NULL, "pin_set", staff, NULL, NULL);
  if (ok) return db_commit(cli->db, err);
  db_rollback(cli->db);
  return false;
}

static int staff_pin(struct cli *cli, const char *staff) {
  char pin[64];
  struct err err;
  bool own = str_eq(staff, cli->actor.staff);
  if ((!own && !cli_right(cli, RIGHT_MANAGER, &err)) || !cli_pin(cli, "ZHANGGUI_NEW_PIN", _("New PIN: "), pin, &err) ||
      !pin_set(cli, staff, pin, own, &err))
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
