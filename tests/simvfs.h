/* simvfs: a disk in memory that loses power, runs full or fails a read where a test says so. One disk a process; SQLite opens files on
 * it by the
 * registered name (db_opts: vfs, exclusive_wal, since it has no shared memory). Test programs only. */
#ifndef ZG_TEST_SIMVFS_H
#define ZG_TEST_SIMVFS_H

#include "src/base/base.h"

/* What becomes of writes that no sync has made durable when the power goes. */
enum sim_loss {
  SIM_KEEP, /* all of them are on the disk */
  SIM_DROP, /* none */
  SIM_TORN, /* each 512-byte sector of each by the seed: a later one may be there while an earlier one is not */
};

bool simvfs_register(const char *name); /* once a process */
void simvfs_wipe(void);                 /* an empty, healthy disk; nothing may be open */
/* From now on the n-th (from 1) write, sync, truncation or deletion is the last thing that happens: it counts as not synced, and
 * everything after it fails
 * with SQLITE_IOERR until simvfs_cut. n 0: no fuse. */
void simvfs_fuse(uint64_t n, enum sim_loss, uint64_t seed);
bool simvfs_blown(void);
/* The power is back: files hold what survived (without a blown fuse: the power goes now, by the loss and seed last given). What is still
 * open stays dead and
 * may only be closed. The fuse is gone. */
void simvfs_cut(void);
uint64_t simvfs_count(void);       /* writes, syncs, truncations, deletions since the fuse was last set */
void simvfs_space(int64_t bytes);  /* so many bytes the files may still grow by, then SQLITE_FULL; negative: no limit */
void simvfs_fail_read(uint64_t n); /* the n-th read from now fails once with SQLITE_IOERR_READ; 0: none */
bool simvfs_read_failed(void);     /* that read was asked for */
bool simvfs_copy(const char *from,
                 const char *to); /* one file as it is now, durable at once; false: no such file. A backup put back, a machine cloned */
/* A file's bytes as they are now, kept beside the disk (a power cut would carry them along on it), and put back, durable at once; NULL
 * or empty: deleted. */
void simvfs_save(const char *name, struct buf *);
void simvfs_load(const char *name, const struct buf *);

#endif
