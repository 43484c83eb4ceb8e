/* import_docs: the kinds orders and asns: announced documents, one line a row. A document sent again is completed or changed, never below
 * what came in already. */
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

/* ---- one table of fields serves both kinds; an order has fewer */
enum {
  DOCUMENT,
  LINE,
  ITEM,
  BARCODE,
  QTY,
  SUPPLIER,
  SOURCE,
  DUE,
  COST,
  ORDER_FIELDS,
  ORDER = ORDER_FIELDS,
  DESTINATION,
  CARTON,
  LOT,
  PRODUCED,
  EXPIRY
};
#define ORDER_COLUMNS(number)                                                                                                              \
  {"document", IMPORT_CODE, true, 0, 63, NULL, NULL, number},                                                                              \
      {"line", IMPORT_INT, false, 0, 1000000, NULL, NULL, N_("Its line; numbered in the order of the file when not given.")},              \
      {"item", IMPORT_CODE, false, 0, 63, NULL, NULL, N_("Code of the item; or give its barcode.")},                                       \
      {"barcode", IMPORT_CODE, false, 0, 95, NULL, NULL, N_("A barcode of the item, when its code is not given.")},                        \
      {"qty", IMPORT_QTY, true, 0, 0, NULL, NULL, N_("Quantity in the item's unit.")},                                                     \
      {"supplier", IMPORT_CODE, false, 0, 63, NULL, NULL, N_("Code of the supplier.")},                                                    \
      {"source", IMPORT_CODE, false, 0, 63, NULL, NULL, N_("Code of the store or warehouse it comes from, when it is no supplier.")},      \
      {"due", IMPORT_DAY, false, 0, 0, NULL, NULL, N_("Day it is expected.")}, {                                                           \
    "cost", IMPORT_MONEY, false, 0, 0, NULL, NULL, N_("Cost of one unit.")                                                                 \
  }
static const struct import_field order_fields[] = {ORDER_COLUMNS(N_("Number of the order."))};
static const struct import_field asn_fields[] = {
    ORDER_COLUMNS(N_("Number of the delivery notice.")),
    {"order", IMPORT_CODE, false, 0, 63, NULL, NULL, N_("Number of the order it answers.")},
    {"destination", IMPORT_CODE, false, 0, 31, NULL, NULL, N_("Code of the store it goes to; this one when not given.")},
    {"carton", IMPORT_CODE, false, 0, 22, NULL, NULL, N_("SSCC of the carton it is packed in.")},
    {"lot", IMPORT_TEXT, false, 0, 20, NULL, NULL, N_("Lot.")},
    {"produced", IMPORT_DAY, false, 0, 0, NULL, NULL, N_("Day of production.")},
    {"expiry", IMPORT_DAY, false, 0, 0, NULL, NULL, N_("Day of expiry.")},
};

static bool is_asn(const struct import *im) {
  return im->kind == &import_asns;
}

static const char *doc_kind_name(const struct import *im) {
  return is_asn(im) ? "asn" : "order";
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
  static const int head[] = {SUPPLIER, SOURCE, DESTINATION};
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
      const char *cell = (size_t)head[h] < im->kind->count ? import_cell(im, (size_t)head[h]) : "";
      if (!*cell) continue;
      if (!named[h]) {
        named[h] = row->row;
        str_copy(first[h], sizeof first[h], cell);
      } else if (strncmp(cell, first[h], sizeof first[h] - 1) != 0 && row->state != ROW_REJECTED) {
        const char *field = im->kind->field[head[h]].name;
        err_set(&why, ERR_ROW_HEAD, field, field, first[h], num_format(number, sizeof number, named[h], 0));
        import_reject(im, row, &why);
      }
    }
  }
  return true;
}

/* "00" and 18 digits, or the 18 alone. */
static bool read_carton(const struct import *im, char carton[24], struct err *err) {
  const char *s = import_text(im, CARTON, "");
  carton[0] = 0;
  if (!is_asn(im) || !*s) return true;
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
  if (!expected_find(im->db, err, doc_kind_name(im), im->value[DOCUMENT].s, &d->doc, &d->doc_there)) return ROW_FAILED;
  if (d->doc_there && !expected_line_at(im->db, err, d->doc.id, d->now.line, &d->now, &d->line_there)) return ROW_FAILED;
  return ROW_SAME;
}

static bool same_text(const struct import *im, size_t f, const char *now) {
  const struct import_value *v = f < im->kind->count ? &im->value[f] : NULL;
  return !v || (!v->given && !v->clear) || strcmp(v->given ? v->s : "", now) == 0;
}

static bool same_int(const struct import *im, size_t f, int64_t now, int64_t none) {
  const struct import_value *v = f < im->kind->count ? &im->value[f] : NULL;
  return !v || (!v->given && !v->clear) || (v->given ? v->i : none) == now;
}

