// Which draft to go on with. Pure.
import type { Draft, State } from './types.ts';

export interface Choice {
  readonly use: 'device' | 'server' | 'neither';
  /** The device holds answers that the server has not seen and that will not be used: set them aside. */
  readonly setAside: boolean;
}

/** The higher sequence wins; a tie goes to the server, which is the one that others have seen. */
export function chooseDraft(device: Draft | undefined, server: State['me']): Choice {
  if (!device && !server.xml) return { use: 'neither', setAside: false };
  if (!server.xml) return { use: 'device', setAside: false };
  if (!device) return { use: 'server', setAside: false };
  if (device.xml === server.xml && device.sequence === server.sequence) return { use: 'device', setAside: false };
  if (device.sequence > server.sequence) return { use: 'device', setAside: false };
  return { use: 'server', setAside: device.sequence > device.acked && device.xml !== server.xml };
}
