import { inTransaction } from '../../../db/client/transaction.ts';
import type { Help } from '../../i18n/help.ts';
import { requireAdministrator } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { getHelp } from '../../server/help.ts';
import { dismissedAlertDays } from '../../server/retention-settings.ts';
import { findSetting, saveSetting } from './settings.queries.ts';

/** What the administrator decides for the whole portal, as it holds now. */
export async function getPortalSettings(context: Context) {
  requireAdministrator(context.viewer);
  const [help, simulator, alertDays] = await Promise.all([
    getHelp(context),
    findSetting(context.database, 'simulator'),
    findSetting(context.database, dismissedAlertDays.key),
  ]);
  return {
    help,
    isSimulating: simulator === true,
    alertDays: typeof alertDays === 'number' ? alertDays : dismissedAlertDays.usual,
  };
}

/** Says whom people turn to for help, on every page that tells them. */
export async function saveHelp(context: Context, help: Help): Promise<void> {
  requireAdministrator(context.viewer);
  await inTransaction(context.database, async (transaction) => {
    await saveSetting(transaction, 'help-numbers', help.numbers, context.now);
    await saveSetting(transaction, 'complaint-address', help.complaintAddress, context.now);
  });
}

/** Switches the simulator of live incidents, which works on zones of the demonstration only. */
export async function switchSimulator(context: Context, isOn: boolean): Promise<void> {
  requireAdministrator(context.viewer);
  await saveSetting(context.database, 'simulator', isOn, context.now);
}

/** Says for how many days dismissed alerts of cameras are kept. */
export async function saveDismissedAlertDays(context: Context, days: number): Promise<void> {
  requireAdministrator(context.viewer);
  await saveSetting(context.database, dismissedAlertDays.key, days, context.now);
}
