/* import: a CSV file into the store, a stopped one taken up or taken back, the columns of a kind. */
#include "src/cli/events.h"

#include <stdlib.h>
#include <string.h>

struct words {
  const char *map, *check, *skip_bad, *errors, *encoding, *ignore_unknown, *columns;
};

/* What the import hands back to its callers: the ledger's part stands first, it is what the ledger's functions take it for. */
struct job {
  struct ledger_opening opening;
  FILE *err;
};

static void progress(void *self, int64_t done, int64_t rows) {
  fprintf(((struct job *)self)->err, "progress %lld %lld\n", (long long)done, (long long)rows);
}

static struct import_opts options(const struct cli *cli, const struct words *w, struct job *job) {
  *job = (struct job){{cli->store, &cli->actor}, cli->err};
  return (struct import_opts){
      .who = cli->actor.staff,
      .map = w->map,
      .encoding = w->encoding,
      .ignore_unknown = w->ignore_unknown != NULL,
      .check = w->check != NULL,
      .skip_bad = w->skip_bad != NULL,
      .store = cli->store->code,
      .currency = cli->store->currency,
      .money_decimals = cli->store->money_decimals,
      .day_start = cli->store->day_start,
      .opening_post = ledger_opening_post,
      .opening_reverse = ledger_opening_reverse,
      .progress = cli->progress ? progress : NULL,
      .self = job,
  };
}

static int say_columns(struct cli *cli, const char *code) {
  static const struct out_column columns[] = {
      {"name", OUT_CODE, N_("Column")},  {"type", OUT_WORD, N_("Type")},       {"required", OUT_BOOL, N_("Required")},
      {"words", OUT_CODE, N_("One of")}, {"meaning", OUT_CODE, N_("Meaning")},
  };
  struct err err;
  size_t count;
  const struct import_kind *kind = import_kind_find(code, &err);
  if (!kind) return cli_refuse(cli, &err);
  struct out *out = cli_out(cli, columns, COUNT(columns), &err);
  if (!out) return cli_refuse(cli, &err);
  const struct import_field *f = import_kind_fields(kind, &count);
  for (size_t i = 0; i < count; i++) {
    out_text(out, 0, f[i].name);
    out_text(out, 1, import_type_name(f[i].type));
    out_int(out, 2, f[i].required);
    out_text(out, 3, f[i].words);
    out_text(out, 4, _(f[i].meaning));
    out_row(out);
  }
  return cli_out_end(cli, out, &err);
}

static void say_warnings(struct cli *cli, const struct import *im) {
  struct buf sentence = {0};
  char id[32];
  const struct import_counts *c = import_counted(im);
  if (c->again) cli_warn(cli, _("This very file was imported already, as import {1}."), num_format(id, sizeof id, c->again, 0));
  for (size_t i = 0; import_warning_at(im, i, &sentence); i++) {
    cli_warn(cli, "{1}", sentence.p);
    buf_clear(&sentence);
  }
  buf_free(&sentence);
}

static void counts_json(struct buf *json, const struct import_counts *c) {
  struct jw w = {.out = json};
  jw_object(&w);
  jw_key(&w, "id");
  if (c->id) jw_int(&w, c->id);
  else jw_null(&w);
  jw_ki(&w, "rows", c->rows);
  jw_ki(&w, "new", c->added);
  jw_ki(&w, "changed", c->changed);
  jw_ki(&w, "same", c->same);
  jw_ki(&w, "rejected", c->rejected);
  jw_end(&w, '}');
}

static void counts_people(struct buf *text, const struct import_counts *c) {
  char n[6][32];
  const int64_t of[] = {c->rows, c->added, c->changed, c->same, c->rejected, c->id};
  for (size_t i = 0; i < COUNT(of); i++) num_format(n[i], sizeof n[i], of[i], 0);
  text_fill(text,
            c->id ? _("Rows: {1}; new: {2}, changed: {3}, the same: {4}, rejected: {5}. This is import {6}.")
                  : _("Rows: {1}; new: {2}, changed: {3}, the same: {4}, rejected: {5}."),
            n[0], n[1], n[2], n[3], n[4], n[5]);
}

static int say_counts(struct cli *cli, const struct import *im) {
  struct buf b = {0};
  if (cli->json) counts_json(&b, import_counted(im));
  else counts_people(&b, import_counted(im));
  int status = cli_json(cli, &b);
  buf_free(&b);
  return status;
}

