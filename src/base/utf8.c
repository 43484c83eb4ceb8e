/* utf8: characters in and out, their cells on a terminal, and the forms names and codes are kept and searched in.
 * Owns nothing. Must not: depend on the C library's locale. */
#include "src/base/base.h"

#include <string.h>

struct range {
  uint32_t first, last;
};
#include "src/base/utf8_table.h"

enum { MALFORMED = 0xFFFD };

static bool is_tail(unsigned char byte) {
  return (byte & 0xC0) == 0x80;
}

/* The code point at p and its length in bytes, or length 0 where the bytes are not strict UTF-8. Most of a Chinese text are lead bytes
 * between E1 and EC: three bytes, of which every one that is well formed is a character. */
static size_t decode(const unsigned char *p, size_t n, uint32_t *c) {
  if (n >= 3 && p[0] >= 0xE1 && p[0] <= 0xEC && is_tail(p[1]) && is_tail(p[2])) {
    *c = (p[0] & 0xFu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
    return 3;
  }
  static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  size_t length = p[0] < 0x80 ? 1 : p[0] < 0xC2 ? 0 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : p[0] < 0xF5 ? 4 : 0;
  if (length == 0 || length > n) return 0;
  uint32_t v = length == 1 ? p[0] : p[0] & (0x7Fu >> length);
  for (size_t i = 1; i < length; i++) {
    if (!is_tail(p[i])) return 0;
    v = v << 6 | (p[i] & 0x3F);
  }
  if (v < least[length] || v > 0x10FFFF || (v >= 0xD800 && v <= 0xDFFF)) return 0;
  *c = v;
  return length;
}

uint32_t utf8_next(const char **p, const char *end) {
  uint32_t c = MALFORMED;
  size_t length = decode((const unsigned char *)*p, (size_t)(end - *p), &c);
  *p += length ? length : 1;
  return c;
}

size_t utf8_put(char to[4], uint32_t c) {
  static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
  size_t length = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  for (size_t i = length; i-- > 1; c >>= 6) to[i] = (char)(0x80 | (c & 0x3F));
  to[0] = (char)(lead[length] | c);
  return length;
}

static void add(struct buf *out, uint32_t c) {
  char utf8[4];
  buf_add(out, utf8, utf8_put(utf8, c));
}

/* Eight bytes at a time as long as they are ASCII: most of most files. */
static size_t ascii_run(const char *s, size_t n) {
  size_t i = 0;
  uint64_t word;
  for (; n - i >= sizeof word; i += sizeof word) {
    memcpy(&word, s + i, sizeof word);
    if (word & 0x8080808080808080u) break;
  }
  return i;
}

bool utf8_valid(const char *s, size_t n) {
  for (size_t i = 0; i < n;) {
    uint32_t c;
    if ((unsigned char)s[i] < 0x80) {
      i += ascii_run(s + i, n - i);
      while (i < n && (unsigned char)s[i] < 0x80) i++;
      continue;
    }
    size_t length = decode((const unsigned char *)s + i, n - i, &c);
    if (length == 0) return false;
    i += length;
  }
  return true;
}

/* ---- cells */

static bool in_ranges(const struct range *ranges, size_t count, uint32_t c) {
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (c > ranges[middle].last) low = middle + 1;
    else high = middle;
  }
  return low < count && c >= ranges[low].first;
}

