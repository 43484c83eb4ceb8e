/* report: the table of reports, and what several of them need. */
#include "src/report/internal.h"

#include <stdlib.h>
#include <string.h>

static const struct report table[] = {
#define REPORT(id, name, title, columns, takes) {name, title, report_##id##_column, columns, takes, report_##id},
#include "src/report/reports.def"
#undef REPORT
};

const struct report *report_at(size_t index) {
  return index < COUNT(table) ? &table[index] : NULL;
}

const struct report *report_find(const char *name) {
  const struct report *r;
  for (size_t i = 0; (r = report_at(i)); i++)
    if (str_eq(r->name, name)) return r;
  return NULL;
}

bool report_period(struct db *db, const struct report_args *args, int32_t *from, int32_t *to, struct err *err) {
  int32_t today = ledger_today(args->store, db);
  char a[32], b[32];
  *from = args->from != DAY_NONE ? args->from : args->to != DAY_NONE ? args->to - 1 : today;
  *to = args->to != DAY_NONE ? args->to : today + 1;
  return *from < *to || err_set(err, ERR_REPORT_PERIOD, NULL, day_format(a, sizeof a, *from), day_format(b, sizeof b, *to));
}

void report_spread(int64_t value, const int64_t *qty, size_t n, int64_t *parts) {
  if (n == 1) {
    parts[0] = value;
    return;
  }
  int64_t *weights = xcalloc(n, sizeof *weights), *spread = xcalloc(n, sizeof *spread), sum = 0;
  bool some = false;
  for (size_t i = 0; i < n; i++) {
    sum += qty[i];
    some |= qty[i] > 0;
  }
  /* Nothing above zero: the mirror image, shares by what is missing. */
  for (size_t i = 0; i < n; i++) {
    parts[i] = 0;
    weights[i] = some && qty[i] < 0 ? 0 : llabs(qty[i]);
    if (some && qty[i] < 0 && num_muldiv(value, qty[i], sum, &parts[i])) value -= parts[i];
  }
  num_spread(value, weights, n, spread);
  for (size_t i = 0; i < n; i++) parts[i] += spread[i];
  free(weights);
  free(spread);
}
