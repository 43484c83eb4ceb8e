/* csv: a file of rows, whatever program wrote it: .gz or plain, UTF-8, GB18030 or UTF-16, commas, semicolons or tabs. A bad row is told
 * and reading goes on after it. Owns the file's bytes and one row. Must not: know what a column means. */
#include "src/base/base.h"

#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

struct csv {
  struct buf text; /* the whole file in UTF-8, lines ending in LF */
  size_t at;       /* the next line */
  uint32_t row;
  char sep;
  bool suspect; /* NUL bytes or bytes that are no UTF-8 are in it: each record is looked at */
  char encoding[32];
  uint8_t hash[HASH_BYTES];
  struct csv_parser parser;
  bool row_ended;   /* libcsv told the end of a record */
  struct buf bytes; /* the cells of a record with quotes, each with its NUL */
  size_t *start;    /* where each cell begins, in text or in bytes */
  const char **cell;
  size_t count, room;
  bool says_something; /* a cell of the record is not empty */
};

/* ---- the file's bytes */

static bool read_file(const char *path, struct buf *raw, struct err *e) {
  enum { PIECE = 1 << 18 };
  bool standard = str_eq(path, "-");
  int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return err_set(e, ERR_FILE_READ, NULL, path, err_errno(errno));
  struct stat about;
  if (fstat(fd, &about) == 0 && about.st_size > 0) buf_room(raw, (size_t)about.st_size + PIECE);
  ssize_t n;
  do {
    buf_room(raw, PIECE);
    n = read(fd, raw->p + raw->n, raw->cap - raw->n - 1);
    if (n > 0) raw->n += (size_t)n;
  } while (n > 0 || (n < 0 && errno == EINTR));
  int failed = n < 0 ? errno : 0;
  raw->p[raw->n] = 0;
  if (!standard) close(fd);
  return failed ? err_set(e, ERR_FILE_READ, NULL, path, err_errno(failed)) : true;
}

/* The bytes that were read into out by hand take the place of raw. */
static void replace(struct buf *raw, struct buf *out) {
  out->p[out->n] = 0;
  buf_free(raw);
  *raw = *out;
}

static bool is_gzip(const unsigned char *p, size_t n) {
  return n >= 2 && p[0] == 0x1F && p[1] == 0x8B;
}

/* What a spreadsheet saves unless told otherwise: a ZIP (XLSX, ODS) or the old XLS. */
static bool is_workbook(const struct buf *raw) {
  return raw->n >= 4 && (memcmp(raw->p, "PK\003\004", 4) == 0 || memcmp(raw->p, "\xD0\xCF\x11\xE0", 4) == 0);
}

/* All members of a gzip file, in place of it; false where one is damaged, ends too soon, or unpacks to more than any list of goods does. */
static bool gunzip(struct buf *raw) {
  enum { PIECE = 1 << 18, MOST = 1 << 30, ANY_GZIP = 15 + 16 };
  z_stream z = {.next_in = (unsigned char *)raw->p, .avail_in = 0};
  if (inflateInit2(&z, ANY_GZIP) != Z_OK) return false;
  struct buf out = {0};
  size_t left = raw->n;
  int told = Z_OK;
  while (told == Z_OK && out.n <= MOST) {
    if (z.avail_in == 0) {
      z.avail_in = left > UINT_MAX ? UINT_MAX : (unsigned)left;
      left -= z.avail_in;
    }
    buf_room(&out, PIECE);
    z.next_out = (unsigned char *)out.p + out.n;
    z.avail_out = PIECE;
    told = inflate(&z, Z_NO_FLUSH);
    out.n += PIECE - z.avail_out;
    if (told == Z_STREAM_END && is_gzip(z.next_in, z.avail_in + left)) told = inflateReset(&z);
  }
  inflateEnd(&z);
  replace(raw, &out);
  return told == Z_STREAM_END && raw->n <= MOST;
}

/* ---- its encoding */

static const struct {
  const char *bytes;
  size_t n;
  const char *encoding;
} marks[] = {
    {"\xEF\xBB\xBF", 3, "UTF-8"},
    {"\xFF\xFE", 2, "UTF-16LE"},
    {"\xFE\xFF", 2, "UTF-16BE"},
    {"\x84\x31\x95\x33", 4, "GB18030"},
};

static const char *line_end(const char *p, const char *end) {
  const char *lf = memchr(p, '\n', (size_t)(end - p));
  return lf ? lf : end;
}

