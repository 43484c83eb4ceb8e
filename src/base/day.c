/* day: civil days, the store's zone, business days, ISO times. Owns the process's time zone (TZ).
 * Must not: ask what time it is. */
#include "src/base/base.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const int64_t second = 1000000, day_seconds = 86400;

static int64_t floor_div(int64_t a, int64_t b) {
  return a / b - (a % b < 0);
}

/* ---- civil days: years begin in March, so that the leap day is the last one; eras of 400 years */

void day_civil(int32_t day, int *y, int *m, int *d) {
  int64_t z = (int64_t)day + 719468, era = floor_div(z, 146097);
  int64_t of_era = z - era * 146097;
  int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
  int64_t month = (5 * of_year + 2) / 153;
  *d = (int)(of_year - (153 * month + 2) / 5 + 1);
  *m = (int)(month < 10 ? month + 3 : month - 9);
  *y = (int)(year + era * 400 + (*m <= 2));
}

int32_t day_from_civil(int y, int m, int d) {
  int64_t year = (int64_t)y - (m <= 2), era = floor_div(year, 400);
  int64_t of_era = year - era * 400, of_year = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
  return (int32_t)(era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468);
}

int day_month_length(int y, int m) {
  static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
  return length[m - 1] + (m == 2 && leap);
}

/* Exactly n digits; *p moves behind them. */
static bool digits(const char **p, int n, int *out) {
  int v = 0;
  for (int i = 0; i < n; i++, (*p)++) {
    if (**p < '0' || **p > '9') return false;
    v = v * 10 + (**p - '0');
  }
  *out = v;
  return true;
}

static bool date_read(const char **p, int32_t *day) {
  int y, m, d;
  if (!digits(p, 4, &y)) return false;
  char mark = **p;
  bool marked = mark == '-' || mark == '/';
  if (marked) (*p)++;
  if (!digits(p, 2, &m)) return false;
  if (marked && *(*p)++ != mark) return false;
  if (!digits(p, 2, &d)) return false;
  if (y < 1 || m < 1 || m > 12 || d < 1 || d > day_month_length(y, m)) return false;
  *day = day_from_civil(y, m, d);
  return true;
}

bool day_parse(const char *text, int32_t *day) {
  int32_t found;
  if (!date_read(&text, &found) || *text) return false;
  *day = found;
  return true;
}

char *day_format(char *buf, size_t size, int32_t day) {
  int y, m, d;
  day_civil(day, &y, &m, &d);
  snprintf(buf, size, "%04d-%02d-%02d", y, m, d);
  return buf;
}

/* ---- the zone */

static char zone[64];
static bool zone_chosen;

/* The TZ the process was started with, remembered before the first change of it. */
static const char *zone_started(void) {
  static char *started;
  static bool looked;
  if (!looked) {
    looked = true;
    const char *tz = getenv("TZ");
    if (tz) started = xstrdup(tz);
  }
  return started;
}

/* glibc takes any TZ and quietly means UTC: only a name that is a zone file is a zone. */
bool zone_known(const char *iana) {
  if (str_eq(iana, "UTC")) return true;
  if (iana[0] == '/' || strstr(iana, "..") || strlen(iana) >= sizeof zone) return false;
  char *path = xprintf("/usr/share/zoneinfo/%s", iana), mark[4] = {0};
  FILE *f = fopen(path, "rb");
  free(path);
  if (!f) return false;
  bool is_zone = fread(mark, 1, sizeof mark, f) == sizeof mark && memcmp(mark, "TZif", 4) == 0;
  fclose(f);
  return is_zone;
}

bool zone_set(const char *iana, struct err *e) {
  const char *started = zone_started();
  bool chosen = !str_empty(iana);
  if (chosen && !zone_known(iana)) return err_set(e, ERR_ZONE, NULL, iana);
  const char *tz = chosen ? iana : started;
  if ((tz ? setenv("TZ", tz, 1) : unsetenv("TZ")) != 0) return err_set(e, ERR_ZONE, NULL, chosen ? iana : err_errno(errno));
  tzset();
  zone_chosen = chosen;
  if (chosen) str_copy(zone, sizeof zone, iana);
  return true;
}

const char *zone_now(void) {
  if (zone_chosen) return zone;
  const char *tz = zone_started();
  if (tz) return str_empty(tz) ? "UTC" : tz + (*tz == ':');
  char path[256];
  ssize_t n = readlink("/etc/localtime", path, sizeof path - 1);
  if (n < 0) return "UTC";
  path[n] = 0;
  const char *name = strstr(path, "zoneinfo/");
  str_copy(zone, sizeof zone, name ? name + strlen("zoneinfo/") : "UTC");
  return zone;
}

/* Seconds east of Greenwich at a time (UTC seconds); 0 where the C library cannot say. */
static int64_t offset_at(int64_t seconds) {
  time_t t = (time_t)seconds;
  struct tm tm;
  return localtime_r(&t, &tm) ? tm.tm_gmtoff : 0;
}

