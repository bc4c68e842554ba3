// The checks of a sealed document, one by one; the words for them are those of `loyalty verify`.

const ZEROS = "0".repeat(64);
const SEAL_FORM = "loyalty-seal-1";
const KEYS_FORM = "loyalty-seal-keys-1";
const DAY_FORM = "loyalty-day-1";
const ERASED_FORM = "loyalty-erased-1";
const ERASED = ["form", "programme", "as_of", "erased", "key_id", "signature"];
const FILE_FORM = "loyalty-sealed-1";
const PARTS = ["form", "document", "previous", "inclusion", "keys", "snapshot", "rules"];
const SEAL = [
  "form", "canonical", "sha256", "snapshot_commitment", "subject_commitment", "chain_number", "chain_prev",
  "sealed_at", "key_id", "signature", "log_index", "merkle_root",
];
const KEY = ["key_id", "algorithm", "public", "valid_from", "valid_until", "signed_by", "signature"];
const DAY = [
  "form", "programme", "day", "size", "root", "size_before", "root_before", "closed_at", "key_id", "signature",
];
const SNAPSHOTS = { kept: ["state", "chance", "recipe"], erased: ["state", "erased_at"], none: ["state"] };
const isDigest = (text) => typeof text === "string" && /^[0-9a-f]{64}$/.test(text);
const isSignature = (text) => typeof text === "string" && /^[0-9a-f]{128}$/.test(text);
const isText = (text) => typeof text === "string";
// A day or an instant that there is, as the calendar writes it: no 30th of February, no hour 24.
const isDay = (text) => isText(text) && /^(?!0000)\d{4}-\d\d-\d\d$/.test(text) && isWritten(`${text}T00:00:00.000000Z`);
const isInstant = (text) =>
  isText(text) && /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(text) && isWritten(text);
const isWritten = (text) => {
  const found = Date.parse(text);
  return !Number.isNaN(found) && new Date(found).toISOString().slice(0, 19) === text.slice(0, 19);
};

function digestOf(value) {
  return hexOf(sha256(utf8(canonical(value))));
}

function leafOf(seal) {
  return hexOf(sha256(joined(Uint8Array.of(0), utf8(canonical(without(seal, "log_index", "merkle_root"))))));
}

function nodeOf(left, right) {
  return hexOf(sha256(joined(Uint8Array.of(1), bytesOf(left), bytesOf(right))));
}

// What a version of a programme is called: for each path in order, the lengths and bytes of path and text.
function digestOfRules(rules) {
  const parts = [utf8("loyalty-programme-1")];
  const inOrder = (one, other) => (hexOf(utf8(one)) < hexOf(utf8(other)) ? -1 : 1);
  for (const path of Object.keys(rules).sort(inOrder)) {
    for (const text of [path, rules[path]]) {
      const encoded = utf8(text);
      const length = new Uint8Array(8);
      new DataView(length.buffer).setBigUint64(0, BigInt(encoded.length));
      parts.push(length, encoded);
    }
  }
  return hexOf(sha256(joined(...parts)));
}

// Refuse an object that is none of the documents that are told.
function needTold(document, where, sealed) {
  if (!isTable(document.programme) || typeof document.programme.name !== "string") {
    throw misshapen("no-programme", `${where}/programme`);
  }
  if (sealed && hasExactly(document, ["id", "programme"])) return;
  if (!Number.isInteger(document.version)) {
    throw misshapen("no-version", `${where}/version`);
  }
  if (typeof document.kind !== "string") throw misshapen("no-kind", `${where}/kind`);
}

