/* gs1_check: is the value of an application identifier possible, and may it stand with the others. Names of checks are the dictionary's. */
#include "src/code/internal.h"

#include <string.h>

static int two(const char *s) {
  return (s[0] - '0') * 10 + (s[1] - '0');
}

static bool all_of(const char *s, size_t n, const char *set) {
  for (size_t i = 0; i < n; i++)
    if (!strchr(set, s[i])) return false;
  return true;
}

/* GS1 General Specifications 7.12: two-digit years lie from 49 years back to 50 ahead. */
static int full_year(int yy, int32_t today) {
  int year, month, day;
  day_civil(today, &year, &month, &day);
  int century = year - year % 100, ahead = yy - year % 100;
  if (ahead >= 51) century -= 100;
  if (ahead <= -50) century += 100;
  return century + yy;
}

/* The century hardly matters to whether a date is real: until 2050 the window holds no year divisible by 100 but 2000, a leap year. */
static bool real_date(int y, const char *mmdd, int least_day) {
  int m = two(mmdd), d = two(mmdd + 2);
  return m >= 1 && m <= 12 && d >= least_day && d <= day_month_length(y, m);
}

bool gs1_date(const char *six, int32_t today, int32_t *day) {
  int y = full_year(two(six), today), m = two(six + 2), d = two(six + 4);
  if (!real_date(y, six + 2, 0)) return false;
  *day = day_from_civil(y, m, d ? d : day_month_length(y, m));
  return true;
}

static bool check_yymmd0(const char *s, size_t n) {
  return n == 6 && real_date(2000 + two(s), s + 2, 0);
}

static bool check_yymmdd(const char *s, size_t n) {
  return n == 6 && real_date(2000 + two(s), s + 2, 1);
}

static bool check_yyyymmdd(const char *s, size_t n) {
  return n == 8 && real_date(two(s) * 100 + two(s + 2), s + 4, 1);
}

static bool check_hh(const char *s, size_t n) {
  return n == 2 && two(s) < 24;
}

static bool check_mi(const char *s, size_t n) {
  return n == 2 && two(s) < 60;
}

static bool check_hhmi(const char *s, size_t n) {
  return n == 4 && check_hh(s, 2) && check_mi(s + 2, 2);
}

static bool check_csum(const char *s, size_t n) {
  return check_digit_right(s, n);
}

