/* ask: a question with a few answers, and a text to read. Esc is never an answer. */
#include "ui/box.h"

#include <stdlib.h>
#include <string.h>

enum { ASK_COLS = 60, CHOICES_MOST = 8 };
struct ask {
  char *question;
  const struct choice *choice;
  size_t count, at;
  answer_fn *fn;
};

void ui_ask(struct screen *owner, const char *question, const struct choice *choice, size_t count, size_t otherwise, answer_fn *fn) {
  struct screen *s = ui_open(owner->ui, "ask", "");
  if (!s) return;
  *(struct ask *)s->own = (struct ask){xstrdup(question), choice, count, otherwise, fn};
}

static void draw(const struct screen *s, struct area a) {
  const struct ask *d = s->own;
  int lines = text_lines(d->question, ASK_COLS);
  struct area box = box_draw(a, lines + 1 + (int)d->count, ASK_COLS, "");
  area_wrap(box, 0, ROLE_TEXT, d->question);
  for (size_t i = 0; i < d->count; i++) {
    int row = lines + 1 + (int)i;
    char key[2] = {(char)d->choice[i].key, 0};
    bool now = i == d->at;
    if (now) area_text(box, row, 0, ROLE_STRONG, glyph(GLYPH_CURSOR));
    area_text(box, row, 2, ROLE_KEY, d->choice[i].key ? key : " ");
    area_text(box, row, 4, now ? ROLE_STRONG : ROLE_TEXT, text_get(d->choice[i].label));
    if (now) area_cursor(box, row, 4, false);
  }
}

static bool key(struct screen *s, const struct key *k) {
  struct ask *d = s->own;
  int answer = -2;
  if (k->code == KEY_UP && d->at > 0) d->at--;
  else if ((k->code == KEY_DOWN || k->code == KEY_TAB) && d->at + 1 < d->count) d->at++;
  else if (k->code == KEY_ESC || k->code == KEY_F1 + 2 || k->code == KEY_F12) answer = -1;
  else if (k->code == KEY_ENTER || k->code == KEY_F1 + 1) answer = (int)d->at;
  for (size_t i = 0; i < d->count; i++)
    if (d->choice[i].key && (k->code | 0x20) == d->choice[i].key && !k->mods) answer = (int)i;
  if (answer == -2) return true;
  ui_close(s);
  d->fn(ui_under(s), answer);
  return true;
}

static void done(struct screen *s) {
  free(((struct ask *)s->own)->question);
}

const struct screen_kind screen_ask = {.size = sizeof(struct ask), .draw = draw, .key = key, .close = done};

/* ---- a text to read */
enum { READ_COLS = 72 };
struct reading {
  char *title, *text;
};

void ui_text(struct screen *owner, const char *title, const char *text) {
  struct screen *s = ui_open(owner->ui, "reading", "");
  if (s) *(struct reading *)s->own = (struct reading){xstrdup(title), xstrdup(text)};
}

static void reading_draw(const struct screen *s, struct area a) {
  const struct reading *d = s->own;
  struct area box = box_draw(a, text_lines(d->text, READ_COLS), READ_COLS, d->title);
  area_wrap(box, 0, ROLE_TEXT, d->text);
  area_cursor(box, 0, 0, false);
}

static bool reading_key(struct screen *s, const struct key *k) {
  (void)k;
  ui_close(s);
  return true;
}

static void reading_done(struct screen *s) {
  struct reading *d = s->own;
  free(d->title);
  free(d->text);
}

const struct screen_kind screen_reading = {.size = sizeof(struct reading), .draw = reading_draw, .key = reading_key, .close = reading_done};
