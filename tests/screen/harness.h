/* harness: the real test binary in a terminal of ours (a pty and libvterm), driven by keys and scans with exact times and read cell by
 * cell. Waits for the idle mark of the program, never for a clock. Must not: know a screen. */
#ifndef ZG_HARNESS_H
#define ZG_HARNESS_H

#include "src/base/base.h"

#include <setjmp.h>
#include <sys/types.h>
#include <vterm.h>

#include <cmocka.h>

/* ---- stores: made once by the command line in a folder of this program, then copied with all their files */
enum { SHOP_STAFF = 8 };
struct shop {
  char dir[256], path[300]; /* path is the database */
  struct {
    char staff[16], pin[16];
  } person[SHOP_STAFF]; /* lin is the manager, chen and zhao are clerks, he approves */
};
const char *shop_pin(const struct shop *, const char *staff);
void shop_make(struct shop *);                          /* init --demo with a fixed seed; asserts that it worked */
void shop_copy(struct shop *, const struct shop *from); /* a fresh copy of a store that nobody has open */
void shop_none(struct shop *);                          /* a folder without a database */
void shop_free(struct shop *);                          /* the folder is removed */
/* Runs the command line in its folder as lin (words end with NULL), input on its standard input; its standard output, owned by the
 * caller. Asserts exit 0. */
char *shop_run(const struct shop *, const char *input, const char *const *words);

/* ---- the terminal */
struct tty {
  pid_t pid; /* 0: it ended */
  int fd, rows, cols, cursor_row, cursor_col;
  bool cursor_shown, gone; /* gone: the program closed its side */
  VTerm *vt;
  VTermScreen *screen;
  struct buf out, osc, copied; /* to be sent; an OSC being read; the last text it put into the clipboard */
  size_t out_at;
  int escape;          /* where in an OSC the output is */
  uint64_t sent, idle; /* bytes given to it, and those it told to have shown */
  uint64_t marks, bells;
  int64_t clock; /* of the stamps; 0: no stamp was sent */
  const char *actions;
};
struct tty_opts {
  int rows, cols;
  const char *const *args; /* more words of the command line, NULL at the end; NULL: none */
  const char *const *env;  /* "NAME=value" to add, NULL at the end; NULL: none */
  const char *actions;     /* the file for the names of the actions that were run; NULL: none */
  const char *as, *seat;   /* NULL: lin, dock1. as "": nobody signs in */
  bool real_clock;         /* else it begins at 2026-11-24 02:00 UTC and stands still between stamps */
};
void tty_start(struct tty *, const struct shop *, const struct tty_opts *); /* in its folder; waits for its first picture */
void tty_free(struct tty *);                                                /* kills it when it still runs */
int tty_end(struct tty *);                                                  /* waits until it ended; its status as waitpid gives it */
void tty_hangup(struct tty *);                                              /* the terminal goes away */

/* What is typed. Nothing waits for it; settle does. Every key is a stamp of its own, 200 ms behind the one before. */
void tty_bytes(struct tty *, const char *, size_t); /* as they are, without stamps */
void tty_pass(struct tty *, int64_t microseconds);  /* time passes: a stamp */
void tty_key(struct tty *, const char *name);       /* "F2", "C-z", "a", "饮" */
void tty_type(struct tty *, const char *text);      /* as a person: 200 ms between characters */
void tty_scan(struct tty *, const char *code);      /* as a gun: 5 ms between characters, then Enter */
void tty_paste(struct tty *, const char *text);
void tty_resize(struct tty *, int rows, int cols);
/* A line of such steps: names of keys; text:T, scan:C, paste:T (blanks as '_'), wait:T (until T is seen), pass:N (so many minutes), nobox
 * (until no box is open: work in a child is done), size:CxR. Settles after each. */
void tty_play(struct tty *, const char *steps);

/* What came of it. Every wait fails the test, with the screen in the message, when 30 s pass without the program doing what it should. */
void tty_settle(struct tty *);                 /* everything typed is on the screen */
void tty_wait(struct tty *, const char *text); /* until the screen shows it */
void tty_more(struct tty *);                   /* one piece of output, whatever it is */
bool tty_pump(struct tty *, int ms);           /* takes and gives what is ready, waiting so long at most; false: nothing came */
bool tty_sees(struct tty *, const char *text);
void tty_row(struct tty *, int row, struct buf *); /* its text, blanks included */
void tty_picture(struct tty *, struct buf *);      /* text, cursor and looks of all cells, the form of the goldens */
#endif
