/* search: finds items by any part of what they are called, in one folded blob in memory, a page of search_page.c at a time. Counts all,
 * ranks, remembers a short result.
 * Must not: write, or know what a page's fields mean beyond where they begin and end. */
#include "db/internal.h"

#include <stdlib.h>
#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum {
  WORDS = 8,
  TEXT_MOST = 256, /* bytes of a query that count */
  PAD = TEXT_MOST + 16,
  KEPT = 8192, /* a longer result is found faster by a new scan than by looking at each */
};
struct page {
  int64_t id;
  size_t n; /* bytes of text */
  uint32_t count;
  const uint32_t *low, *start;
  char *text;
  void *bytes; /* owned: the page as stored, and PAD bytes */
};
struct ref {
  uint32_t page, entry;
};
struct search {
  struct page *page;
  size_t pages, cap;
  struct buf last; /* the last query, when all its hits are in kept */
  struct ref *kept;
  size_t kept_count;
};

/* ---- loading */
/* False: not a page of ours (stale, another byte order, damaged). */
static bool page_read(struct page *p, int64_t id, const void *data, size_t n) {
  struct search_head head;
  if (n < sizeof head) return false;
  memcpy(&head, data, sizeof head);
  size_t arrays = sizeof head + (2 * (size_t)head.count + 1) * sizeof(uint32_t);
  if (head.magic != SEARCH_MAGIC || head.count == 0 || head.count > SEARCH_PAGE_ITEMS || n < arrays) return false;
  char *bytes = xmalloc(n + PAD);
  memcpy(bytes, data, n);
  memset(bytes + n, 0, PAD);
  *p = (struct page){.id = id,
                     .n = n - arrays,
                     .count = head.count,
                     .low = (const uint32_t *)(const void *)(bytes + sizeof head),
                     .text = bytes + arrays,
                     .bytes = bytes};
  p->start = p->low + head.count;
  bool ok = p->start[0] == 0 && p->start[head.count] == p->n;
  for (uint32_t i = 0; i < head.count; i++) ok &= p->start[i] < p->start[i + 1] && p->low[i] < SEARCH_PAGE_ITEMS;
  if (!ok) free(bytes);
  return ok;
}

static struct page *page_room(struct search *s) {
  if (s->pages == s->cap) {
    s->cap = s->cap ? 2 * s->cap : 64;
    s->page = xrealloc(s->page, s->cap, sizeof *s->page);
  }
  return &s->page[s->pages];
}

static bool page_make(struct search *s, struct db *db, struct err *err, int64_t id) {
  struct buf data = {0};
  bool ok = search_page_make(db, err, id, &data);
  if (ok && data.n && page_read(page_room(s), id, data.p, data.n)) s->pages++;
  buf_free(&data);
  return ok;
}

static bool load(struct search *s, struct db *db, struct err *err) {
  struct rows r;
  int64_t last, next = 0;
  if (!db_int(db, err, &last, -1, SQL_SEARCH_LAST) || !rows_open(&r, db, err, SQL_SEARCH_PAGES)) return false;
  bool ok = true;
  while (ok && rows_next(&r)) {
    size_t n;
    int64_t id = rows_int(&r, 0);
    const void *data = rows_blob(&r, 1, &n);
    for (; ok && next < id; next++) ok = page_make(s, db, err, next);
    if (ok && page_read(page_room(s), id, data, n)) s->pages++;
    else if (ok) ok = page_make(s, db, err, id);
    next = id + 1;
  }
  struct err ignored;
  ok = rows_close(&r, ok ? err : &ignored) && ok;
  for (; ok && last >= 0 && next <= last / SEARCH_PAGE_ITEMS; next++) ok = page_make(s, db, err, next);
  return ok;
}

struct search *search_load(struct db *db, struct err *err) {
  struct search *s = xcalloc(1, sizeof *s);
  s->kept = xcalloc(KEPT, sizeof *s->kept);
  if (load(s, db, err)) return s;
  search_free(s);
  return NULL;
}

void search_free(struct search *s) {
  if (!s) return;
  for (size_t i = 0; i < s->pages; i++) free(s->page[i].bytes);
  free(s->page);
  free(s->kept);
  buf_free(&s->last);
  free(s);
}

