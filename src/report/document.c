/* document: one document found, what stands above its lines, what it came of and what came of it. Must not: write, or show value to who
 * may not see it. */
#include "src/report/report.h"

#include <stdlib.h>
#include <string.h>

bool document_find(struct db *db, const char *number, struct document *d, struct err *err) {
  uint8_t uuid[UUID_BYTES];
  bool announced = false;
  *d = (struct document){0};
  if (uuid_parse(number, uuid) ? !docrow_by_uuid(db, err, uuid, &d->doc, &d->posted)
                               : !docrow_by_number(db, err, number, &d->doc, &d->posted))
    return false;
  if (!d->posted && !expected_find(db, err, NULL, number, &d->expected, &announced)) return false;
  return d->posted || announced || err_set(err, ERR_DOC_UNKNOWN, NULL, number);
}

/* ---- what it came of, what came of it */

/* An order's deliveries, a delivery's orders. */
static bool announced_others(struct db *db, const struct expected *e, document_number_fn *fn, void *self, struct err *err) {
  struct rows r;
  if (!rows_open(&r, db, err, SQL_FLOW_ANNOUNCED, T(e->kind), T(e->number))) return false;
  while (rows_next(&r))
    if (!str_eq(rows_text(&r, 1), e->kind)) fn(self, rows_text(&r, 0));
  return rows_close(&r, err);
}

bool document_parents(struct db *db, const struct document *d, document_number_fn *fn, void *self, struct err *err) {
  struct rows r;
  struct err late;
  bool ok = true;
  if (!d->posted) return !str_eq(d->expected.kind, "asn") || announced_others(db, &d->expected, fn, self, err);
  if (!rows_open(&r, db, err, SQL_DOC_PARENTS, I(d->doc.id))) return false;
  while (ok && rows_next(&r)) {
    struct doc_row parent;
    uint8_t uuid[UUID_BYTES];
    bool found = false;
    if (str_eq(rows_text(&r, 0), "doc") && hex_get(uuid, UUID_BYTES, rows_text(&r, 1))) ok = docrow_by_uuid(db, err, uuid, &parent, &found);
    if (ok) fn(self, found ? parent.number : rows_text(&r, 1));
  }
  return rows_close(&r, ok ? err : &late) && ok;
}

static bool numbers(struct db *db, const struct id_list *list, bool parts, document_number_fn *fn, void *self, struct err *err) {
  for (size_t i = 0; i < list->count; i++) {
    struct doc_row d;
    bool found;
    if (!docrow_by_id(db, err, list->id[i], &d, &found)) return false;
    if (found && (parts || !d.part_of)) fn(self, d.number);
  }
  return true;
}

bool document_children(struct db *db, const struct document *d, document_number_fn *fn, void *self, struct err *err) {
  char uuid[2 * UUID_BYTES + 1];
  struct id_list parts = {0}, of = {0};
  bool asn = str_eq(d->expected.kind, "asn"), ok;
  hex_put(uuid, d->doc.uuid, UUID_BYTES);
  if (d->posted) ok = docrow_parts(db, err, d->doc.id, &parts) && docrow_children(db, err, "doc", uuid, &of);
  else
    ok = (asn || announced_others(db, &d->expected, fn, self, err)) && docrow_children(db, err, d->expected.kind, d->expected.number, &of);
  ok = ok && numbers(db, &parts, true, fn, self, err) && numbers(db, &of, false, fn, self, err);
  free(parts.id);
  free(of.id);
  return ok;
}

static bool flow_rows(struct rows *r, document_flow_fn *fn, void *self, struct err *err) {
  while (rows_next(r)) fn(self, rows_text(r, 0), rows_text(r, 1), rows_text(r, 2));
  return rows_close(r, err);
}

bool document_flow(struct db *db, const struct document *d, document_flow_fn *fn, void *self, struct err *err) {
  struct rows r;
  const struct expected *e = &d->expected;
  if (d->posted)
    return rows_open(&r, db, err, SQL_FLOW_SOURCES, I(d->doc.root)) && flow_rows(&r, fn, self, err) &&
           rows_open(&r, db, err, SQL_DOC_FLOW, I(d->doc.root)) && flow_rows(&r, fn, self, err);
  return rows_open(&r, db, err, SQL_FLOW_ANNOUNCED, T(e->kind), T(e->number)) && flow_rows(&r, fn, self, err) &&
         rows_open(&r, db, err, SQL_FLOW_CAME, T(e->kind), T(e->number)) && flow_rows(&r, fn, self, err);
}

/* ---- what stands above its lines */
const struct out_column document_head_column[DOC_HEAD_COLUMNS] = {
    {"label", OUT_NAME, N_("What")}, {"text", OUT_NAME, N_("Is")}, {"link", OUT_CODE, NULL}};