function rootByPath(leaf, index, size, path) {
  if (!(index >= 0 && index < size)) return null;
  let [at, last, root] = [index, size - 1, leaf];
  for (const beside of path) {
    if (last === 0) return null;
    if (at % 2 || at === last) {
      root = nodeOf(beside, root);
      while (at % 2 === 0 && at) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
    } else {
      root = nodeOf(root, beside);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? root : null;
}

function needSeal(seal, where) {
  const formed =
    hasExactly(seal, SEAL) && seal.form === SEAL_FORM && seal.canonical === "RFC8785" && isInstant(seal.sealed_at) &&
    isDigest(seal.sha256) && isDigest(seal.snapshot_commitment) && isSignature(seal.signature) && isText(seal.key_id);
  const place = formed && [seal.chain_number, seal.chain_prev, seal.subject_commitment];
  const placed =
    place && (place.every((each) => each === null) || (Number.isInteger(place[0]) && place[0] >= 1 &&
      isDigest(place[1]) && isDigest(place[2]) && (place[0] === 1) === (place[1] === ZEROS)));
  const inTree = placed && (seal.log_index === null
    ? seal.merkle_root === null
    : Number.isInteger(seal.log_index) && isDigest(seal.merkle_root));
  if (!inTree) {
    throw misshapen("seal", where);
  }
}

async function keysIn(list, where) {
  const rows = isTable(list) && list.form === KEYS_FORM ? list.keys : list;
  if (!Array.isArray(rows)) throw misshapen("keys", where);
  const keys = new Map();
  for (const key of rows) {
    const formed = hasExactly(key, KEY) && key.algorithm === "Ed25519" && isDigest(key.public) &&
      isSignature(key.signature) && isText(key.signed_by) && isInstant(key.valid_from) &&
      (key.valid_until === null || isInstant(key.valid_until)) &&
      key.key_id === hexOf(sha256(bytesOf(key.public))).slice(0, 16);
    if (!formed) throw misshapen("key", where);
    keys.set(key.key_id, key);
  }
  for (const key of keys.values()) {
    const by = keys.get(key.signed_by);
    const said = Object.assign(without(key, "signature"), { form: KEYS_FORM });
    if (!by || !(await isSigned(bytesOf(by.public), utf8(canonical(said)), bytesOf(key.signature)))) {
      throw misshapen("key-unsigned", where, { key_id: key.key_id });
    }
  }
  return keys;
}

// The root of a day as such roots are written.
function isRoot(day) {
  return hasExactly(day, DAY) && day.form === DAY_FORM && isText(day.programme) && isDay(day.day) && isText(day.key_id) &&
    Number.isInteger(day.size) && Number.isInteger(day.size_before) && 0 <= day.size_before &&
    day.size_before <= day.size && isDigest(day.root) && (day.root_before === null || isDigest(day.root_before)) &&
    isInstant(day.closed_at) && isSignature(day.signature);
}

async function fileIn(text) {
  const data = parsed(text);
  if (!isTable(data)) throw misshapen("object");
  const whole = "form" in data;
  const file = whole ? data : { document: data, previous: null, inclusion: null, keys: null, snapshot: null, rules: null };
  if (whole && (data.form !== FILE_FORM || !hasExactly(data, PARTS))) {
    throw misshapen("members", "/", { members: [...PARTS].sort().join(", ") });
  }
  if (!isTable(file.document)) throw misshapen("object", "/document");
  const beside = whole ? ["integrity"] : ["integrity", "course"];
  const [sealed, document] = ["integrity" in file.document, without(file.document, ...beside)];
  needTold(document, whole ? "/document" : "", sealed);
  const seal = sealed ? file.document.integrity : null;
  if (sealed) needSeal(seal, "/document/integrity");
  if (file.previous !== null) needSeal(file.previous, "/previous");
  const inclusion = file.inclusion;
  const placed = inclusion === null || (hasExactly(inclusion, ["index", "path", "day"]) && isRoot(inclusion.day) &&
    Number.isInteger(inclusion.index) && Array.isArray(inclusion.path) && inclusion.path.every(isDigest));
  if (!placed) throw misshapen("place", "/inclusion");
  const keys = whole ? await keysIn(file.keys, "/keys") : null;
  const snapshot = file.snapshot;
  if (whole && !(isTable(snapshot) && isText(snapshot.state) && hasExactly(snapshot, SNAPSHOTS[snapshot.state] || []))) {
    throw misshapen("snapshot", "/snapshot");
  }
  if (whole && snapshot.state === "erased" && !isInstant(snapshot.erased_at)) {
    throw misshapen("instant", "/snapshot/erased_at");
  }
  if (whole && snapshot.state === "kept" && !isDigest(snapshot.chance)) {
    throw misshapen("digest", "/snapshot/chance");
  }
  const rules = file.rules;
  if (rules !== null && !(isTable(rules) && Object.values(rules).every((text) => typeof text === "string"))) {
    throw misshapen("rules", "/rules");
  }
  return { document, seal, previous: file.previous, inclusion, keys, snapshot, rules };
}

const holds = (name, code, facts = {}) => ({ name, state: "holds", code, facts, details: [] });
const fails = (name, code, facts = {}, details = []) => ({ name, state: "fails", code, facts, details });
const unknown = (name, code, facts = {}) => ({ name, state: "cannot-be-checked", code, facts, details: [] });

function signsAt(key, instant) {
  return key.valid_from <= instant && (key.valid_until === null || instant < key.valid_until);
}

async function wrongKey(seal, keys) {
  const key = keys.get(seal.key_id);
  if (!key) return ["unknown-key", { known: [...keys.keys()].sort().join(", ") }];
  const said = utf8(canonical(without(seal, "signature", "log_index", "merkle_root")));
  if (!(await isSigned(bytesOf(key.public), said, bytesOf(seal.signature)))) return ["wrong-signature", {}];
  if (!signsAt(key, seal.sealed_at)) return ["key-not-valid", { from: key.valid_from, until: key.valid_until || "-" }];
  return null;
}

// Since when the document itself is gone and only its seal is here.
function erasedAt({ seal, snapshot, document }) {
  const gone = seal && snapshot && snapshot.state === "erased" && hasExactly(document, ["id", "programme"]);
  return gone ? snapshot.erased_at : null;
}

function digestCheck(file) {
  const { seal, document } = file;
  if (!seal) return unknown("digest", "not-sealed");
  const at = erasedAt(file);
  if (at) return unknown("digest", "document-erased", { at, expected: seal.sha256 });
  const facts = { expected: seal.sha256, found: digestOf(document) };
  return facts.expected === facts.found ? holds("digest", "same", facts) : fails("digest", "changed", facts);
}

async function signatureCheck({ seal }, keys, trusted) {
  if (!seal) return unknown("signature", "not-sealed");
  if (!keys) return unknown("signature", "no-keys");
  const facts = { key_id: seal.key_id, at: seal.sealed_at };
  const wrong = await wrongKey(seal, keys);
  if (wrong) return fails("signature", wrong[0], { ...facts, ...wrong[1] });
  return holds("signature", trusted ? "signed" : "signed-by-own-keys", facts);
}

function sumsCheck(file) {
  const { document } = file;
  const at = erasedAt(file);
  if (at) return unknown("sums", "document-erased", { at });
  const problems = problemsOfSums(document);
  return problems.length ? fails("sums", "wrong-sums", {}, problems) : holds("sums", "sums");
}

async function chainCheck({ seal, previous }, keys) {
  if (!seal) return unknown("chain", "not-sealed");
  if (seal.chain_number === null) return unknown("chain", "of-nobody");
  const facts = { number: String(seal.chain_number) };
  if (seal.chain_prev === ZEROS) {
    return previous ? fails("chain", "first-follows", facts) : holds("chain", "first", facts);
  }
  if (!previous) return unknown("chain", "no-previous", facts);
  const leaf = leafOf(previous);
  if (leaf !== seal.chain_prev || seal.chain_number !== previous.chain_number + 1) {
    return fails("chain", "broken", { ...facts, expected: seal.chain_prev, found: leaf });
  }
  const wrong = await wrongKey(previous, keys || new Map());
  return wrong ? fails("chain", "previous-unsigned", facts) : holds("chain", "follows", facts);
}

async function inclusionCheck({ seal, document, inclusion }, keys, root) {
  if (!seal) return unknown("inclusion", "not-sealed");
  if (!inclusion) return unknown("inclusion", seal.log_index === null ? "day-open" : "no-proof");
  const { day, index, path } = inclusion;
  const facts = { day: day.day, index: String(index), size: String(day.size), root: day.root };
  if (!isTable(document.programme) || document.programme.name !== day.programme) {
    return fails("inclusion", "other-programme", facts);
  }
  if (seal.log_index !== index || seal.merkle_root !== day.root) {
    const [expected, found] = [`${index}, ${day.root}`, `${seal.log_index}, ${seal.merkle_root}`];
    return fails("inclusion", "other-place", { ...facts, expected, found });
  }
  const led = rootByPath(leafOf(seal), index, day.size, path);
  if (led !== day.root) return fails("inclusion", "outside", { ...facts, expected: day.root, found: led || "-" });
  if (root && root !== day.root) return fails("inclusion", "other-root", { ...facts, expected: root, found: day.root });
  const key = (keys || new Map()).get(day.key_id);
  const said = utf8(canonical(without(day, "signature")));
  const signed = key && signsAt(key, day.closed_at) &&
    (await isSigned(bytesOf(key.public), said, bytesOf(day.signature)));
  return signed ? holds("inclusion", "inside", facts) : fails("inclusion", "root-unsigned", { ...facts, key_id: day.key_id });
}

function storedFacts({ inputs, facts }) {
  const used = isTable(inputs) && Array.isArray(inputs.used) && isTable(facts) ? inputs.used : [];
  return used
    .filter((each) => isTable(each) && isText(each.fact) && ["membership", "personal"].includes(each.label) && each.fact in facts)
    .map((each) => `${each.fact} = ${facts[each.fact]}`)
    .join(", ");
}

// A browser has no engine: it holds rule files to their digest and the snapshot to its commitment, and says
// that the rest is for the command.
function recomputationCheck(file) {
  const { seal, snapshot, document, rules } = file;
  if (rules !== null) {
    const [expected, found] = [String(document.programme.digest), digestOfRules(rules)];
    if (expected !== found) return fails("recomputation", "other-rules", { expected, found });
  }
  if (erasedAt(file)) return unknown("recomputation", "document-erased", { at: snapshot.erased_at });
  if (snapshot && snapshot.state === "erased") {
    return unknown("recomputation", "erased", { at: snapshot.erased_at, facts: storedFacts(document) });
  }
  if (!snapshot || snapshot.state === "none") return unknown("recomputation", "no-snapshot");
  if (!seal) return unknown("recomputation", "in-browser");
  const found = hexOf(sha256(joined(bytesOf(snapshot.chance), utf8(canonical(snapshot.recipe)))));
  if (found !== seal.snapshot_commitment) {
    return fails("recomputation", "other-snapshot", { expected: seal.snapshot_commitment, found });
  }
  return unknown("recomputation", "in-browser");
}

// Give the list of what was erased as it is published, by leaf.
function erasedIn(list) {
  const formed = isTable(list) && list.form === ERASED_FORM && hasExactly(list, ERASED) && isInstant(list.as_of) &&
    isText(list.programme) && isText(list.key_id) && isSignature(list.signature) && Array.isArray(list.erased) &&
    list.erased.every((row) => hasExactly(row, ["leaf", "on"]) && isDigest(row.leaf) && isDay(row.on));
  if (!formed) throw misshapen("erased", "/erased");
  return list;
}

async function erasureCheck({ seal, document }, keys, list) {
  if (!seal) return unknown("erasure", "not-sealed");
  const facts = { as_of: list.as_of };
  const key = (keys || new Map()).get(list.key_id);
  const said = utf8(canonical(without(list, "signature")));
  const signed = key && signsAt(key, list.as_of) && (await isSigned(bytesOf(key.public), said, bytesOf(list.signature)));
  if (!signed) return fails("erasure", "unsigned", { ...facts, key_id: list.key_id });
  if (!isTable(document.programme) || document.programme.name !== list.programme) {
    return unknown("erasure", "other-programme", facts);
  }
  const leaf = leafOf(seal);
  const found = list.erased.find((row) => row.leaf === leaf);
  return found ? holds("erasure", "erased", { ...facts, on: found.on }) : holds("erasure", "not-listed", facts);
}

function verdictOf(checks) {
  if (checks.some((check) => check.state === "fails")) return "invalid";
  if (checks.some((check) => check.code === "not-sealed")) return "not-sealed";
  const gone = checks.filter((check) => check.code === "document-erased").map((check) => check.name);
  const needed = ["shape", "digest", "signature", "sums"].filter((name) => !gone.includes(name));
  const held = checks.filter((check) => needed.includes(check.name) && check.state === "holds");
  if (held.length !== needed.length) return "undecided";
  return gone.length ? "seal-only" : "valid";
}

// Give what a file comes to that stopped being read at a fault.
function unreadable(fault) {
  const facts = fault instanceof Wrong ? fault.facts : misshapen("unread", "/", { said: fault.message }).facts;
  return { verdict: "invalid", sha256: null, checks: [fails("shape", "misshapen", facts)] };
}

// Give what verifying the bytes of a file comes to; `keysFile`, `root` and `erasedFile` are what whoever verifies
// brings along.
async function verified(bytes, keysFile = null, root = null, erasedFile = null) {
  try {
    const trusted = keysFile === null ? null : await keysIn(parsed(decoded(keysFile)), "/keys");
    const file = await fileIn(decoded(bytes));
    const keys = trusted || file.keys;
    const checks = [
      holds("shape", "read"),
      digestCheck(file),
      await signatureCheck(file, keys, trusted),
      sumsCheck(file),
      await chainCheck(file, keys),
      await inclusionCheck(file, keys, root),
      recomputationCheck(file),
    ];
    if (erasedFile !== null) checks.push(await erasureCheck(file, keys, erasedIn(parsed(decoded(erasedFile)))));
    return { verdict: verdictOf(checks), sha256: file.seal ? file.seal.sha256 : null, checks };
  } catch (fault) {
    return unreadable(fault);
  }
}