/* The first UTC second at which the clock on the wall shows `wall` (seconds since 1970 as if it were UTC) or more: of a time that came
 * twice the first, of a time that was skipped the moment of the skip. */
static int64_t from_wall(int64_t wall) {
  int64_t before = wall - offset_at(wall - day_seconds), after = wall - offset_at(wall + day_seconds);
  if (before + offset_at(before) == wall) return before;
  if (after + offset_at(after) == wall) return after;
  int64_t low = after < before ? after : before, high = after < before ? before : after;
  while (high - low > 1) {
    int64_t middle = low + (high - low) / 2;
    if (middle + offset_at(middle) < wall) low = middle;
    else high = middle;
  }
  return high;
}

int zone_offset_minutes(int64_t at) {
  return (int)floor_div(offset_at(floor_div(at, second)), 60);
}

/* ---- business days */

int64_t day_start(int32_t day, int day_start_minutes) {
  return from_wall((int64_t)day * day_seconds + (int64_t)day_start_minutes * 60) * second;
}

int32_t day_of(int64_t at, int day_start_minutes) {
  int64_t seconds = floor_div(at, second);
  int32_t day = (int32_t)floor_div(seconds + offset_at(seconds), day_seconds);
  while (at < day_start(day, day_start_minutes)) day--;
  while (at >= day_start(day + 1, day_start_minutes)) day++;
  return day;
}

/* ---- times */

/* "14:07", "14:07:08", "14:07:08.5" → microseconds of the day; more than six places of a second are cut. */
static bool clock_read(const char **p, int64_t *of_day) {
  int h, m, s = 0;
  if (!digits(p, 2, &h) || *(*p)++ != ':' || !digits(p, 2, &m)) return false;
  int64_t fraction = 0;
  if (**p == ':') {
    (*p)++;
    if (!digits(p, 2, &s)) return false;
    if (**p == '.') {
      const char *first = ++*p;
      for (int64_t place = second / 10; **p >= '0' && **p <= '9'; (*p)++, place /= 10) fraction += (**p - '0') * place;
      if (*p == first) return false;
    }
  }
  if (h > 23 || m > 59 || s > 59) return false;
  *of_day = ((int64_t)h * 3600 + m * 60 + s) * second + fraction;
  return true;
}

/* "Z", "+08:00", "+0800", "+08" → seconds east. */
static bool offset_read(const char **p, int64_t *east) {
  char sign = *(*p)++;
  *east = 0;
  if (sign == 'Z' || sign == 'z') return true;
  int h, m = 0;
  if ((sign != '+' && sign != '-') || !digits(p, 2, &h)) return false;
  if (**p == ':') (*p)++;
  if (**p && !digits(p, 2, &m)) return false;
  if (h > 15 || m > 59) return false;
  *east = (h * 3600 + m * 60) * (sign == '-' ? -1 : 1);
  return true;
}

bool time_parse(const char *text, int day_start_minutes, int64_t *at, bool *bare) {
  int32_t day;
  int64_t of_day, east;
  if (!date_read(&text, &day)) return false;
  if (!*text) {
    *at = day_start(day, day_start_minutes);
    *bare = true;
    return true;
  }
  if (*text != 'T' && *text != 't' && *text != ' ') return false;
  text++;
  if (!clock_read(&text, &of_day)) return false;
  int64_t wall = day * day_seconds + of_day / second, utc;
  if (*text) {
    if (!offset_read(&text, &east) || *text) return false;
    utc = wall - east;
  } else {
    utc = from_wall(wall);
  }
  *at = utc * second + of_day % second;
  *bare = false;
  return true;
}

/* "2026-11-24", `between`, "14:07:08": what a clock showing these seconds since 1970 says. */
static int clock_write(char *buf, size_t size, int64_t seconds, char between) {
  int y, m, d;
  int64_t day = floor_div(seconds, day_seconds);
  int of_day = (int)(seconds - day * day_seconds);
  day_civil((int32_t)day, &y, &m, &d);
  return snprintf(buf, size, "%04d-%02d-%02d%c%02d:%02d:%02d", y, m, d, between, of_day / 3600, of_day / 60 % 60, of_day % 60);
}

char *time_format(char *buf, size_t size, int64_t at) {
  int64_t seconds = floor_div(at, second), fraction = at - seconds * second;
  char clock[40];
  clock_write(clock, sizeof clock, seconds, 'T');
  if (fraction) snprintf(buf, size, "%s.%06dZ", clock, (int)fraction);
  else snprintf(buf, size, "%sZ", clock);
  return buf;
}

char *time_local(char *buf, size_t size, int64_t at) {
  int64_t seconds = floor_div(at, second);
  clock_write(buf, size, seconds + offset_at(seconds), ' ');
  return buf;
}
