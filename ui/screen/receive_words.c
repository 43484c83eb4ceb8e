/* receive_words: what is said at the dock by keys: numbers, the words about the last line, names, teaching. Must not: decide what is true
 * (src/ledger/desk.c). */
#include "ui/screen/receive.h"

#include <stdlib.h>
#include <string.h>

enum { SOURCE_KEYS = 3, CODE_LEAST = 5 };

/* ---- numbers: 1–4 digits set the last line's quantity, more are a code, 5* counts the next scan five times, -2 takes two off, = forces
 * a code */
static void quantity(struct screen *s, const char *text) {
  receive_say(s, SCAN_QTY, "", text, "", SOURCE_KEYS);
}

static void unusual_answer(struct screen *s, int choice) {
  struct receive *r = receive_of(s);
  if (choice == 1) quantity(s, r->entry.text);
  edit_set(&r->entry, "");
  *r->times = 0;
}

/* Asked above the usual size; the same numbers as the desk's warning. */
static bool unusual(const struct screen *s, const char *text) {
  const struct fold_line *l = receive_line(s);
  const struct config *c = s->ui->config;
  int64_t n;
  if (!l || !num_parse(text, l->decimals, &n)) return false;
  int64_t one = num_pow10(l->decimals);
  return n > config_int(c, OPT_RECEIVE_USUAL) * one && n > l->expected * config_int(c, OPT_RECEIVE_USUAL_TIMES);
}

static void entry_end(struct screen *s) {
  static const struct choice choices[] = {{'n', N_("No, a slip of the finger")}, {'y', N_("Yes, so many came")}};
  struct receive *r = receive_of(s);
  char text[sizeof r->entry.text], times[sizeof r->times];
  str_copy(text, sizeof text, r->entry.text);
  str_copy(times, sizeof times, r->times);
  const struct fold_line *l = receive_line(s);
  size_t digits = strspn(text, "0123456789");
  bool code = *text == '=' || (digits >= CODE_LEAST && !text[digits]);
  if (!code && *text != '-' && unusual(s, text)) {
    char *question = xprintf("%s  %s", fold_name(l), text);
    ui_ask(s, question, choices, COUNT(choices), 0, unusual_answer);
    free(question);
    return; /* the entry waits for the answer */
  }
  edit_set(&r->entry, "");
  *r->times = 0;
  if (code) receive_say(s, SCAN_CODE, text + (*text == '='), times, "", SOURCE_KEYS);
  else if (!l)
    ui_say(s->ui, SAY_WARN, _("{1} is the quantity of which line? Scan something first. A code that short is typed as ={1}."), text);
  else if (*text == '-') receive_say(s, SCAN_CODE, l->code, text, "", SOURCE_KEYS);
  else quantity(s, text);
}

bool receive_entry(struct screen *s, const struct key *k) {
  struct receive *r = receive_of(s);
  bool digit = k->code >= '0' && k->code <= '9', begun = r->entry.n > 0;
  if (k->mods) return false;
  if (*r->ended && (digit || k->code == '=' || k->code == '-')) return ui_say(s->ui, SAY_WARN, "{1}", r->ended), true;
  if (digit || (k->code == '.' && begun) || (!begun && (k->code == '=' || k->code == '-')) ||
      (begun && *r->entry.text == '=' && k->code >= ' ' && k->code < KEY_FIRST)) {
    return edit_key(&r->entry, k);
  }
  if (k->code == '*' && begun) {
    str_copy(r->times, sizeof r->times, r->entry.text);
    edit_set(&r->entry, "");
    return true;
  }
  if (k->code == KEY_ENTER && begun) return entry_end(s), true;
  if ((k->code == KEY_BACKSPACE || k->code == KEY_ESC) && (begun || *r->times)) {
    if (k->code == KEY_ESC || !begun) *r->times = 0, edit_set(&r->entry, "");
    else edit_key(&r->entry, k);
    return true;
  }
  return false;
}

/* ---- words */
void act_receive_undo(struct screen *s) {
  receive_say(s, SCAN_UNDO, "", "", "", SOURCE_KEYS);
}

