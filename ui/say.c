/* say: what the program tells the person, and the signals. Owns the messages of this session. Must not: wait for an answer. */
#include "ui/app.h"

#include <string.h>

static void add(struct app *app, enum level level, const char *text, const char *hint) {
  struct message *m = &app->message[app->messages++ % MESSAGES_MOST];
  *m = (struct message){.level = level, .at = app->ui.now};
  str_copy(m->text, sizeof m->text, text);
  str_copy(m->hint, sizeof m->hint, hint);
  app->message_shown = true;
  app->dirty = true;
}

void ui_say_args(struct ui *ui, enum level level, const char *sentence, const char *const *args) {
  struct buf b = {0};
  text_fill_args(&b, sentence, args);
  add(ui->app, level, b.n ? b.p : "", "");
  buf_free(&b);
}

void ui_refuse(struct ui *ui, const struct err *err) {
  struct buf b = {0};
  if (*err->where && !strstr(err->text, err->where)) buf_printf(&b, "%s: ", err->where);
  buf_adds(&b, err->text);
  ui->app->refused = *err;
  add(ui->app, SAY_ERROR, b.p, err->hint);
  buf_free(&b);
}

size_t ui_messages(const struct ui *ui) {
  return ui->app->messages < MESSAGES_MOST ? ui->app->messages : MESSAGES_MOST;
}

const struct message *ui_message(const struct ui *ui, size_t back) {
  return &ui->app->message[(ui->app->messages - 1 - back) % MESSAGES_MOST];
}

/* ---- signals: bells, or a command that is told the name */
static void child_said(void *self, bool error, const char *bytes, size_t n) {
  (void)self, (void)error, (void)bytes, (void)n;
}

static void child_ended(void *self, int status) {
  if (status) ui_say((struct ui *)self, SAY_WARN, _("The sound command failed. Its setting is sound.command."));
}

void ui_signal(struct ui *ui, enum signal_kind kind) {
  struct app *app = ui->app;
  const char *mode = config_text(ui->config, OPT_SOUND), *command = config_text(ui->config, OPT_SOUND_COMMAND);
  if (kind == SIGNAL_NONE || str_eq(mode, "off")) return;
  if (!str_eq(mode, "command") || !app->loop) {
    signals_add(&app->signals, kind, ui->now);
    return;
  }
  static const struct child_fns fns = {child_said, child_ended};
  struct err err;
  child_id id;
  const char *argv[] = {command, signal_name(kind), NULL};
  if (!loop_child(app->loop, argv, &fns, ui, &id, &err)) ui_refuse(ui, &err);
}
