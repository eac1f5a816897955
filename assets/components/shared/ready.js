/** @import { Presence } from "../../live/protocol.gen.js" */

/** Of the tables where somebody sits, how many are ready. @param {Presence|null} presence */
export function readyTables(presence) {
  const taken = Object.values(presence?.groups || {}).filter((here) => here.phones + here.tablets + here.ready);
  return { ready: taken.filter((here) => here.table_ready).length, tables: taken.length };
}
