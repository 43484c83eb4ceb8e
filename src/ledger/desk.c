/* desk: a seat at a delivery. Opens the draft, brings the tally up to date inside the transaction, lets the word decide, commits. What
 * was said is durable
 * when desk_say returns true. Must not: print, or know how lines reach it. */
#include "src/ledger/desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { QTY_MOST = 9999999 };

/* ---- opening */
static const char *kind_wanted(const struct desk_opts *o) {
  return o->kind ? o->kind : "receipt";
}

/* Goods are asked of, and sent to, another store that is known here. */
static bool stores_known(struct db *db, const struct ledger_store *store, const struct desk_opts *o, struct err *err) {
  const char *const kind = kind_wanted(o), *field = str_eq(kind, "request") ? "source" : str_eq(kind, "transfer") ? "to" : NULL;
  bool known = true;
  for (size_t i = 0; field && i < o->fields; i++) {
    const char *code = o->field[i].value;
    if (!str_eq(o->field[i].name, field) || str_empty(code)) continue;
    if (str_eq(code, store->code)) return err_set(err, ERR_TRANSFER_SELF, NULL, code);
    if (!store_known(db, err, code, &known)) return false;
    if (!known) return err_set(err, ERR_STORE_NONE, NULL, code);
  }
  return true;
}

static bool head_make(struct db *db, const struct ledger_store *store, const struct desk_opts *o, struct buf *head, struct err *err) {
  char *name = NULL;
  if (!str_empty(o->supplier) && !supplier_name(db, err, o->supplier, &name)) return false;
  bool known = str_empty(o->supplier) || name;
  free(name);
  if (!known) return err_set(err, ERR_SUPPLIER_NONE, NULL, o->supplier);
  if (!stores_known(db, store, o, err)) return false;
  head_write(head, o);
  struct wants *w = wants_load(db, head->p, err);
  wants_free(w);
  return w != NULL;
}

static bool draft_make(struct desk *d, const struct desk_opts *o, struct err *err) {
  struct buf head = {0};
  int64_t id;
  bool found;
  bool ok = head_make(d->db, d->store, o, &head, err) && draft_new(d->db, err, o->draft, kind_wanted(o), head.p, d->actor->staff, &id) &&
            draft_by_id(d->db, err, id, &d->draft, &found);
  buf_free(&head);
  return ok;
}

/* The draft is there: it goes on, unless another delivery is meant. */
static bool draft_go_on(struct desk *d, const struct desk_opts *o, struct err *err) {
  struct buf head = {0};
  if (!str_eq(d->draft.kind, kind_wanted(o))) return err_set(err, ERR_DRAFT_OTHER, NULL, d->draft.name);
  if (str_eq(d->draft.state, "discarded")) return err_set(err, ERR_DRAFT_DISCARDED, NULL, d->draft.name);
  bool same = true;
  if (o->mode) {
    if (!head_make(d->db, d->store, o, &head, err)) return false;
    same = head_same(head.p, d->draft.head);
    buf_free(&head);
  }
  return same || err_set(err, ERR_DRAFT_OTHER, NULL, d->draft.name);
}

static bool draft_get(struct desk *d, const struct desk_opts *o, struct err *err) {
  bool found = false;
  if (!o->draft && !o->mode) return err_set(err, ERR_DRAFT_MODE, NULL);
  if (!db_begin(d->db, err)) return false;
  bool ok = !o->draft || draft_find(d->db, err, o->draft, &d->draft, &found);
  if (ok && found) {
    ok = draft_go_on(d, o, err);
  } else if (ok) {
    ok = o->mode ? draft_make(d, o, err) : err_set(err, ERR_DRAFT_NONE, NULL, o->draft);
  }
  if (ok && !found) return db_commit(d->db, err);
  db_rollback(d->db);
  return ok;
}

bool desk_receives(const struct desk *d) {
  return str_eq(d->draft.kind, "receipt");
}

/* An adjustment 'misc' goes both ways. */
bool desk_either(const struct desk *d) {
  struct err ignored;
  struct js *head = str_eq(d->draft.kind, "adjust") ? js_parse(d->draft.head, strlen(d->draft.head), &ignored) : NULL;
  bool either = head && str_eq(js_text(js_get(head, "kind"), ""), "misc");
  js_free(head);
  return either;
}

static bool tally_anew(struct desk *d, struct err *err) {
  tally_free(d->tally);
  d->tally = tally_new(d->db, d->draft.id);
  d->tally->either = desk_either(d);
  d->seat = tally_seat_at(d->tally, db_seat(d->db));
  return tally_read(d->tally, err);
}

