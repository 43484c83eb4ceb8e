/* events: event files written from the own logs, and taken in: bytes first, in the order of each log, whole batches or nothing. */
#include "src/sync/sync.h"

#include <stdlib.h>
#include <string.h>

/* ---- writing */

struct writer {
  struct batch batch;
  struct buf file;
  uint8_t secret[KEY_SECRET], hash[HASH_BYTES];
  int64_t events;
};

static void end_batch(struct writer *w) {
  if (w->batch.count == 0) return;
  memcpy(w->batch.head, w->hash, HASH_BYTES);
  batch_seal(&w->batch, w->secret);
  pack_add(&w->file, &w->batch.text);
  w->events += (int64_t)w->batch.count;
  buf_clear(&w->batch.text);
  w->batch.count = 0;
}

static void add_event(struct writer *w, const struct event *e) {
  struct batch *b = &w->batch;
  if (b->count == BATCH_EVENTS || (b->count && b->text.n + e->body_bytes + 1 > BATCH_BYTES)) end_batch(w);
  if (b->count == 0) {
    b->from = e->seq;
    memcpy(b->prev, w->hash, HASH_BYTES);
  }
  buf_add(&b->text, e->body, e->body_bytes);
  buf_addc(&b->text, '\n');
  b->count++;
  memcpy(w->hash, e->hash, HASH_BYTES);
}

static bool write_origin(struct writer *w, struct db *db, const struct origin *o, int64_t after, struct err *err) {
  struct rows r;
  bool found = true;
  str_copy(w->batch.store, sizeof w->batch.store, o->store);
  str_copy(w->batch.device, sizeof w->batch.device, o->device);
  memcpy(w->batch.origin, o->origin, ORIGIN_BYTES);
  if (after > 0 && !event_hash_at(db, err, o->id, after, w->hash, &found)) return false;
  if (!found) return true; /* the other side is ahead of this replica */
  if (after <= 0) ledger_chain_start(w->hash, o->origin, o->store);
  if (!rows_open(&r, db, err, SQL_EVENT_OF, I(o->id), I(after > 0 ? after : 0))) return false;
  while (rows_next(&r)) {
    struct event e;
    event_read(&r, &e);
    add_event(w, &e);
  }
  end_batch(w);
  return rows_close(&r, err);
}

static bool write_all(struct writer *w, struct db *db, const uint8_t *after, int64_t seq, struct err *err) {
  struct origin *list;
  size_t count;
  bool ok = origin_list(db, err, &list, &count);
  for (size_t i = 0; ok && i < count; i++)
    if (list[i].own) ok = write_origin(w, db, &list[i], after && memcmp(after, list[i].origin, ORIGIN_BYTES) == 0 ? seq : 0, err);
  free(list);
  return ok;
}

bool events_write(struct db *db, const char *path, const uint8_t *after, int64_t seq, int64_t *count, struct err *err) {
  struct writer w = {0};
  if (!ledger_key(db, w.batch.key, w.secret, err) || !db_read_begin(db, err)) return false;
  bool ok = write_all(&w, db, after, seq, err);
  db_read_end(db);
  ok = ok && file_replace(path, w.file.p ? w.file.p : "", w.file.n, 0644, err);
  *count = w.events;
  memset(w.secret, 0, sizeof w.secret);
  batch_free(&w.batch);
  buf_free(&w.file);
  return ok;
}

/* ---- taking in */

struct reader {
  struct db *db;
  const struct ledger_store *store;
  bool accept_key;
  struct events_count *count;
  struct err *err;
};
struct outcome {
  const char *reason; /* NULL: taken */
  int64_t fresh;
};

static bool own_key(struct reader *r, const struct batch *b, bool *known) {
  struct origin *list;
  size_t count;
  if (!origin_list(r->db, r->err, &list, &count)) return false;
  for (size_t i = 0; i < count; i++) *known |= list[i].own && memcmp(list[i].key, b->key, KEY_PUBLIC) == 0;
  free(list);
  return true;
}

/* The first key of a store is believed and kept; another one only when somebody says so. */
static bool key_fits(struct reader *r, const struct batch *b, bool own, struct outcome *o) {
  int64_t any, has;
  bool known = false;
  if (!db_int(r->db, r->err, &any, 0, SQL_PEER_KEY_ANY, T(b->store)) ||
      !db_int(r->db, r->err, &has, 0, SQL_PEER_KEY_HAS, T(b->store), B(b->key, KEY_PUBLIC)))
    return false;
  if (own && !own_key(r, b, &known)) return false;
  if (has || known) return true;
  if ((any || own) && !r->accept_key) {
    o->reason = "key";
    return true;
  }
  return db_run(r->db, r->err, SQL_PEER_KEY_ADD, T(b->store), B(b->key, KEY_PUBLIC), I(db_now(r->db)));
}

