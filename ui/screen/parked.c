/* parked: codes that nobody knows yet, and teaching one. Clerks may look. Must not: decide what teaching does (src/ledger/parked.c). */
#include "ui/screen/listing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { UNITS_MOST = 99999 };
struct parked_page {
  struct table table;             /* first: screen listing */
  char code[CODE_TEXT], item[64]; /* being taught */
  char note[2][240];              /* what is known of both, for the box */
  struct form_field field[3];
  int64_t units;
};

static bool open(struct screen *s, const char *arg, struct err *err) {
  struct parked_page *p = s->own;
  (void)err;
  static const struct table_column look[] = {{LIST_PARKED_CODE, 24, 0, 0},     {LIST_PARKED_QTY, 6, 0, 0},    {LIST_PARKED_DRAFT, 8, 0, 2},
                                             {LIST_PARKED_DOCUMENT, 18, 0, 1}, {LIST_PARKED_SINCE, 19, 0, 0}, {LIST_PARKED_WHO, 8, 0, 3},
                                             {LIST_PARKED_PROBLEM, 30, 1, 4}};
  p->table =
      (struct table){.column = list_parked_column,
                     .columns = LIST_PARKED_COLUMNS,
                     .look = look,
                     .looks = COUNT(look),
                     .id = LIST_PARKED_CODE,
                     .empty = N_("No unknown code waits. What is scanned at receiving and unknown comes here, and nothing of it is lost.")};
  str_copy(p->code, sizeof p->code, arg);
  return true;
}

static bool load(struct screen *s, struct err *err) {
  struct kept *kept;
  struct out *out = out_keep(list_parked_column, LIST_PARKED_COLUMNS, &kept);
  return listing_take(s, out, &kept, list_parked(s->ui->db, out, err), err);
}

/* Asked for with a code, it is there to teach that one. */
static void begun(struct screen *s) {
  struct parked_page *p = s->own;
  if (!*p->code) return;
  table_go(&p->table, p->code);
  if (str_eq(table_id(&p->table), p->code)) act_parked_teach(s);
}

static const char *cannot(const struct screen *s, const char *action) {
  const struct parked_page *p = s->own;
  return table_id(&p->table) || str_eq(action, "filter") ? NULL : _("No code waits.");
}

/* ---- teaching: which item, how many in one scan */

/* A code that several items hold is put aside at every scan: who made it so should know. */
static void taught_say(struct screen *s, const struct taught *t) {
  const struct parked_page *p = s->own;
  struct instore instore;
  struct lookup holders;
  struct buf why = {0};
  struct err err;
  char drafts[24], documents[24];
  config_instore(s->ui->config, &instore);
  if (!lookup_code(s->ui->db, s->ui->store, &instore, p->code, &holders, &why, &err)) ui_refuse(s->ui, &err);
  else if (holders.count > 1) ui_say(s->ui, SAY_WARN, _("{1} is the code of several items now, and is put aside at every scan."), p->code);
  else
    ui_say(s->ui, SAY_DONE,
           t->already ? _("{1} is {2} already, and waits nowhere: there was nothing to do.")
                      : _("{1} is {2} from now on. Open drafts changed: {3}; supplementary receipts posted: {4}."),
           p->code, p->item, num_format(drafts, sizeof drafts, (int64_t)t->drafts, 0),
           num_format(documents, sizeof documents, (int64_t)t->documents, 0));
  buf_free(&why);
}

static void teach(struct screen *s, const char *approver) {
  struct parked_page *p = s->own;
  struct actor actor = s->ui->actor;
  struct taught taught = {0};
  struct err err;
  actor.approved_by = approver;
  if (!ledger_teach(s->ui->db, s->ui->store, &actor, p->code, p->item, p->units, &taught, &err)) return ui_refuse(s->ui, &err);
  taught_say(s, &taught);
  taught_free(&taught);
  if (*s->arg) ui_close(s);
}

