/* aim: symbology identifiers `]cm` (ISO/IEC 15424) and the add-ons of EAN/UPC. */
#include "src/code/internal.h"

#include <string.h>

/* By letter, then modifiers ("" every one); the first fitting row holds. */
static const struct {
  char letter;
  const char *modifiers;
  enum aim aim;
} families[] = {
    {'E', "0", AIM_EAN13},          {'E', "4", AIM_EAN8},      {'E', "123", AIM_EAN_ADDON}, {'A', "", AIM_CODE39},
    {'C', "1", AIM_GS1_128},        {'C', "", AIM_CODE128},    {'I', "", AIM_ITF},          {'e', "0", AIM_DATABAR},
    {'d', "2", AIM_GS1_DATAMATRIX}, {'d', "", AIM_DATAMATRIX}, {'Q', "3", AIM_GS1_QR},      {'Q', "", AIM_QR},
};

static const struct {
  const char *name;
  bool gs1;
} names[] = {
    [AIM_NONE] = {"", false},
    [AIM_EAN13] = {"EAN-13", false},
    [AIM_EAN8] = {"EAN-8", false},
    [AIM_EAN_ADDON] = {"EAN add-on", false},
    [AIM_CODE39] = {"Code 39", false},
    [AIM_CODE128] = {"Code 128", false},
    [AIM_GS1_128] = {"GS1-128", true},
    [AIM_ITF] = {"ITF", false},
    [AIM_DATABAR] = {"GS1 DataBar", true},
    [AIM_DATAMATRIX] = {"Data Matrix", false},
    [AIM_GS1_DATAMATRIX] = {"GS1 DataMatrix", true},
    [AIM_QR] = {"QR", false},
    [AIM_GS1_QR] = {"GS1 QR", true},
    [AIM_OTHER] = {"other", false},
};

const char *aim_name(enum aim aim) {
  return names[aim].name;
}

bool aim_is_gs1(enum aim aim) {
  return names[aim].gs1;
}

enum aim aim_take(char **s) {
  const char *p = *s;
  if (p[0] != ']' || !letter_or_digit(p[1]) || digits_only(p + 1, 1) || !letter_or_digit(p[2])) return AIM_NONE;
  *s += 3;
  for (size_t i = 0; i < COUNT(families); i++)
    if (families[i].letter == p[1] && (!*families[i].modifiers || strchr(families[i].modifiers, p[2]))) return families[i].aim;
  return AIM_OTHER;
}

/* Lengths of EAN-13, UPC-A, EAN-8 with the add-on appended, in the order they are tried. 13 may be a plain EAN-13 or EAN-8 + 5. */
static const struct { size_t all, main; } appended[] = {{15, 13}, {18, 13}, {14, 12}, {17, 12}, {10, 8}, {13, 8}};

/* Without a symbology only what is printed with add-ons, serials and books (977, 978, 979), is cut: other digits may be a store's code. */
static bool book(const char *s) {
  return str_starts(s, "977") || str_starts(s, "978") || str_starts(s, "979");
}

void addon_cut(char *s, enum aim aim) {
  char *second = strstr(s, "]E");
  if (second && second > s) {
    *second = 0;
    return;
  }
  size_t n = strlen(s);
  if (!digits_only(s, n) || gtin_valid(s, n) || (aim != AIM_EAN_ADDON && aim != AIM_EAN13 && !book(s))) return;
  for (size_t i = 0; i < COUNT(appended); i++) {
    if (appended[i].all != n || !gtin_valid(s, appended[i].main)) continue;
    s[appended[i].main] = 0;
    return;
  }
}
