/* wizard: the first start: short pages, each with an answer that works, until there is a store. A child makes it. Must not: know how a
 * store is made. */
#include "ui/screen/scanner.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum step { LANGUAGE, KIND, STORE, PLACE, SCANNER, READY, PAGES };
enum kind { OWN, DEMO, PRACTICE };
static const char *const titles[PAGES] = {[LANGUAGE] = "语言 / Language",     [KIND] = N_("What for?"),       [STORE] = N_("Your store"),
                                          [PLACE] = N_("Where is its data?"), [SCANNER] = N_("Your scanner"), [READY] = N_("Ready")};
static const char *const languages[] = {"中文", "English"};
static const char *const codes[] = {"zh", "en"};
static const struct {
  const char *label, *more;
} kinds[] = {[OWN] = {N_("My own store"), N_("Empty; its goods come from a file or are entered.")},
             [DEMO] = {N_("A demo store"), N_("Full of goods, people, orders and deliveries, to look round and try everything.")},
             [PRACTICE] = {N_("A practice store"), N_("Empty, marked as practice; nothing of it counts.")}};
static const struct form_field store_fields[] = {
    {.name = "code",
     .label = N_("Store code"),
     .type = FORM_CODE,
     .most = 16,
     .required = true,
     .help = N_("Stands in front of every document number, such as 0412.")},
    {.name = "name", .label = N_("Name"), .type = FORM_TEXT, .most = 40, .required = true, .help = N_("As it stands on papers.")},
    {.name = "currency",
     .label = N_("Currency"),
     .type = FORM_CODE,
     .most = 3,
     .required = true,
     .help = N_("Three letters: CNY, EUR, USD …")},
    {.name = "zone", .label = N_("Time zone"), .type = FORM_CODE, .most = 40, .required = true, .help = N_("Such as Asia/Shanghai.")}};
static const struct form_field place_fields[] = {{.name = "file",
                                                  .label = N_("File"),
                                                  .type = FORM_TEXT,
                                                  .most = 400,
                                                  .required = true,
                                                  .help = N_("On a disk of this machine. A store that is there already is opened.")}};
struct wizard {
  enum step page;
  size_t language, kind;
  struct form store, place;
  struct scanner scanner;
};

static bool open(struct screen *s, const char *arg, struct err *err) {
  struct wizard *w = s->own;
  (void)arg, (void)err;
  w->language = str_eq(text_language_now(), "zh") ? 0 : 1;
  form_open(&w->store, store_fields, COUNT(store_fields));
  form_open(&w->place, place_fields, COUNT(place_fields));
  form_set(&w->store, "code", "0001");
  form_set(&w->store, "name", _("My store"));
  form_set(&w->store, "currency", "CNY");
  form_set(&w->store, "zone", zone_now());
  form_set(&w->place, "file", ui_database(s->ui));
  return true;
}

static struct form *form_of(struct wizard *w) {
  return w->page == STORE ? &w->store : w->page == PLACE ? &w->place : NULL;
}

/* ---- making it */
static bool settings_keep(struct screen *s, struct err *err) {
  struct wizard *w = s->own;
  struct ui *ui = s->ui;
  const char *file = form_get(&w->place, "file");
  char *usual = config_database(ui->config);
  bool same = str_eq(usual, file);
  free(usual);
  return config_set(ui->config, OPT_LANGUAGE, codes[w->language], err) && (same || config_set(ui->config, OPT_DATABASE, file, err)) &&
         ui_config_save(ui, err);
}

/* What the machine could not keep is said; the store is there all the same. */
static void enter(struct screen *s) {
  struct err err;
  if (!settings_keep(s, &err)) ui_refuse(s->ui, &err);
  if (!ui_enter(s->ui, &err)) ui_refuse(s->ui, &err);
}

static void made(struct screen *s, int status, const char *said, const char *why) {
  struct err err;
  (void)said;
  if (status) return ui_work_refuse(s->ui, why);
  if (!ui_open_store(s->ui, &err)) return ui_refuse(s->ui, &err);
  enter(s);
}

