// An explanation worked out again: every step from the facts, every line and sum from the steps.

function sumsOfExplanation(document, problems) {
  const exponent = member(document, "exponent", "number");
  if (exponent < 0 || exponent > 9) throw new Wrong(`${exponent} is not the number of decimals of a currency`);
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
    read: (name) => (worked.values.has(name) ? worked.values.get(name) : textOf(facts, name)),
  };
  const checks = [stepsOf, linesOf, ratesOf, totalsOf, besideTotals, slicesOf, pointsOf, notApplied, inputsOf];
  for (const check of checks) problems.part(() => check(document, worked, problems));
  heldBeside(document, problems);
}

function valueOf(name, values) {
  if (typeof name !== "string" || !values.has(name)) throw new Wrong(`the step ${name} was not worked out`);
  return numberIn(values.get(name));
}

function stepsOf(document, worked, { part, say, hold, held }) {
  const step = (each, place) => {
    const [name, formula] = [textOf(each, "id"), each.formula];
    if (worked.values.has(name) || name in worked.facts) say(`/steps/${place}/id`, name);
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
    held(`/steps/${place}/mode`, each.mode, rounds ? formula[1] : null);
    hold(`/steps/${place}/exact`, textOf(each, "exact"), exact);
    hold(`/steps/${place}/value`, textOf(each, "value"), value);
  };
  tablesIn(document, "steps").forEach((each, place) => part(() => step(each, place)));
}

function linesOf(document, worked, { say, hold, held }) {
  tablesIn(document, "lines").forEach((line, place) => {
    const [where, step] = [`/lines/${place}`, textOf(line, "step")];
    const value = product(numberOf(line, "sign"), valueOf(step, worked.values));
    hold(`${where}/amount`, numberOf(line, "amount"), value);
    held(`${where}/order_line`, line.order_line, bracketed(step)[2].slice(0, -1) || null);
    const listed = new Set(member(line, "reads", "list"));
    for (const fact of worked.behind.get(step)) if (!listed.has(fact)) say(`${where}/reads`, "", fact);
    for (const [key, scale] of [["quantity", whole(1)], ["unit_price", worked.scale]]) {
      if (!isThere(line[key])) continue;
      const fact = fractionOfText(worked.facts, `line.${key}[${line.order_line}]`);
      hold(`${where}/${key}`, product(fractionOfText(line, key), scale), fact);
    }
  });
}

// Rates of taxes that are stated are those of the steps they were taken from.
function ratesOf(document, worked, { hold }) {
  const named = (value) => (typeof value === "string" ? value : JSON.stringify(value ?? null));
  const lines = tablesIn(document, "lines");
  const stepOf = new Map(lines.map((line) => [named(line.n), named(line.step)]));
  lines.forEach((line, place) => {
    for (const tax of "taxes" in line ? tablesIn(line, "taxes") : []) {
      if (!isThere(tax.rate)) continue;
      const [stem, bracket, row] = bracketed(stepOf.get(named(tax.line)) ?? "");
      const dot = stem.lastIndexOf(".");
      const all = `${stem.slice(0, Math.max(dot, 0))}.rate.${stem.slice(dot + 1)}`;
      const step = worked.values.has(all) ? all : all + bracket + row;
      hold(`/lines/${place}/taxes`, fractionOfText(tax, "rate"), valueOf(step, worked.values));
    }
  });
}

function totalsOf(document, worked, { hold }) {
  const total = member(document, "total", "table");
  const sums = sumsOf(tablesIn(document, "lines"));
  sums.payable = minus(numberOf(total, "due"), numberOf(total, "points_money"));
  for (const [name, value] of Object.entries(sums)) {
    hold(`/total/${name}`, numberOf(total, name), value, APART);
    const step = name === "points_money" ? "points.money" : `total.${name}`;
    if (value.top || name !== "points_money") hold(`/total/${name}`, value, valueOf(step, worked.values));
  }
}

// What is told beside the total: what paid it, the price for everybody, another currency, what was given back.
function besideTotals(document, worked, { hold, held }) {
  const total = member(document, "total", "table");
  const payable = minus(numberOf(total, "due"), numberOf(total, "points_money"));
  if (isThere(document.stored_value)) {
    const paid = member(document, "stored_value", "table");
    hold("/stored_value", plus(numberOf(paid, "used"), numberOf(paid, "left_to_pay")), payable);
  }
  if (isThere(document.baseline)) {
    const baseline = member(document, "baseline", "table");
    const saved = minus(numberOf(baseline, "public_total"), numberOf(total, "due"));
    hold("/baseline/saved", numberOf(baseline, "saved"), saved);
  }
  if (isThere(document.converted)) {
    const converted = member(document, "converted", "table");
    for (const [key, step] of [["amount", "total.converted"], ["rate", "exchange.rate"]]) {
      hold(`/converted/${key}`, fractionIn(String(converted[key])), valueOf(step, worked.values));
    }
    held("/converted/currency", converted.currency, worked.facts["bill.currency"]);
  }
  if (isThere(document.refund)) {
    const refund = member(document, "refund", "table");
    const [paid, kept, stays] = ["paid_before", "kept_payable", "not_refundable"].map((key) => numberOf(refund, key));
    const given = "refunded_before" in refund ? numberOf(refund, "refunded_before") : ZERO;
    const owed = minus(minus(plus(paid, given), kept), stays);
    hold("/refund/kept_payable", kept, payable);
    hold("/refund/money", numberOf(refund, "money"), minus(order(owed, ZERO) > 0 ? owed : ZERO, given));
  }
}

