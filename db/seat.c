/* seat: who is in which draft now. One file for each draft a process is in, in <database>-seats/, locked while it is there: a killed
 * process is gone at once, its files are swept away by whoever looks next. Owns that folder. */
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

bool seat_enter(struct db *db, const char *draft, const char *staff, struct err *err) {
  char line[LINE] = {0};
  for (size_t i = 0; i < db->seat_files; i++)
    if (str_eq(db->seat_file[i].draft, draft)) return true;
  char *folder = folder_of(db);
  int fd = mkdir(folder, 0770) == 0 || errno == EEXIST ? take_file(folder) : -1;
  int n = snprintf(line, sizeof line, "%.60s\n%.60s\n%.60s\n", db->seat, draft, staff);
  bool ok = fd >= 0 && n > 0 && pwrite(fd, line, sizeof line, 0) == (ssize_t)sizeof line;
  if (!ok) err_set(err, ERR_FILE_WRITE, NULL, folder, err_errno(errno));
  free(folder);
  if (!ok && fd >= 0) close(fd);
  if (!ok) return false;
  db->seat_file = xrealloc(db->seat_file, db->seat_files + 1, sizeof *db->seat_file);
  struct seat_file *f = &db->seat_file[db->seat_files++];
  f->fd = fd;
  str_copy(f->draft, sizeof f->draft, draft);
  return true;
}

void seat_leave(struct db *db, const char *draft) {
  size_t kept = 0;
  for (size_t i = 0; i < db->seat_files; i++) {
    if (draft && !str_eq(db->seat_file[i].draft, draft)) db->seat_file[kept++] = db->seat_file[i];
    else close(db->seat_file[i].fd);
  }
  db->seat_files = kept;
  if (kept) return;
  free(db->seat_file);
  db->seat_file = NULL;
}

static bool own_file(const struct db *db, const char *path) {
  for (size_t i = 0; i < db->seat_files; i++)
    if (still_named(db->seat_file[i].fd, path)) return true;
  return false;
}

/* The next of the lines; NULL: it is not whole. */
static char *line_next(char **rest) {
  char *line = *rest, *end = strchr(line, '\n');
  if (!end) return NULL;
  *end = 0;
  *rest = end + 1;
  return line;
}

static void look(const struct db *db, const char *path, const char *draft, seat_fn *fn, void *self) {
  char text[LINE], *rest = text;
  int fd = open(path, O_RDWR | O_CLOEXEC);
  if (fd < 0) return; /* swept meanwhile */
  if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
    unlink(path);
  } else {
    ssize_t n = pread(fd, text, sizeof text - 1, 0);
    text[n > 0 ? n : 0] = 0;
    char *seat = line_next(&rest), *where = seat ? line_next(&rest) : NULL, *staff = where ? line_next(&rest) : NULL;
    if (staff && str_eq(where, draft)) fn(self, &(struct seat_here){seat, staff, own_file(db, path)});
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

/* ---- by name */
struct people {
  struct person {
    char seat[64], staff[64];
    bool own;
  } * person;
  size_t count;
};

static void person_add(void *self, const struct seat_here *here) {
  struct people *p = self;
  p->person = xrealloc(p->person, p->count + 1, sizeof *p->person);
  struct person *one = &p->person[p->count++];
  str_copy(one->seat, sizeof one->seat, here->seat);
  str_copy(one->staff, sizeof one->staff, here->staff);
  one->own = here->own;
}

static bool person_name(struct db *db, const struct people *p, const struct person *one, struct buf *names, struct err *err) {
  char *name = NULL;
  size_t times = 0;
  if (*one->staff && !staff_name(db, err, one->staff, &name)) return false;
  for (size_t i = 0; i < p->count; i++) times += str_eq(p->person[i].staff, one->staff);
  buf_printf(names, "%s%s", names->n ? ", " : "", name ? name : one->seat);
  if (name && times > 1) buf_printf(names, " (%s)", one->seat);
  free(name);
  return true;
}

static int by_seat(const void *a, const void *b) {
  return strcmp(((const struct person *)a)->seat, ((const struct person *)b)->seat);
}

bool seats_others(struct db *db, const char *draft, struct buf *names, struct err *err) {
  struct people p = {0};
  bool ok = seats_in(db, draft, person_add, &p, err);
  if (p.count) qsort(p.person, p.count, sizeof *p.person, by_seat);
  for (size_t i = 0; ok && i < p.count; i++) ok = p.person[i].own || person_name(db, &p, &p.person[i], names, err);
  free(p.person);
  return ok;
}
