/* demo: a store to try everything on: people, suppliers, some hundred items, stock, and deliveries due today. Deterministic but for the
 * PINs.
 * Must not: write a row itself: CSV goes through the import, stock through posting. */
#include "src/cli/demo.h"
#include "src/code/code.h"

#include <stdlib.h>
#include <string.h>

enum { STOCKED_MOST = 10000, LINES = 8, CARTONS = 3 };
static const struct person {
  const char *code, *name, *roles;
} people[] = {
    {"lin", "林岚 Lin Lan", "manager"},  {"chen", "陈望 Chen Wang", "clerk"}, {"zhao", "赵小满 Zhao Xiaoman", "clerk"},
    {"sun", "孙棠 Sun Tang", "counter"}, {"he", "何叙 He Xu", "approver"},
};
static const char *const orders[] = {"PO-0001", "PO-0002", "PO-0003"}, *const asns[] = {"ASN-0001", "ASN-0002"};

struct demo {
  struct cli *cli;
  int64_t items;
  int32_t today;
  char pin[COUNT(people)][8];
};

/* ---- a kind's file, written in memory and imported */
static void field(struct buf *b, const char *text) {
  if (b->n && b->p[b->n - 1] != '\n') buf_addc(b, ',');
  csv_field(b, text, false);
}

static void number(struct buf *b, int64_t value, int decimals) {
  char room[32];
  field(b, num_format(room, sizeof room, value, decimals));
}

static void money(const struct demo *d, struct buf *b, int64_t hundredths) {
  int decimals = d->cli->store->money_decimals;
  number(b, decimals >= 2 ? hundredths * num_pow10(decimals - 2) : hundredths / num_pow10(2 - decimals), decimals);
}

static void day(struct buf *b, int32_t when) {
  char room[32];
  field(b, day_format(room, sizeof room, when));
}

static void end(struct buf *b) {
  buf_addc(b, '\n');
}

static bool import(const struct demo *d, const char *kind, struct buf *csv, struct err *err) {
  struct cli *cli = d->cli;
  const struct import_opts opts = {
      .who = cli->actor.staff,
      .file = "demo",
      .bytes = csv->p,
      .n = csv->n,
      .kind = kind,
      .separator = ',',
      .store = cli->store->code,
      .currency = cli->store->currency,
      .money_decimals = cli->store->money_decimals,
      .day_start = cli->store->day_start,
  };
  struct import *im = import_open(cli->db, &opts, err);
  bool ok = im && import_run(im, err);
  import_free(im);
  buf_free(csv);
  return ok;
}

/* ---- people, suppliers, settings */
static bool add_people(struct demo *d, struct err *err) {
  struct buf csv = {0};
  buf_adds(&csv, "staff,name,roles,pin\n");
  for (size_t i = 0; i < COUNT(people); i++) {
    uint16_t dice;
    d->cli->env->random(d->cli->env->self, &dice, sizeof dice);
    num_format(d->pin[i], sizeof d->pin[i], 1000 + dice % 9000, 0);
    const char *const cell[] = {people[i].code, people[i].name, people[i].roles, d->pin[i]};
    for (size_t k = 0; k < COUNT(cell); k++) field(&csv, cell[k]);
    end(&csv);
  }
  if (!import(d, "staff", &csv, err) || !db_begin(d->cli->db, err)) return false;
  struct buf pins = {0}; /* a demo store shows them where one signs in */
  bool ok = true;
  for (size_t i = 0; i < COUNT(people); i++) buf_printf(&pins, "%s%s %s", i ? "   " : "", people[i].code, d->pin[i]);
  for (size_t i = 0; ok && i < COUNT(people); i++)
    ok = staff_set_pin(d->cli->db, err, people[i].code, d->pin[i], false); /* here an imported PIN serves at once */
  ok = ok && meta_set(d->cli->db, err, "demo_pins", pins.p);
  buf_free(&pins);
  if (ok) return db_commit(d->cli->db, err);
  db_rollback(d->cli->db);
  return false;
}

static bool add_suppliers(const struct demo *d, struct err *err) {
  struct buf csv = {0};
  buf_adds(&csv, "supplier,name,lead_days\n");
  for (size_t i = 0; i < DEMO_SUPPLIERS; i++) {
    field(&csv, demo_suppliers[i][0]);
    field(&csv, demo_suppliers[i][1]);
    number(&csv, (int64_t)i % 3 + 1, 0);
    end(&csv);
  }
  return import(d, "suppliers", &csv, err);
}

/* Scale codes: 22, five digits of the item, five of the weight in grams. */
static bool set_scales(const struct demo *d, struct err *err) {
  int64_t undo;
  struct db *db = d->cli->db;
  if (!db_begin(db, err)) return false;
  if (setting_set(db, err, d->cli->actor.staff, NULL, OPT_INSTORE_22, "5 5 weight 3", &undo)) return db_commit(db, err);
  db_rollback(db);
  return false;
}

