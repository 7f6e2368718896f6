#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records what the program does, so that a refactoring can be compared with what was before it.

    Scripts/record-behavior.py PROGRAM DIRECTORY [--more DIRECTORY]... [--documents TAR]
    diff -r BEFORE AFTER

Runs a few hundred commands on the sample, on repositories made here, on each directory in a --more directory that holds
repositories, and on real docview files in an archive (--documents) with configurations planted among them. For each command
a file in DIRECTORY holds the exit code, standard output, standard error, and a digest of every file that it left. What
differs from run to run (times, durations, temporary paths, the version) is replaced by placeholders.
"""
import argparse
import hashlib
import io
import os
import re
import shutil
import stat
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SAMPLE = PROJECT / "SampleRepository"
FORMATS = ["text", "json", "html", "sarif", "junit", "markdown", "github", "csv", "diff"]
NAMESPACES = (
    'xmlns:jcr="http://www.jcp.org/jcr/1.0" xmlns:cq="http://www.day.com/jcr/cq/1.0" '
    'xmlns:sling="http://sling.apache.org/jcr/sling/1.0"'
)
# Values that differ from run to run.
VOLATILE = [
    (re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?\b"), "<time>"),
    (re.compile(r"\b\d{8}T\d{6}(\.\d+)?Z"), "<time>"),
    (re.compile(r'("durationSeconds" ?: ?)[0-9.e+-]+'), r"\1<seconds>"),
    (re.compile(r"\b\d+(\.\d+)? (ms|s|seconds?)\b"), "<seconds>"),
    (re.compile(r'("(?:user|host|by|run)" ?: ?)"[^"]*"'), r'\1"<who>"'),
    (re.compile(r'time="[0-9.]+"'), 'time="<seconds>"'),
    (re.compile(r"\b1\.0\.\d{14}\b"), "1.0.<time>"),
    (re.compile(r"\b\d{8}-<time>-[0-9a-f]{8}\b"), "<run>"),
    (re.compile(r"ims-migrate-[0-9A-Fa-f-]{8,}"), "ims-migrate-<id>"),
    # Digests of what holds a time: reports, plans, and packages with a rewritten entry.
    (re.compile(r'("(?:sha256|digest)" ?: ?)"[0-9a-f]{64}"'), r'\1"<digest>"'),
    (re.compile(r"^[0-9a-f]{64}(?=  )", re.M), "<digest>"),
]


def page(key, extra="", secret="{" + "5c" * 32 + "}"):
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<jcr:root {NAMESPACES}
    jcr:primaryType="cq:Page">
    <jcr:content
        jcr:primaryType="cq:PageContent"
        jcr:title="Recorded {key}"
        sling:resourceType="cq/adobeims-configuration/components/configuration"
        apiKey="{key}"
        authServerUrl="https://ims-na1.adobelogin.com"
        clientSecret="\\{secret}"{extra}
        jwtClaims="\\{{&quot;iss&quot;:&quot;RECORDED01@AdobeOrg&quot;,&quot;sub&quot;:&quot;R1@techacct.adobe.com&quot;}}"
        keypairAlias="recorded"/>
</jcr:root>
"""


def provider(kind):
    return f"""auth.access.token.request="https://ims-na1.adobelogin.com/ims/exchange/jwt"
auth.token.provider.client.id="{kind}"
auth.token.provider.default.claims=[ \\
  "\\"iss\\"\\ :\\ \\"RECORDED01@AdobeOrg\\"", \\
  "\\"https://ims-na1.adobelogin.com/s/ent_stocksearch_sdk\\"\\ :\\ true", \\
  ]
auth.token.provider.endpoint="https://ims-na1.adobelogin.com"
auth.token.provider.keypair.alias="recorded"
auth.token.provider.title="Recorded"
name="{kind}"
token.request.customizer.type="{kind}"
"""


