"use strict";
// The form to fill in in a browser. All text goes in as text; nothing is fetched and nothing is sent.

const data = JSON.parse(document.getElementById("data").textContent);
const app = document.getElementById("app");
// a form for another practice keeps its own answers
const store = ["lovande-form", data.framework.id, data.framework.version, data.known.practice.name].filter(Boolean).join(":");
const questions = data.elements.flatMap((element) => element.questions);
const byId = new Map(questions.map((question) => [question.id, question]));
const practiceKeys = ["name", "organisation", "target-group"];
const workshopKeys = ["date", "participants", "answered-by"];
const fieldLabels = {"name": "practice-name"};
const fits = {date: /^\d{4}(-\d\d){0,2}$/, participants: /^[1-9]\d{0,4}$/};
const longest = {note: 4000, evidence: 2000, field: 500, described: data.longestText};
// where the description has its texts: "part", or "part.link" in a chain
const described = data.description.flatMap((part) => (part.links.length ? part.links.map((link) => `${part.id}.${link.id}`) : [part.id]));
const shares = ["internal", "public"];

let state = emptyState(data.language);
let remembers = true;

function emptyState(language) {
  const description = Object.fromEntries(described.map((id) => [id, ""]));
  return {language, practice: {...data.known.practice}, workshop: {...data.known.workshop}, answers: {}, description, share: ""};
}

// ---- words ----

function say(key, blanks = {}) {
  return data.words[state.language][key].replace(/\{(\w+)\}/g, (whole, name) => (name in blanks ? String(blanks[name]) : whole));
}

function text(wording) {
  return wording[state.language] || Object.values(wording)[0] || "";
}

// ---- answers ----

function answerTo(id) {
  return state.answers[id] || (state.answers[id] = {chosen: [], note: "", evidence: ""});
}

function chosen(id) {
  return state.answers[id] ? state.answers[id].chosen : [];
}

function isAsked(question) {
  if (!question.askIf) return true;
  const behind = byId.get(question.askIf.question);
  return question.askIf.anyOf.some((one) => chosen(behind.id).includes(one)) && isAsked(behind);
}

function choose(question, id, isOn) {
  const answer = answerTo(question.id);
  if (question.choose !== "many") {
    answer.chosen = isOn ? [id] : [];
    return;
  }
  const alone = new Set([...question.steps.map((s) => s.id), ...question.options.filter((o) => o.exclusive).map((o) => o.id)]);
  const before = answer.chosen.filter((one) => one !== id && !alone.has(one) && !alone.has(id));
  const wanted = new Set(isOn ? [...before, id] : answer.chosen.filter((one) => one !== id));
  answer.chosen = [...question.options, ...question.steps].map((one) => one.id).filter((one) => wanted.has(one));
}

// ---- what the browser keeps until the answers are saved in a file ----

function remember() {
  try {
    localStorage.setItem(store, JSON.stringify(state));
  } catch {
    if (remembers) tell(say("web.only-kept-here"));
    remembers = false;
  }
}

function forget() {
  try { localStorage.removeItem(store); } catch { /* nothing was kept */ }
}

function recall() {
  try {
    const kept = JSON.parse(localStorage.getItem(store));
    return kept && typeof kept === "object" ? checked(kept) : null;
  } catch {
    return null;
  }
}

// Only what this form itself could have written: known questions, known answers, texts that are texts.
function checked(found) {
  const known = emptyState(Object.hasOwn(data.words, found.language) ? found.language : data.language);
  for (const [part, keys] of [["practice", practiceKeys], ["workshop", workshopKeys]]) {
    for (const key of keys) {
      const value = (found[part] || {})[key];
      if (typeof value !== "string" && typeof value !== "number") continue;
      if (!fits[key] || value === "" || fits[key].test(value)) known[part][key] = String(value).slice(0, longest.field);
    }
  }
  for (const question of questions) {
    const answer = (found.answers || {})[question.id];
    if (!answer) continue;
    const ids = [...question.options, ...question.steps].map((one) => one.id);
    known.answers[question.id] = {
      chosen: (Array.isArray(answer.chosen) ? answer.chosen : []).filter((one) => ids.includes(one)),
      note: String(answer.note || "").slice(0, longest.note),
      evidence: String(answer.evidence || "").slice(0, longest.evidence),
    };
  }
  for (const id of described) {
    const written = (found.description || {})[id];
    if (typeof written === "string") known.description[id] = written.slice(0, longest.described);
  }
  if (shares.includes(found.share)) known.share = found.share;
  return known;
}

