/* import_docs: the kinds orders, asns and allocations: announced documents, one line a row. A document sent again is completed or changed,
 * never below what came in or was sent already. */
#include "db/import.h"
#include "src/code/code.h"

#include <stdlib.h>
#include <string.h>

#define NO_DAY INT32_MIN

enum row_state import_item_find(struct import *im, size_t item_field, size_t barcode_field, struct item *it, struct err *err) {
  const struct import_value *item = &im->value[item_field], *barcode = &im->value[barcode_field];
  char key[CODE_TEXT];
  int64_t id[2] = {0};
  size_t n = 0;
  bool found;
  if (item->given) {
    if (!item_by_code(im->db, err, item->s, it, &found)) return ROW_FAILED;
    if (found) return ROW_SAME;
    err_set(err, ERR_ITEM_UNKNOWN, "item", item->s);
    return ROW_REJECTED;
  }
  if (!barcode->given) {
    err_set(err, ERR_ROW_NO_ITEM, "item");
    return ROW_REJECTED;
  }
  struct rows r;
  code_key(key, barcode->s);
  if (!rows_open(&r, im->db, err, SQL_ITEM_SCAN, T(key), I(COUNT(id)))) return ROW_FAILED;
  while (rows_next(&r)) id[n++] = rows_int(&r, 0);
  if (!rows_close(&r, err)) return ROW_FAILED;
  if (n == 1) return item_by_id(im->db, err, id[0], it, &found) ? ROW_SAME : ROW_FAILED;
  err_set(err, n ? ERR_BARCODE_SHARED : ERR_BARCODE_UNKNOWN, "barcode", barcode->s);
  return ROW_REJECTED;
}

/* ---- what a row may say; every kind has the first five in this order, of the others those its columns name */
enum column { DOCUMENT, LINE, ITEM, BARCODE, QTY, SUPPLIER, SOURCE, DUE, COST, ORDER, DESTINATION, CARTON, LOT, PRODUCED, EXPIRY, ABSENT };
#define FIRST_COLUMNS(X, number)                                                                                                           \
  X(DOCUMENT, "document", IMPORT_CODE, true, 0, 63, NULL, NULL, number)                                                                    \
  X(LINE, "line", IMPORT_INT, false, 0, 1000000, NULL, NULL, N_("Its line; numbered in the order of the file when not given."))            \
  X(ITEM, "item", IMPORT_CODE, false, 0, 63, NULL, NULL, N_("Code of the item; or give its barcode."))                                     \
  X(BARCODE, "barcode", IMPORT_CODE, false, 0, 95, NULL, NULL, N_("A barcode of the item, when its code is not given."))                   \
  X(QTY, "qty", IMPORT_QTY, true, 0, 0, NULL, NULL, N_("Quantity in the item's unit."))
#define ORDER_COLUMNS(X, number)                                                                                                           \
  FIRST_COLUMNS(X, number)                                                                                                                 \
  X(SUPPLIER, "supplier", IMPORT_CODE, false, 0, 63, NULL, NULL, N_("Code of the supplier."))                                              \
  X(SOURCE, "source", IMPORT_CODE, false, 0, 63, NULL, NULL, N_("Code of the store or warehouse it comes from, when it is no supplier."))  \
  X(DUE, "due", IMPORT_DAY, false, 0, 0, NULL, NULL, N_("Day it is expected."))                                                            \
  X(COST, "cost", IMPORT_MONEY, false, 0, 0, NULL, NULL, N_("Cost of one unit."))
#define ASN_COLUMNS(X)                                                                                                                     \
  ORDER_COLUMNS(X, N_("Number of the delivery notice."))                                                                                   \
  X(ORDER, "order", IMPORT_CODE, false, 0, 63, NULL, NULL, N_("Number of the order it answers."))                                          \
  X(DESTINATION, "destination", IMPORT_CODE, false, 0, 31, NULL, NULL, N_("Code of the store it goes to; this one when not given."))       \
  X(CARTON, "carton", IMPORT_CODE, false, 0, 22, NULL, NULL, N_("SSCC of the carton it is packed in."))                                    \
  X(LOT, "lot", IMPORT_TEXT, false, 0, 20, NULL, NULL, N_("Lot."))                                                                         \
  X(PRODUCED, "produced", IMPORT_DAY, false, 0, 0, NULL, NULL, N_("Day of production."))                                                   \
  X(EXPIRY, "expiry", IMPORT_DAY, false, 0, 0, NULL, NULL, N_("Day of expiry."))
