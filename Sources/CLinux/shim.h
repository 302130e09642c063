#ifndef ORCP_LINUX_SHIM_H
#define ORCP_LINUX_SHIM_H

#include <sys/types.h>

/* glibc declares this only under _GNU_SOURCE, which the compiler's own module does not set. */
ssize_t copy_file_range(int from, long long *from_offset, int to, long long *to_offset,
                        size_t length, unsigned int flags);

/* glibc: gives free memory back to the system; its header has no module of its own. */
int malloc_trim(size_t kept);

#endif