struct desk *desk_open(struct db *db, const struct ledger_store *store, const struct actor *actor, const struct config *config,
                       const struct desk_opts *o, struct err *err) {
  struct desk *d = xcalloc(1, sizeof *d);
  *d = (struct desk){.db = db, .store = store, .actor = actor, .config = config};
  config_instore(config, &d->instore);
  if (draft_get(d, o, err) && tally_anew(d, err) && (d->wants = wants_load(db, d->draft.head, err))) return d;
  desk_close(d);
  return NULL;
}

void desk_close(struct desk *d) {
  if (!d) return;
  tally_free(d->tally);
  wants_free(d->wants);
  draft_done(&d->draft);
  free(d);
}

const char *desk_name(const struct desk *d) {
  return d->draft.name;
}

const char *desk_kind(const struct desk *d) {
  return d->draft.kind;
}

bool desk_elsewhere(const struct desk *d) {
  return d->wants->elsewhere;
}

bool desk_finished(const struct desk *d) {
  return d->wants->finished;
}

/* ---- what the words share */
struct fact desk_fact(const struct desk *d, const char *word) {
  return (struct fact){.word = word,
                       .seat = db_seat(d->db),
                       .who = d->actor->staff,
                       .source = d->source,
                       .at = d->at,
                       .produced = DAY_NONE,
                       .expiry = DAY_NONE};
}

struct fact desk_fact_of(const struct desk *d, const char *word, const struct tally_line *l) {
  struct fact f = desk_fact(d, word);
  f.line = l->n;
  f.item = l->good ? l->good->id : 0;
  f.code = l->code;
  f.carton = l->carton;
  f.lot = l->lot;
  f.produced = l->produced;
  f.expiry = l->expiry;
  return f;
}

bool desk_write(struct desk *d, struct fact *f, struct said *said, struct err *err) {
  bool again;
  struct good *g = f->item ? tally_good(d->tally, f->item, err) : NULL;
  if (f->item && !g) return false;
  d->touched = true;
  if (g && !g->frozen && !item_freeze(d->db, err, g->id)) return false;
  if (g) g->frozen = true;
  f->seat_n = said->n ? 0 : (int64_t)d->line_n;
  if (!fact_add(d->db, err, d->draft.id, f, &again) || !tally_add(d->tally, f, err)) return false;
  if (!said->n) said->n = f->n;
  said->qty += f->qty;
  said->decimals = g ? g->decimals : 0;
  return true;
}

struct tally_line *desk_last(const struct desk *d, const char *word, struct err *err) {
  int64_t n = d->tally->seat[d->seat].line;
  struct tally_line *l = n ? tally_line_at(d->tally, n) : NULL;
  if (!l) err_set(err, ERR_RECEIVE_NO_LINE, NULL, word);
  return l;
}

const char *desk_open_carton(const struct desk *d) {
  return d->tally->seat[d->seat].carton;
}

struct tally_line *desk_twin(const struct desk *d, const struct tally_line *but, const struct good *g, const char *code, const char *carton,
                             const char *lot, int32_t expiry) {
  for (size_t i = 0; i < d->tally->lines; i++) {
    struct tally_line *l = &d->tally->line[i];
    if (l == but || l->good != g || (!g && !str_eq(l->code, code)) || !str_eq(l->carton, carton)) continue;
    if (str_eq(good_lot(g, l->lot), good_lot(g, lot)) && good_expiry(g, l->expiry) == good_expiry(g, expiry)) return l;
  }
  return NULL;
}

bool desk_number(const char *text, const struct good *g, int64_t *out, struct err *err) {
  int decimals = g ? g->decimals : 0;
  int64_t most = QTY_MOST * num_pow10(decimals);
  if (num_parse(text, decimals, out) && *out != 0 && *out <= most && *out >= -most) return true;
  return err_set(err, ERR_RECEIVE_QTY, NULL, text);
}

bool desk_fits(const struct tally_line *l, int64_t qty, int64_t damaged, struct err *err) {
  char a[32], b[32];
  int decimals = l->good ? l->good->decimals : 0;
  if (qty < 0 && !l->either) return err_set(err, ERR_RECEIVE_BELOW, NULL, num_format(a, sizeof a, l->qty, decimals));
  if (damaged >= 0 && (damaged <= qty || l->either)) return true;
  return err_set(err, ERR_RECEIVE_DAMAGED, NULL, num_format(a, sizeof a, damaged, decimals), num_format(b, sizeof b, qty, decimals));
}

