/* fuzz_gs1: any bytes are a code. What must hold: every text is ended and bounded, a number that is given checks, a problem has its code
 * and its sentence, explain writes valid JSON, and reading the text again finds the same key where no symbology was said. */
#include "src/code/code.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void must(bool holds) {
  if (!holds) abort();
}

static void bounded(const struct code *c) {
  must(memchr(c->text, 0, sizeof c->text) && memchr(c->key, 0, sizeof c->key) && memchr(c->problem, 0, sizeof c->problem));
  must(memchr(c->lot, 0, sizeof c->lot) && memchr(c->serial, 0, sizeof c->serial) && memchr(c->item_part, 0, sizeof c->item_part));
  must(utf8_valid(c->key, strlen(c->key)) && utf8_valid(c->problem, strlen(c->problem)) && c->ais <= CODE_AIS);
  must((c->key[0] || !c->text[0]) && (c->problem_code == ERR_NONE) == (c->problem[0] == 0));
  must(!c->gtin[0] || (strlen(c->gtin) == 14 && gtin_valid(c->gtin, 14)));
  must(!c->sscc[0] || strlen(c->sscc) == 18);
  must(c->kind != CODE_INSTORE || str_eq(c->key, c->item_part));
}

static void explained(const struct code *c) {
  struct buf b = {0};
  struct jw w = {.out = &b};
  struct err e;
  jw_object(&w);
  code_explain(&w, c);
  jw_end(&w, '}');
  struct js *js = js_parse(b.p, b.n, &e);
  must(js && str_eq(js_text(js_get(js, "kind"), ""), code_kind_name(c->kind)));
  js_free(js);
  buf_free(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  const struct instore_row weight = {.on = true, .item_digits = 5, .value_digits = 5, .decimals = 3, .weight = true};
  const struct instore_row price = {.on = true, .item_digits = 5, .value_digits = 4, .decimals = 2, .verifier = true};
  const struct instore table = {.row = {[2] = weight, [3] = price}};
  int32_t today = day_from_civil(2026, 11, 24);
  struct code c, again;
  code_read(&c, (const char *)data, n, &table, today);
  bounded(&c);
  explained(&c);
  if (c.aim == AIM_NONE && c.kind != CODE_UNKNOWN && c.kind != CODE_GS1 && c.kind != CODE_SSCC) {
    code_read(&again, c.text, strlen(c.text), &table, today);
    must(again.kind == c.kind && str_eq(again.key, c.key));
  }
  return 0;
}
