/** The chat page: what is said goes to the log, the server and the other tabs, and comes back from them. */

import { drawMine, drawReply, make, markState } from "./drawing.js";
import { openComposer } from "./composer.js";
import { openForgetting } from "./forgetting.js";
import { openInbox, openOutbox, post } from "./line.js";
import { Memory, openTabs } from "./memory.js";
import { openPhotos } from "./photos.js";
import { closeMenus, openMenus, openSizes } from "./settings.js";
import { openStatus } from "./status.js";
import { openView } from "./view.js";
import { label, language, refresh, say } from "./words.js";

const ENTRY = /^[\w-]{1,64}$/;

document.documentElement.dataset.started = ""; // before anything is measured
const log = document.getElementById("log");
const commands = new Set(document.body.dataset.commands.split(" "));

const memory = new Memory();
const view = openView(log);
const composer = openComposer(type, memory);
const status = openStatus(document.getElementById("status"));
const tabs = openTabs(memory, hearTab);
const inbox = openInbox({ hear: hearServer, trouble });
const outbox = openOutbox(memory, { settled, trouble: (key) => status.report("outbox", key), renewed: inbox.open });

/** The person says something: `message` is for the server, `text` is what they see of it (nothing for a silent one). */
function send(message, text) {
  const id = unique();
  if (text) show({ kind: "mine", key: id, text, state: "unsent" });
  memory.queue({ id, ...message });
  outbox.flush();
}

function type(text) {
  send({ text }, text);
}

function press({ label: text, reference }) {
  send({ button: reference }, text);
}

/** A photo, with what stands in the field as its caption; a caption that is too long stays there. */
function sendPhoto(photo) {
  const text = composer.take() ?? "";
  send({ photo, text }, [say("page.photo"), text].filter(Boolean).join("\n"));
}

/** Pass an answer on: by what the device offers for that, else its address is copied, or shown to be copied. */
async function share({ title, reference }) {
  const address = `${location.origin}/chat?start=${reference.split(":").pop()}`;
  try {
    if (navigator.share) return await navigator.share({ title, url: address });
    await navigator.clipboard.writeText(address);
    status.tell("page.copied", { address });
  } catch (error) {
    if (error.name !== "AbortError") status.tell("page.copy", { address });
  }
}

/** Put an entry into the log, unless it is there. `told`: another tab had it, so ours needn't pass it on. */
function show(entry, { told = false } = {}) {
  if (!memory.add(entry)) return;
  document.getElementById("begin")?.remove();
  log.append(draw(entry));
  if (!told) tabs.tell({ kind: "entry", entry });
  if (entry.kind === "mine") view.follow();
  view.update();
}

function draw(entry) {
  return entry.kind === "mine" ? drawMine(entry) : drawReply(entry, { press, share, type, commands });
}

function settled(id, state) {
  memory.settle(id, state);
  markMessage(id, state);
  tabs.tell({ kind: "settled", key: id, state });
  if (!state) inbox.expect();
}

function markMessage(key, state) {
  const message = log.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (message) markState(message, state);
}

async function hearServer(number, { language: spoken, replies }) {
  replies.forEach((reply, index) => show({ kind: "reply", key: `${number}.${index}`, ...reply }));
  post("/chat/seen", { upto: number }); // if this is lost, the replies come again and are known
  if (spoken !== language()) await refresh();
}

function hearTab({ kind, entry, key, state }) {
  if (kind === "entry") show(entry, { told: true });
  if (kind === "settled") {
    memory.mark(key, state);
    markMessage(key, state);
  }
  if (kind === "forgotten") {
    composer.clear();
    startOver();
  }
}

function trouble(key) {
  status.report("inbox", key);
  if (!key) outbox.flush(); // the line is up again: what waits need not wait longer
}

/** The conversation was deleted: an empty page under a new cookie. Nothing is sent until the person wants to. */
async function startOver() {
  inbox.close();
  memory.clear();
  log.replaceChildren();
  const begin = label(make("button", { type: "button", className: "primary" }), "page.begin");
  begin.addEventListener("click", () => send({ text: "/start" }));
  log.append(make("p", { id: "begin" }, begin));
  await refresh(); // the chosen language is forgotten too
  inbox.open();
}

async function forget() {
  const waiting = memory.unsent;
  memory.unsent = []; // what has not been sent will not be,
  await outbox.flush(); // and what is under way arrives before the deletion, not after it
  if ((await post("/chat/forget", {})) !== 204) {
    memory.unsent = waiting;
    outbox.flush();
    return false;
  }
  composer.clear();
  startOver();
  tabs.tell({ kind: "forgotten" });
  return true;
}

function unique() {
  if (crypto.randomUUID) return crypto.randomUUID(); // not where the page comes over http from another machine
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What is remembered is shown again, without being read out again. */
function restore() {
  log.setAttribute("aria-live", "off");
  log.append(...memory.entries.map(draw));
  view.lookAtLast({ atOnce: true });
  setTimeout(() => log.setAttribute("aria-live", "polite"), 500);
}

async function begin() {
  openSizes();
  openMenus();
  openForgetting(forget, status);
  openPhotos(sendPhoto, status);
  for (const choice of document.querySelectorAll("[data-command]")) {
    choice.addEventListener("click", (event) => {
      closeMenus();
      send({ text: choice.dataset.command }, choice.textContent.trim());
      if (!event.detail) composer.focus(); // by keyboard: the answer is a step back from there, and no menu in between
    });
  }
  document.addEventListener("visibilitychange", () => (document.hidden ? inbox.close() : inbox.open()));
  addEventListener("online", () => document.hidden || inbox.open());

  await tabs.meet();
  if (memory.entries.length) restore();
  const entry = new URLSearchParams(location.search).get("start");
  if (entry !== null) history.replaceState(null, "", location.pathname); // a reload shall not ask again
  if (entry !== null && ENTRY.test(entry)) send({ text: `/start ${entry}` });
  else if (!memory.begun) send({ text: "/start" });
  else if (!memory.entries.length && !memory.unsent.length) startOver();
  outbox.flush();
  if (!document.hidden) inbox.open();
}

begin();
