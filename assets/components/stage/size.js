/** @import { Workshop } from "../../live/protocol.gen.js" */

/** How much larger than usual letters are: 1, 1.25 or 1.5. */
export function stageSize() {
  return Number(document.documentElement.style.getPropertyValue("--size")) || 1;
}

/** So many hundredths of the picture's height at this size, in pixels. @param {number} units */
export function stagePixels(units) {
  return (units * stageSize() * window.innerHeight) / 100;
}

/**
 * Light or dark, and how large, as the moderator chose: the laptop's own theme is nothing to the hall.
 * @param {Partial<Pick<Workshop, "stage_dark"|"stage_size">>} workshop
 */
export function dressStage({ stage_dark: dark = false, stage_size: size = 100 }) {
  const page = document.documentElement;
  page.dataset.look = dark ? "dark" : "light";
  page.style.setProperty("--size", String(size / 100));
}
