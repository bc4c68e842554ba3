// Checking an Ed25519 signature (RFC 8032, section 5.1.7); nothing secret is ever worked on here.

const P = (1n << 255n) - 19n;
const ORDER = (1n << 252n) + 27742317777372353535851937790883648493n;

function modulo(value) {
  const rest = value % P;
  return rest < 0n ? rest + P : rest;
}

function power(base, exponent) {
  let found = 1n;
  let square = modulo(base);
  for (let left = exponent; left; left >>= 1n) {
    if (left & 1n) found = modulo(found * square);
    square = modulo(square * square);
  }
  return found;
}

const D = modulo(-121665n * power(121666n, P - 2n));
const ROOT_OF_MINUS_ONE = power(2n, (P - 1n) / 4n);

function littleEndian(bytes) {
  return bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

// A point as X, Y, Z, T with x = X/Z, y = Y/Z, x y = T/Z; null where the bytes are none.
function pointOf(bytes) {
  const whole = littleEndian(bytes);
  const sign = whole >> 255n;
  const y = whole & ((1n << 255n) - 1n);
  if (y >= P) return null;
  const square = modulo((y * y - 1n) * power(D * y * y + 1n, P - 2n));
  let x = power(square, (P + 3n) / 8n);
  if (modulo(x * x - square)) x = modulo(x * ROOT_OF_MINUS_ONE);
  if (modulo(x * x - square) || (!x && sign)) return null;
  if ((x & 1n) !== sign) x = P - x;
  return [x, y, 1n, modulo(x * y)];
}

function sum([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = modulo((y1 - x1) * (y2 - x2));
  const b = modulo((y1 + x1) * (y2 + x2));
  const c = modulo(2n * D * t1 * t2);
  const d = modulo(2n * z1 * z2);
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [modulo(e * f), modulo(g * h), modulo(f * g), modulo(e * h)];
}

function times(count, point) {
  let found = [0n, 1n, 1n, 0n];
  let doubled = point;
  for (let left = count; left; left >>= 1n) {
    if (left & 1n) found = sum(found, doubled);
    doubled = sum(doubled, doubled);
  }
  return found;
}

const BASE = pointOf(bytesOf("5866666666666666666666666666666666666666666666666666666666666666"));

function encoded([x, y, z]) {
  const inverse = power(z, P - 2n);
  const whole = modulo(y * inverse) | ((modulo(x * inverse) & 1n) << 255n);
  return Uint8Array.from({ length: 32 }, (_, i) => Number((whole >> BigInt(8 * i)) & 255n));
}

function signedByHand(key, message, signature) {
  const point = pointOf(key);
  const s = littleEndian(signature.slice(32));
  if (key.length !== 32 || signature.length !== 64 || !point || s >= ORDER) return false;
  const k = littleEndian(sha512(joined(signature.slice(0, 32), key, message))) % ORDER;
  const minus = [modulo(-point[0]), point[1], point[2], modulo(-point[3])];
  const found = encoded(sum(times(s, BASE), times(k, minus)));
  return hexOf(found) === hexOf(signature.slice(0, 32));
}

// The browser's own Ed25519 where it has one, ours elsewhere.
async function isSigned(key, message, signature) {
  const subtle = globalThis.crypto && globalThis.crypto.subtle;
  if (subtle) {
    try {
      const imported = await subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
      return await subtle.verify({ name: "Ed25519" }, imported, signature, message);
    } catch {
      return signedByHand(key, message, signature);
    }
  }
  return signedByHand(key, message, signature);
}
