/** A newcomer's settings: nothing asks for anything, everything that edits and explains code is on. */
export const calmSettings: Readonly<Record<string, unknown>> = {
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.enableExperiments": false,
  "chat.disableAIFeatures": true,
  "typescript.disableAutomaticTypeAcquisition": true,
};

/** A user's settings under which nothing but the code under test speaks up. */
export const quietSettings: Readonly<Record<string, unknown>> = {
  ...calmSettings,
  "git.enabled": false,
  "files.autoSave": "off",
  "window.restoreWindows": "none",
};
