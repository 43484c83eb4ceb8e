/* doc: document kinds. Pure: no clock, no SQL, no settings, no floating point, so that store, rebuild and HQ agree on what a body means.
 * One file per kind (kind_receipt.c with receipt.def), one row each in kinds.c. Must not: read anything but the documents it is handed. */
#ifndef ZG_DOC_H
#define ZG_DOC_H

#include "src/base/base.h"

#define DAY_NONE INT32_MIN

/* ---- fields: drive form, CSV, JSON and checks */
enum field_type { FIELD_TEXT, FIELD_PLACE /* a text too: the code of a place */, FIELD_INT, FIELD_QTY, FIELD_MONEY, FIELD_DAY, FIELD_BOOL };
#define FIELD_IS_TEXT(type) ((type) == FIELD_TEXT || (type) == FIELD_PLACE)
struct field {
  const char *name; /* in the body's JSON; never renamed */
  enum field_type type;
  bool required;
  const char *label; /* N_() for people */
};
/* Each kind's fields are in <kind>.def as HEAD(id, name, type, required, label) and LINE(…); the ids index doc.head and doc_line.value. */
#define HEAD(id, name, type, required, label) id,
#define LINE(id, name, type, required, label)
enum receipt_head {
#include "src/doc/receipt.def"
  RECEIPT_HEAD_COUNT
};
enum reversal_head {
#include "src/doc/reversal.def"
  REVERSAL_HEAD_COUNT
};
enum opening_head {
#include "src/doc/opening.def"
  OPENING_HEAD_COUNT
};
enum resolution_head {
#include "src/doc/resolution.def"
  RESOLUTION_HEAD_COUNT
};
enum teach_head {
#include "src/doc/teach.def"
  TEACH_HEAD_COUNT
};
enum request_head {
#include "src/doc/request.def"
  REQUEST_HEAD_COUNT
};
enum answer_head {
#include "src/doc/answer.def"
  ANSWER_HEAD_COUNT
};
enum transfer_head {
#include "src/doc/transfer.def"
  TRANSFER_HEAD_COUNT
};
enum correction_head {
#include "src/doc/correction.def"
  CORRECTION_HEAD_COUNT
};
enum adjust_head {
#include "src/doc/adjust.def"
  ADJUST_HEAD_COUNT
};
enum relocation_head {
#include "src/doc/relocation.def"
  RELOCATION_HEAD_COUNT
};
enum conversion_head {
#include "src/doc/conversion.def"
  CONVERSION_HEAD_COUNT
};
enum supplier_return_head {
#include "src/doc/supplier_return.def"
  SUPPLIER_RETURN_HEAD_COUNT
};
#undef HEAD
#undef LINE
#define HEAD(id, name, type, required, label)
#define LINE(id, name, type, required, label) id,
enum receipt_line {
#include "src/doc/receipt.def"
  RECEIPT_LINE_COUNT
};
enum reversal_line {
#include "src/doc/reversal.def"
  REVERSAL_LINE_COUNT
};
enum opening_line {
#include "src/doc/opening.def"
  OPENING_LINE_COUNT
};
enum resolution_line {
#include "src/doc/resolution.def"
  RESOLUTION_LINE_COUNT
};
enum teach_line {
#include "src/doc/teach.def"
  TEACH_LINE_COUNT
};
enum request_line {
#include "src/doc/request.def"
  REQUEST_LINE_COUNT
};
enum answer_line {
#include "src/doc/answer.def"
  ANSWER_LINE_COUNT
};
enum transfer_line {
#include "src/doc/transfer.def"
  TRANSFER_LINE_COUNT
};
enum correction_line {
#include "src/doc/correction.def"
  CORRECTION_LINE_COUNT
};
enum adjust_line {
#include "src/doc/adjust.def"
  ADJUST_LINE_COUNT
};
enum relocation_line {
#include "src/doc/relocation.def"
  RELOCATION_LINE_COUNT
};
enum conversion_line {
#include "src/doc/conversion.def"
  CONVERSION_LINE_COUNT
};
enum supplier_return_line {
#include "src/doc/supplier_return.def"
  SUPPLIER_RETURN_LINE_COUNT
};
#undef HEAD
#undef LINE

