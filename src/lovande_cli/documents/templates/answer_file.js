// Answer files in the browser form: page -> YAML text (quoting, escaping), and YAML or JSON bytes -> page.
"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const questions = data.elements.flatMap((element) => element.questions);
// a file may also hold what the page has no field for; it is kept and written back: an answer's hands and votes, the
// sheet's id and the wording of its questions, and these, word by word as they were read
const unseenKeys = ["actions", "minutes", "sheet-ids"];
const practiceKeys = ["name", "organisation", "target-group", "contact"];
const remarkKeys = ["note", "evidence", "about-question"];
const workshopKeys = ["date", "participants", "answered-by"];
// where the description has its texts: "part", or "part.link" in a chain
const described = data.description.flatMap((part) => (part.links.length ? part.links.map((link) => `${part.id}.${link.id}`) : [part.id]));
const shares = ["internal", "public"];

// ---- texts ----

// One kind of line break, as the program reads and writes them (language/sanitize.py).
function unixLines(value) {
  return value.replace(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, "\n");
}

// What is typed, as the program keeps what is typed there: no signs that cannot be seen or written, no blanks around it.
// What is opened and not touched is not cleaned: it leaves the form as it came.
function clean(typed) {
  return unixLines(typed)
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, "")
    .replace(/^[\t\n \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+|[\t\n \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+$/g, "");
}

// In characters as the program counts them: an emoji is one, not two.
function lengthOf(text) {
  return text.length > data.longestText ? [...text].length : text.length;
}

// A day that is in the calendar, in a year in which somebody can have answered.
function isDate(text) {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!found || text < data.dates.earliest || text > data.dates.latest) return false;
  const [year, month, day] = found.slice(1).map(Number);
  return day >= 1 && month >= 1 && month <= 12 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function isParticipants(text) {
  return /^\d{1,5}$/.test(text) && Number(text) > 0;
}

// ---- writing: YAML whose texts are written as JSON writes them ----

// As JSON writes it, what YAML may not hold as escapes. Half of a surrogate pair is no character; a whole pair is left alone.
function quote(value) {
  const whole = unixLines(value).replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (found) => (found.length === 2 ? found : "\ufffd"));
  return JSON.stringify(whole).replace(/[\u007f-\u009f\ufeff\ufffe\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function writeAnswerFile(state) {
  const lines = ["lovande: 1", "framework:", `  id: ${quote(data.framework.id)}`, `  version: ${quote(data.framework.version)}`];
  if (state.wording) lines.push(`  wording: ${quote(state.wording)}`);
  lines.push(`language: ${quote(data.fileLanguage[state.language])}`);
  if (state.id) lines.push(`id: ${quote(state.id)}`);
  for (const [part, keys] of [["practice", practiceKeys], ["workshop", workshopKeys]]) {
    const filled = keys.filter((key) => state[part][key]);
    if (filled.length) lines.push(`${part}:`);
    for (const key of filled) lines.push(`  ${key}: ${key === "participants" ? Number(state[part][key]) : quote(state[part][key])}`);
  }
  const written = [];
  for (const element of data.elements) {
    const answered = element.questions.filter((question) => hasContent(state.answers[question.id]));
    if (answered.length) written.push(`  ${quote(element.id)}:`);
    for (const question of answered) {
      const answer = state.answers[question.id];
      const value = writeChosen(question, answer.chosen, state.language);
      const remarks = remarkKeys.filter((key) => answer[key]);
      const hands = writeHands(question, answer.hands, state.language);
      if (!remarks.length && !hands && !isFilled(answer.votes)) { written.push(`    ${quote(question.short)}: ${value}`); continue; }
      written.push(`    ${quote(question.short)}:`);
      if (answer.chosen.length) written.push(`      answer: ${value}`);
      for (const key of remarks) written.push(`      ${key}: ${quote(answer[key])}`);
      if (isFilled(answer.votes)) written.push(`      votes: ${writeUnseen(answer.votes)}`);
      if (hands) written.push(`      hands: ${hands}`);
    }
  }
  const share = state.share ? [`share: ${quote(state.share)}`] : [];
  const unseen = unseenKeys.filter((key) => isFilled(state[key])).map((key) => `${key}: ${writeUnseen(state[key])}`);
  const answers = written.length ? ["answers:", ...written] : ["answers: {}"];
  return [...lines, ...answers, ...writeDescription(state.description), ...share, ...writeClosing(state.closing, state.language), ...unseen, ""].join("\n");
}

function writeChosen(question, ids, language) {
  return question.steps.some((one) => one.id === ids[0]) ? writeChoice(question, ids[0], language) : `[${ids.map(quote).join(", ")}]`;
}

function writeChoice(question, id, language) {
  const step = question.steps.find((one) => one.id === id);
  return quote(step ? step.label[language] || Object.values(step.label)[0] : id);
}

function writeHands(question, hands, language) {
  const raised = [...question.steps, ...question.options].filter((one) => hands && hands[one.id]);
  return raised.length ? `{${raised.map((one) => `${writeChoice(question, one.id, language)}: ${hands[one.id]}`).join(", ")}}` : "";
}

function writeDescription(description) {
  const lines = [];
  for (const part of data.description) {
    const links = part.links.filter((link) => description[`${part.id}.${link.id}`]);
    if (!part.links.length && description[part.id]) lines.push(`  ${quote(part.id)}: ${quote(description[part.id])}`);
    if (links.length) lines.push(`  ${quote(part.id)}:`);
    for (const link of links) lines.push(`    ${quote(link.id)}: ${quote(description[`${part.id}.${link.id}`])}`);
  }
  return lines.length ? ["description:", ...lines] : [];
}

// What the sheet itself answers stands alone; where it joins several people's answers, each stands by its person.
function writeClosing(closing, language) {
  const lines = Object.entries(closing).flatMap(([id, said]) => {
    const question = closingQuestion(id);
    const words = Object.entries(said).filter(([, text]) => text).map(([person, text]) =>
      [person, question && person === "" && question.steps.length ? writeChoice(question, text, language) : quote(text)]);
    if (!words.length) return [];
    const isAlone = words.length === 1 && words[0][0] === "";
    return [`  ${quote(id)}: ${isAlone ? words[0][1] : `{${words.map(([person, word]) => `${quote(person)}: ${word}`).join(", ")}}`}`];
  });
  return lines.length ? ["closing:", ...lines] : [];
}

function writeUnseen(found) {
  if (typeof found === "string") return quote(found);
  if (Array.isArray(found)) return `[${found.map(writeUnseen).join(", ")}]`;
  return `{${Object.entries(found).map(([key, inside]) => `${quote(key)}: ${writeUnseen(inside)}`).join(", ")}}`;
}

function isFilled(unseen) {
  return Object.keys(unseen || "").length > 0;
}

function hasContent(answer) {
  return Boolean(answer && (answer.chosen.length || remarkKeys.some((key) => answer[key]) || isFilled(answer.hands) || isFilled(answer.votes)));
}

function closingQuestion(id) {
  return data.closing.find((question) => question.id === id);
}

// ---- reading: what has no place in the form is not dropped, the whole file is refused ----

// The text of a file in UTF-8 or UTF-16; throws for any other encoding, where letters would become �.
function decode(bytes) {
  const start = new Uint8Array(bytes.slice(0, 2)).join();
  const encoding = {"255,254": "utf-16le", "254,255": "utf-16be"}[start] || "utf-8";
  try {
    return new TextDecoder(encoding, {fatal: true}).decode(bytes);
  } catch {
    throw new Error("encoding");
  }
}

// YAML or JSON -> {root, holdsComments}, every scalar as text and nothing as "", as the program reads it.
function parseYaml(content) {
  // js-yaml knows the line breaks of YAML 1.2 alone; to the program these are some too. What the last two mean depends on
  // the style of the text around them: a file that holds them, as the program wrote until 2026.2, is not guessed at.
  if (/[\u2028\u2029]/.test(content)) throw new Error("line break");
  const text = content.replace(/\r\n?|\u0085/g, "\n");
  const opened = [];
  let behind = 0;
  let holdsComments = false;
  const root = jsyaml.load(text, {
    schema: jsyaml.FAILSAFE_SCHEMA.extend({implicit: [jsyaml.types.null]}),
    listener: (event, state) => {
      if (event === "open") { opened.push(state.position); return; }
      const start = opened.pop();
      if (state.anchor !== null) throw new Error("anchor");  // they multiply texts, and nothing here needs them
      if (state.kind !== "scalar") return;
      // where the file ends in a block without a line break, libyaml adds none to it
      if (state.position >= text.length && !text.endsWith("\n") && /^\s*[|>]/.test(text.slice(start))) state.result = state.result.replace(/\n$/, "");
      holdsComments ||= text.slice(behind, Math.max(behind, start)).includes("#");
      behind = state.position;
    },
  });
  return {root, holdsComments: holdsComments || text.slice(behind).includes("#")};
}

// {state, holdsComments}, the state as the page keeps it; throws for what is no answer file or does not fit in the form.
function readAnswerFile(content) {
  const {root, holdsComments} = parseYaml(content);
  mapping(root, ["lovande", "framework", "language", "id", "practice", "workshop", "answers", "description", "share", "closing", ...unseenKeys]);
  const madeWith = mapping(root.framework, ["id", "version", "wording"]);
  if (root.lovande !== "1" || madeWith.id !== data.framework.id) throw new Error("another file");
  // where the questions of the file are not those of the page, their wording is not either
  const wording = madeWith.version === data.framework.version ? asText(madeWith.wording) : "";
  const state = {language: asText(root.language), id: asText(root.id), wording, practice: {}, workshop: {}, answers: {}, description: {}};
  for (const [part, keys] of [["practice", practiceKeys], ["workshop", workshopKeys]]) {
    const written = mapping(root[part], keys);
    for (const key of keys) state[part][key] = asText(written[key]);
  }
  const {date, participants} = state.workshop;
  state.workshop.date = date.trim();
  if ((date && !isDate(date.trim())) || (participants && !isParticipants(participants))) throw new Error("date or participants");
  const answers = mapping(root.answers, data.elements.map((element) => element.id));
  for (const element of data.elements) {
    const given = mapping(answers[element.id], element.questions.map((question) => question.short));
    for (const question of element.questions) {
      const written = given[question.short] ?? "";
      const isLong = typeof written === "object" && !Array.isArray(written);
      const long = mapping(isLong ? written : {answer: written}, ["answer", ...remarkKeys, "hands", "votes"]);
      const remarks = Object.fromEntries(remarkKeys.map((key) => [key, asText(long[key])]));
      state.answers[question.id] = {chosen: readChosen(question, long.answer ?? ""), ...remarks, hands: readHands(question, long.hands), votes: readUnseen(long.votes)};
    }
  }
  const parts = mapping(root.description, data.description.map((part) => part.id));
  for (const part of data.description) {
    const links = part.links.length ? mapping(parts[part.id], part.links.map((link) => link.id)) : null;
    if (!links) state.description[part.id] = asText(parts[part.id]);
    else for (const link of part.links) state.description[`${part.id}.${link.id}`] = asText(links[link.id]);
  }
  state.closing = readClosing(root.closing);
  for (const key of unseenKeys) state[key] = readUnseen(root[key]);
  state.share = asText(root.share).trim().toLowerCase();
  if (state.share && !shares.includes(state.share)) throw new Error("share");
  return {state, holdsComments};
}

// A mapping that has these keys alone; nothing there is an empty one.
function mapping(found, keys) {
  const inside = found ?? {};
  if (typeof inside !== "object" || Array.isArray(inside) || Object.keys(inside).some((key) => !keys.includes(key))) throw new Error("no place");
  return inside;
}

// A text that is not too long; nothing there is an empty one.
function asText(found) {
  const inside = found ?? "";
  if (typeof inside !== "string" || lengthOf(inside) > data.longestRead) throw new Error("no text");
  return unixLines(inside);
}

// Texts, lists and tables as they are; a key longer than YAML lets one be could not be written back.
function readUnseen(found) {
  if (Array.isArray(found)) return found.map(readUnseen);
  if (found === null || typeof found !== "object") return asText(found);
  if (Object.keys(found).some((key) => quote(key).length > 1000)) throw new Error("long key");
  return Object.fromEntries(Object.entries(found).map(([key, inside]) => [unixLines(key), readUnseen(inside)]));
}

// What each person answers to the closing questions, "" for the sheet's own: the id of a step where the page asks it.
function readClosing(written) {
  const closing = {};
  for (const [id, found] of Object.entries(readUnseen(mapping(written, Object.keys(written ?? {}))))) {
    closing[id] = Object.fromEntries(Object.entries(typeof found === "object" ? found : {"": found}).map(([person, text]) => [person, asText(text)]));
    const own = (closing[id][""] || "").trim();
    if (!own || !closingQuestion(id)?.steps.length) continue;
    closing[id][""] = readStep(closingQuestion(id), own);
    if (!closing[id][""]) throw new Error(id);
  }
  return closing;
}

// The step of the question that a word means, in whatever language.
function readStep(question, word) {
  const id = data.scales[question.scale][word.split(/\s+/).filter(Boolean).join(" ").toLowerCase()];
  return question.steps.some((one) => one.id === id) ? id : "";
}

// How many raised their hand, by the id of the step or option; without those that nobody did.
function readHands(question, written) {
  const hands = {};
  const raised = written ?? "";
  for (const [word, count] of Object.entries(raised === "" ? {} : mapping(raised, Object.keys(raised)))) {
    const choice = readStep(question, word) || question.options.find((option) => option.id === word)?.id;
    if (!choice || choice in hands || !/^\d{1,5}$/.test(asText(count))) throw new Error("hands");
    hands[choice] = Number(count);
  }
  return Object.fromEntries(Object.entries(hands).filter(([, count]) => count));
}

// The ids of the chosen step or options, in the order in which the form shows them.
function readChosen(question, written) {
  const words = Array.isArray(written) ? written : [written];
  const step = typeof written === "string" && readStep(question, written);
  if (step) return [step];
  if (written === "" || (question.choose && !words.length)) return [];
  const ids = words.map((word) => asText(word).trim());
  const chosen = question.options.filter((option) => ids.includes(option.id));
  const isRefused = !question.choose || chosen.length !== ids.length || (chosen.length > 1 && (question.choose === "one" || chosen.some((option) => option.exclusive)));
  if (isRefused) throw new Error(question.id);
  return chosen.map((option) => option.id);
}
