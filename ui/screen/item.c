/* item: all that is known of one item, and its last moves, each of which leads to its document. Must not: change it; show cost to who may
 * not see it. */
#include "ui/screen/item.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEAD_ROWS = 4, WIDE = 120, WIDE_FACTS = 58 };
struct item_page {
  struct item_card card;
  struct page page;
  struct table moves;
  bool on_moves;
};

/* ---- the lines */
static void number_line(struct page *p, const char *label, int64_t value, int decimals) {
  char n[32];
  page_add(p, label, ROLE_TEXT, num_format(n, sizeof n, value, decimals), NULL);
}

/* No blank stands where there is nothing to part. */
static void pieces(struct buf *b, const char *a) {
  if (!str_empty(a)) buf_printf(b, "%s%s", b->n ? "  " : "", a);
}

static void words_line(struct page *p, const char *label, const char *a, const char *second) {
  struct buf b = {0};
  pieces(&b, a);
  pieces(&b, second);
  page_add(p, label, ROLE_TEXT, b.p, NULL);
  buf_free(&b);
}

static void fields(struct page *p, const struct item_card *c) {
  static const char *const tracks[] = {"", N_("by lot"), N_("by serial number")};
  static const char *const states[] = {N_("active"), N_("ending"), N_("blocked"), N_("ended")};
  const struct item *it = &c->item;
  struct buf days = {0};
  page_add(p, _("Item"), ROLE_TEXT, it->code, NULL);
  words_line(p, _("Name"), it->name, it->name_en);
  page_add(p, _("Mnemonic"), ROLE_TEXT, it->mnemonic, NULL);
  words_line(p, _("Unit"), it->unit, it->decimals ? _("by weight, three decimals") : "");
  page_add(p, _("Category"), ROLE_TEXT, it->category, NULL);
  words_line(p, _("Brand"), it->brand, it->spec);
  words_line(p, _("Made in"), it->origin, it->grade);
  words_line(p, _("Style"), it->style, it->colour);
  page_add(p, _("Size"), ROLE_TEXT, it->size, NULL);
  words_line(p, _("Supplier"), it->supplier, c->supplier);
  if (it->pack) number_line(p, _("Pack"), it->pack, 0);
  if (it->shelf_life) text_count(&days, it->shelf_life, "{1} day", "{1} days");
  page_add(p, _("Shelf life"), ROLE_TEXT, days.p, NULL);
  page_add(p, _("Tracked"), ROLE_TEXT, it->track > 0 && it->track < (int)COUNT(tracks) ? text_get(tracks[it->track]) : "", NULL);
  if (it->tax >= 0) number_line(p, _("Tax, %"), it->tax, 4);
  if (it->status >= 0 && it->status < (int)COUNT(states))
    page_add(p, _("Status"), it->status ? ROLE_WARN : ROLE_TEXT, text_get(states[it->status]), NULL);
  buf_free(&days);
}

static void costs(struct page *p, const struct item_card *c, int money) {
  int64_t average;
  if (c->item.cost >= 0) number_line(p, _("Purchase cost"), c->item.cost, money);
  if (c->pool_qty <= 0 || !num_muldiv(c->pool_value, num_pow10(c->item.decimals), c->pool_qty, &average)) return;
  number_line(p, _("Average cost"), average, money);
  number_line(p, _("Stock value"), c->pool_value, money);
}

static void prices(struct page *p, const struct item_card *c) {
  if (kept_rows(c->price)) page_head(p, _("Prices"));
  for (size_t i = 0; i < kept_rows(c->price); i++) {
    const char *from = kept_cell(c->price, i, CARD_PRICE_FROM), *to = kept_cell(c->price, i, CARD_PRICE_TO);
    char *text =
        xprintf("%-9s %s - %s  %s", kept_cell(c->price, i, CARD_PRICE_AMOUNT), from, to, kept_cell(c->price, i, CARD_PRICE_REASON));
    bool now = *kept_cell(c->price, i, CARD_PRICE_NOW);
    page_add(p, kept_cell(c->price, i, CARD_PRICE_LEVEL), now ? ROLE_STRONG : ROLE_DIM,
             *from || *to ? text : kept_cell(c->price, i, CARD_PRICE_AMOUNT), NULL);
    free(text);
  }
}

static void stock(struct page *p, const struct item_card *c) {
  page_head(p, _("Stock"));
  if (!kept_rows(c->stock)) page_add(p, "", ROLE_DIM, _("nothing anywhere"), NULL);
  for (size_t i = 0; i < kept_rows(c->stock); i++) {
    struct buf b = {0};
    const char *expiry = kept_cell(c->stock, i, CARD_STOCK_EXPIRY), *lot = kept_cell(c->stock, i, CARD_STOCK_LOT),
               *qty = kept_cell(c->stock, i, CARD_STOCK_QTY);
    buf_printf(&b, "%-9s", qty);
    if (*lot) buf_addc(&b, ' '), text_fill(&b, _("lot {1}"), lot);
    if (*expiry) buf_addc(&b, ' '), text_fill(&b, _("until {1}"), expiry);
    page_add(p, kept_cell(c->stock, i, CARD_STOCK_PLACE), *qty == '-' ? ROLE_BAD : ROLE_TEXT, b.p, NULL);
    buf_free(&b);
  }
}

