/* simvfs: see simvfs.h. A file is what its process sees (live), what is surely on the disk (safe), and the changes between the two, in
 * order.
 * Owns all of it. */
#include "tests/simvfs.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum { SECTOR = 512, NAME_MOST = 512, PAGE_ROOM = 4096 + 256, PAGES = 1024 };

struct change { /* a write of n bytes at `at`, or (p NULL) a truncation to `at` */
  size_t at, n;
  char *p;
};
struct image {
  struct image *next;
  char *name;
  struct buf live, safe;
  struct change *change;
  size_t changes;
  unsigned opened;
  bool gone; /* deleted while open, or from before a power cut */
};
struct handle {
  sqlite3_file base;
  struct image *image;
};

static struct {
  struct image *images;
  uint64_t fuse, count, seed, fail_read, reads;
  enum sim_loss loss;
  bool blown;
  int64_t space;
} disk = {.space = -1};

static uint64_t dice(void) { /* splitmix64 */
  uint64_t z = disk.seed += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

/* ---- images */
static void resize(struct buf *b, size_t n) {
  static const char zeros[4096];
  while (b->n < n) buf_add(b, zeros, n - b->n < sizeof zeros ? n - b->n : sizeof zeros);
  b->n = n;
}

static void put(struct buf *b, size_t at, const char *p, size_t n) {
  if (n == 0) return;
  if (b->n < at + n) resize(b, at + n);
  memcpy(b->p + at, p, n);
}

static void forget_changes(struct image *image) {
  for (size_t i = 0; i < image->changes; i++) free(image->change[i].p);
  free(image->change);
  image->change = NULL;
  image->changes = 0;
}

/* The memory of files that are gone serves the next ones: given back and asked for anew it would take most of the time. */
static struct {
  struct buf buf[16];
  size_t count;
} spare;

static void spare_put(struct buf *b) {
  buf_clear(b);
  if (b->p && spare.count < COUNT(spare.buf)) spare.buf[spare.count++] = *b;
  else buf_free(b);
}

static void spare_drop(void) {
  while (spare.count > 0) buf_free(&spare.buf[--spare.count]);
}

static void free_image(struct image *image) {
  forget_changes(image);
  spare_put(&image->live);
  spare_put(&image->safe);
  free(image->name);
  free(image);
}

static void make_safe(struct image *image) {
  for (size_t i = 0; i < image->changes; i++) {
    const struct change *c = &image->change[i];
    if (c->p) put(&image->safe, c->at, c->p, c->n);
    else resize(&image->safe, c->at);
  }
  forget_changes(image);
}

/* A file that stands on the disk as it is. */
static void fill(struct image *image, const struct buf *bytes) {
  if (bytes->n == 0) return;
  buf_add(&image->live, bytes->p, bytes->n);
  buf_add(&image->safe, bytes->p, bytes->n);
}

static struct image *find(const char *name) {
  for (struct image *i = disk.images; i; i = i->next)
    if (!i->gone && str_eq(i->name, name)) return i;
  return NULL;
}

static struct image *add_image(const char *name) {
  struct image *image = xcalloc(1, sizeof *image);
  image->name = xstrdup(name);
  if (spare.count > 0) image->live = spare.buf[--spare.count];
  if (spare.count > 0) image->safe = spare.buf[--spare.count];
  image->next = disk.images;
  return disk.images = image;
}

static void sweep(void) {
  for (struct image **at = &disk.images; *at;) {
    struct image *image = *at;
    if (image->gone && image->opened == 0) {
      *at = image->next;
      free_image(image);
    } else {
      at = &image->next;
    }
  }
}

/* ---- faults */
static bool power_off(void) {
  return disk.blown;
}

/* Counts one change of the disk; true: the power goes with it. */
static bool burns(void) {
  disk.count++;
  if (disk.fuse && disk.count == disk.fuse) disk.blown = true;
  return disk.blown;
}

static void survive(struct image *image) {
  for (size_t i = 0; i < image->changes && disk.loss != SIM_DROP; i++) {
    const struct change *c = &image->change[i];
    bool all = disk.loss == SIM_KEEP;
    if (!c->p) {
      if (all || dice() % 2) resize(&image->safe, c->at);
      continue;
    }
    for (size_t done = 0; done < c->n;) {
      size_t n = SECTOR - (c->at + done) % SECTOR;
      if (n > c->n - done) n = c->n - done;
      if (all || dice() % 2) put(&image->safe, c->at + done, c->p + done, n);
      done += n;
    }
  }
}

/* ---- files */
static struct image *image_of(sqlite3_file *file) {
  return ((struct handle *)(void *)file)->image;
}

static void change(struct image *image, size_t at, const void *p, size_t n) {
  image->change = xrealloc(image->change, image->changes + 1, sizeof *image->change);
  image->change[image->changes++] = (struct change){at, n, p ? xstrndup(p, n) : NULL};
}

static int sim_close(sqlite3_file *file) {
  struct image *image = image_of(file);
  image->opened--;
  if (!*image->name) image->gone = true;
  sweep();
  return SQLITE_OK;
}

static int sim_read(sqlite3_file *file, void *to, int n, sqlite3_int64 at) {
  const struct image *image = image_of(file);
  if (power_off() || image->gone) return SQLITE_IOERR_READ;
  if (disk.fail_read && ++disk.reads == disk.fail_read) return SQLITE_IOERR_READ;
  size_t from = (size_t)at, want = (size_t)n, have = from < image->live.n ? image->live.n - from : 0;
  if (have > want) have = want;
  if (have) memcpy(to, image->live.p + from, have);
  if (have == want) return SQLITE_OK;
  memset((char *)to + have, 0, want - have);
  return SQLITE_IOERR_SHORT_READ;
}

static int sim_write(sqlite3_file *file, const void *p, int n, sqlite3_int64 at) {
  struct image *image = image_of(file);
  if (power_off() || image->gone) return SQLITE_IOERR_WRITE;
  size_t end = (size_t)at + (size_t)n;
  int64_t grows = end > image->live.n ? (int64_t)(end - image->live.n) : 0;
  if (disk.space >= 0 && grows > disk.space) return SQLITE_FULL;
  bool last = burns();
  if (disk.space >= 0) disk.space -= grows;
  change(image, (size_t)at, p, (size_t)n);
  if (last) return SQLITE_IOERR_WRITE;
  put(&image->live, (size_t)at, p, (size_t)n);
  return SQLITE_OK;
}

static int sim_truncate(sqlite3_file *file, sqlite3_int64 size) {
  struct image *image = image_of(file);
  if (power_off() || image->gone) return SQLITE_IOERR_TRUNCATE;
  bool last = burns();
  change(image, (size_t)size, NULL, 0);
  if (last) return SQLITE_IOERR_TRUNCATE;
  resize(&image->live, (size_t)size);
  return SQLITE_OK;
}

static int sim_sync(sqlite3_file *file, int flags) {
  (void)flags;
  struct image *image = image_of(file);
  if (power_off() || image->gone || burns()) return SQLITE_IOERR_FSYNC;
  make_safe(image);
  return SQLITE_OK;
}

static int sim_size(sqlite3_file *file, sqlite3_int64 *size) {
  if (power_off() || image_of(file)->gone) return SQLITE_IOERR_FSTAT;
  *size = (sqlite3_int64)image_of(file)->live.n;
  return SQLITE_OK;
}

static int sim_lock(sqlite3_file *file, int level) {
  (void)file;
  (void)level;
  return SQLITE_OK;
}

static int sim_reserved(sqlite3_file *file, int *out) {
  (void)file;
  *out = 0;
  return SQLITE_OK;
}

static int sim_control(sqlite3_file *file, int op, void *arg) {
  (void)file;
  (void)op;
  (void)arg;
  return SQLITE_NOTFOUND;
}

static int sim_sector(sqlite3_file *file) {
  (void)file;
  return SECTOR;
}

static int sim_traits(sqlite3_file *file) {
  (void)file;
  return 0;
}

static const sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = sim_close,
    .xRead = sim_read,
    .xWrite = sim_write,
    .xTruncate = sim_truncate,
    .xSync = sim_sync,
    .xFileSize = sim_size,
    .xLock = sim_lock,
    .xUnlock = sim_lock,
    .xCheckReservedLock = sim_reserved,
    .xFileControl = sim_control,
    .xSectorSize = sim_sector,
    .xDeviceCharacteristics = sim_traits,
};

