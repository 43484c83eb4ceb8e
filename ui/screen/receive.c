/* receive: the dock. Every scan is durable before it is heard or seen; two clerks on one delivery see each other's lines. Owns the desk
 * and what of the draft is shown. Must not: hold a rule of receiving (src/ledger/desk.c). */
#include "ui/screen/receive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SOURCE_WEDGE = 2, SOURCE_KEYS = 3, NUMBERS_MOST = 16, LOOKED_AT = 60 /* facts among which the last goods are */ };

/* ---- reading. Coming and going is no commit: it is looked for once a second. */
static bool people_read(struct screen *s, struct err *err) {
  enum { EVERY = 1000000 };
  struct receive *r = receive_of(s);
  struct buf seats = {0}, names = {0};
  if (r->looked_at && s->ui->now - r->looked_at < EVERY) return true;
  r->looked_at = s->ui->now;
  bool ok = seats_others(s->ui->db, r->fold->name, &seats, err);
  if (ok && seats.n) text_list_all(&names, seats.p);
  if (ok) str_copy(r->seats, sizeof r->seats, names.n ? names.p : "");
  buf_free(&seats);
  buf_free(&names);
  return ok;
}

static void tick(struct screen *s) {
  struct receive *r = receive_of(s);
  struct err ignored;
  char before[sizeof r->seats];
  str_copy(before, sizeof before, r->seats);
  if (people_read(s, &ignored) && !str_eq(r->seats, before)) ui_dirty(s->ui);
}

struct latest {
  struct screen *s;
  struct receive *r;
};

static const struct fold_line *line_of(const struct fold *f, int64_t n) {
  for (size_t i = 0; i < f->line_count && n; i++)
    if (f->line[i].line == n) return &f->line[i];
  return NULL;
}

static void fact_text(const struct fold *f, const struct fact *x, char *out, size_t size) {
  const struct fold_line *l = line_of(f, x->line);
  const char *name = l ? fold_name(l) : x->code;
  char number[32];
  struct buf short_name = {0};
  enum { CELLS = 14 };
  utf8_pad(&short_name, name, utf8_width(name) < CELLS ? utf8_width(name) : CELLS, false);
  num_format(number, sizeof number, x->qty, l ? l->decimals : 0);
  snprintf(out, size, "%s %s%s", short_name.p ? short_name.p : "", x->qty > 0 ? "+" : "", number);
  buf_free(&short_name);
}

/* The last goods of this seat and of the others. */
static bool fact_seen_here(void *self, const struct fact *x) {
  struct latest *l = self;
  struct receive *r = l->r;
  bool mine = str_eq(x->seat, db_seat(l->s->ui->db));
  bool goods = str_eq(x->word, "scan") || str_eq(x->word, "qty") || str_eq(x->word, "total") || str_eq(x->word, "damaged");
  if (!goods || x->undone) return true;
  if (mine) {
    if (r->recents == RECENT) memmove(r->recent, r->recent + 1, --r->recents * sizeof r->recent[0]);
    fact_text(r->fold, x, r->recent[r->recents].text, sizeof r->recent[0].text);
    r->recents++;
  } else {
    fact_text(r->fold, x, r->other, sizeof r->other);
    str_copy(r->other_who, sizeof r->other_who, *x->who ? x->who : x->seat);
    r->other_at = x->at;
  }
  return true;
}

/* Who it was by name, and when. */
static bool other_named(struct screen *s, struct err *err) {
  struct receive *r = receive_of(s);
  char clock[32], goods[sizeof r->other];
  char *name = NULL;
  if (!staff_name(s->ui->db, err, r->other_who, &name)) return false;
  str_copy(goods, sizeof goods, r->other);
  time_local(clock, sizeof clock, r->other_at);
  snprintf(r->other, sizeof r->other, "%.40s %.8s %.90s", name ? name : r->other_who, clock + strlen("2026-11-24 "), goods);
  free(name);
  return true;
}

static bool exception(const struct fold_line *l) {
  if (l->meant) return true;
  return l->kind && l->line && !str_eq(l->kind, "short") && !str_eq(l->kind, "missing");
}

