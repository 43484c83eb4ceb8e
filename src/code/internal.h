/* internal: what the files of this room share among themselves. No other room includes it. */
#ifndef ZG_CODE_INTERNAL_H
#define ZG_CODE_INTERNAL_H

#include "src/code/code.h"

enum { GS = 0x1D };

/* A code keeps its first problem; later ones say nothing new to the clerk. */
#define code_problem(c, code, ...) code_problem_args((c), (code), (const char *const[]){"", ##__VA_ARGS__, NULL})
void code_problem_args(struct code *, enum err_code, const char *const *args);

bool digits_only(const char *s, size_t n);            /* n > 0 ASCII digits */
bool letter_or_digit(char c);                         /* ASCII */
bool check_digit_right(const char *digits, size_t n); /* modulo 10 over any length, the last digit being the check digit */

/* aim.c: takes a leading `]cm` off (*s moves on) and says which symbology it names. */
enum aim aim_take(char **s);
bool aim_is_gs1(enum aim);
/* Cuts the 2- or 5-digit add-on off an EAN/UPC body in place, whether appended or as a second block `]E1…`/`]E2…`. */
void addon_cut(char *s, enum aim);

/* instore.c: the 14-digit number of a valid code → the in-store fields, where its prefix is set. False: an ordinary GTIN. */
bool instore_read(struct code *, const char gtin[15], const struct instore *);
char price_check_digit(const char *digits, size_t n); /* of 4 or 5 digits: GS1 7.9.2–7.9.4 */

/* One element of a GS1 code. value points into the text that was split. */
struct gs1_element {
  const struct ai_row *row;
  char ai[5];
  const char *value;
  size_t n;
};
struct gs1 {
  size_t count;
  struct gs1_element e[CODE_AIS];
  enum err_code problem;  /* why splitting stopped, or ERR_BARCODE_SEPARATOR when a missing separator was put back */
  struct gs1_element bad; /* what the problem is about; row NULL: no AI stands there, value is the text */
  bool whole;             /* all of the text was split */
};
/* gs1.c: GS-separated element strings, no symbology prefix. */
void gs1_split(struct gs1 *, const char *s, size_t n);
bool gs1_split_brackets(struct gs1 *, const char *s); /* (01)…(10)…; false: not that form */
void gs1_separators(struct buf *out, const char *s);  /* every way of writing a separator → GS, none leading or trailing */

/* gs1_check.c: is one value possible; what a check digit should have been goes to should. */
enum err_code element_check(const struct gs1_element *, char should[2]);
enum err_code pair_check(const struct gs1 *, size_t element, const char **with); /* required, excluded, twice; with: the other AIs */
bool gs1_date(const char *six, int32_t today, int32_t *day);                     /* day 00: the last of the month */

/* One part of an AI's specification, "N6,yymmdd" or "[X..17]". */
struct ai_part {
  char set; /* N X Y Z */
  bool optional, variable;
  size_t length;
  const char *checks; /* "csum,gcppos2 …" up to a blank or the end; "" none */
};
bool ai_part_next(const char **spec, struct ai_part *);

/* gs1_read.c: fills the code from its elements, with problems. sure: the symbology or a leading FNC1 says it is GS1; else it must read
 * whole and hold a separator or begin with a GTIN or SSCC with the right check digit. False: not GS1, and nothing was filled but perhaps
 * the problem of a wrong check digit. */
bool gs1_read(struct code *out, const char *s, bool sure, int32_t today);

#endif
