/* ui: the frame that screens live in: turns of the loop, navigation, actions, messages, dialogs, long work. A screen is one file in
 * ui/screen and one row in screens.def; what keys do is rows of actions.def. Must not: hold a rule of business or a line of SQL. */
#ifndef ZG_UI_H
#define ZG_UI_H

#include "db/db.h"
#include "src/ledger/ledger.h"
#include "src/report/report.h"
#include "ui/term/term.h"
#include "ui/widget/widget.h"

struct app;
/* What every screen may read. The store is not there before the wizard made one. */
struct ui {
  struct db *db;
  struct ledger_store *store;
  struct config *config;
  const struct env *env;
  struct actor actor; /* who is signed in */
  char staff[64], staff_name[128];
  unsigned rights;
  int64_t now; /* of this turn, microseconds */
  struct app *app;
};

/* ---- a screen */
struct scan {
  const char *raw; /* n bytes, without prefix and suffix; an AIM identifier stays (code_read knows it) */
  size_t n;
  int64_t at;
  bool guessed, again; /* found by shape and time; the same code within 300 ms */
};
struct screen {
  const struct screen_row *row; /* of screens.def */
  struct ui *ui;
  void *own;           /* row->kind->size bytes, zeroed */
  char *arg;           /* what it was opened for: a number, a name; "" nothing */
  struct screen *base; /* of a dialog: the screen it stands on, and goes with; else itself */
  bool stale, closing;
};
struct screen_kind {
  size_t size;
  bool (*open)(struct screen *, const char *arg, struct err *); /* false: not opened, the refusal is shown. NULL: nothing to do */
  bool (*load)(struct screen *, struct err *);                  /* the reads; at opening, after own commits, when others committed */
  void (*begun)(struct screen *);                               /* just opened: may open dialogs; not when it comes back after a restart */
  void (*draw)(const struct screen *, struct area);             /* the whole body from state; no reading, no change */
  bool (*scan)(struct screen *, const struct scan *); /* durable on return; says and signals what came of it. NULL: look the code up */
  bool (*key)(struct screen *, const struct key *);   /* keys that are no action; false: pass on */
  bool (*raw)(struct screen *, const struct key *);   /* every key as it came, before scans are told from typing; true: taken */
  struct edit *(*edit)(struct screen *);              /* the field that is typed in now; NULL: keys are commands */
  void (*crumb)(const struct screen *, struct buf *); /* its part of the path; NULL: the title */
  const char *(*cannot)(const struct screen *, const char *action); /* NULL: it can; else the sentence why not now */
  void (*keep)(const struct screen *, struct jw *);                 /* members to remember across restarts */
  void (*back)(struct screen *, const struct js *);                 /* what keep wrote */
  void (*tick)(struct screen *);                                    /* every 100 ms while on top; may be NULL */
  bool (*step)(struct screen *); /* a few ms of work while it is on top and no key waits; true: there is more. May be NULL */
  void (*close)(struct screen *);
};
enum screen_flag {
  SCREEN_OVER = 1,   /* drawn above the one before: a dialog; scans wait until it is gone */
  SCREEN_HIDDEN = 2, /* not in the palette */
  SCREEN_SHUT = 32,  /* what is below is hidden, and Esc does not lead there */
  SCREEN_ASIDE = 16, /* only read: over a screen that takes scans it goes away for one */
  SCREEN_ONCE = 8,   /* asked for again with the same argument, it is gone back to */
  SCREEN_LIST = 4    /* one table (ui/screen/listing.h): has the actions of "list" too */
};
struct screen_row {
  const char *code, *fast, *title, *help; /* fast: what is typed after ':' */
  unsigned rights, flags;
  const struct screen_kind *kind;
};
const struct screen_row *screen_at(size_t index);       /* NULL past the end */
const struct screen_row *screen_find(const char *name); /* its code or fast path; NULL none */

/* ---- navigation (stack.c). Opening is at once; closing when the event is done. */
struct screen *ui_open(struct ui *, const char *code, const char *arg); /* NULL: refused and said */
void ui_close(struct screen *);
void ui_home(struct ui *); /* everything closed but the first */
struct screen *ui_top(const struct ui *);
struct screen *ui_below(const struct screen *); /* the screen before this one, NULL none */
struct screen *ui_under(const struct screen *); /* the screen a dialog stands on; of a screen itself */
void ui_dirty(struct ui *);                     /* the picture is to be painted again */
void ui_fresh(struct screen *);                 /* it has read what it has just committed: only the others read again */
void ui_stale(struct ui *);                     /* all screens read again (own commits are noticed by themselves) */

/* ---- messages (say.c): the line above the keys, kept in the log of messages */
enum level { SAY_DONE, SAY_INFO, SAY_WARN, SAY_ERROR };
#define ui_say(ui, level, sentence, ...) ui_say_args((ui), (level), (sentence), (const char *const[]){"", ##__VA_ARGS__, NULL})
void ui_say_args(struct ui *, enum level, const char *sentence, const char *const *args);
void ui_refuse(struct ui *, const struct err *); /* what happened, F1 says what to do */
void ui_signal(struct ui *, enum signal_kind);   /* after the commit */
struct message {
  enum level level;
  int64_t at;
  char text[600], hint[512];
};
size_t ui_messages(const struct ui *);
const struct message *ui_message(const struct ui *, size_t back); /* 0 the newest */