def repositories():
    """Small repositories, each with a mapping for all of it."""
    cloud = "jcr_root/conf/global/settings/cloudconfigs"
    factory = "com.adobe.granite.auth.oauth.accesstoken.provider"
    customizer = "com.adobe.granite.auth.ims.impl.IMSAccessTokenRequestCustomizerImpl"
    pair = {
        f"jcr_root/apps/acme/config.author/{factory}-one.config": provider("adobe-ims-one"),
        f"jcr_root/apps/acme/config.author/{customizer}-one.config":
            'auth.ims.client.secret="invented"\ncustomizer.type="adobe-ims-one"\n',
    }
    rows = "path,client_secret,org_id,scopes\n**,env:RECORDED_SECRET,RECORDED01@AdobeOrg,\"openid, AdobeID\"\n"
    yield "pages", {f"{cloud}/{name}/.content.xml": page(name) for name in ("one", "two", "three")}, rows
    yield "pair", pair, rows
    yield "dotted", {name.replace("-one", ".one"): text for name, text in pair.items()}, rows
    yield "both-kinds", {f"{cloud}/one/.content.xml": page("one", '\n        authenticationType="oauth"')}, rows
    yield "malformed", {f"{cloud}/one/.content.xml": page("one")[:300], f"{cloud}/two/.content.xml": page("two")}, rows
    yield "doctype", {f"{cloud}/one/.content.xml": "<!DOCTYPE a>" + page("one").split("?>", 1)[1]}, rows
    yield "latin", {f"{cloud}/one/.content.xml": page("one").replace("UTF-8", "ISO-8859-1")}, rows
    yield "crlf", {f"{cloud}/one/.content.xml": page("one").replace("\n", "\r\n")}, rows
    yield "unmapped", {f"{cloud}/{name}/.content.xml": page(name) for name in ("one", "two")}, (
        "jwt_client_id,client_secret,org_id,scopes\none,env:RECORDED_SECRET,RECORDED01@AdobeOrg,openid\n")
    yield "ambiguous-rows", {f"{cloud}/one/.content.xml": page("one")}, (
        "path,client_secret,scopes\n/conf/**,env:RECORDED_SECRET,openid\n/conf/**,env:RECORDED_SECRET,openid\n")
    yield "creation", {f"{cloud}/one/.content.xml": page("one")}, (
        "path,title,client_id,client_secret,org_id,scopes,action\n"
        "/conf/global/settings/cloudconfigs/new,New,new,env:RECORDED_SECRET,RECORDED01@AdobeOrg,openid,create\n"
        "/conf/global/settings/cloudconfigs/one,,,env:RECORDED_SECRET,RECORDED01@AdobeOrg,openid,\n")
    yield "bad-mapping", {f"{cloud}/one/.content.xml": page("one")}, "path,client_secret,wrong\n/conf/**,,x\n"
    yield "broken-csv", {f"{cloud}/one/.content.xml": page("one")}, 'path,client_secret,scopes\n"/conf/**,a\n'
    yield "no-secret", {f"{cloud}/one/.content.xml": page("one")}, "path,client_secret,scopes\n/conf/**,env:NOT_SET,openid\n"
    yield "empty", {"jcr_root/content/a.txt": "nothing"}, rows
    yield "no-repository", {"a.txt": "nothing"}, rows


def packed(files):
    """A content package of files, the same bytes each time."""
    data = io.BytesIO()
    meta = {
        "META-INF/vault/filter.xml":
            '<workspaceFilter version="1.0"><filter root="/conf"/><filter root="/apps"/><filter root="/etc"/></workspaceFilter>',
        "META-INF/vault/properties.xml":
            "<properties><entry key=\"name\">recorded</entry><entry key=\"group\">recorded</entry>"
            "<entry key=\"version\">1.0</entry></properties>",
    }
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted({**meta, **files}.items()):
            if name.startswith(("jcr_root/", "META-INF/")):
                info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, content)
    return data.getvalue()


