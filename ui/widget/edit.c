/* edit: one line of text being typed. Owns its text and cursor. Must not: check what the text means (forms do). */
#include "ui/widget/widget.h"

#include <stdlib.h>
#include <string.h>

static size_t chars(const char *s, size_t n) {
  size_t count = 0;
  for (const char *end = s + n; s < end; count++) utf8_next(&s, end);
  return count;
}

/* The byte where the character before `at` begins. */
static size_t before(const struct edit *e, size_t at) {
  while (at > 0 && ((unsigned char)e->text[--at] & 0xC0) == 0x80) {}
  return at;
}

static size_t after(const struct edit *e, size_t at) {
  const char *p = e->text + at;
  if (at < e->n) utf8_next(&p, e->text + e->n);
  return (size_t)(p - e->text);
}

static void cut(struct edit *e, size_t from, size_t to) {
  memmove(e->text + from, e->text + to, e->n - to + 1);
  e->n -= to - from;
  e->at = from;
}

void edit_set(struct edit *e, const char *text) {
  str_copy(e->text, sizeof e->text, text);
  e->n = e->at = strlen(e->text);
  e->fresh = true;
  e->typed = 0;
  str_copy(e->replaced, sizeof e->replaced, e->text);
}

static void touched(struct edit *e) {
  e->fresh = false;
  e->typed = 0;
  str_copy(e->replaced, sizeof e->replaced, e->text);
}

static void put(struct edit *e, uint32_t c) {
  char utf8[4];
  if (e->fold == EDIT_ASCII) {
    static const struct { uint32_t wide, ascii; } signs[] = {{0x3002, '.'}, {0x3001, ','}, {0x00D7, '*'}, {0x2014, '-'}, {0x3000, ' '}};
    for (size_t i = 0; i < COUNT(signs); i++)
      if (signs[i].wide == c) c = signs[i].ascii;
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
  }
  size_t n = utf8_put(utf8, c);
  if (e->fresh) {
    e->n = e->at = 0;
    e->text[0] = 0;
    e->fresh = false;
  }
  if (e->n + n >= sizeof e->text || (e->most && chars(e->text, e->n) >= e->most)) return;
  memmove(e->text + e->at + n, e->text + e->at, e->n - e->at + 1);
  memcpy(e->text + e->at, utf8, n);
  e->n += n;
  e->at += n;
  e->typed++;
}

void edit_insert(struct edit *e, const char *text) {
  char *clean = utf8_clean(text);
  for (const char *p = clean, *end = clean + strlen(clean); p < end;) put(e, utf8_next(&p, end));
  free(clean);
}

void edit_back(struct edit *e, size_t count) {
  if (count >= e->typed) {
    char old[sizeof e->replaced];
    memcpy(old, e->replaced, sizeof old);
    edit_set(e, old);
    return;
  }
  e->typed -= count;
  for (; count > 0 && e->at > 0; count--) cut(e, before(e, e->at), e->at);
}

/* The beginning of the word before the cursor. */
static size_t word_start(const struct edit *e) {
  size_t at = e->at;
  while (at > 0 && e->text[at - 1] == ' ') at--;
  while (at > 0 && e->text[at - 1] != ' ') at = before(e, at);
  return at;
}

bool edit_key(struct edit *e, const struct key *k) {
  if (k->mods == 0 && k->code >= ' ' && k->code < KEY_FIRST && k->code != 0x7F) {
    put(e, k->code);
    return true;
  }
  bool mine = true;
  if (k->code == KEY_LEFT && !k->mods) e->at = before(e, e->at);
  else if (k->code == KEY_RIGHT && !k->mods) e->at = after(e, e->at);
  else if (k->code == KEY_HOME && !k->mods) e->at = 0;
  else if (k->code == KEY_END && !k->mods) e->at = e->n;
  else if (k->code == KEY_BACKSPACE && e->fresh) cut(e, 0, e->n);
  else if (k->code == KEY_BACKSPACE) cut(e, before(e, e->at), e->at);
  else if (k->code == KEY_DELETE && !k->mods) cut(e, e->at, after(e, e->at));
  else if (k->code == 'u' && k->mods == MOD_CTRL) cut(e, 0, e->at);
  else if (k->code == 'k' && k->mods == MOD_CTRL) cut(e, e->at, e->n);
  else if (k->code == 'w' && k->mods == MOD_CTRL) cut(e, word_start(e), e->at);
  else mine = false;
  if (mine) touched(e);
  return mine;
}

void edit_draw(const struct edit *e, struct area a, int row, int col, int cells, bool now) {
  struct buf shown = {0};
  char head[sizeof e->text];
  if (e->secret) {
    for (size_t i = 0; i < chars(e->text, e->n); i++) buf_addc(&shown, '*');
  } else {
    buf_adds(&shown, e->text);
  }
  str_copy(head, e->secret ? chars(e->text, e->at) + 1 : e->at + 1, shown.p ? shown.p : "");
  int width = (int)utf8_width(shown.p ? shown.p : ""), cursor = (int)utf8_width(head), skip = 0;
  if (cursor >= cells) skip = cursor - cells + 2;
  const char *p = shown.p ? shown.p : "", *end = p + strlen(p);
  int skipped = 0;
  while (p < end && skipped < skip) skipped += utf8_cells(utf8_next(&p, end));
  enum role role = now ? ROLE_FIELD_NOW : ROLE_FIELD;
  area_fill(area_part(a, row, col, 1, cells), role);
  area_text(area_part(a, row, col, 1, cells), 0, 0, role, p);
  if (skipped) area_text(a, row, col, ROLE_DIM, "<");
  if (width - skipped > cells) area_text(a, row, col + cells - 1, ROLE_DIM, ">");
  if (now) area_cursor(a, row, col + cursor - skipped, true);
  buf_free(&shown);
}