// ---- the answer file: YAML whose texts are written as JSON writes them ----

function quote(value) {
  // half of a pair is no character; a whole pair is left alone
  const plain = String(value).replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (found) => (found.length === 2 ? found : "\ufffd"));
  const clean = plain.replace(/\r\n?/g, "\n").replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "");
  return JSON.stringify(clean).replace(/[\u2028\u2029\ufeff\ufffe\uffff]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
}

function writeFile() {
  const lines = ["lovande: 1", "framework:", `  id: ${quote(data.framework.id)}`, `  version: ${quote(data.framework.version)}`];
  lines.push(`language: ${quote(data.fileLanguage[state.language])}`);
  for (const [part, keys] of [["practice", practiceKeys], ["workshop", workshopKeys]]) {
    const filled = keys.filter((key) => (state[part][key] || "").trim());
    if (filled.length) lines.push(`${part}:`);
    for (const key of filled) {
      const value = state[part][key].trim();
      lines.push(`  ${key}: ${key === "participants" ? Number(value) : quote(value)}`);
    }
  }
  const written = [];
  for (const element of data.elements) {
    const answered = element.questions.filter((question) => hasContent(question.id));
    if (answered.length) written.push(`  ${quote(element.id)}:`);
    for (const question of answered) {
      const answer = state.answers[question.id];
      const value = writeChosen(question, answer.chosen);
      const remarks = ["note", "evidence"].filter((key) => answer[key].trim());
      if (!remarks.length) { written.push(`    ${quote(question.short)}: ${value}`); continue; }
      written.push(`    ${quote(question.short)}:`);
      if (answer.chosen.length) written.push(`      answer: ${value}`);
      for (const key of remarks) written.push(`      ${key}: ${quote(answer[key].trim())}`);
    }
  }
  const share = state.share ? [`share: ${quote(state.share)}`] : [];
  return [...lines, ...(written.length ? ["answers:", ...written] : ["answers: {}"]), ...writeDescription(), ...share, ""].join("\n");
}

function writeDescription() {
  const lines = [];
  for (const part of data.description) {
    const links = part.links.filter((link) => isDescribed(`${part.id}.${link.id}`));
    if (isDescribed(part.id)) lines.push(`  ${quote(part.id)}: ${quote(state.description[part.id].trim())}`);
    if (links.length) lines.push(`  ${quote(part.id)}:`);
    for (const link of links) lines.push(`    ${quote(link.id)}: ${quote(state.description[`${part.id}.${link.id}`].trim())}`);
  }
  return lines.length ? ["description:", ...lines] : [];
}

function isDescribed(id) {
  return described.includes(id) && state.description[id].trim() !== "";
}

function hasContent(id) {
  const answer = state.answers[id];
  return Boolean(answer && (answer.chosen.length || answer.note.trim() || answer.evidence.trim()));
}

function writeChosen(question, ids) {
  const step = question.steps.find((one) => one.id === ids[0]);
  return step ? quote(text(step.label)) : `[${ids.map(quote).join(", ")}]`;
}

