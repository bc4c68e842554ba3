// A document worked out again, as `sumcheck` does: lines and totals, bills, changes of points, what is left.

const APART = "LINES_DO_NOT_ADD";
const HIDDEN = "PUBLIC_PRICE_HIDDEN";
const RAISED = "QUOTE_PRICE_RAISED";
const ONE_SIDED = "VALUE_STATEMENT_ONE_SIDED";
const OF_MEMBERS = ["discount_member", "discount_individual", "tier_benefit"];
const OF_BILLS = ["invoice", "credit_note", "preview"];
const ACCOUNTS = ["available", "pending", "held", "owed"];
const ZERO = whole(0);

const PROBLEMS_MAX = 100;

// Every problem as a sentence, those of `sumcheck` in its order; none where it adds up.
function problemsOfSums(document) {
  const found = [];
  const say = (pattern, ...facts) => {
    if (found.length < PROBLEMS_MAX) found.push(sentence(pattern, ...facts));
  };
  const hold = (what, stated, value, code = "") => {
    if (same(stated, value)) return;
    say("{} says {}, but works out to {}{}.", what, shown(stated), shown(value), code && ` (${code})`);
  };
  // What stands there or does not: texts, and lists of them.
  const held = (what, stated, value) => {
    const [told, known] = [shown(stated), shown(value)];
    if (told !== known) say("{} says {}, but works out to {}{}.", what, told, known, "");
  };
  const part = (what, check) => {
    try {
      check();
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault;
      if (fault.message === PARTS_APART) say(PARTS_APART, what);
      else say("{}: {}", what, fault.sentence);
    }
  };
  const problems = { say, hold, held, part };
  part(sentence("The document"), () => {
    const [version, bill] = [document.version, OF_BILLS.includes(document.kind)];
    const known = bill ? [1] : [1, 2, 3, 4];
    hold(sentence("The version"), whole(version), whole(known.includes(version) ? version : Math.max(...known)));
    if (bill) sumsOfBill(document, problems);
    else if (document.kind === "points_change") sumsOfChange(document, problems);
    else if (document.kind === "sums") sumsLeft(document, problems);
    else sumsOfExplanation(document, problems);
  });
  return found;
}

function sumOf(numbers) {
  return numbers.reduce(plus, ZERO);
}

// What lines, or amounts, come to: what is due, paid with points, and the taxes in and on top of it.
function sumsOf(rows) {
  const amounts = (wanted) => sumOf(rows.filter(wanted).map((row) => numberOf(row, "amount")));
  const [points, inside] = [(row) => row.category === "points_used", (row) => row.inside === true];
  const tax = (row) => row.category === "tax" && !points(row);
  return {
    due: amounts((row) => !points(row) && !inside(row)),
    points_money: minus(ZERO, amounts(points)),
    tax_inside: amounts((row) => tax(row) && inside(row)),
    tax_added: amounts((row) => tax(row) && !inside(row)),
  };
}

// What stands beside the sums: the price for everybody, the promise of a quote, what a membership was worth.
function heldBeside(top, { say, hold, part }) {
  part(sentence("The document"), () => {
    const lines = tablesIn(top, "lines");
    const hasReads = ({ personal_reads: reads }) => (isTable(reads) ? Object.keys(reads).length : reads?.length ?? reads);
    const ofMembers = (line) => OF_MEMBERS.includes(line.category) || Boolean(hasReads(line));
    if (!isThere(top.baseline) && lines.some(ofMembers)) {
      say("A price for members stands without the one for everybody ({}).", HIDDEN);
    }
    for (const { n, per_measure: measure } of lines) {
      if (!isTable(measure) || isThere(measure.public_price)) continue;
      say("Line {} has a price for a unit of measure, and none for everybody ({}).", shown(n), HIDDEN);
    }
  });
  part(sentence("The document"), () => {
    if (!isThere(top.promise)) return;
    const promise = member(top, "promise", "table");
    const [quoted, now, charged] = ["quoted", "now", "charged"].map((name) => member(promise, name, "number"));
    if (charged > quoted) say("{} is charged, and {} was quoted ({}).", charged, quoted, RAISED);
    else if (charged !== quoted && charged !== now) {
      say("{} is charged, neither what was quoted nor what it costs now.", charged);
    }
    if (top.kind === "receipt") hold("`promise.charged`", whole(charged), numberOf(member(top, "total", "table"), "due"));
  });
  part(sentence("The document"), () => {
    if (!isThere(top.value)) return;
    const [value, names] = [member(top, "value", "table"), ["membership_fee_to_date", "benefit_to_date", "net"]];
    const leftOut = names.find((name) => !isThere(value[name]));
    if (leftOut) {
      say("What the membership was worth leaves out `{}` ({}).", leftOut, ONE_SIDED);
      return;
    }
    const [fee, benefit, net] = names.map((name) => numberOf(value, name));
    hold("`value.net`", net, minus(benefit, fee), ONE_SIDED);
  });
}

