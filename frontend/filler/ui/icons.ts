// A handful of line icons, drawn here so that the bundle asks for nothing else.
import { svg } from './dom.ts';

const PATHS = {
  menu: 'M4 7h16M4 12h16M4 17h16',
  close: 'M6 6l12 12M18 6L6 18',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  cross: 'M7 7l10 10M17 7L7 17',
  dash: 'M6 12h12',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16.2 16.2L20 20',
  camera: 'M4 8h3.5L9 5.5h6L16.500 8H20v11H4zM12 10.200a3.200 3.200 0 1 0 0 6.400 3.200 3.200 0 0 0 0-6.400z',
  file: 'M7 3.500h7L18 8v12.500H7zM14 3.500V8h4',
  note: 'M5 5h14v14H5zM8.500 9.500h7M8.500 13h7M8.500 16h4',
  lock: 'M7 11h10v8.500H7zM9 11V8.500a3 3 0 0 1 6 0V11',
  flag: 'M6 21V4.500h11l-2.500 4 2.500 4H6',
  split: 'M12 20v-7M12 13L6 5M12 13l6-8M6 9V5h4M18 9V5h-4',
  device: 'M7.500 3.500h9v17h-9zM11 17.500h2',
  cloud: 'M7.500 18.500a4 4 0 0 1-.4-8 5.500 5.500 0 0 1 10.600 1.200 3.500 3.500 0 0 1-.7 6.800z',
  warn: 'M12 4.500L21 19.500H3zM12 10v4.500M12 16.700v.3',
  derived: 'M6 5v6a3 3 0 0 0 3 3h9M14.500 10.500L18 14l-3.500 3.500',
  history: 'M4.500 12a7.500 7.500 0 1 0 2.400-5.500M4.500 4.500v3.500H8M12 8v4.500l3 1.800',
  left: 'M14.500 5.500L8 12l6.500 6.500',
  right: 'M9.500 5.500L16 12l-6.500 6.500',
  plus: 'M12 5v14M5 12h14',
  person: 'M12 4.500a3.700 3.700 0 1 0 0 7.400 3.700 3.700 0 0 0 0-7.400zM5 20c.5-4 3.300-6 7-6s6.500 2 7 6',
} as const;

export type Icon = keyof typeof PATHS;

export function icon(name: Icon): SVGElement {
  return svg('svg', { viewBox: '0 0 24 24', class: 'ft-icon', 'aria-hidden': 'true', focusable: 'false' }, svg('path', { d: PATHS[name] }));
}
