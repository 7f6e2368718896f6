// SPDX-License-Identifier: Apache-2.0
#ifndef IMS_MIGRATE_CLIBCRYPTO_SHIM_H
#define IMS_MIGRATE_CLIBCRYPTO_SHIM_H

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>


#endif
