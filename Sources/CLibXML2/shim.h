// SPDX-License-Identifier: Apache-2.0
#ifndef IMS_MIGRATE_CLIBXML2_SHIM_H
#define IMS_MIGRATE_CLIBXML2_SHIM_H

#include <libxml/chvalid.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlversion.h>

// The character classes of XML 1.0 up to its fourth edition, which Java's name tables follow. They are macros,
// which Swift does not import.
static inline int ims_xml_is_letter(unsigned int c) { return IS_LETTER(c); }
static inline int ims_xml_is_later_name_char(unsigned int c) {
    return IS_LETTER(c) || IS_DIGIT(c) || IS_COMBINING(c) || IS_EXTENDER(c);
}

#endif
