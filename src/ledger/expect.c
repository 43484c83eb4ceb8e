/* expect: what a receipt answers of orders and ASNs, a transfer's slip of allocations, and what a reversal opens again. An ASN line that
 * names its order counts there too. */
#include "src/ledger/internal.h"

#include <stdlib.h>
#include <string.h>

struct touched {
  struct db *db;
  char kind[12]; /* the last one looked up: lines of one document follow each other */
  char *number;
  int64_t id;
  struct id_list all;
};

static bool find(struct touched *t, const char *kind, const char *number, int64_t *id, struct err *err) {
  *id = t->id;
  if (t->number && str_eq(t->kind, kind) && str_eq(t->number, number)) return true;
  if (!db_int(t->db, err, id, 0, SQL_EXPECTED_ID, T(kind), T(number))) return false;
  free(t->number);
  t->number = xstrdup(number);
  str_copy(t->kind, sizeof t->kind, kind);
  t->id = *id;
  for (size_t i = 0; i < t->all.count; i++)
    if (t->all.id[i] == *id) return true;
  t->all.id = xrealloc(t->all.id, t->all.count + 1, sizeof *t->all.id);
  t->all.id[t->all.count++] = *id;
  return true;
}

struct order_line {
  int64_t line, qty, received;
};

/* Several lines of one item: filled from the first, the rest on the last; taken back the other way round. */
static int64_t share(const struct order_line *l, bool last, int64_t qty) {
  int64_t room = qty > 0 ? l->qty - l->received : -l->received;
  if (qty > 0 ? (last || room > qty) : (last || room < qty)) return qty;
  return qty > 0 ? (room > 0 ? room : 0) : (room < 0 ? room : 0);
}

static bool order_take(struct touched *t, const char *number, int64_t item, int64_t qty, struct err *err) {
  struct order_line *lines = NULL;
  size_t count = 0;
  int64_t order;
  struct rows r;
  if (!find(t, "order", number, &order, err) || !rows_open(&r, t->db, err, SQL_EXPECTED_OF_ITEM, I(order), I(item))) return false;
  while (rows_next(&r)) {
    lines = xrealloc(lines, count + 1, sizeof *lines);
    lines[count++] = (struct order_line){rows_int(&r, 0), rows_int(&r, 1), rows_int(&r, 2)};
  }
  bool ok = rows_close(&r, err);
  for (size_t i = 0; ok && i < count && qty; i++) {
    const struct order_line *l = &lines[qty > 0 ? i : count - 1 - i];
    int64_t part = share(l, i + 1 == count, qty);
    qty -= part;
    ok = db_run(t->db, err, SQL_EXPECTED_TAKE, I(order), I(l->line), I(part), NIL);
  }
  free(lines);
  return ok;
}

/* The fields of the kinds whose lines answer announced ones. */
static const struct answers {
  const char *kind;
  size_t source, number, line;
} answers[] = {{"receipt", RECEIPT_SOURCE, RECEIPT_SOURCE_NUMBER, RECEIPT_SOURCE_LINE},
               {"transfer", TRANSFER_SOURCE, TRANSFER_SOURCE_NUMBER, TRANSFER_SOURCE_LINE}};

static const struct answers *answers_of(const struct doc *d) {
  for (size_t i = 0; i < COUNT(answers); i++)
    if (str_eq(answers[i].kind, d->kind->code)) return &answers[i];
  return NULL;
}

/* A row here; else a document, which tells itself what became of it. */
static bool announced(const char *kind) {
  return str_eq(kind, "asn") || str_eq(kind, "order") || str_eq(kind, "allocation");
}

static bool take(struct touched *t, const struct doc *d, size_t i, int64_t qty, struct arg closed, struct err *err) {
  const struct answers *a = answers_of(d);
  const char *kind = value_get(doc_at(d, i, a->source)), *number = value_get(doc_at(d, i, a->number));
  int64_t expected, item = 0;
  char *order = NULL;
  struct rows r;
  if (!announced(kind) || !doc_at(d, i, a->line)->set) return true;
  if (!find(t, kind, number, &expected, err)) return false;
  int64_t line = doc_at(d, i, a->line)->i;
  if (!db_run(t->db, err, SQL_EXPECTED_TAKE, I(expected), I(line), I(qty), closed)) return false;
  if (!str_eq(kind, "asn")) return true;
  if (!rows_open(&r, t->db, err, SQL_EXPECTED_ORDER, I(expected), I(line))) return false;
  if (rows_next(&r)) {
    item = rows_int(&r, 0);
    order = xstrdup(rows_text(&r, 1));
  }
  bool ok = rows_close(&r, err) && (str_empty(order) || order_take(t, order, item, qty, err));
  free(order);
  return ok;
}

static bool closes(const struct doc *d, size_t i) {
  if (!str_eq(d->kind->code, "receipt")) return false;
  bool more = doc_head(d, RECEIPT_MORE)->i != 0, shut = doc_at(d, i, RECEIPT_SHORT)->i != 0;
  return shut || (str_eq(value_get(doc_at(d, i, RECEIPT_SOURCE)), "asn") && !more);
}

static bool settle(struct touched *t, bool ok, struct err *err) {
  for (size_t i = 0; ok && i < t->all.count; i++) ok = db_run(t->db, err, SQL_EXPECTED_STATE, I(t->all.id[i]));
  free(t->all.id);
  free(t->number);
  return ok;
}

bool ledger_expect(struct db *db, const struct doc *d, struct err *err) {
  struct touched t = {.db = db};
  bool ok = true;
  if (!answers_of(d)) return true;
  for (size_t i = 0; ok && i < d->line_count; i++)
    ok = take(&t, d, i, doc_at(d, i, d->kind->goods->qty)->i, closes(d, i) ? I(1) : NIL, err);
  return settle(&t, ok, err);
}

bool ledger_expect_undo(struct db *db, const struct taken_back *list, size_t count, struct err *err) {
  struct touched t = {.db = db};
  bool ok = true;
  for (size_t i = 0; ok && i < count && answers_of(list[i].doc); i++)
    ok = take(&t, list[i].doc, list[i].index, -list[i].qty, closes(list[i].doc, list[i].index) ? I(0) : NIL, err);
  return settle(&t, ok, err);
}
