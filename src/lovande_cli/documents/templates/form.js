// The browser form: questions on the page, answers remembered in the browser, saving and opening the file, previews.
// All text goes in as text; nothing is fetched and nothing is sent. How the file is read and written: answer_file.js.

const app = document.getElementById("app");
// a form for another practice, or for another person, keeps its own answers
const store = ["lovande-form", data.framework.id, data.framework.version, data.known.practice.name, data.known.workshop["answered-by"]].filter(Boolean).join(":");
const byId = new Map(questions.map((question) => [question.id, question]));
const numberOf = new Map(data.elements.flatMap((element) => element.questions.map((question, place) => [question.id, `${element.number}.${place + 1}`])));
const fieldLabels = {"name": "practice-name"};
// a mail program or Teams shows the page in a frame or without an origin: nothing can be downloaded or remembered there
const isPreview = window.self !== window.top || (window.origin === "null" && location.protocol !== "file:");

let state = emptyState(data.language);
// what was last read from the browser's copy or written to it, to see when another tab has changed it
let seen = null;
let remembers = canRemember();
// the sentences that stand above the questions and beside the button that saves, as [key, blanks]: they change language too
let notices = [];
let statuses = [];

function emptyState(language) {
  const description = Object.fromEntries(described.map((id) => [id, ""]));
  const code = Array.from(crypto.getRandomValues(new Uint8Array(4)), (one) => "abcdefghjkmnpqrstuvwxyz23456789"[one % 31]).join("");
  // made here and not in the form, which several people fill in
  const id = Array.from(crypto.getRandomValues(new Uint8Array(data.idLength / 2)), (one) => one.toString(16).padStart(2, "0")).join("");
  return {language, id, wording: data.framework.wording, practice: {...data.known.practice}, workshop: {...data.known.workshop}, answers: {}, description, closing: {}, share: "", code, handed: null};
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
  return state.answers[id] || (state.answers[id] = {chosen: [], note: "", evidence: "", "about-question": "", hands: {}, votes: {}});
}

function chosen(id) {
  return state.answers[id] ? state.answers[id].chosen : [];
}

function isAsked(question) {
  if (!question.askIf) return true;
  const behind = byId.get(question.askIf.question);
  return question.askIf.anyOf.some((one) => chosen(behind.id).includes(one)) && isAsked(behind);
}

// The questions whose answers hardly fit together with the answer to this one; both may well be right.
function findOdd(question) {
  return (question.oddWith || []).filter((pair) =>
    isAsked(byId.get(pair.question)) && pair.answer.some((one) => chosen(question.id).includes(one)) && pair.anyOf.some((one) => chosen(pair.question).includes(one))
  ).map((pair) => pair.question);
}

function choose(question, id, isOn) {
  const answer = answerTo(question.id);
  // a file that was answered to other texts says so, and by which; one that does not say goes on saying nothing
  if (state.wording && !state.wording.split(" ").includes(data.framework.wording)) state.wording += ` ${data.framework.wording}`;
  if (question.choose !== "many") {
    answer.chosen = isOn ? [id] : [];
    return;
  }
  const alone = new Set([...question.steps.map((s) => s.id), ...question.options.filter((o) => o.exclusive).map((o) => o.id)]);
  const before = answer.chosen.filter((one) => one !== id && !alone.has(one) && !alone.has(id));
  const wanted = new Set(isOn ? [...before, id] : answer.chosen.filter((one) => one !== id));
  answer.chosen = [...question.options, ...question.steps].map((one) => one.id).filter((one) => wanted.has(one));
}

// Whether a person has written or chosen anything that the empty form does not hold.
function isBegun() {
  return writeAnswerFile(state) !== writeAnswerFile({...emptyState(state.language), id: state.id, wording: state.wording});
}

// ---- what the browser remembers: until the person begins anew, also after saving, since no page can see whether a file came ----

function canRemember() {
  try {
    localStorage.setItem("lovande-form", "");
    localStorage.removeItem("lovande-form");
    return true;
  } catch {
    return false;
  }
}

function remember() {
  try {
    seen = JSON.stringify(state);
    localStorage.setItem(store, seen);
  } catch {
    if (remembers) noticed(["web.only-here"]);
    remembers = false;
  }
}

