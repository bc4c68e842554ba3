// A document worked out again: every step from the facts, lines and totals from the steps, in exact fractions.

const BITS_MAX = 8192;
const APART = "LINES_DO_NOT_ADD";
const HIDDEN = "PUBLIC_PRICE_HIDDEN";
const ONE_SIDED = "VALUE_STATEMENT_ONE_SIDED";
const OF_MEMBERS = ["discount_member", "discount_individual", "tier_benefit"];

function fractionOf(top, bottom) {
  if (!bottom) throw new Wrong("a division by nothing");
  let [a, b] = [top < 0n ? -top : top, bottom < 0n ? -bottom : bottom];
  while (b) [a, b] = [b, a % b];
  const sign = bottom < 0n ? -1n : 1n;
  const found = { top: (sign * top) / (a || 1n), bottom: (sign * bottom) / (a || 1n) };
  if (Math.max(found.top.toString(2).length, found.bottom.toString(2).length) > BITS_MAX) {
    throw new Wrong("a value on the way is too large");
  }
  return found;
}

function fractionIn(text) {
  const hit = typeof text === "string" && text.length <= 400 && /^(-?)([0-9]+)(?:([./])([0-9]+))?$/.exec(text);
  if (!hit || (hit[3] === "/" && !/[1-9]/.test(hit[4]))) throw new Wrong(`${text} is not a number`);
  const sign = hit[1] ? -1n : 1n;
  if (hit[3] === "/") return fractionOf(sign * BigInt(hit[2]), BigInt(hit[4]));
  const decimals = hit[4] || "";
  return fractionOf(sign * BigInt(hit[2] + decimals), 10n ** BigInt(decimals.length));
}

function whole(number) {
  if (typeof number !== "number") throw new Wrong(`${JSON.stringify(number)} is not a whole number`);
  return fractionOf(BigInt(number), 1n);
}

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
  if (typeof value === "boolean") throw new Wrong("a truth stands where a number must");
  return isNumber(value) ? value : fractionIn(value);
};
const truthIn = (value) => {
  if (typeof value === "boolean") return value;
  if (value !== "true" && value !== "false") throw new Wrong("something else stands where a truth must");
  return value === "true";
};
const shownValue = (value) =>
  isNumber(value) ? `${value.top}${value.bottom === 1n ? "" : `/${value.bottom}`}` : String(value);

function same(left, right) {
  if (typeof left === "boolean" || typeof right === "boolean") return truthIn(left) === truthIn(right);
  if (isNumber(left) || isNumber(right)) return order(numberIn(left), numberIn(right)) === 0;
  return left === right;
}

function roundedTo(value, mode) {
  const size = value.top < 0n ? -value.top : value.top;
  const [below, rest] = [size / value.bottom, size % value.bottom];
  const half = 2n * rest;
  const up = {
    down: false,
    up: rest > 0n,
    half_up: half >= value.bottom,
    half_even: half > value.bottom || (half === value.bottom && below % 2n === 1n),
  }[mode];
  if (up === undefined) throw new Wrong(`${mode} is not a way to round`);
  return (below + (up ? 1n : 0n)) * (value.top < 0n ? -1n : 1n);
}

function unrounded(formula, read) {
  if (formula[0] === "round") {
    if (!(formula[2] >= 1)) throw new Wrong("that is not a step to round to");
    return [numberIn(evaluated(formula[3], read)), whole(formula[2])];
  }
  const shared = numberIn(evaluated(formula[4], read));
  if (!shared.top) return [whole(0), whole(1)];
  const [of, part] = [formula[2], formula[3]].map((each) => numberIn(evaluated(each, read)));
  return [quotient(product(of, part), shared), whole(1)];
}

