# SPDX-License-Identifier: Apache-2.0
"""Takes the pictures of a report that the README shows, of a preview on SampleRepository: picture.py FOLDER"""
import base64
import pathlib
import shutil
import sys
import tempfile

import pages
from browser import Browser

WIDTH, HEIGHT = 1200, 2400
# The configuration whose card is shown.
CARD = "/conf/global/settings/cloudconfigs/brand-portal"


def picture(browser, target, top, bottom):
    """The page between two of its heights, in pixels."""
    clip = {"x": 0, "y": top, "width": WIDTH, "height": bottom - top, "scale": 1}
    data = browser.driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png", "clip": clip})["data"]
    target.write_bytes(base64.b64decode(data))


def main(images):
    images.mkdir(parents=True, exist_ok=True)
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
            find = "[...document.querySelectorAll('%s')].find(e => e.textContent.includes('%s'))"
            edge = ".getBoundingClientRect()"
            end = browser.value("document.getElementById('repository')" + edge + ".top")
            picture(browser, images / "report.png", 0, end - 24)
            # On its own, so that it is all in the window.
            browser.driver.execute_script(
                "const card = " + find % ("article[data-s]", CARD) + ";"
                "card.querySelectorAll('details').forEach(e => { e.open = true; });"
                "document.querySelectorAll('article[data-s]').forEach(e => e.classList.toggle('off', e !== card));"
                "card.scrollIntoView({block: 'center'});")
            box = browser.value("(r => [r.top + scrollY, r.bottom + scrollY])(" + find % ("article[data-s]", CARD) + edge + ")")
            picture(browser, images / "configuration.png", box[0] - 24, box[1] + 24)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
