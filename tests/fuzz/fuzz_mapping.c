/* fuzz_mapping: any bytes are a mapping. What must hold: every cell it gives is one of the row's, one of its own texts, or empty; and a
 * header that has what
 * it asks for is taken. The row is made of the mapping's own words, so that it is met. */
#include "config/config.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void must(bool holds) {
  if (!holds) abort();
}

enum { WORDS = 200 };

/* Every value of the file, split at '|' as a column list is, is a column of the foreign file. */
static size_t words(const struct ini *ini, char *word[WORDS]) {
  size_t count = 0;
  for (size_t i = 0; i < ini->count; i++) {
    char *copy = xstrdup(ini->entry[i].value), *rest = copy, *part;
    while ((part = strsep(&rest, "|")) != NULL)
      if (count < WORDS) word[count++] = xstrdup(str_trim(part));
    free(copy);
  }
  return count;
}

static void use(struct mapping *m, const struct ini *ini, char *word[WORDS], size_t count) {
  struct err e = {0};
  if (!mapping_bind(m, (const char *const *)word, count, &e)) {
    must(e.code == ERR_MAPPING_COLUMN && count == WORDS);
    return;
  }
  for (size_t shift = 0; shift < 3; shift++) {
    size_t cells = count - (count > shift ? shift : 0);
    const char *const *ours = mapping_row(m, (const char *const *)word, cells);
    for (size_t i = 0; i < mapping_columns(m); i++) {
      bool known = *ours[i] == 0;
      for (size_t k = 0; k < cells; k++) known = known || ours[i] == word[k];
      for (size_t k = 0; k < ini->count; k++) known = known || str_eq(ours[i], ini->entry[k].value);
      must(known && mapping_source(m, i) < (int)cells);
    }
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  struct err e = {0};
  struct mapping *m = mapping_parse(data, n, "fuzz", &e);
  if (!m) {
    must(e.code == ERR_INI_LINE || e.code == ERR_INI_DOUBLE || e.code == ERR_MAPPING);
    return 0;
  }
  must(mapping_kind(m) && mapping_columns(m) > 0);
  char *word[WORDS];
  struct ini ini;
  must(ini_parse(&ini, data, n, "fuzz", &e));
  size_t count = words(&ini, word);
  use(m, &ini, word, count);
  for (size_t i = 0; i < count; i++) free(word[i]);
  ini_free(&ini);
  mapping_free(m);
  return 0;
}
