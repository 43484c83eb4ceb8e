/* replay: runs every file of the folders named (or built in, CORPUS) through a fuzzer's entry once, as TAP: one folder, one test. Where
 * something does not hold the entry aborts. New inputs are found by `make fuzz`; the ones worth keeping go into tests/fuzz/corpus/NAME. */
#include "src/base/base.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

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

int main(int argc, char **argv) {
  bool good = true;
  static char corpus[] = CORPUS;
  static char *built_in[] = {NULL, corpus};
  if (argc < 2) argc = 2, argv = built_in;
  printf("1..%d\n", argc - 1);
  for (int i = 1; i < argc; i++) {
    bool fine = replay_folder(argv[i]);
    printf("%s %d - %s\n", fine ? "ok" : "not ok", i, argv[i]);
    good = good && fine;
  }
  return good ? 0 : 1;
}
