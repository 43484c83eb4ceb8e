/* What the files of src/ledger share; no other room includes it. */
#ifndef ZG_LEDGER_INTERNAL_H
#define ZG_LEDGER_INTERNAL_H

#include "src/ledger/ledger.h"

/* ---- places (store.c): has it stock rows (the store's own, and in transit)? */
bool ledger_place_kept(const char *kind);

/* ---- documents read back (flow.c): each once, as long as the shelf stands; zeroed but for db, then freed. */
struct shelf {
  struct db *db;
  size_t count;
  int64_t *id;
  struct doc **doc;
};
void shelf_free(struct shelf *);

/* ---- items (items.c): those of one document, each looked up once; zeroed but for db, then freed. */
struct item_seen {
  const char *code; /* borrowed: what it came from must outlive the table */
  struct ledger_item item;
};
struct items {
  struct db *db;
  const char *store;  /* code of this one, borrowed */
  struct shelf shelf; /* the documents it touches */
  struct item_seen *seen;
  size_t count, room;
};
struct ledger_item *items_get(struct items *, const char *code,
                              struct err *); /* NULL with err: ERR_POST_ITEM when unknown; good until the next call */
void items_free(struct items *);

/* ---- effects (apply.c): ledger_apply with the items looked up so far. paper: all but the moves and what is kept from them. */
bool ledger_effects(struct db *, const struct ledger_store *, struct items *, bool paper, int64_t event, const struct doc *,
                    struct err *) MUST_CHECK;

/* The moves of a document that count in this store: what is in its places by its own documents; what is in transit to it, or was sent by
 * it. An end that does not count is 'elsewhere'. False when fn stopped. (apply.c) */
#define PLACE_ELSEWHERE "elsewhere"
#define PLACE_TRANSIT "transit:"
bool ledger_moves(const struct doc *, const char *store, move_fn *, void *self);

/* ---- effects of a document on announced ones (expect.c) */
bool ledger_expect(struct db *, const struct doc *, struct err *) MUST_CHECK;
/* Takes back quantities of lines; what those lines closed is open again. */
struct taken_back {
  const struct doc *doc;
  size_t index;
  int64_t qty;
};
bool ledger_expect_undo(struct db *, const struct taken_back *, size_t count, struct err *) MUST_CHECK;

/* ---- sets of documents (flow.c) */
struct doc_set {
  struct doc **doc; /* the shelf's */
  int64_t *id;
  size_t count;
};
/* set[0] the document, then its parts in order (*parts of them), then with `descendants` everything that came of it. */
bool ledger_set_load(struct shelf *, int64_t id, bool descendants, struct doc_set *, size_t *parts, struct err *) MUST_CHECK;
void ledger_set_free(struct doc_set *);
/* The row of a parent that is a document and here. */
bool ledger_parent_row(struct db *, const struct doc_parent *, struct doc_row *, bool *found, struct err *) MUST_CHECK;
/* Ids of the documents that name d as their parent, by its id or (posted before it was here) by its number; added to the list. */
bool ledger_children(struct db *, const struct doc *, struct id_list *, struct err *) MUST_CHECK;

/* ---- numbers (post.c): "STORE-LETTER-000017" or "…-000017-2" of this store: the letter and the count. */
bool ledger_number_split(const char *number, const char *store, char device[9], int64_t *n) MUST_CHECK;

/* ---- cost (cost.c) */
/* What a move does to the pool of its item. */
struct cost ledger_cost_delta(bool from_own, bool to_own, int64_t qty, int64_t value);
/* The lines' values, where the caller gave none. */
bool ledger_cost_fill(struct items *, struct doc *, struct err *) MUST_CHECK;

/* ---- months (month.c) */
int32_t ledger_month(int32_t day); /* the first day of its month */
/* The arrays of a month from the pool as it stands. */
bool ledger_month_write(struct db *, int32_t day, const int64_t *qty, const int64_t *value, size_t count, struct err *) MUST_CHECK;
bool ledger_month_open(struct db *, int32_t day, struct err *) MUST_CHECK;

/* ---- discrepancies (discrepancy.c) */
/* Into the body, so that every copy of the log agrees: a manager of this store, `who` when they are one, else the first by code; nobody
 * without staff. */
bool ledger_owner_fill(struct db *, const struct ledger_store *, const char *who, struct doc *, struct err *) MUST_CHECK;
/* The rows of what set's first document tells (with the set's `parts` parts and everything that descends from it), made anew. Nothing of
 * another store's that does not concern this one. */
bool ledger_discrepancies_keep(struct items *, const struct doc_set *, size_t parts, struct err *) MUST_CHECK;

#endif