class Recorder:
    def __init__(self, program, directory):
        self.program, self.directory, self.count = os.path.abspath(program), Path(directory), 0
        shutil.rmtree(self.directory, ignore_errors=True)
        self.directory.mkdir(parents=True)

    def scene(self, name, fill, commands):
        """Runs commands one after the other in a directory that `fill` prepares; every file they leave is recorded."""
        # The same path each time: the journal's directory is named by a digest of the repository's path.
        base = Path(tempfile.gettempdir(), "ims-migrate-recorded", name)
        shutil.rmtree(base, ignore_errors=True)
        base.mkdir(parents=True)
        try:
            place = base / "place"
            place.mkdir()
            fill(place)
            for number, command in enumerate(commands, 1):
                words = command.split()
                result = subprocess.run(
                    [self.program, *words], cwd=place, stdin=subprocess.DEVNULL, capture_output=True, timeout=300,
                    env={"PATH": os.environ["PATH"], "HOME": str(base / "home"), "LANG": "C.UTF-8", "USER": "recorder",
                         "RECORDED_SECRET": "invented-recorded-secret"})
                text = f"$ ims-migrate {command}\nexit {result.returncode}\n"
                for title, output in (("output", result.stdout), ("errors", result.stderr)):
                    text += f"--- {title}\n" + self.plain(output, base) + "\n"
                text += "--- files\n" + self.files(place, base)
                safe = re.sub(r"[^A-Za-z0-9.-]+", "-", command)[:80]
                (self.directory / f"{name}.{number:02}.{safe}.txt").write_text(text)
                self.count += 1
        finally:
            shutil.rmtree(base, ignore_errors=True)

    @staticmethod
    def plain(output, base):
        text = output.decode("utf-8", "backslashreplace").replace(str(base), "<base>")
        for pattern, placeholder in VOLATILE:
            text = pattern.sub(placeholder, text)
        return text

    def files(self, place, base):
        lines = []
        for path in sorted(place.rglob("*")):
            name, mode = path.relative_to(place).as_posix(), path.lstat().st_mode
            # Reports are recorded as output; their times are in file names and digests too.
            if re.search(r"(^|/)(SHA256SUMS|report-[^/]*|report\.html)$", name) or stat.S_ISDIR(mode):
                continue
            if stat.S_ISLNK(mode):
                lines.append(f"{stat.filemode(mode)} {name} -> {os.readlink(path)}")
                continue
            data = path.read_bytes()
            if name.endswith((".json", ".xml", ".csv", ".txt")):
                data = self.plain(data, base).encode()
            if name.endswith(".zip") and data[:2] == b"PK":
                lines += [f"{stat.filemode(mode)} {name}!/{line}" for line in self.entries(data, base)]
                continue
            lines.append(f"{stat.filemode(mode)} {hashlib.sha256(data).hexdigest()[:16]} {name}")
        return "\n".join(lines) + "\n"

    def entries(self, data, base):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for info in archive.infolist():
                    # A manifest is folded, wherever a time may be.
                    content = self.plain(archive.read(info).replace(b"\r\n ", b""), base).encode()
                    yield f"{info.filename} {hashlib.sha256(content).hexdigest()[:16]}"
        except Exception:
            yield hashlib.sha256(data).hexdigest()[:16]


