/* What the files of src/report share: the reports of reports.def. */
#ifndef ZG_REPORT_INTERNAL_H
#define ZG_REPORT_INTERNAL_H

#include "src/report/report.h"

#define REPORT(id, name, title, columns, takes)                                                                                            \
  extern const struct out_column report_##id##_column[columns];                                                                            \
  bool report_##id(struct db *, const struct report_args *, struct out *, struct err *);
#include "src/report/reports.def"
#undef REPORT

#endif
