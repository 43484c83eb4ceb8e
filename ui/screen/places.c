/* places: where goods can lie. */
#include "ui/screen/listing.h"

struct places {
  struct table table;
};

static bool open(struct screen *s, const char *arg, struct err *err) {
  static const struct table_column look[] = {
      {LIST_PLACE, 12, 0, 0}, {LIST_PLACE_NAME, 20, 1, 0}, {LIST_PLACE_KIND, 12, 0, 1}, {LIST_PLACE_IN, 12, 0, 2}};
  (void)arg, (void)err;
  *listing(s) = (struct table){.column = list_places_column,
                               .columns = LIST_PLACES_COLUMNS,
                               .look = look,
                               .looks = COUNT(look),
                               .id = LIST_PLACE,
                               .empty = N_("There are no places. :im brings them in from a file.")};
  return true;
}

static bool load(struct screen *s, struct err *err) {
  struct kept *kept;
  struct out *out = out_keep(list_places_column, LIST_PLACES_COLUMNS, &kept);
  return listing_take(s, out, &kept, list_places(s->ui->db, out, err), err);
}

const struct screen_kind screen_places = {.size = sizeof(struct places),
                                          .open = open,
                                          .load = load,
                                          .draw = listing_draw,
                                          .key = listing_key,
                                          .keep = listing_keep,
                                          .back = listing_back,
                                          .close = listing_close};
