# SPDX-License-Identifier: Apache-2.0
"""Runs pairs of commands side by side: each round runs both, one after the other, so that whatever else the machine does
meets both. A ratio is the median of the rounds' ratios. Memory is the largest resident set of any round."""
import os, platform, statistics, subprocess, sys, time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TOOL = os.path.join(ROOT, ".build/release/ims-migrate")


def expect_tool():
    if not os.access(TOOL, os.X_OK):
        sys.exit("%s is not there: run make build first" % TOOL)


def machine():
    model = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")),
        platform.processor()) if os.path.exists("/proc/cpuinfo") else platform.processor()
    return "%s, %d processors, %s %s" % (model, os.cpu_count(), platform.system(), platform.release())


def run(command, codes=(0,)):
    """Seconds and largest resident set in megabytes of a command that must end with one of the codes."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    if os.waitstatus_to_exitcode(status) not in codes:
        sys.exit("%s failed: %s" % (command, errors.decode(errors="replace")))
    return seconds, usage.ru_maxrss / 1024


def compare(title, promise, plain, ours, rounds, clean=lambda: None, codes=(0,), factor=1.0):
    """Prints and returns the figures of `ours` against `plain`; the ratio is multiplied by `factor`."""
    ratios, times, memory = [], ([], []), 0
    # Once without counting: what was made last is in the system's cache, what was made before it may not be any more.
    clean()
    run(plain, codes)
    clean()
    run(ours, codes)
    for _ in range(rounds):
        clean()
        base, _ = run(plain, codes)
        clean()
        seconds, resident = run(ours, codes)
        ratios.append(seconds / base * factor)
        times[0].append(base)
        times[1].append(seconds)
        memory = max(memory, resident)
    clean()
    result = {
        "title": title, "goal": promise, "seconds": statistics.median(times[1]), "against": statistics.median(times[0]),
        "ratio": statistics.median(ratios), "lowest": min(ratios), "highest": max(ratios), "megabytes": round(memory),
    }
    print("%(title)s\n    %(seconds).3f s against %(against).3f s: ratio %(ratio).3f (%(lowest).3f to %(highest).3f), "
        "goal %(goal)s; %(megabytes)d MB of memory" % result, flush=True)
    return result
