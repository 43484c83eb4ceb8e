/* line: one line of standard input → one scan or one word about the last. Quantities and codes stay text: only the draft knows the item. */
#include "src/code/internal.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST = 4096 };

/* What may follow a word. NUMBER, DATE and NAME are one each; TEXT is the rest of the line. */
enum follow { NOTHING, NUMBER, MAYBE_NUMBER, DATE, NAME, NAME_NUMBER, CARTON, TEXT };

static const struct {
  const char *name;
  enum scan_word word;
  enum follow follow;
} words[] = {
    {"qty", SCAN_QTY, NUMBER},
    {"undo", SCAN_UNDO, NOTHING},
    {"damaged", SCAN_DAMAGED, MAYBE_NUMBER},
    {"lot", SCAN_LOT, TEXT},
    {"produced", SCAN_PRODUCED, DATE},
    {"expiry", SCAN_EXPIRY, DATE},
    {"reason", SCAN_REASON, NAME},
    {"short", SCAN_SHORT, NOTHING},
    {"carton", SCAN_CARTON, CARTON},
    {"total", SCAN_TOTAL, NOTHING},
    {"driver", SCAN_DRIVER, TEXT},
    {"seal", SCAN_SEAL, TEXT},
    {"crates", SCAN_CRATES, NAME_NUMBER},
    {"more", SCAN_MORE, NOTHING},
    {"done", SCAN_DONE, NOTHING},
};

const char *scan_word_name(enum scan_word word) {
  for (size_t i = 0; i < COUNT(words); i++)
    if (words[i].word == word) return words[i].name;
  if (word == SCAN_CARTON_LEAVE) return "carton";
  return word == SCAN_CODE ? "scan" : "";
}

void scan_line_free(struct scan_line *line) {
  free(line->code);
  free(line->qty);
  free(line->zone);
  free(line->time);
  free(line->option);
  *line = (struct scan_line){0};
}

/* Everything there is, so that nobody asks for NULL. */
static void line_start(struct scan_line *line) {
  *line = (struct scan_line){.code = xstrdup(""), .qty = xstrdup(""), .zone = xstrdup(""), .time = xstrdup(""), .option = xstrdup("")};
}

static void put(char **place, const char *text) {
  free(*place);
  *place = xstrdup(text);
}

static bool refuse(struct err *e, const char *line, const char *why) {
  char shown[61];
  str_copy(shown, sizeof shown, line);
  return err_set(e, ERR_SCAN_LINE, NULL, shown, why);
}

/* The next word of *s, cut off in place; *s goes on behind it. "" at the end. */
static char *word_take(char **s) {
  char *word = *s + strspn(*s, " \t"), *end = word + strcspn(word, " \t");
  *s = end;
  if (*end) {
    *end = 0;
    *s = end + 1 + strspn(end + 1, " \t");
  }
  return word;
}

static bool same_word(const char *a, const char *lower) {
  size_t n = strlen(lower);
  if (strlen(a) != n) return false;
  for (size_t i = 0; i < n; i++)
    if ((a[i] >= 'A' && a[i] <= 'Z' ? a[i] - 'A' + 'a' : a[i]) != lower[i]) return false;
  return true;
}

/* A comment begins with # at the front or after a blank: a code may have one inside. */
static void comment_cut(char *s) {
  for (char *p = s; *p; p++) {
    if (*p != '#' || (p > s && p[-1] != ' ' && p[-1] != '\t')) continue;
    *p = 0;
    break;
  }
  size_t n = strlen(s);
  while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t')) s[--n] = 0;
}

/* How many decimals it may have only the item says. */
static bool quantity(const char *text) {
  int64_t v;
  return num_parse(text, 9, &v);
}

static bool number_take(struct scan_line *line, char **rest, const char *shown, struct err *e) {
  char *text = word_take(rest);
  if (!quantity(text)) return refuse(e, shown, _("a number is missing after the word"));
  put(&line->qty, text);
  return true;
}

static bool date_take(struct scan_line *line, char **rest, const char *shown, struct err *e) {
  int32_t day;
  char *text = word_take(rest);
  if (!str_eq(text, "-") && !day_parse(text, &day))
    return refuse(e, shown, _("a real date such as 2026-11-24, or -, is missing after the word"));
  put(&line->code, text);
  return true;
}

static bool name_take(struct scan_line *line, char **rest, const char *shown, struct err *e) {
  char *text = word_take(rest);
  if (!*text) return refuse(e, shown, _("a code is missing after the word"));
  put(&line->code, text);
  return true;
}

static bool carton_take(struct scan_line *line, char **rest, const char *shown, struct err *e) {
  if (!name_take(line, rest, shown, e)) return false;
  if (str_eq(line->code, "-")) {
    line->word = SCAN_CARTON_LEAVE;
    return true;
  }
  char *option = word_take(rest);
  if (*option && !str_eq(option, "accept") && !str_eq(option, "damaged"))
    return refuse(e, shown, _("only accept or damaged may follow a carton"));
  put(&line->option, option);
  return true;
}

static bool follow_take(struct scan_line *line, enum follow follow, char *rest, const char *shown, struct err *e) {
  if (follow == TEXT) {
    if (!*rest) return refuse(e, shown, _("the text is missing after the word"));
    put(&line->code, rest);
    return true;
  }
  comment_cut(rest);
  if (follow == DATE && !date_take(line, &rest, shown, e)) return false;
  if (follow == CARTON && !carton_take(line, &rest, shown, e)) return false;
  if ((follow == NAME || follow == NAME_NUMBER) && !name_take(line, &rest, shown, e)) return false;
  bool number = follow == NUMBER || follow == NAME_NUMBER || (follow == MAYBE_NUMBER && *rest);
  if (number && !number_take(line, &rest, shown, e)) return false;
  return !*rest || refuse(e, shown, _("there is more on the line than the word takes"));
}

