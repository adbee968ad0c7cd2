import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Type, type TObject } from 'typebox';
import { main } from '../cli/contracts.js';
import { plain, type JsonSchema } from '../documents/json-schema.js';
import { underKeys } from '../sealed-fields.js';
import { compareContracts, type Bundle } from './compare.js';
import { currentContracts, readReleased, writeReleased } from './released.js';

const word = Type.String();
const kind = Type.Enum(['hands-on', 'help-desk']);
const fields = { id: Type.String({ format: 'uuid' }), minutes: Type.Integer({ minimum: 1 }), note: Type.Optional(word), kind, end: Type.Union([word, Type.Null()]), parts: Type.Array(Type.Object({ kind })) };
const under = (dataClass: 'choices' | 'ratings', subjects: string[]) => Type.Object(underKeys(dataClass, subjects, { side: word }));
const told = (data: TObject, minor = 0, sealed?: TObject): JsonSchema => ({ ...plain(data), 'x-minor': minor, ...(sealed && { 'x-sealed': plain(sealed) }) });
const bundle = (types: Record<string, JsonSchema>): Bundle => ({ $defs: types });
const topic = 'flipside.sessions.v1';
const sealedTopic = 'flipside.sessions.sealed.v1';
const contracts = (open: Record<string, JsonSchema>, closed: Record<string, JsonSchema> = {}) => new Map([[topic, bundle(open)], [sealedTopic, bundle(closed)]]);

const released = contracts({ Held: told(Type.Object(fields)) }, { Left: told(Type.Object({ id: fields.id }), 1, under('choices', ['mentorId'])) });
const { Left } = (released.get(sealedTopic)!['$defs'] as { Left: JsonSchema });
const without = <K extends keyof typeof fields>(name: K): Omit<typeof fields, K> => {
  const { [name]: _, ...rest } = fields;
  return rest;
};
/** What is said of a change of the one public event, the rest as it was. */
const of = (data: TObject, minor = 1) => compareContracts(released, contracts({ Held: told(data, minor) }, { Left }));
const ofSealed = (left: JsonSchema) => compareContracts(released, contracts({ Held: told(Type.Object(fields)) }, { Left: left }));

