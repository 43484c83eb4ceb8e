/* explain: what was read, as JSON. The item and its units are added by the command, which has the database. */
#include "src/code/code.h"

static const char *const kinds[] = {
    [CODE_UNKNOWN] = "unknown", [CODE_GTIN] = "gtin", [CODE_CASE] = "case",         [CODE_INSTORE] = "instore",
    [CODE_SSCC] = "sscc",       [CODE_GS1] = "gs1",   [CODE_DOCUMENT] = "document",
};

const char *code_kind_name(enum code_kind kind) {
  return kinds[kind];
}

static void text_or_null(struct jw *w, const char *key, const char *value) {
  jw_kt(w, key, *value ? value : NULL);
}

static void day_or_null(struct jw *w, const char *key, int32_t day) {
  char text[32];
  jw_kt(w, key, day == INT32_MIN ? NULL : day_format(text, sizeof text, day));
}

static void decimal_or_null(struct jw *w, const char *key, bool has, int64_t value, int decimals) {
  if (has) jw_kn(w, key, value, decimals);
  else jw_kt(w, key, NULL);
}

void code_explain(struct jw *w, const struct code *c) {
  jw_kt(w, "kind", code_kind_name(c->kind));
  text_or_null(w, "symbology", aim_name(c->aim));
  text_or_null(w, "gtin", c->kind == CODE_INSTORE ? "" : c->gtin);
  text_or_null(w, "lot", c->lot);
  day_or_null(w, "produced", c->produced);
  day_or_null(w, "expiry", c->expiry);
  if (c->has_count) jw_kn(w, "qty", c->count, 0);
  else decimal_or_null(w, "qty", c->has_weight, c->weight, c->weight_decimals);
  decimal_or_null(w, "price", c->has_price, c->price, c->price_decimals);
  jw_key(w, "ais");
  jw_array(w);
  for (size_t i = 0; i < c->ais; i++) {
    jw_object(w);
    jw_kt(w, "ai", c->ai[i].ai);
    jw_kt(w, "value", c->ai[i].value);
    jw_end(w, '}');
  }
  jw_end(w, ']');
  text_or_null(w, "problem", c->problem);
}
