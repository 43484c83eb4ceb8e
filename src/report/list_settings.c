/* list_settings: every setting, what holds, and what it is for. */
#include "config/config.h"
#include "src/report/report.h"

#include <string.h>

const struct out_column list_settings_column[LIST_SETTINGS_COLUMNS] = {
    {"key", OUT_CODE, N_("Setting")},      {"value", OUT_NAME, N_("Current value")}, {NULL, OUT_NAME, N_("Default")},
    {"scope", OUT_WORD, N_("Belongs to")}, {"text", OUT_CODE, N_("What it does")},
};

static void otherwise(const struct option_info *info, struct out *out) {
  char text[64];
  str_copy(text, sizeof text, info->otherwise);
  if (info->type == TYPE_CHOICE) text[strcspn(text, "|")] = 0; /* the first of its words */
  if (*text) out_text(out, LIST_SETTING_DEFAULT, text);
}

void list_settings(const struct config *config, int only, bool defaults, struct out *out) {
  for (int i = 0; i < OPT_COUNT; i++) {
    if (only != OPT_COUNT && i != only) continue;
    const struct option_info *info = option_info((enum option)i);
    out_text(out, LIST_SETTING, option_name((enum option)i));
    out_text(out, LIST_SETTING_VALUE, config_text(config, (enum option)i));
    if (defaults) otherwise(info, out);
    out_text(out, LIST_SETTING_SCOPE, info->scope == SCOPE_STORE ? "store" : "machine");
    out_text(out, LIST_SETTING_TEXT, _(info->text));
    out_row(out);
  }
}
