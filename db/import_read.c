/* import_read: a file into memory as it is, its columns found by name, and one row's cells into typed values. Must not know any kind. */
#include "db/import.h"

#include <stdlib.h>
#include <string.h>

/* ---- header and rows */
static size_t keep_cells(struct import *im, const struct csv_row *r) {
  size_t at = im->arena.n;
  for (size_t i = 0; i < r->count; i++) buf_add(&im->arena, r->cell[i], strlen(r->cell[i]) + 1);
  return at;
}

static int field_named(const struct import_kind *kind, const char *name) {
  for (size_t f = 0; f < kind->count; f++)
    if (strcasecmp(kind->field[f].name, name) == 0) return (int)f;
  return -1;
}

static bool bind_mapping(struct import *im, const struct csv_row *header, struct buf *unknown, struct err *err) {
  if (!mapping_bind(im->map, header->cell, header->count, err)) return false;
  for (size_t i = 0; i < mapping_columns(im->map); i++) {
    int f = field_named(im->kind, mapping_column(im->map, i));
    if (f < 0) return err_set(err, ERR_IMPORT_COLUMN, mapping_column(im->map, i), mapping_column(im->map, i), im->kind->code);
    im->field_at[f] = (int)i;
  }
  for (size_t i = 0; i < header->count; i++)
    if (!mapping_knows(im->map, i)) text_list(unknown, header->cell[i]);
  return true;
}

static bool bind_own(struct import *im, const struct csv_row *header, struct buf *unknown, struct err *err) {
  for (size_t i = 0; i < header->count; i++) {
    int f = field_named(im->kind, header->cell[i]);
    if (f < 0) text_list(unknown, header->cell[i]);
    else if (im->field_at[f] >= 0) return err_set(err, ERR_IMPORT_COLUMN_TWICE, header->cell[i], header->cell[i]);
    else im->field_at[f] = (int)i;
  }
  return true;
}

static bool bind_columns(struct import *im, const struct csv_row *header, struct err *err) {
  struct buf names = {0};
  for (size_t f = 0; f < IMPORT_FIELDS; f++) im->field_at[f] = -1;
  bool ok = im->map ? bind_mapping(im, header, &names, err) : bind_own(im, header, &names, err);
  if (ok && names.n && !im->opts.ignore_unknown) ok = err_set(err, ERR_IMPORT_COLUMN, names.p, names.p, im->kind->code);
  buf_clear(&names);
  for (size_t f = 0; ok && f < im->kind->count; f++)
    if (im->kind->field[f].required && im->field_at[f] < 0) text_list(&names, im->kind->field[f].name);
  if (ok && names.n) ok = err_set(err, ERR_IMPORT_COLUMN_MISSING, names.p, names.p, im->kind->code);
  buf_free(&names);
  for (size_t f = 0; f < im->kind->count; f++)
    if (im->field_at[f] >= 0) im->used[im->used_count++] = (uint8_t)f;
  return ok;
}

static bool read_header(struct import *im, struct err *err) {
  struct csv_row r;
  if (!csv_next(im->csv, &r) || r.problem) return err_set(err, ERR_IMPORT_EMPTY, NULL, im->opts.file);
  if (!bind_columns(im, &r, err)) return false;
  im->columns = r.count;
  im->header = xcalloc(r.count + 1, sizeof *im->header);
  size_t at = keep_cells(im, &r);
  for (size_t i = 0; i < r.count; i++) {
    im->header[i] = at;
    at += strlen(im->arena.p + at) + 1;
  }
  im->cell = xcalloc(r.count + 1, sizeof *im->cell);
  return true;
}

static bool blank(const struct csv_row *r) {
  for (size_t i = 0; i < r->count; i++)
    if (*r->cell[i]) return false;
  return true;
}

static void add_row(struct import *im, const struct csv_row *r) {
  if (im->rows == im->cap) {
    im->cap = im->cap ? im->cap * 2 : 1024;
    im->row = xrealloc(im->row, im->cap, sizeof *im->row);
  }
  struct import_row *row = &im->row[im->rows];
  *row = (struct import_row){.row = r->row,
                             .cells = keep_cells(im, r),
                             .count = (uint16_t)(r->count < UINT16_MAX ? r->count : UINT16_MAX),
                             .first = (uint32_t)im->rows};
  im->rows++;
  struct err why;
  if (r->problem) {
    err_set(&why, ERR_ROW_BROKEN, NULL, _(r->problem));
  } else if (r->count > im->columns) {
    err_set(&why, ERR_ROW_BROKEN, NULL, _("it has more fields than the header has columns"));
  } else {
    return;
  }
  import_reject(im, row, &why);
}

bool import_read(struct import *im, struct err *err) {
  struct csv_row r;
  buf_room(&im->arena, csv_size(im->csv));
  if (!read_header(im, err)) return false;
  while (csv_next(im->csv, &r))
    if (r.problem || !blank(&r)) add_row(im, &r);
  return true;
}

