/* The store's program: with a command its command line; the screens come above it. */
#include "src/cli/cli.h"

int main(int argc, char **argv) {
  return cli_main(argc, argv);
}
