// SPDX-License-Identifier: Apache-2.0
#ifndef IMS_MIGRATE_CLIBZIP_SHIM_H
#define IMS_MIGRATE_CLIBZIP_SHIM_H

// Nothing newer than libzip 1.7 is used: Debian 12 has 1.7.3, Homebrew 1.11.
#include <zip.h>

#endif
