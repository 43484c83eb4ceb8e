/* csv: every way a file may be dirty. Expected cells are written out by hand: cells end in '|', rows in '\n', a bad row is "!\n". */
#include "src/base/base.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

static struct csv *given(const void *bytes, size_t n, const char *encoding) {
  struct err e = {0};
  struct csv *c = csv_memory(bytes, n, encoding, 0, &e);
  if (!c) fail_msg("%s", e.text);
  return c;
}

/* All rows as "ROW:cell|cell|\n". */
static char *rows_of(struct csv *c) {
  struct buf b = {0};
  struct csv_row r;
  while (csv_next(c, &r)) {
    buf_printf(&b, "%u:", r.row);
    if (r.problem) buf_addc(&b, '!');
    assert_true(!r.problem || r.count == 0);
    for (size_t i = 0; i < r.count; i++) buf_printf(&b, "%s|", r.cell[i]);
    buf_addc(&b, '\n');
  }
  assert_false(csv_next(c, &r));
  csv_close(c);
  return buf_take(&b);
}

static void expect_bytes(const void *bytes, size_t n, const char *encoding, const char *found, const char *rows) {
  struct csv *c = given(bytes, n, encoding);
  assert_string_equal(csv_encoding(c), found);
  char *got = rows_of(c);
  assert_string_equal(got, rows);
  free(got);
}

static void expect(const char *text, const char *rows) {
  expect_bytes(text, strlen(text), NULL, "UTF-8", rows);
}

static void plain(void **state) {
  (void)state;
  expect("item,name\n001,可乐\n002,饼干\n", "1:item|name|\n2:001|可乐|\n3:002|饼干|\n");
  expect("item,name\n001,可乐", "1:item|name|\n2:001|可乐|\n");            /* no last line end */
  expect("item,name\r\n001,\r\n,x\r\n", "1:item|name|\n2:001||\n3:|x|\n"); /* CR LF */
  expect("item,name\r001,a\r", "1:item|name|\n2:001|a|\n");                /* old Macintosh */
  expect("a,b\n1\rx,2\n", "1:a|b|\n2:1 x|2|\n");                           /* a lone CR is a blank */
  expect("a,b\n1,2,3\n4\n", "1:a|b|\n2:1|2|3|\n3:4|\n");                   /* too many, too few: the caller's to judge */
  expect("a\n1\n2\n", "1:a|\n2:1|\n3:2|\n");
}

static void nothing_in_it(void **state) {
  (void)state;
  expect("", "");
  expect("\n\n\r\n  \n", "");
  expect("\xEF\xBB\xBF", "");
  expect("item,name\n", "1:item|name|\n");
  expect("item,name", "1:item|name|\n");
}

static void blanks(void **state) {
  (void)state;
  expect(" a , b \n  1\t,  \xE3\x80\x80二\xE3\x80\x80\xC2\xA0\n", "1:a|b|\n2:1|二|\n");
  expect("a,b\n\" 1 \",\"x\n\"\n", "1:a|b|\n2:1|x|\n");
  expect("a,b\n1 2,\"3  4\"\n", "1:a|b|\n2:1 2|3  4|\n");
  expect("a,b\n\n1,2\n,\n , \n\"\",\"\"\n3,4\n\n", "1:a|b|\n3:1|2|\n7:3|4|\n"); /* numbered as a spreadsheet shows them */
  expect("\n \na,b\n1,2\n", "3:a|b|\n4:1|2|\n");
}

static void quotes(void **state) {
  (void)state;
  expect("a,b\n\"1,5\",\"say \"\"hi\"\"\"\n", "1:a|b|\n2:1,5|say \"hi\"|\n");
  expect("a,b\n\"two\nlines\",x\n3,4\n", "1:a|b|\n2:two\nlines|x|\n3:3|4|\n");
  expect("a,b\r\n\"two\r\n\r\nlines\",x\r\n3,4\r\n", "1:a|b|\n2:two\n\nlines|x|\n3:3|4|\n");
  expect("a,b\n  \"x\"  , \"y\"\n", "1:a|b|\n2:x|y|\n");
  expect("a,b\n\"\",\"\"\"\"\n", "1:a|b|\n2:|\"|\n");
  expect("\"a;b\",c\n1,2\n", "1:a;b|c|\n2:1|2|\n");
  expect("a,b\n1,\"x\"", "1:a|b|\n2:1|x|\n");
}

