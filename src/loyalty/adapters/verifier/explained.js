// An explanation worked out again: every step from the facts, every line and sum from the steps.

function sumsOfExplanation(document, problems) {
  const exponent = member(document, "exponent", "number");
  if (exponent < 0 || exponent > 9) {
    throw new Problem("{} is not the number of decimals of a currency.", exponent);
  }
  const facts = member(document, "facts", "table");
  const withheld = "withheld" in document ? member(document, "withheld", "list") : [];
  const worked = {
    facts,
    withheld: new Set(withheld),
    scale: whole(10 ** exponent),
    values: new Map(),
    exact: new Map(),
    reads: new Map(),
    behind: new Map(),
    read: (name) => {
      if (worked.values.has(name)) return worked.values.get(name);
      if (name in facts) return textOf(facts, name);
      throw new Problem("it reads `{}`, which is neither a fact nor an earlier step.", name);
    },
  };
  const checks = [stepsOf, linesOf, ratesOf, totalsOf, slicesOf, pointsOf, notApplied, inputsOf];
  for (const check of checks) problems.part(sentence("The document"), () => check(document, worked, problems));
  heldBeside(document, problems);
}

function valueOf(what, name, values) {
  if (typeof name !== "string" || !values.has(name)) {
    throw new Problem("{} names the step {}, which was not worked out.", what, shown(name));
  }
  return numberIn(values.get(name));
}

function stepsOf(document, worked, { part, say, hold, held }) {
  const step = (name, each) => {
    const formula = each.formula;
    if (worked.values.has(name) || name in worked.facts) say("The name `{}` is used twice.", name);
    const reads = namesIn(formula);
    worked.reads.set(name, new Set(reads));
    worked.behind.set(name, new Set(reads.flatMap((read) => [...(worked.behind.get(read) ?? [bracketed(read)[0]])])));
    if (reads.some((read) => worked.withheld.has(read))) {
      const kind = textOf(each, "kind");
      for (const [key, known] of [["value", worked.values], ["exact", worked.exact]]) {
        const text = textOf(each, key);
        known.set(name, kind === "text" ? text : kind === "truth" ? text === "true" : fractionIn(text));
      }
      return;
    }
    const value = evaluated(formula, worked.read);
    const rounds = formula[0] === "round" || formula[0] === "ratio";
    const exact = rounds ? unrounded(formula, worked.read)[0] : value;
    worked.values.set(name, value);
    worked.exact.set(name, exact);
    held(sentence("Step `{}`, mode,", name), each.mode, rounds ? formula[1] : null);
    for (const [key, found] of [["exact", exact], ["value", value]]) {
      if (same(textOf(each, key), found)) continue;
      say("Step `{}` says {} {}, but it works out to {}.", name, key, each[key], shown(found));
    }
  };
  for (const each of tablesIn(document, "steps")) {
    const name = textOf(each, "id");
    part(sentence("Step `{}`", name), () => step(name, each));
  }
}

function linesOf(document, worked, { say, hold, held }) {
  for (const line of tablesIn(document, "lines")) {
    const [name, step] = [sentence("Line {}", shown(line.n)), textOf(line, "step")];
    const value = product(numberOf(line, "sign"), valueOf(name, step, worked.values));
    hold(name, numberOf(line, "amount"), value);
    held(sentence("{}, {},", name, "order_line"), line.order_line, bracketed(step)[2].slice(0, -1) || null);
    const listed = new Set(member(line, "reads", "list"));
    for (const fact of [...worked.behind.get(step)].sort()) {
      if (!listed.has(fact)) say("{} does not list `{}` among what it reads.", name, fact);
    }
    for (const [key, scale] of [["quantity", whole(1)], ["unit_price", worked.scale]]) {
      if (!isThere(line[key])) continue;
      const stated = product(fractionOfText(line, key), scale);
      const fact = fractionOfText(worked.facts, `line.${key}[${written(line.order_line)}]`);
      hold(sentence("{}, {},", name, key), stated, fact);
    }
  }
}

