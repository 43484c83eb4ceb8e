/* finish: the end of a receiving: what was not scanned, whether more is coming, and what will be posted. Nothing is posted before F2.
 * Must not: book anything as ordered. */
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME, EXPECTED, RECEIVED, BOOK, SOURCE_KEYS = 3 };
struct finish {
  struct desk *desk;
  struct fold *fold;
  struct list list;
  size_t *open; /* lines of the fold of which less came than was expected */
  size_t open_count;
  bool more;
};

static bool open(struct screen *s, const char *arg, struct err *err) {
  struct finish *f = s->own;
  const struct desk_opts o = {.draft = arg};
  f->desk = desk_open(s->ui->db, s->ui->store, &s->ui->actor, s->ui->config, &o, err);
  return f->desk != NULL;
}

static bool load(struct screen *s, struct err *err) {
  struct finish *f = s->own;
  struct fold *fold = desk_fold(f->desk, err);
  struct desk_end end;
  if (!fold) return false;
  fold_free(f->fold);
  f->fold = fold;
  if (!desk_end(f->desk, &end, err)) return false;
  if (!str_eq(end.state, "open")) ui_close(s); /* another seat was faster: the dock below tells */
  f->open = xrealloc(f->open, fold->line_count + 1, sizeof *f->open);
  f->open_count = 0;
  for (size_t i = 0; i < fold->line_count; i++)
    if (fold->line[i].received < fold->line[i].expected && !fold->line[i].closed_short) f->open[f->open_count++] = i;
  return true;
}

static void key_of(const void *self, size_t row, char key[LIST_KEY]) {
  const struct finish *f = self;
  const struct fold_line *l = &f->fold->line[f->open[row]];
  snprintf(key, LIST_KEY, "%s %lld", l->source_number ? l->source_number : "", (long long)l->source_line);
}

/* An order's line that did not come stays open whatever is chosen; an announced delivery's is missing. */
static void book_as(const struct finish *f, const struct fold_line *l, struct buf *text) {
  char n[32];
  num_format(n, sizeof n, l->expected - l->received, l->decimals);
  bool order = str_eq(f->fold->mode, "order");
  text_fill(text, f->more || order ? _("stays open {1}") : l->received ? _("short {1}") : _("missing {1}"), n);
}

static enum role cell_of(const void *self, size_t row, size_t column, struct buf *text) {
  const struct finish *f = self;
  const struct fold_line *l = &f->fold->line[f->open[row]];
  char n[32];
  if (column == NAME) buf_adds(text, fold_name(l));
  if (column == EXPECTED) buf_adds(text, num_format(n, sizeof n, l->expected, l->decimals));
  if (column == RECEIVED) buf_adds(text, num_format(n, sizeof n, l->received, l->decimals));
  if (column == BOOK) book_as(f, l, text);
  return column == BOOK && !f->more ? ROLE_WARN : ROLE_TEXT;
}

static struct list_rows rows_of(const struct finish *f) {
  static const struct list_column columns[] = {{N_("Item"), 24, 1, 0, ALIGN_LEFT},
                                               {N_("Expected"), 9, 0, 0, ALIGN_NUMBER},
                                               {N_("Received"), 9, 0, 0, ALIGN_NUMBER},
                                               {N_("Book as"), 16, 0, 0, ALIGN_LEFT}};
  return (struct list_rows){columns,
                            COUNT(columns),
                            f->open_count,
                            f,
                            key_of,
                            cell_of,
                            f->fold->source_count ? N_("Everything that was expected was scanned.")
                                                  : N_("Nothing was announced; all that was scanned is posted.")};
}

static int choice_draw(struct area a, int row, bool on, const char *text) {
  area_text(a, row, 2, on ? ROLE_STRONG : ROLE_TEXT, on ? "(o)" : "( )");
  return area_wrap(area_part(a, row, 6, 2, a.cols - 8), 0, on ? ROLE_STRONG : ROLE_TEXT, text);
}

/* Cartons that were announced and never opened. */
static void cartons_draw(const struct finish *f, struct area a, int row) {
  char missing[24], all[24];
  struct buf b = {0};
  int64_t closed = 0, listed = 0;
  for (size_t i = 0; i < f->fold->carton_count; i++) {
    closed += str_eq(f->fold->carton[i].state, "missing");
    listed += str_eq(f->fold->carton[i].state, "missing") || str_eq(f->fold->carton[i].state, "listed");
  }
  if (!closed) return;
  text_fill(&b, _("Cartons of which nothing was scanned: {1} of {2}."), num_format(missing, sizeof missing, closed, 0),
            num_format(all, sizeof all, listed, 0));
  area_text(a, row, 2, ROLE_WARN, b.p);
  buf_free(&b);
}

