/* chart: numbers as columns and bars. Owns nothing. Must not: stand without the numbers beside it. */
#include "ui/widget/widget.h"

enum { EIGHTHS = 8 };

void chart_spark(struct buf *out, const int64_t *values, size_t count, size_t cells) {
  size_t from = count > cells ? count - cells : 0;
  int64_t most = 0;
  for (size_t i = from; i < count; i++)
    if (values[i] > most) most = values[i];
  for (size_t i = from; i < count; i++) {
    int64_t level = 0;
    if (values[i] > 0 && !num_muldiv(values[i], EIGHTHS, most, &level)) level = EIGHTHS;
    buf_adds(out, glyph_level(values[i] > 0 && level == 0 ? 1 : (unsigned)level)); /* a little is more than nothing */
  }
}

void chart_bars(struct area a, const char *const *label, const int64_t *value, const char *const *number, size_t count) {
  size_t labels = 0, numbers = 0;
  int64_t most = 0;
  for (size_t i = 0; i < count; i++) {
    size_t l = utf8_width(label[i]), n = utf8_width(number[i]);
    if (l > labels) labels = l;
    if (n > numbers) numbers = n;
    if (value[i] > most) most = value[i];
  }
  if ((int)labels > a.cols / 3) labels = (size_t)(a.cols / 3);
  int bar = a.cols - (int)labels - (int)numbers - 4;
  for (size_t i = 0; i < count && (int)i < a.rows && bar > 0; i++) {
    struct buf text = {0};
    area_cell(a, (int)i, 0, (int)labels, ROLE_TEXT, ALIGN_LEFT, label[i]);
    area_cell(a, (int)i, (int)labels + 2, (int)numbers, ROLE_TEXT, ALIGN_RIGHT, number[i]);
    glyph_bar(&text, value[i] > 0 ? (uint64_t)value[i] : 0, (uint64_t)(most > 0 ? most : 1), (size_t)bar);
    area_text(a, (int)i, (int)(labels + numbers) + 4, ROLE_GOOD, text.p);
    buf_free(&text);
  }
}
