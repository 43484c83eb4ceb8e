/* scanner: 'scan anything now': what came, byte by byte, with its times and what it means, and the settings that find this scanner again.
 * Every key comes here as it is, with its time. Must not: look a scan up. */
#include "ui/screen/scanner.h"

#include <stdio.h>
#include <string.h>

/* ---- what came */
static void read_code(struct scanner *x, struct ui *ui) {
  enum { DAY_START = 240 };
  struct instore instore;
  const struct gauge *g = &x->gauge;
  const char *code = g->code + (str_eq(g->prefix, "aim") ? 0 : strlen(g->prefix));
  config_instore(ui->config, &instore);
  code_read(&x->code, code, strlen(code), &instore, ui->store ? ledger_today(ui->store, ui->db) : day_of(ui->now, DAY_START));
  ui_stale(ui); /* painted */
}

bool scanner_raw(struct scanner *x, struct ui *ui, const struct key *k) {
  bool end = k->code == KEY_ENTER || k->code == KEY_TAB, text = k->code >= ' ' && k->code < KEY_FIRST;
  if (k->mods & (MOD_CTRL | MOD_ALT) || !(text || k->code == KEY_GS || (end && gauge_typing(&x->gauge)))) return false;
  gauge_key(&x->gauge, end ? '\r' : k->code, k->at);
  if (end) read_code(x, ui);
  return true;
}

void scanner_scan(struct scanner *x, struct ui *ui, const struct scan *scan) {
  for (size_t i = 0; i < scan->n; i++) gauge_key(&x->gauge, (unsigned char)scan->raw[i], scan->at);
  gauge_key(&x->gauge, '\r', scan->at);
  read_code(x, ui);
}

void scanner_tick(struct scanner *x, struct ui *ui) {
  if (gauge_silence(&x->gauge, ui->now)) read_code(x, ui);
}

bool scanner_save(const struct scanner *x, struct ui *ui, struct err *err) {
  const struct gauge *g = &x->gauge;
  char mean[16], longest[16];
  snprintf(mean, sizeof mean, "%d", gauge_mean_ms(g));
  snprintf(longest, sizeof longest, "%d", gauge_longest_ms(g));
  if (!config_set(ui->config, OPT_SCANNER_PREFIX, g->prefix, err) ||
      !config_set(ui->config, OPT_SCANNER_SUFFIX, g->suffix ? "key" : "none", err) ||
      !config_set(ui->config, OPT_SCANNER_MEAN, mean, err) || !config_set(ui->config, OPT_SCANNER_LONGEST, longest, err) ||
      !ui_config_save(ui, err))
    return false;
  ui_scanner_changed(ui);
  return true;
}

/* ---- drawing */
static int line_draw(struct area a, int row, const char *label, enum role role, const char *text) {
  enum { LABEL = 18 };
  area_text(a, row, 0, ROLE_LABEL, label);
  return row + area_wrap(area_part(a, row, LABEL, a.rows - row, a.cols - LABEL), 0, role, text);
}

static void bytes_of(const struct gauge *g, struct buf *out) {
  for (size_t i = 0; i < g->n; i++) buf_printf(out, "%02X ", (unsigned char)g->code[i]);
  if (g->now_suffix) buf_adds(out, "+ Enter");
}

static int times_draw(const struct gauge *g, struct area a, int row) {
  char mean[24], longest[24];
  enum { TENTHS = 1 };
  struct buf b = {0};
  text_fill(&b, _("{1} ms on average, {2} ms at most"), num_format(mean, sizeof mean, g->now_mean / 100, TENTHS),
            num_format(longest, sizeof longest, g->now_longest / 100, TENTHS));
  row = line_draw(a, row, _("Between keys"), ROLE_TEXT, b.p);
  buf_free(&b);
  return row;
}

