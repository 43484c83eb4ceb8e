/* ledger: posting (the only writer of moves, stock, cost, discrepancies and the log), folding a draft's facts into lines, document flow,
 * reversal,
 * rebuild and proof. Must not: talk to people, parse arguments, or know a screen. */
#ifndef ZG_LEDGER_H
#define ZG_LEDGER_H

#include "config/config.h"
#include "db/db.h"
#include "src/code/code.h"
#include "src/doc/doc.h"

struct actor {
  const char *staff;       /* code of who does it; "" in a store that has no staff yet (its owner) */
  const char *approved_by; /* NULL none */
  bool manager;            /* has the manager's rights here: may see cost and value */
};

/* ---- the store as every posting needs it (store.c) */
struct ledger_store {
  char *code, *name, *currency, *timezone, *mode; /* mode: store, demo, practice */
  int money_decimals, day_start;                  /* minutes */
};
/* Reads meta, sets the process's zone. Owned by the caller: ledger_store_free. */
struct ledger_store *ledger_store_load(struct db *, struct err *);
void ledger_store_free(struct ledger_store *);
/* Make an empty store in a new database: meta, default places (floor, back, counter, damaged, reserved, and the outside ones), a first
 * origin with its key
 * file `<db>-key` (mode 600) beside the database, device letter 'A' (or the next free one by the anchor file `<db>-anchor`). Inside no
 * transaction. */
bool ledger_store_init(struct db *, const char *code, const char *name, const char *currency, const char *timezone, const char *mode,
                       struct err *) MUST_CHECK;
/* After a restore or a copied file: seal the current origin, take a new one with the next device letter (of the file's and the anchor's
 * the later). Inside a
 * transaction. Posting does it by itself when the file is behind its anchor or has no key beside it. */
bool ledger_origin_renew(struct db *, struct err *) MUST_CHECK;
/* The origin to write to, renewed when it must be. Inside a transaction. */
bool ledger_origin_ready(struct db *, struct origin *, struct err *) MUST_CHECK;
/* The secret key beside the database, to sign what leaves the store; ERR_KEY_FILE. Made when there is none. */
bool ledger_key(struct db *, uint8_t pub[KEY_PUBLIC], uint8_t secret[KEY_SECRET], struct err *) MUST_CHECK;
/* The hash chain of an origin (layout: README.md): its start, and one event further. */
void ledger_chain_start(uint8_t hash[HASH_BYTES], const uint8_t origin[ORIGIN_BYTES], const char *store);
void ledger_chain_next(uint8_t hash[HASH_BYTES], const uint8_t origin[ORIGIN_BYTES], const struct event *);
/* What people call a place: the name it was given, or of those every store has the word in the language now. Borrowed from name, or until
 * the next call. */
const char *ledger_place_name(const char *code, const char *name);
bool ledger_place_own(const char *kind);                        /* its goods are in the store's cost pool; not outside, not on their way */
int32_t ledger_today(const struct ledger_store *, struct db *); /* business day of now */

/* ---- posting (post.c). Inside the caller's transaction (so that draft, approval and document stand or fall together).
 * Fills in uuid, number, at, day, offset, who, seat, the lines' values (moving average where the goods leave), splits above
 * DOC_LINES_MOST lines or DOC_BYTES_MOST
 * bytes into children -1 -2 … under a parent without lines, runs check, writes event(s) into the origin's chain, moves, stock, cost
 * pool, lots, ledger_day,
 * month arrays when a month begins, expected_line.received/closed, doc and doc_parent rows, states of the set, discrepancies, audit.
 * *number_out is owned by the caller. */
bool ledger_post(struct db *, const struct ledger_store *, const struct actor *, struct doc *, char **number_out, struct err *) MUST_CHECK;
/* The same effects from an event that already has its identity and body: rebuild and imported events of this store. */
bool ledger_apply(struct db *, const struct ledger_store *, int64_t event, const struct doc *, struct err *) MUST_CHECK;
/* ledger_apply of the event's bytes; of a kind or version not known here nothing is done, and that is fine. */
bool ledger_apply_event(struct db *, const struct ledger_store *, const struct event *, struct err *) MUST_CHECK;

