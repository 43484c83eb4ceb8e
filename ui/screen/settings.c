/* settings: every option of the table, changed where one sees it: the store's own by a transaction that can be taken back, the machine's
 * in its file. Must not: know what a setting does, but for those of the screens, which take effect at once. */
#include "config/config.h"
#include "ui/screen/listing.h"

#include <string.h>

struct settings {
  struct table table;
  enum option option;         /* the one being changed */
  char seen[512], value[512]; /* from what and to what, while the yes of a manager is asked for */
  struct form_field field[1];
  struct setting_change last; /* what u takes back: of a setting of the store, by whoever */
};

static bool open(struct screen *s, const char *arg, struct err *err) {
  static const struct table_column look[] = {{LIST_SETTING_TITLE, 24, 1, 0}, {LIST_SETTING, 27, 0, 3},
                                             {LIST_SETTING_VALUE, 14, 0, 0}, {LIST_SETTING_DEFAULT, 8, 0, 2},
                                             {LIST_SETTING_SCOPE, 10, 0, 1}, {LIST_SETTING_TEXT, 24, 2, 0}};
  (void)err;
  *listing(s) = (struct table){
      .column = list_settings_column, .columns = LIST_SETTINGS_COLUMNS, .look = look, .looks = COUNT(look), .id = LIST_SETTING};
  str_copy(listing(s)->filter, sizeof listing(s)->filter, arg);
  return true;
}

static bool load(struct screen *s, struct err *err) {
  struct kept *kept;
  struct out *out = out_keep(list_settings_column, LIST_SETTINGS_COLUMNS, &kept);
  bool ok = setting_load(s->ui->db, s->ui->config, err) && /* others may have changed one */
            setting_latest(s->ui->db, &((struct settings *)s->own)->last, err);
  if (ok) list_settings(s->ui->config, OPT_COUNT, true, out);
  return listing_take(s, out, &kept, ok, err);
}

static const char *title(enum option o) {
  return text_get(option_info(o)->title);
}

static void last_draw(const struct screen *s, struct area a) {
  const struct setting_change *last = &((const struct settings *)s->own)->last;
  char at[40];
  struct buf b = {0};
  if (!last->undo) return;
  time_local(at, sizeof at, last->at);
  at[strlen("2026-11-24 14:07")] = 0;
  text_fill(&b, _("Changed last: {1}   {2}   {3}"), title(last->option), at, last->who);
  area_cell(a, 0, 1, a.cols - 2, ROLE_DIM, ALIGN_LEFT, b.p);
  buf_free(&b);
}

/* What the setting is for stands below in full. */
static void draw(const struct screen *s, struct area a) {
  enum { FOOT = 3 };
  struct table *t = listing(s);
  last_draw(s, a);
  table_draw(t, area_part(a, 1, 0, a.rows - 1 - FOOT, a.cols), true);
  area_wrap(area_part(a, a.rows - FOOT + 1, 2, FOOT - 1, a.cols - 4), 0, ROLE_TEXT, table_cell(t, LIST_SETTING_TEXT));
}

static bool machine_change(struct ui *ui, enum option o, const char *value, struct err *err) {
  if (!config_set(ui->config, o, value, err) || !ui_config_save(ui, err)) return false;
  if (o == OPT_LANGUAGE && (str_eq(value, "zh") || str_eq(value, "en"))) ui_language(ui, value);
  if (str_eq(option_info(o)->section, "scanner")) ui_scanner_changed(ui);
  return true;
}

static const char *shown(const struct ui *ui, enum option o) {
  return setting_text(option_info(o), config_text(ui->config, o));
}

static bool change(struct screen *s, const char *approver) {
  struct settings *t = s->own;
  struct ui *ui = s->ui;
  struct actor actor = ui->actor;
  struct err err;
  bool store = option_info(t->option)->scope == SCOPE_STORE;
  actor.approved_by = approver;
  const struct setting_ask ask = {t->option, t->seen, t->value};
  int64_t undo;
  bool ok =
      store ? ledger_setting(ui->db, ui->store, &actor, ui->config, &ask, &undo, &err) : machine_change(ui, t->option, t->value, &err);
  ui_stale(ui);
  if (!ok) return ui_refuse(ui, &err), false;
  ui_say(ui, SAY_DONE,
         !store     ? _("{1} is {2} now, on this machine.")
         : approver ? _("{1} is {2} now.")
                    : _("{1} is {2} now; u takes it back."),
         title(t->option), shown(ui, t->option));
  return true;
}

