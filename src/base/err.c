/* err: fills the one error record from codes.def, in the user's language. Owns nothing. */
#include "src/base/base.h"

#include <string.h>

static const struct {
  const char *name, *text, *hint;
} codes[ERR_COUNT] = {
    [ERR_NONE] = {"none", "", ""},
#define CODE(id, name, text, hint) [id] = {name, text, hint},
#include "src/base/codes.def"
#undef CODE
};

const char *err_name(enum err_code code) {
  return codes[code].name;
}

void text_fill_args(struct buf *out, const char *text, const char *const *args) {
  size_t count = 0;
  while (args[count + 1]) count++;
  for (const char *p = text; *p; p++) {
    if (p[0] == '{' && p[1] >= '1' && p[1] <= '9' && p[2] == '}') {
      size_t n = (size_t)(p[1] - '0');
      buf_adds(out, n <= count ? args[n] : "?");
      p += 2;
    } else {
      buf_addc(out, *p);
    }
  }
}

bool err_fill(struct err *e, enum err_code code, const char *where, const char *const *args) {
  struct buf b = {0};
  e->code = code;
  text_fill_args(&b, text_get(codes[code].text), args);
  str_copy(e->text, sizeof e->text, b.p ? b.p : "");
  buf_clear(&b);
  text_fill_args(&b, text_get(codes[code].hint), args);
  str_copy(e->hint, sizeof e->hint, b.p ? b.p : "");
  buf_free(&b);
  str_copy(e->where, sizeof e->where, where ? where : "");
  return false;
}