static int meaning_draw(const struct code *c, struct area a, int row) {
  char day[16];
  struct buf b = {0};
  buf_adds(&b, out_word(code_kind_name(c->kind)));
  if (*aim_name(c->aim)) buf_printf(&b, "   %s", aim_name(c->aim));
  if (*c->gtin) buf_printf(&b, "   GTIN %s", c->gtin);
  if (*c->sscc) buf_printf(&b, "   SSCC %s", c->sscc);
  if (*c->lot) buf_printf(&b, "   %s %s", _("lot"), c->lot);
  if (c->expiry != DAY_NONE) buf_printf(&b, "   %s %s", _("expiry"), day_format(day, sizeof day, c->expiry));
  row = line_draw(a, row, _("It means"), ROLE_STRONG, b.p);
  if (*c->problem) row = line_draw(a, row, "", ROLE_WARN, c->problem);
  buf_free(&b);
  return row;
}

static int settings_draw(const struct gauge *g, struct area a, int row) {
  char mean[24], longest[24];
  struct buf b = {0};
  text_fill(&b, _("prefix {1}, suffix {2}, average {3} ms, longest {4} ms"), *g->prefix ? g->prefix : _("none"),
            out_word(g->suffix ? "key" : "none"), num_format(mean, sizeof mean, gauge_mean_ms(g), 0),
            num_format(longest, sizeof longest, gauge_longest_ms(g), 0));
  row = line_draw(a, row + 1, _("Setting"), ROLE_GOOD, b.p);
  buf_clear(&b);
  text_count(&b, (int64_t)g->scans, "from {1} scan; two or three different codes are better than one",
             "from {1} scans; two or three different codes are better than one");
  row = line_draw(a, row, "", ROLE_DIM, b.p);
  buf_free(&b);
  return row;
}

void scanner_draw(const struct scanner *x, struct area a) {
  const struct gauge *g = &x->gauge;
  struct buf b = {0};
  area_text(a, 0, 0, ROLE_STRONG, _("Scan anything now."));
  area_cursor(a, 0, 0, false);
  if (!g->ended) return;
  bytes_of(g, &b);
  int row = line_draw(a, 2, _("Came"), ROLE_STRONG, g->code);
  row = line_draw(a, row, _("Bytes"), ROLE_TEXT, b.p);
  buf_free(&b);
  row = times_draw(g, a, row);
  row = line_draw(a, row, _("At its end"), ROLE_TEXT, g->now_suffix ? _("Enter or Tab") : _("nothing"));
  row = meaning_draw(&x->code, a, row);
  if (g->hand) row = line_draw(a, row, "", ROLE_WARN, _("This was typed by hand, or it is too short to measure. Scan a barcode."));
  if (g->scans) settings_draw(g, a, row);
}

/* ---- the screen */
static bool raw(struct screen *s, const struct key *k) {
  return scanner_raw(s->own, s->ui, k);
}

static bool scan(struct screen *s, const struct scan *x) {
  scanner_scan(s->own, s->ui, x);
  return true;
}

static void tick(struct screen *s) {
  scanner_tick(s->own, s->ui);
}

static void draw(const struct screen *s, struct area a) {
  scanner_draw(s->own, area_part(a, 1, 2, a.rows - 1, a.cols - 4));
}

void act_scanner_save(struct screen *s) {
  struct err err;
  if (!scanner_save(s->own, s->ui, &err)) return ui_refuse(s->ui, &err);
  ui_say(s->ui, SAY_DONE, _("This machine knows its scanner now."));
}

void act_scanner_again(struct screen *s) {
  *(struct scanner *)s->own = (struct scanner){0};
  ui_say(s->ui, SAY_INFO, _("Forgotten. Scan anything."));
}

static const char *cannot(const struct screen *s, const char *action) {
  return str_eq(action, "save") && !((const struct scanner *)s->own)->gauge.scans ? _("Scan a barcode first.") : NULL;
}

const struct screen_kind screen_scanner = {
    .size = sizeof(struct scanner), .draw = draw, .scan = scan, .raw = raw, .tick = tick, .cannot = cannot};