static void approved(struct screen *s, const char *approver) {
  (void)change(s, approver); /* it said how it went */
}

static bool check(struct screen *s, struct form *f) {
  struct settings *t = s->own;
  struct buf what = {0};
  struct err err;
  str_copy(t->value, sizeof t->value, form_get(f, "value"));
  if (!option_check(t->option, t->value, &err)) return form_wrong(f, "value", err.text), false;
  if (s->ui->actor.manager) return change(s, NULL);
  text_fill(&what, _("A manager approves that {1} is no longer {2} but {3}."), title(t->option),
            *t->seen ? setting_text(option_info(t->option), t->seen) : _("nothing"),
            *t->value ? setting_text(option_info(t->option), t->value) : _("the default"));
  ui_approve(s, RIGHT_MANAGER, what.p, approved);
  buf_free(&what);
  return true;
}

static enum form_type type_of(const struct option_info *info) {
  static const enum form_type types[] = {[TYPE_TEXT] = FORM_TEXT,
                                         [TYPE_INT] = FORM_NUMBER,
                                         [TYPE_AMOUNT] = FORM_NUMBER,
                                         [TYPE_CHOICE] = FORM_CHOICE,
                                         [TYPE_INSTORE] = FORM_TEXT};
  return types[info->type];
}

void act_settings_change(struct screen *s) {
  struct settings *t = s->own;
  struct err err;
  enum { LONGEST = 500 };
  if (!option_find(table_id(&t->table), &t->option, &err)) return ui_refuse(s->ui, &err);
  const struct option_info *info = option_info(t->option);
  str_copy(t->seen, sizeof t->seen, config_text(s->ui->config, t->option));
  t->field[0] =
      (struct form_field){.name = "value",
                          .label = N_("New value"),
                          .type = type_of(info),
                          .choices = info->otherwise,
                          .said = setting_word,
                          .most = LONGEST,
                          .decimals = info->type == TYPE_AMOUNT ? s->ui->store->money_decimals : 0,
                          .help = info->type == TYPE_CHOICE ? N_("Space or the arrows choose.") : N_("Nothing: back to the default.")};
  struct form *f = ui_form(s, title(t->option), t->field, COUNT(t->field), check);
  if (f) form_set(f, "value", t->seen);
}

/* Each time one more, as far back as changes were kept. */
void act_settings_undo(struct screen *s) {
  const struct setting_change last = ((struct settings *)s->own)->last;
  struct err err;
  if (!setting_back(s->ui->db, s->ui->config, &err, s->ui->staff, last.option, last.undo)) return ui_refuse(s->ui, &err);
  ui_stale(s->ui);
  ui_say(s->ui, SAY_DONE, _("{1} is {2} again."), title(last.option), shown(s->ui, last.option));
}

static const char *cannot(const struct screen *s, const char *action) {
  const struct settings *t = s->own;
  enum option o;
  struct err ignored;
  if (str_eq(action, "undo") && !t->last.undo) return _("No setting of the store was changed that could be taken back.");
  if (str_eq(action, "change") && !table_id(&t->table)) return _("There is no setting to change.");
  bool machine = table_id(&t->table) && option_find(table_id(&t->table), &o, &ignored) && option_info(o)->scope != SCOPE_STORE;
  if (str_eq(action, "change") && machine && !s->ui->actor.manager) return _("A setting of this machine needs a manager who is signed in.");
  return NULL;
}

const struct screen_kind screen_settings = {.size = sizeof(struct settings),
                                            .open = open,
                                            .load = load,
                                            .draw = draw,
                                            .key = listing_key,
                                            .cannot = cannot,
                                            .keep = listing_keep,
                                            .back = listing_back,
                                            .close = listing_close};