#define ALLOCATION_COLUMNS(X)                                                                                                              \
  FIRST_COLUMNS(X, N_("Number of the allocation."))                                                                                        \
  X(DESTINATION, "store", IMPORT_CODE, true, 0, 31, NULL, NULL, N_("Code of the store the goods are for."))                                \
  X(DUE, "due", IMPORT_DAY, false, 0, 0, NULL, NULL, N_("Day it should be sent."))

#define FIELD(column, ...) {__VA_ARGS__},
#define COLUMN(column, ...) column,
static const struct import_field order_fields[] = {ORDER_COLUMNS(FIELD, N_("Number of the order."))}, asn_fields[] = {ASN_COLUMNS(FIELD)},
                                 allocation_fields[] = {ALLOCATION_COLUMNS(FIELD)};
static const enum column order_columns[] = {ORDER_COLUMNS(COLUMN, )}, asn_columns[] = {ASN_COLUMNS(COLUMN)},
                         allocation_columns[] = {ALLOCATION_COLUMNS(COLUMN)};

static const struct shape {
  const struct import_kind *kind;
  const char *announces; /* expected.kind */
  const enum column *column;
} shapes[] = {
    {&import_orders, "order", order_columns}, {&import_asns, "asn", asn_columns}, {&import_allocations, "allocation", allocation_columns}};

static const struct shape *shape_of(const struct import *im) {
  const struct shape *s = shapes;
  while (s->kind != im->kind) s++;
  return s;
}

/* Which field of the kind it is; ABSENT: none. */
static size_t field_of(const struct import *im, enum column column) {
  const struct shape *s = shape_of(im);
  for (size_t f = 0; f < im->kind->count; f++)
    if (s->column[f] == column) return f;
  return ABSENT;
}

/* What the row says of it: NULL when nothing, which leaves what is there. */
static const struct import_value *said(const struct import *im, enum column column) {
  size_t f = field_of(im, column);
  const struct import_value *v = f == ABSENT ? NULL : &im->value[f];
  return v && (v->given || v->clear) ? v : NULL;
}

static const char *text_said(const struct import *im, enum column column, const char *now) {
  const struct import_value *v = said(im, column);
  return !v ? now : v->given ? v->s : "";
}

static int64_t int_said(const struct import *im, enum column column, int64_t now, int64_t none) {
  const struct import_value *v = said(im, column);
  return !v ? now : v->given ? v->i : none;
}

static void doc_key(struct import *im, struct buf *key) {
  buf_printf(key, "%s\x1f%010lld", im->value[DOCUMENT].s, (long long)import_int(im, LINE, 0));
}

/* Rows without a line number get one by their place in the document. */
static bool doc_arrange(struct import *im) {
  bool again = false;
  int64_t line = 0;
  for (size_t i = 0; i < im->rows; i++) {
    const char *key = im->row[i].key, *before = i ? im->row[i - 1].key : "";
    size_t n = strcspn(key, "\x1f");
    if (im->row[i].state == ROW_REJECTED) continue;
    if (strncmp(before, key, n) != 0 || before[n] != '\x1f') line = 0;
    if (strcmp(key + n, "\x1f"
                        "0000000000") != 0)
      continue;
    import_key_set(&im->row[i], xprintf("%.*s\x1f%010lld", (int)n, key, (long long)++line));
    again = true;
  }
  return again;
}

static int64_t line_of(const struct import_row *row) {
  const char *line = strchr(row->key, '\x1f');
  return line ? strtoll(line + 1, NULL, 10) : 0;
}

