// SPDX-License-Identifier: Apache-2.0
#ifndef IMS_MIGRATE_CLIBXML2_SHIM_H
#define IMS_MIGRATE_CLIBXML2_SHIM_H

// Debian's libxml2 is built with ICU, whose headers clash with the ICU in Foundation as soon as one module sees both.
// They are included for the last two fields of a structure of which we only ever hold pointers.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/chvalid.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

// The character classes of XML 1.0 up to its fourth edition, which Java's name tables follow. They are macros,
// which Swift does not import.
static inline int ims_xml_is_letter(unsigned int c) { return IS_LETTER(c); }
static inline int ims_xml_is_later_name_char(unsigned int c) {
    return IS_LETTER(c) || IS_DIGIT(c) || IS_COMBINING(c) || IS_EXTENDER(c);
}

#endif
