/* parked: codes that named no item, or two, and what teaching one does wherever it waits. A parked scan stays the fact it was; a fact
 * 'teach' says what its
 * line is, so undo and replay stay honest. Must not: decide who may teach. */
#include "src/ledger/tally.h"

#include <stdlib.h>
#include <string.h>

enum { PAGES_AT_ONCE = 4 };

void parked_code(const struct code *c, char out[CODE_TEXT]) {
  const char *code = c->text;
  if (c->kind == CODE_INSTORE) code = c->key;
  if (c->kind == CODE_GS1 && *c->gtin) code = *c->gtin == '0' ? c->gtin + 1 : c->gtin;
  str_copy(out, CODE_TEXT, code);
}

/* ---- listing */
struct waiting {
  int64_t *draft;
  size_t count;
};

static bool waiting_read(struct db *db, struct waiting *w, struct err *err) {
  struct rows r;
  *w = (struct waiting){0};
  if (!rows_open(&r, db, err, SQL_DRAFT_WAITING)) return false;
  while (rows_next(&r)) {
    w->draft = xrealloc(w->draft, w->count + 1, sizeof *w->draft);
    w->draft[w->count++] = rows_int(&r, 0);
  }
  return rows_close(&r, err);
}

/* *more turns false when fn wants no more. */
static bool draft_parked(struct db *db, int64_t id, parked_fn *fn, void *self, bool *more, struct err *err) {
  struct draft d = {0};
  bool found;
  char *number = NULL;
  struct tally *t = tally_new(db, id);
  bool ok = draft_by_id(db, err, id, &d, &found) && tally_read(t, err) && db_text(db, err, &number, SQL_DRAFT_DOC_NUMBER, I(d.doc));
  for (size_t i = 0; ok && *more && i < t->lines; i++) {
    const struct tally_line *l = &t->line[i];
    if (l->good || l->qty <= 0) continue;
    const struct parked p = {.code = l->code,
                             .problem = l->problem,
                             .draft = d.name,
                             .number = number ? number : "",
                             .who = tally_fact(t, l->n)->who,
                             .qty = l->qty,
                             .since = tally_fact(t, l->n)->at};
    *more = fn(self, &p);
  }
  free(number);
  tally_free(t);
  draft_done(&d);
  return ok;
}

bool parked_walk(struct db *db, parked_fn *fn, void *self, struct err *err) {
  struct waiting w;
  bool more = true, ok = waiting_read(db, &w, err);
  for (size_t i = 0; ok && more && i < w.count; i++) ok = draft_parked(db, w.draft[i], fn, self, &more, err);
  free(w.draft);
  return ok;
}

/* ---- teaching */
struct lesson {
  struct db *db;
  const struct ledger_store *store;
  const struct actor *actor;
  const char *barcode;
  char key[CODE_TEXT];
  struct item item;
  int64_t units;
  struct taught *taught;
};

void taught_free(struct taught *t) {
  for (size_t i = 0; i < t->drafts; i++) free(t->draft[i]);
  for (size_t i = 0; i < t->documents; i++) free(t->document[i]);
  free(t->draft);
  free(t->document);
  *t = (struct taught){0};
}

static void note(char ***list, size_t *count, const char *text) {
  *list = xrealloc(*list, *count + 1, sizeof **list);
  (*list)[(*count)++] = xstrdup(text);
}

/* A fact 'teach' for each line of the draft where the code waits. What else the draft holds is set to nothing in the tally: it is not of
 * this lesson. */
static bool draft_teach(struct lesson *ls, struct tally *t, size_t *lines, struct err *err) {
  int64_t *line = xcalloc(t->lines + 1, sizeof *line);
  bool ok = true;
  *lines = 0;
  for (size_t i = 0; i < t->lines; i++) {
    char key[CODE_TEXT];
    code_key(key, t->line[i].code);
    if (!t->line[i].good && t->line[i].qty > 0 && str_eq(key, ls->key)) line[(*lines)++] = t->line[i].n;
  }
  for (size_t i = 0; ok && i < *lines; i++) {
    bool again;
    struct fact f = {.word = "teach",
                     .seat = db_seat(ls->db),
                     .who = ls->actor->staff,
                     .line = line[i],
                     .item = ls->item.id,
                     .qty = ls->units,
                     .code = ls->barcode,
                     .produced = DAY_NONE,
                     .expiry = DAY_NONE};
    ok = fact_add(ls->db, err, t->draft, &f, &again) && tally_add(t, &f, err);
  }
  for (size_t i = 0, k = 0; i < t->lines; i++) {
    if (k < *lines && t->line[i].n == line[k]) k++;
    else t->line[i].qty = t->line[i].damaged = 0;
  }
  free(line);
  return ok;
}

