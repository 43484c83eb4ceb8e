/* ini: bytes of an ini file → entries. Everything iniparser 4.1 is careless about (BOM, doubled keys, long or broken lines, quotes) is
 * checked first;
 * then it reads a clean copy and only its getstring is asked. Owns nothing after ini_parse returns. */
#include "config/config.h"

#include <errno.h>
#include <iniparser/iniparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { LINE_MOST = 999, NAME_MOST = 900 };

struct reader {
  struct ini *ini;
  const char *name;
  char *section;
  unsigned line;
  struct err *err;
};

static bool wrong(const struct reader *r, const char *why) {
  char line[16];
  snprintf(line, sizeof line, "%u", r->line);
  return err_set(r->err, ERR_INI_LINE, r->name, line, r->name, why);
}

static char *lower(char *s) {
  for (char *p = s; *p; p++)
    if (*p >= 'A' && *p <= 'Z') *p = (char)(*p - 'A' + 'a');
  return s;
}

static bool is_comment(const char *s) {
  return *s == 0 || *s == ';' || *s == '#';
}

/* What stands after the '=': nothing, text, or quoted text; each with or without a comment after a blank. */
static const char *value_fault(const char *value) {
  while (*value == ' ' || *value == '\t') value++;
  if (is_comment(value)) return NULL;
  if (*value == '\'') return _("use \" for quotes");
  if (*value == '"') {
    const char *end = strchr(value + 1, '"');
    if (!end) return _("the closing quote is missing");
    for (end++; *end == ' ' || *end == '\t';) end++;
    return is_comment(end) ? NULL : _("text stands after the closing quote");
  }
  size_t mark = strcspn(value, ";#");
  if (memchr(value, '"', mark)) return _("a quote stands inside the value");
  if (value[mark] && value[mark - 1] != ' ' && value[mark - 1] != '\t') return _("a value with # or ; needs quotes round it");
  return NULL;
}

static bool add_entry(struct reader *r, const char *key) {
  struct ini *ini = r->ini;
  for (size_t i = 0; i < ini->count; i++)
    if (str_eq(ini->entry[i].section, r->section) && str_eq(ini->entry[i].key, key)) {
      char line[16];
      snprintf(line, sizeof line, "%u", r->line);
      return err_set(r->err, ERR_INI_DOUBLE, r->name, line, r->name, key);
    }
  ini->entry = xrealloc(ini->entry, ini->count + 1, sizeof *ini->entry);
  ini->entry[ini->count++] = (struct ini_entry){.section = xstrdup(r->section), .key = xstrdup(key), .line = r->line};
  return true;
}

static bool read_line(struct reader *r, char *line) {
  char *text = str_trim(line);
  size_t n = strlen(text);
  if (is_comment(text)) return true;
  if (text[n - 1] == '\\') return wrong(r, _("a line cannot be continued"));
  if (*text == '[') {
    if (text[n - 1] != ']' || n < 3) return wrong(r, _("a section is written [name] and nothing more"));
    text[n - 1] = 0;
    char *name = lower(str_trim(text + 1));
    if (!*name || strpbrk(name, "[]:")) return wrong(r, _("the section's name is empty or holds [ ] or :"));
    free(r->section);
    r->section = xstrdup(name);
    return true;
  }
  char *equals = strchr(text, '=');
  if (!equals || equals == text) return wrong(r, _("write 'key = value'"));
  if (!r->section) return wrong(r, _("it stands before the first [section]"));
  *equals = 0;
  const char *fault = value_fault(equals + 1);
  if (fault) return wrong(r, fault);
  char *key = lower(str_trim(text));
  if (!*key || strpbrk(key, "\"")) return wrong(r, _("the key is empty or holds a quote"));
  if (strlen(key) + strlen(r->section) > NAME_MOST) return wrong(r, _("the key is too long"));
  return add_entry(r, key);
}

/* Control characters would make what is read differ from what an editor shows. */
static bool clean_line(struct reader *r, const char *p, size_t n) {
  if (n > LINE_MOST) return wrong(r, _("it is longer than 999 bytes"));
  if (!utf8_valid(p, n)) return wrong(r, _("it is not UTF-8"));
  for (size_t i = 0; i < n; i++)
    if ((unsigned char)p[i] == 0x7F || ((unsigned char)p[i] < ' ' && p[i] != '\t')) return wrong(r, _("it holds a control character"));
  char *line = xstrndup(p, n);
  bool ok = read_line(r, line);
  free(line);
  return ok;
}

static bool scan(struct reader *r, const char *p, const char *end, struct buf *clean) {
  while (p < end) {
    const char *stop = memchr(p, '\n', (size_t)(end - p));
    size_t n = (size_t)((stop ? stop : end) - p);
    size_t bare = n > 0 && p[n - 1] == '\r' ? n - 1 : n;
    r->line++;
    if (!clean_line(r, p, bare)) return false;
    buf_add(clean, p, bare);
    buf_addc(clean, '\n');
    p += stop ? n + 1 : n;
  }
  return true;
}

/* iniparser reads only named files: the clean copy stands in memory under one. */
static dictionary *read_clean(const struct buf *clean) {
  char path[64];
  int fd = memfd_create("ini", MFD_CLOEXEC);
  if (fd < 0) return NULL;
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  ssize_t n = clean->n ? write(fd, clean->p, clean->n) : 0;
  dictionary *d = n == (ssize_t)clean->n ? iniparser_load(path) : NULL;
  close(fd);
  return d;
}

static bool fetch(struct reader *r, const struct buf *clean) {
  dictionary *d = read_clean(clean);
  if (!d) return err_set(r->err, ERR_FILE_READ, NULL, r->name, err_errno(errno));
  for (size_t i = 0; i < r->ini->count; i++) {
    struct ini_entry *e = &r->ini->entry[i];
    char *name = xprintf("%s:%s", e->section, e->key);
    e->value = xstrdup(iniparser_getstring(d, name, ""));
    free(name);
  }
  iniparser_freedict(d);
  return true;
}

bool ini_parse(struct ini *ini, const void *bytes, size_t n, const char *name, struct err *err) {
  const char *p = bytes, *end = p + n;
  struct buf clean = {0};
  struct reader r = {ini, name, NULL, 0, err};
  *ini = (struct ini){0};
  if (n >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0) p += 3;
  bool ok = scan(&r, p, end, &clean) && fetch(&r, &clean);
  if (!ok) ini_free(ini);
  free(r.section);
  buf_free(&clean);
  return ok;
}

void ini_free(struct ini *ini) {
  for (size_t i = 0; i < ini->count; i++) {
    free(ini->entry[i].section);
    free(ini->entry[i].key);
    free(ini->entry[i].value);
  }
  free(ini->entry);
  *ini = (struct ini){0};
}
