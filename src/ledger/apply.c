/* apply: what a document in the log does to everything that is kept from it: moves, stock, cost pool, days, months, announced lines,
 * discrepancies, states.
 * The same for a fresh posting, an imported event and a rebuild. */
#include "src/ledger/internal.h"

#include <stdlib.h>
#include <string.h>

enum { PLACES = 16 };
struct place_seen {
  char code[64];
  int64_t id;
  bool own, kept;
};
struct apply {
  struct db *db;
  struct err *err;
  int64_t doc, next_move, moves;
  int32_t day, last_day; /* ledger day of these moves; of the last move before */
  struct items *items;
  size_t places;
  struct place_seen place[PLACES];
};

/* On their way to a store, and what other stores have of a transfer: places that come with the first goods. */
static bool place_made(struct apply *a, const char *code, struct place *row) {
  bool transit = str_starts(code, PLACE_TRANSIT), found;
  if (!transit && !str_eq(code, PLACE_ELSEWHERE)) return err_set(a->err, ERR_POST_PLACE, "place", code);
  return place_add(a->db, a->err, code, "", transit ? "transit" : "outside", &row->id) && place_by_code(a->db, a->err, code, row, &found);
}

static const struct place_seen *place_of(struct apply *a, const char *code) {
  for (size_t i = 0; i < a->places; i++)
    if (str_eq(a->place[i].code, code)) return &a->place[i];
  struct place_seen *p = &a->place[a->places < PLACES ? a->places : PLACES - 1];
  struct place row;
  bool found;
  if (!place_by_code(a->db, a->err, code, &row, &found)) return NULL;
  if (!found && !place_made(a, code, &row)) return NULL;
  *p = (struct place_seen){.id = row.id, .own = ledger_place_own(row.kind), .kept = ledger_place_kept(row.kind)};
  str_copy(p->code, sizeof p->code, row.code);
  if (a->places < PLACES) a->places++;
  return p;
}

static const struct ledger_item *item_of(struct apply *a, const char *code) {
  struct ledger_item *item = items_get(a->items, code, a->err);
  if (!item || item->frozen) return item;
  item->frozen = db_run(a->db, a->err, SQL_LEDGER_FREEZE, I(item->id));
  return item->frozen ? item : NULL;
}

/* The first move of a ledger day notes where the day begins; of a month, what there was. */
static bool open_day(struct apply *a) {
  if (a->moves > 0 || a->day <= a->last_day) return true;
  bool month = a->last_day == LEDGER_NO_DAY || ledger_month(a->day) != ledger_month(a->last_day);
  return ledger_day_add(a->db, a->err, a->day, a->next_move) && (!month || ledger_month_open(a->db, a->day, a->err));
}

static bool count_stock(struct apply *a, const struct move_row *m, const struct place_seen *p, int64_t qty) {
  return qty == 0 || !p->kept || stock_add(a->db, a->err, m->item, p->id, m->lot, qty, m->id);
}

static bool put_move(void *self, const struct doc_move *d) {
  struct apply *a = self;
  const struct place_seen *from = place_of(a, d->from), *to = from ? place_of(a, d->to) : NULL;
  const struct ledger_item *item = to ? item_of(a, d->item) : NULL;
  if (!item || !open_day(a)) return false;
  struct move_row m = {.id = a->next_move,
                       .doc = a->doc,
                       .line = d->line,
                       .item = item->id,
                       .src = from->id,
                       .dst = to->id,
                       .qty = d->qty,
                       .value = d->value,
                       .col = d->col};
  if (!lot_id(a->db, a->err, m.item, d->lot, d->expiry, true, &m.lot) || !move_add(a->db, a->err, &m)) return false;
  a->next_move++;
  a->moves++;
  if (!count_stock(a, &m, from, -m.qty) || !count_stock(a, &m, to, m.qty)) return false;
  struct cost delta = ledger_cost_delta(from->own, to->own, m.qty, m.value);
  return from->own == to->own || cost_add(a->db, a->err, m.item, &delta);
}