static void show(struct receive *r) {
  r->shown = xrealloc(r->shown, r->fold->line_count + 1, sizeof *r->shown);
  r->shown_count = r->exception_count = 0;
  for (size_t i = 0; i < r->fold->line_count; i++) {
    const struct fold_line *l = &r->fold->line[i];
    if (!r->exceptions || exception(l)) r->shown[r->shown_count++] = i;
    r->exception_count += exception(l) && l->item;
  }
}

static void key_of(const void *self, size_t row, char key[LIST_KEY]) {
  const struct receive *r = self;
  const struct fold_line *l = &r->fold->line[r->shown[row]];
  snprintf(key, LIST_KEY, "%lld %s %lld", (long long)l->line, l->source_number ? l->source_number : "", (long long)l->source_line);
}

/* Another seat may have ended it: told at once, not when the next scan is lost. */
static bool end_read(struct screen *s, struct err *err) {
  struct receive *r = receive_of(s);
  struct desk_end end;
  struct buf b = {0};
  char *name = NULL;
  if (!desk_end(r->desk, &end, err)) return false;
  if (str_eq(end.state, "open") || *r->ended) return true;
  if (*end.who && !staff_name(s->ui->db, err, end.who, &name)) return false;
  text_fill(&b,
            *end.number ? _("{1} posted this delivery as {2}. Nothing more is taken here.")
                        : _("{1} discarded this draft. Nothing more is taken here."),
            name       ? name
            : *end.who ? end.who
                       : _("The owner"),
            end.number);
  str_copy(r->ended, sizeof r->ended, b.p);
  buf_free(&b);
  free(name);
  edit_set(&r->entry, "");
  *r->times = 0;
  ui_say(s->ui, SAY_WARN, "{1}", r->ended);
  ui_signal(s->ui, SIGNAL_REFUSED);
  return true;
}

bool receive_read(struct screen *s, struct err *err) {
  struct receive *r = receive_of(s);
  struct fold *f = desk_fold(r->desk, err);
  struct latest latest = {s, r};
  if (!f) return false;
  fold_free(r->fold);
  r->fold = f;
  show(r); /* at once: whatever fails below, the rows are those of this fold */
  *r->other = 0;
  r->other_at = 0;
  r->recents = 0;
  if (!people_read(s, err) || !fact_walk(s->ui->db, err, f->draft, f->facts - LOOKED_AT, fact_seen_here, &latest)) return false;
  if ((r->other_at && !other_named(s, err)) || !end_read(s, err)) return false;
  r->line = r->unscanned ? 0 : desk_line(r->desk);
  str_copy(r->carton, sizeof r->carton, desk_carton_now(r->desk));
  const struct list_rows rows = {.rows = r->shown_count, .self = r, .key = key_of};
  list_find(&r->list, &rows);
  return true;
}

const struct fold_line *receive_line(const struct screen *s) {
  const struct receive *r = receive_of(s);
  return r->fold ? line_of(r->fold, r->line) : NULL;
}

const struct fold_line *receive_selected(const struct screen *s) {
  const struct receive *r = receive_of(s);
  return r->shown_count ? &r->fold->line[r->shown[r->list.at < r->shown_count ? r->list.at : 0]] : NULL;
}

/* ---- opening. arg: "asn\tN", "order\tN\tN…", "blind\tSUPPLIER", "draft\tNAME" */
static bool open(struct screen *s, const char *arg, struct err *err) {
  struct receive *r = receive_of(s);
  char *copy = xstrdup(arg), *rest = NULL;
  const char *number[NUMBERS_MOST], *mode = strtok_r(copy, "\t", &rest);
  struct desk_opts o = {.number = number};
  for (const char *n; o.number_count < NUMBERS_MOST && (n = strtok_r(NULL, "\t", &rest));) number[o.number_count++] = n;
  if (str_eq(mode, "draft")) {
    o.draft = o.number_count ? number[0] : "";
    o.number_count = 0;
  } else {
    o.mode = mode;
    if (str_eq(mode, "blind") && o.number_count) o.supplier = number[0];
  }
  r->desk = desk_open(s->ui->db, s->ui->store, &s->ui->actor, s->ui->config, &o, err);
  free(copy);
  if (!r->desk || !seat_enter(s->ui->db, desk_name(r->desk), s->ui->staff, err)) return false;
  /* A restart comes back to the draft, whatever opened it. */
  free(s->arg);
  s->arg = xprintf("draft\t%s", desk_name(r->desk));
  r->entry.fold = EDIT_ASCII;
  r->entry.most = ENTRY_MOST;
  if (desk_elsewhere(r->desk)) ui_say(s->ui, SAY_WARN, _("This delivery was announced for another store."));
  else if (desk_finished(r->desk))
    ui_say(s->ui, SAY_WARN, _("Nothing of this delivery is open any more: it was received or closed already."));
  return true;
}

