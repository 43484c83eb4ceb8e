/* The screens: from the start of the program to its first whole picture, the next page of a list, the cursor one row down, a scan durable
 * and painted, a keystroke of the search with its page. All on a pseudo terminal of 80×24, read as fast as it is written; the floor is
 * plain curses. */
#include "tests/bench/bench.h"
#include "tests/bench/screen_floor.h"
#include "ui/app.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROWS = 24, COLS = 80, PAGE = ROWS - 3 };

/* ---- the whole start, as a person waits for it */
static pid_t terminal(int *master) {
  struct winsize size = {.ws_row = ROWS, .ws_col = COLS};
  return forkpty(master, NULL, NULL, &size);
}

/* Reads until the last key of the key bar is there. */
static void until_painted(int master) {
  char bytes[1 << 16];
  size_t have = 0;
  while (have < sizeof bytes - 1) {
    ssize_t n = read(master, bytes + have, sizeof bytes - 1 - have);
    if (n <= 0) die("start", "ended before it was painted");
    bytes[have += (size_t)n] = 0;
    if (memmem(bytes, have, "F12", 3)) return;
  }
  die("start", "was never painted");
}

static void one_start(struct bench *b, const char *config, struct samples *to) {
  int master;
  int64_t since = now_ns();
  pid_t pid = terminal(&master);
  if (pid < 0) die("start", "no pseudo terminal");
  if (!pid) {
    setenv("TERM", "xterm-256color", 1);
    if (!config) floor_start(b->path);
    execl("build/zhanggui", "zhanggui", "--config", config, "--db", b->path, "--lang", "zh", (char *)NULL);
    _exit(1);
  }
  until_painted(master);
  sample(to, since);
  kill(pid, SIGKILL);
  close(master);
  waitpid(pid, NULL, 0);
}

static void start(struct bench *b) {
  enum { TIMES = 100 };
  struct samples floor = {0}, ours = {0};
  struct err err;
  char *config = xprintf("%s/screen.ini", b->dir);
  static const char text[] = "[screen]\nglyphs = full\n";
  must(file_replace(config, text, sizeof text - 1, 0600, &err), &err);
  for (int i = 0; i < TIMES; i++) {
    one_start(b, NULL, &floor);
    one_start(b, config, &ours);
  }
  unlink(config);
  free(config);
  give("start to the first whole picture, 80x24", &floor, &ours, 200);
}

/* ---- pictures: one process with a terminal of its own, whose figures come back through a pipe */
enum { COLUMNS = 4 };
static const struct out_column columns[COLUMNS] = {
    {"item", OUT_CODE, N_("Item")}, {"name", OUT_NAME, N_("Name")}, {"qty", OUT_NUM, N_("Quantity")}, {"price", OUT_NUM, N_("Price")}};

static struct kept *rows_make(struct bench *b) {
  struct kept *kept;
  struct err err;
  struct rows r;
  struct out *out = out_keep(columns, COLUMNS, &kept);
  must(rows_open(&r, b->db, &err, SQL_REPORT_ITEMS), &err);
  while (rows_next(&r)) {
    out_text(out, 0, rows_text(&r, 1));
    out_text(out, 1, rows_text(&r, 2));
    out_num(out, 2, dice(1000), 0);
    out_num(out, 3, dice(10000), 2);
    out_row(out);
  }
  must(rows_close(&r, &err) && out_end(out, &err), &err);
  return kept;
}

struct pictures {
  struct table table;
  struct frame frame;
  struct term *term;
  char *line[PAGE]; /* what the floor draws: the same rows as text */
};

static void lines_take(struct pictures *p) {
  for (int i = 0; i < PAGE; i++) {
    struct buf b = {0};
    size_t row = p->table.list.top + (size_t)i;
    for (size_t c = 0; c < COLUMNS && row < kept_rows(p->table.kept); c++)
      utf8_pad(&b, kept_cell(p->table.kept, row, c), c == 1 ? 40 : 12, c > 1);
    free(p->line[i]);
    p->line[i] = buf_take(&b);
  }
}

