/* mapping: a foreign file's columns and values turned into ours, as an ini file says it (config/README.md). Owns the mapping and the
 * last row given.
 * Must not know what our columns mean: the import does. */
#include "config/config.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { FILE_MOST = 1 << 20, THEIRS_MOST = 4, COLUMNS_MOST = 64 };

struct pair {
  char *theirs, *ours;
};
struct column {
  char *ours, *theirs[THEIRS_MOST], *constant;
  size_t count;        /* of theirs: the first with something in it counts */
  int at[THEIRS_MOST]; /* where in the file, -1 not there */
  int otherwise;       /* our column to take instead when nothing is given, -1 none */
  struct pair *value;
  size_t values;
  bool unknown;
  int source;
};
struct mapping {
  char *name, *kind, *encoding;
  char separator;
  bool store_codes;
  struct column column[COLUMNS_MOST];
  size_t columns;
  struct pair *empty; /* their column, the text in it that means nothing */
  size_t empties;
  char **ignored;
  size_t ignores;
  bool *known; /* by file column, after mapping_bind */
  size_t file_columns;
  const char **empty_at; /* by file column: the text that means nothing, or NULL */
  const char *cell[COLUMNS_MOST];
};

struct reader {
  struct mapping *m;
  const struct ini_entry *entry;
  struct err *err;
};

static bool wrong(const struct reader *r, const char *why) {
  char line[16];
  snprintf(line, sizeof line, "%u", r->entry->line);
  return err_set(r->err, ERR_MAPPING, r->m->name, line, r->m->name, why);
}

static struct column *find(struct mapping *m, const char *ours) {
  for (size_t i = 0; i < m->columns; i++)
    if (str_eq(m->column[i].ours, ours)) return &m->column[i];
  return NULL;
}

static struct column *need(const struct reader *r, const char *ours) {
  struct column *c = find(r->m, ours);
  if (c || r->m->columns == COLUMNS_MOST) return c;
  c = &r->m->column[r->m->columns++];
  *c = (struct column){.ours = xstrdup(ours), .otherwise = -1, .source = -1};
  return c;
}

static void add_pair(struct pair **list, size_t *count, const char *theirs, const char *ours) {
  *list = xrealloc(*list, *count + 1, sizeof **list);
  (*list)[(*count)++] = (struct pair){xstrdup(theirs), xstrdup(ours)};
}

/* ---- one function a section */
static bool read_options(const struct reader *r) {
  const char *key = r->entry->key, *value = r->entry->value;
  struct mapping *m = r->m;
  if (str_eq(key, "kind")) {
    m->kind = xstrdup(value);
  } else if (str_eq(key, "encoding")) {
    m->encoding = xstrdup(value);
  } else if (str_eq(key, "separator")) {
    if (!str_eq(value, "tab") && (strlen(value) != 1 || !strchr(",;", *value))) return wrong(r, _("a separator is ',', ';' or tab"));
    m->separator = str_eq(value, "tab") ? '\t' : *value;
  } else if (str_eq(key, "store_codes")) {
    if (!str_eq(value, "yes") && !str_eq(value, "no")) return wrong(r, _("write yes or no"));
    m->store_codes = str_eq(value, "yes");
  } else {
    return wrong(r, _("there is no such option"));
  }
  return true;
}

static bool read_columns(const struct reader *r) {
  struct column *c = need(r, r->entry->key);
  if (!c) return wrong(r, _("there are too many columns"));
  char *list = xstrdup(r->entry->value), *rest = list, *part;
  bool ok = true;
  while (ok && (part = strsep(&rest, "|")) != NULL) {
    part = str_trim(part);
    ok = *part && c->count < THEIRS_MOST ? true : wrong(r, _("give one to four of the file's columns, with | between them"));
    if (ok) c->theirs[c->count++] = xstrdup(part);
  }
  free(list);
  return ok;
}

static bool read_constants(const struct reader *r) {
  struct column *c = need(r, r->entry->key);
  if (!c) return wrong(r, _("there are too many columns"));
  c->constant = xstrdup(r->entry->value);
  return true;
}

static bool read_defaults(const struct reader *r) {
  struct column *c = need(r, r->entry->key), *from = need(r, r->entry->value);
  if (!c || !from) return wrong(r, _("there are too many columns"));
  if (c == from || !*r->entry->value) return wrong(r, _("name another of our columns"));
  c->otherwise = (int)(from - r->m->column);
  return true;
}