// Reads what this form and the program write. What has no place in this form is not dropped: the whole file is refused.
function readFile(content) {
  const root = {};
  const open = [{mapping: root, indent: -1}];
  const lines = content.split(/\r?\n/);
  for (let at = 0; at < lines.length; at++) {
    if (!lines[at].trim()) continue;
    const found = /^( *)("(?:[^"\\]|\\.)*"|[a-z0-9-]+):(?: (.+))?$/.exec(lines[at]);
    if (!found) throw new Error(lines[at]);
    const indent = found[1].length;
    while (open.at(-1).indent >= indent) open.pop();
    const {mapping, inner = indent} = open.at(-1);
    const key = found[2].startsWith('"') ? JSON.parse(found[2]) : found[2];
    if (key === "__proto__" || Object.hasOwn(mapping, key) || inner !== indent) throw new Error(lines[at]);
    open.at(-1).inner = indent;
    const more = [];
    while (found[3] && at + 1 < lines.length && (!lines[at + 1].trim() || /^ */.exec(lines[at + 1])[0].length > indent)) more.push(lines[++at]);
    mapping[key] = found[3] === undefined ? {} : readScalar(found[3].replace(/[ \t]+$/, ""), more, indent);
    if (found[3] === undefined) open.push({mapping: mapping[key], indent});
  }
  if (root.lovande !== "1" || !root.framework || root.framework.id !== data.framework.id) throw new Error("another file");
  only(root, ["lovande", "framework", "language", "practice", "workshop", "answers", "description", "share"]);
  for (const [part, keys] of [["practice", practiceKeys], ["workshop", workshopKeys]]) {
    for (const [key, value] of Object.entries(only(root[part], keys))) if (!whole(value, longest.field) || (fits[key] && !fits[key].test(value))) throw new Error(key);
  }
  const answers = {};
  only(root.answers, data.elements.map((element) => element.id));
  for (const element of data.elements) {
    const given = only((root.answers || {})[element.id], element.questions.map((question) => question.short));
    for (const question of element.questions) {
      const written = given[question.short];
      if (written === undefined) continue;
      const long = only(typeof written === "object" && !Array.isArray(written) ? written : {answer: written}, ["answer", "note", "evidence"]);
      if (!whole(long.note, longest.note) || !whole(long.evidence, longest.evidence)) throw new Error(question.id);
      answers[question.id] = {chosen: readChosen(question, long.answer), note: long.note, evidence: long.evidence};
    }
  }
  if (root.share !== undefined && !shares.includes(root.share)) throw new Error("share");
  const {language, practice, workshop, share} = root;
  return checked({language, practice, workshop, answers, description: readDescription(root.description || {}), share});
}

// A mapping that has these keys alone; nothing there is an empty one.
function only(mapping = {}, keys) {
  if (typeof mapping !== "object" || Array.isArray(mapping) || Object.keys(mapping).some((key) => !keys.includes(key))) throw new Error("no place");
  return mapping;
}

function whole(text = "", most) {
  return typeof text === "string" && text.length <= most;
}

