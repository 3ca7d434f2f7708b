/**
 * Plain text, read: paragraphs, lists and, inside a line, what can be followed. Pure functions on strings: no markup is
 * read here and none is made. (No look-behind in the expressions: tablets of 2022 refuse a whole script for one.)
 */

const MAIL = "[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+";
const SIGN = '[^\\s<>"„“”]';
const WEB = `(?:https?:\\/\\/|www\\.)${SIGN}+|(?:[a-z0-9-]+\\.)+(?:de|com|org|eu)(?:\\/${SIGN}*)?`;
const COMMAND = "\\/[a-z]+";
const PHONE = "0800 \\d{7}|11[025]";
const FOUND = new RegExp(`(${MAIL})|(${WEB})|(${COMMAND})|(${PHONE})`, "gi");

const INSIDE_A_WORD = /[\p{L}\p{N}@/._-]$/u;
const GOES_ON = /^[\p{L}\p{N}@_-]/u;
const END_OF_SENTENCE = /[.,;:!?)]+$/;
/** "112" is a phone number before these and at the end; "112 Ideen" is none. */
const AFTER_PHONE = /^(?:$|[).,;:!?](?!\d)|\s(?:an|oder|und|auf|hilft|or|and|at|helps|if)\b)/;

/** The blocks of a text in order: `{ kind: "paragraph" | "list" | "commands", lines }`. */
export function blocksOf(text) {
  const blocks = [];
  for (const paragraph of text.split(/\n{2,}/)) {
    let block = null;
    for (const line of paragraph.split("\n").filter((line) => line.trim())) {
      const kind = line.startsWith("- ") ? "list" : /^\/[a-z]+ – /.test(line) ? "commands" : "paragraph";
      if (!block || block.kind !== kind) blocks.push((block = { kind, lines: [] }));
      block.lines.push(kind === "list" ? line.slice(2) : line);
    }
  }
  return blocks;
}

/**
 * The pieces of a line in order: strings, `{ text, address }` and `{ text, command }` (for the commands we know).
 * `shown` is how a web address reads best: without what every address has.
 */
export function piecesOf(line, commands) {
  const pieces = [];
  let done = 0;
  for (const found of line.matchAll(FOUND)) {
    const piece = pieceOf(found, line, commands);
    if (!piece) continue;
    pieces.push(line.slice(done, found.index), piece);
    done = found.index + piece.text.length;
  }
  pieces.push(line.slice(done));
  return pieces.filter((piece) => piece !== "");
}

/** A web address that is safe to follow, or null. */
export function safeAddress(text) {
  try {
    const address = new URL(text);
    return ["http:", "https:"].includes(address.protocol) ? address.href : null;
  } catch {
    return null;
  }
}

function pieceOf(found, line, commands) {
  const [whole, mail, web, command, phone] = found;
  if (INSIDE_A_WORD.test(line.slice(0, found.index))) return null;
  const after = line.slice(found.index + whole.length);
  if (mail) return { text: mail, address: `mailto:${mail}` };
  if (web) {
    const text = web.replace(END_OF_SENTENCE, "");
    const address = safeAddress(/^https?:/i.test(text) ? text : `https://${text}`);
    const shown = text.replace(/^https?:\/\//i, "").replace(/\/$/, "");
    return address && !GOES_ON.test(after) ? { text, shown, address } : null;
  }
  if (command) {
    return commands.has(command.slice(1)) && !GOES_ON.test(after) ? { text: command, command } : null;
  }
  return AFTER_PHONE.test(after) ? { text: phone, address: `tel:${phone.replace(" ", "")}` } : null;
}
