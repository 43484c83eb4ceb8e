/* origin: which log this database writes, the key that signs it, and the anchor beside the file by which a restored or copied file is
 * known. */
#include "src/ledger/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- the chain */

static void put_be(uint8_t *to, uint64_t v, unsigned bytes) {
  for (unsigned i = 0; i < bytes; i++) to[i] = (uint8_t)(v >> (8 * (bytes - 1 - i)));
}

void ledger_chain_start(uint8_t hash[HASH_BYTES], const uint8_t origin[ORIGIN_BYTES], const char *store) {
  static const char name[] = "zhanggui log 1";
  struct hash *h = hash_new();
  hash_add(h, name, sizeof name); /* its NUL too */
  hash_add(h, origin, ORIGIN_BYTES);
  hash_add(h, store, strlen(store));
  hash_end(h, hash);
}

void ledger_chain_next(uint8_t hash[HASH_BYTES], const uint8_t origin[ORIGIN_BYTES], const struct event *e) {
  uint8_t fixed[8 + UUID_BYTES + 8 + 4 + 4 + 1], body[HASH_BYTES];
  size_t kind = strlen(e->kind);
  put_be(fixed, (uint64_t)e->seq, 8);
  memcpy(fixed + 8, e->doc, UUID_BYTES);
  put_be(fixed + 24, (uint64_t)e->at, 8);
  put_be(fixed + 32, (uint32_t)e->day, 4);
  put_be(fixed + 36, (uint32_t)e->version, 4);
  fixed[40] = (uint8_t)kind;
  hash_bytes(body, e->body, e->body_bytes);
  struct hash *h = hash_new();
  hash_add(h, hash, HASH_BYTES);
  hash_add(h, origin, ORIGIN_BYTES);
  hash_add(h, fixed, sizeof fixed);
  hash_add(h, e->kind, kind);
  hash_add(h, body, sizeof body);
  hash_end(h, hash);
}

/* ---- the key file */

static char *beside(struct db *db, const char *what) {
  return xprintf("%s-%s", db_path(db), what);
}

static bool key_bad(const char *name, const char *why, struct err *err) {
  return err_set(err, ERR_KEY_FILE, NULL, name, why);
}

static bool key_write(struct db *db, const char *name, uint8_t pub[KEY_PUBLIC], uint8_t secret[KEY_SECRET], struct err *err) {
  char text[2 * KEY_SECRET + 2];
  key_pair(db_env(db), pub, secret);
  hex_put(text, secret, KEY_SECRET);
  text[2 * KEY_SECRET] = '\n';
  int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return key_bad(name, err_errno(errno), err);
  bool ok = write(fd, text, 2 * KEY_SECRET + 1) == 2 * KEY_SECRET + 1 && fsync(fd) == 0;
  if (close(fd)) ok = false;
  if (ok) return true;
  int why = errno;
  unlink(name);
  return key_bad(name, err_errno(why), err);
}

static bool key_read(int fd, const char *name, uint8_t pub[KEY_PUBLIC], uint8_t secret[KEY_SECRET], struct err *err) {
  char text[2 * KEY_SECRET + 1];
  ssize_t n = read(fd, text, sizeof text - 1);
  text[n > 0 ? n : 0] = 0;
  if (n != 2 * KEY_SECRET || !hex_get(secret, KEY_SECRET, text)) return key_bad(name, _("it is not whole"), err);
  memcpy(pub, secret + KEY_SECRET - KEY_PUBLIC, KEY_PUBLIC);
  return true;
}

bool ledger_key(struct db *db, uint8_t pub[KEY_PUBLIC], uint8_t secret[KEY_SECRET], struct err *err) {
  char *name = beside(db, "key");
  int fd = open(name, O_RDONLY | O_CLOEXEC);
  bool ok;
  if (fd >= 0) {
    ok = key_read(fd, name, pub, secret, err);
    close(fd);
  } else {
    ok = errno == ENOENT ? key_write(db, name, pub, secret, err) : key_bad(name, err_errno(errno), err);
  }
  free(name);
  return ok;
}

static bool key_there(struct db *db) {
  char *name = beside(db, "key");
  bool there = access(name, F_OK) == 0;
  free(name);
  return there;
}

/* ---- the anchor: one line of fixed length, "ORIGIN SEQ DEVICE", written after each commit of a posting. Only a trace: without it
 * everything still works. */

enum { ANCHOR_BYTES = 2 * ORIGIN_BYTES + 1 + 20 + 1 + 8 + 1 };
struct anchor {
  uint8_t origin[ORIGIN_BYTES];
  int64_t seq;
  char device[9];
};

