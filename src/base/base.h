/* base: what every room stands on. Errors, strings, exact numbers, days, texts, hashes, JSON, CSV, and the
 * outside world (clock, random) handed in. Owns no state but the chosen language and the time zone.
 * Must not: know the database, any business rule, or print anything. */
#ifndef ZG_BASE_H
#define ZG_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF(a, b) __attribute__((format(printf, a, b)))
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ---- memory (str.c). Out of memory ends the program with one line on standard error: nothing here returns NULL. */
void *xmalloc(size_t bytes) __attribute__((malloc, returns_nonnull));
void *xcalloc(size_t count, size_t size) __attribute__((malloc, returns_nonnull));
void *xrealloc(void *old, size_t count, size_t size) __attribute__((returns_nonnull)); /* count*size is overflow-checked */
char *xstrdup(const char *text) __attribute__((malloc, returns_nonnull));
char *xstrndup(const char *text, size_t bytes) __attribute__((malloc, returns_nonnull));
char *xprintf(const char *format, ...) PRINTF(1, 2) __attribute__((returns_nonnull)); /* owned by the caller */

/* ---- growing bytes (str.c). {0} is empty and ready; p is always NUL-terminated once anything was added. */
struct buf {
  char *p;
  size_t n, cap;
};
void buf_add(struct buf *, const void *bytes, size_t n);
void buf_adds(struct buf *, const char *text);
void buf_addc(struct buf *, char c);
void buf_printf(struct buf *, const char *format, ...) PRINTF(2, 3);
void buf_room(struct buf *, size_t more); /* makes sure `more` bytes and a NUL fit behind n without moving p again */
void buf_clear(struct buf *);             /* keeps the memory */
void buf_free(struct buf *);              /* back to {0} */
char *buf_take(struct buf *);             /* the text, owned by the caller ("" when empty); buf is {0} after */

/* ---- small string helpers (str.c) */
bool str_eq(const char *a, const char *b); /* NULL equals only NULL */
bool str_empty(const char *s);             /* NULL or "" */
bool str_starts(const char *s, const char *prefix);
/* Copy as much as fits, cut at a UTF-8 character boundary, always terminated. Returns false when it was cut. */
bool str_copy(char *to, size_t size, const char *from);
char *str_trim(char *s); /* in place; returns a pointer into s */

/* ---- errors (err.c, codes.def). One record: which code, what happened, what to do, and where (field, row, document).
 * Every function that takes a struct err fills it on every false (or negative) return and leaves it alone otherwise. */
enum err_code {
  ERR_NONE,
#define CODE(id, name, text, hint) id,
#include "src/base/codes.def"
#undef CODE
  ERR_COUNT
};
struct err {
  enum err_code code;
  char text[512], hint[512], where[192];
};
/* Fill *e from codes.def in the user's language, {1} {2} … replaced by the string arguments; where may be NULL. Returns false, so
 * that `return err_set(e, ERR_X, "column", value);` reads well. At most 8 arguments, all const char *. */
#define err_set(e, code, where, ...) err_fill((e), (code), (where), (const char *const[]){"", ##__VA_ARGS__, NULL})
bool err_fill(struct err *e, enum err_code code, const char *where, const char *const *args);
const char *err_name(enum err_code code); /* the stable name in JSON, "barcode_check_digit" */
const char *err_errno(int number);        /* why the system refused, in the user's language; as strerror has it when it is a rare one */
/* The same substitution for any sentence: text with {1}… → buf. args[0] is ignored, NULL ends. */
#define text_fill(out, text, ...) text_fill_args((out), (text), (const char *const[]){"", ##__VA_ARGS__, NULL})
void text_fill_args(struct buf *out, const char *text, const char *const *args);

