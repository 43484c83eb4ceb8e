/* text: looks a sentence up in the linked-in Chinese .mo. Owns the chosen language of the process.
 * Must not: read files or the locale; glibc's gettext is not used since it no longer translates in C.UTF-8. */
#include "src/base/base.h"

#include <stdlib.h>
#include <string.h>

/* The .mo as msgfmt wrote it, little-endian words: magic, revision, count N, offset of the table of originals, offset of the table
 * of translations, … Each table has N pairs (length, offset of the NUL-terminated string); originals are sorted by strcmp; the
 * first is "", whose translation is the header. */
__asm__(".pushsection .rodata\n"
        "text_zh: .incbin \"build/po/zh_CN.mo\"\n"
        ".popsection\n");
extern const unsigned char text_zh[];
enum { MO_COUNT = 8, MO_ORIGINALS = 12, MO_TRANSLATIONS = 16, MO_PAIR = 8, MO_PAIR_OFFSET = 4 };

static const struct {
  const char *code;
  const unsigned char *mo; /* NULL: the source's own language */
} languages[] = {
    {"en", NULL},
    {"zh", text_zh},
#ifdef ZG_TEST
    {"pseudo", NULL},
#endif
};
static size_t language;

/* A language of test builds that shows every text that does not come from here, and what a text 40 % longer, with Chinese at its end,
 * pushes away or cuts: «Received宽宽». Marks like {1} stay. Kept sorted; made once each, as text_get's results must last. */
#ifdef ZG_TEST
struct pseudo {
  char *msgid, *text;
};
static struct pseudo *pseudos;
static size_t pseudo_count;

static const char *pseudo_get(const char *msgid) {
  enum { MORE = 40, PERCENT = 100, QUOTES = 2, WIDE = 2 };
  size_t low = 0, high = pseudo_count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    int order = strcmp(msgid, pseudos[middle].msgid);
    if (order == 0) return pseudos[middle].text;
    if (order < 0) high = middle;
    else low = middle + 1;
  }
  struct buf b = {0};
  size_t more = (utf8_width(msgid) * MORE + PERCENT - 1) / PERCENT;
  buf_printf(&b, "«%s", msgid);
  for (size_t i = QUOTES; i < more; i += WIDE) buf_adds(&b, "宽");
  buf_adds(&b, "»");
  pseudos = xrealloc(pseudos, pseudo_count + 1, sizeof *pseudos);
  memmove(pseudos + low + 1, pseudos + low, (pseudo_count++ - low) * sizeof *pseudos);
  pseudos[low] = (struct pseudo){xstrdup(msgid), buf_take(&b)};
  return pseudos[low].text;
}
#endif

static uint32_t word(const unsigned char *p) {
  return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static const char *string(const unsigned char *mo, int table, uint32_t i) {
  return (const char *)mo + word(mo + word(mo + table) + i * MO_PAIR + MO_PAIR_OFFSET);
}

const char *text_get(const char *msgid) {
  const unsigned char *mo = languages[language].mo;
#ifdef ZG_TEST
  if (*msgid && str_eq(languages[language].code, "pseudo")) return pseudo_get(msgid);
#endif
  if (!mo || !*msgid) return msgid;
  for (uint32_t low = 0, high = word(mo + MO_COUNT); low < high;) {
    uint32_t middle = low + (high - low) / 2;
    int order = strcmp(msgid, string(mo, MO_ORIGINALS, middle));
    if (order == 0) return string(mo, MO_TRANSLATIONS, middle);
    if (order < 0) high = middle;
    else low = middle + 1;
  }
  return msgid;
}

/* A .mo keeps both under the first of them; Chinese has one form. English has two, and they are the sources' own. */
const char *text_plural(const char *one, const char *many, int64_t n) {
  return text_get(n == 1 || languages[language].mo ? one : many);
}

bool text_means(const char *msgid, const char *text) {
  size_t now = language;
  bool same = str_eq(msgid, text);
  for (language = 0; !same && language < COUNT(languages); language++) same = languages[language].mo && str_eq(text_get(msgid), text);
  language = now;
  return same;
}

bool text_language(const char *code) {
  for (size_t i = 0; i < COUNT(languages); i++) {
    if (!str_eq(languages[i].code, code)) continue;
    language = i;
    return true;
  }
  return false;
}

const char *text_language_now(void) {
  return languages[language].code;
}

const char *text_name(const char *name, const char *name_en) {
  return !str_empty(name_en) && str_eq(text_language_now(), "en") ? name_en : name;
}
