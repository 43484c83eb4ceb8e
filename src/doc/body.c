/* body: a document in memory and its bytes. The bytes are written once, when it is posted, and are what the hash chain covers.
 * Must not: judge what a document means; the kinds do. */
#include "src/doc/doc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- in memory */

struct doc *doc_new(const struct doc_kind *kind) {
  struct doc *d = xcalloc(1, sizeof *d);
  d->kind = kind;
  d->day = DAY_NONE;
  d->number = xstrdup("");
  d->store = xstrdup("");
  d->who = xstrdup("");
  d->seat = xstrdup("");
  d->head = xcalloc(kind->head_count, sizeof *d->head);
  return d;
}

static void values_free(struct value *value, size_t count) {
  for (size_t i = 0; i < count; i++) free(value[i].s);
  free(value);
}

void doc_free(struct doc *d) {
  if (!d) return;
  for (size_t i = 0; i < d->line_count; i++) values_free(d->line[i].value, d->kind->line_count);
  for (size_t i = 0; i < d->parent_count; i++) free(d->parent[i].ref);
  values_free(d->head, d->kind->head_count);
  free(d->line);
  free(d->parent);
  free(d->number);
  free(d->store);
  free(d->who);
  free(d->approved_by);
  free(d->seat);
  free(d);
}

static bool full(size_t count) {
  return (count & (count - 1)) == 0; /* room doubles: 1, 2, 4 … */
}

size_t doc_line_add(struct doc *d) {
  if (full(d->line_count)) d->line = xrealloc(d->line, d->line_count ? 2 * d->line_count : 1, sizeof *d->line);
  d->line[d->line_count].value = xcalloc(d->kind->line_count, sizeof(struct value));
  return d->line_count++;
}

void doc_parent_add(struct doc *d, const char *kind, const char *ref) {
  d->parent = xrealloc(d->parent, d->parent_count + 1, sizeof *d->parent);
  struct doc_parent *p = &d->parent[d->parent_count++];
  str_copy(p->kind, sizeof p->kind, kind);
  p->ref = xstrdup(ref);
}

void doc_parent_doc(struct doc *d, const uint8_t parent[UUID_BYTES]) {
  char uuid[2 * UUID_BYTES + 1];
  hex_put(uuid, parent, UUID_BYTES);
  doc_parent_add(d, "doc", uuid);
}

void value_text(struct value *v, const char *text) {
  free(v->s);
  v->set = !str_empty(text);
  v->s = v->set ? xstrdup(text) : NULL;
}

void value_int(struct value *v, int64_t i) {
  v->set = true;
  v->i = i;
}

const char *value_get(const struct value *v) {
  return v->s ? v->s : "";
}

/* ---- to bytes */

static void write_values(struct jw *w, const struct field *field, const struct value *value, size_t count) {
  jw_object(w);
  for (size_t i = 0; i < count; i++) {
    if (!value[i].set) continue;
    if (FIELD_IS_TEXT(field[i].type)) {
      jw_kt(w, field[i].name, value[i].s);
    } else if (field[i].type == FIELD_BOOL) {
      jw_kb(w, field[i].name, value[i].i != 0);
    } else {
      jw_ki(w, field[i].name, value[i].i);
    }
  }
  jw_end(w, '}');
}

static void write_identity(struct jw *w, const struct doc *d) {
  char uuid[2 * UUID_BYTES + 1];
  hex_put(uuid, d->uuid, UUID_BYTES);
  jw_kt(w, "kind", d->kind->code);
  jw_ki(w, "v", d->kind->version);
  jw_kt(w, "doc", uuid);
  jw_kt(w, "number", d->number);
  jw_kt(w, "store", d->store);
  jw_ki(w, "at", d->at);
  jw_ki(w, "day", d->day);
  jw_ki(w, "offset", d->offset);
  jw_kt(w, "who", d->who);
  if (d->approved_by) jw_kt(w, "approved", d->approved_by);
  jw_kt(w, "seat", d->seat);
  if (!d->has_part_of) return;
  hex_put(uuid, d->part_of, UUID_BYTES);
  jw_kt(w, "part_of", uuid);
}

void doc_write(const struct doc *d, struct buf *out) {
  struct jw w = {.out = out};
  jw_object(&w);
  write_identity(&w, d);
  jw_key(&w, "parents");
  jw_array(&w);
  for (size_t i = 0; i < d->parent_count; i++) {
    jw_array(&w);
    jw_text(&w, d->parent[i].kind);
    jw_text(&w, d->parent[i].ref);
    jw_end(&w, ']');
  }
  jw_end(&w, ']');
  jw_key(&w, "head");
  write_values(&w, d->kind->head, d->head, d->kind->head_count);
  jw_key(&w, "lines");
  jw_array(&w);
  for (size_t i = 0; i < d->line_count; i++) write_values(&w, d->kind->line, d->line[i].value, d->kind->line_count);
  jw_end(&w, ']');
  jw_end(&w, '}');
}

/* ---- from bytes */

static bool bad(struct err *e, const char *where, const char *why) {
  return err_set(e, ERR_BODY, where, why);
}

static bool in_day_range(int64_t v) {
  return v >= INT32_MIN && v <= INT32_MAX;
}

static bool read_value(const struct js *js, const struct field *field, struct value *v) {
  if (FIELD_IS_TEXT(field->type)) {
    value_text(v, js_text(js, NULL));
    return v->set;
  }
  v->set = true;
  if (field->type == FIELD_BOOL) {
    v->i = js_bool(js, false);
    return js_bool(js, true) == js_bool(js, false);
  }
  return js_int(js, &v->i) && (field->type != FIELD_DAY || in_day_range(v->i));
}

