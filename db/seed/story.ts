import type { Organisations } from './organisations.ts';
import type { People } from './people.ts';
import type { Site } from './site.ts';
import type { Territory } from './territory.ts';
import type { ProjectWords } from './words/project-words.ts';
import { projects } from './words/projects.ts';
import type { ProposalWords } from './words/proposal-words.ts';
import { ballotedProposals } from './words/proposals-balloted.ts';
import { discussedProposals } from './words/proposals-discussed.ts';
import { finishedProposals } from './words/proposals-finished.ts';
import {
  foreignReportWays,
  foreignReportWords,
  type ReportWay,
  type ReportWords,
  reportWays,
  reportWords,
} from './words/reports.ts';
import { foreignProjects, foreignProposals } from './words/thung-plaina.ts';

/** What people in a town report, propose and build. */
export interface Story {
  reports: readonly ReportWords[];
  ways: readonly ReportWay[];
  /** Which tracking number which report has: the one that the portal's drawings show, or the first. */
  trackingNumber: { shown?: number; first?: number };
  reportPhotos: number;
  proposals: readonly ProposalWords[];
  projects: readonly ProjectWords[];
  /** How its people call their own places in what they write. */
  names: { local: string; district: string; province: string };
}

/** A town with everybody and everything that the later parts of the demonstration lean on. */
export interface Cast {
  site: Site;
  people: People;
  organisations: Organisations;
  territory: Territory;
  story: Story;
}

export const homeStory: Story = {
  reports: reportWords,
  ways: reportWays,
  trackingNumber: { shown: 2_041 },
  reportPhotos: 26,
  proposals: [...finishedProposals, ...ballotedProposals, ...discussedProposals],
  projects,
  names: { local: 'เทศบาล', district: 'บางใจดี', province: 'สุขใจ' },
};

export const foreignStory: Story = {
  reports: foreignReportWords,
  ways: foreignReportWays,
  trackingNumber: { first: 101 },
  reportPhotos: 4,
  proposals: foreignProposals,
  projects: foreignProjects,
  names: { local: 'อบต.', district: 'ทุ่งกว้าง', province: 'ปลายฟ้า' },
};

/** Fills a town's own names into what somebody wrote. */
export const inTown = ({ names }: Story, words: string): string =>
  words.replace(/\{(local|district|province)\}/g, (_, key: keyof Story['names']) => names[key]);
