import { knownEnrolmentsTable, knownPeopleTable, knownPeopleTableV2, knownProgrammesTable } from '@flipside/participants-view';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Sessions1780000000001 implements MigrationInterface {
  name = 'Sessions1780000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(knownPeopleTable + knownProgrammesTable + knownEnrolmentsTable);
    await runner.query(ofPairs);
    await runner.query(ofVoices);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.query(`drop table "${table}_v1"`);
  }
}

const tables = [
  'known_people', 'known_programmes', 'known_enrolments', 'pairings', 'agreements', 'sprints', 'sessions', 'assessments', 'check_ins',
  'warnings', 'concerns', 'insights',
];

const ofPairs = `
  create table "pairings_v1" (
    "id" text primary key, "programmeId" text not null, "cohort" integer, "mentorId" text not null, "menteeId" text not null,
    "status" text not null, "startsOn" text not null, "endsOn" text not null);
  create index on "pairings_v1" ("programmeId");
  create index on "pairings_v1" ("mentorId");
  create index on "pairings_v1" ("menteeId");
  create table "agreements_v1" (
    "id" text primary key, "revision" text not null, "programmeId" text not null, "mentorId" text not null, "menteeId" text not null,
    "status" text not null, "silentSince" text, "folded" jsonb not null);
  create index on "agreements_v1" ("programmeId");
  create table "sprints_v1" (
    "id" text primary key, "revision" text not null, "pairingId" text not null, "mentorId" text not null, "menteeId" text not null,
    "status" text not null, "topic" text not null, "startsOn" text not null, "endsOn" text not null, "withinTimeBox" boolean);
  create index on "sprints_v1" ("pairingId");
  create table "sessions_v1" (
    "id" text primary key, "revision" text not null, "programmeId" text not null, "pairingId" text not null,
    "mentorId" text not null, "menteeId" text not null, "status" text not null, "startsAt" text not null, "endsAt" text not null,
    "proposedBy" text not null, "cancelledBy" text, "noticeHours" integer, "replaces" text, "sprintId" text, "folded" jsonb not null);
  create index on "sessions_v1" ("pairingId", "id");
  create index on "sessions_v1" ("programmeId", "id");
  create table "assessments_v1" ("id" text primary key, "pairingId" text not null, "subject" text not null, "skill" text not null);
  create index on "assessments_v1" ("pairingId");`;

const ofVoices = `
  create table "check_ins_v1" (
    "id" text primary key, "programmeId" text not null, "pairingId" text, "round" integer not null, "occasion" text not null,
    "instruments" jsonb not null, "asksUnits" boolean not null, "respondents" jsonb not null, "openedOn" text not null,
    "closesAt" text not null, "open" boolean not null, "answered" jsonb not null);
  create index on "check_ins_v1" ("programmeId");
  create index on "check_ins_v1" using gin ("respondents" jsonb_path_ops);
  create table "warnings_v1" (
    "id" text primary key, "revision" text not null, "programmeId" text not null, "audience" text not null, "status" text not null,
    "raisedOn" text not null, "bitesOn" text not null, "raiser" text, "recipient" text);
  create index on "warnings_v1" ("raiser");
  create index on "warnings_v1" ("recipient");
  create table "concerns_v1" (
    "id" text primary key, "revision" text not null, "anonymous" boolean not null, "mailboxHash" text, "raiser" text,
    "handler" text, "deputy" text, "raisedOn" text not null, "acknowledged" boolean not null, "answered" boolean not null,
    "resolvedOn" text, "overdue" jsonb not null);
  create index on "concerns_v1" ("handler");
  create index on "concerns_v1" ("raiser");
  create index on "concerns_v1" ("mailboxHash");
  create table "insights_v1" (
    "id" text primary key, "revision" text not null, "programmeId" text not null, "area" text not null, "status" text not null,
    "sharedOn" text not null, "clearedOn" text, "mentor" text, "mentee" text, "actions" jsonb not null);
  create index on "insights_v1" ("programmeId", "id");
  create index on "insights_v1" ("mentor");
  create index on "insights_v1" ("mentee");`;

/** People who were merged count as one human. */
export class Sessions1780000000002 implements MigrationInterface {
  name = 'Sessions1780000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(knownPeopleTableV2);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table "known_people_v2"; ${knownPeopleTable}`);
  }
}

export const migrations = [Sessions1780000000001, Sessions1780000000002];