/* ---- texts (text.c). _() marks a sentence for translation and looks it up in the linked-in .mo. */
#define _(s) text_get(s)
#define N_(s) (s)
#define _n(one, many, n) text_plural((one), (many), (n))
const char *text_get(const char *msgid); /* the msgid itself when English or untranslated */
bool text_language(const char *code);    /* "en", "zh"; false: unknown, unchanged */
const char *text_language_now(void);
const char *text_plural(const char *one, const char *many, int64_t n); /* the one that goes with n; both are one message of the .po */
/* A counted sentence: {1} is the number, the string arguments are {2} …; one and many are literals. */
#define text_count(out, n, one, many, ...) text_count_args((out), (n), (one), (many), (const char *[]){"", "", ##__VA_ARGS__, NULL})
void text_count_args(struct buf *out, int64_t n, const char *one, const char *many, const char **args);
void text_list(struct buf *list, const char *text);       /* one more of a list, parted as the language does it; "": its text follows */
void text_list_all(struct buf *list, const char *joined); /* those of a list that is kept as "a, b" */
void text_list_count(struct buf *list, int64_t n, const char *one, const char *many); /* a counted one more, such as "3 lines" */
bool text_means(const char *msgid, const char *text);                                 /* it is that sentence, in whichever language */
const char *text_name(const char *name,
                      const char *name_en); /* of goods: the English one where there is one and English is chosen; borrowed */

/* ---- the outside world, handed in (env.c). Tests own it; no other file asks the system for time or random bytes. */
struct env {
  int64_t (*now)(void *self); /* UTC microseconds */
  void (*random)(void *self, void *bytes, size_t n);
  void (*nap)(void *self, int64_t microseconds); /* wait a little; a test's clock just moves on */
  void *self;
};
/* The real one. A build with -DZG_TEST reads ZG_NOW (ISO time; each process starts there and moves 1 ms a call) and ZG_SEED. */
const struct env *env_real(void);
static inline int64_t env_now(const struct env *e) {
  return e->now(e->self);
}

/* ---- exact numbers (num.c). Quantities: integers in 10^-decimals of the item's unit (decimals 0 or 3). Money: integer minor units.
 * Rates: parts per million. Nothing here uses floating point. */
/* Decimal text → integer scaled by 10^decimals. Takes an optional sign, digits, and perhaps '.' and digits (one at least on each side);
 * surrounding blanks and full-width characters are folded. False for anything else: empty, letters, a comma, an exponent, more non-zero
 * decimals than asked, |*out| > 10^17. *out only on true. */
bool num_parse(const char *text, int decimals, int64_t *out) MUST_CHECK;
/* "12.50", always `decimals` places: 3 give "0.455", 0 give "3". buf of at least 32 bytes; returns buf. */
char *num_format(char *buf, size_t size, int64_t value, int decimals);
/* a*b/c, rounded half away from zero, in 128 bits; false on overflow or c == 0. */
bool num_muldiv(int64_t a, int64_t b, int64_t c, int64_t *out) MUST_CHECK;
bool num_add(int64_t a, int64_t b, int64_t *out) MUST_CHECK; /* false on overflow */
int64_t num_pow10(int exponent);                             /* 0…18 */
/* Spread total over n weights (none negative) by largest remainder, ties to the first; the parts sum to total exactly, negative totals
 * mirror positive ones, no weight gets no part. All weights 0: everything to the first. n 0: nothing is written. */
void num_spread(int64_t total, const int64_t *weights, size_t n, int64_t *parts);
int num_currency_decimals(const char *iso4217); /* CNY 2, JPY 0, KWD 3 …; -1 unknown */

/* ---- days and times (day.c). A day is a count of days since 1970-01-01 (proleptic Gregorian); a time is UTC microseconds. */
bool zone_set(const char *iana, struct err *e) MUST_CHECK; /* the store's zone for this process; "" or NULL: the system's; ERR_ZONE */
bool zone_known(const char *iana);                         /* may be set: the system has a zone file of that name */
const char *zone_now(void);          /* its name; for the system's, TZ's or what /etc/localtime is a link to, else "UTC" */
int zone_offset_minutes(int64_t at); /* of the set zone at that time, east positive */
bool day_parse(const char *text, int32_t *day) MUST_CHECK; /* 2026-11-24, also 2026/11/24 and 20261124; a real date only */
char *day_format(char *buf, size_t size, int32_t day);     /* 2026-11-24 */
void day_civil(int32_t day, int *y, int *m, int *d);
int32_t day_from_civil(int y, int m, int d);
int day_month_length(int y, int m);
int32_t day_of(int64_t at, int day_start_minutes);     /* business day of a time in the set zone; 04:00 = 240 */
int64_t day_start(int32_t day, int day_start_minutes); /* the first microsecond of a business day */
/* ISO 8601: a day as day_parse takes it, 'T' or a blank, 14:07 with seconds and a fraction if there are, then Z, +08:00, +0800, +08 or
 * nothing: the set zone (of a time that came twice the first, of a skipped one the moment of the skip). A bare date: *bare = true, start of
 * that business day. Nothing is written on false. */