/* "5*barcode": the number goes off the front. × and ＊ are what a Chinese keyboard gives. */
static bool times_take(struct scan_line *line, char **code, const char *shown, struct err *e) {
  char *star = strchr(*code, '*'), *cross = strstr(*code, "×");
  size_t length = 1;
  if (cross && (!star || cross < star)) {
    star = cross;
    length = strlen("×");
  }
  if (!star) return true;
  *star = 0;
  if (!quantity(*code)) return refuse(e, shown, _("what stands before * is not a number; 'raw' takes a code as it is"));
  put(&line->qty, *code);
  *code = star + length;
  return true;
}

static bool code_line(struct scan_line *line, char *s, const char *shown, struct err *e) {
  char *field[4] = {s, "", "", ""};
  size_t n = 1;
  comment_cut(s);
  if (s[strcspn(s, " \t")]) return refuse(e, shown, _("it is no word known here, and a code has no blanks; 'raw' takes a code as it is"));
  for (char *comma = strchr(s, ','); comma; comma = strchr(comma + 1, ',')) {
    if (n == COUNT(field)) return refuse(e, shown, _("it has more than code, quantity, zone and time"));
    *comma = 0;
    field[n++] = comma + 1;
  }
  if (!times_take(line, &field[0], shown, e)) return false;
  if (!*field[0]) return refuse(e, shown, _("the code is missing"));
  if (n > 1) {
    if (*line->qty) return refuse(e, shown, _("it has two quantities"));
    if (!quantity(field[1])) return refuse(e, shown, _("what stands after the code is not a number; 'raw' takes a code as it is"));
    put(&line->qty, field[1]);
  }
  line->word = SCAN_CODE;
  put(&line->code, field[0]);
  put(&line->zone, field[2]);
  put(&line->time, field[3]);
  return true;
}

/* A line without separators in it: a word, or codes with quantities. s is folded and may be cut up; shown is what an error quotes. */
static bool words_line(struct scan_line *line, char *s, const char *shown, struct err *e) {
  char *copy = xstrdup(s), *rest = copy, *first = word_take(&rest);
  for (size_t i = 0; i < COUNT(words); i++) {
    if (!same_word(first, words[i].name)) continue;
    line->word = words[i].word;
    bool fine = follow_take(line, words[i].follow, rest, shown, e);
    free(copy);
    return fine;
  }
  free(copy);
  return code_line(line, s, shown, e);
}

/* "@12 " in front; *s goes on behind it. */
static bool number_of_line(struct scan_line *line, const char **s, const char *shown, struct err *e) {
  const char *p = *s + 1;
  size_t digits = strspn(p, "0123456789");
  if (digits < 1 || digits > 18 || (p[digits] && !strchr(" \t", p[digits])))
    return refuse(e, shown, _("after @ stands the line's number, then a blank"));
  for (size_t i = 0; i < digits; i++) line->n = line->n * 10 + (uint64_t)(p[i] - '0');
  if (line->n == 0) return refuse(e, shown, _("lines are numbered from 1"));
  *s = p + digits + strspn(p + digits, " \t");
  return true;
}

/* "raw CODE": the rest as it is, behind one blank. *is: it was that word. */
static bool raw_take(struct scan_line *line, const char *s, bool *is, const char *shown, struct err *e) {
  char word[4];
  size_t letters = strcspn(s, " \t");
  memcpy(word, s, letters < 3 ? letters : 3);
  word[letters < 3 ? letters : 3] = 0;
  *is = letters == 3 && same_word(word, "raw");
  if (!*is) return true;
  if (!s[3] || !s[4 + strspn(s + 4, " \t")]) return refuse(e, shown, _("the code is missing"));
  line->word = SCAN_CODE;
  put(&line->code, s + 4);
  return true;
}

static bool text_line(struct scan_line *line, const char *s, const char *shown, struct err *e) {
  struct buf folded = {0};
  bool raw;
  s += strspn(s, " \t");
  if (*s == '@' && !number_of_line(line, &s, shown, e)) return false;
  if (!*s || *s == '#') return true;
  if (!raw_take(line, s, &raw, shown, e)) return false;
  if (raw) return true;
  if (*s == ']' || strchr(s, GS)) {
    line->word = SCAN_CODE;
    put(&line->code, s);
    return true;
  }
  utf8_code(&folded, s, strlen(s));
  bool fine = folded.n == 0 || words_line(line, folded.p, shown, e);
  buf_free(&folded);
  return fine;
}

bool scan_line_parse(struct scan_line *line, const char *bytes, size_t n, struct err *e) {
  line_start(line);
  while (n > 0 && (bytes[n - 1] == '\n' || bytes[n - 1] == '\r')) n--;
  char *text = xstrndup(n ? bytes : "", n < LONGEST ? n : LONGEST), *shown = utf8_clean(text);
  bool fine = false;
  if (n > LONGEST) refuse(e, shown, _("it is too long"));
  else if (strcspn(text, "\r\n") < n) refuse(e, shown, _("it has a zero byte or an end of line inside"));
  else fine = text_line(line, text, shown, e);
  if (!fine) scan_line_free(line);
  free(shown);
  free(text);
  return fine;
}