static void done(struct screen *s) {
  struct receive *r = receive_of(s);
  if (r->desk) seat_leave(s->ui->db, desk_name(r->desk));
  desk_close(r->desk);
  fold_free(r->fold);
  free(r->shown);
}

static void crumb(const struct screen *s, struct buf *out) {
  const struct receive *r = receive_of(s);
  buf_adds(out, desk_name(r->desk));
  for (size_t i = 0; r->fold && i < r->fold->source_count; i++) buf_printf(out, " %s", r->fold->source[i].ref);
}

/* ---- saying */
static enum signal_kind signal_of(const struct fold_line *l) {
  static const struct {
    const char *kind;
    enum signal_kind signal;
  } table[] = {{"over", SIGNAL_OVER}, {"not_ordered", SIGNAL_NOT_ORDERED}, {"unknown", SIGNAL_UNKNOWN}};
  for (size_t i = 0; l && i < COUNT(table); i++)
    if (str_eq(table[i].kind, l->kind)) return table[i].signal;
  return SIGNAL_GOOD;
}

static void said_goods(struct screen *s, const struct fold_line *l, const struct said *said) {
  char qty[32], got[32], expected[32];
  struct buf b = {0};
  const char *name = fold_name(l), *unit = l->unit ? l->unit : "";
  num_format(qty, sizeof qty, said->qty, said->decimals);
  num_format(got, sizeof got, l->received, l->decimals);
  num_format(expected, sizeof expected, l->expected, l->decimals);
  if (!l->item) text_fill(&b, _("{1} is not known: {2} kept, to be taught by a manager. {3}"), l->code, got, l->problem ? l->problem : "");
  else if (l->expected > 0) text_fill(&b, _("{1}  {2}{3}: {4} of {5} {6}"), name, said->qty > 0 ? "+" : "", qty, got, expected, unit);
  else text_fill(&b, _("{1}  {2}{3}: {4} {5}"), name, said->qty > 0 ? "+" : "", qty, got, unit);
  enum level level = *said->warning || !l->item ? SAY_WARN : SAY_DONE;
  if (*said->warning && l->item) buf_printf(&b, "  %s", said->warning);
  ui_say(s->ui, level, "{1}", b.p);
  buf_free(&b);
}

/* What a fact is about: the item, else the code. */
struct taken {
  int64_t item;
  char code[CODE_TEXT];
};
static bool fact_taken(void *self, const struct fact *x) {
  struct taken *t = self;
  t->item = x->item;
  str_copy(t->code, sizeof t->code, x->code);
  return false;
}

static void said_undo(struct screen *s, const struct said *said) {
  const struct receive *r = receive_of(s);
  struct taken t = {0};
  struct item item;
  struct err ignored;
  bool found = false;
  char qty[32];
  bool read = fact_walk(s->ui->db, &ignored, r->fold->draft, said->n - 1, fact_taken, &t);
  bool known = read && t.item && item_by_id(s->ui->db, &ignored, t.item, &item, &found) && found;
  ui_say(s->ui, SAY_DONE, said->qty ? _("Taken back: {1} {2}") : _("Taken back. {1}"), known ? text_name(item.name, item.name_en) : t.code,
         num_format(qty, sizeof qty, said->qty, said->decimals));
  ui_signal(s->ui, SIGNAL_GOOD);
}

static void said_damaged(struct screen *s, const struct fold_line *l, const struct said *said) {
  char now[32], all[32];
  ui_say(s->ui, SAY_WARN, _("{1}: {2} more damaged, {3} of {4} in all. {5}"), fold_name(l),
         num_format(now, sizeof now, said->qty, said->decimals), num_format(all, sizeof all, l->damaged, l->decimals),
         num_format((char[32]){0}, 32, l->received, l->decimals), said->warning);
  ui_signal(s->ui, SIGNAL_GOOD);
}

