#ifndef ORCP_LINUX_SHIM_H
#define ORCP_LINUX_SHIM_H

#include <fcntl.h>
#include <stddef.h>

/* Writing around the page cache: its flag differs from machine to machine, and the public name is
   declared only under _GNU_SOURCE. */
static inline int orcp_direct_flag(void) { return __O_DIRECT; }

/* glibc's <malloc.h> has no module of its own: gives free memory back to the system, and says how
   much the allocator may keep. */
int malloc_trim(size_t kept);
int mallopt(int parameter, int value);
static inline int orcp_trim_threshold(void) { return -1; /* M_TRIM_THRESHOLD */ }
static inline int orcp_map_threshold(void) { return -3; /* M_MMAP_THRESHOLD */ }

#endif