int64_t search_count(const struct search *s) {
  int64_t n = 0;
  for (size_t i = 0; i < s->pages; i++) n += s->page[i].count;
  return n;
}

/* ---- finding bytes: one occurrence after the other. The text is followed by PAD readable bytes; the word is not empty. */
static const size_t NOWHERE = SIZE_MAX;

struct word {
  const char *p;
  size_t n;
};
#if defined(__SSE2__)
/* First and last byte of the word against 16 places at once; only where both fit are the bytes between compared. */
struct finder {
  const char *text;
  size_t n, at; /* at: the place of the mask's lowest bit */
  unsigned mask;
  struct word word;
  __m128i first, last;
};

static inline unsigned fits_at(const struct finder *f) {
  __m128i a = _mm_loadu_si128((const void *)(f->text + f->at)), b = _mm_loadu_si128((const void *)(f->text + f->at + f->word.n - 1));
  return (unsigned)_mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(a, f->first), _mm_cmpeq_epi8(b, f->last)));
}

static inline void find_begin(struct finder *f, const char *text, size_t n, struct word w) {
  *f = (struct finder){.text = text, .n = n, .word = w, .first = _mm_set1_epi8(w.p[0]), .last = _mm_set1_epi8(w.p[w.n - 1])};
  if (w.n <= n) f->mask = fits_at(f);
}

static inline size_t find_next(struct finder *f) {
  for (;;) {
    while (!f->mask) {
      f->at += 16;
      if (f->at + f->word.n > f->n) return NOWHERE;
      f->mask = fits_at(f);
    }
    size_t hit = f->at + (size_t)__builtin_ctz(f->mask);
    f->mask &= f->mask - 1;
    if (hit + f->word.n > f->n) return NOWHERE;
    if (f->word.n <= 2 || memcmp(f->text + hit + 1, f->word.p + 1, f->word.n - 2) == 0) return hit;
  }
}
#else
struct finder {
  const char *text;
  size_t n, at;
  struct word word;
};

static inline void find_begin(struct finder *f, const char *text, size_t n, struct word w) {
  *f = (struct finder){text, n, 0, w};
}

static inline size_t find_next(struct finder *f) {
  const char *hit = f->at < f->n ? memmem(f->text + f->at, f->n - f->at, f->word.p, f->word.n) : NULL;
  f->at = hit ? (size_t)(hit - f->text) + 1 : f->n;
  return hit ? f->at - 1 : NOWHERE;
}
#endif

static bool has(struct word text, struct word w) {
  struct finder f;
  find_begin(&f, text.p, text.n, w);
  return find_next(&f) != NOWHERE;
}

/* ---- a query */
struct query {
  struct buf text; /* folded */
  struct word word[WORDS], whole;
  size_t words;
};

/* Control bytes part words as blanks do, so that no word can reach across a mark. The longest word, the rarest, comes first. */
static void query_read(struct query *q, const char *text) {
  char *some = xstrndup(text, strnlen(text, TEXT_MOST / 2));
  for (char *p = some; *p; p++)
    if ((unsigned char)*p < ' ') *p = ' ';
  char *trimmed = str_trim(some);
  utf8_fold(&q->text, trimmed);
  free(some);
  q->whole = (struct word){q->text.p, q->text.n < TEXT_MOST ? q->text.n : TEXT_MOST};
  const char *p = q->whole.p, *end = p + q->whole.n;
  while (p < end && q->words < WORDS) {
    size_t n = 0;
    while (p + n < end && p[n] != ' ') n++;
    if (n) q->word[q->words++] = (struct word){p, n};
    if (n > q->word[0].n) {
      struct word swap = q->word[0];
      q->word[0] = q->word[q->words - 1];
      q->word[q->words - 1] = swap;
    }
    p += n + 1;
  }
}

static struct word entry_of(const struct page *p, uint32_t entry) {
  return (struct word){p->text + p->start[entry], p->start[entry + 1] - p->start[entry]};
}

static bool holds(struct word entry, const struct query *q, size_t first) {
  for (size_t i = first; i < q->words; i++)
    if (!has(entry, q->word[i])) return false;
  return true;
}

/* ---- best first: a field that is the text, one that begins with it, the rest */
enum { EXACT, BEGINS, REST, RANKS };
struct best {
  int64_t *item[RANKS]; /* in order of id; not more than most each */
  size_t count[RANKS], most;
};

