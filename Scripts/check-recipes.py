#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the recipes of docs/ci.md, taken from the page itself, as the build servers would run their shell parts.

    check-recipes.py PROGRAM

Each is run on a repository with JWT configurations, on a migrated one, and on none.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
import xml.etree.ElementTree

import yaml

from expectations import expect, finish

TOP = pathlib.Path(__file__).resolve().parent.parent
PAGE = (TOP / "docs/ci.md").read_text(encoding="utf-8")
PROGRAM = pathlib.Path(sys.argv[1]).resolve()
CONTENT = "ui.content/src/main/content"


def section(heading):
    return re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE)[1]


def block(heading, language):
    """The one block of code in a section."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```$", section(heading), re.DOTALL | re.MULTILINE)
    expect(f"{heading} has one block of {language}", len(blocks) == 1, blocks)
    return blocks[0]


def run(command, workspace, **environment):
    """The exit code and the log of a command, with the program in PATH."""
    variables = {"PATH": f"{PROGRAM.parent}:/usr/local/bin:/usr/bin:/bin", "HOME": str(workspace)} | environment
    done = subprocess.run(command, cwd=workspace, env=variables, stdin=subprocess.DEVNULL, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, done.stdout


def on_each_repository(name, command, cwd="."):
    """What a recipe must do: `command` gives its words for a workspace."""
    for state, wanted in (("jwt", 3), ("migrated", 0), ("none", 65)):
        workspace = pathlib.Path(tempfile.mkdtemp(dir=scratch))
        if state != "none":
            shutil.copytree({"jwt": TOP / "SampleRepository", "migrated": migrated}[state], workspace / CONTENT)
        (workspace / cwd).mkdir(parents=True, exist_ok=True)
        code, log = run(command(workspace), workspace / cwd)
        expect(f"{name}, {state}: exit code {wanted}", code == wanted, (code, log))
        yield state, workspace, log


def shell(name, text, *shell_command, produces):
    expect(f"{name}: shellcheck", lint(text, shell_command[0]) == "", lint(text, shell_command[0]))
    for state, workspace, log in on_each_repository(name, lambda _: [*shell_command, "-c", text]):
        for file in produces:
            there = (workspace / "reports" / file).exists()
            expect(f"{name}, {state}: reports/{file}", there == (state != "none"), log)
        if state == "jwt":
            cases = list(xml.etree.ElementTree.parse(workspace / "reports/junit.xml").iter("testcase"))
            failed = [case for case in cases if case.find("failure") is not None]
            expect(f"{name}: what fails is a failed test", (len(cases), len(failed)) == (15, 12), log)
        yield state, workspace, log


def lint(text, language):
    """What shellcheck says of a script; nothing where it is not on this machine."""
    if not shutil.which("shellcheck"):
        return ""
    return subprocess.run(["shellcheck", "--shell", language, "-"], input=text, text=True, capture_output=True).stdout


def gitlab():
    job = yaml.safe_load(block("GitLab", "yaml"))["ims-migrate"]
    for _ in shell("GitLab", "\n".join(job["script"]), "sh", "-e", produces=["junit.xml", "report.html"]):
        pass
    expect("GitLab reads the report that is written", job["artifacts"]["reports"]["junit"] == "reports/junit.xml")


def jenkins():
    script = textwrap.dedent(re.search(r"'''\n(.*?)'''", block("Jenkins", "groovy"), re.DOTALL)[1])
    # Jenkins starts scripts with these.
    for _ in shell("Jenkins", script, "sh", "-xe", produces=["junit.xml", "ims.sarif", "report.html"]):
        pass


def azure():
    steps = yaml.safe_load(block("Azure Pipelines", "yaml"))["steps"]
    for state, workspace, log in shell("Azure", steps[0]["bash"], "bash", produces=["junit.xml", "summary.md"]):
        command = f"##vso[task.uploadsummary]{workspace}/reports/summary.md" in log
        expect(f"Azure, {state}: the summary is handed over", command == (state != "none"), log)
    expect("Azure reads the report that is written", steps[1]["inputs"]["testResultsFiles"] == "reports/junit.xml")


def maven():
    configuration = xml.etree.ElementTree.fromstring(block("Maven", "xml")).find(".//configuration")

    def words(workspace):
        module = workspace / "ui.content"
        values = {"${project.basedir}": str(module), "${project.build.directory}": str(module / "target")}
        arguments = [argument.text for argument in configuration.find("arguments")]
        for name, value in values.items():
            arguments = [argument.replace(name, value) for argument in arguments]
        expect("Maven: every property is known", "${" not in "".join(arguments), arguments)
        return [configuration.find("executable").text, *arguments]

    for state, workspace, log in on_each_repository("Maven", words, cwd="ui.content"):
        there = (workspace / "ui.content/target/ims-migrate/report.html").exists()
        expect(f"Maven, {state}: the report", there == (state != "none"), log)


def maven_itself():
    """With Maven and the plugin from Debian (libexec-maven-plugin-java), without a network; elsewhere it is left out."""
    repository = pathlib.Path("/usr/share/maven-repo")
    plugin = block("Maven", "xml")
    version = re.search("<version>(.+)</version>", plugin)[1]
    if not (repository / "org/codehaus/mojo/exec-maven-plugin" / version).is_dir() or not shutil.which("mvn"):
        print("Maven, or the version of its plugin that the page names, is not on this machine: not run by Maven itself")
        return
    for state, content, wanted in (("jwt", TOP / "SampleRepository", 1), ("migrated", migrated, 0)):
        module = pathlib.Path(tempfile.mkdtemp(dir=scratch))
        shutil.copytree(content, module / "src/main/content")
        (module / "pom.xml").write_text(
            '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>g</groupId>'
            "<artifactId>a</artifactId><version>1</version><packaging>pom</packaging>"
            f"<build><plugins>{plugin}</plugins></build></project>")
        code, log = run(["mvn", "-o", "-q", "-B", f"-Dmaven.repo.local={repository}", "process-resources"], module)
        expect(f"Maven itself, {state}: {wanted}", code == wanted, log)
        expect(f"Maven itself, {state}: the report", (module / "target/ims-migrate/report.json").exists(), log)


def github():
    """The page and action.yml tell the same."""
    action = yaml.safe_load((TOP / "action.yml").read_text(encoding="utf-8"))
    given = yaml.safe_load(block("GitHub", "yaml"))["jobs"]["ims"]["steps"][1]["with"]
    for name in given:
        expect(f"GitHub: there is an input {name}", name in action["inputs"], action["inputs"])
    table = "\n".join(line for line in section("GitHub").splitlines() if line.startswith("| `"))
    named = set(re.findall(r"`([a-z-]+)`", "\n".join(line.split("|")[1] for line in table.splitlines())))
    expect("GitHub: the page has every input, and no other", named == set(action["inputs"]), named ^ set(action["inputs"]))
    for name, value in action["inputs"].items():
        default = value.get("default", "")
        if re.fullmatch("[a-z]+", default):
            row = next(line for line in table.splitlines() if f"`{name}`" in line.split("|")[1])
            expect(f"GitHub: the default of {name}", f"`{default}`" in row.split("|")[2], row)
    outputs = set(re.findall(r"`([a-z-]+)`", re.search(r"^Outputs: (.*?)\. ", section("GitHub"), re.DOTALL | re.MULTILINE)[1]))
    expect("GitHub: the page has every output", outputs == set(action["outputs"]), outputs ^ set(action["outputs"]))


def exit_codes():
    """Those that the manual has: made from the program's help."""
    discussion = subprocess.run([PROGRAM, "--help"], capture_output=True, text=True).stdout.replace("\n", " ")
    known = set(re.findall(r"(?:: |; )(\d+) ", re.search(r"Exit codes: .*?\.", discussion)[0]))
    told = set(re.findall(r"^\| (\d+) \|", section("What the exit code says"), re.MULTILINE))
    expect("the page has every exit code", known == told and len(told) > 5, known ^ told)


with tempfile.TemporaryDirectory() as scratch:
    migrated = pathlib.Path(scratch) / "migrated"
    sample = TOP / "SampleRepository"
    code, log = run(["ims-migrate", "migrate", str(sample), "--mapping", str(sample / "mapping.csv"), "--output",
                     str(migrated), "--report-dir", f"{scratch}/reports"], scratch)
    expect("the sample migrates", code == 0, log)
    for part in (github, gitlab, jenkins, azure, maven, maven_itself, exit_codes):
        part()
finish("check-recipes")
