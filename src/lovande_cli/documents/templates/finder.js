// Search and filters over the entries of a page (the catalogue): SearchBox of documents/blocks.py, in the browser.
"use strict";
// Shows the entries that hold every word searched for and have every chosen value. Nothing is fetched, nothing is kept.

const finder = document.querySelector("form.finder");
const search = finder.querySelector("input");
const filters = [...finder.querySelectorAll("select")];
const status = finder.querySelector("[role=status]");
const entries = [...document.querySelectorAll("article.entry")].map((node) => ({
  node,
  text: node.textContent.toLocaleLowerCase(),
}));

// What an entry says under a filter: the keys it was given, or the fact whose label is the filter's.
for (const filter of filters) {
  const { key } = filter.dataset;
  const label = filter.parentNode.firstChild.textContent.trim();
  const facts = (node) => [...node.querySelectorAll("dt")].filter((one) => one.textContent === label);
  for (const entry of entries) {
    entry[key] = entry.node.dataset[key]?.split("\n") ?? facts(entry.node).map((one) => one.nextElementSibling.textContent);
  }
  if (filter.options.length > 1) continue; // its words are given
  const sorted = [...new Set(entries.flatMap((entry) => entry[key]))].sort((a, b) => a.localeCompare(b, document.documentElement.lang));
  filter.append(...sorted.map((value) => new Option(value, value)));
}

function show() {
  const words = search.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const chosen = filters.filter((one) => one.value);
  let count = 0;
  for (const entry of entries) {
    const fits = words.every((word) => entry.text.includes(word))
      && chosen.every((one) => entry[one.dataset.key].includes(one.value));
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
