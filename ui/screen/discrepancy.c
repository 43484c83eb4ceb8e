/* discrepancy: one difference: what, where, when, what was said about it; taking it on, a note, the end. Must not: change what was found.
 * */
#include "ui/ui.h"

#include <stdlib.h>
#include <string.h>

struct discrepancy_page {
  struct discrepancy d;
  struct page page;
  char number[96], item[64]; /* what it is of, for the ways there; "" none */
  char reason[200];          /* how it was settled, while the yes of a manager is asked for */
};

/* ---- reading */
static bool said_read(struct screen *s, struct err *err) {
  struct discrepancy_page *p = s->own;
  struct kept *kept;
  struct out *out = out_keep(discrepancy_said_column, DISC_SAID_COLUMNS, &kept);
  if (!discrepancy_said(s->ui->db, &p->d, out, err)) {
    out_drop(out);
    return false;
  }
  if (!out_end(out, err)) return false;
  page_head(&p->page, _("What was said"));
  if (!kept_rows(kept)) page_add(&p->page, "", ROLE_DIM, _("nothing yet"), NULL);
  for (size_t i = 0; i < kept_rows(kept); i++) {
    const char *text = kept_cell(kept, i, DISC_SAID_TEXT);
    char *label = xprintf("%s %s", kept_cell(kept, i, DISC_SAID_TIME), kept_cell(kept, i, DISC_SAID_BY)), *link = xprintf("t%s", text);
    page_add(&p->page, label, ROLE_TEXT, text, link);
    free(label);
    free(link);
  }
  kept_free(kept);
  return true;
}

static void linked(struct page *p, const char *label, char kind, const char *id, const char *more) {
  char *link = xprintf("%c%s", kind, id), *text = xprintf("%s  %s", id, more);
  if (*id) page_add(p, label, ROLE_TEXT, text, link);
  free(link);
  free(text);
}

static void figures(struct screen *s, int decimals) {
  struct discrepancy_page *p = s->own;
  const struct discrepancy *d = &p->d;
  char n[32];
  page_add(&p->page, _("Should be"), ROLE_TEXT, num_format(n, sizeof n, d->expected, decimals), NULL);
  page_add(&p->page, _("Found"), ROLE_TEXT, num_format(n, sizeof n, d->found, decimals), NULL);
  page_add(&p->page, _("Difference"), ROLE_WARN, num_format(n, sizeof n, d->found - d->expected, decimals), NULL);
  if (s->ui->actor.manager)
    page_add(&p->page, _("Value"), ROLE_TEXT, num_format(n, sizeof n, d->value, s->ui->store->money_decimals), NULL);
}

static bool owner_show(struct screen *s, struct err *err) {
  struct discrepancy_page *p = s->own;
  char *name = NULL;
  if (*p->d.owner && !staff_name(s->ui->db, err, p->d.owner, &name)) return false;
  char *text = xprintf("%s  %s", p->d.owner, name ? name : "");
  page_add(&p->page, _("Owner"), *p->d.owner ? ROLE_TEXT : ROLE_WARN, *p->d.owner ? text : _("nobody yet; o names one"), NULL);
  free(text);
  free(name);
  return true;
}

static bool load(struct screen *s, struct err *err) {
  struct discrepancy_page *p = s->own;
  struct doc_row doc;
  struct item item = {0};
  char day[16], n[24];
  bool found, known = false;
  if (!discrepancy_get(s->ui->db, err, s->arg, &p->d, &found)) return false;
  if (!found) return err_set(err, ERR_DISCREPANCY_UNKNOWN, NULL, s->arg);
  if (!docrow_by_id(s->ui->db, err, p->d.doc, &doc, &found) || !item_by_id(s->ui->db, err, p->d.item, &item, &known)) return false;
  str_copy(p->number, sizeof p->number, found ? doc.number : "");
  str_copy(p->item, sizeof p->item, known ? item.code : "");
  page_clear(&p->page);
  page_add(&p->page, _("Kind"), ROLE_STRONG, out_word(p->d.kind), NULL);
  page_add(&p->page, _("State"), str_eq(p->d.state, "open") ? ROLE_WARN : ROLE_TEXT, out_word(p->d.state), NULL);
  linked(&p->page, _("Item"), 'i', p->item, text_name(item.name, item.name_en));
  page_add(&p->page, _("Carton"), ROLE_TEXT, p->d.carton, NULL);
  linked(&p->page, _("Document"), 'd', p->number, found ? doc.who : "");
  page_add(&p->page, _("Line"), ROLE_TEXT, num_format(n, sizeof n, p->d.line, 0), NULL);
  page_add(&p->page, _("Day"), ROLE_TEXT, day_format(day, sizeof day, p->d.day), NULL);
  figures(s, known ? item.decimals : 0);
  page_add(&p->page, _("Reason"), ROLE_TEXT, p->d.reason, NULL);
  return owner_show(s, err) && said_read(s, err);
}