bool time_parse(const char *text, int day_start_minutes, int64_t *at, bool *bare) MUST_CHECK;
char *time_format(char *buf, size_t size, int64_t at); /* 2026-11-24T06:07:08.000123Z, fraction dropped when 0 */
char *time_local(char *buf, size_t size, int64_t at);  /* 2026-11-24 14:07:08 in the set zone */

/* ---- UTF-8 and cells (utf8.c) */
/* Next code point of [p,end); advances *p; malformed bytes give U+FFFD and advance one byte. */
uint32_t utf8_next(const char **p, const char *end);
size_t utf8_put(char to[4], uint32_t code_point); /* bytes written */
bool utf8_valid(const char *s, size_t n);         /* strict: no overlongs, surrogates, > U+10FFFF */
int utf8_cells(uint32_t code_point);              /* 0 combining/control, 1, 2 wide (East Asian Wide/Fullwidth) */
size_t utf8_width(const char *s);                 /* cells of a string */
/* Append s padded with blanks (or cut with '~') to exactly `cells` cells, control characters left out; right: blanks first (numbers). */
void utf8_pad(struct buf *, const char *s, size_t cells, bool right);
/* What may be shown or stored as a name: control characters (C0, C1, bidi marks, zero-width blanks) removed, blanks (line ends and tabs
 * too) trimmed and each run of them made one ' '. Owned by the caller. */
char *utf8_clean(const char *s);
/* Search form: full-width → ASCII, small letters (Latin with Latin-1 and Extended-A, Greek, Cyrillic), appended to out. */
void utf8_fold(struct buf *out, const char *s);
/* Code form of a typed or scanned code, appended to out: full-width characters → ASCII, surrounding blanks off. GS (0x1D) is kept. */
void utf8_code(struct buf *out, const char *s, size_t n);

/* ---- pinyin (pinyin.c + generated table). All strings of first letters of a name ("重庆" → "zq cq"), the customary readings first; its
 * Latin letters and digits stand in place in lower case, anything else is left out. Appended, separated by ' ', at most `most` of them. */
void pinyin_initials(struct buf *out, const char *name, size_t most);

/* ---- hashes, keys, ids (hash.c, libsodium) */
enum { HASH_BYTES = 32, UUID_BYTES = 16, KEY_PUBLIC = 32, KEY_SECRET = 64, SIG_BYTES = 64, ORIGIN_BYTES = 16 };
bool hash_init(void) MUST_CHECK; /* sodium_init; false: broken installation */
struct hash;                     /* incremental BLAKE2b-256 */
struct hash *hash_new(void);
void hash_add(struct hash *, const void *, size_t);
void hash_end(struct hash *, uint8_t out[HASH_BYTES]); /* frees it */
void hash_bytes(uint8_t out[HASH_BYTES], const void *, size_t);
void key_pair(const struct env *, uint8_t pub[KEY_PUBLIC], uint8_t secret[KEY_SECRET]); /* Ed25519, seeded from env */
void key_sign(uint8_t sig[SIG_BYTES], const void *, size_t, const uint8_t secret[KEY_SECRET]);
bool key_verify(const uint8_t sig[SIG_BYTES], const void *, size_t, const uint8_t pub[KEY_PUBLIC]) MUST_CHECK;
void pin_hash(char out[128], const char *pin); /* Argon2id, interactive limits (64 MiB); without them it ends the program, like xmalloc */
bool pin_verify(const char *stored, const char *pin) MUST_CHECK;
void uuid_new(const struct env *, uint8_t out[UUID_BYTES]);       /* UUIDv7 */
void hex_put(char *out, const void *bytes, size_t n);             /* 2n characters and NUL */
bool hex_get(void *bytes, size_t n, const char *text) MUST_CHECK; /* exactly 2n hex digits */
char *uuid_format(char buf[37], const uint8_t uuid[UUID_BYTES]);
bool uuid_parse(const char *text, uint8_t uuid[UUID_BYTES]) MUST_CHECK;
void base64_put(struct buf *, const void *, size_t);
bool base64_get(struct buf *, const char *text, size_t n) MUST_CHECK;

