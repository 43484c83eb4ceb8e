/* movement_group: the cells of movement.c as rows by item, category, brand, supplier, place or several of them. Owns keys, names and
 * order. */
#include "src/report/movement.h"
#include "src/report/internal.h"

#include <stdlib.h>
#include <string.h>

#define BOTH(name, title)                                                                                                                  \
  { name, OUT_CHANGE, title }
const struct out_column report_movement_column[] = {
    {"key", OUT_CODE, N_("Key")},
    {"name", OUT_NAME, N_("Name")},
    {"opening", OUT_NUM, N_("Opening")},
    BOTH("received", N_("Receipts")),
    BOTH("returned", N_("Returned")),
    BOTH("transferred_in", N_("Transferred in")),
    BOTH("transferred_out", N_("Transferred out")),
    BOTH("sold", N_("Sold")),
    BOTH("sale_returned", N_("Sale returned")),
    BOTH("adjusted", N_("Adjusted")),
    BOTH("counted", N_("Counted")),
    {"closing", OUT_NUM, N_("Closing")},
    BOTH("opening_value", NULL),
    BOTH("received_value", NULL),
    BOTH("returned_value", NULL),
    BOTH("transferred_in_value", NULL),
    BOTH("transferred_out_value", NULL),
    BOTH("sold_value", NULL),
    BOTH("sale_returned_value", NULL),
    BOTH("adjusted_value", NULL),
    BOTH("counted_value", NULL),
    {"closing_value", OUT_NUM, N_("Value")},
};
#undef BOTH
/* The columns stand in the order of enum move_col, the opening first and the closing last. */
enum { KEY, NAME, FIRST_QTY, FIRST_VALUE = FIRST_QTY + COL_COUNT + 1 };

static const char *const group_names[] = {
    [GROUP_ITEM] = "item", [GROUP_CATEGORY] = "category", [GROUP_BRAND] = "brand", [GROUP_SUPPLIER] = "supplier", [GROUP_PLACE] = "place",
};

static bool group_named(const char *name, size_t n, enum group *group) {
  for (size_t i = 0; i < COUNT(group_names); i++)
    if (strlen(group_names[i]) == n && memcmp(group_names[i], name, n) == 0) {
      *group = (enum group)i;
      return true;
    }
  return false;
}

bool movement_by(const char *by, enum group *groups, size_t *count, struct err *err) {
  *count = 0;
  for (const char *at = by ? by : "item";;) {
    size_t n = strcspn(at, ",");
    bool known = *count < GROUP_COUNT && group_named(at, n, &groups[*count]);
    for (size_t i = 0; known && i < *count; i++) known = groups[i] != groups[*count];
    if (!known) {
      char *name = xstrndup(at, n);
      err_set(err, ERR_REPORT_BY, NULL, name);
      free(name);
      return false;
    }
    (*count)++;
    if (!at[n]) return true;
    at += n + 1;
  }
}

struct row {
  char *key, *name;
  int decimals;
  struct sum of[COL_COUNT];
};
struct grouping {
  struct movement *m;
  const struct report_args *args;
  enum group group[GROUP_COUNT];
  size_t groups;
  struct row *row;
  size_t rows, cap;
  uint32_t *slot; /* hash table of row numbers + 1 */
  size_t slots;
  struct buf key, name;
};

/* ---- rows by key */
static size_t slot_of(const struct grouping *g, const char *key) {
  uint64_t hash = 14695981039346656037u;
  for (const char *p = key; *p; p++) hash = (hash ^ (unsigned char)*p) * 1099511628211u;
  size_t at = (size_t)(hash ^ hash >> 32) & (g->slots - 1);
  while (g->slot[at] && strcmp(g->row[g->slot[at] - 1].key, key)) at = (at + 1) & (g->slots - 1);
  return at;
}

