"use strict";
// Shows the entries that hold every word searched for and have every chosen value. Nothing is fetched, nothing is kept.

const finder = document.querySelector("form.finder");
const search = finder.querySelector("input");
const filters = [...finder.querySelectorAll("select")];
const status = finder.querySelector("[role=status]");
const entries = [...document.querySelectorAll("article.entry")].map((node) => ({
  node,
  text: node.textContent.toLocaleLowerCase(),
  values: (key) => (node.getAttribute(`data-${key}`) || "").split("\n"),
}));

// A filter whose values say themselves what they mean is filled from the entries, in order of the alphabet.
for (const filter of filters.filter((one) => one.options.length === 1)) {
  const values = new Set(entries.flatMap((entry) => entry.values(filter.dataset.key)));
  const sorted = [...values].filter(Boolean).sort((a, b) => a.localeCompare(b, document.documentElement.lang));
  filter.append(...sorted.map((value) => new Option(value, value)));
}

function show() {
  const words = search.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const chosen = filters.filter((one) => one.value);
  let count = 0;
  for (const entry of entries) {
    const fits = words.every((word) => entry.text.includes(word))
      && chosen.every((one) => entry.values(one.dataset.key).includes(one.value));
    entry.node.hidden = !fits;
    count += fits;
  }
  const said = count ? finder.dataset.found : finder.dataset.none;
  status.textContent = said.replace("{count}", count).replace("{all}", entries.length);
}

finder.addEventListener("submit", (event) => event.preventDefault());
finder.addEventListener("input", show);
finder.hidden = false;
show();