/* What is known of a line now, after a word about it that moved no goods. */
static void said_word(struct screen *s, const struct fold_line *l, const struct said *said) {
  char day[16] = "-";
  if (l->expiry != DAY_NONE) day_format(day, sizeof day, l->expiry);
  ui_say(s->ui, *said->warning ? SAY_WARN : SAY_DONE, _("{1}: lot {2}, expiry {3}. {4}"), fold_name(l), str_empty(l->lot) ? "-" : l->lot,
         day, said->warning);
  ui_signal(s->ui, SIGNAL_GOOD);
}

static void said_carton(struct screen *s, const struct said *said) {
  const struct receive *r = receive_of(s);
  bool listed = !r->fold->source_count;
  for (size_t i = 0; i < r->fold->carton_count; i++)
    listed |= str_eq(r->fold->carton[i].sscc, r->carton) && !str_eq(r->fold->carton[i].state, "unlisted") &&
              !str_eq(r->fold->carton[i].state, "misdirected");
  if (!*r->carton) ui_say(s->ui, SAY_INFO, _("No carton is open any more."));
  else if (listed) ui_say(s->ui, *said->warning ? SAY_WARN : SAY_DONE, _("Carton {1} is open. {2}"), r->carton, said->warning);
  else ui_say(s->ui, SAY_WARN, _("Nobody announced the carton {1}; it is open all the same. {2}"), r->carton, said->warning);
  ui_signal(s->ui, listed ? SIGNAL_GOOD : SIGNAL_NOT_ORDERED);
}

static void said_ok(struct screen *s, enum scan_word word, const char *carton, const struct said *said) {
  struct receive *r = receive_of(s);
  const struct fold_line *l = receive_line(s);
  if (word == SCAN_UNDO) return said_undo(s, said);
  bool cartons = word == SCAN_CARTON || !str_eq(carton, r->carton);
  bool about = word == SCAN_LOT || word == SCAN_EXPIRY || word == SCAN_PRODUCED;
  if (cartons) {
    said_carton(s, said);
  } else if (l && word == SCAN_DAMAGED) {
    said_damaged(s, l, said);
  } else if (l && about) {
    said_word(s, l, said);
  } else if (l) {
    said_goods(s, l, said);
    bool goods = word == SCAN_CODE || word == SCAN_QTY;
    ui_signal(s->ui, said->wrong_carton ? SIGNAL_WRONG_CARTON : goods ? signal_of(l) : SIGNAL_GOOD);
  } else {
    ui_say(s->ui, *said->warning ? SAY_WARN : SAY_DONE, *said->warning ? "{1}" : _("Kept."), said->warning);
  }
  const struct list_rows rows = {.rows = r->shown_count, .self = r, .key = key_of};
  for (size_t i = 0; r->line && i < r->shown_count; i++)
    if (r->fold->line[r->shown[i]].line == r->line) list_go(&r->list, &rows, i);
}

static void wrong_answer(struct screen *s, int choice) {
  struct receive *r = receive_of(s);
  if (choice == 1) receive_say(s, SCAN_CARTON, r->wrong, "", "accept", SOURCE_KEYS);
  else ui_say(s->ui, SAY_INFO, _("The carton {1} was not taken: put it aside."), r->wrong);
}

static void refused(struct screen *s, const char *code, const struct err *err) {
  static const struct choice choices[] = {{'n', N_("Put it aside")}, {'y', N_("Take it here all the same")}};
  struct receive *r = receive_of(s);
  ui_refuse(s->ui, err);
  bool wrong = err->code == ERR_CARTON_WRONG;
  ui_signal(s->ui, wrong ? SIGNAL_WRONG_CARTON : SIGNAL_REFUSED);
  if (!wrong) return;
  str_copy(r->wrong, sizeof r->wrong, code);
  ui_ask(s, err->text, choices, COUNT(choices), 0, wrong_answer);
}

