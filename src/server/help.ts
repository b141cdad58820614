import type { Database } from '../../db/client/database.ts';
import { type Help, type HelpNumber, usualHelp } from '../i18n/help.ts';
import { findHelpSettings } from './help.queries.ts';

/** Numbers to call and where to make a complaint, for anybody: the administrator's, or the usual ones. */
export async function getHelp({ database }: { database: Database }): Promise<Help> {
  const settings = await findHelpSettings(database);
  const saved = settings.get('help-numbers');
  const numbers = Array.isArray(saved) ? saved.filter(isHelpNumber) : [];
  const address = settings.get('complaint-address');
  return {
    numbers: numbers.length > 0 ? numbers : usualHelp.numbers,
    complaintAddress: typeof address === 'string' ? address : usualHelp.complaintAddress,
  };
}

function isHelpNumber(value: unknown): value is HelpNumber {
  return (
    typeof value === 'object' &&
    value !== null &&
    'number' in value &&
    /^[0-9+]{3,15}$/.test(String(value.number)) &&
    'nameTh' in value &&
    'nameEn' in value
  );
}