/* ---- JSON (json.c). Reading: jansson behind an opaque tree. Integers are exact 64-bit; a real number is refused by the reader.
 * Writing: a stream into a buf; the bytes are deterministic (no blanks, keys in call order). */
struct js;
struct js *js_parse(const void *bytes, size_t n, struct err *);    /* duplicate keys, NUL, depth > 64 and reals are refused; js_free it */
void js_free(struct js *);                                         /* only the root; NULL is fine */
const struct js *js_get(const struct js *object, const char *key); /* NULL when absent, null, or not an object */
size_t js_count(const struct js *array);                           /* 0 when not an array */
const struct js *js_at(const struct js *array, size_t);
const char *js_text(const struct js *, const char *otherwise); /* borrowed from the tree */
bool js_int(const struct js *, int64_t *out) MUST_CHECK;
bool js_bool(const struct js *, bool otherwise);
bool js_is_object(const struct js *);
bool js_is_array(const struct js *);
/* Walk an object's members in file order: for (void *i = js_first(o); i; i = js_next(o, i)) */
void *js_first(const struct js *object);
void *js_next(const struct js *object, void *);
const char *js_key(void *);
const struct js *js_value(void *);
struct jw { /* {.out = &buf} to begin */
  struct buf *out;
  unsigned depth;
  uint64_t some; /* bit per depth: a comma is due */
};
void jw_object(struct jw *);
void jw_array(struct jw *);
void jw_end(struct jw *, char bracket); /* '}' or ']' */
void jw_key(struct jw *, const char *key);
void jw_text(struct jw *, const char *value); /* NULL writes null; invalid UTF-8 → U+FFFD */
void jw_int(struct jw *, int64_t);
void jw_bool(struct jw *, bool);
void jw_null(struct jw *);
void jw_num(struct jw *, int64_t value, int decimals); /* a string of an exact decimal, "12.50" */
void jw_raw(struct jw *, const char *json, size_t n);  /* a value already written */
/* key and value in one */
void jw_kt(struct jw *, const char *key, const char *value);
void jw_ki(struct jw *, const char *key, int64_t value);
void jw_kb(struct jw *, const char *key, bool value);
void jw_kn(struct jw *, const char *key, int64_t value, int decimals);

/* ---- CSV (csv.c: libcsv, zlib, iconv). FORMATS "Files": encoding and separator found out, .gz read as it is. */
struct csv;
struct csv_row {
  uint32_t row;            /* as a spreadsheet numbers it: the header is 1, blank lines and rows of empty cells count but are not given */
  size_t count;            /* 0 with a problem */
  const char *const *cell; /* UTF-8, borrowed until the next csv_next; quotes taken off, blanks (U+00A0 and U+3000 too) trimmed */
  const char *problem; /* NULL, or why it cannot be read (stray quote, NUL byte, bytes outside the encoding): part of a sentence, N_() */
};
/* Both read everything at once. encoding: any name of iconv's, or NULL = find out (byte order mark, else UTF-8 or GB18030, whichever most
 * lines are); sep: 0 = find out from the header (comma, semicolon or tab). path "-" reads standard input. Line ends are LF, CR LF, or CR in
 * a file without LF. NULL: ERR_FILE_READ, ERR_ENCODING, ERR_GZIP. */
