/* instore: numbers a store gives itself, prefixes 20–29 and 02, by the store's table. */
#include "src/code/internal.h"

#include <stdlib.h>
#include <string.h>

/* The row of prefix 2x is x; 02 (a UPC-A beginning with 2) has its own. */
static int row_of(const char *prefix) {
  if (prefix[0] == '2' && prefix[1] >= '0' && prefix[1] <= '9') return prefix[1] - '0';
  return prefix[0] == '0' && prefix[1] == '2' ? INSTORE_UPC : -1;
}

static bool small_number(const char *word, uint8_t most, uint8_t *out) {
  int64_t v;
  if (!num_parse(word, 0, &v) || v < 0 || v > most) return false;
  *out = (uint8_t)v;
  return true;
}

static bool row_parse(struct instore_row *row, char *value) {
  char *word[6];
  size_t n = 0;
  for (char *p = str_trim(value); *p && n < COUNT(word); p += strspn(p, " \t")) {
    word[n++] = p;
    p += strcspn(p, " \t");
    if (*p) *p++ = 0;
  }
  *row = (struct instore_row){.on = n > 0};
  if (n == 0) return true;
  if (n < 4 || n > 5 || !small_number(word[0], 9, &row->item_digits) || !small_number(word[1], 9, &row->value_digits)) return false;
  row->weight = str_eq(word[2], "weight");
  row->verifier = n == 5;
  if (!row->weight && !str_eq(word[2], "price")) return false;
  if (row->verifier && (!str_eq(word[4], "verifier") || (row->value_digits != 4 && row->value_digits != 5))) return false;
  return small_number(word[3], row->value_digits, &row->decimals) && row->item_digits > 0 && row->value_digits > 0 &&
         row->item_digits + row->value_digits + (row->verifier ? 1 : 0) == 10;
}

bool instore_parse(struct instore *table, const char *prefix, const char *value, struct err *e) {
  int i = strlen(prefix) == 2 ? row_of(prefix) : -1;
  char *copy = xstrdup(value);
  struct instore_row row;
  bool fine = i >= 0 && row_parse(&row, copy);
  free(copy);
  if (!fine) return err_set(e, ERR_INSTORE_SETTING, "instore", prefix, value);
  table->row[i] = row;
  return true;
}

/* A digit's weighted product: "2-" and "5-" take the tens of the product off its units, "5+" adds them (GS1 7.9.2). */
static int weighted(const char *weight, int digit) {
  int product = (weight[0] - '0') * digit, tens = product / 10, units = product % 10;
  if (weight[1] == '-') return (units - tens + 10) % 10;
  return weight[1] == '+' ? (units + tens) % 10 : units;
}

char price_check_digit(const char *digits, size_t n) {
  static const char *const four[] = {"2-", "2-", "3", "5-"}, *const five[] = {"5+", "2-", "5-", "5+", "2-"};
  int sum = 0;
  for (size_t i = 0; i < n; i++) sum += weighted(n == 4 ? four[i] : five[i], digits[i] - '0');
  if (n == 4) return (char)('0' + sum * 3 % 10);
  int wanted = (10 - sum % 10) % 10, digit = 0;
  while (weighted("5-", digit) != wanted) digit++;
  return (char)('0' + digit);
}

bool instore_read(struct code *c, const char gtin[15], const struct instore *table) {
  int i = row_of(gtin + 1);
  if (gtin[0] != '0' || i < 0 || !table->row[i].on) return false;
  const struct instore_row *row = &table->row[i];
  const char *value = gtin + 3 + row->item_digits + (row->verifier ? 1 : 0);
  c->kind = CODE_INSTORE;
  memcpy(c->item_part, gtin + 3, row->item_digits);
  if (row->verifier) {
    char right[2] = {price_check_digit(value, row->value_digits), 0};
    if (value[-1] != right[0]) {
      code_problem(c, ERR_INSTORE_VERIFIER, c->text, right);
      return true;
    }
  }
  int64_t v = 0;
  for (size_t k = 0; k < row->value_digits; k++) v = v * 10 + (value[k] - '0');
  if (v == 0) {
    code_problem(c, ERR_INSTORE_ZERO, c->text);
  } else if (row->weight) {
    c->has_weight = true;
    c->weight = v;
    c->weight_decimals = row->decimals;
  } else {
    c->has_price = true;
    c->price = v;
    c->price_decimals = row->decimals;
  }
  return true;
}
