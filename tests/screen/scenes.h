/* What the programs of pictures share: the scenes of scenes.def, played in one language at two sizes and compared cell by cell with the
 * pictures in golden/. GOLDEN=write in the environment writes them instead. */
#include "tests/screen/harness.h"
#include "ui/ui.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* One delivery with a line of every kind: complete, partly, too many, damaged, not ordered, unknown. */
#define LINES                                                                                                                              \
  "r Enter scan:6951105000058 2 0 Enter scan:6921112000068 scan:712019000079 2 2 Enter scan:6961126000081 5 Enter d text:3 Enter "         \
  "scan:6931123002999 scan:6999999999994"

/* A file of items that was looked through. */
#define NEW_IMPORT(file) "i n Down text:" file " F2 nobox"

/* FRESH: as the demo is made, with two files to bring in. BUSY: a delivery was posted with lines of every kind, a code waits to be
 * taught. BROKEN: its stock is one off, and more was done than one page of the audit shows. IMPORTS: one file was brought in whole,
 * another stopped. NONE: no database. */
enum stores { FRESH, BUSY, BROKEN, IMPORTS, NONE, STORES };
enum style { PLAIN, MONO, ASCII, NOBODY };
struct scene {
  const char *name, *steps;
  enum stores store;
  enum style style;
  bool picture;
};
static const struct scene scenes[] = {
#define SCENE(name, store, style, steps) {#name, steps, store, style, true},
#define WALK(name, store, style, steps) {#name, steps, store, style, false},
#include "tests/screen/scenes.def"
#undef SCENE
#undef WALK
};
static const struct { int rows, cols; } sizes[] = {{24, 80}, {43, 132}};

static struct shop store[STORES];
static char actions[320];

static void plain_sql(const struct shop *shop, const char *text) {
  sqlite3 *db;
  char *why = NULL;
  assert_int_equal(sqlite3_open(shop->path, &db), SQLITE_OK);
  if (sqlite3_exec(db, text, NULL, NULL, &why) != SQLITE_OK) fail_msg("%s", why);
  sqlite3_close(db);
}

static void file_put(const struct shop *shop, const char *name, const char *text) {
  struct err err;
  char *path = xprintf("%s/%s", shop->dir, name);
  assert_true(file_replace(path, text, strlen(text), 0600, &err));
  free(path);
}

static int stores_up(void **state) {
  (void)state;
  static const char *const words[] = {"--as", "lin", "--seat", "dock1", "receive", "--asn", "ASN-0001", NULL};
  static const char lines[] =
      "6951105000058,20\n6921112000068,38\n712019000079,22\n6961126000081,60\ndamaged 3\n6931123002999\n6999999999997,4\ndone\n";
  static const char *const goods[] = {"--as", "lin", "--seat", "dock1", "import", "items", "goods.csv", NULL};
  static const char *const more[] = {"--as", "lin", "--seat", "dock1", "import", "items", "more.csv", NULL};
  shop_make(&store[FRESH]);
  file_put(&store[FRESH], "goods.csv",
           "item,name,category,cost\nT-0001,龙井茶叶,茶,48.00\nT-0002,Earl Grey,茶,35.50\nT-0003,茉莉花茶,茶,22.00\n");
  file_put(&store[FRESH], "more.csv", "item,name,category,cost\nT-0004,普洱茶饼,茶,120.00\nT-0005,Darjeeling,茶,64.00\n");
  file_put(
      &store[FRESH], "wrong.csv",
      "item,name,barcode,cost\nW-0001,好茶,6951105000058,12.00\nW-0002,坏码茶,6951105000059,12.00\nW-0003,坏价茶,,twelve\nW-0004,毛尖茶,,30.00\nW-0005,一物两名,,3.00\nW-0005,两名一物,,3.00\n");
  shop_copy(&store[BUSY], &store[FRESH]);
  free(shop_run(&store[BUSY], lines, words));
  shop_copy(&store[BROKEN], &store[BUSY]);
  plain_sql(&store[BROKEN],
            "UPDATE stock SET qty = qty + 1 WHERE item = (SELECT min(item) FROM stock);"
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600)"
            "INSERT INTO audit(at, who, seat, action, object) SELECT 1795485600000000 + i, 'lin', 'dock1', 'setting', 'x' FROM n");
  shop_copy(&store[IMPORTS], &store[FRESH]);
  free(shop_run(&store[IMPORTS], "", goods));
  free(shop_run(&store[IMPORTS], "", more));
  plain_sql(&store[IMPORTS], "UPDATE import SET file = 'goods.csv' WHERE file LIKE '%/goods.csv';"
                             "UPDATE import SET file = 'more.csv', state = 'unfinished' WHERE file LIKE '%/more.csv'");
  shop_none(&store[NONE]);
  snprintf(actions, sizeof actions, "%s/actions", store[FRESH].dir);
  return 0;
}

