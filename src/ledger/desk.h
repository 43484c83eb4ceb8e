/* What the files of a receiving desk share. No other file includes it. */
#ifndef ZG_LEDGER_DESK_H
#define ZG_LEDGER_DESK_H

#include "src/ledger/tally.h"

struct desk {
  struct db *db;
  const struct ledger_store *store;
  const struct actor *actor;
  const struct config *config;
  struct instore instore;
  struct draft draft;
  struct tally *tally;
  struct wants *wants;
  size_t seat; /* this one, in the tally */
  int32_t today;
  int source;
  bool touched;    /* the tally holds what the transaction has not kept yet */
  uint64_t line_n; /* @N of the line being said: its first fact carries it */
  int64_t at;      /* the line's own time; 0: now */
  bool zone_told;  /* that a zone means nothing here was said once */
};
/* What a word does: it decides, then writes its facts by desk_write. Inside the line's transaction, the tally up to date. */
typedef bool desk_fn(struct desk *, const struct scan_line *, struct said *, struct err *);
desk_fn desk_code, desk_qty, desk_undo, desk_damaged, desk_mark, desk_reason, desk_short, desk_carton, desk_total, desk_note, desk_crates,
    desk_post;

bool desk_receives(const struct desk *); /* else goods are picked, asked for, adjusted … */
bool desk_either(const struct desk *);   /* its lines may be below zero */
/* The fact's seat, who, source and number are filled in; *said gets the first fact's n and the sum of quantities. */
bool desk_write(struct desk *, struct fact *, struct said *, struct err *) MUST_CHECK;
struct fact desk_fact(const struct desk *, const char *word);                               /* empty, about the draft */
struct fact desk_fact_of(const struct desk *, const char *word, const struct tally_line *); /* about a line */
struct tally_line *desk_last(const struct desk *, const char *word, struct err *); /* this seat's last line; NULL: ERR_RECEIVE_NO_LINE */
const char *desk_open_carton(const struct desk *);
/* Another line with the same goods in the same carton with just that lot and date; NULL none. */
struct tally_line *desk_twin(const struct desk *, const struct tally_line *, const struct good *, const char *code, const char *carton,
                             const char *lot, int32_t expiry);
void desk_warn(struct said *, const char *sentence, const char *a, const char *b);
void desk_warn_dates(const struct desk *, const struct good *, int32_t expiry, struct said *);
void desk_warn_unusual(const struct desk *, const struct good *, int64_t qty, struct said *);
/* qty more came onto the lines of an item: not announced, or now more than announced. */
void desk_warn_announced(const struct desk *, const struct good *, int64_t qty, struct said *);
/* qty more lies in a carton for which the item was not announced, but for others. */
void desk_warn_carton(const struct desk *, const struct good *, const char *carton, int64_t qty, struct said *);
/* Decimal text in the item's unit (parked: whole pieces); not 0, and not above what anybody could mean. ERR_RECEIVE_QTY. */
bool desk_number(const char *text, const struct good *, int64_t *out, struct err *) MUST_CHECK;
/* Whether a line may change so; says why not. */
bool desk_fits(const struct tally_line *, int64_t qty, int64_t damaged, struct err *) MUST_CHECK;
/* A carton's number from what was scanned or typed; ERR_CARTON_FORM. */
bool desk_carton_open(struct desk *, const char *sscc, const char *option, struct said *, struct err *) MUST_CHECK;

#endif
