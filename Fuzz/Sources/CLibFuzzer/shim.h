// SPDX-License-Identifier: Apache-2.0
#ifndef IMS_MIGRATE_CLIBFUZZER_SHIM_H
#define IMS_MIGRATE_CLIBFUZZER_SHIM_H

#include <stddef.h>
#include <stdint.h>

// libFuzzer comes with the compiler and has no header for this, the one function of its library form.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));

#endif
