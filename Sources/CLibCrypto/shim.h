// SPDX-License-Identifier: Apache-2.0
#ifndef IMS_MIGRATE_CLIBCRYPTO_SHIM_H
#define IMS_MIGRATE_CLIBCRYPTO_SHIM_H

#include <openssl/evp.h>


#endif
