/* day: civil days, zones, business days and ISO times. */
#include "src/base/base.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const int64_t second = 1000000, minute = 60000000, hour = 3600000000;

static void set_zone(const char *iana) {
  struct err e = {0};
  assert_true(zone_set(iana, &e));
}

static int64_t at(const char *text) {
  int64_t t;
  bool bare;
  if (!time_parse(text, 240, &t, &bare)) fail_msg("'%s' is no time", text);
  assert_false(bare);
  return t;
}

static int32_t day(const char *text) {
  int32_t d;
  if (!day_parse(text, &d)) fail_msg("'%s' is no day", text);
  return d;
}

static void known_days(void **state) {
  (void)state;
  assert_int_equal(day_from_civil(1970, 1, 1), 0);
  assert_int_equal(day_from_civil(1969, 12, 31), -1);
  assert_int_equal(day_from_civil(2000, 3, 1), 11017);
  assert_int_equal(day_from_civil(2026, 11, 24), 20781); /* date -u -d 2026-11-24 +%s = 1795478400 */
  assert_int_equal(day_from_civil(1, 1, 1), -719162);
  assert_int_equal(day_month_length(2000, 2), 29);
  assert_int_equal(day_month_length(1900, 2), 28);
  assert_int_equal(day_month_length(2028, 2), 29);
  assert_int_equal(day_month_length(2027, 2), 28);
  assert_int_equal(day_month_length(2027, 12), 31);
}

/* Counts through every day of the years 1 to 2400 by the calendar's own rule. */
static void every_day(void **state) {
  (void)state;
  int32_t n = day_from_civil(1, 1, 1);
  for (int y = 1; y <= 2400; y++) {
    for (int m = 1; m <= 12; m++) {
      for (int d = 1; d <= day_month_length(y, m); d++, n++) {
        int gy, gm, gd;
        day_civil(n, &gy, &gm, &gd);
        if (gy != y || gm != m || gd != d || day_from_civil(y, m, d) != n) fail_msg("%d-%d-%d", y, m, d);
      }
    }
  }
}

static void day_texts(void **state) {
  (void)state;
  char b[16];
  assert_int_equal(day("2026-11-24"), 20781);
  assert_int_equal(day("2026/11/24"), 20781);
  assert_int_equal(day("20261124"), 20781);
  assert_int_equal(day("2028-02-29"), day_from_civil(2028, 2, 29));
  assert_string_equal(day_format(b, sizeof b, 20781), "2026-11-24");
  assert_string_equal(day_format(b, sizeof b, -719162), "0001-01-01");
  static const char *const bad[] = {"",           "2026-11",  "2026-13-01", "2026-00-10", "2026-02-29",  "2026-11-31",
                                    "2026-11-00", "26-11-24", "2026-11/24", "2026-1124",  "2026-11-24x", "2026-11-24 ",
                                    "x",          "2026-1-5", "24.11.2026", "0000-01-01", "202611245",   "-026-11-24"};
  for (size_t i = 0; i < COUNT(bad); i++) {
    int32_t d = 7;
    if (day_parse(bad[i], &d)) fail_msg("'%s' was taken", bad[i]);
    assert_int_equal(d, 7);
  }
}