static bool read_empty(const struct reader *r) {
  add_pair(&r->m->empty, &r->m->empties, r->entry->key, r->entry->value);
  return true;
}

static bool read_ignore(const struct reader *r) {
  if (*r->entry->value) return wrong(r, _("write 'column =' and nothing more"));
  r->m->ignored = xrealloc(r->m->ignored, r->m->ignores + 1, sizeof *r->m->ignored);
  r->m->ignored[r->m->ignores++] = xstrdup(r->entry->key);
  return true;
}

static bool read_values(const struct reader *r) {
  const char *dot = strchr(r->entry->section, '.');
  struct column *c = dot ? need(r, dot + 1) : NULL;
  if (!c || !*c->ours) return wrong(r, _("a value table is written [values.COLUMN]"));
  add_pair(&c->value, &c->values, r->entry->key, r->entry->value);
  return true;
}

static const struct {
  const char *name;
  bool (*read)(const struct reader *);
} sections[] = {
    {"options", read_options}, {"columns", read_columns}, {"constants", read_constants}, {"defaults", read_defaults},
    {"empty", read_empty},     {"ignore", read_ignore},   {"values", read_values},
};

static bool read_entry(const struct reader *r) {
  size_t n = strcspn(r->entry->section, ".");
  for (size_t i = 0; i < COUNT(sections); i++)
    if (strlen(sections[i].name) == n && memcmp(sections[i].name, r->entry->section, n) == 0 &&
        (!r->entry->section[n] || sections[i].read == read_values))
      return sections[i].read(r);
  return wrong(r, _("there is no such section"));
}

/* A value table or a default for a column that nothing fills can only be a slip of the pen. */
static bool complete(struct reader *r) {
  struct mapping *m = r->m;
  for (size_t i = 0; i < m->columns; i++) {
    const struct column *c = &m->column[i];
    if (c->count == 0 && !c->constant && c->otherwise < 0)
      return err_set(r->err, ERR_MAPPING, m->name, "-", m->name, _("a column is used that nothing fills"));
  }
  if (!m->kind || m->columns == 0)
    return err_set(r->err, ERR_MAPPING, m->name, "-", m->name, _("it needs 'kind' under [options] and at least one column"));
  return true;
}

struct mapping *mapping_parse(const void *bytes, size_t n, const char *name, struct err *err) {
  struct ini ini;
  if (!ini_parse(&ini, bytes, n, name, err)) return NULL;
  struct mapping *m = xcalloc(1, sizeof *m);
  m->name = xstrdup(name);
  struct reader r = {m, NULL, err};
  bool ok = true;
  for (size_t i = 0; ok && i < ini.count; i++) {
    r.entry = &ini.entry[i];
    ok = read_entry(&r);
  }
  ok = ok && complete(&r);
  ini_free(&ini);
  if (ok) return m;
  mapping_free(m);
  return NULL;
}

static char *locate(const char *name) {
  size_t n = strlen(name);
  if (strchr(name, '/') || (n > 4 && str_eq(name + n - 4, ".ini"))) return xstrdup(name);
  char *file = xprintf("mappings/%s.ini", name), *path = config_share(file);
  free(file);
  return path;
}

struct mapping *mapping_load(const char *name, struct err *err) {
  char *path = locate(name);
  struct buf bytes = {0};
  struct mapping *m = NULL;
  if (!path) err_set(err, ERR_MAPPING_NONE, NULL, name);
  else if (file_read(path, FILE_MOST, &bytes, err)) m = mapping_parse(bytes.p ? bytes.p : "", bytes.n, name, err);
  buf_free(&bytes);
  free(path);
  return m;
}

static int is_mapping(const struct dirent *e) {
  const char *dot = strrchr(e->d_name, '.');
  return dot && dot > e->d_name && str_eq(dot, ".ini");
}

void mapping_names(struct buf *out) {
  char *folder = config_share("mappings");
  struct dirent **list = NULL;
  int n = folder ? scandir(folder, &list, is_mapping, alphasort) : 0;
  for (int i = 0; i < n; i++) {
    buf_addc(out, '|');
    buf_add(out, list[i]->d_name, (size_t)(strrchr(list[i]->d_name, '.') - list[i]->d_name));
    free(list[i]);
  }
  free(list);
  free(folder);
}

