/* The bare side of the screens' jobs: plain curses, in a file of its own because curses and ui/term name keys alike. */
#ifndef ZG_BENCH_SCREEN_FLOOR_H
#define ZG_BENCH_SCREEN_FLOOR_H

/* A whole start: open the database, prepare, read a page, take the terminal, draw, show. Ends the process. */
_Noreturn void floor_start(const char *database);
/* One picture on the screen that is open already: rows of text, the marked one reversed. */
void floor_show(const char *const *row, int rows, int marked);

#endif
