/* check_log: the log against itself, and what is kept of documents against the log's bytes. */
#include "src/ledger/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- chains */

static void name_event(char *where, size_t size, const struct origin *o, int64_t seq) {
  char hex[2 * ORIGIN_BYTES + 1];
  hex_put(hex, o->origin, ORIGIN_BYTES);
  snprintf(where, size, "%s:%lld", hex, (long long)seq);
}

static void check_body(struct check *c, const struct event *e, const char *where) {
  struct doc_head h;
  struct err why;
  bool same = doc_read_head(e->body, e->body_bytes, &h, &why) && str_eq(h.kind, e->kind) && h.version == e->version && h.at == e->at &&
              h.day == e->day && memcmp(h.uuid, e->doc, UUID_BYTES) == 0;
  if (!same) check_say(c, "body", where, _("The event's body does not say what its row says."));
}

/* The stored hash goes on after a wrong one, so that each break is told once. */
static bool check_origin(struct check *c, const struct origin *o, struct err *err) {
  uint8_t hash[HASH_BYTES];
  char where[64];
  int64_t seq = 0;
  struct rows r;
  ledger_chain_start(hash, o->origin, o->store);
  if (!rows_open(&r, c->db, err, SQL_EVENT_OF, I(o->id), I(-1))) return false;
  while (rows_next(&r)) {
    struct event e;
    event_read(&r, &e);
    name_event(where, sizeof where, o, e.seq);
    if (e.seq != ++seq) check_say(c, "gap", where, _("Events are missing before this one."));
    seq = e.seq;
    ledger_chain_next(hash, o->origin, &e);
    if (memcmp(hash, e.hash, HASH_BYTES) != 0)
      check_say(c, "hash", where, _("The event is not the one that was written: its hash is wrong."));
    memcpy(hash, e.hash, HASH_BYTES);
    check_body(c, &e, where);
  }
  name_event(where, sizeof where, o, o->head);
  if (seq != o->head || memcmp(hash, o->hash, HASH_BYTES) != 0)
    check_say(c, "chain", where, _("The log does not end where its head says."));
  return rows_close(&r, err);
}

static bool check_key(struct check *c, const struct origin *o) {
  uint8_t pub[KEY_PUBLIC], secret[KEY_SECRET];
  struct err why;
  char *name = xprintf("%s-key", db_path(c->db));
  FILE *f = fopen(name, "r");
  if (f) {
    fclose(f);
    if (!ledger_key(c->db, pub, secret, &why)) {
      check_say(c, "key", name, "{1}", why.text);
    } else if (memcmp(pub, o->key, KEY_PUBLIC) != 0) {
      check_say(c, "key", name, _("The key beside the database is not the one its log was begun with."));
    }
    memset(secret, 0, sizeof secret);
  }
  free(name);
  return true;
}

bool check_log(struct check *c, struct err *err) {
  struct origin *list;
  size_t count;
  int64_t events, known = 0;
  bool ok = origin_list(c->db, err, &list, &count);
  for (size_t i = 0; ok && i < count; i++) {
    ok = check_origin(c, &list[i], err);
    known += list[i].head;
    if (list[i].own && !list[i].sealed) ok = ok && check_key(c, &list[i]);
  }
  free(list);
  if (!ok || !db_int(c->db, err, &events, 0, SQL_EVENT_COUNT)) return false;
  if (events != known) check_say(c, "gap", "", _("Events: {1}; the origins know of {2}."), NUMBER(events), NUMBER(known));
  return true;
}

/* ---- documents and moves against the bytes */

static bool from_body(void *self, const struct doc_move *m) {
  buf_printf(self, "%lld\t%s\t%s\t%s\t%s\t%d\t%lld\t%lld\t%d\n", (long long)m->line, m->from, m->to, m->item, m->lot, (int)m->expiry,
             (long long)m->qty, (long long)m->value, (int)m->col);
  return true;
}

static bool from_table(void *self, const struct move_seen *m) {
  return from_body(self, &(struct doc_move){m->row.line, m->from, m->to, m->item, m->lot, m->expiry, m->row.qty, m->row.value,
                                            (enum move_col)m->row.col});
}

struct lost {
  struct check *c;
  struct err *err;
  char item[64];
};

static bool item_there(void *self, const struct doc_move *m) {
  struct lost *lost = self;
  struct ledger_item item;
  if (!ledger_item(lost->c->db, lost->err, m->item, &item)) return false;
  if (!item.id) str_copy(lost->item, sizeof lost->item, m->item);
  return item.id != 0;
}