static void free_pairs(struct pair *list, size_t count) {
  for (size_t i = 0; i < count; i++) {
    free(list[i].theirs);
    free(list[i].ours);
  }
  free(list);
}

void mapping_free(struct mapping *m) {
  if (!m) return;
  for (size_t i = 0; i < m->columns; i++) {
    struct column *c = &m->column[i];
    for (size_t k = 0; k < c->count; k++) free(c->theirs[k]);
    free_pairs(c->value, c->values);
    free(c->constant);
    free(c->ours);
  }
  for (size_t i = 0; i < m->ignores; i++) free(m->ignored[i]);
  free_pairs(m->empty, m->empties);
  free(m->ignored);
  free(m->known);
  free(m->empty_at);
  free(m->name);
  free(m->kind);
  free(m->encoding);
  free(m);
}

const char *mapping_kind(const struct mapping *m) {
  return m->kind;
}

const char *mapping_encoding(const struct mapping *m) {
  return m->encoding;
}

char mapping_separator(const struct mapping *m) {
  return m->separator;
}

bool mapping_store_codes(const struct mapping *m) {
  return m->store_codes;
}

size_t mapping_columns(const struct mapping *m) {
  return m->columns;
}

const char *mapping_column(const struct mapping *m, size_t i) {
  return m->column[i].ours;
}

/* ---- the file at hand */
static int column_at(const char *const *header, size_t count, const char *name) {
  for (size_t i = 0; i < count; i++)
    if (strcasecmp(header[i], name) == 0) return (int)i;
  return -1;
}

bool mapping_bind(struct mapping *m, const char *const *header, size_t count, struct err *err) {
  free(m->known);
  free(m->empty_at);
  m->known = xcalloc(count, sizeof *m->known);
  m->empty_at = xcalloc(count, sizeof *m->empty_at);
  m->file_columns = count;
  for (size_t i = 0; i < m->columns; i++) {
    struct column *c = &m->column[i];
    for (size_t k = 0; k < c->count; k++) {
      c->at[k] = column_at(header, count, c->theirs[k]);
      if (c->at[k] < 0) return err_set(err, ERR_MAPPING_COLUMN, c->ours, m->name, c->theirs[k]);
      m->known[c->at[k]] = true;
    }
  }
  for (size_t i = 0; i < m->ignores; i++) {
    int at = column_at(header, count, m->ignored[i]);
    if (at >= 0) m->known[at] = true;
  }
  for (size_t i = 0; i < m->empties; i++) {
    int at = column_at(header, count, m->empty[i].theirs);
    if (at >= 0) m->empty_at[at] = m->empty[i].ours;
  }
  return true;
}

bool mapping_knows(const struct mapping *m, size_t file_column) {
  return file_column < m->file_columns && m->known[file_column];
}

static const char *translate(struct column *c, const char *text) {
  if (c->values == 0 || !*text) return text;
  for (size_t i = 0; i < c->values; i++)
    if (strcasecmp(c->value[i].theirs, text) == 0) return c->value[i].ours;
  c->unknown = true;
  return text;
}

static const char *pick(const struct mapping *m, struct column *c, const char *const *cell, size_t count) {
  c->unknown = false;
  c->source = -1;
  for (size_t k = 0; k < c->count; k++) {
    size_t at = (size_t)c->at[k];
    const char *text = at < count ? cell[at] : "";
    if (!*text || (m->empty_at[at] && str_eq(m->empty_at[at], text))) continue;
    c->source = c->at[k];
    return translate(c, text);
  }
  return c->constant ? c->constant : "";
}

const char *const *mapping_row(struct mapping *m, const char *const *cell, size_t count) {
  for (size_t i = 0; i < m->columns; i++) m->cell[i] = pick(m, &m->column[i], cell, count);
  for (size_t i = 0; i < m->columns; i++) {
    struct column *c = &m->column[i];
    if (c->otherwise < 0 || *m->cell[i]) continue;
    m->cell[i] = m->cell[c->otherwise];
    c->source = m->column[c->otherwise].source;
  }
  return m->cell;
}

bool mapping_value_unknown(const struct mapping *m, size_t i) {
  return m->column[i].unknown;
}

int mapping_source(const struct mapping *m, size_t i) {
  return m->column[i].source;
}
