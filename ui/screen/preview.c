/* preview: what an import of a file would do, before it does: counted, and every row that cannot be, with the reason. F2 then does it, by
 * a child with a bar. Must not: write anything itself. */
#include "ui/screen/listing.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROW, COLUMN, VALUE, REASON, CODE, COLUMNS };
static const struct out_column columns[COLUMNS] = {{"row", OUT_INT, N_("Row")},
                                                   {"column", OUT_CODE, N_("Column")},
                                                   {"value", OUT_NAME, N_("In the file")},
                                                   {"reason", OUT_NAME, N_("Why not")},
                                                   {"code", OUT_CODE, NULL}};
enum { FILE_MOST = 256 << 20, ARGS = 12, STOPPED = 128 };
struct preview {
  struct table table;
  char *kind, *file, *map; /* map "": none */
  bool ignore;             /* columns that are not known */
  char *errors;            /* the file of rejected rows that the child writes; NULL: none yet */
  int64_t rows, added, changed, same, rejected;
  bool counted;
};

static bool open(struct screen *s, const char *arg, struct err *err) {
  static const struct table_column look[] = {{ROW, 6, 0, 0}, {COLUMN, 14, 0, 0}, {VALUE, 14, 0, 0}, {REASON, 30, 1, 0}};
  struct preview *p = s->own;
  char *copy = xstrdup(arg), *rest = copy;
  p->kind = xstrdup(strsep(&rest, "\t"));
  p->file = xstrdup(rest ? strsep(&rest, "\t") : "");
  p->map = xstrdup(rest ? strsep(&rest, "\t") : "");
  p->ignore = str_eq(rest, "yes");
  free(copy);
  p->table = (struct table){.column = columns, .columns = COLUMNS, .look = look, .looks = COUNT(look), .id = ROW, .empty = ""};
  struct kept *kept;
  struct out *out = out_keep(columns, COLUMNS, &kept);
  return listing_take(s, out, &kept, true, err);
}

/* ---- the children */
static size_t command(const struct preview *p, const char *args[ARGS]) {
  size_t n = 0;
  args[n++] = "import";
  args[n++] = p->kind;
  args[n++] = p->file;
  args[n++] = "--json";
  if (*p->map) {
    args[n++] = "--map";
    args[n++] = p->map;
  }
  if (p->ignore) args[n++] = "--ignore-unknown";
  return n;
}

static bool counts(struct preview *p, const char *said) {
  struct err ignored;
  struct js *js = *said ? js_parse(said, strlen(said), &ignored) : NULL;
  if (!js) return false;
  bool ok = js_int(js_get(js, "rows"), &p->rows) && js_int(js_get(js, "new"), &p->added) && js_int(js_get(js, "changed"), &p->changed) &&
            js_int(js_get(js, "same"), &p->same) && js_int(js_get(js, "rejected"), &p->rejected);
  js_free(js);
  return ok;
}

/* A file with wrong rows is refused by the command; here that is the answer. */
static void checked(struct screen *s, int status, const char *said, const char *why) {
  struct preview *p = s->own;
  struct err err;
  struct kept *kept;
  p->counted = counts(p, said);
  if (status && !(p->counted && p->rejected)) ui_work_refuse(s->ui, why);
  if (!p->counted || (status && !p->rejected)) {
    ui_close(s);
    return;
  }
  struct out *out = out_keep(columns, COLUMNS, &kept);
  bool ok = out_read(s->ui->db, p->errors, columns, COLUMNS, out, &err);
  if (!listing_take(s, out, &kept, ok, &err)) ui_refuse(s->ui, &err);
}

void act_preview_again(struct screen *s) {
  struct preview *p = s->own;
  const char *args[ARGS] = {0};
  struct err err;
  if (!p->errors && !(p->errors = file_temporary(&err))) return ui_refuse(s->ui, &err);
  size_t n = command(p, args);
  args[n++] = "--check";
  args[n++] = "--errors";
  args[n++] = p->errors;
  ui_work(s, _("Look through the file; nothing is written"), args, checked);
}

static void imported(struct screen *s, int status, const char *said, const char *why) {
  struct preview *p = s->own;
  char added[24], changed[24];
  if (status > STOPPED)
    ui_say(s->ui, SAY_WARN, _("The import was stopped and stands unfinished: r on its line finishes it, u takes it back."));
  else if (status) ui_work_refuse(s->ui, why);
  else if (counts(p, said))
    ui_say(s->ui, SAY_DONE, _("Imported: {1} new, {2} changed. u on its line takes it back."), num_format(added, sizeof added, p->added, 0),
           num_format(changed, sizeof changed, p->changed, 0));
  ui_close(s);
}

static void run(struct screen *s, bool skip) {
  const char *args[ARGS] = {0};
  size_t n = command(s->own, args);
  if (skip) args[n++] = "--skip-bad";
  ui_work(s, _("Import a file"), args, imported);
}

static void skip_answer(struct screen *s, int choice) {
  if (choice == 1) run(s, true);
}

