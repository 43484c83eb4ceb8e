/* Every scene in this language: see scenes.h. */
#include "tests/screen/scenes.h"

static void test_scene(void **state) {
  scene_play(*state, "en");
}

/* Counted in one language: keys are the same in all. */
static void test_actions(void **state) {
  (void)state;
  actions_complete();
}

int main(void) {
  return pictures_main(test_scene, test_actions);
}
