/* reverse: a document taken back: first what would happen and what stands in the way, then F2 with a reason and, above the store's limit,
 * a second person. Must not: decide what may be taken back (src/ledger/reverse.c). */
#include "ui/ui.h"

#include <stdlib.h>
#include <string.h>

struct reverse_page {
  char number[96], reason[200];
  char *lines;          /* "1,2"; NULL: what is left of it */
  struct reversal plan; /* as it was when it was looked at last */
  struct page page;
};

static struct reverse asked(const struct reverse_page *p) {
  return (struct reverse){.number = p->number, .lines = p->lines, .reason = *p->reason ? p->reason : NULL, .seen = p->plan.value};
}

static bool open(struct screen *s, const char *arg, struct err *err) {
  struct reverse_page *p = s->own;
  (void)err;
  const char *tab = strchr(arg, '\t');
  char *number = xstrndup(arg, tab ? (size_t)(tab - arg) : strlen(arg));
  str_copy(p->number, sizeof p->number, number);
  free(number);
  if (tab && tab[1]) p->lines = xstrdup(tab + 1);
  return true;
}

/* ---- the lines of the page */
enum { QTY, WAY, VALUE, CODE, NAME, CELLS };
struct back_line {
  char n[24], *cell[CELLS]; /* cell[QTY] NULL: it moved nothing */
};

static void line_read(struct screen *s, const struct doc_line *l, struct back_line *b) {
  const struct value *v = l->value;
  const char *code = value_get(&v[REVERSAL_ITEM]);
  struct item item;
  struct err ignored;
  bool found = false;
  char n[32];
  num_format(b->n, sizeof b->n, v[REVERSAL_LINE].i, 0);
  if (!*code) return;
  if (!item_by_code(s->ui->db, &ignored, code, &item, &found)) found = false;
  b->cell[QTY] = xstrdup(num_format(n, sizeof n, v[REVERSAL_QTY].i, v[REVERSAL_DECIMALS].set ? (int)v[REVERSAL_DECIMALS].i : 0));
  char *from = xstrdup(place_text(s->ui->db, value_get(&v[REVERSAL_FROM])));
  b->cell[WAY] = xprintf("%s > %s", from, place_text(s->ui->db, value_get(&v[REVERSAL_TO])));
  free(from);
  bool shown = s->ui->actor.manager;
  b->cell[VALUE] = xstrdup(shown ? num_format(n, sizeof n, v[REVERSAL_VALUE].i, s->ui->store->money_decimals) : "");
  b->cell[CODE] = xstrdup(code);
  b->cell[NAME] = xstrdup(found ? text_name(item.name, item.name_en) : "");
}

/* In columns, as wide as the widest of them; a name may be cut, so it stands last. */
static void lines_show(struct screen *s) {
  struct reverse_page *p = s->own;
  const struct doc *d = p->plan.doc;
  struct back_line *line = xcalloc(d->line_count, sizeof *line);
  size_t width[CELLS] = {0};
  for (size_t i = 0; i < d->line_count; i++) {
    line_read(s, &d->line[i], &line[i]);
    for (size_t c = 0; c < NAME && line[i].cell[QTY]; c++) {
      size_t w = utf8_width(line[i].cell[c]);
      if (w > width[c]) width[c] = w;
    }
  }
  for (size_t i = 0; i < d->line_count; i++) {
    struct buf b = {0};
    for (size_t c = 0; c < NAME && line[i].cell[QTY]; c++) {
      if (!width[c]) continue;
      utf8_pad(&b, line[i].cell[c], width[c], c == QTY || c == VALUE);
      buf_adds(&b, "  ");
    }
    buf_adds(&b, line[i].cell[QTY] ? line[i].cell[NAME] : _("moved nothing"));
    page_add(&p->page, line[i].n, ROLE_TEXT, b.p, NULL);
    buf_free(&b);
    for (size_t c = 0; c < CELLS; c++) free(line[i].cell[c]);
  }
  free(line);
}

static void sums_show(struct screen *s) {
  struct reverse_page *p = s->own;
  const struct reversal *r = &p->plan;
  char n[32];
  page_add(&p->page, _("Reverses"), ROLE_STRONG, p->number, p->number);
  page_add(&p->page, _("Only the lines"), ROLE_TAGGED, p->lines, NULL);
  if (r->blocker_count) return;
  page_add(&p->page, _("Lines"), ROLE_TEXT, num_format(n, sizeof n, r->lines, 0), NULL);
  page_add(&p->page, _("Pieces"), ROLE_TEXT, num_format(n, sizeof n, r->units, 0), NULL);
  if (s->ui->actor.manager)
    page_add(&p->page, _("Value"), ROLE_TEXT, num_format(n, sizeof n, r->value, s->ui->store->money_decimals), NULL);
  if (ledger_reverse_approval(s->ui->store, s->ui->config, r->value))
    page_add(&p->page, _("Approval"), ROLE_WARN, _("needed: it is worth more than one person may take back"), NULL);
}

