/* code: what a scan means. Pure: no clock, no database, no settings but those handed in. Guns, printers, import, receiving share it.
 * The database decides which item a code names; this room decides what kind of code it is and what it carries. */
#ifndef ZG_CODE_H
#define ZG_CODE_H

#include "src/base/base.h"

enum code_kind { CODE_UNKNOWN, CODE_GTIN, CODE_CASE, CODE_INSTORE, CODE_SSCC, CODE_GS1, CODE_DOCUMENT };
const char *code_kind_name(enum code_kind); /* unknown gtin case instore sscc gs1 document (FORMATS `explain`) */

/* AIM symbology identifier, what the gun said (0: nothing). One row per ]cm family in aim.c. */
enum aim {
  AIM_NONE,
  AIM_EAN13,
  AIM_EAN8,
  AIM_EAN_ADDON,
  AIM_CODE39,
  AIM_CODE128,
  AIM_GS1_128,
  AIM_ITF,
  AIM_DATABAR,
  AIM_DATAMATRIX,
  AIM_GS1_DATAMATRIX,
  AIM_QR,
  AIM_GS1_QR,
  AIM_OTHER
};
const char *aim_name(enum aim); /* "EAN-13", "GS1-128" …; "" for none */

/* In-store prefixes 20…29 (settings `instore.PP = ITEM_DIGITS VALUE_DIGITS price|weight DECIMALS [verifier]`). */
struct instore_row {
  bool on;
  uint8_t item_digits, value_digits, decimals;
  bool weight;   /* else price, in the currency */
  bool verifier; /* a price or weight check digit stands between item and value (GS1's 'verifier digit', of a 4- or 5-digit value) */
};
enum { INSTORE_UPC = 10 };
struct instore {
  struct instore_row row[INSTORE_UPC + 1]; /* by the second digit of the prefix 2x; the last is prefix 02 (a UPC-A beginning with 2) */
};
/* One setting into the table: prefix "20"…"29" or "02"; item, value and verifier digits make ten; an empty value switches it off. */
bool instore_parse(struct instore *, const char *prefix, const char *value, struct err *) MUST_CHECK;

enum { CODE_TEXT = 100, CODE_AIS = 24 };
struct ai_value {
  char ai[5];
  char value[91];
};
struct code {
  enum code_kind kind;
  enum aim aim;
  char text[CODE_TEXT]; /* as looked up: full-width folded, AIM prefix and blanks off */
  /* Under which it is looked up among barcodes and item codes, where import stored it by code_key: a valid GTIN (also of a GS1 code) as
   * 14 digits; an in-store code: its item digits as printed, "00242", which are an item code or a barcode of the catalogue (look up gtin
   * first, since an exact barcode wins, then key); an SSCC: its 18 digits; else the text itself. Empty only when nothing was scanned. */
  char key[CODE_TEXT];
  char gtin[15];      /* "" or 14 digits with the right check digit; of an in-store code the whole number */
  char item_part[14]; /* in-store: the item digits (scale code / PLU), same as key */
  char lot[21], serial[21], sscc[19];
  /* Days; INT32_MIN: not given. Expiry from AI 17, 7003, 15 (best before), 16; produced from 11, 8008, 13, 7007: the first there wins. */
  int32_t produced, expiry;
  bool has_count;
  int64_t count; /* AI 30 or 37; a case's units are the database's business */
  bool has_weight;
  int64_t weight;
  int weight_decimals; /* exact: value / 10^decimals kg, net (310n) or in-store; pounds stay in ais */
  /* Of the whole item: 392n, 393n (its currency stands in ais), in-store; a price per unit (395n) stays in ais. */
  bool has_price;
  int64_t price;
  int price_decimals;
  size_t ais;
  struct ai_value ai[CODE_AIS];
  /* "" or a sentence in the user's language: wrong check digit (and the right one), AI too short, date not real, missing GS … A code with a
   * problem is still a code: parked, never refused; of a CODE_UNKNOWN that stands in the catalogue as it is, the caller lets it go. A value
   * that cannot be fills no field. */
  char problem[160];
  enum err_code problem_code;
};
/* What may have been scanned or typed, any bytes; beyond 4 KiB it is CODE_UNKNOWN. today: for two-digit years (GS1 7.12). */
void code_read(struct code *out, const char *bytes, size_t n, const struct instore *, int32_t today);

