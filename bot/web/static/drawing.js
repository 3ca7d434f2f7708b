/** Entries of the conversation become elements. Everything is put in as text, so nothing that was typed can act. */

import { formatted } from "./spans.js";
import { blocksOf, piecesOf, safeAddress } from "./text.js";
import { label } from "./words.js";

/** An element with properties and children. */
export function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** What the person wrote or pressed, literally. `state` says how far it got; nothing once it has arrived. */
export function drawMine({ key, text, state }) {
  const message = make("div", { className: "message mine" }, sender("page.you"));
  message.append(make("p", { className: "bubble", dir: "auto" }, text));
  message.dataset.key = key;
  markState(message, state);
  return message;
}

/** How far a message got, in words. */
export function markState(message, state) {
  message.querySelector(".state")?.remove();
  if (state) message.append(label(make("p", { className: `state ${state}` }), `page.${state}`));
}

/**
 * A reply. `press` is called with the button that was pressed, `share` with one that passes an answer on, `type` with
 * the command that was chosen in the text.
 */
export function drawReply(reply, { press, share, type, commands }) {
  const words = make("div", { className: "bubble", lang: reply.lang }, ...wordsOf(reply, type, commands));
  const message = make("div", { className: "message reply" }, sender("page.assistant"), words);
  if (reply.buttons.length) message.append(buttonsOf(reply, { press, share }));
  message.dataset.key = reply.key;
  return message;
}

function wordsOf(reply, type, commands) {
  const parts = reply.title ? [make("h2", {}, reply.title)] : [];
  const line = (text) => piecesOf(text, commands).map((piece) => pieceAsNode(piece, type));
  if (reply.picture) parts.push(pictureOf(reply.picture));
  if (reply.spans?.length) {
    const plain = (text) => text.split("\n").flatMap((part, index) => (index ? [make("br"), ...line(part)] : line(part)));
    parts.push(make("p", { dir: "auto" }, ...formatted(reply.text, reply.spans, { make, link, plain })));
    return ended(parts, reply);
  }
  for (const { kind, lines } of blocksOf(reply.text)) {
    if (kind === "paragraph") {
      const broken = lines.flatMap((text, index) => (index ? [make("br"), ...line(text)] : line(text)));
      parts.push(make("p", { dir: "auto" }, ...broken));
    } else {
      parts.push(make("ul", { className: kind }, ...lines.map((text) => make("li", { dir: "auto" }, ...line(text)))));
    }
  }
  return ended(parts, reply);
}

/** The parts with what stands below every text: links, a note, a file. */
function ended(parts, reply) {
  if (reply.links.length || reply.note) parts.push(originOf(reply));
  if (reply.document) parts.push(fileOf(reply.document));
  return parts;
}

function pictureOf({ name, alt }) {
  return make("img", { src: `/chat/pictures/${encodeURIComponent(name)}`, alt, className: "picture" });
}

/** A file to keep: a calendar entry, a report. */
function fileOf({ name, media_type: type, text }) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  return make("p", {}, make("a", { href: address, download: name }, name));
}

/** Where an answer comes from and when it was checked. */
function originOf({ links, note }) {
  const origin = make("div", { className: "origin" });
  const sources = links.map(({ label: text, address }) => make("li", {}, link(text, safeAddress(address))));
  if (sources.length) origin.append(make("ul", { className: "sources" }, ...sources));
  if (note) origin.append(make("p", { className: "note" }, note));
  return origin;
}

function buttonsOf({ buttons, lang }, { press, share }) {
  const group = make("ul", { className: "choices", lang });
  for (const { label: text, reference, shares, address } of buttons) {
    if (address) {
      group.append(make("li", {}, link(text, safeAddress(address))));
      continue;
    }
    const button = make("button", { type: "button" }, text);
    button.addEventListener("click", (event) => {
      if (event.detail > 1) return; // the second click of a double click is no second wish
      if (shares) share({ title: shares, reference });
      else press({ label: text, reference });
    });
    group.append(make("li", {}, button));
  }
  return group;
}

function pieceAsNode(piece, type) {
  if (typeof piece === "string") return piece;
  if (piece.address) return link(piece.shown || piece.text, piece.address);
  const button = make("button", { type: "button", className: "command" }, piece.text);
  button.addEventListener("click", (event) => event.detail < 2 && type(piece.command));
  return button;
}

/** A link that opens beside the conversation and tells the other side nothing. Without an address: its words. */
function link(text, address) {
  if (!address) return make("span", {}, text);
  if (!address.startsWith("http")) return make("a", { href: address }, text);
  const arrow = make("span", {}, "\u00a0↗"); // stays with the last word
  arrow.setAttribute("aria-hidden", "true");
  const note = make("span", { className: "hidden" }, " ", label(make("span", {}), "page.new_tab"));
  return make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text, arrow, note);
}

function sender(key) {
  return label(make("p", { className: "sender" }), key);
}