/* A few bad bytes make no UTF-8 file a Chinese one: what most of the lines beyond ASCII are decides. */
static bool is_mostly_utf8(const char *p, size_t n) {
  size_t good = 0, bad = 0;
  for (const char *end = p + n, *stop; p < end; p = stop + 1) {
    stop = line_end(p, end);
    const char *c = p;
    while (c < stop && (unsigned char)*c < 0x80) c++;
    if (c == stop) continue;
    if (utf8_valid(c, (size_t)(stop - c))) good++;
    else bad++;
  }
  return good > bad;
}

/* UTF-16 without a mark: separators, digits and line ends bring zero bytes, many of them and on one side; in other texts one is a fault. */
static const char *find_utf16(const struct buf *raw) {
  enum { ONE_IN = 20, RATHER = 4 };
  size_t zero[2] = {0};
  if (raw->n < 2 || raw->n % 2 || !memchr(raw->p, 0, raw->n)) return NULL;
  for (size_t i = 0; i < raw->n; i++) zero[i % 2] += raw->p[i] == 0;
  for (size_t side = 0; side < 2; side++)
    if (zero[side] * ONE_IN > raw->n && zero[side] > RATHER * zero[!side]) return side ? "UTF-16LE" : "UTF-16BE";
  return NULL;
}

static const char *find_encoding(const struct buf *raw, bool valid_utf8) {
  for (size_t i = 0; i < COUNT(marks); i++) {
    if (raw->p && raw->n >= marks[i].n && memcmp(raw->p, marks[i].bytes, marks[i].n) == 0) return marks[i].encoding;
  }
  const char *wide = find_utf16(raw);
  if (wide) return wide;
  return valid_utf8 || is_mostly_utf8(raw->p, raw->n) ? "UTF-8" : "GB18030";
}

static bool is_utf8_name(const char *encoding) {
  return strcasecmp(encoding, "UTF-8") == 0 || strcasecmp(encoding, "UTF8") == 0;
}

/* To UTF-8. A byte that means nothing in the encoding becomes 0xFF, so that its row is told like any that is no UTF-8: *suspect. */
static bool convert(const char *encoding, struct buf *raw, bool *suspect, struct err *e) {
  enum { PIECE = 1 << 18 };
  iconv_t how = iconv_open("UTF-8", encoding);
  if (how == (iconv_t)-1) return err_set(e, ERR_ENCODING, NULL, encoding);
  char *in = raw->p;
  size_t left = raw->n;
  struct buf out = {0};
  buf_room(&out, raw->n + raw->n / 2); /* what Chinese grows by */
  while (left > 0) {
    buf_room(&out, PIECE);
    char *to = out.p + out.n;
    size_t room = PIECE;
    bool stuck = iconv(how, &in, &left, &to, &room) == (size_t)-1 && errno != E2BIG;
    out.n += PIECE - room;
    if (!stuck) continue;
    *suspect = true;
    buf_addc(&out, '\xFF');
    in++;
    left--;
  }
  iconv_close(how);
  replace(raw, &out);
  return true;
}

/* The byte order mark off; every line end LF: CR LF, and CR where there is no LF at all (old Macintosh). Any other CR is a blank. */
static void tidy(struct buf *text) {
  static const char mark[] = "\xEF\xBB\xBF";
  if (text->n == 0) return;
  char *p = text->p, *end = p + text->n, *to = p, *cr;
  char lone = memchr(p, '\n', text->n) ? ' ' : '\n';
  if (str_starts(p, mark)) p += sizeof mark - 1;
  for (; p < end; p = cr + (cr < end)) {
    cr = memchr(p, '\r', (size_t)(end - p));
    if (!cr) cr = end;
    if (to != p) memmove(to, p, (size_t)(cr - p));
    to += cr - p;
    if (cr < end && !(cr + 1 < end && cr[1] == '\n')) *to++ = lone;
  }
  text->n = (size_t)(to - text->p);
  *to = 0;
}

static char find_separator(const struct buf *text) {
  static const char seps[] = ",;\t";
  size_t found[3] = {0}, best = 0;
  bool quoted = false;
  size_t i = 0;
  while (i < text->n && (text->p[i] == ' ' || text->p[i] == '\n')) i++;
  for (; i < text->n && (quoted || text->p[i] != '\n'); i++) {
    const char *sep = text->p[i] ? strchr(seps, text->p[i]) : NULL;
    if (text->p[i] == '"') quoted = !quoted;
    else if (sep && !quoted) found[sep - seps]++;
  }
  for (size_t k = 1; k < 3; k++) {
    if (found[k] > found[best]) best = k;
  }
  return seps[best];
}