/* For nobody else: the rows of a staff file hold PINs. */
static bool write_errors(const struct import *im, const char *path, struct err *err) {
  struct buf csv = {0};
  import_errors(im, &csv);
  bool ok = file_replace(path, csv.p, csv.n, 0600, err);
  buf_free(&csv);
  return ok;
}

/* The counts are said also when the file was refused: a program reads them from standard output, the refusal from standard error. */
static int run(struct cli *cli, struct import *im, const struct words *w, struct err *err) {
  if (!im) return cli_refuse(cli, err);
  struct err writing;
  if (w->errors && !write_errors(im, w->errors, err)) { /* a file that cannot be written is told before anything is */
    import_free(im);
    return cli_refuse(cli, err);
  }
  bool ok = import_run(im, err);
  bool written = !w->errors || write_errors(im, w->errors, &writing);
  say_warnings(cli, im);
  const struct import_counts *c = import_counted(im);
  bool half = !ok && c->id; /* begun, so no row was wrong: the disk was full, or the store changed meanwhile */
  int status = half && !cli->json ? CLI_DONE : say_counts(cli, im);
  char id[32];
  if (!ok) status = cli_refuse(cli, err);
  if (half)
    cli_warn(cli,
             _("Import {1} stands half done: finish it with 'zhanggui import resume {1}' or take it back with 'zhanggui import undo {1}'."),
             num_format(id, sizeof id, c->id, 0));
  if (ok && !written) status = cli_refuse(cli, &writing);
  import_free(im);
  return status;
}

static bool number_of(const char *word, int64_t *id, struct err *err) {
  return num_parse(word, 0, id) ? true : err_set(err, ERR_IMPORT_NONE, NULL, word);
}

static int resume(struct cli *cli, const char *word, const struct words *w) {
  struct job job;
  struct import_opts opts = options(cli, w, &job);
  struct err err;
  int64_t id;
  if (!number_of(word, &id, &err)) return cli_refuse(cli, &err);
  return run(cli, import_open_again(cli->db, id, &opts, &err), w, &err);
}

static int undo(struct cli *cli, const char *word, const struct words *w) {
  struct job job;
  struct import_opts opts = options(cli, w, &job);
  struct err err;
  struct buf b = {0};
  int64_t id;
  if (!number_of(word, &id, &err) || !import_undo(cli->db, id, &opts, &err)) return cli_refuse(cli, &err);
  if (cli->json) buf_printf(&b, "{\"id\":%lld,\"state\":\"undone\"}", (long long)id);
  else text_fill(&b, _("Import {1} is taken back."), word);
  int status = cli_json(cli, &b);
  buf_free(&b);
  return status;
}

/* Words that stand where a kind does. */
static const struct {
  const char *word;
  int (*run)(struct cli *, const char *argument, const struct words *);
} verbs[] = {{"resume", resume}, {"undo", undo}};

int cmd_import(struct cli *cli) {
  struct words w = {0};
  const struct cli_option taken[] = {
      {.name = "--map", .takes = true, .value = &w.map},
      {.name = "--check", .value = &w.check},
      {.name = "--skip-bad", .value = &w.skip_bad},
      {.name = "--errors", .takes = true, .value = &w.errors},
      {.name = "--encoding", .takes = true, .value = &w.encoding},
      {.name = "--ignore-unknown", .value = &w.ignore_unknown},
      {.name = "--columns", .value = &w.columns},
  };
  const char *rest[2];
  size_t n;
  struct err err;
  if (cli->argc > 1 && str_eq(cli->argv[1], "events")) return events_import(cli); /* no CSV: its own options */
  if (!cli_parse(cli, taken, COUNT(taken), rest, 1, 2, &n)) return CLI_USAGE;
  if (w.columns) return n == 1 ? say_columns(cli, rest[0]) : cli_usage(cli, _("--columns takes no file."));
  if (n < 2) return cli_usage(cli, _("Name the kind and the file."));
  if (w.errors && str_eq(w.errors, "-")) return cli_usage(cli, _("--errors takes the name of a file: standard output holds the counts."));
  for (size_t i = 0; i < COUNT(verbs); i++)
    if (str_eq(verbs[i].word, rest[0])) return verbs[i].run(cli, rest[1], &w);
  struct job job;
  struct import_opts opts = options(cli, &w, &job);
  opts.kind = rest[0];
  opts.file = rest[1];
  return run(cli, import_open(cli->db, &opts, &err), &w, &err);
}
