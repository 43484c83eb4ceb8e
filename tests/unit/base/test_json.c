/* json: what the reader takes and refuses, and the exact bytes of the writer. */
#include "src/base/base.h"

#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

static struct js *parse(const char *text) {
  struct err e = {0};
  struct js *js = js_parse(text, strlen(text), &e);
  if (!js) fail_msg("%s: %s", text, e.text);
  return js;
}

static void reads(void **state) {
  (void)state;
  struct js *js = parse("{\"b\":1,\"a\":[10,-20,\"x\"],\"t\":true,\"n\":null,\"s\":\"\\u996e\\u6599\",\"o\":{}}");
  int64_t v = 0;
  assert_true(js_int(js_get(js, "b"), &v));
  assert_int_equal(v, 1);
  const struct js *a = js_get(js, "a");
  assert_true(js_is_array(a));
  assert_false(js_is_object(a));
  assert_int_equal(js_count(a), 3);
  assert_true(js_int(js_at(a, 1), &v));
  assert_int_equal(v, -20);
  assert_string_equal(js_text(js_at(a, 2), ""), "x");
  assert_null(js_at(a, 3));
  assert_true(js_bool(js_get(js, "t"), false));
  assert_true(js_bool(js_get(js, "b"), true));
  assert_null(js_get(js, "n"));
  assert_null(js_get(js, "none"));
  assert_null(js_get(a, "b"));
  assert_string_equal(js_text(js_get(js, "s"), ""), "饮料");
  assert_string_equal(js_text(js_get(js, "b"), "no text"), "no text");
  assert_string_equal(js_text(NULL, "absent"), "absent");
  assert_false(js_int(js_get(js, "s"), &v));
  assert_false(js_int(NULL, &v));
  assert_int_equal(js_count(js), 0);
  assert_int_equal(js_count(NULL), 0);
  assert_true(js_is_object(js_get(js, "o")));
  assert_null(js_first(js_get(js, "o")));
  js_free(js);
  js_free(NULL);
}

static void members_in_file_order(void **state) {
  (void)state;
  struct js *js = parse("{\"z\":1,\"a\":2,\"m\":3,\"b\":4}");
  struct buf keys = {0};
  int64_t expected = 1, v;
  for (void *i = js_first(js); i; i = js_next(js, i)) {
    buf_adds(&keys, js_key(i));
    assert_true(js_int(js_value(i), &v));
    assert_int_equal(v, expected++);
  }
  assert_string_equal(keys.p, "zamb");
  buf_free(&keys);
  js_free(js);
}

static void integers_are_exact(void **state) {
  (void)state;
  struct js *js = parse("[9223372036854775807,-9223372036854775808,9007199254740993]");
  int64_t v;
  assert_true(js_int(js_at(js, 0), &v));
  assert_int_equal(v, INT64_MAX);
  assert_true(js_int(js_at(js, 1), &v));
  assert_int_equal(v, INT64_MIN);
  assert_true(js_int(js_at(js, 2), &v));
  assert_int_equal(v, 9007199254740993);
  js_free(js);
}

static void refuses(void **state) {
  (void)state;
  static const char *const bad[] = {
      "",
      "{",
      "[1,]",
      "{\"a\":1,\"a\":2}",
      "[1.5]",
      "{\"a\":{\"b\":[1e3]}}",
      "[1E0]",
      "[1] x",
      "[9223372036854775808]",
      "[\"\xff\"]",
      "[\"a\\u0000b\"]",
      "{'a':1}",
      "[NaN]",
      "[01]",
      "[\"\\ud800\"]",
      "{\"\\u0000\":1}",
  };
  for (size_t i = 0; i < COUNT(bad); i++) {
    struct err e = {0};
    if (js_parse(bad[i], strlen(bad[i]), &e)) fail_msg("%s was taken", bad[i]);
    assert_int_equal(e.code, ERR_JSON);
  }
  assert_string_equal(err_name(ERR_JSON), "json");
  struct err e = {0};
  assert_null(js_parse("[1\0]", 4, &e));
  assert_null(js_parse("[1]\0", 4, &e));
}

