import { createStore } from "@/api/store";
import { localStore } from "./localStore";

const STORED_AS = "reprise.alerts";

/** `off` by choice, `denied` by the browser, `missing` where the browser has none (or the page is not secure). */
export type Alerts = "on" | "off" | "denied" | "missing";

function current(): Alerts {
  if (!("Notification" in window) || !window.isSecureContext) return "missing";
  if (Notification.permission === "denied") return "denied";
  return Notification.permission === "granted" && localStore.read(STORED_AS) === "on" ? "on" : "off";
}

/** Whether the browser tells of a finished job while the page is hidden. */
export const alerts = createStore<Alerts>(current());

/** Call it from a click: the browser may ask the person. */
export async function switchAlerts(on: boolean): Promise<void> {
  if (on && Notification.permission === "default") await Notification.requestPermission();
  localStore.write(STORED_AS, on ? "on" : null);
  alerts.set(current());
}

/** `tag` keeps several open tabs from telling the same thing several times. */
export function alertPerson(title: string, body: string, tag: string, open: () => void): void {
  if (alerts.get() !== "on") return;
  const shown = new Notification(title, { body, tag, icon: new URL("favicon.svg", document.baseURI).href });
  shown.onclick = () => {
    window.focus();
    shown.close();
    open();
  };
}
