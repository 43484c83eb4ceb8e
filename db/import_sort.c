/* import_sort: rows in the order of their keys (so that writing goes through the tables once, in order), and rows of one key judged
 * against each other. */
#include "db/import.h"

#include <stdlib.h>
#include <string.h>

void import_key_set(struct import_row *row, char *key) {
  unsigned char head[16] = {0};
  free((char *)row->key);
  row->key = key;
  size_t n = strlen(key);
  memcpy(head, key, n < sizeof head ? n : sizeof head);
  for (size_t i = 0; i < 2; i++) {
    row->order[i] = 0;
    for (size_t k = 0; k < 8; k++) row->order[i] = row->order[i] << 8 | head[i * 8 + k];
  }
}

int import_key_compare(const struct import_row *a, const struct import_row *b) {
  for (size_t i = 0; i < 2; i++)
    if (a->order[i] != b->order[i]) return a->order[i] < b->order[i] ? -1 : 1;
  return strcmp(a->key, b->key);
}

static int by_key(const void *pa, const void *pb) {
  const struct import_row *a = pa, *b = pb;
  int c = import_key_compare(a, b);
  return c ? c : (a->row > b->row) - (a->row < b->row);
}

static void give_keys(struct import *im) {
  struct buf key = {0};
  for (size_t i = 0; i < im->rows; i++) {
    struct import_row *row = &im->row[i];
    struct err why;
    bool ok = row->state != ROW_REJECTED;
    import_cells(im, row);
    for (size_t f = 0; ok && f < im->kind->count; f++) {
      if (!(im->kind->key_fields & 1u << f) || import_value_read(im, f, &why)) continue;
      str_copy(why.where, sizeof why.where, im->kind->field[f].name);
      import_reject(im, row, &why);
      ok = false;
    }
    buf_clear(&key);
    if (ok) im->kind->key(im, &key);
    import_key_set(row, xstrdup(key.n ? key.p : ""));
  }
  buf_free(&key);
}

void import_sort(struct import *im) {
  give_keys(im);
  qsort(im->row, im->rows, sizeof *im->row, by_key);
  if (im->kind->arrange && im->kind->arrange(im)) qsort(im->row, im->rows, sizeof *im->row, by_key);
  for (size_t i = 0; i < im->rows; i++) im->row[i].first = (uint32_t)i;
}

/* ---- the same key several times */
struct look {
  struct buf text, rest; /* the cells of the alias fields, and all others */
};

static void look_at(struct import *im, const struct import_row *row, struct look *l) {
  buf_clear(&l->text);
  buf_clear(&l->rest);
  import_cells(im, row);
  for (size_t f = 0; f < im->kind->count; f++) {
    const char *cell = import_cell(im, f);
    buf_add(im->kind->alias_fields & 1u << f ? &l->text : &l->rest, cell, strlen(cell) + 1);
  }
}

static bool alike(const struct buf *a, const struct buf *b) {
  return a->n == b->n && (a->n == 0 || memcmp(a->p, b->p, a->n) == 0);
}

static void reject_against(struct import *im, struct import_row *row, const struct import_row *other, enum err_code code) {
  struct err why;
  char number[32];
  num_format(number, sizeof number, other->row, 0);
  err_set(&why, code, im->kind->field[0].name, number);
  import_reject(im, row, &why);
}

/* Rows begin…end have one key, in file order. All are held against the first: equal is a twin; other text of the code but equal otherwise
 * an alias; the rest a contradiction. */
static void judge(struct import *im, size_t begin, size_t end, struct look look[3]) {
  struct look *first = &look[0], *last = &look[1], *now = &look[2];
  size_t other = 0, previous = begin;
  look_at(im, &im->row[begin], first);
  look_at(im, &im->row[begin], last);
  for (size_t i = begin + 1; i < end; i++) {
    struct import_row *row = &im->row[i];
    look_at(im, row, now);
    row->first = (uint32_t)begin;
    bool text = alike(&first->text, &now->text), rest = alike(&first->rest, &now->rest);
    if (rest && (text || alike(&last->text, &now->text))) {
      row->twin = true;
      row->first = (uint32_t)(text ? begin : previous);
    } else if (rest) {
      struct look swap = *last;
      *last = *now;
      *now = swap;
      previous = i;
    } else {
      reject_against(im, row, &im->row[begin], text ? ERR_ROW_TWICE : ERR_ROW_ALIAS);
      if (text && !other) other = i;
    }
  }
  for (size_t i = begin; other && i < end; i++)
    if (i == begin || (im->row[i].twin && im->row[i].first == begin)) reject_against(im, &im->row[i], &im->row[other], ERR_ROW_TWICE);
}

bool import_twins(struct import *im, struct err *err) {
  struct look look[3] = {0};
  for (size_t i = 0; i < im->rows;) {
    size_t end = i + 1;
    while (end < im->rows && im->row[i].state != ROW_REJECTED && im->row[end].state != ROW_REJECTED &&
           import_key_compare(&im->row[i], &im->row[end]) == 0)
      end++;
    if (end - i > 1) judge(im, i, end, look);
    i = end;
  }
  for (size_t i = 0; i < COUNT(look); i++) {
    buf_free(&look[i].text);
    buf_free(&look[i].rest);
  }
  return !im->kind->cross || im->kind->cross(im, err);
}
