/* cli: the command line. commands.def names every command; one file per command (cmd_<name>.c). Parses arguments, asks for the PIN,
 * checks the right, prints. Must not:
 * hold any rule that a screen would need too (those live in ledger, report, db). */
#ifndef ZG_CLI_H
#define ZG_CLI_H

#include "config/config.h"
#include "db/db.h"
#include "src/ledger/ledger.h"
#include "src/report/report.h"

#include <stdio.h>

#define CLI_VERSION "0.1"
enum { CLI_DONE = 0, CLI_REFUSED = 1, CLI_USAGE = 2 };
struct cli {
  const struct env *env;
  struct config *config;
  struct db *db; /* open unless the command's need is CLI_NO_STORE */
  struct ledger_store *store;
  struct actor actor; /* signed in, or the owner of a store without staff, or nobody ("" and no rights) */
  unsigned rights;
  const char *db_path, *as, *seat, *approve;
  const char *script, *config_path, *program, *lang; /* of the screens; lang: NULL when the line did not say */
  bool json, progress;                               /* progress: "progress DONE ROWS" lines on err, for whoever shows a bar */
  const char *csv;                                   /* --csv FILE, NULL none */
  FILE *in, *out, *err;
  FILE *file;     /* what --csv writes while an out is open */
  int64_t wait_s; /* after a wrong PIN: told with the refusal; 0 none */
  int argc;       /* what is left: the command's own words, argv[0] the command */
  char **argv;
  const struct command *command;
};
enum cli_need { CLI_NO_STORE, CLI_STORE };
struct command {
  const char *name, *usage, *line, *help; /* usage: after the name */
  unsigned rights;                        /* one of these is needed (enum right); RIGHT_NONE: no sign-in */
  enum cli_need need;
  int (*run)(struct cli *); /* CLI_DONE, CLI_REFUSED (said already by cli_refuse), CLI_USAGE (said by cli_usage) */
};
const struct command *cli_command_at(size_t index); /* NULL past the end */
/* screens: what runs when no command is given (the database is not open yet); NULL: there are none, then a command must be said. */
int cli_main(int argc, char **argv, int (*screens)(struct cli *));

/* ---- for commands (cli.c) */
/* One option: --name or --name VALUE, anywhere among the command's words. Options of `many` may come several times. */
struct cli_option {
  const char *name;
  bool takes;         /* a value follows */
  const char **value; /* set to the value (or to "" for a flag); NULL stays when not given */
  const char **many;  /* instead: array of `room` values, *count of them */
  size_t room, *count;
};
/* Sorts the command's words: options into their places, the rest into rest[0…] (borrowed from argv), their number in *rest_count. An
 * unknown or doubled option, a missing value, or
 * fewer/more words than least…most prints the usage and returns false: return CLI_USAGE. */
bool cli_parse(struct cli *, const struct cli_option *, size_t count, const char **rest, size_t least, size_t most,
               size_t *rest_count) MUST_CHECK;
int cli_refuse(struct cli *,
               const struct err *); /* prints the sentence and hint (or {"error":{…}} with --json) on err; returns CLI_REFUSED */
/* Prints why ({1} … filled by text arguments) and the usage on err; returns CLI_USAGE. */
#define cli_usage(cli, why, ...) cli_usage_args((cli), (why), (const char *const[]){"", ##__VA_ARGS__, NULL})
int cli_usage_args(struct cli *, const char *why, const char *const *args);
/* A sentence ({1} … filled likewise) on err, with --json as {"warning":…}; work goes on. */
#define cli_warn(cli, sentence, ...) cli_warn_args((cli), (sentence), (const char *const[]){"", ##__VA_ARGS__, NULL})
void cli_warn_args(struct cli *, const char *sentence, const char *const *args);
/* Rows to wherever --json/--csv/neither say. *to is closed by cli_out_end. NULL with err. */
struct out *cli_out(struct cli *, const struct out_column *, size_t count, struct err *);
struct out *cli_table(struct cli *, const struct out_column *, size_t count); /* for people in any case, within their terminal */
int cli_out_end(struct cli *, struct out *, struct err *);                    /* CLI_DONE or refuses */
int cli_out_refuse(struct cli *, struct out *,
                   const struct err *); /* instead, when making the rows failed: what was not written yet is dropped */
/* One object for --json, written whole. */
int cli_json(struct cli *, const struct buf *);
/* One object for programs (--json), and the same for people: a line for each title whose value is there. {key, N_() title} pairs.
 * (object.c) */
int cli_object(struct cli *, const struct buf *json, const char *const titles[][2], size_t count);
/* A second right inside a command (reversing, teaching): ERR_RIGHT names who may. */
bool cli_right(struct cli *, unsigned rights, struct err *) MUST_CHECK;
/* --approve STAFF with ZHANGGUI_APPROVE_PIN: checks the PIN and the approver's right, sets actor.approved_by; the approver may not be
 * the actor. */
bool cli_approve(struct cli *, unsigned right, struct err *) MUST_CHECK;
/* The actor's own right, or that of the one who approves (--approve) for this one command. */
bool cli_right_lent(struct cli *, unsigned right, struct err *) MUST_CHECK;
/* The items that a scan's hits name: one into item (else ""), several as a sentence into the code's problem. */
bool cli_name_items(struct cli *, struct code *, const struct item_hit *, size_t count, char item[64], struct err *) MUST_CHECK;
/* A PIN from the environment variable, else asked for on the terminal itself (never standard input), without echo. false: neither is
 * there (ERR_SIGN_IN). */
bool cli_pin(struct cli *, const char *variable, const char *question, char pin[64], struct err *) MUST_CHECK;

/* Lines of FORMATS "Scans on standard input", said on the desk until the input ends. *refused: one of them was refused (told already).
 * False with err: reading or answering failed. (scans.c) */
struct cli_scans {
  bool ack;
  bool hold; /* 'done' ends the input and the draft is kept */
  bool post; /* the end of the input is 'done', when nothing was refused */
};
bool cli_scans(struct cli *, struct desk *, const struct cli_scans *, bool *refused, struct err *) MUST_CHECK;
/* The same whole: the desk opened, its lines taken, what came of it told as {document, number, state, draft, lines, units, discrepancies}.
 * Returns the exit status. (goods.c) */
int cli_goods(struct cli *, const struct desk_opts *, const struct cli_scans *);
/* A document that a command posted, told the same way; number is freed. */
int cli_posted(struct cli *, char *number);

/* ---- between the files of the frame */
/* The global options (args.c, globals.def): taken out of the line, the last of each holds; "" for a flag, NULL stays. False: usage said. */
#define GLOBAL(id, name, value, line) id,
enum cli_global_id {
#include "src/cli/globals.def"
  GLOBAL_COUNT
};
#undef GLOBAL
struct cli_global {
  const char *name, *value, *line;
};
extern const struct cli_global cli_globals[GLOBAL_COUNT];
bool cli_take_globals(struct cli *, int argc, char **argv, const char *value[GLOBAL_COUNT]) MUST_CHECK;
bool cli_sign_in(struct cli *, struct err *) MUST_CHECK; /* signin.c: fills actor and rights, and asks for what the command needs */
const struct command *cli_command_find(const char *name);

#define COMMAND(id, name, usage, line, help, rights, need) int cmd_##id(struct cli *);
#include "src/cli/commands.def"
#undef COMMAND

#endif
