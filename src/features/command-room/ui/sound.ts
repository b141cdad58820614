/** Sounds of the room, made as they are heard; no file is fetched. */
export interface Sound {
  /** Somebody has pressed something: from now on the browser lets a page be heard. */
  wake(): void;
  /** Two rising tones: something grave has come. */
  arrive(): void;
  /** Three low tones: something waits too long. */
  remind(): void;
  close(): void;
}

const rememberedAs = 'command-room-sound';

/** Whether the person chose sound on this device; without a memory it stays silent. */
export function readSoundChoice(): boolean {
  try {
    return localStorage.getItem(rememberedAs) === 'on';
  } catch {
    return false;
  }
}

export function keepSoundChoice(isOn: boolean): void {
  try {
    localStorage.setItem(rememberedAs, isOn ? 'on' : 'off');
  } catch {
    // A browser that keeps nothing asks anew next time.
  }
}

const toneSeconds = 0.18;
const gapSeconds = 0.23;
const loudness = 0.16;

export function createSound(): Sound {
  let context: AudioContext | undefined;

  function play(frequencies: readonly number[]): void {
    const open = context;
    if (open?.state !== 'running') return;
    for (const [place, hertz] of frequencies.entries()) tone(open, hertz, open.currentTime + place * gapSeconds);
  }

  return {
    wake() {
      context ??= new AudioContext();
      if (context.state === 'suspended') void context.resume();
    },
    arrive: () => play([660, 990]),
    remind: () => play([440, 440, 330]),
    close: () => void context?.close(),
  };
}

/** A soft tone: it swells and fades, since an edge would click. */
function tone(context: AudioContext, hertz: number, at: number): void {
  const oscillator = context.createOscillator();
  const volume = context.createGain();
  oscillator.frequency.value = hertz;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(loudness, at + 0.02);
  volume.gain.linearRampToValueAtTime(0, at + toneSeconds);
  oscillator.connect(volume).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + toneSeconds);
}
