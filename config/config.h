/* config: typed settings from one table (options.def), zhanggui.ini, and mappings of foreign files. Owns ini files and the values in force.
 * Must not: know the database (db/setting.c fills the store's own settings in) or any business rule. */
#ifndef ZG_CONFIG_H
#define ZG_CONFIG_H

#include "src/base/base.h"
#include "src/code/code.h"

/* ---- settings (config.c) */
enum option {
#define OPTION(id, section, key, scope, type, otherwise, min, max, title, text) id,
#include "config/options.def"
#undef OPTION
  OPT_COUNT
};
enum option_scope { SCOPE_MACHINE, SCOPE_STORE };
enum option_type { TYPE_TEXT, TYPE_INT, TYPE_AMOUNT, TYPE_CHOICE, TYPE_INSTORE };
struct option_info {
  const char *section, *key, *otherwise, *title, *text; /* title, text: untranslated, for _() */
  enum option_scope scope;
  enum option_type type;
  int64_t min, max;
};
const struct option_info *option_info(enum option);
const char *option_name(enum option);                                       /* "receive.usual" */
bool option_find(const char *name, enum option *, struct err *) MUST_CHECK; /* ERR_OPTION_UNKNOWN */
/* Whether the text may be the option's value; "" is always fine and means the default. ERR_OPTION_VALUE says why not,
 * ERR_INSTORE_SETTING for in-store rows. */
bool option_check(enum option, const char *value, struct err *) MUST_CHECK;

struct config;
struct config *config_new(void); /* everything at its default */
/* The machine's settings from an ini file. path NULL: $XDG_CONFIG_HOME/zhanggui/zhanggui.ini, and none there means defaults; a path
 * given must be readable.
 * ERR_FILE_READ, ERR_INI_LINE, ERR_INI_DOUBLE, ERR_OPTION_UNKNOWN, ERR_OPTION_PLACE (a store's setting in the file), ERR_OPTION_VALUE. */
struct config *config_load(const char *path, struct err *);
struct config *config_parse(const void *bytes, size_t n, const char *name, struct err *); /* the same from memory; name stands in errors */
void config_free(struct config *);
bool config_set(struct config *, enum option, const char *value, struct err *) MUST_CHECK; /* "": back to the default */
bool config_save(const struct config *, const char *path,
                 struct err *) MUST_CHECK;                   /* the machine's settings, the file written whole and atomically */
const char *config_text(const struct config *, enum option); /* the value in force, never NULL; borrowed until the next config_set */
int64_t config_int(const struct config *, enum option);      /* of an INT */
int64_t config_amount(const struct config *, enum option, int decimals); /* of an AMOUNT, in minor units */
void config_instore(const struct config *, struct instore *);            /* the in-store prefixes in force, for code_read */
void config_burst(const struct config *, struct burst_opts *);           /* how the scanner types; the prefix is borrowed as config_text */
char *config_file(void);                      /* the usual place of the machine's settings; owned by the caller */
char *config_database(const struct config *); /* the setting, else $XDG_DATA_HOME/zhanggui/store.db; owned by the caller */
/* A file that comes with the program ("mappings/x.ini"): below $ZHANGGUI_DATA, else beside the executable in a checkout (config/) or an
 * installation
 * (share/zhanggui/). NULL: not there. Owned by the caller. */
char *config_share(const char *name);

/* ---- ini files (ini.c): the only file that includes iniparser, and only its getstring; shape, duplicates and quotes are checked
 * before. */
struct ini_entry {
  char *section, *key, *value; /* section and key in ASCII lower case, value as written without its quotes */
  unsigned line;
};
struct ini {
  struct ini_entry *entry;
  size_t count;
};
/* A UTF-8 BOM is skipped. ERR_INI_LINE or ERR_INI_DOUBLE names the line; name stands in errors. On false *ini is {0}. */
bool ini_parse(struct ini *, const void *bytes, size_t n, const char *name, struct err *) MUST_CHECK;
void ini_free(struct ini *);

/* ---- mappings of foreign files (mapping.c, config/README.md "Mappings"). The import sees only our columns: load, bind to the file's
 * header, then each
 * row of the file becomes a row of ours. */
struct mapping;
/* A name ("cn-supermarket": mappings/NAME.ini of config_share) or a path (has a '/' or ends in .ini). ERR_MAPPING_NONE, ERR_MAPPING,
 * ERR_INI_… */
struct mapping *mapping_load(const char *name, struct err *);
struct mapping *mapping_parse(const void *bytes, size_t n, const char *name, struct err *);
void mapping_names(struct buf *); /* "|name" for each that comes with the program, in order */
void mapping_free(struct mapping *);
const char *mapping_kind(const struct mapping *);     /* the import kind it is for, "items" */
const char *mapping_encoding(const struct mapping *); /* NULL: find out; hand it to csv_open */
char mapping_separator(const struct mapping *);       /* 0: find out */
bool mapping_store_codes(const struct mapping *);     /* rulings data 2: 8 digits that fail as EAN-8 are an in-store code */
/* Our columns, in the order of the mapping: what mapping_row gives. Borrowed, fixed from mapping_load on. */
size_t mapping_columns(const struct mapping *);
const char *mapping_column(const struct mapping *, size_t i);
/* Find the foreign columns in the file's header (ASCII case does not matter). ERR_MAPPING_COLUMN names one that is missing. */
bool mapping_bind(struct mapping *, const char *const *header, size_t count, struct err *) MUST_CHECK;
/* After mapping_bind: may the file's column (0-based) be passed over? True for those mapped and those under [ignore]; the rest are named
 * and refused
 * unless --ignore-unknown, as in a file of ours. */
bool mapping_knows(const struct mapping *, size_t file_column);
/* One row of the file → cells of our columns, count as mapping_columns; never NULL, "" not given. Borrowed until the next call or the
 * row is gone. */
const char *const *mapping_row(struct mapping *, const char *const *cell, size_t count);
/* Of the last mapping_row: the value of our column i stands in no value table entry although the column has a table: it was kept; worth
 * a warning. */
bool mapping_value_unknown(const struct mapping *, size_t i);
/* Of the last mapping_row: the 0-based file column our cell i came from (to name it in errors), or -1 (constant, or not given). */
int mapping_source(const struct mapping *, size_t i);

#endif
