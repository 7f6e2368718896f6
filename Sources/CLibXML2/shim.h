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

// Makes a parser end soon, from within its error callback. xmlStopParser would free the input there, to which callers
// up the stack still point; these two fields are what libxml2's own loops look at (2.9 at the first, 2.13 and later at
// the second).
static inline void ims_xml_give_up(xmlParserCtxtPtr context) {
    context->instate = XML_PARSER_EOF;
    context->disableSAX = 2;
}

#endif