/* An item that was lost from the list is the cause, not the moves that can no longer be read. */
static bool moves_differ(struct check *c, const struct doc *d, const struct doc_row *row, struct err *err) {
  struct lost lost = {.c = c, .err = err};
  if (!d->kind->moves || d->kind->moves(d, item_there, &lost))
    check_say(c, "moves_log", row->number, _("The document's moves are not those its bytes in the log give."));
  else if (*lost.item) check_say(c, "item", row->number, _("It moves the item {1}, which is missing here."), lost.item);
  else return false;
  return true;
}

static bool check_moves(struct check *c, const struct doc *d, const struct doc_row *row, struct err *err) {
  struct buf should = {0}, is = {0};
  (void)ledger_moves(d, c->store->code, from_body, &should);
  bool ok = row->moves == 0 || move_range(c->db, err, row->first_move, row->first_move + row->moves - 1, from_table, &is);
  if (ok && (should.n != is.n || (is.n && memcmp(should.p, is.p, is.n) != 0))) ok = moves_differ(c, d, row, err);
  buf_free(&should);
  buf_free(&is);
  return ok;
}

static bool row_is(const struct doc *d, const struct doc_row *row) {
  return str_eq(d->number, row->number) && str_eq(d->kind->code, row->kind) && str_eq(d->store, row->store) && d->at == row->at &&
         d->day == row->day && (int64_t)d->line_count == row->lines && memcmp(d->uuid, row->uuid, UUID_BYTES) == 0 &&
         str_eq(d->who, row->who);
}

static bool check_event(struct check *c, const struct event *e, int64_t *moves, int64_t *docs, struct err *err) {
  struct err why;
  struct doc_row row;
  bool found;
  struct doc *d = doc_read(e->body, e->body_bytes, &why);
  if (!d) return true; /* told by the chain, or of a newer program */
  bool ok = docrow_by_uuid(c->db, err, d->uuid, &row, &found);
  if (ok && (!found || !row_is(d, &row)))
    check_say(c, "document", d->number, _("The document's row is missing or not what its bytes in the log say."));
  if (ok && found && row.id == e->id) {
    *docs += 1;
    *moves += row.moves;
    ok = check_moves(c, d, &row, err);
  }
  doc_free(d);
  return ok;
}

bool check_docs(struct check *c, struct err *err) {
  int64_t moves = 0, docs = 0, kept;
  struct rows r;
  bool ok = true;
  if (!rows_open(&r, c->db, err, SQL_EVENT_ALL)) return false;
  while (ok && rows_next(&r)) {
    struct event e;
    event_read(&r, &e);
    ok = check_event(c, &e, &moves, &docs, err);
  }
  struct err ignored;
  if (!rows_close(&r, ok ? err : &ignored) || !ok || !db_int(c->db, err, &kept, 0, SQL_DOC_COUNT)) return false;
  if (moves != c->books.moves)
    check_say(c, "moves_log", "", _("Moves: {1}; the documents made {2}."), NUMBER(c->books.moves), NUMBER(moves));
  if (docs != kept) check_say(c, "document", "", _("Documents: {1}; the log knows {2} of them."), NUMBER(kept), NUMBER(docs));
  return true;
}

/* ---- numbers */

static bool check_counters(struct check *c, struct err *err) {
  struct rows r;
  bool ok = true;
  if (!rows_open(&r, c->db, err, SQL_DOC_ALL)) return false;
  while (ok && rows_next(&r)) {
    struct doc_row d;
    char device[9];
    int64_t n, last;
    docrow_read(&r, &d);
    if (!str_eq(d.store, c->store->code) || !ledger_number_split(d.number, d.store, device, &n)) continue;
    ok = db_int(c->db, err, &last, 0, SQL_COUNTER_LAST, T(device));
    if (ok && n > last)
      check_say(c, "number", d.number, _("The counter of {1} stands at {2}: this number could be given again."), device, NUMBER(last));
  }
  struct err ignored;
  return rows_close(&r, ok ? err : &ignored) && ok;
}

bool check_numbers(struct check *c, struct err *err) {
  struct rows r;
  if (!rows_open(&r, c->db, err, SQL_DOC_TWICE)) return false;
  while (rows_next(&r)) check_say(c, "number", rows_text(&r, 0), _("Two documents have this number."));
  return rows_close(&r, err) && check_counters(c, err);
}
