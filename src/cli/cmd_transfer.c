/* transfer, request: goods between stores: asked for, granted, picked, dispatched, received, put right. One row a word. */
#include "src/cli/cli.h"

#include <stdlib.h>
#include <string.h>

enum { GRANTS_MOST = 256 };
struct transfer {
  struct cli *cli;
  const char *number; /* NULL: none was given */
  const char *from, *to, *place, *draft, *ack, *reason, *correct, *due, *note, *driver;
  const char *grant[GRANTS_MOST];
  size_t grants;
};

/* The document a word posts, in a transaction of its own; a clerk may not. */
typedef bool post_fn(const struct transfer *, char **number, struct err *);
static int post(const struct transfer *t, post_fn *fn) {
  struct err err;
  char *number = NULL;
  struct cli *cli = t->cli;
  if (!cli_right(cli, RIGHT_MANAGER, &err) || !db_begin(cli->db, &err)) return cli_refuse(cli, &err);
  if (fn(t, &number, &err) && db_commit(cli->db, &err)) return cli_posted(cli, number);
  free(number);
  db_rollback(cli->db);
  return cli_refuse(cli, &err);
}

/* ---- asking */
static int request(const struct transfer *t) {
  struct err err;
  char asked[64] = "";
  if (t->number && !ledger_request_change(t->cli->db, t->number, asked, NULL, &err)) return cli_refuse(t->cli, &err);
  const struct desk_field field[] = {{"source", t->from ? t->from : asked}, {"due", t->due}, {"note", t->note}, {"changes", t->number}};
  const struct desk_opts o = {
      .kind = "request", .mode = t->from || t->number ? "request" : NULL, .draft = t->draft, .field = field, .fields = COUNT(field)};
  if (!o.mode && !t->draft) return cli_usage(t->cli, _("Say which store is asked: --from STORE."));
  return cli_goods(t->cli, &o, &(struct cli_scans){.ack = t->ack != NULL});
}

/* "LINE:QTY" of --grant; the quantity in the unit of the request's line. */
static bool grants_read(const struct transfer *t, struct grant *grant, struct err *err) {
  for (size_t i = 0; i < t->grants; i++) {
    const char *colon = strchr(t->grant[i], ':');
    char line[24];
    bool ok = colon && (size_t)(colon - t->grant[i]) < sizeof line;
    if (ok) snprintf(line, sizeof line, "%.*s", (int)(colon - t->grant[i]), t->grant[i]);
    if (!ok || !num_parse(line, 0, &grant[i].line)) return err_set(err, ERR_RECEIVE_QTY, "grant", t->grant[i]);
    if (!ledger_request_qty(t->cli->db, t->number, grant[i].line, colon + 1, &grant[i].qty, err)) return false;
  }
  return true;
}

static bool answer(const struct transfer *t, bool approved, char **number, struct err *err) {
  struct grant grant[GRANTS_MOST];
  const struct ledger_answer a = {.approved = approved, .reason = t->reason, .grant = grant, .grants = t->grants};
  return grants_read(t, grant, err) && ledger_answer(t->cli->db, t->cli->store, &t->cli->actor, t->number, &a, number, err);
}

static bool approve_post(const struct transfer *t, char **number, struct err *err) {
  return answer(t, true, number, err);
}

static bool reject_post(const struct transfer *t, char **number, struct err *err) {
  return answer(t, false, number, err);
}

/* ---- sending */
static int pick_as(const struct transfer *t, const struct cli_scans *how) {
  struct err err;
  char to[64] = "";
  if (!t->number && !t->to && !t->draft) return cli_usage(t->cli, _("Say for what: the number of a request or allocation, or --to STORE."));
  if (t->number && !t->to && !ledger_pick_to(t->cli->db, t->number, to, &err)) return cli_refuse(t->cli, &err);
  const struct desk_field field[] = {
      {"source", t->number}, {"to", t->to ? t->to : to}, {"from", t->place ? t->place : "back"}, {"driver", t->driver}};
  const struct desk_opts o = {
      .kind = "transfer", .mode = t->number || t->to ? "pick" : NULL, .draft = t->draft, .field = field, .fields = COUNT(field)};
  return cli_goods(t->cli, &o, how);
}

static int pick(const struct transfer *t) {
  return pick_as(t, &(struct cli_scans){.ack = t->ack != NULL, .hold = true});
}

static int dispatch(const struct transfer *t) {
  return pick_as(t, &(struct cli_scans){.ack = t->ack != NULL, .post = t->draft != NULL});
}

static int receive(const struct transfer *t) {
  const struct desk_field field[] = {{"slip", t->number}, {"sender", t->from}};
  const struct desk_opts o = {.mode = t->number ? "transfer" : NULL, .draft = t->draft, .field = field, .fields = COUNT(field)};
  if (!t->number && !t->draft) return cli_usage(t->cli, _("Say which: the number of the slip, or --draft NAME."));
  return cli_goods(t->cli, &o, &(struct cli_scans){.ack = t->ack != NULL});
}

