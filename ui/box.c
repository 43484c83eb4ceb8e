/* box: what all dialogs share: a box in the middle, off the last rows. Owns nothing. */
#include "ui/box.h"

struct area box_draw(struct area a, int rows, int cols, const char *title) {
  enum { EDGE = 2 };
  rows += EDGE;
  cols += 2 * EDGE;
  if (rows > a.rows - 1) rows = a.rows - 1;
  if (cols > a.cols - 2) cols = a.cols - 2;
  struct area box = area_part(a, (a.rows - rows) / 3, (a.cols - cols) / 2, rows, cols);
  area_box(box, ROLE_BOX, title);
  return area_part(box, 1, EDGE, rows - EDGE, cols - 2 * EDGE);
}
