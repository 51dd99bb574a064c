/** Docker's default profile as some of its releases had it. Computed from the text of 26.1.5, except where that is the text. */
export interface DockerRelease {
  /** What links call it, after "docker-". Without a third number: what the last releases of that line have. */
  name: string;
  /** The state in content/data/profiles/docker-changes.json, the first release with this profile, and its day. */
  state: string;
  date: string;
  /** The releases that have it, in words. */
  releases: string;
  /** The same for a list, where they are many. */
  short?: string;
  /** Lines that have it too. */
  lines?: readonly string[];
}

/**
 * Newest first, as of Docker 29.9.0 (October 2026): which profile 29.9.1 to 29.10.1 have was not to be found in November 2026, so no name stands for
 * the whole of 29.9 yet. A name keeps its meaning for ever; what comes later gets new ones.
 */
export const DOCKER_RELEASES: readonly DockerRelease[] = [
  { name: '29.9.0', state: '29.9.0', date: '2026-10-08', releases: '29.9.0' },
  {
    name: '29.4',
    state: '29.4.3',
    date: '2026-05-06',
    releases: '29.4.3 to 29.8',
    lines: ['29.5', '29.6', '29.7', '29.8'],
  },
  { name: '29.4.2', state: '29.4.2', date: '2026-05-01', releases: '29.4.2' },
  {
    name: '28.2',
    state: '28.2.0',
    date: '2025-05-28',
    releases: '28.2 to 29.4.1',
    lines: ['28.3', '28.4', '28.5', '29.0', '29.1', '29.2', '29.3'],
  },
  {
    name: '26.1',
    state: '25.0.3',
    date: '2024-02-06',
    releases: '25.0.3 to 28.1',
    lines: ['25.0', '26.0', '27.0', '27.1', '27.2', '27.3', '27.4', '27.5', '28.0', '28.1'],
  },
  { name: '25.0.0', state: '25.0.0', date: '2024-01-18', releases: '25.0.0 to 25.0.2' },
  { name: '23.0', state: '23.0.10', date: '2024-02-16', releases: '23.0.10 and later 23.0' },
  {
    name: '24.0',
    state: '24.0.3',
    date: '2023-07-03',
    releases: '24.0.3 and later 24.0, 23.0.7 to 23.0.9',
    short: '24.0.3 on, 23.0.7 to 9',
  },
  {
    name: '23.0.0',
    state: '23.0.0',
    date: '2023-01-31',
    releases: '23.0.0 to 23.0.6, 24.0.0 to 24.0.2',
    short: '23.0.0 to 6, 24.0.0 to 2',
  },
  { name: '20.10', state: '20.10.26', date: '2023-08-30', releases: '20.10.26 and later 20.10' },
  { name: '20.10.22', state: '20.10.22', date: '2022-12-15', releases: '20.10.22' },
  {
    name: '20.10.18',
    state: '20.10.18',
    date: '2022-09-09',
    releases: '20.10.18 to 20.10.21, 20.10.23 to 20.10.25',
    short: '20.10.18 to 21, 23 to 25',
  },
  { name: '20.10.10', state: '20.10.10', date: '2021-10-22', releases: '20.10.10 to 20.10.17' },
  { name: '20.10.4', state: '20.10.4', date: '2021-02-24', releases: '20.10.4 to 20.10.9' },
  { name: '20.10.0', state: '20.10.0', date: '2020-12-08', releases: '20.10.0 to 20.10.3' },
  { name: '19.03', state: '19.03.9', date: '2020-05-14', releases: '19.03.9 and later 19.03' },
  { name: '19.03.3', state: '19.03.3', date: '2019-10-07', releases: '19.03.3 to 19.03.8' },
  { name: '19.03.0', state: '19.03.0', date: '2019-07-17', releases: '19.03.0 to 19.03.2' },
  { name: '18.09', state: '18.09.0', date: '2018-11-06', releases: '18.09' },
  { name: '18.04', state: '18.04.0', date: '2018-03-27', releases: '18.04 to 18.06', lines: ['18.05', '18.06'] },
  {
    name: '17.09',
    state: '17.09.0',
    date: '2017-09-22',
    releases: '17.09 to 18.03',
    lines: ['17.10', '17.11', '17.12', '18.01', '18.02', '18.03'],
  },
  { name: '17.07', state: '17.07.0', date: '2017-08-28', releases: '17.07' },
  { name: '17.06', state: '17.06.0', date: '2017-06-20', releases: '17.06' },
  { name: '17.05', state: '17.05.0', date: '2017-05-04', releases: '17.05' },
  { name: '17.04', state: '17.04.0', date: '2017-04-03', releases: '17.04' },
  { name: '17.03', state: '17.03.2', date: '2017-06-01', releases: '17.03.2 and later 17.03' },
  { name: '17.03.0', state: '17.03.0', date: '2017-02-23', releases: '17.03.0 and 17.03.1' },
  { name: '1.13', state: '1.13.1', date: '2017-02-07', releases: '1.13.1' },
  { name: '1.13.0', state: '1.13.0', date: '2017-01-17', releases: '1.13.0' },
  { name: '1.12', state: '1.12.0', date: '2016-07-27', releases: '1.12' },
  { name: '1.11', state: '1.11.2', date: '2016-06-01', releases: '1.11.2' },
  { name: '1.11.0', state: '1.11.0', date: '2016-04-13', releases: '1.11.0 and 1.11.1' },
];
