/* The scanner test, as the wizard and the screen `scanner` show it. */
#ifndef ZG_UI_SCANNER_H
#define ZG_UI_SCANNER_H

#include "config/config.h"
#include "ui/ui.h"

struct scanner {
  struct gauge gauge;
  struct code code; /* what the last scan says */
};
bool scanner_raw(struct scanner *, struct ui *, const struct key *);   /* true: a character of a scan, or its end */
void scanner_scan(struct scanner *, struct ui *, const struct scan *); /* one that came whole */
void scanner_tick(struct scanner *, struct ui *);
void scanner_draw(const struct scanner *, struct area);
bool scanner_save(const struct scanner *, struct ui *, struct err *) MUST_CHECK; /* into the machine's settings, in force at once */

#endif
