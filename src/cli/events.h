/* The two halves of cmd_events.c, called by export and import when their kind is 'events'. */
#ifndef ZG_CLI_EVENTS_H
#define ZG_CLI_EVENTS_H

#include "src/cli/cli.h"

int events_export(struct cli *); /* export events FILE [--after ORIGIN:SEQ] */
int events_import(struct cli *); /* import events FILE [--accept-key] */

#endif
