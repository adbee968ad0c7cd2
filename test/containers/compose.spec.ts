import { configOf, gatewayVariables, readGatewayEnvironment } from '@flipside/gateway/config';
import { readServiceConfig, serviceVariables, type Variables } from '@flipside/service-kit';
import { sampleDates } from '@flipside/standalone/sample/sample-dates';
import { COMPOSE, composeFile, environmentOf, filledIn, imageEnvironment, newEnv, textOf } from './kit/compose-files.js';

const SERVICES = ['participants', 'matching', 'sessions', 'analytics'] as const;
const PROGRAMS = ['gateway', ...SERVICES] as const;
type Program = (typeof PROGRAMS)[number];

const variablesOf = (program: Program): Variables => (program === 'gateway' ? gatewayVariables : serviceVariables);

const OWN_ISSUER = { ...newEnv(), OIDC_ISSUER: 'https://login.example.com/realms/halden', OIDC_JWKS_URL: 'https://login.example.com/realms/halden/keys' };
const deployments = [
  { named: 'production', files: [COMPOSE.production], env: OWN_ISSUER },
  { named: 'the demo', files: [COMPOSE.production, COMPOSE.demo], env: newEnv('--demo') },
  { named: 'events in Postgres', files: [COMPOSE.production, COMPOSE.postgresStore], env: OWN_ISSUER },
  { named: 'the demo with events in Postgres', files: [COMPOSE.production, COMPOSE.postgresStore, COMPOSE.demo], env: newEnv('--demo') },
] as const;

/** What the program would say of its environment, and what is in it that nobody would read. */
function problemsOf(program: Program, environment: Readonly<Record<string, string>>): readonly string[] {
  const known = new Set([...Object.keys(variablesOf(program)), 'NODE_ENV', 'NODE_OPTIONS']);
  const unknown = Object.keys(environment).filter((name) => !known.has(name)).map((name) => `${name} is read by nobody`);
  try {
    if (program === 'gateway') configOf(readGatewayEnvironment(environment));
    else readServiceConfig(environment);
    return unknown;
  } catch (error) {
    return [...unknown, (error as Error).message];
  }
}

const told = (program: Program, { files, env }: (typeof deployments)[number]) => ({ ...imageEnvironment(), ...environmentOf(program, files, env) });

describe.each(deployments)('the containers of $named', (deployment) => {
  it.each(PROGRAMS)('%s is told all that it needs, and nothing that it does not know', (program) => {
    expect(problemsOf(program, told(program, deployment))).toEqual([]);
  });

  it('are in development mode only where that was asked for, all of them', () => {
    const modes = PROGRAMS.map((program) => told(program, deployment)['FLIPSIDE_MODE'] ?? 'production');
    expect(new Set(modes)).toEqual(new Set([(deployment.files as readonly string[]).includes(COMPOSE.demo) ? 'development' : 'production']));
  });

  it('have their events in the one store that was chosen', () => {
    const stores = SERVICES.map((service) => told(service, deployment)['EVENTSTORE_URL']);
    expect(new Set(stores)).toEqual(new Set([(deployment.files as readonly string[]).includes(COMPOSE.postgresStore) ? '' : 'esdb://eventstore:2113?tls=false']));
  });
});

describe('a mistake in a file', () => {
  const right = told('matching', deployments[0]);

  it('is found: a variable that nobody reads', () => {
    expect(problemsOf('matching', { ...right, KAFKA_BROKER: 'kafka:9092' })).toEqual(['KAFKA_BROKER is read by nobody']);
  });

  it('is found: one that is required and missing', () => {
    const { MASTER_KEY: _, ...rest } = right;
    expect(problemsOf('matching', rest)).toEqual([expect.stringContaining('MASTER_KEY is not set')]);
  });

  it('is found: a service that the gateway has no address of', () => {
    expect(problemsOf('gateway', { ...told('gateway', deployments[0]), PEERS: 'participants=http://participants:8080' })).toHaveLength(1);
  });
});

