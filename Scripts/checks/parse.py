# SPDX-License-Identifier: Apache-2.0
"""Parses the project's own JSON, YAML and XML files; run by data.sh, which knows a Python with PyYAML."""
import json
import xml.dom.minidom

import yaml

from project import ROOT, finish, own_files, text


class Strict(yaml.SafeLoader):
    """Refuses a key that stands twice, which YAML forbids and PyYAML passes over."""

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.YAMLError(f"the key {key!r} stands twice in the mapping at line {node.start_mark.line + 1}")
        return super().construct_mapping(node, deep)


def once(pairs):
    keys = [key for key, _ in pairs]
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"the key {key!r} stands twice in one object")
    return dict(pairs)


PARSERS = {
    (".json", ".swift-format"): lambda whole: json.loads(whole, object_pairs_hook=once),
    (".yml", ".yaml"): lambda whole: yaml.load(whole, Strict),
    (".xml",): lambda whole: xml.dom.minidom.parseString(whole.encode()),
}

problems, count = [], 0
for endings, parse in PARSERS.items():
    for name in own_files(*endings):
        count += 1
        try:
            parse(text(name) or (ROOT / name).read_text())
        except Exception as error:
            problems.append(f"{name}: {' '.join(str(error).split())}")
finish(problems, "JSON, YAML and XML files", count)
