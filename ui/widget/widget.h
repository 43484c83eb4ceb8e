/* widget: what screens are made of. State and drawing of one thing each, pure: a widget changes only itself, draws into an area, and says
 * whether a key was its own. Must not: know the database, a screen or the application. */
#ifndef ZG_WIDGET_H
#define ZG_WIDGET_H

#include "src/report/report.h"
#include "ui/term/term.h"

/* ---- one line of text being typed (edit.c). Insert mode, Home End Left Right Ctrl-U Ctrl-K Ctrl-W, limits count characters, display
 * counts cells, a long text scrolls sideways between < and >. */
enum edit_fold { EDIT_TEXT, EDIT_ASCII }; /* ASCII: full-width digits and signs typed through an IME become ASCII (numbers, dates, codes) */
struct edit {
  char text[512];
  size_t n, at; /* bytes; where the cursor stands */
  size_t most;  /* characters; 0: as many as fit */
  enum edit_fold fold;
  bool fresh;         /* the first character replaces the whole value, an arrow keeps it */
  bool secret;        /* shown as dots */
  char replaced[512]; /* what the fresh text was, until other keys came: a scan is taken back to it */
  size_t typed;       /* characters since then */
};
void edit_set(struct edit *, const char *text);    /* cursor at the end, fresh */
bool edit_key(struct edit *, const struct key *);  /* false: not its key */
void edit_insert(struct edit *, const char *text); /* typed or pasted: control characters left out, line ends as blanks */
void edit_back(struct edit *, size_t count);       /* the last so many characters typed were a scan's beginning */
void edit_draw(const struct edit *, struct area, int row, int col, int cells, bool now); /* now: the cursor is here */

/* ---- a list (list.c): any number of rows behind four functions; only what is seen is asked for. The cursor stays on the same row by its
 * key whatever is loaded anew. */
enum { LIST_KEY = 160, LIST_COLUMNS = 24 };
struct list_column {
  const char *title;
  int least, weight; /* cells it needs; its share of what is left over (0: none) */
  int rank;          /* 0 stays always; among others the highest goes first when there is no room */
  enum align align;
};
struct list_rows {
  const struct list_column *column;
  size_t columns, rows;
  const void *self;
  void (*key)(const void *self, size_t row, char key[LIST_KEY]);
  enum role (*cell)(const void *self, size_t row, size_t column, struct buf *text); /* its text, and as what it is shown */
  const char *empty; /* a sentence when there are no rows: what the list is for and the first key */
};
struct list {
  size_t at, top, page; /* the row with the cursor, the first seen, how many are seen */
  char key[LIST_KEY];
  bool plain; /* only to be looked at: no row is marked */
};
void list_find(struct list *, const struct list_rows *);           /* after a reload: the cursor back on its key, else where it was */
void list_go(struct list *, const struct list_rows *, size_t row); /* clipped */
bool list_key(struct list *, const struct list_rows *, const struct key *); /* arrows, PgUp PgDn Home End, j k g G */
void list_draw(struct list *, const struct list_rows *, struct area,
               bool focus); /* a head line of titles (when there are any), then rows */

/* ---- kept rows as a list (table.c): every list of the program that comes as rows of `struct out` (reports, documents, …) with filter,
 * sort and columns that fit by themselves. */
