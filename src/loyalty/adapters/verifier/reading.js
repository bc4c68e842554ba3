// Reading JSON so that nothing in a text is overlooked, its canonical form (RFC 8785), and differences.

class Wrong extends Error {
  constructor(code, facts = {}, details = []) {
    super(code);
    Object.assign(this, { code, facts, details });
  }
}

// In which way a file is not as such files are written: `seal.why.CODE` with the facts in it.
function misshapen(why, where = "/", facts = {}) {
  const shown = Object.entries(facts).map(([name, fact]) => [name, Array.from(String(fact)).slice(0, 64).join("")]);
  return new Wrong("misshapen", { where: where || "/", why, ...Object.fromEntries(shown) });
}

// The text of a file's bytes; a mark of the byte order before it says nothing.
function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw misshapen("half-sign");
  }
}

const DEPTH_MAX = 200;
const CHARACTERS_MAX = 50000000;
// A file of more bytes has more characters, none of which takes more than four: it need not be read to know.
const BYTES_MAX = 4 * CHARACTERS_MAX + 3;

// Texts and whole numbers below 2^53 only, no name twice, at most 200 deep: JSON.parse would let them pass.
function parsed(text) {
  if (text.length > CHARACTERS_MAX) throw misshapen("too-long", "/", { most: CHARACTERS_MAX });
  let [at, half, deep] = [0, false, false];
  const tooDeep = () => misshapen("too-deep", "/", { most: DEPTH_MAX });
  const fail = () => misshapen("not-json", "/", { line: text.slice(0, at).split("\n").length });
  const blank = () => {
    while (at < text.length && " \t\n\r".includes(text[at])) at += 1;
  };
  const expect = (sign) => {
    if (text[at] !== sign) throw fail();
    at += 1;
  };
  // One search a sign that is not plain: a pattern for a whole text would run out of stack in a long one.
  const textAt = () => {
    const from = at;
    const special = /["\\\u0000-\u001f]/g;
    const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
    expect('"');
    for (;;) {
      special.lastIndex = at;
      const hit = special.exec(text);
      if (!hit) throw fail();
      at = hit.index;
      if (hit[0] === '"') break;
      escape.lastIndex = at;
      if (!escape.test(text)) throw fail();
      at = escape.lastIndex;
    }
    at += 1;
    const value = JSON.parse(text.slice(from, at));
    half ||= /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(value);
    return value;
  };
  const numberAt = () => {
    const found = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|NaN|-?Infinity/y;
    found.lastIndex = at;
    const hit = found.exec(text);
    if (!hit) throw fail();
    const number = /[.eENI]/.test(hit[0]) ? NaN : Number(hit[0]);
    if (!Number.isSafeInteger(number)) throw misshapen("number", "/", { found: hit[0] });
    at = found.lastIndex;
    return number + 0;
  };
  const valueAt = (depth) => {
    deep ||= depth > DEPTH_MAX;
    if (depth > 4 * DEPTH_MAX) throw tooDeep();
    blank();
    const sign = text[at];
    let value;
    if (sign === "{") value = objectAt(depth);
    else if (sign === "[") value = listAt(depth);
    else if (sign === '"') value = textAt();
    else {
      const word = ["true", "false", "null"].find((each) => text.startsWith(each, at));
      if (word) at += word.length;
      value = word ? JSON.parse(word) : numberAt();
    }
    blank();
    return value;
  };
  const objectAt = (depth) => {
    const found = Object.create(null);
    let twice = false;
    expect("{");
    blank();
    for (let first = true; text[at] !== "}"; first = false) {
      if (!first) expect(",");
      blank();
      const name = textAt();
      twice ||= name in found;
      blank();
      expect(":");
      found[name] = valueAt(depth + 1);
    }
    if (twice) throw misshapen("named-twice");
    at += 1;
    return found;
  };
  const listAt = (depth) => {
    const found = [];
    expect("[");
    blank();
    for (let first = true; text[at] !== "]"; first = false) {
      if (!first) expect(",");
      found.push(valueAt(depth + 1));
    }
    at += 1;
    return found;
  };
  const value = valueAt(0);
  if (at < text.length) throw fail();
  if (deep) throw tooDeep();
  if (half) throw misshapen("half-sign");
  return value;
}

function isTable(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isTable(value)) return JSON.stringify(value);
  // JavaScript sorts by UTF-16, as the RFC asks.
  const members = Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
  return `{${members.join(",")}}`;
}

function without(table, ...names) {
  const found = Object.create(null);
  for (const name of Object.keys(table)) if (!names.includes(name)) found[name] = table[name];
  return found;
}

function hasExactly(table, names) {
  return isTable(table) && Object.keys(table).sort().join() === [...names].sort().join();
}