static void more_slots(struct grouping *g) {
  free(g->slot);
  g->slots = g->slots ? 2 * g->slots : 256;
  g->slot = xcalloc(g->slots, sizeof *g->slot);
  for (size_t i = 0; i < g->rows; i++) g->slot[slot_of(g, g->row[i].key)] = (uint32_t)i + 1;
}

static struct row *row_of(struct grouping *g, int decimals) {
  if (2 * g->rows >= g->slots) more_slots(g);
  size_t at = slot_of(g, g->key.p);
  if (g->slot[at]) return &g->row[g->slot[at] - 1];
  if (g->rows == g->cap) {
    g->cap = g->cap ? 2 * g->cap : 256;
    g->row = xrealloc(g->row, g->cap, sizeof *g->row);
  }
  g->row[g->rows] = (struct row){.key = xstrdup(g->key.p), .name = xstrdup(g->name.p), .decimals = decimals};
  g->slot[at] = (uint32_t)++g->rows;
  return &g->row[g->rows - 1];
}

/* Pieces and kilograms in one row are added as decimals of the finer one. */
static void add(struct row *row, const struct movement_cell *c, int decimals) {
  int finer = row->decimals > decimals ? row->decimals : decimals;
  int64_t old = num_pow10(finer - row->decimals), new = num_pow10(finer - decimals);
  for (size_t i = 0; i < COL_COUNT; i++) {
    row->of[i].qty = row->of[i].qty * old + c->of[i].qty * new;
    row->of[i].value += c->of[i].value;
  }
  row->decimals = finer;
}

/* ---- giving */
static bool is_zero(const struct sum *of) {
  for (size_t i = 0; i < COL_COUNT; i++)
    if (of[i].qty || of[i].value) return false;
  return true;
}

static void give(const struct grouping *g, const char *key, const char *name, int decimals, const struct sum *of, struct out *out) {
  struct sum closing = {0};
  if (!g->args->all && is_zero(of)) return;
  out_text(out, KEY, key);
  out_text(out, NAME, name);
  for (size_t i = 0; i <= COL_COUNT; i++) {
    struct sum s = i < COL_COUNT ? of[i] : closing;
    out_num(out, FIRST_QTY + i, s.qty, decimals);
    if (g->args->values) out_num(out, FIRST_VALUE + i, s.value, g->args->store->money_decimals);
    closing.qty += s.qty;
    closing.value += s.value;
  }
  out_row(out);
}

/* ---- keys */
enum { ROW_ID, ROW_CODE, ROW_NAME, ROW_NAME_EN, ROW_DECIMALS, ROW_CATEGORY, ROW_BRAND, ROW_SUPPLIER };

static void put_both(struct grouping *g, const char *key, const char *name) {
  buf_adds(&g->key, key);
  buf_adds(&g->name, name);
}

static bool put_part(struct grouping *g, enum group group, const struct rows *item, const struct movement_cell *c, struct err *err) {
  if (group == GROUP_SUPPLIER) {
    char *name;
    const char *code = rows_text(item, ROW_SUPPLIER);
    if (!supplier_name(g->m->db, err, code, &name)) return false;
    put_both(g, code, name ? name : code);
    free(name);
  } else if (group == GROUP_PLACE) {
    put_both(g, g->m->place[c->place].code, ledger_place_name(g->m->place[c->place].code, g->m->place[c->place].name));
  } else if (group == GROUP_ITEM) {
    put_both(g, rows_text(item, ROW_CODE), text_name(rows_text(item, ROW_NAME), rows_text(item, ROW_NAME_EN)));
  } else {
    const char *text = rows_text(item, group == GROUP_BRAND ? ROW_BRAND : ROW_CATEGORY);
    put_both(g, text, text);
  }
  return true;
}

