# SPDX-License-Identifier: Apache-2.0
"""Takes the picture of a report that the README shows, of a preview on SampleRepository: picture.py FILE.png"""
import base64
import pathlib
import shutil
import sys
import tempfile

import pages
from browser import Browser

WIDTH, HEIGHT = 1200, 1460


def main(target):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        shutil.copytree(pages.SAMPLE, folder / "SampleRepository")
        arguments = ["SampleRepository", "--mapping", "SampleRepository/mapping.csv", "--dry-run"]
        record = pages.run("migrate", *arguments, cwd=folder)
        # The same picture at every time.
        record["startedAt"] = "2026-01-15T09:30:00Z"
        record["durationSeconds"] = 0.25
        page = pages.render(record, folder, "preview")
        with Browser(width=WIDTH, height=HEIGHT) as browser:
            browser.open(page)
            picture = browser.driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(base64.b64decode(picture))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
