/* page: one thing told in lines. Owns the lines. Must not: know what they are about. */
#include "ui/widget/widget.h"

#include <stdio.h>
#include <stdlib.h>

enum { LABEL_MOST = 24, TEXT_LEAST = 16 };
struct page_line {
  char *label, *text, *link;
  enum role role;
};

static void lines_free(struct page *p) {
  for (size_t i = 0; i < p->count; i++) {
    free(p->line[i].label);
    free(p->line[i].text);
    free(p->line[i].link);
  }
  p->count = 0;
}

void page_clear(struct page *p) {
  lines_free(p);
}

void page_done(struct page *p) {
  lines_free(p);
  free(p->line);
  p->line = NULL;
}

static void add(struct page *p, const char *label, enum role role, const char *text, const char *link) {
  p->line = xrealloc(p->line, p->count + 1, sizeof *p->line);
  p->line[p->count++] = (struct page_line){xstrdup(label), xstrdup(text), xstrdup(link ? link : ""), role};
}

void page_head(struct page *p, const char *title) {
  add(p, title, ROLE_HEAD, "", NULL);
}

void page_add(struct page *p, const char *label, enum role role, const char *text, const char *link) {
  if (!str_empty(text)) add(p, label, role, text, link);
}

/* Labels may repeat under different heads, and lines come and go: by what it is, then by where it leads. */
static void key_of(const void *self, size_t row, char key[LIST_KEY]) {
  const struct page_line *l = &((const struct page *)self)->line[row];
  snprintf(key, LIST_KEY, "%.40s\t%.60s\t%.40s", l->label, l->link, *l->link ? "" : l->text);
}

static enum role cell_of(const void *self, size_t row, size_t column, struct buf *text) {
  const struct page_line *l = &((const struct page *)self)->line[row];
  bool head = l->role == ROLE_HEAD;
  buf_adds(text, column ? l->text : l->label);
  return column || head ? l->role : ROLE_LABEL;
}

static struct list_rows rows_of(const struct page *p, struct list_column column[2]) {
  size_t widest = 0;
  for (size_t i = 0; i < p->count; i++) {
    size_t w = utf8_width(p->line[i].label);
    if (w > widest) widest = w;
  }
  column[0] = (struct list_column){"", widest < LABEL_MOST ? (int)widest : LABEL_MOST, 0, 0, ALIGN_LEFT};
  column[1] = (struct list_column){"", TEXT_LEAST, 1, 0, ALIGN_LEFT};
  return (struct list_rows){column, 2, p->count, p, key_of, cell_of, NULL};
}

bool page_key(struct page *p, const struct key *k) {
  struct list_column column[2];
  const struct list_rows r = rows_of(p, column);
  return list_key(&p->list, &r, k);
}

void page_draw(struct page *p, struct area a, bool focus) {
  struct list_column column[2];
  const struct list_rows r = rows_of(p, column);
  list_draw(&p->list, &r, a, focus);
}

const char *page_link(const struct page *p) {
  return p->list.at < p->count ? p->line[p->list.at].link : "";
}
