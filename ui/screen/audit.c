/* audit: who did what, the newest first, so many at a time. Must not: change anything. */
#include "ui/screen/listing.h"

#include <stdlib.h>

enum { AT_FIRST = 500, TIMES = 4 };
struct audit {
  struct table table;
  size_t most;
  char person[64], from[16], to[16]; /* "": all */
};

static bool open(struct screen *s, const char *arg, struct err *err) {
  static const struct table_column look[] = {{LIST_AUDIT_AT, 19, 0, 0},       {LIST_AUDIT_WHO, 10, 0, 0}, {LIST_AUDIT_WHAT, 12, 0, 0},
                                             {LIST_AUDIT_OBJECT, 16, 0, 0},   {LIST_AUDIT_OLD, 8, 1, 2},  {LIST_AUDIT_NEW, 10, 1, 1},
                                             {LIST_AUDIT_APPROVED, 10, 0, 3}, {LIST_AUDIT_SEAT, 8, 0, 4}};
  struct audit *a = s->own;
  (void)arg, (void)err;
  a->most = AT_FIRST;
  a->table = (struct table){.column = list_audit_column,
                            .columns = LIST_AUDIT_COLUMNS,
                            .look = look,
                            .looks = COUNT(look),
                            .id = LIST_AUDIT_ID,
                            .empty = N_("Nothing was done yet that fits. w chooses who and when.")};
  return true;
}

static bool day_at(const struct ui *ui, const char *text, int64_t *at, int64_t otherwise) {
  bool bare;
  *at = otherwise;
  return !*text || time_parse(text, ui->store->day_start, at, &bare);
}

static bool load(struct screen *s, struct err *err) {
  struct audit *a = s->own;
  struct audit_filter f = {.person = *a->person ? a->person : NULL, .most = a->most};
  struct kept *kept;
  if (!day_at(s->ui, a->from, &f.from, INT64_MIN)) return err_set(err, ERR_DAY_FORM, NULL, a->from);
  if (!day_at(s->ui, a->to, &f.to, INT64_MAX)) return err_set(err, ERR_DAY_FORM, NULL, a->to);
  struct out *out = out_keep(list_audit_column, LIST_AUDIT_COLUMNS, &kept);
  return listing_take(s, out, &kept, list_audit(s->ui->db, &f, out, err), err);
}

static void draw(const struct screen *s, struct area a) {
  struct audit *t = s->own;
  struct buf b = {0};
  int64_t rows = (int64_t)kept_rows(t->table.kept);
  listing_draw(s, a);
  if (kept_rows(t->table.kept) < t->most) text_count(&b, rows, "{1} entry {2}", "{1} entries {2}", t->person);
  else text_count(&b, rows, "The newest entry {2}; m reads more.", "The newest {1} entries {2}; m reads more.", t->person);
  area_text(a, 0, 1, ROLE_DIM, b.p);
  buf_free(&b);
}

static bool read_again(struct screen *s) {
  struct err err;
  bool ok = load(s, &err);
  if (!ok) ui_refuse(s->ui, &err);
  return ok;
}

static bool check(struct screen *s, struct form *f) {
  struct audit *a = s->own;
  str_copy(a->person, sizeof a->person, form_get(f, "person"));
  str_copy(a->from, sizeof a->from, form_get(f, "from"));
  str_copy(a->to, sizeof a->to, form_get(f, "to"));
  return read_again(s);
}

void act_audit_which(struct screen *s) {
  static const struct form_field fields[] = {
      {.name = "person",
       .label = N_("Person"),
       .type = FORM_CODE,
       .help = N_("Their code: what they did or approved. Nothing: everybody.")},
      {.name = "from", .label = N_("From"), .type = FORM_DAY, .help = N_("The first day.")},
      {.name = "to", .label = N_("Up to"), .type = FORM_DAY, .help = N_("The day after the last one.")}};
  struct audit *a = s->own;
  struct form *f = ui_form(s, _("Which entries"), fields, COUNT(fields), check);
  if (!f) return;
  form_set(f, "person", a->person);
  form_set(f, "from", a->from);
  form_set(f, "to", a->to);
}

void act_audit_more(struct screen *s) {
  ((struct audit *)s->own)->most *= TIMES;
  read_again(s);
}

void act_audit_open(struct screen *s) {
  struct audit *a = s->own;
  static const int columns[] = {LIST_AUDIT_AT,   LIST_AUDIT_WHO,    LIST_AUDIT_APPROVED, LIST_AUDIT_SEAT,
                                LIST_AUDIT_WHAT, LIST_AUDIT_OBJECT, LIST_AUDIT_OLD,      LIST_AUDIT_NEW};
  struct buf b = {0};
  for (size_t i = 0; i < COUNT(columns); i++) {
    const char *text = table_cell(&a->table, columns[i]);
    if (*text) buf_printf(&b, "%s: %s\n", text_get(list_audit_column[columns[i]].title), text);
  }
  ui_text(s, _("One entry"), b.p);
  buf_free(&b);
}

static const char *cannot(const struct screen *s, const char *action) {
  const struct audit *a = s->own;
  if (str_eq(action, "more") && kept_rows(a->table.kept) < a->most) return _("All entries are here already.");
  if (str_eq(action, "open") && !table_id(&a->table)) return _("There is no entry to look at.");
  return NULL;
}

const struct screen_kind screen_audit = {.size = sizeof(struct audit),
                                         .open = open,
                                         .load = load,
                                         .draw = draw,
                                         .key = listing_key,
                                         .cannot = cannot,
                                         .keep = listing_keep,
                                         .back = listing_back,
                                         .close = listing_close};