/* ---- which moves count here: a store's own places with it; what is on its way, with the store it goes to and the one that sent it */
struct filter {
  const char *store;
  bool own, sender;
  move_fn *fn;
  void *self;
};

static bool counts(const struct filter *f, const char *place) {
  if (!str_starts(place, PLACE_TRANSIT)) return f->own;
  return f->sender || str_eq(place + strlen(PLACE_TRANSIT), f->store);
}

static bool count_ends(void *self, const struct doc_move *m) {
  const struct filter *f = self;
  struct doc_move seen = *m;
  bool from = counts(f, m->from), to = counts(f, m->to);
  if (!from) seen.from = PLACE_ELSEWHERE;
  if (!to) seen.to = PLACE_ELSEWHERE;
  return (!from && !to) || f->fn(f->self, &seen);
}

bool ledger_moves(const struct doc *d, const char *store, move_fn *fn, void *self) {
  struct filter f = {store, str_eq(d->store, store), str_eq(doc_sender(d), store), fn, self};
  return !d->kind->moves || !doc_concerns(d, store) || d->kind->moves(d, count_ends, &f);
}

/* ---- relations and states */

static bool relate(struct db *db, const struct doc *d, struct doc_row *row, struct err *err) {
  struct doc_row other;
  bool found = false;
  if (d->has_part_of && !docrow_by_uuid(db, err, d->part_of, &other, &found)) return false;
  if (found) {
    row->part_of = other.id;
    row->root = other.root;
  }
  for (size_t i = 0; i < d->parent_count; i++) {
    if (!db_run(db, err, SQL_DOC_PARENT_ADD, I(row->id), T(d->parent[i].kind), T(d->parent[i].ref)) ||
        !ledger_parent_row(db, &d->parent[i], &other, &found, err))
      return false;
    if (found && other.root < row->root) row->root = other.root;
  }
  return true;
}

/* A document's state, its parts' and its discrepancies with it; then upwards, since a child may have changed what the parent is. */
static bool restate(struct items *items, int64_t id, struct err *err) {
  struct shelf *shelf = &items->shelf;
  struct doc_set set;
  struct doc_row row;
  size_t parts;
  bool found = false;
  if (!ledger_set_load(shelf, id, true, &set, &parts, err)) return false;
  const struct doc *d = set.doc[0];
  bool ok = !d->has_part_of || docrow_by_uuid(shelf->db, err, d->part_of, &row, &found);
  if (ok && found) {
    ok = restate(items, row.id, err);
  } else if (ok) {
    const char *state = d->kind->state((const struct doc *const *)set.doc, set.count);
    for (size_t i = 0; ok && i <= parts; i++) ok = docrow_state(shelf->db, err, set.id[i], state);
    ok = ok && ledger_discrepancies_keep(items, &set, parts, err);
    for (size_t i = 0; ok && i < d->parent_count; i++)
      ok = ledger_parent_row(shelf->db, &d->parent[i], &row, &found, err) && (!found || restate(items, row.id, err));
  }
  ledger_set_free(&set);
  return ok;
}

/* Logs come in any order: what hangs on this document may have been here before it. */
static bool adopt(struct items *items, const struct doc *d, const struct doc_row *row, struct err *err) {
  struct id_list list = {0};
  bool ok = ledger_children(items->db, d, &list, err);
  for (size_t i = 0; ok && i < list.count; i++) ok = db_run(items->db, err, SQL_DOC_ROOT, I(list.id[i]), I(row->root));
  ok = ok && (list.count == 0 || restate(items, row->id, err));
  free(list.id);
  return ok;
}

static bool restate_parents(struct items *items, const struct doc *d, struct err *err) {
  for (size_t i = 0; i < d->parent_count; i++) {
    struct doc_row row;
    bool found;
    if (!ledger_parent_row(items->db, &d->parent[i], &row, &found, err) || (found && !restate(items, row.id, err))) return false;
  }
  return true;
}

/* ---- what only some kinds do */