/* ---- actions (action.c) */
enum action_flag {
  ACTION_BAR = 1 /* on the key bar */,
  ACTION_LATE = 2 /* on the bar after the common ones */,
  ACTION_APPROVED = 4 /* ends with ui_approve for who lacks the right */
};
struct action {
  const char *screen, *name, *keys, *label, *help; /* screen "any": everywhere */
  unsigned flags, rights;
  void (*run)(struct screen *);
};
const struct action *action_at(size_t index);                 /* NULL past the end */
bool action_of(const struct action *, const struct screen *); /* may be asked for there */
/* Why it cannot be done now: rights, or the screen's own reason. NULL: it can. The text lasts until the next call. */
const char *action_cannot(const struct action *, struct screen *);
void action_run(const struct action *, struct screen *);             /* or says why not */
void action_key_text(const struct action *, char *out, size_t size); /* its first key, for people */

/* ---- dialogs. The owner is the screen they were opened from; fn is called once, when they are gone. */
typedef void pick_fn(struct screen *, const char *id); /* id NULL: Esc */
typedef void answer_fn(struct screen *, int choice);   /* index of the choice; −1: Esc */
struct choice {
  uint32_t key; /* a letter, 0: only by moving to it */
  const char *label;
};
void ui_ask(struct screen *, const char *question, const struct choice *, size_t count, size_t otherwise, answer_fn *);
/* A line on row 1, of which fn hears every change (done false) and the end (done true; text NULL: given up). */
typedef void prompt_fn(struct screen *, const char *text, bool done);
void ui_prompt(struct screen *, const char *label, const char *initial, prompt_fn *);
void ui_prompt_code(struct screen *, const char *label, const char *initial,
                    prompt_fn *); /* the same; a scan is what would have been typed */
/* A box with a form. check (may be NULL) is called by F2 with valid fields: true closes it; false: it said why, by form_wrong or
 * ui_refuse. */
typedef bool form_fn(struct screen *, struct form *);
struct form *ui_form(struct screen *, const char *title, const struct form_field *, size_t count, form_fn *);
/* The field `name` of the form just opened takes one of these rows: F4 shows them, and what is chosen is typed into it. */
struct form_list {
  const char *title; /* N_() */
  const struct out_column *column;
  size_t columns;
  int id;
  bool (*rows)(struct db *, struct out *, struct err *);
};
void ui_form_list(struct ui *, const char *name, const struct form_list *);
/* One of some rows, which are taken over. */
/* An item by name, initials, code or scan; id is its code. Or_scan: a scan is not a choice but goes to the owner, and the box away. */
void ui_pick_item(struct screen *, const char *title, pick_fn *);
void ui_pick_item_or_scan(struct screen *, const char *title, pick_fn *);
struct search *ui_search(struct ui *, struct err *); /* in memory, borrowed until the next call; NULL with err */
void ui_pick(struct screen *, const char *title, const struct out_column *, size_t columns, int id, struct kept *, pick_fn *);
/* A second person for one change: who approves, with that right, and the PIN; fn is called with the code of the one who approved
 * (checked), not when given up. */
void ui_approve(struct screen *, unsigned right, const char *what, pick_fn *);
/* A child process running a command of ours with a bar and Esc to stop it; its output (JSON) and status at the end. */
typedef void work_fn(struct screen *, int status, const char *out, const char *err);
void ui_work(struct screen *, const char *title, const char *const *args, work_fn *);
void ui_work_refuse(struct ui *, const char *said); /* why a command refused, from what it said on standard error, as JSON or not */
void ui_text(struct screen *, const char *title, const char *text); /* a box to read, Esc closes */

/* ---- the program */
struct ui_start {
  const struct env *env;
  struct config *config;
  const char *config_path;                   /* where the machine's settings are written, NULL: the usual place */
  const char *database, *seat, *as, *script; /* script NULL: on the terminal */
  const char *program;                       /* argv[0], for children */
  const char *lang;                          /* asked for on the line: stronger than what the seat had last; NULL */
};
/* false: it could not begin, or had to end: err says why. */
bool ui_main(const struct ui_start *, struct err *) MUST_CHECK;
/* For the wizard and the sign-in. */
bool ui_open_store(struct ui *, struct err *) MUST_CHECK;
bool ui_sign_in(struct ui *, const char *staff, const char *pin, struct err *) MUST_CHECK; /* checks; ui_begin then opens the first page */
void ui_begin(struct ui *);                                                                /* when the event is done */
bool ui_enter(struct ui *, struct err *) MUST_CHECK; /* the store was made: to the sign-in, or without staff to the first page */
void ui_database_set(struct ui *, const char *path); /* where the store is to be, before it is opened */
void ui_sign_out(struct ui *);
const char *ui_database(const struct ui *);
void ui_language(struct ui *, const char *code);           /* switched live */
void ui_scanner_changed(struct ui *);                      /* its settings are taken anew */
bool ui_config_save(struct ui *, struct err *) MUST_CHECK; /* the machine's settings into its file; colours and signs are taken anew */
void ui_copy(struct ui *, const char *text);               /* into the person's clipboard */
void ui_quit(struct ui *);

#define SCREEN(code, fast, flags, rights, title, help) extern const struct screen_kind screen_##code;
#include "ui/screens.def"
#undef SCREEN
#define ACTION(on, name, keys, flags, rights, label, help) void act_##on##_##name(struct screen *);
#include "ui/actions.def"
#undef ACTION

#endif
