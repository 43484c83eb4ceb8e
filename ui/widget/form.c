/* form: labelled fields under one another. Owns what is typed and what is wrong with it. Must not: save (the screen does). */
#include "ui/widget/widget.h"

#include <string.h>

enum { LABEL_GAP = 2, FIELD_CELLS = 40, MOST = 60 };

static bool typed_as_ascii(enum form_type type) {
  return type == FORM_CODE || type == FORM_NUMBER || type == FORM_DAY || type == FORM_SECRET;
}

void form_open(struct form *f, const struct form_field *field, size_t count) {
  *f = (struct form){.field = field, .count = count < COUNT(f->edit) ? count : COUNT(f->edit)};
  for (size_t i = 0; i < f->count; i++) {
    f->edit[i].most = (size_t)(field[i].most ? field[i].most : MOST);
    f->edit[i].fold = typed_as_ascii(field[i].type) ? EDIT_ASCII : EDIT_TEXT;
    f->edit[i].secret = field[i].type == FORM_SECRET;
    char first[64] = "";
    if (field[i].type == FORM_CHOICE) str_copy(first, sizeof first, field[i].choices);
    first[strcspn(first, "|")] = 0;
    edit_set(&f->edit[i], first);
  }
  while (f->at < f->count && field[f->at].type == FORM_NOTE) f->at++;
}

static size_t index_of(const struct form *f, const char *name) {
  size_t i = 0;
  while (i < f->count && !str_eq(f->field[i].name, name)) i++;
  return i;
}

void form_set(struct form *f, const char *name, const char *value) {
  size_t i = index_of(f, name);
  if (i < f->count) edit_set(&f->edit[i], value);
}

const char *form_get(const struct form *f, const char *name) {
  size_t i = index_of(f, name);
  return i < f->count ? f->edit[i].text : "";
}

void form_wrong(struct form *f, const char *name, const char *why) {
  size_t i = index_of(f, name);
  if (i >= f->count) return;
  str_copy(f->wrong[i], sizeof f->wrong[i], why);
  f->edit[i].fresh = true;
  f->at = i;
}

struct edit *form_edit(struct form *f) {
  return &f->edit[f->at];
}

/* 12*24 is worked out where a number is meant. */
static void number_work(struct form *f, size_t i) {
  char left[32], number[32];
  const char *star = strchr(f->edit[i].text, '*');
  int64_t a, b, product;
  if (!star || star - f->edit[i].text >= (int)sizeof left) return;
  memcpy(left, f->edit[i].text, (size_t)(star - f->edit[i].text));
  left[star - f->edit[i].text] = 0;
  if (!num_parse(left, 0, &a) || !num_parse(star + 1, f->field[i].decimals, &b) || !num_muldiv(a, b, 1, &product)) return;
  edit_set(&f->edit[i], num_format(number, sizeof number, product, f->field[i].decimals));
}

static const char *field_wrong(const struct form *f, size_t i) {
  int64_t number;
  int32_t day;
  const char *text = f->edit[i].text;
  if (!*text) return f->field[i].required ? _("This must not be empty.") : "";
  if (f->field[i].type == FORM_NUMBER && !num_parse(text, f->field[i].decimals, &number)) return _("This is not a number that fits here.");
  if (f->field[i].type == FORM_DAY && !day_parse(text, &day)) return _("This is not a date. Write it as 2026-11-24.");
  return "";
}

static void leave(struct form *f) {
  if (f->field[f->at].type == FORM_NUMBER) number_work(f, f->at);
  str_copy(f->wrong[f->at], sizeof f->wrong[f->at], field_wrong(f, f->at));
}

bool form_check(struct form *f) {
  size_t first = f->count;
  leave(f);
  for (size_t i = f->count; i-- > 0;) {
    str_copy(f->wrong[i], sizeof f->wrong[i], field_wrong(f, i));
    if (*f->wrong[i]) first = i;
  }
  if (first < f->count) f->at = first;
  return first == f->count;
}

/* To the next field that can be typed in; false: there is none that way. */
static bool move(struct form *f, int step) {
  size_t to = f->at;
  leave(f);
  do {
    if ((step < 0 && to == 0) || (step > 0 && to + 1 >= f->count)) return false;
    to += step < 0 ? (size_t)-1 : 1;
  } while (f->field[to].type == FORM_NOTE);
  f->at = to;
  f->edit[to].fresh = true;
  return true;
}

