import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readWebhook, signWebhook, toleranceSeconds, writeWebhookKey } from './standard-webhooks.ts';

/** The example that the libraries of Standard Webhooks are tested with. */
const published = {
  key: Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64'),
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: '1614265330',
  body: Buffer.from('{"test": 2432232314}'),
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};
const now = new Date(1_614_265_330_000);
const other = Buffer.alloc(32, 7);

/** Signs by hand, with nothing of ours. */
function byHand({ id = published.id, timestamp = published.timestamp, body = '', key = published.key as Buffer }) {
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`, 'utf8').digest('base64')}`;
}

const read = (more: Partial<typeof published> = {}, keys: Uint8Array[] = [published.key], at = now) => {
  const { body, ...headers } = { ...published, ...more };
  return readWebhook(headers, body, keys, at);
};

describe('the published example', () => {
  test('is signed as it is printed, and read', () => {
    expect(signWebhook(published, published.key)).toBe(published.signature);
    expect(writeWebhookKey(published.key)).toBe('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
    expect(read()).toBe(published.id);
  });

  test('is read as what was sent and nothing else', () => {
    expect(read({ body: Buffer.from('{"test": 2432232315}') })).toBeUndefined();
    expect(read({ body: Buffer.from('{"test":2432232314}') })).toBeUndefined();
    expect(read({ id: 'msg_other' })).toBeUndefined();
    expect(read({ timestamp: '1614265331' })).toBeUndefined();
    expect(read({}, [other])).toBeUndefined();
    expect(read({}, [])).toBeUndefined();
  });
});

describe('keys that rotate', () => {
  const second = byHand({ body: String(published.body), key: other });
  test('one of several signatures is enough, for one of several keys', () => {
    const both = `${second} ${published.signature}`;
    expect(read({ signature: both })).toBe(published.id);
    expect(read({ signature: both }, [other])).toBe(published.id);
    expect(read({ signature: second }, [published.key, other])).toBe(published.id);
    expect(read({ signature: second }, [published.key])).toBeUndefined();
  });

  test('signatures of other versions, cut ones and words are passed over', () => {
    const odd = `v1a,abc v2,${published.signature.slice(3)} v1, v1 v1,=== ${published.signature.slice(0, -4)}`;
    expect(read({ signature: odd })).toBeUndefined();
    expect(read({ signature: `${odd} ${published.signature}` })).toBe(published.id);
    expect(read({ signature: `${'v1,x '.repeat(500)}${published.signature}` })).toBeUndefined();
  });
});

describe('time', () => {
  test('five minutes to either side are tolerated, and not a second more', () => {
    const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);
    expect(read({}, [published.key], at(toleranceSeconds))).toBe(published.id);
    expect(read({}, [published.key], at(-toleranceSeconds))).toBe(published.id);
    expect(read({}, [published.key], at(toleranceSeconds + 1))).toBeUndefined();
    expect(read({}, [published.key], at(-toleranceSeconds - 1))).toBeUndefined();
  });

  test.each(['', ' ', 'NaN', '-1', '1e9', '1614265330.0', '0x60', '９', '9'.repeat(400), '+1614265330'])(
    'the moment %j is none, even when it is signed',
    (timestamp) => {
      expect(read({ timestamp, signature: byHand({ timestamp, body: String(published.body) }) })).toBeUndefined();
    },
  );
});

test.each(['', 'a b', 'a.b', 'ไทย', 'x'.repeat(129), '\u0000'])('the id %j is none, even when it is signed', (id) => {
  expect(read({ id, signature: byHand({ id, body: String(published.body) }) })).toBeUndefined();
});

test('whatever is signed is read by its own key alone, and a changed byte is not', () => {
  const bytes = fc.uint8Array({ minLength: 24, maxLength: 64 });
  fc.assert(
    fc.property(bytes, bytes, fc.uint8Array({ maxLength: 300 }), fc.nat(), (key, wrong, body, at) => {
      const { id, timestamp } = published;
      const headers = { id, timestamp, signature: signWebhook({ id, timestamp, body }, key) };
      expect(readWebhook(headers, body, [key], now)).toBe(id);
      if (Buffer.compare(key, wrong) !== 0) expect(readWebhook(headers, body, [wrong], now)).toBeUndefined();
      if (body.length === 0) return;
      const changed = body.map((byte, index) => (index === at % body.length ? byte ^ 1 : byte));
      expect(readWebhook(headers, changed, [key], now)).toBeUndefined();
    }),
  );
});

test('anything at all in the headers is refused and breaks nothing', () => {
  const text = fc.option(fc.string({ unit: 'binary', maxLength: 200 }), { nil: undefined });
  fc.assert(
    fc.property(text, text, text, (id, timestamp, signature) => {
      expect(readWebhook({ id, timestamp, signature }, Buffer.from('{}'), [other], now)).toBeUndefined();
    }),
  );
});