/* ---- opening */

static void *grow(void *old, size_t size) {
  return xrealloc(old, size, 1);
}

static void parser_begin(struct csv *c) {
  csv_init(&c->parser, CSV_STRICT);
  csv_set_realloc_func(&c->parser, grow);
  csv_set_blk_size(&c->parser, 1 << 16); /* its buffer grows by so much a time */
}

/* Takes raw over. */
static struct csv *csv_begin(struct buf *raw, const char *name, const char *encoding, char sep, struct err *e) {
  struct csv *c = xcalloc(1, sizeof *c);
  parser_begin(c);
  hash_bytes(c->hash, raw->p, raw->n);
  if (is_gzip((unsigned char *)raw->p, raw->n) && !gunzip(raw)) {
    err_set(e, ERR_GZIP, NULL, name);
    goto refused;
  }
  if (is_workbook(raw)) {
    err_set(e, ERR_IMPORT_WORKBOOK, NULL, name);
    goto refused;
  }
  bool valid_utf8 = utf8_valid(raw->p, raw->n);
  str_copy(c->encoding, sizeof c->encoding, str_empty(encoding) ? find_encoding(raw, valid_utf8) : encoding);
  c->suspect = is_utf8_name(c->encoding) && !valid_utf8;
  if (!is_utf8_name(c->encoding) && !convert(c->encoding, raw, &c->suspect, e)) goto refused;
  c->text = *raw;
  tidy(&c->text);
  if (c->text.n > 0 && memchr(c->text.p, 0, c->text.n)) c->suspect = true;
  c->sep = sep ? sep : find_separator(&c->text);
  csv_set_delim(&c->parser, (unsigned char)c->sep);
  return c;
refused:
  buf_free(raw);
  csv_close(c);
  return NULL;
}

struct csv *csv_open(const char *path, const char *encoding, char sep, struct err *e) {
  struct buf raw = {0};
  if (read_file(path, &raw, e)) return csv_begin(&raw, path, encoding, sep, e);
  buf_free(&raw);
  return NULL;
}

struct csv *csv_memory(const void *bytes, size_t n, const char *encoding, char sep, struct err *e) {
  struct buf raw = {0};
  buf_add(&raw, bytes, n);
  return csv_begin(&raw, "-", encoding, sep, e);
}

void csv_close(struct csv *c) {
  if (!c) return;
  csv_free(&c->parser);
  buf_free(&c->text);
  buf_free(&c->bytes);
  free(c->start);
  free(c->cell);
  free(c);
}

const char *csv_encoding(const struct csv *c) {
  return c->encoding;
}

char csv_separator(const struct csv *c) {
  return c->sep;
}

size_t csv_size(const struct csv *c) {
  return c->text.n;
}

void csv_hash(const struct csv *c, uint8_t out[HASH_BYTES]) {
  memcpy(out, c->hash, HASH_BYTES);
}

/* ---- rows */

/* How many bytes of a blank begin (or end) here; a quoted cell keeps its own until now, and Chinese files have U+3000 too. */
static size_t blank_at(const char *p, size_t n) {
  if (n >= 1 && (*p == ' ' || *p == '\t' || *p == '\n')) return 1;
  if (n >= 2 && memcmp(p, "\xC2\xA0", 2) == 0) return 2;
  return n >= 3 && memcmp(p, "\xE3\x80\x80", 3) == 0 ? 3 : 0;
}

static size_t blank_before(const char *p, size_t n) {
  for (size_t k = 1; k <= 3 && k <= n; k++) {
    if (blank_at(p + n - k, k) == k) return k;
  }
  return 0;
}

static void trim(const char **p, size_t *n) {
  size_t k;
  for (; (k = blank_at(*p, *n)) > 0; *p += k) *n -= k;
  while ((k = blank_before(*p, *n)) > 0) *n -= k;
}

/* The place for one more cell; it begins at `start`. */
static void cell_add(struct csv *c, size_t start, size_t n) {
  if (c->count == c->room) {
    c->room = c->room ? c->room * 2 : 32;
    c->start = xrealloc(c->start, c->room, sizeof *c->start);
    c->cell = xrealloc(c->cell, c->room, sizeof *c->cell);
  }
  c->start[c->count++] = start;
  if (n > 0) c->says_something = true;
}