/* A posted document read back from the log's bytes; the caller frees it. NULL with err. (flow.c) */
struct doc *ledger_doc_load(struct db *, int64_t id, struct err *);

/* ---- reversal (reverse.c) */
struct blocker {
  char *number;    /* the document that stands in the way */
  int64_t line;    /* of the document to be reversed */
  const char *why; /* already_reversed, living_child, stock_below_zero */
};
struct reversal {
  struct doc *doc;             /* the reversal to post; NULL when blocked */
  int64_t lines, units, value; /* lines of the original; sums of its moves */
  size_t blocker_count;
  struct blocker *blocker;
};
/* What reversing `number` (what is left of it, or the given line numbers) would do. Lines of a split document are counted through its
 * parts; a part by its own
 * number is reversed as those lines of the whole. ERR_DOC_UNKNOWN, ERR_REVERSE_KIND, ERR_REVERSE_LINE. The caller frees with
 * ledger_reversal_free. */
bool ledger_reversal(struct db *, const struct ledger_store *, const char *number, const int64_t *lines, size_t line_count,
                     const char *reason, struct reversal *, struct err *) MUST_CHECK;
void ledger_reversal_free(struct reversal *);
void ledger_blocker_text(const struct blocker *, struct buf *); /* why, for people: part of a sentence */
/* The same as somebody asks for it (reverse_post.c). */
struct reverse {
  const char *number, *lines, *reason; /* lines: "1,2", NULL: what is left of it; reason NULL: none given */
  int64_t seen;                        /* its value when it was looked at: an approval is for that and no other */
};
/* ledger_reversal, and ERR_NUMBER_FORM. */
bool ledger_reverse_look(struct db *, const struct ledger_store *, const struct reverse *, struct reversal *, struct err *) MUST_CHECK;
bool ledger_reverse_approval(const struct ledger_store *, const struct config *, int64_t value); /* the setting asks for an approver */
/* Takes it back in a transaction of its own, whatever it was when it was looked at. ERR_REVERSE_BLOCKED names the first blocker,
 * ERR_APPROVE_NEEDED: nobody approved, or not what it is now. True: r.doc is what was posted; the caller frees r. False: nothing was done
 * and nothing is to be freed. */
bool ledger_reverse(struct db *, const struct ledger_store *, const struct actor *, const struct config *, const struct reverse *,
                    struct reversal *, struct err *) MUST_CHECK;

/* ---- a second person (approve.c). Inside the transaction that makes the change: actor->approved_by said yes to it, is another one than
 * the actor, and has the right at this moment; both names stand in the audit with what it is about, the old and the new. Nobody approved:
 * true, nothing. ERR_APPROVE_SELF, ERR_RIGHT. */
bool ledger_approved(struct db *, const struct ledger_store *, const struct actor *, unsigned right, const char *object, const char *before,
                     const char *after, struct err *) MUST_CHECK;
/* A setting of the store changed in a transaction of its own (setting_change). What was approved is the change from `seen` and no other:
 * ERR_APPROVE_NEEDED when it is something else by now. */
struct setting_ask {
  enum option option;
  const char *seen, *value;
};
bool ledger_setting(struct db *, const struct ledger_store *, const struct actor *, struct config *, const struct setting_ask *,
                    int64_t *undo, struct err *) MUST_CHECK;

/* ---- discrepancies (discrepancy.c): a resolution document, posted. NULL leaves owner or note as it is; the end may be approved by a
 * manager. ERR_DISCREPANCY_UNKNOWN, _CLOSED, _REASON, and those of ledger_approved. */
struct resolve {
  const char *id, *owner, *note, *reason;
  bool close;
};
bool ledger_resolve(struct db *, const struct ledger_store *, const struct actor *, const struct resolve *, char **number_out,
                    struct err *) MUST_CHECK;

/* The discrepancies of a document (of all parts of a split one), this store's or another's, told from the log: as its lines say, and what
 * supplementary receipts, resolutions and reversals made of them. fn false stops. */
