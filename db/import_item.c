/* import_item: the kinds items and barcodes. An item's code is its identity; a GTIN with or without leading zeros is one code. */
#include "db/import.h"
#include "src/code/code.h"

#include <stdlib.h>
#include <string.h>

enum {
  ITEM,
  NAME,
  NAME_EN,
  MNEMONIC,
  UNIT,
  DECIMALS,
  CATEGORY,
  BRAND,
  SPEC,
  ORIGIN,
  GRADE,
  TRACK,
  STYLE,
  COLOUR,
  SIZE,
  SUPPLIER,
  COST,
  PRICE,
  MEMBER,
  CURRENCY,
  TAX,
  BARCODE,
  PACK,
  SHELF_LIFE,
  STATUS
};
enum { B_BARCODE, B_ITEM, B_UNITS, B_KIND };
static const struct import_field item_fields[] = {
    {"item", IMPORT_CODE, true, 1, 63, NULL, NULL, N_("The item's code; never changes.")},
    {"name", IMPORT_TEXT, true, 2, 255, NULL, NULL, N_("Its name.")},
    {"name_en", IMPORT_TEXT, false, 3, 255, NULL, "", N_("Its English name.")},
    {"mnemonic", IMPORT_TEXT, false, 4, 63, NULL, "", N_("Letters to find it by; without, the pinyin initials of the name serve.")},
    {"unit", IMPORT_TEXT, false, 5, 31, NULL, "", N_("The unit it is counted in.")},
    {"decimals", IMPORT_WORD, false, 6, 0, "0,3", "0", N_("0: counted in whole units; 3: weighed. Fixed from the first movement on.")},
    {"category", IMPORT_TEXT, false, 7, 127, NULL, "", N_("Path from the general to the special, with '/' between.")},
    {"brand", IMPORT_TEXT, false, 8, 255, NULL, "", N_("Brand.")},
    {"spec", IMPORT_TEXT, false, 9, 95, NULL, "", N_("Size of the pack, as on the label.")},
    {"origin", IMPORT_TEXT, false, 10, 95, NULL, "", N_("Where it comes from.")},
    {"grade", IMPORT_TEXT, false, 11, 47, NULL, "", N_("Quality grade.")},
    {"track", IMPORT_CHOICE, false, 12, 0, "none,lot,serial", "0", N_("What is written down when it is received.")},
    {"style", IMPORT_TEXT, false, 13, 47, NULL, "", N_("Style of a garment.")},
    {"colour", IMPORT_TEXT, false, 14, 47, NULL, "", N_("Colour.")},
    {"size", IMPORT_TEXT, false, 15, 47, NULL, "", N_("Size.")},
    {"supplier", IMPORT_CODE, false, 16, 63, NULL, "", N_("Code of the usual supplier.")},
    {"cost", IMPORT_MONEY, false, 17, 0, NULL, NULL, N_("Purchase cost of one unit.")},
    {"price", IMPORT_MONEY, false, 0, 0, NULL, NULL, N_("Retail price from now on; 0 means none.")},
    {"member_price", IMPORT_MONEY, false, 0, 0, NULL, NULL, N_("Price for members from now on; 0 means none.")},
    {"currency", IMPORT_TEXT, false, 0, 8, NULL, NULL, N_("Currency of cost and prices; another one than the store's leaves them out.")},
    {"tax", IMPORT_RATE, false, 18, 1000000, NULL, NULL, N_("Tax rate, 0.13 for 13 percent.")},
    {"barcode", IMPORT_CODE, false, 0, 95, NULL, NULL, N_("A barcode; more of them come by the kind barcodes.")},
    {"pack", IMPORT_INT, false, 19, 1000000, NULL, "0", N_("Units in the pack it is ordered in.")},
    {"shelf_life_days", IMPORT_INT, false, 20, 100000, NULL, "0",
     N_("Days it keeps; set, an expiry date is asked for when it is received.")},
    {"status", IMPORT_CHOICE, false, 21, 0, "active,ending,blocked,ended", "0", N_("Whether it is still ordered and sold.")},
};

