import { useEffect, useRef } from 'preact/hooks';
import { canGo } from '../../incidents/incidents.states.ts';
import { chosenState, goBack, openNew, takeStep, walk } from './room-actions.ts';
import { goToSearch, stepsByKey } from './room-keys.ts';
import type { Room } from './room-state.ts';

/** The foot: every key as a button too. What the chosen incident cannot do is faint, and says why when it is pressed. */
export function RoomFoot({ room }: { room: Room }) {
  const { words, state } = room;
  const from = chosenState(room);
  return (
    <footer class="room-foot">
      <section class="room-keys" aria-label={words.keys}>
        <Key sign="↓" aria="ArrowDown" words={words.keyWalk} press={() => walk(room, 1)} />
        {stepsByKey.map(([key, to, name]) => (
          <Key
            key={key}
            sign={key.toUpperCase()}
            words={words[name]}
            isFaint={from === undefined || !canGo(from, to)}
            press={() => void takeStep(room, to)}
          />
        ))}
        <Key sign="N" words={words.keyNew} press={() => void openNew(room)} />
        <Key sign="/" words={words.keySearch} press={goToSearch} />
        <Key
          sign="?"
          words={words.keyHelp}
          press={() => {
            state.isHelpOpen.value = true;
          }}
        />
        <Key sign="Esc" aria="Escape" words={words.keyBack} press={() => goBack(room)} />
      </section>
    </footer>
  );
}

interface KeyProps {
  sign: string;
  words: string;
  press: () => void;
  /** The key's name for those who do not see it, where the sign is none. */
  aria?: string;
  isFaint?: boolean;
}

function Key({ sign, words, press, aria = sign, isFaint = false }: KeyProps) {
  return (
    <button type="button" class={`room-key ${isFaint ? 'faint' : ''}`} aria-keyshortcuts={aria} onClick={press}>
      <kbd>{sign}</kbd> {words}
    </button>
  );
}

/** All keys, explained. */
export function KeyHelp({ room }: { room: Room }) {
  const { words, state } = room;
  const dialog = useRef<HTMLDialogElement>(null);
  const isOpen = state.isHelpOpen.value;
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  const close = (): void => {
    state.isHelpOpen.value = false;
  };
  const rows: [string, string][] = [
    ['↓ ↑ J K', words.keyWalk],
    ...stepsByKey.map(([key, , name]): [string, string] => [key.toUpperCase(), words[name]]),
    ['1–9', words.helpNumbers],
    ['N', words.keyNew],
    ['/', words.keySearch],
    ['Esc', words.keyBack],
  ];
  return (
    <dialog class="room-help" ref={dialog} aria-labelledby="room-help-title" onClose={close}>
      <h2 id="room-help-title">{words.helpTitle}</h2>
      <p class="quiet">{words.helpIntro}</p>
      <dl>
        {rows.map(([keys, name]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{name}</dd>
          </div>
        ))}
      </dl>
      <button type="button" class="button" onClick={close}>
        {words.close}
      </button>
    </dialog>
  );
}
