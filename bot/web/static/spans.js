/**
 * Formatted text: pieces of it look different, or lead somewhere. Places count characters (not JavaScript's halves of
 * an emoji), pieces lie in each other or beside each other.
 */

import { safeAddress } from "./text.js";

const ELEMENTS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  struck: "s",
  hidden: "span", // nothing is hidden from a screen reader's user that others see after a tap
  code: "code",
  block: "code",
  quote: "q",
};

/**
 * The nodes of a text. `spans` are `{ start, end, style, address }`; `make` and `link` build elements; `plain` turns
 * text without formatting into nodes.
 */
export function formatted(text, spans, { make, link, plain }) {
  const signs = Array.from(text);
  const inside = [...spans].sort((one, other) => one.start - other.start || other.end - one.end);
  return nodesOf(0, signs.length, inside);

  function nodesOf(from, to, within) {
    const nodes = [];
    let at = from;
    while (within.length) {
      const [span, ...rest] = within;
      const end = Math.min(span.end, to);
      nodes.push(...plain(signs.slice(at, span.start).join("")));
      const own = rest.filter((other) => other.start < end);
      nodes.push(elementOf(span, nodesOf(span.start, end, own)));
      within = rest.filter((other) => other.start >= end);
      at = end;
    }
    nodes.push(...plain(signs.slice(at, to).join("")));
    return nodes;
  }

  function elementOf({ style, address }, children) {
    if (style === "link") return link(children.map((child) => child.textContent ?? child).join(""), safeAddress(address));
    return make(ELEMENTS[style] ?? "span", {}, ...children);
  }
}
