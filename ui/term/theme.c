/* theme: from a role to its look, by the scheme in use. Owns nothing but the table. Must not: know curses. */
#include "ui/term/theme.h"

#include <string.h>

static const char *const names[SCHEME_COUNT] = {"default", "light", "contrast", "blind", "mono"};
static const struct {
  const char *name, *look[SCHEME_COUNT];
} roles[ROLE_COUNT] = {
#define ROLE(id, name, plain, light, contrast, blind, mono) {name, {plain, light, contrast, blind, mono}},
#include "ui/term/roles.def"
#undef ROLE
};

bool scheme_find(const char *name, enum scheme *out) {
  for (int i = 0; i < SCHEME_COUNT; i++)
    if (str_eq(names[i], name)) return *out = (enum scheme)i, true;
  return false;
}

const char *role_name(enum role role) {
  return roles[role].name;
}

static short colour(char letter, bool *bright) {
  static const char letters[] = "krgybmcw";
  const char *p = memchr(letters, letter | 0x20, sizeof letters - 1);
  *bright |= letter >= 'A' && letter <= 'Z';
  return letter == '-' || !p ? -1 : (short)(p - letters);
}

struct look theme_look(enum scheme scheme, enum role role) {
  const char *text = roles[role].look[scheme];
  struct look look = {0};
  look.letters = colour(text[0], &look.bright);
  bool ignored = false;
  look.ground = colour(text[1], &ignored);
  look.bold = strchr(text + 2, '+') != NULL;
  look.underline = strchr(text + 2, '_') != NULL;
  look.reverse = strchr(text + 2, '~') != NULL;
  look.dim = strchr(text + 2, '\'') != NULL;
  return look;
}
