/* import: what was brought in from files; a new one (screen preview first), an unfinished one finished or taken back. The work is done by
 * a child, which Esc stops at a safe point. Must not: know what a file holds. */
#include "config/config.h"
#include "ui/screen/listing.h"

#include <stdlib.h>

struct imports {
  struct table table;
  char id[24]; /* what is asked about */
  struct buf kinds, mappings;
  struct form_field field[4];
};

static bool open(struct screen *s, const char *arg, struct err *err) {
  static const struct table_column look[] = {{LIST_IMPORT, 6, 0, 0},        {LIST_IMPORT_KIND, 10, 0, 0},   {LIST_IMPORT_FILE, 16, 1, 0},
                                             {LIST_IMPORT_STATE, 10, 0, 0}, {LIST_IMPORT_CLOCK, 16, 0, 3},  {LIST_IMPORT_BY, 8, 0, 6},
                                             {LIST_IMPORT_ROWS, 6, 0, 1},   {LIST_IMPORT_NEW, 6, 0, 2},     {LIST_IMPORT_CHANGED, 6, 0, 4},
                                             {LIST_IMPORT_SAME, 6, 0, 7},   {LIST_IMPORT_REJECTED, 6, 0, 5}};
  struct imports *m = s->own;
  (void)arg, (void)err;
  m->table = (struct table){.column = list_imports_column,
                            .columns = LIST_IMPORTS_COLUMNS,
                            .look = look,
                            .looks = COUNT(look),
                            .id = LIST_IMPORT,
                            .empty = N_("Nothing was imported yet. n brings in a file of items, prices, orders …")};
  for (size_t i = 0; import_kind_at(i); i++) buf_printf(&m->kinds, "%s%s", i ? "|" : "", import_kind_code(import_kind_at(i)));
  buf_adds(&m->mappings, "none");
  mapping_names(&m->mappings);
  return true;
}

static bool load(struct screen *s, struct err *err) {
  struct kept *kept;
  struct out *out = out_keep(list_imports_column, LIST_IMPORTS_COLUMNS, &kept);
  bool read = list_imports(s->ui->db, true, out, err);
  size_t before = listing(s)->kept ? kept_rows(listing(s)->kept) : 0;
  if (!listing_take(s, out, &kept, read, err)) return false;
  if (before && kept_rows(kept) > before) table_go(listing(s), kept_cell(kept, 0, LIST_IMPORT)); /* onto the one that was just brought in */
  return true;
}

/* ---- a new one */
static bool new_check(struct screen *s, struct form *f) {
  const char *map = form_get(f, "map");
  char *arg = xprintf("%s\t%s\t%s\t%s", form_get(f, "kind"), form_get(f, "file"), str_eq(map, "none") ? "" : map, form_get(f, "ignore"));
  bool opened = ui_open(s->ui, "preview", arg) != NULL;
  free(arg);
  return opened;
}

void act_import_new(struct screen *s) {
  struct imports *m = s->own;
  enum { KIND, FILE_NAME, MAP, IGNORE };
  m->field[KIND] = (struct form_field){.name = "kind",
                                       .label = N_("Kind"),
                                       .type = FORM_CHOICE,
                                       .choices = m->kinds.p,
                                       .help = N_("What the file holds; Space or the arrows choose.")};
  m->field[FILE_NAME] = (struct form_field){.name = "file",
                                            .label = N_("File"),
                                            .type = FORM_TEXT,
                                            .most = 400,
                                            .required = true,
                                            .help = N_("A CSV file, by its path; .gz too.")};
  m->field[MAP] = (struct form_field){.name = "map",
                                      .label = N_("Mapping"),
                                      .type = FORM_CHOICE,
                                      .choices = m->mappings.p,
                                      .help = N_("For a file of another program, whose columns are called otherwise.")};
  m->field[IGNORE] = (struct form_field){.name = "ignore",
                                         .label = N_("Pass over unknown columns"),
                                         .type = FORM_CHOICE,
                                         .choices = "no|yes",
                                         .help = N_("no: a column that nobody knows is refused.")};
  ui_form(s, _("Import a file"), m->field, COUNT(m->field), new_check);
}

/* ---- finishing and taking back */
static void resumed(struct screen *s, int status, const char *out, const char *err) {
  (void)out;
  if (status) ui_work_refuse(s->ui, err);
  else ui_say(s->ui, SAY_DONE, _("Import {1} is finished."), ((struct imports *)s->own)->id);
}

static void undone(struct screen *s, int status, const char *out, const char *err) {
  (void)out;
  if (status) ui_work_refuse(s->ui, err);
  else ui_say(s->ui, SAY_DONE, _("Import {1} is taken back."), ((struct imports *)s->own)->id);
}

static void id_take(struct imports *m) {
  str_copy(m->id, sizeof m->id, table_id(&m->table));
}

void act_import_resume(struct screen *s) {
  struct imports *m = s->own;
  id_take(m);
  const char *args[] = {"import", "resume", m->id, "--json", NULL};
  ui_work(s, _("Finish an import"), args, resumed);
}

static void undo_answer(struct screen *s, int choice) {
  struct imports *m = s->own;
  const char *args[] = {"import", "undo", m->id, "--json", NULL};
  if (choice == 1) ui_work(s, _("Take an import back"), args, undone);
}

void act_import_undo(struct screen *s) {
  static const struct choice choices[] = {{'n', N_("No, leave it")}, {'y', N_("Yes, take all its rows back")}};
  struct imports *m = s->own;
  struct buf b = {0};
  id_take(m);
  text_fill(&b, _("Take import {1} back ({2}, {3})?"), m->id, table_cell(&m->table, LIST_IMPORT_KIND),
            table_cell(&m->table, LIST_IMPORT_FILE));
  ui_ask(s, b.p, choices, COUNT(choices), 0, undo_answer);
  buf_free(&b);
}

static const char *cannot(const struct screen *s, const char *action) {
  const struct table *t = listing(s);
  const char *state = table_cell(t, LIST_IMPORT_RAW);
  bool resume = str_eq(action, "resume");
  if (!resume && !str_eq(action, "undo")) return NULL;
  if (!table_id(t)) return _("There is no import yet.");
  if (resume && !str_eq(state, "unfinished")) return _("This import is not unfinished.");
  return str_eq(state, "undone") ? _("This import was taken back already.") : NULL;
}

static void done(struct screen *s) {
  struct imports *m = s->own;
  buf_free(&m->kinds);
  buf_free(&m->mappings);
  listing_close(s);
}

const struct screen_kind screen_import = {.size = sizeof(struct imports),
                                          .open = open,
                                          .load = load,
                                          .draw = listing_draw,
                                          .key = listing_key,
                                          .cannot = cannot,
                                          .keep = listing_keep,
                                          .back = listing_back,
                                          .close = done};