// Take over what another tab has written since; whether it had.
function catchUp() {
  try {
    const stored = localStorage.getItem(store);
    if (stored === null || stored === seen) return false;
    const found = known(JSON.parse(stored));
    seen = stored;
    state = found;
    return true;
  } catch {
    return false;
  }
}

// Every change goes through here, so that a tab that was left behind never writes over newer answers.
function change(apply) {
  const isBehind = catchUp();
  apply();
  if (state.handed && !state.handed.changed) {
    state.handed.changed = true;
    told(["web.changed"]);
  }
  remember();
  if (isBehind) showAgain();
}

// The page with the newest answers, and the person where they were on it.
function showAgain() {
  const {id, selectionStart, selectionEnd} = document.activeElement || {};
  show();
  const again = id && document.getElementById(id);
  if (again) again.focus({preventScroll: true});
  if (again && typeof selectionStart === "number") again.setSelectionRange(selectionStart, selectionEnd);
}

function followOtherTabs() {
  if (!catchUp()) return;
  told(["web.other-tab"]);
  showAgain();
}

// Only what this form itself could have kept: known questions, known answers, texts that are texts.
function known(found) {
  const kept = emptyState(Object.hasOwn(data.words, found.language) ? found.language : data.language);
  const words = (value) => (typeof value === "string" ? value : "");
  for (const [part, keys] of [["practice", practiceKeys], ["workshop", workshopKeys]]) {
    for (const key of keys) kept[part][key] = words((found[part] || {})[key]);
  }
  for (const question of questions) {
    const answer = (found.answers || {})[question.id];
    if (!answer) continue;
    const ids = [...question.options, ...question.steps].map((one) => one.id);
    const those = (Array.isArray(answer.chosen) ? answer.chosen : []).filter((one) => ids.includes(one));
    const remarks = Object.fromEntries(remarkKeys.map((key) => [key, words(answer[key])]));
    const hands = Object.fromEntries(Object.entries(answer.hands || {}).filter(([id, count]) => ids.includes(id) && Number.isInteger(count)));
    kept.answers[question.id] = {chosen: those, ...remarks, hands, votes: readUnseen(answer.votes)};
  }
  for (const id of described) kept.description[id] = words((found.description || {})[id]);
  for (const key of ["id", "wording"]) kept[key] = words(found[key]);
  for (const key of unseenKeys) kept[key] = readUnseen(found[key]);
  kept.closing = readUnseen(found.closing) || {};
  if (shares.includes(found.share)) kept.share = found.share;
  if (/^[a-z0-9]{4}$/.test(found.code)) kept.code = found.code;
  const {file, at, changed} = found.handed || {};
  if (typeof file === "string" && !Number.isNaN(Date.parse(at))) kept.handed = {file, at, changed: Boolean(changed)};
  return kept;
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
  noticed(...notices);
  told(...statuses);
  leaveRoomForBar();
}

function showHead() {
  const languages = Object.entries(data.languages).map(([code, name]) =>
    make("button", {type: "button", lang: code, id: `language-${code}`, "aria-pressed": String(code === state.language), onclick: () => {
      catchUp();
      state.language = code;
      remember();
      show();
      document.getElementById(`language-${code}`).focus();
    }}, name));
  const picker = make("input", {type: "file", accept: ".yaml,.yml,.json,.txt", hidden: true, id: "picker", onchange: openFile});
  return make("header", {},
    isPreview ? make("p", {class: "warning", id: "preview"}, say("web.preview")) : null,
    make("div", {class: "top"},
      make("p", {class: "kicker"}, text(data.title)),
      Object.keys(data.languages).length > 1 ? make("div", {class: "languages", role: "group", "aria-label": say("web.language")}, ...languages) : null),
    make("h1", {}, say("web.title", {title: text(data.title)})),
    make("div", {class: "intro"},
      make("ul", {}, ...["talk", "people", "unknown", "why", "personal"].map((key) => make("li", {}, say(`lead.${key}`)))),
      say("return-to") ? make("p", {}, make("strong", {}, say("return-to"))) : null,
      make("p", {}, say("web.private"), remembers ? ` ${say("web.remembered")}` : "")),
    make("div", {class: "file"},
      make("button", {type: "button", id: "open", onclick: () => picker.click()}, say("web.open")),
      make("button", {type: "button", id: "restart", onclick: restart}, say("web.restart")), picker),
    make("p", {class: "notice", role: "status", id: "notice"}));
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
    make("section", {class: "element contents"}, make("h2", {}, say("web.elements")), nav),
    ...data.elements.map(showElement),
    data.description.length ? showDescription() : null,
    data.closing.length ? showClosing() : null,
    make("section", {class: "about"}, make("h2", {}, say("about")), ...data.about.map((wording) => make("p", {class: "small"}, text(wording)))));
}

