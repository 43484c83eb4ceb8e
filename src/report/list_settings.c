/* list_settings: every setting, what holds, and what it is for. */
#include "config/config.h"
#include "src/report/report.h"

#include <string.h>

const struct out_column list_settings_column[LIST_SETTINGS_COLUMNS] = {
    {"key", OUT_CODE, N_("Written as")}, {NULL, OUT_NAME, N_("Setting")},       {"value", OUT_NAME, N_("Current value")},
    {NULL, OUT_NAME, N_("Default")},     {"scope", OUT_WORD, N_("Belongs to")}, {"text", OUT_CODE, N_("What it does")},
};

const char *setting_word(const char *word) {
  static const char *const words[][2] = {{"auto", N_("auto")},           {"zh", N_("Chinese")},
                                         {"en", N_("English")},          {"default", N_("default colours")},
                                         {"light", N_("light")},         {"mono", N_("no colour")},
                                         {"contrast", N_("contrast")},   {"blind", N_("colour-blind")},
                                         {"full", N_("full signs")},     {"narrow", N_("narrow signs")},
                                         {"ascii", N_("ASCII signs")},   {"bell", N_("bell")},
                                         {"command", N_("own program")}, {"off", N_("off")},
                                         {"key", N_("Enter or Tab")},    {"none", N_("none")}};
  for (size_t i = 0; i < COUNT(words); i++)
    if (str_eq(words[i][0], word)) return text_get(words[i][1]);
  return word;
}

const char *setting_text(const struct option_info *info, const char *value) {
  return info->type == TYPE_CHOICE ? setting_word(value) : value;
}

static void otherwise(const struct option_info *info, struct out *out) {
  char text[64];
  str_copy(text, sizeof text, info->otherwise);
  if (info->type == TYPE_CHOICE) text[strcspn(text, "|")] = 0; /* the first of its words */
  if (*text) out_text(out, LIST_SETTING_DEFAULT, setting_text(info, text));
}

void list_settings(const struct config *config, int only, bool defaults, struct out *out) {
  for (int i = 0; i < OPT_COUNT; i++) {
    if (only != OPT_COUNT && i != only) continue;
    const struct option_info *info = option_info((enum option)i);
    out_text(out, LIST_SETTING, option_name((enum option)i));
    out_text(out, LIST_SETTING_TITLE, _(info->title));
    const char *value = config_text(config, (enum option)i);
    out_text(out, LIST_SETTING_VALUE, out_people(out) ? setting_text(info, value) : value);
    if (defaults) otherwise(info, out);
    out_text(out, LIST_SETTING_SCOPE, info->scope == SCOPE_STORE ? "store" : "machine");
    out_text(out, LIST_SETTING_TEXT, _(info->text));
    out_row(out);
  }
}
