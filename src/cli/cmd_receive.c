/* receive: a delivery from lines on standard input. Reads as lines come, says each on the desk, and with --ack answers each with one
 * write right after its
 * commit. Must not: hold a rule of receiving (src/ledger/desk.c). */
#include "src/cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { READ_BYTES = 1 << 16, LINE_LONGEST = 8192, ORDERS_MOST = 64 };

struct receive {
  struct cli *cli;
  struct desk *desk;
  bool ack, refused;
  bool person, posted; /* somebody types at a terminal: each line is answered in words, and posting is the end */
  uint64_t line;       /* of the input, from 1 */
  char bytes[READ_BYTES];
  size_t at, end; /* what was read and not yet taken */
};

/* The next line without its end, in out; reads only when nothing is left, so that whoever writes line by line gets each answer. false:
 * the end. */
static bool line_read(struct receive *r, struct buf *out, struct err *err) {
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

static bool answer(struct receive *r, const struct buf *line, struct err *err) {
  ssize_t n;
  do n = write(fileno(r->cli->out), line->p, line->n);
  while (n < 0 && errno == EINTR);
  return n == (ssize_t)line->n || err_set(err, ERR_FILE_WRITE, NULL, _("standard output"), n < 0 ? err_errno(errno) : "?");
}

/* Codes stand in an answer as they were sent, words under their word. */
static const char *name_of(const struct scan_line *s) {
  return s->word == SCAN_CODE ? s->code : scan_word_name(s->word);
}

static bool answer_ack(struct receive *r, const struct scan_line *s, const struct said *said, struct err *err) {
  char qty[32];
  struct buf b = {0};
  buf_printf(&b, "ack %llu %lld %s %s\n", (unsigned long long)(s->n ? s->n : r->line), (long long)said->n, name_of(s),
             num_format(qty, sizeof qty, said->qty, said->decimals));
  bool ok = answer(r, &b, err);
  buf_free(&b);
  return ok;
}

/* "  Milk  3 / 12 bag", the second number what is open of it. */
static bool answer_person(struct receive *r, struct err *err) {
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

static bool answer_no(struct receive *r, uint64_t n, const char *name, const struct err *why, struct err *err) {
  struct buf b = {0};
  buf_printf(&b, "no %llu %s %s\n", (unsigned long long)(n ? n : r->line), *name ? name : "-", why->text);
  bool ok = answer(r, &b, err);
  buf_free(&b);
  return ok;
}

/* A refused line is told and reading goes on. */
static bool refuse(struct receive *r, uint64_t n, const char *name, struct err *why, struct err *err) {
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
static bool line_take(struct receive *r, const struct buf *line, struct err *err) {
  struct scan_line s;
  struct said said;
  struct err why = {0};
  if (!scan_line_parse(&s, line->n ? line->p : "", line->n, &why)) return refuse(r, number_of(line->p), "", &why, err);
  bool ok = true;
  if (s.word != SCAN_NOTHING) {
    if (!desk_say(r->desk, &s, 0, &said, &why)) {
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

static bool lines_take(struct receive *r, struct err *err) {
  struct buf line = {0};
  bool ok = true, more;
  *err = (struct err){0};
  while (ok && !(r->person && r->posted) && (more = line_read(r, &line, err))) {
    r->line++;
    ok = line_take(r, &line, err);
  }
  buf_free(&line);
  return err->code == ERR_NONE;
}

/* ---- what came of it */
static int say_json(struct cli *cli, const struct desk_result *x) {
  struct buf b = {0};
  struct jw w = {.out = &b};
  jw_object(&w);
  jw_kt(&w, "draft", x->draft);
  jw_kt(&w, "document", *x->document ? x->document : NULL);
  jw_kt(&w, "number", *x->number ? x->number : NULL);
  jw_ki(&w, "lines", x->lines);
  jw_ki(&w, "units", x->units);
  jw_ki(&w, "discrepancies", x->discrepancies);
  jw_ki(&w, "parked", x->parked);
  jw_end(&w, '}');
  int status = cli_json(cli, &b);
  buf_free(&b);
  return status;
}

static int say_people(struct cli *cli, const struct desk_result *x) {
  char lines[24], units[24], differences[24], parked[24];
  struct buf b = {0};
  const char *sentence =
      *x->number ? _("Receipt {1} is posted from draft {2}. Lines: {3}; units: {4}; discrepancies: {5}; codes to be taught: {6}.")
                 : _("The draft {2} is kept and not posted yet. Lines: {3}; units: {4}; discrepancies: {5}; codes to be taught: {6}.");
  text_fill(&b, sentence, x->number, x->draft, num_format(lines, sizeof lines, x->lines, 0), num_format(units, sizeof units, x->units, 0),
            num_format(differences, sizeof differences, x->discrepancies, 0), num_format(parked, sizeof parked, x->parked, 0));
  fprintf(cli->out, "%s\n", b.p);
  buf_free(&b);
  return CLI_DONE;
}

static int receive_run(struct receive *r) {
  struct desk_result x;
  struct err err;
  struct cli *cli = r->cli;
  if (desk_elsewhere(r->desk)) cli_warn(cli, _("This delivery was announced for another store."));
  if (desk_finished(r->desk)) cli_warn(cli, _("Nothing of this delivery is open any more: it was received or closed already."));
  if (r->person) fprintf(cli->out, "%s\n", _("One scan or word a line; 'done' posts, Ctrl-D leaves the draft as it is."));
  fflush(cli->out);
  if (!lines_take(r, &err) || !desk_result(r->desk, &x, &err)) return cli_refuse(cli, &err);
  if (*x.number && x.parked) cli_warn(cli, _("Codes wait to be taught: 'zhanggui parked' lists them."));
  int status = cli->json ? say_json(cli, &x) : say_people(cli, &x);
  return r->refused ? CLI_REFUSED : status;
}

static bool mode_of(const char *asn, size_t orders, const char *blind, const char **mode) {
  *mode = asn ? "asn" : orders ? "order" : blind ? "blind" : NULL;
  return !!asn + (orders > 0) + !!blind <= 1;
}

int cmd_receive(struct cli *cli) {
  const char *order[ORDERS_MOST], *asn = NULL, *blind = NULL, *ack = NULL;
  size_t orders = 0, rest;
  struct desk_opts o = {0};
  struct err err;
  const struct cli_option options[] = {
      {.name = "--order", .takes = true, .many = order, .room = COUNT(order), .count = &orders},
      {.name = "--asn", .takes = true, .value = &asn},
      {.name = "--blind", .value = &blind},
      {.name = "--supplier", .takes = true, .value = &o.supplier},
      {.name = "--draft", .takes = true, .value = &o.draft},
      {.name = "--ack", .value = &ack},
  };
  if (!cli_parse(cli, options, COUNT(options), NULL, 0, 0, &rest)) return CLI_USAGE;
  if (!mode_of(asn, orders, blind, &o.mode)) return cli_usage(cli, _("Give only one of --order, --asn and --blind."));
  if (o.supplier && !blind) return cli_usage(cli, _("--supplier goes with --blind."));
  o.number = asn ? &asn : order;
  o.number_count = asn ? 1 : orders;
  struct receive *r = xcalloc(1, sizeof *r);
  bool person = !ack && !cli->json && isatty(fileno(cli->in)) && isatty(fileno(cli->out));
  *r = (struct receive){.cli = cli, .ack = ack != NULL, .person = person};
  r->desk = desk_open(cli->db, cli->store, &cli->actor, cli->config, &o, &err);
  int status = r->desk && seat_enter(cli->db, desk_name(r->desk), cli->actor.staff, &err) ? receive_run(r) : cli_refuse(cli, &err);
  desk_close(r->desk);
  free(r);
  return status;
}
