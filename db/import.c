/* import: a file of records into the store. Opens it, checks everything, tells what came of it; import_write.c writes. Owns the rows of
 * import and the lock <db>-import. The kinds are in import_*.c. */
#include "db/import.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct import_kind *const kinds[] = {
    &import_items,  &import_barcodes, &import_prices, &import_stores, &import_staff,       &import_suppliers,
    &import_places, &import_stock,    &import_orders, &import_asns,   &import_allocations,
};

const struct import_kind *import_kind_at(size_t i) {
  return i < COUNT(kinds) ? kinds[i] : NULL;
}

const struct import_kind *import_kind_find(const char *code, struct err *err) {
  struct buf names = {0};
  for (size_t i = 0; i < COUNT(kinds); i++) {
    if (str_eq(kinds[i]->code, code)) {
      buf_free(&names);
      return kinds[i];
    }
    text_list(&names, kinds[i]->code);
  }
  err_set(err, ERR_IMPORT_KIND, NULL, code, names.p);
  buf_free(&names);
  return NULL;
}

const char *import_kind_code(const struct import_kind *kind) {
  return kind->code;
}

const struct import_field *import_kind_fields(const struct import_kind *kind, size_t *count) {
  *count = kind->count;
  return kind->field;
}

const char *import_type_name(enum import_type type) {
  static const char *const names[] = {[IMPORT_CODE] = "code",  [IMPORT_TEXT] = "text",    [IMPORT_CHOICE] = "word",  [IMPORT_WORD] = "word",
                                      [IMPORT_INT] = "number", [IMPORT_QTY] = "quantity", [IMPORT_MONEY] = "amount", [IMPORT_RATE] = "rate",
                                      [IMPORT_DAY] = "date",   [IMPORT_TIME] = "time",    [IMPORT_BOOL] = "0 or 1"};
  return names[type];
}

/* ---- opening: the lock, the file, an import that was killed */
static bool open_file(struct import *im, struct err *err) {
  const char *encoding = im->opts.encoding;
  char separator = im->opts.separator;
  if (im->opts.map && !(im->map = mapping_load(im->opts.map, err))) return false;
  if (im->map && !str_eq(mapping_kind(im->map), im->kind->code))
    return err_set(err, ERR_IMPORT_MAP, NULL, im->opts.map, mapping_kind(im->map), im->kind->code);
  if (im->map && !encoding) encoding = mapping_encoding(im->map);
  if (im->map && !separator) separator = mapping_separator(im->map);
  im->csv =
      im->opts.bytes ? csv_memory(im->opts.bytes, im->opts.n, encoding, separator, err) : csv_open(im->opts.file, encoding, separator, err);
  if (!im->csv) return false;
  csv_hash(im->csv, im->hash);
  im->encoding = xstrdup(csv_encoding(im->csv));
  char path[PATH_MAX];
  im->file = xstrdup(!im->opts.bytes && !str_eq(im->opts.file, "-") && realpath(im->opts.file, path) ? path : im->opts.file);
  return true;
}

static void take_up(struct import *im, const struct rows *r) {
  im->resumed = true;
  im->counts =
      (struct import_counts){rows_int(r, 0), 0, rows_int(r, 6), rows_int(r, 7), rows_int(r, 8), rows_int(r, 9), rows_int(r, 10), 0};
  im->opts.skip_bad = rows_int(r, 11) != 0;
  im->opts.ignore_unknown = true; /* asked when it began */
  im->done = rows_int(r, 12);
  im->at = rows_int(r, 13);
  im->undo = rows_int(r, 14);
}

/* While one is unfinished no other may begin; its own file again means: go on. */
static bool unfinished(struct import *im, int64_t wanted, struct err *err) {
  struct rows r;
  bool ok = true;
  if (!rows_open(&r, im->db, err, SQL_IMPORT_UNFINISHED)) return false;
  if (rows_next(&r)) {
    size_t n;
    const void *hash = rows_blob(&r, 3, &n);
    bool same = n == HASH_BYTES && memcmp(hash, im->hash, n) == 0;
    char id[32];
    num_format(id, sizeof id, rows_int(&r, 0), 0);
    if (wanted == rows_int(&r, 0) && !same) ok = err_set(err, ERR_IMPORT_FILE_CHANGED, NULL, rows_text(&r, 2), id);
    else if (same && str_eq(rows_text(&r, 1), im->kind->code) && str_eq(rows_text(&r, 4), im->opts.map ? im->opts.map : ""))
      take_up(im, &r);
    else ok = err_set(err, ERR_IMPORT_UNFINISHED, id, id, rows_text(&r, 2));
  }
  struct err closing;
  return rows_close(&r, ok ? err : &closing) && ok;
}

