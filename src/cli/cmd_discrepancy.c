/* discrepancy: one difference between announced and found: shown, or given an owner, a note, an end. Each change is a document of its
 * own. */
#include "src/cli/cli.h"

#include <stdlib.h>
#include <string.h>

static int show(struct cli *cli, const char *id, struct err *err) {
  static const char *const titles[][2] = {
      {"id", N_("Discrepancy")}, {"kind", N_("Kind")},          {"number", N_("Document")}, {"item", N_("Item")},
      {"carton", N_("Carton")},  {"expected", N_("Should be")}, {"found", N_("Found")},     {"difference", N_("Difference")},
      {"value", N_("Value")},    {"owner", N_("Owner")},        {"state", N_("State")},     {"note", N_("Note")},
      {"reason", N_("Reason")}};
  struct discrepancy d;
  struct doc_row doc;
  struct item item = {0};
  char uuid[37];
  bool found, known = false;
  if (!discrepancy_get(cli->db, err, id, &d, &found)) return cli_refuse(cli, err);
  if (!found) {
    err_set(err, ERR_DISCREPANCY_UNKNOWN, NULL, id);
    return cli_refuse(cli, err);
  }
  if (!docrow_by_id(cli->db, err, d.doc, &doc, &found) || !item_by_id(cli->db, err, d.item, &item, &known)) return cli_refuse(cli, err);
  struct buf b = {0};
  struct jw w = {.out = &b};
  int decimals = known ? item.decimals : 0;
  jw_object(&w);
  jw_kt(&w, "id", d.id);
  jw_kt(&w, "kind", d.kind);
  jw_kt(&w, "document", found ? uuid_format(uuid, doc.uuid) : NULL);
  jw_kt(&w, "number", found ? doc.number : NULL);
  jw_kt(&w, "item", known ? item.code : NULL);
  jw_kt(&w, "carton", *d.carton ? d.carton : NULL);
  jw_kn(&w, "expected", d.expected, decimals);
  jw_kn(&w, "found", d.found, decimals);
  jw_kn(&w, "difference", d.found - d.expected, decimals);
  if (cli->actor.manager) jw_kn(&w, "value", d.value, cli->store->money_decimals);
  jw_kt(&w, "owner", *d.owner ? d.owner : NULL);
  jw_kt(&w, "state", d.state);
  jw_kt(&w, "note", *d.note ? d.note : NULL);
  jw_kt(&w, "reason", *d.reason ? d.reason : NULL);
  jw_end(&w, '}');
  int status = cli_object(cli, &b, titles, COUNT(titles));
  buf_free(&b);
  return status;
}

static bool owner_known(struct cli *cli, const char *owner, struct err *err) {
  unsigned rights;
  bool found;
  if (!owner) return true;
  return staff_rights(cli->db, err, owner, cli->store->code, &rights, &found) && (found || err_set(err, ERR_STAFF_UNKNOWN, NULL, owner));
}

int cmd_discrepancy(struct cli *cli) {
  const char *id[1], *owner = NULL, *note = NULL, *close = NULL, *reason = NULL;
  const struct cli_option options[] = {{.name = "--owner", .takes = true, .value = &owner},
                                       {.name = "--note", .takes = true, .value = &note},
                                       {.name = "--close", .value = &close},
                                       {.name = "--reason", .takes = true, .value = &reason}};
  struct err err;
  size_t n;
  char *number = NULL;
  if (!cli_parse(cli, options, COUNT(options), id, 1, 1, &n)) return CLI_USAGE;
  if (!owner && !note && !close && !reason) return show(cli, id[0], &err);
  bool may = close && !owner && !note ? cli_right_lent(cli, RIGHT_MANAGER, &err) : cli_right(cli, RIGHT_MANAGER, &err);
  if (!may || !owner_known(cli, owner, &err) || !db_begin(cli->db, &err)) return cli_refuse(cli, &err);
  struct resolve r = {.id = id[0], .owner = owner, .note = note, .reason = reason, .close = close != NULL};
  bool ok = ledger_resolve(cli->db, cli->store, &cli->actor, &r, &number, &err) && db_commit(cli->db, &err);
  free(number);
  if (ok) return show(cli, id[0], &err);
  db_rollback(cli->db);
  return cli_refuse(cli, &err);
}
