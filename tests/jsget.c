/* jsget PATH [FILE]: prints one value of a JSON text, for shell tests. PATH is keys and indexes with dots between, "" the whole;
 * "#" counts an array. Text and numbers plainly, true, false; absent and null as null; an object or array as its kind.
 * Must not: judge what it reads. */
#include "src/base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool read_all(const char *file, struct buf *out) {
  FILE *f = file ? fopen(file, "rb") : stdin;
  if (!f) return false;
  char part[4096];
  for (size_t n; (n = fread(part, 1, sizeof part, f)) > 0;) buf_add(out, part, n);
  bool fine = !ferror(f);
  if (file && fclose(f) != 0) fine = false;
  return fine;
}

static void print(const struct js *v) {
  int64_t number;
  if (js_is_object(v)) puts("object");
  else if (js_is_array(v)) puts("array");
  else if (js_int(v, &number)) printf("%lld\n", (long long)number);
  else if (js_text(v, NULL)) puts(js_text(v, NULL));
  else if (js_bool(v, false) == js_bool(v, true)) puts(js_bool(v, false) ? "true" : "false");
  else puts("null"); /* absent, or neither true nor false: the otherwise came back */
}

int main(int argc, char **argv) {
  struct buf text = {0};
  struct err e = {0};
  if (argc < 2 || !read_all(argc > 2 ? argv[2] : NULL, &text)) return 2;
  struct js *root = js_parse(text.p, text.n, &e);
  if (!root) {
    fprintf(stderr, "jsget: %s\n", e.text);
    return 2;
  }
  const struct js *v = root;
  bool counted = false;
  for (char *step = strtok(argv[1], "."); step; step = strtok(NULL, ".")) {
    if (str_eq(step, "#")) counted = true;
    else v = js_is_array(v) ? js_at(v, strtoul(step, NULL, 10)) : js_get(v, step);
  }
  if (counted) printf("%zu\n", js_count(v));
  else print(v);
  js_free(root);
  buf_free(&text);
  return 0;
}