static void ours_show(struct pictures *p) {
  frame_size(&p->frame, ROWS, COLS);
  table_draw(&p->table, area_part(frame_area(&p->frame), 1, 0, PAGE, COLS), true);
  term_show(p->term, &p->frame, false);
}

/* The same step once by us and once bare, on two screens' worth of rows each, so that each pays its own difference. */
static void move_one(struct pictures *p, uint32_t key, struct samples *floor, struct samples *ours) {
  const struct key k = {.code = key};
  int64_t since = now_ns();
  table_key(&p->table, &k);
  ours_show(p);
  sample(ours, since);
  lines_take(p);
  if (key == KEY_PGDN) { /* from the page before to this one */
    since = now_ns();
    floor_show((const char *const *)p->line, PAGE, (int)(p->table.list.at - p->table.list.top));
    sample(floor, since);
    ours_show(p);
    return;
  }
  int at = (int)(p->table.list.at - p->table.list.top);
  floor_show((const char *const *)p->line, PAGE, at > 0 ? at - 1 : at + 1);
  since = now_ns();
  floor_show((const char *const *)p->line, PAGE, at);
  sample(floor, since);
  ours_show(p);
}

static void pictures(struct bench *b, struct term *term, struct samples floor[2], struct samples ours[2]) {
  enum { TIMES = 400 };
  struct pictures p = {.term = term};
  p.table = (struct table){.column = columns, .columns = COLUMNS, .id = 0};
  table_take(&p.table, rows_make(b));
  ours_show(&p);
  for (int i = 0; i < TIMES; i++) move_one(&p, KEY_PGDN, &floor[0], &ours[0]);
  for (int i = 0; i < TIMES; i++) move_one(&p, i % PAGE < PAGE - 2 ? KEY_DOWN : KEY_PGUP, &floor[1], &ours[1]);
  table_done(&p.table);
  frame_free(&p.frame);
  for (int i = 0; i < PAGE; i++) free(p.line[i]);
}

/* ---- the program itself, its turn driven by hand: what a scan and a keystroke cost until they are on the screen */
static void paint(struct app *app) {
  stack_sweep(app);
  stack_load(app);
  chrome_draw(app);
  term_show(app->term, &app->frame, false);
}

static void scans(struct bench *b, struct app *app, struct samples *floor, struct samples *ours) {
  enum { TIMES = 600, WARM = 100, ITEMS = 40 };
  char *path = xprintf("%s/bare.db", b->dir);
  unlink(path);
  sqlite3 *bare = plain_open(path);
  plain_run(bare, "CREATE TABLE t(a, b)");
  sqlite3_stmt *put = plain_prepare(bare, "INSERT INTO t VALUES(1, 'one row')");
  if (!ui_open(&app->ui, "receive", "blind")) die("receive", "did not open");
  for (int i = 0; i < TIMES; i++) {
    char ean[16];
    item_barcode(1 + dice(ITEMS), ean);
    const struct scan scan = {.raw = ean, .n = strlen(ean)};
    int64_t since = now_ns();
    plain_step(put);
    if (i >= WARM) sample(floor, since);
    since = now_ns();
    keys_scan(app, &scan);
    paint(app);
    if (i >= WARM) sample(ours, since);
  }
  sqlite3_finalize(put);
  sqlite3_close(bare);
  unlink(path);
  free(path);
}

/* Floor: the search alone, its hits found but not read or shown. */
static void keystrokes(struct app *app, struct samples *floor, struct samples *ours) {
  static const char typed[] = "nn69kl01";
  struct err err;
  struct search *search = ui_search(&app->ui, &err);
  must(search != NULL && ui_open(&app->ui, "lookup", "") != NULL, &err);
  paint(app);
  for (int i = 0; i < 200; i++) {
    char text[3] = {typed[i % 8], typed[(i / 8) % 8], 0};
    int64_t hit[PAGE], total;
    const struct key clear = {.code = 'u', .mods = MOD_CTRL}, first = {.code = (uint32_t)text[0]}, second = {.code = (uint32_t)text[1]};
    keys_key(app, &clear);
    keys_key(app, &first);
    paint(app);
    search_find(search, "\x02", hit, PAGE, &total); /* nothing is remembered of the query before */
    int64_t since = now_ns();
    search_find(search, text, hit, PAGE, &total);
    sample(floor, since);
    search_find(search, "\x02", hit, PAGE, &total);
    since = now_ns();
    keys_key(app, &second);
    paint(app);
    sample(ours, since);
  }
}

