import { knownEnrolmentsTable, knownPeopleTable, knownPeopleTableV2, knownProgrammesTable, knownUnitsTable } from '@flipside/participants-view';
import { dropFormer } from '@flipside/read-models';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runProgressTable } from '../ledger/run-progress.js';

export class Matching1780000000001 implements MigrationInterface {
  name = 'Matching1780000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(knownPeopleTable + knownProgrammesTable + knownEnrolmentsTable + knownUnitsTable);
    await runner.query(`
      create table "pairings_v1" (
        "id" text primary key, "revision" text not null, "programmeId" text not null, "cohort" integer, "runId" text,
        "status" text not null, "mentorId" text, "menteeId" text, "asked" text, "answerBy" text, "seenByMentee" boolean not null,
        "startsOn" text, "endsOn" text, "pausedFrom" text, "wanted" jsonb, "fit" jsonb, "folded" jsonb not null);
      create index on "pairings_v1" ("programmeId");
      create index on "pairings_v1" ("mentorId");
      create index on "pairings_v1" ("menteeId");
      create table "blocks_v1" ("id" text primary key, "standing" boolean not null, "people" jsonb, "folded" jsonb not null);
      create table "runs_v1" (
        "id" text primary key, "revision" text not null, "programmeId" text not null, "kind" text not null, "state" text not null,
        "requested" jsonb not null, "hashes" jsonb, "counts" jsonb, "topics" jsonb not null, "people" integer, "publishedBy" text,
        "discardReason" text);
      create index on "runs_v1" ("programmeId");
      create table run_artefact (hash text not null, kind text not null, part integer not null, body text not null, primary key (hash, kind, part));`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['pairings_v1', 'blocks_v1', 'runs_v1', 'run_artefact']) await runner.query(`drop table "${table}"`);
  }
}

/** People who were merged count as one human. */
export class Matching1780000000002 implements MigrationInterface {
  name = 'Matching1780000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(knownPeopleTableV2);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table "known_people_v2"; ${knownPeopleTable}`);
  }
}

/** How far runs are that are being computed. */
export class Matching1780000000003 implements MigrationInterface {
  name = 'Matching1780000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(runProgressTable);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table run_progress');
  }
}

/** Pairings with the revision of their stream, folded anew; the former table goes, since no erasure would reach it. */
export class Matching1780000000004 implements MigrationInterface {
  name = 'Matching1780000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table "pairings_v2" (like "pairings_v1" including all);
      alter table "pairings_v2" add column "streamRevision" text not null;`);
    await runner.query(dropFormer('pairings_v1'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table "pairings_v1" (like "pairings_v2" including all);
      alter table "pairings_v1" drop column "streamRevision";`);
    await runner.query(dropFormer('pairings_v2'));
  }
}

export const migrations = [Matching1780000000001, Matching1780000000002, Matching1780000000003, Matching1780000000004];