void act_receive_exceptions(struct screen *s) {
  struct receive *r = receive_of(s);
  struct err err;
  r->exceptions = !r->exceptions;
  if (!receive_read(s, &err)) ui_refuse(s->ui, &err);
}

static void damaged(struct screen *s, const char *text, bool done) {
  if (done && text) receive_say(s, SCAN_DAMAGED, "", text, "", SOURCE_KEYS);
}

void act_receive_damaged(struct screen *s) {
  ui_prompt(s, _("How many of this line are damaged?"), "1", damaged);
}

static void carton(struct screen *s, const char *text, bool done) {
  if (done && !str_empty(text)) receive_say(s, SCAN_CARTON, text, "", "", SOURCE_KEYS);
}

static void carton_answer(struct screen *s, int choice) {
  struct receive *r = receive_of(s);
  char now[24];
  str_copy(now, sizeof now, r->carton);
  if (choice == 0) receive_say(s, SCAN_CARTON_LEAVE, "-", "", "", SOURCE_KEYS);
  else if (choice == 1) receive_say(s, SCAN_CARTON, now, "", "damaged", SOURCE_KEYS);
  else if (choice == 2) ui_prompt_code(s, _("Carton (SSCC):"), "", carton);
}

void act_receive_carton(struct screen *s) {
  static const struct choice choices[] = {{'l', N_("Leave the carton: what comes now is loose")},
                                          {'d', N_("The carton is damaged")},
                                          {'o', N_("Another carton, by its number")}};
  if (*receive_of(s)->carton) ui_ask(s, receive_of(s)->carton, choices, COUNT(choices), 0, carton_answer);
  else ui_prompt_code(s, _("Carton (SSCC):"), "", carton);
}

static void total_answer(struct screen *s, int choice) {
  if (choice == 1) receive_say(s, SCAN_TOTAL, "", "", "", SOURCE_KEYS);
}

void act_receive_total(struct screen *s) {
  static const struct choice choices[] = {{'n', N_("No, I count it")}, {'y', N_("Yes, as announced, unopened")}};
  ui_ask(s, _("Take everything that was announced in this carton without counting?"), choices, COUNT(choices), 0, total_answer);
}

/* ---- lot, dates, reason: of the line with the cursor. What was wrong is asked again with what was typed; goods that want both a lot and
 * a date are asked for the other one too. */
static void ask_lot(struct screen *s, const char *initial);
static void ask_expiry(struct screen *s, const char *initial);

static void lot(struct screen *s, const char *text, bool done) {
  if (!done || str_empty(text)) return;
  if (!receive_say(s, SCAN_LOT, text, "", "", SOURCE_KEYS)) return ask_lot(s, text);
  const struct fold_line *l = receive_line(s);
  if (l && l->wants_expiry && l->expiry == DAY_NONE && !l->expiry_none) ask_expiry(s, "");
}

static void ask_lot(struct screen *s, const char *initial) {
  ui_prompt(s, _("Lot of this line (-: none on the goods):"), initial, lot);
}

void act_receive_lot(struct screen *s) {
  ask_lot(s, "");
}

static void expiry(struct screen *s, const char *text, bool done) {
  if (!done || str_empty(text)) return;
  if (!receive_say(s, SCAN_EXPIRY, text, "", "", SOURCE_KEYS)) return ask_expiry(s, text);
  const struct fold_line *l = receive_line(s);
  if (l && l->wants_lot && str_empty(l->lot) && !l->lot_none) ask_lot(s, "");
}

static void ask_expiry(struct screen *s, const char *initial) {
  ui_prompt(s, _("Expiry date of this line (-: none on the goods):"), initial, expiry);
}

void act_receive_expiry(struct screen *s) {
  ask_expiry(s, "");
}

static void produced(struct screen *s, const char *text, bool done) {
  if (!done || str_empty(text)) return;
  if (!receive_say(s, SCAN_PRODUCED, text, "", "", SOURCE_KEYS)) ui_prompt(s, _("Production date of this line:"), text, produced);
}