function evaluated(formula, read) {
  if (!Array.isArray(formula) || typeof formula[0] !== "string") throw new Wrong("that is no formula");
  const [word, ...rest] = formula;
  if (rest.length === 1 && typeof rest[0] === "string") {
    if (word === "num") return fractionIn(rest[0]);
    if (word === "text") return rest[0];
    if (word === "read") return read(rest[0]);
    throw new Wrong(`${word} of a text gives no value`);
  }
  if ((word === "true" || word === "false") && !rest.length) return word === "true";
  if (word === "and") return rest.every((part) => truthIn(evaluated(part, read)));
  if (word === "or") return rest.some((part) => truthIn(evaluated(part, read)));
  if (word === "not" && rest.length === 1) return !truthIn(evaluated(rest[0], read));
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
  if (word === "==" || word === "!=") return same(...values) === (word === "==");
  const parts = values.map(numberIn);
  const compared = { "<": (n) => n < 0, "<=": (n) => n <= 0, ">": (n) => n > 0, ">=": (n) => n >= 0 }[word];
  if (compared && parts.length === 2) return compared(order(...parts));
  const calculated = {
    "+": plus,
    "-": minus,
    "*": product,
    min: (a, b) => (order(a, b) > 0 ? b : a),
    max: (a, b) => (order(a, b) < 0 ? b : a),
  }[word];
  if (!calculated || !parts.length) throw new Wrong(`${word} is not an operation on such values`);
  return parts.reduce(calculated);
}

// Every problem as [where, stated, worked out]; none where it adds up.
function problemsOfSums(document) {
  const found = [];
  const hold = (where, stated, value, code = "") => {
    if (!same(stated, value)) found.push([`${where}${code && ` ${code}`}`, shownValue(stated), shownValue(value)]);
  };
  try {
    if (["invoice", "credit_note", "preview"].includes(document.kind)) sumsOfBill(document, hold);
    else if (document.kind === "points_change") sumsOfChange(document, hold);
    else if (document.kind === "sums") sumsLeft(document, hold);
    else sumsOfExplanation(document, hold);
  } catch (fault) {
    found.push(["/", "", String(fault.message)]);
  }
  return found;
}

// What a formula reads.
function namesIn(formula) {
  if (!Array.isArray(formula)) return [];
  return formula[0] === "read" ? formula.slice(1) : formula.flatMap(namesIn);
}

// What a step is stated to come to, where a fact that it reads is withheld.
function stated(step, key) {
  if (step.kind === "text") return step[key];
  return step.kind === "truth" ? step[key] === "true" : fractionIn(step[key]);
}

function sumsOfExplanation(document, hold) {
  const values = new Map();
  const facts = document.facts;
  const withheld = new Set(document.withheld ?? []);
  const read = (name) => {
    if (values.has(name)) return values.get(name);
    if (typeof facts[name] !== "string") throw new Wrong(`${name} is neither a fact nor an earlier step`);
    return facts[name];
  };
  document.steps.forEach((step, place) => {
    if (values.has(step.id) || step.id in facts) throw new Wrong(`${step.id} is used twice`);
    const formula = step.formula;
    if (namesIn(formula).some((name) => withheld.has(name))) {
      values.set(step.id, stated(step, "value"));
      return;
    }
    const value = evaluated(formula, read);
    const rounds = Array.isArray(formula) && ["round", "ratio"].includes(formula[0]);
    const exact = rounds ? unrounded(formula, read)[0] : value;
    hold(`/steps/${place}/mode`, String(step.mode), String(rounds ? formula[1] : null));
    hold(`/steps/${place}/exact`, step.exact, exact);
    hold(`/steps/${place}/value`, step.value, value);
    values.set(step.id, value);
  });
  const worked = (name) => {
    if (!values.has(name)) throw new Wrong(`the step ${name} was not worked out`);
    return numberIn(values.get(name));
  };
  document.lines.forEach((line, place) => {
    hold(`/lines/${place}/amount`, whole(line.amount), product(whole(line.sign), worked(line.step)));
  });
  const sums = { due: 0, points_money: 0, tax_inside: 0, tax_added: 0 };
  for (const line of document.lines) {
    const tax = line.category === "tax" ? line.amount : 0;
    if (line.category === "points_used") sums.points_money -= line.amount;
    else if (line.inside === true) sums.tax_inside += tax;
    else {
      sums.due += line.amount;
      sums.tax_added += tax;
    }
  }
  const total = document.total;
  sums.payable = total.due - total.points_money;
  for (const [name, value] of Object.entries(sums)) {
    hold(`/total/${name}`, whole(total[name]), whole(value), APART);
    const step = name === "points_money" ? "points.money" : `total.${name}`;
    if (value || name !== "points_money") hold(`/total/${name}`, whole(value), worked(step));
  }
  const points = document.points;
  if (points && points.worth) {
    for (const way of ["earned", "used"]) {
      const value = product(fractionIn(points.value_per_point), whole(points[way]));
      hold(`/points/worth/${way}`, fractionIn(points.worth[way]), value);
    }
  }
  if (document.baseline) {
    const { public_total: usual, saved } = document.baseline;
    hold("/baseline/saved", whole(saved), whole(usual - total.due));
  }
  heldBeside(document, hold);
}