// A text of YAML that begins after its key and goes on in the lines that are deeper: literal, quoted or plain; or a list in brackets.
function readScalar(first, more, indent) {
  const literal = /^\|([1-9]?)[-+]?$/.exec(first);
  if (literal) {
    const deep = literal[1] ? indent + Number(literal[1]) : /^ */.exec(more.find((line) => line.trim()) || "")[0].length;
    return more.map((line) => line.slice(deep)).join("\n").trimEnd();
  }
  let text = first;
  let blank = 0;
  for (const line of more.map((one) => one.replace(/^[ \t]+|[ \t]+$/g, ""))) {
    if (!line) { blank++; continue; }
    const joined = text.endsWith("\\") && first.startsWith('"');  // a line that is broken where no space is
    text = joined ? text.slice(0, -1) + line : text + ("\n".repeat(blank) || " ") + line;
    blank = 0;
  }
  if (text === "{}") return {};
  if (text.startsWith("[") && text.endsWith("]")) return text.slice(1, -1).split(",").map((one) => readScalar(one.trim(), [], 0)).filter(Boolean);
  if (text.startsWith('"')) return JSON.parse(text.replace(/\n/g, "\\n").replace(/\\(U[0-9A-F]{8}|x[0-9A-F]{2}|[^"\\/bfnrtu])|\\./g, readEscape));
  if (/^'(?:[^']|'')*'$/.test(text)) return text.slice(1, -1).replaceAll("''", "'");
  if (/^[!&*%@`>|'{}\[\]?#,-]|: | #|:$/.test(text) && !/^-[^ ]/.test(text)) throw new Error(text);
  return text;
}

// An escape that YAML has and JSON has not, as JSON writes that character; any other as it is.
function readEscape(whole, ours) {
  if (!ours) return whole;
  const code = ours.length > 1 ? parseInt(ours.slice(1), 16) : {" ": 32, 0: 0, a: 7, v: 11, e: 27, N: 133, _: 160, L: 8232, P: 8233}[ours];
  return JSON.stringify(String.fromCodePoint(code)).slice(1, -1);
}

function readDescription(written) {
  const texts = Object.entries(written).flatMap(([part, said]) =>
    typeof said === "object" ? Object.entries(said).map(([link, one]) => [`${part}.${link}`, one]) : [[part, said]]);
  if (texts.some(([id, said]) => typeof said !== "string" || !described.includes(id))) throw new Error("another description");
  return Object.fromEntries(texts);
}

function readChosen(question, written) {
  if (written === undefined) return [];
  if (Array.isArray(written)) return written;
  const step = question.steps.find((one) => Object.values(one.label).includes(written));
  if (!step) throw new Error(String(written));
  return [step.id];
}

// ---- the page ----

function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value !== null) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

function show() {
  document.documentElement.lang = state.language;
  document.title = say("web.title", {title: text(data.title)});
  app.replaceChildren(
    make("a", {class: "skip", href: "#questions"}, say("web.skip")),
    make("div", {class: "page"}, showHead(), showMain()),
    showBar(),
  );
  refresh();
}

function showHead() {
  const languages = Object.entries(data.languages).map(([code, name]) =>
    make("button", {type: "button", lang: code, id: `language-${code}`, "aria-pressed": String(code === state.language), onclick: () => {
      state.language = code;
      remember();
      show();
      document.getElementById(`language-${code}`).focus();
    }}, name));
  const picker = make("input", {type: "file", accept: ".yaml,.yml", hidden: true, id: "picker", onchange: openFile});
  return make("header", {},
    make("div", {class: "top"},
      make("p", {class: "kicker"}, text(data.title)),
      Object.keys(data.languages).length > 1 ? make("div", {class: "languages", role: "group", "aria-label": say("web.language")}, ...languages) : null),
    make("h1", {}, say("web.title", {title: text(data.title)})),
    make("div", {class: "intro"},
      make("ul", {}, ...["talk", "unknown", "why", "personal"].map((key) => make("li", {}, say(`lead.${key}`)))),
      say("return-to") ? make("p", {}, make("strong", {}, say("return-to"))) : null,
      make("p", {}, say("web.private"))),
    make("div", {class: "file"},
      make("button", {type: "button", id: "open", onclick: () => picker.click()}, say("web.open")),
      make("button", {type: "button", id: "restart", onclick: restart}, say("web.restart")), picker));
}

function showMain() {
  const nav = make("nav", {"aria-label": say("web.elements")},
    make("ol", {}, ...data.elements.map((element) => make("li", {},
      make("a", {href: `#${element.id}`}, `${element.number}. ${text(element.name)}`),
      make("span", {class: "label", id: `count-${element.id}`})))));
  return make("main", {id: "questions", tabindex: "-1"},
    make("section", {"aria-labelledby": "about-practice"},
      make("h2", {id: "about-practice"}, say("about-practice")),
      ...practiceKeys.map((key) => showField("practice", key)),
      ...workshopKeys.map((key) => showField("workshop", key))),
    make("section", {class: "element"}, make("h2", {}, say("web.elements")), nav),
    ...data.elements.map(showElement),
    data.description.length ? showDescription() : null,
    make("section", {class: "about"}, make("h2", {}, say("about")), ...data.about.map((wording) => make("p", {class: "small"}, text(wording)))));
}

function showField(part, key) {
  const type = {date: "date", participants: "number"}[key] || "text";
  const limits = type === "number" ? {min: "1", max: "99999", step: "1", inputmode: "numeric", class: "short"} : type === "date" ? {class: "short", max: "9999-12-31"} : {maxlength: longest.field};
  const input = make("input", {type, id: `field-${key}`, autocomplete: "off", "aria-describedby": `error-${key}`, ...limits, oninput: () => {
    state[part][key] = input.value;
    input.removeAttribute("aria-invalid");
    document.getElementById(`error-${key}`).textContent = "";
    remember();
  }});
  input.value = state[part][key] || "";
  return make("div", {class: "field"}, make("label", {for: `field-${key}`}, say(fieldLabels[key] || key)), input, make("p", {class: "error", id: `error-${key}`, hidden: false}));
}

function showElement(element) {
  return make("section", {class: "element", "aria-labelledby": element.id},
    make("h2", {id: element.id, tabindex: "-1"}, `${element.number}. ${text(element.name)}`),
    make("p", {class: "label small"}, text(data.categories[element.category])),
    make("p", {}, text(element.description)),
    make("p", {class: "discuss"}, make("strong", {}, `${say("discuss")}: `), text(element.discuss)),
    ...element.questions.map((question, place) => showQuestion(question, `${element.number}.${place + 1}`)));
}

function showQuestion(question, number) {
  const many = question.choose === "many";
  const choices = [...question.options, ...question.steps].map((one) => {
    const input = make("input", {type: many ? "checkbox" : "radio", name: question.id, value: one.id, onchange: () => {
      choose(question, one.id, input.checked);
      remember();
      refresh();
    }});
    return make("label", {class: "choice"}, input, make("span", {}, text(one.label)));
  });
  const answer = state.answers[question.id] || {note: "", evidence: ""};
  const remarks = ["note", "evidence"].map((key) => {
    const area = make("textarea", {id: `${key}-${question.id}`, maxlength: longest[key], rows: "2", dir: "auto", oninput: () => {
      answerTo(question.id)[key] = area.value;
      remember();
    }});
    area.value = answer[key];
    area.addEventListener("change", refresh);
    return [make("label", {for: area.id}, say(key)), area];
  }).flat();
  const mark = question.core ? say("core") : question.scored ? "" : say("unscored");
  return make("fieldset", {id: `question-${question.id}`, "aria-describedby": `hint-${question.id}`},
    make("legend", {}, make("span", {class: "number"}, number), text(question.ask), mark ? make("span", {class: "number"}, ` (${mark})`) : null),
    make("p", {class: "label small", id: `hint-${question.id}`}, [text(question.hint), question.choose ? say(`choose-${question.choose}`) : ""].join(" ").trim()),
    make("div", {class: `choices${question.choose ? " long" : ""}`}, ...choices),
    make("div", {class: "tools"},
      make("details", {open: Boolean(answer.note || answer.evidence)}, make("summary", {}, say("web.remarks")), ...remarks),
      make("button", {type: "button", class: "quiet small", "aria-label": say("web.clear-long", {number}), onclick: () => {
        answerTo(question.id).chosen = [];
        remember();
        refresh();
        document.querySelector(`[name="${CSS.escape(question.id)}"]`).focus();
      }}, say("web.clear"))));
}

function showDescription() {
  return make("section", {class: "element", "aria-labelledby": "practice-description"},
    make("h2", {id: "practice-description"}, say("web.description")),
    make("p", {}, say("web.description-lead")),
    make("details", {id: "description-parts", open: described.some(isDescribed)}, make("summary", {}, say("web.description-open")), ...data.description.flatMap(showPart)));
}

function showPart(part) {
  const id = `part-${part.id}`;
  const hint = make("p", {class: "label small", id: `hint-${id}`}, text(part.hint));
  const example = text(part.example) ? make("p", {class: "discuss small"}, make("strong", {}, `${say("web.example")}: `), text(part.example)) : null;
  const heading = make("h3", {id: `heading-${id}`}, text(part.heading));
  const beside = make("ul", {id: `beside-${id}`, class: "label small"});
  if (!part.links.length) return [heading, make("label", {for: id}, text(part.ask)), hint, example, beside, showDescribed(part.id)];
  const links = part.links.flatMap((link) => {
    const place = `${part.id}.${link.id}`;
    const asked = make("p", {class: "label small", id: `hint-part-${place}`}, text(link.hint));
    return [make("label", {for: `part-${place}`}, make("strong", {}, text(link.heading))), asked, showDescribed(place)];
  });
  return [heading, make("p", {}, text(part.ask)), hint, example, beside, make("div", {role: "group", "aria-labelledby": heading.id}, ...links)];
}

// What the answers give to write from: the question, its answer, and why.
function showRemark(question) {
  const {chosen: ids, note, evidence} = state.answers[question.id] || {chosen: [], note: "", evidence: ""};
  const remarks = [note, evidence].map((one) => one.trim()).filter(Boolean);
  if (!remarks.length || !isAsked(question)) return [];
  const labels = [...question.options, ...question.steps].filter((one) => ids.includes(one.id)).map((one) => text(one.label));
  return [make("li", {}, `${text(question.ask)} ${[labels.join(", "), ...remarks].filter(Boolean).join(" · ")}`)];
}

function showDescribed(id) {
  const area = make("textarea", {id: `part-${id}`, maxlength: longest.described, rows: "4", dir: "auto", "aria-describedby": `hint-part-${id}`, oninput: () => {
    state.description[id] = area.value;
    remember();
  }});
  area.value = state.description[id];
  return area;
}

function showBar() {
  return make("div", {class: "bar", role: "region", "aria-label": say("web.save")}, make("div", {},
    make("p", {id: "progress-text"}),
    make("progress", {id: "progress", "aria-labelledby": "progress-text"}),
    make("button", {type: "button", class: "main", id: "save", onclick: save}, say("web.save")),
    make("p", {class: "status", role: "status", id: "status"})));
}

// What depends on the answers: which questions are asked, what is chosen, how far we are.
function refresh() {
  let asked = 0;
  let answered = 0;
  for (const element of data.elements) {
    const here = element.questions.filter(isAsked);
    const done = here.filter((question) => chosen(question.id).length);
    asked += here.length;
    answered += done.length;
    document.getElementById(`count-${element.id}`).textContent = `${done.length}/${here.length}`;
  }
  for (const question of questions) {
    const box = document.getElementById(`question-${question.id}`);
    box.hidden = !isAsked(question);
    box.classList.toggle("answered", chosen(question.id).length > 0);
    box.querySelector("button.quiet").hidden = !chosen(question.id).length;
    for (const input of box.querySelectorAll("input")) input.checked = chosen(question.id).includes(input.value);
  }
  for (const part of data.description) {
    const beside = document.getElementById(`beside-part-${part.id}`);
    beside.replaceChildren(...part.beside.flatMap((id) => showRemark(byId.get(id))));
    beside.hidden = !beside.childElementCount;
  }
  document.getElementById("progress-text").textContent = say("web.progress", {answered, questions: asked});
  const bar = document.getElementById("progress");
  bar.max = Math.max(asked, 1);
  bar.value = answered;
}

function tell(words) {
  document.getElementById("status").textContent = words;
}

// ---- save, open, start again ----

function save() {
  const wrong = [];
  const date = document.getElementById("field-date");
  const participants = document.getElementById("field-participants");
  if (date.validity.badInput || (date.value && !/^\d{4}-\d{2}-\d{2}$/.test(date.value))) wrong.push([date, "date"]);
  if (participants.validity.badInput || (participants.value && !(/^\d{1,5}$/.test(participants.value) && Number(participants.value) > 0))) wrong.push([participants, "participants"]);
  for (const [input, key] of wrong) {
    input.setAttribute("aria-invalid", "true");
    document.getElementById(`error-${key}`).textContent = say(`web.bad-${key}`);
  }
  if (wrong.length) {
    wrong[0][0].focus();
    return;
  }
  const name = `${fileName()}.yaml`;
  const address = URL.createObjectURL(new Blob([writeFile()], {type: "application/yaml"}));
  const link = make("a", {href: address, download: name, hidden: true});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  forget();
  tell([say("web.saved", {file: name}), say("return-to")].filter(Boolean).join(" "));
}

function fileName() {
  const called = [state.practice.name, state.workshop["answered-by"]].filter(Boolean).join(" ");
  const plain = called.toLowerCase().replace(/[æä]/g, "a").replace(/[øö]/g, "o").normalize("NFKD");
  const words = plain.replace(/[\u0300-\u036f]/g, "").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 80);
  return [say("web.file-name"), words].filter(Boolean).join("-");
}

async function openFile(event) {
  const file = event.target.files[0];
  event.target.value = "";
  if (!file) return;
  let found;
  try {
    found = file.size < 1000000 ? readFile(await file.text()) : null;
  } catch {
    found = null;
  }
  if (!found) {
    tell(say("web.cannot-open", {file: file.name}));
    return;
  }
  const isWritten = questions.some((question) => hasContent(question.id)) || described.some(isDescribed);
  if (isWritten && !confirm(say("web.replace"))) return;
  state = found;
  remember();
  show();
  tell(say("web.opened", {file: file.name}));
  document.getElementById("open").focus();
}

function restart() {
  if (!confirm(say("web.restart-sure"))) return;
  state = emptyState(state.language);
  forget();
  show();
  document.getElementById("restart").focus();
}

const kept = recall();
if (kept) state = kept;
show();
if (kept) tell(say("web.kept"));
