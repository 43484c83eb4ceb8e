/* sync: documents on their way between replicas: batches of events of one origin, packed into files. Must not: know what an event means,
 * or apply one but through
 * src/ledger. */
#ifndef ZG_SYNC_H
#define ZG_SYNC_H

#include "src/ledger/ledger.h"

/* ---- batches (batch.c). Pure. A batch is a header line and one line per event, its body byte for byte (layout: README.md). */
enum {
  BATCH_EVENTS = 1000,
  BATCH_BYTES = 1 << 20,
  BATCH_LINE_MOST = DOC_BYTES_MOST + 4096,
  BATCH_MOST = 2 * DOC_BYTES_MOST + BATCH_LINE_MOST
};
struct batch {
  char store[64], device[8];
  uint8_t origin[ORIGIN_BYTES], prev[HASH_BYTES], head[HASH_BYTES], key[KEY_PUBLIC], sig[SIG_BYTES];
  int64_t from;               /* seq of the first event; prev is the chain's hash before it, head after the last */
  size_t count, signed_bytes; /* the header's bytes the signature is over */
  struct buf text;            /* the whole batch */
  size_t *line;               /* offsets of count bodies in text, and of the end */
};
void batch_free(struct batch *);
/* Reads the header alone (the rest of text may not be there yet): count says how many lines follow. ERR_EVENTS_FILE. */
bool batch_head(struct batch *, const char *line, size_t n, struct err *) MUST_CHECK;
/* text → all of it: header and exactly count lines. ERR_EVENTS_FILE. */
bool batch_parse(struct batch *, const void *text, size_t n, struct err *) MUST_CHECK;
/* count bodies stand in text (one a line); writes header and signature before them. */
void batch_seal(struct batch *, const uint8_t secret[KEY_SECRET]);
/* The i-th event as the chain sees it; its texts are borrowed from kind and the batch. False: not even its identity can be read. */
bool batch_event(const struct batch *, size_t i, struct doc_head *, struct event *) MUST_CHECK;
/* NULL, or why it cannot be believed: signature, chain, body, store. */
const char *batch_doubt(const struct batch *);

/* ---- packing (pack.c, zstd) */
void pack_add(struct buf *out, const struct buf *plain); /* one frame more */
struct unpack;
struct unpack *unpack_open(const char *path, struct err *);
/* The next line without its end, at most BATCH_LINE_MOST bytes (ERR_EVENTS_FILE); *end: there is none. */
bool unpack_line(struct unpack *, struct buf *line, bool *end, struct err *) MUST_CHECK;
void unpack_close(struct unpack *);

/* ---- event files (events.c) */
/* All own origins into a file; of `after` (NULL: none) only what follows seq. *count: events written. */
bool events_write(struct db *, const char *path, const uint8_t *after, int64_t seq, int64_t *count, struct err *) MUST_CHECK;
struct events_count {
  int64_t events, fresh, same, parked;
};
/* Takes what is missing here, in transactions of one batch; what cannot be taken is parked with its reason and tried again by every
 * later import. Outside a
 * transaction. False: the file is broken (ERR_EVENTS_FILE, ERR_FILE_READ; what came before the break is kept) or the database failed. */
bool events_read(struct db *, const struct ledger_store *, const char *path, bool accept_key, struct events_count *,
                 struct err *) MUST_CHECK;

#endif
