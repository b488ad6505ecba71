import "../../media/page/page.css";
import { protocolVersion, type ToPage } from "../protocol";
import { EditorLink } from "./editor-link";
import { QuestionPage, type Show } from "./question-page";
import { forgetColours } from "./series-colour";

const link = new EditorLink();
const root = document.getElementById("page");
const nonce = document.querySelector<HTMLMetaElement>('meta[name="learn-dl-nonce"]')?.content ?? "";
let page: QuestionPage | undefined;
/** Pixels from the top, as last heard: asking for it would lay the whole page out. */
let scroll = 0;

function show(message: Show): void {
  if (!root) return;
  const kept = message.kept ?? link.state;
  page?.dispose();
  window.scrollTo(0, 0);
  const before = kept?.number === message.question.number ? kept : undefined;
  page = new QuestionPage(root, message, {
    nonce,
    params: { ...before?.params, ...message.params },
    lastRun: before?.run,
    post: (sent) => link.post(sent),
    onChange: remember,
  });
  scroll = message.runDemo ? 0 : (before?.scroll ?? 0);
  if (scroll > 0) window.scrollTo(0, scroll);
  document.title = message.question.title[message.language];
  remember();
}

function remember(): void {
  if (!page) return;
  link.remember({
    version: protocolVersion,
    number: page.number,
    language: page.language,
    scroll,
    params: { ...page.params },
    ...(page.lastRun && { run: page.lastRun }),
  });
}

function receive(message: ToPage): void {
  switch (message.type) {
    case "show":
      show(message);
      return;
    case "language":
      page?.speak(message.language);
      return;
    case "progress":
      if (page?.number === message.number) page.setProgress(message.progress);
      return;
    case "draft":
      if (page?.number === message.number) page.followDraft(message.text, message.inEditor);
      return;
    case "run":
      page?.runInView();
      return;
    case "stop":
      page?.stop();
      return;
  }
}

/** Links leave through the editor: to a question, to the browser; within the page they move the focus. */
function follow(event: MouseEvent): void {
  const anchor = (event.target as Element).closest?.("a");
  if (!anchor) return;
  const question = Number(anchor.dataset.question);
  const href = anchor.getAttribute("href") ?? "";
  if (Number.isInteger(question) && question > 0) link.post({ type: "openQuestion", number: question });
  else if (href.startsWith("https://")) link.post({ type: "openLink", href });
  else if (href.startsWith("#")) document.getElementById(href.slice(1))?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Heard before the editor, where it would insert a line. */
function runKey(event: KeyboardEvent): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  page?.run();
}

/** Heard last: whatever is open on the page closes first. */
function stopKey(event: KeyboardEvent): void {
  if (event.key === "Escape" && !event.defaultPrevented) page?.stop();
}

/**
 * What the code editor has done with a key, VS Code shall not do again: it hears of every key that reaches the window,
 * and a Select All of its own comes back a moment later, over what has been typed since.
 */
function keepHandledKey(event: KeyboardEvent): void {
  if (event.defaultPrevented && (event.target as Element).closest?.(".cm-editor")) event.stopPropagation();
}

/** VS Code tells a theme change by the body's class and the root's variables. */
function watchTheme(): void {
  const observer = new MutationObserver(() => {
    forgetColours();
    page?.redraw();
  });
  observer.observe(document.body, { attributes: true, attributeFilter: ["class"] });
}

let scrollTimer = 0;
window.addEventListener("scroll", () => {
  clearTimeout(scrollTimer);
  scrollTimer = window.setTimeout(() => {
    scroll = Math.round(window.scrollY);
    remember();
  }, 300);
});
window.addEventListener("pagehide", () => page?.dispose());
document.addEventListener("click", follow);
document.addEventListener("keydown", runKey, { capture: true });
document.addEventListener("keydown", stopKey);
document.addEventListener("keydown", keepHandledKey);
watchTheme();
link.onMessage(receive);
link.post({ type: "ready", version: protocolVersion, ...(link.state && { number: link.state.number }) });
