/* hash: BLAKE2b, Ed25519, Argon2id and base64 of libsodium, and UUIDs. Owns nothing.
 * Must not: ask for time or (but for a PIN's salt) random bytes itself; both come through env. */
#include "src/base/base.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(HASH_BYTES == crypto_generichash_BYTES, "BLAKE2b-256");
_Static_assert(KEY_PUBLIC == crypto_sign_PUBLICKEYBYTES && KEY_SECRET == crypto_sign_SECRETKEYBYTES, "Ed25519's keys");
_Static_assert(SIG_BYTES == crypto_sign_BYTES, "Ed25519's signature");
_Static_assert(crypto_pwhash_STRBYTES == 128, "pin_hash's buffer");

bool hash_init(void) {
  return sodium_init() >= 0;
}

enum { STATE_ALIGN = 64 };

/* libsodium wants its state on a 64-byte boundary, malloc promises 16. */
struct hash {
  unsigned char room[sizeof(crypto_generichash_state) + STATE_ALIGN - 1];
};

static crypto_generichash_state *state(struct hash *h) {
  uintptr_t at = (uintptr_t)h->room;
  return (crypto_generichash_state *)((at + STATE_ALIGN - 1) & ~(uintptr_t)(STATE_ALIGN - 1));
}

/* The calls on a hash fail only for lengths that are constants here. */
struct hash *hash_new(void) {
  struct hash *h = xmalloc(sizeof *h);
  (void)crypto_generichash_init(state(h), NULL, 0, HASH_BYTES);
  return h;
}

void hash_add(struct hash *h, const void *bytes, size_t n) {
  (void)crypto_generichash_update(state(h), bytes, n);
}

void hash_end(struct hash *h, uint8_t out[HASH_BYTES]) {
  (void)crypto_generichash_final(state(h), out, HASH_BYTES);
  free(h);
}

void hash_bytes(uint8_t out[HASH_BYTES], const void *bytes, size_t n) {
  (void)crypto_generichash(out, HASH_BYTES, bytes, n, NULL, 0);
}

void key_pair(const struct env *env, uint8_t pub[KEY_PUBLIC], uint8_t secret[KEY_SECRET]) {
  uint8_t seed[crypto_sign_SEEDBYTES];
  env->random(env->self, seed, sizeof seed);
  (void)crypto_sign_seed_keypair(pub, secret, seed);
  sodium_memzero(seed, sizeof seed);
}

void key_sign(uint8_t sig[SIG_BYTES], const void *bytes, size_t n, const uint8_t secret[KEY_SECRET]) {
  (void)crypto_sign_detached(sig, NULL, bytes, n, secret);
}

bool key_verify(const uint8_t sig[SIG_BYTES], const void *bytes, size_t n, const uint8_t pub[KEY_PUBLIC]) {
  return crypto_sign_verify_detached(sig, bytes, n, pub) == 0;
}

void pin_hash(char out[128], const char *pin) {
  if (!crypto_pwhash_str(out, pin, strlen(pin), crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE)) return;
  free(xmalloc(crypto_pwhash_MEMLIMIT_INTERACTIVE)); /* says that there is no memory, and stops */
  abort();
}

/* libsodium reads all 128 bytes of its string. */
bool pin_verify(const char *stored, const char *pin) {
  char whole[crypto_pwhash_STRBYTES] = {0};
  if (!str_copy(whole, sizeof whole, stored)) return false;
  return crypto_pwhash_str_verify(whole, pin, strlen(pin)) == 0;
}

/* RFC 9562: 48 bits of milliseconds, version 7, 12 bits of the millisecond's fraction, variant, 62 random bits. */
void uuid_new(const struct env *env, uint8_t out[UUID_BYTES]) {
  int64_t now = env_now(env);
  uint64_t ms = (uint64_t)(now / 1000), fraction = (uint64_t)(now % 1000) * 4096 / 1000;
  env->random(env->self, out + 8, UUID_BYTES - 8);
  for (int i = 0; i < 6; i++) out[i] = (uint8_t)(ms >> (40 - 8 * i));
  out[6] = (uint8_t)(0x70 | (fraction >> 8));
  out[7] = (uint8_t)fraction;
  out[8] = (uint8_t)(0x80 | (out[8] & 0x3F));
}

void hex_put(char *out, const void *bytes, size_t n) {
  sodium_bin2hex(out, 2 * n + 1, bytes, n);
}

bool hex_get(void *bytes, size_t n, const char *text) {
  size_t got;
  if (strlen(text) != 2 * n) return false;
  return sodium_hex2bin(bytes, n, text, 2 * n, NULL, &got, NULL) == 0 && got == n;
}

enum { UUID_TEXT = 36 };

static bool is_hyphen_place(size_t i) {
  return i == 8 || i == 13 || i == 18 || i == 23;
}

char *uuid_format(char buf[37], const uint8_t uuid[UUID_BYTES]) {
  char hex[2 * UUID_BYTES + 1];
  hex_put(hex, uuid, UUID_BYTES);
  for (size_t i = 0, from = 0; i < UUID_TEXT; i++) buf[i] = is_hyphen_place(i) ? '-' : hex[from++];
  buf[UUID_TEXT] = 0;
  return buf;
}

bool uuid_parse(const char *text, uint8_t uuid[UUID_BYTES]) {
  char hex[2 * UUID_BYTES + 1];
  size_t to = 0;
  if (strlen(text) != UUID_TEXT) return false;
  for (size_t i = 0; i < UUID_TEXT; i++) {
    if (!is_hyphen_place(i)) hex[to++] = text[i];
    else if (text[i] != '-') return false;
  }
  hex[to] = 0;
  return hex_get(uuid, UUID_BYTES, hex);
}

void base64_put(struct buf *out, const void *bytes, size_t n) {
  size_t size = sodium_base64_encoded_len(n, sodium_base64_VARIANT_ORIGINAL);
  char *text = xmalloc(size);
  sodium_bin2base64(text, size, bytes, n, sodium_base64_VARIANT_ORIGINAL);
  buf_adds(out, text);
  free(text);
}

bool base64_get(struct buf *out, const char *text, size_t n) {
  size_t most = n / 4 * 3 + 3, got = 0;
  unsigned char *bytes = xmalloc(most);
  bool good = sodium_base642bin(bytes, most, text, n, NULL, &got, NULL, sodium_base64_VARIANT_ORIGINAL) == 0;
  if (good) buf_add(out, bytes, got);
  free(bytes);
  return good;
}
