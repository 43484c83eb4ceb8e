/* items: what one posting needs to know of its items, each read once. Codes are borrowed from the document. */
#include "src/ledger/internal.h"

#include <stdlib.h>

static size_t slot(const struct items *t, const char *code) {
  uint64_t h = 0xCBF29CE484222325u;
  for (const char *p = code; *p; p++) h = (h ^ (uint8_t)*p) * 0x100000001B3u;
  size_t i = (size_t)(h ^ (h >> 32)) & (t->room - 1);
  while (t->seen[i].code && !str_eq(t->seen[i].code, code)) i = (i + 1) & (t->room - 1);
  return i;
}

static void grow(struct items *t) {
  struct item_seen *old = t->seen;
  size_t room = t->room;
  t->room = room ? 2 * room : 64;
  t->seen = xcalloc(t->room, sizeof *t->seen);
  for (size_t i = 0; i < room; i++)
    if (old[i].code) t->seen[slot(t, old[i].code)] = old[i];
  free(old);
}

struct ledger_item *items_get(struct items *t, const char *code, struct err *err) {
  if (2 * t->count >= t->room) grow(t);
  struct item_seen *s = &t->seen[slot(t, code)];
  if (s->code) return &s->item;
  if (!ledger_item(t->db, err, code, &s->item)) return NULL;
  if (!s->item.id) {
    err_set(err, ERR_POST_ITEM, "item", code);
    return NULL;
  }
  s->code = code;
  t->count++;
  return &s->item;
}

void items_free(struct items *t) {
  free(t->seen);
  shelf_free(&t->shelf);
}
