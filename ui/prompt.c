/* prompt: one line on the first row of the body, above what it is about. Every change is told, so that a filter works while it is typed. */
#include "ui/ui.h"

#include <stdlib.h>

struct prompt {
  char label[80];
  struct edit edit;
  prompt_fn *fn;
  bool code; /* a scan fills it */
};

static struct prompt *begin(struct screen *owner, const char *label, const char *initial, prompt_fn *fn) {
  struct screen *s = ui_open(owner->ui, "prompt", "");
  if (!s) return NULL;
  struct prompt *p = s->own;
  str_copy(p->label, sizeof p->label, label);
  edit_set(&p->edit, initial);
  p->fn = fn;
  return p;
}

void ui_prompt(struct screen *owner, const char *label, const char *initial, prompt_fn *fn) {
  begin(owner, label, initial, fn);
}

void ui_prompt_code(struct screen *owner, const char *label, const char *initial, prompt_fn *fn) {
  struct prompt *p = begin(owner, label, initial, fn);
  if (p) p->code = true;
}

static void draw(const struct screen *s, struct area a) {
  const struct prompt *p = s->own;
  int label = (int)utf8_width(p->label);
  area_fill(area_part(a, 0, 0, 1, a.cols), ROLE_TEXT);
  area_text(a, 0, 1, ROLE_STRONG, p->label);
  edit_draw(&p->edit, a, 0, label + 2, a.cols - label - 4, true);
}

static bool key(struct screen *s, const struct key *k) {
  struct prompt *p = s->own;
  bool up = k->code == KEY_ESC || k->code == KEY_F1 + 2 || k->code == KEY_F12;
  if (up || k->code == KEY_ENTER || k->code == KEY_F1 + 1) {
    ui_close(s);
    p->fn(ui_under(s), up ? NULL : p->edit.text, true);
    return true;
  }
  if (edit_key(&p->edit, k) || k->code == KEY_NONE) {
    p->fn(ui_under(s), p->edit.text, false);
    return true;
  }
  /* Moving in the list below goes on while one types. */
  struct screen *under = ui_under(s);
  return under->row->kind->key && k->code >= KEY_FIRST && under->row->kind->key(under, k);
}

static struct edit *edit(struct screen *s) {
  return &((struct prompt *)s->own)->edit;
}

/* Where a code is asked for, a scan is what would have been typed; else it waits. */
static bool scan(struct screen *s, const struct scan *x) {
  struct prompt *p = s->own;
  if (!p->code) return false;
  char *text = xstrndup(x->raw, x->n);
  edit_set(&p->edit, text);
  ui_close(s);
  p->fn(ui_under(s), text, true);
  free(text);
  return true;
}

const struct screen_kind screen_prompt = {.size = sizeof(struct prompt), .draw = draw, .key = key, .edit = edit, .scan = scan};
