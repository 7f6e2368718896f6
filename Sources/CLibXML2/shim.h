// SPDX-License-Identifier: Apache-2.0
#ifndef IMS_MIGRATE_CLIBXML2_SHIM_H
#define IMS_MIGRATE_CLIBXML2_SHIM_H

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlversion.h>

// `xmlFree` is a mutable global function pointer, which Swift 6 mode refuses to touch.
static inline void ims_xml_free(void *memory) { xmlFree(memory); }

#endif