static bool read_values(const struct js *js, const struct field *field, struct value *value, size_t count, const char *where, size_t line,
                        struct err *e) {
  for (size_t i = 0; i < count; i++) {
    const struct js *member = js_get(js, field[i].name);
    if (member ? read_value(member, &field[i], &value[i]) : !field[i].required) continue;
    char place[64];
    snprintf(place, sizeof place, line ? "%s[%zu].%s" : "%s%.0zu.%s", where, line, field[i].name);
    return bad(e, place, member ? _("a field has the wrong type") : _("a field is missing"));
  }
  return true;
}

static bool need_int(const struct js *js, const char *key, int64_t *out, struct err *e) {
  return js_int(js_get(js, key), out) || bad(e, key, _("a field is missing"));
}

static bool need_text(const struct js *js, const char *key, char **out, struct err *e) {
  const char *text = js_text(js_get(js, key), NULL);
  if (!text) return bad(e, key, _("a field is missing"));
  free(*out);
  *out = xstrdup(text);
  return true;
}

static bool read_head(const struct js *js, struct doc_head *h, struct err *e) {
  int64_t day;
  if (!str_copy(h->kind, sizeof h->kind, js_text(js_get(js, "kind"), "")) || !h->kind[0]) return bad(e, "kind", _("a field is missing"));
  if (!str_copy(h->store, sizeof h->store, js_text(js_get(js, "store"), ""))) return bad(e, "store", _("a field has the wrong type"));
  if (!need_int(js, "v", &h->version, e) || !need_int(js, "at", &h->at, e) || !need_int(js, "day", &day, e)) return false;
  if (!in_day_range(day)) return bad(e, "day", _("a field has the wrong type"));
  h->day = (int32_t)day;
  return hex_get(h->uuid, UUID_BYTES, js_text(js_get(js, "doc"), "")) || bad(e, "doc", _("a field is missing"));
}

bool doc_read_head(const void *bytes, size_t n, struct doc_head *h, struct err *e) {
  struct js *js = js_parse(bytes, n, e);
  bool ok = js && read_head(js, h, e);
  js_free(js);
  return ok;
}

static bool read_parents(const struct js *parents, struct doc *d, struct err *e) {
  for (size_t i = 0; i < js_count(parents); i++) {
    const char *kind = js_text(js_at(js_at(parents, i), 0), ""), *ref = js_text(js_at(js_at(parents, i), 1), "");
    if (!*kind || strlen(kind) >= sizeof d->parent->kind || !*ref) return bad(e, "parents", _("a field has the wrong type"));
    doc_parent_add(d, kind, ref);
  }
  return true;
}

static bool read_identity(const struct js *js, const struct doc_head *h, struct doc *d, struct err *e) {
  int64_t offset;
  memcpy(d->uuid, h->uuid, UUID_BYTES);
  d->at = h->at;
  d->day = h->day;
  if (!need_text(js, "number", &d->number, e) || !need_text(js, "store", &d->store, e) || !need_text(js, "who", &d->who, e) ||
      !need_text(js, "seat", &d->seat, e) || !need_int(js, "offset", &offset, e))
    return false;
  if (offset < -1440 || offset > 1440) return bad(e, "offset", _("a field has the wrong type"));
  d->offset = (int)offset;
  if (js_get(js, "approved") && !need_text(js, "approved", &d->approved_by, e)) return false;
  const struct js *whole = js_get(js, "part_of");
  d->has_part_of = whole != NULL;
  return !whole || hex_get(d->part_of, UUID_BYTES, js_text(whole, "")) || bad(e, "part_of", _("a field has the wrong type"));
}

static bool read_whole(const struct js *js, const struct doc_head *h, struct doc *d, struct err *e) {
  const struct js *lines = js_get(js, "lines");
  if (!read_identity(js, h, d, e) || !read_parents(js_get(js, "parents"), d, e)) return false;
  if (!read_values(js_get(js, "head"), d->kind->head, d->head, d->kind->head_count, "head", 0, e)) return false;
  if (!js_is_array(lines) || js_count(lines) > DOC_LINES_MOST) return bad(e, "lines", _("there are no lines, or too many"));
  for (size_t i = 0; i < js_count(lines); i++) {
    size_t n = doc_line_add(d);
    if (!read_values(js_at(lines, i), d->kind->line, d->line[n].value, d->kind->line_count, "lines", i + 1, e)) return false;
  }
  return h->version == d->kind->version || d->kind->upcast((int)h->version, d, e);
}

static const struct doc_kind *known_kind(const struct doc_head *h, struct err *e) {
  const struct doc_kind *kind = doc_kind_find(h->kind);
  char version[24];
  snprintf(version, sizeof version, "%lld", (long long)h->version);
  if (!kind) {
    err_set(e, ERR_BODY_KIND, NULL, h->kind);
  } else if (h->version > kind->version) {
    err_set(e, ERR_BODY_NEWER, NULL, _(kind->name), version);
  } else if (h->version < 1) {
    bad(e, "v", _("a field has the wrong type"));
  } else {
    return kind;
  }
  return NULL;
}

struct doc *doc_read(const void *bytes, size_t n, struct err *e) {
  struct doc_head h;
  if (n > DOC_BYTES_MOST) {
    bad(e, NULL, _("it is larger than 1 MiB"));
    return NULL;
  }
  struct js *js = js_parse(bytes, n, e);
  const struct doc_kind *kind = js && read_head(js, &h, e) ? known_kind(&h, e) : NULL;
  struct doc *d = kind ? doc_new(kind) : NULL;
  if (d && !read_whole(js, &h, d, e)) {
    doc_free(d);
    d = NULL;
  }
  js_free(js);
  return d;
}
