/* report: one report, made by a child so that keys are never late, its rows as a table or as bars, and into a file. Owns the file the
 * child wrote. Must not: work anything out, or show what the child did not give. */
#include "ui/screen/listing.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILE_MOST = 256 << 20, BARS = 60, PLACES = 4, KEEP_MOST = 64, SLICE = 2000 /* rows read at a time: a few ms */ };
struct report_screen {
  struct table table;
  const struct report *report;
  char from[16], to[16], by[KEEP_MOST], item[KEEP_MOST], place[KEEP_MOST], all[4]; /* as typed */
  char *file;                                                                      /* what the child wrote; NULL: nothing yet */
  struct reading *reading;                                                         /* of it; NULL: all is read */
  struct out *out;
  struct kept *rows; /* what the out gives at the end: the table has it already */
  struct form_field field[6];
  bool bars;
  int bar_column;
  unsigned bars_of;             /* the version of the table they were made from */
  size_t bar[BARS], bars_shown; /* rows of the kept ones, the largest first */
};

/* What can be asked for, in the order of the form. */
static const struct {
  unsigned takes;
  const char *option;
  struct form_field field;
  size_t at, size;
} params[] = {
#define AT(member) offsetof(struct report_screen, member), sizeof((struct report_screen *)0)->member
    {REPORT_PERIOD,
     "--from",
     {.name = "from", .label = N_("From"), .type = FORM_DAY, .help = N_("The first day; nothing: today.")},
     AT(from)},
    {REPORT_PERIOD,
     "--to",
     {.name = "to", .label = N_("Up to"), .type = FORM_DAY, .help = N_("The day after the last one; nothing: up to now.")},
     AT(to)},
    {REPORT_BY,
     "--by",
     {.name = "by",
      .label = N_("Grouped by"),
      .type = FORM_CODE,
      .help = N_("item, category, brand, supplier, place …, several with commas.")},
     AT(by)},
    {REPORT_ITEM,
     "--item",
     {.name = "item", .label = N_("Item"), .type = FORM_CODE, .help = N_("Only this one: its code, or scan it.")},
     AT(item)},
    {REPORT_PLACE,
     "--place",
     {.name = "place", .label = N_("Place"), .type = FORM_CODE, .help = N_("Only this place, by its code.")},
     AT(place)},
    {REPORT_ALL,
     "--all",
     {.name = "all", .label = N_("Lines with nothing"), .type = FORM_CHOICE, .choices = "no|yes", .help = N_("Also what is 0 everywhere.")},
     AT(all)},
#undef AT
};

static char *value_of(const struct report_screen *r, size_t param) {
  return (char *)(uintptr_t)((const char *)r + params[param].at);
}

static bool given(const struct report_screen *r, size_t param) {
  const char *value = value_of(r, param);
  return r->report->takes & params[param].takes && *value && (params[param].takes != REPORT_ALL || str_eq(value, "yes"));
}

static bool open(struct screen *s, const char *arg, struct err *err) {
  struct report_screen *r = s->own;
  r->report = report_find(arg);
  if (!r->report) return err_set(err, ERR_REPORT_NONE, NULL, arg);
  r->table = (struct table){.column = r->report->column,
                            .columns = r->report->column_count,
                            .empty = N_("Nothing to show. p chooses another period or item, r reads again.")};
  struct kept *kept;
  struct out *out = out_keep(r->report->column, r->report->column_count, &kept);
  return listing_take(s, out, &kept, true, err);
}

/* ---- the rows */
/* The rows so far are the table's. */
static void read_end(struct report_screen *r) {
  struct err never; /* nothing is written */
  out_read_end(r->reading);
  if (r->out) (void)!out_end(r->out, &never);
  r->reading = NULL;
  r->out = NULL;
}

static void drop_file(struct report_screen *r) {
  read_end(r);
  if (r->file) unlink(r->file);
  free(r->file);
  r->file = NULL;
}

static int64_t number_at(const struct report_screen *r, size_t row) {
  int64_t value;
  const char *text = kept_cell(r->table.kept, row, (size_t)r->bar_column);
  return *text && num_parse(text, PLACES, &value) ? value : 0;
}

static bool is_number(const struct report_screen *r, int column) {
  enum out_type type = r->table.column[column].type;
  return type == OUT_NUM || type == OUT_INT || type == OUT_CHANGE;
}

/* The column that the rows are sorted by when it is one of numbers, else the last column of numbers seen. */
static int bar_column(const struct report_screen *r) {
  int column = -1, sorted = abs(r->table.sort) - 1;
  if (sorted >= 0 && is_number(r, sorted)) return sorted;
  for (size_t i = 0; i < r->table.made_count && column < 0; i++)
    if (is_number(r, r->table.source[i])) column = r->table.source[i];
  return column;
}

