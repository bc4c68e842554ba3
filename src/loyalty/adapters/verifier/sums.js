// A document worked out again, as `sumcheck` does: lines and totals, bills, changes of points, what is left.

const APART = "LINES_DO_NOT_ADD";
const HIDDEN = "PUBLIC_PRICE_HIDDEN";
const ONE_SIDED = "VALUE_STATEMENT_ONE_SIDED";
const OF_MEMBERS = ["discount_member", "discount_individual", "tier_benefit"];
const OF_BILLS = ["invoice", "credit_note", "preview"];
const ACCOUNTS = ["available", "pending", "held", "owed"];
const ZERO = whole(0);

// Every problem as [where, stated, worked out]; none where it adds up.
function problemsOfSums(document) {
  const found = [];
  const say = (where, stated = "", value = "") => found.push([where, stated, value]);
  const hold = (where, stated, value, code = "") => {
    if (!same(stated, value)) say(`${where}${code && ` ${code}`}`, shownValue(stated), shownValue(value));
  };
  // What stands there or does not, texts alone.
  const held = (where, stated, value) => {
    const [told, known] = [stated ?? null, value ?? null];
    if (told !== known) say(where, String(told), String(known));
  };
  const part = (check) => {
    try {
      check();
    } catch (fault) {
      say("/", "", String(fault.message));
    }
  };
  const problems = { say, hold, held, part };
  part(() => {
    const [version, bill] = [document.version, OF_BILLS.includes(document.kind)];
    if (!(bill ? [1] : [1, 2, 3]).includes(version)) say("/version", String(version));
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
  part(() => {
    const lines = tablesIn(top, "lines");
    const hasReads = ({ personal_reads: reads }) => (isTable(reads) ? Object.keys(reads).length : reads?.length ?? reads);
    const ofMembers = (line) => OF_MEMBERS.includes(line.category) || Boolean(hasReads(line));
    if (!isThere(top.baseline) && lines.some(ofMembers)) say(`/baseline ${HIDDEN}`);
    lines.forEach((line, place) => {
      const measure = line.per_measure;
      if (isTable(measure) && !isThere(measure.public_price)) say(`/lines/${place}/per_measure/public_price ${HIDDEN}`);
    });
  });
  part(() => {
    if (!isThere(top.promise)) return;
    const promise = member(top, "promise", "table");
    const [quoted, now, charged] = ["quoted", "now", "charged"].map((name) => member(promise, name, "number"));
    if (charged > quoted) say("/promise/charged QUOTE_PRICE_RAISED", String(charged), String(quoted));
    else if (charged !== quoted && charged !== now) say("/promise/charged", String(charged), String(now));
    if (top.kind === "receipt") hold("/promise/charged", whole(charged), numberOf(member(top, "total", "table"), "due"));
  });
  part(() => {
    if (!isThere(top.value)) return;
    const [value, names] = [member(top, "value", "table"), ["membership_fee_to_date", "benefit_to_date", "net"]];
    if (names.some((name) => !isThere(value[name]))) {
      say(`/value ${ONE_SIDED}`);
      return;
    }
    const [fee, benefit, net] = names.map((name) => numberOf(value, name));
    hold("/value/net", net, minus(benefit, fee), ONE_SIDED);
  });
}

// A change of points: each account changed by what the moves put there and took away.
function sumsOfChange(top, { hold }) {
  const moves = tablesIn(top, "moves");
  if (!moves.length && tablesIn(top, "lots").length) throw new Wrong("lots changed, though nothing moved");
  const change = member(top, "change", "table");
  for (const account of ACCOUNTS) {
    const name = `M.${account}`;
    const moved = moves.map((move) => {
      const sign = (textOf(move, "to") === name) - (textOf(move, "from") === name);
      return product(numberOf(move, "points"), whole(sign));
    });
    hold(`/change/${account}`, numberOf(change, account), sumOf(moved));
  }
  if (!isThere(top.worth)) return;
  const worth = member(top, "worth", "table");
  const moved = sumOf(ACCOUNTS.map((account) => numberOf(change, account)));
  hold("/worth/amount", fractionOfText(worth, "amount"), product(fractionOfText(worth, "per_point"), moved));
}

// What is left of a document that was erased: its amounts by what they were for.
function sumsLeft(left, { hold }) {
  const sums = sumsOf(tablesIn(left, "amounts"));
  sums.payable = minus(sums.due, sums.points_money);
  const total = member(left, "total", "table");
  for (const [name, value] of Object.entries(sums)) hold(`/total/${name}`, numberOf(total, name), value, APART);
}

function sumsOfBill(bill, { say, hold, part }) {
  part(() => {
    const placed = ({ start, end }) => JSON.stringify([start, end]);
    const periods = tablesIn(bill, "periods").map((row) => placed({ start: textOf(row, "start"), end: textOf(row, "end") }));
    tablesIn(bill, "lines").forEach((line, place) => {
      hold(`/lines/${place}/n`, numberOf(line, "n"), whole(place + 1));
      hold(`/lines/${place}/amount`, numberOf(line, "amount"), minus(numberOf(line, "now"), numberOf(line, "booked")));
      const period = member(line, "period", "table");
      if (!periods.includes(placed({ start: textOf(period, "start"), end: textOf(period, "end") }))) {
        say(`/lines/${place}/period`);
      }
    });
  });
  part(() => {
    const [lines, total] = [tablesIn(bill, "lines"), member(bill, "total", "table")];
    const amounts = (wanted) => sumOf(lines.filter(wanted).map((line) => numberOf(line, "amount")));
    const inside = (line) => line.inside === true;
    const sums = {
      due: amounts((line) => !inside(line)),
      tax_inside: amounts(inside),
      tax_added: amounts((line) => !inside(line) && line.category === "tax"),
    };
    sums.net = minus(sums.due, sums.tax_added);
    for (const [name, value] of Object.entries(sums)) hold(`/total/${name}`, numberOf(total, name), value, APART);
    const side = order(sums.due, ZERO);
    if ((bill.kind === "credit_note" && side > 0) || (bill.kind === "invoice" && side < 0)) say("/kind", bill.kind);
  });
  part(() => {
    const [due, paid] = [numberOf(member(bill, "total", "table"), "due"), tablesIn(bill, "paid")];
    const paidBy = (wanted) => sumOf(paid.filter(wanted).map((row) => numberOf(row, "amount")));
    const left = minus(due, paidBy(() => true));
    const covered = order(paidBy((row) => row.kind === "credit"), ZERO) > 0;
    hold("/payable", numberOf(bill, "payable"), left);
    hold("/overage", numberOf(bill, "overage"), covered ? left : ZERO);
    if (order(due, ZERO) >= 0 && order(left, ZERO) < 0) say("/paid");
  });
}