/* ---- the catalogue */
static bool add_items(const struct demo *d, struct err *err) {
  struct buf csv = {0};
  buf_adds(&csv,
           "item,name,name_en,unit,decimals,category,brand,spec,track,supplier,cost,price,member_price,barcode,pack,shelf_life_days\n");
  for (int64_t n = 0; n < d->items; n++) {
    struct demo_item it;
    demo_item(n, &it);
    const char *const texts[] = {
        it.code,    it.name, it.name_en, it.unit, it.weighed ? "3" : "0", it.category, it.brand, it.spec, it.lot ? "lot" : "none",
        it.supplier};
    for (size_t i = 0; i < COUNT(texts); i++) field(&csv, texts[i]);
    money(d, &csv, it.cost);
    money(d, &csv, it.price);
    money(d, &csv, it.price * 95 / 100);
    field(&csv, it.ean);
    number(&csv, it.pack, 0);
    number(&csv, it.shelf_life, 0);
    end(&csv);
  }
  return import(d, "items", &csv, err);
}

static bool add_cases(const struct demo *d, struct err *err) {
  struct buf csv = {0};
  buf_adds(&csv, "barcode,item,units,kind\n");
  for (int64_t n = 0; n < d->items; n++) {
    struct demo_item it;
    char code[15];
    demo_item(n, &it);
    if (!it.pack || n % 2) continue;
    demo_case_code(&it, code);
    field(&csv, code);
    field(&csv, it.code);
    number(&csv, it.pack, 0);
    field(&csv, "case");
    end(&csv);
  }
  return import(d, "barcodes", &csv, err);
}

/* ---- stock: two items of three lie on the floor, a part of them in the back too */
static void stock_line(const struct demo *d, struct doc *doc, const struct demo_item *it, const char *place, int64_t units) {
  size_t line = doc_line_add(doc);
  int decimals = d->cli->store->money_decimals;
  int64_t cost = it->cost * num_pow10(decimals) / 100;
  value_text(doc_at(doc, line, OPENING_ITEM), it->code);
  value_int(doc_at(doc, line, OPENING_DECIMALS), it->weighed ? 3 : 0);
  value_text(doc_at(doc, line, OPENING_PLACE), place);
  if (it->lot) value_text(doc_at(doc, line, OPENING_LOT), "L1120");
  if (it->shelf_life) value_int(doc_at(doc, line, OPENING_EXPIRY), d->today + (it->shelf_life + 1) / 2);
  value_int(doc_at(doc, line, OPENING_QTY), it->weighed ? units * 1000 + 250 : units);
  value_int(doc_at(doc, line, OPENING_VALUE), it->weighed ? cost * units + cost / 4 : cost * units);
}

static bool add_stock(const struct demo *d, struct err *err) {
  struct db *db = d->cli->db;
  struct doc *doc = doc_new(doc_kind_find("opening"));
  char *number_given = NULL;
  value_text(doc_head(doc, OPENING_FILE), "demo");
  for (int64_t n = 0; n < d->items && n < STOCKED_MOST; n++) {
    struct demo_item it;
    if (n % 3 == 2) continue;
    demo_item(n, &it);
    stock_line(d, doc, &it, "floor", n * 7 % 23 + 3);
    if (n % 5 == 0 && it.pack) stock_line(d, doc, &it, "back", it.pack);
  }
  bool ok = doc->line_count == 0;
  if (!ok && db_begin(db, err)) {
    ok = ledger_post(db, d->cli->store, &d->cli->actor, doc, &number_given, err);
    if (ok) ok = db_commit(db, err);
    else db_rollback(db);
  }
  free(number_given);
  doc_free(doc);
  return ok;
}

/* ---- orders and deliveries */
/* The i-th item from `from` on that the supplier brings and that keeps, or the other kind. */
static bool next_item(const struct demo *d, int64_t *n, const char *supplier, struct demo_item *it) {
  for (; *n < d->items; ++*n) {
    demo_item(*n, it);
    if (str_eq(it->supplier, supplier) && !it->weighed) return ++*n, true;
  }
  return false;
}

static bool add_orders(const struct demo *d, struct err *err) {
  static const char *const from[COUNT(orders)] = {"S02", "S03", "S06"};
  struct buf csv = {0};
  buf_adds(&csv, "document,item,qty,supplier,due,cost\n");
  for (size_t o = 0; o < COUNT(orders); o++) {
    struct demo_item it;
    int64_t n = 0;
    for (int line = 0; line < LINES && next_item(d, &n, from[o], &it); line++) {
      field(&csv, orders[o]);
      field(&csv, it.code);
      number(&csv, it.pack * (line % 2 + 1), 0);
      field(&csv, from[o]);
      day(&csv, d->today);
      money(d, &csv, it.cost);
      end(&csv);
    }
  }
  return import(d, "orders", &csv, err);
}

