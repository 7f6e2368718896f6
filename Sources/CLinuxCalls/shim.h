// SPDX-License-Identifier: Apache-2.0
#ifndef IMS_CLINUXCALLS_SHIM_H
#define IMS_CLINUXCALLS_SHIM_H

#if defined(__linux__)
#include <stddef.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

// Entries of an open folder, many at a time and into memory that is used again. glibc's `readdir` takes 32 KiB anew for
// each folder; its `getdents64` is hidden from Swift, as `syscall` is for having no fixed arguments.
static inline long ims_getdents64(int folder, void *buffer, size_t size) {
    return syscall(SYS_getdents64, folder, buffer, size);
}

// The number that statfs(2) has for the file system of an open file, or 0. Swift's module of the C library has no `statfs`.
static inline unsigned long ims_file_system(int file) {
    struct statfs status;
    return fstatfs(file, &status) == 0 ? (unsigned long)status.f_type : 0;
}
#endif

#endif
