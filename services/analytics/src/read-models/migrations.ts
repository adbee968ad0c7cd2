import { knownProgrammesTable } from '@flipside/participants-view';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Analytics1780000000001 implements MigrationInterface {
  name = 'Analytics1780000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(knownProgrammesTable);
    await runner.query(`
      create table "told_public_v1" ("id" text primary key, "category" text not null, "contracts" jsonb not null);
      create index on "told_public_v1" ("category");
      create table "told_sealed_v1" ("id" text primary key, "category" text not null, "contracts" jsonb not null);
      create index on "told_sealed_v1" ("category");
      create table "releases_v1" (
        "id" text primary key, "figure" text not null, "version" integer not null, "programmeId" text not null, "period" text not null,
        "until" text not null, "k" integer not null, "memory" text not null, "releasedAt" text not null, "cells" jsonb not null);
      create index on "releases_v1" ("programmeId", "figure");
      create table release_memory (digest text primary key, memory jsonb not null);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['told_public_v1', 'told_sealed_v1', 'releases_v1', 'release_memory']) await runner.query(`drop table "${table}"`);
  }
}

/** Few ids are ever merged, and every live figure asks which. */
export class Analytics1780000000002 implements MigrationInterface {
  name = 'Analytics1780000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index "told_mergers" on "told_sealed_v1" ("id") where "contracts" @> '[{"type": "PersonsMerged"}]'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index "told_mergers"`);
  }
}

export const migrations = [Analytics1780000000001, Analytics1780000000002];