/* ---- barcodes of an item, shared by both kinds */
struct held {
  bool mine, text;          /* the item has it; under this very text */
  int64_t units;            /* of that text */
  char kind[16], other[64]; /* code of another item that has it, "" none */
};

static bool held_by(struct import *im, const char *key, const char *text, const char *item, struct held *h, struct err *err) {
  struct rows r;
  *h = (struct held){.units = 1};
  if (!rows_open(&r, im->db, err, SQL_BARCODE_HOLDERS, T(key))) return false;
  while (rows_next(&r)) {
    if (strcmp(rows_text(&r, 1), item) != 0) {
      if (!*h->other) str_copy(h->other, sizeof h->other, rows_text(&r, 1));
      continue;
    }
    h->mine = true;
    if (strcmp(rows_text(&r, 2), text) != 0) continue;
    h->text = true;
    h->units = rows_int(&r, 3);
    str_copy(h->kind, sizeof h->kind, rows_text(&r, 4));
  }
  return rows_close(&r, err);
}

static const char *kind_of(const char *text) {
  size_t n = strlen(text);
  return gtin_valid(text, n) ? "ean" : n <= 8 && strspn(text, "0123456789") == n ? "store" : "other";
}

/* Eight digits that fail as EAN-8 are the store's own code, even if they would do as a UPC-E, where the mapping or the row says so or
 * where they stand already. */
static bool own_code(const struct import *im, const char *text) {
  struct err ignored;
  int64_t item = 0;
  if (strlen(text) != 8 || strspn(text, "0123456789") != 8 || gtin_valid(text, 8)) return false;
  if (im->map && mapping_store_codes(im->map)) return true;
  if (im->kind == &import_barcodes && str_eq(import_text(im, B_KIND, ""), "store")) return true;
  return db_int(im->db, &ignored, &item, 0, SQL_BARCODE_TEXT, T(text), T(text)) && item;
}

static void key_of(const struct import *im, const char *text, char key[CODE_TEXT]) {
  if (gtin_key(key, text)) return;
  if (own_code(im, text)) str_copy(key, CODE_TEXT, text);
  else code_key(key, text);
}

static bool put_barcode(struct import *im, const char *text, int64_t item, int64_t units, const char *kind, struct err *err) {
  char key[CODE_TEXT];
  key_of(im, text, key);
  return barcode_put(im->db, err, key, text, item, units, kind);
}

static void at_field(struct import *im, size_t field, struct err *err) {
  str_copy(err->where, sizeof err->where, im->kind->field[field].name);
}

/* ---- items */
static void item_key(struct import *im, struct buf *key) {
  char k[CODE_TEXT];
  key_of(im, im->value[ITEM].s, k);
  buf_adds(key, k);
}

/* Amounts in another currency count as not given (rulings, data 3). */
static void settle(struct import *im, bool warn) {
  struct import_value *v = im->value;
  if (v[CURRENCY].given && strcasecmp(v[CURRENCY].s, im->opts.currency) != 0) {
    if (warn && (v[COST].given || v[PRICE].given || v[MEMBER].given)) import_warn(im, WARN_CURRENCY, v[CURRENCY].s);
    v[COST] = v[PRICE] = v[MEMBER] = (struct import_value){0};
  }
  if (!warn) return;
  for (size_t f = PRICE; f <= MEMBER; f++)
    if (v[f].given && v[f].i == 0) import_warn(im, WARN_PRICE_ZERO, import_cell(im, f));
  if (v[MEMBER].given && v[PRICE].given && v[PRICE].i > 0 && v[MEMBER].i > v[PRICE].i)
    import_warn(im, WARN_MEMBER_PRICE, import_cell(im, MEMBER));
  if (im->map && v[UNIT].given && mapping_value_unknown(im->map, (size_t)im->field_at[UNIT])) import_warn(im, WARN_UNIT, v[UNIT].s);
}

static const struct import_row *alias_of(const struct import *im, const struct import_row *row) {
  const struct import_row *first = &im->row[row->first];
  return first != row && first->state != ROW_REJECTED ? first : NULL;
}