static void make(struct screen *s) {
  struct wizard *w = s->own;
  const char *const own[] = {"init",       "--json",
                             "--store",    form_get(&w->store, "code"),
                             "--name",     form_get(&w->store, "name"),
                             "--currency", form_get(&w->store, "currency"),
                             "--timezone", form_get(&w->store, "zone"),
                             NULL};
  static const char *const demo[] = {"init", "--json", "--demo", NULL}, *const practice[] = {"init", "--json", "--practice", NULL};
  ui_work(s, _("The store is made"), w->kind == OWN ? own : w->kind == DEMO ? demo : practice, made);
}

/* ---- pages */
static bool store_right(struct wizard *w) {
  if (num_currency_decimals(form_get(&w->store, "currency")) < 0)
    return form_wrong(&w->store, "currency", _("This currency is not known.")), false;
  if (!zone_known(form_get(&w->store, "zone"))) return form_wrong(&w->store, "zone", _("This time zone is not known.")), false;
  return true;
}

/* The file from now on, by its whole path; a store that is there is opened, and the wizard is over. */
static bool place_right(struct screen *s) {
  struct wizard *w = s->own;
  struct err err;
  char folder[512], *before = xstrdup(ui_database(s->ui));
  const char *file = form_get(&w->place, "file");
  if (*file != '/' && getcwd(folder, sizeof folder)) {
    char *whole = xprintf("%s/%s", folder, file);
    form_set(&w->place, "file", whole);
    free(whole);
  }
  ui_database_set(s->ui, form_get(&w->place, "file"));
  bool there = access(ui_database(s->ui), F_OK) == 0, opened = there && ui_open_store(s->ui, &err);
  if (opened) enter(s);
  else if (there) form_wrong(&w->place, "file", err.text), ui_database_set(s->ui, before);
  free(before);
  return !there;
}

static void go(struct screen *s, int step) {
  struct wizard *w = s->own;
  int page = (int)w->page + step;
  if (page == STORE && w->kind != OWN) page += step;
  w->page = (enum step)page;
}

void act_wizard_next(struct screen *s) {
  struct wizard *w = s->own;
  struct form *f = form_of(w);
  struct err err;
  if (f && !form_check(f)) return;
  if (w->page == STORE && !store_right(w)) return;
  if (w->page == PLACE && !place_right(s)) return;
  if (w->page == SCANNER && w->scanner.gauge.scans && !scanner_save(&w->scanner, s->ui, &err)) ui_refuse(s->ui, &err);
  if (w->page == LANGUAGE && !w->store.changed) form_set(&w->store, "name", _("My store"));
  if (w->page == READY) make(s);
  else go(s, 1);
}

void act_wizard_back(struct screen *s) {
  struct wizard *w = s->own;
  if (w->page == LANGUAGE) ui_say(s->ui, SAY_INFO, _("This is the first page. F12 leaves the program."));
  else go(s, -1);
}

/* ---- keys */
static bool choose(struct screen *s, const struct key *k, size_t *at, size_t count) {
  if (k->code == KEY_UP && *at > 0) --*at;
  else if (k->code == KEY_DOWN && *at + 1 < count) ++*at;
  else return k->code == KEY_UP || k->code == KEY_DOWN;
  if (at == &((struct wizard *)s->own)->language) ui_language(s->ui, codes[*at]);
  return true;
}

static bool key(struct screen *s, const struct key *k) {
  struct wizard *w = s->own;
  struct form *f = form_of(w);
  if (f) {
    enum form_said said = form_key(f, k);
    if (said == FORM_SAVE) act_wizard_next(s);
    return said != FORM_OTHER;
  }
  if (k->code == KEY_ENTER) act_wizard_next(s);
  else if (w->page == LANGUAGE) return choose(s, k, &w->language, COUNT(languages));
  else if (w->page == KIND) return choose(s, k, &w->kind, COUNT(kinds));
  else return false;
  return true;
}

static bool raw(struct screen *s, const struct key *k) {
  struct wizard *w = s->own;
  return w->page == SCANNER && scanner_raw(&w->scanner, s->ui, k);
}

static bool scan(struct screen *s, const struct scan *x) {
  struct wizard *w = s->own;
  if (w->page == SCANNER) scanner_scan(&w->scanner, s->ui, x);
  else ui_say(s->ui, SAY_INFO, _("The scanner works. It has its own page in a moment."));
  return true;
}

