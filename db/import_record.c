/* import_record: kinds whose row is a row of one table. What is given replaces what is there; an empty cell leaves it, '-' clears it. */
#include "db/import.h"

#include <stdlib.h>
#include <string.h>

static bool is_text(const struct import_field *f) {
  return f->type == IMPORT_CODE || f->type == IMPORT_TEXT || f->type == IMPORT_WORD;
}

/* What a new or cleared column holds. */
static struct arg otherwise(const struct import_field *f) {
  if (!f->otherwise) return NIL;
  return is_text(f) ? T(f->otherwise) : I(strtoll(f->otherwise, NULL, 10));
}

static struct arg given(const struct import *im, size_t f) {
  const struct import_value *v = &im->value[f];
  if (v->clear) return otherwise(&im->kind->field[f]);
  return is_text(&im->kind->field[f]) ? T(v->s) : I(v->i);
}

static bool equal(const struct rows *r, int column, const struct arg *a) {
  if (a->type == ARG_NULL || rows_null(r, column)) return a->type == ARG_NULL && rows_null(r, column);
  return a->type == ARG_INT ? rows_int(r, column) == a->i : strcmp(rows_text(r, column), a->p) == 0;
}

enum row_state record_compare(struct import *im, const char *code, struct err *err) {
  struct rows r;
  if (!rows_open(&r, im->db, err, im->kind->get, T(code))) return ROW_FAILED;
  enum row_state state = rows_next(&r) ? ROW_SAME : ROW_NEW;
  for (size_t f = 0; state == ROW_SAME && f < im->kind->count; f++) {
    int param = im->kind->field[f].param;
    if (param < 2 || (!im->value[f].given && !im->value[f].clear)) continue;
    struct arg a = given(im, f);
    if (!equal(&r, param - 1, &a)) state = ROW_CHANGED;
  }
  return rows_close(&r, err) ? state : ROW_FAILED;
}

/* A cell of the row that is there, kept beyond the statement. */
static struct arg stored(const struct rows *r, int column, const struct import_field *f, struct buf *texts) {
  if (rows_null(r, column)) return NIL;
  if (!is_text(f)) return I(rows_int(r, column));
  size_t at = texts->n;
  const char *text = rows_text(r, column);
  buf_add(texts, text, strlen(text) + 1);
  return (struct arg){ARG_TEXT, (int64_t)at, NULL, 0}; /* becomes a pointer when the buffer moves no more */
}

static bool record_add(struct import *im, const char *code, struct err *err) {
  struct arg args[IMPORT_FIELDS + 1] = {NIL, T(code)};
  size_t most = 1;
  for (size_t f = 0; f < im->kind->count; f++) {
    int p = im->kind->field[f].param;
    if (p < 2) continue;
    if ((size_t)p > most) most = (size_t)p;
    args[p] = im->value[f].given ? given(im, f) : otherwise(&im->kind->field[f]);
  }
  if (im->digested) digest_row(&im->digest[DIGEST_ITEM], args, most + 1);
  return db_run_args(im->db, err, im->kind->add, args, most + 1);
}

bool record_put(struct import *im, const char *code, bool *added, struct err *err) {
  struct arg args[IMPORT_FIELDS + 1] = {NIL, T(code)};
  struct buf texts = {0};
  struct rows r;
  size_t most = 1;
  if (*added) return record_add(im, code, err);
  if (!rows_open(&r, im->db, err, im->kind->get, T(code))) return false;
  *added = !rows_next(&r);
  for (size_t f = 0; !*added && f < im->kind->count; f++) {
    int p = im->kind->field[f].param;
    if (p < 2) continue;
    if ((size_t)p > most) most = (size_t)p;
    args[p] = im->value[f].given || im->value[f].clear ? given(im, f) : stored(&r, p - 1, &im->kind->field[f], &texts);
  }
  bool ok = rows_close(&r, err);
  if (ok && *added) return record_add(im, code, err);
  for (size_t i = 2; i <= most; i++)
    if (args[i].type == ARG_TEXT && !args[i].p) args[i].p = texts.p + args[i].i;
  ok = ok && db_run_args(im->db, err, im->kind->set, args, most + 1);
  buf_free(&texts);
  return ok;
}

enum row_state record_check(struct import *im, struct import_row *row, struct err *err) {
  (void)row;
  return record_compare(im, im->value[0].s, err);
}

bool record_write(struct import *im, struct import_row *row, struct err *err) {
  bool added = row->state == ROW_NEW;
  return record_put(im, im->value[0].s, &added, err);
}

void key_of_first(struct import *im, struct buf *key) {
  buf_adds(key, im->value[0].s);
}