static void barcodes(struct page *p, const struct item_card *c) {
  if (kept_rows(c->barcode)) page_head(p, _("Barcodes"));
  for (size_t i = 0; i < kept_rows(c->barcode); i++) {
    struct buf b = {0};
    const char *units = kept_cell(c->barcode, i, CARD_BARCODE_UNITS);
    buf_adds(&b, kept_cell(c->barcode, i, CARD_BARCODE));
    if (!str_eq(units, "1")) buf_adds(&b, "  "), text_fill(&b, _("{1} in one scan"), units);
    page_add(p, kept_cell(c->barcode, i, CARD_BARCODE_KIND), ROLE_TEXT, b.p, NULL);
    buf_free(&b);
  }
}

static void announced(struct page *p, const struct item_card *c) {
  if (kept_rows(c->open)) page_head(p, _("To come"));
  for (size_t i = 0; i < kept_rows(c->open); i++) {
    const char *number = kept_cell(c->open, i, CARD_OPEN_NUMBER);
    char *text = xprintf("%s  %s  %s  %s", kept_cell(c->open, i, CARD_OPEN_QTY), number, kept_cell(c->open, i, CARD_OPEN_DUE),
                         kept_cell(c->open, i, CARD_OPEN_FROM));
    page_add(p, kept_cell(c->open, i, CARD_OPEN_KIND), ROLE_TEXT, text, number);
    free(text);
  }
}

static void page_fill(struct screen *s) {
  struct item_page *x = s->own;
  page_clear(&x->page);
  stock(&x->page, &x->card);
  announced(&x->page, &x->card);
  prices(&x->page, &x->card);
  barcodes(&x->page, &x->card);
  page_head(&x->page, _("About it"));
  fields(&x->page, &x->card);
  if (s->ui->actor.manager) costs(&x->page, &x->card, s->ui->store->money_decimals);
}

/* ---- the screen */
static bool open(struct screen *s, const char *arg, struct err *err) {
  struct item_page *x = s->own;
  static const struct table_column look[] = {{CARD_MOVE_AT, 16, 0, 0},   {CARD_MOVE_KIND, 8, 0, 2}, {CARD_MOVE_NUMBER, 20, 0, 0},
                                             {CARD_MOVE_FROM, 12, 0, 1}, {CARD_MOVE_TO, 12, 0, 1},  {CARD_MOVE_LOT, 12, 0, 3},
                                             {CARD_MOVE_QTY, 6, 0, 0}};
  x->moves = (struct table){.column = card_move_column,
                            .columns = CARD_MOVE_COLUMNS,
                            .look = look,
                            .looks = COUNT(look),
                            .id = CARD_MOVE_NUMBER,
                            .empty = N_("Nothing of it was moved yet.")};
  struct item it;
  bool found;
  if (!item_by_code(s->ui->db, err, arg, &it, &found)) return false;
  return found || err_set(err, ERR_ITEM_UNKNOWN, NULL, arg);
}

static bool load(struct screen *s, struct err *err) {
  struct item_page *x = s->own;
  struct item it;
  struct item_card card;
  bool found;
  if (!item_by_code(s->ui->db, err, s->arg, &it, &found)) return false;
  if (!found) return err_set(err, ERR_ITEM_UNKNOWN, NULL, s->arg);
  if (!item_card_load(s->ui->db, s->ui->store, it.id, &card, &found, err)) return false;
  item_card_done(&x->card);
  x->card = card;
  table_take(&x->moves, x->card.move);
  x->card.move = NULL;
  page_fill(s);
  return true;
}

static void price_text(const struct screen *s, struct buf *b) {
  const struct item_card *c = &((const struct item_page *)s->own)->card;
  char n[32];
  int money = s->ui->store->money_decimals;
  text_fill(b, _("On hand {1}"), num_format(n, sizeof n, c->on_hand, c->item.decimals));
  buf_printf(b, " %s", c->item.unit);
  if (c->on_way) buf_adds(b, "    "), text_fill(b, _("On its way {1}"), num_format(n, sizeof n, c->on_way, c->item.decimals));
  if (c->retail >= 0) buf_adds(b, "    "), text_fill(b, _("Price {1}"), num_format(n, sizeof n, c->retail, money));
  if (c->member >= 0) buf_adds(b, "    "), text_fill(b, _("Member price {1}"), num_format(n, sizeof n, c->member, money));
}

