/* pinyin: the strings of first letters a Chinese name may be typed by, with every reading of every character.
 * Owns the table pinyin_gen.sh makes. Must not: guess a reading from its neighbours. */
#include "src/base/base.h"

#include <stdlib.h>
#include <string.h>

#include "src/base/pinyin_table.h"

enum { FIRST = 0x4E00, LAST = 0x9FFF, LETTERS_MOST = 4 };

_Static_assert(sizeof initials - 1 == LAST - FIRST + 1, "a letter for each character");

/* What one character of the name may be typed as: its letters, the customary one first; count 0: nothing. */
struct choice {
  char letters[LETTERS_MOST];
  uint8_t count, now;
};

static struct choice several_of(uint32_t c) {
  size_t low = 0, high = COUNT(several);
  while (low + 1 < high) {
    size_t middle = (low + high) / 2;
    if (several[middle].c <= c) low = middle;
    else high = middle;
  }
  struct choice choice = {.count = 0};
  while (choice.count < LETTERS_MOST && several[low].letters[choice.count]) {
    choice.letters[choice.count] = several[low].letters[choice.count];
    choice.count++;
  }
  return choice;
}

static struct choice choice_of(uint32_t c) {
  if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) return (struct choice){.letters = {(char)c}, .count = 1};
  if (c < FIRST || c > LAST || initials[c - FIRST] == '.') return (struct choice){.count = 0};
  char letter = initials[c - FIRST];
  return letter >= 'A' && letter <= 'Z' ? several_of(c) : (struct choice){.letters = {letter}, .count = 1};
}

/* On to the next combination, the last character turning fastest; false after the last one. */
static bool turn(struct choice *choices, size_t n) {
  while (n-- > 0) {
    if (++choices[n].now < choices[n].count) return true;
    choices[n].now = 0;
  }
  return false;
}

void pinyin_initials(struct buf *out, const char *name, size_t most) {
  if (str_empty(name)) return;
  struct buf small = {0};
  utf8_fold(&small, name);
  struct choice *choices = xcalloc(small.n, sizeof *choices);
  const char *p = small.p, *end = p + small.n;
  size_t n = 0;
  while (p < end) {
    choices[n] = choice_of(utf8_next(&p, end));
    if (choices[n].count > 0) n++;
  }
  for (bool more = n > 0; more && most > 0; most--) {
    for (size_t i = 0; i < n; i++) buf_addc(out, choices[i].letters[choices[i].now]);
    more = turn(choices, n);
    if (more && most > 1) buf_addc(out, ' ');
  }
  free(choices);
  buf_free(&small);
}
