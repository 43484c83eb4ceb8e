/* stock: what lies where, with its part of the pool's value. */
#include "src/report/internal.h"

#include <stdlib.h>
#include <string.h>

enum { ITEM, NAME, PLACE, LOT, EXPIRY, QTY, VALUE, LAST_MOVE };
const struct out_column report_stock_column[] = {
    {"item", OUT_CODE, N_("Item")},  {"name", OUT_NAME, N_("Name")},           {"place", OUT_PLACE, N_("Place")},
    {"lot", OUT_CODE, N_("Lot")},    {"expiry", OUT_DAY, N_("Expiry")},        {"qty", OUT_NUM, N_("Quantity")},
    {"value", OUT_NUM, N_("Value")}, {"last_move", OUT_TIME, N_("Last move")},
};

struct line {
  char place[64], lot[64];
  int32_t expiry;
  int64_t qty, at, value;
  bool own, moved;
};
/* The rows of one item, gathered so that its pool can be spread over them. */
struct gathered {
  int64_t item, pool;
  int decimals;
  char code[64], name[256];
  struct line *line;
  size_t count, cap;
};

/* Goods on their way to another store are no longer of this pool. */
static void spread(struct gathered *g) {
  int64_t *qty = xcalloc(g->count, sizeof *qty), *part = xcalloc(g->count, sizeof *part);
  size_t n = 0;
  for (size_t i = 0; i < g->count; i++)
    if (g->line[i].own) qty[n++] = g->line[i].qty;
  report_spread(g->pool, qty, n, part);
  n = 0;
  for (size_t i = 0; i < g->count; i++)
    if (g->line[i].own) g->line[i].value = part[n++];
  free(qty);
  free(part);
}

static void give(struct db *db, struct gathered *g, const struct report_args *args, struct out *out) {
  if (args->values) spread(g);
  for (size_t i = 0; i < g->count; i++) {
    const struct line *l = &g->line[i];
    if ((!l->qty && !args->all) || (args->place && !str_eq(args->place, l->place))) continue;
    out_text(out, ITEM, g->code);
    out_text(out, NAME, g->name);
    out_place(out, PLACE, db, l->place);
    if (*l->lot) out_text(out, LOT, l->lot);
    out_int(out, EXPIRY, l->expiry);
    out_num(out, QTY, l->qty, g->decimals);
    if (args->values && l->own) out_num(out, VALUE, l->value, args->store->money_decimals);
    if (l->moved) out_int(out, LAST_MOVE, l->at);
    out_row(out);
  }
  g->count = 0;
}

static void begin(struct gathered *g, const struct rows *r) {
  g->item = rows_int(r, 0);
  str_copy(g->code, sizeof g->code, rows_text(r, 1));
  str_copy(g->name, sizeof g->name, text_name(rows_text(r, 2), rows_text(r, 3)));
  g->decimals = (int)rows_int(r, 4);
  g->pool = rows_int(r, 11);
}

static void add(struct gathered *g, const struct rows *r) {
  if (g->count == g->cap) {
    g->cap = g->cap ? 2 * g->cap : 16;
    g->line = xrealloc(g->line, g->cap, sizeof *g->line);
  }
  struct line *l = &g->line[g->count++];
  *l = (struct line){.expiry = rows_null(r, 8) ? DAY_NONE : (int32_t)rows_int(r, 8), .qty = rows_int(r, 9), .at = rows_int(r, 10)};
  l->own = ledger_place_own(rows_text(r, 6));
  l->moved = !rows_null(r, 10);
  str_copy(l->place, sizeof l->place, rows_text(r, 5));
  str_copy(l->lot, sizeof l->lot, rows_text(r, 7));
}

bool report_stock(struct db *db, const struct report_args *args, struct out *out, struct err *err) {
  struct rows r;
  struct gathered g = {0};
  if (!rows_open(&r, db, err, SQL_REPORT_STOCK, T(args->item))) return false;
  while (rows_next(&r)) {
    if (g.count && rows_int(&r, 0) != g.item) give(db, &g, args, out);
    if (!g.count) begin(&g, &r);
    add(&g, &r);
  }
  if (g.count) give(db, &g, args, out);
  free(g.line);
  return rows_close(&r, err);
}