struct csv *csv_open(const char *path, const char *encoding, char sep, struct err *);
struct csv *csv_memory(const void *bytes, size_t n, const char *encoding, char sep, struct err *); /* bytes are copied */
/* False at the end. A bad row is given with .problem and reading goes on at the line after its first: an unclosed quote spoils one line. */
bool csv_next(struct csv *, struct csv_row *);
const char *csv_encoding(const struct csv *); /* what it was read as: "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE", or as asked */
char csv_separator(const struct csv *);
size_t csv_size(const struct csv *);                        /* bytes of it as UTF-8: all its cells, each with its NUL, are no more */
void csv_hash(const struct csv *, uint8_t out[HASH_BYTES]); /* of the file's raw bytes: the same file again is recognised */
void csv_close(struct csv *);                               /* NULL is fine */
/* One field into a CSV line: quoted where needed; the comma before it is the caller's. text = true: a value beginning with = + - @ or '
 * gets a leading ' (rulings 9), which csv_unguard takes off again (and no other '). */
void csv_field(struct buf *, const char *value, bool text);
const char *csv_unguard(const char *cell);

/* ---- whole files (file.c) */
bool file_read(const char *path, size_t most, struct buf *out,
               struct err *) MUST_CHECK; /* ERR_FILE_READ, also when it is larger than most */
/* The file's new content, all or nothing whatever happens: written beside it, fsynced, renamed over it, folder fsynced. ERR_FILE_WRITE. */
bool file_replace(const char *path, const void *bytes, size_t n, mode_t mode, struct err *) MUST_CHECK;
bool file_copy(const char *from, const char *to, size_t most, mode_t mode, struct err *) MUST_CHECK; /* by file_read and file_replace */
/* A new empty file of this process in $TMPDIR or /tmp, which the caller unlinks; the name is owned by the caller. NULL: ERR_FILE_WRITE. */
char *file_temporary(struct err *);
bool file_folders(const char *path, struct err *) MUST_CHECK; /* those in which a file of that path can stand; there already is fine */
bool file_sync_folder(const char *path,
                      struct err *) MUST_CHECK; /* fsync the folder that path lies in: a rename or unlink there is durable */

/* ---- log (log.c): a file the user may send; never a PIN, key or member's data. */
bool log_open(const char *path); /* adds to the file, mode 600; NULL: none. False: errno says why, none is open */
/* One line, UTC time first, control characters taken out; nothing while no file is open. */
void log_line(const struct env *, const char *format, ...) PRINTF(2, 3);

/* ---- the loop (loop.c): one poll over descriptors, signals and children, in one thread. Deadlines are the caller's: it says until when
 * a turn may wait. */
struct loop;
struct loop *loop_new(struct err *); /* blocks WINCH, TERM, HUP, INT and CHLD for the process and reads them from a descriptor; ERR_LOOP */
void loop_free(struct loop *);       /* children left are told to stop (TERM) and waited for */
typedef void loop_fd_fn(void *self, int fd, bool gone); /* something to read, or the other end is gone */
void loop_watch(struct loop *, int fd, loop_fd_fn *, void *self);
void loop_unwatch(struct loop *, int fd);
typedef void loop_signal_fn(void *self, int number); /* all but CHLD */
void loop_on_signal(struct loop *, loop_signal_fn *, void *self);
/* A child whose standard output and error come back in pieces; at its end the status as the shell has it (128 + n: killed by signal n). */
struct child_fns {
  void (*said)(void *self, bool error, const char *bytes, size_t n);
  void (*ended)(void *self, int status);
};
typedef int child_id; /* its process id; 0: none */
bool loop_child(struct loop *, const char *const argv[], const struct child_fns *, void *self, child_id *,
                struct err *) MUST_CHECK;                             /* ERR_CHILD */
void loop_child_stop(struct loop *, child_id);                        /* TERM: it ends what it does and leaves; `ended` comes as always */
bool loop_turn(struct loop *, int64_t wait, struct err *) MUST_CHECK; /* microseconds; 0 only looks, negative: without limit */

#endif
