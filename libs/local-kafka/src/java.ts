import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const KAFKA_VERSION = '4.1.1';
const LOWEST_JAVA = 17;
const DOWNLOAD_TIMEOUT_MS = 300_000;

/** What is needed to run a broker without a container. */
export interface Java {
  /** Folder of Kafka's jars. */
  readonly jars: string;
}

/** Java 17 and Kafka's jars, fetched once by Maven and kept for the user; else why they can't be had. */
export async function findJava(env: NodeJS.ProcessEnv): Promise<Java | { readonly reason: string }> {
  const version = await javaVersion(env);
  if (version === undefined) return { reason: 'there is no java' };
  if (version < LOWEST_JAVA) return { reason: `java is ${version}, Kafka needs ${LOWEST_JAVA}` };
  const jars = join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'flipside', `kafka-${KAFKA_VERSION}`);
  if (await hasFiles(jars)) return { jars };
  try {
    await fetchJars(jars, env);
    return { jars };
  } catch (error) {
    return { reason: `Maven could not fetch Kafka's jars (${firstLine(error)})` };
  }
}

async function javaVersion(env: NodeJS.ProcessEnv): Promise<number | undefined> {
  const answer = await run('java', ['-version'], { env }).catch(() => undefined);
  const found = /version "(\d+)/.exec(answer?.stderr ?? '');
  return found ? Number(found[1]) : undefined;
}

/** Fetched beside their place and moved there whole, so that nobody ever starts with half of them. */
async function fetchJars(jars: string, env: NodeJS.ProcessEnv): Promise<void> {
  await mkdir(join(jars, '..'), { recursive: true });
  const draft = await mkdtemp(`${jars}-`);
  try {
    await writeFile(join(draft, 'pom.xml'), POM);
    const target = join(draft, 'lib');
    const goal = ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${target}`, '-DincludeScope=runtime'];
    await run('mvn', goal, { cwd: draft, env, timeout: DOWNLOAD_TIMEOUT_MS });
    await rename(target, jars).catch(async (error: unknown) => {
      if (!(await hasFiles(jars))) throw error; // else another program was faster
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function hasFiles(folder: string): Promise<boolean> {
  return (await readdir(folder).catch(() => [])).length > 0;
}

function firstLine(error: unknown): string {
  const { code, message } = error as { code?: unknown; message: string };
  return code === 'ENOENT' ? 'there is no mvn' : message.split('\n').slice(0, 2).join(' ');
}

const dependency = (group: string, name: string, version: string): string =>
  `<dependency><groupId>${group}</groupId><artifactId>${name}</artifactId><version>${version}</version></dependency>`;

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>flipside</groupId><artifactId>broker</artifactId><version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    ${dependency('org.apache.kafka', 'kafka_2.13', KAFKA_VERSION)}
    ${dependency('org.slf4j', 'slf4j-simple', '1.7.36')}
  </dependencies>
</project>
`;
