/* log: lines arrive whole, dated by the clock handed in, and nothing is said where no file is open. */
#include "src/base/base.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static int64_t ticking(void *self) {
  int64_t *at = self;
  return *at += 1000000;
}

static int64_t at = 1795500428000000; /* 2026-11-24T06:07:08Z */
static const struct env env = {ticking, NULL, NULL, &at};

static void lines(void **state) {
  (void)state;
  char dir[] = "/tmp/log-XXXXXX";
  assert_non_null(mkdtemp(dir));
  char *path = xprintf("%s/zhanggui.log", dir);
  log_line(&env, "nobody hears this");
  assert_int_equal(at, 1795500428000000);
  assert_true(log_open(path));
  log_line(&env, "started %d", 1);
  log_line(&env, "a\nb \x1B[2J%s", "饮料");
  assert_true(log_open(NULL));
  log_line(&env, "off again");
  assert_true(log_open(path));
  log_line(&env, "more");
  assert_true(log_open(NULL));
  struct stat about;
  assert_int_equal(stat(path, &about), 0);
  assert_int_equal(about.st_mode & 0777, 0600);
  char text[400] = "";
  FILE *f = fopen(path, "rb");
  assert_non_null(f);
  assert_true(fread(text, 1, sizeof text - 1, f) > 0);
  assert_int_equal(fclose(f), 0);
  assert_string_equal(text, "2026-11-24T06:07:09Z started 1\n2026-11-24T06:07:10Z a b [2J饮料\n2026-11-24T06:07:11Z more\n");
  assert_int_equal(unlink(path), 0);
  assert_int_equal(rmdir(dir), 0);
  assert_false(log_open(path));
  log_line(&env, "nobody hears this either");
  free(path);
}

/* A disk that takes nothing ends the log, not the work. */
static void full_disk(void **state) {
  (void)state;
  assert_true(log_open("/dev/full"));
  int64_t before = at;
  log_line(&env, "lost");
  assert_int_equal(at, before + 1000000);
  log_line(&env, "the log is closed now");
  assert_int_equal(at, before + 1000000);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(lines), cmocka_unit_test(full_disk)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