/* A bad row is told and costs itself only. */
static void stray_quotes(void **state) {
  (void)state;
  expect("a,b\n1,5\" pipe\n2,x\n", "1:a|b|\n2:!\n3:2|x|\n");
  expect("a,b\n1,\"x\" y\n2,x\n", "1:a|b|\n2:!\n3:2|x|\n");
  expect("a,b\n1,\"x\"\"\n2,y\n3,\"z\"\n", "1:a|b|\n2:!\n3:2|y|\n4:3|z|\n");
  expect("a,b\n1,x\n2,\"never closed\n3,y\n4,z\n", "1:a|b|\n2:1|x|\n3:!\n4:3|y|\n5:4|z|\n");
  expect("a,b\n1,\"never closed", "1:a|b|\n2:!\n");
  expect("a,b\n1,\"never closed\n", "1:a|b|\n2:!\n");
  expect("a,b\n1,\"\n2,\"\n3,x\n", "1:a|b|\n2:1|2,|\n3:3|x|\n"); /* nobody can tell this from a cell of two lines */
  expect("\"a,b\n1,2\n", "1:!\n2:1|2|\n");
  expect("a\"\n1\"\n\"\n", "1:!\n2:!\n3:!\n");
}

/* Each of 20,000 rows opens a quote it never closes: linear, not quadratic. */
static void many_stray_quotes(void **state) {
  (void)state;
  struct buf b = {0};
  buf_adds(&b, "a,b\n");
  for (int i = 0; i < 20000; i++) buf_adds(&b, i % 2 ? "1,\"open\n" : "\"\"\"\",2\n");
  buf_adds(&b, "last,row\n");
  struct csv *c = given(b.p, b.n, NULL);
  struct csv_row r;
  bool last = false;
  while (csv_next(c, &r)) last = r.count == 2 && str_eq(r.cell[0], "last") && r.row == 20002;
  assert_true(last);
  csv_close(c);
  buf_free(&b);
}

static void says_what_is_wrong(void **state) {
  (void)state;
  static const struct {
    const char *bytes;
    size_t n;
    const char *problem;
  } rows[] = {
      {"a\n1\"\n", 5, "a quote stands where none may; inside quotes it is written twice"},
      {"a\n\"1\n", 5, "a quote is opened and never closed"},
      {"a\n1\0\n", 5, "a NUL byte stands in it"},
      {"\xEF\xBB\xBF"
       "a\n1\xFF\n",
       8, "some of its bytes are no text in the encoding of the file"},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    struct csv *c = given(rows[i].bytes, rows[i].n, NULL);
    struct csv_row r;
    assert_true(csv_next(c, &r));
    assert_null(r.problem);
    assert_true(csv_next(c, &r));
    assert_string_equal(r.problem, rows[i].problem);
    assert_false(csv_next(c, &r));
    csv_close(c);
  }
}

static void nul_bytes(void **state) {
  (void)state;
  static const char text[] = "a,b\n1,x\0y\n2,z\n\"3\0\",w\n4,v\n";
  expect_bytes(text, sizeof text - 1, NULL, "UTF-8", "1:a|b|\n2:!\n3:2|z|\n4:!\n5:4|v|\n");
}

static void separators(void **state) {
  (void)state;
  static const struct {
    const char *text;
    char sep;
  } rows[] = {{"a;b;c,d\n1;2;3\n", ';'}, {"a\tb\n1\t2\n", '\t'}, {"a,b;c,d\n", ','},       {"a\n1;2\n", ','},
              {"a;b,c\n", ','},          {"\"a,b,c\";d\n", ';'}, {"\n \na;b\n1;2\n", ';'}, {"\"a\n,,,\";b\n", ';'}};
  for (size_t i = 0; i < COUNT(rows); i++) {
    struct csv *c = given(rows[i].text, strlen(rows[i].text), NULL);
    assert_int_equal(csv_separator(c), rows[i].sep);
    csv_close(c);
  }
  expect("a;b\n1,5;\"x;y\"\n", "1:a|b|\n2:1,5|x;y|\n");
  expect("a\tb\tc\n1\t\t3\n\t\t\n\tx\t\n", "1:a|b|c|\n2:1||3|\n4:|x||\n");
  struct err e = {0};
  struct csv *c = csv_memory("a,b|c\n", 6, NULL, '|', &e);
  struct csv_row r;
  assert_true(csv_next(c, &r));
  assert_int_equal(r.count, 2);
  assert_string_equal(r.cell[0], "a,b");
  csv_close(c);
}

