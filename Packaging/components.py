#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the program is made of: the Swift packages and the Swift runtime in it, and the system's libraries it loads.

    components.py sbom PROGRAM     prints a bill of materials, CycloneDX 1.6 JSON
    components.py licences         prints the licences of what is in the program

Everything is asked where it is known: the package manager for packages and versions, each package's own licence file for
its licence, the program for the libraries it loads, the system for the packages that these are of.
"""

import datetime
import hashlib
import json
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys

NAME = "ims-migrate"
# How to tell a licence by its text. Another one is a question for a person: the script ends with an error.
LICENCES = [
    ("Apache-2.0 WITH Swift-exception", r"\A\s*Apache License\n.*Runtime Library Exception"),
    ("Apache-2.0", r"\A\s*Apache License\n"),
    ("MIT", r"\A\s*MIT License\n"),
]
# The licences of the libraries that the program may load, which the system states in no form that a program can read.
LIBRARIES = {
    "libcrypto": ("OpenSSL", "Apache-2.0"),
    "libcurl": ("libcurl", "curl"),
    "libxml2": ("libxml2", "MIT"),
    "libzip": ("libzip", "BSD-3-Clause"),
    "libstdc++": ("libstdc++", "GPL-3.0-or-later WITH GCC-exception-3.1"),
    "libgcc_s": ("libgcc", "GPL-3.0-or-later WITH GCC-exception-3.1"),
    "libc": ("GNU C Library", "LGPL-2.1-or-later"),
    "libm": ("GNU C Library", "LGPL-2.1-or-later"),
    "ld-linux": ("GNU C Library", "LGPL-2.1-or-later"),
}


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def licence_file(folder):
    for name in ("LICENSE.txt", "LICENSE", "LICENSE.md"):
        if (folder / name).is_file():
            return folder / name
    sys.exit(f"components: {folder}: no licence file; find out under which licence it is, and teach this script")


def licence(folder):
    """The SPDX name of the licence in a folder."""
    text = licence_file(folder).read_text(encoding="utf-8")
    for name, words in LICENCES:
        if re.search(words, text, re.DOTALL):
            return name
    sys.exit(f"components: {licence_file(folder)}: a licence that this script does not know")


def packages():
    """The Swift packages whose code is in the program, with what they depend on: not those for tests alone."""
    manifest = json.loads(output("swift", "package", "dump-package"))
    targets = {target["name"]: target for target in manifest["targets"]}
    wanted, todo = set(), [NAME]
    while todo:
        for dependency in targets.get(todo.pop(), {"dependencies": []})["dependencies"]:
            if "byName" in dependency:
                todo.append(dependency["byName"][0])
            elif "product" in dependency:
                wanted.add(dependency["product"][1].lower())
    found = {}

    def take(package):
        found[package["identity"]] = package
        for below in package["dependencies"]:
            take(below)

    for package in json.loads(output("swift", "package", "show-dependencies", "--format", "json"))["dependencies"]:
        if package["identity"] in wanted:
            take(package)
    return [found[identity] for identity in sorted(found)]


def swift_version():
    return re.search(r"Swift version (\S+)", output("swift", "--version"))[1]


def swift_licence():
    """The toolchain's own licence file, if it has one."""
    compiler = pathlib.Path(shutil.which("swiftc") or "/").resolve()
    file = compiler.parent.parent / "share" / "swift" / "LICENSE.txt"
    return file if file.is_file() else None


def terms(expression):
    """A licence as CycloneDX has it."""
    return [{"expression": expression} if " " in expression else {"license": {"id": expression}}]


def in_program():
    """Components that are linked into the program."""
    for package in packages():
        place = re.sub(r"^https://", "", package["url"]).removesuffix(".git")
        yield {
            "type": "library", "name": package["name"], "version": package["version"],
            "licenses": terms(licence(pathlib.Path(package["path"]))),
            "purl": f"pkg:swift/{place}@{package['version']}",
            "externalReferences": [{"type": "vcs", "url": package["url"]}],
        }
    if platform.system() == "Darwin":
        return
    yield {
        "type": "library", "name": "swift-runtime", "version": swift_version(),
        "description": "Standard library, FoundationEssentials and Dispatch of the Swift toolchain, linked in.",
        "licenses": terms("Apache-2.0 WITH Swift-exception"),
        "externalReferences": [{"type": "website", "url": "https://www.swift.org/"}],
    }