// A change of points: each account changed by what the moves put there and took away.
function sumsOfChange(top, { hold }) {
  const moves = tablesIn(top, "moves");
  if (!moves.length && tablesIn(top, "lots").length) throw new Problem("lots changed, though nothing moved.");
  for (const account of ACCOUNTS) {
    const name = `M.${account}`;
    const moved = moves.map((move) => {
      const points = numberOf(move, "points");
      return product(points, whole((textOf(move, "to") === name) - (textOf(move, "from") === name)));
    });
    hold(`\`change.${account}\``, numberOf(member(top, "change", "table"), account), sumOf(moved));
  }
  if (!isThere(top.worth)) return;
  const worth = member(top, "worth", "table");
  const moved = sumOf(ACCOUNTS.map((account) => numberOf(member(top, "change", "table"), account)));
  const amount = product(fractionOfText(worth, "per_point"), moved);
  hold("`worth.amount`", fractionOfText(worth, "amount"), amount);
}

// What is left of a document that was erased: its amounts by what they were for.
function sumsLeft(left, { hold }) {
  const sums = sumsOf(tablesIn(left, "amounts"));
  sums.payable = minus(sums.due, sums.points_money);
  const total = member(left, "total", "table");
  for (const [name, value] of Object.entries(sums)) hold(`\`total.${name}\``, numberOf(total, name), value, APART);
}

function sumsOfBill(bill, { say, hold, part }) {
  part(sentence("The bill"), () => {
    const placed = ({ start, end }) => JSON.stringify([start, end]);
    const periods = tablesIn(bill, "periods").map((row) => placed({ start: textOf(row, "start"), end: textOf(row, "end") }));
    tablesIn(bill, "lines").forEach((line, place) => {
      const named = (part) => sentence("Line {} of the bill, {},", place + 1, part);
      hold(named("n"), numberOf(line, "n"), whole(place + 1));
      const amount = minus(numberOf(line, "now"), numberOf(line, "booked"));
      hold(named("amount"), numberOf(line, "amount"), amount);
      const period = member(line, "period", "table");
      if (!periods.includes(placed({ start: textOf(period, "start"), end: textOf(period, "end") }))) {
        say("Line {} of the bill is of a period that the bill does not list.", place + 1);
      }
    });
  });
  part(sentence("The bill"), () => {
    const [lines, total] = [tablesIn(bill, "lines"), member(bill, "total", "table")];
    const amounts = (wanted) => sumOf(lines.filter(wanted).map((line) => numberOf(line, "amount")));
    const inside = (line) => line.inside === true;
    const sums = {
      due: amounts((line) => !inside(line)),
      tax_inside: amounts(inside),
      tax_added: amounts((line) => !inside(line) && line.category === "tax"),
    };
    sums.net = minus(sums.due, sums.tax_added);
    for (const [name, value] of Object.entries(sums)) hold(`\`total.${name}\``, numberOf(total, name), value, APART);
    const side = order(sums.due, ZERO);
    if ((bill.kind === "credit_note" && side > 0) || (bill.kind === "invoice" && side < 0)) {
      say("An invoice does not give back, and a credit note does not charge.");
    }
  });
  part(sentence("The bill"), () => {
    const [due, paid] = [numberOf(member(bill, "total", "table"), "due"), tablesIn(bill, "paid")];
    const paidBy = (wanted) => sumOf(paid.filter(wanted).map((row) => numberOf(row, "amount")));
    const left = minus(due, paidBy(() => true));
    const covered = order(paidBy((row) => row.kind === "credit"), ZERO) > 0;
    hold("`payable`", numberOf(bill, "payable"), left);
    hold("`overage`", numberOf(bill, "overage"), covered ? left : ZERO);
    if (order(due, ZERO) >= 0 && order(left, ZERO) < 0) say("More is paid than is due.");
  });
}