bool receive_say(struct screen *s, enum scan_word word, const char *code, const char *qty, const char *option, int source) {
  struct receive *r = receive_of(s);
  struct said said;
  struct err err;
  char carton[24], none[1] = "";
  char *c = xstrdup(code), *q = xstrdup(qty), *o = xstrdup(option);
  const struct scan_line line = {.word = word, .code = c, .qty = q, .zone = none, .time = none, .option = o};
  str_copy(carton, sizeof carton, r->carton);
  r->unscanned = false;
  bool ok = desk_say(r->desk, &line, source, &said, &err);
  if (!ok) refused(s, code, &err);
  else if (!receive_read(s, &err)) ui_say(s->ui, SAY_WARN, _("It is kept, but the list could not be read again: {1}"), err.text);
  else ui_fresh(s), said_ok(s, word, carton, &said);
  free(c);
  free(q);
  free(o);
  return ok;
}

/* ---- scans */
static bool scan(struct screen *s, const struct scan *x) {
  struct receive *r = receive_of(s);
  enum { SHORTEST = 5 };
  char *code = xstrndup(x->raw, x->n), times[sizeof r->times];
  str_copy(times, sizeof times, r->times);
  *r->times = 0;
  edit_set(&r->entry, "");
  if (*r->ended) {
    ui_say(s->ui, SAY_WARN, _("{1} was not taken. {2}"), code, r->ended);
    ui_signal(s->ui, SIGNAL_REFUSED);
  } else if (x->guessed && x->n < SHORTEST) {
    ui_say(s->ui, SAY_WARN, _("Was {1} scanned or typed? It is too short to tell: type it and Enter."), code);
  } else {
    receive_say(s, SCAN_CODE, code, times, "", SOURCE_WEDGE);
  }
  free(code);
  return true;
}

/* ---- the list */
static bool key(struct screen *s, const struct key *k) {
  struct receive *r = receive_of(s);
  const struct list_rows rows = {.rows = r->shown_count, .self = r, .key = key_of};
  if (receive_entry(s, k)) return true;
  if (!list_key(&r->list, &rows, k)) return false;
  const struct fold_line *l = receive_selected(s);
  r->unscanned = l && !l->line;
  if (l && l->line) desk_turn(r->desk, l->line);
  r->line = l ? l->line : 0;
  return true;
}

/* After = a code is typed, which may have letters: they are no commands then. */
static struct edit *edit(struct screen *s) {
  struct receive *r = receive_of(s);
  return *r->entry.text == '=' ? &r->entry : NULL;
}

static const char *cannot(const struct screen *s, const char *action) {
  const struct receive *r = receive_of(s);
  if (*r->ended && !str_eq(action, "exceptions") && !str_eq(action, "teach")) return r->ended;
  static const char *const lined[] = {"damaged", "lot", "expiry", "produced", "reason"};
  for (size_t i = 0; i < COUNT(lined); i++)
    if (str_eq(lined[i], action) && !receive_line(s)) return _("Nothing of this line was scanned yet: scan it first.");
  if (str_eq(action, "total") && !*r->carton) return _("Scan a carton first: this takes the open carton whole.");
  const struct fold_line *l = receive_selected(s);
  if (str_eq(action, "teach") && (!l || l->item || !l->line)) return _("Move to a line with an unknown code first.");
  return NULL;
}

static void keep(const struct screen *s, struct jw *w) {
  jw_kb(w, "exceptions", receive_of(s)->exceptions);
  jw_kt(w, "row", receive_of(s)->list.key);
}

static void back(struct screen *s, const struct js *js) {
  struct receive *r = receive_of(s);
  const struct list_rows rows = {.rows = r->shown_count, .self = r, .key = key_of};
  r->exceptions = js_bool(js_get(js, "exceptions"), false);
  str_copy(r->list.key, sizeof r->list.key, js_text(js_get(js, "row"), ""));
  list_find(&r->list, &rows);
  s->stale = true;
}

const struct screen_kind screen_receive = {.size = sizeof(struct receive),
                                           .open = open,
                                           .load = receive_read,
                                           .draw = receive_draw,
                                           .scan = scan,
                                           .key = key,
                                           .edit = edit,
                                           .crumb = crumb,
                                           .cannot = cannot,
                                           .tick = tick,
                                           .keep = keep,
                                           .back = back,
                                           .close = done};