/* GS1 7.9.5, the pair at the end of a GMN: places weighted by primes from the right, modulo 1021, written in a base-32 alphabet. */
static bool check_csumalpha(const char *s, size_t n) {
  static const char set82[] = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
  static const char pair[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  static const uint8_t prime[] = {2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83};
  unsigned sum = 0;
  if (n < 3 || n - 2 > COUNT(prime)) return false;
  for (size_t i = 0; i < n - 2; i++) sum += (unsigned)(strchr(set82, s[n - 3 - i]) - set82) * prime[i];
  sum %= 1021;
  return s[n - 2] == pair[sum / 32] && s[n - 1] == pair[sum % 32];
}

/* A GS1 company prefix has at least four digits. */
static bool check_gcppos1(const char *s, size_t n) {
  return n >= 4 && digits_only(s, 4);
}

static bool check_gcppos2(const char *s, size_t n) {
  return n >= 5 && check_gcppos1(s + 1, n - 1);
}

static bool check_zero(const char *s, size_t n) {
  return all_of(s, n, "0");
}

static bool check_nonzero(const char *s, size_t n) {
  return !check_zero(s, n);
}

static bool check_nozeroprefix(const char *s, size_t n) {
  return n == 1 || s[0] != '0';
}

static bool check_hasnondigit(const char *s, size_t n) {
  return !digits_only(s, n);
}

static bool check_digits(const char *s, size_t n) {
  return digits_only(s, n);
}

static bool check_hyphen(const char *s, size_t n) {
  return all_of(s, n, "-");
}

static bool check_yesno(const char *s, size_t n) {
  return all_of(s, n, "01");
}

static bool check_winding(const char *s, size_t n) {
  return all_of(s, n, "019");
}

static bool check_iso5218(const char *s, size_t n) {
  return all_of(s, n, "0129");
}

static bool check_upper(const char *s, size_t n) {
  return all_of(s, n, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
}

static bool check_packagetype(const char *s, size_t n) {
  return all_of(s, n, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
}

static bool check_importeridx(const char *s, size_t n) {
  return all_of(s, n, "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");
}

static bool check_mediatype(const char *s, size_t n) {
  return n == 2 && two(s) >= 1 && (two(s) <= 10 || two(s) >= 80);
}

static bool check_pieceoftotal(const char *s, size_t n) {
  return n == 4 && two(s) > 0 && two(s) <= two(s + 2);
}

static bool check_posinseqslash(const char *s, size_t n) {
  return n == 3 && s[1] == '/' && s[0] >= '1' && s[0] <= s[2] && s[2] <= '9';
}

static bool check_latitude(const char *s, size_t n) {
  return n == 10 && memcmp(s, "1800000000", 10) <= 0;
}

static bool check_longitude(const char *s, size_t n) {
  return n == 10 && memcmp(s, "3600000000", 10) <= 0;
}

static bool check_pcenc(const char *s, size_t n) {
  static const char hex[] = "0123456789ABCDEFabcdef";
  for (size_t i = 0; i < n; i++) {
    if (s[i] != '%') continue;
    if (i + 2 >= n || !strchr(hex, s[i + 1]) || !strchr(hex, s[i + 2])) return false;
    i += 2;
  }
  return true;
}

/* ISO 13616: the first four go to the end, letters count 10…35, and the number leaves 1 by 97. */
static bool check_iban(const char *s, size_t n) {
  unsigned rest = 0;
  if (n < 5 || !check_packagetype(s, n)) return false;
  for (size_t i = 0; i < n; i++) {
    char c = s[(i + 4) % n];
    rest = c <= '9' ? (rest * 10 + (unsigned)(c - '0')) % 97 : (rest * 100 + (unsigned)(c - 'A') + 10) % 97;
  }
  return rest == 1;
}

/* ISO code lists change faster than programs are installed: only the form of iso3166 and iso4217 is checked (000 is neither). */
static const struct {
  const char *name;
  bool (*fits)(const char *s, size_t n);
  enum err_code problem;
} checks[] = {
    {"csum", check_csum, ERR_BARCODE_CHECK},
    {"csumalpha", check_csumalpha, ERR_BARCODE_AI_VALUE},
    {"yymmd0", check_yymmd0, ERR_BARCODE_DATE},
    {"yymmdd", check_yymmdd, ERR_BARCODE_DATE},
    {"yyyymmdd", check_yyyymmdd, ERR_BARCODE_DATE},
    {"hhmi", check_hhmi, ERR_BARCODE_DATE},
    {"hh", check_hh, ERR_BARCODE_DATE},
    {"mi", check_mi, ERR_BARCODE_DATE},
    {"ss", check_mi, ERR_BARCODE_DATE},
    {"gcppos1", check_gcppos1, ERR_BARCODE_AI_VALUE},
    {"gcppos2", check_gcppos2, ERR_BARCODE_AI_VALUE},
    {"zero", check_zero, ERR_BARCODE_AI_VALUE},
    {"nonzero", check_nonzero, ERR_BARCODE_AI_VALUE},
    {"nozeroprefix", check_nozeroprefix, ERR_BARCODE_AI_VALUE},
    {"hasnondigit", check_hasnondigit, ERR_BARCODE_AI_VALUE},
    {"hyphen", check_hyphen, ERR_BARCODE_AI_VALUE},
    {"yesno", check_yesno, ERR_BARCODE_AI_VALUE},
    {"winding", check_winding, ERR_BARCODE_AI_VALUE},
    {"iso3166", check_nonzero, ERR_BARCODE_AI_VALUE},
    {"iso3166999", check_nonzero, ERR_BARCODE_AI_VALUE},
    {"iso3166alpha2", check_upper, ERR_BARCODE_AI_VALUE},
    {"iso4217", check_nonzero, ERR_BARCODE_AI_VALUE},
    {"iso5218", check_iso5218, ERR_BARCODE_AI_VALUE},
    {"packagetype", check_packagetype, ERR_BARCODE_AI_VALUE},
    {"importeridx", check_importeridx, ERR_BARCODE_AI_VALUE},
    {"mediatype", check_mediatype, ERR_BARCODE_AI_VALUE},
    {"pieceoftotal", check_pieceoftotal, ERR_BARCODE_AI_VALUE},
    {"posinseqslash", check_posinseqslash, ERR_BARCODE_AI_VALUE},
    {"latitude", check_latitude, ERR_BARCODE_AI_VALUE},
    {"longitude", check_longitude, ERR_BARCODE_AI_VALUE},
    {"pcenc", check_pcenc, ERR_BARCODE_AI_VALUE},
    {"iban", check_iban, ERR_BARCODE_AI_VALUE},
    {"couponcode", check_digits, ERR_BARCODE_AI_VALUE},
    {"couponposoffer", check_digits, ERR_BARCODE_AI_VALUE},
};

/* list: "csum,gcppos2", ending at a blank or the end of the specification. */
static enum err_code part_check(const char *list, const char *s, size_t n) {
  while (*list && *list != ' ') {
    size_t name = strcspn(list, ", ");
    for (size_t i = 0; i < COUNT(checks); i++) {
      if (strlen(checks[i].name) != name || strncmp(checks[i].name, list, name) != 0) continue;
      if (!checks[i].fits(s, n)) return checks[i].problem;
    }
    list += name + (list[name] == ',' ? 1 : 0);
  }
  return ERR_NONE;
}

enum err_code element_check(const struct gs1_element *e, char should[2]) {
  struct ai_part part;
  size_t at = 0;
  for (const char *spec = e->row->spec; at < e->n && ai_part_next(&spec, &part);) {
    size_t n = e->n - at < part.length ? e->n - at : part.length;
    enum err_code problem = part_check(part.checks, e->value + at, n);
    if (problem == ERR_BARCODE_CHECK) should[0] = gtin_check_digit(e->value + at, n - 1);
    if (problem != ERR_NONE) return problem;
    at += n;
  }
  return ERR_NONE;
}

/* "310n" against "3102". */
static bool pattern_fits(const char *pattern, size_t n, const char *ai) {
  if (strlen(ai) != n) return false;
  for (size_t i = 0; i < n; i++)
    if (pattern[i] != 'n' && pattern[i] != ai[i]) return false;
  return true;
}

static bool present(const struct gs1 *g, const char *pattern, size_t n, size_t but) {
  for (size_t i = 0; i < g->count; i++)
    if (i != but && pattern_fits(pattern, n, g->e[i].ai)) return true;
  return false;
}

/* One alternative, "01+21", up to its comma. A label carries its SSCC in a barcode of its own, so asking for 00 is always met here. */
static bool group_present(const struct gs1 *g, const char *group, size_t but) {
  for (;;) {
    size_t n = strcspn(group, "+,");
    if (!(n == 2 && strncmp(group, "00", 2) == 0) && !present(g, group, n, but)) return false;
    if (group[n] != '+') return true;
    group += n + 1;
  }
}

static bool needs_met(const struct gs1 *g, const char *req, size_t element) {
  for (;;) {
    if (group_present(g, req, element)) return true;
    req += strcspn(req, ",");
    if (!*req++) return false;
  }
}

enum err_code pair_check(const struct gs1 *g, size_t element, const char **with) {
  const struct gs1_element *e = &g->e[element];
  for (size_t i = 0; i < element; i++)
    if (str_eq(g->e[i].ai, e->ai) && (g->e[i].n != e->n || memcmp(g->e[i].value, e->value, e->n) != 0)) return ERR_BARCODE_TWICE;
  *with = e->row->ex;
  for (const char *p = e->row->ex; p && *p; p += strspn(p, ",")) {
    size_t n = strcspn(p, ",");
    for (size_t i = 0; i < g->count; i++)
      if (!str_eq(g->e[i].ai, e->ai) && pattern_fits(p, n, g->e[i].ai)) return ERR_BARCODE_EXCLUDES;
    p += n;
  }
  *with = e->row->req;
  return e->row->req && !needs_met(g, e->row->req, element) ? ERR_BARCODE_NEEDS : ERR_NONE;
}