static bool head_same(const struct import *im, const struct announced *d) {
  return same_text(im, SUPPLIER, d->doc.supplier) && same_text(im, SOURCE, d->doc.source) && same_text(im, DESTINATION, d->doc.destination);
}

static bool line_same(const struct import *im, const struct announced *d) {
  const struct expected_line *l = &d->now;
  return d->item.id == l->item && d->qty == l->qty && (!is_asn(im) || !im->value[CARTON].given || strcmp(d->carton, l->carton) == 0) &&
         same_text(im, LOT, l->lot) && same_text(im, ORDER, l->order_number) && same_int(im, DUE, l->due, NO_DAY) &&
         same_int(im, PRODUCED, l->produced, NO_DAY) && same_int(im, EXPIRY, l->expiry, NO_DAY) && same_int(im, COST, l->cost, -1);
}

static enum row_state doc_check(struct import *im, struct import_row *row, struct err *err) {
  struct announced d;
  char *name = NULL;
  enum row_state state = doc_look(im, row, &d, err);
  if (state != ROW_SAME) return state;
  if (im->value[SUPPLIER].given && !supplier_name(im->db, err, im->value[SUPPLIER].s, &name)) return ROW_FAILED;
  bool known = name || !im->value[SUPPLIER].given;
  free(name);
  if (!known) err_set(err, ERR_SUPPLIER_UNKNOWN, "supplier", im->value[SUPPLIER].s);
  else if (is_asn(im) && im->value[PRODUCED].given && im->value[EXPIRY].given && im->value[EXPIRY].i < im->value[PRODUCED].i)
    err_set(err, ERR_ROW_PERIOD, "expiry", import_cell(im, EXPIRY));
  else if (d.line_there && head_same(im, &d) && line_same(im, &d)) return ROW_SAME;
  else if (d.doc_there && !str_eq(d.doc.state, "open") && !str_eq(d.doc.state, "part"))
    err_set(err, ERR_DOC_CLOSED, "document", d.doc.number);
  else if (d.line_there && d.now.received > 0 && (d.item.id != d.now.item || d.qty < d.now.received))
    err_set(err, ERR_DOC_RECEIVED, "qty", d.doc.number);
  else return d.line_there ? ROW_CHANGED : ROW_NEW;
  return ROW_REJECTED;
}

static struct arg text_arg(const struct import *im, size_t f, const char *now) {
  const struct import_value *v = f < im->kind->count ? &im->value[f] : NULL;
  return T(!v || (!v->given && !v->clear) ? now : v->given ? v->s : "");
}

static struct arg int_arg(const struct import *im, size_t f, int64_t now, int64_t none) {
  const struct import_value *v = f < im->kind->count ? &im->value[f] : NULL;
  return I(!v || (!v->given && !v->clear) ? now : v->given ? v->i : none);
}

static bool put_head(struct import *im, struct announced *d, struct err *err) {
  struct arg supplier = text_arg(im, SUPPLIER, d->doc.supplier), source = text_arg(im, SOURCE, d->doc.source),
             destination = text_arg(im, DESTINATION, d->doc.destination);
  int64_t due = int_arg(im, DUE, NO_DAY, NO_DAY).i;
  if (d->doc_there) return head_same(im, d) || db_run(im->db, err, SQL_EXPECTED_SET, I(d->doc.id), supplier, source, destination);
  if (!db_run(im->db, err, SQL_EXPECTED_ADD, T(doc_kind_name(im)), T(im->value[DOCUMENT].s), supplier, source, destination, I(due)))
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
  int64_t cost = int_arg(im, COST, d.now.cost, -1).i;
  const char *carton = is_asn(im) && im->value[CARTON].clear ? "" : *d.carton ? d.carton : d.now.carton;
  return db_run(im->db, err, SQL_EXPECTED_LINE_PUT, I(d.doc.id), I(d.now.line), I(d.item.id), I(d.qty), T(carton),
                text_arg(im, LOT, d.now.lot), int_arg(im, PRODUCED, d.now.produced, NO_DAY), int_arg(im, EXPIRY, d.now.expiry, NO_DAY),
                cost >= 0 ? I(cost) : NIL, int_arg(im, DUE, d.now.due, NO_DAY), text_arg(im, ORDER, d.now.order_number));
}

const struct import_kind import_orders = {
    .code = "orders",
    .field = order_fields,
    .count = ORDER_FIELDS,
    .key_fields = 1u << DOCUMENT | 1u << LINE,
    .key = doc_key,
    .arrange = doc_arrange,
    .cross = doc_cross,
    .check = doc_check,
    .write = doc_write,
    .rows = SQL_EXPORT_ORDERS,
};
const struct import_kind import_asns = {
    .code = "asns",
    .field = asn_fields,
    .count = COUNT(asn_fields),
    .key_fields = 1u << DOCUMENT | 1u << LINE,
    .key = doc_key,
    .arrange = doc_arrange,
    .cross = doc_cross,
    .check = doc_check,
    .write = doc_write,
    .rows = SQL_EXPORT_ASNS,
};
