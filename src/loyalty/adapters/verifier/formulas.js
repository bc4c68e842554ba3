// Formulas of a document worked out in exact fractions; what is read of it must be of the kind it should be.

const BITS_MAX = 8192;
const SENTENCE_MAX = 500;
const SHOWN_MAX = 80;
const PARTS_APART = "{}: it has another number of parts than its operation takes.";

// A sentence of the checker, in English as it stands in `sumcheck`, with what stands in it.
const sentence = (pattern, ...facts) => ({ pattern, facts });

// One thing that is wrong, as a sentence.
class Problem extends Error {
  constructor(pattern, ...facts) {
    super(pattern);
    this.sentence = sentence(pattern, ...facts);
  }
}

const cut = (text, most) => Array.from(text).slice(0, most).join("");

// A sentence in a language; in English where it is not known.
function told(said, language) {
  if (typeof said !== "object") return String(said);
  const pattern = (SENTENCES[language] ?? {})[said.pattern] ?? said.pattern;
  const facts = said.facts.values();
  return cut(pattern.replace(/\{\}/g, () => told(facts.next().value, language)), SENTENCE_MAX);
}

// A value as a sentence shows it, cut where it is long.
function shown(value) {
  const text = isFraction(value)
    ? `${value.top}${value.bottom === 1n ? "" : `/${value.bottom}`}`
    : JSON.stringify(value ?? null);
  return Array.from(text).length > SHOWN_MAX ? `${cut(text, SHOWN_MAX)}…` : text;
}

const isFraction = (value) => isTable(value) && typeof value.top === "bigint";
const written = (value) => (typeof value === "string" ? value : JSON.stringify(value ?? null));

function fractionOf(top, bottom) {
  let [a, b] = [top < 0n ? -top : top, bottom < 0n ? -bottom : bottom];
  while (b) [a, b] = [b, a % b];
  const sign = bottom < 0n ? -1n : 1n;
  const found = { top: (sign * top) / (a || 1n), bottom: (sign * bottom) / (a || 1n) };
  if (Math.max(found.top.toString(2).length, found.bottom.toString(2).length) > BITS_MAX) {
    throw new Problem("a value on the way is too large.");
  }
  return found;
}

function fractionIn(text) {
  const hit = typeof text === "string" && text.length <= 400 && /^(-?)([0-9]+)(?:([./])([0-9]+))?$/.exec(text);
  if (!hit || (hit[3] === "/" && !/[1-9]/.test(hit[4]))) throw new Problem("{} is not a number.", shown(text));
  const sign = hit[1] ? -1n : 1n;
  if (hit[3] === "/") return fractionOf(sign * BigInt(hit[2]), BigInt(hit[4]));
  const decimals = hit[4] || "";
  return fractionOf(sign * BigInt(hit[2] + decimals), 10n ** BigInt(decimals.length));
}

const whole = (number) => fractionOf(BigInt(number), 1n);
const plus = (a, b) => fractionOf(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);
const minus = (a, b) => fractionOf(a.top * b.bottom - b.top * a.bottom, a.bottom * b.bottom);
const product = (a, b) => fractionOf(a.top * b.top, a.bottom * b.bottom);
const quotient = (a, b) => fractionOf(a.top * b.bottom, a.bottom * b.top);
const order = (a, b) => {
  const apart = a.top * b.bottom - b.top * a.bottom;
  return apart < 0n ? -1 : apart > 0n ? 1 : 0;
};
const isNumber = (value) => typeof value === "object";
const numberIn = (value) => {
  if (typeof value === "boolean") throw new Problem("a truth stands where a number must.");
  return isNumber(value) ? value : fractionIn(value);
};
const truthIn = (value) => {
  if (typeof value === "boolean") return value;
  if (value !== "true" && value !== "false") throw new Problem("{} stands where a truth must.", shown(value));
  return value === "true";
};

function same(left, right) {
  if (typeof left === "boolean" || typeof right === "boolean") return truthIn(left) === truthIn(right);
  if (isNumber(left) || isNumber(right)) return order(numberIn(left), numberIn(right)) === 0;
  return left === right;
}

function roundedTo(value, mode) {
  const size = value.top < 0n ? -value.top : value.top;
  const [below, rest] = [size / value.bottom, size % value.bottom];
  const half = 2n * rest;
  const up = new Map([
    ["down", false],
    ["up", rest > 0n],
    ["half_up", half >= value.bottom],
    ["half_even", half > value.bottom || (half === value.bottom && below % 2n === 1n)],
  ]).get(mode);
  if (up === undefined) throw new Problem("{} is not a way to round.", shown(mode));
  return (below + (up ? 1n : 0n)) * (value.top < 0n ? -1n : 1n);
}

