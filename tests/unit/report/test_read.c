/* read: what was written as CSV comes back cell for cell. The JSON expected is written by hand. */
#include "src/report/report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const struct out_column columns[] = {
    {"item", OUT_CODE, "Item"},    {"name", OUT_NAME, "Name"},     {"lines", OUT_INT, "Lines"}, {"qty", OUT_NUM, "Quantity"},
    {"expiry", OUT_DAY, "Expiry"}, {"at", OUT_TIME, NULL},         {"open", OUT_BOOL, "Open"},  {"state", OUT_WORD, NULL},
    {"moved", OUT_CHANGE, NULL},   {NULL, OUT_CODE, "For people"},
};
enum { ITEM, NAME, LINES, QTY, EXPIRY, AT, OPEN, STATE, MOVED };

static char *file_with(const char *text) {
  struct err err = {0};
  char *path = file_temporary(&err);
  assert_non_null(path);
  assert_int_equal(access(path, F_OK), 0);
  assert_true(file_replace(path, text, strlen(text), 0600, &err));
  return path;
}

static char *read_back(const char *path, bool *ok, struct err *err) {
  char *text = NULL;
  size_t n = 0;
  FILE *f = open_memstream(&text, &n);
  assert_non_null(f);
  struct out *o = out_new(columns, COUNT(columns), OUT_AS_JSON, f);
  *ok = out_read(NULL, path, columns, COUNT(columns), o, err);
  if (*ok) assert_true(out_end(o, err));
  else out_drop(o);
  fclose(f);
  return text;
}

static void test_every_type(void **state) {
  (void)state;
  struct err err = {0};
  bool ok;
  /* Columns in another order, one that is not ours, guarded and quoted names, empty cells, numbers of several precisions. */
  char *path = file_with("name,item,other,lines,qty,expiry,at,open,state,moved\n"
                         "\"鲜牛奶 \"\"1L\"\"\",00420,x,12,-0.455,2026-12-01,2026-11-24T02:00:00Z,1,open,-3\n"
                         "'=1+1,B,,,12.50,,,0,,\n");
  char *text = read_back(path, &ok, &err);
  assert_true(ok);
  assert_string_equal(text, "[{\"item\":\"00420\",\"name\":\"鲜牛奶 \\\"1L\\\"\",\"lines\":12,\"qty\":\"-0.455\",\"expiry\":\"2026-12-01\","
                            "\"at\":\"2026-11-24T02:00:00Z\",\"open\":true,\"state\":\"open\",\"moved\":\"-3\"},\n"
                            "{\"item\":\"B\",\"name\":\"=1+1\",\"lines\":null,\"qty\":\"12.50\",\"expiry\":null,\"at\":null,\"open\":false,"
                            "\"state\":null,\"moved\":null}]\n");
  free(text);
  unlink(path);
  free(path);
}

static void test_only_a_header(void **state) {
  (void)state;
  struct err err = {0};
  bool ok;
  char *path = file_with("item,name\n"), *text = read_back(path, &ok, &err);
  assert_true(ok);
  assert_string_equal(text, "[]\n");
  free(text);
  unlink(path);
  free(path);
}

static void test_refused(void **state) {
  (void)state;
  struct err err = {0};
  bool ok;
  char *path = file_with(""), *text = read_back(path, &ok, &err);
  assert_false(ok);
  assert_int_equal(err.code, ERR_FILE_READ);
  free(text);
  unlink(path);
  text = read_back(path, &ok, &err);
  assert_false(ok);
  assert_int_equal(err.code, ERR_FILE_READ);
  free(text);
  free(path);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_type), cmocka_unit_test(test_only_a_header),
                                     cmocka_unit_test(test_refused)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
