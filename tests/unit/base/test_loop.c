/* loop: descriptors, signals and children in one turn; nothing is lost, an ended child is told once, its last words before its end;
 * without a descriptor there is no loop. */
#include "src/base/base.h"

#include <setjmp.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <unistd.h>

#include <cmocka.h>

static struct loop *l;
static struct err err;

static int up(void **state) {
  (void)state;
  l = loop_new(&err);
  return l ? 0 : -1;
}

static int down(void **state) {
  (void)state;
  loop_free(l);
  return 0;
}

struct heard {
  char bytes[64];
  size_t n, calls;
  bool gone;
};

static void on_read(void *self, int fd, bool gone) {
  struct heard *h = self;
  h->calls++;
  h->gone |= gone;
  if (gone) return loop_unwatch(l, fd);
  ssize_t n = read(fd, h->bytes + h->n, sizeof h->bytes - h->n);
  if (n == 0) loop_unwatch(l, fd);
  if (n > 0) h->n += (size_t)n;
}

static void test_descriptors(void **state) {
  (void)state;
  int a[2], b[2];
  struct heard one = {0}, two = {0};
  assert_true(!pipe(a) && !pipe(b));
  loop_watch(l, a[0], on_read, &one);
  loop_watch(l, b[0], on_read, &two);
  assert_true(loop_turn(l, 0, &err));
  assert_true(one.calls == 0 && two.calls == 0);
  assert_int_equal(write(a[1], "x", 1) + write(b[1], "y", 1), 2);
  assert_true(loop_turn(l, -1, &err));
  assert_true(one.n == 1 && two.n == 1);
  loop_unwatch(l, a[0]);
  assert_int_equal(write(a[1], "x", 1), 1);
  assert_true(loop_turn(l, 0, &err));
  assert_int_equal(one.n, 1);
  loop_watch(l, a[0], on_read, &one); /* what was written meanwhile is there */
  assert_true(loop_turn(l, 0, &err));
  assert_int_equal(one.n, 2);
  close(b[1]);
  assert_true(loop_turn(l, -1, &err));
  assert_true(two.gone);
  size_t calls = two.calls;
  assert_true(loop_turn(l, 0, &err));
  assert_int_equal(two.calls, calls);
  close(a[0]);
  close(a[1]);
  close(b[0]);
}

static void on_signal(void *self, int number) {
  *(int *)self = *(int *)self * 100 + number;
}

static void test_signals(void **state) {
  (void)state;
  int numbers = 0;
  loop_on_signal(l, on_signal, &numbers);
  assert_int_equal(raise(SIGWINCH), 0);
  assert_true(loop_turn(l, -1, &err));
  assert_int_equal(numbers, SIGWINCH);
  assert_int_equal(raise(SIGTERM), 0);
  assert_true(loop_turn(l, -1, &err));
  assert_int_equal(numbers, SIGWINCH * 100 + SIGTERM);
}

struct spoken {
  struct buf out, error;
  int status, ends;
};

static void said(void *self, bool error, const char *bytes, size_t n) {
  struct spoken *s = self;
  assert_int_equal(s->ends, 0);
  buf_add(error ? &s->error : &s->out, bytes, n);
}

static void ended(void *self, int status) {
  struct spoken *s = self;
  s->ends++;
  s->status = status;
}

static const struct child_fns fns = {said, ended};

static child_id run(struct spoken *s, const char *command) {
  const char *const argv[] = {"sh", "-c", command, NULL};
  child_id id = 0;
  *s = (struct spoken){0};
  assert_true(loop_child(l, argv, &fns, s, &id, &err));
  return id;
}

static void finish(struct spoken *s) {
  while (!s->ends) assert_true(loop_turn(l, -1, &err));
}

static void done(struct spoken *s) {
  buf_free(&s->out);
  buf_free(&s->error);
}

static void test_child(void **state) {
  (void)state;
  struct spoken s, many[8], none;
  const char *const nobody[] = {"/nonexistent/program", NULL};
  child_id id;
  run(&s, "echo out; echo error >&2; cat; exit 3"); /* its standard input is empty */
  finish(&s);
  assert_string_equal(s.out.p, "out\n");
  assert_string_equal(s.error.p, "error\n");
  assert_true(s.status == 3 && s.ends == 1);
  done(&s);
  run(&s, "i=0; while [ $i -lt 3000 ]; do echo 0123456789012345678901234567890123456789; i=$((i+1)); done");
  finish(&s);
  assert_int_equal(s.out.n, 3000 * 41);
  done(&s);
  assert_false(loop_child(l, nobody, &fns, &none, &id, &err));
  assert_int_equal(err.code, ERR_CHILD);
  for (size_t i = 0; i < COUNT(many); i++) run(&many[i], "echo x");
  const char *const one_more[] = {"true", NULL};
  assert_false(loop_child(l, one_more, &fns, &none, &id, &err)); /* no more than eight at a time */
  assert_int_equal(err.code, ERR_CHILD);
  for (size_t i = 0; i < COUNT(many); i++) {
    finish(&many[i]);
    assert_int_equal(many[i].ends, 1);
    done(&many[i]);
  }
}

static void test_stop(void **state) {
  (void)state;
  struct spoken s;
  child_id id = run(&s, "echo ready; exec cat /dev/zero >/dev/null");
  while (!s.out.n) assert_true(loop_turn(l, -1, &err));
  loop_child_stop(l, id);
  finish(&s);
  assert_int_equal(s.status, 128 + SIGTERM);
  loop_child_stop(l, id); /* gone: nothing happens */
  done(&s);
  run(&s, "trap 'echo told; exit 5' TERM; echo ready; while :; do :; done"); /* signals are not blocked for it */
  while (!s.out.n) assert_true(loop_turn(l, -1, &err));
  loop_child_stop(l, 0);
  loop_free(l); /* what is left is stopped and waited for */
  l = loop_new(&err);
  assert_non_null(l);
  assert_int_equal(s.ends, 0);
  done(&s);
}

static void test_none(void **state) {
  (void)state;
  struct rlimit most, none;
  assert_int_equal(getrlimit(RLIMIT_NOFILE, &most), 0);
  none = (struct rlimit){.rlim_cur = 0, .rlim_max = most.rlim_max};
  assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
  struct loop *another = loop_new(&err);
  assert_int_equal(setrlimit(RLIMIT_NOFILE, &most), 0);
  assert_null(another);
  assert_int_equal(err.code, ERR_LOOP);
}

#define test(name) cmocka_unit_test_setup_teardown(name, up, down)
int main(void) {
  const struct CMUnitTest tests[] = {test(test_descriptors), test(test_signals), test(test_child), test(test_stop), test(test_none)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