// Something to write in, the fault of what is written there, and the same text for paper, where a field shows its beginning only.
function showWriting(tag, id, {label, write, value, fault, ...properties}) {
  const paper = make("div", {class: "paper"}, make("strong", {}, label), make("p", {class: "written"}));
  const error = make("p", {class: "error", id: `error-${id}`});
  const describedBy = [properties["aria-describedby"], error.id].filter(Boolean).join(" ");
  const area = make(tag, {dir: "auto", ...properties, id, "aria-describedby": describedBy, oninput: () => {
    change(() => write(clean(area.value)));
    area.checkWritten(false);
  }});
  // whether something is wrong with it, which is shown; what is not yet finished is wrong when the answers are saved only
  area.checkWritten = (isFinished) => {
    const length = lengthOf(clean(area.value));
    const wrong = length > data.longestText ? say("web.too-long", {length, most: data.longestText}) : isFinished && fault ? fault(area) : "";
    error.textContent = wrong;
    if (wrong) area.setAttribute("aria-invalid", "true");
    else area.removeAttribute("aria-invalid");
    paper.lastChild.textContent = area.value;
    return Boolean(wrong);
  };
  area.classList.add("writing");
  area.value = tag === "input" ? value.replace(/\n+/g, " ") : value;
  area.checkWritten(false);
  return {area, error, paper};
}

function showField(part, key) {
  const kinds = {
    date: {type: "date", class: "short", min: data.dates.earliest, max: data.dates.latest, dir: null,
      fault: (input) => (input.validity.badInput || (input.value && !isDate(input.value)) ? say("web.bad-date", years()) : "")},
    participants: {type: "number", class: "short", min: "1", max: "99999", step: "1", inputmode: "numeric", dir: null,
      fault: (input) => (input.validity.badInput || (input.value && !isParticipants(input.value)) ? say("web.bad-participants") : "")},
  };
  const label = say(fieldLabels[key] || key);
  const {area, error, paper} = showWriting("input", `field-${key}`, {
    ...(kinds[key] || {type: "text"}), autocomplete: "off", label, value: state[part][key] || "", write: (value) => { state[part][key] = value; },
  });
  return make("div", {class: "field"}, make("label", {for: area.id}, label), area, paper, error);
}

function years() {
  return {earliest: data.dates.earliest.slice(0, 4), latest: data.dates.latest.slice(0, 4)};
}

function showElement(element) {
  return make("section", {class: "element", "aria-labelledby": element.id},
    make("h2", {id: element.id, tabindex: "-1"}, `${element.number}. ${text(element.name)}`),
    make("p", {class: "label small"}, text(data.categories[element.category])),
    make("p", {}, make("strong", {}, `${say("when-present")}: `), text(element.description)),
    make("p", {class: "discuss"}, make("strong", {}, `${say("discuss")}: `), text(element.discuss)),
    ...element.questions.map((question) => showQuestion(question, numberOf.get(question.id))));
}

