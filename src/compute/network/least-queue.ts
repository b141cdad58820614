/** Numbers waiting for their turn, the one with the least cost first. */
export interface LeastQueue {
  push(item: number, cost: number): void;
  /** Takes out the item of least cost; nothing when none waits. */
  pop(): { item: number; cost: number } | undefined;
}

/** A binary heap (J. W. J. Williams, "Algorithm 232: Heapsort", Communications of the ACM 7, 1964). */
export function createLeastQueue(): LeastQueue {
  const items: number[] = [];
  const costs: number[] = [];
  const costAt = (at: number): number => costs[at] ?? Number.POSITIVE_INFINITY;

  function put(at: number, item: number, cost: number): void {
    items[at] = item;
    costs[at] = cost;
  }

  function sinkFromTop(item: number, cost: number): void {
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const child = costAt(left + 1) < costAt(left) ? left + 1 : left;
      if (!(costAt(child) < cost)) break;
      put(at, items[child] ?? -1, costAt(child));
      at = child;
    }
    put(at, item, cost);
  }

  return {
    push(item, cost) {
      let at = items.length;
      for (let parent = (at - 1) >> 1; at > 0 && cost < costAt(parent); parent = (at - 1) >> 1) {
        put(at, items[parent] ?? -1, costAt(parent));
        at = parent;
      }
      put(at, item, cost);
    },
    pop() {
      const [item, cost] = [items[0], costs[0]];
      const [last, lastCost] = [items.pop(), costs.pop()];
      if (item === undefined || cost === undefined || last === undefined || lastCost === undefined) return undefined;
      if (items.length > 0) sinkFromTop(last, lastCost);
      return { item, cost };
    },
  };
}
