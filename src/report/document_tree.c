/* document_tree: the flow of a document as a tree, each document under what it came of. Owns nothing. */
#include "src/report/report.h"

#include <stdlib.h>
#include <string.h>

const struct out_column document_tree_column[DOC_TREE_COLUMNS] = {
    {"path", OUT_CODE, NULL},         {"number", OUT_CODE, N_("Number")}, {"kind", OUT_WORD, N_("Kind")},
    {"state", OUT_WORD, N_("State")}, {"time", OUT_CODE, N_("Time")},     {"by", OUT_CODE, N_("By")},
};

struct node {
  char *number, *kind, *state;
  char time[40], by[64];
  size_t parent; /* its index; NOBODY: a root */
};
enum { PATH_MOST = 60 };
static const size_t NOBODY = SIZE_MAX;
struct tree {
  struct node *node;
  size_t count, at; /* at: whose parents are asked for */
};

static void node_add(void *self, const char *number, const char *kind, const char *state) {
  struct tree *t = self;
  t->node = xrealloc(t->node, t->count + 1, sizeof *t->node);
  t->node[t->count++] = (struct node){.number = xstrdup(number), .kind = xstrdup(kind), .state = xstrdup(state), .parent = NOBODY};
}

/* The first of its parents that is in the tree; flows go one way, so no circle comes of it. */
static void parent_note(void *self, const char *number) {
  struct tree *t = self;
  for (size_t i = 0; i < t->count && t->node[t->at].parent == NOBODY; i++)
    if (i != t->at && str_eq(t->node[i].number, number)) t->node[t->at].parent = i;
}

static bool node_fill(struct db *db, struct tree *t, struct err *err) {
  struct node *n = &t->node[t->at];
  struct document d;
  struct doc_row whole;
  bool found = false;
  if (!document_find(db, n->number, &d, err)) return false;
  if (d.posted) {
    time_local(n->time, sizeof n->time, d.doc.at);
    n->time[strlen("2026-11-24 14:07")] = 0;
    str_copy(n->by, sizeof n->by, d.doc.who);
    if (d.doc.part_of && !docrow_by_id(db, err, d.doc.part_of, &whole, &found)) return false;
    if (found) parent_note(t, whole.number);
  } else if (d.expected.due != DAY_NONE) {
    day_format(n->time, sizeof n->time, d.expected.due);
  }
  return document_parents(db, &d, parent_note, t, err);
}

static bool more_after(const struct tree *t, size_t i) {
  for (size_t k = i + 1; k < t->count; k++)
    if (t->node[k].parent == t->node[i].parent) return true;
  return false;
}

static void give(const struct tree *t, size_t i, const char *path, struct out *out) {
  const struct node *n = &t->node[i];
  char below[PATH_MOST + 2];
  out_text(out, DOC_TREE_PATH, path);
  out_text(out, DOC_TREE_NUMBER, n->number);
  out_text(out, DOC_TREE_KIND, n->kind);
  out_text(out, DOC_TREE_STATE, n->state);
  out_text(out, DOC_TREE_TIME, n->time);
  out_text(out, DOC_TREE_BY, n->by);
  out_row(out);
  size_t depth = strlen(path);
  if (depth >= PATH_MOST) return;
  memcpy(below, path, depth);
  below[depth + 1] = 0;
  for (size_t k = 0; k < t->count; k++) {
    if (t->node[k].parent != i) continue;
    below[depth] = more_after(t, k) ? '1' : '0';
    give(t, k, below, out);
  }
}

bool document_tree(struct db *db, const struct document *d, struct out *out, struct err *err) {
  struct tree t = {0};
  bool ok = document_flow(db, d, node_add, &t, err);
  for (; ok && t.at < t.count; t.at++) ok = node_fill(db, &t, err);
  for (size_t i = 0; ok && i < t.count; i++)
    if (t.node[i].parent == NOBODY) give(&t, i, "", out);
  for (size_t i = 0; i < t.count; i++) {
    free(t.node[i].number);
    free(t.node[i].kind);
    free(t.node[i].state);
  }
  free(t.node);
  return ok;
}
