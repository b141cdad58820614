import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseHandle } from '../../../db/client/database.ts';
import { log } from '../log.ts';
import type { StreamKey } from './audience.ts';
import { createGroup, type Group, type Interest, type Reader } from './group.ts';
import { catchUp, type Resume } from './replay.ts';
import { listEntriesAfter, listPositions, liveChannel } from './streams.queries.ts';

const pingMilliseconds = 15_000;
const entriesPerRead = 500;
const retryMilliseconds = 500;

/** Tells every reader of this process what happens, in order, without gap or double. One a process. */
export interface Hub {
  /**
   * Adds a reader and returns what takes it away. With `resume` it is told what it missed; before anything else it is
   * told where it stands.
   */
  join(reader: Reader, interest: Interest, resume: Resume): Promise<() => void>;
  readerCount(): number;
  close(): Promise<void>;
}

/** A stream that somebody in this process reads. */
interface OpenStream {
  key: StreamKey;
  position: number;
  /** The groups that read it, with the stream's place among theirs. */
  groups: Map<Group, number>;
}

function groupName({ streams, kinds }: Interest): string {
  return `${streams.map(nameOf).join(',')}|${kinds ? [...kinds].sort().join(',') : '*'}`;
}

const nameOf = (key: StreamKey): string => `${key.zoneId} ${key.audience}`;

/** Starts to listen on the database. */
export async function createHub(handle: DatabaseHandle): Promise<Hub> {
  const { database } = handle;
  const streams = new Map<string, OpenStream>();
  const groups = new Map<string, Promise<Group>>();
  const openGroups = new Set<Group>();
  const behind = new Set<OpenStream>();
  let isReading: Promise<void> | undefined;
  let isClosed = false;

  function onNotification(payload: string): void {
    const [zoneId, audience, position] = payload.split(' ');
    const stream = streams.get(`${zoneId} ${audience}`);
    if (stream && Number(position) > stream.position) read([stream]);
  }

  /** Reads what is new in these streams. Reads that are asked for meanwhile are done together, after this one. */
  function read(some: Iterable<OpenStream>): Promise<void> {
    for (const stream of some) behind.add(stream);
    isReading ??= readBehind();
    return isReading;
  }

  async function readBehind(): Promise<void> {
    // A commit notifies several streams at once: wait until all of them are here.
    await new Promise((resolve) => setImmediate(resolve));
    while (behind.size > 0 && !isClosed) {
      const batch = [...behind];
      behind.clear();
      try {
        await readBatch(batch);
      } catch (error) {
        log.error('live streams could not be read', error);
        for (const stream of batch) behind.add(stream);
        await sleep(retryMilliseconds, undefined, { ref: false });
      }
    }
    // In the same step as the last look at the list, so that nobody waits for a read that is over.
    isReading = undefined;
  }

  async function readBatch(batch: OpenStream[]): Promise<void> {
    const wanted = batch.map(({ key, position }) => ({ ...key, position }));
    const counts = new Map<OpenStream, number>();
    for (const entry of await listEntriesAfter(database, wanted, entriesPerRead)) {
      const stream = streams.get(nameOf(entry));
      if (!stream || entry.position <= stream.position) continue;
      for (const [group, place] of stream.groups) group.receive(place, entry);
      stream.position = entry.position;
      counts.set(stream, (counts.get(stream) ?? 0) + 1);
    }
    for (const [stream, count] of counts) if (count === entriesPerRead) behind.add(stream);
  }

  function groupFor(interest: Interest): Promise<Group> {
    const name = groupName(interest);
    const known = groups.get(name);
    if (known) return known;
    const made = openGroup(interest);
    groups.set(name, made);
    made.catch(() => groups.delete(name));
    return made;
  }

  async function openGroup(interest: Interest): Promise<Group> {
    const positions = await listPositions(database, interest.streams);
    const opened = positions.map(({ position, ...key }) => {
      const known = streams.get(nameOf(key));
      if (known) return known;
      const stream = { key, position, groups: new Map() };
      streams.set(nameOf(key), stream);
      return stream;
    });
    const group = createGroup(
      interest,
      opened.map((stream) => stream.position),
    );
    for (const [place, stream] of opened.entries()) stream.groups.set(group, place);
    openGroups.add(group);
    // What was told between asking for the position and now has notified nobody.
    void read(opened);
    return group;
  }

  function streamsOf(group: Group): OpenStream[] {
    return group.interest.streams.flatMap((key) => streams.get(nameOf(key)) ?? []);
  }

  /** Takes the reader away, and with the last of them the group and the streams that nobody else reads. */
  function leave(group: Group, reader: Reader): void {
    group.readers.delete(reader);
    if (group.readers.size > 0 || !openGroups.delete(group)) return;
    groups.delete(groupName(group.interest));
    for (const stream of streamsOf(group)) {
      stream.groups.delete(group);
      if (stream.groups.size === 0) streams.delete(nameOf(stream.key));
    }
    group.close();
  }

  const pings = setInterval(() => {
    for (const group of openGroups) group.ping(new Date());
    // A notification should never be lost while the connection stands; if one is, this finds what it was about.
    void read(streams.values());
  }, pingMilliseconds);
  pings.unref();

  const stopListening = await handle.listen(liveChannel, onNotification, () => void read(streams.values()));
  return {
    async join(reader, interest, resume) {
      const group = await groupFor(interest);
      // Held from here on, so that the group stays.
      group.readers.set(reader, []);
      try {
        if (isPast(resume, group)) {
          // It comes from another process that has read further than this one.
          await read(streamsOf(group));
          group.flush();
        }
        await catchUp(database, group, reader, resume);
      } catch (error) {
        leave(group, reader);
        throw error;
      }
      return () => leave(group, reader);
    },
    readerCount: () => [...openGroups].reduce((count, group) => count + group.readers.size, 0),
    async close() {
      isClosed = true;
      clearInterval(pings);
      for (const group of openGroups) group.close();
      await stopListening();
      await isReading;
    },
  };
}

function isPast(resume: Resume, group: Group): boolean {
  if (!Array.isArray(resume)) return false;
  return resume.some((at, place) => at !== null && at.position > (group.sent[place]?.position ?? 0));
}
