/** A site of the simulated organisation, with its country, time zone and legal entity. */
export interface Site {
  readonly name: string;
  readonly country: string;
  readonly zone: string;
  readonly legalEntity: string;
  /** The language of the place, BCP 47. */
  readonly language: string;
}

const berlin: Site = { name: 'Berlin', country: 'DE', zone: 'Europe/Berlin', legalEntity: 'HALDEN-DE', language: 'de' };
const leipzig: Site = { ...berlin, name: 'Leipzig' };
const toronto: Site = { name: 'Toronto', country: 'CA', zone: 'America/Toronto', legalEntity: 'HALDEN-CA', language: 'fr' };
const pune: Site = { name: 'Pune', country: 'IN', zone: 'Asia/Kolkata', legalEntity: 'HALDEN-IN', language: 'hi' };

export interface SiloPlan {
  readonly code: string;
  readonly name: string;
  readonly departments: readonly string[];
  /** Site of the four teams of a department. */
  readonly teamSites: readonly [Site, Site, Site, Site];
}

const spread: SiloPlan['teamSites'] = [berlin, leipzig, toronto, pune];

export const headOffice = { code: 'U-HQ', name: 'Halden Group', site: berlin } as const;

/** The eight first-level units. Logistics sits in one place and keeps to itself (truths.ts). */
export const silos: readonly SiloPlan[] = [
  { code: 'FIN', name: 'Finance', departments: ['Treasury', 'Controlling', 'Accounting', 'Tax'], teamSites: spread },
  { code: 'TEC', name: 'Technology', departments: ['Platforms', 'Applications', 'Data', 'Workplace'], teamSites: spread },
  { code: 'OPS', name: 'Operations', departments: ['Planning', 'Plants', 'Quality', 'Maintenance'], teamSites: spread },
  { code: 'SAL', name: 'Sales', departments: ['Key Accounts', 'Regions', 'Online Shop', 'Sales Support'], teamSites: spread },
  { code: 'MKT', name: 'Marketing', departments: ['Brand', 'Campaigns', 'Insights', 'Events'], teamSites: spread },
  { code: 'PEO', name: 'People', departments: ['Talent', 'Rewards', 'Learning', 'People Services'], teamSites: spread },
  {
    code: 'LOG',
    name: 'Logistics',
    departments: ['Warehouses', 'Fleet', 'Customs', 'Dispatch'],
    teamSites: [leipzig, leipzig, leipzig, leipzig],
  },
  { code: 'RND', name: 'Research', departments: ['Materials', 'Prototypes', 'Labs', 'Patents'], teamSites: spread },
];

/** Levels of the eight who work in a team, beside its head (7). */
export const teamLevels = [6, 5, 4, 3, 3, 2, 2, 1] as const;

export const titles: Readonly<Record<number, string>> = {
  1: 'Trainee',
  2: 'Associate',
  3: 'Specialist',
  4: 'Senior Specialist',
  5: 'Expert',
  6: 'Deputy Team Lead',
  7: 'Head of Team',
  8: 'Head of Department',
  9: 'Executive Vice President',
  10: 'Chief Executive Officer',
};
