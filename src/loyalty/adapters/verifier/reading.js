// Reading JSON so that nothing in a text is overlooked, its canonical form (RFC 8785), and differences.

class Wrong extends Error {
  constructor(code, facts = {}, details = []) {
    super(code);
    Object.assign(this, { code, facts, details });
  }
}

function misshapen(why, where = "/") {
  return new Wrong("misshapen", { where, why });
}

// The text of a file's bytes; a mark of the byte order before it says nothing.
function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw misshapen("it is not UTF-8");
  }
}

// Texts and whole numbers below 2^53 only, no name twice, at most 200 deep: JSON.parse would let them pass.
function parsed(text) {
  let at = 0;
  const fail = (why) => misshapen(`${why} (${at + 1})`);
  const blank = () => {
    while (at < text.length && " \t\n\r".includes(text[at])) at += 1;
  };
  const expect = (sign) => {
    if (text[at] !== sign) throw fail(`${sign} is expected`);
    at += 1;
  };
  const textAt = () => {
    const found = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
    found.lastIndex = at;
    const hit = found.exec(text);
    if (!hit) throw fail("no text");
    at = found.lastIndex;
    const value = JSON.parse(hit[0]);
    if (/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(value)) {
      throw fail("half a sign");
    }
    return value;
  };
  const numberAt = () => {
    const found = /-?(?:0|[1-9][0-9]*)(?![0-9.eE])/y;
    found.lastIndex = at;
    const hit = found.exec(text);
    if (!hit || !Number.isSafeInteger(Number(hit[0]))) throw fail("no whole number below 2^53");
    at = found.lastIndex;
    return Number(hit[0]) + 0;
  };
  const valueAt = (depth) => {
    if (depth > 200) throw fail("nested too deeply");
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
    expect("{");
    blank();
    for (let first = true; text[at] !== "}"; first = false) {
      if (!first) expect(",");
      blank();
      const name = textAt();
      if (name in found) throw fail("a name is given twice");
      blank();
      expect(":");
      found[name] = valueAt(depth + 1);
    }
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
  if (at < text.length) throw fail("something follows");
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
