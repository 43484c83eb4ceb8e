/* loop: waits for descriptors, signals and children, and calls whoever watches them. Owns the signal descriptor and the pipes of children.
 * Must not: know a clock (the caller says how long a turn may wait) or start a thread. */
#include "src/base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

struct watch {
  int fd; /* −1: taken off, the place is free */
  loop_fd_fn *fn;
  void *self;
};
struct child {
  child_id id; /* 0: free */
  int out, err, status;
  bool ended;
  struct child_fns fns;
  void *self;
};
enum { CHILDREN = 8, SIGNALLED = 128 };
struct loop {
  int signals;
  sigset_t before;
  loop_signal_fn *signal_fn;
  void *signal_self;
  struct watch *watch;
  struct pollfd *poll;
  size_t count;
  struct child child[CHILDREN];
};

static void signals_read(void *self, int fd, bool gone);

struct loop *loop_new(struct err *err) {
  struct loop *l = xcalloc(1, sizeof *l);
  sigset_t set;
  sigemptyset(&set);
  const int numbers[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGCHLD};
  for (size_t i = 0; i < COUNT(numbers); i++) sigaddset(&set, numbers[i]);
  if (!sigprocmask(SIG_BLOCK, &set, &l->before) && (l->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK)) >= 0) {
    loop_watch(l, l->signals, signals_read, l);
    return l;
  }
  err_set(err, ERR_LOOP, NULL, err_errno(errno));
  free(l);
  return NULL;
}

/* ---- descriptors */
void loop_watch(struct loop *l, int fd, loop_fd_fn *fn, void *self) {
  size_t i = 0;
  while (i < l->count && l->watch[i].fd >= 0) i++;
  if (i == l->count) {
    l->watch = xrealloc(l->watch, ++l->count, sizeof *l->watch);
    l->poll = xrealloc(l->poll, l->count, sizeof *l->poll);
  }
  l->watch[i] = (struct watch){fd, fn, self};
  l->poll[i] = (struct pollfd){.fd = fd, .events = POLLIN};
}

void loop_unwatch(struct loop *l, int fd) {
  for (size_t i = 0; i < l->count; i++)
    if (l->watch[i].fd == fd) l->watch[i].fd = l->poll[i].fd = -1;
}

/* ---- signals and the end of children */
void loop_on_signal(struct loop *l, loop_signal_fn *fn, void *self) {
  l->signal_fn = fn;
  l->signal_self = self;
}

/* Its last words come before its end. */
static void child_close(struct loop *l, struct child *c) {
  if (!c->ended || c->out >= 0 || c->err >= 0) return;
  struct child done = *c;
  c->id = 0;
  (void)l;
  done.fns.ended(done.self, done.status);
}

static void children_reap(struct loop *l) {
  for (size_t i = 0; i < CHILDREN; i++) {
    struct child *c = &l->child[i];
    int status;
    if (!c->id || c->ended || waitpid(c->id, &status, WNOHANG) != c->id) continue;
    c->ended = true;
    c->status = WIFEXITED(status) ? WEXITSTATUS(status) : SIGNALLED + WTERMSIG(status);
    child_close(l, c);
  }
}

static void signals_read(void *self, int fd, bool gone) {
  struct loop *l = self;
  struct signalfd_siginfo info;
  (void)gone;
  while (read(fd, &info, sizeof info) == (ssize_t)sizeof info) {
    if (info.ssi_signo == SIGCHLD) children_reap(l);
    else if (l->signal_fn) l->signal_fn(l->signal_self, (int)info.ssi_signo);
  }
}

/* ---- children */
static void child_read(void *self, int fd, bool gone) {
  struct loop *l = self;
  char bytes[8192];
  (void)gone;
  struct child *c = l->child;
  while (c < l->child + CHILDREN && (!c->id || (c->out != fd && c->err != fd))) c++;
  if (c == l->child + CHILDREN) return;
  ssize_t n;
  do n = read(fd, bytes, sizeof bytes);
  while (n < 0 && errno == EINTR);
  if (n > 0) {
    c->fns.said(c->self, c->err == fd, bytes, (size_t)n);
    return;
  }
  loop_unwatch(l, fd);
  close(fd);
  if (c->out == fd) c->out = -1;
  else c->err = -1;
  child_close(l, c);
}

