/* batch: the text of a batch, its signature and its chain. */
#include "src/sync/sync.h"

#include <stdlib.h>
#include <string.h>

static bool broken(struct err *err, const char *why) {
  return err_set(err, ERR_EVENTS_FILE, NULL, why);
}

void batch_free(struct batch *b) {
  buf_free(&b->text);
  free(b->line);
  *b = (struct batch){0};
}

/* ---- writing */

static void put_hex(struct jw *w, const char *key, const void *bytes, size_t n) {
  char hex[2 * SIG_BYTES + 1];
  hex_put(hex, bytes, n);
  jw_kt(w, key, hex);
}

void batch_seal(struct batch *b, const uint8_t secret[KEY_SECRET]) {
  struct buf head = {0};
  struct jw w = {.out = &head};
  jw_object(&w);
  jw_kt(&w, "format", "zhanggui events");
  jw_ki(&w, "v", 1);
  jw_kt(&w, "store", b->store);
  put_hex(&w, "origin", b->origin, ORIGIN_BYTES);
  jw_kt(&w, "device", b->device);
  jw_ki(&w, "from", b->from);
  put_hex(&w, "prev", b->prev, HASH_BYTES);
  jw_ki(&w, "n", (int64_t)b->count);
  put_hex(&w, "head", b->head, HASH_BYTES);
  put_hex(&w, "key", b->key, KEY_PUBLIC);
  key_sign(b->sig, head.p, head.n, secret);
  b->signed_bytes = head.n;
  put_hex(&w, "sig", b->sig, SIG_BYTES);
  jw_end(&w, '}');
  buf_addc(&head, '\n');
  buf_add(&head, b->text.p, b->text.n);
  buf_free(&b->text);
  b->text = head;
}

/* ---- reading */

static bool read_fields(struct batch *b, const struct js *js) {
  int64_t v, n;
  const char *store = js_text(js_get(js, "store"), ""), *device = js_text(js_get(js, "device"), "");
  if (!str_eq(js_text(js_get(js, "format"), NULL), "zhanggui events") || !js_int(js_get(js, "v"), &v) || v != 1) return false;
  if (!*store || !str_copy(b->store, sizeof b->store, store) || !*device || !str_copy(b->device, sizeof b->device, device)) return false;
  if (!js_int(js_get(js, "from"), &b->from) || b->from < 1 || b->from > INT64_MAX - BATCH_EVENTS) return false;
  if (!js_int(js_get(js, "n"), &n) || n < 1 || n > BATCH_EVENTS) return false;
  b->count = (size_t)n;
  return hex_get(b->origin, ORIGIN_BYTES, js_text(js_get(js, "origin"), "")) &&
         hex_get(b->prev, HASH_BYTES, js_text(js_get(js, "prev"), "")) && hex_get(b->head, HASH_BYTES, js_text(js_get(js, "head"), "")) &&
         hex_get(b->key, KEY_PUBLIC, js_text(js_get(js, "key"), "")) && hex_get(b->sig, SIG_BYTES, js_text(js_get(js, "sig"), ""));
}

/* The signature stands last and covers what is before it, as bytes: nothing is written anew to be checked. */
bool batch_head(struct batch *b, const char *line, size_t n, struct err *err) {
  static const char mark[] = ",\"sig\":";
  struct js *js = js_parse(line, n, err);
  bool ok = js && read_fields(b, js);
  js_free(js);
  const char *sig = ok ? memmem(line, n, mark, sizeof mark - 1) : NULL;
  if (!sig) return broken(err, _("a batch does not begin with its header"));
  b->signed_bytes = (size_t)(sig - line);
  return true;
}

bool batch_parse(struct batch *b, const void *text, size_t n, struct err *err) {
  const char *p = text, *end = p + n, *stop = n ? memchr(p, '\n', n) : NULL;
  *b = (struct batch){0};
  if (n > BATCH_MOST || !stop) return broken(err, _("a batch is too large or has no lines"));
  if (!batch_head(b, p, (size_t)(stop - p), err)) return false;
  buf_add(&b->text, text, n);
  b->line = xcalloc(b->count + 1, sizeof *b->line);
  p = stop + 1;
  for (size_t i = 0; i < b->count; i++) {
    b->line[i] = (size_t)(p - (const char *)text);
    stop = p < end ? memchr(p, '\n', (size_t)(end - p)) : NULL;
    if (!stop) break;
    p = stop + 1;
    b->line[i + 1] = (size_t)(p - (const char *)text);
  }
  if (stop && p == end) return true;
  batch_free(b);
  return broken(err, _("a batch has not the number of lines it says"));
}

bool batch_event(const struct batch *b, size_t i, struct doc_head *h, struct event *e) {
  struct err why;
  const char *body = b->text.p + b->line[i];
  size_t n = b->line[i + 1] - b->line[i] - 1;
  if (!doc_read_head(body, n, h, &why)) return false;
  *e = (struct event){
      .seq = b->from + (int64_t)i, .at = h->at, .version = h->version, .day = h->day, .kind = h->kind, .body = body, .body_bytes = n};
  memcpy(e->doc, h->uuid, UUID_BYTES);
  return true;
}

const char *batch_doubt(const struct batch *b) {
  uint8_t hash[HASH_BYTES];
  struct doc_head h;
  struct event e;
  if (!key_verify(b->sig, b->text.p, b->signed_bytes, b->key)) return "signature";
  memcpy(hash, b->prev, HASH_BYTES);
  for (size_t i = 0; i < b->count; i++) {
    if (!batch_event(b, i, &h, &e)) return "body";
    if (!str_eq(h.store, b->store)) return "store"; /* nobody speaks for another store */
    ledger_chain_next(hash, b->origin, &e);
  }
  return memcmp(hash, b->head, HASH_BYTES) == 0 ? NULL : "chain";
}