/* "名称" and "饮料" by the tables of the standards: GBK C3FB B3C6, D2FB C1CF; UTF-16 540D 79F0, 996E 6599. */
static void encodings(void **state) {
  (void)state;
  static const char rows[] = "1:item|名称|\n2:1|饮料|\n", gbk[] = "item,\xC3\xFB\xB3\xC6\n1,\xD2\xFB\xC1\xCF\n";
  expect("item,名称\n1,饮料\n", rows);
  expect("\xEF\xBB\xBFitem,名称\n1,饮料\n", rows);
  expect_bytes(gbk, sizeof gbk - 1, NULL, "GB18030", rows);
  expect_bytes(gbk, sizeof gbk - 1, "GBK", "GBK", rows);
  expect_bytes(gbk, sizeof gbk - 1, "gb18030", "gb18030", rows);
  static const char little[] = "\xFF\xFE"
                               "a\0,\0\x0D\x54\xF0\x79\n\0"
                               "1\0,\0\x6E\x99\x99\x65\n\0";
  expect_bytes(little, sizeof little - 1, NULL, "UTF-16LE", "1:a|名称|\n2:1|饮料|\n");
  static const char big[] = "\xFE\xFF\0a\0,\x54\x0D\x79\xF0\0\n\0001\0,\x99\x6E\x65\x99\0\n";
  expect_bytes(big, sizeof big - 1, NULL, "UTF-16BE", "1:a|名称|\n2:1|饮料|\n");
  /* without the mark */
  expect_bytes(little + 2, sizeof little - 3, NULL, "UTF-16LE", "1:a|名称|\n2:1|饮料|\n");
  expect_bytes(big + 2, sizeof big - 3, NULL, "UTF-16BE", "1:a|名称|\n2:1|饮料|\n");
  static const char marked[] = "\x84\x31\x95\x33"
                               "a,\xC3\xFB\n1,2\n";
  expect_bytes(marked, sizeof marked - 1, NULL, "GB18030", "1:a|名|\n2:1|2|\n");
  static const char four[] = "a\n\x95\x32\x82\x36\n\xC3\xFB\n"; /* U+20000 in four bytes */
  expect_bytes(four, sizeof four - 1, NULL, "GB18030", "1:a|\n2:𠀀|\n3:名|\n");
  static const char latin[] = "a\ncaf\xE9\n";
  expect_bytes(latin, sizeof latin - 1, "ISO-8859-1", "ISO-8859-1", "1:a|\n2:café|\n");
  expect_bytes("a\n1\n", 4, "utf8", "utf8", "1:a|\n2:1|\n");
  expect_bytes("a\n1\n", 4, "", "UTF-8", "1:a|\n2:1|\n");
}

/* GB18030's second bytes may be those of ASCII letters and digits, and a lone lead byte must not swallow a line end. */
static void gb_traps(void **state) {
  (void)state;
  static const char text[] = "a,b\n\x81\x7C,\xC3\xFB\n\xC3\n\xB3\xC6,x\n1,\xFF\n2,y\n";
  expect_bytes(text, sizeof text - 1, "GBK", "GBK", "1:a|b|\n2:亅|名|\n3:!\n4:称|x|\n5:!\n6:2|y|\n");
}

/* One broken row in a UTF-8 file does not make it a Chinese one. */
static void mostly_utf8(void **state) {
  (void)state;
  expect("a,b\n1,饮料\n2,\xE9\xA5\n3,名称\n4,x\n", "1:a|b|\n2:1|饮料|\n3:!\n4:3|名称|\n5:4|x|\n");
  expect("a,b\n\"1\n\xFF\",x\n2,饮料\n3,料\n", "1:a|b|\n2:!\n3:2|饮料|\n4:3|料|\n");
}

static void unknown_encoding(void **state) {
  (void)state;
  struct err e = {0};
  assert_null(csv_memory("a\n", 2, "KLINGON", 0, &e));
  assert_int_equal(e.code, ERR_ENCODING);
  assert_string_equal(err_name(e.code), "encoding");
  assert_non_null(strstr(e.text, "KLINGON"));
}

static void gzip(struct buf *out, const char *text) {
  z_stream z = {.next_in = (unsigned char *)(uintptr_t)text, .avail_in = (unsigned)strlen(text)};
  unsigned char piece[4096];
  z.next_out = piece;
  z.avail_out = sizeof piece;
  assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
  buf_add(out, piece, sizeof piece - z.avail_out);
  deflateEnd(&z);
}

