import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
  'brave-browser',
];

const applications = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Chromium.app/Contents/MacOS/Chromium',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

const programs = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Where browsers of the Chromium family usually are, the one named by WHALECURVE_CHROMIUM first. */
export function usualPlaces({ platform, env }: Surroundings): string[] {
  const named = env.WHALECURVE_CHROMIUM;
  if (named !== undefined && named !== '') return [named];
  if (platform === 'win32')
    return [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]
      .filter((folder) => folder !== undefined && folder !== '')
      .flatMap((folder) => programs.map((program) => `${folder}\\${program}`));
  const onPath = (env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => commands.map((command) => join(folder, command)));
  if (platform === 'darwin')
    return [
      ...['/Applications', join(env.HOME ?? '', 'Applications')].flatMap((folder) =>
        applications.map((application) => join(folder, application)),
      ),
      ...onPath,
    ];
  return [...onPath, '/snap/bin/chromium', '/opt/google/chrome/chrome', '/opt/microsoft/msedge/msedge'];
}

/** The first browser that is there and may be run; nothing is downloaded. */
export async function findChromium(
  surroundings: Surroundings = { platform: process.platform, env: process.env },
): Promise<string | undefined> {
  for (const path of usualPlaces(surroundings))
    if (
      await access(path, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return path;
  return undefined;
}
