/* check: the store proves itself, by a child, so that everybody can go on. What it found is listed. Must not: repair (a command does,
 * alone). */
#include "ui/screen/listing.h"

#include <string.h>

enum { CODE, WHERE, TEXT, COLUMNS };
static const struct out_column columns[COLUMNS] = {
    {"code", OUT_CODE, N_("Problem")}, {"where", OUT_CODE, N_("Where")}, {"text", OUT_NAME, N_("Finding")}};
struct check {
  struct table table;
  bool looked;
  int64_t at;
};

static bool open(struct screen *s, const char *arg, struct err *err) {
  static const struct table_column look[] = {{CODE, 14, 0, 0}, {WHERE, 20, 0, 1}, {TEXT, 30, 1, 0}};
  (void)arg;
  *listing(s) = (struct table){.column = columns, .columns = COLUMNS, .look = look, .looks = COUNT(look), .id = TEXT, .empty = ""};
  struct kept *kept;
  struct out *out = out_keep(columns, COLUMNS, &kept);
  return listing_take(s, out, &kept, true, err);
}

static void found(struct screen *s, int status, const char *said, const char *why) {
  struct check *c = s->own;
  struct err err;
  struct kept *kept;
  struct js *js = *said ? js_parse(said, strlen(said), &err) : NULL;
  (void)status;
  if (!js) return ui_work_refuse(s->ui, why);
  const struct js *list = js_get(js, "problems");
  struct out *out = out_keep(columns, COLUMNS, &kept);
  for (size_t i = 0; i < js_count(list); i++) {
    for (size_t k = 0; k < COLUMNS; k++) out_text(out, k, js_text(js_get(js_at(list, i), columns[k].name), NULL));
    out_row(out);
  }
  if (!listing_take(s, out, &kept, true, &err)) ui_refuse(s->ui, &err);
  c->looked = true;
  c->at = s->ui->now;
  js_free(js);
}

void act_check_again(struct screen *s) {
  const char *args[] = {"check", "--json", NULL};
  ui_work(s, _("Check"), args, found);
}

static void draw(const struct screen *s, struct area a) {
  struct check *c = s->own;
  char clock[40] = "";
  struct buf b = {0};
  size_t problems = kept_rows(c->table.kept);
  if (c->looked) time_local(clock, sizeof clock, c->at);
  if (problems) text_count(&b, (int64_t)problems, "{2}: {1} problem was found.", "{2}: {1} problems were found.", clock);
  else text_fill(&b, c->looked ? _("{1}: everything is right.") : _("r proves all books anew from what was written down."), clock);
  area_text(a, 1, 2, !c->looked ? ROLE_TEXT : problems ? ROLE_BAD : ROLE_GOOD, b.p);
  area_cursor(a, 1, 2, false);
  if (problems) {
    table_draw(&c->table, area_part(a, 3, 0, a.rows - 6, a.cols), true);
    area_wrap(
        area_part(a, a.rows - 3, 2, 3, a.cols - 4), 0, ROLE_TEXT,
        _("Write a backup now. Then, with everybody signed out, 'zhanggui check --repair' makes anew what can be made from the log."));
  }
  buf_free(&b);
}

void act_check_open(struct screen *s) {
  ui_text(s, table_cell(listing(s), CODE), table_cell(listing(s), TEXT));
}

static const char *cannot(const struct screen *s, const char *action) {
  return str_eq(action, "open") && !table_id(listing(s)) ? _("There is no problem to look at.") : NULL;
}

const struct screen_kind screen_check = {.size = sizeof(struct check),
                                         .open = open,
                                         .begun = act_check_again,
                                         .draw = draw,
                                         .key = listing_key,
                                         .cannot = cannot,
                                         .close = listing_close};
