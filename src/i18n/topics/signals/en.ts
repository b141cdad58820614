import type { signals as th } from './th.ts';

export const signals: Record<keyof typeof th, string> = {
  title: 'Heartbeat',
  last: 'Last heard',
  lastNone: 'Never so far',
  every: 'Expected every',
  minutes: '{count} {count|minute|minutes}',
  lostHow: 'After {count} minutes of silence its condition becomes “{condition}” by itself, until it is heard again.',
  neverHow: 'A device that was never heard is not taken for lost.',
  fault: 'The device says',
  faultPlain: 'Faulty',
  faultCode: 'Faulty, code {code}',
  setUp: 'Keys, and how to send one',
  setUpIntro:
    'The device signs every heartbeat with a key of its own, as Standard Webhooks describe it. Its clock may be five minutes off at most.',
  keysNone: 'No key yet',
  key: 'Key {number}',
  keyMade: 'made {when}',
  keyGood: 'good',
  keyUntil: 'good until {when}',
  keyEnded: 'ended {when}',
  make: 'Make a key',
  makeNext: 'Make a new key',
  makeHow: 'The key before it stays good for {hours} more hours, so that there is time to change it in the device.',
  end: 'End it now',
  made: 'This is key {number}',
  madeHow: 'Copy it into the device now: it is not shown again. Whoever has it can speak for the device.',
  example: 'Try it once, from a machine with curl and openssl',
  exampleKey: 'Put the device’s key into the first line.',
  exampleFault:
    'condition is working or faulty and may be left out; with faulty, fault may carry the maker’s code, such as "fault":"E-17".',
  pressExample: 'Press once to try it',
  pressExampleReal:
    'This is a real press: an incident of priority 1 appears in the command room at once. Tell the shift first.',
  pressExampleHow:
    'pressedAt is when the button was pressed by the post’s own clock and may be left out; it is kept beside the time at which the press came. A press is taken even when it cannot be read. Presses within two minutes join one incident.',
  pressMqtt:
    'Over MQTT too: publish with QoS 1 to {topic} a JSON with id, timestamp, signature and body, as the headers and body above. While the portal is away it may wait at the broker for up to 24 hours.',
  pressClock:
    'A post whose clock is off by more than five minutes is answered 404: it takes the time in that answer’s Date header for webhook-timestamp, signs again and sends with the same webhook-id, until it is answered 200.',
  interval: 'Minutes between heartbeats',
  intervalHint: '1 to 1,440; it matters once the device has been heard',
  mistakeInterval: 'Give a whole number of minutes from 1 to 1,440.',
};
