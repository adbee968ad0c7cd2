import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';
import { house } from './tools/eslint-rules.mjs';

const services = ['participants', 'matching', 'sessions', 'analytics', 'gateway'];

/** What a library may import; services may import every library, standalone the services too. */
const libraries = {
  'event-sourcing': [],
  contracts: ['event-sourcing'],
  calendars: [],
  assignment: [],
  'embedded-postgres': [],
  'local-kafka': [],
  'event-store-postgres': ['event-sourcing'],
  'event-store-eventstoredb': ['event-sourcing'],
  feeds: ['event-sourcing', 'contracts'],
  'read-models': ['event-sourcing', 'feeds'],
  privacy: ['event-sourcing', 'contracts'],
  'service-kit': ['event-sourcing', 'event-store-postgres', 'event-store-eventstoredb', 'contracts', 'feeds', 'read-models', 'privacy'],
  'participants-view': ['event-sourcing', 'contracts', 'calendars', 'feeds', 'read-models'],
  testing: ['event-sourcing', 'embedded-postgres', 'local-kafka'],
};

const named = (names) => names.map((name) => `name:${name}`);
const everyLibrary = Object.keys(libraries);

const boundaries = [
  ...Object.entries(libraries).map(([name, may]) => ({ sourceTag: `name:${name}`, onlyDependOnLibsWithTags: named([name, ...may]) })),
  ...services.map((name) => ({ sourceTag: `name:${name}`, onlyDependOnLibsWithTags: named([name, ...everyLibrary]) })),
  { sourceTag: 'name:standalone', onlyDependOnLibsWithTags: named(['standalone', ...everyLibrary, ...services]) },
];

const frameworks = ['@nestjs/*', 'fastify', '@fastify/*', 'typeorm', 'pg', 'kafkajs', 'rxjs', 'class-validator', 'class-transformer'];
const node = ['node:*', 'fs', 'net', 'http', 'crypto', 'child_process', 'os', 'path'];

const testing = { group: ['@flipside/testing*'], message: 'Only specs import libs/testing.' };
const only = (message, group) => ({ patterns: [{ group, message }, testing] });
const clock = 'Time comes in with the command.';
const noState = 'No mutable state at the top of a module.';
const top = ':matches(Program, Program > ExportNamedDeclaration) > VariableDeclaration';
const barrel = { selector: 'ExportAllDeclaration', message: 'No barrels inside a service.' };
/** What no module does. */
const everywhere = [
  { selector: `${top}[kind=/let|var/]`, message: noState },
  { selector: `${top} > VariableDeclarator > NewExpression[callee.name=/^(Map|Set|WeakMap|WeakSet)$/][arguments.length=0]`, message: noState },
  { selector: `${top} > VariableDeclarator > ArrayExpression[elements.length=0]`, message: noState },
  { selector: `${top} > VariableDeclarator > ObjectExpression[properties.length=0]`, message: noState },
  { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.nx/**', '.bench/**', '.flipside/**', '**/.old/**'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommended],
    plugins: { '@nx': nx, house },
    // Types of decorated parameters are values at run time (validation rests on them): they are imported as such.
    languageOptions: { parserOptions: { emitDecoratorMetadata: true, experimentalDecorators: true } },
    rules: {
      '@nx/enforce-module-boundaries': ['error', { enforceBuildableLibDependency: false, allow: ['@flipside/testing'], depConstraints: boundaries }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-lines': ['error', 200],
      complexity: ['error', { max: 8, variant: 'modified' }],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...everywhere],
      'house/request-types-are-values': 'error',
    },
  },
  {
    // Loops over all pairs, arcs or characters, kept in one piece for speed.
    files: ['libs/assignment/src/{engine,exact,ties,readers}/**'],
    rules: { complexity: ['error', { max: 14, variant: 'modified' }] },
  },
  {
    files: ['**/main.ts', 'services/standalone/src/tools/**', 'test/**/*.ts', 'docs/examples/*.ts'],
    rules: { 'no-restricted-syntax': 'off', 'no-console': 'off', '@nx/enforce-module-boundaries': 'off' },
  },
  {
    files: ['**/*.spec.ts', 'libs/*/test/**/*.ts'],
    rules: { 'max-lines': 'off', complexity: 'off', '@nx/enforce-module-boundaries': 'off', 'no-restricted-syntax': 'off' },
  },
  {
    files: ['libs/event-sourcing/src/**/*.ts', 'libs/assignment/src/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/cli/**', '**/suite/**'],
    rules: { 'no-restricted-imports': ['error', only('This library imports no framework.', frameworks)] },
  },
  {
    files: ['services/*/src/**/*.ts'],
    ignores: ['**/main.ts', 'services/standalone/src/tools/**'],
    rules: { 'no-restricted-syntax': ['error', barrel, ...everywhere] },
  },
  {
    files: ['services/*/src/domain/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': ['error', only('The domain is pure: event-sourcing, contracts and itself.', [
        ...frameworks, ...node, '../http/*', '../policies/*', '../read-models/*', '../relay/*', '../timers/*', '../../http/*',
        '../../read-models/*', '../../policies/*', '@flipside/feeds*', '@flipside/read-models*', '@flipside/service-kit*',
        '@flipside/privacy*', '@flipside/event-store-*', '@flipside/testing*',
      ])],
      'no-restricted-globals': ['error', { name: 'crypto', message: 'Ids come in with the command.' }],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: 'A decision is not a lottery.' }, { object: 'Date', property: 'now', message: clock }],
      'no-restricted-syntax': [
        'error',
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: clock },
        barrel,
        ...everywhere,
      ],
    },
  },
  {
    files: ['libs/*/src/**/*.ts', 'services/*/src/**/*.ts'],
    ignores: ['**/*.spec.ts', 'libs/{event-sourcing,assignment,testing}/**', 'services/*/src/domain/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [testing] }] },
  },
);