void desk_warn(struct said *said, const char *sentence, const char *a, const char *b) {
  struct buf text = {0};
  if (*said->warning) buf_printf(&text, "%s ", said->warning);
  text_fill(&text, sentence, a, b);
  str_copy(said->warning, sizeof said->warning, text.p);
  buf_free(&text);
}

void desk_warn_dates(const struct desk *d, const struct good *g, int32_t expiry, struct said *said) {
  char day[16];
  if (!g || expiry == DAY_NONE) return;
  day_format(day, sizeof day, expiry);
  if (expiry < d->today) desk_warn(said, _("{1} expired on {2}."), good_name(g), day);
  else if (expiry - d->today <= config_int(d->config, OPT_EXPIRY_WARN_DAYS))
    desk_warn(said, _("{1} expires soon, on {2}."), good_name(g), day);
}

void desk_warn_unusual(const struct desk *d, const struct good *g, int64_t qty, struct said *said) {
  char number[32];
  int64_t expected = 0, one = num_pow10(g ? g->decimals : 0);
  for (size_t i = 0; i < d->wants->count; i++)
    if (g && d->wants->want[i].item == g->id) expected += d->wants->want[i].open;
  if (qty <= config_int(d->config, OPT_RECEIVE_USUAL) * one || qty <= expected * config_int(d->config, OPT_RECEIVE_USUAL_TIMES)) return;
  desk_warn(said, _("{1} is an unusual quantity for {2}; it was taken as it is."),
            num_format(number, sizeof number, qty, g ? g->decimals : 0), g ? good_name(g) : _("an unknown code"));
}

/* Once when the item comes, once when there is more of it than was open. */
void desk_warn_announced(const struct desk *d, const struct good *g, int64_t qty, struct said *said) {
  char came[32], open[32];
  int64_t announced = 0, have = 0;
  bool any = false;
  if (!d->wants->count || qty <= 0) return;
  for (size_t i = 0; i < d->wants->count; i++) {
    if (d->wants->want[i].item != g->id) continue;
    any = true;
    announced += d->wants->want[i].open;
  }
  for (size_t i = 0; i < d->tally->lines; i++)
    if (d->tally->line[i].good == g) have += d->tally->line[i].qty;
  if (!any && have == qty) desk_warn(said, _("{1} was not announced with this delivery; it was taken all the same."), good_name(g), "");
  if (!any || have <= announced || have - qty > announced) return;
  struct buf text = {0};
  text_fill(&text, _("More of {1} came than is open: {2} of {3}; it was taken all the same."), good_name(g),
            num_format(came, sizeof came, have, g->decimals), num_format(open, sizeof open, announced, g->decimals));
  desk_warn(said, "{1}", text.p, "");
  buf_free(&text);
}

/* Said at every scan: the hand is in the wrong carton still. Announced loose, the item may lie anywhere. */
void desk_warn_carton(const struct desk *d, const struct good *g, const char *carton, int64_t qty, struct said *said) {
  struct buf others = {0};
  bool here = !*carton || qty <= 0;
  for (size_t i = 0; i < d->wants->count && !here; i++) {
    const struct want *x = &d->wants->want[i];
    if (x->item != g->id) continue;
    here = !*x->carton || str_eq(x->carton, carton);
    if (!others.n || !strstr(others.p, x->carton)) text_list(&others, x->carton);
  }
  said->wrong_carton = !here && others.n;
  if (said->wrong_carton) desk_warn(said, _("Wrong carton: {1} was announced in {2}; it was taken all the same."), good_name(g), others.p);
  buf_free(&others);
}

/* A memory gun's line may carry the time of its scan: whole, or of the day alone, which is then the last such one. */
static bool line_time(struct desk *d, const struct scan_line *s, struct err *err) {
  char text[64];
  bool bare = false;
  enum { DAY = 10 };
  int64_t now = db_now(d->db);
  d->at = 0;
  if (!*s->time) return true;
  if (time_parse(s->time, 0, &d->at, &bare) && !bare) return true;
  time_local(text, sizeof text, now);
  bool whole = !bare && strlen(s->time) < sizeof text - DAY - 2;
  snprintf(text + DAY, sizeof text - DAY, " %s", s->time);
  if (!whole || !time_parse(text, 0, &d->at, &bare)) return err_set(err, ERR_RECEIVE_TIME, NULL, s->time);
  if (d->at > now) d->at -= 24 * INT64_C(3600000000);
  return true;
}