/* The head of a document stands in every row: rows may leave it out, but not contradict the first. */
static bool doc_cross(struct import *im, struct err *err) {
  static const enum column head[] = {SUPPLIER, SOURCE, DESTINATION};
  char first[COUNT(head)][64] = {{0}}, number[32];
  uint32_t named[COUNT(head)] = {0};
  struct err why;
  (void)err;
  for (size_t i = 0; i < im->rows; i++) {
    struct import_row *row = &im->row[i];
    size_t n = strcspn(row->key, "\x1f");
    if (row->state == ROW_REJECTED) continue;
    if (i == 0 || strncmp(im->row[i - 1].key, row->key, n) != 0 || im->row[i - 1].key[n] != '\x1f') memset(named, 0, sizeof named);
    import_cells(im, row);
    for (size_t h = 0; h < COUNT(head); h++) {
      size_t f = field_of(im, head[h]);
      const char *cell = f == ABSENT ? "" : import_cell(im, f);
      if (!*cell) continue;
      if (!named[h]) {
        named[h] = row->row;
        str_copy(first[h], sizeof first[h], cell);
      } else if (strncmp(cell, first[h], sizeof first[h] - 1) != 0 && row->state != ROW_REJECTED) {
        const char *field = im->kind->field[f].name;
        err_set(&why, ERR_ROW_HEAD, field, field, first[h], num_format(number, sizeof number, named[h], 0));
        import_reject(im, row, &why);
      }
    }
  }
  return true;
}

/* "00" and 18 digits, or the 18 alone. */
static bool read_carton(const struct import *im, char carton[24], struct err *err) {
  const char *s = text_said(im, CARTON, "");
  carton[0] = 0;
  if (!*s) return true;
  if (strlen(s) == 20 && str_starts(s, "00")) s += 2;
  if (strlen(s) != 18 || strspn(s, "0123456789") != 18) return err_set(err, ERR_ROW_SSCC, "carton", s);
  char right[2] = {gtin_check_digit(s, 17), 0};
  str_copy(carton, 24, s);
  return s[17] == right[0] || err_set(err, ERR_BARCODE_CHECK, "carton", s, right);
}

struct announced {
  struct item item;
  struct expected doc;
  struct expected_line now; /* as stored, when there; else only its number */
  bool doc_there, line_there;
  int64_t qty;
  char carton[24];
};

static enum row_state doc_look(struct import *im, const struct import_row *row, struct announced *d, struct err *err) {
  *d = (struct announced){.now.line = line_of(row)};
  enum row_state state = import_item_find(im, ITEM, BARCODE, &d->item, err);
  if (state != ROW_SAME) return state;
  if (!import_qty(im, QTY, d->item.decimals, &d->qty, err) || (d->qty == 0 && !err_set(err, ERR_ROW_NEGATIVE, NULL, "0"))) {
    str_copy(err->where, sizeof err->where, "qty");
    return ROW_REJECTED;
  }
  if (!read_carton(im, d->carton, err)) return ROW_REJECTED;
  if (!expected_find(im->db, err, shape_of(im)->announces, im->value[DOCUMENT].s, &d->doc, &d->doc_there)) return ROW_FAILED;
  if (d->doc_there && !expected_line_at(im->db, err, d->doc.id, d->now.line, &d->now, &d->line_there)) return ROW_FAILED;
  return ROW_SAME;
}

static bool same_text(const struct import *im, enum column column, const char *now) {
  return str_eq(text_said(im, column, now), now);
}

static bool same_int(const struct import *im, enum column column, int64_t now, int64_t none) {
  return int_said(im, column, now, none) == now;
}

static bool head_same(const struct import *im, const struct announced *d) {
  return same_text(im, SUPPLIER, d->doc.supplier) && same_text(im, SOURCE, d->doc.source) && same_text(im, DESTINATION, d->doc.destination);
}

static bool line_same(const struct import *im, const struct announced *d) {
  const struct expected_line *l = &d->now;
  return d->item.id == l->item && d->qty == l->qty && str_eq(*d->carton ? d->carton : text_said(im, CARTON, l->carton), l->carton) &&
         same_text(im, LOT, l->lot) && same_text(im, ORDER, l->order_number) && same_int(im, DUE, l->due, NO_DAY) &&
         same_int(im, PRODUCED, l->produced, NO_DAY) && same_int(im, EXPIRY, l->expiry, NO_DAY) && same_int(im, COST, l->cost, -1);
}

