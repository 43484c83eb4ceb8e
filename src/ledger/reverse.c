/* reverse: what taking a document back would do, and what stands in the way. Makes the document to post; posting it is the caller's. */
#include "src/ledger/internal.h"

#include <stdlib.h>
#include <string.h>

struct plan {
  struct db *db;
  const struct ledger_store *store;
  struct shelf shelf;
  struct doc_set set;
  size_t parts, lines; /* lines of the whole */
  struct doc_row row;  /* of the whole */
  int64_t *gone_by;    /* by line: id of the document that reversed it already, 0 none */
  bool *chosen;
  struct reversal *out;
};

static void block(struct reversal *r, const char *number, int64_t line, const char *why) {
  r->blocker = xrealloc(r->blocker, r->blocker_count + 1, sizeof *r->blocker);
  r->blocker[r->blocker_count++] = (struct blocker){xstrdup(number), line, why};
}

static bool block_by_id(struct plan *p, int64_t id, int64_t line, const char *why, struct err *err) {
  struct doc_row row;
  bool found;
  if (!docrow_by_id(p->db, err, id, &row, &found)) return false;
  block(p->out, found ? row.number : "", line, why);
  return true;
}

/* ---- which lines */

/* A part is reversed as lines of its whole: *offset are the lines before it, *length its own (0: number names the whole). */
static bool load(struct plan *p, const char *number, int64_t *offset, int64_t *length, struct err *err) {
  struct doc_row row;
  bool found;
  *offset = *length = 0;
  if (!docrow_by_number(p->db, err, number, &row, &found)) return false;
  if (!found) return err_set(err, ERR_DOC_UNKNOWN, NULL, number);
  p->row = row;
  if (row.part_of && !docrow_by_id(p->db, err, row.part_of, &p->row, &found)) return false;
  const struct doc_kind *kind = doc_kind_find(row.kind);
  if (!kind || !kind->reversible) return err_set(err, ERR_REVERSE_KIND, NULL, number, kind ? _(kind->name) : row.kind);
  if (!str_eq(row.store, p->store->code)) return err_set(err, ERR_REVERSE_KIND, NULL, number, _("document of another store"));
  if (!ledger_set_load(&p->shelf, p->row.id, true, &p->set, &p->parts, err)) return false;
  for (size_t i = 0; i <= p->parts; i++) {
    if (p->set.id[i] == row.id && row.part_of) {
      *offset = (int64_t)p->lines;
      *length = row.lines;
    }
    p->lines += p->set.doc[i]->line_count;
  }
  return true;
}

static void mark_gone(struct plan *p) {
  p->gone_by = xcalloc(p->lines + 1, sizeof *p->gone_by);
  p->chosen = xcalloc(p->lines + 1, sizeof *p->chosen);
  for (size_t i = p->parts + 1; i < p->set.count; i++) {
    const struct doc *d = p->set.doc[i];
    if (!str_eq(d->kind->code, "reversal") || !doc_has_parent(d, p->set.doc[0])) continue;
    for (size_t k = 0; k < d->line_count; k++) {
      int64_t n = doc_at(d, k, REVERSAL_LINE)->i;
      if (n >= 1 && n <= (int64_t)p->lines) p->gone_by[n] = p->set.id[i];
    }
  }
}

static bool choose_given(struct plan *p, const char *number, const int64_t *lines, size_t count, int64_t offset, int64_t most,
                         struct err *err) {
  for (size_t i = 0; i < count; i++) {
    if (lines[i] < 1 || lines[i] > most) {
      char text[32];
      return err_set(err, ERR_REVERSE_LINE, "lines", number, num_format(text, sizeof text, lines[i], 0));
    }
    int64_t n = lines[i] + offset;
    if (p->gone_by[n] && !block_by_id(p, p->gone_by[n], n, "already_reversed", err)) return false;
    p->chosen[n] = !p->gone_by[n];
  }
  return true;
}