static void draw(const struct screen *s, struct area a) {
  page_draw(&((struct discrepancy_page *)s->own)->page, area_part(a, 1, 0, a.rows - 1, a.cols), true);
}

static void crumb(const struct screen *s, struct buf *out) {
  buf_adds(out, ((const struct discrepancy_page *)s->own)->d.id);
}

static bool key(struct screen *s, const struct key *k) {
  return page_key(&((struct discrepancy_page *)s->own)->page, k);
}

/* ---- what can be done */
static const char *cannot(const struct screen *s, const char *action) {
  const struct discrepancy_page *p = s->own;
  bool settles = str_eq(action, "owner") || str_eq(action, "note") || str_eq(action, "close");
  if (settles && !str_eq(p->d.state, "open")) return _("It is settled already; nothing is left to do with it.");
  if (str_eq(action, "item") && !*p->item) return _("It is of no item: a whole carton, or a code nobody knew.");
  if (str_eq(action, "open") && !*page_link(&p->page)) return _("This line leads nowhere. d goes to the document, i to the item.");
  return NULL;
}

static bool resolve(struct screen *s, const char *approver, struct resolve *r) {
  const struct discrepancy_page *p = s->own;
  struct actor actor = s->ui->actor;
  struct err err;
  char *number = NULL;
  r->id = p->d.id;
  actor.approved_by = approver;
  bool ok = db_begin(s->ui->db, &err) && ledger_resolve(s->ui->db, s->ui->store, &actor, r, &number, &err) && db_commit(s->ui->db, &err);
  free(number);
  if (ok) return true;
  db_rollback(s->ui->db);
  ui_refuse(s->ui, &err);
  return false;
}

static void owner_picked(struct screen *s, const char *id) {
  struct err err;
  unsigned rights;
  bool found;
  if (!id) return;
  if (!staff_rights(s->ui->db, &err, id, s->ui->store->code, &rights, &found)) return ui_refuse(s->ui, &err);
  if (!found) return ui_say(s->ui, SAY_WARN, _("{1} does not work here any more."), id);
  if (resolve(s, NULL, &(struct resolve){.owner = id})) ui_say(s->ui, SAY_DONE, _("{1} settles it."), id);
}

void act_discrepancy_owner(struct screen *s) {
  struct kept *kept;
  struct err err;
  size_t count;
  struct out *out = out_keep(list_staff_column, LIST_STAFF_COLUMNS, &kept);
  if (!list_staff(s->ui->db, NULL, out, &count, &err)) {
    out_drop(out);
    return ui_refuse(s->ui, &err);
  }
  if (!out_end(out, &err)) return ui_refuse(s->ui, &err);
  ui_pick(s, _("Who settles it?"), list_staff_column, LIST_STAFF_ROLES + 1, LIST_STAFF, kept, owner_picked);
}

static void noted(struct screen *s, const char *text, bool done) {
  if (!done || str_empty(text)) return;
  if (resolve(s, NULL, &(struct resolve){.note = text})) ui_say(s->ui, SAY_DONE, _("The note is kept."));
}

void act_discrepancy_note(struct screen *s) {
  ui_prompt(s, _("Note:"), "", noted);
}

static void settle(struct screen *s, const char *approver) {
  const struct discrepancy_page *p = s->own;
  if (resolve(s, approver, &(struct resolve){.close = true, .reason = p->reason})) ui_say(s->ui, SAY_DONE, _("It is settled."));
}

static bool closed(struct screen *s, struct form *f) {
  struct discrepancy_page *p = s->own;
  struct buf what = {0};
  str_copy(p->reason, sizeof p->reason, form_get(f, "reason"));
  if (s->ui->actor.manager) return settle(s, NULL), true;
  text_fill(&what, _("A manager approves that {1} is settled: {2}"), p->d.id, p->reason);
  ui_approve(s, RIGHT_MANAGER, what.p, settle);
  buf_free(&what);
  return true;
}

void act_discrepancy_close(struct screen *s) {
  static const struct form_field fields[] = {
      {.name = "reason", .label = N_("Reason"), .required = true, .help = N_("How it was settled: credited, found again, written off.")}};
  ui_form(s, _("Settle it"), fields, COUNT(fields), closed);
}

void act_discrepancy_document(struct screen *s) {
  ui_open(s->ui, "document", ((const struct discrepancy_page *)s->own)->number);
}

void act_discrepancy_item(struct screen *s) {
  ui_open(s->ui, "item", ((const struct discrepancy_page *)s->own)->item);
}

void act_discrepancy_open(struct screen *s) {
  const char *link = page_link(&((const struct discrepancy_page *)s->own)->page);
  if (*link == 'd') act_discrepancy_document(s);
  else if (*link == 'i') act_discrepancy_item(s);
  else ui_text(s, _("What was said"), link + 1);
}

static void done(struct screen *s) {
  page_done(&((struct discrepancy_page *)s->own)->page);
}

const struct screen_kind screen_discrepancy = {
    .size = sizeof(struct discrepancy_page), .load = load, .draw = draw, .key = key, .crumb = crumb, .cannot = cannot, .close = done};
