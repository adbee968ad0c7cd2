import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Directory1780000000001 implements MigrationInterface {
  name = 'Directory1780000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table "people_v1" (
        "id" text primary key, "revision" text not null, "state" text not null, "name" text, "email" text,
        "keys" jsonb not null, "facts" jsonb not null, "absences" jsonb not null, "profile" jsonb, "reportingClass" text,
        "unitId" text, "lineManager" text, "level" integer, "asOf" text, "survivorId" text, "erasedOn" text,
        "nameKey" text, "numberKey" text);
      create index on "people_v1" ("nameKey");
      create index on "people_v1" ("numberKey");
      create index on "people_v1" ("lineManager");
      create index on "people_v1" ("unitId");
      create table "units_v1" (
        "id" text primary key, "revision" text not null, "state" text not null, "name" text not null, "parentId" text,
        "mergedInto" text, "key" jsonb);
      create table "programmes_v1" (
        "id" text primary key, "revision" text not null, "state" text not null, "name" text not null, "adminId" text,
        "sponsorId" text, "custodianId" text, "deputyId" text, "objectives" jsonb not null, "assessed" jsonb not null,
        "policy" jsonb, "governance" jsonb, "outcomes" jsonb not null);
      create table "enrolments_v1" (
        "id" text primary key, "revision" text not null, "state" text not null, "programmeId" text not null, "personId" text not null,
        "role" text not null, "cohort" integer, "time" text not null, "paused" boolean not null, "missing" jsonb not null,
        "goalsSet" boolean not null, "folded" jsonb not null);
      create index on "enrolments_v1" ("programmeId");
      create index on "enrolments_v1" ("personId");`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table "people_v1"; drop table "units_v1"; drop table "programmes_v1"; drop table "enrolments_v1";');
  }
}

/**
 * Files under way (`import_*`), and what became of them. `import_row` holds what HR wrote: it is emptied when a file is
 * completed, and 30 days after one was held. `import_confirmation` says for which day HR last said what of whom, as digests.
 */
export class Imports1780000000002 implements MigrationInterface {
  name = 'Imports1780000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table "import_mapping" ("id" text primary key, "name" text not null, "mapping" jsonb not null);
      create table "import_file" (
        "id" text primary key, "upload" text not null, "mapping" jsonb not null, "fileDigest" text not null, "rows" integer not null,
        "stage" text not null default 'reading', "line" integer not null default 0, "endings" integer not null default 0,
        "managerChanges" integer not null default 0, "failure" text);
      create table "import_row" (
        "upload" text not null, "line" integer not null, "keyId" text, "personId" text, "generation" integer not null default 0,
        "erasedOn" text, "effectiveOn" text, "nameKey" text, "numberKey" text, "leaves" boolean, "stated" jsonb, "managers" jsonb,
        "notices" jsonb, "stage" text, "field" text, "code" text, "outcome" text, "stagedOn" date not null default current_date,
        primary key ("upload", "line"));
      create index on "import_row" ("keyId");
      create index on "import_row" ("personId");
      create index on "import_row" ("nameKey") where "nameKey" is not null;
      create index on "import_row" ("numberKey") where "numberKey" is not null;
      create table "import_confirmation" ("personId" text primary key, "asOf" text not null, "digest" text not null);
      create table "imports_v1" (
        "id" text primary key, "revision" text not null, "state" text not null, "source" text not null, "asOf" text not null,
        "coverage" text not null, "expected" jsonb, "holdReasons" jsonb not null, "rejected" integer not null, "counts" jsonb,
        "notices" jsonb not null);
      create table "rejections_v1" (
        "id" text primary key, "importId" text not null, "line" integer not null, "field" text not null, "code" text not null);
      create index on "rejections_v1" ("importId", "id");`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['import_mapping', 'import_file', 'import_row', 'import_confirmation', 'imports_v1', 'rejections_v1']) {
      await runner.query(`drop table "${table}"`);
    }
  }
}

/** What became of the rows is counted with the progress, which saves writing each row of a file a third time. */
export class ImportCounts1780000000003 implements MigrationInterface {
  name = 'ImportCounts1780000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table "import_file" add column "counts" jsonb not null default '{}';
      alter table "import_row" drop column "outcome";`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table "import_file" drop column "counts"; alter table "import_row" add column "outcome" text;');
  }
}

/** Who was merged into somebody is asked at every door. */
export class AbsorbedIds1780000000004 implements MigrationInterface {
  name = 'AbsorbedIds1780000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index on "people_v1" ("survivorId") where "survivorId" is not null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index "people_v1_survivorId_idx"');
  }
}

export const migrations = [Directory1780000000001, Imports1780000000002, ImportCounts1780000000003, AbsorbedIds1780000000004];
