// SPDX-License-Identifier: Apache-2.0
#ifndef IMS_CLINUXCALLS_SHIM_H
#define IMS_CLINUXCALLS_SHIM_H

#if defined(__linux__)
#include <stddef.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/xattr.h>
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

// What Swift's module of the C library leaves out. Looking functions up by name finds none in a program without shared
// libraries.
static inline ssize_t ims_list_attributes(int file, void *names, size_t size) {
    return flistxattr(file, (char *)names, size);
}

static inline ssize_t ims_get_attribute(int file, const char *name, void *value, size_t size) {
    return fgetxattr(file, name, value, size);
}

static inline int ims_set_attribute(int file, const char *name, const void *value, size_t size) {
    return fsetxattr(file, name, value, size, 0);
}

static inline int ims_remove_attribute(int file, const char *name) { return fremovexattr(file, name); }

static inline int ims_synchronize_file_system(int file) { return (int)syscall(SYS_syncfs, file); }

static inline ssize_t ims_copy_range(int source, long long *position, int target, size_t count) {
    return syscall(SYS_copy_file_range, source, position, target, (void *)0, count, 0);
}
#endif

#endif