static bool is_control(uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

int utf8_cells(uint32_t c) {
  if (is_control(c)) return 0;
  if (c < 0x300) return 1;
  if (in_ranges(empty, COUNT(empty), c)) return 0;
  return in_ranges(wide, COUNT(wide), c) ? 2 : 1;
}

size_t utf8_width(const char *s) {
  size_t width = 0;
  for (const char *end = s + strlen(s); s < end;) width += (size_t)utf8_cells(utf8_next(&s, end));
  return width;
}

static void pad_blanks(struct buf *out, size_t n) {
  for (size_t i = 0; i < n; i++) buf_addc(out, ' ');
}

void utf8_pad(struct buf *out, const char *s, size_t cells, bool right) {
  size_t width = utf8_width(s), used = 0;
  bool cut = width > cells;
  size_t room = cut ? cells - (cells > 0) : cells;
  if (right && !cut) pad_blanks(out, cells - width);
  for (const char *end = s + strlen(s); s < end;) {
    uint32_t c = utf8_next(&s, end);
    size_t w = (size_t)utf8_cells(c);
    if (used + w > room) break;
    used += w;
    if (!is_control(c)) add(out, c);
  }
  if (cut && cells > 0) {
    buf_addc(out, '~');
    used++;
    pad_blanks(out, cells - used);
  } else if (!right) {
    pad_blanks(out, cells - used);
  }
}

/* ---- forms */

static bool is_blank(uint32_t c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/* What shows nothing and may turn a line of text round or hide in it. */
static bool is_unseen(uint32_t c) {
  return is_control(c) || c == 0x061C || c == 0x200B || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || c == 0x2060 ||
         (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

char *utf8_clean(const char *s) {
  struct buf out = {0};
  bool blank = false;
  for (const char *end = s + strlen(s); s < end;) {
    uint32_t c = utf8_next(&s, end);
    if (is_blank(c)) {
      blank = out.n > 0;
    } else if (!is_unseen(c)) {
      if (blank) buf_addc(&out, ' ');
      blank = false;
      add(&out, c);
    }
  }
  return buf_take(&out);
}

/* U+FF01…FF5E are ASCII drawn two cells wide. */
static uint32_t half_width(uint32_t c) {
  if (c == 0x3000) return ' ';
  return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
}

/* Capitals: every `step`-th of the range is `add` before its small letter. */
static const struct {
  uint32_t first, last, step, add;
} capitals[] = {
    {'A', 'Z', 1, 32},     {0xC0, 0xD6, 1, 32},   {0xD8, 0xDE, 1, 32},   {0x100, 0x12E, 2, 1},  {0x132, 0x136, 2, 1},
    {0x139, 0x147, 2, 1},  {0x14A, 0x176, 2, 1},  {0x179, 0x17D, 2, 1},  {0x386, 0x386, 1, 38}, {0x388, 0x38A, 1, 37},
    {0x38C, 0x38C, 1, 64}, {0x38E, 0x38F, 1, 63}, {0x391, 0x3A1, 1, 32}, {0x3A3, 0x3AB, 1, 32}, {0x400, 0x40F, 1, 80},
    {0x410, 0x42F, 1, 32}, {0x460, 0x480, 2, 1},  {0x48A, 0x4BE, 2, 1},  {0x4C1, 0x4CD, 2, 1},  {0x4D0, 0x52E, 2, 1},
};

static uint32_t small(uint32_t c) {
  if (c > capitals[COUNT(capitals) - 1].last) return c;
  for (size_t i = 0; i < COUNT(capitals) && c >= capitals[i].first; i++) {
    if (c <= capitals[i].last) return (c - capitals[i].first) % capitals[i].step ? c : c + capitals[i].add;
  }
  return c;
}

/* A malformed byte becomes three, a character never more bytes than it had. */
enum { GROWS = 3 };

void utf8_fold(struct buf *out, const char *s) {
  size_t n = strlen(s);
  buf_room(out, GROWS * n);
  char *to = out->p + out->n;
  for (const char *end = s + n; s < end;) {
    if (*s > 0) *to++ = (char)(*s >= 'A' && *s <= 'Z' ? *s - 'A' + 'a' : *s), s++;
    else to += utf8_put(to, small(half_width(utf8_next(&s, end))));
  }
  *to = 0;
  out->n = (size_t)(to - out->p);
}

static bool is_code_blank(uint32_t c) {
  return (c <= ' ' || c > '~') && (is_blank(c) || c == 0xFEFF || c == 0x200B);
}

void utf8_code(struct buf *out, const char *s, size_t n) {
  const char *end = s + n;
  for (const char *next = s; next < end && is_code_blank(utf8_next(&next, end));) s = next;
  if (s == end) return;
  buf_room(out, GROWS * (size_t)(end - s));
  char *to = out->p + out->n, *keep = to;
  while (s < end) {
    uint32_t c = *s > ' ' ? (unsigned char)*s++ : utf8_next(&s, end);
    to += utf8_put(to, half_width(c));
    if (!is_code_blank(c)) keep = to;
  }
  *keep = 0;
  out->n = (size_t)(keep - out->p);
}
