import { button, h, s } from "./dom.js";
import { formats, WORDS } from "./words.js";

const WIDTH = 360;
const HEIGHT = 250;
const METRES_PER_DEGREE = 111_320;
const STEP = 10;
const LONG_STEP = 100;

const squeeze = (latitude) => Math.cos((latitude * Math.PI) / 180);

/** Metres between two points; flat, right for the few kilometres of this map. */
export function metresBetween(a, b) {
  const x = (a.longitude - b.longitude) * squeeze(a.latitude);
  return Math.hypot(x, a.latitude - b.latitude) * METRES_PER_DEGREE;
}

export function nearestPlace(point, places) {
  const measured = places.map((place) => ({ place, metres: metresBetween(point, place) }));
  return measured.toSorted((a, b) => a.metres - b.metres)[0];
}

/** Screen position ↔ point for a map around `centre`, `scale` metres a pixel. */
function projection(centre, scale) {
  const perX = METRES_PER_DEGREE * squeeze(centre.latitude);
  return {
    x: (point) => WIDTH / 2 + ((point.longitude - centre.longitude) * perX) / scale,
    y: (point) => HEIGHT / 2 - ((point.latitude - centre.latitude) * METRES_PER_DEGREE) / scale,
    point: (x, y) => ({
      latitude: centre.latitude - ((y - HEIGHT / 2) * scale) / METRES_PER_DEGREE,
      longitude: centre.longitude + ((x - WIDTH / 2) * scale) / perX,
    }),
  };
}

function drawMap(centre, scale, places) {
  const to = projection(centre, scale);
  const svg = s("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    class: "map",
    "aria-hidden": "true",
    preserveAspectRatio: "xMidYMid slice",
  });
  svg.append(s("rect", { width: WIDTH, height: HEIGHT, class: "land" }), ...streets(centre, scale));
  for (const place of places) {
    const x = to.x(place);
    const y = to.y(place);
    if (x < -200 || x > WIDTH + 200 || y < -200 || y > HEIGHT + 200) continue;
    svg.append(
      s("circle", { cx: x, cy: y, r: Math.max(4, (place.radius ?? 60) / scale), class: "fence" }),
      s("circle", { cx: x, cy: y, r: 3.5, class: "door" }),
      s("text", { x, y: y + 17, class: "label" }, place.name),
    );
  }
  return { svg, to };
}

/** Invented streets, fixed to the ground so that they move with the map. */
function streets(centre, scale) {
  const spacing = 120;
  const perX = METRES_PER_DEGREE * squeeze(centre.latitude);
  const east = (centre.longitude * perX) % spacing;
  const north = (centre.latitude * METRES_PER_DEGREE) % spacing;
  const lines = [];
  const reach = Math.ceil((WIDTH * scale) / spacing / 2) + 1;
  for (let index = -reach; index <= reach; index++) {
    const x = WIDTH / 2 + (index * spacing - east) / scale;
    const y = HEIGHT / 2 - (index * spacing - north) / scale;
    const kind = (index + 1000) % 3 === 0 ? "avenue" : "street";
    lines.push(s("path", { d: `M${x} -10V${HEIGHT + 10}`, class: kind }));
    lines.push(s("path", { d: `M-10 ${y}H${WIDTH + 10}`, class: kind }));
  }
  return lines;
}

/** The map in a message bubble. */
export function smallMap(point, places) {
  const { svg, to } = drawMap(point, 2.2, places);
  svg.append(pinShape(to.x(point), to.y(point)));
  return svg;
}

function pinShape(x, y) {
  return s(
    "g",
    { transform: `translate(${x} ${y})`, class: "pin" },
    s("path", { d: "M0 0C-9-11-13-17-13-23a13 13 0 0 1 26 0C13-17 9-11 0 0z" }),
    s("circle", { cy: -23, r: 5 }),
  );
}

