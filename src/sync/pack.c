/* pack: zstd frames in a file, read as lines in bounded memory, whatever they claim to unpack to. */
#include "src/sync/sync.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

enum { LEVEL = 3, WINDOW_LOG_MOST = 23, CHUNK = 1 << 16 };

void pack_add(struct buf *out, const struct buf *plain) {
  size_t room = ZSTD_compressBound(plain->n);
  char *frame = xmalloc(room);
  size_t n = ZSTD_compress(frame, room, plain->p, plain->n, LEVEL);
  if (ZSTD_isError(n)) abort(); /* only for want of memory: the room is what zstd asked for */
  buf_add(out, frame, n);
  free(frame);
}

struct unpack {
  FILE *file;
  char *path;
  ZSTD_DStream *zstd;
  ZSTD_inBuffer in;
  size_t pending; /* 0: at the end of a frame */
  char packed[CHUNK], plain[CHUNK];
  size_t at, have; /* in plain */
};

struct unpack *unpack_open(const char *path, struct err *err) {
  FILE *file = fopen(path, "rbe");
  if (!file) {
    err_set(err, ERR_FILE_READ, NULL, path, err_errno(errno));
    return NULL;
  }
  struct unpack *u = xcalloc(1, sizeof *u);
  u->file = file;
  u->path = xstrdup(path);
  u->zstd = ZSTD_createDStream();
  u->in.src = u->packed;
  if (!u->zstd || ZSTD_isError(ZSTD_DCtx_setParameter(u->zstd, ZSTD_d_windowLogMax, WINDOW_LOG_MOST))) abort();
  return u;
}

void unpack_close(struct unpack *u) {
  if (!u) return;
  ZSTD_freeDStream(u->zstd);
  fclose(u->file);
  free(u->path);
  free(u);
}

/* More plain bytes; have stays 0 at the end of the file. */
static bool fill(struct unpack *u, struct err *err) {
  u->at = u->have = 0;
  while (u->have == 0) {
    if (u->in.pos == u->in.size) {
      u->in.size = fread(u->packed, 1, CHUNK, u->file);
      u->in.pos = 0;
      if (ferror(u->file)) return err_set(err, ERR_FILE_READ, NULL, u->path, err_errno(errno));
      if (u->in.size == 0) return u->pending == 0 || err_set(err, ERR_EVENTS_FILE, NULL, _("it ends in the middle"));
    }
    ZSTD_outBuffer out = {u->plain, CHUNK, 0};
    u->pending = ZSTD_decompressStream(u->zstd, &out, &u->in);
    if (ZSTD_isError(u->pending)) return err_set(err, ERR_EVENTS_FILE, NULL, ZSTD_getErrorName(u->pending));
    u->have = out.pos;
  }
  return true;
}

bool unpack_line(struct unpack *u, struct buf *line, bool *end, struct err *err) {
  buf_clear(line);
  *end = false;
  for (;;) {
    if (u->at == u->have && !fill(u, err)) return false;
    if (u->have == 0) {
      *end = line->n == 0;
      return *end || err_set(err, ERR_EVENTS_FILE, NULL, _("it ends in the middle"));
    }
    const char *from = u->plain + u->at, *stop = memchr(from, '\n', u->have - u->at);
    size_t n = stop ? (size_t)(stop - from) : u->have - u->at;
    if (line->n + n > BATCH_LINE_MOST) return err_set(err, ERR_EVENTS_FILE, NULL, _("a line is longer than any event"));
    buf_add(line, from, n);
    u->at += n + (stop != NULL);
    if (stop) return true;
  }
}