/* GTIN arithmetic (gtin.c; GS1 General Specifications 7.9.1: weights 3,1,… from the right). */
bool gtin_valid(const char *digits, size_t n);       /* 8, 12, 13 or 14 digits with the right check digit */
char gtin_check_digit(const char *digits, size_t n); /* of n digits without it */
bool gtin_key(char key[15], const char *digits);     /* a valid GTIN → 14 digits, else false; UPC-E is not expanded here */
bool upce_expand(const char *upce8, char upca[13]);  /* zero-suppressed UPC-E with number system and check digit → UPC-A */
/* The key under which a barcode as text is stored and found: gtin_key when valid, else of a UPC-E its UPC-A's, else folded text. Import
 * uses it; code_read gives the same key for the same code scanned. */
void code_key(char key[CODE_TEXT], const char *text);
/* May this stand as a barcode in a catalogue? Else: a number a spreadsheet rounded (ERR_BARCODE_SCIENTIFIC), a wrong check digit of 12–14
 * digits, named (ERR_BARCODE_CHECK), blanks or odd characters inside (ERR_BARCODE_FORM). 8 digits failing as EAN-8 and UPC-E are an
 * in-store code where store_codes says so, else a wrong check digit. Other lengths and letters are the store's own codes. */
bool code_catalogue_check(const char *text, bool store_codes, struct err *) MUST_CHECK;

/* The AI table (ai.def, facts of GS1's syntax dictionary). */
struct ai_row {
  const char *ai, *to; /* a range such as 3100–3105: first and last; `to` NULL for a single one */
  const char *spec;    /* "N6,yymmd0" … the dictionary's component syntax */
  const char *title;
  bool fixed;           /* predefined length: no separator needed after it */
  const char *req, *ex; /* pairings of the dictionary, or NULL */
};
const struct ai_row *ai_find(const char *digits, size_t n, size_t *ai_length); /* longest match at the front, NULL unknown */
const struct ai_row *ai_table(size_t *count);

/* JSON of `explain` into an object that is open, without item and units (which the command adds): kind, symbology, gtin, lot, produced,
 * expiry, qty (count, else weight), price, ais, problem; absent is null. */
void code_explain(struct jw *, const struct code *);

/* ---- scan lines of standard input (line.c), FORMATS "Scans on standard input". Pure: text → one record. */
enum scan_word {
  SCAN_NOTHING,
  SCAN_CODE, /* everything below is a word */
  SCAN_QTY,
  SCAN_UNDO,
  SCAN_DAMAGED,
  SCAN_LOT,
  SCAN_PRODUCED,
  SCAN_EXPIRY,
  SCAN_REASON,
  SCAN_SHORT,
  SCAN_CARTON,
  SCAN_CARTON_LEAVE,
  SCAN_TOTAL,
  SCAN_DRIVER,
  SCAN_SEAL,
  SCAN_CRATES,
  SCAN_MORE,
  SCAN_DONE
};
/* "qty" …, "scan" for SCAN_CODE, "carton" also for SCAN_CARTON_LEAVE (whose code is "-"), "" for SCAN_NOTHING: also how facts store it. */
const char *scan_word_name(enum scan_word);
struct scan_line {
  enum scan_word word; /* SCAN_NOTHING: an empty line or a comment */
  uint64_t n;          /* @N, 0 none */
  char *code;          /* the code, NUL-free, GS kept; or the word's argument (lot, date or "-", reason, SSCC, driver, seal, crate code) */
  char *qty;           /* decimal text as given ("5", "0.455", also "0" or "-1"), or "": the item's decimals are known only later */
  char *zone, *time;   /* barcode,qty[,zone[,time]] as given, or "" */
  char *option;        /* carton: "accept", "damaged" or "" */
};
/* A line's bytes, with or without its end. False: a line that means nothing; e says why and *line is empty. */
bool scan_line_parse(struct scan_line *line, const char *bytes, size_t n, struct err *e) MUST_CHECK;
void scan_line_free(struct scan_line *);

/* ---- burst.c: scan or typing, by frame, shape and time. Pure: keys go in one by one with their times and come out in their order as keys,
 * as scans, or as 'take the last characters back, they were a scan's beginning'. A key is numbers: a character its code point, Enter '\r',
 * Tab '\t', any other key from 0x110000 on; pastes are not fed.
 * Framed: the prefix was seen; no time counts but a second of silence before the suffix, which makes it typing (unless its check digit is
 * right); without a suffix 200 ms of silence end it. Any character may stand inside.
 * Guessed: `shortest` characters of ASCII and GS, three of them different, gaps of at most `mean` on average and `longest` each; then
 * Enter or Tab within 100 ms (`longest` if that is more), or that much silence and a right check digit (without one where the gun sends no
 * suffix). Where times say nothing (the loop stalled) or a gun sends a prefix, the check digit must be right in any case. Up to two keys
 * typed just before such a scan, after which a gap above `mean` comes, are told from it by its check digit.
 * A second Enter or Tab within `mean` belongs to the suffix too. */
