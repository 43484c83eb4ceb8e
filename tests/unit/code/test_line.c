/* line: each form of FORMATS "Scans on standard input", and what is refused. */
#include "src/code/code.h"

#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

struct row {
  const char *text;
  enum scan_word word;
  uint64_t n;
  const char *code, *qty, *zone, *time, *option;
};

static void try_rows(const struct row *rows, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const struct row *r = &rows[i];
    struct scan_line l;
    struct err e = {0};
    if (!scan_line_parse(&l, r->text, strlen(r->text), &e)) fail_msg("'%s': %s", r->text, e.text);
    if (l.word != r->word || l.n != r->n || !str_eq(l.code, r->code) || !str_eq(l.qty, r->qty ? r->qty : "") ||
        !str_eq(l.zone, r->zone ? r->zone : "") || !str_eq(l.time, r->time ? r->time : "") || !str_eq(l.option, r->option ? r->option : ""))
      fail_msg("'%s' gave %s, @%d, code '%s', qty '%s', zone '%s', time '%s', option '%s'", r->text, scan_word_name(l.word), (int)l.n,
               l.code, l.qty, l.zone, l.time, l.option);
    scan_line_free(&l);
    assert_null(l.code);
  }
}

static void codes(void **state) {
  (void)state;
  static const struct row rows[] = {
      {.text = "6901234567892", .word = SCAN_CODE, .code = "6901234567892"},
      {.text = "6901234567892\r\n", .word = SCAN_CODE, .code = "6901234567892"},
      {.text = "  6901234567892 \t", .word = SCAN_CODE, .code = "6901234567892"},
      {.text = "５*６９０", .word = SCAN_CODE, .code = "690", .qty = "5"},
      {.text = "5", .word = SCAN_CODE, .code = "5"}, /* a bare number is always a code */
      {.text = "-1", .word = SCAN_CODE, .code = "-1"},
      {.text = "5*6901234567892", .word = SCAN_CODE, .code = "6901234567892", .qty = "5"},
      {.text = "5＊6901234567892", .word = SCAN_CODE, .code = "6901234567892", .qty = "5"},
      {.text = "5×6901234567892", .word = SCAN_CODE, .code = "6901234567892", .qty = "5"},
      {.text = "0.455*00242", .word = SCAN_CODE, .code = "00242", .qty = "0.455"},
      {.text = "-1*00242", .word = SCAN_CODE, .code = "00242", .qty = "-1"},
      {.text = "6901234567892,12", .word = SCAN_CODE, .code = "6901234567892", .qty = "12"},
      {.text = "6901234567892，12", .word = SCAN_CODE, .code = "6901234567892", .qty = "12"},
      {.text = "6901234567892,0.455,A1", .word = SCAN_CODE, .code = "6901234567892", .qty = "0.455", .zone = "A1"},
      {.text = "6901234567892,1,A1,14:41:03", .word = SCAN_CODE, .code = "6901234567892", .qty = "1", .zone = "A1", .time = "14:41:03"},
      {.text = "6901234567892,1,,14:41:03", .word = SCAN_CODE, .code = "6901234567892", .qty = "1", .time = "14:41:03"},
      {.text = "6901234567892 # the last box", .word = SCAN_CODE, .code = "6901234567892"},
      {.text = "A#1", .word = SCAN_CODE, .code = "A#1"},
      {.text = "]C1010690123456789210A,B*C # D", .word = SCAN_CODE, .code = "]C1010690123456789210A,B*C # D"},
      {.text = "010690123456789210A,B\03517261231", .word = SCAN_CODE, .code = "010690123456789210A,B\03517261231"},
      {.text = "(01)06901234567892(10)AB", .word = SCAN_CODE, .code = "(01)06901234567892(10)AB"},
      {.text = "raw done", .word = SCAN_CODE, .code = "done"},
      {.text = "raw 5*6,7 # 8", .word = SCAN_CODE, .code = "5*6,7 # 8"},
      {.text = "RAW  two blanks", .word = SCAN_CODE, .code = " two blanks"},
      {.text = "raw ]C110A\03521B", .word = SCAN_CODE, .code = "]C110A\03521B"},
      {.text = "rawdone", .word = SCAN_CODE, .code = "rawdone"},
      {.text = "done1", .word = SCAN_CODE, .code = "done1"},
      {.text = "@7 6901234567892", .word = SCAN_CODE, .n = 7, .code = "6901234567892"},
      {.text = "@18 5*6901234567892", .word = SCAN_CODE, .n = 18, .code = "6901234567892", .qty = "5"},
      {.text = "@2 ]C110A", .word = SCAN_CODE, .n = 2, .code = "]C110A"},
      {.text = "@999999999999999999 raw @1", .word = SCAN_CODE, .n = 999999999999999999, .code = "@1"},
  };
  try_rows(rows, COUNT(rows));
}

