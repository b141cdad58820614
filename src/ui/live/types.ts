/** What is told of a live incident; which fields there are depends on the audience. */
export interface LiveIncident {
  audience: 'officer' | 'commander' | 'public';
  /** The incident, for those who work on it or command. */
  id?: string;
  /** A random key, for the public. */
  key?: string;
  kind: string;
  place: [number, number] | null;
  priority?: number;
  state?: string;
  number?: number;
  summary?: string;
  callSign?: string | null;
  /** 0: nobody above was told. 1: the station's supervisors. 2: the division's commanders too. */
  escalatedTo?: number;
  occurredAt?: string;
  changedAt?: string;
  /** How often the SOS post was pressed. */
  presses?: number;
  /** The public was told of it, and should forget it. */
  isWithdrawn?: boolean;
}

/** That there is an alert, and nothing of the plate or person that it is about. */
export interface LiveAlert {
  audience: 'officer';
  id: string;
  watched: string;
  state: string;
  likelihood: number;
  cameraCode: string;
  lastSeenAt: string;
}

interface LiveEntry {
  zoneId: string;
  position: number;
  after: number;
  at: string;
}

/** What comes over the stream. */
export type LiveMessage =
  | { type: 'reset' }
  | (LiveEntry & { type: 'incident'; incident: LiveIncident })
  /** A camera saw something that is watched, or somebody decided about it. */
  | (LiveEntry & { type: 'alert'; alert: LiveAlert })
  /** What cameras see in the zone was worked out anew. */
  | (LiveEntry & { type: 'coverage'; coverage: Pick<LiveIncident, 'audience'> })
  /** Another system that tells incidents fell silent, or is heard again. */
  | (LiveEntry & { type: 'sources'; sources: Pick<LiveIncident, 'audience'> });

/** How the stream is: `waiting` while it is lost and being opened again, `offline` when the device has no network. */
export interface LiveStatus {
  state: 'connecting' | 'live' | 'waiting' | 'offline';
  /** How long the last event took from being written to being here. */
  delaySeconds: number | null;
  /** When the server was last heard, by this device's clock in milliseconds; null before it was. */
  heardAt: number | null;
  /** By how much this device's clock is ahead of the server's; null before it is known. */
  clockOffsetMilliseconds: number | null;
}

/** How it stands before anything was heard. */
export const unheard: LiveStatus = {
  state: 'connecting',
  delaySeconds: null,
  heardAt: null,
  clockOffsetMilliseconds: null,
};

/** Where a reader stands in the stream of each zone, such as `o12`, by zone id. */
export type Standings = Readonly<Record<string, string>>;
