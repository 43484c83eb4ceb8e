/* cli: from main to a command and back. Opens the store, signs in, runs, says what was refused. Commands are rows of commands.def. */
#include "src/cli/cli.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static const struct command commands[] = {
#define COMMAND(id, name, usage, line, help, rights, need) {name, usage, line, help, rights, need, cmd_##id},
#include "src/cli/commands.def"
#undef COMMAND
};

const struct command *cli_command_at(size_t index) {
  return index < COUNT(commands) ? &commands[index] : NULL;
}

const struct command *cli_command_find(const char *name) {
  for (size_t i = 0; i < COUNT(commands); i++)
    if (str_eq(commands[i].name, name)) return &commands[i];
  return NULL;
}

/* ---- saying */
int cli_refuse(struct cli *cli, const struct err *err) {
  if (!cli->json) {
    bool told = !*err->where || strstr(err->text, err->where); /* not twice */
    fprintf(cli->err, "zhanggui: %s%s%s\n", told ? "" : err->where, told ? "" : ": ", err->text);
    if (*err->hint) fprintf(cli->err, "  %s\n", err->hint);
    return CLI_REFUSED;
  }
  struct buf b = {0};
  struct jw w = {.out = &b};
  jw_object(&w);
  jw_key(&w, "error");
  jw_object(&w);
  jw_kt(&w, "code", err_name(err->code));
  jw_kt(&w, "text", err->text);
  jw_kt(&w, "hint", err->hint);
  jw_kt(&w, "where", *err->where ? err->where : NULL);
  if (cli->wait_s > 0) jw_ki(&w, "wait_s", cli->wait_s);
  jw_end(&w, '}');
  jw_end(&w, '}');
  fprintf(cli->err, "%s\n", b.p);
  buf_free(&b);
  return CLI_REFUSED;
}

int cli_usage_args(struct cli *cli, const char *why, const char *const *args) {
  struct buf b = {0};
  text_fill_args(&b, why, args);
  fprintf(cli->err, "zhanggui: %s\n", b.p);
  buf_clear(&b);
  const struct command *c = cli->command;
  if (c) text_fill(&b, _("Usage: zhanggui {1} {2}"), c->name, c->usage);
  else buf_adds(&b, _("'zhanggui help' lists the commands."));
  fprintf(cli->err, "%s\n", b.p);
  buf_free(&b);
  return CLI_USAGE;
}

void cli_warn_args(struct cli *cli, const char *sentence, const char *const *args) {
  struct buf text = {0}, b = {0};
  text_fill_args(&text, sentence, args);
  struct jw w = {.out = &b};
  jw_object(&w);
  jw_kt(&w, "warning", text.p);
  jw_end(&w, '}');
  if (!cli->json) {
    buf_clear(&b);
    text_fill(&b, _("Warning: {1}"), text.p);
  }
  fprintf(cli->err, "%s\n", b.p);
  buf_free(&text);
  buf_free(&b);
}

/* ---- giving */
struct out *cli_table(struct cli *cli, const struct out_column *columns, size_t count) {
  struct winsize size = {0};
  struct out *out = out_new(columns, count, OUT_PEOPLE, cli->out);
  if (isatty(fileno(cli->out)) && ioctl(fileno(cli->out), TIOCGWINSZ, &size) == 0) out_fit(out, size.ws_col);
  return out;
}

struct out *cli_out(struct cli *cli, const struct out_column *columns, size_t count, struct err *err) {
  if (!cli->csv && cli->json) return out_new(columns, count, OUT_AS_JSON, cli->out);
  if (!cli->csv) return cli_table(cli, columns, count);
  if (str_eq(cli->csv, "-")) return out_new(columns, count, OUT_AS_CSV, cli->out);
  cli->file = fopen(cli->csv, "we");
  if (cli->file) return out_new(columns, count, OUT_AS_CSV, cli->file);
  err_set(err, ERR_FILE_WRITE, NULL, cli->csv, err_errno(errno));
  return NULL;
}

int cli_out_end(struct cli *cli, struct out *out, struct err *err) {
  bool ok = out_end(out, err);
  if (cli->file && fclose(cli->file) && ok) ok = err_set(err, ERR_FILE_WRITE, NULL, cli->csv, err_errno(errno));
  cli->file = NULL;
  return ok ? CLI_DONE : cli_refuse(cli, err);
}

int cli_out_refuse(struct cli *cli, struct out *out, const struct err *err) {
  out_drop(out);
  if (cli->file) fclose(cli->file);
  cli->file = NULL;
  return cli_refuse(cli, err);
}

int cli_json(struct cli *cli, const struct buf *json) {
  struct err err;
  if (fwrite(json->p, 1, json->n, cli->out) == json->n && fputc('\n', cli->out) != EOF && !fflush(cli->out)) return CLI_DONE;
  err_set(&err, ERR_FILE_WRITE, NULL, _("standard output"), err_errno(errno));
  return cli_refuse(cli, &err);
}

