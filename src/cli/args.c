/* args: words of the command line into their places. Global options stand anywhere; a command declares its own as a small table. */
#include "src/cli/cli.h"

#include <string.h>

/* Takes the value of a global option out of the line; -1: the value is missing. */
static int global_value(char **argv, int argc, int *i, const char **value) {
  if (*i + 1 >= argc) return -1;
  *value = argv[++*i];
  return 1;
}

static int global(struct cli *cli, char **argv, int argc, int *i, const char **config, const char **lang) {
  struct {
    const char *name, **value;
  } takes[] = {{"--config", config}, {"--db", &cli->db_path},     {"--lang", lang}, {"--as", &cli->as}, {"--seat", &cli->seat},
               {"--csv", &cli->csv}, {"--approve", &cli->approve}};
  if (str_eq(argv[*i], "--json")) return cli->json = true;
  for (size_t k = 0; k < COUNT(takes); k++)
    if (str_eq(argv[*i], takes[k].name)) return global_value(argv, argc, i, takes[k].value);
  return 0;
}

bool cli_globals(struct cli *cli, int argc, char **argv, const char **config, const char **lang) {
  cli->argv = xcalloc((size_t)argc + 1, sizeof *cli->argv);
  bool raw = false;
  for (int i = 1; i < argc; i++) {
    if (str_eq(argv[i], "--")) raw = true;
    const char *option = argv[i];
    int took = raw ? 0 : global(cli, argv, argc, &i, config, lang);
    if (took < 0) {
      cli_usage(cli, _("{1} needs a value."), option);
      return false;
    }
    if (!took) cli->argv[cli->argc++] = argv[i];
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