static bool take(struct grouping *g, const struct rows *item, const struct movement_cell *c, struct err *err) {
  int decimals = (int)rows_int(item, ROW_DECIMALS);
  if (!g->args->all && is_zero(c->of)) return true;
  if (g->args->place && !str_eq(g->args->place, g->m->place[c->place].code)) return true;
  buf_clear(&g->key);
  buf_clear(&g->name);
  for (size_t i = 0; i < g->groups; i++) {
    if (i) put_both(g, "|", " | ");
    if (!put_part(g, g->group[i], item, c, err)) return false;
  }
  buf_adds(&g->key, "");
  add(row_of(g, decimals), c, decimals);
  return true;
}

static int by_key(const void *a, const void *b) {
  return strcmp(((const struct row *)a)->key, ((const struct row *)b)->key);
}

static void give_rows(struct grouping *g, struct out *out) {
  if (g->rows) qsort(g->row, g->rows, sizeof *g->row, by_key);
  for (size_t i = 0; i < g->rows; i++) {
    const struct row *r = &g->row[i];
    give(g, r->key, r->name, r->decimals, r->of, out);
  }
}

/* The cells of an item; by place they were sorted by item. */
static const struct movement_cell *cells_of(const struct movement *m, int64_t item, bool by_place, size_t *n) {
  *n = 0;
  if (!by_place) {
    if ((size_t)item < m->cells) *n = 1;
    return *n ? &m->cell[item] : NULL;
  }
  size_t low = 0, high = m->cells;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (m->cell[middle].item < item) low = middle + 1;
    else high = middle;
  }
  while (low + *n < m->cells && m->cell[low + *n].item == item) ++*n;
  return &m->cell[low];
}

static bool each_item(struct grouping *g, bool by_place, struct out *out, struct err *err) {
  static const struct movement_cell none = {0};
  struct rows r;
  bool only_item = g->groups == 1 && g->group[0] == GROUP_ITEM && !by_place, ok = true;
  if (!rows_open(&r, g->m->db, err, SQL_REPORT_ITEMS)) return false;
  while (ok && rows_next(&r)) {
    size_t n;
    if (g->args->item && !str_eq(g->args->item, rows_text(&r, ROW_CODE))) continue;
    const struct movement_cell *c = cells_of(g->m, rows_int(&r, ROW_ID), by_place, &n);
    if (only_item)
      give(g, rows_text(&r, ROW_CODE), text_name(rows_text(&r, ROW_NAME), rows_text(&r, ROW_NAME_EN)), (int)rows_int(&r, ROW_DECIMALS),
           n ? c->of : none.of, out);
    else
      for (size_t i = 0; ok && i < n; i++) ok = take(g, &r, &c[i], err);
  }
  struct err ignored;
  return rows_close(&r, ok ? err : &ignored) && ok;
}

bool movement_group(struct movement *m, const struct report_args *args, struct out *out, struct err *err) {
  struct grouping g = {.m = m, .args = args};
  bool by_place = args->place != NULL;
  bool ok = movement_by(args->by, g.group, &g.groups, err);
  for (size_t i = 0; ok && i < g.groups; i++) by_place |= g.group[i] == GROUP_PLACE;
  ok = ok && each_item(&g, by_place, out, err);
  if (ok) give_rows(&g, out);
  for (size_t i = 0; i < g.rows; i++) {
    free(g.row[i].key);
    free(g.row[i].name);
  }
  free(g.row);
  free(g.slot);
  buf_free(&g.key);
  buf_free(&g.name);
  return ok;
}

bool report_movement(struct db *db, const struct report_args *args, struct out *out, struct err *err) {
  struct movement m = {0};
  enum group group[GROUP_COUNT];
  size_t groups;
  int32_t from, to;
  bool by_place = args->place != NULL;
  if (!movement_by(args->by, group, &groups, err) || !report_period(db, args, &from, &to, err)) return false;
  for (size_t i = 0; i < groups; i++) by_place |= group[i] == GROUP_PLACE;
  bool ok = movement_load(&m, db, from, to, by_place, args->values, err) && movement_group(&m, args, out, err);
  movement_free(&m);
  return ok;
}
