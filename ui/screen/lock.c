/* lock: nobody touched a key for long, so what was there is hidden until the PIN is typed again; then everything is as it was. Scans wait.
 * Must not: close anything, or let another person in without leaving (C-o does that). */
#include "ui/ui.h"

#include <stdio.h>
#include <string.h>

struct lock {
  struct edit pin;
  char why[200];
};

static bool open(struct screen *s, const char *arg, struct err *err) {
  struct lock *l = s->own;
  (void)arg;
  (void)err;
  l->pin.secret = true;
  l->pin.fold = EDIT_ASCII;
  return true;
}

static void draw(const struct screen *s, struct area a) {
  const struct lock *l = s->own;
  struct buf ask = {0};
  area_fill(a, ROLE_TEXT);
  area_text(a, 1, 2, ROLE_STRONG, _("Locked: nobody touched a key for a while. Nothing is lost."));
  text_fill(&ask, _("PIN of {1}:"), s->ui->staff_name);
  area_text(a, 3, 2, ROLE_TEXT, ask.p);
  edit_draw(&l->pin, a, 3, 3 + (int)utf8_width(ask.p), 14, true);
  if (*l->why) area_wrap(area_part(a, 5, 2, 2, a.cols - 4), 0, ROLE_BAD, l->why);
  buf_free(&ask);
}

static void unlock(struct screen *s) {
  struct lock *l = s->own;
  struct err err;
  char who[64];
  str_copy(who, sizeof who, s->ui->staff);
  if (ui_sign_in(s->ui, who, l->pin.text, &err)) return ui_close(s);
  snprintf(l->why, sizeof l->why, "%.110s %.80s", err.text, err.hint);
  edit_set(&l->pin, "");
}

/* Every key is for the lock: none of those of everywhere leads past it. */
static bool key(struct screen *s, const struct key *k) {
  struct lock *l = s->own;
  if (k->code == KEY_ENTER || k->code == KEY_F1 + 1) unlock(s);
  else if (k->code != KEY_NONE) edit_key(&l->pin, k);
  return true;
}

/* Heard at the dock: the scan is kept, and counts when the same person is back. */
static bool scan(struct screen *s, const struct scan *x) {
  (void)x;
  ui_signal(s->ui, SIGNAL_REFUSED);
  return false;
}

static struct edit *edit(struct screen *s) {
  return &((struct lock *)s->own)->pin;
}

void act_lock_other(struct screen *s) {
  ui_sign_out(s->ui);
}

static void done(struct screen *s) {
  struct lock *l = s->own;
  explicit_bzero(&l->pin, sizeof l->pin); /* no PIN stays in memory */
}

const struct screen_kind screen_lock = {
    .size = sizeof(struct lock), .open = open, .draw = draw, .scan = scan, .key = key, .edit = edit, .close = done};
