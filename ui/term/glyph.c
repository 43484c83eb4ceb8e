/* glyph: the three sets of signs. Owns which one is in use. Must not: be asked for text. */
#include "ui/term/term.h"

static enum glyph_set used;

static const char *const signs[][GLYPH_COUNT] = {
    [GLYPHS_FULL] = {"▌", "─", "│", "┌", "┐", "└", "┘", "├", "└"},
    [GLYPHS_NARROW] = {">", "-", "|", "+", "+", "+", "+", "|", "`"},
    [GLYPHS_ASCII] = {">", "-", "|", "+", "+", "+", "+", "|", "`"},
};
enum { EIGHTHS = 8 };
static const char *const levels[][EIGHTHS + 1] = {
    [GLYPHS_FULL] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"},
    [GLYPHS_NARROW] = {" ", "⡀", "⣀", "⣄", "⣤", "⣦", "⣶", "⣷", "⣿"},
    [GLYPHS_ASCII] = {" ", ".", ":", "-", "=", "+", "*", "#", "#"},
};
/* A bar grows to the right; sets without part-filled cells round to whole ones. */
static const char *const bars[][EIGHTHS + 1] = {
    [GLYPHS_FULL] = {" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"},
    [GLYPHS_NARROW] = {" ", " ", " ", "⡇", "⡇", "⡇", "⣿", "⣿", "⣿"},
    [GLYPHS_ASCII] = {" ", " ", " ", " ", "#", "#", "#", "#", "#"},
};

void glyphs_use(enum glyph_set set) {
  used = set;
}

enum glyph_set glyphs_used(void) {
  return used;
}

const char *glyph(enum glyph g) {
  return signs[used][g];
}

const char *glyph_level(unsigned eighth) {
  return levels[used][eighth > EIGHTHS ? EIGHTHS : eighth];
}

void glyph_bar(struct buf *out, uint64_t part, uint64_t whole, size_t cells) {
  if (part > whole) part = whole;
  size_t eighths = whole ? (size_t)((unsigned __int128)part * cells * EIGHTHS / whole) : 0;
  for (size_t i = 0; i < cells; i++) {
    size_t here = eighths > i * EIGHTHS ? eighths - i * EIGHTHS : 0;
    buf_adds(out, bars[used][here > EIGHTHS ? EIGHTHS : here]);
  }
}