function slicesOf(document, worked, { say, hold, held }) {
  const lines = tablesIn(document, "lines");
  const stepOf = new Map(lines.map((line) => [member(line, "n", "number"), line.step]));
  hold("/lines", whole(lines.length), whole(stepOf.size));
  const sums = new Map();
  tablesIn(document, "slices").forEach((slice, at) => {
    const [place, amount] = [member(slice, "line", "number"), fractionOfText(slice, "amount")];
    const [stem, bracket, row] = bracketed(textOf(slice, "step"));
    const [quantity, unit, flat] = ["quantity", "unit", "flat"].map((key) => fractionOfText(slice, key));
    const parts = { quantity, unit: product(unit, worked.scale), flat: product(flat, worked.scale), amount };
    const before = stem.endsWith("amount") ? stem.slice(0, -"amount".length) : stem;
    for (const [key, value] of Object.entries(parts)) {
      hold(`/slices/${at}/${key}`, value, valueOf(before + key + bracket + row, worked.exact));
    }
    held(`/slices/${at}/row`, slice.row, row.slice(0, -1) || null);
    const line = stepOf.get(place);
    const of = "whole" in slice ? textOf(slice, "whole") : line;
    if (of !== line && !(worked.reads.get(line) ?? new Set()).has(of)) say(`/slices/${at}/whole`, String(of));
    const key = JSON.stringify([place, of ?? null]);
    sums.set(key, plus(sums.get(key) ?? ZERO, amount));
  });
  for (const [key, value] of sums) hold("/slices", valueOf(JSON.parse(key)[1], worked.exact), value);
}

function pointsOf(document, worked, { hold, held }) {
  const known = (values, name) => numberIn(values.get(name) ?? ZERO);
  const awards = (of, exact) => {
    const stated = tablesIn(of, "awards").map((award) => {
      const [step, points] = [textOf(award, "step"), fractionOfText(award, "points")];
      hold("/points/awards", points, valueOf(step, worked.exact));
      held("/points/awards/line", award.line, bracketed(step)[2].slice(0, -1) || null);
      return points;
    });
    hold("/points/awards", sumOf(stated), known(worked.exact, exact));
  };
  const points = member(document, "points", "table");
  for (const way of ["earned", "used"]) {
    hold(`/points/${way}`, numberOf(points, way), known(worked.values, `points.${way}`));
    if (!isThere(points.worth)) continue;
    const paid = product(fractionOfText(points, "value_per_point"), numberOf(points, way));
    hold(`/points/worth/${way}`, fractionOfText(member(points, "worth", "table"), way), paid);
  }
  awards(points, "points.exact");
  for (const wallet of "wallets" in points ? tablesIn(points, "wallets") : []) {
    const name = textOf(wallet, "wallet");
    hold(`/points/wallets/${name}`, numberOf(wallet, "earned"), known(worked.values, `points.earned.${name}`));
    awards(wallet, `points.exact.${name}`);
  }
}

// Rules that did not apply: what they read was so, and they do not hold.
function notApplied(document, worked, { say, hold }) {
  const missing = (part, where) => {
    const formula = part.formula;
    if (truthIn(evaluated(formula, worked.read))) say(where, "true", "false");
    if (!isThere(part.distance)) return;
    if (!["==", "!=", "<", "<=", ">", ">=", "in"].includes(formula[0])) throw new Wrong("no two values are compared");
    const sides = formula.slice(1, 3).map((side) => numberIn(evaluated(side, worked.read)));
    const apart = minus(sides[1], sides[0]);
    const distance = apart.top < 0n ? minus(ZERO, apart) : apart;
    for (const [key, value] of Object.entries({ present: sides[0], needed: sides[1], distance })) {
      hold(`${where}/${key}`, fractionOfText(part, key), value);
    }
  };
  tablesIn(document, "not_applied").forEach((rule, place) => {
    textOf(rule, "rule");
    const [where, was, looked] = [`/not_applied/${place}`, member(rule, "was", "table"), new Set(namesIn(rule.formula))];
    const seen = [...looked].filter((name) => !worked.withheld.has(name));
    if (Object.keys(was).sort().join() !== seen.sort().join()) say(`${where}/was`);
    for (const name of Object.keys(was)) hold(`${where}/was/${name}`, textOf(was, name), worked.read(name));
    if (seen.length < looked.size) return;
    if (truthIn(evaluated(rule.formula, worked.read))) say(where, "true", "false");
    const parts = "missing" in rule ? tablesIn(rule, "missing") : [];
    parts.forEach((part, at) => missing(part, `${where}/missing/${at}`));
  });
}

// Every fact that was read is listed as used, and none that was looked at as not used.
function inputsOf(document, worked, { say }) {
  const inputs = member(document, "inputs", "table");
  const [used, unused] = ["used", "not_used"].map((key) => new Set(tablesIn(inputs, key).map((it) => textOf(it, "fact"))));
  const read = new Set([...worked.behind.values()].flatMap((names) => [...names]));
  const listed = tablesIn(document, "lines").flatMap((line) => member(line, "reads", "list"));
  const stated = Object.keys(worked.facts).map((name) => bracketed(name)[0]);
  for (const name of read) if (!used.has(name)) say("/inputs/used", "", name);
  for (const name of new Set([...read, ...listed, ...stated])) if (unused.has(name)) say("/inputs/not_used", name);
}
