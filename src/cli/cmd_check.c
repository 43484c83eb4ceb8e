/* check: the store proves itself; --repair makes anew what can be made from the log. */
#include "src/cli/cli.h"

#include <string.h>

struct finding {
  struct buf json;
  struct jw w;
  size_t problems;
  bool log_broken; /* what everything else would be made from */
};

static void add(void *self, const char *code, const char *text, const char *where) {
  static const char *const of_the_log[] = {"gap", "hash", "chain", "body", "integrity"};
  struct finding *f = self;
  f->problems++;
  for (size_t i = 0; i < COUNT(of_the_log); i++) f->log_broken |= str_eq(of_the_log[i], code);
  jw_object(&f->w);
  jw_kt(&f->w, "code", code);
  jw_kt(&f->w, "text", text);
  jw_kt(&f->w, "where", *where ? where : NULL);
  jw_end(&f->w, '}');
}

static bool look(struct cli *cli, struct finding *f, struct err *err) {
  *f = (struct finding){0};
  f->w.out = &f->json;
  jw_array(&f->w);
  bool ok = ledger_check(cli->db, cli->store, add, f, err);
  jw_end(&f->w, ']');
  return ok;
}

static int people(struct cli *cli, const struct finding *f, struct err *err) {
  static const struct out_column columns[] = {
      {"code", OUT_CODE, N_("Problem")}, {"where", OUT_CODE, N_("Where")}, {"text", OUT_CODE, N_("Finding")}};
  if (!f->problems && !cli->csv) {
    fprintf(cli->out, "%s\n", _("Everything is right."));
    return CLI_DONE;
  }
  struct js *list = js_parse(f->json.p, f->json.n, err);
  struct out *out = list ? cli_out(cli, columns, COUNT(columns), err) : NULL;
  for (size_t i = 0; out && i < js_count(list); i++) {
    for (size_t k = 0; k < COUNT(columns); k++) out_text(out, k, js_text(js_get(js_at(list, i), columns[k].name), NULL));
    out_row(out);
  }
  js_free(list);
  return out ? cli_out_end(cli, out, err) : cli_refuse(cli, err);
}

static int say(struct cli *cli, const struct finding *f, struct err *err) {
  int status;
  if (cli->json) {
    struct buf b = {0};
    struct jw w = {.out = &b};
    jw_object(&w);
    jw_kb(&w, "ok", f->problems == 0);
    jw_key(&w, "problems");
    jw_raw(&w, f->json.p, f->json.n);
    jw_end(&w, '}');
    status = cli_json(cli, &b);
    buf_free(&b);
  } else {
    status = people(cli, f, err);
  }
  return status == CLI_DONE && f->problems ? CLI_REFUSED : status;
}

/* The log is right, what it speaks of was lost from the lists. */
static bool missing(struct err *err) {
  struct err why = *err;
  return (why.code != ERR_POST_ITEM && why.code != ERR_POST_PLACE) || err_set(err, ERR_REPAIR_MISSING, NULL, why.text);
}

static bool repair(struct cli *cli, struct err *err) {
  if (!db_begin(cli->db, err)) return false;
  if (ledger_rebuild(cli->db, cli->store, err) && search_touch_all(cli->db, err) && search_flush(cli->db, err) &&
      audit_add(cli->db, err, cli->actor.staff, NULL, "repair", "", "", "") && db_commit(cli->db, err))
    return true;
  db_rollback(cli->db);
  return missing(err);
}

int cmd_check(struct cli *cli) {
  const char *mend = NULL;
  const struct cli_option options[] = {{.name = "--repair", .value = &mend}};
  struct err err;
  struct finding f;
  size_t n;
  if (!cli_parse(cli, options, COUNT(options), NULL, 0, 0, &n)) return CLI_USAGE;
  if (mend && !cli_right(cli, RIGHT_MANAGER, &err)) return cli_refuse(cli, &err);
  bool ok = look(cli, &f, &err);
  if (ok && mend && f.problems && !f.log_broken) {
    buf_free(&f.json);
    ok = repair(cli, &err) && look(cli, &f, &err);
  } else if (ok && mend && f.log_broken) {
    cli_warn(
        cli,
        _("The log itself is damaged: nothing was made anew from it. Restore the last backup, then import the events of another replica."));
  }
  int status = ok ? say(cli, &f, &err) : cli_refuse(cli, &err);
  buf_free(&f.json);
  return status;
}
