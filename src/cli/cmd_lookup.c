/* lookup: items by code, barcode, part of a name or initials, with prices, stock and last moves. People see places and moves when one
 * item is meant, and what
 * a code is that no item has. */
#include "src/cli/cli.h"
#include "src/code/code.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS_MOST = 16 };

/* ---- one item, for people: what its row cannot hold */
static const struct out_column place_columns[] = {
    {"place", OUT_PLACE, N_("Place")}, {"lot", OUT_CODE, N_("Lot")}, {"expiry", OUT_CODE, N_("Expiry")}, {"qty", OUT_CODE, N_("Quantity")}};
static const struct out_column move_columns[] = {
    {"at", OUT_TIME, N_("Time")}, {"number", OUT_CODE, N_("Number")}, {"kind", OUT_WORD, N_("Kind")},   {"from", OUT_PLACE, N_("From")},
    {"to", OUT_PLACE, N_("To")},  {"lot", OUT_CODE, N_("Lot")},       {"qty", OUT_CODE, N_("Quantity")}};

static int list(struct cli *cli, const struct js *rows, const struct out_column *columns, size_t count, struct err *err) {
  if (!js_count(rows)) return CLI_DONE;
  fputc('\n', cli->out);
  struct out *out = cli_out(cli, columns, count, err);
  if (!out) return cli_refuse(cli, err);
  for (size_t i = 0; i < js_count(rows); i++) {
    for (size_t c = 0; c < count; c++) {
      const char *text = js_text(js_get(js_at(rows, i), columns[c].name), NULL);
      int64_t at;
      bool bare;
      if (columns[c].type == OUT_PLACE) out_place(out, c, cli->db, text);
      else if (columns[c].type != OUT_TIME) out_text(out, c, text);
      else if (time_parse(text, 0, &at, &bare)) out_int(out, c, at);
    }
    out_row(out);
  }
  return cli_out_end(cli, out, err);
}

static int details(struct cli *cli, const struct js *item, struct err *err) {
  const struct js *barcodes = js_get(item, "barcodes");
  struct buf codes = {0};
  for (size_t i = 0; i < js_count(barcodes); i++) text_list(&codes, js_text(js_at(barcodes, i), ""));
  if (codes.n) fprintf(cli->out, "%s%s\n", _("Barcodes: "), codes.p);
  buf_free(&codes);
  int status = list(cli, js_get(item, "stock"), place_columns, COUNT(place_columns), err);
  return status == CLI_DONE ? list(cli, js_get(item, "last_moves"), move_columns, COUNT(move_columns), err) : status;
}

/* The same row that programs get, read back. */
static int one_item(struct cli *cli, int64_t id, struct err *err) {
  char *json = NULL;
  size_t n = 0;
  FILE *f = open_memstream(&json, &n);
  if (!f) abort(); /* only for want of memory */
  struct out *out = out_new(lookup_column, LOOKUP_COLUMNS, OUT_AS_JSON, f);
  bool ok = lookup_row(cli->db, cli->store, id, out, err);
  if (ok) ok = out_end(out, err);
  else out_drop(out);
  fclose(f);
  struct js *js = ok ? js_parse(json, n, err) : NULL;
  int status = js ? details(cli, js_at(js, 0), err) : cli_refuse(cli, err);
  js_free(js);
  free(json);
  return status;
}

static void say_nothing(struct cli *cli, const char *why) {
  if (cli->json || cli->csv) cli_warn(cli, "{1}", why);
  else fprintf(cli->out, "%s\n", why);
}

static int items(struct cli *cli, const struct lookup *found, struct err *err) {
  struct out *out = cli_out(cli, lookup_column, LOOKUP_COLUMNS, err);
  if (!out) return cli_refuse(cli, err);
  for (size_t i = 0; i < found->count; i++)
    if (!lookup_row(cli->db, cli->store, found->item[i], out, err)) return cli_out_refuse(cli, out, err);
  return cli_out_end(cli, out, err);
}

static int find(struct cli *cli, const struct instore *instore, const char *text, struct err *err) {
  struct lookup found;
  bool people = !cli->json && !cli->csv;
  struct buf why = {0};
  bool ok = lookup_find(cli->db, cli->store, instore, text, &found, &why, err);
  if (ok && !found.count) say_nothing(cli, why.p);
  buf_free(&why);
  if (!ok) return cli_refuse(cli, err);
  if (!found.count && people) return CLI_DONE;
  int status = items(cli, &found, err);
  if (status == CLI_DONE && people && found.count == 1) status = one_item(cli, found.item[0], err);
  if (status == CLI_DONE && found.total > (int64_t)found.count) {
    char total[32], shown[32];
    cli_warn(cli, _("{1} items match; the best {2} are shown."), num_format(total, sizeof total, found.total, 0),
             num_format(shown, sizeof shown, (int64_t)found.count, 0));
  }
  return status;
}

int cmd_lookup(struct cli *cli) {
  const char *word[WORDS_MOST];
  size_t n;
  struct err err;
  struct instore instore;
  struct buf text = {0};
  if (!cli_parse(cli, NULL, 0, word, 1, WORDS_MOST, &n)) return CLI_USAGE;
  if (n == 1 && !*word[0]) return cli_usage(cli, _("Say what to look for."));
  for (size_t i = 0; i < n; i++) {
    if (i) buf_addc(&text, ' ');
    buf_adds(&text, word[i]);
  }
  config_instore(cli->config, &instore);
  int status = find(cli, &instore, text.p, &err);
  buf_free(&text);
  return status;
}