static void time_texts(void **state) {
  (void)state;
  set_zone("Asia/Shanghai");
  char b[40];
  int64_t noon = 20781 * 24 * hour + 6 * hour + 7 * minute + 8 * second;
  assert_int_equal(at("2026-11-24T06:07:08Z"), noon);
  assert_int_equal(at("2026-11-24 06:07:08z"), noon);
  assert_int_equal(at("2026-11-24T14:07:08+08:00"), noon);
  assert_int_equal(at("2026-11-24T14:07:08+0800"), noon);
  assert_int_equal(at("2026-11-24T14:07:08+08"), noon);
  assert_int_equal(at("2026-11-24T01:37:08-04:30"), noon);
  assert_int_equal(at("2026/11/24 14:07:08"), noon); /* no zone: the set one */
  assert_int_equal(at("20261124T14:07"), noon - 8 * second);
  assert_int_equal(at("2026-11-24T06:07:08.5Z"), noon + second / 2);
  assert_int_equal(at("2026-11-24T06:07:08.000123Z"), noon + 123);
  assert_int_equal(at("2026-11-24T06:07:08.0001239Z"), noon + 123);
  assert_int_equal(at("1969-12-31T23:59:59.999999Z"), -1);
  assert_string_equal(time_format(b, sizeof b, noon), "2026-11-24T06:07:08Z");
  assert_string_equal(time_format(b, sizeof b, noon + 123), "2026-11-24T06:07:08.000123Z");
  assert_string_equal(time_format(b, sizeof b, -1), "1969-12-31T23:59:59.999999Z");
  assert_string_equal(time_local(b, sizeof b, noon + 123), "2026-11-24 14:07:08");
  static const char *const bad[] = {"",
                                    "2026-11-24T",
                                    "2026-11-24T06",
                                    "2026-11-24T24:00",
                                    "2026-11-24T06:60",
                                    "2026-11-24T06:07:60Z",
                                    "2026-11-24T06:07:08.Z",
                                    "2026-11-24T06:07:08Zx",
                                    "2026-11-24T06:07:08+8",
                                    "2026-11-24T06:07:08+08:0",
                                    "2026-11-24T06:07:08+16:00",
                                    "2026-11-24T06:07:08+08:60",
                                    "2026-11-24x06:07",
                                    "2026-11-24T6:07",
                                    "2026-02-30T06:07"};
  for (size_t i = 0; i < COUNT(bad); i++) {
    int64_t t = 7;
    bool bare;
    if (time_parse(bad[i], 240, &t, &bare)) fail_msg("'%s' was taken", bad[i]);
    assert_int_equal(t, 7);
  }
}

static void bare_day_is_business_day(void **state) {
  (void)state;
  set_zone("Asia/Shanghai");
  int64_t t;
  bool bare = false;
  assert_true(time_parse("2026-11-24", 240, &t, &bare));
  assert_true(bare);
  assert_int_equal(t, 20780 * 24 * hour + 20 * hour); /* 04:00 in Shanghai is 20:00 UTC the day before */
}

static void business_day(void **state) {
  (void)state;
  set_zone("Asia/Shanghai");
  assert_int_equal(day_of(at("2026-11-24 03:59:59.999999"), 240), day("2026-11-23"));
  assert_int_equal(day_of(at("2026-11-24 04:00"), 240), day("2026-11-24"));
  assert_int_equal(day_of(at("2026-11-24 23:59"), 240), day("2026-11-24"));
  assert_int_equal(day_of(at("2026-11-25 00:30"), 240), day("2026-11-24"));
  assert_int_equal(day_of(at("2026-11-24 00:00"), 0), day("2026-11-24"));
  assert_int_equal(day_of(at("1969-12-31T19:59:59Z"), 240), day("1969-12-31"));
  assert_int_equal(day_start(day("2026-11-24"), 240), at("2026-11-24 04:00"));
}

/* Summer time: 2026-03-29 02:00 → 03:00 and 2026-10-25 03:00 → 02:00 in Berlin. */
static void summer_time(void **state) {
  (void)state;
  set_zone("Europe/Berlin");
  assert_int_equal(zone_offset_minutes(at("2026-03-29T00:59:59Z")), 60);
  assert_int_equal(zone_offset_minutes(at("2026-03-29T01:00:00Z")), 120);
  assert_int_equal(at("2026-03-29 01:59:59"), at("2026-03-29T00:59:59Z"));
  assert_int_equal(at("2026-03-29 02:30:00"), at("2026-03-29T01:00:00Z")); /* never shown: the moment of the skip */
  assert_int_equal(at("2026-03-29 03:00:00"), at("2026-03-29T01:00:00Z"));
  assert_int_equal(at("2026-10-25 02:30:00"), at("2026-10-25T00:30:00Z")); /* came twice: the first */
  assert_int_equal(at("2026-10-25 03:00:00"), at("2026-10-25T02:00:00Z"));
  assert_int_equal(day_start(day("2026-03-29"), 240), at("2026-03-29T02:00:00Z"));
  assert_int_equal(day_start(day("2026-03-29"), 150), at("2026-03-29T01:00:00Z"));
  assert_int_equal(day_of(at("2026-10-25T01:29:00Z"), 150), day("2026-10-25")); /* 02:29 for the second time */
}

