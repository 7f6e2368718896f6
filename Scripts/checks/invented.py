#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Nothing in the project looks like a secret or an id of a real system: fixtures hold invented values.
import re

from project import SELFTEST, files, finish, line_of, text

FORMS = [
    (re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----(?:\\n|\s)*[A-Za-z0-9+/=]{40}"), "a private key"),
    (re.compile(r"\bp8e?-[A-Za-z0-9_-]{30,}"), "a client secret of Adobe IMS"),
    (re.compile(r"\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}"), "a token"),
    (re.compile(r"\b[0-9A-Fa-f]{24}@(?:AdobeOrg|techacct\.adobe\.com)\b"), "an id of an organisation or account"),
    (re.compile(r"\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|xox[abp]-[0-9A-Za-z-]{20,})\b"), "a key of another service"),
]
# What nobody gets by chance was made up.
INVENTED = re.compile(r"(.)\1{5}")

problems, count = [], 0
for name in files():
    whole = None if name == SELFTEST else text(name)
    if whole is None:
        continue
    count += 1
    for form, what in FORMS:
        for match in form.finditer(whole):
            if not INVENTED.search(match[0].replace("-----", "")):
                # Not the text itself: this is read in logs that many can see.
                problems.append(f"{name}:{line_of(whole, match.start())}: looks like {what}")
finish(problems, "text files", count)
