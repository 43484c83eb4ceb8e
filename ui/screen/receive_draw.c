/* receive_draw: the picture of the dock: the open carton, the last goods large, the lines, the sums, what others did. Must not: change
 * anything. */
#include "ui/screen/receive.h"

#include <stdio.h>
#include <string.h>

enum { NAME, CODE, LOT, EXPIRY, EXPECTED, RECEIVED, OPEN, REMARK };

static char *number(char *buf, size_t size, int64_t value, const struct fold_line *l) {
  return num_format(buf, size, value, l->decimals);
}

/* Words beside every difference; nothing where all is well and nothing where nothing came yet. */
static enum role remark(const struct fold_line *l, struct buf *out) {
  char n[32];
  if (l->damaged) { text_fill(out, _("damaged {1}  "), number(n, sizeof n, l->damaged, l)); }
  if (!l->item) {
    buf_adds(out, str_empty(l->problem) ? _("unknown, to be taught") : l->problem);
    return ROLE_BAD;
  }
  if (l->closed_short) return buf_adds(out, _("closed short")), ROLE_WARN;
  if (!l->line) return ROLE_DIM;
  if (str_eq(l->kind, "over") && l->received > l->expected) {
    text_fill(out, _("{1} too many"), number(n, sizeof n, l->received - l->expected, l));
    return ROLE_WARN;
  }
  if (str_eq(l->kind, "not_ordered")) return buf_adds(out, _("not on the order")), ROLE_WARN;
  if (l->meant) return buf_adds(out, _("wrong carton")), ROLE_WARN;
  bool lot = l->wants_lot && str_empty(l->lot) && !l->lot_none, expiry = l->wants_expiry && l->expiry == DAY_NONE && !l->expiry_none;
  if (lot || expiry) return buf_adds(out, lot ? _("lot missing") : _("expiry missing")), ROLE_WARN;
  if (l->expected > 0 && l->received == l->expected) buf_adds(out, _("all there"));
  return l->damaged ? ROLE_WARN : ROLE_TEXT;
}

static void key_of(const void *self, size_t row, char key[LIST_KEY]) {
  (void)self;
  snprintf(key, LIST_KEY, "%zu", row);
}

static void open_text(const struct fold_line *l, struct buf *text) {
  char n[32];
  if (l->expected > 0 && l->received == l->expected) buf_adds(text, "-");
  else if (!l->expected && !l->kind) return; /* nobody announced anything */
  else if (l->expected == 0 && !l->item) buf_adds(text, "?");
  else if (l->received > l->expected) buf_printf(text, "+%s", number(n, sizeof n, l->received - l->expected, l));
  else buf_adds(text, number(n, sizeof n, l->expected - l->received, l));
}

/* Another line has the same goods: the lot tells them apart. */
static bool shared(const struct fold *f, const struct fold_line *l) {
  for (size_t i = 0; i < f->line_count; i++)
    if (&f->line[i] != l && l->item && f->line[i].item == l->item) return true;
  return false;
}

static enum role cell_of(const void *self, size_t row, size_t column, struct buf *text) {
  const struct receive *r = self;
  const struct fold_line *l = &r->fold->line[r->shown[row]];
  char n[32];
  struct buf words = {0};
  enum role role = remark(l, &words);
  if (column == REMARK) buf_adds(text, words.n ? words.p : "");
  buf_free(&words);
  if (column == NAME && l->item) buf_adds(text, fold_name(l));
  else if (column == NAME) buf_printf(text, "? %s", l->code);
  if (column == NAME && !str_empty(l->lot) && shared(r->fold, l)) buf_printf(text, "  %s", l->lot);
  if (column == CODE && l->item) buf_adds(text, *l->code ? l->code : l->item_code);
  if (column == LOT && l->lot) buf_adds(text, l->lot);
  if (column == EXPIRY && l->expiry != DAY_NONE) buf_adds(text, day_format(n, sizeof n, l->expiry));
  if (column == EXPECTED) buf_adds(text, l->expected ? number(n, sizeof n, l->expected, l) : "-");
  if (column == RECEIVED) buf_adds(text, number(n, sizeof n, l->received, l));
  if (column == OPEN) open_text(l, text);
  return role;
}

/* The open carton, and which of how many. */
static void carton_draw(const struct receive *r, struct area a, int row) {
  char which[24], of[24];
  struct buf b = {0};
  int64_t at = 0, listed = 0;
  for (size_t i = 0; i < r->fold->carton_count; i++) {
    const struct fold_carton *c = &r->fold->carton[i];
    if (str_eq(c->state, "unlisted") || str_eq(c->state, "misdirected")) continue;
    listed++;
    if (str_eq(c->sscc, r->carton)) at = listed;
  }
  if (!*r->carton && !listed) return;
  if (!*r->carton) text_fill(&b, _("Cartons announced: {1}. Scan a carton first."), num_format(of, sizeof of, listed, 0));
  else if (at)
    text_fill(&b, _("Carton {1}, number {2} of {3}"), r->carton, num_format(which, sizeof which, at, 0),
              num_format(of, sizeof of, listed, 0));
  else text_fill(&b, _("Carton {1}, which nobody announced"), r->carton);
  area_text(a, row, 2, *r->carton ? ROLE_STRONG : ROLE_DIM, b.p);
  buf_free(&b);
}