function unrounded(formula, read) {
  if (formula.length !== (formula[0] === "round" ? 4 : 5)) throw new Problem(PARTS_APART);
  if (formula[0] === "round") {
    if (typeof formula[2] !== "number" || formula[2] < 1) throw new Problem("{} is not a step to round to.", shown(formula[2]));
    return [numberIn(evaluated(formula[3], read)), whole(formula[2])];
  }
  const shared = numberIn(evaluated(formula[4], read));
  if (!shared.top) return [whole(0), whole(1)];
  const [of, part] = [formula[2], formula[3]].map((each) => numberIn(evaluated(each, read)));
  return [quotient(product(of, part), shared), whole(1)];
}

const COMPARED = new Map([
  ["<", (n) => n < 0],
  ["<=", (n) => n <= 0],
  [">", (n) => n > 0],
  [">=", (n) => n >= 0],
]);
const COMPARISONS = [...COMPARED.keys(), "==", "!=", "in"];
const CALCULATED = new Map([
  ["+", plus],
  ["-", minus],
  ["*", product],
  ["min", (a, b) => (order(a, b) > 0 ? b : a)],
  ["max", (a, b) => (order(a, b) < 0 ? b : a)],
]);

function evaluated(formula, read) {
  if (!Array.isArray(formula) || typeof formula[0] !== "string") {
    throw new Problem("a formula must be a list that begins with an operation.");
  };
  const [word, ...rest] = formula;
  if (rest.length === 1 && typeof rest[0] === "string") {
    if (word === "num") return fractionIn(rest[0]);
    if (word === "text") return rest[0];
    if (word === "read") return read(rest[0]);
    throw new Problem("{} of a text gives no value.", shown(word));
  }
  if ((word === "true" || word === "false") && !rest.length) return word === "true";
  if (word === "and") return rest.every((part) => truthIn(evaluated(part, read)));
  if (word === "or") return rest.some((part) => truthIn(evaluated(part, read)));
  if (word === "not" && rest.length !== 1) throw new Problem(PARTS_APART);
  if (word === "not") return !truthIn(evaluated(rest[0], read));
  if (word === "if" && rest.length % 2) {
    for (let at = 0; at + 1 < rest.length; at += 2) {
      if (truthIn(evaluated(rest[at], read))) return evaluated(rest[at + 1], read);
    }
    return evaluated(rest[rest.length - 1], read);
  }
  if (word === "round" || word === "ratio") {
    const [exact, step] = unrounded(formula, read);
    return product(fractionOf(roundedTo(quotient(exact, step), formula[1]), 1n), step);
  }
  const values = rest.map((part) => evaluated(part, read));
  if (word === "in" && values.length) return values.slice(1).some((each) => same(values[0], each));
  if (COMPARISONS.includes(word) && values.length !== 2) throw new Problem(PARTS_APART);
  if (word === "==" || word === "!=") return same(...values) === (word === "==");
  const parts = values.map(numberIn);
  if (COMPARED.has(word)) return COMPARED.get(word)(order(...parts));
  if (!CALCULATED.has(word) || !parts.length) {
    throw new Problem("{} is not an operation on {} values.", shown(word), parts.length);
  }
  return parts.reduce(CALCULATED.get(word));
}

// What a formula reads.
function namesIn(formula) {
  if (!Array.isArray(formula)) return [];
  if (formula[0] === "read") return formula.slice(1).filter((part) => typeof part === "string");
  return formula.flatMap(namesIn);
}

const KINDS = {
  number: [(value) => typeof value === "number", "`{}` must be a whole number, not {}."],
  text: [(value) => typeof value === "string", "`{}` must be a text, not {}."],
  list: [Array.isArray, "`{}` must be a list, not {}."],
  table: [isTable, "`{}` must be an object, not {}."],
};

// A member of a table, which must be of a kind.
function member(table, name, kind) {
  const [isKind, pattern] = KINDS[kind];
  if (!isKind(table[name])) throw new Problem(pattern, name, shown(table[name]));
  return table[name];
}

const numberOf = (table, name) => whole(member(table, name, "number"));
const textOf = (table, name) => member(table, name, "text");
const fractionOfText = (table, name) => fractionIn(textOf(table, name));

function tablesIn(table, name) {
  if (!member(table, name, "list").every(isTable)) {
    throw new Problem("Every part of `{}` must be an object.", name);
  };
  return table[name];
}

const isThere = (value) => value !== undefined && value !== null;

// A name before its bracket, and what stands in it: `line.amount[2]`.
function bracketed(name) {
  const at = name.indexOf("[");
  return at < 0 ? [name, "", ""] : [name.slice(0, at), "[", name.slice(at + 1)];
}