static void sscc(char code[19], int serial) {
  memcpy(code, "06901234500000000", 17);
  code[15] = (char)('0' + serial / 10);
  code[16] = (char)('0' + serial % 10);
  code[17] = gtin_check_digit(code, 17);
  code[18] = 0;
}

/* The first answers an order piece by piece, the second comes in cartons with lots and dates. */
static bool add_asns(const struct demo *d, struct err *err) {
  static const char *const from[COUNT(asns)] = {"S02", "S03"};
  struct buf csv = {0};
  buf_adds(&csv, "document,order,item,qty,supplier,due,carton,lot,produced,expiry,cost\n");
  for (size_t a = 0; a < COUNT(asns); a++) {
    struct demo_item it;
    int64_t n = 0;
    bool cartons = a > 0;
    for (int line = 0; line < LINES && next_item(d, &n, from[a], &it); line++) {
      char carton[19], lot[16];
      int32_t produced = d->today - 2 - line % 2;
      sscc(carton, 11 + line % CARTONS);
      num_format(lot, sizeof lot, 260 + line % CARTONS, 0);
      field(&csv, asns[a]);
      field(&csv, orders[a]);
      field(&csv, it.code);
      number(&csv, it.pack * (line % 2 + 1), 0);
      field(&csv, from[a]);
      day(&csv, d->today);
      field(&csv, cartons ? carton : "");
      field(&csv, cartons && it.lot ? lot : "");
      if (cartons && it.shelf_life) day(&csv, produced), day(&csv, produced + (int32_t)it.shelf_life);
      else field(&csv, ""), field(&csv, "");
      money(d, &csv, it.cost);
      end(&csv);
    }
  }
  return import(d, "asns", &csv, err);
}

/* ---- what is there now */
static int give_json(const struct demo *d) {
  struct buf json = {0};
  struct jw w = {.out = &json};
  jw_object(&w);
  jw_kt(&w, "store", d->cli->store->code);
  jw_key(&w, "staff");
  jw_array(&w);
  for (size_t i = 0; i < COUNT(people); i++) {
    jw_object(&w);
    jw_kt(&w, "staff", people[i].code);
    jw_kt(&w, "roles", people[i].roles);
    jw_kt(&w, "pin", d->pin[i]);
    jw_end(&w, '}');
  }
  jw_end(&w, ']');
  jw_key(&w, "orders");
  jw_array(&w);
  for (size_t i = 0; i < COUNT(orders); i++) jw_text(&w, orders[i]);
  jw_end(&w, ']');
  jw_key(&w, "asns");
  jw_array(&w);
  for (size_t i = 0; i < COUNT(asns); i++) jw_text(&w, asns[i]);
  jw_end(&w, ']');
  jw_end(&w, '}');
  int status = cli_json(d->cli, &json);
  buf_free(&json);
  return status;
}

static int give_people(const struct demo *d, struct err *err) {
  static const struct out_column column[] = {
      {"staff", OUT_CODE, N_("Staff")}, {"name", OUT_NAME, N_("Name")}, {"roles", OUT_WORD, N_("Roles")}, {"pin", OUT_CODE, N_("PIN")}};
  struct buf line = {0};
  struct out *out = cli_out(d->cli, column, COUNT(column), err);
  if (!out) return cli_refuse(d->cli, err);
  for (size_t i = 0; i < COUNT(people); i++) {
    const char *const cell[] = {people[i].code, people[i].name, people[i].roles, d->pin[i]};
    for (size_t k = 0; k < COUNT(cell); k++) out_text(out, k, cell[k]);
    out_row(out);
  }
  int status = cli_out_end(d->cli, out, err);
  text_fill(&line, _("The demo store {1} is ready; its manager is {2}. Due today: {3}, {4}, {5} and the deliveries {6}, {7}."),
            d->cli->store->name, people[0].code, orders[0], orders[1], orders[2], asns[0], asns[1]);
  fprintf(d->cli->out, "%s\n", line.p);
  buf_free(&line);
  return status;
}

int demo_fill(struct cli *cli, int64_t items) {
  struct err err;
  struct demo d = {.cli = cli, .items = items, .today = ledger_today(cli->store, cli->db)};
  cli->actor = (struct actor){.staff = "", .manager = true}; /* the owner, until there is staff */
  bool ok = add_suppliers(&d, &err) && set_scales(&d, &err) && add_items(&d, &err) && add_cases(&d, &err) && add_stock(&d, &err) &&
            add_orders(&d, &err) && add_asns(&d, &err) && add_people(&d, &err);
  if (!ok) return cli_refuse(cli, &err);
  cli->actor = (struct actor){.staff = people[0].code, .manager = true};
  cli->rights = RIGHT_MANAGER;
  return cli->json ? give_json(&d) : give_people(&d, &err);
}