void act_preview_import(struct screen *s) {
  static const struct choice choices[] = {{'n', N_("No, the file is put right first")}, {'y', N_("Yes, leave the wrong rows out")}};
  struct preview *p = s->own;
  struct buf b = {0};
  if (!p->rejected) return run(s, false);
  text_count(&b, p->rejected, "{1} row cannot be imported. Bring in the others without it?",
             "{1} rows cannot be imported. Bring in the others without them?");
  ui_ask(s, b.p, choices, COUNT(choices), 0, skip_answer);
  buf_free(&b);
}

/* ---- the wrong rows, to be put right elsewhere */
static void write_to(struct screen *s, const char *text, bool done) {
  struct preview *p = s->own;
  struct err err;
  if (!done || str_empty(text)) return;
  if (file_copy(p->errors, text, FILE_MOST, 0600, &err)) ui_say(s->ui, SAY_DONE, _("All lines are written to {1}."), text);
  else ui_refuse(s->ui, &err);
}

/* x.csv gives x.wrong.csv, and that, imported with rows wrong again, x.wrong-2.csv: never the name of the file itself. */
static char *wrong_name(const char *file) {
  static const char *const ends[] = {".gz", ".csv"};
  static const char word[] = "wrong";
  char *stem = xstrdup(file), *name;
  int64_t n = 0;
  for (size_t i = 0; i < COUNT(ends); i++) {
    size_t all = strlen(stem), end = strlen(ends[i]);
    if (all > end && str_eq(stem + all - end, ends[i])) stem[all - end] = 0;
  }
  char *last = stem + strlen(stem);
  while (last > stem && last[-1] != '.' && last[-1] != '/') last--;
  if (str_eq(last, word)) n = 1;
  else if (str_starts(last, "wrong-") && !num_parse(last + sizeof word, 0, &n)) n = 0;
  if (n > 0) {
    last[sizeof word - 1] = 0;
    name = xprintf("%s-%lld.csv", stem, (long long)n + 1);
  } else {
    name = xprintf("%s.%s.csv", stem, word);
  }
  free(stem);
  return name;
}

void act_preview_write(struct screen *s) {
  struct preview *p = s->own;
  char *name = wrong_name(p->file);
  ui_prompt(s, _("Write the wrong rows to the CSV file:"), name, write_to);
  free(name);
}

void act_preview_open(struct screen *s) {
  const struct table *t = listing(s);
  struct buf b = {0};
  text_fill(&b, _("Row {1}, column {2}: {3}"), table_cell(t, ROW), table_cell(t, COLUMN), table_cell(t, REASON));
  if (*table_cell(t, VALUE)) buf_printf(&b, "\n%s: %s", _("In the file"), table_cell(t, VALUE));
  ui_text(s, _("Why not"), b.p);
  buf_free(&b);
}

/* ---- drawing */
static void number_draw(struct area a, int col, const char *label, int64_t value, enum role role) {
  char number[24];
  area_text(a, 3, col, ROLE_LABEL, label);
  area_text(a, 4, col, value ? role : ROLE_DIM, num_format(number, sizeof number, value, 0));
}

static void draw(const struct screen *s, struct area a) {
  struct preview *p = s->own;
  struct buf b = {0};
  enum { STEP = 14 };
  text_fill(&b, *p->map ? _("{1} from {2}, by the mapping {3}") : _("{1} from {2}"), out_word(p->kind), p->file, p->map);
  area_text(a, 1, 2, ROLE_STRONG, b.p);
  area_cursor(a, 1, 2, false);
  buf_free(&b);
  if (!p->counted) return;
  number_draw(a, 2, _("Rows"), p->rows, ROLE_TEXT);
  number_draw(a, 2 + STEP, _("New"), p->added, ROLE_GOOD);
  number_draw(a, 2 + 2 * STEP, _("Changed"), p->changed, ROLE_WARN);
  number_draw(a, 2 + 3 * STEP, _("Same"), p->same, ROLE_TEXT);
  number_draw(a, 2 + 4 * STEP, _("Rejected"), p->rejected, ROLE_BAD);
  if (p->rejected) table_draw(&p->table, area_part(a, 6, 0, a.rows - 6, a.cols), true);
  else
    area_text(a, 6, 2, ROLE_GOOD,
              p->added + p->changed ? _("Every row can be imported. F2 does it.")
                                    : _("Everything in the file is here already: there is nothing to do."));
}

static const char *cannot(const struct screen *s, const char *action) {
  const struct preview *p = s->own;
  bool import = str_eq(action, "import");
  if (import && !p->counted) return _("The file was not looked through yet; r does it.");
  if (import && !(p->added + p->changed))
    return p->rejected ? _("No row of the file can be imported.") : _("Everything in the file is here already: there is nothing to do.");
  if ((str_eq(action, "write") || str_eq(action, "open") || str_eq(action, "filter")) && !p->rejected) return _("No row was rejected.");
  return NULL;
}

static void done(struct screen *s) {
  struct preview *p = s->own;
  if (p->errors) unlink(p->errors);
  free(p->errors);
  free(p->kind);
  free(p->file);
  free(p->map);
  listing_close(s);
}

const struct screen_kind screen_preview = {.size = sizeof(struct preview),
                                           .open = open,
                                           .begun = act_preview_again,
                                           .draw = draw,
                                           .key = listing_key,
                                           .cannot = cannot,
                                           .close = done};
