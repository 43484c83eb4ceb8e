/* What the files of the receiving screen share. No other file includes it. */
#ifndef ZG_UI_RECEIVE_H
#define ZG_UI_RECEIVE_H

#include "ui/ui.h"

enum { RECENT = 8, ENTRY_MOST = 40 };
struct recent {
  char text[80];
};
struct receive {
  struct desk *desk;
  struct fold *fold;
  struct list list;
  size_t *shown;                       /* lines of the fold that are shown */
  size_t shown_count, exception_count; /* unknown codes are counted by themselves */
  bool exceptions;                     /* only those */
  int64_t line;                        /* what words are about: where the cursor is, after a scan that line; 0 none */
  bool unscanned;                      /* the cursor was moved to a line of which nothing was scanned */
  struct edit entry;                   /* digits that are being typed */
  char times[16];                      /* "5": the next scan counts five times; "" once */
  char carton[24];                     /* open here */
  char seats[120];                     /* who else is in it */
  int64_t looked_at;                   /* for people */
  char ended[240];                     /* who posted or discarded it: nothing is taken any more; "" open */
  struct recent recent[RECENT];        /* newest last */
  size_t recents;
  char other[160], other_who[64]; /* the last line of somebody else */
  int64_t other_at;               /* 0 none */
  char wrong[64];                 /* the carton that is asked about */
};

static inline struct receive *receive_of(const struct screen *s) {
  return s->own;
}

/* Says one line at the desk: durable when true. Shows, signals and remembers what came of it. */
bool receive_say(struct screen *, enum scan_word, const char *code, const char *qty, const char *option, int source);
bool receive_read(struct screen *, struct err *) MUST_CHECK;     /* the draft as it stands now */
const struct fold_line *receive_line(const struct screen *);     /* the last one of this seat; NULL none yet */
const struct fold_line *receive_selected(const struct screen *); /* the one with the cursor */
void receive_draw(const struct screen *, struct area);           /* receive_draw.c */
bool receive_entry(struct screen *, const struct key *);         /* receive_words.c: digits, * = - and Enter */

#endif