def loaded(program):
    """Components that the program loads from the system: those that it names itself."""
    if platform.system() == "Darwin":
        lines = output("otool", "-L", str(program)).splitlines()[1:]
        files = {pathlib.Path(line.split()[0]).name: line.split()[0] for line in lines}
    else:
        needed = re.findall(r"\(NEEDED\).*\[(.+)\]", output("readelf", "-d", str(program)))
        places = dict(re.findall(r"(\S+)(?: => (\S+))? \(0x", output("ldd", str(program))))
        files = {name: places.get(name) or name for name in needed}
    libraries = {}
    for name, file in sorted(files.items()):
        kind = re.split(r"-x86|-aarch|\.so|\.\d|\.dylib", name)[0]
        if kind in LIBRARIES:
            libraries.setdefault(LIBRARIES[kind], {})[name] = file
        elif platform.system() != "Darwin":  # What is not in the table there is the system's own.
            sys.exit(f"components: the program loads {name}, of which this script does not know the licence")
    for (title, licence_name), files in sorted(libraries.items()):
        yield {
            "type": "library", "name": title, "scope": "required",
            "description": f"Loaded from the system, not distributed: {', '.join(files)}.",
            "licenses": terms(licence_name),
        } | of_system(next(iter(files.values())))


def of_system(file):
    """Version and package of a library, where the system's package manager tells."""
    if not shutil.which("dpkg-query"):
        return {}
    resolved = os.path.realpath(file)
    for path in dict.fromkeys([file, resolved, re.sub("^/usr(?=/lib)", "", resolved), "/usr" + resolved]):
        owner = subprocess.run(["dpkg-query", "-S", path], capture_output=True, text=True).stdout
        if owner:
            package = owner.split("\n")[0].split(": ")[0]
            version, name, architecture = output(
                "dpkg-query", "-W", "-f", "${Version}\t${Package}\t${Architecture}", package
            ).split("\t")
            system = platform.freedesktop_os_release()["ID"]
            return {
                "version": version,
                "purl": f"pkg:deb/{system}/{name}@{version}?arch={architecture}".replace("+", "%2B"),
            }
    return {}


def sbom(program):
    version = output(str(program), "--version").strip()
    digest = hashlib.sha256(program.read_bytes()).hexdigest()
    made = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.timezone.utc)
    components = list(in_program()) + list(loaded(program))
    for component in components:
        component["bom-ref"] = component["name"].replace(" ", "-").lower()
    reference = f"{NAME}@{version}"
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "metadata": {
            "timestamp": made.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {
                "type": "application", "bom-ref": reference, "name": NAME, "version": version,
                "licenses": terms("Apache-2.0"),
                "hashes": [{"alg": "SHA-256", "content": digest}],
            },
        },
        "components": components,
        "dependencies": [
            {"ref": reference, "dependsOn": sorted(component["bom-ref"] for component in components)}
        ],
    }


def licences():
    yield f"The program {NAME} holds code of others. Their licences:\n"
    for package in packages():
        file = licence_file(pathlib.Path(package["path"]))
        yield f"{'=' * 78}\n{package['name']} {package['version']}, {package['url']}\n{'=' * 78}\n"
        yield file.read_text(encoding="utf-8")
        for notice in ("NOTICE", "NOTICE.txt"):
            if (file.parent / notice).is_file():
                yield (file.parent / notice).read_text(encoding="utf-8")
    if platform.system() != "Darwin" and (file := swift_licence()):
        yield f"{'=' * 78}\nRuntime of Swift {swift_version()}, https://www.swift.org/\n{'=' * 78}\n"
        yield file.read_text(encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] == ["licences"]:
        print("\n".join(licences()), end="")
    elif sys.argv[1:2] == ["sbom"] and len(sys.argv) == 3:
        print(json.dumps(sbom(pathlib.Path(sys.argv[2])), indent=2, ensure_ascii=False))
    else:
        sys.exit(__doc__)
