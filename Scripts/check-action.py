#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the GitHub Action, action.yml itself, step by step as a runner would, and looks at what it sets, prints and leaves.

    check-action.py PROGRAM DIST      DIST: the folder of `make dist`, for the step that fetches a release

What it knows of runners: the contexts inputs, steps and github in `env` and `with`; files for outputs and summary.
Actions that steps `use` are not run, only what they would be given is looked at.
"""

import hashlib
import os
import pathlib
import re
import shutil
import stat
import subprocess
import sys
import tempfile

import yaml

from expectations import expect, finish

TOP = pathlib.Path(__file__).resolve().parent.parent
ACTION = yaml.safe_load((TOP / "action.yml").read_text(encoding="utf-8"))
PROGRAM, DIST = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
REPOSITORY = "ui.content/src/main/content"


class Runner:
    """A workspace with the sample in it, and what a job has of the runner."""

    def __init__(self, path=None, **github):
        self.workspace = pathlib.Path(tempfile.mkdtemp(dir=scratch))
        shutil.copytree(TOP / "SampleRepository", self.workspace / REPOSITORY)
        self.temp = self.workspace.parent / (self.workspace.name + "-temp")
        self.temp.mkdir()
        self.path = path or os.environ["PATH"]
        self.github = {"token": "no-token", "action_repository": "", **github}

    def run(self, **inputs):
        """The exit code of the action, with everything that it has set and printed."""
        given = {name: str(value.get("default", "")) for name, value in ACTION["inputs"].items()}
        given |= {name.replace("_", "-"): value for name, value in inputs.items()}
        self.steps, self.log, self.used = {}, "", []
        self.given = {name: self.text(value) for name, value in given.items()}
        self.summary = self.temp / "summary"
        self.summary.write_text("")
        for number, step in enumerate(ACTION["runs"]["steps"]):
            if not self.holds(step.get("if", "true")):
                continue
            if "uses" in step:
                self.used.append((step["uses"], {name: self.text(value) for name, value in step["with"].items()}))
                continue
            code = self.step(number, step)
            if code != 0:
                return code
        return 0

    def step(self, number, step):
        outputs = self.temp / f"outputs-{number}"
        outputs.write_text("")
        environment = {
            "PATH": self.path, "HOME": str(self.temp), "GITHUB_ACTION_PATH": str(TOP), "RUNNER_TEMP": str(self.temp),
            "GITHUB_OUTPUT": str(outputs), "GITHUB_STEP_SUMMARY": str(self.summary), "GITHUB_ACTIONS": "true",
        } | {name: self.text(value) for name, value in step["env"].items()}
        run = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]], cwd=self.workspace,
            env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.log += run.stdout.decode("utf-8", "replace")
        if "id" in step:
            self.steps[step["id"]] = outputs_in(outputs.read_text())
        return run.returncode

    def text(self, value):
        return re.sub(r"\$\{\{\s*(\S+)\s*\}\}", lambda match: self.value(match[1]), value)

    def value(self, expression):
        context, *names = expression.split(".")
        if context == "inputs":
            return self.given[names[0]]
        if context == "github":
            return self.github[names[0]]
        return self.steps.get(names[0], {}).get(names[2], "")

    def holds(self, condition):
        """Comparisons of values with literals, joined by &&: all that action.yml needs."""
        for part in condition.split("&&"):
            match = re.fullmatch(r"(\S+) (==|!=) '(.*)'", part.strip())
            if match and (self.value(match[1]) == match[3]) != (match[2] == "=="):
                return False
        return True

    def output(self, name):
        return self.text(ACTION["outputs"][name]["value"])

    def outputs(self):
        return {name: self.output(name) for name in ACTION["outputs"]}


def outputs_in(text):
    """What a runner reads: NAME<<END, lines, END."""
    found, lines = {}, iter(text.split("\n"))
    for line in lines:
        if not line:
            continue
        name, end = line.split("<<", 1)
        value = []
        for part in lines:
            if part == end:
                break
            value.append(part)
        found[name] = "\n".join(value)
    return found


def the_file():
    """What the file promises of itself."""
    steps = [step for step in ACTION["runs"]["steps"] if "run" in step]
    for step in steps:
        expect("no expression in the text of a script", "${{" not in step["run"], step["run"])
    passed = "".join(str(step.get("env", "")) + str(step.get("with", "")) + str(step.get("if", ""))
                     for step in ACTION["runs"]["steps"])
    scripts = "".join(file.read_text() for file in (TOP / "Scripts/action").glob("*.sh"))
    for name in ACTION["inputs"]:
        expect(f"the input {name} is passed on", f"inputs.{name} " in passed, passed)
    for name in {name for step in steps for name in step["env"]} - {"GH_TOKEN"}:
        expect(f"{name} is read", re.search(rf"\b{name}\b", scripts), "")
    for step in ACTION["runs"]["steps"]:
        if "uses" in step:
            expect("other actions are pinned", re.search(r"@[0-9a-f]{40}$", step["uses"]), step["uses"])
    for name, output in ACTION["outputs"].items():
        expect(f"the output {name} is set", re.search(rf"set_output {name}\b|set_output \"", scripts), output)


def the_gate():
    runner = Runner()
    code = runner.run(paths=REPOSITORY, tool=str(PROGRAM), upload_sarif="true")
    expect("JWT fails the step", code == 3, runner.log)
    found = runner.outputs()
    figures = {name: found[name] for name in ("exit-code", "configurations", "jwt", "oauth", "ambiguous", "errors")}
    expect("the figures are outputs", figures == {"exit-code": "3", "configurations": "15", "jwt": "12", "oauth": "3",
                                                  "ambiguous": "0", "errors": "12"}, figures)
    expect("findings are annotations", f"::error file={REPOSITORY}/jcr_root/" in runner.log, runner.log)
    expect("the summary has the verdict", "12 of 15 configurations" in runner.summary.read_text())
    for name in ("report-json", "report-html", "sarif", "junit"):
        expect(f"{name} is a file", pathlib.Path(found[name]).stat().st_size > 0, found)
    expect("SARIF is uploaded", [values["sarif_file"] for _, values in runner.used] == [found["sarif"]], runner.used)
    stopped = re.search(r"^::stop-commands::(\S+)\n(.*?)\n::\1::$", runner.log, re.DOTALL | re.MULTILINE)
    expect("what the program prints is no command", stopped and "::error" not in stopped[2], runner.log)

    expect("nor does it with fail: false",
           runner.run(paths=REPOSITORY, tool=str(PROGRAM), fail="false", annotations="false", summary="false") == 0)
    expect("but the exit code is there", runner.output("exit-code") == "3")
    expect("without annotations", "::error" not in runner.log, runner.log)
    expect("without a summary", runner.summary.read_text() == "")
    expect("nothing is uploaded unasked", runner.used == [], runner.used)

    baseline = runner.output("report-json")
    expect("known findings pass", runner.run(paths=REPOSITORY, tool=str(PROGRAM), baseline=baseline) == 0, runner.log)
    waivers = runner.workspace / "waivers.csv"
    waivers.write_text("rule,path,reason,owner,expires\njwt-deprecated,**,moves in spring,jane,2999-12-31\n")
    expect("waived findings pass", runner.run(paths=REPOSITORY, tool=str(PROGRAM), waivers="waivers.csv") == 0, runner.log)
    expect("scan fails for nothing", runner.run(paths=REPOSITORY, tool=str(PROGRAM), command="scan") == 0, runner.log)
    expect("unless told to", runner.run(
        paths=REPOSITORY, tool=str(PROGRAM), command="scan", fail_on="warning") == 3, runner.log)
    shutil.copytree(runner.workspace / REPOSITORY, runner.workspace / "another one")
    expect("several paths, and arguments", runner.run(
        paths=f"\n  {REPOSITORY}\n  another one \n", tool=str(PROGRAM), args="--run-by\nThe night build") == 3, runner.log)
    expect("all of them count", runner.output("configurations") == "30", runner.outputs())
    expect("arguments keep their spaces", "The night build" in runner.summary.read_text(), runner.summary.read_text())


def the_preview():
    runner = Runner()
    before = digest(runner.workspace)
    code = runner.run(paths=REPOSITORY, tool=str(PROGRAM), command="migrate", mapping=f"{REPOSITORY}/mapping.csv",
                      args="--detailed-exitcode", report_dir="../" + runner.temp.name + "/reports")
    expect("a preview tells of changes", (code, runner.output("planned")) == (2, "12"), runner.log)
    expect("and writes nothing to the workspace", digest(runner.workspace) == before)


def what_cannot_begin():
    runner = Runner()
    runner.run(paths=REPOSITORY, tool=str(PROGRAM), report_dir="reports")
    code = runner.run(paths="nowhere", tool=str(PROGRAM), report_dir="reports", upload_sarif="true")
    expect("no repository", code == 65, runner.log)
    expect("an older report is not taken for this one", runner.output("report-json") == "", runner.outputs())
    expect("and not uploaded", runner.used == [], runner.used)
    expect("an annotation says so", "::error title=ims-migrate::The run could not begin (exit code 65)" in runner.log)
    for inputs in ({"command": "rollback"}, {"annotations": "yes"}, {"fail": "no"}, {"paths": " \n "},
                   {"working_directory": "nowhere"}, {"fail_on": "sometimes"}, {"args": "--no-such-option"}):
        code = runner.run(**({"paths": REPOSITORY, "tool": str(PROGRAM)} | inputs))
        expect(f"wrong usage: {inputs}", code == 64, (code, runner.log))


def hostile_inputs():
    """Each input as somebody would write it to run a command, or to set an output."""
    texts = ['"; touch pwned; "', "$(touch pwned)", "`touch pwned`", "'; touch pwned; '", "x\nexit-code<<e\n0\ne",
             "--report-dir\npwned", "\n::set-output name=jwt::0"]
    for name in ACTION["inputs"]:
        for text in texts:
            runner = Runner()
            code = runner.run(**({"paths": REPOSITORY, "tool": str(PROGRAM)} | {name.replace("-", "_"): text}))
            if name == "args" and text.startswith("--report-dir"):
                continue  # What arguments are for.
            expect(f"{name} is data: {text!r}", not list(runner.workspace.rglob("pwned")), runner.log)
            expect(f"{name} cannot turn the verdict: {text!r}", code != 0, runner.log)
    runner = Runner()
    odd = runner.workspace / "a b; $(touch pwned)\u00e9"
    (runner.workspace / "ui.content").rename(odd)
    code = runner.run(paths=odd.name, tool=str(PROGRAM))
    expect("any name of a folder", (code, runner.output("jwt")) == (3, "12"), runner.log)


def fetching():
    """A `gh` that gives what `make dist` has made."""
    archive = next(DIST.glob("ims-migrate-*.tar.gz"))
    version = re.fullmatch(r"ims-migrate-(.+)-[a-z]+-\w+\.tar\.gz", archive.name)[1]

    def runner_with(program, **github):
        tools = pathlib.Path(tempfile.mkdtemp(dir=scratch))
        for name, text in program.items():
            (tools / name).write_text("#!/bin/bash\n" + text)
            (tools / name).chmod(0o755)
        github = {"action_repository": "owner/name"} | github
        return Runner(path=f"{tools}:/usr/local/bin:/usr/bin:/bin", **github)

    download = f'[ "$GH_TOKEN" = no-token ] && [ "$3" = v{version} ] && cp "{archive}" "{DIST}/SHA256SUMS" "$7"\n'
    runner = runner_with({"gh": download})
    expect("the release of the action's own version", runner.run(paths=REPOSITORY) == 3, runner.log)
    expect("says its version", f"ims-migrate {version}: " in runner.log, runner.log)
    expect("a version can be named", runner.run(paths=REPOSITORY, version=version) == 3, runner.log)
    expect("a version can have a v", runner.run(paths=REPOSITORY, version=f"v{version}") == 3, runner.log)
    expect("what is no version", runner.run(paths=REPOSITORY, version="main") == 64, runner.log)
    runner = runner_with({"gh": download}, action_repository="")
    expect("a local action names a tool", runner.run(paths=REPOSITORY) == 64 and "name a tool" in runner.log, runner.log)
    runner = runner_with({"gh": download + 'echo x >>"$7"/*.tar.gz\n'})
    expect("a changed archive is not used", runner.run(paths=REPOSITORY) == 1, runner.log)
    expect("and it says why", "is not the one of SHA256SUMS" in runner.log, runner.log)
    runner = runner_with({"gh": "exit 1\n"})
    expect("no such release", runner.run(paths=REPOSITORY) == 1 and "has no ims-migrate-" in runner.log, runner.log)
    said = pathlib.Path(scratch) / "installed"
    runner = runner_with({"gh": download, "ldd": 'echo "libzip.so.4 => not found"\n', "sudo": f'echo "$@" >>"{said}"\n'})
    code = runner.run(paths=REPOSITORY)
    expect("missing libraries are installed", code == 3 and "install -q -y --no-install-recommends libxml2 libzip4"
           in said.read_text(), runner.log)
    runner = runner_with({"ims-migrate": f'exec "{PROGRAM}" "$@"\n'})
    expect("what is in PATH is taken", runner.run(paths=REPOSITORY) == 3, runner.log)
    expect("by its name", runner.run(paths=REPOSITORY, tool="ims-migrate") == 3, runner.log)
    expect("a tool that is not there", runner.run(paths=REPOSITORY, tool="no-such-tool") == 64, runner.log)


def digest(folder):
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        digest.update(str(path).encode())
        if stat.S_ISREG(path.lstat().st_mode):
            digest.update(path.read_bytes())
    return digest.hexdigest()


with tempfile.TemporaryDirectory() as scratch:
    for part in (the_file, the_gate, the_preview, what_cannot_begin, hostile_inputs, fetching):
        part()
finish("check-action")