static void tick(struct screen *s) {
  struct wizard *w = s->own;
  if (w->page == SCANNER) scanner_tick(&w->scanner, s->ui);
}

static struct edit *edit(struct screen *s) {
  struct form *f = form_of(s->own);
  return f ? form_edit(f) : NULL;
}

/* ---- drawing */
static int option_draw(struct area a, int row, bool now, const char *label, const char *more) {
  enum { LABEL = 4, MORE = 24 };
  if (now) area_text(a, row, 2, ROLE_STRONG, glyph(GLYPH_CURSOR)), area_cursor(a, row, LABEL, false);
  area_text(a, row, LABEL, now ? ROLE_STRONG : ROLE_TEXT, label);
  int lines = area_wrap(area_part(a, row, MORE, a.rows - row, a.cols - MORE - 2), 0, ROLE_DIM, more);
  return row + (lines > 1 ? lines : 1);
}

static void ready_draw(const struct wizard *w, struct area a) {
  struct buf b = {0};
  text_fill(&b,
            w->kind == OWN    ? _("Enter makes the store {1} {2} in {3}.")
            : w->kind == DEMO ? _("Enter makes the demo store in {3}; it takes a few seconds.")
                              : _("Enter makes the practice store in {3}."),
            form_get(&w->store, "code"), form_get(&w->store, "name"), form_get(&w->place, "file"));
  int row = area_wrap(a, 0, ROLE_STRONG, b.p);
  area_cursor(a, 0, 0, false);
  buf_free(&b);
  row +=
      1 +
      area_wrap(
          area_part(a, row + 1, 0, a.rows - row - 1, a.cols), 0, ROLE_TEXT,
          w->kind == DEMO
              ? _("Its people and their PINs are shown when you sign in; begin as the manager.")
              : _("Until there are staff, whoever sits here acts as the owner. Bring your staff in from a file (:im), then give everybody "
                  "a PIN (:st)."));
  area_wrap(
      area_part(a, row + 1, 0, a.rows - row - 1, a.cols), 0, ROLE_TEXT,
      _("All of this can be changed later in the settings (:se); the scanner is tested again with :sc. Write a backup every day: k on the "
        "first page."));
}

static void draw(const struct screen *s, struct area a) {
  enum { TOP = 4 };
  struct wizard *w = s->own;
  char page[24], pages[24];
  struct buf b = {0};
  struct form *f = form_of(w);
  int row = TOP;
  text_fill(&b, _("Page {1} of {2}"), num_format(page, sizeof page, (int64_t)w->page + 1, 0), num_format(pages, sizeof pages, PAGES, 0));
  area_text(a, 1, 2, ROLE_STRONG, text_get(titles[w->page]));
  area_text(a, 2, 2, ROLE_DIM, b.p);
  buf_free(&b);
  struct area body = area_part(a, TOP, 2, a.rows - TOP, a.cols - 4);
  for (size_t i = 0; w->page == LANGUAGE && i < COUNT(languages); i++) row = option_draw(a, row, i == w->language, languages[i], "");
  for (size_t i = 0; w->page == KIND && i < COUNT(kinds); i++)
    row = option_draw(a, row, i == w->kind, text_get(kinds[i].label), text_get(kinds[i].more)) + 1;
  if (f) form_draw(f, area_part(body, 0, 0, form_rows(f), body.cols));
  if (w->page == SCANNER) scanner_draw(&w->scanner, body);
  if (w->page == SCANNER && !w->scanner.gauge.ended)
    area_wrap(area_part(body, 2, 0, 3, body.cols), 0, ROLE_DIM, _("No scanner at hand: Enter goes on; :sc tests it later."));
  if (w->page == READY) ready_draw(w, body);
}

static const char *cannot(const struct screen *s, const char *action) {
  static const char *const later[] = {"palette", "actions", "signout", "reload"};
  (void)s;
  for (size_t i = 0; i < COUNT(later); i++)
    if (str_eq(later[i], action)) return _("There is no store yet: answer these pages first.");
  return NULL;
}

const struct screen_kind screen_wizard = {.size = sizeof(struct wizard),
                                          .open = open,
                                          .draw = draw,
                                          .key = key,
                                          .raw = raw,
                                          .scan = scan,
                                          .tick = tick,
                                          .edit = edit,
                                          .cannot = cannot};
