/* The demo store in files: demo.c fills a store, demo_items.c makes its catalogue. Everything goes in as CSV through the import, and by
 * posting, as a real store's would. */
#ifndef ZG_CLI_DEMO_H
#define ZG_CLI_DEMO_H

#include "src/cli/cli.h"

#define DEMO_CODE "0412"
#define DEMO_NAME "Riverside / 江滨店"
enum { DEMO_ITEMS = 300, DEMO_ITEMS_LEAST = 60, DEMO_ITEMS_MOST = 1000000 };
/* Fills a store that was just made, signs its manager in (cli->actor) and prints who is there, what is ordered and what is announced for
 * today (with --json the object
 * of FORMATS). CLI_DONE, or refuses. */
int demo_fill(struct cli *, int64_t items);

/* demo_items.c */
struct demo_item {
  char code[16], ean[16], name[128], name_en[128], category[96], brand[48], spec[32], unit[16], supplier[8];
  int64_t cost, price, pack, shelf_life; /* money in hundredths of the unit of currency */
  bool lot, weighed;                     /* weighed: sold by 22… scale codes, no EAN */
};
/* Item number n of the catalogue, the same every time. */
void demo_item(int64_t n, struct demo_item *);
void demo_case_code(const struct demo_item *, char itf14[15]); /* of a pack */
enum { DEMO_SUPPLIERS = 6 };
extern const char *const demo_suppliers[DEMO_SUPPLIERS][2]; /* code, name */

#endif
