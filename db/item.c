/* item: the items of the catalogue and the barcodes that name them. Owns the tables item and barcode. Must not know what a scan is for. */
#include "db/db.h"
#include "src/code/code.h"

#include <string.h>

static void item_read(const struct rows *r, struct item *it) {
  const struct {
    char *to;
    size_t size;
    int column;
  } texts[] = {
      {it->code, sizeof it->code, 1},         {it->name, sizeof it->name, 2},          {it->name_en, sizeof it->name_en, 3},
      {it->mnemonic, sizeof it->mnemonic, 4}, {it->unit, sizeof it->unit, 5},          {it->category, sizeof it->category, 8},
      {it->brand, sizeof it->brand, 9},       {it->spec, sizeof it->spec, 10},         {it->origin, sizeof it->origin, 11},
      {it->grade, sizeof it->grade, 12},      {it->style, sizeof it->style, 14},       {it->colour, sizeof it->colour, 15},
      {it->size, sizeof it->size, 16},        {it->supplier, sizeof it->supplier, 17},
  };
  for (size_t i = 0; i < COUNT(texts); i++) str_copy(texts[i].to, texts[i].size, rows_text(r, texts[i].column));
  it->id = rows_int(r, 0);
  it->decimals = (int)rows_int(r, 6);
  it->frozen = rows_int(r, 7) != 0;
  it->track = (int)rows_int(r, 13);
  it->cost = rows_null(r, 18) ? -1 : rows_int(r, 18);
  it->tax = rows_null(r, 19) ? -1 : rows_int(r, 19);
  it->pack = rows_int(r, 20);
  it->shelf_life = rows_int(r, 21);
  it->status = (int)rows_int(r, 22);
}

static bool item_first(struct rows *r, struct err *err, struct item *it, bool *found) {
  *found = rows_next(r);
  if (*found) item_read(r, it);
  return rows_close(r, err);
}

bool item_by_id(struct db *db, struct err *err, int64_t id, struct item *it, bool *found) {
  struct rows r;
  return rows_open(&r, db, err, SQL_ITEM_BY_ID, I(id)) && item_first(&r, err, it, found);
}

bool item_by_code(struct db *db, struct err *err, const char *code, struct item *it, bool *found) {
  struct rows r;
  return rows_open(&r, db, err, SQL_ITEM_BY_CODE, T(code)) && item_first(&r, err, it, found);
}

/* ---- what a read code names */
struct hits {
  struct item_hit *hit;
  size_t most, count;
};

static bool by_key(struct db *db, struct err *err, const char *key, struct hits *h) {
  struct rows r;
  if (h->count || !*key) return true;
  if (!rows_open(&r, db, err, SQL_ITEM_SCAN, T(key), I(h->most))) return false;
  while (rows_next(&r)) h->hit[h->count++] = (struct item_hit){rows_int(&r, 0), rows_int(&r, 1)};
  return rows_close(&r, err);
}

static bool by_code(struct db *db, struct err *err, const char *code, struct hits *h) {
  int64_t id;
  if (h->count || !*code) return true;
  if (!db_int(db, err, &id, 0, SQL_ITEM_ID, T(code))) return false;
  if (id) h->hit[h->count++] = (struct item_hit){id, 1};
  return true;
}

bool item_scan(struct db *db, struct err *err, const struct code *code, struct item_hit *hits, size_t most, size_t *count) {
  struct hits h = {hits, most, 0};
  char whole[CODE_TEXT];
  code_key(whole, code->text);
  /* The digits of a scale code are kept by some programs with their leading zeros, by some without. */
  const char *bare = code->item_part + strspn(code->item_part, "0");
  /* The text itself first: a store's own eight digits may look like a UPC-E. */
  bool ok = by_key(db, err, code->text, &h) && (strcmp(whole, code->text) == 0 || by_key(db, err, whole, &h)) &&
            (strcmp(whole, code->key) == 0 || by_key(db, err, code->key, &h)) && by_code(db, err, code->text, &h) &&
            by_key(db, err, code->item_part, &h) && by_code(db, err, code->item_part, &h) && by_key(db, err, bare, &h) &&
            by_code(db, err, bare, &h);
  *count = h.count;
  return ok;
}

bool item_freeze(struct db *db, struct err *err, int64_t id) {
  return db_run(db, err, SQL_ITEM_FREEZE, I(id));
}

bool barcode_add(struct db *db, struct err *err, const char *text, int64_t item, int64_t units, const char *kind) {
  char key[CODE_TEXT];
  code_key(key, text);
  return barcode_put(db, err, key, text, item, units, kind) && search_touch(db, err, item);
}

bool barcode_put(struct db *db, struct err *err, const char *key, const char *text, int64_t item, int64_t units, const char *kind) {
  return db_run(db, err, SQL_BARCODE_ADD, T(key), I(item), T(text), I(units), T(kind));
}