static void program(struct bench *b, struct term *term, struct samples floor[2], struct samples ours[2]) {
  struct config *config = config_new();
  const struct ui_start start = {.env = env_real(), .config = config, .database = b->path, .seat = "bench", .program = "build/zhanggui"};
  struct app *app = xcalloc(1, sizeof *app);
  struct err err;
  *app = (struct app){.start = &start, .database = b->path, .term = term};
  app->ui = (struct ui){
      .config = config, .env = start.env, .now = env_now(start.env), .app = app, .actor = {.staff = "", .manager = true}, .rights = ~0u};
  frame_size(&app->frame, ROWS, COLS);
  must(ui_open_store(&app->ui, &err), &err);
  if (!ui_open(&app->ui, "home", "")) die("home", "did not open");
  paint(app);
  scans(b, app, &floor[0], &ours[0]);
  keystrokes(app, &floor[1], &ours[1]);
}

/* The child measures on its terminal and sends its samples home; the parent keeps the terminal read. */
enum { SERIES = 8 };
static void child(struct bench *b, int to) {
  struct samples floor[4] = {{0}}, ours[4] = {{0}};
  struct err err;
  setenv("TERM", "xterm-256color", 1);
  struct term *term = term_open(&(struct term_opts){.glyphs = "full"}, &err);
  must(term != NULL, &err);
  pictures(b, term, floor, ours);
  program(b, term, floor + 2, ours + 2);
  for (int i = 0; i < SERIES; i++) {
    const struct samples *s = i % 2 ? &ours[i / 2] : &floor[i / 2];
    if (write(to, &s->count, sizeof s->count) != sizeof s->count || write(to, s->ns, s->count * sizeof *s->ns) < 0) _exit(1);
  }
  _exit(0);
}

static void take(int from, struct samples *s) {
  size_t count;
  if (read(from, &count, sizeof count) != sizeof count) die("screens", "the process that measures has failed");
  s->ns = xmalloc(count * sizeof *s->ns);
  s->cap = s->count = count;
  if (read(from, s->ns, count * sizeof *s->ns) != (ssize_t)(count * sizeof *s->ns)) die("screens", "samples are missing");
}

void jobs_screen(struct bench *b) {
  static const struct {
    const char *name;
    int aim;
  } names[] = {{"next page, 80x24", 200},
               {"cursor down one row, 80x24", 200},
               {"scan to durable and painted (bare commit)", 175},
               {"a keystroke of the search with its page", 200}};
  int master, home[2];
  start(b);
  if (pipe(home)) die("screens", "no pipe");
  db_close(b->db); /* the child opens its own */
  b->db = NULL;
  pid_t pid = terminal(&master);
  if (pid < 0) die("screens", "no pseudo terminal");
  if (!pid) {
    struct err err;
    const struct db_opts opts = {.env = env_real(), .seat = "bench rows"};
    b->db = db_open(b->path, &opts, &err);
    must(b->db != NULL, &err);
    child(b, home[1]);
  }
  close(home[1]);
  char bytes[1 << 16];
  while (read(master, bytes, sizeof bytes) > 0) continue;
  for (size_t i = 0; i < SERIES / 2; i++) {
    struct samples floor, ours;
    take(home[0], &floor);
    take(home[0], &ours);
    give(names[i].name, &floor, &ours, names[i].aim);
  }
  waitpid(pid, NULL, 0);
  close(home[0]);
  close(master);
  struct err err;
  const struct db_opts opts = {.env = env_real(), .seat = "bench"};
  b->db = db_open(b->path, &opts, &err);
  must(b->db != NULL, &err);
}