/* The second text of an item's code is one barcode more of it, under the item of the first row. */
static const char *alias_text(const struct import *im) {
  return import_text(im, BARCODE, im->value[ITEM].s);
}

static bool first_code(struct import *im, const struct import_row *row, const struct import_row *first, char code[64], struct err *err) {
  if (!import_values(im, first, err)) return false;
  str_copy(code, 64, im->value[ITEM].s);
  return import_values(im, row, err);
}

/* The item a row is about: its own code, or a stored item whose code is the same GTIN written otherwise. */
static bool target(struct import *im, const struct import_row *row, char code[64], struct err *err) {
  struct rows r;
  int64_t id;
  str_copy(code, 64, im->value[ITEM].s);
  if (!gtin_valid(code, strlen(code))) return true;
  if (!db_int(im->db, err, &id, 0, SQL_ITEM_ID, T(code))) return false;
  if (id) return true;
  if (!rows_open(&r, im->db, err, SQL_BARCODE_HOLDERS, T(row->key))) return false;
  while (rows_next(&r)) {
    char key[CODE_TEXT];
    key_of(im, rows_text(&r, 1), key);
    if (strcmp(key, row->key) == 0) str_copy(code, 64, rows_text(&r, 1));
  }
  return rows_close(&r, err);
}

static enum row_state check_barcode(struct import *im, const char *item, enum row_state state, struct err *err) {
  char key[CODE_TEXT];
  struct held h;
  const char *text = im->value[BARCODE].s;
  if (!im->value[BARCODE].given) return state;
  key_of(im, text, key);
  if (!gtin_valid(text, strlen(text)) && !code_catalogue_check(text, own_code(im, text), err)) {
    at_field(im, BARCODE, err);
    return ROW_REJECTED;
  }
  if (im->bare) return state;
  if (!held_by(im, key, text, item, &h, err)) return ROW_FAILED;
  if (*h.other && !h.mine) {
    err_set(err, ERR_BARCODE_HELD, im->kind->field[BARCODE].name, text, h.other);
    return ROW_REJECTED;
  }
  return state == ROW_SAME && !h.text ? ROW_CHANGED : state;
}

static enum row_state check_prices(struct import *im, const char *item, enum row_state state, struct err *err) {
  static const char *const level[] = {"retail", "member"};
  int64_t id;
  if (state != ROW_SAME) return state;
  if (!db_int(im->db, err, &id, 0, SQL_ITEM_ID, T(item))) return ROW_FAILED;
  for (size_t f = PRICE; f <= MEMBER && state == ROW_SAME; f++)
    if (im->value[f].given || im->value[f].clear)
      state = price_compare(im, &(struct price){.item = id, .level = level[f - PRICE], .amount = im->value[f].i}, err);
  return state == ROW_NEW ? ROW_CHANGED : state;
}

static enum row_state check_frozen(struct import *im, const char *code, enum row_state state, struct err *err) {
  struct item it;
  bool found;
  if (state != ROW_CHANGED || (!im->value[DECIMALS].given && !im->value[DECIMALS].clear)) return state;
  if (!item_by_code(im->db, err, code, &it, &found)) return ROW_FAILED;
  int wanted = im->value[DECIMALS].given && *im->value[DECIMALS].s == '3' ? 3 : 0;
  if (!it.frozen || it.decimals == wanted) return state;
  err_set(err, ERR_ITEM_FROZEN, im->kind->field[DECIMALS].name, code);
  return ROW_REJECTED;
}

static enum row_state item_check(struct import *im, struct import_row *row, struct err *err) {
  char code[64] = "";
  settle(im, true);
  const struct import_row *first = alias_of(im, row);
  if (first) {
    int64_t there;
    if (!db_int(im->db, err, &there, 0, SQL_BARCODE_TEXT, T(row->key), T(alias_text(im)))) return ROW_FAILED;
    return there ? ROW_SAME : ROW_NEW;
  }
  if (!im->bare && !target(im, row, code, err)) return ROW_FAILED;
  enum row_state state = im->bare ? ROW_NEW : record_compare(im, code, err);
  if (state != ROW_FAILED) state = check_frozen(im, code, state, err);
  if (state != ROW_FAILED && state != ROW_REJECTED) state = check_barcode(im, code, state, err);
  return check_prices(im, code, state, err);
}

