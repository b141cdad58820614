import { requireAdministrator } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { findSetting, saveSetting } from './settings.queries.ts';

/** A number to call for help. */
interface HelpNumber {
  number: string;
  nameTh: string;
  nameEn: string;
}

/** What the administrator decides for the whole portal, as it is stored. */
export async function getPortalSettings(context: Context) {
  requireAdministrator(context.viewer);
  const [helpNumbers, simulator] = await Promise.all([
    findSetting(context.database, 'help-numbers'),
    findSetting(context.database, 'simulator'),
  ]);
  return {
    helpNumbers: Array.isArray(helpNumbers) ? (helpNumbers as HelpNumber[]) : [],
    isSimulating: simulator === true,
  };
}

export async function saveHelpNumbers(context: Context, numbers: readonly HelpNumber[]): Promise<void> {
  requireAdministrator(context.viewer);
  await saveSetting(context.database, 'help-numbers', numbers, context.now);
}

/** Switches the simulator of live incidents, which works on zones of the demonstration only. */
export async function switchSimulator(context: Context, isOn: boolean): Promise<void> {
  requireAdministrator(context.viewer);
  await saveSetting(context.database, 'simulator', isOn, context.now);
}
