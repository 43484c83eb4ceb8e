/* env: the one place that asks the system for the time and for random bytes. Everything else is handed a struct env. */
#include "src/base/base.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int64_t real_now(void *self) {
  (void)self;
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void real_random(void *self, void *bytes, size_t n) {
  (void)self;
  randombytes_buf(bytes, n);
}

static void real_nap(void *self, int64_t microseconds) {
  (void)self;
  struct timespec t = {.tv_sec = microseconds / 1000000, .tv_nsec = (microseconds % 1000000) * 1000};
  nanosleep(&t, NULL);
}

#ifdef ZG_TEST
/* A test's process starts at ZG_NOW and moves 1 ms a look; naps are real, since another process may be what is waited for. */
static int64_t test_clock;

static int64_t test_now(void *self) {
  (void)self;
  return test_clock += 1000;
}

static unsigned char test_key[randombytes_SEEDBYTES];
static uint64_t test_count;

static void test_random(void *self, void *bytes, size_t n) {
  (void)self;
  memcpy(test_key, &test_count, sizeof test_count);
  test_count++;
  randombytes_buf_deterministic(bytes, n, test_key);
}
#endif

const struct env *env_real(void) {
  static struct env env = {real_now, real_random, real_nap, NULL};
#ifdef ZG_TEST
  static bool looked;
  if (!looked) {
    looked = true;
    const char *now = getenv("ZG_NOW"), *seed = getenv("ZG_SEED");
    bool bare;
    if (now && time_parse(now, 240, &test_clock, &bare)) env.now = test_now;
    if (seed) {
      str_copy((char *)test_key + 8, sizeof test_key - 8, seed);
      env.random = test_random;
    }
  }
#endif
  return &env;
}
