/* flow: documents that belong together. A set is a document, its parts, and what descends from it; read back from the log's bytes. */
#include "src/ledger/internal.h"

#include <stdlib.h>

struct doc *ledger_doc_load(struct db *db, int64_t id, struct err *err) {
  struct buf body = {0};
  struct doc *d = event_body(db, err, id, &body) ? doc_read(body.p ? body.p : "", body.n, err) : NULL;
  buf_free(&body);
  return d;
}

static struct doc *shelf_doc(struct shelf *s, int64_t id, struct err *err) {
  for (size_t i = 0; i < s->count; i++)
    if (s->id[i] == id) return s->doc[i];
  struct doc *d = ledger_doc_load(s->db, id, err);
  if (!d) return NULL;
  s->doc = xrealloc(s->doc, s->count + 1, sizeof *s->doc);
  s->id = xrealloc(s->id, s->count + 1, sizeof *s->id);
  s->id[s->count] = id;
  return s->doc[s->count++] = d;
}

void shelf_free(struct shelf *s) {
  for (size_t i = 0; i < s->count; i++) doc_free(s->doc[i]);
  free(s->doc);
  free(s->id);
  *s = (struct shelf){.db = s->db};
}

static bool set_add(struct shelf *shelf, struct doc_set *set, int64_t id, struct err *err) {
  for (size_t i = 0; i < set->count; i++)
    if (set->id[i] == id) return true;
  struct doc *d = shelf_doc(shelf, id, err);
  if (!d) return false;
  set->doc = xrealloc(set->doc, set->count + 1, sizeof *set->doc);
  set->id = xrealloc(set->id, set->count + 1, sizeof *set->id);
  set->id[set->count] = id;
  set->doc[set->count++] = d;
  return true;
}

static bool add_list(struct shelf *shelf, struct doc_set *set, struct id_list *list, struct err *err) {
  bool ok = true;
  for (size_t i = 0; ok && i < list->count; i++) ok = set_add(shelf, set, list->id[i], err);
  free(list->id);
  return ok;
}

bool ledger_parent_row(struct db *db, const struct doc_parent *p, struct doc_row *row, bool *found, struct err *err) {
  uint8_t uuid[UUID_BYTES];
  *found = false;
  if (str_eq(p->kind, "number")) return docrow_by_number(db, err, p->ref, row, found);
  return !str_eq(p->kind, "doc") || !hex_get(uuid, UUID_BYTES, p->ref) || docrow_by_uuid(db, err, uuid, row, found);
}

bool ledger_children(struct db *db, const struct doc *d, struct id_list *list, struct err *err) {
  char uuid[2 * UUID_BYTES + 1];
  hex_put(uuid, d->uuid, UUID_BYTES);
  return docrow_children(db, err, "doc", uuid, list) && docrow_children(db, err, "number", d->number, list);
}

/* Parts name the parents of the whole, so children of children are found from every member in turn. */
static bool add_descendants(struct shelf *shelf, struct doc_set *set, struct err *err) {
  for (size_t i = 0; i < set->count; i++) {
    struct id_list list = {0};
    if (!ledger_children(shelf->db, set->doc[i], &list, err)) {
      free(list.id);
      return false;
    }
    if (!add_list(shelf, set, &list, err)) return false;
  }
  return true;
}

bool ledger_set_load(struct shelf *shelf, int64_t id, bool descendants, struct doc_set *set, size_t *parts, struct err *err) {
  struct id_list list = {0};
  *set = (struct doc_set){0};
  bool ok = set_add(shelf, set, id, err) && docrow_parts(shelf->db, err, id, &list);
  if (ok) {
    ok = add_list(shelf, set, &list, err);
  } else {
    free(list.id);
  }
  *parts = set->count ? set->count - 1 : 0;
  if (ok && descendants) ok = add_descendants(shelf, set, err);
  if (!ok) ledger_set_free(set);
  return ok;
}

void ledger_set_free(struct doc_set *set) {
  free(set->doc);
  free(set->id);
  *set = (struct doc_set){0};
}