struct table_column { /* how a column of the rows is shown; a table without any shows those that have titles, by their types */
  int column;         /* of the out_column */
  int least, weight, rank;
};
struct table {
  struct kept *kept; /* owned */
  const struct out_column *column;
  size_t columns;
  const struct table_column *look; /* NULL: by the types */
  size_t looks;
  int id;                                                          /* the column whose text names a row */
  const char *empty;                                               /* N_() sentence */
  enum role (*role)(const struct table *, size_t row, int column); /* NULL: plain */
  size_t *shown;                                                   /* rows after filter and sort */
  size_t shown_count;
  char filter[128];
  int sort; /* column + 1, negative: downwards; 0: as they came */
  struct list list;
  struct list_column made[LIST_COLUMNS];
  int source[LIST_COLUMNS];
  size_t made_count;
  int *natural;            /* cells of each column of the rows, of the first `measured` rows */
  size_t measured, looked; /* looked: rows that went through the filter */
  unsigned version;        /* another one when other rows are shown, or in another order */
};
/* Takes the rows over (kept is owned by the table from here), keeps filter, sort and cursor. */
void table_take(struct table *, struct kept *);
void table_more(struct table *, bool all);           /* the kept rows have become more; all: these are the last, so they are put in order */
void table_filter(struct table *, const char *text); /* rows in which every word is found, folded, also as initials of Chinese */
void table_sort(struct table *, int column);         /* of the shown columns; again: downwards; −1: the next column */
bool table_key(struct table *, const struct key *);  /* the list's keys; Esc clears a filter */
void table_draw(struct table *, struct area, bool focus);
const char *table_id(const struct table *);               /* of the row with the cursor; NULL: no row */
const char *table_cell(const struct table *, int column); /* of the row with the cursor; "" */
void table_go(struct table *, const char *id);            /* the cursor onto that row where it is */
void table_done(struct table *);

/* ---- a form (form.c): labelled fields; Enter goes on, on the last one it saves; F2 saves from anywhere. */
enum form_type { FORM_TEXT, FORM_CODE, FORM_NUMBER, FORM_DAY, FORM_CHOICE, FORM_SECRET, FORM_NOTE };
struct form_field {
  const char *name, *label, *help; /* label, help: N_() */
  enum form_type type;
  const char *choices;                   /* "yes|no": words, shown by `said` */
  const char *(*said)(const char *word); /* NULL: out_word */
  int most;                              /* characters; 0: 60 */
  int decimals;                          /* of a NUMBER, which may be typed as 12*24 */
  bool required;
};
struct form {
  const struct form_field *field;
  size_t count, at;
  struct edit edit[24];
  char wrong[24][160]; /* "" or why the value cannot be */
  bool changed;
};
enum form_said { FORM_OTHER, FORM_TAKEN, FORM_SAVE }; /* not its key; done; save was asked for and every field is right in itself */
void form_open(struct form *, const struct form_field *, size_t count);
void form_set(struct form *, const char *name, const char *value);
const char *form_get(const struct form *, const char *name);       /* as typed, numbers worked out; "" empty */
void form_wrong(struct form *, const char *name, const char *why); /* shown at the field, the cursor goes there */
enum form_said form_key(struct form *, const struct key *);
void form_paste(struct form *, const char *text);
bool form_check(struct form *);     /* all fields; the cursor goes to the first wrong one */
int form_rows(const struct form *); /* lines it needs */
void form_draw(const struct form *, struct area);
struct edit *form_edit(struct form *); /* of the field with the cursor */

/* ---- a page (page.c): what is known of one thing, as lines of label and text under heads. Some lines lead on to something else. */
struct page_line;
struct page {
  struct page_line *line; /* owned */
  size_t count;
  struct list list;
};
void page_clear(struct page *); /* before it is filled anew; the cursor stays on its line */
void page_head(struct page *, const char *title);
/* No line when there is no text. link: what page_link gives with the cursor there; NULL: it leads nowhere. */
void page_add(struct page *, const char *label, enum role, const char *text, const char *link);
bool page_key(struct page *, const struct key *);
void page_draw(struct page *, struct area, bool focus);
const char *page_link(const struct page *); /* "" nowhere */
void page_done(struct page *);

/* ---- charts (chart.c). The number always stands beside; the scale is named by its least and most. */
void chart_spark(struct buf *, const int64_t *values, size_t count, size_t cells); /* one column each, the last `cells` of them */
void chart_bars(struct area, const char *const *label, const int64_t *value, const char *const *number,
                size_t count); /* horizontal, a row each */

#endif