// Rates of taxes that are stated are those of the steps they were taken from.
function ratesOf(document, worked, { hold }) {
  const lines = tablesIn(document, "lines");
  const stepOf = new Map(lines.map((line) => [written(line.n), written(line.step)]));
  for (const line of lines) {
    for (const tax of "taxes" in line ? tablesIn(line, "taxes") : []) {
      if (!isThere(tax.rate)) continue;
      const [stem, bracket, row] = bracketed(stepOf.get(written(tax.line)) ?? "");
      const dot = stem.lastIndexOf(".");
      const all = `${stem.slice(0, Math.max(dot, 0))}.rate.${stem.slice(dot + 1)}`;
      const step = worked.values.has(all) ? all : all + bracket + row;
      const stated = fractionOfText(tax, "rate");
      hold(sentence("The rate of a tax"), stated, valueOf(sentence("A tax"), step, worked.values));
    }
  }
}

function totalsOf(document, worked, problems) {
  const hold = problems.hold;
  const total = member(document, "total", "table");
  const sums = sumsOf(tablesIn(document, "lines"));
  sums.payable = minus(numberOf(total, "due"), numberOf(total, "points_money"));
  for (const [name, value] of Object.entries(sums)) {
    const what = `\`total.${name}\``;
    hold(what, numberOf(total, name), value, APART);
    const step = name === "points_money" ? "points.money" : `total.${name}`;
    if (value.top || name !== "points_money") hold(what, value, valueOf(what, step, worked.values));
  }
  besideTotals(document, total, worked, problems);
}

// What is told beside the total: what paid it, the price for everybody, another currency, what was given back.
function besideTotals(document, total, worked, { hold, held }) {
  const payable = numberOf(total, "payable");
  if (isThere(document.stored_value)) {
    const paid = member(document, "stored_value", "table");
    const what = sentence("What stored value and other money pay");
    hold(what, plus(numberOf(paid, "used"), numberOf(paid, "left_to_pay")), payable);
  }
  if (isThere(document.baseline)) {
    const baseline = member(document, "baseline", "table");
    const saved = minus(numberOf(baseline, "public_total"), numberOf(total, "due"));
    hold("`baseline.saved`", numberOf(baseline, "saved"), saved);
  }
  if (isThere(document.converted)) {
    const converted = member(document, "converted", "table");
    for (const [key, step] of [["amount", "total.converted"], ["rate", "exchange.rate"]]) {
      const stated = fractionIn(written(converted[key]));
      hold(`\`converted.${key}\``, stated, valueOf(sentence("It"), step, worked.values));
    }
    held("`converted.currency`", converted.currency, worked.facts["bill.currency"]);
  }
  if (isThere(document.refund)) {
    const refund = member(document, "refund", "table");
    hold("`refund.kept_payable`", numberOf(refund, "kept_payable"), payable);
    const [paid, kept, stays] = ["paid_before", "kept_payable", "not_refundable"].map((key) => numberOf(refund, key));
    const given = "refunded_before" in refund ? numberOf(refund, "refunded_before") : ZERO;
    const owed = minus(minus(plus(paid, given), kept), stays);
    hold("`refund.money`", numberOf(refund, "money"), minus(order(owed, ZERO) > 0 ? owed : ZERO, given));
  }
}

function slicesOf(document, worked, { say, hold, held }) {
  const lines = tablesIn(document, "lines");
  const stepOf = new Map(lines.map((line) => [member(line, "n", "number"), line.step]));
  hold(sentence("The number of lines"), whole(lines.length), whole(stepOf.size));
  const sums = new Map();
  for (const slice of tablesIn(document, "slices")) {
    const [place, amount] = [member(slice, "line", "number"), fractionOfText(slice, "amount")];
    const name = sentence("A slice of line {}", place);
    const [stem, bracket, row] = bracketed(textOf(slice, "step"));
    const [quantity, unit, flat] = ["quantity", "unit", "flat"].map((key) => fractionOfText(slice, key));
    const parts = { quantity, unit: product(unit, worked.scale), flat: product(flat, worked.scale), amount };
    const before = stem.endsWith("amount") ? stem.slice(0, -"amount".length) : stem;
    for (const [key, value] of Object.entries(parts)) {
      hold(sentence("{}, {},", name, key), value, valueOf(name, before + key + bracket + row, worked.exact));
    }
    held(sentence("{}, {},", name, "row"), slice.row, row.slice(0, -1) || null);
    const line = stepOf.get(place);
    const of = "whole" in slice ? textOf(slice, "whole") : isText(line) ? line : null;
    if (of !== line && !(worked.reads.get(line) ?? new Set()).has(of)) {
      say("{} belongs to the step {}, of which its line is no share.", name, shown(of));
    }
    const key = JSON.stringify([place, of]);
    sums.set(key, plus(sums.get(key) ?? ZERO, amount));
  }
  for (const [key, value] of sums) {
    const [place, of] = JSON.parse(key);
    hold(sentence("The step `{}`", of), valueOf(sentence("Line {}", place), of, worked.exact), value);
  }
}

