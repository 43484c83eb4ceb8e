/* What the files of the import share; no other file includes it. */
#ifndef ZG_DB_IMPORT_H
#define ZG_DB_IMPORT_H

#include "config/config.h"
#include "db/db.h"

enum { IMPORT_FIELDS = 32, IMPORT_TEXT_MOST = 512 };

/* One cell, read as its field says. s: the text as it will be kept (the word of a CHOICE or WORD); borrowed until the next row is read. */
struct import_value {
  bool given, clear; /* neither: an empty cell; clear: '-' */
  int64_t i;
  const char *s;
};
enum row_state { ROW_UNSEEN, ROW_NEW, ROW_CHANGED, ROW_SAME, ROW_REJECTED, ROW_FAILED }; /* FAILED: not the row's fault, the import ends */
struct import_row {
  uint64_t order[2]; /* the key's first 16 bytes, big-endian: sorts without touching the key */
  const char *key;
  size_t cells;        /* offset of the first cell in the arena */
  uint32_t row, first; /* line record in the file; first: index of the row with the same key that counts, or its own */
  uint16_t count;
  uint8_t state;
  bool twin; /* equal to `first`: nothing to do */
};
enum import_warning { WARN_UNIT, WARN_PRICE_ZERO, WARN_MEMBER_PRICE, WARN_CURRENCY, WARN_COUNT };

/* A kind of file. key: what names the row, appended to the buffer, from its values (only key_fields are read then). check decides NEW,
 * CHANGED, SAME or REJECTED with err
 * without writing; write brings the row in. Both may read everything of the row. */
struct import_kind {
  const char *code;
  const struct import_field *field;
  size_t count;
  unsigned key_fields;   /* bits of the fields the key is made of */
  unsigned alias_fields; /* bits of fields whose text may differ between two rows of one key (a barcode with leading zeros) */
  void (*key)(struct import *, struct buf *);
  bool (*arrange)(struct import *);             /* after sorting: may give rows new keys; true: sort again. NULL: nothing */
  bool (*cross)(struct import *, struct err *); /* after sorting: rejects rows that stand against others; NULL */
  enum row_state (*check)(struct import *, struct import_row *, struct err *);
  bool (*write)(struct import *, struct import_row *, struct err *); /* NULL: written whole by finish */
  bool (*judge)(struct import *, struct err *);                      /* all rows checked: refuse the whole file; NULL */
  bool (*whole)(struct import *, struct err *);                      /* instead of write: everything in one transaction */
  void (*forget)(struct import *);                                   /* frees im->extra; NULL: nothing there */
  enum sql_id get, add, set; /* of its own table: get(code) → columns in the order of param; add, set take them as parameters */
  enum sql_id rows;          /* export: the columns in order, then decimals for quantities */
  size_t rows_args;          /* of it: 1 the store's currency, 2 the time too */
};
extern const struct import_kind import_items, import_barcodes, import_prices, import_stores, import_staff, import_suppliers, import_places,
    import_stock, import_orders, import_asns, import_allocations;

/* Tables whose new rows are gathered for undo. */
enum { DIGEST_ITEM, DIGEST_BARCODE, DIGEST_PRICE, DIGEST_TABLES };
struct import {
  struct db *db;
  struct import_opts opts;
  const struct import_kind *kind;
  struct mapping *map;
  struct csv *csv;
  char *file, *map_name, *encoding;
  uint8_t hash[HASH_BYTES];
  int lock;
  bool resumed;
  bool bare;        /* there was no item at all when the rows were checked: nothing to look up */
  bool stale;       /* somebody else has committed since the check */
  int64_t at, done; /* time of the import (its prices' since); rows written already */
  int64_t undo;
  struct buf arena; /* all cells, NUL-terminated, as they were */
  size_t *header;   /* offsets of the column names */
  size_t columns;
  int field_at[IMPORT_FIELDS]; /* which cell (of the mapping's row, or of the file's) feeds our field, -1 none */
  uint8_t used[IMPORT_FIELDS]; /* the fields the file has */
  size_t used_count;
  struct import_row *row; /* sorted by key once import_sort ran */
  size_t rows, cap;
  struct import_bad *bad;
  size_t bads, bad_cap;
  struct {
    int64_t count;
    uint32_t row;
    char example[64];
  } warned[WARN_COUNT];
  struct import_counts counts;
  bool pages_left; /* all rows are in, but pages of the search are still stale, because: */
  struct err pages_why;
  /* the row being read */
  const struct import_row *current;
  const char **cell; /* of the file, and of our mapping */
  const char *const *ours;
  struct import_value value[IMPORT_FIELDS];
  char text[IMPORT_FIELDS][IMPORT_TEXT_MOST];
  void *extra;                   /* of the kind, freed with the import */
  int64_t first_item, last_item; /* new items of the chunk being written: one run of ids; 0 none */
  bool digested;                 /* this chunk: what is written goes into digest instead of a changeset */
  struct buf digest[DIGEST_TABLES];
};