void act_receive_produced(struct screen *s) {
  ui_prompt(s, _("Production date of this line:"), "", produced);
}

static void reason(struct screen *s, const char *text, bool done) {
  if (done && !str_empty(text)) receive_say(s, SCAN_REASON, text, "", "", SOURCE_KEYS);
}

void act_receive_reason(struct screen *s) {
  ui_prompt(s, _("Reason for the difference of this line:"), "", reason);
}

static void short_answer(struct screen *s, int choice) {
  if (choice == 1) receive_say(s, SCAN_SHORT, "", "", "", SOURCE_KEYS);
}

void act_receive_short(struct screen *s) {
  static const struct choice choices[] = {{'n', N_("No, it may still come")}, {'y', N_("Yes, close it short")}};
  const struct fold_line *l = receive_line(s);
  struct buf question = {0};
  text_fill(&question,
            l ? _("Is nothing more of {1} expected on the order?")
              : _("Nothing was scanned yet: is nothing more expected of the whole order?"),
            l ? fold_name(l) : "");
  ui_ask(s, question.p, choices, COUNT(choices), 0, short_answer);
  buf_free(&question);
}

/* ---- about the delivery */
static bool transport_check(struct screen *s, struct form *f) {
  const char *driver = form_get(f, "driver"), *seal = form_get(f, "seal"), *crate = form_get(f, "crate"), *crates = form_get(f, "crates");
  if (*crates && !*crate) return form_wrong(f, "crate", _("Which crates? Give their code.")), false;
  if (*driver && !receive_say(s, SCAN_DRIVER, driver, "", "", SOURCE_KEYS)) return false;
  if (*seal && !receive_say(s, SCAN_SEAL, seal, "", "", SOURCE_KEYS)) return false;
  return !*crates || receive_say(s, SCAN_CRATES, crate, crates, "", SOURCE_KEYS);
}

void act_receive_transport(struct screen *s) {
  static const struct form_field fields[] = {
      {.name = "driver", .label = N_("Driver"), .type = FORM_TEXT},
      {.name = "seal", .label = N_("Seal number"), .type = FORM_CODE},
      {.name = "crate", .label = N_("Crates: code"), .type = FORM_CODE, .help = N_("Returnable crates, boxes or pallets that stay here.")},
      {.name = "crates", .label = N_("Crates: how many"), .type = FORM_NUMBER},
  };
  const struct fold *fold = receive_of(s)->fold;
  struct form *f = ui_form(s, _("About the delivery"), fields, COUNT(fields), transport_check);
  if (f && fold->driver) form_set(f, "driver", fold->driver);
  if (f && fold->seal) form_set(f, "seal", fold->seal);
}

/* ---- by name */
static void found(struct screen *s, const char *id) {
  if (id) receive_say(s, SCAN_CODE, id, receive_of(s)->times, "", SOURCE_KEYS);
  *receive_of(s)->times = 0;
}

void act_receive_find(struct screen *s) {
  ui_pick_item_or_scan(s, _("Receive by name: Enter adds one"), found);
}

void act_receive_teach(struct screen *s) {
  ui_open(s->ui, "parked", receive_selected(s)->code);
}

/* ---- the end */
static void discard_answer(struct screen *s, int choice) {
  struct err err;
  if (choice != 1) return;
  if (!ledger_discard(s->ui->db, &s->ui->actor, desk_name(receive_of(s)->desk), &err)) return ui_refuse(s->ui, &err);
  ui_say(s->ui, SAY_DONE, _("The draft {1} is discarded; its scans stay in the log of the store."), desk_name(receive_of(s)->desk));
  ui_close(s);
}

void act_receive_discard(struct screen *s) {
  static const struct choice choices[] = {{'n', N_("Keep the draft")}, {'y', N_("Discard it")}};
  ui_ask(s, _("Discard all that was scanned here?"), choices, COUNT(choices), 0, discard_answer);
}

void act_receive_finish(struct screen *s) {
  ui_open(s->ui, "finish", desk_name(receive_of(s)->desk));
}
