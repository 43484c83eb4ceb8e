/* object: one JSON object for programs, the same as lines of title and value for people. */
#include "src/cli/cli.h"

#include <string.h>

/* A plain value as people read it; NULL: nested or absent. */
static const char *plain(const struct js *value, char *room, size_t size) {
  int64_t number;
  if (!value || js_is_object(value) || js_is_array(value)) return NULL;
  const char *text = js_text(value, NULL);
  if (text) return text;
  if (js_int(value, &number)) return num_format(room, size, number, 0);
  return js_bool(value, false) ? _("yes") : _("no");
}

/* A list of texts in one line. */
static const char *joined(const struct js *list, struct buf *room) {
  buf_clear(room);
  for (size_t i = 0; i < js_count(list); i++) {
    const char *text = js_text(js_at(list, i), NULL);
    if (text) text_list(room, text);
  }
  return room->n ? room->p : NULL;
}

/* The kept words and the moments among the values; any other text is somebody's own. */
static const char *for_people(const char *key, const char *value, char *room, size_t size) {
  int64_t at;
  bool bare;
  if (str_eq(key, "kind") || str_eq(key, "state") || str_eq(key, "mode")) return out_word(value);
  return str_eq(key, "at") && time_parse(value, 0, &at, &bare) ? time_local(room, size, at) : value;
}

static int lines(struct cli *cli, const struct js *object, const char *const titles[][2], size_t count, struct err *err) {
  static const struct out_column column[] = {{"what", OUT_CODE, ""}, {"is", OUT_CODE, ""}};
  struct out *out = cli_out(cli, column, COUNT(column), err);
  if (!out) return cli_refuse(cli, err);
  struct buf list = {0};
  for (size_t i = 0; i < count; i++) {
    char room[40];
    const struct js *is = js_get(object, titles[i][0]);
    const char *value = js_is_array(is) ? joined(is, &list) : plain(is, room, sizeof room);
    if (!value) continue;
    out_text(out, 0, cli->csv ? titles[i][0] : text_get(titles[i][1]));
    out_text(out, 1, cli->csv ? value : for_people(titles[i][0], value, room, sizeof room));
    out_row(out);
  }
  buf_free(&list);
  return cli_out_end(cli, out, err);
}

int cli_object(struct cli *cli, const struct buf *json, const char *const titles[][2], size_t count) {
  struct err err;
  if (cli->json) return cli_json(cli, json);
  struct js *object = js_parse(json->p, json->n, &err);
  if (!object) return cli_refuse(cli, &err);
  int status = lines(cli, object, titles, count, &err);
  js_free(object);
  return status;
}