/* What a line of a memory gun says besides code and quantity. */
static void warn_gun(struct desk *d, const struct scan_line *s, struct said *said) {
  if (*s->zone && !d->zone_told) desk_warn(said, _("A zone such as {1} means nothing while receiving and is not kept."), s->zone, "");
  d->zone_told |= *s->zone != 0;
  if (d->at > db_now(d->db)) desk_warn(said, _("The time {1} lies in the future: is the clock of the scanner right?"), s->time, "");
}

/* ---- saying: what each word does, and where it means something: while receiving, in drafts of every kind, or where the document has a
 * field for it */
enum meant { RECEIVING, ANYWHERE, WITH_HEAD, WITH_LINE };
static const struct {
  desk_fn *fn;
  enum meant meant;
} words[] = {
    [SCAN_CODE] = {desk_code, ANYWHERE},
    [SCAN_QTY] = {desk_qty, ANYWHERE},
    [SCAN_UNDO] = {desk_undo, ANYWHERE},
    [SCAN_DAMAGED] = {desk_damaged, RECEIVING},
    [SCAN_LOT] = {desk_mark, ANYWHERE},
    [SCAN_PRODUCED] = {desk_mark, ANYWHERE},
    [SCAN_EXPIRY] = {desk_mark, ANYWHERE},
    [SCAN_REASON] = {desk_reason, WITH_LINE},
    [SCAN_SHORT] = {desk_short, RECEIVING},
    [SCAN_CARTON] = {desk_carton, WITH_LINE},
    [SCAN_CARTON_LEAVE] = {desk_carton, WITH_LINE},
    [SCAN_TOTAL] = {desk_total, RECEIVING},
    [SCAN_DRIVER] = {desk_note, WITH_HEAD},
    [SCAN_SEAL] = {desk_note, WITH_HEAD},
    [SCAN_CRATES] = {desk_crates, WITH_HEAD},
    [SCAN_MORE] = {desk_post, RECEIVING},
    [SCAN_DONE] = {desk_post, ANYWHERE},
};

static bool has_field(const struct field *field, size_t count, const char *name) {
  for (size_t i = 0; i < count; i++)
    if (str_eq(field[i].name, name)) return true;
  return false;
}

static bool word_meant(const struct desk *d, enum scan_word word) {
  const struct doc_kind *kind = doc_kind_find(d->draft.kind);
  enum meant meant = words[word].meant;
  if (desk_receives(d) || meant == ANYWHERE) return true;
  if (meant == WITH_HEAD) return has_field(kind->head, kind->head_count, scan_word_name(word));
  return meant == WITH_LINE && has_field(kind->line, kind->line_count, scan_word_name(word));
}

/* A line sent again: what it did the first time. */
static void said_again(const struct desk *d, int64_t n, struct said *said) {
  const struct fact *f = tally_fact(d->tally, n);
  said->again = true;
  said->n = n;
  if (!f) return;
  said->qty = f->qty;
  for (int64_t i = n + 1; tally_fact(d->tally, i) && tally_total_head(f, tally_fact(d->tally, i)); i++)
    said->qty += tally_fact(d->tally, i)->qty;
  struct tally_line *l = f->line ? tally_line_at(d->tally, f->line) : NULL;
  if (f->item && l && l->good) said->decimals = l->good->decimals;
}

static bool still_open(struct desk *d, const char *state, int64_t doc, struct err *err) {
  char *number = NULL;
  if (str_eq(state, "open")) return true;
  if (str_eq(state, "discarded")) return err_set(err, ERR_DRAFT_DISCARDED, NULL, d->draft.name);
  if (!db_text(d->db, err, &number, SQL_DRAFT_DOC_NUMBER, I(doc))) return false;
  err_set(err, ERR_DRAFT_POSTED, NULL, d->draft.name, number ? number : "?");
  free(number);
  return false;
}

static bool catch_up(struct desk *d, char state[12], int64_t *doc, struct err *err) {
  struct rows r;
  int64_t facts = 0;
  if (!rows_open(&r, d->db, err, SQL_DRAFT_NOW, I(d->draft.id))) return false;
  if (rows_next(&r)) {
    str_copy(state, 12, rows_text(&r, 0));
    *doc = rows_int(&r, 1);
    facts = rows_int(&r, 2);
  }
  return rows_close(&r, err) && (facts == (int64_t)d->tally->facts || tally_read(d->tally, err));
}