/* Samoa had no 2011-12-30. */
static void a_day_that_never_was(void **state) {
  (void)state;
  set_zone("Pacific/Apia");
  assert_int_equal(day_start(day("2011-12-30"), 0), at("2011-12-30T10:00:00Z"));
  assert_int_equal(day_start(day("2011-12-31"), 0), at("2011-12-30T10:00:00Z"));
  assert_int_equal(day_of(at("2011-12-30T09:59:59Z"), 0), day("2011-12-29"));
  assert_int_equal(day_of(at("2011-12-30T10:00:00Z"), 0), day("2011-12-31"));
}

/* day_of and day_start agree in every zone at every quarter hour of a year, and days never go back. */
static void days_agree(void **state) {
  (void)state;
  static const char *const zones[] = {"UTC", "Asia/Shanghai", "Europe/Berlin", "America/Havana", "Australia/Lord_Howe", "Asia/Kathmandu"};
  for (size_t z = 0; z < COUNT(zones); z++) {
    set_zone(zones[z]);
    int32_t last = INT32_MIN;
    for (int64_t t = at("2026-01-01T00:00Z"); t < at("2027-01-01T00:00Z"); t += 45 * minute) {
      for (int starts = 0; starts <= 240; starts += 240) {
        int32_t d = day_of(t, starts);
        if (t < day_start(d, starts) || t >= day_start(d + 1, starts)) fail_msg("%s %lld", zones[z], (long long)t);
      }
      int32_t d = day_of(t, 240);
      assert_true(d >= last);
      last = d;
    }
  }
}

static void format_and_back(void **state) {
  (void)state;
  uint64_t seed = 42;
  for (int i = 0; i < 20000; i++) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    int64_t t = (int64_t)(seed >> 8) % (300000000000000000 / 5) - 60000000000000000; /* the years 68 to 2000 or so */
    if (t < day_from_civil(1, 1, 2) * 24 * hour) continue;
    char b[40];
    assert_int_equal(at(time_format(b, sizeof b, t)), t);
  }
}

static void zones(void **state) {
  (void)state;
  struct err e = {0};
  set_zone("Asia/Shanghai");
  assert_string_equal(zone_now(), "Asia/Shanghai");
  assert_int_equal(zone_offset_minutes(0), 480);
  static const char *const bad[] = {"Asia/Nowhere", "/etc/passwd", "../zoneinfo/Asia/Shanghai", "../../../etc/passwd", "Asia",
                                    "CST-8",        "zone.tab"};
  for (size_t i = 0; i < COUNT(bad); i++) {
    e = (struct err){0};
    assert_false(zone_set(bad[i], &e));
    assert_int_equal(e.code, ERR_ZONE);
    assert_string_equal(err_name(e.code), "zone");
    assert_non_null(strstr(e.text, bad[i]));
    assert_string_equal(zone_now(), "Asia/Shanghai");
    assert_int_equal(zone_offset_minutes(0), 480);
  }
  set_zone("");
  assert_string_equal(zone_now(), "America/New_York"); /* what main() said the system's is */
  assert_int_equal(zone_offset_minutes(at("2026-01-01T00:00Z")), -300);
  set_zone("UTC");
  assert_int_equal(zone_offset_minutes(at("2026-01-01T00:00Z")), 0);
  set_zone(NULL);
  assert_string_equal(zone_now(), "America/New_York");
}

int main(void) {
  if (setenv("TZ", ":America/New_York", 1) != 0) return 1;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(known_days),
      cmocka_unit_test(every_day),
      cmocka_unit_test(day_texts),
      cmocka_unit_test(time_texts),
      cmocka_unit_test(bare_day_is_business_day),
      cmocka_unit_test(business_day),
      cmocka_unit_test(summer_time),
      cmocka_unit_test(a_day_that_never_was),
      cmocka_unit_test(days_agree),
      cmocka_unit_test(format_and_back),
      cmocka_unit_test(zones),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
