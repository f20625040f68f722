const SVG = "http://www.w3.org/2000/svg";

/**
 * Makes an element. Properties starting with `on` are listeners, `testid` becomes data-testid, `class`,
 * `dir`, `aria-…`, `data-…` are attributes, a value of false or undefined leaves the attribute out.
 */
export function h(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

/** The same for SVG. */
export function s(tag, properties = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), properties, children);
}

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "testid") element.dataset.testid = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(
    ...children.flat().filter((child) => child !== undefined && child !== null && child !== false),
  );
  return element;
}

export function button(label, onclick, properties = {}) {
  return h("button", { type: "button", onclick, ...properties }, label);
}

/** A drawn icon; its meaning is in the label of the button around it. */
export function icon(name) {
  const svg = s("svg", {
    viewBox: "0 0 24 24",
    class: "icon",
    "aria-hidden": "true",
    focusable: "false",
  });
  for (const path of ICONS[name].split("|")) svg.append(s("path", { d: path }));
  return svg;
}

const ICONS = {
  send: "M4 12 20 4l-5 16-3.5-6.5z|M11.5 13.5 20 4",
  menu: "M4 7h16|M4 12h16|M4 17h16",
  keyboard: "M3 7h18v10H3z|M7 11h.01|M11 11h.01|M15 11h.01|M8 14h8",
  down: "M6 9l6 6 6-6",
  attach:
    "M20 11.5 12 19.5a5 5 0 0 1-7-7l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8L10 17a1.7 1.7 0 0 1-2.4-2.4L15 7.2",
  pin: "M12 21c-4.5-5-7-8.2-7-11a7 7 0 0 1 14 0c0 2.8-2.5 6-7 11z|M12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  contact: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z|M4.5 20c.8-4 3.8-6 7.5-6s6.7 2 7.5 6",
  tools:
    "M14.5 6.5a4 4 0 0 1 5-1l-2.8 2.8 1.5 1.5 2.8-2.8a4 4 0 0 1-5.3 5L8 20.5 4 16.5 12.2 9a4 4 0 0 1 2.3-2.5z",
  close: "M6 6l12 12|M18 6 6 18",
  file: "M6 3h8l4 4v14H6z|M14 3v4h4",
  plus: "M12 5v14|M5 12h14",
  copy: "M9 9h11v11H9z|M5 15H4V4h11v1",
  live: "M12 13.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z|M8 16a5.6 5.6 0 0 1 0-8|M16 8a5.6 5.6 0 0 1 0 8|M5 19a9.9 9.9 0 0 1 0-14|M19 5a9.9 9.9 0 0 1 0 14",
  scan: "M4 8V4h4|M16 4h4v4|M20 16v4h-4|M8 20H4v-4|M8 8h3v3H8z|M13 13h3v3h-3z|M13 8h3|M8 16h3",
  link: "M9 15 19 5|M12 5h7v7",
};