static bool say(struct desk *d, const struct scan_line *s, struct said *said, struct err *err) {
  char state[12] = "";
  int64_t doc = 0, seen;
  if (!catch_up(d, state, &doc, err) || !fact_seen(d->db, err, d->draft.id, db_seat(d->db), (int64_t)s->n, &seen)) return false;
  if (!seen && !word_meant(d, s->word)) return err_set(err, ERR_SCAN_WORD, NULL, scan_word_name(s->word));
  if (!seen) return still_open(d, state, doc, err) && words[s->word].fn(d, s, said, err);
  said_again(d, seen, said);
  return true;
}

bool desk_say(struct desk *d, const struct scan_line *s, int source, struct said *said, struct err *err) {
  *said = (struct said){0};
  if (!line_time(d, s, err)) return false;
  d->touched = false;
  d->line_n = s->n;
  d->source = source;
  d->today = ledger_today(d->store, d->db);
  if (!db_begin(d->db, err)) return false;
  bool ok = say(d, s, said, err);
  if (ok && !said->again) {
    warn_gun(d, s, said);
    ok = db_commit(d->db, err);
  } else {
    db_rollback(d->db);
  }
  struct err ignored;
  if (!ok && d->touched)
    (void)!tally_anew(d, &ignored); /* what was added up may not have been kept; a second failure shows at the next line */
  return ok;
}

/* ---- what came of it */
struct fold *desk_fold(struct desk *d, struct err *err) {
  return tally_read(d->tally, err) ? fold_of(d->db, &d->draft, d->tally, err) : NULL;
}

/* It was lately: the audit is read from its end. */
static bool discarded_by(struct desk *d, struct desk_end *out, struct err *err) {
  struct rows r;
  if (!rows_open(&r, d->db, err, SQL_AUDIT_BACK, I(0))) return false;
  for (bool found = false; !found && rows_next(&r);) {
    found = str_eq(rows_text(&r, 4), "discard") && str_eq(rows_text(&r, 5), d->draft.name);
    if (found) str_copy(out->who, sizeof out->who, rows_text(&r, 1));
  }
  return rows_close(&r, err);
}

bool desk_end(struct desk *d, struct desk_end *out, struct err *err) {
  struct rows r;
  *out = (struct desk_end){0};
  if (!rows_open(&r, d->db, err, SQL_DRAFT_END, I(d->draft.id))) return false;
  if (rows_next(&r)) {
    str_copy(out->state, sizeof out->state, rows_text(&r, 0));
    str_copy(out->number, sizeof out->number, rows_text(&r, 1));
    str_copy(out->who, sizeof out->who, rows_text(&r, 2));
  }
  if (!rows_close(&r, err)) return false;
  return !str_eq(out->state, "discarded") || discarded_by(d, out, err);
}

const char *desk_carton_now(const struct desk *d) {
  return desk_open_carton(d);
}

void desk_turn(struct desk *d, int64_t line) {
  if (tally_line_at(d->tally, line)) d->tally->seat[d->seat].line = line;
}

int64_t desk_line(const struct desk *d) {
  return d->tally->seat[d->seat].line;
}

bool desk_shown(const struct desk *d, struct desk_shown *out) {
  struct err none;
  const struct tally_line *l = desk_last(d, "", &none);
  if (!l) return false;
  const struct good *g = l->good;
  *out = (struct desk_shown){.name = g ? g->name : l->code,
                             .unit = g ? g->unit : "",
                             .qty = l->qty,
                             .damaged = l->damaged,
                             .open = -1,
                             .decimals = g ? g->decimals : 0};
  for (size_t i = 0; g && i < d->wants->count; i++)
    if (d->wants->want[i].item == g->id) out->open = (out->open < 0 ? 0 : out->open) + d->wants->want[i].open;
  return true;
}

bool desk_result(struct desk *d, struct desk_result *out, struct err *err) {
  struct rows r;
  struct fold *f = desk_fold(d, err);
  if (!f) return false;
  *out = (struct desk_result){.lines = f->scanned, .units = f->units, .discrepancies = f->differences, .parked = f->parked};
  str_copy(out->draft, sizeof out->draft, f->name);
  fold_free(f);
  if (!rows_open(&r, d->db, err, SQL_DRAFT_DOC, I(d->draft.id))) return false;
  if (rows_next(&r)) {
    size_t n;
    const uint8_t *uuid = rows_blob(&r, 0, &n);
    if (n == UUID_BYTES) uuid_format(out->document, uuid);
    str_copy(out->number, sizeof out->number, rows_text(&r, 1));
    out->lines = rows_int(&r, 2);
    out->discrepancies = rows_int(&r, 3);
  }
  return rows_close(&r, err);
}
