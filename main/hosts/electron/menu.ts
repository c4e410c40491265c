import type { MenuItemConstructorOptions } from 'electron';

/** The menu has what the system expects (copy, zoom, quit) and no developer tools in an installed program. */
export function menuTemplate({
  platform,
  development,
}: {
  platform: NodeJS.Platform;
  development: boolean;
}): MenuItemConstructorOptions[] {
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ];
  const tools: MenuItemConstructorOptions[] = [{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }];
  return [
    ...(platform === 'darwin' ? [{ role: 'appMenu' } as const] : [{ role: 'fileMenu' } as const]),
    { role: 'editMenu' },
    { label: '&View', submenu: development ? [...view, ...tools] : view },
    { role: 'windowMenu' },
  ];
}
