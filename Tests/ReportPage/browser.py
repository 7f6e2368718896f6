# SPDX-License-Identifier: Apache-2.0
"""A headless Chromium that tells what it was asked for and what it complained of."""
import json
import os
import shutil

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service


class Browser:
    """One window of a Chromium, in the way that a reader has it."""

    def __init__(self, width=1280, height=900, dark=False, scripts=True):
        options = Options()
        options.binary_location = shutil.which("chromium") or shutil.which("google-chrome")
        arguments = ["--headless=new", "--disable-gpu", "--hide-scrollbars", "--force-color-profile=srgb"]
        if os.geteuid() == 0:
            arguments.append("--no-sandbox")
        for argument in arguments:
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
        self.driver.set_script_timeout(300)
        self.size(width, height)
        if dark:
            self.media("", dark=True)
        if not scripts:
            self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()

    def size(self, width, height):
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600},
        )

    def media(self, media, dark=False):
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": [scheme]})

    def open(self, page, fragment=""):
        """Opens a file, or an address. What was logged before is forgotten."""
        self.driver.get("about:blank")
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.driver.get(page if isinstance(page, str) else page.as_uri() + fragment)

    def complaints(self):
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self):
        """The addresses that were asked for since `open`."""
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [
            event["params"]["request"]["url"] for event in events
            if event["method"] == "Network.requestWillBeSent"
        ]

    def value(self, expression):
        return self.driver.execute_script("return " + expression)

    def text(self):
        """All text of the page, shown or not."""
        root = self.driver.execute_cdp_cmd("DOM.getDocument", {"depth": -1})["root"]
        texts = []

        def collect(node):
            if node["nodeName"] in ("SCRIPT", "STYLE"):
                return
            if node["nodeType"] == 3:
                texts.append(node["nodeValue"])
            for child in node.get("children", []):
                collect(child)

        collect(root)
        return "".join(texts)