/* The rows with the largest numbers: inserted into a short list that stays in order. */
static void bars_make(struct report_screen *r) {
  if (r->bars_of == r->table.version) return;
  r->bars_of = r->table.version;
  r->bars_shown = 0;
  r->bar_column = bar_column(r);
  for (size_t i = 0; r->bar_column >= 0 && i < r->table.shown_count; i++) {
    size_t row = r->table.shown[i], at = r->bars_shown;
    int64_t value = number_at(r, row);
    if (at == BARS && value <= number_at(r, r->bar[BARS - 1])) continue;
    if (at == BARS) at--;
    else r->bars_shown++;
    for (; at > 0 && number_at(r, r->bar[at - 1]) < value; at--) r->bar[at] = r->bar[at - 1];
    r->bar[at] = row;
  }
}

static void made(struct screen *s, int status, const char *said, const char *why) {
  struct report_screen *r = s->own;
  struct err err;
  (void)said;
  if (status) return ui_work_refuse(s->ui, why);
  r->reading = out_read_begin(s->ui->db, r->file, r->table.column, r->table.columns, &err);
  if (!r->reading) return ui_refuse(s->ui, &err);
  r->out = out_keep(r->table.column, r->table.columns, &r->rows);
  table_take(&r->table, out_kept(r->out));
}

/* Rows appear as they are read. */
static bool step(struct screen *s) {
  struct report_screen *r = s->own;
  if (!r->reading) return false;
  bool more = out_read_some(r->reading, r->out, SLICE);
  table_more(&r->table, !more);
  if (!more) read_end(r);
  return true;
}

void act_report_again(struct screen *s) {
  struct report_screen *r = s->own;
  const char *args[2 * COUNT(params) + 6] = {"report", r->report->name, "--json"};
  struct err err;
  drop_file(r);
  if (!(r->file = file_temporary(&err))) return ui_refuse(s->ui, &err);
  size_t n = 3;
  args[n++] = "--csv";
  args[n++] = r->file;
  for (size_t i = 0; i < COUNT(params); i++) {
    if (!given(r, i)) continue;
    args[n++] = params[i].option;
    if (params[i].takes != REPORT_ALL) args[n++] = value_of(r, i);
  }
  ui_work(s, text_get(r->report->title), args, made);
}

/* ---- what is asked for */
static bool check(struct screen *s, struct form *f) {
  struct report_screen *r = s->own;
  for (size_t i = 0; i < COUNT(params); i++) str_copy(value_of(r, i), params[i].size, form_get(f, params[i].field.name));
  act_report_again(s);
  return true;
}

void act_report_params(struct screen *s) {
  struct report_screen *r = s->own;
  size_t n = 0;
  for (size_t i = 0; i < COUNT(params); i++)
    if (r->report->takes & params[i].takes) r->field[n++] = params[i].field;
  struct form *f = ui_form(s, text_get(r->report->title), r->field, n, check);
  for (size_t i = 0; f && i < COUNT(params); i++)
    if (*value_of(r, i)) form_set(f, params[i].field.name, value_of(r, i));
}

static void begun(struct screen *s) {
  struct report_screen *r = s->own;
  if (r->report->takes) act_report_params(s);
  else act_report_again(s);
}

/* ---- drawing */
/* "Grouped by category, brand": as people say it. */
static void given_put(const struct ui *ui, const struct report_screen *r, size_t param, struct buf *out) {
  struct buf words = {0};
  char copy[KEEP_MOST], *rest = copy;
  str_copy(copy, sizeof copy, params[param].takes == REPORT_ALL ? "" : value_of(r, param));
  if (params[param].takes == REPORT_BY) {
    for (char *word; (word = strsep(&rest, ","));) text_list(&words, out_word(word));
  } else {
    buf_adds(&words, params[param].takes == REPORT_PLACE ? place_text(ui->db, copy) : copy);
  }
  buf_printf(out, "%s %s   ", text_get(params[param].field.label), words.p);
  buf_free(&words);
}

static void head_draw(const struct screen *s, struct area a) {
  const struct report_screen *r = s->own;
  struct buf b = {0};
  for (size_t i = 0; i < COUNT(params); i++)
    if (given(r, i)) given_put(s->ui, r, i, &b);
  text_count(&b, (int64_t)r->table.shown_count, "{1} line", "{1} lines");
  area_text(a, 0, 1, ROLE_DIM, b.p);
  buf_free(&b);
}