/* Whole: what is left of it; nothing left is a blocker. */
static bool choose_left(struct plan *p, int64_t offset, int64_t most, struct err *err) {
  int64_t left = 0;
  for (int64_t n = offset + 1; n <= offset + most; n++) left += (p->chosen[n] = !p->gone_by[n]);
  return left > 0 || most == 0 || block_by_id(p, p->gone_by[offset + 1], offset + 1, "already_reversed", err);
}

/* ---- what stands on it */

static void living_children(struct plan *p) {
  for (size_t n = 1; n <= p->lines; n++)
    if (!p->chosen[n] && !p->gone_by[n]) return; /* something of it stays */
  for (size_t i = p->parts + 1; i < p->set.count; i++) {
    const struct doc *d = p->set.doc[i];
    struct doc_whole w;
    if (!d->kind->reversible || d->has_part_of || !doc_has_parent(d, p->set.doc[0])) continue;
    doc_whole_make(&w, d, (const struct doc *const *)p->set.doc, p->set.count);
    if (!w.reversed) block(p->out, d->number, 0, "living_child");
    doc_whole_free(&w);
  }
}

/* ---- the lines of the reversal */

struct need {
  int64_t item, place, lot, qty, line;
};
struct builder {
  struct plan *plan;
  size_t before; /* lines of the parts before this one */
  struct need *need;
  size_t needs;
};

static void bare_line(struct reversal *r, size_t n) {
  size_t i = doc_line_add(r->doc);
  value_int(doc_at(r->doc, i, REVERSAL_LINE), (int64_t)n);
}

static bool swap_move(void *self, const struct move_seen *m) {
  struct builder *b = self;
  struct reversal *r = b->plan->out;
  size_t n = b->before + (size_t)m->row.line;
  if (n > b->plan->lines || !b->plan->chosen[n]) return true;
  size_t i = doc_line_add(r->doc);
  struct value *v = r->doc->line[i].value;
  value_int(&v[REVERSAL_LINE], (int64_t)n);
  value_text(&v[REVERSAL_ITEM], m->item);
  if (m->decimals) value_int(&v[REVERSAL_DECIMALS], m->decimals);
  value_text(&v[REVERSAL_LOT], m->lot);
  if (m->expiry != LEDGER_NO_DAY) value_int(&v[REVERSAL_EXPIRY], m->expiry);
  value_text(&v[REVERSAL_FROM], m->to);
  value_text(&v[REVERSAL_TO], m->from);
  value_int(&v[REVERSAL_QTY], m->row.qty);
  value_int(&v[REVERSAL_VALUE], m->row.value);
  value_int(&v[REVERSAL_COL], m->row.col);
  r->units += m->row.qty;
  r->value += m->row.value;
  b->need = xrealloc(b->need, b->needs + 1, sizeof *b->need);
  b->need[b->needs++] = (struct need){m->row.item, m->row.dst, m->row.lot, m->row.qty, (int64_t)n};
  return true;
}

static bool build(struct builder *b, struct err *err) {
  struct plan *p = b->plan;
  for (size_t i = 0; i <= p->parts && i < p->set.count; i++) {
    struct doc_row row;
    bool found;
    size_t first = p->out->doc->line_count;
    if (!docrow_by_id(p->db, err, p->set.id[i], &row, &found)) return false;
    if (row.moves && !move_range(p->db, err, row.first_move, row.first_move + row.moves - 1, swap_move, b)) return false;
    bool *moved = xcalloc(p->lines + 1, sizeof *moved);
    for (size_t k = first; k < p->out->doc->line_count; k++) moved[doc_at(p->out->doc, k, REVERSAL_LINE)->i] = true;
    for (size_t n = b->before + 1; n <= b->before + p->set.doc[i]->line_count; n++) {
      if (!p->chosen[n]) continue;
      p->out->lines++;
      if (!moved[n]) bare_line(p->out, n);
    }
    free(moved);
    b->before += p->set.doc[i]->line_count;
  }
  return true;
}

