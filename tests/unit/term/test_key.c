/* key: names of keys, both ways. */
#include "ui/term/term.h"

#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

static const struct {
  const char *name;
  uint32_t code;
  unsigned mods;
} keys[] = {
    {"Enter", KEY_ENTER, 0},
    {"Tab", KEY_TAB, 0},
    {"BackTab", KEY_BACKTAB, 0},
    {"Esc", KEY_ESC, 0},
    {"Backspace", KEY_BACKSPACE, 0},
    {"Del", KEY_DELETE, 0},
    {"Ins", KEY_INSERT, 0},
    {"PgDn", KEY_PGDN, 0},
    {"PgUp", KEY_PGUP, 0},
    {"Home", KEY_HOME, 0},
    {"End", KEY_END, 0},
    {"Up", KEY_UP, 0},
    {"Down", KEY_DOWN, 0},
    {"Left", KEY_LEFT, 0},
    {"Right", KEY_RIGHT, 0},
    {"F1", KEY_F1, 0},
    {"F9", KEY_F1 + 8, 0},
    {"F10", KEY_F1 + 9, 0},
    {"F12", KEY_F12, 0},
    {"Space", ' ', 0},
    {"C-Space", ' ', MOD_CTRL},
    {"C-z", 'z', MOD_CTRL},
    {"C-]", KEY_GS, 0},
    {"C-A-x", 'x', MOD_CTRL | MOD_ALT},
    {"A-x", 'x', MOD_ALT},
    {"A-X", 'X', MOD_ALT},
    {"S-F3", KEY_F1 + 2, MOD_SHIFT},
    {"C-A-S-Backspace", KEY_BACKSPACE, MOD_CTRL | MOD_ALT | MOD_SHIFT},
    {"A-C", 'C', MOD_ALT},
    {"C", 'C', 0},
    {"-", '-', 0},
    {"C--", '-', MOD_CTRL},
    {"A--", '-', MOD_ALT},
    {"u", 'u', 0},
    {"U", 'U', 0},
    {"/", '/', 0},
    {"饮", 0x996E, 0},
    {"A-é", 0xE9, MOD_ALT},
    {"\xF0\xA0\x80\x80", 0x20000, 0},
};

static void both_ways(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(keys); i++) {
    struct key k = {.at = 77};
    char name[16];
    assert_true(key_parse(keys[i].name, &k));
    assert_int_equal(k.code, keys[i].code);
    assert_int_equal(k.mods, keys[i].mods);
    assert_int_equal(k.at, 0);
    assert_string_equal(key_name(name, sizeof name, &k), keys[i].name);
  }
}

/* Each key of the enum has a name of its own that leads back to it, with every modifier, in 16 bytes. */
static void every_key(void **state) {
  (void)state;
  for (uint32_t code = KEY_FIRST + 1; code < KEY_LAST; code++) {
    for (unsigned mods = 0; mods < 8; mods++) {
      struct key k = {code, mods, 0}, back;
      char name[16];
      assert_string_not_equal(key_name(name, sizeof name, &k), "");
      assert_true(key_parse(name, &back));
      assert_true(key_same(&k, &back));
    }
  }
}

static void no_names(void **state) {
  (void)state;
  static const char *const wrong[] = {"",    "f1",    "F0",    "F13", "F01", "enter", "xy",    "C-",   "A-",
                                      "X-a", "S-C-a", "C-C-a", " ",   "\t",  "\xFF",  "a\xFF", "C-F99"};
  for (size_t i = 0; i < COUNT(wrong); i++) {
    struct key k = {.code = 'q', .at = 5};
    assert_false(key_parse(wrong[i], &k));
    assert_int_equal(k.code, 'q');
    assert_int_equal(k.at, 5);
  }
  static const uint32_t none[] = {KEY_NONE, 7, 0x7F, 0x85, 0xD800, KEY_FIRST, KEY_LAST};
  for (size_t i = 0; i < COUNT(none); i++) {
    char name[16] = "as it was";
    assert_string_equal(key_name(name, sizeof name, &(struct key){none[i], MOD_CTRL, 0}), "");
  }
}

static void control_letters(void **state) {
  (void)state;
  struct key a, b;
  assert_true(key_parse("C-Z", &a));
  assert_true(key_parse("C-z", &b));
  assert_true(key_same(&a, &b));
  b.at = 9;
  assert_true(key_same(&a, &b));
  b.mods = 0;
  assert_false(key_same(&a, &b));
  assert_true(key_parse("A-Z", &a));
  assert_true(key_parse("A-z", &b));
  assert_false(key_same(&a, &b));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(both_ways),
      cmocka_unit_test(every_key),
      cmocka_unit_test(no_names),
      cmocka_unit_test(control_letters),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