/* ---- putting right */
static bool resolve_post(const struct transfer *t, char **number, struct err *err) {
  return ledger_transfer_resolve(t->cli->db, t->cli->store, &t->cli->actor, t->number, t->correct, t->reason, number, err);
}

static int resolve(const struct transfer *t) {
  static const char *const ways[] = {"slip", "receipt", "claim"};
  for (size_t i = 0; i < COUNT(ways) && t->correct; i++)
    if (str_eq(t->correct, ways[i])) return post(t, resolve_post);
  return cli_usage(t->cli, _("Say what is put right: --correct slip, receipt or claim."));
}

static bool cancel_post(const struct transfer *t, char **number, struct err *err) {
  return ledger_transfer_cancel(t->cli->db, t->cli->store, &t->cli->actor, t->number, t->reason, number, err);
}

/* A request is taken back like any document, as long as nobody answered it. */
static int cancel_request(const struct transfer *t) {
  struct err err;
  struct reversal r;
  struct reverse ask = {.number = t->number, .reason = t->reason};
  if (!cli_right(t->cli, RIGHT_MANAGER, &err)) return cli_refuse(t->cli, &err);
  if (!ledger_reverse(t->cli->db, t->cli->store, &t->cli->actor, t->cli->config, &ask, &r, &err)) return cli_refuse(t->cli, &err);
  ledger_reversal_free(&r);
  return cli_posted(t->cli, xstrdup(t->number));
}

static int cancel_as(const struct transfer *t, bool only_request) {
  struct err err;
  struct doc_row d;
  bool found;
  if (!docrow_by_number(t->cli->db, &err, t->number, &d, &found)) return cli_refuse(t->cli, &err);
  if (found && str_eq(d.kind, "request")) return cancel_request(t);
  if (!only_request) return post(t, cancel_post);
  err_set(&err, found ? ERR_REQUEST_KIND : ERR_DOC_UNKNOWN, NULL, t->number);
  return cli_refuse(t->cli, &err);
}

static int cancel(const struct transfer *t) {
  return cancel_as(t, false);
}

static int cancel_asked(const struct transfer *t) {
  return cancel_as(t, true);
}

static bool forward_post(const struct transfer *t, char **number, struct err *err) {
  return ledger_transfer_forward(t->cli->db, t->cli->store, &t->cli->actor, t->number, t->to, number, err);
}

static int forward(const struct transfer *t) {
  if (!t->to) return cli_usage(t->cli, _("Say where to: --to STORE."));
  return post(t, forward_post);
}

struct word {
  const char *name;
  size_t least, most; /* numbers after it */
  int (*run)(const struct transfer *);
  post_fn *post; /* instead of run: it only posts */
};
static const struct word transfer_words[] = {{"request", 0, 0, request, NULL},    {"approve", 1, 1, NULL, approve_post},
                                             {"reject", 1, 1, NULL, reject_post}, {"pick", 0, 1, pick, NULL},
                                             {"dispatch", 0, 1, dispatch, NULL},  {"receive", 0, 1, receive, NULL},
                                             {"resolve", 1, 1, resolve, NULL},    {"cancel", 1, 1, cancel, NULL},
                                             {"forward", 1, 1, forward, NULL}},
                         request_words[] = {
                             {"new", 0, 0, request, NULL}, {"change", 1, 1, request, NULL}, {"cancel", 1, 1, cancel_asked, NULL}};

static int run(struct cli *cli, const struct word *words, size_t count) {
  struct transfer t = {.cli = cli};
  const char *rest[2] = {NULL, NULL};
  size_t n;
  const struct cli_option options[] = {{.name = "--from", .takes = true, .value = &t.from},
                                       {.name = "--to", .takes = true, .value = &t.to},
                                       {.name = "--place", .takes = true, .value = &t.place},
                                       {.name = "--draft", .takes = true, .value = &t.draft},
                                       {.name = "--reason", .takes = true, .value = &t.reason},
                                       {.name = "--correct", .takes = true, .value = &t.correct},
                                       {.name = "--due", .takes = true, .value = &t.due},
                                       {.name = "--note", .takes = true, .value = &t.note},
                                       {.name = "--driver", .takes = true, .value = &t.driver},
                                       {.name = "--grant", .takes = true, .many = t.grant, .room = COUNT(t.grant), .count = &t.grants},
                                       {.name = "--ack", .value = &t.ack}};
  if (!cli_parse(cli, options, COUNT(options), rest, 1, 2, &n)) return CLI_USAGE;
  t.number = n > 1 ? rest[1] : NULL;
  for (size_t i = 0; i < count; i++) {
    const struct word *w = &words[i];
    if (!str_eq(w->name, rest[0])) continue;
    if (n - 1 < w->least || n - 1 > w->most) return cli_usage(cli, _("'{1}' takes another number of words."), rest[0]);
    return w->run ? w->run(&t) : post(&t, w->post);
  }
  return cli_usage(cli, _("'{1}' is not known."), rest[0]);
}

int cmd_transfer(struct cli *cli) {
  return run(cli, transfer_words, COUNT(transfer_words));
}

int cmd_request(struct cli *cli) {
  return run(cli, request_words, COUNT(request_words));
}