static void blockers_show(struct reverse_page *p) {
  const struct reversal *r = &p->plan;
  char n[32];
  if (r->blocker_count) page_head(&p->page, _("In the way"));
  for (size_t i = 0; i < r->blocker_count; i++) {
    struct buf b = {0}, line = {0};
    ledger_blocker_text(&r->blocker[i], &b);
    if (r->blocker[i].line) text_fill(&line, _("line {1}"), num_format(n, sizeof n, r->blocker[i].line, 0));
    page_add(&p->page, line.n ? line.p : _("the whole"), ROLE_BAD, b.p, r->blocker[i].number);
    buf_free(&b);
    buf_free(&line);
  }
}

static bool load(struct screen *s, struct err *err) {
  struct reverse_page *p = s->own;
  const struct reverse ask = asked(p);
  struct reversal r;
  if (!ledger_reverse_look(s->ui->db, s->ui->store, &ask, &r, err)) return false;
  ledger_reversal_free(&p->plan);
  p->plan = r;
  page_clear(&p->page);
  sums_show(s);
  blockers_show(p);
  if (r.doc) {
    page_head(&p->page, _("What goes back"));
    lines_show(s);
  }
  return true;
}

static void draw(const struct screen *s, struct area a) {
  page_draw(&((struct reverse_page *)s->own)->page, area_part(a, 1, 0, a.rows - 1, a.cols), true);
}

static bool key(struct screen *s, const struct key *k) {
  return page_key(&((struct reverse_page *)s->own)->page, k);
}

/* ---- taking it back */
static void post(struct screen *s, const char *approver) {
  struct reverse_page *p = s->own;
  const struct reverse ask = asked(p);
  struct actor actor = s->ui->actor;
  struct reversal r;
  struct err err;
  actor.approved_by = approver;
  if (!ledger_reverse(s->ui->db, s->ui->store, &actor, s->ui->config, &ask, &r, &err)) {
    ui_refuse(s->ui, &err);
    return;
  }
  ui_say(s->ui, SAY_DONE, _("{1} is taken back by {2}."), p->number, r.doc->number);
  ledger_reversal_free(&r);
  ui_close(s);
}

static bool reason_given(struct screen *s, struct form *f) {
  struct reverse_page *p = s->own;
  char value[32];
  str_copy(p->reason, sizeof p->reason, form_get(f, "reason"));
  if (!ledger_reverse_approval(s->ui->store, s->ui->config, p->plan.value)) {
    post(s, NULL);
    return true;
  }
  struct buf b = {0};
  text_fill(&b, _("Take back {1}, worth {2}?"), p->number, num_format(value, sizeof value, p->plan.value, s->ui->store->money_decimals));
  ui_approve(s, RIGHT_APPROVER, b.p, post);
  buf_free(&b);
  return true;
}

static const char *cannot(const struct screen *s, const char *action) {
  const struct reverse_page *p = s->own;
  if (str_eq(action, "post") && !p->plan.doc) return _("Something stands in the way. Enter on it goes there; take that back first.");
  if (str_eq(action, "open") && !*page_link(&p->page)) return _("This line leads nowhere; F2 takes the document back.");
  return NULL;
}

void act_reverse_post(struct screen *s) {
  static const struct form_field fields[] = {{.name = "reason",
                                              .label = N_("Reason"),
                                              .required = true,
                                              .help = N_("Why it is taken back. It stays with the document for good.")}};
  ui_form(s, _("Take it back"), fields, COUNT(fields), reason_given);
}

void act_reverse_open(struct screen *s) {
  ui_open(s->ui, "document", page_link(&((struct reverse_page *)s->own)->page));
}

static void done(struct screen *s) {
  struct reverse_page *p = s->own;
  ledger_reversal_free(&p->plan);
  page_done(&p->page);
  free(p->lines);
}

const struct screen_kind screen_reverse = {
    .size = sizeof(struct reverse_page), .open = open, .load = load, .draw = draw, .key = key, .cannot = cannot, .close = done};
