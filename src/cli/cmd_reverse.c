/* reverse: a document taken back, whole or by line; with --preview only what would happen. */
#include "src/cli/cli.h"

#include <stdlib.h>
#include <string.h>

enum { LINES_MOST = 2000 };

static bool read_lines(const char *text, int64_t *lines, size_t *count, struct err *err) {
  char *copy = xstrdup(text), *rest = copy;
  bool ok = true;
  for (char *word; ok && (word = strsep(&rest, ","));) ok = *count < LINES_MOST && num_parse(word, 0, &lines[(*count)++]);
  free(copy);
  return ok || err_set(err, ERR_NUMBER_FORM, "lines", text, "1,2");
}

static const char *why_text(const char *why) {
  static const char *const texts[][2] = {
      {"already_reversed", N_("it was reversed already by {1}")},
      {"living_child", N_("{1} came of it and still stands")},
      {"stock_below_zero", N_("its goods have gone on with {1}")},
  };
  for (size_t i = 0; i < COUNT(texts); i++)
    if (str_eq(texts[i][0], why)) return _(texts[i][1]);
  return why;
}

static int blocked(struct cli *cli, const char *number, const struct reversal *r) {
  struct buf why = {0};
  struct err err;
  char line[32] = "";
  if (r->blocker[0].line) num_format(line, sizeof line, r->blocker[0].line, 0);
  text_fill(&why, why_text(r->blocker[0].why), r->blocker[0].number);
  err_set(&err, ERR_REVERSE_BLOCKED, *line ? line : NULL, number, why.p);
  buf_free(&why);
  return cli_refuse(cli, &err);
}

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
      text_fill(&why, why_text(r->blocker[i].why), r->blocker[i].number);
    }
    jw_kt(&w, "blocked", why.p);
  }
  jw_end(&w, '}');
  int status = cli_object(cli, &b, titles, COUNT(titles));
  buf_free(&b);
  buf_free(&why);
  return status;
}

static bool wants_approval(const struct cli *cli, int64_t value) {
  int64_t limit = config_amount(cli->config, OPT_APPROVE_REVERSE, cli->store->money_decimals);
  return limit > 0 && value > limit;
}

/* What was approved: these lines of this document, from what they are worth to nothing. */
static bool audit_approval(struct cli *cli, const struct reversal *r, const char *list, struct err *err) {
  char amount[32], nothing[32];
  int decimals = cli->store->money_decimals;
  if (!cli->actor.approved_by) return true;
  const char *lines = list ? list : "*";
  char *before = xprintf("%s: %s", lines, num_format(amount, sizeof amount, r->value, decimals)),
       *after = xprintf("%s: %s", lines, num_format(nothing, sizeof nothing, 0, decimals));
  bool ok =
      audit_add(cli->db, err, cli->actor.staff, cli->actor.approved_by, "approve", value_get(doc_head(r->doc, REVERSAL_OF)), before, after);
  free(before);
  free(after);
  return ok;
}

/* An approval is for the value it was given for: another one in the meantime needs another. */
static bool approved(struct cli *cli, const struct reversal *r, int64_t value, struct err *err) {
  if (r->value == value || !wants_approval(cli, r->value)) return true;
  return err_set(err, ERR_APPROVE_NEEDED, NULL, cli->command->name);
}

/* Looked at again inside the transaction that posts it: what was true before may not be any more. value: what it was worth then. */
static int post(struct cli *cli, const char *number, const char *list, const int64_t *lines, size_t count, const char *reason,
                int64_t value, struct err *err) {
  struct reversal r;
  char *printed = NULL;
  if (!db_begin(cli->db, err)) return cli_refuse(cli, err);
  if (!ledger_reversal(cli->db, cli->store, number, lines, count, reason, &r, err)) {
    db_rollback(cli->db);
    return cli_refuse(cli, err);
  }
  int status;
  if (!r.doc) {
    db_rollback(cli->db);
    status = blocked(cli, number, &r);
  } else if (approved(cli, &r, value, err) && ledger_post(cli->db, cli->store, &cli->actor, r.doc, &printed, err) &&
             audit_approval(cli, &r, list, err) && db_commit(cli->db, err)) {
    status = say(cli, value_get(doc_head(r.doc, REVERSAL_OF)), r.doc, &r);
  } else {
    db_rollback(cli->db);
    status = cli_refuse(cli, err);
  }
  free(printed);
  ledger_reversal_free(&r);
  return status;
}

int cmd_reverse(struct cli *cli) {
  const char *number[1], *list = NULL, *reason = NULL, *preview = NULL;
  const struct cli_option options[] = {{.name = "--lines", .takes = true, .value = &list},
                                       {.name = "--reason", .takes = true, .value = &reason},
                                       {.name = "--preview", .value = &preview}};
  static int64_t lines[LINES_MOST];
  struct err err;
  struct reversal r;
  size_t n, count = 0;
  if (!cli_parse(cli, options, COUNT(options), number, 1, 1, &n)) return CLI_USAGE;
  if (list && !read_lines(list, lines, &count, &err)) return cli_refuse(cli, &err);
  if (!ledger_reversal(cli->db, cli->store, number[0], lines, count, reason, &r, &err)) return cli_refuse(cli, &err);
  int64_t value = r.value;
  int status = preview ? say(cli, number[0], NULL, &r) : CLI_DONE;
  ledger_reversal_free(&r);
  if (preview) return status;
  if (wants_approval(cli, value) && !cli_approve(cli, &err)) return cli_refuse(cli, &err);
  return post(cli, number[0], list, lines, count, reason, value, &err);
}
