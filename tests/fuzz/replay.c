/* replay: what a fuzzer is linked with in the quick tests: runs every file of its corpus through its entry once, as one TAP test, from the
 * top folder. Where something does not hold the entry aborts. tests/long/fuzz.sh looks for new files. */
#include "src/base/base.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static bool replay_file(const char *path) {
  struct buf b = {0};
  FILE *f = fopen(path, "rb");
  if (!f) return false;
  for (int c; (c = getc(f)) != EOF;) buf_addc(&b, (char)c);
  bool read = !ferror(f);
  fclose(f);
  fprintf(stderr, "# %s\n", path);
  if (read) LLVMFuzzerTestOneInput((const uint8_t *)b.p, b.n);
  buf_free(&b);
  return read;
}

/* All its files, and one at least. */
static bool replay_folder(const char *folder) {
  size_t count = 0;
  bool good = true;
  DIR *dir = opendir(folder);
  if (!dir) return false;
  for (struct dirent *entry; (entry = readdir(dir));) {
    if (entry->d_name[0] == '.') continue;
    char *path = xprintf("%s/%s", folder, entry->d_name);
    good = replay_file(path) && good;
    free(path);
    count++;
  }
  closedir(dir);
  return good && count > 0;
}

/* tests/fuzz/corpus/NAME of a program named fuzz_NAME. */
int main(int argc, char **argv) {
  (void)argc;
  const char *slash = strrchr(argv[0], '/'), *name = slash ? slash + 1 : argv[0];
  char *folder = xprintf("tests/fuzz/corpus/%s", name + strlen("fuzz_"));
  bool good = replay_folder(folder);
  printf("1..1\n%s 1 - every file of %s\n", good ? "ok" : "not ok", folder);
  free(folder);
  return good ? 0 : 1;
}
