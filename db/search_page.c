/* search_page: the search blob in pages of 2,048 items, kept by marking stale and making anew. Owns the table search_page.
 * Must not: search (search.c does, in memory), or know why an item changed. */
#include "db/internal.h"

#include <string.h>

enum { INITIALS_MOST = 16 };

bool search_touch(struct db *db, struct err *err, int64_t item) {
  size_t page = (size_t)(item / SEARCH_PAGE_ITEMS);
  static const char none[256];
  if (!db->touched.n && !db_run(db, err, SQL_SEARCH_VERSION_NEXT)) return false;
  while (db->touched.n <= page) buf_add(&db->touched, none, sizeof none);
  if (db->touched.p[page]) return true;
  if (!db_run(db, err, SQL_SEARCH_TOUCH, I(page))) return false;
  db->touched.p[page] = 1;
  return true;
}

bool search_version(struct db *db, struct err *err, int64_t *version) {
  return db_int(db, err, version, 0, SQL_SEARCH_VERSION);
}

bool search_touch_all(struct db *db, struct err *err) {
  int64_t last;
  buf_clear(&db->touched);
  if (!db_run(db, err, SQL_SEARCH_TOUCH_ALL) || !db_int(db, err, &last, 0, SQL_SEARCH_LAST)) return false;
  for (int64_t item = 0; item <= last; item += SEARCH_PAGE_ITEMS)
    if (!search_touch(db, err, item)) return false;
  return true;
}

/* ---- one page */
struct making {
  struct buf ids, starts, text, initials;
};

static void put_u32(struct buf *to, size_t value) {
  uint32_t v = (uint32_t)value;
  buf_add(to, &v, sizeof v);
}

static void put_field(struct making *m, const char *value) {
  if (!*value) return;
  utf8_fold(&m->text, value);
  buf_addc(&m->text, SEARCH_MARK);
}

static void put_initials(struct making *m, const char *name, const char *mnemonic) {
  char *save = NULL;
  buf_clear(&m->initials);
  pinyin_initials(&m->initials, name, INITIALS_MOST);
  for (char *one = m->initials.n ? strtok_r(m->initials.p, " ", &save) : NULL; one; one = strtok_r(NULL, " ", &save))
    if (strcasecmp(one, mnemonic)) put_field(m, one);
}

static void put_item(struct making *m, const struct rows *item, struct rows *barcode, bool *more) {
  int64_t id = rows_int(item, 0);
  const char *code = rows_text(item, 1), *name = rows_text(item, 2), *mnemonic = rows_text(item, 4);
  put_u32(&m->ids, (size_t)(id % SEARCH_PAGE_ITEMS));
  put_u32(&m->starts, m->text.n);
  buf_addc(&m->text, SEARCH_MARK);
  put_field(m, code);
  put_field(m, name);
  put_field(m, rows_text(item, 3));
  put_field(m, mnemonic);
  put_initials(m, name, mnemonic);
  put_field(m, rows_text(item, 5));
  while (*more && rows_int(barcode, 0) < id) *more = rows_next(barcode);
  for (; *more && rows_int(barcode, 0) == id; *more = rows_next(barcode))
    if (strcmp(rows_text(barcode, 1), code)) put_field(m, rows_text(barcode, 1));
}

static void page_end(struct making *m, struct buf *out) {
  uint32_t count = (uint32_t)(m->ids.n / sizeof(uint32_t));
  put_u32(&m->starts, m->text.n);
  if (count) {
    buf_add(out, &(struct search_head){SEARCH_MAGIC, count}, sizeof(struct search_head));
    buf_add(out, m->ids.p, m->ids.n);
    buf_add(out, m->starts.p, m->starts.n);
    buf_add(out, m->text.p, m->text.n);
  }
  buf_free(&m->ids);
  buf_free(&m->starts);
  buf_free(&m->text);
  buf_free(&m->initials);
}

bool search_page_make(struct db *db, struct err *err, int64_t page, struct buf *out) {
  struct rows item, barcode;
  struct making m = {0};
  int64_t from = page * SEARCH_PAGE_ITEMS, to = from + SEARCH_PAGE_ITEMS;
  buf_clear(out);
  if (!rows_open(&item, db, err, SQL_SEARCH_ITEMS, I(from), I(to))) return false;
  bool ok = rows_open(&barcode, db, err, SQL_SEARCH_BARCODES, I(from), I(to));
  if (ok) {
    bool more = rows_next(&barcode);
    while (rows_next(&item)) put_item(&m, &item, &barcode, &more);
    ok = rows_close(&barcode, err);
  }
  if (!ok) {
    struct err ignored;
    (void)!rows_close(&item, &ignored);
  } else {
    ok = rows_close(&item, err);
  }
  page_end(&m, out);
  return ok;
}

/* ---- making the stale ones anew */
static bool stale_pages(struct db *db, struct err *err, struct buf *ids) {
  struct rows r;
  if (!rows_open(&r, db, err, SQL_SEARCH_STALE)) return false;
  while (rows_next(&r)) {
    int64_t id = rows_int(&r, 0);
    buf_add(ids, &id, sizeof id);
  }
  return rows_close(&r, err);
}

static bool flush_page(struct db *db, struct err *err, int64_t id, struct buf *data) {
  if ((size_t)id < db->touched.n) db->touched.p[id] = 0;
  if (!search_page_make(db, err, id, data)) return false;
  return data->n ? db_run(db, err, SQL_SEARCH_PUT, I(id), B(data->p, data->n)) : db_run(db, err, SQL_SEARCH_DROP, I(id));
}

bool search_flush_some(struct db *db, struct err *err, size_t pages, size_t *left) {
  struct buf ids = {0}, data = {0};
  bool ok = stale_pages(db, err, &ids);
  size_t count = ids.n / sizeof(int64_t), n = 0;
  for (; ok && n < count && n < pages; n++) {
    int64_t id;
    memcpy(&id, ids.p + n * sizeof id, sizeof id);
    ok = flush_page(db, err, id, &data);
  }
  if (ok) *left = count - n;
  buf_free(&ids);
  buf_free(&data);
  return ok;
}

bool search_flush(struct db *db, struct err *err) {
  size_t left;
  return search_flush_some(db, err, SIZE_MAX, &left);
}

bool search_check(struct db *db, void (*say)(void *self, const char *problem), void *self, struct err *err) {
  struct rows r;
  struct buf made = {0};
  bool ok = rows_open(&r, db, err, SQL_SEARCH_PAGES);
  if (!ok) return false;
  while (ok && rows_next(&r)) {
    size_t n;
    const void *data = rows_blob(&r, 1, &n);
    if (!n) continue;
    ok = search_page_make(db, err, rows_int(&r, 0), &made);
    if (!ok || (made.n == n && memcmp(made.p, data, n) == 0)) continue;
    char number[32];
    struct buf problem = {0};
    text_fill(&problem, _("Page {1} of the search does not say what the items say."),
              num_format(number, sizeof number, rows_int(&r, 0), 0));
    say(self, problem.p);
    buf_free(&problem);
  }
  buf_free(&made);
  struct err ignored;
  return rows_close(&r, ok ? err : &ignored) && ok;
}