/* ---- a document in memory */
struct value {
  bool set;
  int64_t i; /* int, qty, money, day, bool */
  char *s;   /* text, owned by the document */
};
struct doc_line {
  struct value *value; /* kind->line_count of them */
};
struct doc_parent {
  char kind[12]; /* "doc"; "number": a document that is not here yet; "asn", "order", "allocation": announced */
  char *ref;     /* uuid in hex for "doc", else the number */
};
struct doc {
  const struct doc_kind *kind;
  uint8_t uuid[UUID_BYTES];
  char *number, *store;
  int64_t at;                     /* UTC microseconds as claimed */
  int32_t day;                    /* business day */
  int offset;                     /* minutes east of UTC at `at` */
  char *who, *approved_by, *seat; /* approved_by: NULL none */
  bool has_part_of;
  uint8_t part_of[UUID_BYTES]; /* the parent without lines of a split document */
  size_t parent_count, line_count;
  struct doc_parent *parent;
  struct value *head;
  struct doc_line *line;
};
struct doc *doc_new(const struct doc_kind *);
void doc_free(struct doc *);
size_t doc_line_add(struct doc *); /* returns its index; line numbers are index + 1 */
void doc_parent_add(struct doc *, const char *kind, const char *ref);
void doc_parent_doc(struct doc *, const uint8_t parent[UUID_BYTES]); /* a document that is here */
void value_text(struct value *, const char *);                       /* NULL or "" unsets */
void value_int(struct value *, int64_t);
#define doc_head(d, field) (&(d)->head[field])
#define doc_at(d, index, field) (&(d)->line[index].value[field])
const char *value_get(const struct value *); /* text or "" */

/* ---- what a kind gives */
/* Columns of the movement report; a move inside the store has COL_INSIDE. Stored in move.col: never renumber. */
enum move_col {
  COL_INSIDE,
  COL_RECEIVED,
  COL_RETURNED,
  COL_TRANSFERRED_IN,
  COL_TRANSFERRED_OUT,
  COL_SOLD,
  COL_SALE_RETURNED,
  COL_ADJUSTED,
  COL_COUNTED,
  COL_COUNT
};
struct doc_move {
  int64_t line;           /* line number in the document, from 1 */
  const char *from, *to;  /* place codes; outside: supplier customer count scrap consumption loan; transit:STORE */
  const char *item, *lot; /* codes; lot "" none */
  int32_t expiry;         /* DAY_NONE none; (lot, expiry) is the lot's identity */
  int64_t qty, value;     /* qty >= 0 (0: a revaluation), value in minor units from the body */
  enum move_col col;
};
struct doc_difference {
  const struct doc *doc; /* the document of the set, or the part, in which the line stands */
  int64_t line;
  const char *kind;                  /* missing short over damaged not_ordered */
  const char *item, *carton, *owner; /* owner: who must resolve it, "" nobody yet */
  const char *state;                 /* open; closed: put right since; withdrawn: its line was taken back */
  int32_t day;                       /* when it was found */
  int64_t expected, found, value;
};
typedef bool move_fn(void *self, const struct doc_move *);
typedef bool difference_fn(void *self, const struct doc_difference *);

