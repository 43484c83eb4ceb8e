/* fuzz_settings: any bytes are an ini file. What must hold: an entry has a section and a key in lower case, each pair once, its value
 * without marks that
 * were to be quoted and lost; and settings that are taken can be written and read again the same. */
#include "config/config.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void must(bool holds) {
  if (!holds) abort();
}

static bool in_text(const uint8_t *data, size_t n, const char *value) {
  return !*value || memmem(data, n, value, strlen(value)) != NULL;
}

static void check_entries(const struct ini *ini, const uint8_t *data, size_t n) {
  for (size_t i = 0; i < ini->count; i++) {
    const struct ini_entry *e = &ini->entry[i];
    must(*e->section && *e->key && e->line > 0);
    must(utf8_valid(e->key, strlen(e->key)) && utf8_valid(e->value, strlen(e->value)));
    must(in_text(data, n, e->value)); /* what was read stands so in the file */
    for (const char *p = e->key; *p; p++) must(*p < 'A' || *p > 'Z');
    for (size_t k = 0; k < i; k++) must(!str_eq(ini->entry[k].section, e->section) || !str_eq(ini->entry[k].key, e->key));
  }
}

/* Through a file, as the program does it. */
static void write_back(const struct config *c) {
  struct err e;
  char path[] = "/tmp/zg-fuzz-XXXXXX";
  int fd = mkstemp(path);
  must(fd >= 0 && close(fd) == 0 && config_save(c, path, &e));
  struct config *again = config_load(path, &e);
  must(again != NULL);
  for (int o = 0; o < OPT_COUNT; o++) must(str_eq(config_text(again, (enum option)o), config_text(c, (enum option)o)));
  config_free(again);
  must(unlink(path) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  struct ini ini;
  struct err e = {0};
  if (!ini_parse(&ini, data, n, "fuzz.ini", &e)) {
    must(e.code == ERR_INI_LINE || e.code == ERR_INI_DOUBLE);
    return 0;
  }
  check_entries(&ini, data, n);
  ini_free(&ini);
  struct config *c = config_parse(data, n, "fuzz.ini", &e);
  if (c) write_back(c);
  config_free(c);
  return 0;
}