/* What is being typed, before the first goods too. */
static void entry_draw(const struct receive *r, struct area a, int row) {
  char entry[80];
  if (!*r->times && !r->entry.n) return;
  snprintf(entry, sizeof entry, "%s%s%.40s_", r->times, *r->times ? " * " : "", r->entry.text);
  area_text(a, row, a.cols - 4 - (int)utf8_width(entry), ROLE_FIELD_NOW, entry);
}

/* What was scanned last, as large as a terminal can: alone, with room around it. */
static void last_draw(const struct screen *s, struct area a, int row) {
  const struct fold_line *l = receive_line(s);
  char got[32], expected[32], day[16];
  struct buf b = {0}, detail = {0};
  const char *ended = receive_of(s)->ended;
  if (*ended) {
    area_wrap(area_part(a, row, 6, 3, a.cols - 10), 0, ROLE_WARN, ended);
    return;
  }
  if (!l) {
    area_text(a, row, 6, ROLE_DIM, _("Scan the first goods, or a carton."));
    return;
  }
  number(got, sizeof got, l->received, l);
  number(expected, sizeof expected, l->expected, l);
  if (l->expected) text_fill(&b, _("{1} / {2} {3}"), got, expected, l->unit ? l->unit : "");
  else text_fill(&b, "{1} {2}", got, l->unit ? l->unit : "");
  enum role role = !l->item ? ROLE_BAD : l->kind || l->meant ? ROLE_WARN : ROLE_GOOD;
  int right = (int)utf8_width(b.p);
  area_cell(a, row, 6, a.cols - right - 12, ROLE_STRONG, ALIGN_LEFT, fold_name(l));
  area_text(a, row, a.cols - right - 4, role, b.p);
  area_role(a, row, 6, a.cols - right - 12, ROLE_STRONG);
  buf_printf(&detail, "%s", l->code);
  if (!str_empty(l->lot)) buf_printf(&detail, "   %s %s", _("lot"), l->lot);
  if (l->expiry != DAY_NONE) buf_printf(&detail, "   %s %s", _("expiry"), day_format(day, sizeof day, l->expiry));
  area_text(a, row + 1, 6, ROLE_DIM, detail.p);
  buf_clear(&b);
  if (l->meant) text_fill(&b, _("wrong carton: announced in {1}"), l->meant);
  if (l->meant) area_text(a, row + 2, 6, ROLE_WARN, b.p);
  buf_free(&b);
  buf_free(&detail);
}

static void sums_draw(const struct receive *r, struct area a, int row) {
  char lines[24], units[32], differences[24], parked[24], all[24];
  struct buf b = {0};
  if (*r->seats) text_fill(&b, _("Also here: {1}   "), r->seats);
  buf_adds(&b, r->other);
  area_text(a, row - 1, 2, ROLE_GOOD, b.n ? b.p : "");
  buf_clear(&b);
  text_fill(&b, _("Lines scanned {1} of {5}   received {2}   exceptions {3}   unknown {4}"),
            num_format(lines, sizeof lines, r->fold->scanned, 0), num_format(units, sizeof units, r->fold->units, 0),
            num_format(differences, sizeof differences, (int64_t)r->exception_count, 0),
            num_format(parked, sizeof parked, r->fold->parked, 0), num_format(all, sizeof all, (int64_t)r->fold->line_count, 0));
  area_text(a, row, 2, ROLE_TEXT, b.p);
  buf_clear(&b);
  buf_printf(&b, "%s ", _("Last:"));
  for (size_t i = r->recents; i-- > 0;) buf_printf(&b, " %s ", r->recent[i].text);
  area_cell(a, row + 1, 2, a.cols - 4, ROLE_DIM, ALIGN_LEFT, r->recents ? b.p : "");
  buf_free(&b);
}

void receive_draw(const struct screen *s, struct area a) {
  /* The last ones to come are the first to go where there is no room. */
  static const struct list_column columns[] = {[NAME] = {N_("Item"), 20, 1, 0, ALIGN_LEFT},
                                               [CODE] = {N_("Barcode"), 14, 0, 3, ALIGN_LEFT},
                                               [LOT] = {N_("Lot"), 10, 0, 2, ALIGN_LEFT},
                                               [EXPIRY] = {N_("Expiry"), 10, 0, 1, ALIGN_LEFT},
                                               [EXPECTED] = {N_("Expected"), 8, 0, 0, ALIGN_NUMBER},
                                               [RECEIVED] = {N_("Received"), 8, 0, 0, ALIGN_NUMBER},
                                               [OPEN] = {N_("Open"), 7, 0, 0, ALIGN_NUMBER},
                                               [REMARK] = {N_("Remark"), 22, 0, 0, ALIGN_LEFT}};
  struct receive *r = receive_of(s);
  enum { HEAD = 6, FOOT = 4 };
  if (!r->fold) return;
  carton_draw(r, a, 0);
  last_draw(s, a, 2);
  entry_draw(r, a, 3);
  const struct list_rows rows = {columns,
                                 COUNT(columns),
                                 r->shown_count,
                                 r,
                                 key_of,
                                 cell_of,
                                 r->exceptions ? N_("No exceptions. x shows all lines.") : N_("Nothing scanned yet.")};
  list_draw(&r->list, &rows, area_part(a, HEAD - 1, 0, a.rows - HEAD - FOOT + 1, a.cols), true);
  sums_draw(r, a, a.rows - FOOT + 2);
}
