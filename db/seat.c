/* seat: who is in which draft now. One file a process in <database>-seats/, locked while it is there: a killed process is gone at once,
 * its file is
 * swept away by whoever looks next. Owns that folder. */
#include "db/internal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAMES = 100, LINE = 256 };

static char *folder_of(const struct db *db) {
  return xprintf("%s-seats", db->path);
}

static bool still_named(int fd, const char *path) {
  struct stat open_one, named;
  return fstat(fd, &open_one) == 0 && stat(path, &named) == 0 && open_one.st_dev == named.st_dev && open_one.st_ino == named.st_ino;
}

/* A sweeper may take the file away between our opening and locking it: then it is no longer under its name, and the next one is tried. */
static int take_file(const char *folder) {
  for (int n = 0; n < NAMES; n++) {
    char *path = xprintf("%s/%ld-%d", folder, (long)getpid(), n);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0660);
    bool ours = fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0 && still_named(fd, path);
    free(path);
    if (ours) return fd;
    if (fd < 0) return -1;
    close(fd);
  }
  errno = EBUSY;
  return -1;
}

bool seat_enter(struct db *db, const char *draft, struct err *err) {
  char line[LINE] = {0};
  char *folder = folder_of(db);
  bool ok = true;
  if (db->seat_file < 0) {
    ok = mkdir(folder, 0770) == 0 || errno == EEXIST;
    if (ok) db->seat_file = take_file(folder);
  }
  int n = snprintf(line, sizeof line, "%.60s\n%.60s\n", db->seat, draft);
  ok = ok && db->seat_file >= 0 && n > 0 && pwrite(db->seat_file, line, sizeof line, 0) == (ssize_t)sizeof line;
  if (!ok) err_set(err, ERR_FILE_WRITE, NULL, folder, err_errno(errno));
  free(folder);
  return ok;
}

void seat_leave(struct db *db) {
  if (db->seat_file >= 0) close(db->seat_file);
  db->seat_file = -1;
}

static void look(const struct db *db, const char *path, const char *draft, seat_fn *fn, void *self) {
  char line[LINE];
  int fd = open(path, O_RDWR | O_CLOEXEC);
  if (fd < 0) return; /* swept meanwhile */
  bool own = db->seat_file >= 0 && still_named(db->seat_file, path);
  if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
    unlink(path);
  } else {
    ssize_t n = pread(fd, line, sizeof line - 1, 0);
    line[n > 0 ? n : 0] = 0;
    char *end = strchr(line, '\n'), *second = end ? end + 1 : NULL, *stop = second ? strchr(second, '\n') : NULL;
    if (stop) {
      *end = *stop = 0;
      if (str_eq(second, draft)) fn(self, line, own);
    }
  }
  close(fd);
}

bool seats_in(struct db *db, const char *draft, seat_fn *fn, void *self, struct err *err) {
  char *folder = folder_of(db);
  DIR *dir = opendir(folder);
  bool ok = dir || errno == ENOENT || err_set(err, ERR_FILE_READ, NULL, folder, err_errno(errno));
  for (struct dirent *entry; dir && (entry = readdir(dir)) != NULL;) {
    if (entry->d_name[0] == '.') continue;
    char *path = xprintf("%s/%s", folder, entry->d_name);
    look(db, path, draft, fn, self);
    free(path);
  }
  if (dir) closedir(dir);
  free(folder);
  return ok;
}

static void other_add(void *self, const char *seat, bool own) {
  struct buf *names = self;
  if (!own) buf_printf(names, "%s%s", names->n ? ", " : "", seat);
}

bool seats_others(struct db *db, const char *draft, struct buf *names, struct err *err) {
  return seats_in(db, draft, other_add, names, err);
}
