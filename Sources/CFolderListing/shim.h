// SPDX-License-Identifier: Apache-2.0
#ifndef IMS_CFOLDERLISTING_SHIM_H
#define IMS_CFOLDERLISTING_SHIM_H

// Entries of an open folder, many at a time and into memory that is used again. glibc's `readdir` takes 32 KiB anew for
// each folder; its `getdents64` is hidden from Swift, as `syscall` is for having no fixed arguments.
#if defined(__linux__)
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

static inline long ims_getdents64(int folder, void *buffer, size_t size) {
    return syscall(SYS_getdents64, folder, buffer, size);
}
#endif

#endif
