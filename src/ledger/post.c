/* post: a document gets its identity, its number and its place in the log, once and for ever. */
#include "src/ledger/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void set_text(char **to, const char *text) {
  free(*to);
  *to = text ? xstrdup(text) : NULL;
}

static void identify(struct db *db, const struct ledger_store *store, const struct actor *actor, struct doc *d) {
  uuid_new(db_env(db), d->uuid);
  d->at = db_now(db);
  if (d->day == DAY_NONE) d->day = day_of(d->at, store->day_start);
  d->offset = zone_offset_minutes(d->at);
  set_text(&d->store, store->code);
  set_text(&d->who, actor->staff);
  set_text(&d->approved_by, actor->approved_by);
  set_text(&d->seat, db_seat(db));
}

static bool number(struct db *db, const struct origin *o, struct doc *d, struct err *err) {
  int64_t n;
  if (!counter_next(db, err, o->device, &n)) return false;
  free(d->number);
  d->number = xprintf("%s-%s-%06lld", d->store, o->device, (long long)n);
  return true;
}

bool ledger_number_split(const char *number, const char *store, char device[9], int64_t *n) {
  size_t skip = strlen(store);
  if (!str_starts(number, store) || number[skip] != '-') return false;
  const char *letter = number + skip + 1, *dash = strchr(letter, '-');
  if (!dash || dash == letter || dash - letter > 8) return false;
  memcpy(device, letter, (size_t)(dash - letter));
  device[dash - letter] = 0;
  char digits[24];
  size_t length = strspn(dash + 1, "0123456789");
  if (length == 0 || length >= sizeof digits) return false;
  memcpy(digits, dash + 1, length);
  digits[length] = 0;
  return num_parse(digits, 0, n);
}

struct poster {
  struct db *db;
  const struct ledger_store *store;
  struct origin origin;
  struct buf body;
  struct items items;
};

/* body holds the bytes of d. */
static bool put_event(struct poster *p, const struct doc *d, struct err *err) {
  struct event e = {.origin = p->origin.id,
                    .seq = ++p->origin.head,
                    .at = d->at,
                    .version = d->kind->version,
                    .day = d->day,
                    .kind = d->kind->code,
                    .body = p->body.p,
                    .body_bytes = p->body.n};
  memcpy(e.doc, d->uuid, UUID_BYTES);
  ledger_chain_next(p->origin.hash, p->origin.origin, &e);
  memcpy(e.hash, p->origin.hash, HASH_BYTES);
  return event_add(p->db, err, &e) && ledger_effects(p->db, p->store, &p->items, false, e.id, d, err);
}

static bool put_doc(struct poster *p, const struct doc *d, struct err *err) {
  buf_clear(&p->body);
  doc_write(d, &p->body);
  return put_event(p, d, err);
}

/* Lines that belong together are brought together, so that a cut can go between them. begins[i]: a group begins at line i. */
static void gather(struct doc *d, bool *begins) {
  size_t *first = xcalloc(d->line_count, sizeof *first), *next = xcalloc(d->line_count, sizeof *next),
         *last = xcalloc(d->line_count, sizeof *last), n = 0;
  struct doc_line *line = xcalloc(d->line_count, sizeof *line);
  for (size_t i = 0; i < d->line_count; i++) first[i] = i;
  if (d->kind->groups) d->kind->groups(d, first);
  for (size_t i = 0; i < d->line_count; i++) {
    if (first[i] != i) next[last[first[i]]] = i;
    last[first[i]] = i;
  }
  for (size_t i = 0; i < d->line_count; i++) {
    if (first[i] != i) continue;
    begins[n] = true;
    line[n++] = d->line[i];
    for (size_t k = next[i]; k; k = next[k]) line[n++] = d->line[k];
  }
  memcpy(d->line, line, n * sizeof *line);
  free(first);
  free(next);
  free(last);
  free(line);
}

/* Where a part that begins at `first` ends: after `most` lines at the latest, between groups (only a group that fills a part alone is
 * cut through). */
