/* fuzz_csv: any bytes are a CSV file. What must hold: rows are numbered upwards, cells are trimmed UTF-8, a problem has no cells, and a
 * good
 * row written out by csv_field reads back the same. The first byte chooses encoding and separator. */
#include "src/base/base.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void must(bool holds) {
  if (!holds) abort();
}

static void write_back(const struct csv_row *r) {
  struct buf line = {0};
  buf_adds(&line, "header\n"); /* else a row could begin with what marks an encoding */
  for (size_t i = 0; i < r->count; i++) {
    if (i > 0) buf_addc(&line, ',');
    csv_field(&line, r->cell[i], true);
  }
  struct err e;
  struct csv_row again;
  struct csv *c = csv_memory(line.p, line.n, "UTF-8", ',', &e);
  must(c && csv_next(c, &again) && csv_next(c, &again) && !again.problem && again.count == r->count);
  for (size_t i = 0; i < r->count; i++) must(str_eq(csv_unguard(again.cell[i]), r->cell[i]));
  must(!csv_next(c, &again));
  csv_close(c);
  buf_free(&line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  static const char *const encodings[] = {NULL, "UTF-8", "GBK", "GB18030", "UTF-16LE", "UTF-16"};
  static const char seps[] = {0, ',', ';', '\t'};
  if (n == 0) return 0;
  struct err e = {0};
  struct csv *c = csv_memory(data + 1, n - 1, encodings[data[0] % COUNT(encodings)], seps[data[0] / 64], &e);
  if (!c) {
    must(e.code == ERR_GZIP || e.code == ERR_IMPORT_WORKBOOK);
    return 0;
  }
  struct csv_row r;
  uint32_t last = 0;
  while (csv_next(c, &r)) {
    must(r.row > last && (r.problem ? r.count == 0 : r.count > 0));
    last = r.row;
    for (size_t i = 0; i < r.count; i++) {
      size_t length = strlen(r.cell[i]);
      must(utf8_valid(r.cell[i], length) && (length == 0 || (r.cell[i][0] != ' ' && r.cell[i][length - 1] != ' ')));
    }
    if (!r.problem) write_back(&r);
  }
  csv_close(c);
  return 0;
}
