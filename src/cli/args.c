/* args: words of the command line into their places. Global options stand anywhere; a command declares its own as a small table. */
#include "src/cli/cli.h"

#include <string.h>

const struct cli_global cli_globals[GLOBAL_COUNT] = {
#define GLOBAL(id, name, value, line) {name, value, line},
#include "src/cli/globals.def"
#undef GLOBAL
};

static enum cli_global_id global_named(const char *word) {
  size_t i = 0;
  while (i < GLOBAL_COUNT && !str_eq(cli_globals[i].name, word)) i++;
  return (enum cli_global_id)i;
}

bool cli_take_globals(struct cli *cli, int argc, char **argv, const char *value[GLOBAL_COUNT]) {
  cli->argv = xcalloc((size_t)argc + 1, sizeof *cli->argv);
  bool raw = false;
  for (int i = 1; i < argc; i++) {
    raw |= str_eq(argv[i], "--");
    enum cli_global_id id = raw ? GLOBAL_COUNT : global_named(argv[i]);
    if (id == GLOBAL_COUNT) {
      cli->argv[cli->argc++] = argv[i];
    } else if (!*cli_globals[id].value) {
      value[id] = "";
    } else if (i + 1 < argc) {
      value[id] = argv[++i];
    } else {
      cli_usage(cli, _("{1} needs a value."), argv[i]);
      return false;
    }
  }
  return true;
}

static bool option_take(struct cli *cli, const struct cli_option *o, int *i) {
  const char *value = "";
  if (o->takes) {
    if (*i + 1 >= cli->argc) {
      cli_usage(cli, _("{1} needs a value."), o->name);
      return false;
    }
    value = cli->argv[++*i];
  }
  bool room = o->many ? *o->count < o->room : !*o->value;
  if (!room) {
    cli_usage(cli, _("{1} is given too often."), o->name);
    return false;
  }
  if (o->many) o->many[(*o->count)++] = value;
  else *o->value = value;
  return true;
}

static const struct cli_option *option_find_word(const struct cli_option *options, size_t count, const char *word) {
  for (size_t k = 0; k < count; k++)
    if (str_eq(options[k].name, word)) return &options[k];
  return NULL;
}

bool cli_parse(struct cli *cli, const struct cli_option *options, size_t count, const char **rest, size_t least, size_t most,
               size_t *rest_count) {
  bool raw = false;
  *rest_count = 0;
  for (int i = 1; i < cli->argc; i++) {
    const char *word = cli->argv[i];
    if (!raw && str_eq(word, "--")) {
      raw = true;
      continue;
    }
    const struct cli_option *o = raw ? NULL : option_find_word(options, count, word);
    if (o) {
      if (!option_take(cli, o, &i)) return false;
      continue;
    }
    if (!raw && str_starts(word, "--")) {
      cli_usage(cli, _("There is no option {1} here."), word);
      return false;
    }
    if (*rest_count >= most) {
      cli_usage(cli, _("The word '{1}' is one too many."), word);
      return false;
    }
    rest[(*rest_count)++] = word;
  }
  if (*rest_count >= least) return true;
  cli_usage(cli, _("Something is missing."));
  return false;
}