// What stands beside the sums: the price for everybody, the promise of a quote, what a membership was worth.
function heldBeside({ lines, baseline, promise, value, kind, total }, hold) {
  const ofMembers = (line) => OF_MEMBERS.includes(line.category) || (line.personal_reads ?? []).length > 0;
  hold("/baseline", Boolean(baseline) || !lines.some(ofMembers), true, HIDDEN);
  lines.forEach((line, place) => {
    const there = !line.per_measure || typeof line.per_measure.public_price === "string";
    hold(`/lines/${place}/per_measure/public_price`, there, true, HIDDEN);
  });
  if (promise) {
    const { quoted, now, charged } = promise;
    hold("/promise/charged", charged <= quoted, true, "QUOTE_PRICE_RAISED");
    if (charged <= quoted) hold("/promise/charged", charged === quoted || charged === now, true);
    if (kind === "receipt") hold("/promise/charged", whole(charged), whole(total.due));
  }
  if (value) {
    const parts = ["membership_fee_to_date", "benefit_to_date", "net"].map((name) => value[name]);
    const [fee, benefit, net] = parts;
    if (parts.some((part) => typeof part !== "number")) hold("/value", false, true, ONE_SIDED);
    else hold("/value/net", whole(net), whole(benefit - fee), ONE_SIDED);
  }
}

// A change of points: each account changed by what the moves put there and took away.
function sumsOfChange(change, hold) {
  for (const [account, points] of Object.entries(change.change)) {
    const name = `M.${account}`;
    const moved = change.moves.reduce((all, it) => all + it.points * ((it.to === name) - (it.from === name)), 0);
    hold(`/change/${account}`, whole(points), whole(moved));
  }
  if (change.worth) {
    const moved = Object.values(change.change).reduce((all, points) => all + points, 0);
    const value = product(fractionIn(change.worth.per_point), whole(moved));
    hold("/worth/amount", fractionIn(change.worth.amount), value);
  }
}

// What is left of a document that was erased: its amounts by what they were for.
function sumsLeft(left, hold) {
  const sums = { due: 0, points_money: 0, tax_inside: 0, tax_added: 0 };
  for (const row of left.amounts) {
    const tax = row.category === "tax" ? row.amount : 0;
    if (row.category === "points_used") sums.points_money -= row.amount;
    else if (row.inside === true) sums.tax_inside += tax;
    else {
      sums.due += row.amount;
      sums.tax_added += tax;
    }
  }
  sums.payable = sums.due - sums.points_money;
  for (const [name, value] of Object.entries(sums)) hold(`/total/${name}`, whole(left.total[name]), whole(value), APART);
}

function sumsOfBill(bill, hold) {
  const sums = { due: 0, tax_inside: 0, tax_added: 0 };
  bill.lines.forEach((line, place) => {
    hold(`/lines/${place}/amount`, whole(line.amount), whole(line.now - line.booked));
    if (line.inside === true) sums.tax_inside += line.amount;
    else {
      sums.due += line.amount;
      sums.tax_added += line.category === "tax" ? line.amount : 0;
    }
  });
  sums.net = sums.due - sums.tax_added;
  for (const [name, value] of Object.entries(sums)) hold(`/total/${name}`, whole(bill.total[name]), whole(value), APART);
  const paid = bill.paid.reduce((all, row) => all + row.amount, 0);
  hold("/payable", whole(bill.payable), whole(sums.due - paid));
}
