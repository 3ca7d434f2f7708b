/**
 * What this tab remembers of the conversation (sessionStorage: gone with the tab), and what the tabs of one browser
 * tell each other, since they share one cookie and so one conversation.
 */

const KEY = "conversation";
const DRAFT = "draft"; // apart from the rest, as it changes with every letter
const MOST = 200; // entries kept; far below what a tab may store
const PATIENCE = 150; // milliseconds for another tab to answer; all of them live on the same device

export class Memory {
  /** What is shown: `{ kind: "mine" | "reply", key, text, … }`, each key once. */
  entries = [];
  /** Messages the server has not confirmed yet, as they are sent. */
  unsent = [];
  /** Whether the conversation was opened with /start, or deleted by the person (then nothing starts by itself). */
  begun = false;
  /** What is typed and not sent. */
  draft = "";

  constructor() {
    try {
      Object.assign(this, JSON.parse(sessionStorage.getItem(KEY)));
      this.draft = sessionStorage.getItem(DRAFT) || "";
    } catch {
      // Storage is shut or unreadable: the conversation lives as long as the page.
    }
  }

  /** Add an entry; false if it is known. The text is compared too: a new database counts from the start again. */
  add(entry) {
    if (this.entries.some(({ key, text }) => key === entry.key && text === entry.text)) return false;
    this.entries = [...this.entries, entry].slice(-MOST);
    this.save();
    return true;
  }

  queue(message) {
    this.unsent.push(message);
    this.begun = true;
    this.save();
  }

  /** A message has arrived (state "") or never will ("refused"). */
  settle(id, state) {
    this.unsent = this.unsent.filter((message) => message.id !== id);
    this.mark(id, state);
  }

  mark(key, state) {
    const entry = this.entries.find((entry) => entry.key === key);
    if (entry) entry.state = state;
    this.save();
  }

  keepDraft(text) {
    this.draft = text;
    try {
      sessionStorage.setItem(DRAFT, text);
    } catch {
      // As above.
    }
  }

  clear() {
    Object.assign(this, { entries: [], unsent: [], begun: true });
    this.save();
  }

  save() {
    const { entries, unsent, begun } = this;
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ entries, unsent, begun }));
    } catch {
      // As above.
    }
  }
}

/** The other tabs. `hear` gets what one of them tells: `{ kind, … }`. Where the browser has no channel: silence. */
export function openTabs(memory, hear) {
  if (!("BroadcastChannel" in window)) return { tell() {}, async meet() {} };
  const channel = new BroadcastChannel("chat");
  let met = () => {};
  channel.onmessage = ({ data }) => {
    if (data.kind === "hello" && memory.entries.length) {
      channel.postMessage({ kind: "history", entries: memory.entries, unsent: memory.unsent });
    } else if (data.kind === "history") {
      met(data);
    } else if (data.kind !== "hello") {
      hear(data);
    }
  };
  return {
    tell: (what) => channel.postMessage(what),
    /** A new tab takes over the conversation of another, if there is one. What both send is taken once. */
    async meet() {
      if (memory.begun) return;
      const history = await new Promise((resolve) => {
        met = resolve;
        channel.postMessage({ kind: "hello" });
        setTimeout(resolve, PATIENCE, null);
      });
      met = () => {};
      if (!history || memory.begun) return;
      Object.assign(memory, { entries: history.entries, unsent: history.unsent, begun: true });
      memory.save();
    },
  };
}