static void depth(void **state) {
  (void)state;
  char text[200];
  for (int n = 64; n <= 65; n++) {
    struct err e = {0};
    memset(text, '[', (size_t)n);
    memset(text + n, ']', (size_t)n);
    struct js *js = js_parse(text, 2 * (size_t)n, &e);
    assert_int_equal(js != NULL, n == 64);
    js_free(js);
  }
}

static void says_where(void **state) {
  (void)state;
  struct err e = {0};
  assert_null(js_parse("{\n\"a\": x}", 9, &e));
  assert_true(str_starts(e.where, "2:"));
}

static void writes(void **state) {
  (void)state;
  struct buf b = {0};
  struct jw w = {.out = &b};
  jw_object(&w);
  jw_kt(&w, "code", "a\"b\\c");
  jw_ki(&w, "n", INT64_MIN);
  jw_kb(&w, "yes", true);
  jw_kb(&w, "no", false);
  jw_kn(&w, "price", 1250, 2);
  jw_kt(&w, "none", NULL);
  jw_key(&w, "rows");
  jw_array(&w);
  jw_int(&w, 1);
  jw_array(&w);
  jw_end(&w, ']');
  jw_object(&w);
  jw_end(&w, '}');
  jw_text(&w, "饮料\n\t\x01/");
  jw_null(&w);
  jw_bool(&w, true);
  jw_num(&w, -455, 3);
  jw_raw(&w, "{\"x\":1}", 7);
  jw_end(&w, ']');
  jw_key(&w, "k\n");
  jw_int(&w, 0);
  jw_end(&w, '}');
  assert_string_equal(b.p,
                      "{\"code\":\"a\\\"b\\\\c\",\"n\":-9223372036854775808,\"yes\":true,\"no\":false,\"price\":\"12.50\",\"none\":null,"
                      "\"rows\":[1,[],{},\"饮料\\n\\t\\u0001/\",null,true,\"-0.455\",{\"x\":1}],\"k\\n\":0}");
  buf_free(&b);
}

static void mends_bad_utf8(void **state) {
  (void)state;
  struct buf b = {0};
  struct jw w = {.out = &b};
  jw_array(&w);
  jw_text(&w, "a\xff\xe9\xa5z");
  jw_end(&w, ']');
  assert_string_equal(b.p, "[\"a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz\"]");
  struct js *js = parse(b.p);
  js_free(js);
  buf_free(&b);
}

/* Every byte pair as text comes back from our reader as it was, where it is valid UTF-8. */
static void write_and_back(void **state) {
  (void)state;
  for (int i = 1; i < 128; i++) {
    for (int k = 1; k < 128; k++) {
      char text[3] = {(char)i, (char)k, 0};
      struct buf b = {0};
      struct jw w = {.out = &b};
      jw_object(&w);
      jw_kt(&w, text, text);
      jw_end(&w, '}');
      struct js *js = parse(b.p);
      assert_string_equal(js_text(js_get(js, text), "?"), text);
      js_free(js);
      buf_free(&b);
    }
  }
}

static void deep_writer(void **state) {
  (void)state;
  struct buf b = {0}, expected = {0};
  struct jw w = {.out = &b};
  for (int i = 0; i < 63; i++) {
    jw_array(&w);
    jw_int(&w, i % 10);
    buf_printf(&expected, "%s[%d", i ? "," : "", i % 10);
  }
  for (int i = 0; i < 63; i++) {
    jw_end(&w, ']');
    buf_addc(&expected, ']');
  }
  assert_string_equal(b.p, expected.p);
  buf_free(&b);
  buf_free(&expected);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads),
      cmocka_unit_test(members_in_file_order),
      cmocka_unit_test(integers_are_exact),
      cmocka_unit_test(refuses),
      cmocka_unit_test(depth),
      cmocka_unit_test(says_where),
      cmocka_unit_test(writes),
      cmocka_unit_test(mends_bad_utf8),
      cmocka_unit_test(write_and_back),
      cmocka_unit_test(deep_writer),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