static void words(void **state) {
  (void)state;
  static const struct row rows[] = {
      {.text = "qty 3", .word = SCAN_QTY, .code = "", .qty = "3"},
      {.text = "qty 0.455 # weighed", .word = SCAN_QTY, .code = "", .qty = "0.455"},
      {.text = "ＱＴＹ　１２", .word = SCAN_QTY, .code = "", .qty = "12"},
      {.text = "undo", .word = SCAN_UNDO, .code = ""},
      {.text = "Undo # wrong", .word = SCAN_UNDO, .code = ""},
      {.text = "damaged", .word = SCAN_DAMAGED, .code = ""},
      {.text = "damaged 2", .word = SCAN_DAMAGED, .code = "", .qty = "2"},
      {.text = "lot L-1 #2", .word = SCAN_LOT, .code = "L-1 #2"},
      {.text = "lot -", .word = SCAN_LOT, .code = "-"},
      {.text = "produced 2026-11-01", .word = SCAN_PRODUCED, .code = "2026-11-01"},
      {.text = "expiry 2026/12/31", .word = SCAN_EXPIRY, .code = "2026/12/31"},
      {.text = "expiry 20261231", .word = SCAN_EXPIRY, .code = "20261231"},
      {.text = "expiry -", .word = SCAN_EXPIRY, .code = "-"},
      {.text = "reason BROKEN", .word = SCAN_REASON, .code = "BROKEN"},
      {.text = "short", .word = SCAN_SHORT, .code = ""},
      {.text = "carton 00376104250021234569", .word = SCAN_CARTON, .code = "00376104250021234569"},
      {.text = "carton 00376104250021234569 accept", .word = SCAN_CARTON, .code = "00376104250021234569", .option = "accept"},
      {.text = "carton 00376104250021234569 damaged", .word = SCAN_CARTON, .code = "00376104250021234569", .option = "damaged"},
      {.text = "carton -", .word = SCAN_CARTON_LEAVE, .code = "-"},
      {.text = "total", .word = SCAN_TOTAL, .code = ""},
      {.text = "driver 张三 京A12345", .word = SCAN_DRIVER, .code = "张三 京A12345"},
      {.text = "seal 0099", .word = SCAN_SEAL, .code = "0099"},
      {.text = "crates BLUE 12", .word = SCAN_CRATES, .code = "BLUE", .qty = "12"},
      {.text = "more", .word = SCAN_MORE, .code = ""},
      {.text = "@3 done", .word = SCAN_DONE, .n = 3, .code = ""},
  };
  try_rows(rows, COUNT(rows));
}

static void nothing(void **state) {
  (void)state;
  static const struct row rows[] = {
      {.text = "", .word = SCAN_NOTHING, .code = ""},           {.text = "\r\n", .word = SCAN_NOTHING, .code = ""},
      {.text = " \t　", .word = SCAN_NOTHING, .code = ""},      {.text = "# all of it 5*6", .word = SCAN_NOTHING, .code = ""},
      {.text = "@4", .word = SCAN_NOTHING, .n = 4, .code = ""}, {.text = "  # x", .word = SCAN_NOTHING, .code = ""},
  };
  try_rows(rows, COUNT(rows));
}

static const struct {
  const char *text, *why; /* a piece of what is said */
} wrong[] = {
    {"qty", "a number is missing"},
    {"qty x", "a number is missing"},
    {"qty 1e3", "a number is missing"},
    {"qty 1 2", "more on the line"},
    {"undo 3", "more on the line"},
    {"damaged two", "a number is missing"},
    {"lot", "text is missing"},
    {"driver  ", "text is missing"},
    {"produced", "a real date"},
    {"produced 2026-02-30", "a real date"},
    {"expiry tomorrow", "a real date"},
    {"reason", "a code is missing"},
    {"reason # none", "a code is missing"},
    {"carton", "a code is missing"},
    {"carton 123 keep", "accept or damaged"},
    {"carton - accept", "more on the line"},
    {"carton 1 accept 2", "more on the line"},
    {"crates BLUE", "a number is missing"},
    {"crates", "a code is missing"},
    {"done now", "more on the line"},
    {"dammaged 2", "no word known"},
    {"690 123", "no word known"},
    {"x*690", "before * is not a number"},
    {"*690", "before * is not a number"},
    {"5*", "the code is missing"},
    {",5", "the code is missing"},
    {"690,", "after the code is not a number"},
    {"690,x", "after the code is not a number"},
    {"690,1,a,b,c", "more than code, quantity, zone and time"},
    {"5*690,2", "two quantities"},
    {"raw", "the code is missing"},
    {"raw  ", "the code is missing"},
    {"@", "line's number"},
    {"@x 690", "line's number"},
    {"@0 690", "numbered from 1"},
    {"@5690", NULL},
    {"@1234567890123456789 690", "line's number"},
    {"@5x 690", "line's number"},
};

