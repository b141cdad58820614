import { useEffect, useState } from 'preact/hooks';

/** Whether the island has come to life: a button that needs script is not offered before, nor without it. */
export function useAlive(): boolean {
  const [isAlive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);
  return isAlive;
}
