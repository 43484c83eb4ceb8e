/* err: fills the one error record from codes.def, in the user's language. Owns nothing. */
#include "src/base/base.h"

#include <errno.h>
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

const char *err_errno(int number) {
  static const struct {
    int number;
    const char *text;
  } known[] = {
      {ENOENT, N_("No such file or directory")},
      {EACCES, N_("Permission denied")},
      {EPERM, N_("Operation not permitted")},
      {ENOSPC, N_("No space left on device")},
      {EDQUOT, N_("Disk quota exceeded")},
      {EROFS, N_("Read-only file system")},
      {EISDIR, N_("Is a directory")},
      {ENOTDIR, N_("Not a directory")},
      {EEXIST, N_("File exists")},
      {ENAMETOOLONG, N_("File name too long")},
      {EFBIG, N_("File too large")},
      {EIO, N_("Input/output error")},
      {EMFILE, N_("Too many open files")},
      {EPIPE, N_("Broken pipe")},
      {EINVAL, N_("Invalid argument")},
  };
  for (size_t i = 0; i < COUNT(known); i++)
    if (known[i].number == number) return text_get(known[i].text);
  return strerror(number);
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

void text_count_args(struct buf *out, int64_t n, const char *one, const char *many, const char **args) {
  char number[32];
  args[1] = num_format(number, sizeof number, n, 0);
  text_fill_args(out, text_plural(one, many, n), args);
}

void text_list(struct buf *list, const char *text) {
  if (list->n) buf_adds(list, _(", "));
  buf_adds(list, text);
}

void text_list_all(struct buf *list, const char *joined) {
  for (const char *at = joined; *at;) {
    size_t n = strcspn(at, ",");
    text_list(list, "");
    buf_add(list, at, n);
    at += n;
    at += strspn(at, ", ");
  }
}

void text_list_count(struct buf *list, int64_t n, const char *one, const char *many) {
  struct buf b = {0};
  text_count(&b, n, one, many);
  text_list(list, b.p);
  buf_free(&b);
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
