/* Closes what is long, filters the configurations, and keeps the filter in the address. The page is complete without. */
(() => {
  "use strict";
  /* A browser that can lays out the cards of a long page when they come into view. From here, because the checker of
     the W3C knows no such property, and because a script comes before the cards. */
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("@media screen { .long > .card { content-visibility: auto; contain-intrinsic-size: auto 34rem; } }");
    document.adoptedStyleSheets = [sheet];
  } catch (older) { /* All cards at once, then. */ }
  addEventListener("DOMContentLoaded", start);

  function start() {
    const part = (id) => document.getElementById(id);
    const details = (selector) => [...document.querySelectorAll(selector)];

    /* Everything is open without this script, and on paper. */
    details("details[data-long]").forEach((each) => { each.open = false; });
    let opened = [];
    addEventListener("beforeprint", () => {
      opened = details("details:not([open])");
      opened.forEach((each) => { each.open = true; });
    });
    addEventListener("afterprint", () => { opened.forEach((each) => { each.open = false; }); });

    const bar = part("filters");
    if (!bar) return;
    const fields = { state: part("filter-state"), form: part("filter-form"), tenant: part("filter-tenant"), text: part("filter-text") };
    const cards = [...document.querySelectorAll("article[data-s]")].map((card) => ({
      card, states: card.dataset.s.split("|"), form: card.dataset.f, tenant: card.dataset.t, text: null,
      leaves: []
    }));
    const byId = new Map(cards.map((each) => [each.card.id, each]));
    const folders = details(".tree details").reverse();
    const wereOpen = new Map(folders.map((folder) => [folder, folder.open]));
    document.querySelectorAll(".tree a").forEach((link) => {
      const each = byId.get(link.hash.slice(1));
      if (each) each.leaves.push(link.parentElement);
    });
    let anchor = "";

    const isFiltered = () => Object.values(fields).some((field) => field.value !== "");

    function matches(each) {
      if (fields.state.value && !each.states.includes(fields.state.value)) return false;
      if (fields.form.value && each.form !== fields.form.value) return false;
      if (fields.tenant.value && each.tenant !== fields.tenant.value) return false;
      const words = fields.text.value.toLowerCase().split(/\s+/).filter(Boolean);
      if (!words.length) return true;
      if (each.text === null) each.text = each.card.textContent.toLowerCase();
      return words.every((word) => each.text.includes(word));
    }

    function show() {
      let shown = 0;
      cards.forEach((each) => {
        const isShown = matches(each);
        if (isShown) shown += 1;
        each.card.classList.toggle("off", !isShown);
        each.leaves.forEach((leaf) => leaf.classList.toggle("off", !isShown));
      });
      /* From the inside out: a folder is shown with something in it. */
      folders.forEach((folder) => {
        const hasSome = folder.querySelector("li:not(.off)") !== null;
        folder.parentElement.classList.toggle("off", !hasSome);
        folder.open = isFiltered() ? hasSome : wereOpen.get(folder);
      });
      part("filter-count").textContent = isFiltered()
        ? shown + " of " + cards.length + " configurations match; printing shows all of them."
        : cards.length + (cards.length === 1 ? " configuration." : " configurations.");
    }

    /* The fragment is ANCHOR, or KEY=VALUE&..., or both as ANCHOR?KEY=VALUE&... */
    function parse() {
      const raw = location.hash.slice(1);
      const mark = raw.indexOf("?");
      if (mark >= 0) return [raw.slice(0, mark), new URLSearchParams(raw.slice(mark + 1))];
      return raw.includes("=") ? ["", new URLSearchParams(raw)] : [raw, null];
    }

    function write() {
      const values = new URLSearchParams();
      Object.entries(fields).forEach(([name, field]) => { if (field.value) values.set(name, field.value); });
      const query = values.toString();
      const fragment = "#" + anchor + (query && anchor ? "?" : "") + query;
      if (fragment === location.hash || (fragment === "#" && !location.hash)) return;
      try { history.replaceState(null, "", fragment); } catch (refused) { location.replace(fragment); }
    }

    function clear() { Object.values(fields).forEach((field) => { field.value = ""; }); }

    function read() {
      const [target, values] = parse();
      anchor = target;
      if (values) {
        Object.entries(fields).forEach(([name, field]) => {
          field.value = values.get(name) || "";
          if (field.selectedIndex === -1) field.value = "";
        });
      }
      const each = byId.get(anchor);
      if (each && !matches(each)) clear();
      show();
      write();
      const element = anchor && part(anchor);
      if (element) {
        for (let up = element.parentElement; up; up = up.parentElement) if (up.localName === "details") up.open = true;
        element.scrollIntoView();
      }
    }

    let waiting = 0;
    function changed() {
      clearTimeout(waiting);
      anchor = "";
      show();
      write();
    }
    ["state", "form", "tenant"].forEach((name) => fields[name].addEventListener("change", changed));
    fields.text.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(changed, 150); });
    fields.text.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { fields.text.value = ""; changed(); }
    });
    part("filter-clear").addEventListener("click", () => { clear(); changed(); });
    part("filter-open").addEventListener("click", (event) => {
      const diffs = details(".diff");
      const opens = diffs.some((each) => !each.open);
      diffs.forEach((each) => { each.open = opens; });
      event.currentTarget.textContent = opens ? "Close all diffs" : "Open all diffs";
    });
    addEventListener("hashchange", read);
    bar.hidden = false;
    read();
  }
})();