function showQuestion(question, number) {
  const many = question.choose === "many";
  const choices = [...question.options, ...question.steps].map((one) => {
    const input = make("input", {type: many ? "checkbox" : "radio", name: question.id, value: one.id, id: `${question.id}=${one.id}`, onchange: () => {
      change(() => choose(question, one.id, input.checked));
      refresh();
    }});
    return make("label", {class: "choice"}, input, make("span", {}, text(one.label)));
  });
  const answer = state.answers[question.id] || {note: "", evidence: "", "about-question": ""};
  const [about, ...remarks] = ["about-question", "note", "evidence"].map((key) => {
    const writing = showWriting("textarea", `${key}-${question.id}`, {rows: "2", label: say(key), value: answer[key], write: (value) => { answerTo(question.id)[key] = value; }});
    writing.area.addEventListener("change", refresh);
    return {...writing, label: make("label", {for: writing.area.id}, say(key))};
  });
  const mark = question.core ? say("core") : question.scored ? "" : say("unscored");
  return make("fieldset", {id: `question-${question.id}`, "aria-describedby": `hint-${question.id}`},
    make("legend", {}, make("span", {class: "number"}, number), text(question.ask), mark ? make("span", {class: "number"}, ` (${mark})`) : null),
    make("p", {class: "label small", id: `hint-${question.id}`}, [text(question.hint), question.choose ? say(`choose-${question.choose}`) : ""].join(" ").trim()),
    make("div", {class: `choices${question.choose ? " long" : ""}`}, ...choices),
    question.oddWith ? make("p", {class: "doubt", role: "status", id: `doubt-${question.id}`}) : null,
    make("div", {class: "tools"},
      make("details", {open: Boolean(answer.note || answer.evidence)}, make("summary", {}, say("web.remarks")), ...remarks.flatMap(({label, area, error}) => [label, area, error])),
      make("details", {open: Boolean(answer["about-question"])}, make("summary", {}, say("web.about-question")), about.label, about.area, about.error),
      make("button", {type: "button", class: "quiet small", "aria-label": say("web.clear-long", {number}), onclick: () => {
        change(() => { answerTo(question.id).chosen = []; });
        refresh();
        document.querySelector(`[name="${CSS.escape(question.id)}"]`).focus();
      }}, say("web.clear"))),
    ...[...remarks, about].map(({paper}) => paper));
}

// The questions on the questions, at the end of a pilot: they count nowhere, and none has to be answered.
function showClosing() {
  return make("section", {class: "element", "aria-labelledby": "closing-questions"},
    make("h2", {id: "closing-questions"}, say("closing")),
    make("p", {class: "label small"}, say("closing-lead")),
    ...data.closing.map(showClosingQuestion));
}

function showClosingQuestion(question) {
  const id = `closing-${question.id}`;
  const answer = (word) => { state.closing[question.id] = {...state.closing[question.id], "": word}; };
  const hint = text(question.hint) ? make("p", {class: "label small", id: `hint-${id}`}, text(question.hint)) : null;
  const frame = (...content) => make("fieldset", {id: `question-${id}`, "aria-describedby": hint && hint.id}, make("legend", {}, text(question.ask)), hint, ...content);
  if (!question.steps.length) {
    const {area, error, paper} = showWriting("textarea", id, {rows: "4", label: text(question.ask), "aria-label": text(question.ask), value: ownClosing(question), write: answer});
    return frame(area, paper, error);
  }
  const choices = question.steps.map((step) => make("label", {class: "choice"},
    make("input", {type: "radio", name: id, value: step.id, id: `${id}=${step.id}`, onchange: () => {
      change(() => answer(step.id));
      refresh();
    }}),
    make("span", {}, text(step.label))));
  return frame(
    make("div", {class: "choices"}, ...choices),
    make("div", {class: "tools"}, make("button", {type: "button", class: "quiet small", "aria-label": `${say("web.clear")}: ${text(question.ask)}`, onclick: () => {
      change(() => answer(""));
      refresh();
      document.getElementById(`${id}=${question.steps[0].id}`).focus();
    }}, say("web.clear"))));
}

function ownClosing(question) {
  return (state.closing[question.id] || {})[""] || "";
}

function showDescription() {
  const papers = [];
  const parts = data.description.flatMap((part) => showPart(part, papers));
  return make("section", {class: "element description", "aria-labelledby": "practice-description"},
    make("h2", {id: "practice-description"}, say("web.description")),
    make("p", {}, say("web.description-lead")),
    make("details", {id: "description-parts", open: described.some((id) => state.description[id])}, make("summary", {}, say("web.description-open")), ...parts),
    ...papers);
}