static void refused(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(wrong); i++) {
    struct scan_line l;
    struct err e = {0};
    bool fine = scan_line_parse(&l, wrong[i].text, strlen(wrong[i].text), &e);
    if (!wrong[i].why) { /* a number and nothing to do */
      assert_true(fine);
      assert_int_equal(l.word, SCAN_NOTHING);
      scan_line_free(&l);
      continue;
    }
    if (fine) fail_msg("'%s' was taken", wrong[i].text);
    assert_int_equal(e.code, ERR_SCAN_LINE);
    if (!strstr(e.text, wrong[i].why)) fail_msg("'%s': %s", wrong[i].text, e.text);
    assert_null(l.code);
  }
}

static void bytes_no_line_has(void **state) {
  (void)state;
  struct scan_line l;
  struct err e = {0};
  assert_false(scan_line_parse(&l, "690\0 1", 6, &e));
  assert_non_null(strstr(e.text, "zero byte"));
  assert_false(scan_line_parse(&l, "690\n1", 5, &e));
  assert_non_null(strstr(e.text, "end of line"));
  char text[5000];
  memset(text, '5', sizeof text);
  assert_false(scan_line_parse(&l, text, sizeof text, &e));
  assert_non_null(strstr(e.text, "too long"));
  assert_true(scan_line_parse(&l, text, 4096, &e));
  assert_int_equal(strlen(l.code), 4096);
  scan_line_free(&l);
}

/* Control characters of a gun never reach the sentence shown. */
static void refusals_are_clean(void **state) {
  (void)state;
  struct scan_line l;
  struct err e;
  const char *text = "qty \x1B[2J\x07";
  assert_false(scan_line_parse(&l, text, strlen(text), &e));
  assert_null(strchr(e.text, 0x1B));
  assert_null(strchr(e.text, 0x07));
}

static void names(void **state) {
  (void)state;
  static const char *const all[] = {"",      "scan",   "qty",    "undo",  "damaged", "lot",  "produced", "expiry", "reason",
                                    "short", "carton", "carton", "total", "driver",  "seal", "crates",   "more",   "done"};
  assert_int_equal(COUNT(all), SCAN_DONE + 1);
  for (size_t i = 0; i < COUNT(all); i++) assert_string_equal(scan_word_name((enum scan_word)i), all[i]);
}

static void anything_is_survived(void **state) {
  (void)state;
  static const char *const bits[] = {"@",   "1",    "5*", " ", ",",  "raw",  "carton", "qty",   "-",
                                     "]C1", "\035", "#",  "×", "＊", "\xFF", "accept", "expiry"};
  uint64_t seed = 20261124;
  for (size_t round = 0; round < 40000; round++) {
    struct buf b = {0};
    buf_adds(&b, "");
    for (size_t parts = round % 9; parts > 0; parts--) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      if ((seed >> 20) & 3) buf_adds(&b, bits[(seed >> 33) % COUNT(bits)]);
      else buf_addc(&b, (char)(seed >> 40));
    }
    struct scan_line l;
    struct err e = {0};
    if (scan_line_parse(&l, b.p, b.n, &e)) {
      assert_non_null(l.code);
      assert_true(l.word != SCAN_CODE || *l.code);
      scan_line_free(&l);
    } else {
      assert_int_equal(e.code, ERR_SCAN_LINE);
    }
    buf_free(&b);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(codes),
      cmocka_unit_test(words),
      cmocka_unit_test(nothing),
      cmocka_unit_test(refused),
      cmocka_unit_test(bytes_no_line_has),
      cmocka_unit_test(refusals_are_clean),
      cmocka_unit_test(names),
      cmocka_unit_test(anything_is_survived),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
