/* staff: who works here, and setting a PIN: one's own, or as a manager anybody's, to be changed at first use. Must not: show a PIN. */
#include "ui/screen/listing.h"

struct staff {
  struct table table;
  char who[64]; /* whose PIN is being set */
};

static bool open(struct screen *s, const char *arg, struct err *err) {
  static const struct table_column look[] = {{LIST_STAFF, 10, 0, 0},
                                             {LIST_STAFF_NAME, 16, 1, 0},
                                             {LIST_STAFF_ROLES, 24, 0, 2},
                                             {LIST_STAFF_PIN, 10, 0, 1},
                                             {LIST_STAFF_ACTIVE, 6, 0, 3}};
  (void)arg, (void)err;
  *listing(s) =
      (struct table){.column = list_staff_column,
                     .columns = LIST_STAFF_COLUMNS,
                     .look = look,
                     .looks = COUNT(look),
                     .id = LIST_STAFF,
                     .empty = N_("Nobody is entered, so whoever sits here acts as the owner. :im brings the staff in from a file.")};
  return true;
}

static bool load(struct screen *s, struct err *err) {
  struct kept *kept;
  size_t count;
  struct out *out = out_keep(list_staff_column, LIST_STAFF_COLUMNS, &kept);
  return listing_take(s, out, &kept, list_staff(s->ui->db, NULL, out, &count, err), err);
}

static bool check(struct screen *s, struct form *f) {
  struct staff *t = s->own;
  struct err err;
  struct ui *ui = s->ui;
  const char *pin = form_get(f, "pin");
  bool own = str_eq(t->who, ui->staff);
  if (!str_eq(pin, form_get(f, "again"))) return form_wrong(f, "again", _("The two are not the same.")), false;
  if (!staff_change_pin(ui->db, &err, ui->staff, t->who, ui->store->code, pin)) return form_wrong(f, "pin", err.text), false;
  if (own && !ui_sign_in(ui, ui->staff, pin, &err)) return ui_refuse(ui, &err), true;
  ui_say(ui, SAY_DONE, own ? _("Your PIN is set.") : _("The PIN of {1} is set; it has to be changed at the first sign-in."), t->who);
  return true;
}

void act_staff_pin(struct screen *s) {
  static const struct form_field fields[] = {
      {.name = "pin", .label = N_("New PIN"), .type = FORM_SECRET, .most = 12, .required = true, .help = N_("Four to twelve digits.")},
      {.name = "again", .label = N_("Once more"), .type = FORM_SECRET, .most = 12, .required = true}};
  struct staff *t = s->own;
  struct buf title = {0};
  str_copy(t->who, sizeof t->who, table_id(&t->table));
  text_fill(&title, _("PIN of {1}"), table_cell(&t->table, LIST_STAFF_NAME));
  ui_form(s, title.p, fields, COUNT(fields), check);
  buf_free(&title);
}

static const char *cannot(const struct screen *s, const char *action) {
  const char *id = table_id(listing(s));
  if (!str_eq(action, "pin")) return NULL;
  if (!id) return _("There is nobody in this list.");
  return str_eq(id, s->ui->staff) || s->ui->actor.manager ? NULL : _("Only a manager sets the PIN of somebody else.");
}

const struct screen_kind screen_staff = {.size = sizeof(struct staff),
                                         .open = open,
                                         .load = load,
                                         .draw = listing_draw,
                                         .key = listing_key,
                                         .cannot = cannot,
                                         .keep = listing_keep,
                                         .back = listing_back,
                                         .close = listing_close};