static void bars_draw(const struct report_screen *r, struct area a) {
  const char *label[BARS], *number[BARS];
  int64_t value[BARS];
  int name = 0;
  struct buf title = {0};
  for (size_t i = r->table.made_count; i-- > 0;)
    if (r->table.column[r->table.source[i]].type == OUT_NAME) name = r->table.source[i];
  for (size_t i = 0; i < r->bars_shown; i++) {
    label[i] = kept_cell(r->table.kept, r->bar[i], (size_t)name);
    number[i] = kept_cell(r->table.kept, r->bar[i], (size_t)r->bar_column);
    value[i] = number_at(r, r->bar[i]);
  }
  text_fill(&title, r->bars_shown ? _("{1}, the largest first; s chooses another column.") : _("There are no numbers to draw."),
            r->bars_shown ? text_get(r->table.column[r->bar_column].title) : "");
  area_text(a, 1, 1, ROLE_HEAD, title.p);
  area_cursor(a, 1, 1, false);
  chart_bars(area_part(a, 3, 1, a.rows - 3, a.cols - 2), label, value, number, r->bars_shown);
  buf_free(&title);
}

static void draw(const struct screen *s, struct area a) {
  struct report_screen *r = s->own;
  head_draw(s, a);
  if (r->bars) bars_make(r);
  if (r->bars) bars_draw(r, a);
  else listing_draw(s, a);
}

/* ---- and the rest */
void act_report_chart(struct screen *s) {
  struct report_screen *r = s->own;
  r->bars = !r->bars;
}

/* Over the bars only columns of numbers make sense. */
void act_report_sort(struct screen *s) {
  struct report_screen *r = s->own;
  for (size_t tries = 0; tries <= r->table.made_count; tries++) {
    table_sort(&r->table, -1);
    if (!r->bars || is_number(r, abs(r->table.sort) - 1)) break;
  }
  ui_say(s->ui, SAY_INFO, _("Sorted by {1}; S turns it round."), text_get(r->table.column[abs(r->table.sort) - 1].title));
}

void act_report_turn(struct screen *s) {
  struct report_screen *r = s->own;
  table_sort(&r->table, abs(r->table.sort) - 1);
}

static void write_to(struct screen *s, const char *text, bool done) {
  struct report_screen *r = s->own;
  struct err err;
  if (!done || str_empty(text)) return;
  if (file_copy(r->file, text, FILE_MOST, 0644, &err)) ui_say(s->ui, SAY_DONE, _("All lines are written to {1}."), text);
  else ui_refuse(s->ui, &err);
}

void act_report_write(struct screen *s) {
  struct report_screen *r = s->own;
  char day[16];
  char *name = xprintf("%s-%s.csv", r->report->name, day_format(day, sizeof day, ledger_today(s->ui->store, s->ui->db)));
  ui_prompt(s, _("Write all lines to the CSV file:"), name, write_to);
  free(name);
}

static const char *cannot(const struct screen *s, const char *action) {
  const struct report_screen *r = s->own;
  bool any = kept_rows(r->table.kept) > 0;
  if (str_eq(action, "params") && !r->report->takes) return _("This report takes no parameters.");
  if (str_eq(action, "turn") && !r->table.sort) return _("s sorts first.");
  if ((str_eq(action, "chart") || str_eq(action, "sort") || str_eq(action, "filter")) && !any)
    return _("There are no lines yet; r reads them.");
  if (str_eq(action, "write") && (!r->file || !any)) return _("There are no lines yet; r reads them.");
  return NULL;
}

static void crumb(const struct screen *s, struct buf *out) {
  buf_adds(out, text_get(((const struct report_screen *)s->own)->report->title));
}

static void keep(const struct screen *s, struct jw *w) {
  const struct report_screen *r = s->own;
  for (size_t i = 0; i < COUNT(params); i++) jw_kt(w, params[i].field.name, value_of(r, i));
}

static void back(struct screen *s, const struct js *js) {
  struct report_screen *r = s->own;
  for (size_t i = 0; i < COUNT(params); i++) str_copy(value_of(r, i), params[i].size, js_text(js_get(js, params[i].field.name), ""));
}

static void done(struct screen *s) {
  drop_file(s->own);
  listing_close(s);
}

static bool key(struct screen *s, const struct key *k) {
  return (!((struct report_screen *)s->own)->bars || k->code == KEY_ESC) && listing_key(s, k);
}

const struct screen_kind screen_report = {.size = sizeof(struct report_screen),
                                          .open = open,
                                          .begun = begun,
                                          .draw = draw,
                                          .key = key,
                                          .step = step,
                                          .crumb = crumb,
                                          .cannot = cannot,
                                          .keep = keep,
                                          .back = back,
                                          .close = done};