static int spawn(const struct loop *l, const char *const argv[], int out, int error, child_id *id) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attr;
  int rc = posix_spawn_file_actions_init(&files);
  if (rc) return rc;
  rc = posix_spawnattr_init(&attr);
  if (!rc) {
    rc = posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (!rc) rc = posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
    if (!rc) rc = posix_spawn_file_actions_adddup2(&files, error, STDERR_FILENO);
    if (!rc) rc = posix_spawnattr_setsigmask(&attr, &l->before);
    if (!rc) rc = posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK);
    if (!rc) rc = posix_spawnp(id, argv[0], &files, &attr, (char *const *)(uintptr_t)argv, environ);
    posix_spawnattr_destroy(&attr);
  }
  posix_spawn_file_actions_destroy(&files);
  return rc;
}

bool loop_child(struct loop *l, const char *const argv[], const struct child_fns *fns, void *self, child_id *id, struct err *err) {
  int out[2] = {-1, -1}, error[2] = {-1, -1};
  struct child *c = l->child;
  while (c < l->child + CHILDREN && c->id) c++;
  int rc = c == l->child + CHILDREN ? EAGAIN : pipe2(out, O_CLOEXEC) || pipe2(error, O_CLOEXEC) ? errno : 0;
  if (!rc) rc = spawn(l, argv, out[1], error[1], id);
  if (out[1] >= 0) close(out[1]);
  if (error[1] >= 0) close(error[1]);
  if (rc) {
    if (out[0] >= 0) close(out[0]);
    if (error[0] >= 0) close(error[0]);
    return err_set(err, ERR_CHILD, NULL, argv[0], err_errno(rc));
  }
  *c = (struct child){.id = *id, .out = out[0], .err = error[0], .fns = *fns, .self = self};
  loop_watch(l, c->out, child_read, l);
  loop_watch(l, c->err, child_read, l);
  return true;
}

void loop_child_stop(struct loop *l, child_id id) {
  for (size_t i = 0; i < CHILDREN; i++)
    if (id && l->child[i].id == id && !l->child[i].ended) kill(id, SIGTERM);
}

/* ---- a turn */
bool loop_turn(struct loop *l, int64_t wait, struct err *err) {
  enum { MS = 1000, LONGEST = 3600 * 1000 };
  int64_t ms = wait < 0 ? -1 : (wait + MS - 1) / MS;
  int n = poll(l->poll, (nfds_t)l->count, (int)(ms > LONGEST ? LONGEST : ms));
  if (n < 0 && errno != EINTR) return err_set(err, ERR_LOOP, NULL, err_errno(errno));
  for (size_t i = 0; n > 0 && i < l->count; i++) {
    short happened = l->poll[i].revents;
    struct watch w = l->watch[i];
    l->poll[i].revents = 0;
    if (w.fd < 0 || !happened) continue;
    n--;
    w.fn(w.self, w.fd, !(happened & POLLIN));
  }
  return true;
}

void loop_free(struct loop *l) {
  if (!l) return;
  for (size_t i = 0; i < CHILDREN; i++) {
    struct child *c = &l->child[i];
    if (!c->id) continue;
    /* First the pipes: one that still writes must not wait for a reader that waits for it. */
    if (c->out >= 0) close(c->out);
    if (c->err >= 0) close(c->err);
    if (c->ended) continue;
    kill(c->id, SIGTERM);
    waitpid(c->id, NULL, 0);
  }
  close(l->signals);
  sigprocmask(SIG_SETMASK, &l->before, NULL);
  free(l->watch);
  free(l->poll);
  free(l);
}