static void sums_draw(const struct finish *f, struct area a, int row) {
  struct buf b = {0}, sums = {0};
  int64_t missing = f->more || !str_eq(f->fold->mode, "asn") ? 0 : (int64_t)f->open_count;
  text_list_count(&sums, f->fold->scanned, "{1} line", "{1} lines");
  text_list_count(&sums, f->fold->units, "{1} piece", "{1} pieces");
  text_list_count(&sums, f->fold->differences + missing, "{1} difference", "{1} differences");
  text_list_count(&sums, f->fold->parked, "{1} unknown code (kept, to be taught)", "{1} unknown codes (kept, to be taught)");
  text_fill(&b, _("To be posted: {1}."), sums.p);
  area_wrap(area_part(a, row, 2, 2, a.cols - 4), 0, ROLE_STRONG, b.p);
  buf_free(&sums);
  buf_free(&b);
}

static void draw(const struct screen *s, struct area a) {
  struct finish *f = s->own;
  struct buf b = {0};
  const struct list_rows rows = rows_of(f);
  enum { FOOT = 8 };
  if (!f->fold) return;
  if (f->open_count)
    text_count(&b, (int64_t)f->open_count, "{1} line is not complete. What about it?", "{1} lines are not complete. What about them?");
  else buf_adds(&b, f->fold->source_count ? _("Everything came.") : _("What came without an announcement:"));
  area_text(a, 1, 2, ROLE_STRONG, b.p);
  buf_free(&b);
  list_draw(&f->list, &rows, area_part(a, 3, 0, a.rows - FOOT - 3, a.cols), true);
  int row = a.rows - FOOT + 1;
  cartons_draw(f, a, row - 1);
  if (f->fold->source_count) { /* nothing else was expected of what nobody announced */
    row += choice_draw(a, row, !f->more,
                       str_eq(f->fold->mode, "asn") ? _("These did not come: book them missing or short, the supplier has to answer.")
                                                    : _("This is all for now: what is open stays on the order."));
    row += choice_draw(a, row, f->more, _("More is coming: post what is here, leave the rest open."));
  }
  sums_draw(f, a, row + 1);
}

static bool key(struct screen *s, const struct key *k) {
  struct finish *f = s->own;
  const struct list_rows rows = rows_of(f);
  if (k->code == ' ' || k->code == KEY_LEFT || k->code == KEY_RIGHT) {
    f->more = !f->more;
    return true;
  }
  return list_key(&f->list, &rows, k);
}

/* The receiving below goes too: its draft is a document now. */
static void leave(struct screen *s, const char *number) {
  struct screen *under = ui_below(s);
  char *copy = xstrdup(number);
  struct ui *ui = s->ui;
  ui_close(s);
  if (under && str_eq(under->row->code, "receive")) ui_close(under);
  ui_open(ui, "document", copy);
  free(copy);
}

static void post(struct screen *s) {
  struct finish *f = s->own;
  struct said said;
  struct desk_result x;
  struct err err;
  char none[1] = "";
  const struct scan_line line = {
      .word = f->more ? SCAN_MORE : SCAN_DONE, .code = none, .qty = none, .zone = none, .time = none, .option = none};
  if (!desk_say(f->desk, &line, SOURCE_KEYS, &said, &err) || !desk_result(f->desk, &x, &err)) return ui_refuse(s->ui, &err);
  char differences[24], parked[24];
  ui_say(s->ui, x.discrepancies || x.parked ? SAY_WARN : SAY_DONE, _("Receipt {1} is posted. Discrepancies: {2}; codes to be taught: {3}."),
         x.number, num_format(differences, sizeof differences, x.discrepancies, 0), num_format(parked, sizeof parked, x.parked, 0));
  leave(s, x.number);
}

static void nothing_answer(struct screen *s, int choice) {
  if (choice == 1) post(s);
}

/* A second press of the same key must not book a whole delivery as missing. */
void act_finish_post(struct screen *s) {
  static const struct choice choices[] = {{'n', N_("No, back to scanning")}, {'y', N_("Yes, nothing of it came")}};
  const struct finish *f = s->own;
  if (f->fold->scanned || !f->open_count || f->more) post(s);
  else ui_ask(s, _("Nothing was scanned. Did really nothing of this delivery come?"), choices, COUNT(choices), 0, nothing_answer);
}

void act_finish_choose(struct screen *s) {
  ((struct finish *)s->own)->more = !((struct finish *)s->own)->more;
}

/* A scan here means that there is more after all: back to the dock with it. */
static bool scan(struct screen *s, const struct scan *x) {
  struct screen *under = ui_below(s);
  if (!under || !under->row->kind->scan) return false;
  ui_close(s);
  return under->row->kind->scan(under, x);
}

static void done(struct screen *s) {
  struct finish *f = s->own;
  desk_close(f->desk);
  fold_free(f->fold);
  free(f->open);
}

const struct screen_kind screen_finish = {
    .size = sizeof(struct finish), .open = open, .load = load, .draw = draw, .scan = scan, .key = key, .close = done};
