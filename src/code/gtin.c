/* gtin: GS1's modulo-10 numbers, the look-up key of a barcode, and what a catalogue may hold as one. Must not know settings. */
#include "src/code/internal.h"

#include <string.h>

bool digits_only(const char *s, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (s[i] < '0' || s[i] > '9') return false;
  return n > 0;
}

bool letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

char gtin_check_digit(const char *digits, size_t n) {
  unsigned sum = 0;
  for (size_t i = 0; i < n; i++) sum += (unsigned)(digits[n - 1 - i] - '0') * (i % 2 ? 1 : 3);
  return (char)('0' + (10 - sum % 10) % 10);
}

/* The check digit makes the weighted sum of all a multiple of ten. */
bool check_digit_right(const char *digits, size_t n) {
  unsigned sum = 0;
  for (size_t i = 0; i < n; i++) {
    unsigned digit = (unsigned)(digits[i] - '0');
    if (digit > 9) return false;
    sum += (n - i) % 2 ? digit : 3 * digit;
  }
  return n > 0 && sum % 10 == 0;
}

bool gtin_valid(const char *digits, size_t n) {
  return (n == 8 || (n >= 12 && n <= 14)) && check_digit_right(digits, n);
}

bool gtin_key(char key[15], const char *digits) {
  size_t n = strlen(digits);
  if (!gtin_valid(digits, n)) return false;
  memset(key, '0', 14 - n);
  memcpy(key + 14 - n, digits, n + 1);
  return true;
}

bool upce_expand(const char *upce8, char upca[13]) {
  /* Which of the six digits (a…f) and zeros make the ten after the number system, by the last of the six. */
  static const char *const shape[10] = {"abf0000cde", "abf0000cde", "abf0000cde", "abc00000de", "abcd00000e",
                                        "abcde0000f", "abcde0000f", "abcde0000f", "abcde0000f", "abcde0000f"};
  if (strlen(upce8) != 8 || !digits_only(upce8, 8) || upce8[0] > '1') return false;
  const char *ten = shape[upce8[6] - '0'];
  upca[0] = upce8[0];
  for (size_t i = 0; i < 10; i++) upca[i + 1] = ten[i] == '0' ? '0' : upce8[1 + ten[i] - 'a'];
  upca[11] = upce8[7];
  upca[12] = 0;
  return gtin_valid(upca, 12);
}

void code_key(char key[CODE_TEXT], const char *text) {
  struct buf folded = {0};
  char gtin[15], upca[13];
  utf8_code(&folded, text, strlen(text));
  const char *s = folded.p ? folded.p : "";
  if (gtin_key(gtin, s) || (upce_expand(s, upca) && gtin_key(gtin, upca))) str_copy(key, CODE_TEXT, gtin);
  else str_copy(key, CODE_TEXT, s);
  buf_free(&folded);
}

/* 6.92E+12, 6,92e12, 7E+11. A store's own code such as 12E5 has neither point nor sign and is left alone. */
static bool scientific(const char *s) {
  size_t n = strspn(s, "0123456789");
  if (n == 0) return false;
  s += n;
  bool told = *s == '.' || *s == ',';
  if (told) s++;
  s += strspn(s, "0123456789");
  if (*s != 'E' && *s != 'e') return false;
  s++;
  if (*s == '+' || *s == '-') {
    told = true;
    s++;
  }
  return told && digits_only(s, strlen(s));
}

static bool store_form(const char *s) {
  for (const char *p = s; *p; p++)
    if (!letter_or_digit(*p) && !strchr("-./+", *p)) return false;
  return *s && strlen(s) < CODE_TEXT;
}

static bool catalogue_form(const char *s, bool store_codes, struct err *e) {
  size_t n = strlen(s);
  char upca[13];
  if (scientific(s)) return err_set(e, ERR_BARCODE_SCIENTIFIC, "barcode", s);
  if (!store_form(s)) return err_set(e, ERR_BARCODE_FORM, "barcode", s);
  bool checked = digits_only(s, n) && ((n == 8 && !store_codes) || (n >= 12 && n <= 14));
  if (!checked || gtin_valid(s, n) || upce_expand(s, upca)) return true;
  char right[2] = {gtin_check_digit(s, n - 1), 0};
  return err_set(e, ERR_BARCODE_CHECK, "barcode", s, right);
}

bool code_catalogue_check(const char *text, bool store_codes, struct err *e) {
  struct buf folded = {0};
  utf8_code(&folded, text, strlen(text));
  bool fine = catalogue_form(folded.p ? folded.p : "", store_codes, e);
  buf_free(&folded);
  return fine;
}
