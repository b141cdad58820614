import type { ComponentChildren } from 'preact';
import { fill, formatDate, formatMeters, formatTime, localName } from '../../../i18n/format.ts';
import { type Locale, localPath } from '../../../i18n/locale.ts';
import type { Messages } from '../../../i18n/th.ts';
import type { NearCamera } from '../surroundings.queries.ts';
import { sightWords } from './camera-words.ts';

interface Names {
  nameTh: string;
  nameEn: string;
}
/** A moment, as a service or as its answer over the network has it. */
type Moment = Date | string;

/** What stands around an incident, from the service or over the network. */
export interface CaseFacts {
  doesCoverSee: boolean;
  cameras: NearCamera[];
  steps: (Names & { code: string; doneAt: Moment | null; doneBy: string | null })[];
  notes: { id: string; body: string; writtenAt: Moment; author: string }[];
  pastKinds: (Names & { kind: string; count: number })[];
  past: (Names & { id: string; occurredFrom: Moment; meters: number })[];
  similar: (Names & { id: string; number: number; meters: number })[];
}

interface Props {
  /** Of the headings, so that they follow those around them. */
  level: 'h2' | 'h3';
  words: Messages['incidents'];
  locale: Locale;
  timeZone: string;
  facts: CaseFacts;
  /** Where another incident is opened. */
  pathOf: (incidentId: string) => string;
  /** Acts without leaving the page; without it, the forms are posted to the page. */
  act?: { mark: (code: string, isDone: boolean) => void; note: (text: string) => Promise<boolean> };
  mistake?: string | undefined;
}

/** Steps, cameras, notes, and what else there is here: beside an incident, on its page and in the command room. */
export function CaseView(props: Props) {
  return (
    <div class="case">
      <Cameras {...props} />
      <Steps {...props} />
      <Similar {...props} />
      <Notes {...props} />
      <Past {...props} />
    </div>
  );
}

interface PartProps {
  level: Props['level'];
  title: string;
  extra?: string;
  children: ComponentChildren;
}

function Part({ level, title, extra, children }: PartProps) {
  const Heading = level;
  return (
    <section class="case-part">
      <Heading class="case-title">
        {title} {extra && <span class="quiet">{extra}</span>}
      </Heading>
      {children}
    </section>
  );
}

function Steps({ level, words, locale, timeZone, facts, act }: Props) {
  const done = facts.steps.filter(({ doneAt }) => doneAt !== null).length;
  return (
    <Part level={level} title={words.steps} extra={fill(words.stepsDone, { done, all: facts.steps.length })}>
      <ul class="plain-list case-steps">
        {facts.steps.map((step) => {
          const isDone = step.doneAt !== null;
          const press = (event: Event): void => {
            if (!act) return;
            event.preventDefault();
            act.mark(step.code, !isDone);
          };
          return (
            <li key={step.code}>
              <form method="post" action="?do=step" onSubmit={press}>
                <input type="hidden" name="code" value={step.code} />
                <input type="hidden" name="isDone" value={isDone ? 'no' : 'yes'} />
                <button type="submit" class="case-step" aria-pressed={isDone}>
                  <span class="case-box" aria-hidden="true" />
                  <span>
                    {localName(step, locale)}
                    {step.doneAt && (
                      <span class="quiet">
                        {' · '}
                        {step.doneBy} {formatTime(step.doneAt, locale, timeZone)}
                      </span>
                    )}
                  </span>
                </button>
              </form>
            </li>
          );
        })}
      </ul>
    </Part>
  );
}

function Cameras({ level, words, locale, facts }: Props) {
  const title = facts.doesCoverSee ? words.cameras : words.camerasNear;
  return (
    <Part level={level} title={title}>
      {facts.cameras.length === 0 && <p class="quiet">{words.camerasNone}</p>}
      <ul class="plain-list case-cameras">
        {facts.cameras.map((camera) => (
          <li key={camera.id}>
            <a class="case-camera" href={localPath(locale, `/cameras/${camera.id}`)}>
              <strong>{camera.code}</strong>
              <span class="quiet">{sightWords(words, camera, locale)}</span>
            </a>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Similar({ level, words, locale, facts, pathOf }: Props) {
  if (facts.similar.length === 0) return null;
  return (
    <Part level={level} title={words.similar}>
      <ul class="plain-list">
        {facts.similar.map((other) => (
          <li key={other.id}>
            <a class="lone" href={pathOf(other.id)}>
              #{other.number} {localName(other, locale)} · {formatMeters(other.meters, locale)}
            </a>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Notes({ level, words, locale, timeZone, facts, act, mistake }: Props) {
  const send = async (event: SubmitEvent): Promise<void> => {
    const form = event.currentTarget;
    if (!act || !(form instanceof HTMLFormElement)) return;
    event.preventDefault();
    const text = String(new FormData(form).get('note') ?? '').trim();
    // What could not be kept stays in the field.
    if (text && (await act.note(text))) form.reset();
  };
  return (
    <Part level={level} title={words.notes}>
      {facts.notes.length === 0 && <p class="quiet">{words.noteNone}</p>}
      <ol class="plain-list case-notes">
        {facts.notes.map((note) => (
          <li key={note.id}>
            <p class="case-note">{note.body}</p>
            <p class="quiet">
              {note.author} · {formatTime(note.writtenAt, locale, timeZone)}
            </p>
          </li>
        ))}
      </ol>
      <form method="post" action="?do=note" onSubmit={(event) => void send(event)}>
        <div class="field">
          <label for="note">{words.noteLabel}</label>
          <span class="hint" id="note-hint">
            {words.noteHint}
          </span>
          {mistake && (
            <span class="mistake" id="note-mistake">
              {mistake}
            </span>
          )}
          <textarea
            class="input"
            id="note"
            name="note"
            rows={2}
            maxlength={2000}
            required
            aria-describedby={mistake ? 'note-hint note-mistake' : 'note-hint'}
            aria-invalid={mistake ? 'true' : undefined}
          />
        </div>
        <button type="submit" class="button second">
          {words.noteSave}
        </button>
      </form>
    </Part>
  );
}

function Past({ level, words, locale, timeZone, facts }: Props) {
  return (
    <Part level={level} title={words.past}>
      {facts.pastKinds.length === 0 && <p class="quiet">{words.pastNone}</p>}
      <ul class="plain-list case-counts">
        {facts.pastKinds.map((kind) => (
          <li key={kind.kind}>
            {localName(kind, locale)} <span class="quiet">{fill(words.times, { count: kind.count })}</span>
          </li>
        ))}
      </ul>
      {facts.past.length > 0 && <p class="quiet case-latest">{words.pastLast}</p>}
      <ul class="plain-list">
        {facts.past.map((other) => (
          <li key={other.id}>
            {formatDate(other.occurredFrom, locale, timeZone)} {localName(other, locale)} ·{' '}
            {formatMeters(other.meters, locale)}
          </li>
        ))}
      </ul>
    </Part>
  );
}
