/* deliveries: what is still to come and what is being received. Enter goes to the dock. Must not: know how receiving works (screen
 * receive). */
#include "ui/screen/listing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TAGS_MOST = 16 };
struct deliveries {
  struct table table;      /* first: screen listing */
  char tag[TAGS_MOST][80]; /* orders that come together */
  size_t tags;
  char draft[64]; /* whose line the cursor is to find first; "" */
};

static bool tagged(const struct deliveries *d, const char *id) {
  for (size_t i = 0; i < d->tags; i++)
    if (str_eq(d->tag[i], id)) return true;
  return false;
}

static enum role role_of(const struct table *t, size_t row, int column) {
  const struct deliveries *d = (const struct deliveries *)(const void *)t;
  if (tagged(d, kept_cell(t->kept, row, LIST_ANN_ID))) return ROLE_TAGGED;
  return column == LIST_ANN_DRAFT || column == LIST_ANN_SEATS ? ROLE_GOOD : ROLE_TEXT;
}

static bool open(struct screen *s, const char *arg, struct err *err) {
  struct deliveries *d = s->own;
  (void)err;
  static const struct table_column look[] = {
      {LIST_ANN_KIND, 8, 0, 0},  {LIST_ANN_NUMBER, 18, 0, 0}, {LIST_ANN_FROM, 16, 1, 0},
      {LIST_ANN_DUE, 10, 0, 1},  {LIST_ANN_LINES, 5, 0, 4},   {LIST_ANN_OPEN, 5, 0, 2},
      {LIST_ANN_STATE, 8, 0, 5}, {LIST_ANN_DRAFT, 8, 0, 0},   {LIST_ANN_SEATS, 10, 0, 3},
  };
  d->table = (struct table){.column = list_announced_column,
                            .columns = LIST_ANNOUNCED_COLUMNS,
                            .look = look,
                            .looks = COUNT(look),
                            .id = LIST_ANN_ID,
                            .role = role_of,
                            .empty = N_("Nothing is announced. b receives a delivery nobody announced; :im brings orders in from a file.")};
  str_copy(d->draft, sizeof d->draft, arg);
  return true;
}

static bool load(struct screen *s, struct err *err) {
  struct deliveries *d = s->own;
  struct kept *kept;
  struct out *out = out_keep(list_announced_column, LIST_ANNOUNCED_COLUMNS, &kept);
  if (!listing_take(s, out, &kept, list_announced(s->ui->db, out, err), err)) return false;
  for (size_t i = 0; i < kept_rows(kept) && *d->draft; i++)
    if (str_eq(kept_cell(kept, i, LIST_ANN_DRAFT), d->draft)) table_go(&d->table, kept_cell(kept, i, LIST_ANN_ID));
  *d->draft = 0;
  return true;
}

/* ---- to the dock */
static void dock(struct screen *s) {
  struct deliveries *d = s->own;
  const char *draft = table_cell(&d->table, LIST_ANN_DRAFT);
  struct buf arg = {0};
  if (*draft) {
    buf_printf(&arg, "draft\t%s", draft);
  } else {
    buf_adds(&arg, table_id(&d->table));
    *strchr(arg.p, ' ') = '\t';
  }
  ui_open(s->ui, "receive", arg.p);
  buf_free(&arg);
}

void act_deliveries_open(struct screen *s) {
  struct deliveries *d = s->own;
  struct buf arg = {0};
  if (!table_id(&d->table)) return ui_say(s->ui, SAY_INFO, _("Nothing is announced; b receives without an announcement."));
  if (!d->tags) return dock(s);
  buf_adds(&arg, "order");
  for (size_t i = 0; i < d->tags; i++) buf_printf(&arg, "\t%s", d->tag[i] + strlen("order "));
  if (ui_open(s->ui, "receive", arg.p)) d->tags = 0;
  buf_free(&arg);
}

void act_deliveries_tag(struct screen *s) {
  struct deliveries *d = s->own;
  const char *id = table_id(&d->table);
  if (!id) return;
  if (!str_starts(id, "order "))
    return ui_say(s->ui, SAY_INFO, _("Only orders are received together; an announced delivery stands for itself."));
  size_t i = 0;
  while (i < d->tags && !str_eq(d->tag[i], id)) i++;
  if (i < d->tags) memmove(d->tag + i, d->tag + i + 1, (--d->tags - i) * sizeof d->tag[0]);
  else if (d->tags < TAGS_MOST) str_copy(d->tag[d->tags++], sizeof d->tag[0], id);
  const struct key down = {.code = KEY_DOWN};
  table_key(&d->table, &down);
}

static bool blind_check(struct screen *s, struct form *f) {
  char *name = NULL;
  struct err err;
  const char *supplier = form_get(f, "supplier");
  if (*supplier && !supplier_name(s->ui->db, &err, supplier, &name)) return ui_refuse(s->ui, &err), false;
  bool known = !*supplier || name;
  free(name);
  if (!known) return form_wrong(f, "supplier", _("There is no supplier with this code.")), false;
  char *arg = xprintf("blind\t%s", supplier);
  ui_open(s->ui, "receive", arg);
  free(arg);
  return true;
}

void act_deliveries_blind(struct screen *s) {
  static const struct form_field fields[] = {
      {.name = "supplier", .label = N_("Supplier"), .type = FORM_CODE, .help = N_("The supplier's code, or nothing when nobody knows.")}};
  static const struct form_list suppliers = {N_("Who delivers?"), list_suppliers_column, LIST_SUPPLIERS_COLUMNS, LIST_SUPPLIER,
                                             list_suppliers};
  if (ui_form(s, _("Receive without an announcement"), fields, COUNT(fields), blind_check)) ui_form_list(s->ui, "supplier", &suppliers);
}

void act_deliveries_document(struct screen *s) {
  struct deliveries *d = s->own;
  const char *number = table_cell(&d->table, LIST_ANN_NUMBER);
  if (!*number) return ui_say(s->ui, SAY_INFO, _("There is no announcement to look at."));
  ui_open(s->ui, "document", number);
}

/* A document's number or a carton opens its delivery. */
static bool scan(struct screen *s, const struct scan *x) {
  struct deliveries *d = s->own;
  struct expected e;
  struct code code;
  struct instore instore;
  struct err err;
  bool found = false;
  char *text = xstrndup(x->raw, x->n), *id = NULL;
  config_instore(s->ui->config, &instore);
  code_read(&code, text, x->n, &instore, ledger_today(s->ui->store, s->ui->db));
  bool ok = *code.sscc ? expected_carton(s->ui->db, &err, code.sscc, &e, &found) : expected_find(s->ui->db, &err, NULL, text, &e, &found);
  free(text);
  if (!ok) return ui_refuse(s->ui, &err), true;
  if (!found) return false;
  id = xprintf("%s %s", e.kind, e.number);
  table_filter(&d->table, "");
  table_go(&d->table, id);
  if (str_eq(table_id(&d->table), id)) dock(s); /* what was scanned, whatever is tagged */
  else ui_say(s->ui, SAY_WARN, _("{1} is not open any more."), e.number);
  free(id);
  return true;
}

const struct screen_kind screen_deliveries = {.size = sizeof(struct deliveries),
                                              .open = open,
                                              .load = load,
                                              .draw = listing_draw,
                                              .scan = scan,
                                              .key = listing_key,
                                              .keep = listing_keep,
                                              .back = listing_back,
                                              .close = listing_close};
