import { Switch } from "@mantine/core";
import { useStore } from "@/api/store";
import { type Alerts, alerts, switchAlerts } from "@/components/alerts";
import classes from "./SettingsPage.module.css";

const WORDS: Record<Alerts, string> = {
  on: "You are told when a job that you asked for here took longer than 10 seconds and is done while this page is hidden.",
  off: "Be told when a job that you ask for here takes longer than 10 seconds and is done while this page is hidden.",
  denied: "This browser forbids it for this page. Its settings for the site can allow it again.",
  missing: "This browser cannot do it here: notifications need an address with https, or this machine itself.",
};

export function AlertSetting() {
  const state = useStore(alerts);
  return (
    <div className={classes.setting}>
      <div>
        <label htmlFor="alerts">Notifications</label>
        <p className={classes.hint} id="alerts-hint" role="status">
          {WORDS[state]}
        </p>
      </div>
      <Switch
        id="alerts"
        aria-describedby="alerts-hint"
        checked={state === "on"}
        disabled={state === "denied" || state === "missing"}
        onChange={(event) => void switchAlerts(event.currentTarget.checked)}
        data-testid="alerts"
      />
    </div>
  );
}