/* ---- the row at hand */
void import_cells(struct import *im, const struct import_row *row) {
  const char *p = im->arena.p + row->cells;
  im->current = row;
  for (size_t i = 0; i < im->columns; i++) {
    im->cell[i] = i < row->count ? p : "";
    if (i < row->count) p += strlen(p) + 1;
  }
  im->ours = im->map ? mapping_row(im->map, im->cell, im->columns) : NULL;
}

const char *import_cell(const struct import *im, size_t field) {
  int at = im->field_at[field];
  if (at < 0) return "";
  return im->ours ? im->ours[at] : im->cell[at];
}

int64_t import_int(const struct import *im, size_t field, int64_t otherwise) {
  return im->value[field].given ? im->value[field].i : otherwise;
}

const char *import_text(const struct import *im, size_t field, const char *otherwise) {
  return im->value[field].given ? im->value[field].s : otherwise;
}

/* Most cells need no cleaning: nothing below a blank, no doubled or outer blanks, and none of the lead bytes behind which unseen
 * characters hide. */
static bool is_clean(const char *s, size_t *n) {
  static const bool doubtful[256] = {
      [1 ... ' '] = true, [0x7F] = true, [0xC2] = true, [0xD8] = true, [0xE1] = true, [0xE2] = true, [0xE3] = true, [0xEF ... 0xFF] = true};
  const unsigned char *p = (const unsigned char *)s;
  for (; *p; p++)
    if (doubtful[*p] && (*p != ' ' || p == (const unsigned char *)s || !p[1] || p[1] == ' ')) return false;
  *n = (size_t)((const char *)p - s);
  return true;
}

/* The value is a text that outlives it, as the cells do. */
static bool take_text(struct import *im, size_t f, const char *text, size_t n, struct err *err) {
  const struct import_field *field = &im->kind->field[f];
  size_t most = field->most ? (size_t)field->most : IMPORT_TEXT_MOST - 1;
  char limit[32];
  im->value[f].s = text;
  return n <= most || err_set(err, ERR_ROW_LONG, NULL, num_format(limit, sizeof limit, (int64_t)most, 0));
}

static bool copy_text(struct import *im, size_t f, const char *text, struct err *err) {
  if (!take_text(im, f, text, strlen(text), err)) return false;
  str_copy(im->text[f], sizeof im->text[f], text);
  im->value[f].s = im->text[f];
  return true;
}

static bool read_text(struct import *im, size_t f, const char *cell, struct err *err) {
  size_t n;
  cell = csv_unguard(cell);
  if (is_clean(cell, &n)) return take_text(im, f, cell, n, err);
  char *clean = utf8_clean(cell);
  bool ok = *clean ? copy_text(im, f, clean, err) : err_set(err, ERR_ROW_MISSING, NULL);
  free(clean);
  return ok;
}

/* Printed ASCII without the letter of a power of ten: no code needs more looking at. */
static bool is_plain(const char *s, size_t *n) {
  const char *p = s;
  for (; *p; p++)
    if (*p <= ' ' || *p > '~' || *p == 'e' || *p == 'E') return false;
  *n = (size_t)(p - s);
  return true;
}

/* A spreadsheet's 6.92E+12 is refused in every code, not only in barcodes; other rules are the kind's. */
static bool read_code(struct import *im, size_t f, const char *cell, struct err *err) {
  struct buf code = {0};
  size_t n;
  cell = csv_unguard(cell);
  if (is_plain(cell, &n)) return take_text(im, f, cell, n, err);
  utf8_code(&code, cell, strlen(cell));
  const char *s = code.p ? code.p : "";
  bool ok = is_clean(s, &n) && *s ? true : err_set(err, ERR_ROW_CODE, NULL);
  if (ok && !code_catalogue_check(s, true, err)) ok = err->code != ERR_BARCODE_SCIENTIFIC;
  ok = ok && copy_text(im, f, s, err);
  buf_free(&code);
  return ok;
}

static bool read_word(struct import *im, size_t f, const char *cell, struct err *err) {
  const char *words = im->kind->field[f].words;
  size_t n = strlen(cell);
  int64_t at = 0;
  for (const char *p = words; *p; at++) {
    size_t m = strcspn(p, ",");
    if (m == n && strncasecmp(p, cell, n) == 0) {
      memcpy(im->text[f], p, n);
      im->text[f][n] = 0;
      im->value[f].s = im->text[f];
      im->value[f].i = at;
      return true;
    }
    p += m + (p[m] == ',');
  }
  return err_set(err, ERR_ROW_WORD, NULL, cell, words);
}

