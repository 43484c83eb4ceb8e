/* What theme.c gives to screen.c alone: a role's look. */
#ifndef ZG_TERM_THEME_H
#define ZG_TERM_THEME_H

#include "ui/term/term.h"

struct look {
  short letters, ground; /* 0 … 7, −1 the terminal's own */
  bool bright, bold, underline, reverse, dim;
};
struct look theme_look(enum scheme, enum role);

#endif
