/* export events, import events: the own logs into a file for another replica, and what is missing here out of one. */
#include "src/cli/events.h"

#include "src/sync/sync.h"

#include <stdlib.h>
#include <string.h>

static bool read_after(const char *text, uint8_t origin[ORIGIN_BYTES], int64_t *seq, struct err *err) {
  char hex[2 * ORIGIN_BYTES + 1] = "";
  if (strlen(text) > 2 * ORIGIN_BYTES && text[2 * ORIGIN_BYTES] == ':') memcpy(hex, text, 2 * ORIGIN_BYTES);
  return (hex_get(origin, ORIGIN_BYTES, hex) && num_parse(text + 2 * ORIGIN_BYTES + 1, 0, seq) && *seq >= 0) ||
         err_set(err, ERR_EVENTS_AFTER, "after", text);
}

static int say(struct cli *cli, const char *const keys[], const int64_t *values, size_t count) {
  static const char *const titles[][2] = {
      {"events", N_("Events")}, {"new", N_("New")}, {"same", N_("Known already")}, {"parked", N_("Parked")}};
  struct buf b = {0};
  struct jw w = {.out = &b};
  jw_object(&w);
  for (size_t i = 0; i < count; i++) jw_ki(&w, keys[i], values[i]);
  jw_end(&w, '}');
  int status = cli_object(cli, &b, titles, COUNT(titles));
  buf_free(&b);
  return status;
}

int events_export(struct cli *cli) {
  const char *rest[2], *after = NULL;
  const struct cli_option options[] = {{.name = "--after", .takes = true, .value = &after}};
  uint8_t origin[ORIGIN_BYTES];
  int64_t seq = 0, count;
  struct err err;
  size_t n;
  if (!cli_parse(cli, options, COUNT(options), rest, 2, 2, &n)) return CLI_USAGE;
  if ((after && !read_after(after, origin, &seq, &err)) || !events_write(cli->db, rest[1], after ? origin : NULL, seq, &count, &err))
    return cli_refuse(cli, &err);
  static const char *const keys[] = {"events"};
  return say(cli, keys, &count, 1);
}

int events_import(struct cli *cli) {
  static const char *const keys[] = {"events", "new", "same", "parked"};
  const char *rest[2], *accept = NULL;
  const struct cli_option options[] = {{.name = "--accept-key", .value = &accept}};
  struct events_count c;
  struct err err;
  size_t n;
  if (!cli_parse(cli, options, COUNT(options), rest, 2, 2, &n)) return CLI_USAGE;
  if (!events_read(cli->db, cli->store, rest[1], accept != NULL, &c, &err)) return cli_refuse(cli, &err);
  const int64_t values[] = {c.events, c.fresh, c.same, c.parked};
  if (c.parked) cli_warn(cli, _("Some events could not be taken in; they wait here and are tried again with every import."));
  return say(cli, keys, values, COUNT(keys));
}
