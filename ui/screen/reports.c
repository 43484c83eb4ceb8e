/* reports: the list of what can be reported. Enter asks for the period and shows the rows (screen report). */
#include "ui/screen/listing.h"

enum { NAME, TITLE, TAKES, COLUMNS };
static const struct out_column columns[COLUMNS] = {
    {"name", OUT_CODE, N_("Name")}, {"title", OUT_NAME, N_("Report")}, {"takes", OUT_NAME, N_("Can be narrowed by")}};
struct reports {
  struct table table;
};

static bool open(struct screen *s, const char *arg, struct err *err) {
  static const struct table_column look[] = {{TITLE, 20, 1, 0}, {TAKES, 24, 1, 1}, {NAME, 14, 0, 0}};
  (void)arg, (void)err;
  *listing(s) = (struct table){.column = columns, .columns = COLUMNS, .look = look, .looks = COUNT(look), .id = NAME, .empty = ""};
  return true;
}

static void takes(const struct report *r, struct buf *out) {
  static const struct {
    unsigned bit;
    const char *word;
  } words[] = {{REPORT_PERIOD, N_("period")}, {REPORT_BY, N_("grouping")}, {REPORT_ITEM, N_("item")}, {REPORT_PLACE, N_("place")}};
  for (size_t i = 0; i < COUNT(words); i++)
    if (r->takes & words[i].bit) text_list(out, text_get(words[i].word));
}

static bool load(struct screen *s, struct err *err) {
  struct kept *kept;
  const struct report *r;
  struct out *out = out_keep(columns, COLUMNS, &kept);
  struct buf b = {0};
  for (size_t i = 0; (r = report_at(i)); i++) {
    buf_clear(&b);
    takes(r, &b);
    out_text(out, NAME, r->name);
    out_text(out, TITLE, text_get(r->title));
    out_text(out, TAKES, b.p);
    out_row(out);
  }
  buf_free(&b);
  return listing_take(s, out, &kept, true, err);
}

void act_reports_open(struct screen *s) {
  const char *name = table_id(listing(s));
  if (name) ui_open(s->ui, "report", name);
}

const struct screen_kind screen_reports = {.size = sizeof(struct reports),
                                           .open = open,
                                           .load = load,
                                           .draw = listing_draw,
                                           .key = listing_key,
                                           .keep = listing_keep,
                                           .back = listing_back,
                                           .close = listing_close};
