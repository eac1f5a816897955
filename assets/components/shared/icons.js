import { ICON_STROKES } from "./shared.js";

// Icons that a phone needs only in its second half: they come with it, and with the console.
Object.assign(ICON_STROKES, {
  arrow: "M4 12h15.5M13.5 6l6 6l-6 6",
  move: "M3 12h13.5M11 6.5l5.5 5.5L11 17.5M20.5 4.5v15",
  plus: "M12 4.5v15M4.5 12h15",
  minus: "M4.5 12h15",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M15.5 15.5L20.5 20.5",
  people:
    "M9 4a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7M2.5 20v-2a4.5 4.5 0 0 1 4.5-4.5h4a4.5 4.5 0 0 1 4.5 4.5v2M15.5 4.3a3.5 3.5 0 0 1 0 6.5M18 13.8a4.5 4.5 0 0 1 3.5 4.2v2",
  projector: "M3 4h18M4.5 4v11.5h15V4M12 15.5V20M8 20.5l4-4l4 4",
  print: "M7 9V3.5h10V9M7 17H3.5V9h17v8H17M7 14h10v6.5H7z",
  download: "M12 4v11.5M6.5 10.5L12 16l5.5-5.5M4.5 20h15",
  close: "M5.5 5.5l13 13M18.5 5.5l-13 13",
  help: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M9.3 9.5a2.8 2.8 0 1 1 4.2 2.4c-1 .6-1.5 1.2-1.5 2.1M12 17v.1",
});