struct difference_seen {
  char id[160];                      /* document/line/kind */
  const struct doc *doc;             /* the document or the part it stands in */
  struct doc_difference diff;        /* found, value: with what was taught later; owner: the last one named */
  const char *state, *note, *reason; /* state: open, closed, withdrawn */
};
typedef bool difference_seen_fn(void *self, const struct difference_seen *);
bool ledger_differences(struct db *, const struct doc_row *, difference_seen_fn *, void *self, struct err *) MUST_CHECK;

/* ---- transfers (transfer.c). Each posts one document inside the caller's transaction; *number_out is owned by the caller.
 * ERR_DOC_UNKNOWN, ERR_TRANSFER_KIND, _STATE, _WHOSE. */
struct grant {
  int64_t line, qty; /* of the request; lines not named get what was asked */
};
struct ledger_answer {
  bool approved;
  const char *reason; /* a rejection needs one: ERR_ANSWER_REASON */
  const struct grant *grant;
  size_t grants;
};
bool ledger_answer(struct db *, const struct ledger_store *, const struct actor *, const char *number, const struct ledger_answer *,
                   char **number_out, struct err *) MUST_CHECK;
/* What a disputed transfer differs by: 'slip' (only its sender), 'receipt' (only its receiver), 'claim'. */
bool ledger_transfer_resolve(struct db *, const struct ledger_store *, const struct actor *, const char *number, const char *how,
                             const char *reason, char **number_out, struct err *) MUST_CHECK;
/* A slip that is on its way: what has not come yet goes back, as a slip of its own that this store receives. */
bool ledger_transfer_cancel(struct db *, const struct ledger_store *, const struct actor *, const char *number, const char *reason,
                            char **number_out, struct err *) MUST_CHECK;
/* A carton that came here by mistake goes to `to`, which may be this store. ERR_CARTON_NOWHERE, ERR_STORE_NONE. */
bool ledger_transfer_forward(struct db *, const struct ledger_store *, const struct actor *, const char *sscc, const char *to,
                             char **number_out, struct err *) MUST_CHECK;
/* The store that a request came from or an allocation is for. ERR_REQUEST_KIND, ERR_DOC_UNKNOWN. */
bool ledger_pick_to(struct db *, const char *number, char to[64], struct err *) MUST_CHECK;
/* A request of this store that another is to take the place of: the store it asks; the successor (NULL: none yet) gets it as its parent.
 * ERR_DOC_UNKNOWN, ERR_REQUEST_KIND, ERR_TRANSFER_STATE (it is granted, or was changed or taken back already), ERR_TRANSFER_WHOSE. */
bool ledger_request_change(struct db *, const char *number, char source[64], struct doc *successor, struct err *) MUST_CHECK;
/* Decimal text in the unit of line n of a request. ERR_RECEIVE_QTY. */
bool ledger_request_qty(struct db *, const char *number, int64_t line, const char *text, int64_t *qty, struct err *) MUST_CHECK;
/* The number of the slip that a receipt answers; NULL: it is of no transfer. Owned by the caller. */
bool ledger_receipt_slip(struct db *, int64_t id, char **number, struct err *) MUST_CHECK;
/* Lines and base units of a document, its parts too. */
bool ledger_doc_sums(struct db *, int64_t id, int64_t *lines, int64_t *units, struct err *) MUST_CHECK;
/* After a slip or a receipt of a transfer to this store is here: what is within the tolerance is settled, and the receipt gets the slip's
 * value. By documents that nobody signs. */
bool ledger_transfers_settle(struct db *, const struct ledger_store *, const struct doc *, struct err *) MUST_CHECK;

/* ---- opening stock (opening.c): the import's opening_post_fn and opening_reverse_fn; self is a struct ledger_opening.
 * ERR_OPENING_BLOCKED names what stands in the way. */
struct ledger_opening {
  const struct ledger_store *store;
  const struct actor *actor;
};
bool ledger_opening_post(void *self, struct db *, const char *file, const struct opening_row *, size_t count, char **number,
                         struct err *) MUST_CHECK;
bool ledger_opening_reverse(void *self, struct db *, const char *number, struct err *) MUST_CHECK;

/* ---- proof (check.c). Each problem is one record: code, text, where. */
typedef void problem_fn(void *self, const char *code, const char *text, const char *where);
/* stock = sum of moves; moves = what the kinds derive from the bytes in the log; chain hashes; gaps; numbers unique; cost pool = moves;
 * months; discrepancies,
 * states and announced lines = the log applied anew in temporary tables; SQLite's own integrity_check. */
