import { button, h } from "./dom.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", pre: "pre" };

/**
 * Text with its entities as nodes. Offsets are in UTF-16 units, as JavaScript counts.
 * @param on `{ command, link, copy }`: what a tap on such an entity does
 */
export function renderText(text, entities, on) {
  const sorted = entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
  return nest(text, 0, text.length, sorted, on);
}

function nest(text, from, to, entities, on) {
  const nodes = [];
  let at = from;
  for (let index = 0; index < entities.length; index++) {
    const entity = entities[index];
    const end = entity.offset + entity.length;
    if (entity.offset < at || end > to) continue;
    if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
    const inner = entities.slice(index + 1).filter((one) => one.offset < end);
    nodes.push(
      renderEntity(
        entity,
        text.slice(entity.offset, end),
        nest(text, entity.offset, end, inner, on),
        on,
      ),
    );
    at = end;
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

function renderEntity(entity, text, children, on) {
  if (TAGS[entity.type]) return h(TAGS[entity.type], {}, ...children);
  switch (entity.type) {
    case "code":
      return button(children, () => on.copy(text), {
        class: "code",
        testid: "copy-code",
        dir: "ltr",
      });
    case "bot_command":
      return button(children, () => on.command(text), { class: "link", dir: "ltr" });
    case "url":
      return link(/^https?:/i.test(text) ? text : `https://${text}`, children, on);
    case "text_link":
      return link(entity.url, children, on);
    case "spoiler":
      return button(children, ({ currentTarget }) => currentTarget.classList.add("shown"), {
        class: "spoiler",
      });
    case "blockquote":
      return h("blockquote", { dir: "auto" }, ...children);
    case "expandable_blockquote":
      return h(
        "blockquote",
        {
          dir: "auto",
          class: "expandable",
          onclick: ({ currentTarget }) => currentTarget.classList.toggle("open"),
        },
        ...children,
      );
    default:
      return h("span", { class: `entity-${entity.type}` }, ...children);
  }
}

function link(url, children, on) {
  const follow = (event) => {
    if (on.link(url)) event.preventDefault();
  };
  return h(
    "a",
    { href: url, target: "_blank", rel: "noopener noreferrer", onclick: follow },
    ...children,
  );
}