/* ---- the file system */
static int sim_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out) {
  (void)vfs;
  struct handle *h = (struct handle *)(void *)file;
  h->base.pMethods = NULL;
  if (power_off()) return SQLITE_IOERR;
  struct image *image = name ? find(name) : NULL;
  if (!image && name && !(flags & SQLITE_OPEN_CREATE)) return SQLITE_CANTOPEN;
  if (!image) image = add_image(name ? name : ""); /* "" is temporary: nobody finds it again */
  image->opened++;
  h->image = image;
  h->base.pMethods = &methods;
  if (out) *out = flags;
  return SQLITE_OK;
}

static int sim_delete(sqlite3_vfs *vfs, const char *name, int sync) {
  (void)vfs;
  (void)sync;
  struct image *image = find(name);
  if (power_off()) return SQLITE_IOERR_DELETE;
  if (!image) return SQLITE_IOERR_DELETE_NOENT;
  if (burns()) return SQLITE_IOERR_DELETE; /* a deletion is either there or not: this one is not */
  image->gone = true;
  sweep();
  return SQLITE_OK;
}

static int sim_access(sqlite3_vfs *vfs, const char *name, int flags, int *out) {
  (void)vfs;
  (void)flags;
  const struct image *image = find(name);
  *out = image && (flags != SQLITE_ACCESS_EXISTS || image->live.n > 0);
  return power_off() ? SQLITE_IOERR_ACCESS : SQLITE_OK;
}