/**
 * A map with a pin to drag, to move with the arrow keys or to put on a named place.
 * @param start `{ latitude, longitude, accuracy }`; `onMove` gets the same shape
 */
export function createPinMap(language, places, start, onMove) {
  const words = WORDS[language];
  const format = formats(language);
  let point = { latitude: start.latitude, longitude: start.longitude };
  let centre = point;
  let accuracy = start.accuracy;
  let scale = 1.6;
  const canvas = h("div", {
    class: "pin-map",
    tabindex: "0",
    role: "application",
    "aria-label": `${words.pin}. ${words.pinHelp}`,
    testid: "pin",
    dir: "ltr",
  });
  const where = h("p", { class: "where", role: "status" });
  const slider = h("input", {
    type: "range",
    min: "5",
    max: "500",
    step: "5",
    value: accuracy,
    testid: "accuracy",
    "aria-label": words.accuracy,
  });
  const shownAccuracy = h("output", {});

  function draw() {
    const { svg, to } = drawMap(centre, scale, places);
    const x = to.x(point);
    const y = to.y(point);
    svg.append(s("circle", { cx: x, cy: y, r: accuracy / scale, class: "halo" }), pinShape(x, y));
    canvas.replaceChildren(svg);
    const near = nearestPlace(point, places);
    where.textContent = near
      ? `${format.distance(near.metres)} ${words.from} ${near.place.name}`
      : "";
    shownAccuracy.textContent = `±${format.distance(accuracy)}`;
    canvas.dataset.latitude = point.latitude.toFixed(6);
    canvas.dataset.longitude = point.longitude.toFixed(6);
  }

  function move(next, { recentre = false } = {}) {
    point = next;
    const to = projection(centre, scale);
    const outside =
      to.x(point) < 30 || to.x(point) > WIDTH - 30 || to.y(point) < 45 || to.y(point) > HEIGHT - 20;
    if (recentre || outside) centre = point;
    draw();
    onMove({ ...point, accuracy });
  }

  function fromPointer({ clientX, clientY }) {
    const box = canvas.getBoundingClientRect();
    const fit = Math.max(box.width / WIDTH, box.height / HEIGHT);
    const x = (clientX - box.left - box.width / 2) / fit + WIDTH / 2;
    const y = (clientY - box.top - box.height / 2) / fit + HEIGHT / 2;
    return projection(centre, scale).point(x, y);
  }

  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    move(fromPointer(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (canvas.hasPointerCapture(event.pointerId)) move(fromPointer(event));
  });
  canvas.addEventListener("keydown", (event) => {
    const [right, up] =
      { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key] ??
      [];
    if (right === undefined) return;
    event.preventDefault();
    const metres = event.shiftKey ? LONG_STEP : STEP;
    const perX = METRES_PER_DEGREE * squeeze(point.latitude);
    move({
      latitude: point.latitude + (up * metres) / METRES_PER_DEGREE,
      longitude: point.longitude + (right * metres) / perX,
    });
  });
  slider.addEventListener("input", () => {
    accuracy = Number(slider.value);
    move(point);
  });
  const zoom = (factor) => {
    scale = Math.min(12, Math.max(0.5, scale * factor));
    centre = point;
    draw();
  };
  draw();
  return h(
    "div",
    { class: "pin-picker" },
    h(
      "div",
      { class: "pin-frame" },
      canvas,
      h(
        "div",
        { class: "zoom" },
        button("+", () => zoom(0.6), { "aria-label": words.zoomIn }),
        button("−", () => zoom(1.6), { "aria-label": words.zoomOut }),
      ),
    ),
    where,
    h(
      "div",
      { class: "places" },
      ...places.map((place, index) =>
        button(
          place.name,
          () => move({ latitude: place.latitude, longitude: place.longitude }, { recentre: true }),
          { testid: `place-${index}`, dir: "auto" },
        ),
      ),
    ),
    h("label", { class: "accuracy" }, h("span", {}, words.accuracy), slider, shownAccuracy),
  );
}
