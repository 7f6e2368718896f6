# SPDX-License-Identifier: Apache-2.0
"""Repositories of many kinds, and the pages that ims-migrate makes of runs on them. All values are invented."""
import json
import os
import pathlib
import shutil
import subprocess
import zipfile

PROJECT = pathlib.Path(__file__).resolve().parents[2]
TOOL = pathlib.Path(os.environ.get("IMS_MIGRATE", PROJECT / ".build/debug/ims-migrate")).resolve()
SAMPLE = PROJECT / "SampleRepository"
SECRET = "{" + "0123456789abcdef" * 8 + "}"

CONFIGURATION = """<?xml version="1.0" encoding="UTF-8"?>
<jcr:root xmlns:sling="http://sling.apache.org/jcr/sling/1.0" xmlns:cq="http://www.day.com/jcr/cq/1.0"
    xmlns:jcr="http://www.jcp.org/jcr/1.0"
    jcr:primaryType="cq:Page">
    <jcr:content
        jcr:primaryType="cq:PageContent"
        jcr:title="{title}"
        sling:resourceType="cq/adobeims-configuration/components/configuration"
        apiKey="{key}"
        authServerUrl="https://ims-na1.adobelogin.com"
        clientSecret="\\{secret}"
        cloudServiceName="{service}"
        jwtClaims="\\{claims}"
        keypairAlias="{alias}"/>
</jcr:root>
"""

# What a page must show and never obey. None of it can stand in XML without its references.
ATTACKS = [
    "<script>window.attacked = 1</script>",
    "\"><img src=x onerror=\"window.attacked = 1\">",
    "</title></style></script></pre></details></table><script>window.attacked = 1</script>",
    "' onmouseover='window.attacked = 1' autofocus onfocus='window.attacked = 1",
    "javascript:window.attacked = 1",
    "<iframe srcdoc=\"<script>parent.attacked = 1</script>\"></iframe><link rel=stylesheet href=http://127.0.0.1:9/x>",
    "<meta http-equiv=refresh content=\"0;url=http://127.0.0.1:9/\"><base href=http://127.0.0.1:9/>",
    "{{{policy}}}{{>card}}{{#cards}}",
    "=HYPERLINK(\"http://127.0.0.1:9/\")",
    "\u202egnp.exe\u202c \u2066x\u2069 \u200b\ufeff",
    "\u0085\u009b31m\u2028\u2029",
    "#/x?state=JWT&text=y",
    "e\u0301\u0600<script>window.attacked = 1</script>",
]


def escaped(text):
    for character, reference in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;")):
        text = text.replace(character, reference)
    return text


def configuration(number, title="Target", service="Adobe Target", alias=None):
    key = f"{number:032x}"
    claims = json.dumps(
        {
            "exp": 1767225600,
            "iss": f"ORG{number:08d}@AdobeOrg",
            "sub": f"TECH{number:08d}@techacct.adobe.com",
            "aud": f"https://ims-na1.adobelogin.com/c/{key}",
            "https://ims-na1.adobelogin.com/s/ent_marketing_sdk": True,
        }
    )
    return CONFIGURATION.format(
        title=escaped(title), key=key, secret=SECRET, service=escaped(service), claims=escaped(claims),
        alias=escaped(alias or f"alias-{number}"),
    )


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def mapping(folder):
    secret = SECRET.replace("0123", "abcd")
    write(
        folder / "mapping.csv",
        f"path,client_secret,scopes\n/conf/**,{secret},\"openid, AdobeID, additional_info.projectedProductContext\"\n",
    )
    return folder / "mapping.csv"


def many(folder, count):
    """A tree of `count` configurations, five for each tenant."""
    services = ["Target", "Analytics", "Stock", "Launch", "Campaign"]
    for number in range(count):
        service = services[number % 5]
        place = f"jcr_root/conf/tenant-{number // 5:04d}/settings/cloudconfigs/{service.lower()}/.content.xml"
        write(folder / place, configuration(number, f"{service} of tenant {number // 5}", f"Adobe {service}"))
    return folder


