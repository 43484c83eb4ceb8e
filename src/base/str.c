/* str: memory that never fails quietly, growing bytes, and the few string helpers everything uses. */
#include "src/base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Nothing can be promised without memory, and nothing acknowledged is lost by stopping: say so and stop. */
static _Noreturn void no_memory(void) {
  fputs("zhanggui: out of memory\n", stderr);
  abort();
}

void *xmalloc(size_t bytes) {
  void *p = malloc(bytes ? bytes : 1);
  if (!p) no_memory();
  return p;
}

void *xcalloc(size_t count, size_t size) {
  void *p = calloc(count ? count : 1, size ? size : 1);
  if (!p) no_memory();
  return p;
}

void *xrealloc(void *old, size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) no_memory();
  void *p = realloc(old, bytes ? bytes : 1);
  if (!p) no_memory();
  return p;
}

char *xstrndup(const char *text, size_t bytes) {
  char *p = xmalloc(bytes + 1);
  memcpy(p, text, bytes);
  p[bytes] = 0;
  return p;
}

char *xstrdup(const char *text) {
  return xstrndup(text, strlen(text));
}

void buf_room(struct buf *b, size_t more) {
  size_t want;
  if (more < b->cap && b->n < b->cap - more) return;
  if (__builtin_add_overflow(b->n, more + 1, &want)) no_memory();
  size_t cap = b->cap ? b->cap : 64;
  while (cap < want) cap *= 2;
  b->p = xrealloc(b->p, cap, 1);
  b->cap = cap;
}

void buf_add(struct buf *b, const void *bytes, size_t n) {
  buf_room(b, n);
  if (n) memcpy(b->p + b->n, bytes, n);
  b->n += n;
  b->p[b->n] = 0;
}

void buf_adds(struct buf *b, const char *text) {
  buf_add(b, text, strlen(text));
}

void buf_addc(struct buf *b, char c) {
  buf_add(b, &c, 1);
}

static void PRINTF(2, 0) buf_vprintf(struct buf *b, const char *format, va_list args) {
  va_list again;
  va_copy(again, args);
  int n = vsnprintf(NULL, 0, format, args);
  if (n < 0) no_memory();
  buf_room(b, (size_t)n);
  vsnprintf(b->p + b->n, (size_t)n + 1, format, again);
  va_end(again);
  b->n += (size_t)n;
}

void buf_printf(struct buf *b, const char *format, ...) {
  va_list args;
  va_start(args, format);
  buf_vprintf(b, format, args);
  va_end(args);
}

char *xprintf(const char *format, ...) {
  struct buf b = {0};
  va_list args;
  va_start(args, format);
  buf_vprintf(&b, format, args);
  va_end(args);
  return b.p;
}

void buf_clear(struct buf *b) {
  b->n = 0;
  if (b->p) b->p[0] = 0;
}

void buf_free(struct buf *b) {
  free(b->p);
  *b = (struct buf){0};
}

char *buf_take(struct buf *b) {
  char *p = b->p ? b->p : xstrdup("");
  *b = (struct buf){0};
  return p;
}

bool str_eq(const char *a, const char *b) {
  return a && b ? strcmp(a, b) == 0 : a == b;
}

bool str_empty(const char *s) {
  return !s || !*s;
}

bool str_starts(const char *s, const char *prefix) {
  return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool str_copy(char *to, size_t size, const char *from) {
  size_t n = strlen(from);
  bool whole = n < size;
  if (!whole) {
    n = size - 1;
    while (n > 0 && ((unsigned char)from[n] & 0xC0) == 0x80) n--;
  }
  memcpy(to, from, n);
  to[n] = 0;
  return whole;
}

char *str_trim(char *s) {
  while (*s == ' ' || *s == '\t' || *s == '\r' || *s == '\n') s++;
  size_t n = strlen(s);
  while (n > 0 && strchr(" \t\r\n", s[n - 1])) s[--n] = 0;
  return s;
}
