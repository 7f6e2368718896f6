#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Every rule of findings has a page in docs/rules, and every page there is for a rule that exists.
import re

from project import ROOT, finish, text

SOURCE = "Sources/IMSMigration/Findings/FindingRule.swift"
PAGES = ROOT / "docs/rules"

rules = set(re.findall(r'^ *case \w+ = "([a-z-]+)"$', text(SOURCE) or "", re.M))
pages = {page.stem for page in PAGES.glob("*.md")} - {"README", "index"}
problems = [f"{SOURCE}: {rule} has no page docs/rules/{rule}.md" for rule in sorted(rules - pages)]
problems += [f"docs/rules/{page}.md: no rule has this name" for page in sorted(pages - rules)]
problems += [f"docs/rules/{page}.md: the page is empty, or does not name its rule: make rule-pages" for page in sorted(rules & pages)
             if page not in (text(f"docs/rules/{page}.md") or "")]
finish(problems, "rules, each with its page", len(rules))