bool ledger_check(struct db *, const struct ledger_store *, problem_fn *, void *self, struct err *) MUST_CHECK;
/* Stock, cost, month and ledger_day from the moves (one pass in table order). Inside a transaction. */
bool ledger_rebuild_stock(struct db *, struct err *) MUST_CHECK;
/* Everything below "documents and the ledger" in the schema from the log alone. Inside a transaction. */
bool ledger_rebuild(struct db *, const struct ledger_store *, struct err *) MUST_CHECK;

/* ---- drafts folded (fold.c): facts → lines as the clerk sees them, and the receipt they make. Pure given its rows. */
struct fold_line {
  int64_t line; /* n of the fact that opened it; 0: expected, nothing scanned */
  int64_t item; /* 0 parked */
  char *item_code, *item_name, *unit, *code, *carton, *lot, *reason, *problem; /* problem: why a code was parked, "" it is simply unknown */
  char *meant; /* the carton it was announced in, when it came in another; NULL */
  int decimals;
  int32_t produced, expiry;
  bool lot_none, expiry_none;          /* said: none on the goods */
  int64_t expected, received, damaged; /* received includes damaged */
  char source[12];                     /* "asn", "order", "transfer", "request", "allocation", "" */
  char *source_number;
  int64_t source_line, cost; /* cost −1 unknown */
  int64_t value;             /* of received, as the slip has it; −1: by cost */
  const char *cost_from;     /* asn, order, item; NULL unknown */
  const char *kind;          /* NULL good, else over short missing not_ordered unknown damaged */
  bool closed_short, wants_lot, wants_expiry;
  bool total; /* carton taken whole by 'total' */
};
const char *fold_name(const struct fold_line *); /* the item's name, a parked line's code */
struct fold_carton {
  char *sscc;
  const char *state; /* listed, unlisted, misdirected, damaged, missing; NULL: nothing was announced by cartons */
  bool opened;
};
struct fold {
  int64_t draft;
  char *name, *mode, *supplier, *sender, *slip, *place, *driver, *seal, *crates;
  size_t line_count, carton_count, source_count;
  struct fold_line *line;
  struct fold_carton *carton;
  struct doc_parent *source;    /* the orders or the ASN */
  int64_t facts, units, parked; /* units: sum of base quantities, parked and damaged included; parked: lines of unknown codes */
  int64_t scanned, differences; /* lines with goods; over, not ordered and damaged ones among them */
  bool announced;               /* lines of it are known: then others are not on it */
  bool elsewhere, finished;     /* announced for another store; nothing of it was open any more */
};
struct fold *fold_draft(struct db *, int64_t draft, struct err *);
void fold_free(struct fold *);
/* The receipt of a folded draft; more: lines not come stay open. Refused (err) as FORMATS says: nothing received, lots or dates missing. */
struct doc *fold_receipt(const struct fold *, bool more, struct err *);

/* Throws an open draft away (discard.c). ERR_DRAFT_NONE, ERR_DRAFT_POSTED, ERR_DRAFT_DISCARDED. */
bool ledger_discard(struct db *, const struct actor *, const char *draft, struct err *) MUST_CHECK;

/* ---- receiving (desk.c and its neighbours): one seat at a delivery. Each line said becomes facts in a durable transaction of its own. */
struct desk_field {
  const char *name, *value; /* of the document's head, as text; value NULL: not given */
};
struct desk_list {
  const char *name;
  const char *const *text;
  size_t count;
};
struct desk_opts {
  const char *draft; /* NULL: a new one, R-0001 and on */
  const char *kind;  /* of the document it becomes; NULL: a receipt */
  const char *mode;  /* of a receipt: asn, order, blind, transfer; of others their kind; NULL: the draft named must be there */
  /* What else is known of it: "slip" and "sender" of a transfer received, "source" (a request or an allocation) of one picked, "changes"
   * (a request), "of" (a loan), "receipt", and what stands in the document's head. */
  const struct desk_field *field;
  size_t fields;
  const struct desk_list *list; /* of a conversion: "in", the items that go in, and "out", those that are made; none: all others are */
  size_t lists;
  const char *const *number; /* the ASN, or the orders */
  size_t number_count;
  const char *supplier; /* blind; NULL not given */
};
struct desk;
/* Finds the draft or makes it. ERR_DRAFT_NONE, ERR_DRAFT_OTHER, ERR_DRAFT_DISCARDED, ERR_EXPECTED_NONE, ERR_SUPPLIER_NONE … A posted
 * draft opens: only lines
 * that are there already are taken. The config must outlive the desk. */
