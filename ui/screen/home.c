/* home: what waits for somebody today. Every line names its number, its age and the key to its work. Must not: do that work. */
#include "ui/ui.h"

#include <stdlib.h>
#include <string.h>

enum { LINE_TEXT = 240 };
enum line_id { DELIVERIES, DRAFTS, PARKED, DISCREPANCIES, IMPORTS, BACKUP, PENDING, LINES };
/* What each line is about: its group, name, where it leads. */
static const struct {
  const char *group, *label, *screen, *key;
} lines[LINES] = {
    [DELIVERIES] = {N_("Receiving"), N_("Deliveries"), "deliveries", "r"},
    [DRAFTS] = {"", N_("Drafts"), "deliveries", "d"},
    [PARKED] = {"", N_("Codes to be taught"), "parked", "b"},
    [DISCREPANCIES] = {N_("Discrepancies"), N_("Not settled"), "discrepancies", "x"},
    [IMPORTS] = {N_("Data"), N_("Unfinished imports"), "import", "i"},
    [BACKUP] = {"", N_("Last backup"), "", "k"},
    [PENDING] = {N_("Headquarters"), N_("Not sent yet"), "", ""},
};
struct home {
  struct today today;
  struct table newest; /* documents, beside the lines where there is room */
  size_t at;
  struct {
    char text[LINE_TEXT];
    enum role role;
  } line[LINES];
};

static char *age(const struct ui *ui, char *buf, size_t size, int64_t since) {
  enum { MINUTES = 60, DAY = 24 * 60 };
  int64_t minutes = (ui->now - since) / 60000000;
  char number[24];
  struct buf b = {0};
  if (minutes < MINUTES) text_fill(&b, _("{1} min ago"), num_format(number, sizeof number, minutes > 0 ? minutes : 0, 0));
  else if (minutes < DAY) text_fill(&b, _("{1} h ago"), num_format(number, sizeof number, minutes / MINUTES, 0));
  else text_count(&b, minutes / DAY, "{1} day ago", "{1} days ago");
  str_copy(buf, size, b.p);
  buf_free(&b);
  return buf;
}

/* ---- what each line says */
#define N(value, decimals) num_format((char[32]){0}, 32, (value), (decimals))
static void line_set(struct home *h, enum line_id id, enum role role, const char *sentence, const char *a, const char *b, const char *c) {
  struct buf text = {0};
  text_fill(&text, sentence, a, b, c);
  str_copy(h->line[id].text, sizeof h->line[id].text, text.n ? text.p : "");
  h->line[id].role = role;
  buf_free(&text);
}

static void receiving(struct home *h) {
  const struct today *t = &h->today;
  bool any = t->due + t->overdue > 0;
  line_set(h, DELIVERIES,
           t->overdue ? ROLE_WARN
           : any      ? ROLE_TEXT
                      : ROLE_DIM,
           t->overdue ? _("today {1}, overdue {2}   {3}")
           : any      ? _("today {1}   {3}")
                      : _("none due"),
           N(t->due, 0), N(t->overdue, 0), t->due_from);
  line_set(h, DRAFTS, t->drafts ? ROLE_TEXT : ROLE_DIM,
           !t->drafts        ? _("none open")
           : *t->draft_seats ? _("{1} open   {2}, {3} is in it")
                             : _("{1} open   {2}"),
           N(t->drafts, 0), t->draft, t->draft_seats);
}

static void parked(const struct ui *ui, struct home *h) {
  const struct today *t = &h->today;
  char since[48];
  struct buf text = {0};
  text_list_count(&text, t->parked, "{1} code", "{1} codes");
  text_list_count(&text, t->parked_units, "{1} piece", "{1} pieces");
  line_set(h, PARKED, t->parked ? ROLE_WARN : ROLE_DIM, t->parked ? _("{1}   oldest {2}") : _("none"), text.p,
           t->parked ? age(ui, since, sizeof since, t->parked_since) : "", "");
  buf_free(&text);
}