def hostile(folder):
    """A tree with an attack in every name and value that can hold one."""
    for number, attack in enumerate(ATTACKS):
        # Escaped as FileVault escapes names; what is left of an attack is hostile enough.
        name = "".join(c if c.isalnum() or c in "<>'=;&# ()" else f"%{ord(c):02x}" for c in attack if ord(c) < 128)
        name = (name or "attack").replace("/", "%2f")[:120] + f" {number}\u202e\u0085"
        place = folder / "jcr_root/conf" / name / "settings/cloudconfigs" / name / ".content.xml"
        write(place, configuration(number, attack, attack, attack))
    return folder


def run(*arguments, cwd):
    """The JSON record of a run, whatever its exit code."""
    result = subprocess.run(
        [TOOL, *map(str, arguments), "--format", "json", "--run-by", "tester", "--report-dir", "reports"],
        cwd=cwd, capture_output=True, check=False,
    )
    return json.loads(result.stdout)


def render(record, folder, name):
    """The page of a record, in the file `name`.html."""
    source = folder / f"{name}.json"
    source.write_text(json.dumps(record), encoding="utf-8")
    page = folder / f"{name}.html"
    subprocess.run([TOOL, "report", "render", source, "--format", "html", "--out", page], check=True)
    return page


# Words of fixed lists, which a record cannot have otherwise.
FIXED = {"mode", "kind@inputs", "outcome"}


def attacked(value, attack, key="", parent=""):
    """A record with `attack` in the place of every text of it."""
    if isinstance(value, dict):
        return {name: attacked(inner, attack, name, key) for name, inner in value.items()}
    if isinstance(value, list):
        return [attacked(inner, attack, key, parent) for inner in value]
    if isinstance(value, str) and key not in FIXED and f"{key}@{parent}" not in FIXED:
        return attack
    return value


def make(folder):
    """Makes every page in `folder`; returns them by name."""
    folder = pathlib.Path(folder)
    shutil.copytree(SAMPLE, folder / "SampleRepository")
    with zipfile.ZipFile(folder / "package.zip", "w") as package:
        for file in sorted(SAMPLE.rglob("*")):
            if file.is_file():
                package.write(file, file.relative_to(SAMPLE))
    (folder / "empty/jcr_root/conf").mkdir(parents=True)
    thousand = many(folder / "thousand", 1000)
    attacks = hostile(folder / "hostile")
    broken = folder / "broken"
    write(broken / "jcr_root/conf/a/settings/cloudconfigs/one/.content.xml", configuration(1))
    write(broken / "jcr_root/conf/a/settings/cloudconfigs/two/.content.xml", "<jcr:root>")
    sample = ["SampleRepository", "--mapping", "SampleRepository/mapping.csv"]
    everything = mapping(folder)
    records = {
        "scan": run("scan", "SampleRepository", cwd=folder),
        "check": run("check", "SampleRepository", cwd=folder),
        "preview": run("migrate", *sample, "--dry-run", cwd=folder),
        "package": run("scan", "package.zip", cwd=folder),
        "empty": run("scan", "empty", cwd=folder),
        "failed": run("scan", "nowhere", cwd=folder),
        "blocked": run("migrate", "broken", "--mapping", everything, "--dry-run", cwd=folder),
        "thousand": run("migrate", thousand, "--mapping", everything, "--dry-run", cwd=folder),
        "hostile": run("migrate", attacks, "--mapping", everything, "--dry-run", cwd=folder),
        "migrated": run("migrate", *sample, "--journal-dir", "journal", cwd=folder),
    }
    records["undone"] = run(
        "rollback", "SampleRepository", "--journal-dir", "journal", cwd=folder)
    for number, attack in enumerate(ATTACKS):
        records[f"attack-{number}"] = attacked(records["preview"], attack)
    return {name: render(record, folder, name) for name, record in records.items()}
