/* text: looks a sentence up in the linked-in Chinese .mo. Owns the chosen language of the process.
 * Must not: read files or the locale; glibc's gettext is not used since it no longer translates in C.UTF-8. */
#include "src/base/base.h"

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
} languages[] = {{"en", NULL}, {"zh", text_zh}};
static size_t language;

static uint32_t word(const unsigned char *p) {
  return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static const char *string(const unsigned char *mo, int table, uint32_t i) {
  return (const char *)mo + word(mo + word(mo + table) + i * MO_PAIR + MO_PAIR_OFFSET);
}

const char *text_get(const char *msgid) {
  const unsigned char *mo = languages[language].mo;
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