static int by_stock(const void *a, const void *b) {
  const struct need *x = a, *y = b;
  if (x->item != y->item) return x->item < y->item ? -1 : 1;
  if (x->place != y->place) return x->place < y->place ? -1 : 1;
  if (x->lot != y->lot) return x->lot < y->lot ? -1 : 1;
  return (x->line > y->line) - (x->line < y->line);
}

/* The goods must still be where they came to; else whoever took them last is named. */
static bool stock_stays(struct plan *p, const struct need *need, int64_t qty, struct err *err) {
  struct place place;
  int64_t there, taker;
  bool found;
  if (!place_by_id(p->db, err, need->place, &place, &found) || !stock_get(p->db, err, need->item, need->place, need->lot, &there))
    return false;
  if (!ledger_place_kept(place.kind) || there >= qty) return true;
  if (!db_int(p->db, err, &taker, 0, SQL_MOVE_LAST_OUT, I(need->item), I(need->place), I(need->lot))) return false;
  return block_by_id(p, taker, need->line, "stock_below_zero", err);
}

static bool all_stock_stays(struct builder *b, struct err *err) {
  if (b->needs) qsort(b->need, b->needs, sizeof *b->need, by_stock);
  for (size_t i = 0, k; i < b->needs; i = k) {
    int64_t qty = 0;
    for (k = i;
         k < b->needs && b->need[k].item == b->need[i].item && b->need[k].place == b->need[i].place && b->need[k].lot == b->need[i].lot;
         k++)
      qty += b->need[k].qty;
    if (!stock_stays(b->plan, &b->need[i], qty, err)) return false;
  }
  return true;
}

/* Where what the original had in transit counts, there its reversal must count too. */
static void partners(struct doc *d, const struct doc *of) {
  struct buf b = {0};
  for (size_t i = 0; i < of->kind->partners; i++) {
    const char *store = value_get(doc_head(of, of->kind->partner[i]));
    if (*store) buf_printf(&b, "%s%s", b.n ? ";" : "", store);
  }
  value_text(doc_head(d, REVERSAL_PARTNER), b.p);
  if (b.n) value_text(doc_head(d, REVERSAL_SENDER), doc_sender(of));
  buf_free(&b);
}

static void begin_doc(struct plan *p, const char *reason) {
  struct doc *d = p->out->doc = doc_new(doc_kind_find("reversal"));
  doc_parent_doc(d, p->row.uuid);
  value_text(doc_head(d, REVERSAL_OF), p->row.number);
  value_text(doc_head(d, REVERSAL_KIND), p->row.kind);
  partners(d, p->set.doc[0]);
  value_text(doc_head(d, REVERSAL_REASON), reason);
}

bool ledger_reversal(struct db *db, const struct ledger_store *store, const char *number, const int64_t *lines, size_t line_count,
                     const char *reason, struct reversal *out, struct err *err) {
  struct plan p = {.db = db, .store = store, .shelf = {.db = db}, .out = out};
  struct builder b = {.plan = &p};
  int64_t offset, length;
  *out = (struct reversal){0};
  bool ok = load(&p, number, &offset, &length, err);
  if (ok) {
    int64_t most = length ? length : (int64_t)p.lines;
    mark_gone(&p);
    begin_doc(&p, reason);
    ok = line_count ? choose_given(&p, number, lines, line_count, offset, most, err) : choose_left(&p, offset, most, err);
    if (ok) living_children(&p);
    ok = ok && build(&b, err) && all_stock_stays(&b, err);
  }
  if (!ok || out->blocker_count) {
    doc_free(out->doc);
    out->doc = NULL;
  }
  if (!ok) ledger_reversal_free(out);
  free(b.need);
  free(p.gone_by);
  free(p.chosen);
  ledger_set_free(&p.set);
  shelf_free(&p.shelf);
  return ok;
}

void ledger_reversal_free(struct reversal *r) {
  for (size_t i = 0; i < r->blocker_count; i++) free(r->blocker[i].number);
  free(r->blocker);
  doc_free(r->doc);
  *r = (struct reversal){0};
}
