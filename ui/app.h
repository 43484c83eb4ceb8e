/* What the files of the frame share. No screen includes it. */
#ifndef ZG_UI_APP_H
#define ZG_UI_APP_H

#include "ui/ui.h"

enum { STACK_MOST = 32, MESSAGES_MOST = 500, WAITING_MOST = 4096 };

/* A scan that waits: for the keys before it, or for a dialog to go. */
struct waiting {
  char *raw;
  size_t n;
  int64_t at;
  bool guessed, again;
};
struct script;
struct app {
  struct ui ui;
  const struct ui_start *start;
  char *database;
  char pin[64]; /* of who is signed in: children sign in with it */
  struct loop *loop;
  struct term *term; /* NULL: --script */
  struct input *input;
  struct burst *burst;
  struct search *search; /* NULL: nobody asked yet */
  int64_t search_version;
  struct frame frame;
  struct signals signals;
  struct err refused; /* the last refusal that was shown */
  struct screen *stack[STACK_MOST];
  size_t depth;
  struct message message[MESSAGES_MOST]; /* a ring; messages so many were said */
  size_t messages;
  bool message_shown;
  struct waiting waiting[WAITING_MOST];
  size_t waiting_count;
  uint64_t bytes, frames, told; /* read and painted so far, and what the idle mark told of them */
  uint64_t commits;             /* of the database, when the screens were last told */
  size_t unpainted;             /* events since the last frame */
  struct stall stall;
  bool stalled; /* nobody looked for so long that the times of what was read are void */
  bool moved;   /* keys came since it was kept where we are */
  bool dirty, anew, quit, small, gone, beginning, leaving, returning, scanner;
  int64_t touched; /* when the last key, paste or scan came */
  int64_t kept_at, looked_at, painted_minute;
};

static inline struct app *app_of(struct ui *ui) {
  return ui->app;
}

/* app.c */
bool app_stands(const struct app *, struct err *) MUST_CHECK; /* false: there is no screen, for the reason that err tells */
void app_change(struct app *);                                /* what a sign-in or sign-out asked for */
/* stack.c */
void stack_sweep(struct app *); /* what was closed goes; the new top reads */
void stack_load(struct app *);  /* the top and what is seen of those below read when they are stale */
void stack_drop(struct app *);  /* all screens */
/* chrome.c */
void chrome_draw(struct app *); /* the whole frame: bar, body, message, keys */
/* keep.c: where this seat was, across restarts */
void keep_write(struct app *);
bool keep_read(struct app *); /* false: nothing to come back to */
/* keys.c */
void keys_key(struct app *, const struct key *);
bool keys_raw(struct app *, const struct key *); /* a screen that wants all keys as they come took it */
void keys_paste(struct app *, const char *text);
void keys_scan(struct app *, const struct scan *);
void keys_waiting(struct app *); /* scans that waited for a dialog, now that it is gone */
/* turn.c */
void app_lock_when_due(struct app *);                 /* long enough without a key: the lock is opened over all */
bool app_step(struct app *);                          /* a piece of the top screen's work; true: there is more */
bool turn_run(struct app *, struct err *) MUST_CHECK; /* until it is left */
/* script.c */
bool script_run(struct app *, const char *path, struct err *) MUST_CHECK;

#endif
