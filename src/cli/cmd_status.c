/* status: who this store is and what waits for headquarters. Without a headquarters everything waits. */
#include "src/cli/cli.h"

#include <stdlib.h>

static const char *const titles[][2] = {
    {"store", N_("Store")},
    {"origin", N_("Origin")},
    {"pending", N_("Documents waiting to be sent")},
    {"oldest_pending_s", N_("Seconds the oldest waits")},
    {"parked", N_("Events parked")},
    {"schema", N_("Schema")},
    {"version", N_("Version")},
};

static bool status_json(struct cli *cli, struct jw *w, struct err *err) {
  struct rows r;
  char *origin;
  int64_t parked, schema, pending = 0, oldest = -1;
  if (!db_text(cli->db, err, &origin, SQL_STATUS_ORIGIN)) return false;
  bool ok = rows_open(&r, cli->db, err, SQL_STATUS_PENDING);
  if (ok) {
    if (rows_next(&r)) pending = rows_int(&r, 0);
    if (pending) oldest = (db_now(cli->db) - rows_int(&r, 1)) / 1000000;
    ok = rows_close(&r, err);
  }
  ok = ok && db_int(cli->db, err, &parked, 0, SQL_STATUS_PARKED) && db_int(cli->db, err, &schema, 0, SQL_USER_VERSION);
  if (ok) {
    jw_object(w);
    jw_kt(w, "store", cli->store->code);
    jw_kt(w, "origin", origin);
    jw_ki(w, "pending", pending);
    jw_key(w, "oldest_pending_s");
    if (oldest >= 0) jw_int(w, oldest);
    else jw_null(w);
    jw_kt(w, "last_contact", NULL);
    jw_ki(w, "parked", parked);
    jw_kb(w, "forked", false);
    jw_kt(w, "clock_offset_s", NULL);
    jw_ki(w, "schema", schema);
    jw_kt(w, "version", CLI_VERSION);
    jw_end(w, '}');
  }
  free(origin);
  return ok;
}

int cmd_status(struct cli *cli) {
  struct err err;
  struct buf json = {0};
  struct jw w = {.out = &json};
  size_t n;
  if (!cli_parse(cli, NULL, 0, NULL, 0, 0, &n)) return CLI_USAGE;
  int status = status_json(cli, &w, &err) ? cli_object(cli, &json, titles, COUNT(titles)) : cli_refuse(cli, &err);
  buf_free(&json);
  return status;
}