static bool write_barcode(struct import *im, const char *code, int64_t id, bool added, struct err *err) {
  char key[CODE_TEXT];
  struct held h = {0};
  const char *text = im->value[BARCODE].s;
  if (!im->value[BARCODE].given) return true;
  key_of(im, text, key);
  if (!added && !held_by(im, key, text, code, &h, err)) return false;
  if (im->digested) digest_row(&im->digest[DIGEST_BARCODE], (const struct arg[]){NIL, T(key), I(id), T(text), I(1), T(kind_of(text))}, 6);
  return h.text || barcode_put(im->db, err, key, text, id, 1, kind_of(text));
}

static bool write_alias(struct import *im, const struct import_row *row, const struct import_row *first, struct err *err) {
  char code[64];
  int64_t id;
  if (!first_code(im, row, first, code, err) || !target(im, first, code, err) || !db_int(im->db, err, &id, 0, SQL_ITEM_ID, T(code)))
    return false;
  return put_barcode(im, alias_text(im), id, 1, kind_of(alias_text(im)), err) && search_touch(im->db, err, id);
}

static bool item_write(struct import *im, struct import_row *row, struct err *err) {
  static const struct {
    size_t field;
    const char *level;
  } prices[] = {{MEMBER, "member"}, {PRICE, "retail"}}; /* in the order of the table, as the digest is read */
  const struct import_row *first = alias_of(im, row);
  char code[64];
  int64_t id;
  bool added = row->state == ROW_NEW; /* else it may be a stored item under another text of its code */
  if (first) return write_alias(im, row, first, err);
  settle(im, false);
  str_copy(code, sizeof code, im->value[ITEM].s);
  if ((!added && !target(im, row, code, err)) || !record_put(im, code, &added, err)) return false;
  if (added) {
    id = db_last_id(im->db);
    im->last_item = id;
    if (!im->first_item) im->first_item = id;
  } else if (!db_int(im->db, err, &id, 0, SQL_ITEM_ID, T(code))) {
    return false;
  }
  if (!write_barcode(im, code, id, added, err)) return false;
  for (size_t i = 0; i < COUNT(prices); i++) {
    const struct import_value *v = &im->value[prices[i].field];
    if ((v->given || v->clear) && !price_put(im, &(struct price){.item = id, .level = prices[i].level, .amount = v->i}, added, err))
      return false;
  }
  return search_touch(im->db, err, id);
}

/* ---- one barcode on two items of the same file */
struct bearer {
  char *key;
  size_t row;
};

static int bearer_order(const void *pa, const void *pb) {
  const struct bearer *a = pa, *b = pb;
  int c = strcmp(a->key, b->key);
  return c ? c : (a->row > b->row) - (a->row < b->row);
}

static void reject_pair(struct import *im, size_t a, size_t b) {
  for (int turn = 0; turn < 2; turn++) {
    struct import_row *row = &im->row[turn ? b : a];
    const struct import_row *other = &im->row[turn ? a : b];
    struct err why;
    char number[32];
    if (row->state == ROW_REJECTED) continue;
    import_cells(im, row);
    err_set(&why, ERR_BARCODE_CLASH, im->kind->field[BARCODE].name, import_cell(im, BARCODE),
            num_format(number, sizeof number, other->row, 0));
    import_reject(im, row, &why);
  }
}

