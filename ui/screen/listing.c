/* listing: what the screens that are one table share: rows in, filter, what is remembered. Must not: know what the rows are. */
#include "ui/screen/listing.h"

struct table *listing(const struct screen *s) {
  return s->own;
}

bool listing_take(struct screen *s, struct out *out, struct kept **kept, bool ok, struct err *err) {
  if (!ok) {
    out_drop(out);
    return false;
  }
  if (!out_end(out, err)) return false;
  table_take(listing(s), *kept);
  return true;
}

void listing_draw(const struct screen *s, struct area a) {
  table_draw(listing(s), area_part(a, 1, 0, a.rows - 1, a.cols), true);
}

bool listing_key(struct screen *s, const struct key *k) {
  return table_key(listing(s), k);
}

static void filter(struct screen *s, const char *text, bool done) {
  table_filter(listing(s), done && !text ? "" : text);
}

void act_list_filter(struct screen *s) {
  ui_prompt_code(s, _("Filter:"), listing(s)->filter, filter);
}

void listing_keep(const struct screen *s, struct jw *w) {
  jw_kt(w, "row", listing(s)->list.key);
  jw_kt(w, "filter", listing(s)->filter);
}

void listing_back(struct screen *s, const struct js *js) {
  table_filter(listing(s), js_text(js_get(js, "filter"), ""));
  table_go(listing(s), js_text(js_get(js, "row"), ""));
}

void listing_close(struct screen *s) {
  table_done(listing(s));
}