static bool undo_lines(struct db *db, const struct doc *d, const struct doc_set *set, struct err *err) {
  size_t which, index, count = 0;
  struct doc_whole w;
  struct taken_back *back = xcalloc(d->line_count, sizeof *back);
  doc_whole_make(&w, set->doc[0], (const struct doc *const *)set->doc, set->count);
  for (size_t i = 0; i < d->line_count; i++)
    if (doc_whole_line(&w, doc_at(d, i, REVERSAL_LINE)->i, &which, &index))
      back[count++] = (struct taken_back){w.doc[which], index, doc_at(d, i, REVERSAL_QTY)->i};
  bool ok = ledger_expect_undo(db, back, count, err);
  doc_whole_free(&w);
  free(back);
  return ok;
}

static bool undo_original(struct shelf *shelf, const struct doc *d, struct err *err) {
  struct doc_set set;
  struct doc_row row;
  size_t parts;
  bool found = false;
  if (d->line_count == 0 || d->parent_count == 0) return true;
  if (!ledger_parent_row(shelf->db, &d->parent[0], &row, &found, err)) return false;
  if (!found) return true;
  if (!ledger_set_load(shelf, row.id, false, &set, &parts, err)) return false;
  bool ok = undo_lines(shelf->db, d, &set, err);
  ledger_set_free(&set);
  return ok;
}

static bool kind_effects(struct shelf *shelf, const struct doc *d, struct err *err) {
  return str_eq(d->kind->code, "reversal") ? undo_original(shelf, d, err) : ledger_expect(shelf->db, d, err);
}

static bool put_moves(struct apply *a, const struct doc *d, struct doc_row *row) {
  if (!ledger_day_last(a->db, a->err, &a->last_day) || !move_last(a->db, a->err, &a->next_move)) return false;
  row->late = a->last_day != LEDGER_NO_DAY && d->day < a->last_day;
  a->day = row->late ? a->last_day : d->day;
  int64_t first = ++a->next_move;
  if (!ledger_moves(d, a->items->store, put_move, a)) return false;
  row->first_move = a->moves ? first : 0;
  row->moves = a->moves;
  return true;
}

/* What it tells by itself; with what hangs on it, once its row is there. */
static bool differences(struct items *items, const struct doc *d, const struct doc_row *row, struct err *err) {
  struct doc *doc = (struct doc *)(uintptr_t)d;
  int64_t id = row->id;
  const struct doc_set set = {&doc, &id, 1};
  return ledger_discrepancies_keep(items, &set, 0, err);
}

bool ledger_effects(struct db *db, const struct ledger_store *store, struct items *items, bool paper, int64_t event, const struct doc *d,
                    struct err *err) {
  struct apply a = {.db = db, .err = err, .doc = event, .items = items};
  struct doc_row row = {.id = event, .at = d->at, .root = event, .lines = (int64_t)d->line_count, .day = d->day};
  memcpy(row.uuid, d->uuid, UUID_BYTES);
  str_copy(row.number, sizeof row.number, d->number);
  str_copy(row.kind, sizeof row.kind, d->kind->code);
  str_copy(row.store, sizeof row.store, d->store);
  str_copy(row.who, sizeof row.who, d->who);
  str_copy(row.approved_by, sizeof row.approved_by, d->approved_by ? d->approved_by : "");
  str_copy(row.state, sizeof row.state, d->kind->state(&d, 1));
  items->store = store->code;
  bool own = str_eq(d->store, store->code); /* of another store's documents nothing is kept here but the row and what is on its way */
  if (!paper && doc_concerns(d, store->code) && !put_moves(&a, d, &row)) return false;
  if (own && !kind_effects(&items->shelf, d, err)) return false;
  return relate(db, d, &row, err) && docrow_add(db, err, &row) && differences(items, d, &row, err) && adopt(items, d, &row, err) &&
         restate_parents(items, d, err);
}

bool ledger_apply(struct db *db, const struct ledger_store *store, int64_t event, const struct doc *d, struct err *err) {
  struct items items = {.db = db, .shelf = {.db = db}};
  bool ok = ledger_effects(db, store, &items, false, event, d, err);
  items_free(&items);
  return ok;
}