static size_t cut(const struct doc *d, const bool *begins, size_t first, size_t most) {
  if (d->line_count - first <= most) return d->line_count;
  size_t end = first + most;
  while (end > first && !begins[end]) end--;
  return end > first ? end : first + most;
}

/* A part borrows everything from the whole but its own identity and its share of the lines. */
static struct doc part_of(struct poster *p, const struct doc *whole, size_t first) {
  struct doc part = *whole;
  part.line = whole->line + first;
  part.has_part_of = true;
  memcpy(part.part_of, whole->uuid, UUID_BYTES);
  uuid_new(db_env(p->db), part.uuid);
  return part;
}

/* The part from `first` on; *most shrinks until its body is small enough. */
static bool put_part(struct poster *p, const struct doc *d, const bool *begins, size_t first, size_t n, size_t *most, size_t *end,
                     struct err *err) {
  struct doc part = part_of(p, d, first);
  part.number = xprintf("%s-%zu", d->number, n);
  do {
    *end = cut(d, begins, first, *most);
    part.line_count = *end - first;
    buf_clear(&p->body);
    doc_write(&part, &p->body);
  } while (p->body.n > DOC_BYTES_MOST && (*most /= 2) > 0);
  bool ok = *most > 0 ? put_event(p, &part, err) : err_set(err, ERR_POST_LARGE, NULL);
  free(part.number);
  return ok;
}

static bool put_parts(struct poster *p, struct doc *d, struct err *err) {
  bool *begins = xcalloc(d->line_count, sizeof *begins);
  size_t most = DOC_LINES_MOST, end = 0;
  struct doc whole = *d;
  gather(d, begins);
  whole.line_count = 0;
  bool ok = put_doc(p, &whole, err);
  for (size_t n = 1; ok && end < d->line_count; n++) ok = put_part(p, d, begins, end, n, &most, &end, err);
  free(begins);
  return ok;
}

static bool put(struct poster *p, struct doc *d, struct err *err) {
  buf_clear(&p->body);
  if (d->line_count <= DOC_LINES_MOST) doc_write(d, &p->body);
  return d->line_count <= DOC_LINES_MOST && p->body.n <= DOC_BYTES_MOST ? put_event(p, d, err) : put_parts(p, d, err);
}

/* What it says it came of must be what it can come of (kinds.def), as far as it is here. */
static bool parents_fit(struct db *db, const struct doc *d, struct err *err) {
  for (size_t i = 0; i < d->parent_count; i++) {
    struct doc_row row;
    bool found;
    if (!ledger_parent_row(db, &d->parent[i], &row, &found, err)) return false;
    const struct doc_kind *parent = found ? doc_kind_find(row.kind) : NULL;
    if (parent && !doc_kind_after(d->kind, parent)) return err_set(err, ERR_DOC_PARENT, NULL, _(d->kind->name), row.number);
  }
  return true;
}

static bool post(struct poster *p, const struct actor *actor, struct doc *d, struct err *err) {
  if (!ledger_cost_fill(&p->items, d, err) || !ledger_owner_fill(p->db, p->store, actor->staff, d, err)) return false;
  if (!d->kind->check(d, err) || !parents_fit(p->db, d, err) || !ledger_origin_ready(p->db, &p->origin, err)) return false;
  identify(p->db, p->store, actor, d);
  return number(p->db, &p->origin, d, err) && put(p, d, err) &&
         audit_add(p->db, err, d->who, d->approved_by, "post", d->number, "", d->kind->code);
}

bool ledger_post(struct db *db, const struct ledger_store *store, const struct actor *actor, struct doc *d, char **number_out,
                 struct err *err) {
  struct poster p = {.db = db, .store = store, .items = {.db = db, .shelf = {.db = db}}};
  if (d->kind->moves && !d->kind->bare && d->line_count == 0) return err_set(err, ERR_DOC_EMPTY, NULL, _(d->kind->name));
  bool ok = post(&p, actor, d, err);
  buf_free(&p.body);
  items_free(&p.items);
  if (ok) *number_out = xstrdup(d->number);
  return ok;
}