static void best_add(struct best *b, int rank, const struct page *p, uint32_t entry) {
  if (b->count[rank] < b->most) b->item[rank][b->count[rank]++] = p->id * SEARCH_PAGE_ITEMS + p->low[entry];
}

static size_t best_take(const struct best *b, int64_t *hits) {
  size_t n = 0;
  for (int rank = EXACT; rank < RANKS; rank++)
    for (size_t i = 0; i < b->count[rank] && n < b->most; i++) hits[n++] = b->item[rank][i];
  return n;
}

/* Of an occurrence of the whole text. */
static inline int rank_at(const char *hit, size_t n) {
  return hit[-1] != SEARCH_MARK ? REST : hit[n] != SEARCH_MARK ? BEGINS : EXACT;
}

static int rank_of(struct word entry, const struct query *q) {
  int rank = REST;
  struct finder f;
  find_begin(&f, entry.p, entry.n, q->whole);
  for (size_t at; rank != EXACT && (at = find_next(&f)) != NOWHERE;) {
    int now = rank_at(entry.p + at, q->whole.n);
    if (now < rank) rank = now;
  }
  return rank;
}

/* Counts an entry that holds all words, and keeps it while it is among the first. */
static void found(struct search *s, uint32_t page, uint32_t entry, int rank, struct best *b, size_t *total) {
  best_add(b, rank, &s->page[page], entry);
  if (*total < KEPT) s->kept[*total] = (struct ref){page, entry};
  ++*total;
}

/* The entries of a page that hold all words. All occurrences of the longest are gone through once: each may be the one an entry ranks by.
 * */
static void scan_page(struct search *s, uint32_t page, const struct query *q, struct best *b, size_t *total) {
  const struct page *p = &s->page[page];
  uint32_t entry = 0, end = 0; /* end: of the entry at hand, 0 none yet */
  int rank = RANKS;            /* of it; RANKS: it does not count */
  struct finder f;
  find_begin(&f, p->text, p->n, q->word[0]);
  for (size_t at; (at = find_next(&f)) != NOWHERE;) {
    if (at >= end) {
      if (rank < RANKS) found(s, page, entry, rank, b, total);
      while (p->start[entry + 1] <= at) entry++;
      end = p->start[entry + 1];
      rank = q->words == 1 ? REST : holds(entry_of(p, entry), q, 1) ? rank_of(entry_of(p, entry), q) : RANKS;
    }
    if (q->words > 1) continue;
    int now = rank_at(p->text + at, q->whole.n);
    if (now < rank) rank = now;
  }
  if (rank < RANKS) found(s, page, entry, rank, b, total);
}

/* The kept hits that hold the longer query too. */
static void refine(struct search *s, const struct query *q, struct best *b, size_t *total) {
  for (size_t i = 0; i < s->kept_count; i++) {
    struct ref r = s->kept[i];
    struct word entry = entry_of(&s->page[r.page], r.entry);
    if (holds(entry, q, 0)) found(s, r.page, r.entry, rank_of(entry, q), b, total);
  }
}

static bool longer_than_last(const struct search *s, const struct query *q) {
  return s->last.n && s->last.n <= q->whole.n && memcmp(s->last.p, q->whole.p, s->last.n) == 0;
}

size_t search_find(struct search *s, const char *text, int64_t *hits, size_t most, int64_t *total) {
  struct query q = {0};
  size_t n = 0, count = 0;
  query_read(&q, text);
  if (q.words) {
    struct best b = {.most = most};
    for (int rank = EXACT; rank < RANKS; rank++) b.item[rank] = xcalloc(most + 1, sizeof *b.item[rank]);
    if (longer_than_last(s, &q)) refine(s, &q, &b, &count);
    else
      for (uint32_t page = 0; page < s->pages; page++) scan_page(s, page, &q, &b, &count);
    n = best_take(&b, hits);
    for (int rank = EXACT; rank < RANKS; rank++) free(b.item[rank]);
    buf_clear(&s->last);
    s->kept_count = count < KEPT ? count : KEPT;
    if (count <= KEPT) buf_add(&s->last, q.whole.p, q.whole.n);
  }
  *total = (int64_t)count;
  buf_free(&q.text);
  return n;
}