/* The log this batch belongs to, made when it is new. A store's own log is never written from two places: what comes into the current
 * one, or a log
 * with the letter of the current one, makes this database begin another. */
static bool origin_for(struct reader *r, const struct batch *b, bool own, struct origin *o, struct outcome *out) {
  struct origin now;
  bool found, any;
  if (!origin_find(r->db, r->err, b->origin, o, &found) || !origin_now(r->db, r->err, &now, &any)) return false;
  if (found && !str_eq(o->store, b->store)) {
    out->reason = "origin";
    return true;
  }
  bool ahead = found && o->own && !o->sealed && b->from + (int64_t)b->count - 1 > o->head;
  bool letter = !found && own && any && str_eq(now.device, b->device);
  if (!found) {
    *o = (struct origin){.own = own, .sealed = own};
    str_copy(o->store, sizeof o->store, b->store);
    str_copy(o->device, sizeof o->device, b->device);
    memcpy(o->origin, b->origin, ORIGIN_BYTES);
    memcpy(o->key, b->key, KEY_PUBLIC);
    ledger_chain_start(o->hash, o->origin, o->store);
    if (!origin_add(r->db, r->err, o)) return false;
  }
  return !(ahead || letter) || ledger_origin_renew(r->db, r->err);
}

/* Where the batch meets what is here the hashes must be the same. */
static bool meets(struct reader *r, const struct batch *b, const struct origin *o, int64_t seq, const uint8_t hash[HASH_BYTES],
                  struct outcome *out) {
  uint8_t here[HASH_BYTES];
  bool found = true;
  if (seq == 0) {
    ledger_chain_start(here, b->origin, b->store);
  } else if (!event_hash_at(r->db, r->err, o->id, seq, here, &found)) {
    return false;
  }
  if (!found || memcmp(here, hash, HASH_BYTES) != 0) out->reason = "fork";
  return true;
}

/* What a slip that comes in settles by itself here is posted with it. */
static bool settle(struct reader *r, const struct event *e) {
  struct err unread;
  if (!str_eq(e->kind, "transfer")) return true;
  struct doc *d = doc_read(e->body, e->body_bytes, &unread);
  bool ok = !d || ledger_transfers_settle(r->db, r->store, d, r->err);
  doc_free(d);
  return ok;
}

static bool take_events(struct reader *r, const struct batch *b, struct origin *o, struct outcome *out) {
  uint8_t hash[HASH_BYTES];
  memcpy(hash, b->prev, HASH_BYTES);
  if (b->from - 1 > o->head) {
    out->reason = "gap";
    return true;
  }
  if (!meets(r, b, o, b->from - 1, hash, out)) return false;
  for (size_t i = 0; i < b->count && !out->reason; i++) {
    struct doc_head h;
    struct event e;
    if (!batch_event(b, i, &h, &e)) return false;
    ledger_chain_next(hash, b->origin, &e);
    if (e.seq <= o->head) {
      if (!meets(r, b, o, e.seq, hash, out)) return false;
      continue;
    }
    e.origin = o->id;
    memcpy(e.hash, hash, HASH_BYTES);
    if (!event_add(r->db, r->err, &e) || !ledger_apply_event(r->db, r->store, &e, r->err) || !settle(r, &e)) return false;
    o->head = e.seq;
    out->fresh++;
  }
  return true;
}

/* What the database cannot do ends the import; what the event asks for and is not here parks it. */
static bool parks(const struct err *err) {
  static const enum err_code codes[] = {ERR_POST_ITEM, ERR_POST_PLACE, ERR_BODY, ERR_JSON};
  for (size_t i = 0; i < COUNT(codes); i++)
    if (codes[i] == err->code) return true;
  return false;
}

static bool take(struct reader *r, const struct batch *b, struct outcome *out) {
  struct origin o;
  bool own = str_eq(b->store, r->store->code), known = own;
  *out = (struct outcome){.reason = batch_doubt(b)};
  if (out->reason) return true;
  if (!own && !store_known(r->db, r->err, b->store, &known)) return false;
  if (!known) {
    out->reason = "unknown_store";
    return true;
  }
  if (!key_fits(r, b, own, out) || out->reason) return out->reason != NULL;
  return origin_for(r, b, own, &o, out) && (out->reason || take_events(r, b, &o, out));
}

/* Whole or not at all. */
static bool try_batch(struct reader *r, const struct batch *b, struct outcome *out) {
  if (!db_part_begin(r->db, r->err)) return false;
  bool ok = take(r, b, out);
  if (!ok && parks(r->err)) {
    out->reason = err_name(r->err->code);
    ok = true;
  }
  if (out->reason) out->fresh = 0;
  return ok && db_part_end(r->db, !out->reason, r->err);
}

