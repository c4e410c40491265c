/** Tells work whether it should stand still just now. */
export type PauseSwitch = {
  readonly isPaused: boolean;
  /** @returns stops listening */
  onChange(listener: () => void): () => void;
};

export type OwnPauseSwitch = PauseSwitch & { set(paused: boolean): void };

export function createPauseSwitch(): OwnPauseSwitch {
  const listeners = new Set<() => void>();
  let paused = false;
  return {
    get isPaused() {
      return paused;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    set(next) {
      if (next === paused) return;
      paused = next;
      for (const listener of listeners) listener();
    },
  };
}
