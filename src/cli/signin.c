/* signin: who acts. --as STAFF with a PIN, the owner of a store that has no staff yet, or nobody (look-ups). Approvals bind a second
 * person to one command. */
#include "src/cli/cli.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { ALL_RIGHTS = RIGHT_CLERK | RIGHT_COUNTER | RIGHT_MANAGER | RIGHT_APPROVER };

static const char *right_name(unsigned rights) {
  if (rights & RIGHT_CLERK) return _("clerk");
  if (rights & RIGHT_COUNTER) return _("counter");
  if (rights & RIGHT_MANAGER) return _("manager");
  return rights & RIGHT_APPROVER ? _("approver") : _("headquarters");
}

/* One line from the terminal without echo. Standard input may be carrying scans, so the terminal is opened by name. */
static bool ask_terminal(const char *question, char pin[64]) {
  int tty = open("/dev/tty", O_RDWR | O_CLOEXEC);
  if (tty < 0) return false;
  struct termios old, quiet;
  bool ok = !tcgetattr(tty, &old);
  if (ok) {
    quiet = old;
    quiet.c_lflag &= ~(tcflag_t)ECHO;
    ok = !tcsetattr(tty, TCSAFLUSH, &quiet) && write(tty, question, strlen(question)) >= 0;
    ssize_t n = ok ? read(tty, pin, 63) : -1;
    ok = n > 0 && write(tty, "\n", 1) == 1 && !tcsetattr(tty, TCSAFLUSH, &old);
    pin[n > 0 ? n : 0] = 0;
    pin[strcspn(pin, "\r\n")] = 0;
  }
  close(tty);
  return ok;
}

bool cli_pin(struct cli *cli, const char *variable, const char *question, char pin[64], struct err *err) {
  (void)cli;
  const char *given = getenv(variable);
  if (given && str_copy(pin, 64, given)) return true;
  return ask_terminal(question, pin) || err_set(err, ERR_PIN_ASK, NULL, variable);
}

/* A PIN that must be changed first opens only the change of that PIN. */
static bool changing_pin(const struct cli *cli, const struct err *err) {
  return err->code == ERR_PIN_CHANGE && str_eq(cli->command->name, "staff") && cli->argc >= 3 && str_eq(cli->argv[1], "pin") &&
         str_eq(cli->argv[2], cli->as);
}

static bool sign_in_staff(struct cli *cli, struct err *err) {
  char pin[64];
  bool found;
  if (!cli_pin(cli, "ZHANGGUI_PIN", _("PIN: "), pin, err)) return false;
  if (!staff_sign_in(cli->db, err, cli->as, pin, &cli->wait_s)) {
    if (!changing_pin(cli, err)) return false;
    cli->actor.staff = cli->as;
    return true;
  }
  if (!staff_rights(cli->db, err, cli->as, cli->store->code, &cli->rights, &found)) return false;
  cli->actor.staff = cli->as;
  return true;
}

bool cli_right(struct cli *cli, unsigned rights, struct err *err) {
  if (!rights || cli->rights & rights) return true;
  if (str_empty(cli->actor.staff)) return err_set(err, ERR_SIGN_IN, NULL);
  return err_set(err, ERR_RIGHT, NULL, cli->actor.staff, right_name(rights));
}

bool cli_sign_in(struct cli *cli, struct err *err) {
  bool any;
  cli->actor = (struct actor){.staff = ""};
  if (!staff_any(cli->db, err, &any)) return false;
  if (cli->as) {
    if (!sign_in_staff(cli, err)) return false;
  } else if (!any) {
    cli->rights = ALL_RIGHTS;
  }
  cli->actor.manager = cli->rights & RIGHT_MANAGER;
  bool pin_only = cli->as && !cli->rights && str_eq(cli->command->name, "staff");
  return pin_only || cli_right(cli, cli->command->rights, err);
}

bool cli_right_lent(struct cli *cli, unsigned right, struct err *err) {
  return !(cli->rights & right) && cli->approve ? cli_approve(cli, right, err) : cli_right(cli, right, err);
}

bool cli_approve(struct cli *cli, unsigned right, struct err *err) {
  char pin[64];
  bool found;
  unsigned rights;
  if (!cli->approve) return err_set(err, ERR_APPROVE_NEEDED, NULL, cli->command->name);
  if (str_eq(cli->approve, cli->actor.staff)) return err_set(err, ERR_APPROVE_SELF, NULL);
  if (!cli_pin(cli, "ZHANGGUI_APPROVE_PIN", _("Approver's PIN: "), pin, err)) return false;
  if (!staff_sign_in(cli->db, err, cli->approve, pin, &cli->wait_s)) return false;
  if (!staff_rights(cli->db, err, cli->approve, cli->store->code, &rights, &found)) return false;
  if (!(rights & right)) return err_set(err, ERR_RIGHT, NULL, cli->approve, right_name(right));
  cli->actor.approved_by = cli->approve;
  return true;
}
