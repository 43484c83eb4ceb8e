/* What the kill tests of receiving share: a store in a fresh folder, the real program on pipes, and what it acknowledged. No clock, no
 * sleep: moments are
 * counts of acknowledgements and of turns of an empty loop, from a seed. */
#include "tests/unit/ledger/help.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

static const char *const shop_codes[] = {"A", "B", "W", "690123", "KE-77"}; /* the last two are not known: they are parked */

struct program {
  pid_t pid;
  int in, out; /* to its standard input, from its standard output */
};

/* build/zhanggui with standard error to the file named (or away). The words end with NULL. */
static inline void program_start(struct program *p, const struct world *shop, const char *seat, const char *errors,
                                 const char *const *words) {
  int in[2], out[2];
  const char *argv[16] = {"build/zhanggui", "--db", shop->path, "--seat", seat};
  size_t n = 5;
  for (; *words; words++) argv[n++] = *words;
  assert_int_equal(pipe2(in, O_CLOEXEC), 0);
  assert_int_equal(pipe2(out, O_CLOEXEC), 0);
  /* Not fork: copying the tables of a process under the address sanitizer costs more than a whole receiving. */
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, in[0], 0);
  posix_spawn_file_actions_adddup2(&files, out[1], 1);
  posix_spawn_file_actions_addopen(&files, 2, errors, O_WRONLY | O_CREAT | O_APPEND, 0600);
  assert_int_equal(posix_spawn(&p->pid, argv[0], &files, NULL, (char *const *)(uintptr_t)argv, environ), 0);
  posix_spawn_file_actions_destroy(&files);
  close(in[0]);
  close(out[1]);
  p->in = in[1];
  p->out = out[0];
}

static inline void program_feed(const struct program *p, const char *text, size_t n) {
  while (n > 0) {
    ssize_t w = write(p->in, text, n);
    if (w <= 0) return; /* it is gone: what it said before counts */
    text += w;
    n -= (size_t)w;
  }
}

/* Takes what it says next into *got; false at the end. */
static inline bool program_hear(const struct program *p, struct buf *got) {
  char part[4096];
  ssize_t n = read(p->out, part, sizeof part);
  if (n <= 0) return false;
  buf_add(got, part, (size_t)n);
  return true;
}

static inline int program_end(struct program *p) {
  int status;
  close(p->in);
  close(p->out);
  assert_int_equal(waitpid(p->pid, &status, 0), p->pid);
  return status;
}

static inline size_t count_of(const char *text, const char *what) {
  size_t n = 0;
  for (const char *at = text; at && (at = strstr(at, what)); at += strlen(what)) n++;
  return n;
}

static inline uint64_t below(struct world *w, uint64_t n) {
  return world_next(w) % n;
}
