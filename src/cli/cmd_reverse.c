/* reverse: a document taken back, whole or by line; with --preview only what would happen. */
#include "src/cli/cli.h"

static int say(struct cli *cli, const char *reverses, const struct doc *posted, const struct reversal *r) {
  static const char *const titles[][2] = {
      {"number", N_("Number")}, {"reverses", N_("Reverses")}, {"lines", N_("Lines")}, {"units", N_("Units")}, {"blocked", N_("Blocked")}};
  struct buf b = {0}, why = {0};
  struct jw w = {.out = &b};
  char uuid[37];
  jw_object(&w);
  jw_kt(&w, "document", posted ? uuid_format(uuid, posted->uuid) : NULL);
  jw_kt(&w, "number", posted ? posted->number : NULL);
  jw_kt(&w, "reverses", reverses);
  jw_ki(&w, "lines", r->lines);
  jw_ki(&w, "units", r->units);
  jw_key(&w, "blockers");
  jw_array(&w);
  for (size_t i = 0; i < r->blocker_count; i++) {
    jw_object(&w);
    jw_kt(&w, "number", r->blocker[i].number);
    jw_key(&w, "line");
    if (r->blocker[i].line) jw_int(&w, r->blocker[i].line);
    else jw_null(&w);
    jw_kt(&w, "why", r->blocker[i].why);
    jw_end(&w, '}');
  }
  jw_end(&w, ']');
  if (!cli->json && r->blocker_count) {
    for (size_t i = 0; i < r->blocker_count; i++) {
      if (i) buf_adds(&why, "; ");
      ledger_blocker_text(&r->blocker[i], &why);
    }
    jw_kt(&w, "blocked", why.p);
  }
  jw_end(&w, '}');
  int status = cli_object(cli, &b, titles, COUNT(titles));
  buf_free(&b);
  buf_free(&why);
  return status;
}

int cmd_reverse(struct cli *cli) {
  const char *number[1], *preview = NULL;
  struct reverse ask = {0};
  const struct cli_option options[] = {{.name = "--lines", .takes = true, .value = &ask.lines},
                                       {.name = "--reason", .takes = true, .value = &ask.reason},
                                       {.name = "--preview", .value = &preview}};
  struct err err;
  struct reversal r;
  size_t n;
  if (!cli_parse(cli, options, COUNT(options), number, 1, 1, &n)) return CLI_USAGE;
  ask.number = number[0];
  if (!ledger_reverse_look(cli->db, cli->store, &ask, &r, &err)) return cli_refuse(cli, &err);
  ask.seen = r.value;
  int status = preview ? say(cli, ask.number, NULL, &r) : CLI_DONE;
  ledger_reversal_free(&r);
  if (preview) return status;
  if (ledger_reverse_approval(cli->store, cli->config, ask.seen) && !cli_approve(cli, RIGHT_APPROVER, &err)) return cli_refuse(cli, &err);
  if (!ledger_reverse(cli->db, cli->store, &cli->actor, cli->config, &ask, &r, &err)) return cli_refuse(cli, &err);
  status = say(cli, value_get(doc_head(r.doc, REVERSAL_OF)), r.doc, &r);
  ledger_reversal_free(&r);
  return status;
}