/* import.c */
bool import_check_row(struct import *, struct import_row *, struct err *) MUST_CHECK; /* fills in its state; false: the import ends */
bool import_refuse(struct import *, struct err *) MUST_CHECK; /* false, with a sentence naming the first rejected rows */
bool import_write(struct import *, struct err *) MUST_CHECK;  /* import_write.c: all rows from im->done on */

/* import_read.c */
bool import_read(struct import *, struct err *) MUST_CHECK;    /* header and rows into the arena */
void import_cells(struct import *, const struct import_row *); /* makes the row the current one: cell, ours */
bool import_value_read(struct import *, size_t field, struct err *) MUST_CHECK;
bool import_values(struct import *, const struct import_row *,
                   struct err *) MUST_CHECK;                  /* import_cells and all fields; err names the field in where */
const char *import_cell(const struct import *, size_t field); /* as it stands, "" when not there */
void import_reject(struct import *, struct import_row *, const struct err *);
void import_warn(struct import *, enum import_warning, const char *example);
int64_t import_int(const struct import *, size_t field, int64_t otherwise); /* the value when given */
const char *import_text(const struct import *, size_t field, const char *otherwise);
bool import_qty(struct import *, size_t field, int decimals, int64_t *qty, struct err *) MUST_CHECK; /* 0 and above */

/* import_record.c: a kind whose row is a row of one table. The existing row (found by the first parameter) is compared with and completed
 * by what is given. */
enum row_state record_check(struct import *, struct import_row *, struct err *);
bool record_write(struct import *, struct import_row *, struct err *) MUST_CHECK;
enum row_state record_compare(struct import *, const char *code, struct err *); /* NEW, CHANGED, SAME or FAILED */
/* *added: true when it is known not to be there; then what was done */
bool record_put(struct import *, const char *code, bool *added, struct err *) MUST_CHECK;
void key_of_first(struct import *, struct buf *); /* the key is the first field */

/* import_price.c: the price of a level from a time on. */
struct price {
  int64_t item, from, to, amount,
      unit_price; /* from 0: now, the time of the import; to 0: open; amount 0: none from then on; unit_price 0: none */
  const char *level, *measure, *reason; /* NULL: not given, what is there stays */
};
enum row_state price_compare(struct import *, const struct price *, struct err *);          /* NEW, CHANGED, SAME, FAILED */
bool price_put(struct import *, const struct price *, bool first, struct err *) MUST_CHECK; /* first: the item has no prices yet */

/* import_sort.c */
void import_sort(struct import *);
bool import_twins(struct import *, struct err *) MUST_CHECK; /* rows of one key: equal ones count once, different ones are rejected */
int import_key_compare(const struct import_row *, const struct import_row *);
void import_key_set(struct import_row *, char *key); /* owned by the row from now on */

/* import_write.c: rows (or pages, or parts of an undo) for the next commit, when `now` of them held the gate so many microseconds. */
size_t import_pace(size_t now, int64_t held, size_t most);
int64_t import_held(struct db *, int64_t since, int64_t *longest);         /* microseconds since then; *longest grows with it */
bool import_pages(struct db *, int64_t *longest, struct err *) MUST_CHECK; /* makes the stale pages of the search, a few a commit */
/* import_named.c: refuses with the first that names a row the import added (before anything is written); and when all is played back: no
 * place that is gone still holds goods or other places */
bool import_not_named(struct db *, struct err *, const char *kind, int64_t undo) MUST_CHECK;
bool import_places_left(struct db *, struct err *) MUST_CHECK;
bool import_lock(struct db *, int *fd, struct err *) MUST_CHECK; /* import_undo.c: one import at a time; closing fd gives it back */
/* import_undo.c: what new items, their barcodes and prices are made of, gathered while they are written, as one hash: unchanged since, they
 * can be deleted instead of played back. A row's arguments as bound (from 1 on, in the order of SQL_DIGEST_*). */
void digest_row(struct buf *table, const struct arg *args, size_t n);
void digest_end(struct buf table[DIGEST_TABLES], uint8_t out[HASH_BYTES]); /* empties the tables */

/* import_docs.c: the item named by its code or, without, by a barcode. SAME when found, else REJECTED or FAILED. */
enum row_state import_item_find(struct import *, size_t item_field, size_t barcode_field, struct item *, struct err *);

#endif
