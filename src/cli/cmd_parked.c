/* parked, teach: codes that wait for their item, and linking one everywhere it waits. */
#include "src/cli/cli.h"

#include "src/code/code.h"

#include <string.h>

int cmd_parked(struct cli *cli) {
  struct err err;
  size_t rest;
  if (!cli_parse(cli, NULL, 0, NULL, 0, 0, &rest)) return CLI_USAGE;
  struct out *out = cli_out(cli, list_parked_column, LIST_PARKED_COLUMNS, &err);
  if (!out) return cli_refuse(cli, &err);
  return list_parked(cli->db, out, &err) ? cli_out_end(cli, out, &err) : cli_out_refuse(cli, out, &err);
}

/* ---- teach */
static void list_json(struct jw *w, const char *key, char *const *text, size_t count) {
  jw_key(w, key);
  jw_array(w);
  for (size_t i = 0; i < count; i++) jw_text(w, text[i]);
  jw_end(w, ']');
}

static int taught_say(struct cli *cli, const char *barcode, const char *item, int64_t units, const struct taught *t) {
  struct buf b = {0};
  struct jw w = {.out = &b};
  char drafts[24], documents[24];
  if (!cli->json) {
    text_fill(&b,
              t->already ? _("{1} is {2} already, and waits nowhere: there was nothing to do.")
                         : _("{1} is {2} from now on. Open drafts changed: {3}; supplementary receipts posted: {4}."),
              barcode, item, num_format(drafts, sizeof drafts, (int64_t)t->drafts, 0),
              num_format(documents, sizeof documents, (int64_t)t->documents, 0));
    fprintf(cli->out, "%s\n", b.p);
    buf_free(&b);
    return CLI_DONE;
  }
  jw_object(&w);
  jw_kt(&w, "barcode", barcode);
  jw_kt(&w, "item", item);
  jw_ki(&w, "units", units);
  list_json(&w, "drafts", t->draft, t->drafts);
  list_json(&w, "documents", t->document, t->documents);
  jw_end(&w, '}');
  int status = cli_json(cli, &b);
  buf_free(&b);
  return status;
}

/* A code that several items hold is put aside at every scan: who made it so should know. */
static bool warn_holders(struct cli *cli, struct code *code, struct err *err) {
  struct item_hit hit[8];
  size_t count;
  char item[64];
  if (!item_scan(cli->db, err, code, hit, COUNT(hit), &count) || !cli_name_items(cli, code, hit, count, item, err)) return false;
  if (count > 1) cli_warn(cli, "{1}", code->problem);
  return true;
}

int cmd_teach(struct cli *cli) {
  const char *word[2], *text = NULL;
  size_t rest;
  int64_t units = 1;
  struct err err;
  struct code code;
  struct instore instore;
  struct taught taught;
  char barcode[CODE_TEXT];
  const struct cli_option options[] = {{.name = "--units", .takes = true, .value = &text}};
  if (!cli_parse(cli, options, COUNT(options), word, 2, 2, &rest)) return CLI_USAGE;
  if (text && (!num_parse(text, 0, &units) || units < 1 || units > 99999)) {
    err_set(&err, ERR_TEACH_UNITS, NULL, text);
    return cli_refuse(cli, &err);
  }
  config_instore(cli->config, &instore);
  code_read(&code, word[0], strlen(word[0]), &instore, ledger_today(cli->store, cli->db));
  parked_code(&code, barcode);
  if (!*barcode) return cli_usage(cli, _("Give the barcode and the item."));
  if (!cli_right_lent(cli, RIGHT_MANAGER, &err)) return cli_refuse(cli, &err);
  if (!ledger_teach(cli->db, cli->store, &cli->actor, barcode, word[1], units, &taught, &err)) return cli_refuse(cli, &err);
  int status = warn_holders(cli, &code, &err) ? taught_say(cli, barcode, word[1], units, &taught) : cli_refuse(cli, &err);
  taught_free(&taught);
  return status;
}
