/* log: one line per thing worth telling whoever looks for a fault later. Owns the open file.
 * Must not: fail what it tells about, or ever be given a PIN, a key or a member's data. */
#include "src/base/base.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int file = -1;

static void log_close(void) {
  if (file >= 0) close(file);
  file = -1;
}

bool log_open(const char *path) {
  log_close();
  if (!path) return true;
  file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  return file >= 0;
}

/* One write a line, so that two processes may share the file; a disk that takes no more ends the log, not the work. */
void log_line(const struct env *env, const char *format, ...) {
  if (file < 0) return;
  struct buf line = {0};
  char when[40];
  va_list args;
  va_start(args, format);
  char *said = NULL;
  int n = vasprintf(&said, format, args);
  va_end(args);
  if (n < 0) return;
  char *clean = utf8_clean(said);
  buf_printf(&line, "%s %s\n", time_format(when, sizeof when, env_now(env)), clean);
  if (write(file, line.p, line.n) != (ssize_t)line.n) log_close();
  free(said);
  free(clean);
  buf_free(&line);
}