static struct import *begin(struct db *db, const struct import_opts *opts, const struct import_kind *kind, int64_t wanted,
                            struct err *err) {
  struct import *im = xcalloc(1, sizeof *im);
  im->db = db;
  im->opts = *opts;
  im->kind = kind;
  im->lock = -1;
  im->at = db_now(db);
  if (import_lock(db, &im->lock, err) && open_file(im, err) && unfinished(im, wanted, err) && import_read(im, err)) return im;
  import_free(im);
  return NULL;
}

struct import *import_open(struct db *db, const struct import_opts *opts, struct err *err) {
  const struct import_kind *kind = import_kind_find(opts->kind, err);
  return kind ? begin(db, opts, kind, 0, err) : NULL;
}

struct import *import_open_again(struct db *db, int64_t id, const struct import_opts *opts, struct err *err) {
  struct import_opts again = *opts;
  struct rows r;
  struct import *im = NULL;
  char number[32], *kind = NULL, *file = NULL, *map = NULL, *encoding = NULL, *state = NULL;
  num_format(number, sizeof number, id, 0);
  if (!rows_open(&r, db, err, SQL_IMPORT_GET, I(id))) return NULL;
  if (rows_next(&r)) {
    kind = xstrdup(rows_text(&r, 0));
    file = xstrdup(rows_text(&r, 1));
    map = xstrdup(rows_text(&r, 2));
    encoding = xstrdup(rows_text(&r, 3));
    state = xstrdup(rows_text(&r, 4));
  }
  bool ok = rows_close(&r, err);
  if (ok && !kind) ok = err_set(err, ERR_IMPORT_NONE, NULL, number);
  if (ok && !str_eq(state, "unfinished")) ok = err_set(err, ERR_IMPORT_STATE, NULL, number, _(state));
  if (ok) {
    again.file = file;
    again.map = *map ? map : NULL;
    again.encoding = encoding;
    const struct import_kind *k = import_kind_find(kind, err);
    im = k ? begin(db, &again, k, id, err) : NULL;
  }
  if (im) { /* the names belong to us */
    im->map_name = map;
    im->opts.map = *map ? map : NULL;
    im->opts.file = im->file;
    im->opts.encoding = im->encoding;
    map = NULL;
  }
  free(kind);
  free(file);
  free(map);
  free(encoding);
  free(state);
  return im;
}

void import_free(struct import *im) {
  if (!im) return;
  for (size_t i = 0; i < im->rows; i++) free((char *)im->row[i].key);
  for (size_t i = 0; i < im->bads; i++) {
    free(im->bad[i].column);
    free(im->bad[i].value);
    free(im->bad[i].reason);
    free(im->bad[i].hint);
  }
  if (im->csv) csv_close(im->csv);
  if (im->lock >= 0) close(im->lock);
  if (im->kind->forget) im->kind->forget(im);
  mapping_free(im->map);
  buf_free(&im->arena);
  for (size_t t = 0; t < DIGEST_TABLES; t++) buf_free(&im->digest[t]);
  free(im->file);
  free(im->map_name);
  free(im->encoding);
  free(im->header);
  free(im->row);
  free(im->bad);
  free(im->cell);
  free(im);
}

/* ---- checking */
bool import_check_row(struct import *im, struct import_row *row, struct err *err) {
  struct err why;
  if (row->twin && im->row[row->first].state != ROW_REJECTED) {
    row->state = ROW_SAME;
    return true;
  }
  enum row_state state = import_values(im, row, &why) ? im->kind->check(im, row, &why) : ROW_REJECTED;
  if (state == ROW_FAILED) {
    *err = why;
    return false;
  }
  if (state == ROW_REJECTED) import_reject(im, row, &why);
  else row->state = (uint8_t)state;
  return true;
}

static int by_row(const void *pa, const void *pb) {
  const struct import_bad *a = pa, *b = pb;
  return (a->row > b->row) - (a->row < b->row);
}

static void count(struct import *im) {
  struct import_counts c = {.id = im->counts.id, .again = im->counts.again, .rows = (int64_t)im->rows};
  int64_t *const of[] = {[ROW_NEW] = &c.added, [ROW_CHANGED] = &c.changed, [ROW_SAME] = &c.same, [ROW_REJECTED] = &c.rejected};
  for (size_t i = 0; i < im->rows; i++) ++*of[im->row[i].state];
  if (!im->resumed) im->counts = c;
  if (im->bads) qsort(im->bad, im->bads, sizeof *im->bad, by_row);
}

static bool check_all(struct import *im, struct err *err) {
  import_sort(im);
  if (!import_twins(im, err) || !db_read_begin(im->db, err)) return false;
  int64_t last = 0;
  bool ok = db_int(im->db, err, &last, 0, SQL_SEARCH_LAST);
  im->bare = last == 0;
  for (size_t i = 0; ok && i < im->rows; i++) ok = im->row[i].state == ROW_REJECTED || import_check_row(im, &im->row[i], err);
  db_read_end(im->db);
  if (ok) count(im);
  return ok;
}

