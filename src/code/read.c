/* read: any bytes a gun, a keyboard or a file may give → what kind of code it is and what it carries. */
#include "src/code/internal.h"

#include <string.h>

enum { LONGEST = 4096 };

void code_problem_args(struct code *c, enum err_code code, const char *const *args) {
  struct err e;
  if (c->problem_code != ERR_NONE) return;
  err_fill(&e, code, NULL, args);
  c->problem_code = code;
  str_copy(c->problem, sizeof c->problem, e.text);
}

/* Control characters but GS are noise of the line (ends of line, record separators); NUL is none any gun sends. */
static bool fold(struct buf *out, const char *bytes, size_t n) {
  struct buf kept = {0};
  bool nul = false;
  for (size_t i = 0; i < n; i++) {
    unsigned char c = (unsigned char)bytes[i];
    nul = nul || c == 0;
    if (c == GS || (c >= ' ' && c != 0x7F)) buf_addc(&kept, bytes[i]);
  }
  buf_adds(out, "");
  utf8_code(out, kept.p ? kept.p : "", kept.n);
  buf_free(&kept);
  return !nul;
}

static void gtin_read(struct code *c, const struct instore *table) {
  c->kind = c->gtin[0] == '0' ? CODE_GTIN : CODE_CASE;
  instore_read(c, c->gtin, table);
}

/* 8, 12, 13 or 14 digits. An 8-digit number may be valid as EAN-8 and as UPC-E: EAN-8 wins unless the gun says EAN-13/UPC. */
static bool number_read(struct code *c, const char *s, const struct instore *table) {
  size_t n = strlen(s);
  char upca[13];
  if (!digits_only(s, n) || (n != 8 && (n < 12 || n > 14))) return false;
  bool upce = upce_expand(s, upca) && c->aim != AIM_EAN8;
  if (upce && (c->aim == AIM_EAN13 || c->aim == AIM_EAN_ADDON || !gtin_valid(s, n))) s = upca;
  if (gtin_key(c->gtin, s)) {
    gtin_read(c, table);
  } else {
    char right[2] = {gtin_check_digit(s, n - 1), 0};
    code_problem(c, ERR_BARCODE_CHECK, s, right);
  }
  return true;
}

/* A printed document number: store, device letters, running number, such as 0412-B-000173. */
static bool document_number(const char *s) {
  size_t store = strspn(s, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
  if (store < 1 || store > 8 || s[store] != '-') return false;
  s += store + 1;
  size_t device = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  if (device < 1 || device > 2 || s[device] != '-') return false;
  s += device + 1;
  return strlen(s) >= 6 && strlen(s) <= 18 && digits_only(s, strlen(s));
}

static void start(struct code *c, enum aim aim, const char *text) {
  *c = (struct code){.aim = aim, .produced = INT32_MIN, .expiry = INT32_MIN};
  str_copy(c->text, sizeof c->text, text);
}

/* The symbology or a leading FNC1 says GS1, yet some guns send a bare GTIN so, and some printers leave the 00 of an SSCC out. */
static void bare_number(struct code *c, const char *s, const struct instore *table) {
  size_t n = strlen(s);
  bool broken = c->problem_code == ERR_BARCODE_AI || c->problem_code == ERR_BARCODE_AI_DATA || c->problem_code == ERR_BARCODE_SEPARATOR;
  if (broken && n == 18 && c->aim == AIM_GS1_128 && check_digit_right(s, n)) {
    start(c, c->aim, s);
    c->kind = CODE_SSCC;
    str_copy(c->sscc, sizeof c->sscc, s);
  } else if (n >= 13 && (c->aim == AIM_DATABAR || c->aim == AIM_NONE) && gtin_valid(s, n)) {
    start(c, c->aim, s);
    number_read(c, s, table);
  }
}

static void kind_read(struct code *c, const char *s, bool sure, const struct instore *table, int32_t today) {
  size_t n = strlen(s);
  if (sure) {
    gs1_read(c, s, true, today);
    if (c->problem_code != ERR_NONE) bare_number(c, s, table);
  } else if (c->aim == AIM_EAN_ADDON && digits_only(s, n) && (n == 2 || n == 5)) {
    code_problem(c, ERR_ADDON_ALONE, s);
  } else if (!number_read(c, s, table) && !gs1_read(c, s, false, today) && document_number(s)) {
    c->kind = CODE_DOCUMENT;
  }
}

static void text_read(struct code *c, char *s, const struct instore *table, int32_t today) {
  enum aim aim = aim_take(&s);
  size_t leading = strspn(s, "\x1D"), n = strlen(s);
  bool sure = aim_is_gs1(aim) || (leading > 0 && leading < n);
  while (n > leading && s[n - 1] == GS) s[--n] = 0;
  s += leading;
  if (!sure) addon_cut(s, aim);
  start(c, aim, s);
  if (!*s) code_problem(c, ERR_BARCODE_FORM, s);
  else kind_read(c, s, sure, table, today);
  if (c->kind == CODE_UNKNOWN && !str_eq(c->text, s)) code_problem(c, ERR_BARCODE_LONG);
}

static void key_fill(struct code *c) {
  const char *key = c->kind == CODE_INSTORE ? c->item_part : c->sscc[0] ? c->sscc : c->gtin[0] ? c->gtin : c->text;
  str_copy(c->key, sizeof c->key, key);
}

void code_read(struct code *out, const char *bytes, size_t n, const struct instore *table, int32_t today) {
  struct buf b = {0};
  bool clean = fold(&b, bytes, n < LONGEST ? n : LONGEST);
  if (clean && n <= LONGEST) {
    text_read(out, b.p, table, today);
  } else {
    start(out, AIM_NONE, b.p);
    if (clean) code_problem(out, ERR_BARCODE_LONG);
    else code_problem(out, ERR_BARCODE_FORM, out->text);
  }
  key_fill(out);
  buf_free(&b);
}
