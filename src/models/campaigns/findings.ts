import type { Database } from '../../engine/database.ts';
import type { Finding } from '../../language/messages.ts';
import {
  campaignEmpty,
  campaignListed,
  campaignNotShown,
  campaignShown,
  campaignTooSmall,
  campaignVoid,
} from '../messages.ts';

interface Listed {
  readonly campaign: string;
  readonly treated: number;
  readonly control: number;
  readonly detectable_share: number | null;
  readonly effect: number;
  readonly days: number;
  readonly left_out: number;
}

interface Measured {
  readonly campaign: string;
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly verdict: string;
  readonly treated: number;
  readonly control: number;
}

/** What the lists can and cannot show, and what mailings before have shown. */
export async function campaignFindings(database: Database): Promise<Finding[]> {
  const findings: Finding[] = [];
  const listed = await database.rows<Listed>(
    `select p.campaign, p.treated, p.control, p.detectable_share, s.effect, p.days,
            (select count(*) from models.campaign_targets as t where t.campaign = p.campaign and t.left_out is not null)
              as left_out
     from models.campaign_power as p join settings.campaigns as s using (campaign) order by s.position`,
  );
  for (const { campaign, treated, control, left_out, detectable_share: part, effect, days } of listed) {
    if (treated + control === 0) {
      findings.push(campaignEmpty.finding({ campaign, leftOut: left_out }));
      continue;
    }
    findings.push(campaignListed.finding({ campaign, treated, control, leftOut: left_out }));
    if (part === null || part > effect)
      findings.push(campaignTooSmall.finding({ campaign, effect, days, ...(part === null ? {} : { part }) }));
  }
  const measured = await database.rows<Measured>(
    "select * from models.campaign_lift where outcome = 'gross_margin' order by campaign",
  );
  for (const { campaign, difference, low, high, verdict, treated, control } of measured) {
    if (verdict === 'void') findings.push(campaignVoid.finding({ campaign, treated, control }));
    else if (difference !== null && low !== null && high !== null && verdict !== 'not_shown')
      findings.push(campaignShown.finding({ campaign, difference, low, high }));
    else findings.push(campaignNotShown.finding({ campaign, treated, control }));
  }
  return findings;
}
