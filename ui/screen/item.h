/* What the look-up shows of an item as its page does. */
#ifndef ZG_UI_ITEM_H
#define ZG_UI_ITEM_H

#include "ui/ui.h"

void item_spark_draw(const struct item_card *, struct area, int row); /* the stock of the last days as a line of columns, and its numbers */

#endif
