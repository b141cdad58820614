import { useEffect } from 'preact/hooks';
import { localPath } from '../../../i18n/locale.ts';
import { CaseView } from '../../incidents/ui/CaseView.tsx';
import type { ChosenIncident } from './room-client.ts';
import type { Room } from './room-state.ts';

/** What stands around the chosen incident: cameras, steps, notes, the past; worked on without leaving the room. */
export function RoomCase({ room, incident }: { room: Room; incident: ChosenIncident }) {
  const { state, incidentWords, locale } = room;
  const { id, changedAt } = incident;
  useEffect(() => void loadAround(room, id), [id, changedAt]);
  const { value: around } = state.around;
  if (around?.id !== id) return null;
  return (
    <CaseView
      key={id}
      level="h3"
      words={incidentWords}
      locale={locale}
      timeZone={incident.zone.timeZone}
      facts={around.facts}
      pathOf={(other) => localPath(locale, `/command?incident=${other}`)}
      act={{
        mark: (code, isDone) => void keep(room, id, () => room.client.mark(id, code, isDone)),
        note: (text) => keep(room, id, () => room.client.note(id, text)),
      }}
    />
  );
}

async function loadAround({ state, client }: Room, id: string): Promise<void> {
  try {
    const facts = await client.surroundings(id);
    if (state.selectedId.peek() === id) state.around.value = { id, facts };
  } catch {
    // The panel stands without it; the steps above still work.
    state.around.value = null;
  }
}

/** Keeps something with the incident and shows it; returns whether that was possible. */
async function keep(room: Room, id: string, send: () => Promise<unknown>): Promise<boolean> {
  try {
    await send();
    await loadAround(room, id);
    return true;
  } catch {
    room.state.note.value = { kind: 'trouble', text: room.words.stepFailed };
    return false;
  }
}
