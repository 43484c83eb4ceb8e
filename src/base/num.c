/* num: exact decimals. Reads and writes them, multiplies in 128 bits, shares a total out without losing a unit.
 * Owns nothing. Must not: use floating point, round silently, or let anything overflow. */
#include "src/base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#pragma GCC poison float double

static const int64_t largest = 100000000000000000; /* 10^17: what a number typed or read may be */

static bool num_read(const char *p, int decimals, int64_t *out) {
  bool negative = *p == '-', point = false;
  if (*p == '-' || *p == '+') p++;
  __int128 v = 0;
  int left = decimals, digits = 0;
  for (; *p; p++) {
    if (*p == '.' && !point && digits) {
      point = true;
      digits = 0;
      continue;
    }
    if (*p < '0' || *p > '9') return false;
    digits++;
    if (point && left == 0) {
      if (*p != '0') return false;
      continue;
    }
    if (point) left--;
    v = v * 10 + (*p - '0');
    if (v > largest) return false;
  }
  if (!digits) return false;
  v *= num_pow10(left);
  if (v > largest) return false;
  *out = (int64_t)(negative ? -v : v);
  return true;
}

bool num_parse(const char *text, int decimals, int64_t *out) {
  struct buf narrow = {0};
  if (!text[strspn(text, "+-.0123456789")]) return num_read(text, decimals, out);
  utf8_code(&narrow, text, strlen(text));
  bool good = narrow.n > 0 && num_read(narrow.p, decimals, out);
  buf_free(&narrow);
  return good;
}

static uint64_t magnitude(int64_t v) {
  return v < 0 ? -(uint64_t)v : (uint64_t)v;
}

char *num_format(char *buf, size_t size, int64_t value, int decimals) {
  uint64_t v = magnitude(value);
  char text[32], *p = text + sizeof text;
  *--p = 0;
  for (int i = 0; v || i <= decimals; i++, v /= 10) {
    if (decimals && i == decimals) *--p = '.';
    *--p = (char)('0' + v % 10);
  }
  if (value < 0) *--p = '-';
  str_copy(buf, size, p);
  return buf;
}

bool num_muldiv(int64_t a, int64_t b, int64_t c, int64_t *out) {
  if (c == 0) return false;
  bool negative = ((a < 0) ^ (b < 0) ^ (c < 0)) != 0;
  unsigned __int128 product = (unsigned __int128)magnitude(a) * magnitude(b), by = magnitude(c);
  unsigned __int128 q = product / by, r = product % by;
  if (r >= by - r) q++;
  if (q > (unsigned __int128)INT64_MAX + negative) return false;
  *out = negative ? (int64_t) - (__int128)q : (int64_t)q;
  return true;
}

bool num_add(int64_t a, int64_t b, int64_t *out) {
  int64_t sum;
  if (__builtin_add_overflow(a, b, &sum)) return false;
  *out = sum;
  return true;
}

int64_t num_pow10(int exponent) {
  int64_t v = 1;
  while (exponent-- > 0) v *= 10;
  return v;
}

struct rest {
  unsigned __int128 size;
  size_t i;
};

static int larger_rest_first(const void *a, const void *b) {
  const struct rest *x = a, *y = b;
  if (x->size != y->size) return x->size > y->size ? -1 : 1;
  return x->i < y->i ? -1 : 1;
}

void num_spread(int64_t total, const int64_t *weights, size_t n, int64_t *parts) {
  if (n == 0) return;
  unsigned __int128 sum = 0;
  for (size_t i = 0; i < n; i++) sum += (uint64_t)weights[i];
  if (sum == 0) {
    memset(parts, 0, n * sizeof *parts);
    parts[0] = total;
    return;
  }
  uint64_t whole = magnitude(total), left = whole;
  struct rest *rests = xcalloc(n, sizeof *rests);
  for (size_t i = 0; i < n; i++) {
    unsigned __int128 share = (unsigned __int128)whole * (uint64_t)weights[i];
    uint64_t part = (uint64_t)(share / sum);
    rests[i] = (struct rest){share % sum, i};
    left -= part;
    parts[i] = total < 0 ? (int64_t)-part : (int64_t)part;
  }
  qsort(rests, n, sizeof *rests, larger_rest_first);
  for (size_t i = 0; i < left; i++) parts[rests[i].i] += total < 0 ? -1 : 1;
  free(rests);
}

/* ISO 4217: the codes in use by the decimals of their minor unit (metals, units of account and test codes have none and are not here). */
static const struct {
  int decimals;
  const char *codes;
} currencies[] = {
    {0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"},
    {2, "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU "
        "CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS "
        "KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN "
        "PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH "
        "USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG ZWL"},
    {3, "BHD IQD JOD KWD LYD OMR TND"},
    {4, "CLF UYW"},
};

int num_currency_decimals(const char *iso4217) {
  if (strlen(iso4217) != 3) return -1;
  for (size_t i = 0; i < COUNT(currencies); i++) {
    for (const char *p = currencies[i].codes;; p += 4) {
      if (memcmp(p, iso4217, 3) == 0) return currencies[i].decimals;
      if (!p[3]) break;
    }
  }
  return -1;
}
