#ifndef ORCP_LINUX_SHIM_H
#define ORCP_LINUX_SHIM_H

#include <fcntl.h>
#include <stddef.h>

/* Writing around the page cache: its flag differs from machine to machine, and the public name is
   declared only under _GNU_SOURCE. */
static inline int orcp_direct_flag(void) { return __O_DIRECT; }

/* glibc: gives free memory back to the system; its header has no module of its own. */
int malloc_trim(size_t kept);

#endif