static enum row_state doc_check(struct import *im, struct import_row *row, struct err *err) {
  struct announced d;
  char *name = NULL;
  enum row_state state = doc_look(im, row, &d, err);
  if (state != ROW_SAME) return state;
  const char *supplier = text_said(im, SUPPLIER, "");
  if (*supplier && !supplier_name(im->db, err, supplier, &name)) return ROW_FAILED;
  bool known = name || !*supplier;
  free(name);
  if (!known) err_set(err, ERR_SUPPLIER_UNKNOWN, "supplier", supplier);
  else if (int_said(im, EXPIRY, INT64_MAX, INT64_MAX) < int_said(im, PRODUCED, NO_DAY, NO_DAY))
    err_set(err, ERR_ROW_PERIOD, "expiry", import_cell(im, field_of(im, EXPIRY)));
  else if (d.line_there && head_same(im, &d) && line_same(im, &d)) return ROW_SAME;
  else if (d.doc_there && !str_eq(d.doc.state, "open") && !str_eq(d.doc.state, "part"))
    err_set(err, ERR_DOC_CLOSED, "document", d.doc.number);
  else if (d.line_there && d.now.received > 0 && (d.item.id != d.now.item || d.qty < d.now.received))
    err_set(err, ERR_DOC_RECEIVED, "qty", d.doc.number);
  else return d.line_there ? ROW_CHANGED : ROW_NEW;
  return ROW_REJECTED;
}

static bool put_head(struct import *im, struct announced *d, struct err *err) {
  struct arg supplier = T(text_said(im, SUPPLIER, d->doc.supplier)), source = T(text_said(im, SOURCE, d->doc.source)),
             destination = T(text_said(im, DESTINATION, d->doc.destination));
  int64_t due = int_said(im, DUE, NO_DAY, NO_DAY);
  if (d->doc_there) return head_same(im, d) || db_run(im->db, err, SQL_EXPECTED_SET, I(d->doc.id), supplier, source, destination);
  if (!db_run(im->db, err, SQL_EXPECTED_ADD, T(shape_of(im)->announces), T(im->value[DOCUMENT].s), supplier, source, destination, I(due)))
    return false;
  d->doc.id = db_last_id(im->db);
  return true;
}

static bool doc_write(struct import *im, struct import_row *row, struct err *err) {
  struct announced d;
  if (doc_look(im, row, &d, err) != ROW_SAME || !put_head(im, &d, err)) return false;
  if (!d.line_there) {
    d.now.due = d.now.produced = d.now.expiry = NO_DAY;
    d.now.cost = -1;
  }
  int64_t cost = int_said(im, COST, d.now.cost, -1);
  const char *carton = *d.carton ? d.carton : text_said(im, CARTON, d.now.carton);
  return db_run(im->db, err, SQL_EXPECTED_LINE_PUT, I(d.doc.id), I(d.now.line), I(d.item.id), I(d.qty), T(carton),
                T(text_said(im, LOT, d.now.lot)), I(int_said(im, PRODUCED, d.now.produced, NO_DAY)),
                I(int_said(im, EXPIRY, d.now.expiry, NO_DAY)), cost >= 0 ? I(cost) : NIL, I(int_said(im, DUE, d.now.due, NO_DAY)),
                T(text_said(im, ORDER, d.now.order_number)));
}

#define ANNOUNCED(name, fields, export)                                                                                                    \
  {                                                                                                                                        \
    .code = name, .field = fields, .count = COUNT(fields), .key_fields = 1u << DOCUMENT | 1u << LINE, .key = doc_key,                      \
    .arrange = doc_arrange, .cross = doc_cross, .check = doc_check, .write = doc_write, .rows = export                                     \
  }
const struct import_kind import_orders = ANNOUNCED("orders", order_fields, SQL_EXPORT_ORDERS);
const struct import_kind import_asns = ANNOUNCED("asns", asn_fields, SQL_EXPORT_ASNS);
const struct import_kind import_allocations = ANNOUNCED("allocations", allocation_fields, SQL_EXPORT_ALLOCATIONS);
