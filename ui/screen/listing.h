/* What the screens that are one table (SCREEN_LIST) share. Such a screen's own memory begins with a struct table. */
#ifndef ZG_UI_LISTING_H
#define ZG_UI_LISTING_H

#include "ui/ui.h"

struct table *listing(const struct screen *);
/* Ends the rows: into the table when they could be made (ok), else dropped; for load. */
bool listing_take(struct screen *, struct out *, struct kept **, bool ok, struct err *) MUST_CHECK;
void listing_draw(const struct screen *, struct area); /* the whole body but its first line, where the filter is typed */
bool listing_key(struct screen *, const struct key *);
void listing_keep(const struct screen *, struct jw *);
void listing_back(struct screen *, const struct js *);
void listing_close(struct screen *);

#endif
