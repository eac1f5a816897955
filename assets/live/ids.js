// Ids made on the device. Only getRandomValues: plain http is no secure context, so there is
// neither crypto.randomUUID nor crypto.subtle.

import { CODE_ALPHABET, PERSONAL_LENGTH } from "./protocol.gen.js";

/** @param {number} count */
function randomBytes(count) {
  return crypto.getRandomValues(new Uint8Array(count));
}

/** @param {Uint8Array} bytes */
function hexOf(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {Uint8Array} bytes */
function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
}

/**
 * A UUIDv4. Not a v7, which carries the device's clock: how far that clock is off would tell everybody
 * which cards came from one phone.
 */
export function newId() {
  const bytes = randomBytes(16);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return hexOf(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The id under which a command is sent, and sent again. */
export function newCommandId() {
  return base64url(randomBytes(16));
}

/**
 * The same few characters for the same text on every device (cyrb53). It tells texts apart, and keeps no secret.
 * @param {string} text
 */
export function digestOf(text) {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at += 1) {
    a = Math.imul(a ^ text.charCodeAt(at), 2654435761);
    b = Math.imul(b ^ text.charCodeAt(at), 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (a >>> 0).toString(36) + (b >>> 0).toString(36);
}

/** What somebody wrote as something new: with an id of its own, and its parts, too. @param {any} fields */
export function withNewIds(fields) {
  const parts = fields.indicators && {
    indicators: fields.indicators.map((/** @type {Object} */ one) => ({ ...one, id: newId() })),
  };
  return { ...fields, ...parts, id: newId() };
}

/** The device's secret, short enough to be written down: 12 characters, 60 bits. Who knows it, is this person. */
export function newPersonalCode() {
  return Array.from(randomBytes(PERSONAL_LENGTH), (byte) => CODE_ALPHABET[byte & 31]).join("");
}

/** The secret of one person's turn on a shared device: who knows it could cast that ballot. */
export function newTurnSecret() {
  return base64url(randomBytes(24));
}