struct desk *desk_open(struct db *, const struct ledger_store *, const struct actor *, const struct config *, const struct desk_opts *,
                       struct err *);
void desk_close(struct desk *);
const char *desk_name(const struct desk *); /* of its draft */
const char *desk_kind(const struct desk *); /* of the document it becomes */
bool desk_elsewhere(const struct desk *);   /* announced for another store */
bool desk_finished(const struct desk *);    /* nothing of it was open any more */
/* How the draft ended, and through whom. */
struct desk_end {
  char state[12], number[64], who[64]; /* open, posted, discarded; number of the receipt, "" none; who: code of staff, "" unknown */
};
bool desk_end(struct desk *, struct desk_end *, struct err *) MUST_CHECK;
struct said {
  int64_t n, qty; /* the fact's number in the draft; what it changed, in base units */
  int decimals;
  bool again;        /* @N was there already: nothing was written */
  bool wrong_carton; /* goods that were announced in other cartons than the one they lie in; the warning names those */
  char warning[512]; /* "" or a sentence: what a screen would have asked */
};
/* One line of FORMATS "Scans on standard input". True: durable. False with err: refused, nothing was written, the next line may come.
 * 'done' and 'more' post. */
bool desk_say(struct desk *, const struct scan_line *, int source, struct said *, struct err *) MUST_CHECK;
/* The line this seat last spoke of, as it stands: what a clerk at a terminal sees after each scan. false: there is none. */
struct desk_shown {
  const char *name, *unit;    /* the item's, or the parked code and "" */
  int64_t qty, damaged, open; /* open: of the item in this delivery, -1 where it was not announced */
  int decimals;
};
bool desk_shown(const struct desk *, struct desk_shown *);
struct desk_result {
  char draft[48], document[37], number[64]; /* document, number "" until posted */
  int64_t lines, units, discrepancies, parked;
};
/* The draft as it stands, others' facts too. The caller frees it. NULL with err. */
struct fold *desk_fold(struct desk *, struct err *);
const char *desk_carton_now(const struct desk *); /* the one open at this seat, "" none */
void desk_turn(struct desk *, int64_t line);      /* the words are about that line now, until this seat scans again */
int64_t desk_line(const struct desk *);           /* n of this seat's last line, what the words are about; 0 none */
bool desk_result(struct desk *, struct desk_result *, struct err *) MUST_CHECK;

/* ---- parked codes (parked.c): unknown, or naming two items, waiting to be taught */
struct parked {
  const char *code, *problem, *draft, *number; /* number: of the receipt, "" while the draft is open */
  const char *who;                             /* scanned it first, then; code of staff */
  int64_t qty, since;
};
/* What of a code waits and is taught: the GTIN of a GS1 code, the item digits of a scale code, else the code as it is. */
void parked_code(const struct code *, char out[CODE_TEXT]);
typedef bool parked_fn(void *self, const struct parked *);
bool parked_walk(struct db *, parked_fn *, void *self, struct err *) MUST_CHECK;
struct taught {
  char **draft, **document; /* names of the open drafts; ids of the supplementary receipts */
  size_t drafts, documents;
  bool already; /* the link was there and nothing waited: nothing was done */
};
/* Links a barcode to an item for good and wherever it waits, in one transaction: open drafts get a fact 'teach', posted receipts a
 * supplementary one; the link itself is a document, where it is new. */
bool ledger_teach(struct db *, const struct ledger_store *, const struct actor *, const char *barcode, const char *item, int64_t units,
                  struct taught *, struct err *) MUST_CHECK;
void taught_free(struct taught *);

#endif
