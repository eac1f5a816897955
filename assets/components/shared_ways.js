const SHARED_WAYS = ["turn", "slip", "paper"];

/** How the ballots of a result came, in words; "" where all came from people's own devices. */
export function waysWords(result, live) {
  const shared = SHARED_WAYS.map((way) => [way, result[way + "_ballots"] || 0]);
  const own = result.ballots - shared.reduce((sum, [, count]) => sum + count, 0);
  if (own === result.ballots) return "";
  const found = [["device", own], ...shared].filter(([, count]) => count);
  return found.map(([way, count]) => live.t("common.way." + way, { n: live.n(count) })).join(" · ");
}

/** Why nothing comes first: no ballots, or none with a point; "" where something does. */
export function nothingFirst(result, live) {
  if (result.points_given) return "";
  return live.t(result.ballots ? "common.no_points_given" : "common.no_ballots_cast");
}

/** "davon 4 auf Papier", or "" where too few people stand behind it to be told. */
export function paperWords(row, live) {
  return row.paper_points ? live.t("common.of_it_paper", { n: live.n(row.paper_points) }) : "";
}
