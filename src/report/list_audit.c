/* list_audit: who did what, when, where, approved by whom. Must not: leave anything out that was asked for. */
#include "config/config.h"
#include "src/report/report.h"

#include <stdlib.h>
#include <string.h>

const struct out_column list_audit_column[LIST_AUDIT_COLUMNS] = {
    {"at", OUT_TIME, N_("When")},    {"who", OUT_CODE, N_("Who")},     {"approved_by", OUT_CODE, N_("Approved by")},
    {"seat", OUT_CODE, N_("Seat")},  {"action", OUT_WORD, N_("What")}, {"object", OUT_CODE, N_("Object")},
    {"old", OUT_NAME, N_("Before")}, {"new", OUT_NAME, N_("After")},   {NULL, OUT_INT, NULL},
};

static bool wanted(const struct rows *r, const struct audit_filter *f) {
  if (rows_int(r, LIST_AUDIT_AT) < f->from || rows_int(r, LIST_AUDIT_AT) >= f->to) return false;
  if (f->person && !str_eq(rows_text(r, LIST_AUDIT_WHO), f->person) && !str_eq(rows_text(r, LIST_AUDIT_APPROVED), f->person)) return false;
  return !f->document || str_eq(rows_text(r, LIST_AUDIT_OBJECT), f->document);
}

/* What programs read as it is kept: kinds, states, settings. "kind file" of an import: the first word. */
static void changed(const struct rows *r, size_t column, struct out *out) {
  const char *what = rows_text(r, LIST_AUDIT_WHAT), *text = rows_text(r, (int)column);
  struct err ignored;
  enum option option;
  if (str_eq(what, "setting") && option_find(rows_text(r, LIST_AUDIT_OBJECT), &option, &ignored)) {
    out_text(out, column, column == LIST_AUDIT_OBJECT ? _(option_info(option)->title) : setting_text(option_info(option), text));
  } else if (column == LIST_AUDIT_OBJECT) {
    out_text(out, column, text);
  } else if (str_eq(what, "import") && strchr(text, ' ')) {
    char *kind = xstrndup(text, strcspn(text, " "));
    char *both = xprintf("%s%s", out_word(kind), strchr(text, ' '));
    out_text(out, column, both);
    free(kind);
    free(both);
  } else {
    out_text(out, column, str_eq(what, "approve") ? text : out_word(text));
  }
}

bool list_audit(struct db *db, const struct audit_filter *f, struct out *out, struct err *err) {
  struct rows r;
  if (!rows_open(&r, db, err, f->most ? SQL_AUDIT_BACK : SQL_AUDIT_WALK, I(0))) return false;
  for (size_t count = 0; (!f->most || count < f->most) && rows_next(&r);) {
    if (!wanted(&r, f)) continue;
    out_int(out, LIST_AUDIT_AT, rows_int(&r, LIST_AUDIT_AT));
    for (int c = LIST_AUDIT_WHO; c < LIST_AUDIT_ID; c++) {
      if (!*rows_text(&r, c)) continue;
      if (c >= LIST_AUDIT_OBJECT && out_people(out)) changed(&r, (size_t)c, out);
      else out_text(out, (size_t)c, rows_text(&r, c));
    }
    out_int(out, LIST_AUDIT_ID, rows_int(&r, LIST_AUDIT_ID));
    out_row(out);
    count++;
  }
  return rows_close(&r, err);
}