struct head {
  struct db *db;
  const struct ledger_store *store;
  struct out *out;
  const char *label; /* of the numbers that follow */
};

static void head_put(const struct head *h, const char *label, const char *text, const char *link) {
  if (str_empty(text)) return;
  out_text(h->out, DOC_HEAD_LABEL, label);
  out_text(h->out, DOC_HEAD_TEXT, text);
  out_text(h->out, DOC_HEAD_LINK, link);
  out_row(h->out);
}

static void head_number(void *self, const char *number) {
  struct head *h = self;
  head_put(h, h->label, number, number);
  h->label = "";
}

/* A code with the name that belongs to it, which is freed. */
static void head_named(const struct head *h, const char *label, const char *code, char *name) {
  char *both = name ? xprintf("%s  %s", code, name) : xstrdup(code);
  head_put(h, label, both, NULL);
  free(both);
  free(name);
}

static bool head_staff(const struct head *h, const char *label, const char *code, struct err *err) {
  char *name = NULL;
  if (*code && !staff_name(h->db, err, code, &name)) return false;
  head_named(h, label, code, name);
  return true;
}

static bool head_supplier(const struct head *h, const char *code, struct err *err) {
  char *name = NULL;
  if (*code && !supplier_name(h->db, err, code, &name)) return false;
  head_named(h, _("Supplier"), code, name);
  return true;
}

/* What its kind says of it, field by field. */
static bool head_field(const struct head *h, const struct field *field, const struct value *v, struct err *err) {
  char text[40];
  const char *label = text_get(field->label);
  if (!v->set) return true;
  if (str_eq(field->name, "supplier")) return head_supplier(h, value_get(v), err);
  if (str_eq(field->name, "owner")) return head_staff(h, label, value_get(v), err);
  switch (field->type) {
  case FIELD_TEXT: head_put(h, label, out_word(value_get(v)), str_eq(field->name, "of") ? value_get(v) : NULL); break;
  case FIELD_PLACE: head_put(h, label, place_text(h->db, value_get(v)), NULL); break;
  case FIELD_DAY: head_put(h, label, day_format(text, sizeof text, (int32_t)v->i), NULL); break;
  case FIELD_BOOL: head_put(h, label, v->i ? _("yes") : _("no"), NULL); break;
  case FIELD_MONEY: head_put(h, label, num_format(text, sizeof text, v->i, h->store->money_decimals), NULL); break;
  case FIELD_INT:
  case FIELD_QTY: break; /* parts per million and the like: nothing for people */
  }
  return true;
}

static bool posted_head(struct head *h, const struct doc_row *d, struct err *err) {
  char day[16], at[40];
  head_put(h, _("Kind"), out_word(d->kind), NULL);
  head_put(h, _("State"), out_word(d->state), NULL);
  head_put(h, _("Business day"), day_format(day, sizeof day, d->day), NULL);
  head_put(h, _("Time"), time_local(at, sizeof at, d->at), NULL);
  if (!str_eq(d->store, h->store->code)) head_put(h, _("Store"), d->store, NULL);
  if (!head_staff(h, _("By"), d->who, err) || !head_staff(h, _("Approved by"), d->approved_by, err)) return false;
  return true;
}

static bool body_head(struct head *h, const struct doc_row *d, struct err *err) {
  struct doc *doc = ledger_doc_load(h->db, d->id, err);
  if (!doc) return false;
  bool ok = true;
  for (size_t i = 0; ok && i < doc->kind->head_count; i++) ok = head_field(h, &doc->kind->head[i], &doc->head[i], err);
  doc_free(doc);
  return ok;
}

static bool announced_head(struct head *h, const struct expected *e, struct err *err) {
  char day[16];
  head_put(h, _("Kind"), out_word(e->kind), NULL);
  head_put(h, _("State"), out_word(e->state), NULL);
  if (e->due != DAY_NONE) head_put(h, _("Due"), day_format(day, sizeof day, e->due), NULL);
  head_put(h, _("Source"), e->source, NULL);
  if (!str_eq(e->destination, h->store->code)) head_put(h, _("For the store"), e->destination, NULL);
  return head_supplier(h, e->supplier, err);
}

bool document_head(struct db *db, const struct ledger_store *store, const struct document *d, struct out *out, struct err *err) {
  struct head h = {db, store, out, NULL};
  if (!(d->posted ? posted_head(&h, &d->doc, err) : announced_head(&h, &d->expected, err))) return false;
  h.label = _("Came of");
  if (!document_parents(db, d, head_number, &h, err) || (d->posted && !body_head(&h, &d->doc, err))) return false;
  h.label = _("Became");
  return document_children(db, d, head_number, &h, err);
}