static bool read_amount(struct import *im, size_t f, const char *cell, int decimals, const char *example, struct err *err) {
  struct import_value *v = &im->value[f];
  int64_t finer, most = im->kind->field[f].most;
  if (!num_parse(cell, decimals, &v->i)) {
    bool fine = num_parse(cell, decimals < 12 ? decimals + 6 : decimals, &finer);
    char places[16];
    num_format(places, sizeof places, decimals, 0);
    return fine ? err_set(err, ERR_ROW_DECIMALS, NULL, cell, places) : err_set(err, ERR_NUMBER_FORM, NULL, cell, example);
  }
  if (v->i < 0) return err_set(err, ERR_ROW_NEGATIVE, NULL, cell);
  return most == 0 || v->i <= most ? true : err_set(err, ERR_NUMBER_FORM, NULL, cell, example);
}

static bool read_day(struct import *im, size_t f, const char *cell, struct err *err) {
  int32_t day;
  if (!day_parse(cell, &day)) return err_set(err, ERR_DAY_FORM, NULL, cell);
  im->value[f].i = day;
  return true;
}

static bool read_time(struct import *im, size_t f, const char *cell, struct err *err) {
  bool bare;
  return time_parse(cell, im->opts.day_start, &im->value[f].i, &bare) ? true : err_set(err, ERR_ROW_TIME, NULL, cell);
}

static bool read_bool(struct import *im, size_t f, const char *cell, struct err *err) {
  if (strcmp(cell, "0") != 0 && strcmp(cell, "1") != 0) return err_set(err, ERR_ROW_WORD, NULL, cell, "0,1");
  im->value[f].i = *cell == '1';
  return true;
}

bool import_value_read(struct import *im, size_t f, struct err *err) {
  const char *cell = import_cell(im, f);
  struct import_value *v = &im->value[f];
  *v = (struct import_value){.clear = cell[0] == '-' && !cell[1]};
  if (!*cell || v->clear) return im->kind->field[f].required ? err_set(err, ERR_ROW_MISSING, NULL) : true;
  v->given = true;
  switch (im->kind->field[f].type) {
  case IMPORT_CODE: return read_code(im, f, cell, err);
  case IMPORT_CHOICE:
  case IMPORT_WORD: return read_word(im, f, cell, err);
  case IMPORT_INT: return read_amount(im, f, cell, 0, "12", err);
  case IMPORT_MONEY: return read_amount(im, f, cell, im->opts.money_decimals, im->opts.money_decimals ? "12.50" : "12", err);
  case IMPORT_RATE: return read_amount(im, f, cell, 6, "0.035", err);
  case IMPORT_DAY: return read_day(im, f, cell, err);
  case IMPORT_TIME: return read_time(im, f, cell, err);
  case IMPORT_BOOL: return read_bool(im, f, cell, err);
  case IMPORT_QTY: /* its decimals are the item's: import_qty */
  case IMPORT_TEXT: break;
  }
  return read_text(im, f, cell, err);
}

bool import_qty(struct import *im, size_t f, int decimals, int64_t *qty, struct err *err) {
  if (!read_amount(im, f, im->value[f].s, decimals, decimals ? "0.455" : "3", err)) return false;
  *qty = im->value[f].i;
  return true;
}

/* The column as the file's own header calls it. */
static const char *column_name(const struct import *im, size_t f) {
  int at = im->field_at[f];
  if (at >= 0 && im->map) at = mapping_source(im->map, (size_t)at);
  return at >= 0 ? im->arena.p + im->header[at] : im->kind->field[f].name;
}

/* The field an error is about travels in err->where as its name until the row is rejected. */
bool import_values(struct import *im, const struct import_row *row, struct err *err) {
  import_cells(im, row);
  memset(im->value, 0, sizeof im->value);
  for (size_t i = 0; i < im->used_count; i++) {
    size_t f = im->used[i];
    if (import_value_read(im, f, err)) continue;
    str_copy(err->where, sizeof err->where, im->kind->field[f].name);
    return false;
  }
  return true;
}

void import_reject(struct import *im, struct import_row *row, const struct err *why) {
  if (im->bads == im->bad_cap) {
    im->bad_cap = im->bad_cap ? im->bad_cap * 2 : 64;
    im->bad = xrealloc(im->bad, im->bad_cap, sizeof *im->bad);
  }
  row->state = ROW_REJECTED;
  import_cells(im, row);
  int f = *why->where ? field_named(im->kind, why->where) : -1;
  im->bad[im->bads++] = (struct import_bad){row->row,
                                            why->code,
                                            xstrdup(f >= 0 ? column_name(im, (size_t)f) : ""),
                                            xstrdup(f >= 0 ? import_cell(im, (size_t)f) : ""),
                                            xstrdup(why->text),
                                            xstrdup(why->hint)};
}

void import_warn(struct import *im, enum import_warning w, const char *example) {
  if (im->counts.id || im->warned[w].count++) return; /* said while checking, not once more while writing */
  im->warned[w].row = im->current->row;
  str_copy(im->warned[w].example, sizeof im->warned[w].example, example);
}
