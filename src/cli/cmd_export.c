/* export: all rows of a kind into a CSV file that can be imported again. */
#include "src/cli/events.h"

#include <errno.h>
#include <string.h>

struct sheet {
  struct buf csv;
  int64_t rows;
};

static bool add(void *self, const char *const *cell, const bool *text, size_t count) {
  struct sheet *s = self;
  for (size_t i = 0; i < count; i++) {
    if (i) buf_addc(&s->csv, ',');
    csv_field(&s->csv, cell[i], text[i]);
  }
  buf_addc(&s->csv, '\n');
  s->rows++;
  return true;
}

static bool put(struct cli *cli, const struct sheet *s, const char *path, struct err *err) {
  if (!str_eq(path, "-")) return file_replace(path, s->csv.p, s->csv.n, 0644, err);
  if (fwrite(s->csv.p, 1, s->csv.n, cli->out) == s->csv.n && !fflush(cli->out)) return true;
  return err_set(err, ERR_FILE_WRITE, NULL, _("standard output"), err_errno(errno));
}

static int say(struct cli *cli, const char *kind, const char *path, int64_t rows) {
  struct buf b = {0};
  char number[32];
  if (str_eq(path, "-")) return CLI_DONE;
  if (cli->json) {
    struct jw w = {.out = &b};
    jw_object(&w);
    jw_kt(&w, "kind", kind);
    jw_kt(&w, "file", path);
    jw_ki(&w, "rows", rows);
    jw_end(&w, '}');
  } else {
    text_fill(&b, _("Rows written to {2}: {1}."), num_format(number, sizeof number, rows, 0), path);
  }
  int status = cli_json(cli, &b);
  buf_free(&b);
  return status;
}

int cmd_export(struct cli *cli) {
  const char *rest[2];
  size_t n, count;
  struct err err;
  struct sheet s = {0};
  if (cli->argc > 1 && str_eq(cli->argv[1], "events")) return events_export(cli); /* no CSV: its own options */
  if (!cli_parse(cli, NULL, 0, rest, 2, 2, &n)) return CLI_USAGE;
  const struct import_kind *kind = import_kind_find(rest[0], &err);
  if (!kind) return cli_refuse(cli, &err);
  const struct import_field *f = import_kind_fields(kind, &count);
  for (size_t i = 0; i < count; i++) buf_printf(&s.csv, "%s%s", i ? "," : "", f[i].name);
  buf_addc(&s.csv, '\n');
  struct import_opts opts = {.currency = cli->store->currency, .money_decimals = cli->store->money_decimals};
  bool ok = export_rows(cli->db, kind, &opts, add, &s, &err) && put(cli, &s, rest[1], &err);
  int status = ok ? say(cli, rest[0], rest[1], s.rows) : cli_refuse(cli, &err);
  buf_free(&s.csv);
  return status;
}