static bool item_cross(struct import *im, struct err *err) {
  struct bearer *b = xcalloc(im->rows + 1, sizeof *b);
  size_t n = 0;
  (void)err;
  for (size_t i = 0; i < im->rows; i++) {
    const struct import_row *row = &im->row[i];
    char key[CODE_TEXT];
    if (row->state == ROW_REJECTED || row->first != i) continue;
    import_cells(im, row);
    const char *text = csv_unguard(import_cell(im, BARCODE));
    if (!*text || strcmp(text, "-") == 0) continue;
    key_of(im, text, key);
    b[n++] = (struct bearer){xstrdup(key), i};
  }
  if (n) qsort(b, n, sizeof *b, bearer_order);
  for (size_t i = 1; i < n; i++)
    if (strcmp(b[i - 1].key, b[i].key) == 0) reject_pair(im, b[i - 1].row, b[i].row);
  for (size_t i = 0; i < n; i++) free(b[i].key);
  free(b);
  return true;
}

const struct import_kind import_items = {
    .code = "items",
    .field = item_fields,
    .count = COUNT(item_fields),
    .key_fields = 1u << ITEM,
    .alias_fields = 1u << ITEM | 1u << BARCODE,
    .key = item_key,
    .cross = item_cross,
    .check = item_check,
    .write = item_write,
    .get = SQL_ITEM_GET,
    .add = SQL_ITEM_ADD,
    .set = SQL_ITEM_SET,
    .rows = SQL_EXPORT_ITEMS,
    .rows_args = 2,
};

/* ---- barcodes */
static const struct import_field barcode_fields[] = {
    {"barcode", IMPORT_CODE, true, 0, 95, NULL, NULL, N_("The barcode.")},
    {"item", IMPORT_CODE, true, 0, 63, NULL, NULL, N_("Code of its item.")},
    {"units", IMPORT_INT, false, 0, 1000000, NULL, NULL, N_("Units a scan of it counts, 1 when not given.")},
    {"kind", IMPORT_WORD, false, 0, 0, "ean,case,store,other", NULL, N_("What sort of code it is.")},
};

static void barcode_key(struct import *im, struct buf *key) {
  char k[CODE_TEXT];
  key_of(im, im->value[B_BARCODE].s, k);
  buf_adds(key, k);
}

static enum row_state barcode_check(struct import *im, struct import_row *row, struct err *err) {
  const char *text = im->value[B_BARCODE].s, *item = im->value[B_ITEM].s;
  struct held h;
  int64_t id;
  if (!code_catalogue_check(text, own_code(im, text), err)) return ROW_REJECTED;
  if (!db_int(im->db, err, &id, 0, SQL_ITEM_ID, T(item)) || !held_by(im, row->key, text, item, &h, err)) return ROW_FAILED;
  if (!id) err_set(err, ERR_ITEM_UNKNOWN, "item", item);
  else if (*h.other && !h.mine) err_set(err, ERR_BARCODE_HELD, "barcode", text, h.other);
  else if (im->value[B_UNITS].given && im->value[B_UNITS].i == 0) err_set(err, ERR_ROW_NEGATIVE, "units", "0");
  else if (!h.text) return ROW_NEW;
  else return import_int(im, B_UNITS, h.units) == h.units && strcmp(import_text(im, B_KIND, h.kind), h.kind) == 0 ? ROW_SAME : ROW_CHANGED;
  return ROW_REJECTED;
}

static bool barcode_write(struct import *im, struct import_row *row, struct err *err) {
  const char *text = im->value[B_BARCODE].s, *item = im->value[B_ITEM].s;
  struct held h;
  int64_t id;
  if (!db_int(im->db, err, &id, 0, SQL_ITEM_ID, T(item)) || !held_by(im, row->key, text, item, &h, err)) return false;
  const char *kind = import_text(im, B_KIND, h.text ? h.kind : import_int(im, B_UNITS, 1) > 1 ? "case" : kind_of(text));
  return put_barcode(im, text, id, import_int(im, B_UNITS, h.units), kind, err) && search_touch(im->db, err, id);
}

const struct import_kind import_barcodes = {
    .code = "barcodes",
    .field = barcode_fields,
    .count = COUNT(barcode_fields),
    .key_fields = 1u << B_BARCODE | 1u << B_KIND,
    .alias_fields = 1u << B_BARCODE,
    .key = barcode_key,
    .check = barcode_check,
    .write = barcode_write,
    .rows = SQL_EXPORT_BARCODES,
};