enum { BURST_MOST = 4097 }; /* characters of a scan, one more than code_read takes: the rest is dropped */
enum burst_mode {
  BURST_COMMANDS, /* letters are commands: a character waits `hold` for company before it acts, longer while it may be a scan's. A key held
                     down waits no more from its second repeat on */
  BURST_TEXT      /* a field: a character is passed on at once and taken back when it proves to be a scan's */
};
struct burst_opts {
  const char *prefix;    /* ASCII; "" none; "aim": an AIM identifier, ] letter character, begins a scan; else these characters do */
  bool suffix;           /* the gun sends Enter or Tab after a code */
  int64_t mean, longest; /* microseconds: 30 000, 80 000 */
  int64_t hold;          /* 40 000 */
  size_t shortest;       /* 6 */
};
enum burst_kind { BURST_KEY, BURST_SCAN, BURST_BACK };
struct burst_event {
  enum burst_kind kind;
  int64_t at;    /* of a key: as it came in; of a scan: its last byte, with the suffix */
  uint32_t key;  /* BURST_KEY: as it came in */
  unsigned mods; /* BURST_KEY: as they came in */
  const char *code;
  size_t
      /* BURST_SCAN: UTF-8 without prefix and suffix (an AIM identifier stays: code_read knows it); borrowed until the callback returns */
      n;
  bool guessed; /* BURST_SCAN: by shape and time */
  bool again;   /* BURST_SCAN: it began less than 300 ms after the same code had ended: perhaps the trigger was pulled twice */
  size_t back;  /* BURST_BACK: that many of the last characters passed on; always just before their scan */
};
typedef void burst_fn(void *self, const struct burst_event *); /* may set the mode, must not feed or tick */
struct burst;
struct burst *burst_new(const struct burst_opts *);   /* in BURST_COMMANDS; the prefix is copied */
void burst_free(struct burst *);                      /* NULL is fine */
void burst_set_mode(struct burst *, enum burst_mode); /* what waits then is passed on at the next feed or tick */
/* One key. stalled: as stall_read told of the bytes that it came in, so the times since its last look are void. After a
 * stall it feeds first and ticks then. */
void burst_feed(struct burst *, uint32_t key, unsigned mods, int64_t at, bool stalled, burst_fn *, void *self);
void burst_tick(struct burst *, int64_t now, burst_fn *, void *self); /* lets go what waited long enough */
int64_t burst_deadline(const struct burst *);                         /* when burst_tick has something to do; INT64_MAX: nothing waits */
/* Whether bytes lay unread while their reader was busy or asleep, so that the time of reading is not the time of typing: stall_wait before
 * each wait (more: bytes are there already, which came while the last ones were worked on; else the wait begins now and may take `wait`),
 * stall_read when bytes are read: true when the work took more than 40 ms, or when the wait ended that much later than it should have, 1 ms
 * where keys are held: they would have been let go. {0} is ready. */
struct stall {
  int64_t looked, awaited;
};
void stall_wait(struct stall *, const struct burst *, int64_t now, int64_t wait, bool more);
bool stall_read(struct stall *, int64_t now);

/* ---- gauge.c: how a scanner types, measured while somebody scans on purpose (the scanner test). Pure; {0} is ready. Every key goes in
 * with its time. A code ends with Enter or Tab, or with silence. What is too short or too slow for a gun is shown and not counted. */
enum { GAUGE_PREFIX = 17 };
struct gauge {
  char code[256]; /* of the scan that ended last, or is being typed; a character that is no ASCII is '?' */
  size_t n;
  bool ended, hand; /* hand: it was typed by a person, or too short to tell */
  int64_t first, last, gap;
  int64_t now_mean, now_longest; /* of the one that ended last, microseconds */
  bool now_suffix;
  /* Of all scans that count: */
  size_t scans;
  int64_t mean, longest;     /* the slowest */
  bool suffix;               /* every one ended with Enter or Tab */
  char prefix[GAUGE_PREFIX]; /* as the setting scanner.prefix: "", "aim", or what all begin with */
};
void gauge_key(struct gauge *, uint32_t c, int64_t at); /* a character, '\r' or '\t' */
bool gauge_silence(struct gauge *, int64_t now);        /* true: with this silence the code has ended */
bool gauge_typing(const struct gauge *);                /* a code was begun and has not ended */
int gauge_mean_ms(const struct gauge *); /* what the settings should be: half as much again as the slowest, never below the usual */
int gauge_longest_ms(const struct gauge *);

#endif