static void anchor_write(struct db *db) {
  struct err ignored;
  struct origin o;
  bool found;
  char text[ANCHOR_BYTES + 1], origin[2 * ORIGIN_BYTES + 1];
  if (!origin_now(db, &ignored, &o, &found) || !found) return;
  hex_put(origin, o.origin, ORIGIN_BYTES);
  snprintf(text, sizeof text, "%s %020lld %-8s\n", origin, (long long)o.head, o.device);
  char *name = beside(db, "anchor");
  int fd = open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0664);
  free(name);
  if (fd < 0) return;
  ssize_t n = pwrite(fd, text, ANCHOR_BYTES, 0);
  (void)n;
  close(fd);
}

static bool anchor_read(struct db *db, struct anchor *a) {
  char text[ANCHOR_BYTES + 1], *name = beside(db, "anchor");
  int fd = open(name, O_RDONLY | O_CLOEXEC);
  free(name);
  if (fd < 0) return false;
  ssize_t n = pread(fd, text, ANCHOR_BYTES, 0);
  close(fd);
  if (n != ANCHOR_BYTES) return false;
  text[ANCHOR_BYTES] = text[2 * ORIGIN_BYTES] = text[2 * ORIGIN_BYTES + 21] = 0;
  str_copy(a->device, sizeof a->device, str_trim(text + 2 * ORIGIN_BYTES + 22));
  return hex_get(a->origin, ORIGIN_BYTES, text) && num_parse(text + 2 * ORIGIN_BYTES + 1, 0, &a->seq) && a->device[0];
}

/* ---- renewal */

/* A, B … Z, AA, AB …: longer is later. */
static int device_compare(const char *a, const char *b) {
  size_t m = strlen(a), n = strlen(b);
  return m != n ? (m > n) - (m < n) : strcmp(a, b);
}

static void device_next(char device[9]) {
  size_t n = strlen(device), i = n;
  while (i > 0 && device[i - 1] == 'Z') device[--i] = 'A';
  if (i > 0) {
    device[i - 1]++;
  } else {
    memset(device, 'A', n + 1);
    device[n + 1] = 0;
  }
}

static bool last_device(struct db *db, char device[9], struct err *err) {
  struct origin *list;
  struct anchor a;
  size_t count;
  device[0] = 0;
  if (!origin_list(db, err, &list, &count)) return false;
  for (size_t i = 0; i < count; i++)
    if (list[i].own && device_compare(list[i].device, device) > 0) str_copy(device, 9, list[i].device);
  free(list);
  if (anchor_read(db, &a) && device_compare(a.device, device) > 0) str_copy(device, 9, a.device);
  return true;
}

bool ledger_origin_renew(struct db *db, struct err *err) {
  uint8_t secret[KEY_SECRET];
  char device[9], *store;
  struct origin old, fresh = {.own = true};
  bool found;
  if (!ledger_key(db, fresh.key, secret, err) || !last_device(db, device, err) || !origin_now(db, err, &old, &found)) return false;
  memset(secret, 0, sizeof secret);
  if (found && !origin_seal(db, err, old.id)) return false;
  if (!meta_get(db, err, "store", &store)) return false;
  if (!store) return err_set(err, ERR_NOT_A_STORE, NULL);
  device_next(device);
  str_copy(fresh.device, sizeof fresh.device, device);
  str_copy(fresh.store, sizeof fresh.store, store);
  free(store);
  uuid_new(db_env(db), fresh.origin);
  ledger_chain_start(fresh.hash, fresh.origin, fresh.store);
  db_after_commit(db, anchor_write);
  return db_run(db, err, SQL_META_NOT_RESTORED) && origin_add(db, err, &fresh);
}

/* The anchor is ahead: this file is older than what was already acknowledged from beside it. A renewal takes a device after the anchor's
 * (last_device), so an origin with a later device has already left it behind, though the anchor itself is written after the commit only. */
static bool behind_anchor(struct db *db, const struct origin *now) {
  struct anchor a;
  if (!anchor_read(db, &a)) return false;
  if (memcmp(a.origin, now->origin, ORIGIN_BYTES) == 0) return a.seq > now->head;
  return device_compare(a.device, now->device) >= 0;
}

bool ledger_origin_ready(struct db *db, struct origin *o, struct err *err) {
  bool found;
  int64_t restored;
  if (!origin_now(db, err, o, &found)) return false;
  if (!found) return err_set(err, ERR_NOT_A_STORE, NULL);
  if (!db_int(db, err, &restored, 0, SQL_META_RESTORED)) return false;
  if ((restored || behind_anchor(db, o) || !key_there(db)) && (!ledger_origin_renew(db, err) || !origin_now(db, err, o, &found)))
    return false;
  db_after_commit(db, anchor_write);
  return true;
}