describe('contracts compared with the released ones', () => {
  it.each<[string, ReturnType<typeof of>, string[]]>([
    ['an event that is gone', compareContracts(released, contracts({}, { Left })), [`${topic} Held: event removed or renamed`]],
    ['a topic that is gone', compareContracts(released, new Map([[sealedTopic, bundle({ Left })]])), [`${topic}: topic removed`]],
    ['a field that is gone', of(Type.Object(without('note'))), [`${topic} Held.note: field removed or renamed`]],
    ['a field of another name', of(Type.Object({ ...without('note'), remark: fields.note })), [`${topic} Held.note: field removed or renamed`]],
    ['another type', of(Type.Object({ ...fields, minutes: word })), [`${topic} Held.minutes: type changed from integer to string`]],
    ['a null that was none', of(Type.Object({ ...fields, id: Type.Union([fields.id, Type.Null()]) })), [`${topic} Held.id: type changed from string to string or null`]],
    ['a null no more', of(Type.Object({ ...fields, end: word })), [`${topic} Held.end: type changed from string or null to string`]],
    ['an optional field that is required', of(Type.Object({ ...fields, note: word })), [`${topic} Held.note: optional field became required`]],
    ['a required field that is optional', of(Type.Object({ ...fields, minutes: Type.Optional(fields.minutes) })), [`${topic} Held.minutes: required field became optional`]],
    ['a new field that is required', of(Type.Object({ ...fields, place: word })), [`${topic} Held.place: new field is required`]],
    ['a value that is dropped', of(Type.Object({ ...fields, kind: Type.Enum(['hands-on']) })), [`${topic} Held.kind: values dropped: "help-desk"`]],
    ['a value deep within', of(Type.Object({ ...fields, parts: Type.Array(Type.Object({ kind: Type.Literal('hands-on') })) })), [`${topic} Held.parts[].kind: values dropped: "help-desk"`]],
    ['a value that is new', of(Type.Object({ ...fields, kind: Type.Enum(['hands-on', 'help-desk', 'chat']) })), [`${topic} Held.kind: values added, which nobody who reads it knows: "chat"`]],
    ['another format', of(Type.Object({ ...fields, id: word })), [`${topic} Held.id: format changed from "uuid" to undefined`]],
    ['another limit', of(Type.Object({ ...fields, minutes: Type.Integer({ minimum: 0 }) })), [`${topic} Held.minutes: minimum changed from 1 to 0`]],
    ['another audience', compareContracts(released, contracts({}, { Left, Held: told(Type.Object(fields)) })), [`${topic} Held: audience changed: it is told on ${sealedTopic} alone`]],
    ['another class of a sealed field', ofSealed({ ...Left, 'x-sealed': plain(under('ratings', ['mentorId'])) }), [`${sealedTopic} Left (sealed).side: sealed under ratings of mentorId, was choices of mentorId`]],
    ['other subjects of a sealed field', ofSealed({ ...Left, 'x-sealed': plain(under('choices', ['mentorId', 'menteeId'])) }), [`${sealedTopic} Left (sealed).side: sealed under choices of mentorId and menteeId, was choices of mentorId`]],
    ['a sealed field in the open', ofSealed(told(Type.Object({ id: fields.id, side: word }), 2)), [`${sealedTopic} Left.side: new field is required`, `${sealedTopic} Left (sealed).side: field removed or renamed`]],
    ['a minor version that stays', of(Type.Object({ ...fields, place: Type.Optional(word) }), 0), [`${topic} Held: minor version is still 0 though fields were added`]],
    ['a minor version that goes back', ofSealed({ ...Left, 'x-minor': 0 }), [`${sealedTopic} Left: minor version went back from 1 to 0`]],
  ])('name %s', (_, { breaking }, expected) => {
    expect(breaking).toEqual(expected);
  });

  it('may gain optional fields, events and topics, and say which; descriptions and examples are free', () => {
    const more = Type.Object({ ...fields, note: Type.Optional(Type.String({ description: 'in short', examples: ['well'] })), place: Type.Optional(word), parts: Type.Array(Type.Object({ kind, of: Type.Optional(word) })) });
    const current = contracts({ Held: told(more, 1), Begun: told(Type.Object(fields)) }, { Left }).set('flipside.sessions.v2', bundle({}));
    expect(compareContracts(released, current)).toEqual({
      breaking: [],
      added: [`${topic} Held.parts[].of: new optional field`, `${topic} Held.place: new optional field`, `${topic} Begun: new event`, 'flipside.sessions.v2: new topic'],
    });
  });

  it('break nothing here: npm run contracts:check', async () => {
    const committed = await readReleased();
    expect([...committed.keys()]).toEqual(expect.arrayContaining([topic, sealedTopic]));
    expect(compareContracts(committed, currentContracts()).breaking).toEqual([]);
  });

  it('are released when nothing breaks, and refused otherwise', async () => {
    const folder = pathToFileURL(`${await mkdtemp(join(tmpdir(), 'flipside-released-'))}/`);
    const lines: string[] = [];
    const run = (what: string) => main([what], (line) => lines.push(line), folder);
    expect([await run('release'), await readReleased(folder)]).toEqual([0, currentContracts()]);
    await writeReleased(new Map([[topic, bundle({ Gone: told(Type.Object(fields)) })]]), folder);
    expect([await run('check'), await run('release'), await run('publish')]).toEqual([1, 1, 2]);
    expect(lines).toContain(`BREAKING  ${topic} Gone: event removed or renamed`);
    expect(Object.keys((await readReleased(folder)).get(topic)!['$defs'] as object)).toEqual(['Gone']);
    await rm(folder, { recursive: true });
  });
});
