/* key: names of keys, both ways, from one table. Owns nothing. Must not know what a key does. */
#include "ui/term/term.h"

#include <stdio.h>
#include <string.h>

/* What has a name of its own; any other character is its own name. */
static const struct {
  uint32_t code;
  const char *name;
} names[] = {
    {KEY_ENTER, "Enter"}, {KEY_TAB, "Tab"},    {KEY_BACKTAB, "BackTab"}, {KEY_ESC, "Esc"},   {KEY_BACKSPACE, "Backspace"},
    {KEY_DELETE, "Del"},  {KEY_INSERT, "Ins"}, {KEY_UP, "Up"},           {KEY_DOWN, "Down"}, {KEY_LEFT, "Left"},
    {KEY_RIGHT, "Right"}, {KEY_HOME, "Home"},  {KEY_END, "End"},         {KEY_PGUP, "PgUp"}, {KEY_PGDN, "PgDn"},
    {KEY_F1, "F1"},       {KEY_F1 + 1, "F2"},  {KEY_F1 + 2, "F3"},       {KEY_F1 + 3, "F4"}, {KEY_F1 + 4, "F5"},
    {KEY_F1 + 5, "F6"},   {KEY_F1 + 6, "F7"},  {KEY_F1 + 7, "F8"},       {KEY_F1 + 8, "F9"}, {KEY_F1 + 9, "F10"},
    {KEY_F1 + 10, "F11"}, {KEY_F12, "F12"},    {' ', "Space"},           {KEY_GS, "C-]"},
};

static const struct {
  unsigned mod;
  char letter;
} modifiers[] = {{MOD_CTRL, 'C'}, {MOD_ALT, 'A'}, {MOD_SHIFT, 'S'}};

static bool is_character(uint32_t c) {
  return c > ' ' && c < KEY_FIRST && !(c >= 0x7F && c < 0xA0) && !(c >= 0xD800 && c <= 0xDFFF);
}

char *key_name(char *buf, size_t size, const struct key *key) {
  char mods[2 * COUNT(modifiers) + 1], character[5] = "";
  const char *name = character;
  size_t n = 0;
  for (size_t i = 0; i < COUNT(modifiers); i++) {
    if (!(key->mods & modifiers[i].mod)) continue;
    mods[n++] = modifiers[i].letter;
    mods[n++] = '-';
  }
  mods[n] = 0;
  if (is_character(key->code)) character[utf8_put(character, key->code)] = 0;
  for (size_t i = 0; i < COUNT(names); i++)
    if (names[i].code == key->code) name = names[i].name;
  snprintf(buf, size, "%s%s", *name ? mods : "", name);
  return buf;
}

/* The code of a name without modifiers, KEY_NONE when there is none. */
static uint32_t code_of(const char *name) {
  for (size_t i = 0; i < COUNT(names); i++)
    if (str_eq(names[i].name, name)) return names[i].code;
  size_t n = strlen(name);
  const char *p = name;
  uint32_t c = n > 0 && utf8_valid(name, n) ? utf8_next(&p, name + n) : KEY_NONE;
  return p == name + n && is_character(c) ? c : KEY_NONE;
}

bool key_parse(const char *name, struct key *key) {
  struct key k = {.code = code_of(name)};
  for (size_t i = 0; k.code == KEY_NONE && i < COUNT(modifiers); i++) {
    if (name[0] != modifiers[i].letter || name[1] != '-') continue;
    k.mods |= modifiers[i].mod;
    name += 2;
    k.code = code_of(name);
  }
  if (k.code == KEY_NONE) return false;
  if (k.mods & MOD_CTRL && k.code >= 'A' && k.code <= 'Z') k.code += 'a' - 'A';
  *key = k;
  return true;
}

bool key_same(const struct key *a, const struct key *b) {
  return a->code == b->code && a->mods == b->mods;
}