static void compressed(void **state) {
  (void)state;
  struct buf b = {0};
  gzip(&b, "a,b\n1,饮料\n");
  size_t first = b.n;
  expect_bytes(b.p, b.n, NULL, "UTF-8", "1:a|b|\n2:1|饮料|\n");
  gzip(&b, "2,x\n"); /* two members, as `cat a.gz b.gz` makes them */
  expect_bytes(b.p, b.n, NULL, "UTF-8", "1:a|b|\n2:1|饮料|\n3:2|x|\n");
  for (size_t n = 2; n < b.n; n++) {
    if (n == first || n == first + 1) continue; /* whole, or whole with one byte of rubbish behind */
    struct err e = {0};
    if (csv_memory(b.p, n, NULL, 0, &e)) fail_msg("cut to %zu of %zu bytes it was taken", n, b.n);
    assert_int_equal(e.code, ERR_GZIP);
  }
  b.p[first - 6] ^= 1; /* the checksum */
  struct err e = {0};
  assert_null(csv_memory(b.p, first, NULL, 0, &e));
  assert_int_equal(e.code, ERR_GZIP);
  assert_string_equal(err_name(e.code), "gzip");
  buf_free(&b);
}

static void long_fields(void **state) {
  (void)state;
  struct buf b = {0};
  size_t most = 3000000;
  for (int quoted = 0; quoted < 2; quoted++) {
    buf_clear(&b);
    buf_adds(&b, "a,b\n");
    if (quoted) buf_addc(&b, '"');
    for (size_t i = 0; i < most; i++) buf_addc(&b, (char)('a' + i % 26));
    buf_adds(&b, quoted ? "\",end\n" : ",end\n");
    struct csv *c = given(b.p, b.n, NULL);
    struct csv_row r;
    assert_true(csv_next(c, &r) && csv_next(c, &r));
    assert_int_equal(r.count, 2);
    assert_int_equal(strlen(r.cell[0]), most);
    assert_int_equal(r.cell[0][most - 1], 'a' + (most - 1) % 26);
    assert_string_equal(r.cell[1], "end");
    csv_close(c);
  }
  buf_clear(&b);
  for (int i = 0; i < 5000; i++) buf_printf(&b, "%d,", i); /* many cells */
  struct csv *c = given(b.p, b.n, NULL);
  struct csv_row r;
  assert_true(csv_next(c, &r));
  assert_int_equal(r.count, 5001);
  assert_string_equal(r.cell[4999], "4999");
  csv_close(c);
  buf_free(&b);
}

static void files(void **state) {
  (void)state;
  char dir[] = "/tmp/csv-XXXXXX";
  assert_non_null(mkdtemp(dir));
  char *path = xprintf("%s/items.csv", dir);
  FILE *f = fopen(path, "wb");
  assert_non_null(f);
  assert_true(fputs("a,b\n1,2\n", f) >= 0);
  assert_int_equal(fclose(f), 0);
  struct err e = {0};
  struct csv *c = csv_open(path, NULL, 0, &e);
  assert_non_null(c);
  uint8_t got[HASH_BYTES], expected[HASH_BYTES];
  csv_hash(c, got);
  hash_bytes(expected, "a,b\n1,2\n", 8);
  assert_memory_equal(got, expected, HASH_BYTES);
  char *rows = rows_of(c);
  assert_string_equal(rows, "1:a|b|\n2:1|2|\n");
  free(rows);
  assert_int_equal(unlink(path), 0);
  assert_null(csv_open(path, NULL, 0, &e));
  assert_int_equal(e.code, ERR_FILE_READ);
  assert_string_equal(err_name(e.code), "file_read");
  assert_non_null(strstr(e.text, path));
  e = (struct err){0};
  assert_null(csv_open(dir, NULL, 0, &e)); /* a folder */
  assert_int_equal(e.code, ERR_FILE_READ);
  assert_int_equal(rmdir(dir), 0);
  free(path);
  csv_close(NULL);
}

static void standard_input(void **state) {
  (void)state;
  int ends[2];
  assert_int_equal(pipe(ends), 0);
  assert_int_equal(write(ends[1], "a,b\n1,2\n", 8), 8);
  assert_int_equal(close(ends[1]), 0);
  int before = dup(STDIN_FILENO);
  assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
  struct err e = {0};
  struct csv *c = csv_open("-", NULL, 0, &e);
  assert_non_null(c);
  assert_int_equal(dup2(before, STDIN_FILENO), STDIN_FILENO);
  close(before);
  close(ends[0]);
  char *rows = rows_of(c);
  assert_string_equal(rows, "1:a|b|\n2:1|2|\n");
  free(rows);
}