/* A line without quotes needs no parser: its cells are cut out where they stand. */
static void plain_line(struct csv *c, const char *p, const char *stop) {
  while (p <= stop) {
    const char *next = memchr(p, c->sep, (size_t)(stop - p)), *from = p;
    if (!next) next = stop;
    size_t n = (size_t)(next - p);
    trim(&from, &n);
    size_t start = (size_t)(from - c->text.p);
    c->text.p[start + n] = 0;
    cell_add(c, start, n);
    p = next + 1;
  }
}

static void cell_ended(void *cell, size_t n, void *self) {
  struct csv *c = self;
  const char *p = cell;
  trim(&p, &n);
  cell_add(c, c->bytes.n, n);
  buf_add(&c->bytes, p, n);
  buf_addc(&c->bytes, 0);
}

static void record_ended(int by, void *self) {
  (void)by;
  ((struct csv *)self)->row_ended = true;
}

static bool feed(struct csv *c, const char *p, size_t n) {
  return csv_parse(&c->parser, p, n, cell_ended, record_ended, c) == n;
}

/* A record with quotes, from the line at p; *p is behind its last line after. */
static const char *quoted_record(struct csv *c, const char **p, const char *end) {
  while (!c->row_ended) {
    const char *stop = line_end(*p, end);
    if (!feed(c, *p, (size_t)(stop - *p)) || !feed(c, "\n", 1)) {
      return N_("a quote stands where none may; inside quotes it is written twice");
    }
    if (!c->row_ended && stop == end) return N_("a quote is opened and never closed");
    *p = stop + (stop < end);
  }
  return NULL;
}

static const char *spoilt(const char *p, size_t n) {
  if (memchr(p, 0, n)) return N_("a NUL byte stands in it");
  return utf8_valid(p, n) ? NULL : N_("some of its bytes are no text in the encoding of the file");
}

/* One record from the line that ends at stop. c->at moves behind it, but of a record with a stray quote behind its first line only, so that
 * one quote too many spoils no more than that. */
static const char *record(struct csv *c, const char *begin, const char *stop) {
  const char *end = c->text.p + c->text.n, *after = stop + (stop < end), *p = begin, *base = c->text.p, *problem = NULL;
  bool quoted = memchr(begin, '"', (size_t)(stop - begin)) != NULL;
  if (quoted) {
    c->row_ended = false;
    buf_clear(&c->bytes);
    problem = quoted_record(c, &p, end);
    base = c->bytes.p;
    if (!problem) {
      after = p;
    } else {
      csv_free(&c->parser);
      parser_begin(c);
      csv_set_delim(&c->parser, (unsigned char)c->sep);
    }
  }
  if (!problem && c->suspect) problem = spoilt(begin, (size_t)(after - begin));
  if (!problem && !quoted) plain_line(c, begin, stop);
  c->at = (size_t)(after - c->text.p);
  if (problem) c->count = 0;
  for (size_t i = 0; i < c->count; i++) c->cell[i] = base + c->start[i];
  return problem;
}

/* Rows whose cells are all empty are what spreadsheets leave below a table: counted like blank lines, not given. */
bool csv_next(struct csv *c, struct csv_row *row) {
  while (c->at < c->text.n) {
    const char *begin = c->text.p + c->at;
    c->row++;
    c->count = 0;
    c->says_something = false;
    const char *problem = record(c, begin, line_end(begin, c->text.p + c->text.n));
    if (!problem && !c->says_something) continue;
    *row = (struct csv_row){c->row, c->count, c->cell, problem};
    return true;
  }
  return false;
}

/* ---- writing */

static bool looks_like_formula(char c) {
  return c != 0 && strchr("=+-@'", c);
}

void csv_field(struct buf *out, const char *value, bool text) {
  size_t n = strlen(value);
  bool guard = text && looks_like_formula(value[0]);
  bool quote = strpbrk(value, ",;\t\"\r\n") || blank_at(value, n) || blank_before(value, n);
  if (quote) buf_addc(out, '"');
  if (guard) buf_addc(out, '\'');
  for (; *value; value++) {
    if (*value == '"') buf_addc(out, '"');
    buf_addc(out, *value);
  }
  if (quote) buf_addc(out, '"');
}

const char *csv_unguard(const char *cell) {
  return cell[0] == '\'' && looks_like_formula(cell[1]) ? cell + 1 : cell;
}
