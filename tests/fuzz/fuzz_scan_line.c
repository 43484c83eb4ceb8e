/* fuzz_scan_line: any bytes are a line. What must hold: it is understood or refused with a clean sentence; a code is never empty; a
 * quantity is a number; and the code taken by `raw` is the same one. */
#include "src/code/code.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void must(bool holds) {
  if (!holds) abort();
}

static void raw_again(const struct scan_line *line) {
  struct scan_line again;
  struct err e;
  char *text = xprintf("raw %s", line->code);
  if (strlen(text) <= 4096) {
    must(scan_line_parse(&again, text, strlen(text), &e));
    must(again.word == SCAN_CODE && str_eq(again.code, line->code) && !*again.qty);
    scan_line_free(&again);
  }
  free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  struct scan_line line;
  struct err e = {0};
  int64_t v;
  if (!scan_line_parse(&line, (const char *)data, n, &e)) {
    must(e.code == ERR_SCAN_LINE && utf8_valid(e.text, strlen(e.text)));
    for (const char *p = e.text; *p; p++) must((unsigned char)*p >= ' ');
    return 0;
  }
  must(!*line.qty || num_parse(line.qty, 9, &v)); /* how many of its decimals are too many only the item says */
  if (line.word == SCAN_CODE) {
    must(*line.code != 0);
    raw_again(&line);
  }
  scan_line_free(&line);
  return 0;
}
