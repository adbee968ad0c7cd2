/** As much of a JSON schema as our documents use. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly example?: unknown;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  readonly additionalProperties?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
}

export type Schemas = Readonly<Record<string, Schema>>;

/** A value that a schema allows: examples of its fields where they have one, else the simplest. @throws Error for an unknown reference. */
export function exampleOf(schema: Schema, schemas: Schemas): unknown {
  for (const given of [schema.example, schema.const, schema.default, schema.enum?.[0]]) if (given !== undefined) return given;
  const [part] = schema.allOf ?? schema.anyOf ?? [];
  if (part) return exampleOf(part, schemas);
  if (schema.$ref !== undefined) return exampleOf(referred(schema.$ref, schemas), schemas);
  return ofType(schema, schemas);
}

function ofType(schema: Schema, schemas: Schemas): unknown {
  switch (typeof schema.type === 'string' ? schema.type : schema.type?.[0]) {
    case 'object':
      return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, property]) => [name, exampleOf(property, schemas)]));
    case 'array':
      return Array.from({ length: Math.max(schema.minItems ?? 0, 1) }, () => exampleOf(schema.items ?? {}, schemas));
    case 'integer':
    case 'number':
      return Math.min(Math.max(schema.minimum ?? 1, 1), schema.maximum ?? 1);
    case 'boolean':
      return true;
    default:
      return 'In your own words.'.slice(0, schema.maxLength);
  }
}

export function referred(reference: string, schemas: Schemas): Schema {
  const found = schemas[reference.slice('#/components/schemas/'.length)];
  if (!found) throw new Error(`there is no schema ${reference}: is a class of fields without a name?`);
  return found;
}