static int stores_down(void **state) {
  (void)state;
  for (size_t i = 0; i < STORES; i++) shop_free(&store[i]);
  return 0;
}

/* The first line that is another, so that one sees it without a diff. */
static void compare(const char *path, const char *golden, const char *found) {
  for (int line = 1; *golden || *found; line++) {
    size_t a = strcspn(golden, "\n"), b = strcspn(found, "\n");
    if (a != b || memcmp(golden, found, a) != 0) fail_msg("%s:%d\nexpected %.*s\nfound    %.*s", path, line, (int)a, golden, (int)b, found);
    golden += a + (golden[a] == '\n');
    found += b + (found[b] == '\n');
  }
}

static void picture(struct tty *t, const struct scene *s, const char *language) {
  char path[200];
  struct buf found = {0}, golden = {0};
  struct err err;
  snprintf(path, sizeof path, "tests/screen/golden/%s.%dx%d.%s.txt", s->name, t->cols, t->rows, language);
  tty_picture(t, &found);
  if (getenv("GOLDEN")) {
    assert_true(file_replace(path, found.p, found.n, 0644, &err));
  } else {
    if (!file_read(path, 1 << 20, &golden, &err)) fail_msg("%s: %s make golden writes it", path, err.text);
    compare(path, golden.p, found.p);
  }
  buf_free(&found);
  buf_free(&golden);
}

static void scene_play(const struct scene *s, const char *language) {
  static const char *const mono[] = {"NO_COLOR=1", NULL};
  struct shop shop;
  struct tty t;
  char *config = xprintf("%s/ini", store[FRESH].dir);
  const char *args[] = {"--lang", language, s->style == ASCII ? "--config" : NULL, config, NULL};
  const struct tty_opts o = {.args = args, .env = s->style == MONO ? mono : NULL, .actions = actions, .as = s->style == NOBODY ? "" : NULL};
  struct err err;
  static const char ascii[] = "[screen]\nglyphs = ascii\n";
  assert_true(file_replace(config, ascii, strlen(ascii), 0600, &err));
  shop_copy(&shop, &store[s->store]);
  tty_start(&t, &shop, &o);
  tty_play(&t, s->steps);
  for (size_t i = 0; i < COUNT(sizes) && s->picture; i++) {
    if (i) tty_resize(&t, sizes[i].rows, sizes[i].cols);
    tty_settle(&t);
    picture(&t, s, language);
  }
  tty_free(&t);
  shop_free(&shop);
  free(config);
}

/* Every row of ui/actions.def was run by some scene. */
static __attribute__((unused)) void actions_complete(void) {
  struct buf done = {0}, line = {0}, never = {0};
  struct err err;
  assert_true(file_read(actions, 1 << 24, &done, &err));
  for (size_t i = 0; action_at(i); i++) {
    buf_clear(&line);
    buf_printf(&line, "%s %s\n", action_at(i)->screen, action_at(i)->name);
    if (!strstr(done.p, line.p)) buf_adds(&never, line.p);
  }
  if (never.n) fail_msg("never run by a scene:\n%s", never.p);
  buf_free(&done);
  buf_free(&line);
}

/* All scenes in one language, a test each; SCENE=name takes those that begin so. */
static int pictures_main(CMUnitTestFunction fn, CMUnitTestFunction last) {
  struct CMUnitTest tests[COUNT(scenes) + 1];
  size_t n = 0;
  const char *only = getenv("SCENE");
  for (size_t i = 0; i < COUNT(scenes); i++)
    if (!only || str_starts(scenes[i].name, only))
      tests[n++] = (struct CMUnitTest){.name = scenes[i].name, .test_func = fn, .initial_state = (void *)(uintptr_t)&scenes[i]};
  if (!only && last) tests[n++] = (struct CMUnitTest){.name = "actions", .test_func = last};
  return _cmocka_run_group_tests("pictures", tests, n, stores_up, stores_down);
}