describe('docker-compose.yml', () => {
  const { services, volumes } = composeFile(COMPOSE.production);
  const each = Object.entries(services) as [string, NonNullable<(typeof services)[string]>][];

  it('holds no secret: what protects something comes from the environment, and it says what is missing', () => {
    const secret = /PASSWORD|SECRET|KEY$|DATABASE_URL/;
    const values = each.flatMap(([, { environment = {} }]) => Object.entries(environment).filter(([name]) => secret.test(name)));
    expect(values.length).toBeGreaterThan(12);
    expect(values.filter(([, value]) => !/\$\{\w+/.test(value))).toEqual([]);
    for (const name of Object.keys(newEnv())) {
      if (name !== 'OIDC_AUDIENCE') expect(textOf(COMPOSE.production)).toContain(`\${${name}:?`);
    }
    expect(() => filledIn('${MASTER_KEY:?32 bytes in base64}', {})).toThrow('MASTER_KEY is missing: 32 bytes in base64');
  });

  it('names a version of every image', () => {
    const images = new Set(each.map(([, { image }]) => image));
    expect([...images].filter((image) => !/^[\w./-]+:\d[\w.-]*$/.test(image ?? ''))).toEqual(['${FLIPSIDE_IMAGE:-flipside:local}']);
  });

  it('starts nothing before what it needs is healthy or done, and asks every engine whether it is', () => {
    const conditions = each.flatMap(([name, { depends_on = {} }]) => Object.entries(depends_on).map(([on, { condition }]) => ({ name, on, condition })));
    expect(conditions.length).toBeGreaterThan(15);
    for (const { name, on, condition } of conditions) {
      expect({ name, on, condition }).toEqual({ name, on, condition: on === 'databases' ? 'service_completed_successfully' : 'service_healthy' });
    }
    for (const engine of ['postgres', 'eventstore', 'kafka']) expect(services[engine]!.healthcheck).toMatchObject({ test: expect.anything(), retries: expect.anything() });
    for (const program of SERVICES) expect(Object.keys(services[program]!.depends_on!).sort()).toEqual(['databases', 'eventstore', 'kafka']);
    expect(Object.keys(services['gateway']!.depends_on!).sort()).toEqual([...SERVICES].sort());
  });

  it('keeps what engines hold in volumes by name', () => {
    for (const engine of ['postgres', 'eventstore', 'kafka']) {
      const named = (services[engine]!.volumes ?? []).map((volume) => volume.split(':')[0]!);
      expect(named.length).toBeGreaterThan(0);
      expect(Object.keys(volumes)).toEqual(expect.arrayContaining(named));
    }
  });

  it('lets no program change its files or gain rights', () => {
    for (const program of PROGRAMS) {
      expect(services[program]).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'], restart: 'unless-stopped' });
    }
  });

  it('publishes the gateway alone, on the loopback address unless told otherwise', () => {
    expect(each.filter(([, { ports }]) => ports).map(([name, { ports }]) => [name, ports])).toEqual([['gateway', ['${GATEWAY_ADDRESS:-127.0.0.1:8080}:8080']]]);
  });

  it('starts each program by its own main', () => {
    for (const program of PROGRAMS) expect(services[program]!.command).toEqual([`services/${program}/dist/main.js`]);
  });

  it('gives every service a key and a database of its own', () => {
    for (const name of ['MASTER_KEY', 'DATABASE_URL', 'KEYS_DATABASE_URL']) {
      expect(new Set(SERVICES.map((service) => told(service, deployments[0])[name]))).toHaveProperty('size', SERVICES.length);
    }
  });

  it('begins the demo on the first day of its sample', () => {
    expect(told('gateway', deployments[1])['DEV_CLOCK_BEGINS']).toBe(sampleDates.startsAt);
  });
});

describe('the image', () => {
  const last = textOf('infra/docker/Dockerfile').split(/^FROM /m).at(-1)!;

  it('runs as nobody special, in production mode, under an init that passes signals on, and says whether it is ready', () => {
    expect(last).toMatch(/^USER 1000:1000$/m);
    const { scripts } = JSON.parse(textOf('package.json')) as { readonly scripts: { readonly start: string } };
    const heap = / node (--.*?) services\//.exec(scripts.start)![1]!.split(' ');
    expect(last).toContain(`\nENTRYPOINT ${JSON.stringify(['tini', '--', 'node', ...heap]).replaceAll(',', ', ')}\n`);
    expect(last).toMatch(/^HEALTHCHECK [^]*\/health\/ready/m);
    expect(imageEnvironment()).toMatchObject({ NODE_ENV: 'production' });
  });
});

describe('docs/deploying.md', () => {
  const rows = [...textOf('docs/deploying.md').matchAll(/^\| `(\w+)` \|([^|]*)\|([^|]*)\|/gm)];

  it('has every variable that a program reads, once, and says who reads it and who must be told', () => {
    const names = [...new Set([...Object.keys(serviceVariables), ...Object.keys(gatewayVariables)])];
    const readers = (name: string): string => {
      const service = name in serviceVariables;
      const gateway = name in gatewayVariables;
      return service && gateway ? 'all' : service ? 'services' : 'gateway';
    };
    const required = (name: string): boolean => ([serviceVariables, gatewayVariables] as Variables[]).some((all) => all[name]?.required);
    const documented = rows.map(([, name, who, fallback]) => [name, who!.trim(), fallback!.trim() === '**required**']);
    const wanted = names.map((name) => [name, readers(name), required(name)]);
    expect(documented.toSorted()).toEqual(wanted.toSorted());
  });
});
