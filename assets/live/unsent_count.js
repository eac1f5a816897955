// Keeps the moderator informed of what still waits on this device.

import { watch } from "vue";
import { message } from "./protocol.gen.js";

/** @import { OutboxItem } from "./outbox.js" */
/** @import { ToServer } from "./protocol.gen.js" */

const TOLD_AFTER_MS = 1000; // what is sent within a second was never waiting

export class UnsentCount {
  /**
   * `items`: the outbox's. `left()`: what is typed, but in no outbox. `send(frame)`: whether it was handed over.
   * @param {{items: OutboxItem[], left: () => number, send: (frame: ToServer) => boolean}} options
   */
  constructor({ items, left, send }) {
    const count = () => items.filter((item) => item.state !== "refused").length + left();
    this._count = count;
    this._send = send;
    this._told = 0;
    /** @type {any} */
    this._timer = null;
    watch(count, () => this._soon());
  }

  /** A new connection knows nothing yet. */
  reconnected() {
    this._told = 0;
    this._soon();
  }

  _soon() {
    this._timer = this._timer ?? setTimeout(() => this._tell(), TOLD_AFTER_MS);
  }

  _tell() {
    this._timer = null;
    const unsent = this._count();
    if (unsent !== this._told && this._send(message.status({ unsent }))) this._told = unsent;
  }
}
