// The page: files are read here and go nowhere. Everything is shown as text, never as markup.

const byId = (id) => document.getElementById(id);
let language = "en";
let result = null;

function say(key, facts = {}) {
  const pattern = WORDS[key][language];
  return pattern.replace(/\{(\w+)\}/g, (_, name) => (facts[name] === undefined ? "-" : facts[name] || "-"));
}

function add(parent, tag, text, attributes = {}) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  parent.append(made);
  return made;
}

function why(check) {
  const key = check.code === "not-sealed" ? "seal.not-sealed" : `seal.${check.name}.${check.code}`;
  const facts = check.code === "misshapen" ? { ...check.facts, why: say(`seal.why.${check.facts.why}`, check.facts) } : check.facts;
  return say(key, facts);
}

function draw() {
  document.documentElement.lang = language;
  document.title = say("verifier.title");
  for (const each of document.querySelectorAll("[data-says]")) each.textContent = say(each.dataset.says);
  for (const each of document.querySelectorAll("[data-lang]")) {
    each.setAttribute("aria-pressed", String(each.dataset.lang === language));
  }
  const outcome = byId("outcome");
  outcome.replaceChildren();
  if (!result) return;
  add(outcome, "p", say(`seal.verdict.${result.verdict}`), { class: `verdict ${result.verdict}` });
  if (result.sha256) add(outcome, "p", say("seal.digest", { digest: result.sha256 }), { class: "digest" });
  const table = add(outcome, "table");
  add(table, "caption", say("verifier.checks"));
  const head = add(add(table, "thead"), "tr");
  for (const key of ["verifier.check", "verifier.outcome", "verifier.why"]) {
    add(head, "th", say(key), { scope: "col" });
  }
  const body = add(table, "tbody");
  for (const check of result.checks) {
    const row = add(body, "tr");
    add(row, "th", say(`seal.name.${check.name}`), { scope: "row" });
    add(row, "td", say(`seal.state.${check.state}`), { class: check.state });
    const cell = add(row, "td", why(check));
    if (check.details.length) {
      const list = add(cell, "ul");
      for (const detail of check.details) add(list, "li", told(detail, language));
    }
  }
}

async function bytesIn(id, where) {
  const [file] = byId(id).files;
  if (!file) return null;
  if (file.size > BYTES_MAX) throw misshapen("too-long", where, { most: CHARACTERS_MAX });
  return file.arrayBuffer();
}

async function outcomeOfFiles() {
  const root = byId("root").value.trim().toLowerCase() || null;
  try {
    const bytes = await bytesIn("file", "/");
    return bytes && (await verified(bytes, await bytesIn("keys", "/keys"), root, await bytesIn("erased", "/erased")));
  } catch (fault) {
    return unreadable(fault);
  }
}

async function verifyShown(event) {
  event.preventDefault();
  result = null;
  draw();
  result = await outcomeOfFiles();
  draw();
  byId("outcome").focus();
}

byId("form").addEventListener("submit", verifyShown);
for (const button of document.querySelectorAll("[data-lang]")) {
  button.addEventListener("click", () => {
    language = button.dataset.lang;
    draw();
  });
}
language = navigator.language.startsWith("zh") ? "zh-CN" : "en";
draw();
