/* stack: which screen a dialog stands on and goes with, and what becomes of scans that wait. Without a store and without a terminal. */
#include "ui/app.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct app *app;
static struct config *config;
static int answers;
static struct screen *answered;

static int up(void **state) {
  (void)state;
  app = calloc(1, sizeof *app);
  config = config_new();
  app->ui = (struct ui){.app = app, .config = config, .rights = RIGHT_CLERK, .staff = "chen", .actor = {.staff = ""}};
  answers = 0;
  answered = NULL;
  assert_non_null(ui_open(&app->ui, "messages", ""));
  return 0;
}

static int down(void **state) {
  (void)state;
  stack_drop(app);
  for (size_t i = 0; i < app->waiting_count; i++) free(app->waiting[i].raw);
  config_free(config);
  free(app);
  return 0;
}

static void answer(struct screen *s, int choice) {
  (void)choice;
  answers++;
  answered = s;
}

static const struct choice choices[] = {{'n', "No"}, {'y', "Yes"}};

static void press(uint32_t code) {
  const struct key k = {.code = code};
  keys_key(app, &k);
  stack_sweep(app);
}

/* A scan on the finish page closes it and asks something at the dock: the question stays, and is the dock's. */
static void a_dialog_does_not_go_with_a_screen_closed_before_it(void **state) {
  (void)state;
  struct screen *first = ui_top(&app->ui), *second = ui_open(&app->ui, "help", "");
  ui_close(second);
  ui_ask(first, "?", choices, COUNT(choices), 0, answer);
  stack_sweep(app);
  assert_int_equal(app->depth, 2);
  assert_string_equal(ui_top(&app->ui)->row->code, "ask");
  assert_ptr_equal(ui_under(ui_top(&app->ui)), first);
  press('y');
  assert_int_equal(answers, 1);
  assert_ptr_equal(answered, first);
  assert_int_equal(app->depth, 1);
}

static void dialogs_go_with_their_screen(void **state) {
  (void)state;
  struct screen *second = ui_open(&app->ui, "help", "");
  ui_ask(second, "?", choices, COUNT(choices), 0, answer);
  ui_text(second, "Title", "text");
  assert_int_equal(app->depth, 4);
  ui_close(second);
  stack_sweep(app);
  assert_int_equal(app->depth, 1);
  assert_int_equal(answers, 0);
}

/* A dialog above a dialog belongs to the screen below both. */
static void a_second_dialog_has_the_same_owner(void **state) {
  (void)state;
  struct screen *first = ui_top(&app->ui);
  ui_ask(first, "?", choices, COUNT(choices), 0, answer);
  ui_text(first, "Title", "text");
  assert_ptr_equal(ui_under(ui_top(&app->ui)), first);
  press(KEY_ESC);
  assert_string_equal(ui_top(&app->ui)->row->code, "ask");
}

/* ---- scans */
static void scan(const char *code, bool again) {
  const struct scan s = {.raw = code, .n = strlen(code), .again = again};
  keys_scan(app, &s);
}

static void scans_wait_for_a_question_and_none_answers_it(void **state) {
  (void)state;
  ui_ask(ui_top(&app->ui), "?", choices, COUNT(choices), 0, answer);
  scan("6901234567892", false);
  scan("6901234567892", true);
  keys_waiting(app);
  assert_int_equal(app->waiting_count, 2);
  assert_int_equal(answers, 0);
}

/* Without a store there is nothing to look up, now or later. */
static void without_a_store_no_scan_waits(void **state) {
  (void)state;
  ui_ask(ui_top(&app->ui), "?", choices, COUNT(choices), 0, answer);
  scan("6901234567892", false);
  press('n');
  keys_waiting(app);
  assert_int_equal(app->waiting_count, 0);
  assert_int_equal(app->depth, 1);
  assert_non_null(strstr(ui_message(&app->ui, 0)->text, "there is no store yet"));
}

/* A seat comes back to a page of a report that this version no longer has. */
static void a_page_that_cannot_open_changes_nothing(void **state) {
  (void)state;
  struct err err;
  struct screen *first = ui_top(&app->ui), none = {.ui = &app->ui, .own = calloc(1, screen_report.size)};
  assert_false(screen_report.open(&none, "gone", &err));
  assert_int_equal(err.code, ERR_REPORT_NONE);
  free(none.own);
  assert_null(ui_open(&app->ui, "report", "gone"));
  assert_ptr_equal(ui_top(&app->ui), first);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(a_dialog_does_not_go_with_a_screen_closed_before_it, up, down),
      cmocka_unit_test_setup_teardown(dialogs_go_with_their_screen, up, down),
      cmocka_unit_test_setup_teardown(a_second_dialog_has_the_same_owner, up, down),
      cmocka_unit_test_setup_teardown(scans_wait_for_a_question_and_none_answers_it, up, down),
      cmocka_unit_test_setup_teardown(without_a_store_no_scan_waits, up, down),
      cmocka_unit_test_setup_teardown(a_page_that_cannot_open_changes_nothing, up, down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
