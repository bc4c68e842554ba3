// A small shop that knows the service by the client made from its contract, and by nothing else.
// It prices a basket, buys it at the quoted price, buys it again, and is refused what cannot be.
import createClient from "openapi-fetch";
import type { components, paths } from "./contract.js";

declare const process: { argv: string[] };
const [address, key] = process.argv.slice(2) as [string, string];
const client = createClient<paths>({
  baseUrl: address,
  headers: { Authorization: `Bearer ${key}` },
});

type Basket = components["schemas"]["QuoteIn"];

function must<Value>(value: Value | undefined, error: unknown): Value {
  if (value === undefined) throw new Error(JSON.stringify(error));
  return value;
}

const enrolled = await client.POST("/v1/members", {
  params: { header: { "Idempotency-Key": "enrol-1" } },
  body: { programme: "corner-coffee" },
});
const { member } = must(enrolled.data, enrolled.error);

const basket: Basket = {
  programme: "corner-coffee",
  member,
  currency: "EUR",
  order: { channel: "app", delivery: "collect" },
  lines: [{ sku: "beans-1kg", quantity: 2, unit_price: "26.94", category: "coffee", brand: "own" }],
};
const priced = await client.POST("/v1/quotes", { body: basket });
const quote = must(priced.data, priced.error);

const order = {
  params: { path: { order_id: "A1" } },
  body: { ...basket, quote: quote.id },
};
const bought = await client.PUT("/v1/orders/{order_id}", order);
const again = await client.PUT("/v1/orders/{order_id}", order);
const receipt = must(bought.data, bought.error);

const refused = await client.POST("/v1/quotes", { body: { ...basket, currency: "XXX" } });

console.log(
  JSON.stringify({
    quoted: quote.due,
    paid: receipt.due,
    statuses: [bought.response.status, again.response.status, refused.response.status],
    problem: refused.error?.code,
  }),
);
