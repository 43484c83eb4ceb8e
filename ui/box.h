/* What the dialogs of the frame share. */
#ifndef ZG_UI_BOX_H
#define ZG_UI_BOX_H

#include "ui/ui.h"

struct area box_draw(struct area, int rows, int cols, const char *title); /* the inside of a box that large */

#endif
