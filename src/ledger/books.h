/* books: everything the moves add up to, worked out in memory in one pass in table order. Rebuild writes it, check compares it. */
#ifndef ZG_LEDGER_BOOKS_H
#define ZG_LEDGER_BOOKS_H

#include "src/ledger/internal.h"

struct books_stock {
  int64_t item, place, lot, qty, last_move;
};
struct books_cost {
  struct cost cost;
  bool there;
};
struct books_day {
  int32_t day;
  int64_t first_move;
};
struct books_month {
  int32_t day;
  struct buf qty, value;
};
struct books {
  int64_t moves;
  struct books_stock *stock; /* after books_make: sorted by item, place, lot */
  size_t stocks, stock_room;
  struct books_cost *cost; /* by item id */
  size_t cost_room;
  struct books_day *day;
  size_t days;
  struct books_month *month;
  size_t months;
};
bool books_make(struct books *, struct db *, struct err *) MUST_CHECK; /* books_free also after false */
void books_free(struct books *);

#endif
