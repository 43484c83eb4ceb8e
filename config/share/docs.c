/* docs: writes the manual page (docs man en|zh) and the bash completion (docs bash) from the tables of commands, global options, screens
 * and keys. Run by `make`, never
 * installed.
 * Must not: know a command by name. */
#include "src/base/base.h"

#include <stdio.h>
#include <string.h>

static const struct {
  const char *name, *usage, *line, *help;
} commands[] = {
#define COMMAND(id, name, usage, line, help, rights, need) {name, usage, line, help},
#include "src/cli/commands.def"
#undef COMMAND
};

static const struct {
  const char *name, *value, *line;
} options[] = {
#define GLOBAL(id, name, value, line) {name, value, line},
#include "src/cli/globals.def"
#undef GLOBAL
};

static const struct {
  const char *code, *fast, *title, *help;
} screens[] = {
#define SCREEN(code, fast, flags, rights, title, help) {#code, fast, title, help},
#include "ui/screens.def"
#undef SCREEN
};
static const struct {
  const char *on, *keys, *label, *help;
} actions[] = {
#define ACTION(on, name, keys, flags, rights, label, help) {#on, keys, label, help},
#include "ui/actions.def"
#undef ACTION
};

static const struct {
  const char *name, *line;
} variables[] = {
    {"ZHANGGUI_PIN", N_("the PIN of --as")},
    {"ZHANGGUI_APPROVE_PIN", N_("the PIN of --approve")},
    {"ZHANGGUI_NEW_PIN", N_("the PIN to be set")},
    {"ZHANGGUI_DATA", N_("the folder of mappings and the other files that come with the program")},
};

/* Text as roff takes it: its own marks are escaped, a line never begins with a request. */
static void roff(const char *text) {
  for (const char *p = text; *p; p++) {
    bool begins = p == text || p[-1] == '\n';
    if (*p == '\\') fputs("\\e", stdout);
    else if (*p == '-') fputs("\\-", stdout);
    else if (begins && (*p == '.' || *p == '\'')) printf("\\&%c", *p);
    else if (*p == '\n') fputs("\n.br\n", stdout);
    else putchar(*p);
  }
}

static void heading(const char *text) {
  printf(".SH %s\n", text);
}

static void row(const char *name, const char *value, const char *line) {
  fputs(".TP\n.B ", stdout);
  roff(name);
  if (*value) {
    fputs(" \\fI", stdout);
    roff(value);
    fputs("\\fR", stdout);
  }
  putchar('\n');
  roff(line);
  putchar('\n');
}

static void keys(const char *screen) {
  for (size_t i = 0; i < COUNT(actions); i++)
    if (str_eq(actions[i].on, screen)) row(actions[i].keys, _(actions[i].label), _(actions[i].help));
}

/* Every screen with what it is for, how it is reached, and its keys: the tables that bind them. */
static void chapters(void) {
  heading(_("SCREENS"));
  roff(_("Without a command the screens open. These keys work on all of them; the others stand on the last line and in the help (F1)."));
  putchar('\n');
  keys("any");
  fputs(".SS ", stdout);
  roff(_("Lists"));
  putchar('\n');
  keys("list");
  for (size_t i = 0; i < COUNT(screens); i++) {
    if (!*screens[i].help) continue; /* a dialog */
    fputs(".SS ", stdout);
    roff(_(screens[i].title));
    if (*screens[i].fast) printf("  :%s", screens[i].fast);
    putchar('\n');
    roff(_(screens[i].help));
    putchar('\n');
    keys(screens[i].code);
  }
}

static void man(void) {
  printf(".TH ZHANGGUI 1\n");
  heading(_("NAME"));
  roff(_("zhanggui - the back office of a shop: goods received, moved, counted and proved"));
  putchar('\n');
  heading(_("SYNOPSIS"));
  fputs(".B zhanggui\n[OPTION ...] [COMMAND ...]\n", stdout);
  heading(_("OPTIONS"));
  roff(_("They may stand anywhere on the line."));
  putchar('\n');
  for (size_t i = 0; i < COUNT(options); i++) row(options[i].name, options[i].value, _(options[i].line));
  heading(_("COMMANDS"));
  for (size_t i = 0; i < COUNT(commands); i++) {
    row(commands[i].name, commands[i].usage, _(commands[i].line));
    if (!*commands[i].help) continue;
    fputs(".IP\n", stdout);
    roff(_(commands[i].help));
    putchar('\n');
  }
  chapters();
  heading(_("EXIT STATUS"));
  row("0", "", _("done"));
  row("1", "", _("refused, with a reason on standard error; nothing half done is left"));
  row("2", "", _("wrong usage"));
  heading(_("ENVIRONMENT"));
  for (size_t i = 0; i < COUNT(variables); i++) row(variables[i].name, "", _(variables[i].line));
  heading(_("FILES"));
  row("$XDG_DATA_HOME/zhanggui/store.db", "", _("the database, when neither --db nor the settings name one"));
}

/* The --words of a usage line, blanks between. */
static void usage_options(const char *usage) {
  for (const char *p = usage; (p = strstr(p, "--"));) {
    size_t n = 2 + strspn(p + 2, "abcdefghijklmnopqrstuvwxyz-");
    printf(" %.*s", (int)n, p);
    p += n;
  }
}

static void bash(void) {
  fputs("# bash completion for zhanggui, made from its table of commands\n"
        "_zhanggui() {\n"
        "  local word=${COMP_WORDS[COMP_CWORD]} command= words i\n"
        "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
        "    case ${COMP_WORDS[i]} in\n     ",
        stdout);
  bool some = false;
  for (size_t i = 0; i < COUNT(options); i++) {
    if (*options[i].value) printf("%s%s", some ? " | " : " ", options[i].name), some = true;
  }
  fputs(
      ") i=$((i + 1)) ;;\n      -*) ;;\n      *) command=${COMP_WORDS[i]} && break ;;\n    esac\n  done\n  case $command in\n    '') words='",
      stdout);
  for (size_t i = 0; i < COUNT(commands); i++) printf("%s%s", i ? " " : "", commands[i].name);
  fputs("' ;;\n", stdout);
  for (size_t i = 0; i < COUNT(commands); i++) {
    printf("    %s) words='", commands[i].name);
    usage_options(commands[i].usage);
    fputs("' ;;\n", stdout);
  }
  fputs("  esac\n  words=\"$words", stdout);
  for (size_t i = 0; i < COUNT(options); i++) printf(" %s", options[i].name);
  fputs("\"\n  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n}\n"
        "complete -o default -F _zhanggui zhanggui\n",
        stdout);
}

int main(int argc, char **argv) {
  if (argc == 3 && str_eq(argv[1], "man") && text_language(argv[2])) man();
  else if (argc == 2 && str_eq(argv[1], "bash")) bash();
  else return 2;
  return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
