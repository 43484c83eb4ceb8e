/* discrepancies: what does not agree and waits for somebody, by age and value. Must not: settle one (screen discrepancy). */
#include "ui/screen/listing.h"

#include <stdlib.h>
#include <string.h>

enum { SORT_VALUE = -(LIST_DISC_WORTH + 1) };
struct discrepancies {
  struct table table; /* first: screen listing, and its rows are asked whose they are */
  const char *staff;
  bool all;
};

static enum role role_of(const struct table *t, size_t row, int column) {
  const struct discrepancies *d = (const struct discrepancies *)(const void *)t;
  if (column == LIST_DISC_OWNER && *d->staff && str_eq(kept_cell(t->kept, row, LIST_DISC_OWNER), d->staff)) return ROLE_STRONG;
  return ROLE_TEXT;
}

static bool open(struct screen *s, const char *arg, struct err *err) {
  struct discrepancies *d = s->own;
  (void)err;
  static const struct table_column look[] = {{LIST_DISC_KIND, 12, 0, 0},      {LIST_DISC_NAME, 16, 1, 0},    {LIST_DISC_ITEM, 12, 0, 6},
                                             {LIST_DISC_NUMBER, 18, 0, 4},    {LIST_DISC_EXPECTED, 8, 0, 3}, {LIST_DISC_FOUND, 8, 0, 3},
                                             {LIST_DISC_DIFFERENCE, 8, 0, 0}, {LIST_DISC_VALUE, 10, 0, 0},   {LIST_DISC_OWNER, 8, 0, 1},
                                             {LIST_DISC_AGE, 5, 0, 0},        {LIST_DISC_STATE, 10, 0, 5}};
  d->staff = s->ui->staff;
  d->table = (struct table){
      .column = list_discrepancies_column,
      .columns = LIST_DISCREPANCIES_COLUMNS,
      .look = look,
      .looks = COUNT(look),
      .id = LIST_DISC_ID,
      .role = role_of,
      .empty = N_("Nothing waits to be settled. What does not agree when goods are received comes here; a shows settled ones too.")};
  d->all = *arg;
  str_copy(d->table.filter, sizeof d->table.filter, arg);
  return true;
}

static bool load(struct screen *s, struct err *err) {
  struct discrepancies *d = s->own;
  struct kept *kept;
  struct out *out = out_keep(list_discrepancies_column, LIST_DISCREPANCIES_COLUMNS, &kept);
  return listing_take(s, out, &kept, list_discrepancies(s->ui->db, s->ui->store, d->all, s->ui->actor.manager, out, err), err);
}

/* Of what is shown: how many, and what they come to. */
static void sums(const struct screen *s, struct buf *b) {
  const struct discrepancies *d = s->own;
  int64_t value = 0;
  char count[24], all[24], n[32];
  for (size_t i = 0; i < d->table.shown_count; i++) {
    int64_t one;
    if (num_parse(kept_cell(d->table.kept, d->table.shown[i], LIST_DISC_WORTH), s->ui->store->money_decimals, &one)) value += one;
  }
  text_fill(b, _("{1} of {2}"), num_format(count, sizeof count, (int64_t)d->table.shown_count, 0),
            num_format(all, sizeof all, (int64_t)kept_rows(d->table.kept), 0));
  if (s->ui->actor.manager) buf_printf(b, "   %s %s", s->ui->store->currency, num_format(n, sizeof n, value, s->ui->store->money_decimals));
}

static void draw(const struct screen *s, struct area a) {
  struct discrepancies *d = s->own;
  struct buf b = {0}, of = {0};
  buf_adds(&b, d->all ? _("Settled ones too") : _("Not settled"));
  if (*d->table.filter) buf_printf(&b, "   %s %s", _("Filter"), d->table.filter);
  sums(s, &of);
  int right = (int)utf8_width(of.p);
  area_cell(a, 0, 2, a.cols - right - 5, ROLE_DIM, ALIGN_LEFT, b.p);
  area_text(a, 0, a.cols - right - 1, ROLE_DIM, of.p);
  buf_free(&b);
  buf_free(&of);
  table_draw(&d->table, area_part(a, 1, 0, a.rows - 1, a.cols), true);
}

static const char *cannot(const struct screen *s, const char *action) {
  const struct discrepancies *d = s->own;
  if (str_eq(action, "open") && !table_id(&d->table)) return _("Nothing in the list waits to be settled.");
  return NULL;
}

void act_discrepancies_open(struct screen *s) {
  ui_open(s->ui, "discrepancy", table_id(listing(s)));
}

void act_discrepancies_mine(struct screen *s) {
  struct table *t = &((struct discrepancies *)s->own)->table;
  table_filter(t, str_eq(t->filter, s->ui->staff) ? "" : s->ui->staff);
}

void act_discrepancies_all(struct screen *s) {
  struct discrepancies *d = s->own;
  struct err err;
  d->all = !d->all;
  if (!load(s, &err)) ui_refuse(s->ui, &err);
}

void act_discrepancies_sort(struct screen *s) {
  struct table *t = &((struct discrepancies *)s->own)->table;
  int column = t->sort == SORT_VALUE || !s->ui->actor.manager ? LIST_DISC_AGE : LIST_DISC_WORTH;
  t->sort = column + 1; /* asked for again: downwards */
  table_sort(t, column);
  ui_say(s->ui, SAY_INFO, column == LIST_DISC_AGE ? _("The oldest first.") : _("The most valuable first."));
}

static void keep(const struct screen *s, struct jw *w) {
  const struct discrepancies *d = s->own;
  listing_keep(s, w);
  jw_kb(w, "all", d->all);
  jw_kb(w, "value", d->table.sort == SORT_VALUE);
}

static void back(struct screen *s, const struct js *js) {
  struct discrepancies *d = s->own;
  struct err err;
  d->all = js_bool(js_get(js, "all"), false);
  d->table.sort = js_bool(js_get(js, "value"), false) ? SORT_VALUE : 0;
  if (!load(s, &err)) ui_refuse(s->ui, &err);
  listing_back(s, js);
}

const struct screen_kind screen_discrepancies = {.size = sizeof(struct discrepancies),
                                                 .open = open,
                                                 .load = load,
                                                 .draw = draw,
                                                 .key = listing_key,
                                                 .cannot = cannot,
                                                 .keep = keep,
                                                 .back = back,
                                                 .close = listing_close};