/* ---- running */
static void on_waiting(void *self, const char *seat) {
  cli_warn((struct cli *)self, _("Waiting for {1}, who is writing."), seat);
}

static bool open_store(struct cli *cli, struct err *err) {
  struct db_opts opts = {.env = cli->env, .seat = cli->seat, .waiting = on_waiting, .self = cli};
  cli->db = db_open(cli->db_path, &opts, err);
  if (!cli->db) return false;
  cli->store = ledger_store_load(cli->db, err);
  return cli->store && setting_load(cli->db, cli->config, err) && cli_sign_in(cli, err);
}

/* Language: the option, else the machine's setting, else the locale. */
static bool choose_language(struct cli *cli, const char *lang) {
  if (text_language(lang ? lang : config_text(cli->config, OPT_LANGUAGE))) return true;
  const char *names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
  const char *locale = NULL;
  for (size_t i = 0; i < COUNT(names) && str_empty(locale); i++) locale = getenv(names[i]);
  if (!text_language(!str_empty(locale) && str_starts(locale, "zh") ? "zh" : "en")) abort();
  return !lang; /* any other setting means the system's */
}

static int run_command(struct cli *cli) {
  struct err err;
  for (int i = 1; i < cli->argc; i++)
    if (str_eq(cli->argv[i], "--help")) {
      char *words[] = {cli->argv[0], cli->argv[0], NULL};
      cli->argc = 2;
      memcpy(cli->argv, words, sizeof words);
      return cmd_help(cli);
    }
  if (cli->command->need == CLI_STORE && !open_store(cli, &err)) return cli_refuse(cli, &err);
  int status = cli->command->run(cli);
  if (status == CLI_DONE && fflush(cli->out)) {
    err_set(&err, ERR_FILE_WRITE, NULL, _("standard output"), err_errno(errno));
    status = cli_refuse(cli, &err);
  }
  return status;
}

static int with_config(struct cli *cli, const char *lang, int (*screens)(struct cli *)) {
  if (!choose_language(cli, lang)) return cli_usage(cli, _("--lang is zh or en."));
  char *path = cli->db_path ? xstrdup(cli->db_path) : config_database(cli->config);
  cli->db_path = path;
  if (!cli->seat) cli->seat = config_text(cli->config, OPT_SEAT);
  const char *tty = ttyname(STDIN_FILENO);
  if (str_empty(cli->seat)) cli->seat = tty && str_starts(tty, "/dev/") ? tty + 5 : "cli";
  int status;
  if (!cli->argc) {
    status = screens ? screens(cli) : cli_usage(cli, _("Say what to do."));
  } else {
    static char help[] = "help"; /* what every program answers */
    if (str_eq(cli->argv[0], "--help") || str_eq(cli->argv[0], "-h")) cli->argv[0] = help;
    cli->command = cli_command_find(cli->argv[0]);
    if (str_eq(cli->argv[0], "--version"))
      status = fprintf(cli->out, "zhanggui %s\n", CLI_VERSION) > 0 && !fflush(cli->out) ? CLI_DONE : CLI_REFUSED;
    else status = cli->command ? run_command(cli) : cli_usage(cli, _("There is no command '{1}'."), cli->argv[0]);
  }
  ledger_store_free(cli->store);
  db_close(cli->db);
  free(path);
  return status;
}

int cli_main(int argc, char **argv, int (*screens)(struct cli *)) {
  struct cli cli = {.env = env_real(), .in = stdin, .out = stdout, .err = stderr, .program = argv[0]};
  const char *global[GLOBAL_COUNT] = {0};
  struct err err;
  signal(SIGPIPE, SIG_IGN);
  if (!hash_init()) abort();
  int status = CLI_USAGE;
  bool taken = cli_take_globals(&cli, argc, argv, global);
  cli.db_path = global[GLOBAL_DB];
  cli.as = global[GLOBAL_AS];
  cli.seat = global[GLOBAL_SEAT];
  cli.approve = global[GLOBAL_APPROVE];
  cli.csv = global[GLOBAL_CSV];
  cli.json = global[GLOBAL_JSON] != NULL;
  cli.progress = global[GLOBAL_PROGRESS] != NULL;
  cli.script = global[GLOBAL_SCRIPT];
  cli.lang = global[GLOBAL_LANG];
  cli.config_path = global[GLOBAL_CONFIG];
  if (taken) {
    cli.config = config_load(global[GLOBAL_CONFIG], &err);
    status = cli.config ? with_config(&cli, global[GLOBAL_LANG], screens) : cli_refuse(&cli, &err);
  }
  config_free(cli.config);
  free(cli.argv);
  return status;
}