static void writes_fields(void **state) {
  (void)state;
  static const struct {
    const char *value;
    bool text;
    const char *out;
  } rows[] = {
      {"plain", true, "plain"},   {"", true, ""},           {"a,b", true, "\"a,b\""},    {"say \"hi\"", true, "\"say \"\"hi\"\"\""},
      {"a\nb", true, "\"a\nb\""}, {"=1+1", true, "'=1+1"},  {"+1", true, "'+1"},         {"-", true, "'-"},
      {"@x", true, "'@x"},        {"'x", true, "''x"},      {"-12.50", false, "-12.50"}, {"=a,b", true, "\"'=a,b\""},
      {" x", true, "\" x\""},     {"a;b", true, "\"a;b\""}, {"a\tb", true, "\"a\tb\""},  {"a=b", true, "a=b"},
  };
  for (size_t i = 0; i < COUNT(rows); i++) {
    struct buf b = {0};
    buf_adds(&b, "0,");
    csv_field(&b, rows[i].value, rows[i].text);
    assert_string_equal(b.p + 2, rows[i].out);
    buf_free(&b);
  }
  assert_string_equal(csv_unguard("'-"), "-");
  assert_string_equal(csv_unguard("''"), "'");
  assert_string_equal(csv_unguard("'"), "'");
  assert_string_equal(csv_unguard("'s Gravenhage"), "'s Gravenhage");
  assert_string_equal(csv_unguard("-"), "-");
  assert_string_equal(csv_unguard(""), "");
}

enum { BACK_ROWS = 100, BACK_CELLS = 4 };

/* Rows of nasty pieces as one file, and what their cells were. */
static void nasty_rows(struct buf *file, struct buf cells[BACK_ROWS][BACK_CELLS], uint64_t *seed) {
  static const char *const pieces[] = {"=", "+", "-", "@", "'", "\"", ",", ";", "x", "饮料", "0", "\n", ".", "\"\"", "é", "a b"};
  buf_adds(file, "h,h,h,h\n");
  for (size_t row = 0; row < BACK_ROWS; row++) {
    for (size_t i = 0; i < BACK_CELLS; i++) {
      struct buf *cell = &cells[row][i];
      buf_clear(cell);
      buf_addc(cell, i == 0 ? 'k' : "=-'x"[*seed >> 62]);
      for (int k = 0; k < 5; k++) {
        *seed = *seed * 6364136223846793005u + 1442695040888963407u;
        buf_adds(cell, pieces[(*seed >> 33) % COUNT(pieces)]);
      }
      while (cell->p[cell->n - 1] == '\n') cell->p[--cell->n] = 0; /* blanks round a cell are not kept */
      if (i > 0) buf_addc(file, ',');
      csv_field(file, cell->p, true);
    }
    buf_addc(file, '\n');
  }
}

/* What csv_field wrote is what csv_next and csv_unguard give, in every one of 20,000 rows of nasty pieces. */
static void write_and_back(void **state) {
  (void)state;
  static struct buf cells[BACK_ROWS][BACK_CELLS];
  uint64_t seed = 7;
  for (int round = 0; round < 200; round++) {
    struct buf file = {0};
    struct err e = {0};
    struct csv_row r;
    nasty_rows(&file, cells, &seed);
    struct csv *c = csv_memory(file.p, file.n, NULL, ',', &e);
    assert_non_null(c);
    assert_true(csv_next(c, &r));
    for (size_t row = 0; row < BACK_ROWS; row++) {
      assert_true(csv_next(c, &r));
      assert_null(r.problem);
      assert_int_equal(r.count, BACK_CELLS);
      for (size_t i = 0; i < BACK_CELLS; i++) assert_string_equal(csv_unguard(r.cell[i]), cells[row][i].p);
    }
    assert_false(csv_next(c, &r));
    csv_close(c);
    buf_free(&file);
  }
  for (size_t row = 0; row < BACK_ROWS; row++)
    for (size_t i = 0; i < BACK_CELLS; i++) buf_free(&cells[row][i]);
}

int main(void) {
  if (!hash_init()) return 1;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(plain),
      cmocka_unit_test(nothing_in_it),
      cmocka_unit_test(blanks),
      cmocka_unit_test(quotes),
      cmocka_unit_test(stray_quotes),
      cmocka_unit_test(many_stray_quotes),
      cmocka_unit_test(says_what_is_wrong),
      cmocka_unit_test(nul_bytes),
      cmocka_unit_test(separators),
      cmocka_unit_test(encodings),
      cmocka_unit_test(gb_traps),
      cmocka_unit_test(mostly_utf8),
      cmocka_unit_test(unknown_encoding),
      cmocka_unit_test(compressed),
      cmocka_unit_test(long_fields),
      cmocka_unit_test(files),
      cmocka_unit_test(standard_input),
      cmocka_unit_test(writes_fields),
      cmocka_unit_test(write_and_back),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
