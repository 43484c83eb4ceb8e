/* scans: lines on standard input said on a desk as they come; with --ack each is answered with one write right after its commit. Must
 * not: hold a rule of what is scanned (src/ledger/desk.c). */
#include "src/cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { READ_BYTES = 1 << 16, LINE_LONGEST = 8192 };

struct scans {
  struct cli *cli;
  struct desk *desk;
  const struct cli_scans *how;
  bool ack, refused;
  bool person, posted; /* somebody types at a terminal: each line is answered in words, and posting is the end */
  uint64_t line;       /* of the input, from 1 */
  char bytes[READ_BYTES];
  size_t at, end; /* what was read and not yet taken */
};

/* The next line without its end, in out; reads only when nothing is left, so that whoever writes line by line gets each answer. false:
 * the end. */
static bool line_read(struct scans *r, struct buf *out, struct err *err) {
  buf_clear(out);
  for (;;) {
    const char *from = r->bytes + r->at, *newline = memchr(from, '\n', r->end - r->at);
    size_t n = newline ? (size_t)(newline - from) : r->end - r->at;
    /* One byte more than a line may have is enough to be refused for its length. */
    buf_add(out, from, out->n + n > LINE_LONGEST ? LINE_LONGEST - out->n : n);
    r->at += n + (newline ? 1 : 0);
    if (newline) return true;
    db_idle(r->cli->db);
    ssize_t got;
    do got = read(fileno(r->cli->in), r->bytes, sizeof r->bytes);
    while (got < 0 && errno == EINTR);
    if (got < 0) return err_set(err, ERR_FILE_READ, NULL, _("standard input"), err_errno(errno));
    r->at = 0;
    r->end = (size_t)got;
    if (!got) return out->n > 0;
  }
}

static bool answer(struct scans *r, const struct buf *line, struct err *err) {
  ssize_t n;
  do n = write(fileno(r->cli->out), line->p, line->n);
  while (n < 0 && errno == EINTR);
  return n == (ssize_t)line->n || err_set(err, ERR_FILE_WRITE, NULL, _("standard output"), n < 0 ? err_errno(errno) : "?");
}

/* Codes stand in an answer as they were sent, words under their word. */
static const char *name_of(const struct scan_line *s) {
  return s->word == SCAN_CODE ? s->code : scan_word_name(s->word);
}

static bool answer_ack(struct scans *r, const struct scan_line *s, const struct said *said, struct err *err) {
  char qty[32];
  struct buf b = {0};
  buf_printf(&b, "ack %llu %lld %s %s\n", (unsigned long long)(s->n ? s->n : r->line), (long long)said->n, name_of(s),
             num_format(qty, sizeof qty, said->qty, said->decimals));
  bool ok = answer(r, &b, err);
  buf_free(&b);
  return ok;
}

/* "  Milk  3 / 12 bag", the second number what is open of it. */
static bool answer_person(struct scans *r, struct err *err) {
  struct desk_shown l;
  struct buf b = {0};
  char qty[32], open[32], damaged[32];
  if (!desk_shown(r->desk, &l)) return true;
  buf_printf(&b, "  %s  %s", l.name, num_format(qty, sizeof qty, l.qty, l.decimals));
  if (l.open >= 0) buf_printf(&b, " / %s", num_format(open, sizeof open, l.open, l.decimals));
  if (*l.unit) buf_printf(&b, " %s", l.unit);
  if (l.damaged) {
    buf_adds(&b, "  ");
    text_fill(&b, _("damaged: {1}"), num_format(damaged, sizeof damaged, l.damaged, l.decimals));
  }
  buf_addc(&b, '\n');
  bool ok = answer(r, &b, err);
  buf_free(&b);
  return ok;
}

static bool answer_no(struct scans *r, uint64_t n, const char *name, const struct err *why, struct err *err) {
  struct buf b = {0};
  buf_printf(&b, "no %llu %s %s\n", (unsigned long long)(n ? n : r->line), *name ? name : "-", why->text);
  bool ok = answer(r, &b, err);
  buf_free(&b);
  return ok;
}

/* A refused line is told and reading goes on. */
static bool refuse(struct scans *r, uint64_t n, const char *name, struct err *why, struct err *err) {
  r->refused = true;
  if (r->ack) return answer_no(r, n, name, why, err);
  if (!*why->where) snprintf(why->where, sizeof why->where, "%llu", (unsigned long long)r->line);
  cli_refuse(r->cli, why);
  return true;
}

/* The number in front of a line that could not be read, so that its refusal names the line as its sender does. */
static uint64_t number_of(const char *line) {
  uint64_t n = 0;
  if (*line != '@') return 0;
  for (const char *p = line + 1; *p >= '0' && *p <= '9' && n < UINT64_MAX / 10 - 9; p++) n = n * 10 + (uint64_t)(*p - '0');
  return n;
}

/* false: the answers can no longer be given. */
static bool line_take(struct scans *r, const struct buf *line, struct err *err) {
  struct scan_line s;
  struct said said;
  struct err why = {0};
  if (!scan_line_parse(&s, line->n ? line->p : "", line->n, &why)) return refuse(r, number_of(line->p), "", &why, err);
  bool ok = true;
  if (s.word != SCAN_NOTHING) {
    if (r->how->hold && s.word == SCAN_DONE) {
      r->posted = true;
    } else if (!desk_say(r->desk, &s, 0, &said, &why)) {
      ok = refuse(r, s.n, name_of(&s), &why, err);
    } else {
      r->posted = s.word == SCAN_DONE || s.word == SCAN_MORE;
      if (r->ack) ok = answer_ack(r, &s, &said, err);
      if (r->person && !r->posted) ok = answer_person(r, err);
      if (*said.warning) cli_warn(r->cli, "{1}", said.warning);
    }
  }
  scan_line_free(&s);
  return ok;
}

static bool lines_take(struct scans *r, struct err *err) {
  struct buf line = {0};
  bool ok = true, more;
  *err = (struct err){0};
  while (ok && !((r->person || r->how->hold) && r->posted) && (more = line_read(r, &line, err))) {
    r->line++;
    ok = line_take(r, &line, err);
  }
  buf_free(&line);
  return err->code == ERR_NONE;
}

/* What was picked is posted when everything was said, unless something of it was refused. */
static bool post_at_end(struct scans *r, struct err *err) {
  struct buf done = {0};
  buf_adds(&done, "done");
  bool ok = line_take(r, &done, err);
  buf_free(&done);
  return ok;
}

bool cli_scans(struct cli *cli, struct desk *desk, const struct cli_scans *how, bool *refused, struct err *err) {
  struct scans *r = xcalloc(1, sizeof *r);
  bool person = !how->ack && !cli->json && isatty(fileno(cli->in)) && isatty(fileno(cli->out));
  *r = (struct scans){.cli = cli, .desk = desk, .how = how, .ack = how->ack, .person = person};
  if (person) fprintf(cli->out, "%s\n", _("One scan or word a line; 'done' posts, Ctrl-D leaves the draft as it is."));
  fflush(cli->out);
  bool ok = lines_take(r, err);
  if (ok && how->post && !r->posted && !r->refused) ok = post_at_end(r, err);
  *refused = r->refused;
  free(r);
  return ok;
}
