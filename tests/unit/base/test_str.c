/* str: growing bytes, small helpers, and that running out of memory ends the program loudly. */
#include "src/base/base.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static void growing(void **state) {
  (void)state;
  struct buf b = {0};
  buf_add(&b, "", 0);
  assert_string_equal(b.p, "");
  for (int i = 0; i < 1000; i++) {
    buf_addc(&b, 'a');
    buf_adds(&b, "bc");
    buf_add(&b, "d\0e", 3);
    buf_printf(&b, "%d", i % 10);
    assert_int_equal(b.n, (size_t)(i + 1) * 7);
    assert_int_equal(b.p[b.n], 0);
  }
  assert_memory_equal(b.p + 6993, "abcd\0e9", 7);
  char *p = b.p;
  buf_clear(&b);
  assert_int_equal(b.n, 0);
  assert_ptr_equal(b.p, p);
  assert_string_equal(b.p, "");
  buf_room(&b, 100000);
  p = b.p;
  for (int i = 0; i < 100000; i++) buf_addc(&b, 'x');
  assert_ptr_equal(b.p, p);
  char *taken = buf_take(&b);
  assert_ptr_equal(taken, p);
  assert_null(b.p);
  free(taken);
  taken = buf_take(&b);
  assert_string_equal(taken, "");
  free(taken);
  buf_free(&b);
}

static void copies(void **state) {
  (void)state;
  char to[8];
  assert_true(str_copy(to, sizeof to, "1234567"));
  assert_string_equal(to, "1234567");
  assert_false(str_copy(to, sizeof to, "12345678"));
  assert_string_equal(to, "1234567");
  assert_false(str_copy(to, sizeof to, "可口可乐")); /* 12 bytes: no half character */
  assert_string_equal(to, "可口");
  assert_false(str_copy(to, 2, "可"));
  assert_string_equal(to, "");
  assert_false(str_copy(to, 1, "a"));
  assert_string_equal(to, "");
  assert_true(str_copy(to, 1, ""));
  char *made = xprintf("%s-%d", "a", 7);
  assert_string_equal(made, "a-7");
  free(made);
  made = xstrndup("abcdef", 3);
  assert_string_equal(made, "abc");
  free(made);
}

static void compares(void **state) {
  (void)state;
  assert_true(str_eq("a", "a"));
  assert_false(str_eq("a", "b"));
  assert_false(str_eq(NULL, ""));
  assert_false(str_eq("", NULL));
  assert_true(str_eq(NULL, NULL));
  assert_true(str_empty(NULL));
  assert_true(str_empty(""));
  assert_false(str_empty(" "));
  assert_true(str_starts("abc", "ab"));
  assert_true(str_starts("abc", ""));
  assert_false(str_starts("ab", "abc"));
}

static void trims(void **state) {
  (void)state;
  static const char *const rows[][2] = {{"  a b \t\r\n", "a b"}, {"", ""}, {" \n ", ""}, {"x", "x"}, {"\tx", "x"}};
  for (size_t i = 0; i < COUNT(rows); i++) {
    char *s = xstrdup(rows[i][0]);
    assert_string_equal(str_trim(s), rows[i][1]);
    free(s);
  }
}

/* count*size that does not fit is no small block. */
static void no_memory(void **state) {
  (void)state;
  int ends[2];
  assert_int_equal(pipe(ends), 0);
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    dup2(ends[1], STDERR_FILENO);
    free(xrealloc(NULL, SIZE_MAX / 2, 4));
    _exit(0);
  }
  close(ends[1]);
  char said[100] = "";
  assert_true(read(ends[0], said, sizeof said - 1) > 0);
  close(ends[0]);
  int status;
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
  assert_string_equal(said, "zhanggui: out of memory\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(growing), cmocka_unit_test(copies), cmocka_unit_test(compares), cmocka_unit_test(trims), cmocka_unit_test(no_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
