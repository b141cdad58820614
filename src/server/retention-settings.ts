/** The setting that says for how many days a dismissed camera alert is kept, and how many without it. */
export const dismissedAlertDays = { key: 'dismissed-alert-days', usual: 30, fewest: 1, most: 365 } as const;
