/* log: rows of origins, events, counters. Knows their columns, not what a chain or a body means. */
#include "db/db.h"

#include <stdlib.h>
#include <string.h>

static void copy_blob(const struct rows *r, int column, void *to, size_t size) {
  size_t n;
  const void *p = rows_blob(r, column, &n);
  memset(to, 0, size);
  if (n == size) memcpy(to, p, n);
}

static void read_origin(const struct rows *r, struct origin *o) {
  *o = (struct origin){.id = rows_int(r, 0), .own = rows_int(r, 3) != 0, .head = rows_int(r, 5), .sealed = rows_int(r, 7) != 0};
  copy_blob(r, 1, o->origin, sizeof o->origin);
  copy_blob(r, 6, o->hash, sizeof o->hash);
  copy_blob(r, 8, o->key, sizeof o->key);
  str_copy(o->store, sizeof o->store, rows_text(r, 2));
  str_copy(o->device, sizeof o->device, rows_text(r, 4));
}

static bool first_origin(struct rows *r, struct err *err, struct origin *o, bool *found) {
  *found = rows_next(r);
  if (*found) read_origin(r, o);
  return rows_close(r, err);
}

bool origin_now(struct db *db, struct err *err, struct origin *o, bool *found) {
  struct rows r;
  return rows_open(&r, db, err, SQL_ORIGIN_NOW) && first_origin(&r, err, o, found);
}

bool origin_find(struct db *db, struct err *err, const uint8_t origin[ORIGIN_BYTES], struct origin *o, bool *found) {
  struct rows r;
  return rows_open(&r, db, err, SQL_ORIGIN_FIND, B(origin, ORIGIN_BYTES)) && first_origin(&r, err, o, found);
}

bool origin_add(struct db *db, struct err *err, struct origin *o) {
  if (!db_run(db, err, SQL_ORIGIN_ADD, B(o->origin, ORIGIN_BYTES), T(o->store), I(o->own), T(o->device), B(o->hash, HASH_BYTES),
              I(o->sealed), B(o->key, KEY_PUBLIC)))
    return false;
  o->id = db_last_id(db);
  o->head = 0;
  return true;
}

bool origin_seal(struct db *db, struct err *err, int64_t id) {
  return db_run(db, err, SQL_ORIGIN_SEAL, I(id));
}

bool origin_list(struct db *db, struct err *err, struct origin **list, size_t *count) {
  struct rows r;
  *list = NULL;
  *count = 0;
  if (!rows_open(&r, db, err, SQL_ORIGIN_ALL)) return false;
  while (rows_next(&r)) {
    *list = xrealloc(*list, *count + 1, sizeof **list);
    read_origin(&r, &(*list)[(*count)++]);
  }
  return rows_close(&r, err);
}

bool event_add(struct db *db, struct err *err, struct event *e) {
  if (!db_run(db, err, SQL_EVENT_ADD, I(e->origin), I(e->seq), T(e->kind), I(e->version), B(e->doc, UUID_BYTES), I(e->at), I(e->day),
              B(e->hash, HASH_BYTES), B(e->body, e->body_bytes)))
    return false;
  e->id = db_last_id(db);
  return db_run(db, err, SQL_ORIGIN_HEAD, I(e->origin), I(e->seq), B(e->hash, HASH_BYTES));
}

void event_read(const struct rows *r, struct event *e) {
  *e = (struct event){.id = rows_int(r, 0),
                      .origin = rows_int(r, 1),
                      .seq = rows_int(r, 2),
                      .kind = rows_text(r, 3),
                      .version = rows_int(r, 4),
                      .at = rows_int(r, 6),
                      .day = (int32_t)rows_int(r, 7)};
  copy_blob(r, 5, e->doc, sizeof e->doc);
  copy_blob(r, 8, e->hash, sizeof e->hash);
  e->body = rows_blob(r, 9, &e->body_bytes);
}

bool event_hash_at(struct db *db, struct err *err, int64_t origin, int64_t seq, uint8_t hash[HASH_BYTES], bool *found) {
  struct rows r;
  if (!rows_open(&r, db, err, SQL_EVENT_HASH, I(origin), I(seq))) return false;
  *found = rows_next(&r);
  if (*found) copy_blob(&r, 0, hash, HASH_BYTES);
  return rows_close(&r, err);
}

bool event_body(struct db *db, struct err *err, int64_t id, struct buf *body) {
  struct rows r;
  buf_clear(body);
  if (!rows_open(&r, db, err, SQL_EVENT_BODY, I(id))) return false;
  if (rows_next(&r)) {
    size_t n;
    const void *p = rows_blob(&r, 0, &n);
    buf_add(body, p, n);
  }
  return rows_close(&r, err);
}

bool counter_next(struct db *db, struct err *err, const char *device, int64_t *n) {
  return db_int(db, err, n, 0, SQL_COUNTER_NEXT, T(device));
}

bool counter_raise(struct db *db, struct err *err, const char *device, int64_t n) {
  return db_run(db, err, SQL_COUNTER_RAISE, T(device), I(n));
}