static void discrepancies(const struct ui *ui, struct home *h) {
  const struct today *t = &h->today;
  struct buf text = {0};
  if (t->discrepancies && ui->actor.manager)
    buf_printf(&text, "%s %s   ", ui->store->currency, N(t->discrepancy_value, ui->store->money_decimals));
  if (t->discrepancies)
    text_count(&text, t->discrepancy_age, "oldest {1} day   {2} for you", "oldest {1} days   {2} for you", N(t->mine, 0));
  line_set(h, DISCREPANCIES, t->discrepancies ? ROLE_WARN : ROLE_DIM, t->discrepancies ? "{1}   {2}" : _("none"), N(t->discrepancies, 0),
           text.n ? text.p : "", "");
  buf_free(&text);
}

static void machine(const struct ui *ui, struct home *h) {
  enum { OLD = 3 };
  const struct today *t = &h->today;
  char since[48];
  line_set(h, IMPORTS, t->unfinished_imports ? ROLE_WARN : ROLE_DIM, t->unfinished_imports ? "{1}" : _("none"), N(t->unfinished_imports, 0),
           "", "");
  bool old = !t->backup_at || ui->now - t->backup_at > OLD * INT64_C(86400000000);
  line_set(h, BACKUP, old ? ROLE_WARN : ROLE_DIM, t->backup_at ? "{1}" : _("never"),
           t->backup_at ? age(ui, since, sizeof since, t->backup_at) : "", "", "");
  line_set(h, PENDING, ROLE_DIM, t->pending ? _n("{1} document   oldest {2}", "{1} documents   oldest {2}", t->pending) : _("none"),
           N(t->pending, 0), t->pending ? age(ui, since, sizeof since, t->pending_since) : "", "");
}

static bool newest_load(struct screen *s, struct err *err) {
  enum { MOST = 60 };
  static const struct table_column look[] = {{LIST_DOCS_DAY, 10, 0, 0},
                                             {LIST_DOCS_CLOCK, 5, 0, 0},
                                             {LIST_DOCS_NUMBER, 18, 0, 0},
                                             {LIST_DOCS_KIND, 8, 0, 0},
                                             {LIST_DOCS_BY, 8, 0, 1}};
  struct home *h = s->own;
  const struct documents_filter f = {.from = INT32_MIN, .to = INT32_MAX, .most = MOST};
  struct kept *kept;
  struct out *out = out_keep(list_documents_column, LIST_DOCUMENTS_COLUMNS, &kept);
  if (!list_documents(s->ui->db, &f, out, err)) {
    out_drop(out);
    return false;
  }
  if (!out_end(out, err)) return false;
  h->newest.column = list_documents_column;
  h->newest.columns = LIST_DOCUMENTS_COLUMNS;
  h->newest.look = look;
  h->newest.looks = COUNT(look);
  h->newest.id = LIST_DOCS_ID;
  h->newest.empty = N_("No document yet.");
  h->newest.list.plain = true;
  table_take(&h->newest, kept);
  return true;
}

static bool load(struct screen *s, struct err *err) {
  struct home *h = s->own;
  if (!newest_load(s, err)) return false;
  if (!today_load(s->ui->db, s->ui->store, s->ui->staff, &h->today, err)) return false;
  receiving(h);
  parked(s->ui, h);
  discrepancies(s->ui, h);
  machine(s->ui, h);
  return true;
}