static int sim_path(sqlite3_vfs *vfs, const char *name, int n, char *out) {
  (void)vfs;
  return str_copy(out, (size_t)n, name) ? SQLITE_OK : SQLITE_CANTOPEN;
}

static int sim_random(sqlite3_vfs *vfs, int n, char *out) {
  (void)vfs;
  for (int i = 0; i < n; i++) out[i] = (char)(i * 37 + 11); /* the same every time: a history is replayable */
  return n;
}

static int sim_sleep(sqlite3_vfs *vfs, int us) {
  (void)vfs;
  return us;
}

static int sim_time(sqlite3_vfs *vfs, sqlite3_int64 *ms) {
  (void)vfs;
  *ms = 212661547200000; /* 2026-11-24 as a Julian day in milliseconds */
  return SQLITE_OK;
}

static int sim_day(sqlite3_vfs *vfs, double *day) {
  sqlite3_int64 ms;
  sim_time(vfs, &ms);
  *day = (double)ms / 86400000.0;
  return SQLITE_OK;
}

static int sim_error(sqlite3_vfs *vfs, int n, char *out) {
  (void)vfs;
  if (n > 0) *out = 0;
  return 0;
}

bool simvfs_register(const char *name) {
  static sqlite3_vfs vfs = {
      .iVersion = 1,
      .szOsFile = sizeof(struct handle),
      .mxPathname = NAME_MOST,
      .xOpen = sim_open,
      .xDelete = sim_delete,
      .xAccess = sim_access,
      .xFullPathname = sim_path,
      .xRandomness = sim_random,
      .xSleep = sim_sleep,
      .xCurrentTime = sim_day,
      .xGetLastError = sim_error,
  };
  /* Thousands of stores are opened: their pages come from one place instead of through the sanitizer, which is what takes the time. */
  static char pages[PAGES * PAGE_ROOM] __attribute__((aligned(16)));
  if (sqlite3_config(SQLITE_CONFIG_PAGECACHE, pages, PAGE_ROOM, PAGES)) return false;
  vfs.zName = name;
  return sqlite3_vfs_register(&vfs, 0) == SQLITE_OK;
}

/* ---- what tests say */
void simvfs_wipe(void) {
  for (struct image *i = disk.images; i; i = i->next) i->gone = true;
  sweep();
  spare_drop();
  disk.blown = false;
  disk.space = -1;
  disk.fuse = disk.count = disk.fail_read = disk.reads = 0;
}

void simvfs_fuse(uint64_t n, enum sim_loss loss, uint64_t seed) {
  disk.fuse = n;
  disk.loss = loss;
  disk.seed = seed;
  disk.count = 0;
}

bool simvfs_blown(void) {
  return disk.blown;
}

void simvfs_cut(void) {
  struct image *old = disk.images;
  disk.images = NULL;
  for (struct image *i = old, *next; i; i = next) {
    next = i->next;
    if (!i->gone && *i->name) {
      survive(i);
      fill(add_image(i->name), &i->safe);
    }
  }
  while (old) { /* what is open stays, dead, until it is closed */
    struct image *next = old->next;
    old->gone = true;
    old->next = disk.images;
    disk.images = old;
    old = next;
  }
  sweep();
  disk.blown = false;
  disk.fuse = 0;
}

uint64_t simvfs_count(void) {
  return disk.count;
}

void simvfs_space(int64_t bytes) {
  disk.space = bytes;
}

void simvfs_fail_read(uint64_t n) {
  disk.fail_read = n;
  disk.reads = 0;
}

bool simvfs_read_failed(void) {
  return disk.fail_read && disk.reads >= disk.fail_read;
}

void simvfs_save(const char *name, struct buf *out) {
  const struct image *image = find(name);
  buf_clear(out);
  if (image && image->live.n) buf_add(out, image->live.p, image->live.n);
}

void simvfs_load(const char *name, const struct buf *bytes) {
  struct image *target = find(name);
  if (target) target->gone = true;
  if (bytes && bytes->n) fill(add_image(name), bytes);
  sweep();
}

bool simvfs_copy(const char *from, const char *to) {
  const struct image *source = find(from);
  if (source) simvfs_load(to, &source->live);
  return source;
}
