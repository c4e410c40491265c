import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesUnder, root, textOf, trackedFiles } from './testing/source-files.ts';

const code = ['main', 'shared', 'preload', 'renderer', 'build', 'models']
  .flatMap((folder) => (existsSync(join(root, folder)) ? filesUnder(folder) : []))
  .filter((path) => /\.(tsx?|mjs|js)$/.test(path));
const page = code.filter((path) => /^renderer\/(?!e2e\/).*\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path));
const lines = (path: string) => (textOf(path) ?? '').split('\n').length - 1;

/** Files whose text matches, as `path: what matched`. */
function matches(paths: string[], pattern: RegExp): string[] {
  return paths.flatMap((path) => {
    const found = textOf(path)?.match(pattern);
    return found ? [`${path}: ${found[0].trim()}`] : [];
  });
}

describe('size', () => {
  it('no file is over 400 lines', () => {
    expect(code.length).toBeGreaterThan(20);
    expect(code.filter((path) => lines(path) > 400)).toEqual([]);
  });

  it('a thread entry is under 60 lines', () => {
    const entries = code.filter((path) => /^main\/workers\/[^/]+\.ts$/.test(path) && !path.endsWith('.test.ts'));
    expect(entries.filter((path) => lines(path) >= 60)).toEqual([]);
  });
});

describe('the page can live under a strict content security policy', () => {
  const hostile =
    /\beval\s*\(|new Function\s*\(|dangerouslySetInnerHTML|\.(inner|outer)HTML\s*=|insertAdjacentHTML|document\.write|javascript:/;

  it('no source compiles text into code or markup', () => {
    expect(matches(page, hostile)).toEqual([]);
  });

  it('no source loads anything from another address', () => {
    expect(matches(page, /\b(fetch|import|src=|href=|url)\s*\(?\s*['"`{]*https?:\/\//)).toEqual([]);
  });

  it('index.html has no inline script or style, no handler, no foreign address', () => {
    const html = readFileSync(join(root, 'renderer/index.html'), 'utf8');
    const inlineScript = /<script(?![^>]*\bsrc=)[^>]*>/i;
    expect(html).not.toMatch(inlineScript);
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=|https?:\/\//i);
  });

  it('knows a hostile line when it sees one', () => {
    expect('element.innerHTML = text').toMatch(hostile);
    expect('eval(text)').toMatch(hostile);
  });
});

describe('the lock file', () => {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');

  it('names no address to download from', () => {
    expect(lock).not.toMatch(/"resolved":/);
  });

  it('agrees with package.json', () => {
    const { packages } = JSON.parse(lock) as { packages: Record<string, Record<string, unknown>> };
    const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
    expect(packages['']?.['dependencies']).toEqual(own['dependencies']);
    expect(packages['']?.['devDependencies']).toEqual(own['devDependencies']);
  });
});

describe('what git tracks', () => {
  const texts = trackedFiles().filter((path) => textOf(path) !== null);

  it('is found at all', () => {
    expect(texts).toContain('package.json');
    expect(texts.some((path) => path.startsWith('node_modules/'))).toBe(false);
  });

  it('names no package registry', () => {
    // Written in parts so that this file passes its own test.
    const hosts = ['registry', 'npm', 'artifactory', 'nexus', 'verdaccio'].join('|');
    expect(matches(texts, new RegExp(`https?://[\\w.-]*(${hosts})[\\w-]*\\.[\\w.-]+`, 'i'))).toEqual([]);
  });

  it('holds no path of a machine', () => {
    const outside = texts.filter((path) => !path.endsWith('.test.ts'));
    expect(matches(outside, /(^|[\s"'`(=:])\/(work|root|Users\/\w+|home\/\w+)\//m)).toEqual([]);
    for (const path of [root, homedir()]) {
      if (path.split(/[\\/]/).filter(Boolean).length < 2) continue;
      expect(texts.filter((file) => textOf(file)?.includes(path))).toEqual([]);
    }
  });
});
