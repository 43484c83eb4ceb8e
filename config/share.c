/* share: finds the files that come with the program, in a checkout as in an installation. Owns nothing. */
#include "config/config.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SHARE_UP = 5 };

/* From the executable's folder upwards: build/ and build/test/ stand in a checkout, PREFIX/bin beside PREFIX/share. */
char *config_share(const char *name) {
  char exe[PATH_MAX];
  const char *data = getenv("ZHANGGUI_DATA");
  if (!str_empty(data)) {
    char *path = xprintf("%s/%s", data, name);
    if (access(path, R_OK) == 0) return path;
    free(path);
  }
  ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
  if (n < 0) return NULL;
  exe[n] = 0;
  for (int up = 0; up < SHARE_UP; up++) {
    char *slash = strrchr(exe, '/');
    if (!slash) return NULL;
    *slash = 0;
    for (int installed = 0; installed < 2; installed++) {
      char *path = xprintf("%s/%s/%s", exe, installed ? "share/zhanggui" : "config", name);
      if (access(path, R_OK) == 0) return path;
      free(path);
    }
  }
  return NULL;
}