static bool units_check(struct screen *s, struct form *f) {
  struct parked_page *p = s->own;
  struct buf what = {0};
  struct err err;
  int64_t units;
  if (!num_parse(form_get(f, "units"), 0, &units) || units < 1 || units > UNITS_MOST) {
    err_set(&err, ERR_TEACH_UNITS, NULL, form_get(f, "units"));
    form_wrong(f, "units", err.text);
    return false;
  }
  p->units = units;
  if (s->ui->actor.manager) return teach(s, NULL), true;
  text_fill(&what, _("A manager approves that {1} is {2}, {3} in one scan."), p->code, p->note[0], form_get(f, "units"));
  ui_approve(s, RIGHT_MANAGER, what.p, teach);
  buf_free(&what);
  return true;
}

/* How many wait, and whom one may ask what it was. */
static bool waiting_note(struct screen *s, struct err *err) {
  struct parked_page *p = s->own;
  const struct kept *kept = p->table.kept;
  const char *since = "", *who = "";
  char number[32], *name = NULL;
  int64_t sum = 0, qty;
  for (size_t i = 0; i < kept_rows(kept); i++) {
    if (!str_eq(kept_cell(kept, i, LIST_PARKED_CODE), p->code)) continue;
    if (num_parse(kept_cell(kept, i, LIST_PARKED_QTY), 0, &qty)) sum += qty;
    if (!*since) since = kept_cell(kept, i, LIST_PARKED_SINCE), who = kept_cell(kept, i, LIST_PARKED_WHO);
  }
  if (!staff_name(s->ui->db, err, who, &name)) return false;
  struct buf b = {0};
  text_fill(&b, *who ? _("{1} wait; first scanned {2} by {3}") : _("{1} wait; first scanned {2}"),
            num_format(number, sizeof number, sum, 0), since, name ? name : who);
  str_copy(p->note[1], sizeof p->note[1], b.p);
  buf_free(&b);
  free(name);
  return true;
}

static void item_picked(struct screen *s, const char *code) {
  struct parked_page *p = s->own;
  struct item item;
  struct err err;
  bool found;
  if (!code && *s->arg) ui_close(s);
  if (!code) return;
  if (!item_by_code(s->ui->db, &err, code, &item, &found) || !waiting_note(s, &err)) return ui_refuse(s->ui, &err);
  str_copy(p->item, sizeof p->item, code);
  snprintf(p->note[0], sizeof p->note[0], "%s  %s  %s", code, found ? text_name(item.name, item.name_en) : "", found ? item.unit : "");
  for (size_t i = 0; i < COUNT(p->note); i++) p->field[i] = (struct form_field){.name = "", .label = p->note[i], .type = FORM_NOTE};
  p->field[COUNT(p->note)] = (struct form_field){.name = "units",
                                                 .label = N_("Units in one scan"),
                                                 .type = FORM_NUMBER,
                                                 .required = true,
                                                 .help = N_("1 for a single piece, the number inside for a case.")};
  struct buf title = {0};
  text_fill(&title, _("{1} is {2}"), p->code, p->item);
  struct form *f = ui_form(s, title.p, p->field, COUNT(p->field), units_check);
  if (f) form_set(f, "units", "1");
  buf_free(&title);
}

void act_parked_teach(struct screen *s) {
  struct parked_page *p = s->own;
  struct buf title = {0};
  str_copy(p->code, sizeof p->code, table_id(&p->table));
  text_fill(&title, _("Which item is {1}?"), p->code);
  ui_pick_item(s, title.p, item_picked);
  buf_free(&title);
}

void act_parked_origin(struct screen *s) {
  const struct table *t = &((struct parked_page *)s->own)->table;
  const char *number = table_cell(t, LIST_PARKED_DOCUMENT);
  if (*number) ui_open(s->ui, "document", number);
  else ui_open(s->ui, "deliveries", table_cell(t, LIST_PARKED_DRAFT));
}

const struct screen_kind screen_parked = {.size = sizeof(struct parked_page),
                                          .open = open,
                                          .load = load,
                                          .begun = begun,
                                          .draw = listing_draw,
                                          .key = listing_key,
                                          .cannot = cannot,
                                          .keep = listing_keep,
                                          .back = listing_back,
                                          .close = listing_close};
