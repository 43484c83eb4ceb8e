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
struct word {
  const char *p;
  size_t n;
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

/* ---- finding bytes. The text is followed by PAD readable bytes; the word is not empty. */
static const size_t NOWHERE = SIZE_MAX;

#if defined(__SSE2__)
/* First and last byte of the word against 16 places at once; only where both fit are the bytes between compared. */
static size_t find(const char *text, size_t n, size_t from, struct word w) {
  if (n < w.n) return NOWHERE;
  const __m128i first = _mm_set1_epi8(w.p[0]), last = _mm_set1_epi8(w.p[w.n - 1]);
  for (size_t at = from; at + w.n <= n; at += 16) {
    __m128i a = _mm_loadu_si128((const void *)(text + at)), b = _mm_loadu_si128((const void *)(text + at + w.n - 1));
    unsigned mask = (unsigned)_mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(a, first), _mm_cmpeq_epi8(b, last)));
    for (; mask; mask &= mask - 1) {
      size_t hit = at + (size_t)__builtin_ctz(mask);
      if (hit + w.n > n) return NOWHERE;
      if (memcmp(text + hit, w.p, w.n) == 0) return hit;
    }
  }
  return NOWHERE;
}
#else
static size_t find(const char *text, size_t n, size_t from, struct word w) {
  const char *hit = from < n ? memmem(text + from, n - from, w.p, w.n) : NULL;
  return hit ? (size_t)(hit - text) : NOWHERE;
}
#endif

/* ---- a query */
struct query {
  struct buf text; /* folded, between two SEARCH_MARKs */
  struct word word[WORDS], whole;
  size_t words;
};

/* Control bytes part words as blanks do, so that no word can reach across a mark. The longest word, the rarest, comes first. */
static void query_read(struct query *q, const char *text) {
  buf_addc(&q->text, SEARCH_MARK);
  char *some = xstrndup(text, strnlen(text, TEXT_MOST / 2));
  for (char *p = some; *p; p++)
    if ((unsigned char)*p < ' ') *p = ' ';
  char *trimmed = str_trim(some);
  utf8_fold(&q->text, trimmed);
  free(some);
  if (q->text.n > TEXT_MOST) q->text.n = TEXT_MOST;
  buf_addc(&q->text, SEARCH_MARK);
  q->whole = (struct word){q->text.p + 1, q->text.n - 2};
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
    if (find(entry.p, entry.n, 0, q->word[i]) == NOWHERE) return false;
  return true;
}

/* The first entry from *entry on that holds the word; false: none in this page. */
static bool next_entry(const struct page *p, struct word w, uint32_t *entry) {
  size_t at = find(p->text, p->n, p->start[*entry], w);
  if (at == NOWHERE) return false;
  while (p->start[*entry + 1] <= at) ++*entry;
  return true;
}

/* Every entry that holds all words: all counted, the first KEPT kept. */
static size_t scan(struct search *s, const struct query *q) {
  size_t total = 0;
  for (uint32_t n = 0; n < s->pages; n++) {
    const struct page *p = &s->page[n];
    for (uint32_t entry = 0; next_entry(p, q->word[0], &entry); entry++) {
      if (q->words > 1 && !holds(entry_of(p, entry), q, 1)) continue;
      if (total < KEPT) s->kept[total] = (struct ref){n, entry};
      total++;
    }
  }
  return total;
}

/* ---- best first */
/* The text with the mark before it, and after it too. */
static struct word beginning(const struct query *q) {
  return (struct word){q->whole.p - 1, q->whole.n + 1};
}

static struct word exact(const struct query *q) {
  return (struct word){q->whole.p - 1, q->whole.n + 2};
}

static int64_t item_of(const struct search *s, struct ref r) {
  const struct page *p = &s->page[r.page];
  return p->id * SEARCH_PAGE_ITEMS + p->low[r.entry];
}

/* Rank by rank over the kept hits, so that the order by id stays within each. */
static size_t best_of_kept(const struct search *s, const struct query *q, int64_t *hits, size_t most) {
  unsigned char *rank = xmalloc(s->kept_count + 1);
  for (size_t i = 0; i < s->kept_count; i++) {
    struct word e = entry_of(&s->page[s->kept[i].page], s->kept[i].entry);
    rank[i] = find(e.p, e.n, 0, beginning(q)) == NOWHERE ? 2 : find(e.p, e.n, 0, exact(q)) == NOWHERE ? 1 : 0;
  }
  size_t n = 0;
  for (unsigned char r = 0; r <= 2; r++)
    for (size_t i = 0; i < s->kept_count && n < most; i++)
      if (rank[i] == r) hits[n++] = item_of(s, s->kept[i]);
  free(rank);
  return n;
}

/* Too many hits to look at each: those with a field that begins with the text are searched for themselves, all of them, since one may be
 * equal to it. */
static size_t best_of_many(const struct search *s, const struct query *q, int64_t *hits, size_t most) {
  size_t n = 0, begins = 0;
  int64_t *begin = xcalloc(most, sizeof *begin);
  for (uint32_t i = 0; i < s->pages && n < most; i++) {
    const struct page *p = &s->page[i];
    for (uint32_t entry = 0; n < most && next_entry(p, beginning(q), &entry); entry++) {
      struct word e = entry_of(p, entry);
      if (find(e.p, e.n, 0, exact(q)) != NOWHERE) hits[n++] = item_of(s, (struct ref){i, entry});
      else if (begins < most) begin[begins++] = item_of(s, (struct ref){i, entry});
    }
  }
  for (size_t i = 0; i < begins && n < most; i++) hits[n++] = begin[i];
  free(begin);
  for (size_t i = 0, good = n; i < KEPT && n < most; i++) {
    int64_t item = item_of(s, s->kept[i]);
    bool there = false;
    for (size_t k = 0; k < good && !there; k++) there = hits[k] == item;
    if (!there) hits[n++] = item;
  }
  return n;
}

/* The kept hits that hold the longer query too. */
static void refine(struct search *s, const struct query *q) {
  size_t n = 0;
  for (size_t i = 0; i < s->kept_count; i++)
    if (holds(entry_of(&s->page[s->kept[i].page], s->kept[i].entry), q, 0)) s->kept[n++] = s->kept[i];
  s->kept_count = n;
}

size_t search_find(struct search *s, const char *text, int64_t *hits, size_t most, int64_t *total) {
  struct query q = {0};
  size_t n = 0;
  *total = 0;
  query_read(&q, text);
  if (q.words) {
    size_t found;
    if (s->last.n && s->last.n <= q.whole.n && memcmp(s->last.p, q.whole.p, s->last.n) == 0) {
      refine(s, &q);
      found = s->kept_count;
    } else {
      found = scan(s, &q);
    }
    buf_clear(&s->last);
    s->kept_count = found < KEPT ? found : KEPT;
    if (found <= KEPT) buf_add(&s->last, q.whole.p, q.whole.n);
    *total = (int64_t)found;
    n = found <= KEPT ? best_of_kept(s, &q, hits, most) : best_of_many(s, &q, hits, most);
  }
  buf_free(&q.text);
  return n;
}