function showPart(part, papers) {
  const id = `part-${part.id}`;
  const hint = make("p", {class: "label small", id: `hint-${id}`}, text(part.hint));
  const example = text(part.example) ? make("p", {class: "discuss small"}, make("strong", {}, `${say("web.example")}: `), text(part.example)) : null;
  const heading = make("h3", {id: `heading-${id}`}, text(part.heading));
  const beside = make("ul", {id: `beside-${id}`, class: "label small"});
  const describe = (place, label) => {
    const {area, error, paper} = showWriting("textarea", `part-${place}`, {
      rows: "4", label, value: state.description[place], "aria-describedby": `hint-part-${place}`, write: (value) => { state.description[place] = value; },
    });
    papers.push(paper);
    return [area, error];
  };
  if (!part.links.length) return [heading, make("label", {for: id}, text(part.ask)), hint, example, beside, ...describe(part.id, text(part.heading))];
  const links = part.links.flatMap((link) => {
    const place = `${part.id}.${link.id}`;
    const asked = make("p", {class: "label small", id: `hint-part-${place}`}, text(link.hint));
    const label = make("label", {for: `part-${place}`}, make("strong", {}, text(link.heading)));
    return [label, asked, ...describe(place, `${text(part.heading)}: ${text(link.heading)}`)];
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

function showBar() {
  return make("div", {class: "bar", role: "region", "aria-label": say("web.save")}, make("div", {},
    make("p", {id: "progress-text"}),
    make("progress", {id: "progress", "aria-labelledby": "progress-text"}),
    make("button", {type: "button", class: "main", id: "save", onclick: save}, say("web.save")),
    make("p", {class: "status", role: "status", id: "status"}),
    make("button", {type: "button", class: "quiet", id: "no-file", hidden: true, onclick: showText}, say("web.no-file"))));
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
    const doubt = document.getElementById(`doubt-${question.id}`);
    const doubted = doubt ? findOdd(question).map((id) => say("web.hardly-fits", {number: numberOf.get(id)})).join(" ") : "";
    if (doubt && doubt.textContent !== doubted) doubt.textContent = doubted; // which a screen reader reads again
    for (const input of box.querySelectorAll("input")) input.checked = chosen(question.id).includes(input.value);
  }
  for (const question of data.closing.filter((one) => one.steps.length)) {
    const box = document.getElementById(`question-closing-${question.id}`);
    const given = ownClosing(question);
    box.classList.toggle("answered", Boolean(given));
    box.querySelector("button.quiet").hidden = !given;
    for (const input of box.querySelectorAll("input")) input.checked = input.value === given;
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

// Say something above the questions, where files are opened.
function noticed(...sentences) {
  notices = sentences;
  document.getElementById("notice").textContent = inWords(sentences);
}

// Say something beside the button that saves; once a file has been handed over, what to do if it did not come.
function told(...sentences) {
  statuses = sentences;
  document.getElementById("status").textContent = inWords(sentences);
  document.getElementById("no-file").hidden = !sentences.some(([key]) => key === "web.handed");
}

function inWords(sentences) {
  return sentences.map(([key, blanks]) => say(key, blanks)).filter(Boolean).join(" ");
}

// The bar covers what is scrolled under it: nothing that has the focus may come to stand there.
function leaveRoomForBar() {
  const bar = document.querySelector(".bar");
  new ResizeObserver(() => {
    const covers = getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0;
    document.documentElement.style.scrollPaddingBottom = `${covers + 16}px`;
  }).observe(bar);
}

// ---- save, open, start again ----

function save() {
  catchUp();
  const wrong = [...document.querySelectorAll(".writing")].filter((area) => area.checkWritten(true));
  if (wrong.length) {
    for (let box = wrong[0].closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    wrong[0].focus();
    return;
  }
  const content = new Blob([writeAnswerFile(state)], {type: "application/yaml"});
  if (content.size > data.mostBytes) {
    told(["web.too-large"]);
    return;
  }
  const file = `${fileName()}.yaml`;
  const address = URL.createObjectURL(content);
  const link = make("a", {href: address, download: file, hidden: true});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  if (isPreview) {
    showText();
    return;
  }
  state.handed = {file, at: new Date().toISOString(), changed: false};
  remember();
  told(["web.handed", {file}], ["return-to"]);
}

// The practice and the person in words that a file name can hold, in any script; a code where they do not tell people apart.
function fileName() {
  const practice = shorten(inFileName(state.practice.name), 40);
  const person = inFileName(state.workshop["answered-by"]);
  const shown = shorten(person, 24);
  return [say("web.file-name"), practice, shown, shown && shown === person ? "" : state.code].filter(Boolean).join("-");
}

function inFileName(called = "") {
  const plain = called.toLowerCase().replace(/æ/g, "a").replace(/ø/g, "o").normalize("NFKD").replace(/(\p{Script=Latin})\p{M}+/gu, "$1").normalize("NFC");
  return plain.replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
}

// At most so many characters, whole words where that leaves some.
function shorten(words, most) {
  const signs = [...words];
  if (signs.length <= most) return words;
  const cut = signs.slice(0, most).join("");
  return signs[most] === "-" ? cut : cut.replace(/-[^-]*$/, "");
}

// Something to answer before the page goes on, with `first` in focus; resolves with the value that its buttons close it
// with, "" for Esc. No <form>: a preview forbids that too.
function showDialog(heading, first, ...content) {
  const dialog = make("dialog", {"aria-labelledby": heading}, ...content);
  document.body.append(dialog);
  dialog.showModal();
  document.getElementById(first).focus();
  return new Promise((resolve) => dialog.addEventListener("close", () => { dialog.remove(); resolve(dialog.returnValue); }));
}

function closing(value, properties, label) {
  return make("button", {type: "button", ...properties, onclick: (event) => event.target.closest("dialog").close(value)}, label);
}

// confirm() does nothing in a preview
async function ask(question, agree) {
  const answer = await showDialog("asked", "cancel",
    make("p", {id: "asked"}, question),
    make("div", {class: "file"},
      closing("yes", {class: "main", id: "agree"}, agree),
      closing("no", {id: "cancel"}, say("web.cancel"))));
  return answer === "yes";
}

// The answers as text to copy, for where no file can be saved.
function showText() {
  const result = make("p", {class: "status", role: "status"});
  const area = make("textarea", {readonly: true, rows: "8", id: "answers-as-text", "aria-labelledby": "text-lead", spellcheck: "false"});
  area.value = writeAnswerFile(state);
  const copy = () => {
    area.select();
    result.textContent = say(document.execCommand("copy") ? "web.copied" : "web.copy-yourself");  // navigator.clipboard is barred in a preview
  };
  showDialog("text-heading", "text-heading",
    make("h2", {id: "text-heading", tabindex: "-1"}, say(isPreview ? "web.text-heading" : "web.no-file")),
    make("p", {id: "text-lead"}, [say(isPreview ? "web.text-lead" : "web.no-file-lead", {file: `${fileName()}.yaml`}), say("return-to")].filter(Boolean).join(" ")),
    area,
    make("div", {class: "file"},
      make("button", {type: "button", class: "main", id: "copy", onclick: copy}, say("web.copy")),
      closing("", {id: "close"}, say("web.close"))),
    result);
}

async function openFile(event) {
  const file = event.target.files[0];
  event.target.value = "";
  if (!file) return;
  const blanks = {file: file.name};
  let found;
  try {
    if (file.size > data.mostBytes) throw new Error("too large");
    found = readAnswerFile(decode(await file.arrayBuffer()));
  } catch (error) {
    noticed([error.message === "encoding" ? "web.not-utf8" : "web.cannot-open", blanks]);
    return;
  }
  catchUp();
  const opened = {...known(found.state), code: state.code};
  if (isBegun() && writeAnswerFile(state) !== writeAnswerFile(opened) && !(await ask(say("web.replace", blanks), say("web.replace-yes")))) return;
  state = opened;
  remember();
  statuses = [];
  notices = [["web.opened", blanks], ...(found.holdsComments ? [["web.comments"]] : [])];
  show();
  document.getElementById("open").focus();
}

async function restart() {
  if (isBegun() && !(await ask(say("web.restart-sure"), say("web.restart-yes")))) return;
  state = emptyState(state.language);
  remember();
  notices = [];
  statuses = [];
  show();
  document.getElementById("restart").focus();
}

// ---- at the start ----

// Ctrl-S would save the page without the answers
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "s") {
    event.preventDefault();
    if (!document.querySelector("dialog[open]")) save();
  }
});
window.addEventListener("storage", (event) => { if (event.key === store && !document.hidden) followOtherTabs(); });
window.addEventListener("focus", followOtherTabs);
document.addEventListener("visibilitychange", followOtherTabs);
window.addEventListener("pageshow", followOtherTabs);
// where nothing is remembered the browser asks before answers that were not saved are closed
window.addEventListener("beforeunload", (event) => {
  if (!remembers && isBegun() && (!state.handed || state.handed.changed)) event.preventDefault();
});

if (catchUp() && isBegun()) {
  notices = [["web.kept"]];
  if (state.handed) {
    const when = new Date(state.handed.at).toLocaleString(state.language, {dateStyle: "long", timeStyle: "short"});
    notices.push(["web.kept-handed", {file: state.handed.file, when}], ...(state.handed.changed ? [["web.kept-changed"]] : []));
  }
  notices.push(["web.kept-other"]);
}
if (!remembers && !isPreview) notices = [["web.only-here"]];
show();
