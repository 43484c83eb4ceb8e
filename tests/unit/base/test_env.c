/* env: the test build's clock and dice obey ZG_NOW and ZG_SEED, each process anew; without them the real ones are handed out. */
#include "src/base/base.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

struct look {
  int64_t first, second;
  uint8_t a[24], b[24];
};

/* What a new process finds. */
static struct look process(const char *now, const char *seed) {
  struct look look = {0};
  int ends[2], status;
  assert_int_equal(pipe(ends), 0);
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    bool set = (now ? setenv("ZG_NOW", now, 1) : unsetenv("ZG_NOW")) == 0 && (seed ? setenv("ZG_SEED", seed, 1) : unsetenv("ZG_SEED")) == 0;
    const struct env *env = env_real();
    look.first = env_now(env);
    look.second = env_now(env);
    env->random(env->self, look.a, sizeof look.a);
    env->random(env->self, look.b, sizeof look.b);
    env->nap(env->self, 1);
    _exit(set && write(ends[1], &look, sizeof look) == (ssize_t)sizeof look ? 0 : 1);
  }
  assert_int_equal(read(ends[0], &look, sizeof look), sizeof look);
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_int_equal(status, 0);
  close(ends[0]);
  close(ends[1]);
  return look;
}

static void test_clock(void **state) {
  (void)state;
  struct look look = process("2026-11-24T02:00:00Z", "1");
  assert_int_equal(look.first, 1795485600001000); /* 1795478400 s is 2026-11-24T00:00Z */
  assert_int_equal(look.second, 1795485600002000);
}

static void test_dice(void **state) {
  (void)state;
  struct look one = process("2026-11-24T02:00:00Z", "1"), again = process("2026-11-25T02:00:00Z", "1"), two = process(NULL, "2");
  assert_memory_equal(one.a, again.a, sizeof one.a);
  assert_memory_equal(one.b, again.b, sizeof one.b);
  assert_memory_not_equal(one.a, one.b, sizeof one.a);
  assert_memory_not_equal(one.a, two.a, sizeof one.a);
}

static void real_ones(void **state) {
  (void)state;
  struct look one = process(NULL, NULL), two = process("no time", NULL);
  assert_true(one.first > 1700000000000000 && one.second >= one.first && one.second - one.first < 60000000);
  assert_true(two.first > 1700000000000000);
  assert_memory_not_equal(one.a, one.b, sizeof one.a);
  assert_memory_not_equal(one.a, two.a, sizeof one.a);
}

int main(void) {
  if (!hash_init()) return 1;
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_clock), cmocka_unit_test(test_dice), cmocka_unit_test(real_ones)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