void item_spark_draw(const struct item_card *c, struct area a, int row) {
  struct buf spark = {0}, text = {0};
  int64_t least = c->day[0], most = c->day[0];
  char low[32], high[32], in[32], out[32];
  int d = c->item.decimals;
  for (size_t i = 1; i < CARD_DAYS; i++) {
    if (c->day[i] < least) least = c->day[i];
    if (c->day[i] > most) most = c->day[i];
  }
  chart_spark(&spark, c->day, CARD_DAYS, CARD_DAYS);
  const char *label = _("30 days");
  int col = 2 + (int)utf8_width(label) + 2;
  area_text(a, row, 2, ROLE_DIM, label);
  area_text(a, row, col, ROLE_GOOD, spark.p);
  text_fill(&text, _("least {1}  most {2}  in {3}  out {4}"), num_format(low, sizeof low, least, d), num_format(high, sizeof high, most, d),
            num_format(in, sizeof in, c->received, d), num_format(out, sizeof out, c->gone, d));
  area_cell(a, row, col + CARD_DAYS + 2, a.cols - col - CARD_DAYS - 3, ROLE_TEXT, ALIGN_LEFT, text.p);
  buf_free(&spark);
  buf_free(&text);
}

static void draw(const struct screen *s, struct area a) {
  struct item_page *x = s->own;
  struct buf b = {0};
  const struct item *it = &x->card.item;
  const char *name = text_name(it->name, it->name_en);
  buf_printf(&b, "%s  %s", name, strstr(name, it->spec) ? "" : it->spec);
  area_cell(a, 0, 2, a.cols - 3, ROLE_STRONG, ALIGN_LEFT, b.p);
  buf_clear(&b);
  price_text(s, &b);
  area_cell(a, 1, 2, a.cols - 3, ROLE_TEXT, ALIGN_LEFT, b.p);
  buf_free(&b);
  item_spark_draw(&x->card, a, 2);
  struct area body = area_part(a, HEAD_ROWS, 0, a.rows - HEAD_ROWS, a.cols);
  if (a.cols >= WIDE) {
    page_draw(&x->page, area_part(body, 0, 0, body.rows, WIDE_FACTS), !x->on_moves);
    table_draw(&x->moves, area_part(body, 0, WIDE_FACTS + 2, body.rows, body.cols), x->on_moves);
    return;
  }
  int moves = body.rows * 2 / 5;
  page_draw(&x->page, area_part(body, 0, 0, body.rows - moves - 1, body.cols), !x->on_moves);
  area_rule(body, body.rows - moves - 1, ROLE_BOX);
  table_draw(&x->moves, area_part(body, body.rows - moves, 0, moves, body.cols), x->on_moves);
}

static bool key(struct screen *s, const struct key *k) {
  struct item_page *x = s->own;
  return x->on_moves ? table_key(&x->moves, k) : page_key(&x->page, k);
}

static void crumb(const struct screen *s, struct buf *out) {
  const struct item *it = &((const struct item_page *)s->own)->card.item;
  buf_adds(out, text_name(it->name, it->name_en));
}

/* Another item scanned takes this one's place. */
static bool scan(struct screen *s, const struct scan *x) {
  char *text = xstrndup(x->raw, x->n);
  if (ui_open(s->ui, "lookup", text)) ui_close(s);
  free(text);
  return true;
}

/* ---- keys */
static const char *link_of(const struct item_page *x) {
  const char *id = table_id(&x->moves);
  return x->on_moves ? (id ? id : "") : page_link(&x->page);
}

static const char *cannot(const struct screen *s, const char *action) {
  if (!str_eq(action, "open") || *link_of(s->own)) return NULL;
  return _("This line leads nowhere. Tab goes to the last moves, Enter there opens the document.");
}

void act_item_open(struct screen *s) {
  ui_open(s->ui, "document", link_of(s->own));
}

void act_item_pane(struct screen *s) {
  struct item_page *x = s->own;
  x->on_moves = !x->on_moves;
}

void act_item_documents(struct screen *s) {
  char *arg = xprintf("item %s", ((const struct item_page *)s->own)->card.item.code);
  ui_open(s->ui, "documents", arg);
  free(arg);
}

void act_item_copy(struct screen *s) {
  ui_copy(s->ui, ((const struct item_page *)s->own)->card.item.code);
}

static void keep(const struct screen *s, struct jw *w) {
  const struct item_page *x = s->own;
  jw_kb(w, "moves", x->on_moves);
  jw_kt(w, "row", x->moves.list.key);
}

static void back(struct screen *s, const struct js *js) {
  struct item_page *x = s->own;
  x->on_moves = js_bool(js_get(js, "moves"), false);
  table_go(&x->moves, js_text(js_get(js, "row"), ""));
}

static void done(struct screen *s) {
  struct item_page *x = s->own;
  item_card_done(&x->card);
  page_done(&x->page);
  table_done(&x->moves);
}

const struct screen_kind screen_item = {.size = sizeof(struct item_page),
                                        .open = open,
                                        .load = load,
                                        .draw = draw,
                                        .scan = scan,
                                        .key = key,
                                        .crumb = crumb,
                                        .cannot = cannot,
                                        .keep = keep,
                                        .back = back,
                                        .close = done};
