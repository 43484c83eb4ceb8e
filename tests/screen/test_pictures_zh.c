/* Every scene in this language: see scenes.h. */
#include "tests/screen/scenes.h"

static void test_scene(void **state) {
  scene_play(*state, "zh");
}

int main(void) {
  return pictures_main(test_scene, NULL);
}
