/* explain: what a code is and carries, and the item it names here. */
#include "src/cli/cli.h"
#include "src/code/code.h"

#include <string.h>

static const char *const titles[][2] = {
    {"kind", N_("Kind")},       {"symbology", N_("Symbology")}, {"gtin", N_("GTIN")},     {"item", N_("Item")},    {"units", N_("Units")},
    {"lot", N_("Lot")},         {"produced", N_("Produced")},   {"expiry", N_("Expiry")}, {"qty", N_("Quantity")}, {"price", N_("Price")},
    {"problem", N_("Problem")},
};

bool cli_name_items(struct cli *cli, struct code *code, const struct item_hit *hit, size_t count, char item[64], struct err *err) {
  struct buf codes = {0}, problem = {0};
  struct item it;
  bool ok = true, found;
  *item = 0;
  for (size_t i = 0; ok && i < count; i++) {
    ok = item_by_id(cli->db, err, hit[i].item, &it, &found);
    if (!ok || !found) continue;
    text_list(&codes, it.code);
    if (count == 1) str_copy(item, 64, it.code);
  }
  if (ok && count > 1) {
    text_fill(&problem, _("This code stands on several items: {1}."), codes.p);
    str_copy(code->problem, sizeof code->problem, problem.p);
  }
  buf_free(&codes);
  buf_free(&problem);
  return ok;
}

int cmd_explain(struct cli *cli) {
  const char *text[1];
  size_t n, count;
  struct err err;
  struct code code;
  struct instore instore;
  struct item_hit hit[8];
  char item[64];
  struct buf json = {0};
  struct jw w = {.out = &json};
  if (!cli_parse(cli, NULL, 0, text, 1, 1, &n)) return CLI_USAGE;
  config_instore(cli->config, &instore);
  code_read(&code, text[0], strlen(text[0]), &instore, ledger_today(cli->store, cli->db));
  if (!item_scan(cli->db, &err, &code, hit, COUNT(hit), &count)) return cli_refuse(cli, &err);
  if (count && code.kind == CODE_UNKNOWN) *code.problem = 0; /* it stands in the catalogue as it is */
  if (count == 1 && hit[0].units > 1 && code.kind == CODE_GTIN) code.kind = CODE_CASE;
  if (!cli_name_items(cli, &code, hit, count, item, &err)) return cli_refuse(cli, &err);
  jw_object(&w);
  code_explain(&w, &code);
  jw_kt(&w, "item", *item ? item : NULL);
  jw_key(&w, "units");
  if (*item) jw_int(&w, hit[0].units);
  else jw_null(&w);
  jw_end(&w, '}');
  int status = cli_object(cli, &json, titles, COUNT(titles));
  buf_free(&json);
  return status;
}
