/* config: every setting's value in force, typed by options.def; zhanggui.ini read and written whole. Owns the values. Must not know the
 * database. */
#include "config/config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILE_MOST = 1 << 20, AMOUNT_DECIMALS = 3 };

static const struct option_info options[OPT_COUNT] = {
#define OPTION(id, section, key, scope, type, otherwise, min, max, title, text)                                                            \
  [id] = {section, key, otherwise, title, text, SCOPE_##scope, TYPE_##type, min, max},
#include "config/options.def"
#undef OPTION
};
static const char *const names[OPT_COUNT] = {
#define OPTION(id, section, key, ...) [id] = section "." key,
#include "config/options.def"
#undef OPTION
};

struct config {
  char *value[OPT_COUNT]; /* NULL: the default */
};

const struct option_info *option_info(enum option o) {
  return &options[o];
}

const char *option_name(enum option o) {
  return names[o];
}

bool option_find(const char *name, enum option *out, struct err *err) {
  for (int o = 0; o < OPT_COUNT; o++)
    if (str_eq(names[o], name)) {
      *out = (enum option)o;
      return true;
    }
  return err_set(err, ERR_OPTION_UNKNOWN, name, name);
}

/* ---- values by type: NULL when fine, else why not */
static const char *check_text(const struct option_info *o, const char *value, struct buf *why) {
  if (strlen(value) > (size_t)o->max) {
    buf_printf(why, "%lld", (long long)o->max);
    return _("it is longer than {1} bytes");
  }
  if (!utf8_valid(value, strlen(value))) return _("it is not UTF-8");
  for (const char *p = value; *p; p++)
    if (*p == '"' || *p == 0x7F || (unsigned char)*p < ' ') return _("it holds a quote or a control character");
  return NULL;
}

static const char *check_int(const struct option_info *o, const char *value, struct buf *why) {
  int64_t n;
  if (!num_parse(value, 0, &n)) return _("it is not a whole number");
  if (n >= o->min && n <= o->max) return NULL;
  buf_printf(why, "%lld – %lld", (long long)o->min, (long long)o->max);
  return _("it is outside of {1}");
}

static const char *check_amount(const struct option_info *o, const char *value, struct buf *why) {
  int64_t n;
  (void)o;
  (void)why;
  return num_parse(value, AMOUNT_DECIMALS, &n) && n >= 0 ? NULL : _("it is not an amount of money");
}

static const char *check_choice(const struct option_info *o, const char *value, struct buf *why) {
  size_t n = strlen(value);
  for (const char *p = o->otherwise; p; p = strchr(p, '|') ? strchr(p, '|') + 1 : NULL)
    if (n == strcspn(p, "|") && memcmp(p, value, n) == 0) return NULL;
  buf_adds(why, o->otherwise);
  return _("it is none of {1}");
}

static const char *(*const checks[])(const struct option_info *, const char *, struct buf *) = {
    [TYPE_TEXT] = check_text,
    [TYPE_INT] = check_int,
    [TYPE_AMOUNT] = check_amount,
    [TYPE_CHOICE] = check_choice,
};

bool option_check(enum option o, const char *value, struct err *err) {
  if (!*value) return true;
  if (options[o].type == TYPE_INSTORE) {
    struct instore table = {0};
    return instore_parse(&table, options[o].key, value, err);
  }
  struct buf detail = {0}, why = {0};
  const char *fault = checks[options[o].type](&options[o], value, &detail);
  if (fault) {
    text_fill(&why, fault, detail.p ? detail.p : "");
    err_set(err, ERR_OPTION_VALUE, names[o], names[o], value, why.p);
  }
  buf_free(&detail);
  buf_free(&why);
  return !fault;
}

/* ---- the values in force */
struct config *config_new(void) {
  return xcalloc(1, sizeof(struct config));
}

void config_free(struct config *c) {
  if (!c) return;
  for (int o = 0; o < OPT_COUNT; o++) free(c->value[o]);
  free(c);
}

bool config_set(struct config *c, enum option o, const char *value, struct err *err) {
  if (!option_check(o, value, err)) return false;
  char *fresh = *value ? xstrdup(value) : NULL;
  free(c->value[o]);
  c->value[o] = fresh;
  return true;
}

/* The first of a choice's values is its default. */
const char *config_text(const struct config *c, enum option o) {
  static char first[OPT_COUNT][16];
  if (c->value[o]) return c->value[o];
  if (options[o].type != TYPE_CHOICE) return options[o].otherwise;
  size_t n = strcspn(options[o].otherwise, "|");
  memcpy(first[o], options[o].otherwise, n);
  return first[o];
}

/* Only checked values and the table's own defaults are ever parsed here. */
static int64_t number(const struct config *c, enum option o, int decimals) {
  int64_t n;
  if (!num_parse(config_text(c, o), decimals, &n)) abort();
  return n;
}

int64_t config_int(const struct config *c, enum option o) {
  return number(c, o, 0);
}

int64_t config_amount(const struct config *c, enum option o, int decimals) {
  int64_t n = number(c, o, AMOUNT_DECIMALS);
  return decimals < AMOUNT_DECIMALS ? n / num_pow10(AMOUNT_DECIMALS - decimals) : n;
}

void config_instore(const struct config *c, struct instore *table) {
  struct err err;
  *table = (struct instore){0};
  for (int o = 0; o < OPT_COUNT; o++)
    if (options[o].type == TYPE_INSTORE && c->value[o] && !instore_parse(table, options[o].key, c->value[o], &err)) abort();
}

void config_burst(const struct config *c, struct burst_opts *opts) {
  opts->prefix = config_text(c, OPT_SCANNER_PREFIX);
  opts->suffix = str_eq(config_text(c, OPT_SCANNER_SUFFIX), "key");
  opts->mean = config_int(c, OPT_SCANNER_MEAN) * 1000;
  opts->longest = config_int(c, OPT_SCANNER_LONGEST) * 1000;
  opts->hold = 40000;
  opts->shortest = 6;
}

/* ---- zhanggui.ini */
static bool take(struct config *c, const struct ini *ini, const char *file, struct err *err) {
  for (size_t i = 0; i < ini->count; i++) {
    enum option o;
    char *name = xprintf("%s.%s", ini->entry[i].section, ini->entry[i].key);
    bool ok = option_find(name, &o, err);
    if (ok && options[o].scope != SCOPE_MACHINE) ok = err_set(err, ERR_OPTION_PLACE, file, name, file);
    if (ok) ok = config_set(c, o, ini->entry[i].value, err);
    free(name);
    if (!ok) return false;
  }
  return true;
}

struct config *config_parse(const void *bytes, size_t n, const char *name, struct err *err) {
  struct ini ini;
  if (!ini_parse(&ini, bytes, n, name, err)) return NULL;
  struct config *c = config_new();
  bool ok = take(c, &ini, name, err);
  ini_free(&ini);
  if (ok) return c;
  config_free(c);
  return NULL;
}

/* A file in the user's folder for `kind`, which the environment may move. */
static char *user_file(const char *variable, const char *otherwise, const char *name) {
  const char *folder = getenv(variable), *home = getenv("HOME");
  if (!str_empty(folder)) return xprintf("%s/zhanggui/%s", folder, name);
  return xprintf("%s/%s/zhanggui/%s", home ? home : "", otherwise, name);
}

char *config_file(void) {
  return user_file("XDG_CONFIG_HOME", ".config", "zhanggui.ini");
}

struct config *config_load(const char *path, struct err *err) {
  char *usual = path ? NULL : config_file();
  struct config *c = NULL;
  struct buf bytes = {0};
  if (usual && access(usual, F_OK) != 0) c = config_new();
  else if (file_read(path ? path : usual, FILE_MOST, &bytes, err))
    c = config_parse(bytes.p ? bytes.p : "", bytes.n, path ? path : usual, err);
  buf_free(&bytes);
  free(usual);
  return c;
}

bool config_save(const struct config *c, const char *path, struct err *err) {
  struct buf out = {0};
  const char *section = "";
  for (int o = 0; o < OPT_COUNT; o++) {
    if (options[o].scope != SCOPE_MACHINE) continue;
    if (!str_eq(section, options[o].section)) buf_printf(&out, "%s[%s]\n", *section ? "\n" : "", options[o].section);
    section = options[o].section;
    buf_printf(&out, "; %s\n%s%s = \"%s\"\n", _(options[o].text), c->value[o] ? "" : "; ", options[o].key, config_text(c, (enum option)o));
  }
  bool ok = file_replace(path, out.p, out.n, 0644, err);
  buf_free(&out);
  return ok;
}

char *config_database(const struct config *c) {
  const char *file = config_text(c, OPT_DATABASE);
  return *file ? xstrdup(file) : user_file("XDG_DATA_HOME", ".local/share", "store.db");
}
