/* approve: a second person says yes to one change. Who is signed in stays signed in. Must not: change anything itself but the record of
 * wrong PINs. */
#include "ui/box.h"

#include <stdlib.h>
#include <string.h>

static const struct form_field fields[] = {
    {.name = "who",
     .label = N_("Approver"),
     .type = FORM_CODE,
     .required = true,
     .help = N_("The code of the one who approves; not the one who asks.")},
    {.name = "pin", .label = N_("PIN"), .type = FORM_SECRET, .required = true, .help = N_("The approver's own PIN.")},
};
struct approve {
  char *what;
  unsigned right; /* that the approver must have */
  struct form form;
  pick_fn *fn;
};

void ui_approve(struct screen *owner, unsigned right, const char *what, pick_fn *fn) {
  struct screen *s = ui_open(owner->ui, "approve", "");
  if (!s) return;
  struct approve *d = s->own;
  d->what = xstrdup(what);
  d->right = right;
  d->fn = fn;
  form_open(&d->form, fields, COUNT(fields));
}

static void draw(const struct screen *s, struct area a) {
  enum { COLS = 60 };
  const struct approve *d = s->own;
  int lines = text_lines(d->what, COLS);
  struct area box = box_draw(a, lines + 1 + form_rows(&d->form), COLS, _("Approval"));
  area_wrap(box, 0, ROLE_TEXT, d->what);
  form_draw(&d->form, area_part(box, lines + 1, 0, box.rows, box.cols));
}

static bool approved(struct ui *ui, unsigned right, const char *who, const char *pin, struct err *err) {
  int64_t wait;
  unsigned rights = 0;
  bool found;
  if (str_eq(who, ui->staff)) return err_set(err, ERR_APPROVE_SELF, NULL);
  if (!staff_sign_in(ui->db, err, who, pin, &wait) || !staff_rights(ui->db, err, who, ui->store->code, &rights, &found)) return false;
  return rights & right || err_set(err, ERR_RIGHT, NULL, who, right & RIGHT_MANAGER ? _("manager") : _("approver"));
}

static bool key(struct screen *s, const struct key *k) {
  struct approve *d = s->own;
  struct err err;
  if (k->code == KEY_ESC || k->code == KEY_F1 + 2 || k->code == KEY_F12) {
    ui_close(s);
    ui_say(s->ui, SAY_INFO, _("It was not approved; nothing was changed."));
  } else if (form_key(&d->form, k) == FORM_SAVE) {
    if (approved(s->ui, d->right, form_get(&d->form, "who"), form_get(&d->form, "pin"), &err)) {
      ui_close(s);
      d->fn(ui_under(s), form_get(&d->form, "who"));
    } else {
      form_set(&d->form, "pin", "");
      form_wrong(&d->form, "pin", err.text);
    }
  }
  return true;
}

static struct edit *edit(struct screen *s) {
  return form_edit(&((struct approve *)s->own)->form);
}

static void done(struct screen *s) {
  struct approve *d = s->own;
  free(d->what);
  memset(&d->form, 0, sizeof d->form); /* no PIN stays in memory */
}

const struct screen_kind screen_approve = {.size = sizeof(struct approve), .draw = draw, .key = key, .edit = edit, .close = done};
