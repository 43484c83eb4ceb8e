/* import_named: what stands in the way of taking an import back, because it names one of the rows that would be gone: an order its
 * supplier, a draft its order, a document its store. Must not write. */
#include "db/import.h"

#include <stdlib.h>

/* What names a row, in the words of SQL_NAMED_*. */
static const struct {
  const char *word, *sentence;
} users[] = {
    {"order", N_("the order {1}")},  {"asn", N_("the delivery notice {1}")}, {"allocation", N_("the allocation {1}")},
    {"item", N_("the item {1}")},    {"draft", N_("the draft {1}")},         {"document", N_("the document {1}")},
    {"staff", N_("the person {1}")}, {"place", N_("the place {1}")},         {"discrepancy", N_("the discrepancy {1}")},
};

/* The rows a kind adds: their table, the columns that name one, and who may name it by them. */
static const struct {
  const char *kind, *table;
  size_t column, columns;
  enum sql_id named;
} adds[] = {
    {"suppliers", "supplier", 0, 1, SQL_NAMED_SUPPLIER}, {"stores", "store", 0, 1, SQL_NAMED_STORE},
    {"staff", "staff", 0, 1, SQL_NAMED_STAFF},           {"orders", "expected", 1, 2, SQL_NAMED_EXPECTED},
    {"asns", "expected", 1, 2, SQL_NAMED_EXPECTED},      {"allocations", "expected", 1, 2, SQL_NAMED_EXPECTED},
};

static bool refuse(const char *row, const char *word, const char *user, struct err *err) {
  struct buf by = {0};
  for (size_t i = 0; i < COUNT(users); i++)
    if (str_eq(users[i].word, word)) text_fill(&by, _(users[i].sentence), user);
  err_set(err, ERR_IMPORT_NAMED, NULL, row, by.p);
  buf_free(&by);
  return false;
}

/* A row of the answer (word of the user, its name) means no. */
static bool free_of(struct rows *r, const char *row, struct err *err) {
  struct err closing;
  bool ok = !rows_next(r) || refuse(row, rows_text(r, 0), rows_text(r, 1), err);
  return rows_close(r, ok ? err : &closing) && ok;
}

struct asking {
  struct db *db;
  size_t at; /* in adds */
};

static bool ask(void *self, const char *const *value, size_t count, struct err *err) {
  const struct asking *a = self;
  struct rows r;
  size_t first = adds[a->at].column, last = first + adds[a->at].columns - 1;
  if (last >= count) return true;
  bool ok = first == last ? rows_open(&r, a->db, err, adds[a->at].named, T(value[first]))
                          : rows_open(&r, a->db, err, adds[a->at].named, T(value[first]), T(value[last]));
  return ok && free_of(&r, value[last], err);
}

bool import_not_named(struct db *db, struct err *err, const char *kind, int64_t undo) {
  for (size_t i = 0; i < COUNT(adds); i++) {
    struct asking a = {db, i};
    if (str_eq(adds[i].kind, kind)) return undo_added(db, err, undo, adds[i].table, ask, &a);
  }
  return true;
}

bool import_places_left(struct db *db, struct err *err) {
  int64_t lost;
  struct rows r;
  if (!db_int(db, err, &lost, 0, SQL_IMPORT_PLACE_LOST)) return false;
  if (lost) return err_set(err, ERR_IMPORT_PLACE_USED, NULL);
  return rows_open(&r, db, err, SQL_NAMED_PLACE) && free_of(&r, _("one of its places"), err);
}