/* The goods were received under another receipt: a supplementary one books them. */
static bool receipt_more(struct lesson *ls, const struct draft *d, const struct tally *t, const uint8_t parent[UUID_BYTES],
                         struct err *err) {
  char id[37], *number = NULL;
  struct wants *w = wants_load(ls->db, d->head, err);
  if (!w) return false;
  struct fold *f = fold_make(d, t, w, true);
  wants_free(w);
  free(f->mode);
  f->mode = xstrdup("teach");
  struct doc *receipt = fold_receipt(f, false, err);
  fold_free(f);
  if (!receipt) return false;
  doc_parent_doc(receipt, parent);
  bool ok = ledger_post(ls->db, ls->store, ls->actor, receipt, &number, err);
  if (ok) note(&ls->taught->document, &ls->taught->documents, uuid_format(id, receipt->uuid));
  free(number);
  doc_free(receipt);
  return ok;
}

/* Goods of a receipt that was reversed have gone back: there is nothing to book. */
static bool posted_teach(struct lesson *ls, const struct draft *d, const struct tally *t, struct err *err) {
  struct rows r;
  uint8_t parent[UUID_BYTES];
  bool standing = false;
  size_t n;
  if (!rows_open(&r, ls->db, err, SQL_DRAFT_DOC_STATE, I(d->doc))) return false;
  if (rows_next(&r)) {
    const void *uuid = rows_blob(&r, 0, &n);
    standing = n == UUID_BYTES && !str_eq(rows_text(&r, 1), "reversed");
    if (standing) memcpy(parent, uuid, UUID_BYTES);
  }
  return rows_close(&r, err) && (!standing || receipt_more(ls, d, t, parent, err));
}

static bool teach_one(struct lesson *ls, int64_t id, struct err *err) {
  struct draft d = {0};
  bool found;
  size_t lines = 0;
  struct tally *t = tally_new(ls->db, id);
  bool ok = draft_by_id(ls->db, err, id, &d, &found) && tally_read(t, err) && draft_teach(ls, t, &lines, err);
  if (ok && lines && str_eq(d.state, "open")) note(&ls->taught->draft, &ls->taught->drafts, d.name);
  if (ok && lines && !str_eq(d.state, "open")) ok = posted_teach(ls, &d, t, err);
  tally_free(t);
  draft_done(&d);
  return ok;
}

/* What HQ is told: the link itself is a document. */
static bool teach_post(struct lesson *ls, struct err *err) {
  struct doc *doc = doc_new(doc_kind_find("teach"));
  char *number = NULL;
  value_text(doc_head(doc, TEACH_BARCODE), ls->barcode);
  value_text(doc_head(doc, TEACH_ITEM), ls->item.code);
  value_int(doc_head(doc, TEACH_UNITS), ls->units);
  bool ok = ledger_post(ls->db, ls->store, ls->actor, doc, &number, err);
  free(number);
  doc_free(doc);
  return ok;
}

static bool link_add(struct lesson *ls, struct err *err) {
  return barcode_add(ls->db, err, ls->barcode, ls->item.id, ls->units, ls->units > 1 ? "case" : "other") &&
         item_freeze(ls->db, err, ls->item.id) && teach_post(ls, err);
}

/* What was approved is this link and no other. */
static bool approval_keep(struct lesson *ls, struct err *err) {
  char *link = xprintf("%s x %lld", ls->item.code, (long long)ls->units);
  bool ok = ledger_approved(ls->db, ls->store, ls->actor, RIGHT_MANAGER, ls->barcode, "", link, err);
  free(link);
  return ok;
}

static bool teach_all(struct lesson *ls, const char *item, struct err *err) {
  bool found;
  struct waiting w = {0};
  size_t left; /* stale pages that wait for the next change */
  if (!item_by_code(ls->db, err, item, &ls->item, &found)) return false;
  if (!found) return err_set(err, ERR_ITEM_NONE, NULL, item);
  int64_t known;
  if (!approval_keep(ls, err)) return false;
  if (!db_int(ls->db, err, &known, 0, SQL_BARCODE_LINK, T(ls->key), I(ls->item.id), I(ls->units))) return false;
  bool ok = (known || link_add(ls, err)) && waiting_read(ls->db, &w, err);
  for (size_t i = 0; ok && i < w.count; i++) ok = teach_one(ls, w.draft[i], err);
  free(w.draft);
  ls->taught->already = known && !ls->taught->drafts && !ls->taught->documents;
  return ok && search_flush_some(ls->db, err, PAGES_AT_ONCE, &left);
}

bool ledger_teach(struct db *db, const struct ledger_store *store, const struct actor *actor, const char *barcode, const char *item,
                  int64_t units, struct taught *taught, struct err *err) {
  struct lesson ls = {.db = db, .store = store, .actor = actor, .barcode = barcode, .units = units, .taught = taught};
  *taught = (struct taught){0};
  code_key(ls.key, barcode);
  if (!db_begin(db, err)) return false;
  if (teach_all(&ls, item, err) && db_commit(db, err)) return true;
  db_rollback(db);
  taught_free(taught);
  return false;
}
