/* file: whole files copied, folders made, a temporary one. */
#include "src/base/base.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[64];

static int up(void **state) {
  (void)state;
  str_copy(folder, sizeof folder, "/tmp/zg-file-XXXXXX");
  return mkdtemp(folder) && setenv("TMPDIR", folder, 1) == 0 ? 0 : -1;
}

static int down(void **state) {
  (void)state;
  return rmdir(folder);
}

static void test_temporary(void **state) {
  (void)state;
  struct err err = {0};
  struct stat st;
  char *a = file_temporary(&err), *b = file_temporary(&err);
  assert_non_null(a);
  assert_non_null(b);
  assert_string_not_equal(a, b);
  assert_true(str_starts(a, folder));
  assert_int_equal(stat(a, &st), 0);
  assert_int_equal(st.st_size, 0);
  assert_int_equal(st.st_mode & 0777, 0600); /* for nobody else */
  unlink(a);
  unlink(b);
  free(a);
  free(b);
  setenv("TMPDIR", "/nowhere/at/all", 1);
  assert_null(file_temporary(&err));
  assert_int_equal(err.code, ERR_FILE_WRITE);
  setenv("TMPDIR", folder, 1);
}

static void test_copy(void **state) {
  (void)state;
  struct err err = {0};
  struct stat st;
  struct buf b = {0};
  char *from = file_temporary(&err), *to = xprintf("%s/copy", folder);
  assert_true(file_copy(from, to, 10, 0640, &err)); /* an empty one too */
  assert_int_equal(stat(to, &st), 0);
  assert_int_equal(st.st_size, 0);
  assert_true(file_replace(from, "a\0b\n", 4, 0600, &err));
  assert_false(file_copy(from, to, 3, 0640, &err));
  assert_int_equal(err.code, ERR_FILE_READ);
  assert_true(file_copy(from, to, 4, 0600, &err));
  assert_true(file_read(to, 10, &b, &err));
  assert_int_equal(b.n, 4);
  assert_memory_equal(b.p, "a\0b\n", 4);
  assert_int_equal(stat(to, &st), 0);
  assert_int_equal(st.st_mode & 0077, 0);
  buf_free(&b);
  unlink(from);
  unlink(to);
  free(from);
  free(to);
}

static void test_folders(void **state) {
  (void)state;
  struct err err = {0};
  struct stat st;
  char *one = xprintf("%s/one", folder), *two = xprintf("%s/one/two", folder), *file = xprintf("%s/one/two/file", folder);
  for (int again = 0; again < 2; again++) {
    assert_true(file_folders(file, &err));
    assert_int_equal(stat(two, &st), 0);
    assert_true(S_ISDIR(st.st_mode));
    assert_int_equal(access(file, F_OK), -1);
  }
  assert_true(file_folders("no-folder", &err));
  rmdir(two);
  assert_true(file_replace(two, "", 0, 0600, &err));
  char *below = xprintf("%s/one/two/three/file", folder);
  assert_false(file_folders(below, &err)); /* a file stands in the way */
  assert_int_equal(err.code, ERR_FILE_WRITE);
  unlink(two);
  rmdir(one);
  free(one);
  free(two);
  free(file);
  free(below);
}

/* A pipe of that name is written, and stays a pipe. */
static void test_pipe(void **state) {
  (void)state;
  struct err err = {0};
  struct stat st;
  char pipe[96], got[8] = "";
  snprintf(pipe, sizeof pipe, "%s/pipe", folder);
  assert_int_equal(mkfifo(pipe, 0600), 0);
  int fd = open(pipe, O_RDWR | O_NONBLOCK);
  assert_true(fd >= 0);
  assert_true(file_replace(pipe, "abc", 3, 0600, &err));
  assert_int_equal(read(fd, got, sizeof got), 3);
  assert_string_equal(got, "abc");
  assert_int_equal(stat(pipe, &st), 0);
  assert_true(S_ISFIFO(st.st_mode));
  close(fd);
  unlink(pipe);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_temporary, up, down), cmocka_unit_test_setup_teardown(test_copy, up, down),
      cmocka_unit_test_setup_teardown(test_pipe, up, down), cmocka_unit_test_setup_teardown(test_folders, up, down)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
