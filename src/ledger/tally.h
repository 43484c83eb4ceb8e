/* What the receiving files of the ledger share: the facts of a draft added up (tally.c), and the announced lines they are held against
 * (want.c).
 * No other room includes it. */
#ifndef ZG_LEDGER_TALLY_H
#define ZG_LEDGER_TALLY_H

#include "src/ledger/ledger.h"

/* What receiving needs to know of an item, read once per draft. */
struct good {
  int64_t id, shelf_life, cost, status;
  int decimals, track;
  bool frozen;
  char *code, *name, *name_en, *unit;
};
/* A line is what its facts add up to. Texts are borrowed from the facts. */
struct tally_line {
  int64_t n;                   /* of the fact that opened it */
  const struct good *good;     /* NULL: parked */
  int64_t qty, damaged, milli; /* milli: a parked line's quantity in thousandths, since the item's decimals are not known yet */
  const char *code, *carton, *lot, *reason, *problem;
  int32_t produced, expiry;
  bool lot_none, expiry_none, total, either; /* either: may be below zero */
  int64_t *used;                             /* by seat: the last fact of that seat about this line */
  size_t used_count;
};
struct tally_carton {
  const char *sscc;
  bool accepted, damaged;
};
struct tally_seat {
  char *name;
  const char *carton;       /* the one open at this seat, "" none */
  int64_t line, scan, last; /* its last line, the last fact that added goods to it, its last fact that can be taken back */
};
struct tally_crates {
  const char *code;
  int64_t count;
};
struct tally {
  struct db *db;
  int64_t draft;
  struct fact *fact; /* in order of n; their texts are owned */
  struct good **good;
  struct tally_line *line; /* in order of n */
  struct tally_carton *carton;
  struct tally_seat *seat;
  struct tally_crates *crates;
  int64_t *closed; /* items whose order lines were closed short; 0: every item */
  size_t facts, goods, lines, cartons, seats, crate_kinds, closes;
  size_t fact_room, good_room, line_room, carton_room, seat_room, crates_room, closed_room;
  const char *driver, *seal;
  bool either;    /* its lines may be below zero */
  bool orphan;    /* goods were moved off a line whose scans were all taken back */
  bool broken;    /* reading an item failed while adding up */
  struct err why; /* of broken */
};
struct tally *tally_new(struct db *, int64_t draft);
void tally_free(struct tally *);
bool tally_read(struct tally *, struct err *) MUST_CHECK;                     /* the facts that came since the last call */
bool tally_add(struct tally *, const struct fact *, struct err *) MUST_CHECK; /* one that this process has just written */
bool tally_undo(struct tally *, int64_t n, bool undone,
                struct err *) MUST_CHECK;                       /* the flag of fact n (and of the rest of a 'total'), all added up anew */
bool tally_valid(const struct tally *);                         /* no line below zero, none with more damaged than there is */
const struct fact *tally_fact(const struct tally *, int64_t n); /* NULL none */
struct tally_line *tally_line_at(const struct tally *, int64_t n);   /* NULL none */
struct good *tally_good(struct tally *, int64_t item, struct err *); /* NULL with err */
size_t tally_seat_at(struct tally *, const char *name);              /* made when it is new */
bool tally_total_head(const struct fact *, const struct fact *);     /* the second belongs to the 'total' that the first began */

/* The identity that counts in stock: a lot only on an item that is tracked, a date only where it is tracked or has a shelf life. */
const char *good_name(const struct good *); /* in the language chosen */
const char *good_lot(const struct good *, const char *lot);
int32_t good_expiry(const struct good *, int32_t expiry);

/* ---- announced lines */
struct want {
  const char *kind; /* "asn", "order" */
  char *number;
  int64_t line, item, open, got, cost; /* open: still expected; got: matched so far */
  int64_t announced, received;
  const char *cost_from;
  bool closed;
  char carton[24], lot[24];
  int32_t produced, expiry, due;
  size_t order;        /* of its document among the sources */
  int64_t value, told; /* of a slip: of what was announced; how much of it lines have taken over already (in quantity) */
  bool valued;
  bool shown; /* its expected quantity stands on a line already */
};
struct wants {
  char *mode, *supplier, *sender, *slip, *place; /* sender, slip: of a transfer; place: where what comes belongs, NULL the back room */
  struct want *want;
  size_t count, room, sources;
  struct doc_parent *source;
  bool elsewhere, finished; /* announced for another store; nothing more was open when it was read */
};
/* The sources that a draft's head names, earliest due first within orders, as they stand now. */
struct wants *wants_load(struct db *, const char *text, struct err *);
void wants_free(struct wants *);
void want_source(struct wants *, const char *kind, const char *ref); /* one more source, as doc_parent_add names it */
struct want *want_new(struct wants *, const char *kind, const char *number, const struct expected_line *); /* good until the next */
/* What documents announce (want_doc.c): of a slip that is not here yet nothing, then its sender must be given. ERR_TRANSFER_KIND, _OTHER,
 * _SENDER; ERR_REQUEST_KIND, ERR_DOC_UNKNOWN. */
bool wants_slip(struct db *, struct wants *, const char *number, const char *sender, struct err *) MUST_CHECK;
bool wants_request(struct db *, struct wants *, const char *number, struct err *) MUST_CHECK;
bool want_binds(const char *source);                       /* what does not come of it is missing: not of an order, whose rest stays open */
bool wants_carton(const struct wants *, const char *sscc); /* announced in this delivery */
/* How a line's quantity falls on the announced ones. */
struct part {
  size_t line;       /* index in the tally */
  struct want *want; /* NULL: announced nowhere */
  int64_t qty;
  bool over; /* beyond what was open of want */
};
struct part *wants_match(struct wants *, const struct tally *, bool closed_too, size_t *count); /* owned by the caller */

/* ---- what a draft looks like: fold.c. closed_too: what is expected of a line is what came of it, also of one closed meanwhile (a
 * supplementary receipt). */
struct fold *fold_make(const struct draft *, const struct tally *, struct wants *, bool closed_too);
/* The draft as it stands, of a tally that is up to date. NULL with err. */
struct fold *fold_of(struct db *, const struct draft *, struct tally *, struct err *);
/* A line that takes its lot and date from the one announced line it can be: those of the part, else of the line itself. */
void fold_identity(const struct wants *, const struct tally_line *, const struct want *, const char **lot, int32_t *produced,
                   int32_t *expiry);

/* ---- the head of a draft as JSON: {"mode","orders":[…]|"asn","supplier",…} */
void head_write(struct buf *, const struct desk_opts *);
/* The document of a folded draft of any kind but a receipt (make.c). NULL with err: ERR_DOC_EMPTY, ERR_PLACE_NONE, ERR_DAY_FORM. */
struct doc *ledger_make(struct db *, const struct draft *, const struct fold *, struct err *);
bool head_same(const char *, const char *); /* the same delivery, in whatever order its orders were named */

#endif
