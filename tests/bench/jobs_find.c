/* Looking up: barcode to item, stock on hand, the search per keystroke and its loading. */
#include "src/code/code.h"
#include "tests/bench/bench.h"

#include <emmintrin.h>
#include <stdlib.h>
#include <string.h>

static void barcode(struct bench *b) {
  enum { TIMES = 10000 };
  struct samples floor = {0}, ours = {0};
  struct err err;
  struct instore instore = {0};
  sqlite3_stmt *get = plain_prepare(b->plain, "SELECT i.* FROM barcode b JOIN item i ON i.id = b.item WHERE b.key = ?1");
  for (int i = 0; i < TIMES; i++) {
    char ean[16], key[15];
    struct code code;
    struct item_hit hit[2];
    struct item it;
    size_t count;
    bool found;
    item_barcode(1 + dice((uint32_t)b->items), ean);
    if (!gtin_key(key, ean)) die(ean, "is no GTIN");
    int64_t since = now_ns();
    sqlite3_bind_text(get, 1, key, -1, SQLITE_STATIC);
    plain_step(get);
    sample(&floor, since);
    since = now_ns();
    code_read(&code, ean, strlen(ean), &instore, b->last_day);
    must(item_scan(b->db, &err, &code, hit, COUNT(hit), &count), &err);
    must(item_by_id(b->db, &err, hit[0].item, &it, &found), &err);
    sample(&ours, since);
  }
  sqlite3_finalize(get);
  give("barcode to item row", &floor, &ours, 300);
}

static void on_hand(struct bench *b) {
  enum { TIMES = 10000 };
  struct samples floor = {0}, ours = {0};
  struct err err;
  struct place place;
  bool found;
  must(place_by_code(b->db, &err, "floor", &place, &found), &err);
  sqlite3_stmt *get = plain_prepare(b->plain, "SELECT qty FROM stock WHERE item = ?1 AND place = ?2 AND lot = 0");
  for (int i = 0; i < TIMES; i++) {
    int64_t item = 1 + skewed(b->items), qty, since = now_ns();
    sqlite3_bind_int64(get, 1, item), sqlite3_bind_int64(get, 2, place.id);
    plain_step(get);
    sample(&floor, since);
    since = now_ns();
    must(stock_get(b->db, &err, item, place.id, 0, &qty), &err);
    sample(&ours, since);
  }
  sqlite3_finalize(get);
  give("stock on hand, one item and place", &floor, &ours, 300);
}

/* ---- search */
struct blob {
  char *p;
  size_t n;
};

/* The floor of loading: the pages' bytes in one piece of memory. */
static struct blob load_plain(struct bench *b) {
  struct blob all = {xmalloc(64), 0};
  sqlite3_stmt *get = plain_prepare(b->plain, "SELECT data FROM search_page ORDER BY id");
  size_t cap = 64;
  while (sqlite3_step(get) == SQLITE_ROW) {
    size_t n = (size_t)sqlite3_column_bytes(get, 0);
    if (all.n + n + 64 > cap) cap = 2 * (all.n + n + 64), all.p = xrealloc(all.p, cap, 1);
    memcpy(all.p + all.n, sqlite3_column_blob(get, 0), n);
    all.n += n;
  }
  memset(all.p + all.n, 0, 64);
  sqlite3_finalize(get);
  return all;
}

/* The floor of a keystroke: every place where the bytes stand, first and last byte in SSE2. */
static int64_t scan_plain(const struct blob *all, const char *word) {
  size_t n = strlen(word);
  int64_t hits = 0;
  const __m128i first = _mm_set1_epi8(word[0]), last = _mm_set1_epi8(word[n - 1]);
  for (size_t at = 0; at + n <= all->n; at += 16) {
    __m128i x = _mm_loadu_si128((const void *)(all->p + at)), y = _mm_loadu_si128((const void *)(all->p + at + n - 1));
    unsigned mask = (unsigned)_mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(x, first), _mm_cmpeq_epi8(y, last)));
    for (; mask; mask &= mask - 1)
      if (memcmp(all->p + at + __builtin_ctz(mask), word, n) == 0) hits++;
  }
  return hits;
}

/* Read by nobody, so that the compiler must count. */
static volatile int64_t found;

static void search(struct bench *b) {
  static const char *const typed[] = {"酸奶", "有机牛奶", "洗发水 家庭", "kxnn", "yogh", "toothbrush", "6900000012", "1234", "重阳", "zzz"};
  struct samples floor = {0}, ours = {0}, load_floor = {0}, load_ours = {0};
  struct err err;
  struct blob all = {0};
  struct search *s = NULL;
  for (int i = 0; i < 20; i++) {
    int64_t since = now_ns();
    free(all.p);
    all = load_plain(b);
    sample(&load_floor, since);
    search_free(s);
    since = now_ns();
    s = search_load(b->db, &err);
    must(s != NULL, &err);
    sample(&load_ours, since);
  }
  give("load the search blob", &load_floor, &load_ours, 200);
  for (int round = 0; round < 10; round++)
    for (size_t i = 0; i < COUNT(typed); i++)
      for (size_t n = 1; n <= strlen(typed[i]); n++) {
        int64_t page[50], total;
        char text[64];
        if (((unsigned char)typed[i][n] & 0xC0) == 0x80) continue;
        memcpy(text, typed[i], n);
        text[n] = 0;
        int64_t since = now_ns();
        found += scan_plain(&all, text);
        sample(&floor, since);
        since = now_ns();
        search_find(s, text, page, COUNT(page), &total);
        sample(&ours, since);
      }
  give("search, a keystroke, all hits counted, a page", &floor, &ours, 200);
  search_free(s);
  free(all.p);
}

void jobs_find(struct bench *b) {
  barcode(b);
  on_hand(b);
  search(b);
}
