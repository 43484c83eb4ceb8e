/* screen_floor: what a screen costs with curses alone. */
#define NCURSES_WIDECHAR 1
#include "tests/bench/screen_floor.h"

#include <curses.h>
#include <locale.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

enum { STATEMENTS = 30, ROWS = 22 };

_Noreturn void floor_start(const char *database) {
  sqlite3 *db;
  sqlite3_stmt *get[STATEMENTS];
  setlocale(LC_CTYPE, "C.UTF-8");
  if (sqlite3_open_v2(database, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL)) exit(1);
  sqlite3_exec(db, "PRAGMA synchronous=FULL", NULL, NULL, NULL);
  for (int i = 0; i < STATEMENTS; i++)
    sqlite3_prepare_v2(db, "SELECT code, name FROM item WHERE id > ?1 ORDER BY id LIMIT 22", -1, &get[i], NULL);
  newterm(NULL, stdout, stdin);
  raw();
  noecho();
  if (has_colors()) start_color();
  erase();
  for (int row = 0; row < ROWS && sqlite3_step(get[0]) == SQLITE_ROW; row++) {
    mvaddstr(row + 1, 0, (const char *)sqlite3_column_text(get[0], 0));
    mvaddstr(row + 1, 20, (const char *)sqlite3_column_text(get[0], 1));
  }
  mvaddstr(ROWS + 1, 0, "F1 Help  F12 Leave");
  refresh();
  exit(0);
}

void floor_show(const char *const *row, int rows, int marked) {
  erase();
  for (int i = 0; i < rows; i++) {
    if (i == marked) attron(A_REVERSE);
    mvaddstr(i + 1, 0, row[i]);
    if (i == marked) attroff(A_REVERSE);
  }
  refresh();
}
