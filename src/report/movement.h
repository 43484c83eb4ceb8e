/* The movement report in two halves: movement.c adds up moves, movement_group.c makes the rows. Private to src/report. */
#ifndef ZG_REPORT_MOVEMENT_H
#define ZG_REPORT_MOVEMENT_H

#include "src/report/report.h"

struct sum {
  int64_t qty, value;
};
enum { OPENING = COL_INSIDE }; /* moves inside the store have no column of their own */
/* One item, or one item in one place: the opening and every column. */
struct movement_cell {
  int64_t item, place; /* place: index into movement.place, -1 all */
  struct sum of[COL_COUNT];
};
struct movement_place {
  int64_t id;
  bool own; /* its goods are in the store's pool */
  char code[64], name[128];
};
struct movement {
  struct db *db;
  int64_t first, end; /* ids of the period's moves: first … end - 1 */
  struct movement_place *place;
  size_t place_count;
  int32_t *place_at; /* by place id: index, -1 none */
  size_t place_ids;
  struct movement_cell *cell; /* by item: item id is the index; by place: in any order, each (item, place) once */
  size_t cells, cap;
  uint32_t *slot; /* by place: hash table of cell numbers + 1 */
  size_t slots;
};
bool movement_load(struct movement *, struct db *, int32_t from, int32_t to, bool by_place, bool values, struct err *) MUST_CHECK;
void movement_free(struct movement *);
/* The rows of the report, grouped; by: item category brand supplier place. */
bool movement_group(struct movement *, const struct report_args *, struct out *, struct err *) MUST_CHECK;
/* Which groupings a --by names, in its order; ERR_REPORT_BY. */
enum group { GROUP_ITEM, GROUP_CATEGORY, GROUP_BRAND, GROUP_SUPPLIER, GROUP_PLACE, GROUP_COUNT };
bool movement_by(const char *by, enum group *groups, size_t *count, struct err *) MUST_CHECK;

#endif
