/* file: whole small files, read with a limit and replaced all or nothing. Owns nothing. */
#include "src/base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool file_read(const char *path, size_t most, struct buf *out, struct err *err) {
  char part[16384];
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return err_set(err, ERR_FILE_READ, NULL, path, err_errno(errno));
  ssize_t n;
  while ((n = read(fd, part, sizeof part)) > 0 && out->n + (size_t)n <= most) buf_add(out, part, (size_t)n);
  int why = n > 0 ? EFBIG : errno;
  close(fd);
  return n == 0 || err_set(err, ERR_FILE_READ, NULL, path, err_errno(why));
}

bool file_sync_folder(const char *path, struct err *err) {
  const char *slash = strrchr(path, '/');
  char *folder = slash ? xstrndup(path, (size_t)(slash - path) + 1) : xstrdup(".");
  int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  bool ok = fd >= 0 && fsync(fd) == 0;
  if (!ok) err_set(err, ERR_FILE_WRITE, NULL, folder, err_errno(errno));
  if (fd >= 0) close(fd);
  free(folder);
  return ok;
}

static bool write_all(int fd, const char *p, size_t n) {
  while (n > 0) {
    ssize_t done = write(fd, p, n);
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) return false;
    p += done;
    n -= (size_t)done;
  }
  return true;
}

/* A device, a pipe: it is written, never put aside for a file of its name. */
static bool write_through(const char *path, const void *bytes, size_t n, struct err *err) {
  int fd = open(path, O_WRONLY | O_CLOEXEC), why;
  bool ok = fd >= 0 && write_all(fd, bytes, n);
  why = errno;
  if (fd >= 0 && close(fd) && ok) {
    ok = false;
    why = errno;
  }
  return ok || err_set(err, ERR_FILE_WRITE, NULL, path, err_errno(why));
}

bool file_replace(const char *path, const void *bytes, size_t n, mode_t mode, struct err *err) {
  struct stat there;
  if (stat(path, &there) == 0 && !S_ISREG(there.st_mode) && !S_ISDIR(there.st_mode)) return write_through(path, bytes, n, err);
  char *beside = xprintf("%s.new", path);
  int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
  bool ok = fd >= 0 && fchmod(fd, mode) == 0 && write_all(fd, bytes, n) && fsync(fd) == 0;
  int why = errno;
  if (fd >= 0 && close(fd) && ok) {
    ok = false;
    why = errno;
  }
  if (ok && rename(beside, path)) {
    ok = false;
    why = errno;
  }
  if (!ok) {
    err_set(err, ERR_FILE_WRITE, NULL, path, err_errno(why));
    if (fd >= 0) unlink(beside);
  }
  free(beside);
  return ok && file_sync_folder(path, err);
}

bool file_folders(const char *path, struct err *err) {
  char *copy = xstrdup(path);
  bool ok = true;
  for (char *slash = strchr(copy + 1, '/'); ok && slash; slash = strchr(slash + 1, '/')) {
    *slash = 0;
    ok = mkdir(copy, 0777) == 0 || errno == EEXIST || err_set(err, ERR_FILE_WRITE, NULL, copy, err_errno(errno));
    *slash = '/';
  }
  free(copy);
  return ok;
}

bool file_copy(const char *from, const char *to, size_t most, mode_t mode, struct err *err) {
  struct buf b = {0};
  bool ok = file_read(from, most, &b, err) && file_replace(to, b.p ? b.p : "", b.n, mode, err);
  buf_free(&b);
  return ok;
}

char *file_temporary(struct err *err) {
  const char *folder = getenv("TMPDIR");
  char *name = xprintf("%s/zhanggui-XXXXXX", str_empty(folder) ? "/tmp" : folder);
  int fd = mkstemp(name);
  if (fd >= 0) {
    close(fd);
    return name;
  }
  err_set(err, ERR_FILE_WRITE, NULL, name, err_errno(errno));
  free(name);
  return NULL;
}