function pointsOf(document, worked, { hold, held }) {
  const known = (values, name) => numberIn(values.get(name) ?? ZERO);
  const awards = (of, exact) => {
    const stated = tablesIn(of, "awards").map((award) => {
      const [step, points] = [textOf(award, "step"), fractionOfText(award, "points")];
      const worth = valueOf(sentence("An award"), step, worked.exact);
      hold(sentence("The award of `{}`", step), points, worth);
      held(sentence("The award of `{}`, line,", step), award.line, bracketed(step)[2].slice(0, -1) || null);
      return points;
    });
    hold(sentence("The sum of the awards"), sumOf(stated), known(worked.exact, exact));
  };
  const points = member(document, "points", "table");
  for (const way of ["earned", "used"]) {
    hold(`\`points.${way}\``, numberOf(points, way), known(worked.values, `points.${way}`));
    if (!isThere(points.worth)) continue;
    const paid = product(fractionOfText(points, "value_per_point"), numberOf(points, way));
    hold(`\`points.worth.${way}\``, fractionOfText(member(points, "worth", "table"), way), paid);
  }
  awards(points, "points.exact");
  for (const wallet of "wallets" in points ? tablesIn(points, "wallets") : []) {
    const name = textOf(wallet, "wallet");
    hold(`\`points.earned.${name}\``, numberOf(wallet, "earned"), known(worked.values, `points.earned.${name}`));
    awards(wallet, `points.exact.${name}`);
  }
}

// Rules that did not apply: what they read was so, and they do not hold.
function notApplied(document, worked, { say, hold, held }) {
  const missing = (part, name) => {
    const formula = part.formula;
    if (truthIn(evaluated(formula, worked.read))) say("{} holds.", name);
    if (!isThere(part.distance)) return;
    if (!Array.isArray(formula) || !COMPARISONS.includes(formula[0])) {
      throw new Problem("a distance is that of two values that are compared.");
    }
    if (formula.length < 3) throw new Problem(PARTS_APART);
    const sides = formula.slice(1, 3).map((side) => numberIn(evaluated(side, worked.read)));
    const apart = minus(sides[1], sides[0]);
    const distance = apart.top < 0n ? minus(ZERO, apart) : apart;
    for (const [key, value] of Object.entries({ present: sides[0], needed: sides[1], distance })) {
      hold(sentence("{} {},", name, key), fractionOfText(part, key), value);
    }
  };
  for (const rule of tablesIn(document, "not_applied")) {
    const name = sentence("The rule `{}` that did not apply", textOf(rule, "rule"));
    const [was, looked] = [member(rule, "was", "table"), new Set(namesIn(rule.formula))];
    const [stated, seen] = [Object.keys(was).sort(), [...looked].filter((read) => !worked.withheld.has(read)).sort()];
    held(sentence("{} read what it", name), stated, seen);
    for (const read of Object.keys(was)) {
      const [text, known] = [textOf(was, read), worked.read(read)];
      if (!same(text, known)) say("{} read `{}` as {}, but it was {}.", name, read, shown(text), shown(known));
    }
    if (seen.length < looked.size) continue;
    if (truthIn(evaluated(rule.formula, worked.read))) say("{} holds.", name);
    for (const part of "missing" in rule ? tablesIn(rule, "missing") : []) {
      missing(part, sentence("{}, what is missing,", name));
    }
  }
}

// Every fact that was read is listed as used, and none that was looked at as not used.
function inputsOf(document, worked, { say }) {
  const inputs = member(document, "inputs", "table");
  const [used, unused] = ["used", "not_used"].map((key) => new Set(tablesIn(inputs, key).map((it) => textOf(it, "fact"))));
  const read = new Set([...worked.behind.values()].flatMap((names) => [...names]));
  const listed = tablesIn(document, "lines").flatMap((line) => member(line, "reads", "list"));
  const stated = Object.keys(worked.facts).map((name) => bracketed(name)[0]);
  for (const name of [...read].sort()) {
    if (!used.has(name)) say("The fact `{}` was read, but is not listed as used.", name);
  }
  for (const name of [...new Set([...read, ...listed, ...stated])].sort()) {
    if (unused.has(name)) say("The fact `{}` is listed as not used, but it was looked at.", name);
  }
}