static void draw(const struct screen *s, struct area a) {
  enum { LABEL = 4, GAP = 3, WIDE = 120, LINES_COLS = 72 };
  struct home *h = s->own;
  if (a.cols >= WIDE) {
    struct area beside = area_part(a, 0, LINES_COLS + 2, a.rows, a.cols - LINES_COLS - 2);
    area_text(beside, 1, 1, ROLE_HEAD, _("Newest documents"));
    table_draw(&h->newest, area_part(beside, 2, 0, a.rows - 2, beside.cols), false);
    a.cols = LINES_COLS;
  }
  char day[16];
  size_t widest = 0;
  int row = 1;
  area_text(a, row++, 2, ROLE_STRONG, day_format(day, sizeof day, h->today.day));
  for (size_t i = 0; i < LINES; i++) {
    size_t w = utf8_width(text_get(lines[i].label));
    if (w > widest) widest = w;
  }
  int text = LABEL + (int)widest + GAP;
  for (size_t i = 0; i < LINES; i++) {
    bool now = i == h->at;
    if (*lines[i].group) area_text(a, ++row, 2, ROLE_HEAD, text_get(lines[i].group)), row++;
    if (now) area_text(a, row, LABEL - 1, ROLE_STRONG, glyph(GLYPH_CURSOR));
    area_text(a, row, LABEL, now ? ROLE_STRONG : ROLE_TEXT, text_get(lines[i].label));
    area_cell(a, row, text, a.cols - text - 5, h->line[i].role, ALIGN_LEFT, h->line[i].text);
    area_text(a, row, a.cols - 3, ROLE_KEY, lines[i].key);
    if (now) area_cursor(a, row, LABEL, false);
    row++;
  }
}

static void go(struct screen *s, enum line_id id) {
  if (id == BACKUP) return act_home_backup(s);
  if (id == DRAFTS) ui_open(s->ui, "deliveries", ((struct home *)s->own)->today.draft);
  else if (*lines[id].screen) ui_open(s->ui, lines[id].screen, "");
  else ui_say(s->ui, SAY_INFO, _("What is not sent yet waits here safely; it goes when there is a line to headquarters."));
}

void act_home_open(struct screen *s) {
  go(s, (enum line_id)((struct home *)s->own)->at);
}

void act_home_deliveries(struct screen *s) {
  go(s, DELIVERIES);
}

void act_home_drafts(struct screen *s) {
  go(s, DRAFTS);
}

void act_home_parked(struct screen *s) {
  go(s, PARKED);
}

void act_home_discrepancies(struct screen *s) {
  go(s, DISCREPANCIES);
}

void act_home_import(struct screen *s) {
  go(s, IMPORTS);
}

void act_home_lookup(struct screen *s) {
  ui_open(s->ui, "lookup", "");
}

/* ---- backup */
static void backup_done(struct screen *s, int status, const char *out, const char *err) {
  (void)out;
  if (status) ui_work_refuse(s->ui, err);
  else ui_say(s->ui, SAY_DONE, _("The backup is written. Carry it away from this machine."));
}

static void backup_to(struct screen *s, const char *text, bool done) {
  if (!done || str_empty(text)) return;
  const char *args[] = {"backup", text, NULL};
  ui_work(s, _("Backup"), args, backup_done);
}

void act_home_backup(struct screen *s) {
  char day[16], *name;
  name = xprintf("%s-%s.backup", ui_database(s->ui), day_format(day, sizeof day, ((struct home *)s->own)->today.day));
  ui_prompt(s, _("Backup to the file:"), name, backup_to);
  free(name);
}

static bool key(struct screen *s, const struct key *k) {
  struct home *h = s->own;
  if (k->mods) return false;
  if (k->code == KEY_UP) h->at = h->at ? h->at - 1 : 0;
  else if (k->code == KEY_DOWN) h->at = h->at + 1 < LINES ? h->at + 1 : h->at;
  else if (k->code == KEY_HOME) h->at = 0;
  else if (k->code == KEY_END) h->at = LINES - 1;
  else return false;
  return true;
}

static void keep(const struct screen *s, struct jw *w) {
  jw_ki(w, "at", (int64_t)((const struct home *)s->own)->at);
}

static void back(struct screen *s, const struct js *js) {
  int64_t at;
  if (js_int(js_get(js, "at"), &at) && at >= 0 && at < LINES) ((struct home *)s->own)->at = (size_t)at;
}

static void done(struct screen *s) {
  table_done(&((struct home *)s->own)->newest);
}

const struct screen_kind screen_home = {
    .size = sizeof(struct home), .load = load, .draw = draw, .key = key, .keep = keep, .back = back, .close = done};
