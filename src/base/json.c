/* json: reads through jansson behind an opaque tree (struct js is its json_t), writes a stream of deterministic bytes.
 * Must not: let a real number, a duplicate key or a deep tree in. */
#include "src/base/base.h"

#include <assert.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

enum { DEPTH_MOST = 64 };

static const json_t *tree(const struct js *js) {
  return (const json_t *)js;
}

static const struct js *leaf(const json_t *json) {
  return (const struct js *)json;
}

/* jansson's own look-ups take no const tree; they do not write. */
static json_t *loose(const struct js *js) {
  union {
    const struct js *in;
    json_t *out;
  } u = {js};
  return u.out;
}

/* What is wrong anywhere below, or NULL. */
static const char *tree_problem(json_t *json, int depth) {
  const char *key, *problem = NULL;
  json_t *value;
  size_t i;
  if (json_is_real(json)) return N_("a number with a fraction or an exponent stands where only whole numbers may");
  if ((json_is_object(json) || json_is_array(json)) && depth > DEPTH_MOST) return N_("it is nested more than 64 deep");
  json_object_foreach(json, key, value) {
    if ((problem = tree_problem(value, depth + 1))) return problem;
  }
  json_array_foreach(json, i, value) {
    if ((problem = tree_problem(value, depth + 1))) return problem;
  }
  return NULL;
}

struct js *js_parse(const void *bytes, size_t n, struct err *e) {
  json_error_t error;
  if (n > 0 && memchr(bytes, 0, n)) { /* jansson skips it behind a number */
    err_set(e, ERR_JSON, NULL, _("a NUL byte stands in it"));
    return NULL;
  }
  json_t *json = json_loadb(bytes, n, JSON_REJECT_DUPLICATES, &error);
  if (!json) {
    char where[64];
    snprintf(where, sizeof where, "%d:%d", error.line, error.column);
    err_set(e, ERR_JSON, where, error.text);
    return NULL;
  }
  const char *problem = tree_problem(json, 1);
  if (problem) {
    err_set(e, ERR_JSON, NULL, _(problem));
    json_decref(json);
    return NULL;
  }
  return (struct js *)json;
}

void js_free(struct js *js) {
  json_decref((json_t *)js);
}

const struct js *js_get(const struct js *object, const char *key) {
  const json_t *value = json_object_get(tree(object), key);
  return json_is_null(value) ? NULL : leaf(value);
}

size_t js_count(const struct js *array) {
  return json_array_size(tree(array));
}

const struct js *js_at(const struct js *array, size_t i) {
  return leaf(json_array_get(tree(array), i));
}

const char *js_text(const struct js *js, const char *otherwise) {
  return json_is_string(tree(js)) ? json_string_value(tree(js)) : otherwise;
}

bool js_int(const struct js *js, int64_t *out) {
  if (!json_is_integer(tree(js))) return false;
  *out = json_integer_value(tree(js));
  return true;
}

bool js_bool(const struct js *js, bool otherwise) {
  const json_t *json = tree(js);
  return json_is_boolean(json) ? json_is_true(json) : otherwise;
}

bool js_is_object(const struct js *js) {
  return json_is_object(tree(js));
}

bool js_is_array(const struct js *js) {
  return json_is_array(tree(js));
}

void *js_first(const struct js *object) {
  return json_object_iter(loose(object));
}

void *js_next(const struct js *object, void *i) {
  return json_object_iter_next(loose(object), i);
}

const char *js_key(void *i) {
  return json_object_iter_key(i);
}

const struct js *js_value(void *i) {
  return leaf(json_object_iter_value(i));
}

/* ---- writing. The bit of a depth in `some` says whether its next value needs a comma before it; a key takes it back for its value. */

static uint64_t due(const struct jw *w) {
  return (uint64_t)1 << w->depth;
}

static void value_begin(struct jw *w) {
  if (w->some & due(w)) buf_addc(w->out, ',');
  w->some |= due(w);
}

static void open_bracket(struct jw *w, char bracket) {
  value_begin(w);
  buf_addc(w->out, bracket);
  w->depth++;
  assert(w->depth < 64);
  w->some &= ~due(w);
}

void jw_object(struct jw *w) {
  open_bracket(w, '{');
}

void jw_array(struct jw *w) {
  open_bracket(w, '[');
}

void jw_end(struct jw *w, char bracket) {
  assert(w->depth > 0);
  w->depth--;
  buf_addc(w->out, bracket);
}

static void put_escaped(struct buf *out, unsigned char c) {
  static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
  const char *found = memchr(from, c, sizeof from - 1);
  if (found) {
    buf_addc(out, '\\');
    buf_addc(out, to[found - from]);
  } else {
    buf_printf(out, "\\u%04x", c);
  }
}

static bool is_plain(unsigned char c) {
  return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

static void put_text(struct buf *out, const char *s) {
  const char *end = s + strlen(s);
  buf_addc(out, '"');
  while (s < end) {
    const char *run = s;
    while (s < end && is_plain((unsigned char)*s)) s++;
    buf_add(out, run, (size_t)(s - run));
    if (s == end) break;
    if ((unsigned char)*s < 0x80) {
      put_escaped(out, (unsigned char)*s++);
    } else {
      char utf8[4];
      buf_add(out, utf8, utf8_put(utf8, utf8_next(&s, end)));
    }
  }
  buf_addc(out, '"');
}

void jw_key(struct jw *w, const char *key) {
  value_begin(w);
  put_text(w->out, key);
  buf_addc(w->out, ':');
  w->some &= ~due(w);
}

void jw_text(struct jw *w, const char *value) {
  if (!value) {
    jw_null(w);
    return;
  }
  value_begin(w);
  put_text(w->out, value);
}

void jw_int(struct jw *w, int64_t value) {
  value_begin(w);
  buf_printf(w->out, "%lld", (long long)value);
}

void jw_bool(struct jw *w, bool value) {
  value_begin(w);
  buf_adds(w->out, value ? "true" : "false");
}

void jw_null(struct jw *w) {
  value_begin(w);
  buf_adds(w->out, "null");
}

void jw_num(struct jw *w, int64_t value, int decimals) {
  char text[32];
  jw_text(w, num_format(text, sizeof text, value, decimals));
}

void jw_raw(struct jw *w, const char *json, size_t n) {
  value_begin(w);
  buf_add(w->out, json, n);
}

void jw_kt(struct jw *w, const char *key, const char *value) {
  jw_key(w, key);
  jw_text(w, value);
}

void jw_ki(struct jw *w, const char *key, int64_t value) {
  jw_key(w, key);
  jw_int(w, value);
}

void jw_kb(struct jw *w, const char *key, bool value) {
  jw_key(w, key);
  jw_bool(w, value);
}

void jw_kn(struct jw *w, const char *key, int64_t value, int decimals) {
  jw_key(w, key);
  jw_num(w, value, decimals);
}