def write(place, files):
    for name, content in files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("directory")
    parser.add_argument("--more", action="append", default=[], help="a directory of directories with repositories")
    parser.add_argument("--documents", help="a .tar.gz of real docview files")
    given = parser.parse_args()
    recorder = Recorder(given.program, given.directory)
    scenes = []

    def sample(place):
        shutil.copytree(SAMPLE, place / "repo")

    migrate = "migrate repo --mapping repo/mapping.csv"
    for kind in FORMATS:
        scenes.append((f"sample-{kind}", sample, [
            f"scan repo --format {kind}", f"check repo --format {kind}", f"{migrate} --dry-run --format {kind}",
            f"plan repo --mapping repo/mapping.csv --out plan.json --format {kind}", f"{migrate} --format {kind}",
            f"report render reports/report.json --format {kind}", f"{migrate} --format {kind}",
            f"rollback repo --dry-run --format {kind}", f"rollback repo --format {kind}",
            f"apply plan.json --mapping repo/mapping.csv --format {kind}", f"check repo --format {kind}"]))
    scenes.append(("sample-more", sample, [
        "scan repo --verbose", "scan repo --quiet", "check repo --fail-on never", "check repo --fail-on warning",
        "scan repo --report-dir a", "check repo --report-dir b", "report compare a/report.json b/report.json",
        "mapping template repo", "mapping template repo --out template.csv", "mapping validate --mapping repo/mapping.csv repo",
        "profile show cloudconfig", "profile show osgi", "profile show smarttags", "explain jwt-deprecated", "explain nothing",
        "profile learn repo/learn/before.content.xml repo/learn/after.content.xml --mapping repo/learn/mapping.csv --out p.json",
        "profile validate p.json", "pack repo --out packed.zip", "scan packed.zip", "check packed.zip",
        "migrate packed.zip --mapping repo/mapping.csv", "migrate packed.zip --mapping repo/mapping.csv --output out.zip",
        "check out.zip", "migrate repo --mapping repo/mapping.csv --delta d.zip --delta-rollback r.zip",
        "migrate repo --mapping repo/mapping.csv --output tree", "check tree", f"{migrate} --detailed-exitcode --dry-run",
        f"{migrate} --aem-version 6.5.10", f"{migrate} --aem-version cloud --dry-run", "scan", "scan nowhere", "frobnicate",
        "--version", "--help", "help migrate", "config show", "rollback nowhere", "migrate repo"]))
    for name, files, rows in repositories():
        def tree(place, files=files, rows=rows):
            write(place, {f"repo/{path}": text for path, text in files.items()})
            write(place, {"mapping.csv": rows})
        scenes.append((f"tree-{name}", tree, [
            "scan repo --format json", "check repo", "mapping template repo", "migrate repo --mapping mapping.csv --dry-run",
            "migrate repo --mapping mapping.csv --delta d.zip --delta-rollback r.zip",
            "plan repo --mapping mapping.csv --out plan.json", "migrate repo --mapping mapping.csv --format json",
            "migrate repo --mapping mapping.csv", "rollback repo", "apply plan.json --mapping mapping.csv", "rollback repo"]))
        def package(place, files=files, rows=rows):
            write(place, {"repo.zip": packed(files), "mapping.csv": rows})
        scenes.append((f"package-{name}", package, [
            "scan repo.zip --format json", "check repo.zip", "migrate repo.zip --mapping mapping.csv --dry-run",
            "migrate repo.zip --mapping mapping.csv --output out.zip --format json", "check out.zip",
            "migrate repo.zip --mapping mapping.csv --in-place", "rollback repo.zip"]))
    for directory in given.more:
        for case in sorted(Path(directory).iterdir()):
            if not case.is_dir():
                continue
            def copied(place, case=case):
                shutil.copytree(case, place / "case", symlinks=True)
                for path in [place, *place.rglob("*")]:
                    if not path.is_symlink():
                        path.chmod(path.stat().st_mode | stat.S_IWUSR | (stat.S_IXUSR if path.is_dir() else 0))
            inner = [p.relative_to(case).as_posix() for p in sorted(case.iterdir())
                     if p.suffix == ".zip" or p.is_dir() and any(p.rglob("jcr_root"))]
            if (case / "jcr_root").exists():
                inner = ["."]
            mappings = [p.relative_to(case).as_posix() for p in sorted(case.rglob("*.csv"))]
            commands = []
            for repo in inner:
                target = f"case/{repo}"
                commands += [f"scan {target} --format json", f"check {target}", f"mapping template {target}"]
                output = " --output case-out.zip" if repo.endswith(".zip") else ""
                for mapping in mappings:
                    commands += [f"migrate {target} --mapping case/{mapping} --dry-run", f"migrate {target} --mapping case/{mapping}{output}"]
            scenes.append((f"more-{case.name}", copied, commands))
    if given.documents:
        def real(place):
            with tarfile.open(given.documents) as archive:
                archive.extractall(place / "all", filter="data")
            files = sorted(p for p in (place / "all").rglob("*.xml"))
            for number, path in enumerate(files):
                target = place / "repo/jcr_root/conf" / str(number % 40) / "settings/cloudconfigs" / str(number) / ".content.xml"
                target.parent.mkdir(parents=True)
                shutil.move(path, target)
            for number in range(40):
                write(place / f"repo/jcr_root/conf/{number}/settings/cloudconfigs", {"planted/.content.xml": page(f"planted{number}")})
            shutil.rmtree(place / "all")
            write(place, {"mapping.csv": "path,client_secret,org_id,scopes\n**/planted,env:RECORDED_SECRET,RECORDED01@AdobeOrg,openid\n"})
        scenes.append(("documents", real, ["scan repo --format json", "migrate repo --mapping mapping.csv --dry-run"]))
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        list(pool.map(lambda scene: recorder.scene(*scene), scenes))
    print(f"{recorder.count} commands recorded in {given.directory}")


if __name__ == "__main__":
    sys.exit(main())