/* The first rows stand a line each, so that they can be read. */
bool import_refuse(struct import *im, struct err *err) {
  struct buf first = {0};
  char bad[32], rows[32];
  for (size_t i = 0; i < im->bads && i < 3; i++) {
    const struct import_bad *b = &im->bad[i];
    num_format(bad, sizeof bad, b->row, 0);
    buf_adds(&first, "\n  ");
    if (*b->column) text_fill(&first, _("Row {1}, column {2}: {3}"), bad, b->column, b->reason);
    else text_fill(&first, _("Row {1}: {2}"), bad, b->reason);
  }
  num_format(bad, sizeof bad, (int64_t)im->bads, 0);
  num_format(rows, sizeof rows, (int64_t)im->rows, 0);
  err_set(err, ERR_IMPORT_REJECTED, NULL, bad, rows, first.p);
  buf_free(&first);
  return false;
}

bool import_run(struct import *im, struct err *err) {
  if (!im->resumed && !db_int(im->db, err, &im->counts.again, 0, SQL_IMPORT_AGAIN, B(im->hash, sizeof im->hash), T(im->kind->code)))
    return false;
  (void)db_changed(im->db); /* from here on it means: since the check */
  if (!check_all(im, err)) return false;
  if (im->kind->judge && !im->kind->judge(im, err)) return false;
  if (im->bads && !im->opts.skip_bad) return import_refuse(im, err);
  if (im->opts.check || (!im->resumed && im->counts.added + im->counts.changed == 0)) return true;
  return import_write(im, err);
}

/* ---- what came of it */
const struct import_counts *import_counted(const struct import *im) {
  return &im->counts;
}

const struct import_bad *import_bad_at(const struct import *im, size_t i) {
  return i < im->bads ? &im->bad[i] : NULL;
}

bool import_warning_at(const struct import *im, size_t index, struct buf *sentence) {
  static const char *const texts[WARN_COUNT] = {
      [WARN_UNIT] = N_("Row {1}: the unit '{2}' is not known to the mapping and was kept as it is (rows: {3})."),
      [WARN_PRICE_ZERO] = N_("Row {1}: the price {2} means no price (rows: {3})."),
      [WARN_MEMBER_PRICE] = N_("Row {1}: the member price {2} is above the retail price (rows: {3})."),
      [WARN_CURRENCY] = N_("Row {1}: amounts in {2} are not in the store's currency and were left out (rows: {3})."),
  };
  for (size_t w = 0; w < WARN_COUNT; w++) {
    if (!im->warned[w].count || index-- > 0) continue;
    char row[32], rows[32];
    num_format(row, sizeof row, im->warned[w].row, 0);
    num_format(rows, sizeof rows, im->warned[w].count, 0);
    text_fill(sentence, _(texts[w]), row, im->warned[w].example, rows);
    return true;
  }
  if (!im->pages_left || index > 0) return false;
  text_fill(
      sentence,
      _("All rows are in, but the pages of the search could not be written: {1} They are made later; until then a search takes longer to "
        "begin."),
      im->pages_why.text);
  return true;
}

static int row_by_row(const void *pa, const void *pb) {
  const struct import_row *const *a = pa, *const *b = pb;
  return ((*a)->row > (*b)->row) - ((*a)->row < (*b)->row);
}

/* As it was, but no formula: neither a number nor the '-' that clears is one, and what has its ' already keeps it. */
static void as_it_was(struct buf *csv, const char *cell) {
  int64_t number;
  buf_addc(csv, ',');
  csv_field(csv, cell, *cell != '\'' && strcmp(cell, "-") != 0 && !num_parse(cell, 9, &number));
}

void import_errors(const struct import *im, struct buf *csv) {
  buf_adds(csv, "row,column,value,code,reason");
  for (size_t i = 0; i < im->columns; i++) as_it_was(csv, im->arena.p + im->header[i]);
  buf_addc(csv, '\n');
  const struct import_row **row = xcalloc(im->rows + 1, sizeof *row);
  struct buf reason = {0};
  size_t n = 0;
  for (size_t i = 0; i < im->rows; i++)
    if (im->row[i].state == ROW_REJECTED) row[n++] = &im->row[i];
  if (n) qsort(row, n, sizeof *row, row_by_row);
  for (size_t b = 0; b < n; b++) { /* every rejected row has one entry in bad, in the same order */
    const struct import_bad *bad = &im->bad[b];
    const char *p = im->arena.p + row[b]->cells;
    buf_printf(csv, "%u", bad->row);
    as_it_was(csv, bad->column);
    as_it_was(csv, bad->value);
    as_it_was(csv, err_name(bad->code));
    buf_addc(csv, ',');
    buf_adds(&reason, bad->reason);
    if (*bad->hint) buf_printf(&reason, " %s", bad->hint);
    csv_field(csv, reason.p, true);
    buf_clear(&reason);
    for (size_t c = 0; c < row[b]->count; c++, p += strlen(p) + 1) as_it_was(csv, p);
    buf_addc(csv, '\n');
  }
  buf_free(&reason);
  free(row);
}