/* Which line fields say what moves: what all kinds that move goods have. */
struct doc_goods {
  size_t item, decimals, lot, expiry, qty, value;
};
struct doc_kind {
  const char *code, *name;       /* "receipt", N_("Receipt"); the code is never renamed */
  int version;                   /* of the newest body written */
  bool reversible, bare;         /* bare: may stand without lines though it has moves */
  const struct doc_goods *goods; /* NULL: its lines move nothing */
  /* Head fields that name another store (or several, with ; between) the document concerns: what is in transit counts there too. */
  size_t partner[3], partners;
  size_t sender; /* 1 + the head field that says which store sent the goods first; 0, or not set: the writer */
  const struct field *head, *line;
  size_t head_count, line_count;
  /* Refuses only what cannot be true (a negative received quantity, damaged above received), never a surprise. */
  bool (*check)(const struct doc *, struct err *);
  /* From the body alone; stops and returns false when fn does. NULL: no moves. */
  bool (*moves)(const struct doc *, move_fn *, void *);
  /* first[i]: the first of the lines that answer one thing with line i, are judged together and must stay in one document (i itself: it
   * stands alone).
   * NULL: every line stands alone. */
  void (*groups)(const struct doc *, size_t *first);
  /* Expected against found of set[0]; tolerances stand in the bodies. NULL: none. The set is as for state. */
  bool (*differences)(const struct doc *const *set, size_t count, difference_fn *, void *);
  /* State of set[0], given with what hangs on it: its parts and everything that descends from it, in any order; the same for every
   * order. Others may be in the set: what belongs together is known by its parents. */
  const char *(*state)(const struct doc *const *set, size_t count);
  bool (*upcast)(int from, struct doc *,
                 struct err *); /* a body written by an older program, fields already read by name; NULL while version is 1 */
};
const struct doc_kind *doc_kind_find(const char *code); /* NULL unknown */
/* May a document of a kind come of one of another (kinds.def)? */
bool doc_kind_after(const struct doc_kind *kind, const struct doc_kind *parent);
/* Is other a parent of d (or of the whole d is a part of)? */
bool doc_has_parent(const struct doc *d, const struct doc *other);
/* Is the document of this store, or does what it has in transit count there? */
bool doc_concerns(const struct doc *d, const char *store);
const char *doc_sender(const struct doc *); /* the store that sent the goods first: what is on its way counts with it, and where it goes */
/* ---- a document of a set with its parts, and which of their lines reversals of the set took back (set.c) */
struct doc_whole {
  const struct doc **doc; /* the document, then its parts, in the order of their numbers */
  bool **gone;            /* by part and line */
  size_t count, lines, gone_lines;
  bool reversed; /* every line is gone, or it had none and was taken back */
};
void doc_whole_make(struct doc_whole *, const struct doc *first, const struct doc *const *set, size_t count);
void doc_whole_free(struct doc_whole *);
/* Line n, counted through the parts: which of them and which index in it; false: there is none. */
bool doc_whole_line(const struct doc_whole *, int64_t n, size_t *which, size_t *index) MUST_CHECK;
/* posted, part_reversed or reversed: what the reversals in the set leave of set[0]'s lines. The state function of kinds that know no
 * other states. */
const char *doc_state_reversed(const struct doc *const *set, size_t count);
const char *doc_state_posted(const struct doc *const *set, size_t count); /* of kinds that are never taken back */
/* What of a slip (set[0], with what hangs on it) is not settled, by item, lot and date; also goods that came as they were sent (rest 0),
 * for their value. */
struct transfer_rest {
  const char *item, *lot;
  int32_t expiry;
  int64_t decimals, sent, found, rest; /* rest: found less sent, less what corrections put right: below 0 it lacks */
  int64_t value, booked;               /* of what was sent (of goods not on the slip, of what came); what the receiver's books say */
  bool coming, small;                  /* more is still expected; within the tolerance of the receipts */
};
typedef bool transfer_rest_fn(void *self, const struct transfer_rest *);
bool doc_transfer_rests(const struct doc *const *set, size_t count, transfer_rest_fn *, void *self);
/* The answer to a request (set[0]) that counts: of several that stand the first given; NULL: there is none. */
const struct doc *doc_request_answer(const struct doc *const *set, size_t count);
const char *doc_adjust_kind(size_t index); /* the kinds of adjustments; NULL past the end */
/* What `qty` of an item with d decimals costs at `cost` a whole unit; false on overflow. */
bool doc_value(int64_t qty, int64_t cost, int64_t decimals, int64_t *out) MUST_CHECK;
/* For check functions: the field must lie in 0…DOC_NUMBER_MOST (unset is fine), so that sums of lines stay exact. */
#define DOC_NUMBER_MOST 1000000000000000
bool doc_check_number(const struct doc *, size_t line, size_t field, struct err *) MUST_CHECK;
bool doc_check_decimals(const struct doc *, size_t line, size_t field, struct err *) MUST_CHECK; /* 0 or 3 */
const struct doc_kind *doc_kind_at(size_t index);                                                /* NULL past the end */

/* ---- body (body.c): deterministic bytes. Unknown fields of a newer body are kept out of the way (they stay in the stored bytes).
 *
 * {"kind","v","doc","number","store","at","day","offset","who","approved","seat","part_of","parents":[["asn","A1"]],
 *  "head":{…},"lines":[{…}]} */
enum { DOC_LINES_MOST = 2000, DOC_BYTES_MOST = 1 << 20 };
void doc_write(const struct doc *, struct buf *);
struct doc *doc_read(const void *bytes, size_t n, struct err *); /* ERR_BODY… names the field; checks types, not meaning */
/* The identity alone, of a body of any kind and version: kind, store, version, uuid, at, day. False: not even that can be read. */
struct doc_head {
  char kind[32], store[64];
  int64_t version, at;
  int32_t day;
  uint8_t uuid[UUID_BYTES];
};
bool doc_read_head(const void *bytes, size_t n, struct doc_head *, struct err *) MUST_CHECK;

#endif