/* Another of the words; by its first letter too. */
static bool choice_key(struct form *f, const struct key *k) {
  const char *choices = f->field[f->at].choices, *word = choices, *next = NULL, *previous = NULL, *last = choices;
  char one[64];
  size_t now = strlen(f->edit[f->at].text);
  for (const char *p = choices; p; p = strchr(p, '|') ? strchr(p, '|') + 1 : NULL) {
    size_t n = strcspn(p, "|");
    if (n == now && !strncmp(p, f->edit[f->at].text, n)) {
      previous = p == choices ? NULL : word;
      next = p[n] ? p + n + 1 : NULL;
    }
    word = last = p;
  }
  const char *to = NULL;
  if (k->code == ' ' || k->code == KEY_RIGHT) to = next ? next : choices;
  else if (k->code == KEY_LEFT) to = previous ? previous : last;
  if (!to) return k->code < KEY_FIRST;
  str_copy(one, sizeof one, to);
  one[strcspn(one, "|")] = 0;
  edit_set(&f->edit[f->at], one);
  return true;
}

enum form_said form_key(struct form *f, const struct key *k) {
  if (k->code == KEY_F1 + 1 && !k->mods) return form_check(f) ? FORM_SAVE : FORM_TAKEN;
  if (k->code == KEY_ENTER && !k->mods) {
    if (move(f, 1)) return FORM_TAKEN;
    return form_check(f) ? FORM_SAVE : FORM_TAKEN;
  }
  if ((k->code == KEY_DOWN || k->code == KEY_TAB) && !k->mods) return move(f, 1), FORM_TAKEN;
  if (k->code == KEY_UP || k->code == KEY_BACKTAB) return move(f, -1), FORM_TAKEN;
  bool mine = f->field[f->at].type == FORM_CHOICE ? choice_key(f, k) : edit_key(&f->edit[f->at], k);
  if (mine) {
    f->changed = true;
    f->wrong[f->at][0] = 0;
  }
  return mine ? FORM_TAKEN : FORM_OTHER;
}

void form_paste(struct form *f, const char *text) {
  if (f->field[f->at].type == FORM_CHOICE) return;
  edit_insert(&f->edit[f->at], text);
  f->changed = true;
}

/* ---- drawing */
static int label_cells(const struct form *f) {
  size_t most = 0;
  for (size_t i = 0; i < f->count; i++) {
    size_t w = utf8_width(text_get(f->field[i].label));
    if (f->field[i].type != FORM_NOTE && w > most) most = w;
  }
  return (int)most;
}

int form_rows(const struct form *f) {
  return (int)f->count + 2;
}

static void choice_draw(const struct form *f, struct area a, int row, int col, int cells, size_t i) {
  bool now = i == f->at;
  char text[160];
  const struct form_field *field = &f->field[i];
  snprintf(text, sizeof text, "< %s >", (field->said ? field->said : out_word)(f->edit[i].text));
  area_cell(a, row, col, cells, now ? ROLE_FIELD_NOW : ROLE_FIELD, ALIGN_LEFT, text);
  if (now) area_cursor(a, row, col + 2, true);
}

/* Labels, fields, and below them what is wrong or what the field with the cursor is for. */
void form_draw(const struct form *f, struct area a) {
  int label = label_cells(f), col = label + LABEL_GAP, cells = a.cols - col - 2 < FIELD_CELLS ? a.cols - col - 2 : FIELD_CELLS;
  int top = (int)f->at >= a.rows - 2 ? (int)f->at - (a.rows - 3) : 0;
  for (size_t i = (size_t)top; i < f->count && (int)i - top < a.rows - 2; i++) {
    int row = (int)i - top;
    const struct form_field *field = &f->field[i];
    if (field->type == FORM_NOTE) {
      area_text(a, row, 0, ROLE_DIM, text_get(field->label));
      continue;
    }
    area_text(a, row, 0, ROLE_LABEL, text_get(field->label));
    if (field->type == FORM_CHOICE) choice_draw(f, a, row, col, cells, i);
    else edit_draw(&f->edit[i], a, row, col, cells, i == f->at);
    if (*f->wrong[i]) area_text(a, row, col + cells + 1, ROLE_BAD, "!");
  }
  const char *help = f->field[f->at].help;
  if (*f->wrong[f->at]) area_text(a, a.rows - 1, 0, ROLE_BAD, f->wrong[f->at]);
  else if (help && *help) area_text(a, a.rows - 1, 0, ROLE_DIM, text_get(help));
}