static bool park(struct reader *r, const struct batch *b, const char *reason) {
  int64_t id;
  if (!db_int(r->db, r->err, &id, 0, SQL_PARKED_SAME, B(b->origin, ORIGIN_BYTES), I(b->from), B(b->text.p, b->text.n))) return false;
  if (id) return db_run(r->db, r->err, SQL_PARKED_WHY, I(id), T(reason));
  return db_run(r->db, r->err, SQL_PARKED_ADD, I(db_now(r->db)), B(b->origin, ORIGIN_BYTES), I(b->from), T(reason),
                B(b->text.p, b->text.n));
}

static bool take_new(struct reader *r, const struct batch *b) {
  struct outcome out;
  if (!db_begin(r->db, r->err)) return false;
  if (!try_batch(r, b, &out) || (out.reason && !park(r, b, out.reason)) || !db_commit(r->db, r->err)) {
    db_rollback(r->db);
    return false;
  }
  int64_t n = (int64_t)b->count;
  r->count->events += n;
  r->count->fresh += out.fresh;
  if (out.reason) r->count->parked += n;
  else r->count->same += n - out.fresh;
  return true;
}

/* One parked batch again; *moved when it went in. */
static bool retry(struct reader *r, int64_t id, bool *moved) {
  struct buf text = {0};
  struct batch b;
  struct outcome out;
  struct rows rows;
  if (!db_begin(r->db, r->err)) return false;
  bool ok = rows_open(&rows, r->db, r->err, SQL_PARKED_ONE, I(id));
  if (ok && rows_next(&rows)) {
    size_t n;
    const void *p = rows_blob(&rows, 0, &n);
    buf_add(&text, p, n);
  }
  ok = ok && rows_close(&rows, r->err) && batch_parse(&b, text.p ? text.p : "", text.n, r->err);
  buf_free(&text);
  if (ok) {
    ok = try_batch(r, &b, &out) &&
         (out.reason ? db_run(r->db, r->err, SQL_PARKED_WHY, I(id), T(out.reason)) : db_run(r->db, r->err, SQL_PARKED_DROP, I(id)));
    if (ok && !out.reason) {
      *moved = true;
      r->count->fresh += out.fresh;
      r->count->parked -= (int64_t)b.count; /* below zero: it waited from an earlier file */
      r->count->same += (int64_t)b.count - out.fresh;
    }
    batch_free(&b);
  }
  if (ok && db_commit(r->db, r->err)) return true;
  db_rollback(r->db);
  return false;
}

static bool parked_ids(struct reader *r, struct id_list *list) {
  struct rows rows;
  if (!rows_open(&rows, r->db, r->err, SQL_PARKED_ALL)) return false;
  while (rows_next(&rows)) {
    list->id = xrealloc(list->id, list->count + 1, sizeof *list->id);
    list->id[list->count++] = rows_int(&rows, 0);
  }
  return rows_close(&rows, r->err);
}

/* Until nothing moves any more: one batch may be what another waited for. */
static bool retry_all(struct reader *r) {
  bool moved = true, ok = true;
  while (ok && moved) {
    struct id_list list = {0};
    moved = false;
    ok = parked_ids(r, &list);
    for (size_t i = 0; ok && i < list.count; i++) ok = retry(r, list.id[i], &moved);
    free(list.id);
  }
  return ok;
}

static bool read_batch(struct unpack *u, struct buf *text, struct buf *line, bool *end, struct err *err) {
  struct batch head = {0};
  buf_clear(text);
  if (!unpack_line(u, line, end, err) || *end) return *end;
  if (!batch_head(&head, line->p ? line->p : "", line->n, err)) return false;
  for (size_t i = 0;; i++) {
    buf_add(text, line->p ? line->p : "", line->n);
    buf_addc(text, '\n');
    if (text->n > BATCH_MOST) return err_set(err, ERR_EVENTS_FILE, NULL, _("a batch is too large or has no lines"));
    if (i == head.count) return true;
    if (!unpack_line(u, line, end, err)) return false;
    if (*end) return err_set(err, ERR_EVENTS_FILE, NULL, _("it ends in the middle"));
  }
}

static bool read_all(struct reader *r, struct unpack *u) {
  struct buf text = {0}, line = {0};
  bool end = false, ok = true;
  while (ok && (ok = read_batch(u, &text, &line, &end, r->err)) && !end) {
    struct batch b;
    ok = batch_parse(&b, text.p, text.n, r->err);
    if (!ok) break;
    ok = take_new(r, &b);
    batch_free(&b);
  }
  buf_free(&text);
  buf_free(&line);
  return ok;
}

bool events_read(struct db *db, const struct ledger_store *store, const char *path, bool accept_key, struct events_count *count,
                 struct err *err) {
  struct reader r = {db, store, accept_key, count, err};
  *count = (struct events_count){0};
  struct unpack *u = unpack_open(path, err);
  bool ok = u && read_all(&r, u) && retry_all(&r);
  unpack_close(u);
  if (count->parked < 0) { /* earlier files' batches went in too */
    count->events -= count->parked;
    count->parked = 0;
  }
  return ok;
}
