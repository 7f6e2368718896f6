#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Links of the Markdown files lead to a file, and to a heading, that is there; so do paths in comments. No network.
import re
import unicodedata
from urllib.parse import unquote, urlsplit

from project import ROOT, SELFTEST, finish, line_of, own_files, text

FENCE = re.compile(r"^( *)(```+|~~~+).*?^ *\2[`~]* *$", re.M | re.S)
INDENTED = re.compile(r"(?<=\n\n)(?: {4}.*\n|\n(?= {4}))+")
CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.S)
COMMENT = re.compile(r"<!--.*?-->", re.S)
INLINE = re.compile(r"\]\(\s*(<[^>]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)")
REFERENCE = re.compile(r"^ {0,3}\[[^\]]+\]: *(\S+)", re.M)
HTML = re.compile(r"<(?:a|img|source)\b[^>]*?\b(?:href|src|srcset)=[\"']([^\"']+)", re.I)
HEADING = re.compile(r"^ {0,3}(#{1,6}) +(.+?) *#* *$", re.M)
ANCHOR = re.compile(r"<[a-z]+\b[^>]*?\b(?:id|name)=[\"']([^\"']+)", re.I)
# What comments of sources, scripts and pages without links point to.
MENTION = re.compile(r"(?<![\w./-])((?:docs|Scripts|Tests|Sources|Benchmarks|Fuzz)/[\w+/.-]*\.(?:md|json|swift|sh|py|txt))\b")


def blank(match):
    """Spaces for what is passed over, so that lines stay where they are."""
    return re.sub(r"[^\n]", " ", match[0])


def prose(name):
    """A page without comments and code."""
    whole = text(name) or ""
    for pattern in (COMMENT, FENCE, INDENTED, CODE):
        whole = pattern.sub(blank, whole)
    return whole


def anchors(name):
    """The anchors of a page's headings, as GitHub makes them."""
    whole = FENCE.sub(blank, text(name) or "")
    seen, found = {}, set(ANCHOR.findall(whole))
    for match in HEADING.finditer(INDENTED.sub(blank, whole)):
        title = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", match[2]).replace("`", "").strip().lower()
        slug = "".join(c if c in "-_ " or unicodedata.category(c)[0] in "LNM" else "" for c in title).replace(" ", "-")
        found.add(f"{slug}-{seen[slug]}" if slug in seen else slug)
        seen[slug] = seen.get(slug, 0) + 1
    return found


problems, links = [], 0
for page in own_files(".md"):
    whole = prose(page)
    for pattern in (INLINE, REFERENCE, HTML):
        for match in pattern.finditer(whole):
            target = match[1].strip("<>")
            parts = urlsplit(target)
            # A page elsewhere, or a DocC link, which DocC resolves itself.
            if parts.scheme or target.startswith("//"):
                continue
            links += 1
            where = f"{page}:{line_of(whole, match.start())}"
            place = (ROOT / page).parent / unquote(parts.path) if parts.path else ROOT / page
            if not target:
                problems.append(f"{where}: a link to nowhere")
            elif target.startswith("/") or ROOT not in (place.resolve(), *place.resolve().parents):
                problems.append(f"{where}: {target} leads out of the project")
            elif not place.exists():
                problems.append(f"{where}: {target} is not there")
            elif parts.fragment and place.suffix == ".md":
                if unquote(parts.fragment) not in anchors(place.resolve().relative_to(ROOT)):
                    problems.append(f"{where}: {target}: no heading of that page has this anchor")

for name in own_files(".md", ".swift", ".sh", ".py", ".yml", ".h", ".txt", "Makefile"):
    whole = (text(name) or "") if name != SELFTEST else ""
    for match in MENTION.finditer(whole):
        links += 1
        if not (ROOT / match[1]).exists() and name != "CHANGELOG.md":
            problems.append(f"{name}:{line_of(whole, match.start())}: {match[1]} is not there")
finish(problems, "links and mentioned files", links)
