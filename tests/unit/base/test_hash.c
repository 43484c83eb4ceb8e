/* hash: known answers of the standards, and what must be refused. */
#include "src/base/base.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int64_t clock_at;

static int64_t fixed_now(void *self) {
  return *(int64_t *)self;
}

static void fixed_random(void *self, void *bytes, size_t n) {
  (void)self;
  for (size_t i = 0; i < n; i++) ((uint8_t *)bytes)[i] = (uint8_t)i;
}

static const struct env env = {fixed_now, fixed_random, NULL, &clock_at};

/* b2sum -l 256 of nothing and of "abc". */
static void blake2b(void **state) {
  (void)state;
  uint8_t h[HASH_BYTES], whole[HASH_BYTES];
  char text[2 * HASH_BYTES + 1];
  hash_bytes(h, "", 0);
  hex_put(text, h, sizeof h);
  assert_string_equal(text, "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
  hash_bytes(whole, "abc", 3);
  hex_put(text, whole, sizeof whole);
  assert_string_equal(text, "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
  struct hash *step = hash_new();
  hash_add(step, "a", 1);
  hash_add(step, "", 0);
  hash_add(step, "bc", 2);
  hash_end(step, h);
  assert_memory_equal(h, whole, sizeof h);
}

/* Ed25519 of the seed 00 01 02 … 1f: the public key is libsodium's and RFC 8032's function of it. */
static void signing(void **state) {
  (void)state;
  uint8_t pub[KEY_PUBLIC], secret[KEY_SECRET], sig[SIG_BYTES];
  char text[2 * KEY_PUBLIC + 1];
  key_pair(&env, pub, secret);
  hex_put(text, pub, sizeof pub);
  assert_string_equal(text, "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8");
  key_sign(sig, "goods", 5, secret);
  assert_true(key_verify(sig, "goods", 5, pub));
  assert_false(key_verify(sig, "good!", 5, pub));
  assert_false(key_verify(sig, "goods", 4, pub));
  sig[10] ^= 1;
  assert_false(key_verify(sig, "goods", 5, pub));
}

static void pins(void **state) {
  (void)state;
  char stored[128], again[128];
  pin_hash(stored, "0412");
  pin_hash(again, "0412");
  assert_true(str_starts(stored, "$argon2id$"));
  assert_string_not_equal(stored, again);
  assert_true(pin_verify(stored, "0412"));
  assert_false(pin_verify(stored, "0413"));
  assert_false(pin_verify(stored, ""));
  assert_false(pin_verify("", "0412"));
  assert_false(pin_verify("0412", "0412"));
  char *short_copy = xstrdup(stored); /* exactly its length: no byte behind it may be read */
  assert_true(pin_verify(short_copy, "0412"));
  free(short_copy);
  char longer[400];
  memset(longer, 'a', sizeof longer - 1);
  longer[sizeof longer - 1] = 0;
  assert_false(pin_verify(longer, "0412"));
}

/* RFC 9562 A.6's time, 2022-02-22 14:22:22-05:00 = 017F22E279B0. */
static void uuids(void **state) {
  (void)state;
  uint8_t a[UUID_BYTES], b[UUID_BYTES];
  char text[37];
  clock_at = 1645557742000000;
  uuid_new(&env, a);
  assert_string_equal(uuid_format(text, a), "017f22e2-79b0-7000-8001-020304050607");
  assert_true(uuid_parse("017F22E2-79b0-7000-8001-020304050607", b));
  assert_memory_equal(a, b, UUID_BYTES);
  clock_at += 999; /* 999/1000 of 4096 */
  uuid_new(&env, b);
  assert_string_equal(uuid_format(text, b), "017f22e2-79b0-7ffb-8001-020304050607");
  clock_at -= 999;
  for (int i = 0; i < 5000; i++) { /* later by a microsecond sorts later */
    clock_at++;
    uuid_new(&env, b);
    assert_true(memcmp(a, b, UUID_BYTES) < 0);
    assert_int_equal(b[6] >> 4, 7);
    assert_int_equal(b[8] >> 6, 2);
    memcpy(a, b, UUID_BYTES);
  }
  static const char *const bad[] = {"",
                                    "017f22e279b070008001020304050607",
                                    "017f22e2-79b0-7000-8001-02030405060",
                                    "017f22e2-79b0-7000-8001-0203040506070",
                                    "017f22e2_79b0-7000-8001-020304050607",
                                    "017f22e2-79b0-7000-8001-02030405060g",
                                    "017f22e27-9b0-7000-8001-020304050607"};
  for (size_t i = 0; i < COUNT(bad); i++) assert_false(uuid_parse(bad[i], b));
}

static void hex(void **state) {
  (void)state;
  uint8_t bytes[3];
  char text[7];
  assert_true(hex_get(bytes, 3, "00fFa5"));
  hex_put(text, bytes, 3);
  assert_string_equal(text, "00ffa5");
  assert_false(hex_get(bytes, 3, "00ffa"));
  assert_false(hex_get(bytes, 3, "00ffa50"));
  assert_false(hex_get(bytes, 3, "00ffg5"));
  assert_false(hex_get(bytes, 3, "00 fa5"));
}

/* RFC 4648 section 10. */
static void base64(void **state) {
  (void)state;
  static const char *const pairs[][2] = {
      {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
  for (size_t i = 0; i < COUNT(pairs); i++) {
    struct buf b = {0};
    buf_addc(&b, '>');
    base64_put(&b, pairs[i][0], strlen(pairs[i][0]));
    assert_string_equal(b.p + 1, pairs[i][1]);
    buf_clear(&b);
    assert_true(base64_get(&b, pairs[i][1], strlen(pairs[i][1])));
    assert_int_equal(b.n, strlen(pairs[i][0]));
    if (b.n) assert_string_equal(b.p, pairs[i][0]);
    buf_free(&b);
  }
  struct buf b = {0};
  assert_false(base64_get(&b, "Zg=", 3));
  assert_false(base64_get(&b, "Zg", 2));
  assert_false(base64_get(&b, "Z!==", 4));
  assert_false(base64_get(&b, "Zm9v Zm9v", 9));
  assert_int_equal(b.n, 0);
  buf_free(&b);
}

int main(void) {
  if (!hash_init()) return 1;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(blake2b), cmocka_unit_test(signing), cmocka_unit_test(pins),
      cmocka_unit_test(uuids),   cmocka_unit_test(hex),     cmocka_unit_test(base64),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
